"""Small line figures of postures, drawn by us: a head, a body of thick lines, and what it rests on or holds.

Each lives in a box 1.3 wide and 1 tall, y up, standing height about 0.92.
"""

from __future__ import annotations

import numpy as np

__all__ = ["FIGURES", "figure_of"]

_HEAD = 0.085
# words -> head (x, y); lines of the body; lines of ground, chair or bench; box (x, y, width, height) or None.
_STAND = [
    [(0.60, 0.80), (0.585, 0.62), (0.60, 0.44), (0.615, 0.23), (0.60, 0.03), (0.70, 0.03)],
    [(0.60, 0.76), (0.63, 0.58), (0.655, 0.42)],
]
_SEAT = [[(0.28, 0.36), (0.66, 0.36)], [(0.33, 0.36), (0.33, 0.0)], [(0.62, 0.36), (0.62, 0.0)]]
_BENCH = [[(0.02, 0.24), (1.28, 0.24)], [(0.12, 0.24), (0.12, 0.0)], [(1.18, 0.24), (1.18, 0.0)]]
_FLOOR = [[(0.2, 0.0), (1.1, 0.0)]]
_SITLEGS = [(0.44, 0.41), (0.80, 0.41), (0.80, 0.03), (0.90, 0.03)]
FIGURES = {
    "standing": ((0.62, 0.92), _STAND, _FLOOR, None),
    "standing, bent back": (
        (0.47, 0.90),
        [
            [(0.50, 0.79), (0.56, 0.62), (0.63, 0.45), (0.63, 0.23), (0.60, 0.03), (0.70, 0.03)],
            [(0.50, 0.76), (0.52, 0.57), (0.54, 0.42)],
        ],
        _FLOOR,
        None,
    ),
    "standing, bent forward": (
        (0.94, 0.52),
        [
            [(0.86, 0.60), (0.74, 0.66), (0.56, 0.58), (0.48, 0.48), (0.54, 0.25), (0.56, 0.03), (0.66, 0.03)],
            [(0.84, 0.60), (0.85, 0.42), (0.86, 0.24)],
        ],
        _FLOOR,
        None,
    ),
    "bent with box": (
        (0.96, 0.54),
        [
            [(0.87, 0.61), (0.74, 0.66), (0.56, 0.58), (0.48, 0.48), (0.54, 0.25), (0.56, 0.03), (0.66, 0.03)],
            [(0.85, 0.61), (0.87, 0.45), (0.88, 0.32)],
        ],
        _FLOOR,
        (0.77, 0.12, 0.24, 0.19),
    ),
    "round back": (
        (0.95, 0.44),
        [
            [(0.89, 0.54), (0.80, 0.65), (0.64, 0.65), (0.50, 0.48), (0.55, 0.25), (0.56, 0.03), (0.66, 0.03)],
            [(0.88, 0.55), (0.89, 0.40), (0.90, 0.25)],
        ],
        _FLOOR,
        (0.79, 0.04, 0.24, 0.19),
    ),
    "knees bent": (
        (0.78, 0.77),
        [
            [(0.72, 0.66), (0.61, 0.50), (0.46, 0.32), (0.76, 0.30), (0.62, 0.03), (0.73, 0.03)],
            [(0.71, 0.63), (0.80, 0.48), (0.90, 0.34)],
        ],
        _FLOOR,
        (0.84, 0.14, 0.24, 0.19),
    ),
    "holding far": (
        (0.54, 0.92),
        [
            [(0.53, 0.80), (0.52, 0.62), (0.53, 0.44), (0.57, 0.23), (0.56, 0.03), (0.66, 0.03)],
            [(0.53, 0.76), (0.74, 0.70), (0.96, 0.70)],
        ],
        _FLOOR,
        (0.92, 0.58, 0.24, 0.19),
    ),
    "sitting": (
        (0.46, 0.90),
        [[(0.44, 0.79), (0.43, 0.60), _SITLEGS[0], *_SITLEGS[1:]], [(0.44, 0.75), (0.52, 0.58), (0.68, 0.47)]],
        _SEAT,
        None,
    ),
    "sitting, bent back": (
        (0.32, 0.88),
        [[(0.35, 0.78), (0.42, 0.60), _SITLEGS[0], *_SITLEGS[1:]], [(0.36, 0.75), (0.42, 0.57), (0.54, 0.46)]],
        _SEAT,
        None,
    ),
    "slouching": (
        (0.28, 0.83),
        [
            [(0.28, 0.72), (0.31, 0.56), (0.46, 0.42), (0.84, 0.40), (0.92, 0.03), (1.02, 0.03)],
            [(0.29, 0.68), (0.40, 0.52), (0.58, 0.46)],
        ],
        [
            [(0.30, 0.34), (0.72, 0.34)],
            [(0.34, 0.34), (0.34, 0.0)],
            [(0.68, 0.34), (0.68, 0.0)],
            [(0.30, 0.34), (0.18, 0.74)],
        ],
        None,
    ),
    "sitting, bent": (
        (0.90, 0.58),
        [
            [(0.81, 0.63), (0.66, 0.66), (0.50, 0.57), _SITLEGS[0], *_SITLEGS[1:]],
            [(0.79, 0.62), (0.92, 0.40), (0.93, 0.20)],
        ],
        _SEAT,
        None,
    ),
    "sitting, bent with box": (
        (0.88, 0.62),
        [
            [(0.79, 0.66), (0.65, 0.68), (0.50, 0.58), _SITLEGS[0], *_SITLEGS[1:]],
            [(0.78, 0.65), (0.98, 0.50), (1.04, 0.36)],
        ],
        _SEAT,
        (0.95, 0.17, 0.24, 0.19),
    ),
    "prone": (
        (1.14, 0.36),
        [
            [(1.03, 0.33), (0.80, 0.34), (0.60, 0.345), (0.34, 0.32), (0.10, 0.31)],
            [(0.98, 0.32), (1.08, 0.27), (1.20, 0.265)],
        ],
        _BENCH,
        None,
    ),
    "supine": (
        (1.14, 0.36),
        [
            [(1.03, 0.315), (0.80, 0.32), (0.62, 0.32), (0.34, 0.32), (0.12, 0.32), (0.11, 0.42)],
            [(0.98, 0.33), (0.82, 0.40), (0.66, 0.36)],
        ],
        _BENCH,
        None,
    ),
    "side": (
        (1.14, 0.40),
        [
            [(1.03, 0.36), (0.82, 0.33), (0.60, 0.37), (0.36, 0.33), (0.12, 0.30)],
            [(1.00, 0.36), (0.92, 0.42), (0.78, 0.40)],
        ],
        [*_BENCH, [(1.04, 0.28), (1.24, 0.28)]],
        None,
    ),
}
_FOR = {
    "standing": "standing",
    "sitting, no backrest": "sitting",
    "sitting upright": "sitting",
    "lying face down": "prone",
    "lying on the back": "supine",
    "lying on the side": "side",
    "slouching in a chair": "slouching",
    "sitting, fully bent": "sitting, bent",
    "sitting, bent forward": "sitting, bent",
    "sitting, bent back": "sitting, bent back",
    "sitting, bent, with 20 kg": "sitting, bent with box",
    "standing, bent forward": "standing, bent forward",
    "standing, bent back": "standing, bent back",
    "bent forward with 20 kg": "bent with box",
    "lifting 20 kg, knees bent": "knees bent",
    "holding 20 kg far ahead": "holding far",
    "lifting 20 kg, round back": "round back",
}


def figure_of(words: str):
    """Head centre (2,), head radius, body and rest as (n, 2) with gaps, box (x, y, width, height) or None."""
    head, body, rest, box = FIGURES[_FOR[words]]
    return np.array(head), _HEAD, _joined([_smooth(body[0]), body[1]]), _joined(rest), box


def _joined(lines) -> np.ndarray:
    gap = [(np.nan, np.nan)]
    return np.array([point for line in lines for point in [*line, *gap]][:-1])


def _smooth(points, steps: int = 5):
    """A Catmull-Rom curve through the spine (all but the legs' corners would need none): rounder backs, same joints."""
    points = np.array(points)
    count = 3 if len(points) > 4 else 2  # pieces that are back; the legs stay straight
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    out = []
    for i in range(len(points) - 1):
        a, b, c, d = ends[i : i + 4]
        if i >= count - 1:
            out.append(tuple(b))
            continue
        for t in np.linspace(0, 1, steps, endpoint=False):
            out.append(
                tuple(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
            )
    return [*out, tuple(points[-1])]
