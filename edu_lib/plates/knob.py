"""Small signs: a knob that can be dragged, a disc, and the star of an emergency."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

from .part import Part, Shape

__all__ = ["box", "disc", "knob", "put", "star"]


def box(x0: float, y0: float, x1: float, y1: float) -> Path:
    """The rectangle with these two corners."""
    return Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)


def disc(radius: float, corners: int = 20) -> Path:
    """A disc round (0, 0); few corners make a diamond of it."""
    turn = np.linspace(0.0, 2.0 * np.pi, corners + 1)
    return Path(radius * np.column_stack([np.cos(turn), np.sin(turn)]), closed=True)


def star(radius: float) -> Path:
    """A star of eight points round (0, 0), the sign of an emergency: it is told by its shape, whatever its colour."""
    turn = np.linspace(0.0, 2.0 * np.pi, 17)
    reach = radius * np.array([1.0, 0.56] * 8 + [1.0])
    return Path(np.column_stack([reach * np.sin(turn), -reach * np.cos(turn)]), closed=True)


def knob(part: Part, key: str, role: str = "chosen", radius: float = 6.5, zorder: float = 6.0) -> Shape:
    """A disc with a pale rim, to be moved with `put`; its id is that of `Part.keep`."""
    c = part.palette
    return part.shape(key, disc(radius), facecolor=c[role], edgecolor=c["paper"], linewidth=1.8, zorder=zorder)


def put(shape: Shape, x: float, y: float, size: float = 1.0) -> None:
    """Move `shape`, drawn round (0, 0), to (x, y) in data coordinates, `size` times as large.

    One that is made larger after it was first shown should have no edge: the live view makes the edge larger, too.
    """
    shape.place(np.array([[size, 0.0, x], [0.0, size, y], [0.0, 0.0, 1.0]]))
