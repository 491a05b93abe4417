"""Set the course up in its own environment (.venv), then run one command in it.

    make lab            open the course in JupyterLab (a server only: make lab ARGS=--no-browser)
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


def lab(args):
    """Return the command that opens JupyterLab on the notebooks."""
    extra = check_port(args)
    folder = os.path.join(ROOT, "notebooks")
    lessons = sorted(name for name in os.listdir(folder) if name.endswith(".ipynb"))
    if lessons:
        extra.append("--LabApp.default_url=/lab/tree/" + lessons[0])
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
    # All of it: first what needs no browser, side by side (a file stays whole, for the cells of a notebook share a kernel),
    # then the browser, which wants the machine for itself.
    side_by_side = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "-m", "not browser"]
    return [ruff, [*pytest, *side_by_side, *chosen], [*pytest, "-m", "browser", "tests"]]


def validate(args):
    """Return the commands that print the models beside measurements; with `args`, the spine model's alone."""
    names = ["validate.py"] if args else ["validate.py", "validate_stability.py"]
    return [[venv_python(), os.path.join("tools", name), *args] for name in names]


def lint():
    """Return the commands that check code and notebooks without running them."""
    notebooks = sorted(glob.glob(os.path.join(ROOT, "notebooks", "*.ipynb")))
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
    script = os.path.join("tools", command.replace("-", "_") + ".py")
    if command not in ("lab", "test", "lint", "validate", "bench", "bench-browser"):
        raise Problem(f"There is no command {command!r}; `make help` lists them.")
    if command == "lab":
        check_port(args)  # before a set-up that takes minutes
    setup()
    if command == "lab" and os.name != "nt":
        os.chdir(ROOT)
        os.execve(venv_python(), lab(args), environment())  # so that Ctrl-C reaches JupyterLab alone
    steps = {
        "lab": lambda: [lab(args)],
        "test": lambda: test(args),
        "validate": lambda: validate(args),
        "lint": lint,
    }
    with tempfile.TemporaryDirectory(prefix="edu_lib-") as folder:
        env = environment()
        if command != "lab":
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
