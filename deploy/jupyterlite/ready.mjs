// Makes the wheels of a site quicker to start with, in the Python of the site itself: node ready.mjs FOLDER
// Compiled modules are put beside the sources, Matplotlib's list of fonts is made once, and tests and sample data left out.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(join(folder, 'pyodide.mjs')));
const python = await loadPyodide({ indexURL: `${folder}/`, stderr: () => {} });
await python.loadPackage('matplotlib', { messageCallback: () => {} });
python.FS.mkdirTree('/site');
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, '/site');
python.runPython(readFileSync(new URL('ready.py', import.meta.url), 'utf8'));
