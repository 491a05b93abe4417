"""The plate of the root signs: how far tests move the chance of a root, and which root, if any, the signs point to."""

from __future__ import annotations

import math
import textwrap
from dataclasses import replace

from matplotlib.figure import Figure
from matplotlib.path import Path

from edu_lib.models.root_ratios import ladder, single_losses
from edu_lib.models.root_signs import CEILING, FLOOR, HOSPITAL, LABELS, ROOTS, SURE, Signs
from edu_lib.params import capital
from edu_lib.sources import cite

from .knob import box, put, star
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["RootSignsPlate", "describe_root_signs", "draw_root_signs"]

SIZE = (884.0, 664.0)  # points
_LEFT, _RIGHT = 16.0, 424.0  # the left half: its bar of chance and its ladder
_SPLIT, _BARS, _END = 468.0, 512.0, 868.0  # the right half, and the bars of the roots
_CHANCE = 160.0  # middle of the bar of chance
_RUNG, _STEP = 280.0, 60.0  # first test of the ladder, and from one to the next
_LOW, _HIGH = 0.09, 13.0  # ends of the ladder, logarithmic
_TOP, _ROW = 118.0, 40.0  # bars of the roots
_TOLD = 3  # how many reasons are told in the sentence
_ASK = "Ask first, and act before you test: saddle, bladder, bowel, sexual function, both legs, growing weakness."
_WHEEL = Path.unit_circle()


def _at(ratio: float) -> float:
    """Where a ratio stands on the ladder."""
    return _LEFT + (_RIGHT - _LEFT) * math.log(ratio / _LOW) / math.log(_HIGH / _LOW)


