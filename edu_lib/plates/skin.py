"""Soft shapes: the body around the bones in profile, and discs between endplates. No physics and no measured numbers.

The body was drawn by eye around the standing skeleton of `bones` (a person of 1.75 m, metres, world frame).
"""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

__all__ = ["FOOT", "HEAD", "LIMBS", "TRUNK", "along", "discs", "smooth_closed"]


def smooth_closed(points: np.ndarray, tension: float = 1.0) -> Path:
    """A closed curve through `points` (n, 2): Catmull-Rom, written as cubic Bezier pieces."""
    p = np.asarray(points, float)
    after, before = np.concatenate([p[1:], p[:1]]), np.concatenate([p[-1:], p[:-1]])
    slope = (after - before) * (tension / 6)
    vertices = np.empty((3 * len(p) + 1, 2))
    vertices[0] = p[0]
    vertices[1::3] = p + slope
    vertices[2:-2:3] = after[:-1] - slope[1:]
    vertices[-2] = p[0] - slope[0]
    vertices[3::3] = after
    return Path(vertices, [Path.MOVETO] + [Path.CURVE4] * (3 * len(p)))


def along(start: np.ndarray, end: np.ndarray, width: float = 1.0) -> np.ndarray:
    """The 3 x 3 matrix that lays a limb of `LIMBS` from `start` to `end`; `width` scales it across."""
    x, y = end[0] - start[0], end[1] - start[1]
    across = width / max(np.hypot(x, y), 1e-9)
    return np.array([[x, -y * across, start[0]], [y, x * across, start[1]], [0, 0, 1]])


def discs(lower: np.ndarray, upper: np.ndarray, bulge: float = 0.12) -> list[Path]:
    """Discs between endplates, each (n, 2, 2) as back and front points: flat above and below, rounded at the ends."""
    out = (lower[:, 1] - lower[:, 0] + upper[:, 1] - upper[:, 0]) * bulge
    front, back = (lower[:, 1] + upper[:, 1]) / 2 + out, (lower[:, 0] + upper[:, 0]) / 2 - out / 2
    points = [lower[:, 0], lower[:, 1], front, upper[:, 1], upper[:, 0], back, lower[:, 0]]
    return [Path(vertices, _DISC) for vertices in np.stack(points, axis=1)]


_DISC = [Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO, Path.CURVE3, Path.CURVE3]


def _limb(profile: list[tuple[float, float, float]]) -> Path:
    """A limb along x from 0 to 1; each row is (place along it, width in front, width behind) in metres."""
    rows = np.array(profile)
    front, behind = rows[:, :2], rows[::-1, [0, 2]] * [1, -1]
    return smooth_closed(np.vstack([front, behind]))


# Limb: the joints it hangs between and its outline.
LIMBS = {
    "thigh": ("hip", "knee", _limb([
        (-0.10, 0.050, 0.070), (0.02, 0.083, 0.090), (0.35, 0.084, 0.078), (0.75, 0.068, 0.058), (1.00, 0.062, 0.052),
        (1.06, 0.034, 0.030),
    ])),
    "shank": ("knee", "ankle", _limb([
        (-0.07, 0.040, 0.034), (0.00, 0.061, 0.050), (0.26, 0.043, 0.068), (0.60, 0.034, 0.050), (0.92, 0.034, 0.036),
        (1.04, 0.034, 0.030),
    ])),
    "arm": ("shoulder", "elbow", _limb([
        (-0.16, 0.020, 0.020), (-0.06, 0.050, 0.050), (0.25, 0.048, 0.052), (0.70, 0.041, 0.043), (1.00, 0.040, 0.038),
        (1.07, 0.018, 0.018),
    ])),
    "forearm": ("elbow", "hands", _limb([
        (-0.10, 0.022, 0.022), (0.00, 0.042, 0.038), (0.28, 0.041, 0.043), (0.72, 0.029, 0.028), (0.80, 0.046, 0.036),
        (0.93, 0.074, 0.040), (1.06, 0.076, 0.040), (1.10, 0.046, 0.036), (1.22, 0.022, 0.022),
    ])),
}  # fmt: skip

# Head and neck in profile, looking along +x; they turn with the chest.
HEAD = smooth_closed(np.array([
    (-0.080, 0.425), (-0.064, 0.490), (-0.069, 0.550), (-0.089, 0.610), (-0.080, 0.677), (-0.040, 0.725), (0.020, 0.739),
    (0.074, 0.724), (0.106, 0.682), (0.116, 0.645), (0.115, 0.626), (0.139, 0.590), (0.121, 0.579), (0.126, 0.563),
    (0.121, 0.545), (0.122, 0.520), (0.106, 0.501), (0.062, 0.507), (0.046, 0.490), (0.047, 0.460), (0.064, 0.425),
]))  # fmt: skip

FOOT = smooth_closed(np.array([
    (-0.075, -0.925), (-0.104, -0.965), (-0.108, -0.998), (-0.090, -1.015), (0.030, -1.012), (0.165, -1.016), (0.196, -1.010),
    (0.186, -0.992), (0.120, -0.975), (0.050, -0.955), (0.005, -0.915),
]))  # fmt: skip

# Points of the trunk's skin, up the back and down the front, each with the bone that carries it.
TRUNK = (
    ("sacrum", -0.060, -0.165), ("sacrum", -0.106, -0.125), ("sacrum", -0.119, -0.075), ("sacrum", -0.101, -0.020),
    ("L5", -0.080, 0.025), ("L3", -0.074, 0.085), ("L1", -0.084, 0.145),
    ("thoracic vertebrae", -0.108, 0.215), ("thoracic vertebrae", -0.124, 0.300), ("thoracic vertebrae", -0.117, 0.375),
    ("thoracic vertebrae", -0.078, 0.442), ("thoracic vertebrae", 0.035, 0.452), ("thoracic vertebrae", 0.085, 0.412),
    ("thoracic vertebrae", 0.122, 0.335), ("thoracic vertebrae", 0.131, 0.250), ("thoracic vertebrae", 0.119, 0.165),
    ("L2", 0.112, 0.095), ("L4", 0.115, 0.030), ("sacrum", 0.116, -0.020), ("sacrum", 0.112, -0.090), ("sacrum", 0.070, -0.170),
)  # fmt: skip
