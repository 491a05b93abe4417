"""The plate of the traction ladder: rungs that hold, rungs that are broken, and the studies behind the one that is looked at."""

from __future__ import annotations

import re
import textwrap

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.traction_ladder import MORAL, RUNGS, Ladder
from edu_lib.params import capital, signed
from edu_lib.words import N_, _, number

from .part import Part
from .style import LIGHT, TYPE

__all__ = ["TractionLadderPlate", "describe_traction_ladder", "differences", "draw_traction_ladder"]

SIZE = (884.0, 664.0)  # points
_RAILS, _PLANK = (20.0, 418.0), 11.0
_FIRST, _STEP = 622.0, 71.0  # the lowest rung, and from one to the next
_TEXT, _EDGE = 456.0, 876.0
_LINES, _WIDE = 13, 52  # of evidence, and how many letters a line takes
_HEAD = 46  # how many letters the heading above it takes
# Verdict -> pieces of the plank as shares of its length, and whether they are outlines only.
_PLANKS = {
    "holds": (((0.0, 1.0),), False),
    "contested": (tuple((k / 8, (k + 0.66) / 8) for k in range(8)), False),
    "not shown": (((0.0, 0.17), (0.83, 1.0)), False),
    "little or none": (((0.0, 0.17), (0.83, 1.0)), False),
    "unsure": (((0.0, 1.0),), True),
    "advised against": (((0.0, 0.05), (0.95, 1.0)), False),
}
_MEANING = {
    "holds": N_("holds: measured, and agreed on"),
    "contested": N_("contested: studies contradict each other"),
    "not shown": N_("broken: looked for, and not found, or little"),
    "unsure": N_("unsure: few, small or weak studies"),
    "advised against": N_("gone: guidelines advise against it"),
}
_AXIS = (-2.1, 1.1)
_BARS = 622.0  # where bars begin


def _plank(verdict: str, y: float, low: float = _RAILS[0], high: float = _RAILS[1]) -> Path:
    """The pieces of a rung at height `y`; broken ends are jagged."""
    pieces, _ = _PLANKS[verdict]
    out, long, h = [], high - low, _PLANK / 2
    for a, b in pieces:
        x0, x1 = low + a * long, low + b * long
        left = [(x0, y - h), (x0, y + h)] if a == 0.0 else [(x0 - 5, y - h), (x0 + 4, y), (x0 - 3, y + h)]
        right = [(x1, y + h), (x1, y - h)] if b == 1.0 else [(x1 + 5, y + h), (x1 - 3, y), (x1 + 4, y - h)]
        if verdict == "contested":
            left, right = [(x0, y - h), (x0, y + h)], [(x1, y + h), (x1, y - h)]
        ring = [*left, *right, left[0]]
        out.append(Path(ring, closed=True))
    return Path.make_compound_path(*out)


