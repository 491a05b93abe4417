"""The trunk from behind and from the front: the same skeleton and the same lines of pull, with each muscle's force named.

The viewer leans with the trunk and always looks square at it: a bent trunk is not seen from its end, side bend and twist are.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path

from .bones import VIEWS, outlines, placements
from .part import Part, spread
from .skeleton import Skeleton
from .spine import LEVELS
from .strands import FAMILY_OF, Strands
from .style import LIGHT, TYPE, load_colour

__all__ = ["TrunkPlate", "describe_trunk_back", "describe_trunk_front", "draw_trunk_back", "draw_trunk_front", "square"]

SIZE = (760.0, 600.0)  # points
_LIMBS = (
    "shank",
    "foot",
    "hand",
    "forearm",
    "upper arm",
    "shoulders",
    "head",
    "thigh",
)  # outside the picture or before it
_SHOWN = {"back": ("back", "deep"), "front": ("deep", "belly")}  # families; the others lie behind bone
_HIDDEN = {"back": ("psoas major",), "front": ("quadratus lumborum",)}
_TITLE = {"back": "From behind, square to the trunk", "front": "From the front, square to the trunk"}
_X, _Y = (-0.46, 0.46), (-0.196, 0.530)  # metres
_POINTS = (
    "origin_m", "joint_m", "disc_axis", "hip_m", "knee_m", "ankle_m", "shoulder_m", "elbow_m", "hands_m", "neck_m", "head_m",
    "path_m",
)  # fmt: skip
_STEP, _LOW, _HIGH = 0.112, -0.085, 0.420  # distance of two labels, lowest and highest one
_WING_M = 0.258  # where a label's leader starts, from the middle
_HALF_DISC_M = (0.0205, 0.0055)  # half width and half height as drawn


def square(geometry):
    """`geometry` as seen by a viewer who leans with the trunk: turned about L5/S1 until the neck stands over it."""
    x, y = geometry.neck_m[0], geometry.neck_m[1]
    c, s = y / np.hypot(x, y), x / np.hypot(x, y)
    turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    points = {name: getattr(geometry, name) @ turn.T for name in _POINTS}
    return replace(geometry, rotation=turn @ geometry.rotation, **points)


class TrunkPlate(Part):
    """Skeleton, discs and muscles from behind or from the front; each group labelled with its force on both sides.

    Parameters
    ----------
    view : ``"back"`` (the person's right is on the right) or ``"front"`` (it is on the left).
    palette : `style.LIGHT` or `style.DARK`.
    ax : to draw on; left out, the plate makes its own `figure`.
    """

    def __init__(self, view: str, palette=LIGHT, ax=None):
        if view not in _SHOWN:
            raise ValueError(f'view must be "back" or "front", but {view!r} was given. Choose one of these.')
        if ax is None:
            figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
            ax = figure.add_axes((0, 0, 1, 1))
        self.figure, self.view = ax.figure, view
        super().__init__(ax, f"trunk-{view}", palette)
        c = palette
        ax.set(xlim=_X, ylim=_Y, aspect="equal")
        groups = [
            ((bone.name,), 1.0 + i / 100, "bone_far" if bone.layer == "far" else "bone")
            for i, bone in enumerate(outlines(view))
            if bone.body not in _LIMBS
        ]
        self.skeleton = Skeleton(self, view, groups, shaded=True, tolerance_m=0.0003)
        box = Path(np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * _HALF_DISC_M, closed=True)
        style = {"edgecolor": c["bone_edge"], "zorder": 0.99 if view == "back" else 1.03}
        self.discs = [self.shape(f"disc{i}", box, **style) for i in range(6)]
        self.strands = Strands(self, view, _SHOWN[view], _SHOWN[view], _HIDDEN[view])
        groups = _groups(view)
        self.groups = (groups[::2], groups[1::2])  # to the left of the picture, to the right
        self.leaders, self.names, self.forces, self.dots = [], [], [], []
        # One line below all leaders keeps them apart from bones, which are as pale as they are in the dark.
        self.halo = self.keep("halo", ax.add_line(Line2D([], [], color=c["paper"], linewidth=3.2, zorder=3.9)))
        for side, chosen in zip(("left", "right"), self.groups, strict=True):
            style = {"ha": "right" if side == "left" else "left", "fontsize": TYPE["small"]}
            for k in range(len(chosen)):
                self.names.append(self.text(0, 0, "", f"name-{side}{k}", **style))
                self.forces += [self.text(0, 0, "", f"force{i}-{side}{k}", **style) for i in range(2)]
                line = Line2D([], [], color=c["ink"], linewidth=1.1, zorder=4)
                self.leaders.append(self.keep(f"leader-{side}{k}", ax.add_line(line)))
                self.dots.append(
                    self.shape(
                        f"dot-{side}{k}", Path.unit_circle(), facecolor=c["ink"], edgecolor=c["paper"], zorder=4.1
                    )
                )
        self.text(_X[0] + 0.01, _Y[1] - 0.035, _TITLE[view], fontsize=TYPE["title"], fontweight="bold")
        low = _Y[0] + 0.012
        self.text(_X[0] + 0.01, low, "left" if view == "back" else "right", fontsize=TYPE["small"], color=c["quiet"])
        self.text(
            _X[1] - 0.01,
            low,
            "right" if view == "back" else "left",
            fontsize=TYPE["small"],
            color=c["quiet"],
            ha="right",
        )
        self.held = self.text(
            _X[1] - 0.01, _Y[1] - 0.035, "", "held", ha="right", fontsize=TYPE["title"], fontweight="bold"
        )
        self._members = None

    def update(self, result) -> None:
        """Show `result`."""
        g, basis = square(result.geometry), VIEWS[self.view][:2]
        if self._members is None:
            side = np.array(g.fascicle_side)
            self._members = {
                (group, way): np.flatnonzero((np.array(g.fascicle_group) == group) & (side == way))
                for row in self.groups for group in row for way in ("left", "right")
            }  # fmt: skip
            self._middle = (np.array(g.path_start[:-1]) + np.array(g.path_start[1:])) // 2
        self.skeleton.place(placements(self.view, g, result.person.height_m))
        tall = result.person.height_m / 1.75
        for patch, joint, axis, level in zip(self.discs, g.joint_m, g.disc_axis, LEVELS, strict=True):
            up, at = basis @ axis, basis @ joint
            patch.place(
                np.array([[up[1] * tall, up[0] * tall, at[0]], [-up[0] * tall, up[1] * tall, at[1]], [0, 0, 1]])
            )
            patch.set_facecolor(load_colour(result.compression_n[level]))
        self.strands.update(g)
        self._label(g, basis)
        self.held.set_text("" if result.held else "cannot be held: forces are no prediction")

    def _label(self, g, basis) -> None:
        force, at, halo = g.fascicle_force_n, 0, []
        for side, chosen in zip((-1, 1), self.groups, strict=True):
            way = "right" if (side > 0) == (self.view == "back") else "left"  # the person's side that is seen there
            anchors = []
            for group in chosen:
                members = self._members[group, way]
                k = self._middle[members[force[members].argmax()]]  # the middle of its strongest line
                anchors.append((basis @ (g.path_m[k - 1] + g.path_m[k]) / 2, group))
            # From top to bottom as they are reached, so that no leader crosses another.
            anchors.sort(key=lambda found: -found[0][1])
            rows = spread([spot[1] for spot, _ in anchors], _STEP, _LOW, _HIGH)
            for (spot, group), y in zip(anchors, rows, strict=True):
                x = side * (_WING_M + 0.005)
                leader = [(side * _WING_M, y), (side * (_WING_M - 0.02), y), tuple(spot)]
                halo += [*leader, (np.nan, np.nan)]
                self.leaders[at].set_data(*zip(*leader, strict=True))
                self.dots[at].place(np.array([[0.0044, 0, spot[0]], [0, 0.0044, spot[1]], [0, 0, 1]]))
                self.names[at].set_text(group)
                self.names[at].set_position((x, y - 0.006))
                for i, which in enumerate(("left", "right")):
                    text = self.forces[2 * at + i]
                    text.set_text(f"{which} {force[self._members[group, which]].sum():.0f} N")
                    text.set_position((x, y - 0.031 - 0.024 * i))
                at += 1
        self.halo.set_data(*zip(*halo, strict=True))


def _groups(view: str) -> list[str]:
    """The muscle groups that a view shows."""
    return [group for group, family in FAMILY_OF.items() if family in _SHOWN[view] and group not in _HIDDEN[view]]


def _describe(result, view: str) -> str:
    if not result.held:
        return str(result)
    g, shown = result.geometry, _groups(view)
    total = {"left": 0.0, "right": 0.0}
    for group, side, newton in zip(g.fascicle_group, g.fascicle_side, g.fascicle_force_n.tolist(), strict=True):
        total[side] += newton * (group in shown)
    left, right = total["left"], total["right"]
    words = [f"{group} {result.group_force_n[group]:.0f} N" for group in shown]
    even = abs(left - right) < 0.05 * max(left + right, 1.0)
    sides = "both sides alike" if even else f"left {left:.0f} N, right {right:.0f} N in all"
    return f"{_TITLE[view]}: {', '.join(words)}; {sides}."


def describe_trunk_back(result) -> str:
    """What the plate from behind shows, in a sentence."""
    return _describe(result, "back")


def describe_trunk_front(result) -> str:
    """What the plate from the front shows, in a sentence."""
    return _describe(result, "front")


def draw_trunk_back(result, palette=LIGHT, ax=None) -> TrunkPlate:
    """Draw the back muscles of `result` from behind; `.figure` is a Matplotlib figure, `.update(result)` moves it."""
    plate = TrunkPlate("back", palette, ax)
    plate.update(result)
    return plate


def draw_trunk_front(result, palette=LIGHT, ax=None) -> TrunkPlate:
    """Draw the abdominal muscles of `result` from the front; see `draw_trunk_back`."""
    plate = TrunkPlate("front", palette, ax)
    plate.update(result)
    return plate
