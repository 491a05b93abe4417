"""How good is the spine model? Print it beside what was measured in people: python tools/validate.py

The main comparison is Wilke's (1999): pressure in the L4/L5 disc of one man of 70 kg in six held tasks. It says whether the
model reproduces one man's pressures; it does not make it valid for anybody else. The defaults were fixed from their sources
before this was first run.

The last line is one line of JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace

import numpy as np

from edu_lib.models.assumptions import BANDS, PARAMS, Assumptions
from edu_lib.models.band import draw_assumptions
from edu_lib.models.loads import spine_loads
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.sources import published

LEVEL = "L4/L5"
WILKE = Person(sex="male", mass_kg=70.0)
GOALS = "r >= 0.97, RMSE <= 250 N, RMSE of the ratios <= 0.6, standing 550 to 850 N"
# How far Wilke's own posture may be from ours: the load's distance was not measured to better than this (our judgement).
REACH_BAND_M = (-0.03, 0.03)


@dataclass(frozen=True)
class Task:
    """One of Wilke's tasks: its name here, the measured row, and the posture that stands for it."""

    name: str
    activity: str
    posture: Posture

    @property
    def pressure_mpa(self) -> float:
        return published("invivo_pressure", source="wilke1999", activity=self.activity)["value"]


TASKS = (
    Task("standing", "relaxed standing", Posture()),
    Task("bent forward 36 deg", "standing, bent forward", Posture(trunk_flexion_deg=36)),
    Task("20 kg close", "holding close to body", Posture(hands_load_kg=20, hands_forward_m=0.25)),
    Task("20 kg at 0.60 m", "holding away from body", Posture(hands_load_kg=20, hands_forward_m=0.60)),
    Task("round back, 20 kg", "lifting, round flexed back", Posture(trunk_flexion_deg=60, hands_load_kg=20)),
    Task(
        "knees bent, 20 kg",
        "lifting, knees flexed",
        Posture(trunk_flexion_deg=45, knee_flexion_deg=90, hands_load_kg=20),
    ),
)


def measured_n(assumptions: Assumptions) -> np.ndarray:
    """Wilke's pressures as forces, N: pressure times area times factor."""
    return np.array([t.pressure_mpa for t in TASKS]) * assumptions.pressure_area_mm2 * assumptions.pressure_factor


def modelled_n(assumptions: Assumptions, reach_m: float = 0.0) -> np.ndarray:
    """L4/L5 compression of the six tasks, N; `reach_m` moves every load that is held out."""
    out = []
    for task in TASKS:
        posture = task.posture
        if posture.hands_forward_m is not None and reach_m:
            posture = replace(posture, hands_forward_m=posture.hands_forward_m + reach_m)
        out.append(spine_loads(posture, WILKE, assumptions).compression_n[LEVEL])
    return np.array(out)


def score(model: np.ndarray, measured: np.ndarray) -> dict[str, float]:
    """Correlation, root mean square error in N, the same of the ratios to standing, and standing itself in N."""
    return {
        "r": float(np.corrcoef(model, measured)[0, 1]),
        "rmse_n": float(np.sqrt(np.mean((model - measured) ** 2))),
        "ratio_rmse": float(np.sqrt(np.mean((model / model[0] - measured / measured[0]) ** 2))),
        "standing_n": float(model[0]),
    }


def null_model() -> np.ndarray:
    """The simplest rival: weight along the disc, one extensor 60 mm behind it, and 250 N that never change."""
    out = []
    for task in TASKS:
        r = spine_loads(task.posture, WILKE)
        weight = r.share_n[LEVEL]["body"] + r.share_n[LEVEL]["hands"]
        out.append(weight + max(r.moment_nm[LEVEL][0], 0.0) / 0.060 + 250.0)
    return np.array(out)


def draws(count: int, seed: int = 1999):
    """Assumptions and reach drawn evenly and independently from their published ranges."""
    rng = np.random.default_rng(seed)
    for assumptions in draw_assumptions(count, seed):
        yield assumptions, float(rng.uniform(*REACH_BAND_M))


