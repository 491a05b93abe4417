"""The plate of the lab "onset_sample": one study person by person, 1000 like it, and how the answer hangs on their size."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.effect_size import p_words
from edu_lib.models.onset_sample import ALPHA, MARKS, SIZES, STUDIES, OnsetSample
from edu_lib.sources import published

from .part import Part
from .style import LIGHT, TYPE

__all__ = ["OnsetSamplePlate", "describe_onset_sample", "draw_onset_sample"]

SIZE = (884.0, 620.0)  # points
_PEOPLE = (86.0, 372.0, -3.2, 4.4)  # top and floor of the dots, and the standard deviations they span
_COLUMNS = (112.0, 232.0)  # without, with back pain
_LEFT, _RIGHT = 404.0, 872.0
_HEAP = (92.0, 274.0)  # top and floor of the heap of studies
_CROSS = 300.0  # where the one study lies
_RANGE, _BIN = (-2.45, 3.45), 0.1
_CURVE = (432.0, 562.0)
_EDGES = np.arange(_RANGE[0], _RANGE[1] + _BIN / 2, _BIN)
_DIAMOND = Path(np.array([(0, 9), (9, 0), (0, -9), (-9, 0), (0, 9)], dtype=float), closed=True)
_GOLDEN = 0.618034  # spreads dots sideways without a pattern


def _x(difference):
    return _LEFT + (_RIGHT - _LEFT) * (np.asarray(difference, dtype=float) - _RANGE[0]) / (_RANGE[1] - _RANGE[0])


def _y(sd):
    top, floor, low, high = _PEOPLE
    return floor - (floor - top) * (np.clip(sd, low, high) - low) / (high - low)


def _size_x(n):
    share = np.log(np.asarray(n, dtype=float) / SIZES[0]) / math.log(SIZES[-1] / SIZES[0])
    return _LEFT + 20 + (_RIGHT - _LEFT - 30) * share


def _share_y(share):
    return _CURVE[1] - (_CURVE[1] - _CURVE[0]) * np.asarray(share)


def _sd(value: float) -> str:
    shown = f"{abs(value):.2f}"
    return shown if shown == "0.00" else f"{'−' if value < 0 else '+'}{shown}"


class OnsetSamplePlate(Part):
    """Draw once with `OnsetSamplePlate()`, then `update(sample)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "sample", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self._one()
        self._many()
        self._sizes()
        self._shown: tuple | None = None

    def _one(self) -> None:
        c = self.palette
        self.title = self.text(4, 24, "", "title", fontsize=TYPE["title"], fontweight="bold")
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        for sd in range(-3, 5):
            y = float(_y(sd))
            self.stroke(None, [40, 312], [y, y], color=c["track"], linewidth=1.2, zorder=0.4)
            if sd % 2 == 0:
                self.text(32, y + 5, f"{'−' if sd < 0 else '+' if sd > 0 else ''}{abs(sd)}", ha="right", **quiet)
        self.text(4, 58, "Onset of each person, SD (up: later)", fontsize=TYPE["small"])
        self.dots, self.bars = [], []
        for i, (x, name, role) in enumerate(
            zip(_COLUMNS, ("without pain", "with back pain"), ("measured", "back"), strict=True)
        ):
            dot = {"color": c[role], "linewidth": 7.0, "solid_capstyle": "round", "zorder": 2}
            self.dots.append(self.stroke(f"dots{i}", **dot))
            self.dots[i].set_snap(False)  # snapped to pixels a dot's line would have no length and vanish
            self.bars.append(self.stroke(f"mean{i}", color=c["ink"], linewidth=3.0, zorder=3))
            self.text(x, _PEOPLE[1] + 20, name, ha="center", fontsize=TYPE["label"], fontweight="bold")
        self.found = [
            self.text(30 if i == 0 else 4, 424 + 21 * i, "", f"found{i}", fontsize=TYPE["label"],
                      fontweight="bold" if i == 0 else "normal")
            for i in range(2)
        ]  # fmt: skip
        key = self.shape("key", _DIAMOND, facecolor=c["chosen"], zorder=3)
        key.place(np.array([[0.8, 0, 14], [0, 0.8, 419], [0, 0, 1.0]]))
        self.stroke(None, [4, 330], [464, 464], color=c["track"], linewidth=1.4)
        self.count = self.text(4, 502, "", "count", fontsize=TYPE["head"], fontweight="bold")
        self.tally = [
            self.text(
                4, 526 + 20 * i, "", f"tally{i}", fontsize=TYPE["label"], fontweight="bold" if i == 0 else "normal"
            )
            for i in range(4)
        ]

    def _many(self) -> None:
        c = self.palette
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        self.text(_LEFT, 24, f"{STUDIES} studies like it", fontsize=TYPE["title"], fontweight="bold")
        for x, role, words in ((_LEFT, "back", "say “differs”"), (_LEFT + 128, "idle", "do not")):
            self.ax.add_patch(Rectangle((x, 34), 14, 14, facecolor=c[role], edgecolor=c["ink"], linewidth=0.8))
            self.text(x + 20, 46, words, fontsize=TYPE["small"])
        self.heap = self.shape("heap", facecolor=c["idle"], zorder=1)
        self.said = self.shape("said", facecolor=c["back"], edgecolor=c["ink"], linewidth=0.8, zorder=1.5)
        self.stroke(None, [_LEFT, _RIGHT], [_HEAP[1]] * 2, color=c["rule"], linewidth=1.2, zorder=2)
        zero = float(_x(0.0))
        self.stroke(None, [zero, zero], [_HEAP[0], 326], color=c["rule"], linewidth=1.4, zorder=1.8)
        self.stroke(None, [_LEFT, _RIGHT], [326, 326], color=c["rule"], linewidth=1.2, zorder=2)
        for sd in (-2, -1, 0, 1, 2, 3):
            x = float(_x(sd))
            self.stroke(None, [x, x], [326, 332], color=c["rule"], linewidth=1.2)
            self.text(x, 347, f"{'−' if sd < 0 else '+' if sd > 0 else ''}{abs(sd)}", ha="center", **quiet)
        self.text((_LEFT + _RIGHT) / 2, 368, "difference found, SD (right: later with back pain)", ha="center",
                  fontsize=TYPE["small"])  # fmt: skip
        self.true = self.stroke("true", color=c["deep"], linewidth=4.0, linestyle=(0, (2, 0.8)), zorder=2.5)
        self.true_text = self.text(0, 82, "", "true-text", fontsize=TYPE["label"], fontweight="bold", ha="center")
        self.interval = self.stroke("interval", color=c["chosen"], linewidth=3.0, zorder=3)
        self.point = self.shape("point", _DIAMOND, facecolor=c["chosen"], edgecolor=c["paper"], linewidth=1.2, zorder=4)

    def _sizes(self) -> None:
        c = self.palette
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        self.text(_LEFT, 404, "Say “differs”, by people in each group", fontsize=TYPE["title"], fontweight="bold")
        left, right = _LEFT + 20, _RIGHT
        for share, words in ((0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")):
            y = float(_share_y(share))
            self.stroke(
                None, [left, right], [y, y], color=c["track"] if share else c["rule"], linewidth=1.2, zorder=0.4
            )
            self.text(left - 8, y + 5, words, ha="right", **quiet)
        y = float(_share_y(ALPHA))
        self.stroke(None, [left, right], [y, y], color=c["rule"], linewidth=1.4, linestyle=(0, (2, 2)), zorder=0.6)
        for n in (5, 10, 20, 30, 100):
            self.text(float(_size_x(n)), _CURVE[1] + 18, str(n), ha="center", **quiet)
        for key, n in MARKS.items():
            x, badge = float(_size_x(n)), published("onset", source=key, quantity="people in each group")["badge"]
            self.stroke(None, [x, x], [_CURVE[0] - 4, _CURVE[1] + 4], color=c["ink"], linewidth=1.6, zorder=1)
            self.text(x, _CURVE[1] + 20, str(n), ha="center", fontsize=TYPE["label"], fontweight="bold")
            name = f"{key[:-4].capitalize()} {key[-4:]} ({badge})"
            self.text(x, _CURVE[1] + 40, name, ha="center", fontsize=TYPE["small"], fontweight="bold")
        self.curve = self.stroke("curve", color=c["back"], linewidth=3.0, zorder=2)
        self.now = self.shape(
            "now", Path.unit_circle(), facecolor=c["chosen"], edgecolor=c["paper"], linewidth=1.4, zorder=4
        )
        self.now_text = self.text(0, 0, "", "now-text", fontsize=TYPE["label"], fontweight="bold", zorder=5)

    def update(self, sample: OnsetSample) -> None:
        """Show `sample`."""
        self.title.set_text(f"Simulated study {sample.study}: {sample.n} against {sample.n}")
        for dots, bar, people, middle in zip(
            self.dots, self.bars, (sample.without, sample.with_pain), _COLUMNS, strict=True
        ):
            x, gap = middle + 76.0 * ((_GOLDEN * np.arange(len(people))) % 1.0 - 0.5), np.full(len(people), np.nan)
            # A dot is a line of no length to speak of with round ends: far fewer points than a circle.
            y = _y(people)
            dots.set_data(np.column_stack([x, x + 0.5, gap]).ravel(), np.column_stack([y, y, gap]).ravel())
            level = float(_y(people.mean()))
            bar.set_data([middle - 50, middle + 50], [level, level])
        self.found[0].set_text(f"{_sd(sample.mean)} SD, P {_p(sample.p)}")
        verdict = "says “differs”" if sample.says_differs else "does not say “differs”"
        self.found[1].set_text(f"95 %: {_sd(sample.low)} to {_sd(sample.high)}; {verdict}")
        ends = np.clip([sample.low, sample.high], *_RANGE)
        self.interval.set_data(_x(ends), [_CROSS, _CROSS])
        self.point.place(np.array([[1.0, 0, float(_x(np.clip(sample.mean, *_RANGE)))], [0, 1.0, _CROSS], [0, 0, 1.0]]))
        key = (sample.n, sample.difference, sample.looks, sample.seed)
        if key != self._shown:
            self._shown = key
            self._update_many(sample)

    def _update_many(self, sample: OnsetSample) -> None:
        shown = np.clip(sample.means, _RANGE[0] + 1e-9, _RANGE[1] - 1e-9)
        every, said = np.histogram(shown, _EDGES)[0], np.histogram(shown[sample.differs], _EDGES)[0]
        scale = (_HEAP[1] - _HEAP[0]) / every.max()
        for shape, counts in ((self.heap, every), (self.said, said)):
            x, y = np.repeat(_x(_EDGES), 2), np.r_[0, np.repeat(counts, 2), 0]
            points = np.column_stack([x, _HEAP[1] - scale * y])
            shape.set_path(Path(np.vstack([points, points[:1]]), closed=True))
        x = float(_x(sample.difference))
        self.true.set_data([x, x], [_HEAP[0] - 4, 318])
        self.true_text.set_position((x, 82))
        self.true_text.set_text(
            f"true difference {sample.difference:.1f} SD" if sample.difference else "true difference: none"
        )
        for text, line in zip((self.count, *self.tally), _tally(sample), strict=True):
            text.set_text(line)
        self.curve.set_data(_size_x(sample.sizes), _share_y(sample.curve))
        x, y = float(_size_x(sample.n)), float(_share_y(sample.share))
        self.now.place(np.array([[7.5, 0, x], [0, 7.5, y], [0, 0, 1.0]]))
        self.now_text.set_position((x + 12 if x < _RIGHT - 60 else x - 56, y - 12 if y > _CURVE[0] + 30 else y + 22))
        percent = 100.0 * sample.share
        self.now_text.set_text(f"{percent:.1f} %" if percent < 9.95 else f"{percent:.0f} %")


def _p(p: float) -> str:
    words = p_words(p)
    return words if words.startswith(("below", "above")) else f"= {words}"


def _tally(sample: OnsetSample) -> list[str]:
    """What the 1000 studies say, line by line; five lines, empty ones last."""
    count = round(STUDIES * sample.share)
    lines = [f"{count} of {STUDIES} say “differs”"]
    if sample.difference == 0.0:
        lines += ["Nothing differs: they are all fooled.", f"Theory expects {round(STUDIES * sample.false_expected)}."]
    else:
        lines.append(f"{STUDIES - count} miss what is there.")
        wrong = round(sample.wrong_sign * count)
        if count:
            lines.append(f"They show {sample.exaggeration:.1f} times the true size.")
        if wrong:
            lines.append(f"{wrong} of them point the wrong way.")
    if sample.looks > 1:
        lines.append(f"Each tried {sample.looks}, reported the smallest P.")
    return (lines + [""] * 5)[:5]


def describe_onset_sample(sample: OnsetSample) -> str:
    """What the plate shows."""
    side = "later" if sample.mean >= 0.0 else "earlier"
    true = f"The true difference is {sample.difference:.1f}." if sample.difference else "In truth nothing differs here."
    head, *lines = _tally(sample)
    return " ".join([
        f"Simulated study {sample.study}, {sample.n} people against {sample.n}: with back pain {abs(sample.mean):.2f} "
        f"standard deviations {side} (95 % interval {_sd(sample.low)} to {_sd(sample.high)}), P {_p(sample.p)}; it "
        f"{'says' if sample.says_differs else 'does not say'} “differs”.",
        true,
        f"Of such studies, {head}.",
        *(line for line in lines if line),
    ])  # fmt: skip


def draw_onset_sample(sample: OnsetSample, palette=LIGHT) -> OnsetSamplePlate:
    """Draw an `OnsetSample`; `.figure` is a Matplotlib figure."""
    plate = OnsetSamplePlate(palette)
    plate.update(sample)
    return plate
