// One line on the page while Python starts in the browser: what is happening, how far it is, how long it takes. Loaded by
// JupyterLab as it stands, like the lecture's extension. start.js in the worker tells what has come.
(() => {
  const NAME = 'edu-lib-site';
  const LAST = 'edu-lib-start-s'; // how long the last start took here
  let shared;
  const load = async (name) => (await Object.values(shared[name])[0].get())();
  const mb = (bytes) => (bytes / 1e6).toFixed(0);

  function activate(app, tracker) {
    const line = Object.assign(document.createElement('div'), { id: 'edu-lib-start' });
    line.setAttribute('role', 'status');
    line.innerHTML = '<span></span> <progress max="1"></progress>';
    Object.assign(line.style, { position: 'fixed', zIndex: 10000, left: 0, right: 0, bottom: '24px', padding: '10px 16px',
      display: 'flex', gap: '16px', alignItems: 'center', justifyContent: 'center', flexWrap: 'wrap', font: '16px/1.4 system-ui, sans-serif',
      background: 'var(--jp-layout-color1)', color: 'var(--jp-ui-font-color0)', borderTop: '2px solid var(--jp-brand-color1)' });
    const [words, bar] = line.children;
    bar.setAttribute('aria-label', 'How much of Python has come');
    const took = Number(localStorage.getItem(LAST));
    const long = took ? `The last start on this device took ${took} s.`
      : 'The first start takes about 20 s on a laptop and a good network, more on a tablet; nothing is installed.';
    const began = Date.now();
    let ready = false;
    let last = '';
    function say(what, part) {
      if (what === last) return;
      words.textContent = last = what;
      if (part === undefined) bar.removeAttribute('value'); else bar.value = part;
      if (!line.isConnected) document.body.append(line);
    }
    say(`Python is starting in your browser. ${long}`);
    new BroadcastChannel(NAME).onmessage = ({ data }) => {
      if (ready) return;
      if (data.state === 'failed') say(`Python did not start: ${data.why}. Load the page again; your work in this browser is kept.`, 0);
      else if (data.state === 'here') say(`Python is here and reads the course. ${long}`);
      else say(`Python is coming: ${mb(data.bytes)} of ${mb(data.total)} MB${data.from === 'browser' ? ', kept from before' : ''}. ${long}`,
        Math.min(1, data.bytes / data.total));
    };
    /** Asked without words, a kernel answers when it can run something; it says "idle" long before. */
    async function watch(panel) {
      await panel.sessionContext.ready;
      const kernel = panel.sessionContext.session?.kernel;
      if (!kernel || ready) return;
      await kernel.requestExecute({ code: '', silent: true, store_history: false }).done;
      if (ready) return;
      ready = true;
      const seconds = Math.round((Date.now() - began) / 1000);
      localStorage.setItem(LAST, seconds);
      document.body.dataset.eduPython = 'ready';
      words.textContent = `Python is ready (${seconds} s). Now the lesson can be run.`;
      bar.remove();
      setTimeout(() => line.remove(), 4000);
    }
    tracker.widgetAdded.connect((_, panel) => void watch(panel));
    tracker.forEach((panel) => void watch(panel));
    // No lesson is open, so nothing starts: the line would wait for ever.
    void app.restored.then(() => setTimeout(() => { if (!tracker.currentWidget && !ready) line.remove(); }, 3000));
  }

  (window._JUPYTERLAB ||= {})[NAME] = {
    init(scope) { shared = scope; },
    async get() {
      const { INotebookTracker } = await load('@jupyterlab/notebook');
      return () => ({ __esModule: true, default: { id: `${NAME}:plugin`, autoStart: true, requires: [INotebookTracker], activate } });
    },
  };
})();
