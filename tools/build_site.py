"""Build the course as a web site that runs in the browser, with nothing installed.

    make site                             asks nothing of any machine but the one it lies on
    make site ARGS="--runtime FOLDER"     with a Pyodide 0.27.7 distribution of your own

The site is written to build/site (another folder: --out FOLDER). Any static host can serve it, under any path.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import site_runtime
from course_env import ROOT, Problem, digest
from tool_env import tool_environment

ROOT = Path(ROOT)
HERE = ROOT / "deploy" / "jupyterlite"
# What edu_lib needs and Pyodide does not have; the versions and hashes are those of the course.
OURS = ("anywidget", "comm", "ipywidgets", "latexcodec", "platformdirs", "psygnal", "pybtex", "typing-extensions")
# The journal lies in the site's own file browser, which the browser keeps, so that it can be downloaded and uploaded.
ENVIRONMENT = {"EDU_LIB_JOURNAL": "/drive/journal"}
EXTENSIONS = Path("share/jupyter/labextensions")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"


def run(command, what, cwd=ROOT):
    """Run a step; `Problem` with the last thing it said where it fails."""
    if shutil.which(command[0]) is None:
        raise Problem(
            f"{what} needs the program {command[0]}, which is not installed. Install it and run the same command again."
        )
    done = subprocess.run(
        [str(one) for one in command], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise Problem(f"{what} failed: {(done.stdout.strip().splitlines() or ['nothing was said'])[-1]}")


def wheels(folder):
    """Put the course's own wheel and those it needs into a folder; return their paths."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run([*pip, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", folder, ROOT], "Building edu_lib")
    pins = re.findall(
        r"^(?:{})==.*(?:\n    .*)*\n".format("|".join(OURS)), (ROOT / "requirements.lock").read_text(), re.M
    )
    if len(pins) != len(OURS):
        raise Problem(f"requirements.lock should pin each of {', '.join(OURS)}; it pins {len(pins)} of them.")
    (folder / "pins.txt").write_text("".join(pins))
    any_machine = "--platform any --implementation py --abi none --python-version 3.12 --only-binary :all:".split()
    run(
        [*pip, "download", "--no-deps", "--require-hashes", *any_machine, "-d", folder, "-r", folder / "pins.txt"],
        "The download",
    )
    (folder / "pins.txt").unlink()
    return sorted(folder.glob("*.whl"))


def entry(wheel, name):
    """What a Pyodide lock says of a wheel. Dependencies are not listed: the site loads all it needs in one go."""
    with zipfile.ZipFile(wheel) as files:
        tops = {
            one.split("/")[0].removesuffix(".py")
            for one in files.namelist()
            if ".dist-info" not in one and ".data" not in one
        }
    return {
        "name": name,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(tops),
        "depends": [],
        "unvendored_tests": False,
    }


