"""Bars: what each disc carries, beside measured values, and how hard each muscle group works."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from edu_lib.sources import published

from .part import Part, Shape
from .spine import LEVELS
from .strands import FAMILIES, FAMILY_OF
from .style import LIGHT, TYPE, load_colour

__all__ = ["NIOSH_N", "DiscBars", "MuscleBars", "draw_disc_bars", "draw_muscle_bars"]

NIOSH_N = float(published("compression_limits", source="waters1993")["value"])
AREA_MM2 = float(published("invivo_pressure", activity="the subject: disc cross-section")["value"])
FACTOR = 0.77  # share of the nucleus pressure that acts on the whole area; 0.66 to 0.77 are in use
# Letter, activity in the table of Wilke et al. 1999, our words for it.
_ACTIVITIES = (
    ("A", "relaxed standing", "standing"),
    ("B", "standing, bent forward", "bent, or 20 kg close"),
    ("C", "lifting, knees flexed", "20 kg, knees bent"),
    ("D", "holding away from body", "20 kg far ahead"),
    ("E", "lifting, round flexed back", "20 kg, round back"),
)
_ROWS = [published("invivo_pressure", source="wilke1999", activity=activity) for _, activity, _ in _ACTIVITIES]
# Letter, words, MPa and badge of each measured point; then the same as letter, newtons, words.
MEASURED_AT = tuple(
    (letter, words, row["value"], row["badge"]) for (letter, _, words), row in zip(_ACTIVITIES, _ROWS, strict=True)
)
MEASURED = tuple((letter, mpa * AREA_MM2 * FACTOR, words) for letter, words, mpa, _ in MEASURED_AT)
_FULL = (4000.0, 8000.0, 16000.0, 32000.0)
_HATCH = "////"
BANDS_OF = ("model", "people")  # the two whiskers under L4/L5
SMALL = 12.0


class _Bars(Part):
    """Shared by both: a panel measured in points from its upper left corner."""

    width, height = 284.0, 300.0

    def __init__(self, ax, name, palette):
        super().__init__(ax, name, palette)
        ax.set(xlim=(0, self.width), ylim=(self.height, 0))

    def bar(self, key, x, y, width, height, **style) -> Rectangle:
        """A bar on its track."""
        c = self.palette
        self.ax.add_patch(Rectangle((x, y), width, height, facecolor=c["track"], edgecolor="none", zorder=1))
        fill = Rectangle((x, y), 0, height, edgecolor=c["ink"], linewidth=0.9, zorder=2, **style)
        return self.keep(key, self.ax.add_patch(fill))

    def hatching(self) -> Shape:
        """What lies over all bars of a posture that cannot be held."""
        return self.shape("hatch", edgecolor=self.palette["ink"], linewidth=0.9, hatch=_HATCH, zorder=2.1)

    def hatch(self, over: Shape, bars, held: bool) -> None:
        """Hatch the whole length of `bars`, or nothing when the posture is `held`."""
        over.set_visible(not held)
        if held:
            return
        unit = Path.unit_rectangle()
        over.set_path(Path.make_compound_path(*(unit.transformed(bar.get_patch_transform()) for bar in bars)))


class DiscBars(_Bars):
    """Compression of the six discs in newtons, with the NIOSH criterion and measured values on the same scale.

    Under L4/L5 there is room for two whiskers, which `show_bands` fills and the next `update` clears.
    """

    height = 344.0
    left, right, top, row, room = 58.0, 209.0, 46.0, 25.0, 32.0

    def __init__(self, ax, name: str = "discs", palette=LIGHT):
        super().__init__(ax, name, palette)
        c, self.end = palette, self.top + 6 * self.row + self.room
        end = self.end
        self.text(0, 16, "Compression of each disc", fontsize=TYPE["title"], fontweight="bold")
        self.bars, self.values = [], []
        for i, level in enumerate(LEVELS):
            y = self.top + i * self.row + (self.room if level == "L5/S1" else 0)
            self.text(0, y + 16, level, fontsize=TYPE["label"], fontweight="bold" if level == "L4/L5" else "normal")
            self.bars.append(self.bar(f"bar{i}", self.left, y + 2, self.right - self.left, self.row - 6))
            self.values.append(
                self.text(self.width, y + 16, "", f"value{i}", ha="right", fontsize=TYPE["label"], fontweight="bold")
            )
        self.over = self.hatching()
        self.whiskers = [self._whisker(i, words) for i, words in enumerate(BANDS_OF)]
        self.halo = self.keep("niosh-halo", ax.add_line(Line2D([], [], color=c["paper"], linewidth=1.8, zorder=2.9)))
        dash = {"color": c["ink"], "linewidth": 1.8, "linestyle": (0, (5, 2.5)), "zorder": 3}
        self.criterion = self.keep("niosh", ax.add_line(Line2D([], [], **dash)))
        self.criterion_text = self.text(
            0, self.top - 7, "NIOSH 3400 N", "niosh-text", ha="center", fontsize=TYPE["small"]
        )
        self.ticks, self.tick_texts = [], []
        for i in range(3):
            x = self.left + (self.right - self.left) * i / 2
            ax.plot([x, x], [end - 1, end + 4], color=c["rule"], linewidth=1, zorder=1)
            self.tick_texts.append(
                self.text(x, end + 17, "", f"tick{i}", ha="center", fontsize=TYPE["small"], color=c["quiet"])
            )
        strip = end + 36
        self.text(0, end + 33, "Measured in one man, L4/L5 (Wilke 1999)", fontsize=TYPE["small"], color=c["ink"])
        self.strip = strip + 14
        ax.plot([self.left, self.right], [self.strip, self.strip], color=c["rule"], linewidth=1, zorder=1)
        self.points, self.leaders, self.letters = [], [], []
        ring = Path.unit_circle()
        for letter, _, _ in MEASURED:
            self.leaders.append(
                self.keep(f"leader{letter}", ax.add_line(Line2D([], [], color=c["measured"], linewidth=1.4, zorder=3)))
            )
            self.points.append(self.shape(f"point{letter}", ring, facecolor=c["measured"], zorder=4))
            self.letters.append(
                self.text(
                    0,
                    0,
                    letter,
                    f"letter{letter}",
                    ha="center",
                    fontsize=12.0,
                    fontweight="bold",
                    color=c["paper"],
                    zorder=5,
                )
            )
        self.here = self.shape(
            "here", Path([(0, 0), (-1, -1.7), (1, -1.7), (0, 0)], closed=True), facecolor=c["ink"], zorder=6
        )
        key = [f"{letter} {words}" for letter, _, words in MEASURED]
        lines = ("  ".join(key[:2]), "  ".join(key[2:4]), key[4])
        for i, line in enumerate(lines):
            self.text(0, self.strip + 34.5 + 14 * i, line, fontsize=TYPE["small"], color=c["quiet"])
        self.full = 0.0

    def _whisker(self, i: int, words: str) -> tuple[float, Line2D, Text]:
        """The place of a band under L4/L5: its name and thin rule, which stay; its whisker and numbers, which come and go."""
        c, y = self.palette, self.top + 5 * self.row + 7 + 15 * i
        self.text(0, y + 4.5, words, fontsize=SMALL, color=c["quiet"])
        self.ax.plot([self.left, self.right], [y, y], color=c["track"], linewidth=1, zorder=1)
        style = {"color": c["ink"], "linewidth": 1.6, "zorder": 3.2}
        line = self.keep(
            f"whisker{i}", self.ax.add_line(Line2D([self.left, self.right], [y, y], visible=False, **style))
        )
        numbers = self.text(self.width, y + 4.5, "", f"whisker{i}-text", ha="right", fontsize=SMALL, visible=False)
        return y, line, numbers

    def show_bands(self, bands) -> None:
        """Fill the two places under L4/L5: (lowest, highest) in newtons or None, the model's own first, then people's."""
        for (y, line, numbers), band in zip(self.whiskers, bands, strict=True):
            for artist in (line, numbers):
                artist.set_visible(band is not None)
            if band is None:
                continue
            (low, high), nan = band, float("nan")
            a, b = self.x(low), self.x(high)
            # What lies beyond the scale has no cap at its end, but an arrow's head.
            far = [b, b - 5, nan, b, b - 5] if high > self.full else [b, b]
            up = [y, y - 4, nan, y, y + 4] if high > self.full else [y - 4, y + 4]
            line.set_data([a, a, nan, a, b, nan, *far], [y - 4, y + 4, nan, y, y, nan, *up])
            numbers.set_text(_range(low, high))

    def _clear_bands(self) -> None:
        for _, line, numbers in self.whiskers:
            if line.get_visible():
                line.set_visible(False)
                numbers.set_visible(False)

    def x(self, newton: float) -> float:
        """Place of `newton` on the scale now shown."""
        return self.left + (self.right - self.left) * min(newton / self.full, 1.0)

    def update(self, result) -> None:
        c = [result.compression_n[level] for level in LEVELS]
        full = next((f for f in _FULL if max(c) <= f), _FULL[-1])
        if full != self.full:
            self._scale(full)
        self._clear_bands()
        for bar, value, newton in zip(self.bars, self.values, c, strict=True):
            bar.set_width(max(self.x(newton) - self.left, 0.0))
            bar.set_facecolor(load_colour(newton))
            value.set_text(f"{newton:.0f} N")
        self.hatch(self.over, self.bars, result.held)
        self.here.place(_put(self.x(result.compression_n["L4/L5"]), self.strip, 4.5))

    def _scale(self, full: float) -> None:
        self.full = full
        for i, text in enumerate(self.tick_texts):
            text.set_text(f"{full * i / 2:.0f}" + (" N" if i == 2 else ""))
        x, end = self.x(NIOSH_N), self.end
        for line in (self.halo, self.criterion):
            line.set_data([x, x], [self.top - 3, end])
        self.criterion_text.set_position((x, self.top - 7))
        after = 0.0
        for (_, newton, _), leader, point, letter in zip(
            MEASURED, self.leaders, self.points, self.letters, strict=True
        ):
            x = self.x(newton)
            # The letters keep their distance; a leader joins each to its place on the scale.
            after = max(x, after + 15.0)
            leader.set_data([x, x, after], [self.strip - 4, self.strip + 3, self.strip + 12])
            point.place(_put(after, self.strip + 14, 7.0))
            letter.set_position((after, self.strip + 18.1))


class MuscleBars(_Bars):
    """Activation of the eleven muscle groups in per cent, coloured by where they lie."""

    height = 246.0
    left, right, top, row = 156.0, 232.0, 23.0, 19.8

    def __init__(self, ax, name: str = "muscles", palette=LIGHT):
        super().__init__(ax, name, palette)
        self.text(0, 16, "How hard each muscle works", fontsize=TYPE["title"], fontweight="bold")
        self.bars, self.values, self.over = {}, {}, self.hatching()
        for i, group in enumerate(FAMILY_OF):
            y = self.top + i * self.row + 2 * list(FAMILIES).index(FAMILY_OF[group])
            self.text(0, y + 14, group, fontsize=TYPE["small"])
            self.bars[group] = self.bar(
                f"bar{i}", self.left, y + 3, self.right - self.left, self.row - 7, facecolor=palette[FAMILY_OF[group]]
            )
            self.values[group] = self.text(
                self.width, y + 14, "", f"value{i}", ha="right", fontsize=TYPE["small"], fontweight="bold"
            )

    def update(self, result) -> None:
        for group, bar in self.bars.items():
            share = result.activation[group]
            bar.set_width((self.right - self.left) * share)
            percent = 100 * share
            self.values[group].set_text(f"{percent:.1f} %" if percent < 9.95 else f"{percent:.0f} %")
        self.hatch(self.over, self.bars.values(), result.held)


def _range(low: float, high: float) -> str:
    """Two newtons as short as they can be read: to ten, or from 10 kN on in kN."""
    if high < 9995.0:
        return f"{round(low, -1):.0f}–{round(high, -1):.0f}"
    return f"{low / 1000:.1f}–{high / 1000:.1f} kN"


def _put(x: float, y: float, size: float):
    return np.array([[size, 0, x], [0, size, y], [0, 0, 1.0]])


def draw_disc_bars(ax, result, palette=LIGHT) -> DiscBars:
    """Draw the compression of each disc on `ax` and return the part, which can be updated."""
    part = DiscBars(ax, palette=palette)
    part.update(result)
    return part


def draw_muscle_bars(ax, result, palette=LIGHT) -> MuscleBars:
    """Draw the activation of each muscle group on `ax` and return the part, which can be updated."""
    part = MuscleBars(ax, palette=palette)
    part.update(result)
    return part
