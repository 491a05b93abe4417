"""People as little figures, so many of them filled: a mask with holes in their shape, and plain blocks of colour behind it.

A block has at most eight corners, however many people it fills, so that it is cheap to change.
"""

from __future__ import annotations

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from .part import Part

__all__ = ["Heads", "block"]


def block(first: int, last: int, columns: int, left: float, top: float, cell: tuple[float, float]) -> Path:
    """The outline of cells `first` to `last` (excluded) of a grid that is filled row by row from its upper left corner.

    columns : cells in a row;  left, top : the grid's corner;  cell : width and height of a cell, data units, y downwards.
    """
    (r0, c0), (r1, c1) = divmod(first, columns), divmod(last, columns)
    w, h = cell
    if last <= first:
        corners = [(0, 0), (0, 0), (0, 0)]
    elif r0 == r1:
        corners = [(c0, r0), (c1, r0), (c1, r0 + 1), (c0, r0 + 1)]
    elif r1 == r0 + 1 and c1 <= c0:  # two pieces that do not touch
        pieces = [[(c0, r0), (columns, r0), (columns, r1), (c0, r1)], [(0, r1), (c1, r1), (c1, r1 + 1), (0, r1 + 1)]]
        if not c1:
            pieces.pop()
        made = [Path([(left + w * x, top + h * y) for x, y in [*p, p[0]]], closed=True) for p in pieces]
        return Path.make_compound_path(*made)
    else:
        corners = [
            (c0, r0),
            (columns, r0),
            (columns, r1),
            (c1, r1),
            (c1, r1 + 1),
            (0, r1 + 1),
            (0, r0 + 1),
            (c0, r0 + 1),
        ]
        if not c1:  # the last row is full
            corners = [(c0, r0), (columns, r0), (columns, r1), (0, r1), (0, r0 + 1), (c0, r0 + 1)]
    points = [(left + w * x, top + h * y) for x, y in corners]
    return Path([*points, points[0]], closed=True)


def _figure() -> tuple[np.ndarray, np.ndarray]:
    """A figure's two outlines in a box of 1 by 1, y downwards: head and body."""
    turn = np.linspace(0.0, 2.0 * np.pi, 13)[:-1]
    head = np.column_stack([0.5 + 0.17 * np.cos(turn), 0.17 + 0.115 * np.sin(turn)])
    body = np.array([
        (0.24, 0.36), (0.76, 0.36), (0.88, 0.44), (0.88, 0.68), (0.74, 0.68), (0.70, 0.98), (0.30, 0.98), (0.26, 0.68),
        (0.12, 0.68), (0.12, 0.44),
    ])  # fmt: skip
    return head, body


class Heads:
    """100 figures (`columns` * `rows`) at (left, top), in reading order: filled, striped, pale."""

    def __init__(
        self, part: Part, name: str, left: float, top: float, role: str, extra: str = "deep", columns: int = 20,
        rows: int = 5, cell: tuple[float, float] = (14.0, 29.0),
    ):  # fmt: skip
        c = part.palette
        self.at, self.people = (columns, left, top, cell), columns * rows
        w, h = columns * cell[0], rows * cell[1]
        box = np.array([(left, top), (left + w, top), (left + w, top + h), (left, top + h)])
        part.ax.fill(*box.T, color=c[extra], zorder=1.0, linewidth=0)
        # Stripes over all; what is filled or pale covers them, so that only the extra ones are striped.
        stripes = np.arange(top + 3.0, top + h, 4.5)
        x, y = np.array([left, left + w, np.nan] * len(stripes)), np.repeat(stripes, 3)
        part.ax.plot(x, y, color=c["paper"], linewidth=1.5, zorder=1.1)
        self.filled = part.shape(f"{name}-filled", facecolor=c[role], zorder=1.2)
        self.pale = part.shape(f"{name}-pale", facecolor=c["idle"], zorder=1.2)
        rim = box + 1.5 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
        pieces = [Path([*rim, rim[0]], closed=True)]
        for i in range(self.people):
            corner = np.array([left + cell[0] * (i % columns), top + cell[1] * (i // columns)])
            for outline in _figure():
                # Against the way of the rim: a hole, by the rule that SVG and Matplotlib share.
                hole = (corner + outline * (cell[0], cell[1] * 0.93))[::-1]
                pieces.append(Path([*hole, hole[0]], closed=True))
        mask = Path.make_compound_path(*pieces)
        part.ax.add_patch(PathPatch(mask, facecolor=c["paper"], edgecolor="none", zorder=2.0))

    def fill(self, filled: int, striped_to: int | None = None) -> None:
        """Fill the first figures and stripe those up to `striped_to`; the others stay pale."""
        last = max(filled, striped_to or 0)
        self.filled.set_path(block(0, filled, *self.at))
        self.pale.set_path(block(last, self.people, *self.at))
