"""Set the course up in its own environment (.venv), then run one command in it.

    make lab            open the course in JupyterLab (a server only: make lab ARGS=--no-browser)
    make lecture        show a lesson as live slides (lesson 4, in ten minutes: make lecture ARGS="04 short")
    make handouts       write every lesson as pages to print, with and without answers, to build/handouts
    make exports        write the quizzes for Moodle, Canvas and Anki, and an assignment, to build/exports
    make site           write the course as a web site that runs in the browser, to build/site (needs npm and node)
    make test           run every test: lint, models, notebooks, browser
    make validate       print how the spine and stability models compare with measurements
    make bench          print how long the spine model takes
    make bench-browser  print how soon the picture follows the hand, in Chromium
    make lint           check code and notebooks without running them
    make lock           work the pinned requirements out anew (needs uv; newest versions: ARGS=--upgrade)
    make clean          remove the environment and everything else that can be made again
    make help           show this list

Without make, run `python tools/course.py lab` and so on; what would be in ARGS follows the command.

Whatever goes wrong before the command runs ends in one sentence that a student can act on. Like course_env.py, this
file uses the standard library only and nothing newer than Python 3.6.
"""

import glob
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile

from course_env import ROOT, Problem, environment, explain, remove, setup, venv_python


def option(args, *names):
    """Return the value given to an option, as `--name value` or `--name=value`; the last one counts."""
    value = None
    for here, after in zip(args, [*args[1:], ""]):
        for name in names:
            if here == name:
                value = after
            elif here.startswith(name + "="):
                value = here[len(name) + 1 :]
    return value


def check_port(args):
    """Raise `Problem` where the port that was asked for cannot be had; return options that keep JupyterLab to it."""
    asked = option(args, "--port", "--ServerApp.port")
    if asked is None:
        return []
    if not asked.isdigit() or not 0 < int(asked) < 65536:
        raise Problem(f"The port must be a whole number from 1 to 65535, but {asked!r} was given.")
    address = option(args, "--ip", "--ServerApp.ip") or "127.0.0.1"
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        if os.name != "nt":  # there it would allow a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("" if address == "*" else address, int(asked)))
        except OSError as error:
            raise Problem(
                f"Port {asked} cannot be used ({error.strerror}); perhaps the course is open in another window. Close "
                "the program that has the port, choose another one, or leave the port out and a free one is found."
            ) from None
    return ["--ServerApp.port_retries=0"]


def lessons():
    """Return the file names of the lessons, in order."""
    return sorted(name for name in os.listdir(os.path.join(ROOT, "notebooks")) if name.endswith(".ipynb"))


def lecture(args):
    """Return the address, the version and the other options of a lecture; `Problem` where the lesson is not there."""
    names, version, rest = lessons(), "", []
    name = names[0]
    for arg in args:
        if arg == "short":
            version = "=short"
        elif arg.startswith("-"):
            rest.append(arg)
        else:
            found = [one for one in names if arg in (one, one[:-6]) or one.startswith(arg.zfill(2) + "_")]
            if not found:
                there = ", ".join(one.split("_")[0] if one[0].isdigit() else one[:-6] for one in names)
                raise Problem(
                    f"There is no lesson {arg!r} to show. There are: {there}. For lesson 4: make lecture ARGS=04."
                )
            name = found[0]
    return f"/lab/tree/{name}?lecture{version}", rest


def lecture_room():
    """Make the folder in which a lecture keeps what it writes; returns variables that say so to JupyterLab.

    What a lecturer clicks is no student's answer, so the journal is one of its own; and JupyterLab, which runs the lesson,
    must not write that into the lesson by itself. Other settings, such as the theme, are the user's own, copied.
    """
    room = os.path.join(ROOT, "build", "lecture")
    remove(room)
    ask = "from jupyterlab.commands import get_user_settings_dir; print(get_user_settings_dir())"
    own = subprocess.check_output([venv_python(), "-c", ask], env=environment(), universal_newlines=True).strip()
    settings = os.path.join(room, "settings")
    if os.path.isdir(own):
        shutil.copytree(own, settings)
    saving = os.path.join(settings, "@jupyterlab", "docmanager-extension", "plugin.jupyterlab-settings")
    os.makedirs(os.path.dirname(saving), exist_ok=True)
    with open(saving, "w", encoding="utf-8") as handle:
        json.dump({"autosave": False}, handle)
    return {
        "EDU_LIB_JOURNAL": os.path.join(room, "journal"),
        "JUPYTERLAB_SETTINGS_DIR": settings,
        "JUPYTERLAB_WORKSPACES_DIR": os.path.join(room, "workspaces"),
    }


def lab(args, address=None):
    """Return the command that opens JupyterLab on the notebooks, or on an address."""
    extra = check_port(args)
    folder = os.path.join(ROOT, "notebooks")
    if address or lessons():
        extra.append("--LabApp.default_url=" + (address or "/lab/tree/" + lessons()[0]))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        extra.append("--allow-root")  # containers run as root; the server listens on this machine only
    return [venv_python(), "-m", "jupyterlab", "--ServerApp.root_dir=" + folder, *extra, *args]


