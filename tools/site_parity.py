"""Does the Python of the browser give the same numbers? The spine model's six tasks in both: python tools/site_parity.py

The model runs here, and in Pyodide under Node out of the wheel that the site serves. What is compared is every number of
every disc: compression and pressure each with itself, moments and shares (which may be nothing) with the largest of their
kind in the task. The last line is one line of JSON.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from validate import LEVEL, TASKS, WILKE

__all__ = ["GOAL", "difference", "in_browser_python", "numbers", "run_code"]

GOAL = 1e-9  # relative
KINDS = ("compression_n", "pressure_mpa", "shear_n", "moment_nm", "share_n", "muscle_force_n")
EACH = ("compression_n", "pressure_mpa")
PARITY = Path(__file__).parents[1] / "deploy" / "jupyterlite" / "parity.mjs"


def flat(value) -> list[float]:
    """The numbers of a result's table, in its own order."""
    if isinstance(value, dict):
        value = value.values()
    elif np.ndim(value) == 0:
        return [float(value)]
    return [number for one in value for number in flat(one)]


def numbers() -> dict:
    """What the model says in this Python: {"python": ..., "numpy": ..., "tasks": {task: {table: numbers}}}."""
    from edu_lib.models.loads import spine_loads

    tasks = {}
    for task in TASKS:
        result = spine_loads(task.posture, WILKE)
        tasks[task.name] = {kind: flat(getattr(result, kind)) for kind in KINDS}
        tasks[task.name][LEVEL] = result.compression_n[LEVEL]
    return {"python": f"{platform.python_version()} on {sys.platform}", "numpy": np.__version__, "tasks": tasks}


def difference(here: dict, there: dict) -> float:
    """The largest relative difference between the tables of one task; ValueError where one has other numbers than the other."""
    worst = 0.0
    for kind in KINDS:
        a, b = np.array(here[kind]), np.array(there[kind])
        if a.shape != b.shape or not np.all(np.isfinite([a, b])):
            raise ValueError(
                f"The tables of {kind} do not match: {a.size} and {b.size} numbers, or one is not a number."
            )
        scale = np.abs(a) if kind in EACH else np.max(np.abs(a))
        worst = max(worst, float(np.max(np.abs(a - b) / scale)))
    return worst


def run_code(code: str, runtime, *folders) -> str:
    """Run Python in a Pyodide distribution with the course's wheel, and `folders` to import from; return what it printed.

    Raises `course_env.Problem` with a sentence where there is no Node or the code fails.
    """
    from course_env import ROOT, Problem

    with tempfile.TemporaryDirectory(prefix="edu_lib-") as made:
        build = [sys.executable, "-m", "flit_core.wheel", "--outdir", made, ROOT]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        (wheel,) = Path(made).glob("*.whl")
        command = ["node", PARITY, runtime, wheel, code, *folders]
        try:
            done = subprocess.run([str(one) for one in command], capture_output=True, text=True)
        except FileNotFoundError:
            raise Problem("This needs the program node (Node.js 18 or newer), which is not installed.") from None
    if done.returncode:
        raise Problem(f"The browser's Python stopped: {(done.stderr.strip().splitlines() or ['nothing was said'])[-1]}")
    return done.stdout


def in_browser_python(runtime) -> dict:
    """`numbers` as Pyodide says them."""
    code = "import json, site_parity; print(json.dumps(site_parity.numbers()))"
    return json.loads(run_code(code, runtime, Path(__file__).parent).splitlines()[-1])


def main(args: list[str]) -> int:
    import site_runtime
    from course_env import ROOT, Problem

    try:
        here, there = (
            numbers(),
            in_browser_python(args[0] if args else site_runtime.assemble(f"{ROOT}/build/site-runtime")),
        )
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    for one in (here, there):
        print(f"Python {one['python']}, NumPy {one['numpy']}")
    print(f"\n{LEVEL + ' compression, N':22s}{'here':>18s}{'in the browser':>18s}{'largest difference':>20s}")
    worst = 0.0
    for name, task in here["tasks"].items():
        apart = difference(task, there["tasks"][name])
        worst = max(worst, apart)
        print(f"{name:22s}{task[LEVEL]:18.9f}{there['tasks'][name][LEVEL]:18.9f}{apart:20.1e}")
    print(f"\nThe largest relative difference of any number of any disc is {worst:.1e}; the goal is {GOAL:g}.")
    print(json.dumps({"worst": worst, "goal": GOAL}))
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
