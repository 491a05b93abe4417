"""The trunk's wall as a surface, so that a flat muscle is defined once and seen from the front, the side and the back.

At each height the wall is a rounded ring (a superellipse). A place on it is an angle round the trunk (degrees: 0 the middle
of the front, 90 the person's right, 180 the middle of the back; as if the ring were a circle) and a height (metres). The ring
was laid by eye closely around the standing bones of `bones` (a person of 1.75 m; world frame). The left side mirrors the right.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

__all__ = ["SEEN", "as_place", "cut", "in_space", "project", "ring", "smooth"]

# Height, half width, foremost and hindmost x (metres), and the power of the ring's front half: 2 would be an ellipse, 4 is nearly
# a box, as the hip bones are; x where the ring is widest. From below the hips to the neck.
_RINGS = np.array([
    (-0.220, 0.160, 0.085, -0.112, 3.5, 0.020), (-0.170, 0.166, 0.090, -0.117, 3.5, 0.020),
    (-0.120, 0.166, 0.093, -0.112, 3.5, 0.022), (-0.085, 0.162, 0.095, -0.106, 3.6, 0.026),
    (-0.040, 0.149, 0.102, -0.090, 3.8, 0.036), (0.000, 0.145, 0.105, -0.077, 3.6, 0.046),
    (0.040, 0.139, 0.104, -0.068, 3.0, 0.040), (0.080, 0.138, 0.104, -0.067, 2.6, 0.022),
    (0.120, 0.140, 0.107, -0.076, 2.5, 0.012), (0.160, 0.146, 0.109, -0.088, 2.5, 0.012),
    (0.200, 0.151, 0.108, -0.098, 2.5, 0.012), (0.250, 0.154, 0.105, -0.105, 2.4, 0.012),
    (0.300, 0.157, 0.094, -0.107, 2.3, 0.012), (0.340, 0.164, 0.083, -0.105, 2.3, 0.012),
    (0.380, 0.173, 0.067, -0.098, 2.3, 0.012), (0.420, 0.178, 0.048, -0.084, 2.3, 0.012),
    (0.455, 0.172, 0.032, -0.066, 2.3, 0.012), (0.500, 0.080, 0.022, -0.046, 2.3, 0.012),
])  # fmt: skip
_BACK = 2.3  # the power of a ring's back half
# The angles of the right half that a view shows.
SEEN = {"front": (0.0, 90.0), "side": (0.0, 180.0), "back": (90.0, 180.0)}


def smooth(points, n: int = 12) -> np.ndarray:
    """A curve through `points` (k, 2), as `n` points to a stretch: Catmull-Rom; two points give a straight line."""
    p = np.asarray(points, float)
    if len(p) < 3:
        return p[0] + (p[-1] - p[0]) * np.linspace(0, 1, n + 1)[:, None]
    p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, n, endpoint=False)[:, None]
    a, b, c, d = p[:-3, None], p[1:-2, None], p[2:-1, None], p[3:, None]
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return np.vstack([curve.reshape(-1, 2), p[-2:-1]])


def ring(height_m) -> tuple[np.ndarray, ...]:
    """Half width, foremost and hindmost x of the wall at heights (metres), the power of the front half, and the widest x."""
    fine = _fine()
    return tuple(np.interp(height_m, fine[:, 0], fine[:, k]) for k in range(1, 6))


@lru_cache(maxsize=1)
def _fine() -> np.ndarray:
    half = [smooth(_RINGS[:, [0, k]], 8) for k in range(1, 6)]
    return np.column_stack([half[0][:, 0], *(h[:, 1] for h in half)])


def as_place(view: str, across: float, height_m: float) -> tuple[float, float]:
    """The angle and height of what is seen at a place of a picture.

    Parameters
    ----------
    view : ``"front"`` or ``"back"``: `across` is the distance to the right of the mid-plane; ``"side"``: it is x.
    across, height_m : metres. Beyond the wall's edge the edge is meant.
    """
    half, front, back, power, widest = (float(v) for v in ring(height_m))
    ahead = across >= widest if view == "side" else view == "front"
    power = power if ahead else _BACK
    if view == "side":
        along = np.clip(abs(across - widest) / (front - widest if ahead else widest - back), 0, 1)
        wide = (1 - along**power) ** (1 / power)
    else:
        wide = np.clip(across / half, 0, 1)
        along = (1 - wide**power) ** (1 / power)
    angle = float(np.degrees(np.arctan2(wide, along)))
    return (angle if ahead else 180 - angle), height_m


def project(view: str, places: np.ndarray) -> np.ndarray:
    """Places (n, 2: angle, height) of the right half as a picture's (n, 2), metres: right of the picture, up."""
    angle, y = np.radians(places[:, 0]), places[:, 1]
    half, front, back, power, widest = ring(y)
    cos, sin = np.cos(angle), np.abs(np.sin(angle))
    power = np.where(cos >= 0, power, _BACK)
    size = (np.abs(cos) ** power + sin**power) ** (-1 / power)
    if view == "side":
        reach = np.where(cos >= 0, front - widest, widest - back)
        return np.column_stack([widest + reach * cos * size, y])
    z = half * sin * size
    return np.column_stack([-z if view == "front" else z, y])


def in_space(places: np.ndarray) -> np.ndarray:
    """Places (n, 2: angle, height) of the right half as points (n, 3): x forward, y up, z to the right, metres."""
    return np.column_stack([project("side", places), project("back", places)[:, 0]])


def cut(view: str, places: np.ndarray, closed: bool) -> np.ndarray:
    """The part of a line or a closed outline (n, 2: angle, height) that a view shows; empty where it shows none."""
    low, high = SEEN[view]
    for edge, sign in ((low, 1.0), (high, -1.0)):
        if len(places) == 0:
            break
        inside = sign * (places[:, 0] - edge) >= -1e-9
        if inside.all():
            continue
        kept, n = [], len(places)
        for i in range(n if closed else n - 1):
            j = (i + 1) % n
            if inside[i]:
                kept.append(places[i])
            if inside[i] != inside[j]:
                t = (edge - places[i, 0]) / (places[j, 0] - places[i, 0])
                kept.append(places[i] + t * (places[j] - places[i]))
        if not closed and inside[-1]:
            kept.append(places[-1])
        places = np.array(kept).reshape(-1, 2)
    return places
