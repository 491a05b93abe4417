"""Smooth shapes for bodies and bones, in plain coordinates; no physics and no numbers that mean anything."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

__all__ = ["smooth_closed", "limb", "along", "disc", "vertebra", "HEAD", "FOOT", "SACRUM", "ILIUM"]


def smooth_closed(points: np.ndarray, tension: float = 1.0) -> Path:
    """A closed curve through `points` (n, 2): Catmull-Rom, written as cubic Bezier pieces."""
    p = np.asarray(points, float)
    after, before = np.roll(p, -1, axis=0), np.roll(p, 1, axis=0)
    slope = (after - before) * (tension / 6)
    vertices = np.empty((3 * len(p) + 1, 2))
    vertices[0] = p[0]
    vertices[1::3] = p + slope
    vertices[2::3] = after - np.roll(slope, -1, axis=0)
    vertices[3::3] = after
    return Path(vertices, [Path.MOVETO] + [Path.CURVE4] * (3 * len(p)))


def limb(profile: list[tuple[float, float, float]]) -> Path:
    """A limb along x from 0 to 1; each row is (place along it, width to its left, width to its right) in metres."""
    rows = np.asarray(profile)
    left = np.column_stack([rows[:, 0], rows[:, 1]])
    right = np.column_stack([rows[::-1, 0], -rows[::-1, 2]])
    return smooth_closed(np.vstack([left, right]))


def along(start: np.ndarray, end: np.ndarray, width: float = 1.0) -> np.ndarray:
    """The 3 x 3 matrix that lays a `limb` from `start` to `end`; `width` scales it across."""
    way = np.asarray(end, float)[:2] - np.asarray(start, float)[:2]
    across = np.array([-way[1], way[0]]) / max(np.hypot(*way), 1e-9) * width
    return np.array([[way[0], across[0], start[0]], [way[1], across[1], start[1]], [0, 0, 1]])


def disc(lower: np.ndarray, upper: np.ndarray, bulge: float = 0.12) -> Path:
    """A disc between two endplates, each (2, 2) as back and front point: flat above and below, rounded at the ends."""
    (lb, lf), (ub, uf) = np.asarray(lower, float), np.asarray(upper, float)
    if not bulge:
        return Path([lb, lf, uf, ub, lb], [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY])
    out = (lf - lb + uf - ub) * bulge
    vertices = [lb, lf, (lf + uf) / 2 + out, uf, ub, (lb + ub) / 2 - out * 0.5, lb]
    return Path(vertices, [Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO, Path.CURVE3, Path.CURVE3])


def vertebra(corners: np.ndarray, spinous_tip: np.ndarray) -> tuple[Path, Path]:
    """Body and arch of a vertebra in its own axes.

    `corners` (4, 2) of the body: back-lower, front-lower, front-upper, back-upper. The arch runs from the upper back of
    the body through pedicle and joint process to the tip of the spinous process.
    """
    bl, fl, fu, bu = (np.asarray(c, float) for c in corners)
    tip = np.asarray(spinous_tip, float)
    ahead = ((fl - bl) + (fu - bu)) / 2
    up = ((fu - fl) + (bu - bl)) / 2

    def edge(a, b, inward):  # a wall that draws in at the waist
        return [a, a * 0.94 + b * 0.06 + inward * 0.1, (a + b) / 2 + inward, a * 0.06 + b * 0.94 + inward * 0.1]

    body = np.vstack(
        [edge(bl, fl, up * 0.05), edge(fl, fu, -ahead * 0.09), edge(fu, bu, -up * 0.05), edge(bu, bl, ahead * 0.07)]
    )
    back = tip - (bl + bu) / 2  # from the body to the tip
    root = bu * 0.8 + bl * 0.2
    arch = np.vstack(
        [
            root + ahead * 0.12,
            root + back * 0.20 + up * 0.12,
            root + back * 0.34 + up * 0.52,  # upper joint process
            root + back * 0.46 + up * 0.40,
            root + back * 0.50 + up * 0.02,
            tip + up * 0.34,
            tip + up * 0.05 + back * 0.05,
            tip - up * 0.34,
            root + back * 0.66 - up * 0.62,
            root + back * 0.46 - up * 0.66,
            root + back * 0.40 - up * 1.10,  # lower joint process
            root + back * 0.27 - up * 0.98,
            root + back * 0.28 - up * 0.42,
            root + ahead * 0.10 - up * 0.34,
        ]
    )
    return smooth_closed(body), smooth_closed(arch, 0.9)


# A face in profile looking along +x; unit: the distance from the base of the neck to the middle of the head.
HEAD = smooth_closed(
    np.array(
        [
            (-0.52, 0.14), (-0.42, 0.52), (-0.08, 0.72), (0.30, 0.66), (0.50, 0.40), (0.53, 0.20), (0.56, 0.10), (0.70, -0.08),
            (0.58, -0.15), (0.57, -0.26), (0.58, -0.36), (0.52, -0.46), (0.50, -0.58), (0.36, -0.64), (0.14, -0.56),
            (-0.02, -0.54), (-0.24, -0.48), (-0.44, -0.24),
        ]
    )
)  # fmt: skip

# A shoe-less foot, ankle at the origin, toes towards +x, sole at -1 (the height of the ankle).
FOOT = smooth_closed(
    np.array(
        [
            (-0.55, 0.2), (-0.72, -0.45), (-0.55, -0.98), (0.1, -0.93), (0.9, -1.0), (2.05, -1.0), (2.35, -0.8),
            (1.9, -0.45), (1.1, -0.1), (0.55, 0.45),
        ]
    )
)  # fmt: skip

# Side view of sacrum and hip bone in metres, centre of the L5/S1 disc at the origin, standing; drawn by eye.
SACRUM = smooth_closed(
    np.array(
        [
            (-0.016, -0.002), (0.019, -0.014), (0.016, -0.026), (-0.014, -0.047), (-0.041, -0.067), (-0.054, -0.090),
            (-0.052, -0.112), (-0.040, -0.126), (-0.046, -0.131), (-0.062, -0.118), (-0.070, -0.090), (-0.068, -0.062),
            (-0.056, -0.040), (-0.055, -0.026), (-0.040, -0.016), (-0.030, 0.002),
        ]
    )
)  # fmt: skip
ILIUM = smooth_closed(
    np.array(
        [
            (-0.060, 0.006), (-0.020, 0.033), (0.030, 0.040), (0.066, 0.022), (0.072, -0.004), (0.060, -0.014),
            (0.058, -0.042), (0.064, -0.074), (0.092, -0.106), (0.084, -0.122), (0.058, -0.116), (0.034, -0.136),
            (0.020, -0.158), (0.000, -0.164), (-0.012, -0.148), (-0.004, -0.122), (-0.020, -0.100), (-0.020, -0.074),
            (-0.040, -0.050), (-0.058, -0.032), (-0.070, -0.012),
        ]
    )
)  # fmt: skip
