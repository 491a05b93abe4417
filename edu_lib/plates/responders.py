"""The plate of the lab "responders": two curves of pain afterwards, who passes the line, and 100 figures for each arm."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path

from edu_lib.params import capital

from .heads import Heads
from .knob import knob, put
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["RespondersPlate", "pain_at", "describe_responders", "draw_responders"]

SIZE = (884.0, 580.0)  # points
_LEFT, _RIGHT = 24.0, 540.0  # of the axis of pain
_LOW, _HIGH = -20.0, 120.0
_TOP, _ROW, _TALL = 22.0, 198.0, 132.0
_HEADS = 590.0
_ARMS = (("without", "back"), ("treated", "measured"))


def _x(pain):
    return _LEFT + (_RIGHT - _LEFT) * (np.asarray(pain) - _LOW) / (_HIGH - _LOW)


def pain_at(x: float) -> float:
    """The pain, 0 to 100, at a place of the picture."""
    return _LOW + (_HIGH - _LOW) * (x - _LEFT) / (_RIGHT - _LEFT)


class RespondersPlate(Part):
    """Draw once with `RespondersPlate()`, then `update(result)` as often as you like."""

    handles = {"responders-line-knob": "line", "responders-shift-knob": "shift"}
    handle_names = {"responders-line-knob": "Relief needed", "responders-shift-knob": "Difference"}

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "responders", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.pain = np.linspace(_LOW, _HIGH, 57)
        self.fills, self.curves, self.counts, self.heads, self.arms = [], [], [], [], []
        for i, arm in enumerate(_ARMS):
            self._arm(i, *arm)
        self._axis()
        self._outside()
        self._words()

    def _arm(self, i: int, key: str, role: str) -> None:
        c, base = self.palette, _TOP + _ROW * i + _TALL + 22
        self.fills.append(self.shape(f"{key}-fill", facecolor=c[role], zorder=1))
        self.curves.append(self.stroke(f"{key}-curve", color=c[role], linewidth=3.0, zorder=3))
        self.stroke(None, [_LEFT, _RIGHT], [base] * 2, color=c["rule"], linewidth=1.2, zorder=3)
        bold = {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.arms.append(self.text(_LEFT, base - _TALL - 14, "", f"{key}-arm", **bold))
        self.heads.append(Heads(self, key, _HEADS, base - _TALL + 6, role, cell=(13.5, 27.0)))
        self.counts.append(self.text(_HEADS, base - _TALL - 14, "", f"{key}-count", **bold))

    def _axis(self) -> None:
        c, base = self.palette, _TOP + _ROW + _TALL + 22
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        for pain in range(0, 101, 20):
            self.stroke(None, [_x(pain)] * 2, [base, base + 5], color=c["rule"], linewidth=1.2)
            self.text(_x(pain), base + 20, f"{pain}", ha="center", **quiet)
        self.text(_x(50), base + 40, "pain afterwards, 0 to 100", ha="center", **quiet)
        self.text(_LEFT, base + 40, "← less", **quiet)
        self.text(_RIGHT, base + 40, "more →", ha="right", **quiet)
        self.ghost = self.stroke("ghost", color=c["back"], linewidth=1.6, linestyle=(0, (4, 3)), zorder=2.5)
        self.cut = self.stroke("cut", color=c["ink"], linewidth=1.8, linestyle=(0, (5, 2)), zorder=4)
        self.cut_words = self.text(
            0, _TOP + _TALL + 41, "", "cut-words", ha="center", fontsize=TYPE["small"], fontweight="bold"
        )
        self.means = [self.stroke(f"mean{i}", color=c["ink"], linewidth=1.4, zorder=4) for i in range(2)]
        self.shifts = [
            self.text(0, base - _TALL + 8, "", f"shift-{ha}", ha=ha, fontsize=TYPE["small"]) for ha in ("left", "right")
        ]
        self.knobs = knob(self, "line-knob"), knob(self, "shift-knob")
        self.arrow = self.stroke("arrow", color=c["ink"], linewidth=1.6, zorder=4)

    def _outside(self) -> None:
        """A veil over what lies below 0 and above 100, where no pain can be: the curves are only a sum's way of speaking."""
        c = self.palette
        for i in range(2):
            base = _TOP + _ROW * i + _TALL + 22
            for low, high, words in ((_LOW, 0, "below 0"), (100, _HIGH, "over 100")):
                left, right = _x(low), _x(high)
                box = [base - _TALL + 10, base - 0.6]
                veil = {"color": c["paper"], "alpha": 0.62, "linewidth": 0, "zorder": 3.5}
                self.ax.fill([left, right, right, left], [box[0], box[0], box[1], box[1]], **veil)
                wall = _x(0 if low < 0 else 100)
                self.stroke(None, [wall] * 2, [base - _TALL + 22, base], color=c["rule"], linewidth=1.0, zorder=3.6)
                for j, line in enumerate((words, "cannot be")):
                    where = (left + right) / 2, base - _TALL + 36 + 17 * j
                    self.text(*where, line, ha="center", fontsize=TYPE["small"], zorder=3.7)

    def _words(self) -> None:
        top = _TOP + 2 * _ROW + 68
        self.ax.plot([_LEFT, SIZE[0] - 24], [top - 30] * 2, color=self.palette["track"], linewidth=1.4)
        self.head = self.text(_LEFT, top, "", "head", fontsize=TYPE["head"], fontweight="bold")
        self.lines = [self.text(_LEFT, top + 27 + 21 * i, "", f"line{i}", fontsize=TYPE["label"]) for i in range(3)]

    def update(self, r) -> None:
        """Show the `Responders` r."""
        height = [np.exp(-0.5 * ((self.pain - mean) / r.sd) ** 2) for mean in r.means]
        for i, (curve, fill, y, mean) in enumerate(zip(self.curves, self.fills, height, r.means, strict=True)):
            base = _TOP + _ROW * i + _TALL + 22
            curve.set_data(_x(self.pain), base - (_TALL - 14) * y)
            under = np.append(self.pain[self.pain < r.line], r.line)
            edge = base - (_TALL - 14) * np.exp(-0.5 * ((under - mean) / r.sd) ** 2)
            corners = np.column_stack([np.r_[_x(under), _x(r.line), _x(_LOW)], np.r_[edge, base, base]])
            fill.set_path(Path([*corners, corners[0]], closed=True))
            self.means[i].set_data([_x(mean)] * 2, [base - 9, base])
        base = _TOP + _ROW + _TALL + 22
        self.ghost.set_data(_x(self.pain), base - (_TALL - 14) * height[0])
        for arm, words in zip(self.arms, r.arms, strict=True):
            arm.set_text(capital(words))
        self._move_shift(r, base - _TALL + 3)
        first = _TOP + _TALL + 22
        x = float(_x(r.line))
        put(self.knobs[0], x, first - _TALL + 8)
        self.cut.set_data([x, x, np.nan, x, x], [first - _TALL + 8, first, np.nan, base - _TALL + 14, base])
        self.cut_words.set_text(f"{r.relief_percent:.0f} % relief: {r.line:.0f} or less")
        self.cut_words.set_x(float(np.clip(x, _LEFT + 86, _RIGHT - 86)))
        a, b = round(100 * r.without), round(100 * r.treated)
        self.counts[0].set_text(f"{a} of 100 reach it")
        self.heads[0].fill(a)
        more = b - a
        self.counts[1].set_text(f"{b} of 100" + (f": {abs(more)} {'more' if more > 0 else 'fewer'}" if more else ""))
        self.heads[1].fill(min(a, b), b)
        head, *lines = texts(r)
        self.head.set_text(head)
        for slot, line in zip(self.lines, [*lines, "", ""], strict=False):
            slot.set_text(line)

    def _move_shift(self, r, y: float) -> None:
        """The way from one average to the other, and how long it is."""
        one, other = (float(_x(mean)) for mean in r.means)
        self.arrow.set_data([one, other, np.nan, one, one], [y, y, np.nan, y - 6, y + 6])
        put(self.knobs[1], other, y)
        beside = max(one, other) + 12
        fits = beside < _HEADS - 184  # else it would run over the people
        words = f"average: {amount(r.effect)}"
        self.shifts[0].set_x(beside)
        self.shifts[1].set_x(min(one, other) - 12)
        self.shifts[0].set_text(words if fits else "")
        self.shifts[1].set_text("" if fits else words)


