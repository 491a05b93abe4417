"""What every plate is built from: a part makes its artists once and afterwards only moves them."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

__all__ = ["Part", "Shape", "spread"]


class Part:
    """Artists on one axes. `live` maps an id to each artist that may change; the ids serve the live view.

    Parameters
    ----------
    ax : the axes to draw on; its limits are set by the part.
    name : prefix of the ids, unique within a figure.
    palette : role -> colour, `style.LIGHT` or `style.DARK`.
    """

    def __init__(self, ax: Axes, name: str, palette: dict[str, str]):
        self.ax, self.name, self.palette = ax, name, palette
        self.live: dict[str, Artist] = {}
        ax.set_gid(name)
        ax.set_axis_off()

    def keep(self, key: str, artist: Artist) -> Artist:
        """Give `artist` an id and remember it as one that may change."""
        gid = f"{self.name}-{key}"
        artist.set_gid(gid)
        self.live[gid] = artist
        return artist

    def text(self, x: float, y: float, words: str, key: str | None = None, **style) -> Artist:
        """Write `words` with their baseline at (x, y) in data coordinates."""
        style = {"color": self.palette["ink"], "va": "baseline"} | style
        artist = self.ax.text(x, y, words, **style)
        return self.keep(key, artist) if key else artist

    def stroke(self, key: str | None = None, x=(), y=(), **style) -> Line2D:
        """A line through (x, y) in data coordinates; without a key it never changes."""
        made = self.ax.add_line(Line2D(x, y, **style))
        return self.keep(key, made) if key else made

    def shape(self, key: str, path: Path | None = None, move: Affine2D | None = None, **style) -> Shape:
        """A closed shape; see `Shape`. Shapes that are given the same `move` go together."""
        style = {"facecolor": "none", "edgecolor": "none", "linewidth": 1.0, "joinstyle": "round"} | style
        made = Shape(path if path is not None else Path(np.zeros((2, 2))), **style)
        made.move = move if move is not None else Affine2D()
        made.set_transform(made.move + self.ax.transData)
        self.ax.add_patch(made)
        return self.keep(key, made)


class Shape(PathPatch):
    """A shape that keeps its outline and is moved as a rigid (or sheared) body by its matrix `move`.

    The live view sends a moved shape as one matrix, however many points its outline has.
    """

    move: Affine2D

    def place(self, matrix: np.ndarray) -> None:
        """Move to `matrix` (3, 3), from the outline's own coordinates to data coordinates."""
        self.move.set_matrix(matrix)


def spread(wanted, step: float, low: float, high: float) -> list[float]:
    """Heights for labels, from the top down: each as near to `wanted` (falling) as a distance of `step` allows.

    >>> spread([0.5, 0.45, 0.0], 0.1, 0.0, 0.5)
    [0.5, 0.4, 0.0]
    """
    out: list[float] = []
    for y in wanted:
        out.append(min(y, out[-1] - step) if out else min(y, high))
    for i in range(len(out) - 1, -1, -1):  # what fell below the edge pushes the others back up
        out[i] = max(out[i], low + step * (len(out) - 1 - i))
    return out