def leave_one_out() -> list[tuple[float, float, float]]:
    """Per task: the default's error, and the error on it of a model tuned on the other five, with the chosen floor and arms.

    Tuned are the two levers that move the fit most, over their published ranges: co-contraction floor and extensor arms.
    """
    measured = measured_n(Assumptions())
    grid = [(f, a) for f in np.linspace(*BANDS["floor"], 5) for a in np.linspace(*BANDS["extensor_arm_factor"], 5)]
    runs = [modelled_n(Assumptions(floor=float(f), extensor_arm_factor=float(a))) for f, a in grid]
    default = modelled_n(Assumptions())
    out = []
    for k in range(len(TASKS)):
        rest = np.arange(len(TASKS)) != k
        best = min(range(len(grid)), key=lambda g: float(np.mean((runs[g][rest] - measured[rest]) ** 2)))
        out.append((float(default[k] - measured[k]), float(runs[best][k] - measured[k]), *map(float, grid[best])))
    return out


def sensitivity() -> list[tuple[str, float, dict[str, float]]]:
    """One assumption at a time at either end of its range: label, value, score."""
    rows = []
    for key, band in BANDS.items():
        for value in band:
            a = Assumptions(**{key: value})
            rows.append((f"{PARAMS[key].label}", value, score(modelled_n(a), measured_n(a))))
    a = Assumptions(floor_per_kg=0.0004)
    rows.append((PARAMS["floor_per_kg"].label, 0.0004, score(modelled_n(a), measured_n(a))))
    for value in REACH_BAND_M:
        rows.append(
            ("reach of the held loads, m", value, score(modelled_n(Assumptions(), value), measured_n(Assumptions())))
        )
    return rows


def other_people() -> list[tuple[str, str, str]]:
    """Findings in other people that the defaults were not chosen by: what, measured, model."""

    def force(level=LEVEL, **posture):
        return spine_loads(Posture(**posture)).compression_n[level]

    def pressure(**where):
        return published("invivo_pressure", **where)["value"]

    def implant(source, activity):
        return published("implant_loads", source=source, activity=activity)["value"]

    stand, stand_l3 = force(), force("L3/L4")
    sato = {
        a: pressure(source="sato1999", activity=a)
        for a in ("upright standing", "standing, flexed", "standing, extended")
    }
    upright = sato["upright standing"]
    bend = [force(trunk_flexion_deg=t) / stand for t in (30, 45, 60)]
    lean = [force("L3/L4", trunk_flexion_deg=t) / stand_l3 for t in (20, 30)]
    lean_kg = [force("L3/L4", trunk_flexion_deg=t, hands_load_kg=20) / stand_l3 for t in (20, 30)]
    rise = {t: force("L1/L2", trunk_flexion_deg=t) - force("L1/L2") for t in (33, 53)}
    front = force("L1/L2", hands_load_kg=10, hands_forward_m=0.35) - force("L1/L2")
    side = force("L1/L2", hands_load_kg=10, hands_forward_m=0.0, hands_side_m=0.25) - force("L1/L2")
    back = force("L1/L2", hands_load_kg=10, hands_forward_m=-0.15) - force("L1/L2")
    nachemson = {
        a: pressure(source="nachemson1976", activity=a)
        for a in ("standing, forward bent", "standing, forward bent with load")
    }
    flexion = implant("dreischarf2015", "force increase, flexion while standing against upright")
    ratio = implant("rohlmann2014b", "weight in front against at side: ratio of increases (more than)")
    pack = implant("rohlmann2014b", "backpack 10 kg, increase over standing")
    return [
        ("Sato 1999, 8 people: flexed over upright", f"{sato['standing, flexed'] / upright:.2f}",
         "  ".join(f"{v:.2f} at {t}" for v, t in zip(bend, (30, 45, 60), strict=True)) + " deg"),
        ("Sato 1999: extended over upright", f"{sato['standing, extended'] / upright:.2f}",
         f"{force(trunk_flexion_deg=-15) / stand:.2f} at -15 deg"),
        ("Nachemson 1976, L3: bent forward over standing", f"{nachemson['standing, forward bent'] / 100:.2f}",
         f"{lean[0]:.2f} at 20, {lean[1]:.2f} at 30 deg"),
        ("Nachemson 1976, L3: the same with 20 kg", f"{nachemson['standing, forward bent with load'] / 100:.2f}",
         f"{lean_kg[0]:.2f} at 20, {lean_kg[1]:.2f} at 30 deg"),
        ("Dreischarf 2015, implants: rise in flexion, N *", f"{flexion:.0f}", f"{rise[53]:.0f} at 53 deg (L1/L2)"),
        ("Dreischarf 2015: share of that rise by 33 deg", "about 1 (plateau from 33 deg)", f"{rise[33] / rise[53]:.2f}"),
        ("Rohlmann 2014: 10 kg in front over at the side", f"more than {ratio:g}", f"{front / side:.1f}"),
        ("Rohlmann 2014: 10 kg backpack, rise in N *", f"{pack:.0f}", f"{back:.0f}"),
    ]  # fmt: skip


