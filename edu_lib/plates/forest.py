"""The plate of the lab "forest": published results of one comparison on one axis, each with its interval and certainty.

A review's own pooled result is a diamond as wide as its interval, one trial a square with a line. How much of the mark is filled,
and a word beside it, say how certain the result is. A line that can be moved stands where an effect begins to be worth it.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.path import Path

from edu_lib.models.forest import Forest
from edu_lib.models.trials import Row, certainty_words, high_bias, interval_words
from edu_lib.params import capital, signed

from .part import Part
from .style import LIGHT, TYPE

__all__ = ["ForestPlate", "describe_forest", "draw_forest"]

SIZE = (884.0, 752.0)  # points
LEFT, RIGHT = 312.0, 648.0  # of the axis
TOP, BASE = 80.0, 578.0  # of the rows
_NUMBERS = 662.0  # where the numbers at the right begin
MOST = 14  # rows
# (unit, wide) -> ends of the axis, better to worse, and the step of its ticks. The same for all questions that allow it, so that
# results move on the page when the comparator changes and not the axis.
AXES = {
    ("points", False): (-26.0, 10.0, 5.0), ("points", True): (-42.0, 14.0, 10.0),
    ("SD", False): (-1.7, 1.0, 0.5), ("SD", True): (-2.7, 0.9, 0.5),
}  # fmt: skip
# Of `WORTH`, after "of 3 intervals, beyond 15 points: 1 ...".
_SHORT = {
    "whole interval": "wholly",
    "part": "in part",
    "could go either way": "could go either way",
    "none": "not at all",
}


def line_words(forest: Forest) -> str:
    """The worth-it line in words: "15 points", "0.5 SD"."""
    value = forest.line
    return f"{value:g} {'SD' if forest.question.unit == 'SD' else 'points' if value != 1 else 'point'}"


def _label(forest: Forest, row: Row) -> str:
    """The second line of a row's label: what is compared, where that differs, and when."""
    words = " v ".join(getattr(row, column) for column in forest.question.says)
    if forest.question.says == ("against",):
        words = f"v {words}"
    if row.outcome == "leg pain":
        words = f"{row.outcome}, {words}"
    return f"{words}, {row.timepoint}"


def _number(row: Row) -> str:
    """Effect and interval with the digits they were printed with."""
    mean, low, high = (signed(value, "g") for value in (row.effect, row.ci_low, row.ci_high))
    return f"{mean} ({low} to {high})" + (" ×10" if row.converted != 1 else "")


