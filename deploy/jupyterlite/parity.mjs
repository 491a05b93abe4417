// Runs Python in the Python of the site, without a browser: node parity.mjs RUNTIME WHEEL CODE [FOLDER ...]
// RUNTIME is a Pyodide distribution, WHEEL that of the course; CODE may import from it and from the FOLDERs.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [runtime, wheel, code, ...folders] = process.argv.slice(2);
const home = resolve(runtime);
try {
  const { loadPyodide } = await import(pathToFileURL(join(home, 'pyodide.mjs')));
  const python = await loadPyodide({ indexURL: `${home}/` });
  await python.loadPackage(['numpy', 'sqlite3'], { messageCallback: () => {} });
  python.unpackArchive(new Uint8Array(readFileSync(wheel)), 'wheel');
  for (const [at, folder] of folders.entries()) {
    python.FS.mkdirTree(`/folder${at}`);
    python.FS.mount(python.FS.filesystems.NODEFS, { root: resolve(folder) }, `/folder${at}`);
    python.runPython(`import sys; sys.path.append('/folder${at}')`);
  }
  python.runPython(code);
} catch (problem) {
  console.error(String(problem.message)); // the stack would bring the whole source of the runtime along
  process.exitCode = 1;
}
