"""Outlines of a slice through the trunk at any level: a few control points each, set at key levels and moved between them.

Centimetres; the middle of the vertebral body is the origin, x runs to the person's left, y to the front. All that comes in
pairs is given for the left side; `mirrored` adds the right one. Muscles are then scaled until what is drawn has exactly the
area of the model. Their places and forms are the illustrator's, at L4/L5 after the centres of McGill 1988.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.path import Path

from edu_lib.models.axial_slice import presence

from .axial_keys import BLOBS, COURSE, KEYS, SACRUM

__all__ = ["Wall", "area", "blob", "course", "mirrored", "skin", "smooth", "vertebra"]

_TABLE = np.array([COURSE[name] for name in COURSE])


def mirrored(points: np.ndarray) -> np.ndarray:
    """`points` (n, 2) on the other side."""
    return points * (-1.0, 1.0)


@lru_cache(maxsize=64)
def _codes(counts: tuple[int, ...]) -> np.ndarray:
    return np.concatenate([np.array([1] + [3] * (2 * n) + [79], np.uint8) for n in counts])


def smooth(*outlines: np.ndarray) -> Path:
    """Closed curves that the control points (n, 2) of `outlines` steer; one path (quadratic B-splines)."""
    parts = []
    for p in outlines:
        out = np.empty((2 * len(p) + 2, 2))
        middle = p.copy()
        middle[1:] += p[:-1]
        middle[0] += p[-1]
        middle /= 2
        out[0] = out[-2] = out[-1] = middle[0]
        out[1:-1:2] = p
        out[2:-2:2] = middle[1:]
        parts.append(out)
    return Path(np.concatenate(parts), _codes(tuple(len(p) for p in outlines)))


def area(points: np.ndarray) -> float:
    """Area inside the curve that `smooth` draws, exact. Positive either way round."""
    x, y = points[:, 0], points[:, 1]
    after_x, after_y = np.append(x[1:], x[0]), np.append(y[1:], y[0])
    # Half the polygon's cross products, less what each corner loses: a twelfth of the parallelogram at that corner.
    polygon = (x * after_y - y * after_x).sum() / 2
    ux, uy = after_x - x, after_y - y
    corners = ux[:-1] * uy[1:] - uy[:-1] * ux[1:]
    corner = corners.sum() + ux[-1] * uy[0] - uy[-1] * ux[0]
    return abs(float(polygon - corner / 24))


@lru_cache(maxsize=64)
def _keyed(name: str) -> tuple[list[float], np.ndarray]:
    shapes = BLOBS[name] if name in BLOBS else SACRUM
    return list(shapes), np.array(list(shapes.values()), float)


def blob(name: str, level: float, wanted_cm2: float | None = None) -> np.ndarray:
    """Control points of a structure on the left side; scaled about its middle to `wanted_cm2` where that is given."""
    levels, shapes = _keyed(name)
    i = min(max(int(np.searchsorted(levels, level)), 1), len(levels) - 1)
    w = min(max((level - levels[i - 1]) / (levels[i] - levels[i - 1]), 0.0), 1.0)
    points = shapes[i - 1] * (1 - w) + shapes[i] * w
    if wanted_cm2 is not None:
        middle = points.mean(axis=0)
        points = middle + (points - middle) * np.sqrt(wanted_cm2 / area(points))
    return points


def course(level: float) -> dict[str, float]:
    """Every quantity of the trunk's form at `level`."""
    i = min(max(int(np.searchsorted(KEYS, level)), 1), len(KEYS) - 1)
    w = (level - KEYS[i - 1]) / (KEYS[i] - KEYS[i - 1])
    return dict(zip(COURSE, (_TABLE[:, i - 1] * (1 - w) + _TABLE[:, i] * w).tolist()))


def skin(level: float, c: dict[str, float]) -> np.ndarray:
    """Control points all round. The navel is a dent in front at L4; behind, a furrow runs over the spinous processes."""
    w, f, b = c["half_width"], c["front"], c["back"]
    dent = 1.5 * float(np.exp(-(((level - 4.0) / 0.09) ** 2)))
    half = np.array([
        (0.25, f - dent), (1.0, f + 0.05), (0.36 * w, f * 1.0), (0.70 * w, f * 0.86), (0.95 * w, f * 0.47), (1.02 * w, -0.5),
        (0.95 * w, -0.52 * b), (0.74 * w, -0.87 * b), (0.46 * w, -1.03 * b), (0.20 * w, -1.02 * b), (0.05 * w, -0.95 * b),
    ])  # fmt: skip
    return np.concatenate([half, mirrored(half)[::-1]])


