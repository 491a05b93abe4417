"""Trunk exercises: what they press the low back with, against how hard an abdominal muscle works."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from edu_lib.models.exercises import BRACE, SUPERMAN, SWING, SWING_BENT_DEG, SWING_KG
from edu_lib.params import capital

from .part import Part
from .style import LIGHT, TYPE

__all__ = ["ExerciseLadderPlate", "describe_exercise_ladder", "draw_exercise_ladder"]

SIZE = (884.0, 600.0)  # points
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 604.0, 96.0, 552.0  # of the plot
_SIDE = 634.0  # where marks without an activation stand
_FULL_N = 6400.0
_FULL_PERCENT = {"rectus abdominis": 140.0, "external oblique": 105.0}
_SIZE = 12.5
_DOT = 6.0
# Where the labels stand, set by hand as in an atlas: per muscle, points to the right of and below the dot, and which end of
# the label that is ("l" its left end, "r" its right end, "c" its middle).
_PLACES = {
    "rectus abdominis": {
        "straight-leg sit-up": (0, -19, "c"),
        "bent-leg sit-up": (8, 16, "l"),
        "curl-up, feet anchored": (11, 0, "l"),
        "curl-up, feet free": (0, 18, "c"),
        "quarter sit-up": (11, 6, "l"),
        "straight-leg raise": (0, 18, "c"),
        "bent-leg raise": (-11, 0, "r"),
        "cross-knee curl-up": (-11, 0, "r"),
        "hanging straight-leg raise": (0, 18, "c"),
        "hanging bent-leg raise": (0, -21, "c"),
        "isometric side support": (-11, 0, "r"),
    },
    "external oblique": {
        "straight-leg sit-up": (2, -32, "l"),
        "bent-leg sit-up": (14, -23, "l"),
        "curl-up, feet anchored": (11, 0, "l"),
        "curl-up, feet free": (0, 18, "c"),
        "quarter sit-up": (-10, 9, "r"),
        "straight-leg raise": (-11, 0, "r"),
        "bent-leg raise": (-11, 0, "r"),
        "cross-knee curl-up": (0, 18, "c"),
        "hanging straight-leg raise": (77, -18, "r"),
        "hanging bent-leg raise": (-9, 13, "r"),
        "isometric side support": (9, 12, "l"),
    },
}
_HARM = "Compression is not harm: tissue needs load, and no line here marks an injury or pain."


def _y(newton: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * newton / _FULL_N


def _x(percent: float, muscle: str) -> float:
    return _LEFT + (_RIGHT - _LEFT) * percent / _FULL_PERCENT[muscle]


class ExerciseLadderPlate(Part):
    """Draw once with `ExerciseLadderPlate(result)`, then `update(result)` as often as you like."""

    def __init__(self, result, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "ladder", palette)
        ax, c = self.ax, palette
        ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.text(4, 26, "Compression of the low back and work of a muscle", fontsize=TYPE["head"], fontweight="bold")
        self.chosen = self.text(4, 50, "", "chosen", fontsize=TYPE["label"], fontweight="bold")
        self.text(4, 72, _HARM, fontsize=TYPE["label"])
        self._axes_of_plot()
        self._yardsticks(result)
        self._side(result)
        self.leaders = self.keep(
            "leaders", ax.add_line(Line2D([_LEFT, _RIGHT], [_TOP, _TOP], color=c["rule"], linewidth=1.0, zorder=2))
        )
        ring = {"facecolor": c["paper"], "edgecolor": c["ink"], "linewidth": 2.2, "zorder": 4}
        self.ring = self.shape("ring", Path.unit_circle(), **ring)
        self.points, self.names = [], []
        for i, exercise in enumerate(result.exercises):
            self.points.append(self.shape(f"point{i}", Path.unit_circle(), facecolor=c["measured"], zorder=5))
            self.names.append(self.text(0, 0, exercise.name, f"name{i}", fontsize=_SIZE, zorder=6))

    def _axes_of_plot(self) -> None:
        ax, c = self.ax, self.palette
        ax.plot([_LEFT, _LEFT, _RIGHT], [_TOP, _BOTTOM, _BOTTOM], color=c["rule"], linewidth=1.0, zorder=1)
        for newton in range(0, 6001, 1000):
            ax.plot([_LEFT - 5, _LEFT], [_y(newton)] * 2, color=c["rule"], linewidth=1.0, zorder=1)
            words = f"{newton}" + (" N" if newton == 6000 else "")
            self.text(_LEFT - 8, _y(newton) + 4.5, words, ha="right", fontsize=TYPE["small"], color=c["quiet"])
        self.ticks = self.keep("ticks", ax.add_line(Line2D([], [], color=c["rule"], linewidth=1.0, zorder=1)))
        style = {"ha": "center", "fontsize": TYPE["small"], "color": c["quiet"]}
        self.tick_texts = [self.text(0, _BOTTOM + 19, f"{p}", f"tick{p}", **style) for p in range(0, 121, 20)]
        self.across = self.text((_LEFT + _RIGHT) / 2, _BOTTOM + 38, "", "across", ha="center", fontsize=TYPE["label"])

    def _yardsticks(self, result) -> None:
        ax, c = self.ax, self.palette
        low, high = result.walking_n
        ax.add_patch(Rectangle((_LEFT, _y(high)), _RIGHT - _LEFT, _y(low) - _y(high), facecolor=c["track"], zorder=0.5))
        words = f"walking {low:.0f} to {high:.0f} N: pressure measured in one man, as force ({result.walking_badge})"
        self.text(_LEFT + 8, (_y(low) + _y(high)) / 2 + 4.5, words, fontsize=12.0, color=c["ink"])
        y = _y(result.criterion_n)
        ax.plot([_LEFT, _RIGHT], [y, y], color=c["ink"], linewidth=1.5, linestyle=(0, (5, 3)), zorder=1.5)
        self.text(_LEFT + 8, y - 6, f"NIOSH {result.criterion_n:.0f} N, to design work", fontsize=_SIZE)
        y = _y(result.superman.compression_n)
        self.superman = self.keep(
            "superman", ax.add_line(Line2D([_LEFT, _RIGHT], [y, y], color=c["measured"], linewidth=2.0))
        )
        self.superman.set_zorder(1.5)
        words = f"superman: about {result.superman.compression_n:.0f} N ({result.superman.badge}); muscle work not told there"
        self.superman_words = self.text(_LEFT + 8, y - 7, words, "superman-words", fontsize=_SIZE)

    def _side(self, result) -> None:
        ax, c = self.ax, self.palette
        ax.plot([_SIDE - 16] * 2, [_TOP, _BOTTOM], color=c["rule"], linewidth=1.0, zorder=1)
        hollow = {"facecolor": c["paper"], "edgecolor": c["ink"], "linewidth": 2.0, "zorder": 4}
        diamond = Path([(0, 1.25), (1.25, 0), (0, -1.25), (-1.25, 0), (0, 1.25)], closed=True)
        y = _y(result.swing.compression_n)
        self.swing_ring = self.shape("swing-ring", Path.unit_circle(), **hollow)
        self.swing_ring.place(_at(_SIDE, y, _DOT + 4.5))
        self.swing = self.shape("swing", Path.unit_circle(), facecolor=c["measured"], zorder=5)
        self.swing.place(_at(_SIDE, y, _DOT))
        self._words(y - 13, f"{SWING}:", f"{result.swing.compression_n:.0f} N, moving ({result.swing.badge})")
        self.models = []
        # Standing and braced are so close that they stand side by side.
        for key, newton, dx in (
            ("held", result.held_n, 0),
            ("braced", result.braced_n, 6.5),
            ("standing", result.standing_n, -6.5),
        ):
            mark = self.shape(f"model-{key}", diamond, **hollow)
            mark.place(_at(_SIDE + dx, _y(newton), _DOT - 1))
            self.models.append(mark)
        words = (
            f"our model, {SWING_KG:.0f} kg held still,",
            f"bent {SWING_BENT_DEG:.0f}°: {result.held_n:.0f} N.",
            "It is static: no swing in it",
        )
        self._words(_y(result.held_n) + 8, *words)
        words = (
            f"our model, standing: {result.standing_n:.0f} N",
            f"braced to {100 * BRACE:.0f} %: +{result.brace_percent:.0f} %;",
            f"published: +{result.published_brace_percent:.0f} %",
            "(Grenier 2007, simulated)",
        )
        self._words(_y(result.braced_n) - 36, *words)
        mark = self.shape("key-published", Path.unit_circle(), facecolor=c["measured"], zorder=5)
        mark.place(_at(_SIDE, _TOP + 10, _DOT))
        self._words(_TOP + 14, "published: from muscle", "activity, by a model")
        mark = self.shape("key-model", diamond, **hollow)
        mark.place(_at(_SIDE, _TOP + 46, _DOT - 1))
        self._words(_TOP + 50, "our static model, L4/L5")
        self.text(_SIDE - 8, _TOP + 168, "Abdominal work not told:", fontsize=_SIZE, fontweight="bold")

    def _words(self, y: float, *lines: str) -> None:
        for i, line in enumerate(lines):
            self.text(_SIDE + 16, y + 15.5 * i, line, fontsize=_SIZE)

    def update(self, result) -> None:
        """Show `result`."""
        one = result.chosen
        name = capital(one.name)
        self.chosen.set_text(f"{name}: about {one.compression_n:.0f} N on the low back{_activity(result)}")
        self.across.set_text(f"{result.muscle}, percent of its strongest pull")
        spots = [(_x(e.activation_percent, result.muscle), _y(e.compression_n)) for e in result.exercises]
        x, y = [], []
        for (across, down), point, name, e in zip(spots, self.points, self.names, result.exercises, strict=True):
            point.place(_at(across, down, _DOT))
            dx, dy, end = _PLACES[result.muscle][e.name]
            wide = _wide(e.name)
            left = across + dx - {"l": 0.0, "c": 0.5, "r": 1.0}[end] * wide
            name.set_position((left, down + dy + 4.5))
            name.set_color(self.palette["measured" if e.name == result.chosen.name else "ink"])
            if abs(dy) > 20:  # far enough to need a leader
                x += [across, min(max(across, left + 2), left + wide), np.nan]
                y += [down, down + dy + (7 if dy < 0 else -7), np.nan]
        self.leaders.set_data(x, y)
        self._scale(result.muscle)
        inside = result.chosen in result.exercises
        self.ring.set_visible(inside)
        if inside:
            self.ring.place(_at(*spots[result.exercises.index(result.chosen)], _DOT + 4.5))
        self.swing_ring.set_visible(result.chosen.name == SWING)
        self.superman.set_linewidth(4.5 if result.chosen.name == SUPERMAN else 2.0)

    def _scale(self, muscle: str) -> None:
        x, y = [], []
        for percent, text in zip(range(0, 121, 20), self.tick_texts, strict=True):
            at = _x(percent, muscle)
            text.set_text(f"{percent}" if at <= _RIGHT else "")
            text.set_x(at)
            if at <= _RIGHT:
                x += [at, at, np.nan]
                y += [_BOTTOM, _BOTTOM + 5, np.nan]
        self.ticks.set_data(x, y)


@lru_cache(maxsize=32)
def _wide(words: str) -> float:
    return 1.035 * float(TextPath((0, 0), words, size=_SIZE).get_extents().width)


def _activity(result) -> str:
    c = result.chosen
    if c.activation_percent is None:
        return f" ({c.badge})"
    return f" at {c.activation_percent:g} % of the {result.muscle} ({c.badge})"


def _at(x: float, y: float, size: float) -> np.ndarray:
    return np.array([[size, 0, x], [0, size, y], [0, 0, 1.0]])


def describe_exercise_ladder(result) -> str:
    """What the plate shows, in sentences."""
    low, high = result.walking_n
    least = min(result.exercises, key=lambda e: e.compression_n / e.activation_percent)
    return (
        f"{result} The most {result.muscle} for the least compression gives the {least.name}, "
        f"{least.compression_n / least.activation_percent:.0f} N for each percent. Walking, measured otherwise, presses with "
        f"{low:.0f} to {high:.0f} N; NIOSH designs work by {result.criterion_n:.0f} N. {_HARM} "
        f"Our static model gives {result.held_n:.0f} N for {SWING_KG:.0f} kg held bent, beside {result.swing.compression_n:.0f} N "
        f"published for the swing, and {result.brace_percent:.0f} % more for a brace of {100 * BRACE:.0f} % in standing, beside "
        f"{result.published_brace_percent:.0f} % published."
    )


def draw_exercise_ladder(result, palette=LIGHT) -> ExerciseLadderPlate:
    """Draw the ladder of `result`; `.figure` is a Matplotlib figure."""
    plate = ExerciseLadderPlate(result, palette)
    plate.update(result)
    return plate
