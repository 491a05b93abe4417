"""What can a muscle do? The moment of one muscle group, or of a fibre of one's own, about one lumbar disc.

Lines, areas, posture and moments are those of the spine model: `levers.muscle_levers` is what `loads.equations` uses too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.body import Body, Pose, body_of, pose_of
from edu_lib.models.levers import disc_turns, muscle_levers, pull_about
from edu_lib.models.muscles import GROUPS, LEVELS, fascicles
from edu_lib.models.person import Person
from edu_lib.models.posture import PARAMS as POSTURE
from edu_lib.models.posture import Posture
from edu_lib.params import Param, check_choice

__all__ = [
    "MOTIONS",
    "NEARLY_NM",
    "OWN",
    "PARAMS",
    "SIDES",
    "PullResult",
    "fibre_ends",
    "fibre_pull",
    "full_force",
    "pull_of",
]

OWN = "my own fibre"
SIDES = ("both", "right", "left")
# Below and above zero, about each of the disc's three axes.
MOTIONS = (("extends", "flexes"), ("bends left", "bends right"), ("turns left", "turns right"))
# What the course calls nearly nothing: an assumption of ours, about the moment at L4/L5 of the trunk's own weight when it
# leans forward by five to ten degrees.
NEARLY_NM = 10.0

_END = (("forward", (-120.0, 140.0)), ("up", (-120.0, 420.0)), ("right", (-160.0, 160.0)))
PARAMS = {
    p.key: p
    for p in (
        Param("effort", "effort", "", (0.0, 1.0), 1.0, 0.05, "share of the force at full activation"),
        Param("force_n", "full force of the fibre", "N", (0.0, 2500.0), 500.0, 10.0, "from a thin strand to the largest group"),
        *(
            Param(f"{end}_{way}_mm", f"{end} end, {way}", "mm", span, 0.0, 1.0, "from the L5/S1 disc, within the trunk")
            for end in ("low", "high")
            for way, span in _END
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class PullResult:
    """The answer of `pull_of` and `fibre_pull`.

    muscle, side, effort, level, posture : what was asked
    moment_nm : (flexion, right bend, right turn) that the pull makes on the trunk above the disc, Nm
    force_n : tension of all its fibres together, N, in a straight sum
    pull_n : (along, forward, right) part of the pull on what lies above the disc, N; along is towards the head
    compression_n : how hard it presses the disc along the disc's own axis, N; below zero it would draw it apart
    lever_m : moment at full effort for each newton of tension, m, for the three axes
    along_share : share of the fibres' length that runs up and down in standing, 0 to 1
    crosses : whether any fibre passes this disc
    lines_m : the fibres, each (k, 3) metres, world frame (x forward, y up, z right, origin in the L5/S1 disc)
    ends_m : (2, 3) lower and upper end of the fibre that stands for the group, on the side that pulls (right for both)
    neutral_m : the same in upright standing, on the right
    alba_m : the linea alba from below, (k, 3)
    joint_m, axes : the disc's centre (3,) and its axes (3, 3) along, forward, right
    """

    muscle: str
    side: str
    effort: float
    level: str
    posture: Posture
    moment_nm: tuple[float, float, float]
    force_n: float
    pull_n: tuple[float, float, float]
    compression_n: float
    lever_m: tuple[float, float, float]
    along_share: float
    crosses: bool
    lines_m: tuple[np.ndarray, ...]
    ends_m: np.ndarray
    neutral_m: np.ndarray
    alba_m: np.ndarray
    joint_m: np.ndarray
    axes: np.ndarray
    body: Body
    pose: Pose

    def arm(self, view: str) -> tuple[float, np.ndarray, np.ndarray] | None:
        """Lever arm of the whole pull as a view shows it, or None where there is no pull to speak of in that plane.

        Returns its length in m, the foot of the perpendicular (3,) and the direction of the pull (3,), world frame. Pull times
        arm is the moment about the axis that the view looks along: flexion from the side, side bend from front and back.
        """
        across, turn = (1, -self.moment_nm[0]) if view == "side" else (2, self.moment_nm[1])
        up, out = self.pull_n[0], self.pull_n[across]
        size = up * up + out * out
        if size < max(1e-4 * self.force_n**2, 1e-6):
            return None
        # The point nearest the joint from which the pull has that moment.
        way = self.axes[0] * up + self.axes[across] * out
        sign = 1.0 if view == "side" else -1.0
        foot = self.joint_m + (self.axes[across] * (turn * up) - self.axes[0] * (turn * out)) * (sign / size)
        return float(abs(turn) / np.sqrt(size)), foot, way / np.sqrt(size)

    def __str__(self) -> str:
        both = self.side == "both"
        many, flex = ("", "flex") if both else ("s", "flexes")
        own = self.muscle == OWN
        name = "the fibre of your own" if own else self.muscle
        who = (
            f"Both sides of {name}"
            if both
            else f"Your own fibre on the {self.side}"
            if own
            else f"The {self.side} {name}"
        )
        how = "at full effort" if self.effort >= 0.995 else f"at {100 * self.effort:.0f} % effort"
        if own:
            how = f"with {self.force_n:.0f} N"
        start = f"{who} {how}: "
        if not self.crosses:
            return f"{start}no moment at {self.level}, which it does not cross. A muscle moves only the joints that it passes."
        flexion, bend, turn = self.moment_nm
        done, small = [], []
        for nm, verb, (below, above), noun in (
            (flexion, "", (f"extend{many} the trunk", f"{flex} the trunk"), "flexion or extension"),
            (bend, f"bend{many} it", ("to the left", "to the right"), "side bend"),
            (turn, f"turn{many} it", ("to the left", "to the right"), "rotation"),
        ):
            if abs(nm) >= NEARLY_NM:
                done.append(f"{verb} {above if nm > 0 else below} with {abs(nm):.0f} Nm".strip())
            elif not (both and noun in ("side bend", "rotation")):
                small.append(f"{noun} {abs(nm):.0f} Nm")
        done = [*done[:-2], " and ".join(done[-2:])] if done else []
        words = f"{', '.join(done)} at {self.level}" if done else f"nearly nothing at {self.level}"
        if small:
            words += f" ({'nearly nothing: ' if done else ''}{', '.join(small)})"
        if both:
            words += "; side-bend and rotation cancel"
        if self.along_share < 0.1:
            words += (
                f". Why so little: {100 * self.along_share:.0f} % of its length runs up and down. "
                "A level fibre has no vertical part to tip the trunk with; it draws the belly in"
            )
        return f"{start}{words}."


@lru_cache(maxsize=64)
def _placed(flexion: float, bend: float) -> tuple[Posture, Body, Pose, tuple]:
    posture = Posture(trunk_flexion_deg=flexion, lateral_bend_deg=bend)
    body = body_of(Person(), Assumptions())
    pose = pose_of(posture, body, Assumptions())
    return posture, body, pose, muscle_levers(body, pose)


@lru_cache(maxsize=1)
def _tops() -> np.ndarray:
    """Centres of the six discs in upright standing, (6, 3), L5/S1 first."""
    return _placed(0.0, 0.0)[2].joint_m


def full_force(muscle: str) -> float:
    """Force of one side of a muscle group at full effort, N: area times the stress of `Assumptions`."""
    return float(_one(check_choice("muscle", "muscle", muscle, GROUPS))[1].sum())


@lru_cache(maxsize=32)
def _one(muscle: str) -> tuple[np.ndarray, np.ndarray]:
    """Rows of a group's fascicles on the right, and their full forces."""
    table = fascicles()
    rows = np.flatnonzero(table.of(muscle) & (np.array(table.side) == "right"))
    return rows, body_of(Person(), Assumptions()).capacity_n[rows]


