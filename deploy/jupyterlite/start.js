// Stands before Pyodide in the worker where Python runs. It tells the page how much of Python has come, and keeps what has come,
// so that the next start fetches nothing. TOTAL and NAME are put in when the site is built: the bytes of a start, and a name that
// changes when any file does.
/* global TOTAL, NAME */
(() => {
  const channel = new BroadcastChannel('edu-lib-site');
  const fetched = self.fetch.bind(self);
  const home = new Error().stack.match(/(https?:[^\s)]*\/)start\.js/)[1]; // this file's folder; a worker is told its own only
  let bytes = 0;
  let from = 'network';
  const tell = (state) => channel.postMessage({ state, bytes, total: TOTAL, from });
  const kept = self.caches?.open(NAME).catch(() => null) ?? Promise.resolve(null);
  kept.then(async () => { // what an older site kept
    for (const name of await self.caches?.keys() ?? []) if (name.startsWith('edu-lib-') && name !== NAME) void self.caches.delete(name);
  }).catch(() => {});

  function counted(response) {
    const reader = response.body.getReader();
    const body = new ReadableStream({
      async pull(out) {
        const { done, value } = await reader.read();
        if (done) return out.close();
        bytes += value.length;
        tell('coming');
        return out.enqueue(value);
      },
    });
    return new Response(body, { headers: response.headers, status: response.status });
  }
  self.fetch = async (what, options) => {
    const url = typeof what === 'string' ? new URL(what, self.location.href).href : what.url ?? String(what);
    if (!url.startsWith(home) || (options?.method ?? 'GET') !== 'GET') return fetched(what, options);
    const cache = await kept;
    const there = await cache?.match(url);
    from = there ? 'browser' : 'network';
    if (there) return counted(there);
    const response = await fetched(url);
    if (response.ok) void cache?.put(url, response.clone()).catch(() => {}); // no room: fetched again next time
    return response.ok && response.body ? counted(response) : response;
  };
  importScripts(`${home}pyodide.js`);
  const load = self.loadPyodide;
  self.loadPyodide = async (options) => {
    tell('coming');
    try {
      const python = await load(options);
      tell('here');
      return python;
    } catch (error) {
      channel.postMessage({ state: 'failed', why: String(error.message ?? error).slice(-300) });
      throw error;
    }
  };
})();
