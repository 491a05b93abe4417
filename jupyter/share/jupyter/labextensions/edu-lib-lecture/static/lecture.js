(() => {
  const NAME = 'edu-lib-lecture';
  const HERE = document.currentScript.src.replace(/[^/]*$/, '');
  const ASKED = new URLSearchParams(location.search).has('lecture'); // before the router tidies the address
  let shared;
  const load = async (name) => {            // a module of JupyterLab's own, from webpack's share scope
    const versions = shared[name] || {};
    const entry = Object.values(versions)[0];
    return entry ? (await entry.get())() : {};
  };
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (what, ms = 60000) => { for (const end = Date.now() + ms; Date.now() < end; await wait(100)) { const it = what(); if (it) return it; } };

  function activate(app, tracker, palette, launcher, registry) {
    const link = document.head.appendChild(document.createElement('link'));
    link.rel = 'stylesheet'; link.href = HERE + 'lecture.css';
    let before = null, notesWindow = null, fitting = 0, observer = null;

    const panelNow = () => tracker.currentWidget;
    const onscreen = (panel) => [...panel.node.querySelectorAll('.jp-Cell.jp-deck-mod-onscreen')];

    function fit() {
      const panel = panelNow(); if (!before || !panel) return;
      const view = panel.content.viewportNode; const H = innerHeight - 24; const base = innerHeight / 720;
      const has = (s) => onscreen(panel).some((c) => [...c.querySelectorAll(s)].some((e) => e.getClientRects().length));
      const lab = has('.edu-lab'), card = has('.edu-card');
      const high = () => view.getBoundingClientRect().height;
      const set = (z, px) => { view.style.setProperty('--lecture-zoom', z); view.style.setProperty('--lecture-high', px + 'px'); };
      const down = (from, to) => Array.from({ length: Math.round((from - to) / 0.05) + 1 }, (_, i) => +(from - i * 0.05).toFixed(2));
      let chosen = 0.4;
      if (!lab) { for (chosen of down(card ? 1.75 : 2, 0.4)) { set(chosen * base, 1); if (high() <= H) break; } }
      else {
        // Controls and words on the left, the picture as high as the screen: the largest words whose column fits.
        for (chosen of down(1.4, 0.6)) { set(chosen * base, 1); if (high() <= H) break; }
        set(chosen * base, H / (chosen * base));
        for (let more = H; high() > H + 1 && more > 100; more -= 10) set(chosen * base, more / (chosen * base));
      }
      const z = chosen * base;
      view.dataset.lectureZoom = (z / base).toFixed(2); view.dataset.lectureHigh = Math.round(high());
    }
    const fitSoon = () => { clearTimeout(fitting); fitting = setTimeout(() => { fit(); showNotes(); }, 60); };

    function notesOf(panel) {
      const cell = panel.content.activeCell; const meta = cell && cell.model.getMetadata('slideshow');
      return (meta && meta.notes) || '';
    }
    function showNotes() {
      if (!notesWindow || notesWindow.closed) return;
      const panel = panelNow(); const d = notesWindow.document;
      d.title = 'Speaker notes';
      d.body.innerHTML = '<main style="font:22px/1.5 system-ui;max-width:60ch;margin:1em auto"></main>';
      const main = d.body.firstChild;
      const at = panel.content.activeCellIndex; 
      main.append(Object.assign(d.createElement('p'), {textContent: `Cell ${at + 1} of ${panel.content.widgets.length}`}),
        Object.assign(d.createElement('div'), {textContent: notesOf(panel) || 'No notes.', style: 'white-space:pre-wrap'}));
    }

    async function start() {
      const panel = panelNow(); if (!panel || before) return;
      await panel.context.ready; await panel.sessionContext.ready;
      const content = panel.content, shell = app.shell;
      before = { left: shell.leftCollapsed, right: shell.rightCollapsed, mode: shell.mode, cell: content.activeCellIndex,
        top: content.outerNode ? content.outerNode.scrollTop : 0, began: Date.now(), panel };
      if (!panel.node.querySelector('.edu-lab, .edu-card')) {
        const { NotebookActions } = await load('@jupyterlab/notebook');
        void NotebookActions.runCells(content, content.widgets, panel.sessionContext).then(fitSoon); // leaves the chosen cell alone
      }
      Server = await load('@jupyterlab/services'); raw = (await registry.load(SLIDES)).raw; if (/"active":\s*true/.test(raw)) raw = '{}';
      localStorage.setItem(FLAG, '1');
      content.mode = 'command';
      document.body.classList.add('edu-lecture');
      await app.commands.execute('deck:start');
      observer = new ResizeObserver(fitSoon); observer.observe(content.viewportNode);
      content.activeCellChanged.connect(fitSoon);
      window.addEventListener('resize', fitSoon); window.addEventListener('keydown', keys, true);
      if (!before) return;
      before.shown = true; before.began = Date.now();
      if (!document.body.dataset.jpDeckMode) { stopped(); return; }
      await wait(300); fit();
    }
    // The deck writes into the settings that it is open, so a window closed during a lecture would open as slides again.
    const SLIDES = 'jupyterlab-slideshow:plugin', FLAG = 'edu-lecture-open'; let raw = '{}', Server;
    const put = (more) => Server.ServerConnection.makeRequest(settings().baseUrl + 'lab/api/settings/' + SLIDES, { method: 'PUT', body: JSON.stringify({ raw }), ...more }, settings());
    const settings = () => Server.ServerConnection.makeSettings();
    window.addEventListener('pagehide', () => { if (before) { put({ keepalive: true }); localStorage.removeItem(FLAG); } });
    async function forget() { await wait(500); await put(); return; }
    async function stopped() {
      const was = before; before = null; if (!was) return;
      document.body.classList.remove('edu-lecture');
      observer.disconnect(); window.removeEventListener('resize', fitSoon); window.removeEventListener('keydown', keys, true);
      was.panel.content.activeCellChanged.disconnect(fitSoon);
      const view = was.panel.content.viewportNode; ['--lecture-zoom', '--lecture-high'].forEach((n) => view.style.removeProperty(n));
      if (notesWindow) notesWindow.close();
      await wait(Math.max(400, 1500 - (Date.now() - was.began)));
      if (!was.left) app.shell.expandLeft(); if (!was.right) app.shell.expandRight();
      app.shell.mode = was.mode;
      if (!was.panel.isDisposed) { was.panel.content.activeCellIndex = was.cell; await wait(150); was.panel.content.outerNode.scrollTop = was.top; }
      localStorage.removeItem(FLAG); forget();
    }
    function keys(event) {
      if (document.querySelector('.jp-Dialog') || event.ctrlKey || event.metaKey || event.altKey) return;
      const go = { PageDown: ['down', 'forward'], PageUp: ['up', 'back'] }[event.key];
      if (go) { event.preventDefault(); event.stopPropagation(); app.commands.execute('deck:go', { direction: go[0], alternate: go[1] }); return; }
      const inLab = event.target.closest && event.target.closest('.edu-lab, .edu-card');
      if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); if (inLab) panelNow().content.activeCell.node.focus(); else app.commands.execute('deck:stop'); }
    }
    new MutationObserver(() => { if (before && before.shown && !document.body.dataset.jpDeckMode) stopped(); })
      .observe(document.body, { attributes: true, attributeFilter: ['data-jp-deck-mode'] });
    // Arrows, space and letters in a lab or card belong to it, never to the notebook.
    document.addEventListener('focusin', (e) => {
      const root = before && e.target.closest && e.target.closest('.edu-lab, .edu-card'); if (root) root.setAttribute('data-lm-suppress-shortcuts', 'true');
    }, true);

    app.commands.addCommand('edu-lecture:toggle', { label: 'Lecture (slides)', caption: 'Show this lesson as live slides',
      isToggled: () => !!before, execute: () => (before ? app.commands.execute('deck:stop') : start()) });
    app.commands.addCommand('edu-lecture:notes', { label: 'Speaker notes in a second window', execute: () => {
      notesWindow = window.open('', 'edu-lecture-notes', 'popup,width=900,height=700'); showNotes(); return !!notesWindow; } });
    if (palette) ['toggle', 'notes'].forEach((n) => palette.addItem({ command: `${NAME.replace('lib-', '')}:${n}`, category: 'Lecture' }));
    if (launcher) launcher.add({ command: 'edu-lecture:toggle', category: 'Other', rank: 0 });
    if (ASKED) app.restored.then(() => until(() => panelNow())).then(async (p) => { if (p) { await p.revealed; await start(); } });
    window.eduLecture = { fit, start };
  }

  const container = {
    init(scope) { shared = scope; },
    async get(module) {
      const [{ INotebookTracker }, { ICommandPalette }, { ILauncher }, { ISettingRegistry }] =
        await Promise.all(['@jupyterlab/notebook', '@jupyterlab/apputils', '@jupyterlab/launcher', '@jupyterlab/settingregistry'].map(load));
      const plugin = { id: `${NAME}:plugin`, autoStart: true, requires: [INotebookTracker],
        optional: [ICommandPalette, ILauncher, ISettingRegistry], activate };
      return () => ({ __esModule: true, default: plugin });
    },
  };
  (window._JUPYTERLAB = window._JUPYTERLAB || {})[NAME] = container;
})();
