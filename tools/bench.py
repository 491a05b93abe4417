"""How quick is the spine model? Time it beside a general QP library on the same problems: python tools/bench.py

Ratios between two things measured in turn in the same run hold on any machine; milliseconds do not. The last line is one
line of JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time

import daqp
import numpy as np

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.loads import equations, spine_loads
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.models.sharing import share_effort

ROUNDS = 5
DRIVE_ALL = ("compression_n", "shear_n", "pressure_mpa", "moment_nm", "share_n", "activation", "muscle_force_n")


def postures() -> list[Posture]:
    """A drag through the lab: bending with a load that moves out and to the side, with and without a twist; all can be held."""
    found = []
    for flexion in range(0, 91, 6):
        for kg, side, twist in ((0, 0.0, 0.0), (10, 0.0, 0.0), (10, 0.2, 0.0), (5, 0.1, 10.0)):
            found.append(Posture(trunk_flexion_deg=flexion, hands_load_kg=kg, hands_side_m=side, axial_twist_deg=twist))
    return found


def library_problem(e: dict) -> tuple:
    """The sharing problem of `equations` as a general quadratic program: H, f, A, upper, lower, sense."""
    n = len(e["low"])
    rows = np.vstack([np.eye(n), e["moment_nm"]])
    upper = np.concatenate([np.ones(n), e["target_nm"]])
    lower = np.concatenate([e["low"], e["target_nm"]])
    sense = np.concatenate([np.zeros(n), np.full(len(e["target_nm"]), 5)]).astype(np.int32)  # 5: an equation
    return np.eye(n), -e["low"], rows, upper, lower, sense


def library_solve(problem: tuple) -> np.ndarray:
    """Activations by the general solver."""
    h, f, rows, upper, lower, sense = problem
    n = len(f)
    # Simple bounds come first and need no row of their own in this solver.
    x, _, flag, _ = daqp.solve(h, f, np.ascontiguousarray(rows[n:]), upper, lower, sense)
    if flag != 1:
        raise RuntimeError(f"the QP library gave up with flag {flag}")
    return x


def milliseconds(call, argument) -> float:
    start = time.perf_counter()
    call(argument)
    return (time.perf_counter() - start) * 1e3


def everything(posture: Posture) -> None:
    """What a lab asks of one answer: the model run, every table of it, the picture's geometry and the sentence."""
    result = spine_loads(posture)
    for name in DRIVE_ALL:
        getattr(result, name)
    _ = result.geometry
    str(result)


def import_seconds(what: str) -> float:
    """Seconds that the statement `what` adds to a bare interpreter, median of five pairs."""
    pairs = []
    for _ in range(5):
        times = []
        for code in ("pass", what):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - start)
        pairs.append(times[1] - times[0])
    return statistics.median(pairs)


def main() -> int:
    todo = postures()
    problems = [equations(p, Person(), Assumptions()) for p in todo]
    quadratic = [library_problem(e) for e in problems]
    apart = max(
        float(abs(library_solve(q) - share_effort(e["moment_nm"], e["target_nm"], e["low"])[0]).max())
        for q, e in zip(quadratic, problems, strict=True)
    )
    rows = {"call": [], "all": [], "share": [], "library": []}
    for _ in range(ROUNDS):
        for posture, e, q in zip(todo, problems, quadratic, strict=True):
            rows["call"].append(milliseconds(spine_loads, posture))
            rows["all"].append(milliseconds(everything, posture))
            rows["share"].append(milliseconds(lambda e: share_effort(e["moment_nm"], e["target_nm"], e["low"]), e))
            rows["library"].append(milliseconds(library_solve, q))
    median = {name: statistics.median(values) for name, values in rows.items()}
    p95 = {name: float(np.percentile(values, 95)) for name, values in rows.items()}
    statements = ("import numpy", "import edu_lib", "from edu_lib import Person, Posture, spine_loads")
    imports = {statement: import_seconds(statement) for statement in statements}

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{len(todo)} postures, {ROUNDS} rounds, NumPy {np.__version__}, load of the machine {load:.1f}")
    print(f"{'':46s}{'median ms':>11s}{'p95 ms':>9s}{'over library QP':>17s}")
    for name, label in (
        ("call", "spine_loads: geometry, sharing, forces"),
        ("all", "the same with every table, geometry, sentence"),
        ("share", "of which sharing alone"),
        ("library", "a library QP (daqp), sharing alone"),
    ):
        print(f"{label:46s}{median[name]:11.2f}{p95[name]:9.2f}{median[name] / median['library']:17.2f}")
    print(f"Largest difference of any activation between the two solvers: {apart:.1e}")
    for statement, seconds in imports.items():
        print(f"{statement}: {seconds:.2f} s")
    for goal, met in (
        ("1.5 ms a call", median["call"] <= 1.5),
        ("import under 0.3 s", imports["import edu_lib"] < 0.3),
    ):
        print(f"Goal: {goal}: {'met' if met else 'MISSED'}")
    print()
    answer = {
        "call_ms_median": round(median["call"], 3),
        "call_ms_p95": round(p95["call"], 3),
        "library_qp_ms_median": round(median["library"], 3),
        "import_s": round(imports["import edu_lib"], 3),
    }
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
