"""Muscles as lines of pull: width shows force, colour shows where they lie, idle ones are hairlines."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D

from .bones import VIEWS
from .part import Part

__all__ = ["FAMILIES", "FAMILY_OF", "IDLE_N", "WIDTHS", "Strands"]

# Which muscles share a colour, and what the legend calls them.
FAMILIES = {
    "back": (
        "back",
        ("multifidus", "longissimus thoracis", "longissimus lumborum", "iliocostalis thoracis", "iliocostalis lumborum"),
    ),
    "deep": ("beside spine", ("quadratus lumborum", "psoas major")),
    "belly": ("abdomen", ("rectus abdominis", "external oblique", "internal oblique", "transversus abdominis")),
}  # fmt: skip
FAMILY_OF = {group: family for family, (_, groups) in FAMILIES.items() for group in groups}
# Line widths in points, and the force (both sides of a fascicle pair, N) from which each is used.
WIDTHS = ((8.0, 1.2), (40.0, 2.2), (110.0, 3.6), (220.0, 5.2))
IDLE_N = WIDTHS[0][0]


class Strands:
    """Fascicles in a view. Lines of one family and one width are one artist; idle fascicles together are one more.

    Parameters
    ----------
    part : the part whose artists they become.
    view : ``"side"`` shows each right fascicle with the force of both sides; ``"front"`` and ``"back"`` show every fascicle
        with twice its own force, so that widths mean the same in all views.
    families : which are drawn.
    idle : the families whose idle fascicles are hairlines; those of the others are left out, for they cross the picture.
    leave_out : groups that are not drawn.
    """

    def __init__(
        self, part: Part, view: str, families=tuple(FAMILIES), idle=("back", "deep"), leave_out=(), zorder: float = 3.0
    ):
        self.view, self.families, self.idle, self._leave_out, self._index = view, tuple(families), idle, leave_out, None
        style = {"solid_capstyle": "round", "solid_joinstyle": "round"}
        c = part.palette
        self.lines: list[Line2D] = []
        for n, family in enumerate(self.families):
            for step, (_, width) in enumerate(WIDTHS):
                line = Line2D([], [], color=c[family], linewidth=width, zorder=zorder + n / 10 + step / 100, **style)
                self.lines.append(part.keep(f"{family}{step}", part.ax.add_line(line)))
        idle_line = Line2D([], [], color=c["idle"], linewidth=0.6, zorder=zorder - 0.1, **style)
        self.lines.append(part.keep("idle", part.ax.add_line(idle_line)))

    def _prepare(self, geometry) -> None:
        """Note what no posture changes: which fascicles are drawn and, point by point, whose they are."""
        names, start = geometry.fascicle_names, geometry.path_start
        number = {name: i for i, name in enumerate(names)}
        drawn = [
            i for i, (group, side) in enumerate(zip(geometry.fascicle_group, geometry.fascicle_side, strict=True))
            if FAMILY_OF[group] in self.families and group not in self._leave_out and (self.view != "side" or side == "right")
        ]  # fmt: skip
        if self.view == "side":
            other = [number.get(names[i].removesuffix("right") + "left", -1) for i in drawn]
        else:
            other = drawn
        order, owner = [], []
        for k, i in enumerate(drawn):
            order += [*range(start[i], start[i + 1]), len(geometry.path_m)]
            owner += [k] * (start[i + 1] - start[i] + 1)
        family = [self.families.index(FAMILY_OF[geometry.fascicle_group[i]]) for i in drawn]
        nobody = len(self.lines)
        idle = [len(self.lines) - 1 if self.families[n] in self.idle else nobody for n in family]
        self._index = tuple(np.array(a) for a in (drawn, other, order, owner, family, idle))
        self._least = np.array([least for least, _ in WIDTHS])

    def update(self, geometry, shift=(0.0, 0.0)) -> None:
        """Move the lines to `geometry`, by `shift`, and give each the width of its force."""
        if self._index is None:
            self._prepare(geometry)
        drawn, other, order, owner, family, idle = self._index
        force = np.append(geometry.fascicle_force_n, 0.0)
        step = np.searchsorted(self._least, force[drawn] + force[other], side="right")
        which = np.where(step, family * len(WIDTHS) + step - 1, idle)[owner]
        points = np.empty((len(geometry.path_m) + 1, 2))
        np.matmul(geometry.path_m, VIEWS[self.view][:2].T, out=points[:-1])
        points[:-1] += shift
        points[-1] = np.nan
        sort = np.argsort(which, kind="stable")
        points = points[order[sort]]
        ends = np.searchsorted(which[sort], np.arange(len(self.lines) + 1))
        for i, line in enumerate(self.lines):
            a, b = ends[i], ends[i + 1]
            if a == b:
                if len(line.get_xdata(orig=True)) == 1:
                    continue  # it was empty before
                a, b = (
                    0,
                    1,
                )  # a line with nothing to show keeps a lone point, so that the live view has an element for it
            line.set_data(points[a:b, 0], points[a:b, 1])
