"""The plate of the lab "scan_findings": people without pain on the left, people with pain against them on the right."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from edu_lib.models.scan_findings import NOT_ASSOCIATED, named, scan_findings
from edu_lib.params import capital

from .heads import Heads
from .knob import box, knob, put
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["ScanFindingsPlate", "age_at", "describe_scan_findings", "draw_scan_findings"]

SIZE = (884.0, 600.0)  # points
_LEFT = (50.0, 420.0)  # 20 and 80 years
_FLOOR, _TALL = 500.0, 190.0  # of the curve: 0, and the height of 100
_RIGHT = (626.0, 860.0)  # odds ratios from 0.8 to 50, by their logarithm
_FIRST, _STEP = 132.0, 48.0


def _x(age) -> float:
    return _LEFT[0] + (_LEFT[1] - _LEFT[0]) * (np.asarray(age) - 20) / 60


def age_at(x: float) -> float:
    """The age at a place of the picture."""
    return 20 + 60 * (x - _LEFT[0]) / (_LEFT[1] - _LEFT[0])


def _y(share) -> float:
    return _FLOOR - _TALL * np.asarray(share) / 100


def _r(ratio: float) -> float:
    low, high = math.log(0.8), math.log(50)
    return _RIGHT[0] + (_RIGHT[1] - _RIGHT[0]) * (math.log(ratio) - low) / (high - low)


class ScanFindingsPlate(Part):
    """Draw once with `ScanFindingsPlate()`, then `update(result)` as often as you like."""

    handles = {"scan-age": "age"}
    handle_names = {"scan-age": "Age"}

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "scan", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.bold = {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.small = {"fontsize": TYPE["small"], "color": palette["quiet"]}
        self._without()
        self._with()
        self.closing = self.text(24, 582, "", "closing", **self.bold)

    def _without(self) -> None:
        c = self.palette
        self.text(24, 30, "Without any back pain", fontsize=TYPE["head"], fontweight="bold")
        self.count = self.text(24, 62, "", "count", **self.bold)
        self.heads = Heads(self, "people", 24, 76, "measured", cell=(20.4, 29.0))
        self.text(24, 252, "and at other ages, people of 100", fontsize=TYPE["small"])
        self.note = self.text(24, 274, "", "note", **self.small)
        for share in (0, 50, 100):
            self.stroke(
                None, list(_LEFT), [_y(share)] * 2, color=c["rule"], linewidth=0.8 if share else 1.4, zorder=0.5
            )
            self.text(_LEFT[0] - 12, _y(share) + 5, f"{share}", ha="right", **self.small)
        for age in range(20, 81, 10):
            self.text(_x(age), _FLOOR + 24, f"{age}", ha="center", **self.small)
        below = "age; points are printed, the line only joins them"
        self.text(sum(_LEFT) / 2, _FLOOR + 44, below, ha="center", **self.small)
        self.line = self.stroke("line", color=c["measured"], linewidth=1.6, linestyle=(0, (2, 2)), zorder=1)
        self.points = self.stroke("points", color=c["measured"], marker="o", markersize=9, linestyle="none", zorder=2)
        self.drop = self.stroke("drop", color=c["ink"], linewidth=1.4, zorder=1.5)
        self.knob = knob(self, "age")

    def _with(self) -> None:
        c, left = self.palette, 464
        self.text(left, 30, "With back pain, against without", fontsize=TYPE["head"], fontweight="bold")
        self.text(left, 62, "How many times as high are the odds?", **self.bold)
        self.text(left, 84, "adults up to 50; 1904 with pain, 1193 without", **self.small)
        self.chosen = self.shape("chosen", facecolor=c["track"], zorder=0)
        bottom = _FIRST + 5.5 * _STEP
        for ratio in (1, 2, 5, 10, 50):
            look = {"color": c["ink"], "linewidth": 1.8} if ratio == 1 else {"color": c["rule"], "linewidth": 0.6}
            self.stroke(None, [_r(ratio)] * 2, [_FIRST - 24, bottom], zorder=0.6, **look)
            self.text(_r(ratio), bottom + 18, f"{ratio}", ha="center", **self.small)
        self.text(_r(1), bottom + 38, "1: as often without pain", **self.small)
        for i, one in enumerate(scan_findings().odds):
            y = _FIRST + _STEP * i
            self.text(left, y, capital(one.finding), fontsize=TYPE["small"])
            self.text(left, y + 17, f"{one.ratio:.3g} ({one.low:.3g} to {one.high:.3g})", **self.small)
            self.stroke(None, [_r(one.low), _r(one.high)], [y + 2] * 2, color=c["back"], linewidth=2.4, zorder=1)
            square = {"marker": "s", "markersize": 10, "linestyle": "none"}
            self.stroke(None, [_r(one.ratio)], [y + 2], color=c["back"], zorder=2, **square)
        self.other = [self.text(left, bottom + 72 + 19 * i, "", f"other{i}", fontsize=TYPE["small"]) for i in range(3)]

    def update(self, r) -> None:
        """Show the `ScanFindings` r."""
        self.count.set_text(f"Of 100 people of {r.age}, {r.share:.0f} have {named(r.finding)}")
        self.heads.fill(round(r.share))
        self.line.set_data(_x(r.ages), _y(r.shares))
        self.points.set_data(_x(r.ages), _y(r.shares))
        x, y = float(_x(r.age)), float(_y(r.share))
        self.drop.set_data([x, x], [y, _FLOOR])
        put(self.knob, x, y)
        few = f"only {r.people} people of this age" if r.people else "nobody of this age was scanned: its own guess"
        self.note.set_text(f"[{r.badge}]" + (f" {few}" if r.few else ""))
        self.chosen.set_visible(r.chosen is not None)
        if r.chosen is not None:
            y = _FIRST + _STEP * r.odds.index(r.chosen) - 21
            self.chosen.set_path(box(456, y, 876, y + _STEP - 2))
        for slot, words in zip(self.other, (*_compared(r), "", ""), strict=False):
            slot.set_text(words)
        self.closing.set_text("Alone it does not prove the cause, and it does not mean nothing.")


def _compared(r) -> tuple[str, ...]:
    """What is known of this finding with pain, in lines of the plate."""
    if r.chosen is not None:
        odds = f"{capital(r.finding)}: the odds are {r.chosen.ratio:.3g} times as high with pain."
        return (odds, "Groups differ; one person is not told apart.")
    if r.finding in NOT_ASSOCIATED:
        return (
            f"{capital(r.finding)}: by the review's summary",
            "no more common with pain. Its numbers were not read.",
        )
    return (f"{capital(r.finding)}: no ratio in the summary that we read.", "That is not the same as no difference.")


def describe_scan_findings(r) -> str:
    """The plate in words."""
    guess = ""
    if r.few:
        guess = (
            f" Only {r.people} were scanned."
            if r.people
            else " Nobody of this age was scanned: the review's own guess."
        )
    if r.chosen is not None:
        one = r.chosen
        compared = (
            f"In adults up to 50 the odds of it are {one.ratio:.3g} times as high with back pain as without "
            f"({one.low:.3g} to {one.high:.3g})."
        )
    else:
        compared = " ".join(_compared(r))
    return (
        f"{r}{guess} {compared} People without pain have it too, which speaks against blaming it at once; where it is commoner "
        "with pain it may play a part. The scan alone does not tell which."
    )


def draw_scan_findings(result, palette=LIGHT) -> ScanFindingsPlate:
    """Draw a `ScanFindings`; `.figure` is a Matplotlib figure."""
    plate = ScanFindingsPlate(palette)
    plate.update(result)
    return plate