def test(args):
    """Return the commands that check everything; a path among `args` takes the place of the whole collection."""
    chosen = [] if any(os.path.exists(os.path.join(ROOT, a.split("::")[0])) for a in args) else ["tests", "notebooks"]
    pytest = [venv_python(), "-m", "pytest", "--nbval-lax", "--nbval-cell-timeout=60"]
    ruff = [venv_python(), "-m", "ruff", "check", "--output-format=concise", "."]
    if args:
        return [ruff, [*pytest, *chosen, *args]]
    # All of it, side by side (a file stays whole, for the cells of a notebook share a kernel): first what needs no browser,
    # then the browser, which with its server and kernel wants a core for each worker.
    template = os.path.join("docs", "template_lesson.ipynb")
    quick = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "-m", "not browser"]
    browser = ["-n", "auto", "--maxprocesses", "2", "--dist", "loadfile", "-m", "browser"]
    return [ruff, [*pytest, *quick, *chosen, template], [*pytest, *browser, "tests"]]


def validate(args):
    """Return the commands that print the models beside measurements; with `args`, the spine model's alone."""
    names = ["validate.py"] if args else ["validate.py", "validate_stability.py"]
    return [[venv_python(), os.path.join("tools", name), *args] for name in names]


def lint():
    """Return the commands that check code and notebooks without running them."""
    notebooks = sorted(glob.glob(os.path.join(ROOT, "notebooks", "**", "*.ipynb"), recursive=True))
    notebooks.append(os.path.join(ROOT, "docs", "template_lesson.ipynb"))
    return [
        [venv_python(), "-m", "ruff", "check", "--output-format=concise", "."],
        [venv_python(), os.path.join("tools", "lint_notebooks.py"), *notebooks],
    ]


def lock(args):
    """Return the command that writes requirements.lock: one file for every platform and Python, without addresses."""
    uv = shutil.which("uv")
    if uv is None:
        raise Problem("Working the lock out needs uv. Type: python -m pip install uv. Then run make lock again.")
    options = "--quiet --universal --python-version 3.11 --fork-strategy fewest --all-extras "
    options += "--only-binary :all: --generate-hashes --no-header --no-annotate "
    options += "--no-emit-index-url --no-emit-find-links"
    return [uv, "pip", "compile", *options.split(), *args, "pyproject.toml", "-o", "requirements.lock"]


def clean():
    """Remove what can be made again; nothing that a person wrote."""
    names = [".venv", ".venv.lock", ".pytest_cache", ".ruff_cache", ".hypothesis", "build", "dist", "edu_lib.egg-info"]
    found = [os.path.join(ROOT, name) for name in names]
    for base in ("edu_lib", "notebooks", "tests", "tools"):
        for name in ("__pycache__", ".ipynb_checkpoints"):
            found += glob.glob(os.path.join(ROOT, base, "**", name), recursive=True)
    for path in found:
        remove(path)


def run(command, args):
    """Do what was asked and return the exit code."""
    if command == "help":
        print("\n".join(re.findall(r"^    (make .*)$", __doc__, re.M)))
        return 0
    if command == "clean":
        clean()
        return 0
    if command == "lock":
        return subprocess.call(lock(args), cwd=ROOT)
    script = os.path.join("tools", "build_site.py" if command == "site" else command.replace("-", "_") + ".py")
    if command not in ("lab", "lecture", "handouts", "exports", "site", "test", "lint", "validate", "bench", "bench-browser"):
        raise Problem(f"There is no command {command!r}; `make help` lists them.")
    opens, address = command in ("lab", "lecture"), None
    if command == "lecture":
        address, args = lecture(args)
    if opens:
        check_port(args)  # before a set-up that takes minutes
    setup()
    env = dict(environment(), **(lecture_room() if address else {}))
    if opens and os.name != "nt":
        os.chdir(ROOT)
        os.execve(venv_python(), lab(args, address), env)  # so that Ctrl-C reaches JupyterLab alone
    steps = {
        "lab": lambda: [lab(args)],
        "lecture": lambda: [lab(args, address)],
        "test": lambda: test(args),
        "validate": lambda: validate(args),
        "lint": lint,
    }
    with tempfile.TemporaryDirectory(prefix="edu_lib-") as folder:
        if not opens:
            env["EDU_LIB_JOURNAL"] = folder  # what a test answers is no student's answer
        code = 0
        for step in steps.get(command, lambda: [[venv_python(), script, *args]])():
            code = subprocess.call(step, cwd=ROOT, env=env) or code
            if code and command != "test":  # a maintainer wants to hear of every failure of one run
                break
    return code


def main(argv):
    """Run a command; every failure of the set-up becomes one sentence on standard error."""
    try:
        return run(argv[0] if argv else "help", argv[1:])
    except Problem as problem:
        sentence = str(problem)
    except KeyboardInterrupt:
        sentence = "Stopped. Nothing is broken: run the same command again."
    except OSError as error:
        unknown = f"The set-up stopped with: {error}. Run the same command again; if it stops again, make clean first."
        sentence = explain(str(error)) or unknown
    print("\n" + sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