def row(label: str, s: dict[str, float], width: int = 22) -> str:
    """One line of a table of scores."""
    return f"{label:{width}s}{s['r']:8.3f}{s['rmse_n']:9.0f}{s['ratio_rmse']:9.2f}{s['standing_n']:12.0f}"


def main() -> int:
    a = Assumptions()
    measured, model = measured_n(a), modelled_n(a)
    runs = [(modelled_n(d, reach), measured_n(d)) for d, reach in draws(400)]
    low, high = np.percentile([m for m, _ in runs], [5, 95], axis=0)
    scores = [score(*run) for run in runs]
    best = score(model, measured)
    null = null_model()

    print("L4/L5 compression against Wilke 1999 (one man, 70 kg): reproduces one man's pressures, not 'validated'.")
    print(f"Measured N = MPa x {a.pressure_area_mm2:g} mm2 x {a.pressure_factor:g}.")
    print("Band: 5 to 95 % of 400 draws from the published ranges.\n")
    print(
        f"{'task':22s}{'MPa':>6s}{'measured':>10s}{'model':>8s}{'error':>8s}{'band':>15s}{'ratio':>8s}{'measured':>10s}{'null':>8s}"
    )
    for k, task in enumerate(TASKS):
        print(
            f"{task.name:22s}{task.pressure_mpa:6.2f}{measured[k]:10.0f}{model[k]:8.0f}{model[k] - measured[k]:+8.0f}"
            f"{low[k]:8.0f}-{high[k]:<6.0f}{model[k] / model[0]:8.2f}{measured[k] / measured[0]:10.2f}{null[k]:8.0f}"
        )
    print(f"\n{'':22s}{'r':>8s}{'RMSE N':>9s}{'ratios':>9s}{'standing N':>12s}")
    for label, s in (("model", best), ("null model", score(null, measured))):
        print(row(label, s))
    for q in (5, 50, 95):
        values = {key: np.percentile([s[key] for s in scores], q) for key in best}
        print(row(f"draws, {q} % point", values))
    share = np.mean([meets(s) for s in scores])
    print(
        f"Goal, all at once: {GOALS}: {'met' if meets(best) else 'MISSED'} by the defaults; {share:.0%} of draws meet it."
    )

    print("\nLeave one task out: error in N on the task that was left out")
    print(f"{'task':22s}{'default':>9s}{'tuned on five':>15s}{'floor':>8s}{'arms':>7s}")
    rows = leave_one_out()
    for task, (plain, tuned, floor, arms) in zip(TASKS, rows, strict=True):
        print(f"{task.name:22s}{plain:+9.0f}{tuned:+15.0f}{floor:8.3f}{arms:7.2f}")
    print(f"{'RMSE':22s}{rms(r[0] for r in rows):9.0f}{rms(r[1] for r in rows):15.0f}")

    print("\nSensitivity: one assumption at a time at the ends of its range")
    print(f"{'assumption':66s}{'value':>8s}{'r':>8s}{'RMSE N':>9s}{'ratios':>9s}{'standing N':>12s}")
    for label, value, s in sensitivity():
        print(f"{label:66s}{value:8.4g}{s['r']:8.3f}{s['rmse_n']:9.0f}{s['ratio_rmse']:9.2f}{s['standing_n']:12.0f}")

    print(
        "\nOther people: ranks and ratios (* an implant shares load with bone and fixator: compare the direction, not the newtons)"
    )
    print(f"{'finding':52s}{'measured':>32s}   model")
    for what, found, ours in other_people():
        print(f"{what:52s}{found:>32s}   {ours}")
    print()
    print(json.dumps({key: round(value, 4) for key, value in best.items()}))
    return 0


def meets(s: dict[str, float]) -> bool:
    """Whether a score meets every goal at once."""
    return s["r"] >= 0.97 and s["rmse_n"] <= 250.0 and s["ratio_rmse"] <= 0.6 and 550.0 <= s["standing_n"] <= 850.0


def rms(values) -> float:
    return float(np.sqrt(np.mean(np.square(list(values)))))


if __name__ == "__main__":
    sys.exit(main())
