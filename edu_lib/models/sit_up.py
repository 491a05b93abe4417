"""Sit-up against dead bug: what the trunk has to hold in each, lying on the back, by the spine model's own muscles.

Both are held still. In a sit-up the weight of head, arms and trunk turns the trunk back over the hips; the abdominals hold
it at each lumbar joint and the hip flexors at the hips. In a dead bug trunk and pelvis lie; the weight of a lowered leg, held
by the hip flexors, would tip the pelvis forward and arch the back, and the abdominals keep it from doing so. `share_effort`
then finds the least effort that balances all lumbar joints, with psoas working as hard as the hip asks of it.

Least effort, no speed and no bracing on top: the compression found is a lower bound.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.body import GRAVITY
from edu_lib.models.loads import LOADS_ABOVE, equations, weights_of
from edu_lib.models.muscles import GROUPS, LEVELS, fascicles
from edu_lib.models.pelvis import hip_lines, hip_path
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.models.sharing import share_effort
from edu_lib.params import Param, check_choice

__all__ = ["LEAVES_OUT", "LEGS", "PARAMS", "LyingResult", "dead_bug", "knee_limit", "sit_up"]

LEGS = ("one leg", "both legs")
PARAMS = {
    p.key: p
    for p in (
        Param(
            "trunk_deg", "trunk raised", "degrees", (0.0, 70.0), 15.0, 1.0, "from just off the floor to nearly upright"
        ),
        Param(
            "lowered_deg", "leg lowered", "degrees", (0.0, 80.0), 60.0, 1.0, "thigh from the vertical to nearly level"
        ),
        Param("knee_deg", "knee bend", "degrees", (0.0, 90.0), 45.0, 1.0, "from a straight leg to a right angle"),
    )
}
LEAVES_OUT = (
    "Speed: a swing into the sit-up, or a leg that drops, asks for more.",
    "Bracing on top: this is the least effort that holds, so the compression is a lower bound.",
    "The floor: in a dead bug it may carry a part of what the abdominals hold here; in a sit-up the trunk is taken as straight "
    "and free of the floor, where a curl-up leaves the low back on it.",
    "Arms: folded on the chest in the sit-up; in the dead bug they rest on the chest's own support.",
    "The pelvis's own weight, and the length of muscles: they pull as well short as long.",
)
_HIP = ("psoas major", "iliacus", "rectus femoris")


@lru_cache(maxsize=1)
def _constants() -> dict[str, float]:
    with (files("edu_lib") / "data" / "sit_up.csv").open(encoding="utf-8", newline="") as file:
        return {row["quantity"]: float(row["value"]) for row in csv.DictReader(file)}


@dataclass(frozen=True, eq=False)
class LyingResult:
    """The answer of `sit_up` and `dead_bug`.

    exercise : ``"sit-up"`` or ``"dead bug"``;  asked : the values given, by name
    moment_nm : what tries to bend the trunk back at each disc, Nm, which the abdominals have to hold
    hip_nm : what the hip flexors have to hold about the hips, Nm, both sides together
    hip_effort : share of their strength that this takes, on the right
    compression_n : force along the axis of each disc, N, a lower bound
    effort : muscle group -> share of full activation, weighted by force (of the trunk's muscles)
    weight_n, weight_at_m : the weight that does it and where it acts: (along the floor towards the feet, up) from the hip, m. In
        the sit-up all that lies above L4/L5, in the dead bug the lowered leg or legs
    about_m : what its lever arm is measured from, likewise: L4/L5 in the sit-up, the hip in the dead bug
    joints_m : hip, knee and ankle, or hip and shoulder, of what moves, likewise
    held, residual_nm : whether the muscles can hold it, and the worst unbalanced moment
    floor : whether the foot would meet the floor and the knee was opened for it
    """

    exercise: str
    asked: dict
    moment_nm: dict[str, float]
    hip_nm: float
    hip_effort: float
    compression_n: dict[str, float]
    effort: dict[str, float]
    weight_n: float
    weight_at_m: tuple[float, float]
    about_m: tuple[float, float]
    joints_m: dict[str, tuple[float, float]]
    residual_nm: float
    floor: bool

    leaves_out = LEAVES_OUT

    @property
    def held(self) -> bool:
        return self.residual_nm < 1e-4 and self.hip_effort <= 1.0

    def __str__(self) -> str:
        if self.exercise == "sit-up":
            start = f"Sit-up, trunk raised {self.asked['trunk_deg']:.0f} degrees"
        else:
            legs = "both legs" if self.asked["legs"] == "both legs" else "one leg"
            start = f"Dead bug, {legs} lowered {self.asked['lowered_deg']:.0f} degrees, knee bent {self.asked['knee_deg']:.0f}"
        if not self.held:
            return f"{start}: this cannot be held. The forces are no prediction."
        return (
            f"{start}: the abdominals hold {self.moment_nm['L4/L5']:.0f} Nm at L4/L5 (rectus abdominis at "
            f"{100 * self.effort['rectus abdominis']:.0f} %), the hip flexors {self.hip_nm:.0f} Nm at the hips; L4/L5 carries at "
            f"least {round(self.compression_n['L4/L5'], -1):.0f} N."
        )


@lru_cache(maxsize=1)
def _lying() -> tuple:
    """The straight trunk: equations, centres of mass with folded arms, and capacity of the hip flexors of one side."""
    person = Person()
    e = equations(Posture(), person, Assumptions())
    body, pose = e["body"], e["pose"]
    com = weights_of(Posture(), person, body, pose)[0].copy()
    com[7] = [
        body.shoulder_m[0] + pose.origin_m[6][0] + 0.10,
        com[5][1],
        0.0,
    ]  # arms folded before the middle of the chest
    table = fascicles()
    psoas = table.of("psoas major")
    lines = hip_lines()
    capacity = {name: lines[name][0] for name in _HIP} | {"psoas major": float(body.capacity_n[psoas].sum()) / 2.0}
    right = np.array(table.side) == "right"
    return e, com, psoas & right, psoas & ~right, capacity


@lru_cache(maxsize=256)
def _hip_strength(flexion_deg: float) -> float:
    """Nm of one side's hip flexors at full effort; their arms are how much shorter they become for each radian."""
    at = min(max(flexion_deg, 0.0), _constants()["largest hip flexion of the arms"])
    half, capacity = 0.5, _lying()[4]

    def long(name, deg):
        return float(np.linalg.norm(np.diff(hip_path(name, deg), axis=0), axis=1).sum())

    return sum(
        capacity[name] * (long(name, at - half) - long(name, at + half)) / math.radians(2 * half) for name in _HIP
    )


def _solve(extending_nm: np.ndarray, along_n: np.ndarray, across_n: np.ndarray, psoas: tuple[float, float]):
    """Compression (6,), L5/S1 first, activation and residual, for moments (6,) that bend back and weight along and across."""
    e, _, right, left, _ = _lying()
    body, pose = e["body"], e["pose"]
    external = np.zeros((6, 3))
    external[:, 2] = extending_nm
    low = e["low"].copy()
    low[right], low[left] = (min(share, 1.0) for share in psoas)
    activation, missing = share_effort(e["moment_nm"], -external.ravel(), low)
    pulled = (e["pull"] @ (activation * body.capacity_n)).reshape(6, 3)
    compression = -(pulled * pose.axis).sum(axis=1) + along_n * pose.axis[:, 1] + across_n * pose.axis[:, 0]
    return compression, activation, float(np.abs(missing).max())


@lru_cache(maxsize=1)
def _members() -> np.ndarray:
    """(groups, n) full force of each fascicle where it belongs to a group, as a share of the group's."""
    table, capacity = fascicles(), _lying()[0]["body"].capacity_n
    rows = np.array([table.of(group) * capacity for group in GROUPS])
    return rows / rows.sum(axis=1)[:, None]


def _effort(activation: np.ndarray) -> dict[str, float]:
    return dict(zip(GROUPS, (_members() @ activation).tolist(), strict=True))


def _by_level(values: np.ndarray) -> dict[str, float]:
    return dict(zip(LEVELS, values[::-1].tolist(), strict=True))


def sit_up(trunk_deg: float = 15.0) -> LyingResult:
    """A sit-up with bent legs and held feet, stopped on the way: a straight trunk over the hips, a man of 70 kg and 1.75 m.

    Parameters
    ----------
    trunk_deg : trunk above the floor, 0 (just off it) to 70 degrees.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value outside the range or of the wrong kind.

    Sources
    -------
    Masses and muscles of the spine model; hip flexors Rajagopal et al. 2016; the rest ``edu_lib/data/sit_up.csv``.
    """
    return _sit_up(PARAMS["trunk_deg"].check(trunk_deg))


@lru_cache(maxsize=128)
def _sit_up(trunk_deg: float) -> LyingResult:
    e, com, _, _, _ = _lying()
    body, pose = e["body"], e["pose"]
    angle = math.radians(trunk_deg)
    c, s = math.cos(angle), math.sin(angle)
    weight = body.mass_kg * GRAVITY
    above = LOADS_ABOVE * weight
    # In the trunk's own frame (x forward, y up along it) gravity points to the back and, as it rises, to the feet.
    reach = com[None, :, :2] - pose.joint_m[:, None, :2]
    extending = (above * (reach[:, :, 1] * c - reach[:, :, 0] * s)).sum(axis=1)
    hip = body.hip_m
    from_hip = com[:, :2] - hip[:2]
    hip_nm = float((weight * (from_hip[:, 1] * c - from_hip[:, 0] * s)).sum())
    flexion = _constants()["hip flexion of a bent-leg sit-up lying"] + trunk_deg
    share = hip_nm / (2.0 * _hip_strength(flexion))
    total = above.sum(axis=1)
    compression, activation, missing = _solve(extending, total * s, total * c, (share, share))
    centre = (above[1] @ from_hip) / total[1]
    shoulder = pose.shoulder_m[:2] - hip[:2]

    def placed(p):  # trunk's frame to (towards the feet, up)
        return (float(-(p[1] * c - p[0] * s)), float(p[1] * s + p[0] * c))

    return LyingResult(
        "sit-up", {"trunk_deg": trunk_deg}, _by_level(extending), hip_nm, share, _by_level(compression), _effort(activation),
        float(total[1]), placed(centre), placed(pose.joint_m[1, :2] - hip[:2]),
        {"hip": (0.0, 0.0), "shoulder": placed(shoulder)}, missing, False,
    )  # fmt: skip


def _leg(lowered_deg: float, knee_deg: float) -> dict:
    """Hip, knee and ankle (along the floor towards the feet, up) of one leg from the hip, m; its weight and where that acts."""
    c, person = _constants(), Person()
    scale = person.height_m / 1.741
    thigh, shank = c["thigh length male"] / 1000.0 * scale, c["shank length male"] / 1000.0 * scale
    up = math.radians(90.0 - lowered_deg)
    down = up - math.radians(knee_deg)
    knee = np.array([math.cos(up), math.sin(up)]) * thigh
    ankle = knee + np.array([math.cos(down), math.sin(down)]) * shank
    weights = np.array([c[f"{part} mass male"] for part in ("thigh", "shank", "foot")]) * person.mass_kg * GRAVITY
    centres = np.stack([knee * c["thigh centre male"], knee + (ankle - knee) * c["shank centre male"], ankle])
    return {
        "knee": tuple(knee.tolist()), "ankle": tuple(ankle.tolist()), "weight": float(weights.sum()),
        "at": tuple((weights @ centres / weights.sum()).tolist()), "nm": float(weights @ centres[:, 0]),
    }  # fmt: skip


@lru_cache(maxsize=256)
def knee_limit(lowered_deg: float) -> float:
    """The largest knee bend, up to 90 degrees, at which the heel stays off the floor."""
    c = _constants()
    least = c["ankle above the floor"] - c["hip above the floor"]
    if _leg(lowered_deg, 90.0)["ankle"][1] >= least:
        return 90.0
    low, high = 0.0, 90.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        if _leg(lowered_deg, middle)["ankle"][1] >= least:
            low = middle
        else:
            high = middle
    return low


def dead_bug(lowered_deg: float = 60.0, knee_deg: float = 45.0, legs: str = "one leg") -> LyingResult:
    """A dead bug stopped on the way: lying on the back, hips and knees at right angles, then one leg or both lowered.

    Parameters
    ----------
    lowered_deg : thigh from the vertical towards the floor, 0 to 80 degrees.
    knee_deg : bend of that knee, 0 (straight) to 90 degrees; opened as far as the heel has to stay off the floor.
    legs : ``"one leg"`` (the other stays up, hip and knee at right angles) or ``"both legs"``.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value outside the range or of the wrong kind.

    Sources
    -------
    Masses de Leva 1996; muscles of the spine model; hip flexors Rajagopal et al. 2016; ``edu_lib/data/sit_up.csv``.
    """
    lowered_deg, knee_deg = PARAMS["lowered_deg"].check(lowered_deg), PARAMS["knee_deg"].check(knee_deg)
    return _dead_bug(lowered_deg, knee_deg, check_choice("legs", "legs", legs, LEGS))


@lru_cache(maxsize=128)
def _dead_bug(lowered_deg: float, asked_knee: float, legs: str) -> LyingResult:
    knee = min(asked_knee, knee_limit(lowered_deg))
    moved, kept = _leg(lowered_deg, knee), _leg(0.0, 90.0)
    other, other_flexion = (moved, 90.0 - lowered_deg) if legs == "both legs" else (kept, 90.0)
    shares = (moved["nm"] / _hip_strength(90.0 - lowered_deg), other["nm"] / _hip_strength(other_flexion))
    hip_nm = moved["nm"] + other["nm"]
    nothing = np.zeros(6)
    compression, activation, missing = _solve(np.full(6, hip_nm), nothing, nothing, shares)
    count = 2 if legs == "both legs" else 1
    return LyingResult(
        "dead bug", {"lowered_deg": lowered_deg, "knee_deg": knee, "legs": legs}, _by_level(np.full(6, hip_nm)), hip_nm,
        shares[0], _by_level(compression), _effort(activation), count * moved["weight"], moved["at"], (0.0, 0.0),
        {
            "hip": (0.0, 0.0), "knee": moved["knee"], "ankle": moved["ankle"],
            "other knee": other["knee"], "other ankle": other["ankle"],
        },
        missing, knee < asked_knee - 1e-6,
    )  # fmt: skip
