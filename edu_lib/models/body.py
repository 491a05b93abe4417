"""The body as the spine model sees it: joints, masses and attachments of one person, and where a posture puts them.

World frame: metres, x forward, y up, z to the person's right, origin in the centre of the L5/S1 disc. Bodies, from the
ground up: the pelvis, L5 to L1, and one rigid thorax that carries head and arms.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.muscles import ABDOMINALS, BODIES, EXTENSORS, FLOORED, LEVELS, fascicles
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture, lumbar_flexion

__all__ = ["GRAVITY", "Body", "Pose", "body_of", "pose_of", "table_value"]

GRAVITY = 9.81
UP = slice(None, None, -1)  # LEVELS run from T12/L1 down; the chain is built from L5/S1 up


@lru_cache(maxsize=1)
def _constants() -> dict[str, float]:
    with (files("edu_lib") / "data" / "spine_model.csv").open(encoding="utf-8", newline="") as file:
        return {row["quantity"]: float(row["value"]) for row in csv.DictReader(file)}


def table_value(quantity: str) -> float:
    """One constant of ``data/spine_model.csv``, where its unit, source and confidence stand beside it."""
    return _constants()[quantity]


def _per_level(stem: str) -> np.ndarray:
    return np.array([table_value(f"{stem} {level}") for level in LEVELS])


@dataclass(frozen=True, eq=False)
class Body:
    """One person's constants: all arrays of the model that no posture changes. See `body_of`."""

    step_m: np.ndarray  # (7, 3) from each body's lower joint to its upper one, standing
    disc_frame: np.ndarray  # (6, 3, 3) columns: axis (cranial), forward, right of each disc standing, L5/S1 first
    placing: np.ndarray  # (p, 28) muscle points times this is their place: see `_placing`
    capacity_n: np.ndarray  # (n,) force at full activation
    floored: np.ndarray  # (n,) bool
    abdominal: np.ndarray  # (n,) bool
    mass_kg: np.ndarray  # (8,) slices L5..L1, thorax, head, arms
    com_m: np.ndarray  # (8, 3) their centres in the frame of the body that carries them
    shoulder_m: np.ndarray  # (3,) in the thorax's frame
    arm_m: float
    hip_m: np.ndarray  # (3,) in the pelvis's frame
    passive_nm: float  # passive flexion moment at 55 degrees
    disc_area_mm2: np.ndarray  # (6,) in the order of LEVELS
    crossing: tuple  # index arrays of the segments that cross a joint: see `_crossings`
    vertebra_m: np.ndarray  # (5, 4, 3) corners of L5..L1 in their own frames
    spinous_m: np.ndarray  # (5, 3)


def _placing(table, neutral, lower):
    """Matrix that turns the bodies' frames, stacked as (28, 3), into the places of all muscle points.

    Each body has four rows there: its three axes and its origin. A point on a bone uses one body's; a point on the linea alba the
    thorax's and the pelvis's, in its shares.
    """
    rows = np.zeros((len(neutral), 7, 4))
    every = np.arange(len(neutral))
    for body, share in ((table.body, table.thorax_share), (np.zeros_like(table.body), 1.0 - table.thorax_share)):
        local = np.column_stack([neutral - lower[body], np.ones(len(neutral))])
        rows[every, body] += share[:, None] * local
    return rows.reshape(len(neutral), 28)


@lru_cache(maxsize=1)
def _crossings():
    """For each segment that passes a joint: joint (0 = L5/S1), lower and upper point, its share, and where its three
    components go in the flat (18, n) matrix of joints and fascicles.

    A segment's share at a joint is the part of its pull that reaches the bodies above: 1 for a segment from a bone below to
    a bone above, less where it ends on the linea alba, whose pull is handed to thorax and pelvis in proportion.
    """
    table = fascicles()
    above = np.empty((len(table.body), 6))
    for k in range(6):
        above[:, k] = np.where(table.body > k, table.thorax_share, 0.0)
    rows = []
    for i in range(len(table.names)):
        for low in range(table.start[i], table.start[i + 1] - 1):
            for k in range(6):
                share = above[low + 1, k] - above[low, k]
                if share != 0.0:
                    rows.append((i, k, low, low + 1, share))
    i, k, low, high, share = (np.array(column) for column in zip(*rows, strict=True))
    entry = ((3 * k)[None, :] + np.arange(3)[:, None]) * len(table.names) + i
    return k, low, high, share, entry.ravel()


