"""The plate of the lab "p_interval": the interval against its two lines, what P is, and the readings that follow."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.effect_size import WORTH, p_is
from edu_lib.params import signed

from .knob import disc, knob, put
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["PIntervalPlate", "points_at", "describe_p_interval", "draw_p_interval"]

SIZE = (884.0, 612.0)  # points
_LEFT, _RIGHT = 26.0, 858.0
_LOW, _HIGH = -42.0, 22.0  # points of pain
_TOP, _MIDDLE, _GRID = 118.0, 352.0, 436.0  # the interval, the foot of the bell, the table
_TALL = 128.0
_GAPS = ((58.0, 85.0), (105.0, 131.0))  # where the two upright lines are drawn
# (different, worth) -> what it says; one pair cannot be.
READINGS = {
    (True, WORTH[0]): ("a difference,", "and worth it"),
    (True, WORTH[1]): ("a difference; whether", "worth it, open"),
    (True, WORTH[2]): ("a difference,", "too small to be worth it"),
    (False, WORTH[0]): ("cannot be", ""),
    (False, WORTH[1]): ("nothing settled:", "more people needed"),
    (False, WORTH[2]): ("no difference", "worth having"),
}


def _x(points):
    return _LEFT + (_RIGHT - _LEFT) * (np.asarray(points) - _LOW) / (_HIGH - _LOW)


def points_at(x: float) -> float:
    """The points of pain at a place of the picture."""
    return _LOW + (_HIGH - _LOW) * (x - _LEFT) / (_RIGHT - _LEFT)


class PIntervalPlate(Part):
    """Draw once with `PIntervalPlate()`, then `update(result)` as often as you like."""

    handles = {"pinterval-dot": "effect", "pinterval-knob": "worth"}
    handle_names = {"pinterval-dot": "Difference", "pinterval-knob": "Worth it from"}

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "pinterval", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self._interval()
        self._bell()
        self._readings()

    def _interval(self) -> None:
        c = self.palette
        bold = {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.title = self.text(_LEFT, 24, "", "title", **bold)
        self.zone = self.keep("zone", self.ax.add_patch(Rectangle((0, 0), 0, 0, facecolor=c["track"], zorder=0.5)))
        # Both lines leave room for the numbers above and below the bar.
        zero = {"color": c["ink"], "linewidth": 1.6, "zorder": 1}
        for top, foot in (*_GAPS, (_MIDDLE - _TALL - 6, _MIDDLE)):
            self.stroke(None, [_x(0)] * 2, [top, foot], **zero)
        self.text(_x(0) + 6, 68, "no difference", fontsize=TYPE["small"])
        self.edge = self.stroke("edge", color=c["deep"], linewidth=2.2, zorder=1)
        self.knob = knob(self, "knob")
        self.edge_words = self.text(0, 68, "", "edge-words", ha="right", fontsize=TYPE["small"])
        self.bar = self.stroke("bar", color=c["measured"], linewidth=7.0, solid_capstyle="butt", zorder=3)
        self.caps = self.stroke("caps", color=c["measured"], linewidth=3.0, zorder=3)
        self.dot = self.shape("dot", disc(9.0), facecolor=c["paper"], edgecolor=c["measured"], linewidth=3.4, zorder=4)
        small = {"fontsize": TYPE["label"], "ha": "center"}
        self.value = self.text(0, _TOP - 18, "", "value", **small | {"fontweight": "bold"})
        self.ends = [self.text(0, _TOP + 28, "", f"end{i}", **small) for i in range(2)]

    def _bell(self) -> None:
        c = self.palette
        self.text(_LEFT, _MIDDLE - _TALL - 20, "P", fontsize=TYPE["title"], fontweight="bold")
        lines = ("If there were no difference,", "results would fall like this.", "The filled tails are P.")
        for i, words in enumerate(lines):
            self.text(_LEFT, _MIDDLE - _TALL + 4 + 19 * i, words, fontsize=TYPE["label"])
        self.tails = self.shape("tails", facecolor=c["back"], zorder=1.2)
        self.curve = self.stroke("curve", color=c["ink"], linewidth=2.2, zorder=2)
        self.stroke(None, [_LEFT, _RIGHT], [_MIDDLE] * 2, color=c["rule"], linewidth=1.2, zorder=2)
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        for points in range(-40, 21, 10):
            self.stroke(None, [_x(points)] * 2, [_MIDDLE, _MIDDLE + 5], color=c["rule"], linewidth=1.2)
            self.text(_x(points), _MIDDLE + 20, signed(points), ha="center", **quiet)
        self.text(_LEFT, _MIDDLE + 40, "← less pain with the first treatment", **quiet)
        self.text(_RIGHT, _MIDDLE + 40, "more pain, points of 100 →", ha="right", **quiet)
        right = {"ha": "right"}
        self.p = self.text(_RIGHT, _MIDDLE - _TALL - 16, "", "p", fontsize=TYPE["head"], fontweight="bold", **right)
        self.notes = [
            self.text(_RIGHT, _MIDDLE - _TALL + 8 + 19 * i, "", f"note{i}", fontsize=TYPE["label"], **right)
            for i in range(3)
        ]

    def _readings(self) -> None:
        c, left, wide, tall = self.palette, _LEFT + 168.0, 222.0, 60.0
        small = {"fontsize": TYPE["label"]}
        for j, worth in enumerate(WORTH):
            self.text(left + wide * (j + 0.5), _GRID - 2, worth, ha="center", fontweight="bold", **small)
        self.cells = {}
        for i, different in enumerate((True, False)):
            y = _GRID + 8 + (tall + 6) * i
            lines = ("Statistically", "different") if different else ("Not statistically", "different")
            for k, words in enumerate(lines):
                self.text(left - 14, y + 27 + 18 * k, words, ha="right", fontweight="bold", **small)
            for j, worth in enumerate(WORTH):
                x = left + wide * j
                box = Rectangle((x + 3, y), wide - 6, tall, facecolor=c["track"], edgecolor="none", zorder=1)
                self.ax.add_patch(box)
                rim = Path(
                    [(x + 3, y), (x + wide - 3, y), (x + wide - 3, y + tall), (x + 3, y + tall), (x + 3, y)],
                    closed=True,
                )
                on = self.shape(f"cell{i}{j}", rim, edgecolor=c["measured"], linewidth=4.0, zorder=3)
                on.set_visible(False)
                self.cells[different, worth] = on
                first, second = READINGS[different, worth]
                quiet = {"color": c["quiet"]} if first == "cannot be" else {}
                y_first = y + (27 if second else 35)
                self.text(x + wide / 2, y_first, first, ha="center", zorder=4, **small | quiet)
                self.text(x + wide / 2, y + 46, second, ha="center", zorder=4, **small)
        self.exact = self.text(_LEFT, SIZE[1] - 14, "", "exact", fontsize=TYPE["small"], color=c["quiet"])

    def update(self, r) -> None:
        """Show the `PInterval` r."""
        self.title.set_text(r.row if r.published else f"Your own, after {r.row}")
        self._show_interval(r)
        points = np.linspace(-4.0, 4.0, 61) * r.se
        inside = points[(points >= _LOW) & (points <= _HIGH)]
        if len(inside) < 61:
            inside = np.linspace(max(_LOW, -4 * r.se), min(_HIGH, 4 * r.se), 61)
        height = (_TALL - 10) * np.exp(-0.5 * (inside / r.se) ** 2)
        self.curve.set_data(_x(inside), _MIDDLE - height)
        self.tails.set_path(self._tails(r, inside))
        self._show_p(r)
        for key, cell in self.cells.items():
            cell.set_visible(key == (r.reading.different, r.reading.worth))
        self.exact.set_text(f"As exact as one trial with about {r.people:.0f} people in each arm.")

    def _show_interval(self, r) -> None:
        low, high = (float(np.clip(end, _LOW, _HIGH)) for end in (r.low, r.high))
        self.zone.set_bounds(_LEFT, 80, _x(-r.worth_it) - _LEFT, 78)
        y = [*_GAPS[0], np.nan, *_GAPS[1]]
        self.edge.set_data([_x(-r.worth_it)] * 5, y)
        self.edge_words.set_text(f"worth it from {r.worth_it:.0f} less")
        self.edge_words.set_x(_x(-r.worth_it) - 20)
        put(self.knob, float(_x(-r.worth_it)), 56)
        self.bar.set_data(_x([low, high]), [_TOP, _TOP])
        x, y = [], []
        for end, seen in ((r.low, low), (r.high, high)):
            if abs(end - seen) < 1e-9:  # an end beyond the picture has no cap
                x += [_x(end), _x(end), np.nan]
                y += [_TOP - 9, _TOP + 9, np.nan]
        self.caps.set_data(x or [np.nan], y or [np.nan])
        at = float(_x(r.effect))
        put(self.dot, at, _TOP)
        self.value.set_text(signed(r.effect, ".1f"))
        self.value.set_x(at)
        gap = max(0.0, 52.0 - float(_x(high) - _x(low))) / 2.0
        for text, end, seen, side in zip(self.ends, (r.low, r.high), (low, high), (-1, 1), strict=True):
            beyond = abs(end - seen) > 1e-9  # the picture ends before the interval does
            text.set_text(
                f"{'← ' if beyond and side < 0 else ''}{signed(end, '.1f')}{' →' if beyond and side > 0 else ''}"
            )
            text.set_x(
                float(np.clip(_x(seen) + side * gap, _LEFT + (26 if beyond else 18), _RIGHT - (26 if beyond else 18)))
            )

    def _tails(self, r, inside: np.ndarray) -> Path:
        """The two parts of the bell at least as far from 0 as the effect."""
        pieces = []
        for side in (-1.0, 1.0):
            cut = abs(r.effect)
            tail = inside[side * inside > cut]
            if not len(tail) or not _LOW < side * cut < _HIGH:
                continue
            tail = np.append(tail, cut) if side < 0 else np.append(cut, tail)
            tail = np.where(np.isclose(np.abs(tail), cut), side * cut, tail)
            top = _MIDDLE - (_TALL - 10) * np.exp(-0.5 * (tail / r.se) ** 2)
            x = _x(tail)
            corners = np.column_stack([np.r_[x, x[-1], x[0]], np.r_[top, _MIDDLE, _MIDDLE]])
            pieces.append(Path([*corners, corners[0]], closed=True))
        return Path.make_compound_path(*pieces) if pieces else Path(np.zeros((3, 2)))

    def _show_p(self, r) -> None:
        self.p.set_text(f"P {p_is(r.p)}" if r.reveal else "P = ?")
        for slot, words in zip(self.notes, [*notes(r), "", "", ""], strict=False):
            slot.set_text(words)


def notes(r) -> list[str]:
    """What stands below P: the estimate, and what the report prints."""
    out = []
    if r.guess is not None:
        said = f"you said {r.guess:g}"
        out.append(f"{said}: {'near' if r.near else 'far off'}" if r.reveal else said)
    if r.printed is not None and r.reveal:
        out.append(f"printed in the report: {r.printed:g}")
        if not r.fits:
            out.append("the two do not fit")
    return out


def describe_p_interval(r) -> str:
    """The plate in words."""
    head = r.row if r.published else f"Your own, from {r.row}"
    first = (
        f"{head}: {signed(r.effect, '.1f')} points of pain, interval {signed(r.low, '.1f')} to {signed(r.high, '.1f')}."
    )
    read = (
        f"{'0 lies outside it, so' if r.reading.different else '0 lies inside it, so'} the arms are "
        f"{'' if r.reading.different else 'not '}statistically different; "
    )
    worth = {
        WORTH[0]: f"all of it is {r.worth_it:.0f} points less or better: worth it by that line.",
        WORTH[1]: f"the line of {r.worth_it:.0f} points runs through it: whether it is worth it cannot be told.",
        WORTH[2]: f"none of it reaches {r.worth_it:.0f} points: not worth it by that line.",
    }[r.reading.worth]
    p = f" P {p_is(r.p)}." if r.reveal else " P is covered: estimate it from the filled tails first."
    if r.reveal and not r.fits:
        p += f" The report prints {r.printed:g}, which does not fit its own interval: one of the two is a slip."
    if r.reveal and r.guess is not None:
        p += f" You said {r.guess:g}, which is {'near' if r.near else 'far off'}."
    return f"{first} {read}{worth}{p} P says nothing about size."


def draw_p_interval(result, palette=LIGHT) -> PIntervalPlate:
    """Draw a `PInterval`; `.figure` is a Matplotlib figure."""
    plate = PIntervalPlate(palette)
    plate.update(result)
    return plate
