// Runs in the page before all else and notes inputs, pictures painted and bytes, for bench_browser.py.
// What changes within an animation frame is painted with it, any other change with the next; a message that is posted in a
// frame is heard in the first task after it. All times are in milliseconds on the page's own clock.
(() => {
  const log = window.benchLog = {};
  log.reset = () => Object.assign(log, { keys: [], moves: [], inputs: 0, shown: [], bytesIn: 0, bytesOut: 0 });
  log.reset();
  let inFrame = false, waiting = false;
  const ask = requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (call) => ask((time) => {
    inFrame = true;
    try { call(time); } finally { queueMicrotask(() => { inFrame = false; }); }
  });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { waiting = false; log.shown.push(performance.now()); };
  const frame = () => port2.postMessage(0);
  const changed = () => {
    if (waiting) return;
    waiting = true;
    if (inFrame) frame(); else ask(frame);
  };
  // The whiskers of uncertainty come when the slider has rested for a while: no answer to an input.
  new MutationObserver((all) => {
    if (all.some((one) => one.target.closest?.(".edu-picture") && !one.target.closest('[id*="whisker"]'))) changed();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["d", "transform", "style", "x", "y"] });
  document.addEventListener("load", (e) => {
    if (e.target.tagName === "IMG" && e.target.closest(".jp-OutputArea") && e.target.naturalWidth > 200) changed();
  }, true);
  addEventListener("keydown", (e) => { if (e.key.startsWith("Arrow")) log.keys.push(e.timeStamp); }, true);
  addEventListener("pointermove", (e) => { if (e.buttons) log.moves.push(e.timeStamp); }, true);
  addEventListener("input", () => { log.inputs += 1; }, true);
  const size = (data) => data.byteLength ?? data.size ?? data.length;
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", (e) => { log.bytesIn += size(e.data); });
    }
    send(data) { log.bytesOut += size(data); return super.send(data); }
  };
})();
