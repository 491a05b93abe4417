"""How stiffly the trunk column stands up to a small push: second derivatives of its potential energy.

Each of the six joints may turn by a small rotation vector (radians, world axes), 18 numbers in all, L5/S1 first. The energy of
muscles, weight and passive tissue has zero slope in a posture that is held; whether it lies in a hollow or on a crest is said by
its matrix of second derivatives (Bergmark 1989; Cholewicki and McGill 1996). All of it is a sum of parts that depend on the
posture alone, each times a force, so that a change of muscle forces costs one product.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edu_lib.models.body import GRAVITY, Body, Pose
from edu_lib.models.levers import disc_turns
from edu_lib.models.loads import CARRIER
from edu_lib.models.muscles import fascicles

__all__ = ["Terms", "critical_q", "terms_of", "weight_curve"]

_LEVI = np.zeros((3, 3, 3))
_LEVI[0, 1, 2] = _LEVI[1, 2, 0] = _LEVI[2, 0, 1] = 1.0
_LEVI[0, 2, 1] = _LEVI[2, 1, 0] = _LEVI[1, 0, 2] = -1.0


@dataclass(frozen=True, eq=False)
class Terms:
    """What a posture fixes. All matrices are (18, 18), Nm/rad; `n` fascicles.

    spring : (n, 324) per newton of force and unit of q, from a fascicle's own stiffness q F / L
    string : (n, 324) per newton of force, from the turning of its line of pull
    slope : (18, n) change of a fascicle's length per radian, m; minus its moment arms
    length_m : (n,) whole path from end to end
    weight : of the body;  hands : per newton in the hands;  shoulder : per newton that rests on the shoulders
    passive : of discs and ligaments
    """

    spring: np.ndarray
    string: np.ndarray
    slope: np.ndarray
    length_m: np.ndarray
    weight: np.ndarray
    hands: np.ndarray
    shoulder: np.ndarray
    passive: np.ndarray


def _first(arm: np.ndarray) -> np.ndarray:
    """(..., 18, 3) first derivatives of places, from their vectors (..., 6, 3) to the joints that carry them (else zero)."""
    # A turn e about a joint moves a point at r by e x r; [a, c] below is component c of (axis a) x r.
    moved = np.einsum("abc,...kb->...kac", _LEVI, arm)
    return moved.reshape(*arm.shape[:-2], 18, 3)


def _second(arm: np.ndarray, along: np.ndarray) -> np.ndarray:
    """(..., 18, 18) second derivatives of places along directions (..., 3), from vectors (..., 6, 3) as in `_first`.

    A turn a of a lower joint carries along what a turn b of a higher joint does to a point at r from that higher joint: the
    second derivative is e_a x (e_b x r) = e_b r_a - r (e_a . e_b). Within one joint a rotation vector has the mean of both orders.
    """
    block = np.einsum("...b,...ka->...kab", along, arm)
    block -= np.einsum("...c,...kc->...k", along, arm)[..., None, None] * np.eye(3)
    out = np.zeros((*arm.shape[:-2], 6, 3, 6, 3))
    for k in range(6):
        for j in range(k):
            out[..., j, :, k, :] = block[..., k, :, :]
            out[..., k, :, j, :] = np.swapaxes(block[..., k, :, :], -1, -2)
        out[..., k, :, k, :] = 0.5 * (block[..., k, :, :] + np.swapaxes(block[..., k, :, :], -1, -2))
    return out.reshape(*arm.shape[:-2], 18, 18)


def weight_curve(point_m: np.ndarray, body: np.ndarray, joint_m: np.ndarray) -> np.ndarray:
    """(k, 18, 18) second derivatives of the heights of points (k, 3) fixed to bodies (k,) (0 pelvis .. 6 thorax), m/rad^2."""
    above = np.arange(6)[None, :] < np.asarray(body)[:, None]
    arm = (point_m[:, None] - joint_m[None]) * above[:, :, None]
    return _second(arm, np.broadcast_to([0.0, 1.0, 0.0], (len(point_m), 3)))


def _muscles(body: Body, pose: Pose) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Length (n,), first (n, 18) and second (n, 18, 18) derivatives of every fascicle's length."""
    table = fascicles()
    frames = np.empty((7, 4, 3))
    frames[:, :3] = pose.rotation.transpose(0, 2, 1)
    frames[:, 3] = pose.origin_m
    placing = body.placing.reshape(-1, 7, 4)
    path = body.placing @ frames.reshape(28, 3)
    # A point on the linea alba moves with its share on the thorax; the share on the pelvis stays.
    every = np.arange(len(table.body))
    moving = np.einsum("pr,prc->pc", placing[every, table.body], frames[table.body])
    share = np.where(table.body > 0, placing[every, table.body, 3], 0.0)
    moving *= (share > 0.0)[:, None]
    above = np.arange(6)[None, :] < table.body[:, None]
    arm = (moving[:, None] - share[:, None, None] * pose.joint_m[None]) * above[:, :, None]

    low = np.concatenate([np.arange(a, b - 1) for a, b in zip(table.start[:-1], table.start[1:], strict=True)])
    owner = np.repeat(np.arange(len(table.names)), np.diff(table.start) - 1)
    line = path[low + 1] - path[low]
    length = np.sqrt((line * line).sum(axis=1))
    unit = line / length[:, None]
    arm = arm[low + 1] - arm[low]
    first = _first(arm)
    along = np.einsum("sqc,sc->sq", first, unit)
    across = first - along[:, :, None] * unit[:, None, :]
    bend = _second(arm, unit) + (across @ across.transpose(0, 2, 1)) / length[:, None, None]
    # Segments of one fascicle lie next to each other: sum them.
    begin = np.searchsorted(owner, np.arange(len(table.names)))
    return (
        np.add.reduceat(length, begin), np.add.reduceat(along, begin), np.add.reduceat(bend, begin),
    )  # fmt: skip


