"""An environment of its own, under build/, for a tool whose packages do not go with the course's.

Like course_env.py, on which it stands: from a pinned list with hashes, wheels only, made anew when the list changes.
"""

import os
import subprocess
import sys

from course_env import ROOT, Problem, digest, explain, remove

__all__ = ["tool_environment"]


def tool_environment(name, pins):
    """Return the folder of the programs of the environment build/env-`name`, made from the file `pins` if need be.

    Raises `Problem` with one sentence where that fails; the next call begins anew.
    """
    folder = os.path.join(ROOT, "build", "env-" + name)
    programs = os.path.join(folder, "Scripts" if os.name == "nt" else "bin")
    stamp, wanted = os.path.join(folder, "made-from"), digest([pins]) + sys.version
    if os.path.isfile(stamp):
        with open(stamp, encoding="utf-8") as handle:
            if handle.read() == wanted:
                return programs
    print(f"Setting up the tools for this ({name}); this takes a minute, once.", flush=True)
    remove(folder)
    python = os.path.join(programs, "python")
    install = "install --no-input --retries 2 --progress-bar off --require-hashes --only-binary :all: --no-deps --no-compile -r"
    for command in ([sys.executable, "-m", "venv", folder], [python, "-m", "pip", *install.split(), pins]):
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            last = done.stdout.strip().splitlines()[-1:] or ["no output"]
            raise Problem(explain(done.stdout) or f"The tools for this ({name}) could not be set up: {last[0]}")
    with open(stamp, "w", encoding="utf-8") as handle:
        handle.write(wanted)
    return programs
