"""The plate of the lab "correlation": a cloud of people, and on one scale its r beside what was published."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.correlation import Correlation, percent, reported, two_decimals
from edu_lib.params import signed

from .knob import put
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["CorrelationPlate", "describe_correlation", "draw_correlation"]

SIZE = (884.0, 468.0)  # points
_X0, _X1, _Y0, _Y1 = 60.0, 456.0, 412.0, 16.0  # the square of the cloud: left, right, bottom, top
_REACH = 3.3  # sd from the middle to its edge
_LEFT, _RIGHT = 500.0, 868.0  # the scale of r
_ROWS, _STEP = 60.0, 48.0  # the first row on it, and from row to row
_TURN = np.linspace(0.0, 2 * np.pi, 7)
_DOT = 4.8 * np.column_stack([np.cos(_TURN), np.sin(_TURN)])  # a hexagon, at this size a disc
_DOT_CODES = [Path.MOVETO, *[Path.LINETO] * 5, Path.CLOSEPOLY]


def _at(r: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (r + 1.0) / 2.0


def _x(sd):
    return (_X0 + _X1) / 2 + (_X1 - _X0) / 2 * np.asarray(sd) / _REACH


def _y(sd):
    return (_Y0 + _Y1) / 2 + (_Y1 - _Y0) / 2 * np.asarray(sd) / _REACH


class CorrelationPlate(Part):
    """Draw once with `CorrelationPlate()`, then `update(result)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "correlation", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self._cloud()
        self._scale()
        self._published()
        self._shared()

    def _line(self, x, y, role: str, width: float, key: str | None = None, **style) -> Line2D:
        return self.stroke(key, x, y, color=self.palette[role], linewidth=width, **style)

    def _cloud(self) -> None:
        c = self.palette
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        frame = Rectangle((_X0, _Y1), _X1 - _X0, _Y0 - _Y1, facecolor="none", edgecolor=c["rule"], linewidth=1.0)
        self.ax.add_patch(frame)
        middle = {"linestyle": (0, (3, 4)), "zorder": 1}
        self._line([_x(0)] * 2, [_Y0, _Y1], "rule", 1.0, **middle)
        self._line([_X0, _X1], [_y(0)] * 2, "rule", 1.0, **middle)
        for sd in (-2, 0, 2):
            words = f"\N{MINUS SIGN}{-sd} sd" if sd < 0 else f"+{sd} sd" if sd else "mean"
            self.text(_x(sd), _Y0 + 18, words, ha="center", **quiet)
            if sd:
                self.text(_X0 - 6, _y(sd) + 5, words.replace(" sd", ""), ha="right", **quiet)
        bold = {"fontsize": TYPE["label"], "fontweight": "bold"}
        self.text((_X0 + _X1) / 2, _Y0 + 41, "activation rose more \N{RIGHTWARDS ARROW}", ha="center", **bold)
        self.text(
            16,
            (_Y0 + _Y1) / 2,
            "disability fell more \N{RIGHTWARDS ARROW}",
            ha="center",
            va="center",
            rotation=90,
            **bold,
        )
        # One dot a person, all of them one shape.
        self.dots = self.shape("dots", facecolor=c["measured"], edgecolor=c["paper"], linewidth=0.7, zorder=3)
        self.fit = self._line([0, 1], [0, 1], "ink", 2.6, "fit", zorder=4)
        self.guess = self._line([0, 1], [0, 1], "back", 2.2, "guess", linestyle=(0, (6, 4)), zorder=3.5)

    def _scale(self) -> None:
        c = self.palette
        for r in (-1, -0.5, 0, 0.5, 1):
            words = signed(r, "g")
            self.text(_at(r), 34, words, ha="center", fontsize=TYPE["small"], color=c["quiet"])
        self.text(_LEFT, 16, "r, and its 95 % interval", fontsize=TYPE["small"], color=c["quiet"])
        y = _ROWS + 18
        self._ticks(y)
        self.title = self.text(_LEFT, _ROWS + 2, "", "title", fontsize=TYPE["title"], fontweight="bold")
        self.band = self._line([0, 1], [y, y], "measured", 4.0, "band", solid_capstyle="butt", zorder=2)
        self.mark = self._dot("mark", "measured", 7.5)
        self.guess_mark = self.shape("guess-mark", Path.unit_regular_polygon(4), facecolor=c["back"], zorder=3)
        self.y = y

    def _ticks(self, y: float) -> None:
        """A stretch of the scale of r, for one row."""
        self._line([_LEFT, _RIGHT], [y, y], "track", 1.4, zorder=0.5)
        for r in (-1, -0.5, 0, 0.5, 1):
            half = 9 if r == 0 else 4
            self._line([_at(r)] * 2, [y - half, y + half], "rule", 1.2, zorder=0.6)

    def _dot(self, key: str, role: str, radius: float):
        made = self.shape(
            key, Path.unit_circle(), facecolor=self.palette[role], edgecolor=self.palette["paper"], zorder=4
        )
        made.radius = radius
        return made

    def _published(self) -> None:
        for i, one in enumerate(reported(), 1):
            top = _ROWS + _STEP * i
            y = top + 18
            self._ticks(y)
            value = (
                two_decimals(one.r) if one.r_high is None else f"{two_decimals(one.r)} to {two_decimals(one.r_high)}"
            )
            self.text(_LEFT, top + 3, f"{value} {one.what} ({one.name})", fontsize=TYPE["small"])
            if one.interval:
                self._line([_at(r) for r in one.interval], [y, y], "ink", 2.0, zorder=2)
            if one.r_high is None:
                put(self._dot(f"published{i}", "ink", 6.0), _at(one.r), y, 6.0)
            else:
                self._line([_at(one.r), _at(one.r_high)], [y, y], "ink", 8.0, solid_capstyle="round", zorder=2)

    def _shared(self) -> None:
        c = self.palette
        y = 400.0
        bold = {"fontsize": TYPE["label"], "fontweight": "bold"}
        self.shares = self.text(_LEFT, y, "", "shares", **bold)
        self.ax.add_patch(Rectangle((_LEFT, y + 9), _RIGHT - _LEFT, 18, facecolor=c["track"], edgecolor="none"))
        bar = Rectangle((_LEFT, y + 9), 0, 18, facecolor=c["measured"], edgecolor="none", zorder=2)
        self.bar = self.keep("bar", self.ax.add_patch(bar))
        self.text(
            _RIGHT, y + 44, "the whole bar: all differences", ha="right", fontsize=TYPE["small"], color=c["quiet"]
        )

    def update(self, result: Correlation) -> None:
        """Show `result`."""
        x, y = _x(np.clip(result.x, -_REACH, _REACH)), _y(np.clip(result.y, -_REACH, _REACH))
        corners = np.column_stack([x, y])[:, None, :] + _DOT
        self.dots.set_path(Path(corners.reshape(-1, 2), np.tile(_DOT_CODES, result.n)))
        shown = not result.hidden
        for artist in (self.fit, self.band, self.mark, self.bar):
            artist.set_visible(shown)
        self._through(self.fit, result.slope, result.intercept)
        guessed = result.guess is not None
        self.guess.set_visible(guessed)
        self.guess_mark.set_visible(guessed)
        if guessed:
            self._through(self.guess, result.guess, 0.0)
            put(self.guess_mark, _at(result.guess), self.y, 8.5)
        if not shown:
            self.title.set_text(f"Your guess: {two_decimals(result.guess)}")
            self.shares.set_text("Shared differences: guess r first")
            return
        self.title.set_text(
            f"This cloud: r = {two_decimals(result.r)}" + (f", guess {two_decimals(result.guess)}" if guessed else "")
        )
        self.band.set_data([_at(result.low), _at(result.high)], [self.y] * 2)
        put(self.mark, _at(result.r), self.y, 7.5)
        self.shares.set_text(f"They share {percent(result.shared)} of the differences")
        self.bar.set_width((_RIGHT - _LEFT) * result.shared)

    @staticmethod
    def _through(line: Line2D, slope: float, intercept: float) -> None:
        """Draw y = slope x + intercept as far as the square goes."""
        ends = [-_REACH, _REACH]
        if abs(slope) > 1e-9:
            ends += [(edge - intercept) / slope for edge in (-_REACH, _REACH)]
        inside = sorted(e for e in ends if abs(e) <= _REACH + 1e-9 and abs(slope * e + intercept) <= _REACH + 1e-9)
        x = np.array([inside[0], inside[-1]]) if inside else np.array([np.nan, np.nan])
        line.set_data(_x(x), _y(slope * x + intercept))


def describe_correlation(result: Correlation) -> str:
    """What the plate shows, in sentences; for alt text, caption and live region."""
    return str(result)


def draw_correlation(result: Correlation, palette=LIGHT) -> CorrelationPlate:
    """Draw a `Correlation`; `.figure` is a Matplotlib figure."""
    plate = CorrelationPlate(palette)
    plate.update(result)
    return plate