def amount(effect: float) -> str:
    """Such as "15.2 points less"."""
    if not round(effect, 1):
        return "no difference"
    return f"{abs(effect):.1f} points {'less' if effect < 0 else 'more'}"


def texts(r) -> list[str]:
    """The headline and the lines below the picture."""
    needed = r.needed
    if needed.crosses:
        head = "It may help, and it may not"
    elif needed.gain > 0:
        head = f"Treat {needed.people} for one more to get this relief"
    else:
        head = f"One more misses this relief in {needed.people}"
    return [
        head,
        f"{needed}{'' if needed.crosses else ' In brackets: what the interval of the average allows.'}",
        f"One drawn from each: the treated one has less pain in {100 * r.better:.0f} of 100 draws. "
        f"The curves share {100 * r.shared:.0f} %.",
        f"Assumed: bell curves, equal spread, all shifted alike. {_beyond(r)}",
    ]


def _beyond(r) -> str:
    """What the curves do where no pain can be."""
    if not 0 <= r.means[1] <= 100:
        return "An average outside 0 to 100 cannot be: move it back."
    one, other = (
        round(100 * (1 - NormalDist(mean, r.sd).cdf(100) + NormalDist(mean, r.sd).cdf(0))) for mean in r.means
    )
    if not one + other:
        return "The cut is a convention."
    return f"Outside 0 to 100, where no pain can be, lie {one} and {other} of 100."


def describe_responders(r) -> str:
    """The plate in words."""
    whose = "published" if r.published else "your own, with the published width"
    a, b = round(100 * r.without), round(100 * r.treated)
    anyway = f" Of the {b}, {min(a, b)} would have reached it without." if b else ""
    return (
        f"{capital(r.contrast)}: pain on average {amount(r.effect)} (interval {amount(r.low)} to "
        f"{amount(r.high)}; {whose}). If people spread by {r.sd:.0f} points around the average, {a} of 100 reach "
        f"{r.relief_percent:.0f} % relief without the treatment and {b} with it: {r.needed.words}.{anyway} The curves share "
        f"{100 * r.shared:.0f} of 100. Who is helped cannot be told from this."
    )


def draw_responders(result, palette=LIGHT) -> RespondersPlate:
    """Draw a `Responders`; `.figure` is a Matplotlib figure."""
    plate = RespondersPlate(palette)
    plate.update(result)
    return plate