def terms_of(body: Body, pose: Pose, com_m: np.ndarray, passive_nm_rad: np.ndarray) -> Terms:
    """The parts of the matrix in a pose.

    Parameters
    ----------
    com_m : (8, 3) centres of mass in the order of `Body.mass_kg`. Arms and what they hold follow the shoulder: their weight
        acts at its height.
    passive_nm_rad : (6, 3) stiffness of each joint in flexion, side bend and twist, L5/S1 first, Nm/rad.
    """
    length, slope, bend = _muscles(body, pose)
    n = len(length)
    spring = (slope[:, :, None] * slope[:, None, :]) / length[:, None, None]
    point = np.vstack([com_m, pose.hands_m, pose.shoulder_m])
    point[7:9, 1] = pose.shoulder_m[1]
    curve = weight_curve(point, np.append(CARRIER, [6, 6]), pose.joint_m)
    turns = disc_turns(pose)
    passive = np.zeros((6, 3, 6, 3))
    for k in range(6):
        passive[k, :, k, :] = turns[k].T @ (passive_nm_rad[k][:, None] * turns[k])
    return Terms(
        spring=spring.reshape(n, 324), string=bend.reshape(n, 324), slope=slope.T, length_m=length,
        weight=np.tensordot(body.mass_kg * GRAVITY, curve[:8], axes=1), hands=curve[8], shoulder=curve[9],
        passive=passive.reshape(18, 18),
    )  # fmt: skip


def critical_q(rest: np.ndarray, spring: np.ndarray) -> float:
    """The smallest q, 0 or more, at which `rest` + q `spring` has no negative eigenvalue; infinite where there is none.

    The smallest eigenvalue is a concave, rising function of q, so that Newton's steps come to its zero from below and
    never pass it. `rest` and `spring` are (m, m) and symmetric; `spring` has no negative eigenvalue.
    """
    q = 0.0
    for _ in range(60):
        values, vectors = np.linalg.eigh(rest + q * spring)
        if values[0] >= -1e-9 * max(abs(values[-1]), 1.0):
            return q
        v = vectors[:, 0]
        rise = float(v @ spring @ v)
        if rise <= 1e-12 * abs(values[0]):
            return float("inf")
        q -= values[0] / rise
        if q > 1e6:
            return float("inf")
    return q
