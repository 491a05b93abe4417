"""The plate of the lab "screening": 1000 people as squares, and the chance before and after on a scale of odds."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from edu_lib.models.screening import PEOPLE, odds
from edu_lib.params import capital

from .heads import block
from .knob import disc, knob, put
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["ScreeningPlate", "describe_screening", "draw_screening", "percent", "share_at"]

SIZE = (884.0, 616.0)  # points
_LEFT, _RIGHT = 26.0, 858.0
_COLUMNS, _CELL, _TOP = 50, 10.4, 44.0
_TEXT = _LEFT + _COLUMNS * _CELL + 26  # the words beside the squares
_SCALE, _PITCH = 364.0, 43.0  # of the three chances
_FOOT = _SCALE + 12 + 2 * _PITCH + 16
_ENDS = (0.0005, 0.995)
SAFETY = (
    "Not a matter of this sum: new numbness around the seat, new trouble with bladder, bowel or sexual function,",
    "or new pain or weakness in both legs. Whatever the number: to the emergency department, at once.",
)


def _x(share):
    low, high = (math.log(odds(end)) for end in _ENDS)
    at = math.log(odds(float(np.clip(share, *_ENDS))))
    return _LEFT + 8 + (_RIGHT - _LEFT - 16) * (at - low) / (high - low)


def share_at(x: float) -> float:
    """The chance, 0 to 1, at a place of the scale."""
    low, high = (math.log(odds(end)) for end in _ENDS)
    of_odds = math.exp(low + (high - low) * (x - _LEFT - 8) / (_RIGHT - _LEFT - 16))
    return of_odds / (1.0 + of_odds)


def percent(share: float) -> str:
    """Such as "0.7 %", "9 %", "63 %"."""
    value = 100.0 * share
    if 0.0 < value < 0.05:
        return "below 0.1 %"
    if 99.5 <= value < 100.0:
        return "over 99 %"
    return f"{value:.1f} %" if round(value, 1) < 10 and round(value, 1) != round(value) else f"{value:.0f} %"


class ScreeningPlate(Part):
    """Draw once with `ScreeningPlate()`, then `update(result)` as often as you like."""

    handles = {"screening-before": "before"}
    handle_names = {"screening-before": "Chance before"}

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "screening", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.title = self.text(_LEFT, 24, "", "title", fontsize=TYPE["title"], fontweight="bold")
        self._squares()
        self._counts()
        self._scale()
        self._safety()

    def _squares(self) -> None:
        """Blocks of colour under a grid of lines; stripes lie under all blocks but that of the missed."""
        c, rows = self.palette, PEOPLE // _COLUMNS
        wide, tall = _COLUMNS * _CELL, rows * _CELL
        self.ax.add_patch(Rectangle((_LEFT, _TOP), wide, tall, facecolor=c["back"], zorder=0.5))
        y = np.repeat(_TOP + _CELL * (np.arange(rows) + 0.5), 3)
        x = np.tile([_LEFT, _LEFT + wide, np.nan], len(y) // 3)
        self.stroke(None, x, y, color=c["paper"], linewidth=3.4, zorder=0.6)
        self.blocks = {
            key: self.shape(key, facecolor=c[role], zorder=1)
            for key, role in (("ill-found", "back"), ("well-found", "measured"), ("clear", "track"))
        }
        x = [v for i in range(_COLUMNS + 1) for v in (_LEFT + _CELL * i,) * 2 + (np.nan,)]
        y = [_TOP, _TOP + tall, np.nan] * (_COLUMNS + 1)
        x += [_LEFT, _LEFT + wide, np.nan] * (rows + 1)
        y += [v for i in range(rows + 1) for v in (_TOP + _CELL * i,) * 2 + (np.nan,)]
        self.stroke(None, x, y, color=c["paper"], linewidth=1.8, zorder=2)
        self.under = self.text(_LEFT, _TOP + tall + 20, "", "under", fontsize=TYPE["small"], color=c["quiet"])

    def _counts(self) -> None:
        c, size = self.palette, 18.0
        self.rows = []
        looks = (("back", False), ("back", True), ("measured", False), ("track", False))
        for i, (role, striped) in enumerate(looks):
            y = _TOP + 2 + 33 * i
            edge = c["rule"] if role == "track" else c[role]
            box = Rectangle((_TEXT, y), size, size, facecolor=c[role], edgecolor=edge, linewidth=1.0, zorder=1)
            self.ax.add_patch(box)
            if striped:
                middle = [y + size / 2] * 2
                self.stroke(None, [_TEXT, _TEXT + size], middle, color=c["paper"], linewidth=6.0, zorder=2)
            number = self.text(_TEXT + 66, y + 15, "", f"n{i}", ha="right", fontsize=TYPE["title"], fontweight="bold")
            self.rows.append((number, self.text(_TEXT + 76, y + 15, "", f"what{i}", fontsize=TYPE["label"])))
        self.head = self.text(_TEXT, _TOP + 168, "", "head", fontsize=TYPE["head"], fontweight="bold")
        self.subs = [self.text(_TEXT, _TOP + 191 + 19 * i, "", f"sub{i}", fontsize=TYPE["label"]) for i in range(2)]

    def _scale(self) -> None:
        c = self.palette
        self.ax.plot([_LEFT, _RIGHT], [_SCALE - 66] * 2, color=c["track"], linewidth=1.4)
        self.text(_LEFT, _SCALE - 42, "The chance of one person", fontsize=TYPE["title"], fontweight="bold")
        self.sum = self.text(_RIGHT, _SCALE - 42, "", "sum", ha="right", fontsize=TYPE["label"])
        foot, quiet = _FOOT, {"fontsize": TYPE["small"], "color": c["quiet"]}
        self.stroke(None, [_LEFT, _RIGHT], [foot] * 2, color=c["rule"], linewidth=1.2)
        for share in (0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99):
            self.stroke(None, [_x(share)] * 2, [foot - 5, foot], color=c["rule"], linewidth=1.2)
            self.text(_x(share), foot + 17, percent(share), ha="center", **quiet)
        small = {"fontsize": TYPE["label"], "ha": "center"}
        self.marks = {}
        for i, (key, role) in enumerate((("with", "back"), ("review", "measured"), ("without", "deep"))):
            y = _SCALE + 12 + _PITCH * i
            self.marks[key] = (
                y,
                self.stroke(f"{key}-arrow", color=c[role], linewidth=2.6, zorder=2),
                self.stroke(f"{key}-range", color=c[role], linewidth=7.0, solid_capstyle="butt", zorder=1.5),
                self.shape(
                    f"{key}-dot",
                    disc(9.0, 4) if key == "review" else disc(7.5),
                    facecolor=c[role],
                    edgecolor=c["paper"],
                    linewidth=1.4,
                    zorder=3,
                ),
                self.text(0, y - 13, "", f"{key}-words", **small),
            )
        self.start = self.stroke("start", color=c["ink"], linewidth=2.4, zorder=1)
        self.knob = knob(self, "before")
        self.start_words = self.text(0, foot + 35, "", "start-words", **small | {"fontweight": "bold"})

    def _safety(self) -> None:
        c, top = self.palette, SIZE[1] - 60
        self.ax.add_patch(Rectangle((_LEFT - 8, top), _RIGHT - _LEFT + 16, 52, facecolor=c["box"], edgecolor="none"))
        for i, words in enumerate(SAFETY):
            weight = "bold" if i else "normal"
            self.text(
                _LEFT + 4, top + 21 + 20 * i, words, fontsize=TYPE["small"], color=c["box_text"], fontweight=weight
            )

    def update(self, r) -> None:
        """Show the `Screening` r."""
        flag = "finding" if r.finding.condition == "back pain" else "flag"
        self.title.set_text(_title(r, flag))
        grid = (_COLUMNS, _LEFT, _TOP, (_CELL, _CELL))
        a, b = r.ill_missed, r.ill_missed + r.ill_found
        self.blocks["ill-found"].set_path(block(a, b, *grid))
        self.blocks["well-found"].set_path(block(b, b + r.well_found, *grid))
        self.blocks["clear"].set_path(block(b + r.well_found, PEOPLE, *grid))
        names = counted(r, flag)
        for (number, words), count, name in zip(
            self.rows, (r.ill_found, r.ill_missed, r.well_found, r.well_clear), names, strict=True
        ):
            number.set_text(f"{count}")
            words.set_text(name)
        assumed = f"; assumed: {r.finding.assumed}" if r.finding.assumed and not r.own else ""
        self.under.set_text(f"1000 people like this one{assumed}")
        self.head.set_text(f"{r.ill_found} of {r.found} with {'both' if r.flags == 2 else 'it'}")
        self.subs[0].set_text(f"have {'pain' if flag == 'finding' else _of(r)}, in whole people;")
        self.subs[1].set_text(f"by the odds {percent(r.after)}.")
        self.sum.set_text(f"odds {_odds(r.before)} × {_three(r.ratio)} = {_odds(r.after)}")
        self._move_marks(r, flag)

    def _move_marks(self, r, flag: str) -> None:
        start = _x(r.before)
        y = [v for at, *_ in self.marks.values() for v in (at - 8, at + 8, np.nan)]
        self.start.set_data([start] * (len(y) + 2), [*y, _FOOT - 8, _FOOT])
        put(self.knob, start, _FOOT)
        self.start_words.set_text(f"before: {percent(r.before)}")
        self.start_words.set_x(float(np.clip(start, _LEFT + 62, _RIGHT - 62)))
        flags = f"with both {flag}s" if r.flags == 2 else f"with the {flag}"
        self._mark("with", start, r.after, r.after_low, r.after_high, f"{flags}: {percent(r.after)}")
        self._mark(
            "without",
            start,
            r.without,
            r.without,
            r.without,
            f"{'not both' if r.flags == 2 else 'without it'}: {percent(r.without)}",
        )
        measured = r.measured
        for artist in self.marks["review"][2:4]:
            artist.set_visible(measured is not None)
        if measured:
            value, low, high = measured
            between = f" ({100 * low:.0f} to {100 * high:.0f})" if low is not None else ""
            many = "with several flags" if r.flags == 2 else f"with the {flag}"
            words = f"what a review found {many}: {percent(value)}{between}"
        else:
            value = low = high = r.before
            words = "numbers of your own" if r.own else "no review to hold this against"
        self._mark("review", None, value, low or value, high or value, words)

    def _mark(self, key: str, start, value: float, low: float, high: float, words: str) -> None:
        y, arrow, band, dot, text = self.marks[key]
        at = _x(value)
        put(dot, at, y)
        arrow.set_data([start, at] if start is not None else [np.nan], [y, y] if start is not None else [np.nan])
        band.set_data([_x(low), _x(high)], [y, y])
        text.set_text(words)
        half = 4.0 * len(words)  # about half its width; enough to keep it on the page
        text.set_x(float(np.clip(at, _LEFT + half, _RIGHT - half)))


def _of(r) -> str:
    return {"fracture": "a fracture", "cancer": "cancer"}.get(r.finding.condition, "pain")


def _title(r, flag: str) -> str:
    words = r.finding.words
    two = f", and a second {flag}" if r.flags == 2 else ""
    if flag == "finding":
        return f"{capital(r.case)}{two}: who has back pain?"
    return f"{capital(words)}{two}: is it {_of(r)}?"


def counted(r, flag: str) -> tuple[str, str, str, str]:
    """What the four kinds of people are called."""
    has = "pain" if flag == "finding" else _of(r)
    no = has.removeprefix("a ")
    if r.flags == 2:
        return f"{has}, and both {flag}s", f"{has}, not both {flag}s", f"both {flag}s, but no {no}", "all others"
    return f"{has}, and the {flag}", f"{has}, without the {flag}", f"the {flag}, but no {no}", "neither"


def _odds(share: float) -> str:
    """Odds as people say them, such as "1 to 146" or "1.7 to 1"."""
    value = share / (1.0 - share)
    return f"1 to {_three(1 / value)}" if value < 1.0 else f"{_three(value)} to 1"


def _three(value: float) -> str:
    """A number to three figures, written out: "0.0101", "24.3", "18,800"."""
    value = float(f"{value:.3g}")
    return f"{value:,.0f}" if value >= 100 else f"{value:g}"


def describe_screening(r) -> str:
    """The plate in words."""
    flag = "finding" if r.finding.condition == "back pain" else "flag"
    kind = "back pain" if flag == "finding" else _of(r)
    flags = f"both {flag}s" if r.flags == 2 else f"the {flag}"
    first = (
        f"Of 1000 people {r.ill_found + r.ill_missed} have {kind}; {r.found} carry {flags}, and {r.ill_found} of these "
        f"have {'pain' if flag == 'finding' else 'it'}. For one person the chance goes from {percent(r.before)} to "
        f"{percent(r.after)} with {flags}, to {percent(r.without)} without."
    )
    if flag == "finding":
        return f"{first} The finding is common without pain too, so it says little, and nothing about cause."
    two = ""
    if r.flags == 2:
        two = (
            " The second adds nothing, if both say the same." if r.same
            else " Multiplying is right only if each flag tells something new."
        )  # fmt: skip
    rare = (
        "One flag is rarely disease, and none" if r.after < 0.2 else "A chance like this asks for action, and no flag"
    )
    return (
        f"{first}{two} {rare} is no all-clear: weigh the whole picture, and your level of concern. "
        "Signs of cauda equina are no matter of sums: emergency, at once."
    )


def draw_screening(result, palette=LIGHT) -> ScreeningPlate:
    """Draw a `Screening`; `.figure` is a Matplotlib figure."""
    plate = ScreeningPlate(palette)
    plate.update(result)
    return plate
