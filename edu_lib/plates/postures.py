"""Measured disc pressures by posture: bars with small figures, sorted, with sitting set against standing."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.postures import sitting_words

from .figures import figure_of
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["PosturesPlate", "describe_postures", "draw_postures"]

SIZE = (884.0, 600.0)  # points
_ROWS, _TOP, _END = 10, 100.0, 570.0
_RANK_X, _FIGURE_X, _NAME_X, _LEFT, _RIGHT = 24.0, 52.0, 122.0, 322.0, 660.0
_TALL = 44.0  # of a figure's box
_BRACKET_X = 716.0
_FULL = {"MPa": (2.5, 0.5), "times standing": (5.0, 1.0)}  # end of the scale, distance of its ticks


class PosturesPlate(Part):
    """Draw once with `PosturesPlate()`, then `update(result, order)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "postures", palette)
        ax, c = self.ax, palette
        ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.headline = self.text(4, 26, "", "headline", fontsize=TYPE["head"], fontweight="bold")
        self.who = self.text(4, 50, "", "who", fontsize=TYPE["label"])
        self.conflict = self.text(4, 72, "", "conflict", fontsize=TYPE["label"])
        self.rank_title = self.text(4, 92, "", "rank-title", fontsize=TYPE["small"], color=c["quiet"])
        self.line = self.keep(
            "standing", ax.add_line(Line2D([], [], color=c["ink"], linewidth=1.4, linestyle=(0, (5, 3)), zorder=3))
        )
        self.line_words = self.text(0, 94, "standing", "standing-words", ha="center", fontsize=TYPE["small"])
        self.ticks = self.keep("ticks", ax.add_line(Line2D([], [], color=c["rule"], linewidth=1.0, zorder=1)))
        self.tick_texts = [
            self.text(0, _END + 20, "", f"tick{i}", ha="center", fontsize=TYPE["small"], color=c["quiet"])
            for i in range(6)
        ]
        self.slots = [_Slot(self, i) for i in range(_ROWS)]
        self.bracket = self.keep("bracket", ax.add_line(Line2D([], [], color=c["ink"], linewidth=1.8, zorder=3)))
        self.reversal = [
            self.text(_BRACKET_X + 14, 0, "", f"reversal{i}", fontsize=TYPE["label"], fontweight="bold")
            for i in range(2)
        ]

    def update(self, result, order: tuple[str, ...] = ()) -> None:
        """Show `result`; `order` holds the ids as a student ordered them, lowest first, and puts their rank beside each bar."""
        pressure = "Pressure in the disc"
        self.headline.set_text(f"{pressure}, {result.unit}" if result.unit == "MPa" else f"{pressure}, times standing")
        self.who.set_text(result.who)
        self.conflict.set_text(_conflict(result))
        ranks = (
            {name: place for place, name in enumerate(order, 1)} if {r.id for r in result.rows} <= set(order) else {}
        )
        self.rank_title.set_text("your place" if ranks else "")
        full, step = _FULL[result.unit]
        scale, high = (_RIGHT - _LEFT) / full, (_END - _TOP) / len(result.rows)
        line = _LEFT + scale * result.rows[result.standing].value
        for i, slot in enumerate(self.slots):
            if i < len(result.rows):
                row = result.rows[i]
                marked = i in (result.standing, result.sitting)
                slot.show(row, _TOP + (i + 0.5) * high, scale, line, ranks.get(row.id), marked, result.unit)
            else:
                slot.hide()
        self.line.set_data([line, line], [_TOP - 2, _END])
        self.line_words.set_x(line)
        xs, ys = [_LEFT, _LEFT], [_TOP - 2, _END]
        for i, text in enumerate(self.tick_texts):
            at = _LEFT + scale * step * i
            text.set_text(f"{step * i:g}")
            text.set_x(at)
            xs += [np.nan, at, at]
            ys += [np.nan, _END, _END + 5]
        self.ticks.set_data(xs, ys)
        a, b = (_TOP + (i + 0.5) * high for i in (result.standing, result.sitting))
        self.bracket.set_data([_BRACKET_X - 7, _BRACKET_X, _BRACKET_X, _BRACKET_X - 7], [a, a, b, b])
        words = sitting_words(result.sitting_percent).removesuffix(" than")
        for text, line, dy in zip(self.reversal, (f"sitting {words}", "than standing"), (-3, 15), strict=True):
            text.set_text(line)
            text.set_y((a + b) / 2 + dy)


class _Slot:
    """One row: the student's rank, figure, name, bar, value and badge; it stands where it is shown."""

    def __init__(self, part: PosturesPlate, i: int):
        self.palette = c = part.palette
        ax = part.ax
        ring = {"facecolor": c["paper"], "edgecolor": c["ink"], "linewidth": 1.4, "zorder": 2}
        self.chip = part.shape(f"chip{i}", Path.unit_circle(), **ring)
        bold = {"fontweight": "bold", "zorder": 3}
        self.rank = part.text(_RANK_X, 0, "", f"rank{i}", ha="center", fontsize=TYPE["small"], **bold)
        thin = {"color": c["rule"], "linewidth": 1.6, "solid_capstyle": "round", "zorder": 2}
        self.rest = part.keep(f"rest{i}", ax.add_line(Line2D([_FIGURE_X, _NAME_X], [_TOP, _TOP], **thin)))
        thick = {
            "color": c["ink"],
            "linewidth": 3.4,
            "solid_capstyle": "round",
            "solid_joinstyle": "round",
            "zorder": 3,
        }
        self.body = part.keep(f"body{i}", ax.add_line(Line2D([_FIGURE_X, _NAME_X], [_TOP, _TOP], **thick)))
        self.head = part.shape(f"head{i}", Path.unit_circle(), facecolor=c["ink"], zorder=3)
        box = {"facecolor": c["box"], "edgecolor": c["paper"], "linewidth": 1.0, "zorder": 4}
        self.box = part.shape(f"box{i}", Path.unit_rectangle(), **box)
        self.name = part.text(_NAME_X, 0, "", f"name{i}", fontsize=TYPE["label"])
        bar = {"edgecolor": c["ink"], "linewidth": 0.9, "zorder": 2}
        # Standing and sitting wear the colour of what is measured; an arrowhead before the name is the second cue.
        self.bar = part.keep(f"bar{i}", ax.add_patch(Rectangle((_LEFT, 0), 0, 22, facecolor=c["idle"], **bar)))
        self.value = part.text(0, 0, "", f"value{i}", fontsize=TYPE["label"], **bold)
        self.badge = part.text(0, 0, "", f"badge{i}", fontsize=12.0, color=c["quiet"])
        self.mark = part.text(_NAME_X - 9, 0, "", f"mark{i}", ha="center", fontsize=TYPE["label"], **bold)

    def hide(self) -> None:
        for artist in (self.rest, self.body, self.head, self.box, self.chip, self.bar):
            artist.set_visible(False)
        for text in (self.rank, self.name, self.value, self.badge, self.mark):
            text.set_text("")

    def show(self, row, y: float, scale: float, line: float, rank: int | None, marked: bool, unit: str) -> None:
        """Show `row` at height `y`; `line` is where standing's value stands, and no word stands on it."""
        for artist in (self.rest, self.body, self.head, self.bar):
            artist.set_visible(True)
        self.chip.set_visible(rank is not None)
        self.chip.place(np.array([[12, 0, _RANK_X], [0, 12, y], [0, 0, 1.0]]))
        self.rank.set_text("" if rank is None else str(rank))
        self.name.set_text(row.words)
        self.mark.set_text("▸" if marked else "")
        self.bar.set_bounds(_LEFT, y - 11, scale * row.value, 22)
        self.bar.set_facecolor(self.palette["measured" if marked else "idle"])
        words = f"{row.value:.2f} MPa" if unit == "MPa" else f"{row.value:.2f} ×"
        end = _LEFT + scale * row.value
        x = (line if end < line else end) + 8
        self.value.set_text(words)
        self.value.set_x(x)
        self.badge.set_text(f"({row.badge})")
        self.badge.set_x(x + (80 if unit == "MPa" else 58))
        for text in (self.rank, self.name, self.value, self.badge, self.mark):
            text.set_y(y + 5)
        head, radius, body, rest, box = figure_of(row.words)
        low = y + 0.5 * _TALL
        self.head.place(_placed(radius, radius, *head, low))
        self.body.set_data(_FIGURE_X + _TALL * body[:, 0], low - _TALL * body[:, 1])
        self.rest.set_data(_FIGURE_X + _TALL * rest[:, 0], low - _TALL * rest[:, 1])
        self.box.set_visible(box is not None)
        if box:
            self.box.place(_placed(box[2], box[3], box[0], box[1], low))


def _placed(wide: float, tall: float, x: float, y: float, low: float) -> np.ndarray:
    return np.array([[_TALL * wide, 0, _FIGURE_X + _TALL * x], [0, -_TALL * tall, low - _TALL * y], [0, 0, 1.0]])


def _conflict(result) -> str:
    """What the other two found of sitting."""
    found = [f"{name}: {sitting_words(percent).removesuffix(' than')}" for name, percent in result.others]
    own = sitting_words(result.sitting_percent)
    return f"Here sitting presses {own} standing; {'; '.join(found)}. They conflict."


def describe_postures(result, order: tuple[str, ...] = ()) -> str:
    """What the plate shows, in sentences."""
    unit = "MPa" if result.unit == "MPa" else "times standing"
    listed = "; ".join(f"{row.words} {row.value:.2f} ({row.badge})" for row in result.rows)
    parts = [f"{result.who}. From low to high, in {unit}: {listed}.", _conflict(result)]
    ids = [row.id for row in result.rows]
    if order and set(ids) <= set(order):
        right = sum(mine == theirs for mine, theirs in zip(ids, order, strict=False))
        parts.append(f"In your order {right} of {len(ids)} stand at the measured place.")
    if result.note:
        parts.append(result.note)
    return " ".join(parts)


def draw_postures(result, palette=LIGHT, order: tuple[str, ...] = ()) -> PosturesPlate:
    """Draw the measured postures of `result`; `.figure` is a Matplotlib figure."""
    plate = PosturesPlate(palette)
    plate.update(result, order)
    return plate