class ForestPlate(Part):
    """Draw once with `ForestPlate()`, then `update(forest)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "forest", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        c, small = palette, TYPE["small"]
        self._shown = None
        self.title = self.text(8, 26, "", "title", fontsize=TYPE["title"], fontweight="bold")
        self.what = self.text(SIZE[0] - 8, 26, "", "what", ha="right", fontsize=TYPE["label"], color=c["quiet"])
        self.zone = self.keep(
            "zone",
            self.ax.add_patch(Rectangle((LEFT, TOP - 18), 0, BASE - TOP + 18, facecolor=c["track"], zorder=0)),
        )
        self.zero = self.stroke("zero", color=c["ink"], linewidth=1.6, zorder=1)
        self.marks = self.stroke("marks", color=c["rule"], linewidth=1.2, zorder=1)
        quiet = {"fontsize": small, "color": c["quiet"]}
        self.ticks = [self.text(0, BASE + 19, "", f"tick{i}", ha="center", **quiet) for i in range(8)]
        self.none = self.text(0, BASE + 39, "no difference", "none", ha="center", fontsize=small)
        bold = {"fontsize": small, "fontweight": "bold"}
        self.ends = [
            self.text(0, BASE + 39, "", "treated", ha="right", **bold),
            self.text(0, BASE + 39, "", "other", ha="left", **bold),
        ]
        # The worth-it line, with a handle at its top.
        self.worth = self.stroke("worth", color=c["chosen"], linewidth=2.4, linestyle=(0, (5, 3)), zorder=1.5)
        self.worth_words = self.text(0, 58, "", "worthwords", ha="right", color=c["chosen"], **bold)
        self.handle = self.shape(
            "handle", Path.unit_circle(), facecolor=c["chosen"], edgecolor=c["paper"], linewidth=2.0, zorder=6
        )
        self._worth_line = (self.worth, self.worth_words, self.handle)
        self.handles = {"forest-handle": "worth"}
        self.handle_names = {"forest-handle": "the worth-it line"}
        self.rows = [self._row(i) for i in range(MOST)]
        self.why = [
            self.text(SIZE[0] / 2, 250 + 26 * i, "", f"why{i}", ha="center", fontsize=TYPE["label"]) for i in range(4)
        ]
        self.tally = self.text(8, BASE + 72, "", "tally", fontsize=TYPE["label"], fontweight="bold")
        self.notes = [
            self.text(8, BASE + 94, "", "note0", fontsize=small),
            self.text(8, BASE + 115, "", "note1", **quiet),
        ]
        self._key(BASE + 154)

    def _row(self, i: int) -> dict:
        c, small = self.palette, TYPE["small"]
        edge = {"edgecolor": c["measured"], "linewidth": 1.8, "joinstyle": "miter"}
        return {
            "who": self.text(8, 0, "", f"who{i}", fontsize=TYPE["label"], fontweight="bold"),
            "what": self.text(8, 0, "", f"what{i}", fontsize=small, color=c["quiet"]),
            "number": self.text(_NUMBERS, 0, "", f"number{i}", fontsize=TYPE["label"], fontweight="bold"),
            "sure": self.text(_NUMBERS, 0, "", f"sure{i}", fontsize=small, color=c["quiet"]),
            "whisker": self.stroke(f"whisker{i}", color=c["measured"], linewidth=2.4, zorder=2.5),
            "back": self.shape(f"back{i}", facecolor=c["paper"], zorder=3),
            "fill": self.shape(f"fill{i}", facecolor=c["measured"], zorder=4),
            "rim": self.shape(f"rim{i}", **edge, zorder=5),
        }

    def _key(self, y: float) -> None:
        """What the marks mean, in a row at the foot."""
        c = self.palette
        self.stroke(None, [8, SIZE[0] - 8], [y - 22, y - 22], color=c["track"], linewidth=1.4)
        x = 8.0
        for words, kind, width in (
            ("a review", "review", 96), ("one trial", "trial", 96), ("certainty moderate", "full", 158),
            ("low to moderate", "half", 140), ("low, or biased", "none", 132), ("not graded", "grey", 110),
        ):  # fmt: skip
            middle = x + 14
            if kind == "trial":
                outline = [(middle - 7, y - 12), (middle + 7, y - 12), (middle + 7, y + 2), (middle - 7, y + 2)]
                self.stroke(None, [x, x + 28], [y - 5, y - 5], color=c["quiet"], linewidth=2.4, zorder=2)
            else:
                outline = [(x, y - 5), (middle, y - 13), (x + 28, y - 5), (middle, y + 3)]
            fill = c["measured" if kind == "full" else "idle" if kind == "grey" else "paper"]
            edge = c["quiet" if kind in ("review", "trial") else "measured"]
            self.ax.add_patch(Polygon(outline, facecolor=fill, edgecolor=edge, linewidth=1.8, zorder=3))
            if kind == "half":
                left = [(min(px, middle), py) for px, py in outline]
                self.ax.add_patch(Polygon(left, facecolor=c["measured"], edgecolor="none", zorder=4))
            self.text(x + 36, y, words, fontsize=TYPE["small"], color=c["quiet"])
            x += width + 24

    # ------------------------------------------------------------------------------------------------------ update

    def x(self, value: float) -> float:
        """Where `value` lies on the page."""
        low, high, _ = self._axis
        return LEFT + (RIGHT - LEFT) * (value - low) / (high - low)

    def value(self, x: float) -> float:
        """The value at `x` of the page, for the handle."""
        low, high, _ = self._axis
        return low + (high - low) * (x - LEFT) / (RIGHT - LEFT)

    def update(self, forest: Forest) -> None:
        """Show `forest`; where it has no rows, the sentence that says why, and no axis."""
        self._axis = AXES[forest.question.unit, forest.wide]
        shown = (forest.name, forest.outcome, forest.time, forest.rows, forest.dropped)
        if shown != self._shown:
            self._shown = shown
            self._draw_axis(forest)
            self._draw_rows(forest)
            for artist in (self.zone, self.zero, self.marks, self.none, *self.ends, *self._worth_line):
                artist.set_visible(bool(forest.rows))
        self._draw_worth(forest)

    def _draw_axis(self, forest: Forest) -> None:
        low, high, step = self._axis
        self.title.set_text(capital(forest.name.removeprefix("SMD: ")))
        unit = "standard deviations (SMD)" if forest.question.unit == "SD" else "points of 100"
        self.what.set_text(f"difference in {forest.outcome}, {unit}" if forest.rows else "")
        ticks = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
        xs = [self.x(t) for t in ticks]
        # The axis and its ticks, in one line with gaps.
        self.marks.set_data(
            [LEFT, RIGHT, np.nan, *np.ravel([[x, x, np.nan] for x in xs])],
            [BASE, BASE, np.nan, *[BASE, BASE + 6, np.nan] * len(xs)],
        )
        for i, text in enumerate(self.ticks):
            text.set_visible(bool(forest.rows) and i < len(ticks))
            if i < len(ticks):
                text.set_text(signed(ticks[i], "g"))
                text.set_x(xs[i])
        zero = self.x(0.0)
        self.zero.set_data([zero, zero], [TOP - 18, BASE])
        self.none.set_x(zero)
        for text, words, x in (
            (self.ends[0], f"\N{LEFTWARDS ARROW} better with {forest.question.treated}", zero - 54),
            (self.ends[1], f"better with {forest.question.other} \N{RIGHTWARDS ARROW}", zero + 54),
        ):
            text.set_text(words)
            text.set_x(x)

    def _draw_rows(self, forest: Forest) -> None:
        n = len(forest.rows)
        pitch = min(88.0, (BASE - TOP) / max(n, 1))
        top = TOP + (BASE - TOP - pitch * n) / 2
        for i, parts in enumerate(self.rows):
            for artist in parts.values():
                artist.set_visible(i < n)
            if i < n:
                self._place(forest, forest.rows[i], parts, top + pitch * (i + 0.5), min(13.0, pitch / 4.0))
        lines = _wrapped(forest.why, 74)
        for text, words in zip(self.why, [*lines, *[""] * 4], strict=False):
            text.set_text(words)
            text.set_visible(bool(words))

    def _place(self, forest: Forest, row: Row, parts: dict, y: float, half: float) -> None:
        recheck = " (recheck)" if row.badge == "recheck" else ""
        for key, words, dy in (
            ("who", f"{row.short}{recheck}", -3), ("what", _label(forest, row), 14),
            ("number", _number(row), -3), ("sure", certainty_words(row), 14),
        ):  # fmt: skip
            parts[key].set_text(words)
            parts[key].set_y(y + dy)
        a, m, b = (self.x(value) for value in (row.ci_low, row.effect, row.ci_high))
        if row.one_trial:
            parts["whisker"].set_data([a, b], [y, y])
            outline = [(m - 7, y - 7), (m + 7, y - 7), (m + 7, y + 7), (m - 7, y + 7)]
        else:
            parts["whisker"].set_data([], [])
            outline = [(a, y), (m, y - half), (b, y), (m, y + half)]
        for key in ("back", "rim"):
            parts[key].set_path(Path([*outline, outline[0]], closed=True))
        parts["fill"].set_path(Path(*_filled(outline, m, row)))
        graded = certainty_words(row).endswith("certainty")
        parts["fill"].set_facecolor(self.palette["measured" if graded else "idle"])

    def _draw_worth(self, forest: Forest) -> None:
        x = self.x(-forest.line)
        self.zone.set_width(x - LEFT)
        self.worth.set_data([x, x], [54, BASE])
        self.handle.place(np.array([[8.0, 0, x], [0, 8.0, 54], [0, 0, 1.0]]))
        self.worth_words.set_text(f"worth it from {line_words(forest)}")
        self.worth_words.set_x(x - 20)
        self.tally.set_text(tally(forest))
        for text, words in zip(self.notes, notes(forest), strict=True):
            text.set_text(words)


def _filled(outline: list, middle: float, row: Row) -> tuple:
    """What of a mark is filled: all (moderate or more, or not graded), its left half (low to moderate), or nothing (low)."""
    if high_bias(row):
        return np.zeros((2, 2)), None
    if row.certainty == "low to moderate":
        outline = [(min(x, middle), y) for x, y in outline]
    closed = [*outline, outline[0]]
    return closed, [Path.MOVETO, *[Path.LINETO] * (len(outline) - 1), Path.CLOSEPOLY]


def _wrapped(words: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(words, width)


def tally(forest: Forest) -> str:
    """How many rows reach the worth-it line, and with how much of their interval."""
    if not forest.rows:
        return ""
    line, n = line_words(forest), len(forest.rows)
    if n == 1:
        word = forest.worth[0]
        return {
            "whole interval": f"The whole interval lies beyond {line}",
            "part": f"Part of the interval lies beyond {line}",
            "could go either way": f"It could go either way: beyond {line}, or worse than the other care",
            "none": f"The whole interval falls short of {line}",
        }[word]
    if len(set(forest.worth)) == 1:
        all_of = "Both intervals" if n == 2 else f"All {n} intervals"
        return {
            "whole interval": f"{all_of} lie wholly beyond {line}",
            "part": f"{all_of} lie in part beyond {line}",
            "could go either way": f"{all_of} could go either way: beyond {line}, or worse than the other care",
            "none": f"{all_of} fall short of {line}",
        }[forest.worth[0]]
    parts = [f"{count} {_SHORT[word]}" for word, count in forest.counts.items() if count]
    return f"Of {n} intervals, beyond {line}: " + ", ".join(parts)


def notes(forest: Forest) -> tuple[str, str]:
    """Why there is no one diamond; and what was left out or multiplied."""
    more = []
    if forest.dropped is not None and forest.rows:
        s = "" if forest.dropped == 1 else "s"
        left = f"{forest.dropped or 'No'} row{s} of low certainty or high risk of bias left out."
        more.append(f"{left} Rows not graded stay, which is no good mark.")
    if forest.converted:
        more.append("×10: measured from 0 to 10.")
    return (forest.one_diamond if forest.rows else "", " ".join(more))


def describe_forest(forest: Forest) -> str:
    """The plate in sentences."""
    if forest.why:
        return forest.why
    n = len(forest.rows)
    first = min(forest.rows, key=lambda row: row.effect)
    last = max(forest.rows, key=lambda row: row.effect)
    parts = [f"{forest.name}, {forest.outcome}: {n} result{'s' if n > 1 else ''}."]
    parts.append(f"Largest: {first.short}, {first.timepoint}, {interval_words(first)}, {certainty_words(first)}.")
    if n > 1:
        parts.append(f"Smallest: {last.short}, {last.timepoint}, {interval_words(last)}, {certainty_words(last)}.")
    parts.append(f"{tally(forest)}.")
    if n > 1:
        parts.append(forest.one_diamond)
    if forest.dropped is not None:
        parts.append(notes(forest)[1])
    return " ".join(parts)


def draw_forest(forest: Forest, palette=LIGHT) -> ForestPlate:
    """Draw a `Forest`; `.figure` is a Matplotlib figure."""
    plate = ForestPlate(palette)
    plate.update(forest)
    return plate
