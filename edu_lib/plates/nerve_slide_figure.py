"""A person in three tests of the leg: where flesh, nerve and bench are. Lengths in shares of standing height, roughly; no scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edu_lib.models.nerve_slide import TESTS

__all__ = ["Pose", "angle_of", "pose"]

_THIGH, _SHANK, _FOOT = 0.43, 0.41, 0.17
_GAP = np.full((1, 2), np.nan)


@dataclass(frozen=True)
class Pose:
    """Lines as (n, 2): trunk, thigh, shank, foot, the other leg, the near arm, bench, cord, roots, nerve, the arc of the angle.

    head : its centre;  words : where its angle is written;  marks : root, nerve, cord tip (3, 2);  handle : the ankle
    """

    trunk: np.ndarray
    thigh: np.ndarray
    shank: np.ndarray
    foot: np.ndarray
    other: np.ndarray
    bench: np.ndarray
    cord: np.ndarray
    roots: np.ndarray
    nerve: np.ndarray
    arc: np.ndarray
    head: np.ndarray
    marks: np.ndarray
    handle: np.ndarray
    words: np.ndarray


def _way(degrees: float) -> np.ndarray:
    return np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])


def _bezier(*points, n: int = 9) -> np.ndarray:
    """A quadratic or cubic curve through its ends."""
    p, t = np.array(points, float), np.linspace(0, 1, n)[:, None]
    if len(p) == 3:
        return (1 - t) ** 2 * p[0] + 2 * t * (1 - t) * p[1] + t**2 * p[2]
    return (1 - t) ** 3 * p[0] + 3 * t * (1 - t) ** 2 * p[1] + 3 * t**2 * (1 - t) * p[2] + t**3 * p[3]


def _lines(*parts) -> np.ndarray:
    """Several lines in one, parted by gaps."""
    return np.vstack([piece for part in parts for piece in (np.asarray(part, float), _GAP)][:-1])


def pose(test: str, move_deg: float, toes_up: bool) -> Pose:
    """Where everything is; the hip is at (0, 0)."""
    if test == TESTS[1]:
        return _sitting(move_deg, toes_up)
    return _lying(test, move_deg, toes_up)


def _foot(ankle, shank: np.ndarray, front: np.ndarray, toes_up: bool) -> np.ndarray:
    lean = np.radians(-14 if toes_up else 48)
    return np.array([ankle, ankle + _FOOT * (np.cos(lean) * front + np.sin(lean) * shank)])


def _lying(test: str, move: float, toes_up: bool) -> Pose:
    face_up = test == TESTS[0]
    back = -1.0 if face_up else 1.0  # where the back of the body points
    hip = np.zeros(2)
    thigh = _way(move if face_up else 0)
    shank = _way(move)
    knee = hip + _THIGH * thigh
    ankle = knee + _SHANK * shank
    behind_thigh = back * np.array([-thigh[1], thigh[0]])
    behind_shank = back * np.array([-shank[1], shank[0]])
    trunk = _bezier(hip, (-0.2, 0.01), (-0.40, 0.0), (-0.53, 0.0))
    canal = 0.062 * back
    spine = [(x, canal) for x in (-0.62, -0.34)]
    if face_up:
        leaves, meet = [(-0.20, canal), (-0.155, canal), (-0.11, canal)], np.array([-0.035, 0.03])
        knot = knee + 0.05 * behind_thigh
        tail = _bezier(knot, knee + 0.06 * behind_shank + 0.06 * shank, ankle + 0.035 * behind_shank, n=7)
        nerve = np.vstack(
            [_bezier(meet, hip + 0.075 * behind_thigh, hip + 0.16 * thigh + 0.05 * behind_thigh), [knot], tail]
        )
        mid = hip + 0.26 * thigh + 0.05 * behind_thigh
    else:
        leaves, meet = [(-0.29, canal), (-0.245, canal), (-0.20, canal)], np.array([-0.06, 0.0])
        front = -behind_thigh
        nerve = np.vstack(
            [
                _bezier(meet, hip + 0.05 * front, hip + 0.14 * thigh + 0.045 * front),
                [knee - 0.08 * thigh + 0.045 * front],
            ]
        )
        mid = hip + 0.22 * thigh + 0.045 * front
    roots = _lines(*[_bezier((-0.34, canal), leaf, meet, n=7) for leaf in leaves])
    far = hip + 0.02 * np.array([0, back])
    other = np.array([far, far + (_THIGH, 0), far + (_THIGH + _SHANK, 0)])
    bench = _lines(
        [(-0.80, -0.125), (0.96, -0.125)], [(-0.66, -0.125), (-0.66, -0.27)], [(0.84, -0.125), (0.84, -0.27)]
    )
    centre, radius = (hip, 0.34) if face_up else (knee, 0.26)
    arc = centre + radius * np.array([_way(a) for a in np.linspace(0, max(move, 0.5), 12)])
    return Pose(
        trunk,
        np.array([hip, knee]),
        np.array([knee, ankle]),
        _foot(ankle, shank, -behind_shank, toes_up),
        other,
        bench,
        np.array(spine),
        roots,
        nerve,
        arc,
        np.array([-0.68, 0.0]),
        np.array([leaves[1 if face_up else 2], mid, spine[1]]),
        ankle,
        centre + (radius + 0.11) * _way(_aside(move, 24 if face_up else 38)),
    )


def _sitting(move: float, toes_up: bool) -> Pose:
    hip = np.zeros(2)
    knee = np.array([_THIGH, 0.0])
    shank = _way(move - 90)
    ankle = knee + _SHANK * shank
    behind = np.array([shank[1], -shank[0]])
    trunk = _bezier(hip, (-0.13, 0.12), (-0.15, 0.36), (0.0, 0.50), n=13)
    along = np.gradient(trunk, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None]
    canal = trunk + 0.062 * np.column_stack([-along[:, 1], along[:, 0]])  # the back of the body is to the left
    head = np.array([0.13, 0.56])
    cord = np.vstack([_bezier(head + (-0.03, 0.02), head + (-0.13, 0.04), canal[-1], n=6), canal[:6:-1]])
    tip, leaves, meet = cord[-1], [canal[4], canal[3], canal[2]], np.array([0.03, -0.01])
    roots = _lines(*[_bezier(tip, canal[5], leaf, meet, n=8) for leaf in leaves])
    knot = knee + (0.0, -0.05) if move < 60 else knee + 0.05 * behind
    nerve = np.vstack([[meet], _bezier((0.13, -0.05), (0.34, -0.05), knot), ankle[None] + 0.035 * behind])
    far = np.array([(0.0, 0.02), (_THIGH + 0.02, 0.02), (_THIGH + 0.02, -_SHANK + 0.02)])
    bench = _lines(
        [(-0.16, -0.125), (0.36, -0.125)], [(-0.10, -0.125), (-0.10, -0.48)], [(0.28, -0.125), (0.28, -0.48)]
    )
    arc = knee + 0.24 * np.array([_way(a) for a in np.linspace(-90, max(move, 0.5) - 90, 12)])
    return Pose(
        trunk,
        np.array([hip, knee]),
        np.array([knee, ankle]),
        _foot(ankle, shank, -behind, toes_up),
        far,
        bench,
        cord,
        roots,
        nerve,
        arc,
        head,
        np.array([canal[3], (0.24, -0.05), tip]),
        ankle,
        knee + 0.35 * _way(_aside(move, 38) - 90),
    )


def _aside(move: float, room: float) -> float:
    """Where the angle is written: in its arc, or above the leg where the arc has no room."""
    return move / 2 if move >= room else move + 24


def angle_of(test: str, x: float, y: float) -> float:
    """The movement (degrees) that brings the ankle towards (x, y)."""
    if test == TESTS[0]:
        return float(np.degrees(np.arctan2(y, x)))
    turn = float(np.degrees(np.arctan2(y, x - _THIGH)))
    return turn + 90 if test == TESTS[1] else turn
