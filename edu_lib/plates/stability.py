"""The plate of the lab "stability": where the trunk would give first, what tension buys and costs, what each muscle is worth."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.muscles import GROUPS
from edu_lib.models.stability import NOTHING
from edu_lib.models.stability_words import effort_words, more_words, signed_percent, stability_words, task_words
from edu_lib.params import capital
from edu_lib.sources import published

from .bones import VIEWS, outlines, placements
from .part import Part
from .skeleton import Skeleton
from .strands import FAMILY_OF
from .style import LIGHT, TYPE
from .trunk import square

__all__ = ["StabilityPlate", "describe_stability", "draw_stability"]

SIZE = (884.0, 684.0)  # points
_WIDE = 332.0  # of the figure on the left
_X, _Y = (-0.205, 0.205), (-0.312, 0.533)  # of the figure, metres; the same scale both ways
_LIMBS = ("shank", "foot", "hand", "forearm", "upper arm", "shoulders", "head", "thigh")
_SHIFT_M = 0.022  # how far the shape in which it would give first is drawn out
_HALF_M = 0.021  # half the width of a vertebra as drawn there
_SHOWN = 3  # fascicles drawn for each group and side
# The plane of price and gain, points and per cent.
_PX, _PY, _PRICE, _GAIN = (412.0, 850.0), (298.0, 106.0), (-10.0, 60.0), (-20.0, 60.0)
# The bars: left and right, first row, step, per cent at full.
_BX, _BY, _STEP, _FULL = (560.0, 806.0), 424.0, 23.0, 40.0


def describe_stability(result) -> str:
    """The plate in words."""
    return stability_words(result)


@lru_cache(maxsize=1)
def _found() -> tuple[float, float, float]:
    """What Grenier and McGill's brace cost and gained, and Cholewicki and VanVliet's largest loss, per cent."""
    rows = (
        ("grenier2007", "abdominal brace: change of compression"),
        ("grenier2007", "abdominal brace: change of stability"),
        ("cholewicki2002", "loss of stability when any one muscle is taken out, at most"),
    )
    return tuple(float(published("stability_iap", source=s, quantity=q)["value"]) for s, q in rows)


class _Body(Part):
    """The trunk from behind: bones, lines of pull as thick as they are stiff, and the shape in which it would give first."""

    def __init__(self, figure, palette):
        super().__init__(figure.add_axes((0, 0, _WIDE / SIZE[0], 1)), "stability-body", palette)
        c = palette
        self.ax.set(xlim=_X, ylim=_Y)
        groups = [
            ((bone.name,), 1.0 + i / 100, "bone_far" if bone.layer == "far" else "bone")
            for i, bone in enumerate(outlines("back"))
            if bone.body not in _LIMBS
        ]
        plain = ("pelvis", "back ribs", "thoracic vertebrae", "front ribs and breast bone")
        self.skeleton = Skeleton(self, "back", groups, shaded=True, plain=plain, tolerance_m=0.0004)
        self.lines = {}
        for i, group in enumerate(GROUPS):
            style = {"color": c[FAMILY_OF[group]], "solid_capstyle": "round", "zorder": 3 + i / 100}
            self.lines[group] = self.keep(f"pull{i}", self.ax.add_line(Line2D([], [], **style)))
        style = {"color": c["ink"], "linewidth": 2.0, "linestyle": (0, (4, 2)), "zorder": 5}
        self.halo = self.keep("halo", self.ax.add_line(Line2D([], [], color=c["paper"], linewidth=4.5, zorder=4.9)))
        self.shape_line = self.keep("mode", self.ax.add_line(Line2D([], [], **style)))
        self._shown = None

    def update(self, r) -> None:
        if self._shown is not r.geometry:  # the same object as long as only forces change
            self._shown = r.geometry
            self._square = square(r.geometry)
            self.skeleton.place(placements("back", self._square, 1.75))
            self._muscles(self._square)
        g = self._square
        stiff = np.array([r.group_stiffness_percent[group] for group in GROUPS])
        for group, percent in zip(GROUPS, stiff, strict=True):
            line, silent = self.lines[group], group == r.lost
            line.set_linewidth(1.6 if silent else round(0.4 + 0.75 * float(np.sqrt(max(percent, 0.0))), 1))
            line.set_linestyle((0, (2, 2)) if silent else "-")
        self._mode(g, r)

    def _muscles(self, g) -> None:
        names, start = np.array(g.fascicle_group), g.path_start
        path = g.path_m @ VIEWS["back"][:2].T
        side = np.array(g.fascicle_side)
        for group, line in self.lines.items():
            parts = []
            for way in ("right", "left"):
                own = np.flatnonzero((names == group) & (side == way))
                for i in own[np.unique(np.linspace(0, len(own) - 1, _SHOWN).round().astype(int))]:
                    parts += [path[start[i] : start[i + 1]], [[np.nan, np.nan]]]
            line.set_data(*np.vstack(parts).T)

    def _mode(self, g, r) -> None:
        """The bends of the weakest direction, drawn out until the largest shift to the side is `_SHIFT_M`.

        Only what is seen from behind: a turn forward, backward or round the long axis leaves the shape as it is.
        """
        bend = r.mode[:, 1]
        joints = g.joint_m[::-1] @ VIEWS["back"][:2].T  # L5/S1 first
        top = (g.origin_m[6] + g.rotation[6] @ np.array([0.0, 0.22, 0.0])) @ VIEWS["back"][:2].T
        way = np.vstack([joints, top])
        height = way[:, None, 1] - joints[None, :, 1]
        far = float(abs((bend * height * np.tri(7, 6, -1)).sum(axis=1)).max())
        angle = np.cumsum(bend) * min(_SHIFT_M / max(far, 1e-6), 0.6)
        points, at = [], joints[0]
        for k in range(6):
            c, s = np.cos(angle[k]), np.sin(angle[k])
            turn = np.array([[c, s], [-s, c]])  # to the right
            up, wide = turn @ (way[k + 1] - way[k]), turn @ np.array([_HALF_M, 0.0])
            if k < 5:
                low, high = at + 0.14 * up, at + 0.86 * up
                points += [low - wide, low + wide, high + wide, high - wide, low - wide, [np.nan, np.nan]]
            else:
                points += [at, at + up]
            at = at + up
        seen = np.array(points)
        for line in (self.halo, self.shape_line):
            line.set_data(*seen.T)


class StabilityPlate:
    """Draw once with `StabilityPlate()`, then `update(result)` as often as you like; `show_trails` adds the ways to get there.

    `picks` : id of a muscle's lines -> the group that falls silent.
    """

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        self.page = page = Part(self.figure.add_axes((0, 0, 1, 1)), "stability", palette)
        page.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.body = _Body(self.figure, palette)
        self.body.ax.set_zorder(-1)
        page.ax.patch.set_visible(False)
        self.c = palette
        head = {"fontsize": TYPE["title"], "fontweight": "bold"}
        page.text(8, 24, "Where it would give first", **head)
        quiet = {"fontsize": TYPE["small"], "color": palette["quiet"]}
        page.text(8, 44, "from behind; dashed, drawn out many times", **quiet)
        page.text(8, SIZE[1] - 62, "Thicker: a larger part of the muscles' stiffness", **quiet)
        self.first = page.text(8, SIZE[1] - 36, "", "first", fontsize=TYPE["label"], fontweight="bold")
        self.hold = page.text(8, SIZE[1] - 14, "", "hold", fontsize=TYPE["label"])
        self._plane(head, quiet)
        self._bars(head, quiet)
        self._trail_key = None
        self._hide_trails()
        self.live = self.body.live | page.live
        self.picks = {line.get_gid(): group for group, line in self.body.lines.items()}

    def _plane(self, head, quiet) -> None:
        page, c = self.page, self.c
        page.text(356, 24, "What tension buys, and what it costs", **head)
        self.task = page.text(356, 46, "", "task", fontsize=TYPE["label"])
        self.effort = page.text(356, 65, "", "effort", fontsize=TYPE["label"])
        for k in range(0, 61, 20):
            x, y = self.at(k, k)
            page.ax.plot([x, x], _PY, color=c["track"], linewidth=1.2, zorder=1)
            page.ax.plot(_PX, [y, y], color=c["track"], linewidth=1.2, zorder=1)
            page.text(x, _PY[0] + 18, signed_percent(k), ha="center", **quiet)
            page.text(_PX[0] - 6, y + 5, signed_percent(k), ha="right", **quiet)
        zero = self.at(0, 0)
        page.ax.plot([zero[0]] * 2, _PY, color=c["rule"], linewidth=1.4, zorder=1.1)
        page.ax.plot(_PX, [zero[1]] * 2, color=c["rule"], linewidth=1.4, zorder=1.1)
        page.text(_PX[1], _PY[0] + 38, "Price: compression of L4/L5, against relaxed", ha="right", **quiet)
        page.text(_PX[0] - 44, _PY[1] - 12, "Gain: mean stiffness, against relaxed", **quiet)
        price, gain, _ = _found()
        x, y = self.at(price, gain)
        diamond = Path(np.array([(0, -8), (8, 0), (0, 8), (-8, 0), (0, -8)]) + (x, y), closed=True)
        page.shape("found", diamond, facecolor=c["paper"], edgecolor=c["measured"], linewidth=2.2, zorder=3)
        small = {"fontsize": TYPE["small"], "color": c["measured"], "ha": "center"}
        page.text(x, y - 33, "brace in the study", **small)
        page.text(x, y - 16, f"{signed_percent(gain)} for {signed_percent(price)}", **small)
        self.trails, self.keys = {}, {}
        for name, role, dash, at in (("brace", "belly", "-", -7.0), ("hollow", "deep", (0, (3, 2)), -15.0)):
            style = {"color": c[role], "linewidth": 2.6, "linestyle": dash, "zorder": 2}
            self.trails[name] = page.keep(f"trail-{name}", page.ax.add_line(Line2D([], [], **style)))
            x, y = self.at(36, at)
            sample = page.keep(f"sample-{name}", page.ax.add_line(Line2D([x, x + 34], [y, y], **style)))
            self.keys[name] = (sample, page.text(x + 42, y + 5, "", f"key-{name}", fontsize=TYPE["small"]))
        page.shape(
            "origin", Path.unit_circle(), facecolor=c["paper"], edgecolor=c["ink"], linewidth=1.6, zorder=3.5
        ).place(np.array([[4.5, 0, zero[0]], [0, 4.5, zero[1]], [0, 0, 1.0]]))
        self.dot = page.shape(
            "dot", Path.unit_circle(), facecolor=c["ink"], edgecolor=c["paper"], linewidth=1.4, zorder=5
        )
        self.here = page.text(0, 0, "", "here", fontsize=TYPE["label"], fontweight="bold", zorder=5)

    def _bars(self, head, quiet) -> None:
        page, c = self.page, self.c
        page.text(356, _BY - 34, "Mean stiffness lost when one group falls silent", **head)
        limit = _found()[2]
        x = self.loss_x(limit)
        page.ax.plot(
            [x, x], [_BY - 8, _BY + _STEP * 11 - 6], color=c["measured"], linewidth=2.0, linestyle=(0, (5, 3)), zorder=3
        )
        self.limit = page.text(
            x - 6, _BY - 13, f"study: none above {limit:.0f} %", ha="right", fontsize=TYPE["small"], color=c["measured"]
        )
        page.ax.plot([_BX[0]] * 2, [_BY - 4, _BY + _STEP * 11 - 6], color=c["rule"], linewidth=1.4, zorder=3)
        self.names, self.bars, self.values = [], [], []
        for i in range(len(GROUPS)):
            y = _BY + _STEP * i
            self.names.append(page.text(_BX[0] - 10, y + 11, "", f"group{i}", ha="right", fontsize=TYPE["small"]))
            bar = Rectangle((_BX[0], y), 0, 14, edgecolor=c["ink"], linewidth=0.8, zorder=2)
            self.bars.append(page.keep(f"bar{i}", page.ax.add_patch(bar)))
            self.values.append(page.text(0, y + 11.5, "", f"loss{i}", fontsize=TYPE["small"], zorder=4))

    @staticmethod
    def at(price: float, gain: float) -> tuple[float, float]:
        """Where a price and a gain, per cent, lie on the page; what is beyond the plane stands at its rim."""
        x = (min(max(price, _PRICE[0]), _PRICE[1]) - _PRICE[0]) / (_PRICE[1] - _PRICE[0])
        y = (min(max(gain, _GAIN[0]), _GAIN[1]) - _GAIN[0]) / (_GAIN[1] - _GAIN[0])
        return _PX[0] + x * (_PX[1] - _PX[0]), _PY[0] + y * (_PY[1] - _PY[0])

    @staticmethod
    def loss_x(percent: float) -> float:
        return _BX[0] + (_BX[1] - _BX[0]) * min(percent / _FULL, 1.0)

    def update(self, r) -> None:
        """Show `r`; the trails are taken away where they are of another task."""
        self.body.update(r)
        self.task.set_text(task_words(r))
        self.effort.set_text(capital(effort_words(r)) + (f"; {r.lost} silent" if r.lost != NOTHING else ""))
        self.first.set_text(capital(r.weakest))
        held = f"stiff enough for {more_words(r).removesuffix(' on the shoulders').removeprefix('about ')} on top"
        self.hold.set_text(
            "the other muscles cannot balance this" if not r.balanced else
            held if r.holds else "needs other muscles or reflexes to hold it"
        )  # fmt: skip
        known = r.relaxed_holds and r.holds and r.balanced
        x, y = self.at(r.compression_percent, r.index_percent if known else _GAIN[0])
        self.dot.set_visible(known)
        self.dot.place(np.array([[7.0, 0, x], [0, 7.0, y], [0, 0, 1.0]]))
        plain = r.lost == NOTHING and not r.brace and not r.hollow
        words = "the others cannot balance this" if not r.balanced else "needs other muscles or reflexes"
        if r.balanced and r.holds:
            words = "holds, which relaxed it would not"
        if known:
            words = (
                "relaxed" if plain else f"{signed_percent(r.index_percent)} for {signed_percent(r.compression_percent)}"
            )
        self._say(words, x, y, known, plain)
        key = (r.task, r.hands_load_kg, r.trunk_flexion_deg, r.q)
        if self._trail_key != key:
            self._hide_trails()
        self._rank(r)

    def _say(self, words, x, y, known, relaxed) -> None:
        """Write what the dot stands for below and right of it, where no trail goes; never across the line of no gain."""
        zero = self.at(0, 0)
        if relaxed or not known:
            at, side = (x - 9, y + 20) if known else (zero[0] + 10, _PY[0] - 14), "right" if known else "left"
        else:
            side = "right" if x > _PX[1] - 150 else "left"
            low = y + 24
            if zero[1] - 3 < low < zero[1] + 18:
                low = zero[1] + 18
            if low > zero[1] and (x > self.at(36, 0)[0] - 165 or low > _PY[0] - 8):
                low = y - 11  # the trails' names stand there, or the page of the plane ends
            at = (x + (10 if side == "left" else -10), low)
        self.here.set(text=words, x=at[0], y=at[1], ha=side)

    def _hide_trails(self) -> None:
        for name, (sample, words) in self.keys.items():
            self.trails[name].set_visible(False)
            sample.set_visible(False)
            words.set_text("")

    def _rank(self, r) -> None:
        order = sorted(r.loss_percent.items(), key=lambda item: (item[1], GROUPS.index(item[0])))
        for (group, loss), name, bar, value in zip(order, self.names, self.bars, self.values, strict=True):
            silent = group == r.lost
            name.set(text=group, fontweight="bold" if silent else "normal")
            gone = loss != loss or loss <= -99.5
            wide = self.loss_x(_FULL if gone else max(-loss, 0.0)) - _BX[0]
            bar.set_width(wide)
            bar.set_facecolor(self.c["paper"] if gone else self.c[FAMILY_OF[group]])
            bar.set_linewidth(2.4 if silent else 0.8)
            value.set_text("needs others or reflexes" if gone else signed_percent(loss))
            value.set(x=_BX[0] + 8 if gone else _BX[0] + wide + 6)

    def show_trails(self, key, trails) -> None:
        """Draw name -> list of (price, gain, effort): how the task (its `key`) answers to more and more brace or hollow."""
        self._trail_key = key
        self._hide_trails()
        for name, points in trails.items():
            if points:
                sample, words = self.keys[name]
                self.trails[name].set_data(*np.array([self.at(p, g) for p, g, _ in points]).T)
                self.trails[name].set_visible(True)
                sample.set_visible(True)
                words.set_text(f"{name}, up to {100 * points[-1][2]:.0f} %")


def draw_stability(result, palette=LIGHT) -> StabilityPlate:
    """Draw a `Stability`; `.figure` is a Matplotlib figure."""
    plate = StabilityPlate(palette)
    plate.update(result)
    return plate
