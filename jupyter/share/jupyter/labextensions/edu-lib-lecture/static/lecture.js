// A lesson as live slides. jupyterlab-slideshow shows one cell at a time; this file starts it on a lesson, makes what is on
// the screen as large as fits, gives a presenter's keys and notes, and leaves JupyterLab as it was. JupyterLab loads it as it
// stands (no build): it takes JupyterLab's own modules from the share scope. The looks are in lecture.css, the notes in notes.js.
(() => {
  const NAME = 'edu-lib-lecture';
  const HERE = document.currentScript.src.replace(/[^/]*$/, '');
  const ASKED = new URLSearchParams(location.search).get('lecture'); // null, '' or 'short'; read before the router tidies the address
  const SLIDES = 'jupyterlab-slideshow:plugin'; // whose settings say that a deck is open
  const FLAG = 'edu-lecture-open'; // in the browser's storage while a lecture runs
  const OWN = '.edu-lab, .edu-card';
  let shared;

  const load = async (name) => (await Object.values(shared[name])[0].get())();
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (what, ms = 60000) => {
    for (const end = Date.now() + ms; Date.now() < end; await wait(100)) {
      const found = what();
      if (found) return found;
    }
    return null;
  };
  const addScript = (file) => new Promise((done, failed) => {
    const tag = Object.assign(document.createElement('script'), { src: HERE + file, onload: done, onerror: failed });
    document.head.append(tag);
  });

  async function activate(app, tracker, palette, launcher, registry) {
    if (!/lab$/i.test(app.name)) return; // Notebook 7 reads the same folder and has no deck
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: HERE + 'lecture.css' }));
    const [{ NotebookActions }, { ServerConnection }, { InputDialog }, { LabIcon }] = await Promise.all(
      ['@jupyterlab/notebook', '@jupyterlab/services', '@jupyterlab/apputils', '@jupyterlab/ui-components'].map(load));
    const shell = app.shell;
    let before = null; // how JupyterLab stood when the lecture began; null while there is none
    let short = false; // the ten-minute version
    let fits = 0; // how often the slide was fitted; tests wait for it
    let soon = 0;

    // --- the slides -------------------------------------------------------------------------------------------------

    const meta = (cell) => cell.model.getMetadata('slideshow') || {};
    const content = () => before.panel.content;
    const shown = () => content().activeCellIndex;
    const wanted = (cell) => meta(cell).slide_type === 'slide' && (!short || meta(cell).ten_minutes);
    /** The places to stop at, in order: slides and what appears on them. In the ten-minute version some slides only. */
    function stops() {
      let on = false;
      return content().widgets.flatMap((cell, i) => {
        const type = meta(cell).slide_type;
        if (type === 'slide') on = wanted(cell);
        return on && (type === 'slide' || type === 'fragment') ? [i] : [];
      });
    }
    const slideOf = (index) => {
      for (let i = index; i >= 0; i -= 1) if (meta(content().widgets[i]).slide_type === 'slide') return i;
      return index;
    };

    function goTo(index) {
      if (index === undefined) return false;
      content().deselectAll();
      content().activeCellIndex = index;
      giveBackFocus();
      return true;
    }
    const go = (step) => goTo(step > 0 ? stops().find((i) => i > shown()) : stops().findLast((i) => i < shown()))
      || say(step > 0 ? 'This is the last slide.' : 'This is the first slide.');
    /** Take the focus out of a lab or card, so that the arrows and the space bar turn the slides again. */
    function giveBackFocus() {
      content().mode = 'command';
      content().activeCell?.node.focus({ preventScroll: true });
    }
    function setShort(on) {
      short = on;
      say(short ? `Ten-minute version: ${content().widgets.filter(wanted).length} slides.` : 'All slides.');
      if (short && !stops().includes(shown())) goTo(stops().findLast((i) => i < shown()) ?? stops()[0]);
      notes.show();
    }

    // --- as large as fits -------------------------------------------------------------------------------------------

    const room = () => innerHeight - 24;
    const view = () => content().viewportNode;
    const has = (what) => [...before.panel.node.querySelectorAll('.jp-Cell.jp-deck-mod-onscreen')]
      .some((cell) => [...cell.querySelectorAll(what)].some((one) => one.getClientRects().length));
    /** The height of the slide, with words that reach below their box. */
    function high() {
      const { top, bottom } = view().getBoundingClientRect();
      const words = '.jp-deck-mod-onscreen :is(.edu-controls, .edu-remind, .edu-say, .edu-page)';
      return [...view().querySelectorAll(words)].reduce((low, one) => Math.max(low, one.getBoundingClientRect().bottom + 4), bottom) - top;
    }
    function fit() {
      if (!before) return;
      const base = innerHeight / 720; // so that a slide looks the same on every screen of its shape
      const put = (zoom, px) => {
        view().style.setProperty('--lecture-zoom', zoom * base);
        view().style.setProperty('--lecture-high', `${px}px`);
        return high() <= room() + 1;
      };
      const lab = has('.edu-lab');
      const [most, least] = lab ? [1.4, 0.6] : [has('.edu-card') ? 1.75 : 2, 0.4];
      let zoom = most;
      // A lab's picture counts for nothing here: its controls and words choose the zoom, then the picture takes the height.
      while (!put(zoom, 1) && zoom > least) zoom = +(zoom - 0.05).toFixed(2);
      if (lab) for (let px = room(); !put(zoom, px / (zoom * base)) && px > 100; px -= 10);
      Object.assign(view().dataset, { lectureZoom: zoom.toFixed(2), lectureHigh: Math.round(high()), lectureLab: lab, lectureFits: (fits += 1) });
      // The observer compares with what it last told. What comes now, before it tells again, may have that very size: begin anew.
      sized.disconnect();
      sized.observe(view());
    }
    const sized = new ResizeObserver(() => {
      if (!before) return;
      const { lectureHigh, lectureLab } = view().dataset;
      if (Math.abs(high() - lectureHigh) > 1 || String(has('.edu-lab')) !== lectureLab) fitSoon();
    });
    function fitSoon() {
      if (before) view().dataset.lectureFits = 'soon';
      clearTimeout(soon);
      soon = setTimeout(() => { fit(); notes.show(); }, 60);
    }

    // --- beginning and end ------------------------------------------------------------------------------------------

    /** Whether the lesson has been run since it was opened: a saved one holds still pictures, not live views. */
    const alive = (panel) => panel.content.widgets.some(({ model }) => model.type === 'code'
      && model.outputs.toJSON().some((output) => 'application/vnd.jupyter.widget-view+json' in (output.data || {})));

    async function start() {
      const panel = tracker.currentWidget;
      if (!panel || before) return;
      await panel.context.ready;
      await panel.sessionContext.ready;
      const notebook = panel.content;
      before = {
        panel, left: shell.leftCollapsed, right: shell.rightCollapsed, mode: shell.mode, cell: notebook.activeCellIndex,
        top: notebook.outerNode?.scrollTop ?? 0, began: Date.now(),
        settings: registry ? (await registry.load(SLIDES)).raw.replace(/"active":\s*true/, '"active": false') : '{}',
      };
      localStorage.setItem(FLAG, String(Date.now()));
      notebook.mode = 'command';
      if (!stops().includes(notebook.activeCellIndex)) notebook.activeCellIndex = stops().findLast((i) => i < before.cell) ?? 0;
      document.body.classList.add('edu-lecture');
      await app.commands.execute('deck:start');
      if (!before) return;
      before.shown = true;
      before.began = Date.now();
      sized.observe(notebook.viewportNode);
      notebook.activeCellChanged.connect(fitSoon);
      window.addEventListener('resize', fitSoon);
      window.addEventListener('keydown', keys, true);
      panel.node.addEventListener('pointerdown', outside);
      if (!document.body.dataset.jpDeckMode) return void stopped();
      // Not "Run All Cells", which would end on the last slide.
      const ran = alive(panel) ? Promise.resolve() : NotebookActions.runCells(notebook, notebook.widgets, panel.sessionContext);
      void ran.then(() => {
        if (before) document.body.dataset.eduLecture = 'ready';
        fitSoon();
      });
      fitSoon();
    }

    /** Put back what the deck changed. */
    async function stopped() {
      const was = before;
      before = null;
      if (!was) return;
      short = false;
      document.body.classList.remove('edu-lecture', 'edu-lecture-blank');
      delete document.body.dataset.eduLecture;
      sized.disconnect();
      window.removeEventListener('resize', fitSoon);
      window.removeEventListener('keydown', keys, true);
      was.panel.node.removeEventListener('pointerdown', outside);
      notes.close();
      if (!was.panel.isDisposed) {
        was.panel.content.activeCellChanged.disconnect(fitSoon);
        const view = was.panel.content.viewportNode;
        for (const name of ['--lecture-zoom', '--lecture-high']) view.style.removeProperty(name);
        for (const name of ['lectureZoom', 'lectureHigh', 'lectureLab', 'lectureFits']) delete view.dataset[name];
      }
      await wait(Math.max(400, 1500 - (Date.now() - was.began))); // the deck folds the side bar once more a second after it began
      if (before) return;
      if (!was.left) shell.expandLeft();
      if (!was.right) shell.expandRight();
      shell.mode = was.mode;
      if (!was.panel.isDisposed) {
        was.panel.content.activeCellIndex = was.cell;
        await wait(150);
        was.panel.content.outerNode.scrollTop = was.top;
      }
      localStorage.removeItem(FLAG);
      await wait(500); // after the deck's own save
      if (!before) await keepSettings(was.settings);
    }

    // The deck writes into its settings that it is open, so a window closed in a lecture would open as slides again. While it
    // is open nothing may be written: the deck would read it and stop.
    const server = app.serviceManager.serverSettings;
    const keepSettings = (raw, more) => ServerConnection.makeRequest(`${server.baseUrl}lab/api/settings/${SLIDES}`,
      { method: 'PUT', body: JSON.stringify({ raw }), ...more }, server).catch(() => {});
    window.addEventListener('pagehide', () => {
      notes.close();
      if (!before) return;
      void keepSettings(before.settings, { keepalive: true });
      localStorage.removeItem(FLAG);
    });
    new MutationObserver(() => { if (before?.shown && !document.body.dataset.jpDeckMode) void stopped(); })
      .observe(document.body, { attributes: true, attributeFilter: ['data-jp-deck-mode'] });

    // --- keys -------------------------------------------------------------------------------------------------------

    const turns = { PageDown: 1, PageUp: -1 }; // what a presenter's remote sends: turn the slide wherever the focus is
    const arrows = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const letters = { n: () => notes.open(), t: () => setShort(!short), b: () => blank(), '.': () => blank(),
      Home: () => goTo(stops()[0]), End: () => goTo(stops().at(-1)) };
    const blank = () => document.body.classList.toggle('edu-lecture-blank');
    /** What a key does in a lecture; true if it was one of ours. `inside`: the focus is in a lab, a card or a text field. */
    function pressed(event, inside) {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const act = event.key in turns ? () => go(turns[event.key])
        : inside ? (event.key === 'Escape' ? giveBackFocus : null)
          : event.key in arrows ? () => go(arrows[event.key])
            : event.key === ' ' ? () => go(event.shiftKey ? -1 : 1)
              : event.key === 'Escape' ? () => app.commands.execute('deck:stop') : letters[event.key];
      if (!act) return false;
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
      return true;
    }
    const inField = (node) => Boolean(node.closest?.(`${OWN}, input, textarea, select, button, a[href], [contenteditable=true]`));
    const keys = (event) => document.querySelector('.jp-Dialog') || pressed(event, inField(event.target));
    const outside = (event) => { if (!inField(event.target)) setTimeout(() => before && giveBackFocus()); };

    /** Tell the lecturer something in passing. */
    function say(words) {
      let box = document.querySelector('.edu-lecture-say');
      if (!box) document.body.append(box = Object.assign(document.createElement('div'), { className: 'edu-lecture-say', role: 'status' }));
      box.textContent = words;
      clearTimeout(say.timer);
      say.timer = setTimeout(() => { box.textContent = ''; }, 2500);
    }

    // --- notes, commands, where to begin ----------------------------------------------------------------------------

    await addScript('notes.js');
    const notes = window.eduLectureNotes({
      /** What the notes window tells; null outside a lecture. */
      now() {
        if (!before) return null;
        const cells = content().widgets;
        const here = slideOf(shown());
        const all = cells.flatMap((cell, i) => (wanted(cell) ? [i] : []));
        const next = all.find((i) => i > here);
        const heading = (i) => {
          const words = cells[i].model.sharedModel.getSource();
          return (words.match(/^#+\s+(.*)$/m)?.[1] || words.split('\n')[0]).replace(/[*_`]/g, '');
        };
        return { notes: meta(cells[here]).notes || '', number: all.indexOf(here) + 1, of: all.length, heading: heading(here), short,
          kept: Boolean(meta(cells[here]).ten_minutes), next: next === undefined ? null : heading(next),
          nextNotes: next === undefined ? '' : (meta(cells[next]).notes || '').split('\n')[0], began: before.began };
      },
      go, pressed, again: () => { if (before) before.began = Date.now(); }, short: () => setShort(!short), say,
    });

    /** Ask which lesson, open it, and begin. */
    async function choose() {
      const folder = await app.serviceManager.contents.get('', { content: true });
      const files = folder.content.filter((file) => file.type === 'notebook').map((file) => file.path).sort();
      const title = (path) => path.replace(/\.ipynb$/, '').replace(/_/g, ' ');
      if (!files.length) return void say('There is no lesson in this folder.');
      const { value } = await InputDialog.getItem({ title: 'Present which lesson?', items: files.map(title), okLabel: 'Start the lecture' });
      const path = files.find((file) => title(file) === value);
      if (!path) return;
      const panel = await app.commands.execute('docmanager:open', { path });
      await panel.revealed;
      await until(() => tracker.currentWidget === panel);
      await start();
    }

    const icon = new LabIcon({ name: 'edu-lib:lecture', svgstr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path class="jp-icon3" fill="#616161" '
      + 'd="M2 3h20v2h-1v11h-8v2.2l3.4 3-1.3 1.5L12 20l-3.100 2.700-1.300-1.500 3.400-3V16H3V5H2Zm3 2v9h14V5Zm5 1.500 5 3-5 3Z"/></svg>' });
    app.commands.addCommand('edu-lecture:toggle', {
      label: 'Lecture', caption: 'Show this lesson as live slides', icon, isToggled: () => Boolean(before),
      isEnabled: () => Boolean(tracker.currentWidget), execute: () => (before ? app.commands.execute('deck:stop') : start()),
    });
    app.commands.addCommand('edu-lecture:choose', { label: 'Lecture', caption: 'Choose a lesson and show it as live slides', icon, execute: choose });
    app.commands.addCommand('edu-lecture:notes', {
      label: 'Speaker notes in a second window', isEnabled: () => Boolean(before), execute: () => notes.open(),
    });
    for (const command of ['edu-lecture:toggle', 'edu-lecture:notes']) palette?.addItem({ command, category: 'Lecture' });
    launcher?.add({ command: 'edu-lecture:choose', category: 'Lecture', rank: 0 });

    void app.restored.then(begin); // not awaited: JupyterLab waits for this function before it restores anything
    async function begin() {
      if (ASKED !== null) {
        const panel = await until(() => tracker.currentWidget);
        await panel?.revealed;
        short = ASKED === 'short';
        await start();
        if (short) setShort(true);
      } else if (localStorage.getItem(FLAG)) {
        // The last lecture ended with the machine or the browser: nothing was put back.
        localStorage.removeItem(FLAG);
        await wait(1500);
        if (!before && document.body.dataset.jpDeckMode) await app.commands.execute('deck:stop');
      }
    }
  }

  (window._JUPYTERLAB ||= {})[NAME] = {
    init(scope) { shared = scope; },
    async get() {
      const wanted = ['@jupyterlab/notebook', '@jupyterlab/apputils', '@jupyterlab/launcher', '@jupyterlab/settingregistry'];
      const [{ INotebookTracker }, { ICommandPalette }, { ILauncher }, { ISettingRegistry }] = await Promise.all(wanted.map(load));
      const optional = [ICommandPalette, ILauncher, ISettingRegistry];
      return () => ({ __esModule: true, default: { id: `${NAME}:plugin`, autoStart: true, requires: [INotebookTracker], optional, activate } });
    },
  };
})();