def own_runtime(given, own, kernel, target):
    """Write the runtime with the course's packages to `target`; return the names to load at the start.

    given : the Pyodide distribution.  own, kernel : wheels of the course, and of the kernel in the browser.
    """
    target.mkdir(parents=True)
    lock = json.loads((given / "pyodide-lock.json").read_text(encoding="utf-8"))
    packages = lock["packages"]
    names = site_runtime.needed(packages)
    kept = {name: packages[name] for name in names}
    for name in (*site_runtime.CORE, *(kept[name]["file_name"] for name in names)):
        if not (given / name).is_file():
            raise Problem(
                f"{given} holds no {name}, so it is not a whole Pyodide {site_runtime.VERSION}. Give another folder."
            )
        shutil.copy(given / name, target)
    for one in kept.values():
        site_runtime.check_file(one["file_name"], (target / one["file_name"]).read_bytes(), one["sha256"], given)
    for wheel in (*own, *kernel):
        name = wheel.name.split("-")[0].lower().replace("_", "-")
        kept[name] = entry(wheel, name)
        shutil.copy(wheel, target)
    lock["packages"] = kept
    (target / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    # The kernel in the browser looks for its own name, as it writes it, before it fetches itself once more.
    return ["pyodide_kernel" if name == "pyodide-kernel" else name for name in sorted(kept)]


def contents(folder):
    """Copy what a student sees in the file browser."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "journal"))
    return folder


def start_file(target):
    """Write start.js, which knows how much there is to come, and a name for what a browser keeps of it."""
    lock = json.loads((target / "pyodide-lock.json").read_text(encoding="utf-8"))
    parts = [*("pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")]
    total = sum(
        (target / name).stat().st_size for name in [*parts, *(one["file_name"] for one in lock["packages"].values())]
    )
    name = "edu-lib-" + digest([target / part for part in parts])[:12]
    words = (
        (HERE / "start.js").read_text(encoding="utf-8").replace("TOTAL", str(total)).replace("NAME", json.dumps(name))
    )
    (target / "start.js").write_text(re.sub(r"/\* global .*\n", "", words), encoding="utf-8")


def self_contained(out, runtime):
    """Build the site that asks nothing of any other machine into `out`."""
    programs = Path(tool_environment("site-self-contained", str(HERE / "self-contained.txt")))
    given = Path(runtime) if runtime else site_runtime.assemble(ROOT / "build" / "site-runtime")
    if not (given / "pyodide-lock.json").is_file():
        raise Problem(f"{given} holds no pyodide-lock.json, so it is no Pyodide distribution. Give the folder of one.")
    lite = ROOT / "build" / "site-work"
    shutil.rmtree(lite, ignore_errors=True)
    kernel = programs.parent / EXTENSIONS / "@jupyterlite/pyodide-kernel-extension/static/pypi"
    kernel = [one for one in sorted(kernel.glob("*.whl")) if not one.name.startswith("widgetsnbextension-3")]
    target = lite / "static" / "pyodide"
    packages = own_runtime(given, wheels(ROOT / "build" / "site-wheels"), kernel, target)
    run(["node", HERE / "ready.mjs", target], "Making the packages ready")
    start_file(target)
    build(programs, lite, out)
    options = {"packages": packages, "env": ENVIRONMENT}
    configure(out, pyodideUrl="./static/pyodide/start.js", disablePyPIFallback=True, loadPyodideOptions=options)


def configure(out, **settings):
    """Add to what the built site tells JupyterLab, and the kernel in the browser."""
    path = out / "jupyter-lite.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    there = config["jupyter-config-data"]
    ours = json.loads((HERE / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    # Of a type it does not know, JupyterLite takes the journal's lines for one piece of JSON, and refuses them.
    there["fileTypes"] = there.get("fileTypes", {}) | ours.pop("fileTypes")
    there |= ours
    there.setdefault("litePluginSettings", {}).setdefault(KERNEL, {}).update(settings)
    path.write_text(json.dumps(config, indent=1), encoding="utf-8")


def build(programs, lite, out):
    """Run JupyterLite's own builder."""
    shutil.rmtree(out, ignore_errors=True)
    files = contents(ROOT / "build" / "site-contents")
    own = json.loads((ROOT / "jupyter/share/jupyter/lab/settings/overrides.d/edu_lib.json").read_text(encoding="utf-8"))
    # JupyterLab 4.4 takes cells out of the page that are not in sight, and a card with them; 4.6 does not.
    own["@jupyterlab/notebook-extension:tracker"]["windowingMode"] = "defer"
    (lite / "overrides.json").write_text(json.dumps(own), encoding="utf-8")
    ours = programs.parent / EXTENSIONS / "edu-lib-site"
    shutil.rmtree(ours, ignore_errors=True)
    shutil.copytree(HERE / "labextension", ours)
    options = ["--lite-dir", lite, "--output-dir", out, "--contents", files, "--no-sourcemaps", "--apps", "lab"]
    run([programs / "jupyter-lite", "build", *options], "Building the site", cwd=lite)
    size = (
        sum(path.stat().st_size for path in out.rglob("*") if path.is_file() and "static/pyodide" in path.as_posix())
        + 8e6
    )
    page = (HERE / "index.html").read_text(encoding="utf-8").replace("SIZE", f"{size / 1e6:.0f}")
    (out / "index.html").write_text(page, encoding="utf-8")


def main(args=None):
    """Build what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="site.py", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--runtime", help="a folder with a Pyodide distribution; put together from packages if left out"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site", help="the folder to write into")
    asked = parser.parse_args(args)
    try:
        self_contained(asked.out, asked.runtime)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in asked.out.rglob("*") if path.is_file())
    print(f"The site is in {asked.out} ({size / 1e6:.0f} MB).")
    print(
        f"To look at it: {os.path.basename(sys.executable)} -m http.server --bind 127.0.0.1 --directory {asked.out} 8000"
    )
    print("and open http://127.0.0.1:8000")
    return 0


if __name__ == "__main__":
    sys.exit(main())