@lru_cache(maxsize=1)
def _crest() -> float:
    """How high the pelvis reaches, m: the highest point of any muscle on it. That is above the discs L5/S1 and L4/L5."""
    table = fascicles()
    return float(table.neutral_m[table.body == 0, 1].max())


def _passes(low_up: float, high_up: float, joint: int) -> bool:
    """Whether a straight fibre with ends at these heights passes a disc: from the pelvis or from below it, to above it."""
    height = float(_tops()[joint, 1])
    return low_up <= max(height, _crest()) and high_up > height


@lru_cache(maxsize=128)
def _stands_for(muscle: str, level: str) -> tuple[int, int, int]:
    """Fascicle, lower and upper point of the right-hand fibre that stands for a group at a disc.

    Of those whose straight line crosses the disc, the one whose moments for each newton are nearest to the group's own.
    """
    table, (rows, force) = fascicles(), _one(muscle)
    pose, (_, _, turn) = _placed(0.0, 0.0)[2:]
    j = len(LEVELS) - 1 - LEVELS.index(level)
    arms = disc_turns(pose)[j] @ turn[3 * j : 3 * j + 3, rows]
    crossing = np.abs(arms).max(axis=0) > 1e-9
    heights = np.array([table.neutral_m[[table.start[i], table.start[i + 1] - 1], 1] for i in rows])
    straight = crossing & np.array([_passes(*np.sort(pair).tolist(), j) for pair in heights])
    weight = np.where(straight if straight.any() else crossing, force, 0.0) if crossing.any() else force
    away = ((arms - (arms @ weight / weight.sum())[:, None]) ** 2).sum(axis=0)
    i = int(rows[np.where(weight > 0.0, away, np.inf).argmin()])
    first, last = int(table.start[i]), int(table.start[i + 1]) - 1
    a, b = table.neutral_m[first], table.neutral_m[last]
    level_fibre = abs(a[1] - b[1]) < 1e-6  # of a level fibre the hind end counts as the lower one
    swap = a[0] > b[0] if level_fibre else a[1] > b[1]
    return (i, last, first) if swap else (i, first, last)


