"""Runs in Pyodide, with a site's wheels in /site; see ready.mjs."""

import hashlib
import importlib.util
import json
import marshal
import zipfile
from contextlib import suppress
from pathlib import Path

import matplotlib.font_manager

SITE = Path("/site")
LEFT_OUT = ("/tests/", "/sample_data/")
FONTS = Path(matplotlib.font_manager.__file__).with_name("fontlist.json")  # made by that import; where this build looks


def compiled(source, name):
    """The bytes of a .pyc that Python takes without looking at the source again (PEP 552, unchecked)."""
    code = marshal.dumps(compile(source, name, "exec", dont_inherit=True, optimize=0))
    return importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(source) + code


def rewrite(path, home="/lib/python3.12/site-packages", sources=False):
    """Write a wheel anew, or a zip of modules, with compiled modules in place of the sources, or beside them."""
    before, new = zipfile.ZipFile(path), path.with_suffix(".new")
    with before, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as after:

        def add(name, data):
            after.writestr(zipfile.ZipInfo(name.lstrip("/")), data, zipfile.ZIP_DEFLATED)

        for one in before.infolist():
            name, data, code = one.filename, before.read(one), None
            if any(part in f"/{name}" for part in LEFT_OUT):
                continue
            if name.endswith(".py") and ".data/" not in name:
                with suppress(SyntaxError):  # a template, or for another Python
                    code = compiled(data, f"{home}/{name}")
            if code is None or sources:
                add(name, data)
            if code is not None:
                folder, _, stem = name[:-3].rpartition("/")
                add(f"{folder}/__pycache__/{stem}.cpython-312.pyc" if sources else f"{name}c", code)
        if path.name.startswith("matplotlib-3"):
            add("matplotlib/fontlist.json", FONTS.read_bytes())
    path.write_bytes(new.read_bytes())
    new.unlink()


lock = json.loads((SITE / "pyodide-lock.json").read_text())
for package in lock["packages"].values():
    wheel = SITE / package["file_name"]
    if wheel.suffix == ".whl":
        rewrite(wheel, sources=wheel.name.startswith("edu_lib"))
        package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
(SITE / "pyodide-lock.json").write_text(json.dumps(lock))
rewrite(SITE / "python_stdlib.zip", home="/lib/python312.zip")