def _along(percent: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * percent / 100


def _bar(x0: float, x1: float, y: float, half: float) -> Path:
    return box(x0, y - half, x1, y + half)


class RootSignsPlate(Part):
    """Draw once with `RootSignsPlate()`, then `update(root_signs(...))` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "signs", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.calm: list = []  # all that an emergency takes away
        self._chance()
        self._ladder()
        self._roots()
        self._alarm()

    def _say(self, key: str, x: float, y: float, words: str, size: str = "small", **style):
        made = self.text(x, y, words, key, fontsize=TYPE[size], **style)
        self.calm.append(made)
        return made

    def _line(self, key: str, x, y, **style):
        made = self.stroke(key, x, y, **{"color": self.palette["rule"], "linewidth": 1.2} | style)
        self.calm.append(made)
        return made

    def _block(self, key: str, path: Path | None = None, **style):
        made = self.shape(key, path, **style)
        self.calm.append(made)
        return made

    def _chance(self) -> None:
        """Is a root the cause? Before and after, on a bar from 0 to 100 %."""
        c = self.palette
        self._say("ask-a", _LEFT, 28, "1  Does a herniation press on a root?", "title", fontweight="bold")
        self.chance = self._say("chance", _LEFT, 66, "", "head", fontweight="bold")
        self.band_words = self._say("band-words", _LEFT, 90, "", "label", color=c["quiet"])
        self.setting = self._say("setting", _LEFT, 110, "", color=c["quiet"])
        self._block("rail", _bar(_LEFT, _RIGHT, _CHANCE, 9), facecolor=c["track"])
        self.band = self._block("band", facecolor=c["measured"], alpha=0.35, zorder=2)
        self.before = self._line("before", (), (), color=c["ink"], linewidth=2.4, zorder=3)
        self.after = self._block("after", _WHEEL, facecolor=c["measured"], edgecolor=c["paper"], zorder=4)
        self.before_word = self._say("before-word", 0, _CHANCE - 17, "before", ha="center", color=c["quiet"])
        y = _CHANCE + 19
        low, high = (_along(x) for x in HOSPITAL)
        self._line("hospital", [low, low, high, high], [y - 5, y, y, y - 5])
        words = f"operated in hospital: {HOSPITAL[0]:.0f} to {HOSPITAL[1]:.0f} %"
        self._say("hospital-words", _RIGHT, y + 19, words, ha="right", color=c["quiet"])
        self._say("zero", _LEFT, y + 6, "0 %", color=c["quiet"])

    def _ladder(self) -> None:
        """What each test can do: where positive to the right of 1, where negative to the left."""
        c = self.palette
        self._say("ladder", _LEFT, 232, "Likelihood ratio: how many times the odds change", "label", fontweight="bold")
        last = _RUNG + _STEP * 4
        xs, ys = [], []
        for k in range(5):  # the line of 1 stands behind the marks only, so that it crosses no word
            xs += [_at(1), _at(1), math.nan]
            ys += [_RUNG + _STEP * k - 15, _RUNG + _STEP * k + 13, math.nan]
        self._line("one", xs, ys, color=c["ink"], linewidth=1.6)
        self._say("one-word", _at(1), 254, "1 tells nothing", ha="center")
        self._say("less", _LEFT + 19, 254, "negative", color=c["quiet"])
        self._say("more", _RIGHT - 19, 254, "positive", ha="right", color=c["quiet"])
        for found, x in (("negative", _LEFT + 8), ("positive", _RIGHT - 8)):
            key = self._block(f"key-{found}", _sign(found), edgecolor=c["measured"], linewidth=1.8)
            put(key, x, 249.5, 6.5)
        foot = last + 44
        self._line("axis", [_LEFT, _RIGHT], [foot, foot])
        ticks = (0.1, 0.2, 0.5, 1, 2, 5, 10)
        flat = [(x, y) for t in ticks for x, y in ((_at(t), foot), (_at(t), foot + 5), (math.nan, math.nan))]
        self._line("ticks", [x for x, _ in flat], [y for _, y in flat])
        for k, tick in enumerate(ticks):
            self._say(f"tick{k}", _at(tick), foot + 19, f"{tick:g}", ha="center")
        self.marks, whisk_x, whisk_y, dash_x, dash_y = {}, [], [], [], []
        for k, (key, pair) in enumerate(ladder().items()):
            y, one = _RUNG + _STEP * k, pair[0]
            self._say(f"test{k}", _LEFT, y + 31, LABELS[key], "label")
            who = f"{one.short.replace(' et al.', '')}, {one.reference.split(',')[0]}"
            self._say(f"source{k}", _RIGHT, y + 31, who, ha="right", color=c["quiet"])
            for found, ratio in zip(("positive", "negative"), pair, strict=True):
                if not ratio:
                    continue
                shift = -3.5 if found == "positive" else 3.5  # so that two whiskers that meet stay two
                if ratio.low is not None:
                    whisk_x += [_at(ratio.low), _at(min(ratio.high, _HIGH)), math.nan]
                    whisk_y += [y + shift, y + shift, math.nan]
                else:
                    dash_x += [_at(ratio.value), _RIGHT, math.nan]
                    dash_y += [y + shift, y + shift, math.nan]
                mark = self._block(
                    f"mark-{key}-{found}", _sign(found), edgecolor=c["measured"], linewidth=1.8, zorder=4
                )
                put(mark, _at(ratio.value), y + shift, 7.5)
                self.marks[key, found] = mark
        self._line("whiskers", whisk_x, whisk_y, color=c["measured"], linewidth=2.2, zorder=3)
        self._line("open-ends", dash_x, dash_y, color=c["measured"], linewidth=2.2, linestyle=(0, (2, 2)), zorder=3)
        low, high = single_losses()
        self._line("loss-range", [_at(low), _at(high)], [last, last], color=c["quiet"], linewidth=7, zorder=3)
        self._say("loss", _LEFT, last + 31, "One loss alone", "label")
        self._say("loss-source", _RIGHT, last + 31, "Al Nezari 2013, surgery or imaging", ha="right", color=c["quiet"])

    def _roots(self) -> None:
        """If a root is the cause: which?"""
        c = self.palette
        self._say("ask-b", _SPLIT, 28, "2  If so, which root?", "title", fontweight="bold")
        self.verdict = self._say("verdict", _SPLIT, 66, "", "head", fontweight="bold")
        self.counts = self._say("counts", _SPLIT, 90, "", "label", color=c["quiet"])
        self.bars, self.shares = {}, {}
        for k, root in enumerate((*ROOTS, "S2")):
            y = _TOP + _ROW * k + 14
            self._say(f"root{k}", _SPLIT, y + 5, root, "title", fontweight="bold")
            if root == "S2":
                self._say("no-data", _BARS, y + 5, "no accuracy data: no percentage", "label", color=c["quiet"])
                continue
            self._block(f"rail{k}", _bar(_BARS, _END - 96, y, 12), facecolor=c["track"])
            self.bars[root] = self._block(f"bar{k}", zorder=2)
            self.shares[root] = self._say(f"share{k}", _END, y + 5, "", "label", ha="right")
        x = _BARS + (_END - 96 - _BARS) * SURE / 100
        y = _TOP + _ROW * 5 - 6
        self._line("sure", [x, x], [_TOP - 4, y], linestyle=(0, (4, 3)), zorder=3)
        self._say("sure-word", x, _TOP - 10, f"{SURE:.0f} %, our line", ha="center", color=c["quiet"])
        self.why_head = self._say("why-head", _SPLIT, 392, "", "label", fontweight="bold")
        self.why = self._say("why", _SPLIT, 402, "", va="top", linespacing=1.35)
        sign = self._block("star", star(1.25), facecolor=c["back"])
        put(sign, _LEFT + 9, SIZE[1] - 19, 9.0)
        self.first = self._say("first", _LEFT + 28, SIZE[1] - 14, "", "label", fontweight="bold")

    def _alarm(self) -> None:
        c = self.palette
        x = SIZE[0] / 2
        self.alarm = [
            self.shape("alarm-rim", _bar(60, SIZE[0] - 60, 300, 160), edgecolor=c["back"], linewidth=5),
            self.text(x, 220, "Emergency department now", "alarm", fontsize=34, fontweight="bold", ha="center"),
            self.text(x, 276, "", "alarm-why", fontsize=TYPE["title"], ha="center", va="top", linespacing=1.6),
            self.text(x, 402, "No percentage and no root: other signs change nothing.", "alarm-none",
                      fontsize=TYPE["title"], ha="center"),
            self.text(x, 434, cite("girft_ces2024").short, "alarm-source", fontsize=TYPE["small"], ha="center",
                      color=c["quiet"]),
        ]  # fmt: skip

    def update(self, result: Signs) -> None:
        """Show `result`."""
        for artist in self.calm:
            artist.set_visible(not result.emergency)
        for artist in self.alarm:
            artist.set_visible(result.emergency)
        if result.emergency:
            words = f"{result.reasons[0]} Do not wait for a full picture: there is none that is typical."
            self.alarm[2].set_text(textwrap.fill(words, 76))
            return
        self.first.set_text(_ASK)
        self._show_chance(result)
        self._show_roots(result)

    def _show_chance(self, r: Signs) -> None:
        c = self.palette
        self.chance.set_text(f"{r.before:.0f} % before  \N{RIGHTWARDS ARROW}  {r.after:.0f} % after")
        setting = ""
        if not r.used:
            words = "no test with a ratio was done"
        elif r.disagree:
            words = f"the tests disagree: anything from {r.band[0]:.0f} to {r.band[1]:.0f} %"
        else:
            one = r.used[0]
            setting = f"{one.name.split(',')[0]}: {one.setting}"
            words = f"band {r.band[0]:.0f} to {r.band[1]:.0f} %" if r.band else "no interval was read, so no band"
            if r.after in (FLOOR, CEILING):
                words += f"; {r.after:.0f} % is our limit"
        self.setting.set_text(setting)
        self.band_words.set_text(words)
        self.band.set_visible(r.band is not None)
        if r.band:
            self.band.set_path(_bar(_along(r.band[0]), _along(r.band[1]), _CHANCE, 9))
        x = _along(r.before)
        self.before.set_data([x, x], [_CHANCE - 13, _CHANCE + 13])
        self.before_word.set_x(min(max(x, _LEFT + 22), _RIGHT - 22))
        put(self.after, _along(r.after), _CHANCE, 9.0)
        for (key, found), mark in self.marks.items():
            mark.set_facecolor(c["measured" if r.values[key] == found else "paper"])

    def _show_roots(self, r: Signs) -> None:
        c = self.palette
        self.verdict.set_text(r.verdict)
        kinds = ", ".join(r.counted) or "nothing that tells roots apart"
        self.counts.set_text(f"counted: {kinds}")
        for root, bar in self.bars.items():
            share = r.shares[root]
            bar.set_path(
                _bar(_BARS, _BARS + (_END - 96 - _BARS) * share / 100, _TOP + _ROW * ROOTS.index(root) + 14, 12)
            )
            sure = not r.rules and root == r.best
            bar.set(facecolor=c["measured" if sure else "idle"], edgecolor=c["ink" if sure else "rule"])
            self.shares[root].set_text(f"{share:.0f} %" + (" or less" if share <= FLOOR else ""))
            self.shares[root].set_fontweight("bold" if sure else "normal")
        self.why_head.set_text("Why we cannot tell" if r.rules else "And less sure than that")
        words = r.reasons or tuple(capital(w) for w in r.cautions)
        self.why.set_text("\n".join(textwrap.fill(w, 62) for w in words))


def _sign(found: str) -> Path:
    """A disc for a positive test, a diamond for a negative one."""
    return (
        _WHEEL if found == "positive" else Path([(0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0), (0, -1.15)], closed=True)
    )


def describe_root_signs(result: Signs) -> str:
    """What the plate shows, in sentences; of many reasons the first three."""
    more = len(result.reasons) - _TOLD
    if more <= 0:
        return str(result)
    words = "One more reason stands" if more == 1 else f"{more} more reasons stand"
    return f"{replace(result, reasons=result.reasons[:_TOLD])} {words} in the picture."


def draw_root_signs(result: Signs, palette=LIGHT) -> RootSignsPlate:
    """Draw a `Signs`; `.figure` is a Matplotlib figure."""
    plate = RootSignsPlate(palette)
    plate.update(result)
    return plate