def line_of(muscle: str, level: str) -> int:
    """Row in `fascicles` of the right-hand fascicle that stands for a group at a disc; see `fibre_ends`."""
    return _stands_for(muscle, level)[0]


def fibre_ends(muscle: str, level: str = "L4/L5") -> np.ndarray:
    """Lower and upper end (2, 3) m, in standing, of the right-hand fibre that stands for a group at a disc."""
    check_choice("muscle", "muscle", muscle, GROUPS)
    check_choice("level", "disc", level, LEVELS)
    _, low, high = _stands_for(muscle, level)
    return fascicles().neutral_m[[low, high]]


@lru_cache(maxsize=32)
def _along(muscle: str) -> float:
    """Share of a group's length that runs up and down in standing, weighted by force."""
    table, (rows, force) = fascicles(), _one(muscle)
    up = whole = 0.0
    for i, newton in zip(rows, force, strict=True):
        step = np.diff(table.neutral_m[table.start[i] : table.start[i + 1]], axis=0)
        up += newton * float(np.abs(step[:, 1]).sum())
        whole += newton * float(np.linalg.norm(step, axis=1).sum())
    return up / whole


@lru_cache(maxsize=1)
def _alba() -> np.ndarray:
    """Points on the linea alba beside the midline, from below."""
    table = fascicles()
    share = table.thorax_share
    right = table.neutral_m[:, 2]
    found = np.flatnonzero((share > 0.0) & (share < 1.0) & (right > 0.0) & (right < 0.01))
    heights = np.round(table.neutral_m[found, 1], 3)
    _, first = np.unique(heights, return_index=True)
    return found[first]


def _asked(side, effort, flexion, bend, level) -> tuple[str, float, float, float, str]:
    return (
        check_choice("side", "side", side, SIDES),
        PARAMS["effort"].check(effort),
        POSTURE["trunk_flexion_deg"].check(flexion),
        POSTURE["lateral_bend_deg"].check(bend),
        check_choice("level", "disc", level, LEVELS),
    )


def _result(muscle, side, effort, level, placed, pull, moment, tension, along, lines, ends, neutral) -> PullResult:
    """Put a pull (3,) and its moment (3,) at full effort, world frame, into the disc's own axes."""
    posture, body, pose, _ = placed
    j = len(LEVELS) - 1 - LEVELS.index(level)
    axes = np.stack([pose.axis[j], pose.forward[j], pose.side[j]])
    nm = disc_turns(pose)[j] @ moment
    # Rounding leaves 1e-14 Nm where two sides cancel: that is zero.
    nm = np.where(np.abs(nm) < 1e-9, 0.0, nm)
    newton = axes @ pull
    newton = np.where(np.abs(newton) < 1e-9, 0.0, newton)
    lever = nm / tension if tension else np.zeros(3)
    return PullResult(
        muscle=muscle, side=side, effort=effort, level=level, posture=posture,
        moment_nm=tuple((effort * nm).tolist()), force_n=effort * tension, pull_n=tuple((effort * newton).tolist()),
        compression_n=-effort * float(newton[0]), lever_m=tuple(lever.tolist()), along_share=along,
        crosses=bool(np.abs(pull).max() > 1e-9), lines_m=tuple(lines), ends_m=ends, neutral_m=neutral,
        alba_m=placed[3][0][_alba()], joint_m=pose.joint_m[j], axes=axes, body=body, pose=pose,
    )  # fmt: skip


