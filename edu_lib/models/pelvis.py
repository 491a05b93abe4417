"""The pelvis puppet: which way chosen muscles tilt the pelvis of a standing person, while they pull.

One angle is sought: the tilt of the pelvis on the hips, forward (anterior) positive, measured from the person's own standing.
The chest stays upright and the legs stay put, so the lumbar curve takes up the whole tilt. The moments of all pulls about the hips,
of the passive hips and lumbar spine, and of the weight above, have to balance; the tilt is the root of that sum.

A muscle's arm is how much shorter it becomes for each radian of tilt, from its own points: the trunk's of the spine model's
table, the hips' of ``data/hip_muscles.csv``. Through this, by virtual work, each pull counts with the moment that it makes.
Working muscles are stiff as well, the more the harder they work: that holds the pelvis towards its own standing.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.body import GRAVITY, Pose, body_of, pose_of
from edu_lib.models.levers import muscle_levers
from edu_lib.models.loads import passive_moment, weights_of
from edu_lib.models.muscles import EXTENSORS, fascicles
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.params import Param

__all__ = ["GROUPS", "LEAVES_OUT", "PARAMS", "PelvisResult", "pelvis_balance"]

# Which muscles a puppeteer's string stands for; the first ones are the spine model's groups, the others the hip table's.
GROUPS = {
    "abdominals": ("rectus abdominis", "external oblique", "internal oblique"),
    "hip flexors": ("psoas major", "iliacus", "rectus femoris"),
    "hip extensors": (
        "biceps femoris, long head", "semimembranosus", "semitendinosus",
        "gluteus maximus, upper", "gluteus maximus, middle", "gluteus maximus, lower",
    ),
    "back extensors": EXTENSORS,
}  # fmt: skip
_KEYS = {group: group.replace(" ", "_") for group in GROUPS}
PARAMS = {
    p.key: p
    for p in (
        *(Param(key, f"effort of the {group}", "", (0.0, 1.0), 0.0, 0.05, "share of full effort") for group, key in _KEYS.items()),
        Param(
            "stronger_percent", "abdominals stronger by", "%", (0.0, 50.0), 0.0, 5.0,
            "a quarter is a good result of weeks of training; an assumption of ours",
        ),
    )
}  # fmt: skip
LEAVES_OUT = (
    "It lasts as long as the pull: let go and the pelvis returns to its own standing.",
    "Resting tone is tiny, about 1.5 % of full force, and meets what standing needs; it does not grow with strength.",
    "The chest stays upright by itself here; real people lean, bend their knees and shift their weight over the feet.",
    "Opponents answer with their stiffness alone: hips driven at full effort go further here than people can.",
    "Habit, bones and feeling, which make most of anyone's posture.",
)
_LOW, _HIGH = -40, 20  # degrees of tilt that the table of lengths covers; the model's spine extends no further than 20


def _rows(name: str) -> list[dict]:
    with (files("edu_lib") / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def _constants() -> dict[str, float]:
    return {row["quantity"]: float(row["value"]) for row in _rows("pelvis.csv")}


@dataclass(frozen=True, eq=False)
class _Puppet:
    """What no effort changes: a row for each degree of tilt in ``grid`` (m,). The n muscles are the trunk's, then the hips'."""

    grid: np.ndarray
    length_m: np.ndarray  # (m, n)
    arm_m: np.ndarray  # (m, n) shortening for each radian of forward tilt
    capacity_n: np.ndarray  # (n,)
    group: np.ndarray  # (n,) index in GROUPS, -1 for none
    name: tuple[str, ...]
    weight_nm: np.ndarray  # (m,)
    lumbar_nm: np.ndarray  # (m,)
    hip_nm: np.ndarray  # (m,)


def pose_at(tilt_deg: float) -> Pose:
    """Pelvis tilted forward by so much, chest upright: the lumbar spine bends back by as much."""
    lumbar = min(max(-tilt_deg, -20.0), 65.0)
    return pose_of(Posture(lumbar_flexion_deg=lumbar), body_of(Person(), Assumptions()), Assumptions())


@lru_cache(maxsize=1)
def hip_lines() -> dict[str, tuple[float, np.ndarray, np.ndarray]]:
    """Muscles of the right hip: name -> force of one side, N (nan for psoas, whose force the spine model has), points (k, 3) m
    from the hip's centre, and (k,) whether the pelvis carries the point; the leg carries the others."""
    out: dict[str, list] = {}
    for row in _rows("hip_muscles.csv"):
        at = [float(row[k]) / 1000.0 for k in ("forward_mm", "up_mm", "right_mm")]
        out.setdefault(row["muscle"], []).append((at, row["body"] == "pelvis", float(row["force_n"] or "nan")))
    return {
        name: (rows[0][2], np.array([r[0] for r in rows]), np.array([r[1] for r in rows])) for name, rows in out.items()
    }


