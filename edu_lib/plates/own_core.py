"""A student's core beside published ones: muscles as rows, definitions as columns, and how far they agree."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.own_core import GROUPS, MUSCLES, OwnCore, about_studies, core_definitions, own_core

from .part import Part
from .style import LIGHT, TYPE

__all__ = ["OwnCorePlate", "describe_own_core", "draw_own_core"]

SIZE = (916.0, 782.0)  # points
_NAME_X, _YOURS_X, _FIRST_X, _STEP = 18.0, 226.0, 313.0, 80.0
_TOP, _ROW, _CAPTION = 146.0, 23.5, 23.0  # where the rows begin, how high one is, and a group's name
_BIG, _SMALL = 7.6, 4.9  # of a disc: named, named with a reserve
_BAR = 62.0  # how long a full bar is
_LETTERS = 10  # of a line above a column
_COUNTS = ("in both", "only yours", "only theirs")


def _row_places() -> tuple[dict[str, float], dict[str, float], float]:
    """Heights of the muscles' rows and of the groups' names, and where the rows end."""
    rows, captions, y = {}, {}, _TOP
    for group, muscles in GROUPS.items():
        captions[group] = y + _CAPTION - 7
        y += _CAPTION
        for muscle in muscles:
            rows[muscle] = y + _ROW / 2
            y += _ROW
    return rows, captions, y


class OwnCorePlate(Part):
    """Draw once with `OwnCorePlate()`, then `update(result)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "own-core", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.rows, captions, self.end = _row_places()
        self.columns = [_FIRST_X + _STEP * i for i in range(len(core_definitions()))]
        self._still_part(captions)
        self.headline = self.text(4, 26, "", "headline", fontsize=TYPE["head"], fontweight="bold")
        self.closest = self.text(4, 50, "", "closest", fontsize=TYPE["label"])
        self.boxes = {muscle: self._box(muscle, y) for muscle, y in self.rows.items()}
        self.marks = {}
        for i, (one, x) in enumerate(zip(core_definitions(), self.columns, strict=True)):
            for muscle, y in self.rows.items():
                named, small = muscle in one.muscles, muscle in one.loosely
                self.marks[i, muscle] = self._disc(f"{i}-{MUSCLES.index(muscle)}", x, y, named, small)
        self.counts = [[self._number(i, j) for j in range(3)] for i in range(len(self.columns))]
        self.bars = [self._bar(i, x) for i, x in enumerate(self.columns)]
        self.shares = [self._number(i, 3) for i in range(len(self.columns))]

    def _still_part(self, captions: dict[str, float]) -> None:
        """What never changes: names, heads, hairlines, the legend and the sentence about the definitions."""
        c, ax = self.palette, self.ax
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        # The student's own column stands on a band, so that it is found first.
        ax.add_patch(
            Rectangle(
                (_YOURS_X - 35, 108), 70, self.end - 100, facecolor=c["track"], edgecolor=c["chosen"], linewidth=1.4
            )
        )
        self.text(_YOURS_X, _TOP - 4, "Yours", ha="center", fontsize=TYPE["title"], fontweight="bold")
        for one, x in zip(core_definitions(), self.columns, strict=True):
            lines = textwrap.wrap(one.name, _LETTERS)
            for up, line in enumerate(reversed(lines)):
                self.text(x, _TOP - 4 - 16.5 * up, line, ha="center", fontsize=TYPE["small"])
        hair = {"color": c["rule"], "linewidth": 0.6, "zorder": 0}
        for group, y in captions.items():
            self.text(4, y, group, fontsize=TYPE["label"], fontweight="bold")
            ax.add_line(Line2D([4, SIZE[0] - 6], [y + 6, y + 6], **hair))
        for muscle, y in self.rows.items():
            self.text(_NAME_X, y + 5, muscle, fontsize=TYPE["label"])
        ax.add_line(Line2D([4, SIZE[0] - 6], [self.end + 16] * 2, color=c["rule"], linewidth=1.2))
        for j, words in enumerate((*_COUNTS, "shared, of all named")):
            self.text(_NAME_X, self._count_y(j), words, fontsize=TYPE["label"])
        x, y = 306.0, 80.0
        for words, key, wide in (
            ("both", "both", 66),
            ("only theirs", "theirs", 110),
            ("only yours", "yours", 106),
            ("small: with a reserve", "small", 0),
        ):
            self._legend(key, x, y - 5)
            self.text(x + 14, y, words, **quiet)
            x += wide
        about = [
            line for words in (own_core().about_definitions, about_studies()) for line in textwrap.wrap(words, 116)
        ]
        for i, line in enumerate(about):
            self.text(4, self._count_y(3) + 48 + 19 * i, line, fontsize=TYPE["label"])

    def _count_y(self, j: int) -> float:
        return self.end + 38 + 19 * j + (5 if j == 3 else 0)

    def _number(self, i: int, j: int):
        style = {"ha": "center", "fontsize": TYPE["label"]} | ({"fontweight": "bold"} if j in (0, 3) else {})
        return self.text(self.columns[i], self._count_y(j), "", f"count{i}-{j}", **style)

    def _bar(self, i: int, x: float):
        c, y = self.palette, self._count_y(3) + 9
        track = {"facecolor": c["track"], "edgecolor": c["rule"], "linewidth": 0.8}
        self.ax.add_patch(Rectangle((x - _BAR / 2, y), _BAR, 10, **track))
        full = Rectangle((x - _BAR / 2, y), 0, 10, facecolor=c["chosen"], zorder=2)
        return self.keep(f"bar{i}", self.ax.add_patch(full))

    def _box(self, muscle: str, y: float):
        """The student's box: an empty square, and within it a filled one with a tick where the muscle is chosen."""
        c, x, i = self.palette, _YOURS_X, MUSCLES.index(muscle)
        square = {"facecolor": c["paper"], "edgecolor": c["ink"], "linewidth": 1.3, "zorder": 1}
        self.ax.add_patch(Rectangle((x - 8.5, y - 8.5), 17, 17, **square))
        filled = {"facecolor": c["chosen"], "edgecolor": c["ink"], "linewidth": 1.3, "zorder": 2}
        on = self.keep(f"on{i}", self.ax.add_patch(Rectangle((x - 8.5, y - 8.5), 17, 17, **filled)))
        pen = {
            "color": c["paper"],
            "linewidth": 2.4,
            "solid_capstyle": "round",
            "solid_joinstyle": "round",
            "zorder": 3,
        }
        tick = Line2D([x - 4.6, x - 1.2, x + 4.8], [y + 0.4, y + 4.2, y - 4.2], **pen)
        return on, self.keep(f"tick{i}", self.ax.add_line(tick))

    def _disc(self, key: str, x: float, y: float, named: bool, small: bool):
        """A definition's mark for a muscle. One that it names is a disc, filled where it is shared; one that only the
        student names is a dash.
        """
        c = self.palette
        if not named:
            pen = {"color": c["chosen"], "linewidth": 2.6, "solid_capstyle": "round", "zorder": 2}
            return self.keep(f"dash{key}", self.ax.add_line(Line2D([x - 5, x + 5], [y, y], **pen)))
        size = _SMALL if small else _BIG
        style = {"facecolor": c["track"], "edgecolor": c["ink"], "linewidth": 1.3, "zorder": 2}
        return self.shape(f"disc{key}", Path.circle((x, y), size), **style)

    def _legend(self, key: str, x: float, y: float) -> None:
        c = self.palette
        if key == "yours":
            pen = {"color": c["chosen"], "linewidth": 2.6, "solid_capstyle": "round"}
            self.ax.add_line(Line2D([x - 5, x + 5], [y, y], **pen))
            return
        size = _SMALL if key == "small" else _BIG
        fill = c["chosen"] if key == "both" else c["track"]
        self.shape(f"legend-{key}", Path.circle((x, y), size), facecolor=fill, edgecolor=c["ink"], linewidth=1.3)

    def update(self, result: OwnCore) -> None:
        """Show `result`."""
        c, many = self.palette, len(result.chosen)
        self.headline.set_text(
            f"Your core: {many} muscle{'s' * (many != 1)}" if many else "Which muscles are the core?"
        )
        self.closest.set_text(result.about_closest or "Tick the muscles that you count to it.")
        for muscle, parts in self.boxes.items():
            for artist in parts:
                artist.set_visible(muscle in result.chosen)
        for (_, muscle), mark in self.marks.items():
            mine = muscle in result.chosen
            if isinstance(mark, Line2D):
                mark.set_visible(mine)
            else:
                mark.set_facecolor(c["chosen" if mine else "track"])
        for i, one in enumerate(result.overlaps):
            for text, muscles in zip(self.counts[i], (one.both, one.only_first, one.only_second), strict=True):
                text.set_text(str(len(muscles)))
            self.shares[i].set_text(one.words)
            self.bars[i].set_width(_BAR * one.share)


def describe_own_core(result: OwnCore) -> str:
    """What the plate shows, in sentences."""
    named = "; ".join(f"{one.name} ({one.badge}): {', '.join(one.muscles)}" for one in core_definitions())
    return f"{result} {about_studies()} The definitions: {named}."


def draw_own_core(result: OwnCore, palette=LIGHT) -> OwnCorePlate:
    """Draw a student's core beside the published ones; `.figure` is a Matplotlib figure."""
    plate = OwnCorePlate(palette)
    plate.update(result)
    return plate