class Wall:
    """The wall at one level: a curve round the trunk, and layers that lie inside it, one below the other.

    Angles run from the middle in front (0 degrees) over the left side to the back. `rectus` and `flat` (the three flat muscles
    from outside in) are control points; `line(angles, depth)` gives points at a depth below the curve.
    """

    _POWER = 0.85  # 1 would be an ellipse
    _GRID = np.arange(0.0, 142.0, 2.0)
    _S = np.abs(np.sin(np.radians(_GRID))) ** _POWER
    _C = np.sign(np.cos(np.radians(_GRID))) * np.abs(np.cos(np.radians(_GRID))) ** _POWER
    # How far from the side edge of rectus each flat muscle begins (cm, Woxnerud 2023) and before the wall's end it ends (degrees).
    _SPANS = (("external oblique", 1.2, 4.0), ("internal oblique", 0.1, 0.0), ("transversus abdominis", 1.5, 1.5))
    _GAP = 0.1

    def __init__(self, c: dict[str, float], areas: dict[str, float]):
        self.a = c["wall_width"]
        x = self.a * self._S
        y = 0.5 + np.where(self._C > 0, c["wall_front"] - 0.5, 8.6) * self._C
        dx, dy = np.gradient(x), np.gradient(y)
        long = np.hypot(dx, dy)
        self._base = (x, y, dy / long, -dx / long)
        inner, outer = self.angle(c["rectus_inner"]), self.angle(c["rectus_outer"])
        self.inner, self.outer, self.end = inner, outer, c["wall_end"]
        self.rectus_at = np.linspace(inner, outer, 6)
        self.rectus, self.rectus_thick = self._scaled(self.rectus_at, 0.1, 0.3, areas["rectus abdominis"])
        self.rectus_deep = 0.15 + float(self.rectus_thick.max())
        self.flat: dict[str, np.ndarray] = {}
        self.span: dict[str, tuple[float, float]] = {}
        self.depth_at, self.depth = np.linspace(outer, self.end, 40), np.zeros(40)
        per_cm = 57.3 / (self.a * 0.92)  # degrees to a centimetre, about
        for name, ahead, behind in self._SPANS:
            span = (outer + ahead * per_cm, self.end - behind * (self.end > 90))
            angles = np.linspace(*span, 8)
            shape, thick = self._scaled(angles, np.interp(angles, self.depth_at, self.depth), 0.42, areas[name])
            self.flat[name], self.span[name] = shape, span
            self.depth = self.depth + np.interp(self.depth_at, angles, thick, left=0.0, right=0.0) + self._GAP

    def angle(self, x: float) -> float:
        """The angle in front at which the curve is `x` from the middle."""
        return float(np.interp(x, self._base[0][:46], self._GRID[:46]))

    def line(self, degrees: np.ndarray, depth) -> np.ndarray:
        """Points at `degrees`, `depth` cm inside the curve."""
        x, y, nx, ny = (np.interp(degrees, self._GRID, values) for values in self._base)
        out = np.empty((len(x), 2))
        out[:, 0], out[:, 1] = x + nx * depth, y + ny * depth
        return out

    def _scaled(self, degrees, depth, fullness: float, wanted: float):
        """A band below `depth` whose thickness is scaled until it has the area that is wanted; and its thickness."""
        s = np.linspace(0.0, 1.0, len(degrees))
        thick = (4 * s * (1 - s)) ** fullness
        outer = self.line(degrees, depth)
        inwards = self.line(degrees, depth + 1.0) - outer
        thick *= wanted / np.hypot(*np.diff(outer, axis=0).T).sum()
        for _ in range(4):
            band = np.concatenate([outer, (outer + inwards * thick[:, None])[-2:0:-1]])
            thick = thick * (wanted / area(band))
        return np.concatenate([outer, (outer + inwards * thick[:, None])[-2:0:-1]]), thick


def vertebra(level: float, depth: float, c: dict[str, float]) -> dict[str, list[np.ndarray]]:
    """Control points of the left half of the vertebra's parts behind its body; empty where the slice meets none."""
    back, out = -depth / 2, {"vertebral arch": [], "transverse process": [], "spinous process": []}
    if level >= KEYS[-1] or level > 5.85:
        return out
    fade = min(max((5.85 - level) / 0.15, 0.0), 1.0)
    p = presence("pedicle", level)
    if p > 0.05:
        h = 0.5 * p
        out["vertebral arch"].append(np.array([(1.55 - h, back + 0.35), (1.6 + h, back + 0.35), (1.75 + h, -2.7), (1.6 + h, -3.5),
                                               (1.35 - 0.6 * h, -3.5), (1.45 - h, -2.6)]))  # fmt: skip
    p = presence("transverse process", level)
    if p > 0.05:
        h, x = 0.42 * p, c["process_tip"]
        out["transverse process"].append(np.array([(1.5, -2.7 + h), (2.6, -2.75 + h), (x, -3.0 + 0.6 * h), (x + 0.1, -3.3),
                                                   (x - 0.2, -3.4 - 0.5 * h), (2.5, -3.2 - h), (1.5, -3.2 - h)]))  # fmt: skip
    p = presence("lamina", level)
    if p > 0.05:
        h = 0.3 * p
        out["vertebral arch"].append(np.array([(1.9, -2.9 + h), (1.0, -3.55 + h), (-0.15, -4.1 + h), (-0.15, -4.25 - h),
                                               (1.1, -3.75 - h), (2.1, -3.3 - h)]))  # fmt: skip
    p = presence("facet joint", level) * fade
    if p > 0.05:
        h = 0.5 * p + 0.1  # the upper vertebra's process lies behind and towards the middle, the lower one's outside
        out["vertebral arch"] += [
            np.array([(1.05, -3.2), (1.6, -3.15), (1.75, -3.55 - 0.2 * h), (1.7, -3.9 - h), (1.0, -3.95 - 0.8 * h), (0.8, -3.6)]),
            np.array([(1.75, -2.4), (2.3 + 0.4 * h, -2.5), (2.5 + h, -3.2), (2.2 + 0.5 * h, -4.0), (1.95, -3.9), (1.95, -3.3)]),
        ]  # fmt: skip
    p = presence("spinous process", level) * fade
    if p > 0.05:
        h, y = 0.42 * p, c["spine_tip"]
        out["spinous process"].append(
            np.array([(0, -3.9), (h, -4.1), (0.8 * h, -5.6), (1.2 * h, y + 0.5), (0.8 * h, y - 0.1), (0, y - 0.2)])
        )
    # All turn the same way: where two overlap, the one does not cut a hole into the other.
    return {name: [p if _turn(p) > 0 else p[::-1] for p in parts] for name, parts in out.items()}


def _turn(p: np.ndarray) -> float:
    x, y = p.T
    return float((x * np.append(y[1:], y[0]) - y * np.append(x[1:], x[0])).sum())