def hip_path(name: str, tilt_deg: float) -> np.ndarray:
    """Points (k, 3) of a hip muscle at a tilt, from the hip's centre; the leg stands still."""
    _, points, pelvis = hip_lines()[name]
    t = math.radians(-tilt_deg)
    turn = np.array([[math.cos(t), -math.sin(t), 0.0], [math.sin(t), math.cos(t), 0.0], [0.0, 0.0, 1.0]])
    return np.where(pelvis[:, None], points @ turn.T, points)


def _long(points: np.ndarray) -> float:
    return float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())


@lru_cache(maxsize=1)
def _puppet() -> _Puppet:
    person, assumptions, table = Person(), Assumptions(), fascicles()
    body, c = body_of(person, assumptions), _constants()
    grid = np.arange(_LOW, _HIGH + 1, dtype=float)
    lines = hip_lines()
    length, height, angle, passive = [], [], [], []
    for tilt in grid:
        pose = pose_at(tilt)
        step = np.linalg.norm(np.diff(muscle_levers(body, pose)[0], axis=0), axis=1)
        trunk = np.array([step[a : b - 1].sum() for a, b in zip(table.start[:-1], table.start[1:], strict=True)])
        # Psoas goes on over the brim of the pelvis to the femur, with one tension all the way.
        trunk[table.of("psoas major")] += _long(hip_path("psoas major", tilt))
        hips = [_long(hip_path(name, tilt)) for name in lines if name != "psoas major"]
        length.append([*trunk, *hips, *hips])
        com = weights_of(Posture(), person, body, pose)[0]
        hip = pose.rotation[0] @ body.hip_m
        height.append(float(body.mass_kg @ (com[:, 1] - hip[1])))
        angle.append(pose.angle_deg[:, 0])
        passive.append(passive_moment(pose, body, person, assumptions)[0][:, 0])
    length, angle, passive = np.array(length), np.array(angle), np.array(passive)
    hip_names = [name for name in lines if name != "psoas major"] * 2
    name = (*table.group, *hip_names)
    group = np.array([next((i for i, members in enumerate(GROUPS.values()) if n in members), -1) for n in name])
    start = -_LOW
    # Moments by virtual work: what each gives for a small step of tilt. Ahead of its own standing, all starts at nought.
    lumbar = -((passive - passive[start]) * np.gradient(angle, axis=0)).sum(axis=1)
    hip = 2.0 * (
        np.exp(c["hip passive flexing a"] - c["hip passive flexing c"] * grid)
        - np.exp(c["hip passive extending d"] + c["hip passive extending f"] * grid)
    )
    return _Puppet(
        grid=grid, length_m=length, arm_m=-np.gradient(length, math.radians(1.0), axis=0),
        capacity_n=np.array([*body.capacity_n, *(lines[n][0] for n in hip_names)]), group=group, name=name,
        weight_nm=-GRAVITY * np.gradient(np.array(height), math.radians(1.0)), lumbar_nm=lumbar, hip_nm=hip - hip[start],
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class PelvisResult:
    """The answer of `pelvis_balance`. Moments are about the hips on the pelvis, Nm; forward tilt positive.

    effort : group -> 0 to 1;  stronger_percent : what was asked
    tilt_deg : from one's own standing, forward (anterior) positive
    lordosis_deg : change of the lumbar curve, deeper positive; equal to the tilt, since the chest stays upright
    moment_nm : group -> moment at that tilt, beyond what standing itself needs
    opposing_nm : what answers, from standing: ``"muscle stiffness"`` (of all that works, tone included), ``"hips"`` and
        ``"lumbar spine"`` (passive) and ``"weight"`` (of what lies above)
    force_n : group -> force of both sides, N;  line_force_n : muscle -> force of both sides, N
    arm_m : group -> force-weighted arm at that tilt, m
    residual_nm : what is left of the sum, Nm
    limited : the balance lies beyond the model's spine, which bends back 20 degrees and no further
    if_tone_grew_deg : tilt at rest if tone did grow with strength, which is not thought to happen
    """

    effort: dict[str, float]
    stronger_percent: float
    tilt_deg: float
    lordosis_deg: float
    moment_nm: dict[str, float]
    opposing_nm: dict[str, float]
    force_n: dict[str, float]
    line_force_n: dict[str, float]
    arm_m: dict[str, float]
    residual_nm: float
    limited: bool
    if_tone_grew_deg: float

    leaves_out = LEAVES_OUT

    def __str__(self) -> str:
        strong = f" with abdominals {self.stronger_percent:.0f} % stronger" if self.stronger_percent else ""
        pulling = [f"{group} {100 * share:.0f} %" for group, share in self.effort.items() if share > 0.0]
        if not pulling:
            words = f"At rest{strong}: the pelvis stands as it always stands, tilt 0 degrees from its own standing."
            if self.stronger_percent:
                words += (
                    " Strength is what a muscle can do, not what it does at rest. Even if its tone grew with it, the tilt would "
                    f"change by {abs(self.if_tone_grew_deg):.1f} degrees."
                )
            return words
        way = "forward" if self.tilt_deg > 0 else "back"
        curve = "deepens" if self.tilt_deg > 0 else "flattens"
        size = abs(self.tilt_deg)
        words = f"{', '.join(pulling)}{strong}: "
        if size < 0.5:
            words += "the pelvis hardly moves; the pulls hold each other."
        else:
            words += f"the pelvis tilts {way} by {size:.1f} degrees and the lumbar curve {curve} by as much, while they pull."
        if self.limited:
            words += " Here the model's spine comes to its end."
        return f"{words} Relax, and it returns."


def pelvis_balance(
    abdominals: float = 0.0,
    hip_flexors: float = 0.0,
    hip_extensors: float = 0.0,
    back_extensors: float = 0.0,
    stronger_percent: float = 0.0,
) -> PelvisResult:
    """Tilt of the pelvis of a standing man of 70 kg and 1.75 m while chosen muscles pull.

    Parameters
    ----------
    abdominals, hip_flexors, hip_extensors, back_extensors : effort, 0 to 1, on top of the tone of standing.
    stronger_percent : how much stronger the abdominals have become, 0 to 50 %. It acts through effort alone: tone meets
        what standing needs, whatever the strength.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value outside the range or of the wrong kind.

    Sources
    -------
    Lines and strength of the trunk as in the spine model; of the hips Rajagopal et al. 2016, in the files of myo_sim; passive
    hip Riener and Edrich 1999; each constant with source and confidence in ``edu_lib/data/pelvis.csv``.
    """
    given = (abdominals, hip_flexors, hip_extensors, back_extensors)
    effort = {group: PARAMS[key].check(value) for (group, key), value in zip(_KEYS.items(), given, strict=True)}
    stronger = PARAMS["stronger_percent"].check(stronger_percent)
    p, tone = _puppet(), _constants()["tone"]
    shares = np.array([*effort.values(), 0.0])[p.group]
    gain = np.where(p.group == 0, 1.0 + stronger / 100.0, 1.0)
    own = np.where(p.group >= 0, tone, 0.0) * p.capacity_n  # newtons that standing needs: the same, however strong
    asked = np.minimum(own + shares * p.capacity_n * gain, p.capacity_n * gain)
    tilt, limited = _root(asked, own)
    row, start = _at(tilt), _at(0.0)
    moment = row["arm"] * (asked - own)
    opposing = {
        "muscle stiffness": _stiffness(row, asked) + float((row["arm"] - start["arm"]) @ own),
        "hips": float(row["hip"]), "lumbar spine": float(row["lumbar"]), "weight": float(row["weight"] - start["weight"]),
    }  # fmt: skip
    total = float(moment.sum()) + sum(opposing.values())
    members = {group: p.group == i for i, group in enumerate(GROUPS)}
    names = np.array(p.name)
    weight = {group: p.capacity_n * mine for group, mine in members.items()}
    return PelvisResult(
        effort=effort, stronger_percent=stronger, tilt_deg=tilt, lordosis_deg=tilt,
        moment_nm={group: float(moment[mine].sum()) for group, mine in members.items()},
        opposing_nm=opposing,
        force_n={group: float(asked[mine].sum()) for group, mine in members.items()},
        line_force_n={n: float(asked[names == n].sum()) for group in GROUPS.values() for n in group},
        arm_m={group: float(row["arm"] @ w / w.sum()) for group, w in weight.items()},
        residual_nm=total, limited=limited, if_tone_grew_deg=_root(own * gain, own)[0] if stronger else 0.0,
    )  # fmt: skip


def _at(tilt: float) -> dict:
    """Lengths, arms, passive moments and weight at a tilt, on a straight line between whole degrees."""
    p = _puppet()
    k = min(max(int(math.floor(tilt)) - _LOW, 0), len(p.grid) - 2)
    t = tilt - p.grid[k]
    return {
        name: values[k] + t * (values[k + 1] - values[k])
        for name, values in (
            ("length", p.length_m), ("arm", p.arm_m), ("weight", p.weight_nm), ("lumbar", p.lumbar_nm), ("hip", p.hip_nm),
        )
    }  # fmt: skip


def _stiffness(row: dict, asked: np.ndarray) -> float:
    """Moment of the stiffness that working muscles have, k = q F / L each, towards one's own standing."""
    was = _puppet().length_m[-_LOW]
    return float(row["arm"] @ (asked * _constants()["stiffness gain"] * (row["length"] - was) / was))


def _sum(tilt: float, asked: np.ndarray) -> float:
    row = _at(tilt)
    return float(row["arm"] @ asked) + _stiffness(row, asked) + float(row["weight"] + row["lumbar"] + row["hip"])


def _root(asked: np.ndarray, own: np.ndarray) -> tuple[float, bool]:
    """The tilt at which the sum is what it is in one's own standing, by halving; and whether it would lie beyond the table."""
    standing = _sum(0.0, own)  # everything is in balance there by definition: only changes count
    low, high = float(_LOW), float(_HIGH)
    if _sum(high, asked) > standing:
        return high, True
    if _sum(low, asked) < standing:
        return low, True
    if _sum(0.0, asked) == standing:
        return 0.0, False
    for _ in range(48):
        middle = 0.5 * (low + high)
        if _sum(middle, asked) > standing:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high), False