class TractionLadderPlate(Part):
    """Draw once with `TractionLadderPlate()`, then `update(traction_ladder(...))`. `picks`: each rung by its row."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "ladder", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        title = {"fontsize": TYPE["head"], "fontweight": "bold"}
        self.text(6, 28, _("From mechanism to outcome, rung by rung"), **title)
        self._draw_rungs()
        self._draw_text()
        self._draw_key()
        self._draw_forest()
        self._draw_people()
        self._draw_amounts()
        for i, line in enumerate(textwrap.wrap(_(MORAL), 52)):
            self.text(_TEXT, 606 + 18 * i, line, fontsize=TYPE["small"], fontweight="bold")
        self.ax.plot([_TEXT, _EDGE], [588] * 2, color=palette["rule"], linewidth=1.0)

    # The ladder ---------------------------------------------------------------------------------------------------

    def _draw_rungs(self) -> None:
        c = self.palette
        self.rows, self.picks = [], {}
        for i, rung in enumerate(RUNGS):
            y = _FIRST - _STEP * i
            row = Path([(2, y - 50), (436, y - 50), (436, y + 13), (2, y + 13), (2, y - 50)], closed=True)
            back = self.shape(f"row{i}", row, facecolor=c["paper"], edgecolor=c["paper"], linewidth=2.0, zorder=0.5)
            self.rows.append(back)
            outlined = _PLANKS[rung.verdict][1]
            style = {
                "facecolor": c["paper" if outlined else "box"],
                "edgecolor": c["box"],
                "linewidth": 1.6,
                "zorder": 2,
            }
            if outlined:
                style["linestyle"] = (0, (4, 2))
            ends = (_RAILS[0] + 6, _RAILS[1] - 6) if outlined else _RAILS  # an empty plank stays between the rails
            plank = self.shape(f"plank{i}", _plank(rung.verdict, y, *ends), **style)
            name = self.text(
                34, y - 29, f"{i + 1}  {_(rung.claim)}", f"name{i}", fontsize=TYPE["title"], fontweight="bold", zorder=3
            )
            about = {"verdict": _(rung.verdict), "certainty": _(rung.certainty)}
            words = _("{verdict}; certainty: {certainty}", **about)
            if rung.verdict == "advised against":
                words = f"{about['verdict']} ({about['certainty']})"
            said = self.text(54, y - 12, words, f"verdict{i}", fontsize=TYPE["small"], color=c["quiet"], zorder=3)
            for artist in (back, plank, name, said):
                self.picks[artist.get_gid()] = rung.claim
        frame = {"edgecolor": c["chosen"], "linewidth": 2.2, "zorder": 2.6}
        self.frame = self.shape("frame", self.rows[0].get_path(), **frame)
        rail = {"color": c["box"], "linewidth": 8.0, "solid_capstyle": "round", "zorder": 1.5}
        for x in _RAILS:
            self.ax.plot([x, x], [_FIRST - _STEP * (len(RUNGS) - 1) - 48, _FIRST + 26], **rail)
        self.text(220, 655, _("mechanism"), ha="center", fontsize=TYPE["small"], color=c["quiet"])
        self.text(220, 60, _("outcome"), ha="center", fontsize=TYPE["small"], color=c["quiet"])

    # The rung that is looked at -----------------------------------------------------------------------------------

    def _draw_text(self) -> None:
        bold = {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.title = self.text(_TEXT, 66, "", "title", **bold)
        self.why = [self.text(_TEXT, 90 + 19 * k, "", f"why{k}", fontsize=TYPE["label"]) for k in range(4)]
        self.lines = [self.text(_TEXT, 0, "", f"line{k}", fontsize=TYPE["label"]) for k in range(_LINES)]

    def _draw_key(self) -> None:
        """What the planks mean; shown where no rung is chosen."""
        c, self.key = self.palette, []
        for k, (verdict, words) in enumerate(_MEANING.items()):
            y = 206 + 34 * k
            outlined = _PLANKS[verdict][1]
            style = {"facecolor": c["paper" if outlined else "box"], "edgecolor": c["box"], "linewidth": 1.4}
            if outlined:
                style["linestyle"] = (0, (4, 2))
            self.key.append(self.shape(f"key{k}", _plank(verdict, y, _TEXT + 6, _TEXT + 92), **style))
            self.key.append(self.text(_TEXT + 106, y + 5, _(words), f"key-words{k}", fontsize=TYPE["small"]))

    def _draw_forest(self) -> None:
        c, self.forest = self.palette, []
        self.f_words, self.f_lines, self.f_dots, self.f_values = [], [], [], []
        diamond = Path(np.array([(0, 1), (1, 0), (0, -1), (-1, 0), (0, 1)]) * 6.5, closed=True)
        for k in range(5):
            self.f_words.append(self.text(_TEXT, 0, "", f"effect{k}", fontsize=TYPE["small"]))
            line = Line2D([0, 0], [0, 0], color=c["ink"], linewidth=2.4, zorder=3)
            self.f_lines.append(self.keep(f"interval{k}", self.ax.add_line(line)))
            style = {"facecolor": c["measured"], "edgecolor": c["paper"], "linewidth": 1.0, "zorder": 3.2}
            self.f_dots.append(self.shape(f"mean{k}", diamond, **style))
            style = {"fontsize": TYPE["small"], "ha": "right"}
            self.f_values.append(self.text(_EDGE, 0, "", f"effect-value{k}", **style))
        zero = Line2D([self._x(0.0)] * 2, [0, 0], color=c["ink"], linewidth=1.2, zorder=2)
        self.zero = self.keep("zero", self.ax.add_line(zero))
        rule = Line2D([self._x(_AXIS[0]), self._x(_AXIS[1])], [0, 0], color=c["rule"], linewidth=1.0)
        self.base = self.keep("base", self.ax.add_line(rule))
        small = {"fontsize": TYPE["small"], "color": c["quiet"]}
        self.ticks = [
            self.text(self._x(t), 0, signed(t, "g"), f"tick{t}", ha="center", **small) for t in (-2, -1, 0, 1)
        ]
        self.sides = [
            self.text(self._x(0) - 14, 0, _("better with traction"), "better", ha="right", **small),
            self.text(self._x(0) + 14, 0, _("worse"), "worse", **small),
            self.text(_EDGE, 0, _("SMD (95 % interval)"), "scale", ha="right", **small),
        ]

    @staticmethod
    def _x(effect: float) -> float:
        low, high = _AXIS
        return _TEXT + 8 + (_EDGE - _TEXT - 130) * (effect - low) / (high - low)

    def _draw_people(self) -> None:
        """A trial that counts people: a disc for each, filled where surgery was avoided."""
        c = self.palette
        style = {"edgecolor": c["ink"], "linewidth": 1.4, "zorder": 2}
        self.all_people = self.shape("people", facecolor=c["paper"], **style)
        self.some_people = self.shape("avoided", facecolor=c["measured"], **style)
        self.p_words = [self.text(_TEXT, 0, "", f"group{k}", fontsize=TYPE["small"]) for k in range(2)]
        self.p_key = self.text(_TEXT, 0, "", "people-key", fontsize=TYPE["small"], color=c["quiet"])

    def _draw_amounts(self) -> None:
        c = self.palette
        self.a_words, self.a_bars, self.a_values = [], [], []
        for k in range(5):
            self.a_words.append(self.text(_TEXT, 0, "", f"amount{k}", fontsize=TYPE["small"]))
            bar = Rectangle((_BARS, 0), 0, 14, facecolor=c["measured"], edgecolor="none", zorder=2)
            self.a_bars.append(self.keep(f"bar{k}", self.ax.add_patch(bar)))
            self.a_values.append(self.text(_BARS, 0, "", f"amount-value{k}", fontsize=TYPE["small"], fontweight="bold"))

    def _amounts(self, rung) -> None:
        found = rung.amounts if rung else ()
        full = max((value for _, value in found), default=1.0)
        for k in range(5):
            shown = k < len(found)
            for artist in (self.a_words[k], self.a_bars[k], self.a_values[k]):
                artist.set_visible(shown)
            if shown:
                y, (words, value) = self._below + 18 + 25 * k, found[k]
                wide = (_EDGE - 66 - _BARS) * value / full
                self.a_words[k].set(text=_(words), y=y)
                self.a_bars[k].set(y=y - 12, width=wide)
                said = f"{value:.0f} %" if rung.unit == "%" else f"{number(value, '.1f')} {rung.unit}"
                self.a_values[k].set(text=said, x=_BARS + wide + 6, y=y)

    def update(self, ladder: Ladder) -> None:
        """Show `ladder`."""
        c, rung = self.palette, ladder.rung
        for back, one in zip(self.rows, ladder.rungs, strict=True):
            chosen = one is rung
            back.set_facecolor(c["track" if chosen else "paper"])
            if chosen:  # a frame of its own: the live view changes fills, not edges
                self.frame.set_path(back.get_path())
        self.frame.set_visible(rung is not None)
        for artist in self.key:
            artist.set_visible(rung is None)
        if rung is None:
            said = _(
                "{holding} of {all} rungs hold, and they are the two lowest. Choose a rung, here or in the picture, to see what "
                "was found.",
                holding=ladder.holding, all=len(ladder.rungs),
            )  # fmt: skip
            self._write(_("How far does the ladder carry?"), said, ())
        else:
            head = f"{ladder.rungs.index(rung) + 1}  {_(rung.claim)}"
            if len(full := f"{head}: {_(rung.verdict)}") <= _HEAD:  # the ladder says the verdict anyway
                head = full
            self._write(head, _(rung.why), [_(one) for one in rung.found])
        self._effects(rung.estimates if rung else ())
        self._count(rung)
        self._amounts(rung)

    def _write(self, title: str, why: str, found) -> None:
        self.title.set_text(title)
        wrapped = textwrap.wrap(why, 51)
        for k, line in enumerate(self.why):
            line.set_text(wrapped[k] if k < len(wrapped) else "")
        y, used = 90 + 19 * len(wrapped) + 12, 0
        for one in found:
            for line in textwrap.wrap(one, _WIDE):
                self.lines[used].set_text(line)
                self.lines[used].set_y(y)
                y, used = y + 19, used + 1
            y += 8
        for line in self.lines[used:]:
            line.set_text("")
        self._below = y

    def _effects(self, estimates) -> None:
        top = self._below + 14
        for k in range(5):
            shown = k < len(estimates)
            for artist in (self.f_words[k], self.f_lines[k], self.f_dots[k], self.f_values[k]):
                artist.set_visible(shown)
            if not shown:
                continue
            e, y = estimates[k], top + 38 * k
            self.f_words[k].set_text(f"{_(e.what)}, {_(e.outcome)}")
            self.f_words[k].set_y(y)
            self.f_lines[k].set_data([self._x(e.low), self._x(e.high)], [y + 13] * 2)
            self.f_dots[k].place(np.array([[1.0, 0, self._x(e.effect)], [0, 1.0, y + 13], [0, 0, 1]]))
            effect, low, high = (signed(x, ".2f") for x in (e.effect, e.low, e.high))
            self.f_values[k].set_text(f"{effect} ({low}{_(', ')}{high})")
            self.f_values[k].set_y(y + 18)
        shown = bool(estimates)
        low = top + 38 * len(estimates) - 8
        for artist in (self.zero, self.base, *self.ticks, *self.sides):
            artist.set_visible(shown)
        spots = [[top + 38 * k + 5, top + 38 * k + 22, np.nan] for k in range(len(estimates))] + [
            [low - 8, low, np.nan]
        ]
        self.zero.set_data([self._x(0.0)] * 3 * len(spots), np.ravel(spots))
        self.base.set_ydata([low, low])
        for tick in self.ticks:
            tick.set_y(low + 17)
        for side in self.sides:
            side.set_y(low + 35)

    def _count(self, rung) -> None:
        people = rung.people if rung else ()
        shown = bool(people)
        for artist in (self.all_people, self.some_people, *self.p_words, self.p_key):
            artist.set_visible(shown)
        if not shown:
            return
        rings, full, y = [], [], self._below + 16
        for line in self.p_words[len(people) :]:
            line.set_visible(False)
        for (words, hits, of), line in zip(people, self.p_words, strict=False):
            line.set_text(_("{words}: {hits} of {of}", words=_(words), hits=hits, of=of))
            line.set_y(y)
            step = min(26.0, (_EDGE - _TEXT) / of)
            for k in range(of):
                disc = Path.circle((_TEXT + 0.46 * step + step * k, y + 21), 0.37 * step)
                (full if k < hits else rings).append(disc)
            y += 58
        self.all_people.set_path(Path.make_compound_path(*rings))
        self.some_people.set_path(Path.make_compound_path(*full))
        self.p_key.set_text(_("filled: {what}", what=_(rung.filled)))
        self.p_key.set_y(y)


def describe_traction_ladder(ladder: Ladder) -> str:
    """What the plate shows, in sentences; many pooled differences are counted, not read out."""
    rung = ladder.rung
    if rung is None or len(rung.estimates) < 3:
        return _minus(str(ladder))
    number, effects = ladder.rungs.index(rung) + 1, [e.effect for e in rung.estimates]
    head = _("Rung {number} of {all}. {rung}", number=number, all=len(ladder.rungs), rung=rung.headline)
    many = _(
        "{n} pooled differences, from {low:.2f} to {high:.2f} standard deviations. Below 0 is better with traction.",
        n=len(effects), low=min(effects), high=max(effects),
    )  # fmt: skip
    return _minus(" ".join([head, _(rung.why), *map(_, rung.found), many]))


def differences(rung) -> tuple[str, ...]:
    """The pooled differences of a `Rung`, each in words."""
    return tuple(
        _minus(
            _(
                "{what}, {outcome}: {effect:.2f} ({low:.2f} to {high:.2f}).",
                what=capital(_(e.what)),
                outcome=_(e.outcome),
                effect=e.effect,
                low=e.low,
                high=e.high,
            )
        )
        for e in rung.estimates
    )


def _minus(words: str) -> str:
    return re.sub(r"(?<![\w.])-(?=\d)", "−", words)


def draw_traction_ladder(ladder: Ladder, palette=LIGHT) -> TractionLadderPlate:
    """Draw a `Ladder`; `.figure` is a Matplotlib figure."""
    plate = TractionLadderPlate(palette)
    plate.update(ladder)
    return plate