@lru_cache(maxsize=64)
def body_of(person: Person, assumptions: Assumptions) -> Body:
    """Scale the reference body to a person. Lengths follow height, depth and width of the trunk follow mass.

    Reference: a man of 1.75 m and 70 kg (the mass at which the geometry's trunk slices agree with Pearsall 1996). Muscle areas
    rise by 0.8 % and the distances of muscles from the vertebrae by 0.3 % per kg of body mass (Anderson et al., CT of 507
    people); women's areas are 0.73 of men's (Stokes et al. 2005, multifidus). Segment masses are those of de Leva 1996.
    """
    v = table_value
    female = person.sex == "female"
    tall = person.height_m / v("reference height")
    extra_kg = person.mass_kg - v("reference mass")
    deep = tall * (1.0 + v("muscle distance per kg") * extra_kg)
    area = (1.0 + v("muscle area per kg") * extra_kg) * (v("muscle area women to men") if female else 1.0)

    joints = (
        np.array([[v(f"joint forward {level}"), v(f"joint up {level}"), 0.0] for level in LEVELS[UP]]) / 1000.0 * tall
    )
    lower = np.vstack([joints[:1], joints])  # each body's frame starts at its lower joint; the pelvis's at L5/S1
    step = np.diff(np.vstack([lower, lower[-1:]]), axis=0)
    direction = step[1:6] / np.linalg.norm(step[1:6], axis=1)[:, None]
    slope = math.radians(v("sacral slope"))
    ends = np.vstack([[math.sin(slope), math.cos(slope), 0.0], direction, direction[-1:]])
    axis = ends[:-1] + ends[1:]
    axis /= np.linalg.norm(axis, axis=1)[:, None]
    disc_frame = np.stack([axis, axis[:, [1, 0, 2]] * [1.0, -1.0, 1.0], np.tile([0.0, 0.0, 1.0], (6, 1))], axis=2)

    table = fascicles()
    neutral = table.neutral_m * tall
    curve_x = np.interp(neutral[:, 1], joints[:, 1], joints[:, 0])
    extensor = np.repeat(table.of(*EXTENSORS), np.diff(table.start))
    stretch = (deep / tall) * np.where(extensor, assumptions.extensor_arm_factor, 1.0)
    neutral = np.column_stack(
        [curve_x + (neutral[:, 0] - curve_x) * stretch, neutral[:, 1], neutral[:, 2] * deep / tall]
    )

    sex = "female" if female else "male"
    m = person.mass_kg
    slices = np.array([v(f"slice mass {name}") for name in BODIES[1:6]]) / 100.0 * m
    arms = 2.0 * sum(v(f"{part} mass {sex}") for part in ("upper arm", "forearm", "hand")) * m
    head = v(f"head mass {sex}") * m
    thorax = assumptions.mass_above_l4l5 * m - arms - head - slices[1:].sum()
    slice_com = (
        np.array([[v(f"slice forward {name}"), v(f"slice up {name}"), 0.0] for name in BODIES[1:6]]) / 1000.0 * tall
    )
    top = joints[-1]
    lean = np.array([assumptions.lean_m, 0.0, 0.0])
    hip = np.array([v("hip forward"), -v("hip below"), 0.0]) / 1000.0 * tall
    shoulder_up = v("hip to shoulder") * person.height_m + hip[1]
    head_up = (
        (1.0 - v("hip height")) * person.height_m
        + hip[1]
        - v(f"head length {sex}") / 1000.0 * v(f"head centre {sex}") * tall
    )
    thorax_com = np.array([v("thorax centre forward"), v("thorax centre up"), 0.0]) / 1000.0 * tall
    shoulder = np.array([v("shoulder forward") / 1000.0 * tall, shoulder_up, 0.0])
    head_com = np.array([v("head forward") / 1000.0 * tall, head_up, 0.0])
    arm_parts = ("upper arm", "forearm", "hand")
    arm = sum(v(f"{part} length {sex}") for part in arm_parts) / 1000.0 * person.height_m / v(f"sample height {sex}")

    area_mm2 = _per_level("disc area ratio") * assumptions.pressure_area_mm2 * deep**2
    half = v("vertebra depth") / 2000.0 * deep
    mid = np.array([0.12, 0.88])  # a disc takes about a quarter of the spacing: only the picture uses this
    corners = np.empty((5, 4, 3))
    for k in range(5):
        across = np.array([direction[k][1], -direction[k][0], 0.0])
        for c, (t, s) in enumerate(((mid[0], -1), (mid[0], 1), (mid[1], 1), (mid[1], -1))):
            corners[k, c] = t * step[k + 1] + s * half * across
    spinous = np.array([[-v("spinous process length") / 1000.0 * deep, 0.0, 0.0]] * 5) + 0.1 * step[1:6]
    return Body(
        step_m=step, disc_frame=disc_frame,
        placing=_placing(table, neutral, lower),
        capacity_n=table.area_cm2 * area * assumptions.stress_n_cm2,
        floored=table.of(*FLOORED), abdominal=table.of(*ABDOMINALS),
        mass_kg=np.array([*slices, thorax, head, arms]),
        com_m=np.vstack([slice_com, thorax_com + lean - top, head_com + lean - top, np.zeros(3)]),
        shoulder_m=shoulder + lean - top, arm_m=arm, hip_m=hip,
        passive_nm=assumptions.passive_nm * (v("passive moment women to men") if female else 1.0),
        disc_area_mm2=area_mm2, crossing=_crossings(), vertebra_m=corners, spinous_m=spinous,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Pose:
    """Where a posture puts the bodies of one person; all in the world frame. See `pose_of`."""

    rotation: np.ndarray  # (7, 3, 3)
    origin_m: np.ndarray  # (7, 3)
    joint_m: np.ndarray  # (6, 3) L5/S1 first
    axis: np.ndarray  # (6, 3) L5/S1 first
    forward: np.ndarray  # (6, 3) forward within each disc
    side: np.ndarray  # (6, 3) to the right within each disc
    angle_deg: np.ndarray  # (6, 3) flexion, right bend, right twist of each joint, L5/S1 first
    lumbar_deg: float
    shoulder_m: np.ndarray
    hands_m: np.ndarray
    beyond_reach_m: float


@lru_cache(maxsize=1)
def _shares() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each joint's share of lumbar flexion, extension and side bend, and degrees of twist per degree; L5/S1 first."""
    flexion, extension, bend = (_per_level(f"{motion} range")[UP] for motion in ("flexion", "extension", "side bend"))
    return (
        np.column_stack(
            [flexion / flexion.sum(), bend / bend.sum(), np.full(6, table_value("twist per joint at 45") / 45.0)]
        ),
        extension / extension.sum(),
    )


_AXES = np.array([1.0, -1.0, -1.0])
_IDENTITY = np.eye(3)


def _turn(vector: np.ndarray) -> np.ndarray:
    """Rotation matrices (k, 3, 3) of rotation vectors (k, 3) in radians (Rodrigues)."""
    x, y, z = vector.T
    angle = np.sqrt(x * x + y * y + z * z)
    # sin(t)/t and (1 - cos t)/t2; a tiny angle stands in for zero, where both are at their limits to the last digit.
    safe = np.maximum(angle, 1e-9)
    s = (np.sin(safe) / safe)[:, None, None]
    c = (2.0 * (np.sin(0.5 * safe) / safe) ** 2)[:, None, None]
    k = np.zeros((len(vector), 3, 3))
    k[:, 2, 1], k[:, 0, 2], k[:, 1, 0] = x, y, z
    k[:, 1, 2], k[:, 2, 0], k[:, 0, 1] = -x, -y, -z
    return _IDENTITY + s * k + c * (k @ k)


def pose_of(posture: Posture, body: Body, assumptions: Assumptions) -> Pose:
    """Turn the joints. The pelvis takes what the lumbar spine does not; the L5/S1 disc stays at the origin."""
    lumbar = posture.lumbar_flexion_deg
    if lumbar is None:
        lumbar = lumbar_flexion(posture.trunk_flexion_deg, assumptions.lumbar_share_factor)
    shares, extension = _shares()
    lumbar_bend = posture.lateral_bend_deg * table_value("lumbar share of side bend")
    angle = shares * [lumbar, lumbar_bend, posture.axial_twist_deg]
    if lumbar < 0.0:
        angle[:, 0] = extension * lumbar
    # x is the axis of right bend, -y of right twist, -z of flexion. A disc tilts half as far as the body above it turns.
    vectors = np.empty((13, 3))
    vectors[0] = posture.lateral_bend_deg - lumbar_bend, 0.0, lumbar - posture.trunk_flexion_deg
    vectors[1:7] = angle[:, [1, 2, 0]] * _AXES
    vectors[7:] = 0.5 * vectors[1:7]
    turns = _turn(vectors * (math.pi / 180.0))
    rotation = np.empty((7, 3, 3))
    rotation[0] = turns[0]
    for k in range(1, 7):
        rotation[k] = rotation[k - 1] @ turns[k]
    joint = (rotation[:6] @ body.step_m[:6, :, None])[:, :, 0].cumsum(axis=0)
    origin = np.concatenate([joint[:1], joint])
    disc = rotation[:6] @ turns[7:] @ body.disc_frame
    axis, forward, side = disc.transpose(2, 0, 1)

    shoulder = origin[6] + rotation[6] @ body.shoulder_m
    ahead = 0.0 if posture.hands_forward_m is None else posture.hands_forward_m - shoulder[0]
    away = math.hypot(ahead, posture.hands_side_m)
    drop = math.sqrt(max(body.arm_m**2 - away**2, 0.0))
    hands = shoulder + np.array([ahead, -drop, posture.hands_side_m])
    return Pose(
        rotation, origin, joint, axis, forward, side, angle, lumbar, shoulder, hands, max(away - body.arm_m, 0.0)
    )  # fmt: skip