def pull_of(
    muscle: str = "rectus abdominis",
    side: str = "both",
    effort: float = 1.0,
    trunk_flexion_deg: float = 0.0,
    lateral_bend_deg: float = 0.0,
    level: str = "L4/L5",
) -> PullResult:
    """Moment of a muscle group about a lumbar disc, by the spine model's own lines and areas, for a man of 70 kg and 1.75 m.

    Parameters
    ----------
    muscle : one of `muscles.GROUPS`.
    side : ``"both"``, ``"right"`` or ``"left"``.
    effort : share of full activation, 0 to 1; all its fibres alike.
    trunk_flexion_deg, lateral_bend_deg : as in `Posture`.
    level : disc, ``"T12/L1"`` to ``"L5/S1"``.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value outside the range or of the wrong kind.

    Sources
    -------
    Those of the lines and areas: ``data/fascicles.csv`` and ``data/fascicle_points.csv``, row by row.
    """
    check_choice("muscle", "muscle", muscle, GROUPS)
    side, effort, flexion, bend, level = _asked(side, effort, trunk_flexion_deg, lateral_bend_deg, level)
    placed = _placed(flexion, bend)
    path, pull, turn = placed[3]
    table, (rows, force) = fascicles(), _one(muscle)
    half = len(table.names) // 2
    chosen = {"right": rows, "left": rows + half, "both": np.concatenate([rows, rows + half])}[side]
    newton = np.tile(force, 2) if side == "both" else force
    at = 3 * (len(LEVELS) - 1 - LEVELS.index(level))
    lines = [path[table.start[i] : table.start[i + 1]] for i in chosen]
    ends = _stands_for(muscle, level)[1:]
    return _result(
        muscle, side, effort, level, placed, pull[at : at + 3, chosen] @ newton, turn[at : at + 3, chosen] @ newton,
        float(newton.sum()), _along(muscle), lines,
        path[np.array(ends) + (len(path) // 2 if side == "left" else 0)], fibre_ends(muscle, level),
    )  # fmt: skip


def fibre_pull(
    low_m,
    high_m,
    side: str = "right",
    force_n: float = 500.0,
    effort: float = 1.0,
    trunk_flexion_deg: float = 0.0,
    lateral_bend_deg: float = 0.0,
    level: str = "L4/L5",
) -> PullResult:
    """Moment of one straight fibre about a lumbar disc.

    Parameters
    ----------
    low_m, high_m : its ends on the right side in upright standing, (forward, up, right) of the centre of the L5/S1 disc, metres.
        The lower of the two is held by the pelvis and goes with it, the upper one by the chest. It acts on the discs that
        it crosses: those below its upper end and above its lower one, which may also lie on the iliac crest.
    side : ``"right"``, ``"left"`` (mirrored) or ``"both"``.
    force_n : force at full effort, one side, 0 to 2500 N.
    effort, trunk_flexion_deg, lateral_bend_deg, level : as in `pull_of`.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for an end outside the trunk's box (`PARAMS`), two ends in one place, or any other bad value.
    """
    side, effort, flexion, bend, level = _asked(side, effort, trunk_flexion_deg, lateral_bend_deg, level)
    force_n = PARAMS["force_n"].check(force_n)
    ends = []
    for end, point in (("low", low_m), ("high", high_m)):
        point = list(point)
        if len(point) != 3:
            raise ValueError(
                f"{end}_m needs three numbers (forward, up, right) in metres, but {len(point)} were given."
            )
        ends.append(
            [PARAMS[f"{end}_{way}_mm"].check(1000.0 * v) / 1000.0 for (way, _), v in zip(_END, point, strict=True)]
        )
    neutral = np.array(ends)
    long = float(np.linalg.norm(neutral[1] - neutral[0]))
    if long < 0.005:
        raise ValueError(f"The two ends of a fibre lie {1000 * long:.0f} mm apart. Put them at least 5 mm apart.")
    placed = _placed(flexion, bend)
    pose = placed[2]
    upper = int(neutral[1, 1] >= neutral[0, 1])
    below, above = neutral[1 - upper], neutral[upper]
    top = _tops()
    j = len(LEVELS) - 1 - LEVELS.index(level)
    crosses = _passes(float(below[1]), float(above[1]), j)
    pull, moment, lines = np.zeros(3), np.zeros(3), []
    for way in {"right": (1.0,), "left": (-1.0,), "both": (1.0, -1.0)}[side]:
        mirror = np.array([1.0, 1.0, way])
        low = pose.rotation[0] @ (below * mirror) + pose.origin_m[0]
        high = pose.rotation[6] @ (above * mirror - top[5]) + pose.origin_m[6]
        lines.append(np.stack([low, high] if upper else [high, low]))
        if crosses:
            one, turn = pull_about(low[:, None], high[:, None], pose.joint_m[j][:, None])
            pull, moment = pull + force_n * one[:, 0], moment + force_n * turn[:, 0]
    return _result(
        OWN, side, effort, level, placed, pull, moment, len(lines) * force_n,
        abs(float(neutral[1, 1] - neutral[0, 1])) / long, lines, lines[0], neutral,
    )  # fmt: skip
