"""Names beside the picture, with leaders that do not cross."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.path import Path

from edu_lib.models.layers import label_of

from .part import Part, spread
from .style import TYPE

__all__ = ["Names", "wrapped"]

_WING = 0.232  # where a leader starts, from the middle of the picture
_STEP, _LOW, _HIGH = 0.052, -0.140, 0.425
_LINE = 0.0205  # from one line of a name to the next
_LONG = 21  # letters on a line


def wrapped(name: str) -> tuple[str, str]:
    """A name on one line or on two that are as even as may be."""
    if len(name) <= _LONG:
        return name, ""
    words = name.split()
    cuts = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words))]
    return min(cuts, key=lambda two: max(len(two[0]), len(two[1])))


class Names:
    """Rows of names to the left and to the right of a picture.

    Parameters
    ----------
    part : whose artists they become; it has `palette` and `ax`.
    x : left and right edge of the picture, metres.
    most : rows on each side.
    """

    def __init__(self, part: Part, x: tuple[float, float], most: int):
        c, self.palette = part.palette, part.palette
        self.halo = part.keep("halo", part.ax.add_line(Line2D([], [], color=c["paper"], linewidth=3.2, zorder=8.9)))
        self.rows: dict[int, list] = {-1: [], 1: []}
        for side, key in ((-1, "left"), (1, "right")):
            for k in range(most):
                style = {"ha": "right" if side < 0 else "left", "fontsize": TYPE["small"], "zorder": 9.2}
                words = [part.text(0, 0, "", f"name{i}-{key}{k}", **style) for i in (0, 1)]
                line = Line2D([], [], color=c["ink"], linewidth=1.0, zorder=9)
                leader = part.keep(f"leader-{key}{k}", part.ax.add_line(line))
                dot = part.shape(
                    f"dot-{key}{k}", Path.unit_circle(), facecolor=c["ink"], edgecolor=c["paper"], zorder=9.1
                )
                self.rows[side].append((words, leader, dot))

    def update(self, result, spots: dict[str, tuple[float, float]]) -> None:
        """Write the names of `result` at places beside `spots`."""
        names = result.named if result.names else tuple(n for n in result.visible if n == result.structure)
        halo = []
        for side, rows in placed(names, spots, result.view).items():
            for k, (words, leader, dot) in enumerate(self.rows[side]):
                seen = k < len(rows)
                for artist in (*words, leader, dot):
                    artist.set_visible(seen)
                if not seen:
                    continue
                name, spot, y = rows[k]
                colour = self.palette["chosen" if name == result.structure else "ink"]
                lines = wrapped(label_of(result.view, result.depth, name))
                top = y - 0.005 + (_LINE / 2 if lines[1] else 0)
                for i, artist in enumerate(words):
                    artist.set_text(lines[i])
                    artist.set_position((side * (_WING + 0.006), top - _LINE * i))
                    artist.set_color(colour)
                way = [(side * _WING, y), (side * (_WING - 0.016), y), spot]
                leader.set_data(*zip(*way, strict=True))
                halo += [*way, (np.nan, np.nan)]
                dot.set_facecolor(colour)
                dot.place(np.array([[0.0038, 0, spot[0]], [0, 0.0038, spot[1]], [0, 0, 1]]))
        self.halo.set_visible(bool(halo))
        if halo:
            self.halo.set_data(*zip(*halo, strict=True))


def placed(names, spots, view: str) -> dict[int, list[tuple]]:
    """For the left (-1) and the right side: (name, its spot, height of its row) from the top down."""
    sides: dict[int, list] = {-1: [], 1: []}
    for name in sorted(names, key=lambda n: -spots[n][1]):
        x, y = spots[name]
        if view == "side":
            side = 1 if x > 0.0 else -1
            if len(sides[side]) > len(sides[-side]) + 2:
                side = -side
        else:
            side = 1 if len(sides[1]) <= len(sides[-1]) else -1
            x = side * abs(x)
        sides[side].append([name, (x, y)])
    for side, rows in sides.items():
        heights = spread([spot[1] for _, spot in rows], _STEP, _LOW, _HIGH)
        _untangle(side, rows, heights)
        sides[side] = [(name, spot, y) for (name, spot), y in zip(rows, heights)]
    return sides


def _untangle(side: int, rows: list, heights: list[float]) -> None:
    """Change places of rows until no two leaders cross."""
    for _ in range(len(rows) ** 2):
        for i in range(len(rows) - 1):
            one = (side * (_WING - 0.016), heights[i]), rows[i][1]
            two = (side * (_WING - 0.016), heights[i + 1]), rows[i + 1][1]
            if crossing(one, two):
                rows[i], rows[i + 1] = rows[i + 1], rows[i]
                break
        else:
            return


def crossing(one, two) -> bool:
    """Whether two straight lines, each ((x, y), (x, y)), cross."""

    def turn(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, two
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
