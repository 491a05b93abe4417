"""The plate of the lab "one_question": 100 girls before and after an answer, and what the answer would change."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.one_question import ANSWERS, CLINICS, QUESTIONS, RUNGS, SHARE
from edu_lib.params import listed
from edu_lib.sources import cite

from .heads import Heads
from .knob import disc, knob, put, star
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["OneQuestionPlate", "describe_one_question", "draw_one_question", "share_at"]

SIZE = (884.0, 640.0)  # points
_LEFT, _CELL = 24.0, (14.0, 25.0)
_BEFORE, _AFTER = 120.0, 358.0  # tops of the two groups of 100
_SCALE = 267.0  # height of the slider's line
_ENDS = (_LEFT + 6.0, _LEFT + 274.0)
_RIGHT, _WIDE, _FIRST, _PITCH = 348.0, 514.0, 120.0, 75.0
_NAMES = {
    "hour": "The hour: is this an emergency?",
    "load": "Today's load",
    "picture": "Which picture, and when",
    "words": "The words you say",
    "nothing": "Nothing",
}
_THREE = "A gymnast of 14, her back hurts. Which of three: a pars stress injury, a disc that troubles a nerve root, or neither?"
SAFETY = (
    "Numb saddle, new bladder, bowel or sexual trouble, weakness that grows or is in both legs:",
    "emergency department now, whatever else you ask.",
    "Night waking, fever, feeling ill, weight loss, cancer before: a doctor before any plan. Bad fall: emergency.",
)


def _x(share: float) -> float:
    low, high = SHARE.range
    return _ENDS[0] + (_ENDS[1] - _ENDS[0]) * (share - low) / (high - low)


def share_at(x: float) -> float:
    """The share, of 100, at a place of the scale."""
    low, high = SHARE.range
    return low + (high - low) * (x - _ENDS[0]) / (_ENDS[1] - _ENDS[0])


def after_words(r) -> str:
    """How many of 100 after the answer: "27 to 56", "26", or "" where there is no number."""
    if r.low is None:
        return ""
    low, high = f"{r.low:.0f}", f"{r.high:.0f}"
    return low if low == high else f"{low} to {high}"


class OneQuestionPlate(Part):
    """Draw once with `OneQuestionPlate()`, then `update(one_question(...))` as often as you like."""

    handles = {"ask-share": "share"}
    handle_names = {"ask-share": "Pars stress injuries among 100 girls, before any test"}

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "ask", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.asked = self.text(_LEFT, 34, "", "asked", fontsize=TYPE["head"], fontweight="bold")
        self.means = self.text(_LEFT, 60, "", "means", fontsize=TYPE["label"])
        self.text(_LEFT, 82, _THREE, fontsize=TYPE["small"], color=palette["quiet"])
        self._girls()
        self._scale()
        self._rungs()
        self._safety()

    def _girls(self) -> None:
        c, title = self.palette, {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.before_words = self.text(_LEFT, _BEFORE - 12, "", "before-words", **title)
        self.before = Heads(self, "before", _LEFT, _BEFORE, "measured", "measured", cell=_CELL)
        self.after_words = self.text(_LEFT, _AFTER - 12, "", "after-words", **title)
        self.after = Heads(self, "after", _LEFT, _AFTER, "measured", "measured", cell=_CELL)
        wide, tall = 20 * _CELL[0], 5 * _CELL[1]
        # Over the figures where nobody has counted: pale figures would read as "none of them".
        box = Path([(_LEFT - 1, _AFTER - 1), (_LEFT + wide, _AFTER - 1), (_LEFT + wide, _AFTER + tall + 2),
                    (_LEFT - 1, _AFTER + tall + 2), (_LEFT - 1, _AFTER - 1)], closed=True)  # fmt: skip
        self.cover = self.shape("cover", box, facecolor=c["track"], edgecolor=c["rule"], linewidth=1.2, zorder=3)
        self.unknown = [
            self.text(_LEFT + 14, _AFTER + 28 + 21 * i, "", f"unknown{i}", fontsize=TYPE["label"], zorder=4)
            for i in range(5)
        ]
        self.notes = [
            self.text(_LEFT, _AFTER + tall + 22 + 19 * i, "", f"note{i}", fontsize=TYPE["small"], color=c["quiet"])
            for i in range(3)
        ]

    def _scale(self) -> None:
        """Who comes: a line to move along, with what was published as marks."""
        c, small = self.palette, {"fontsize": TYPE["small"], "color": self.palette["quiet"]}
        self.stroke(None, _ENDS, [_SCALE] * 2, color=c["rule"], linewidth=2.0, zorder=1)
        for i, (source, value, _) in enumerate(CLINICS):
            x, row = _x(value), i % 2
            name = cite(source).short.replace(" et al.", "")
            self.stroke(None, [x, x], [_SCALE, _SCALE + 16 + 18 * row], color=c["rule"], linewidth=1.2, zorder=1)
            last = i == len(CLINICS) - 1
            words = f"{value:.0f} {name}"
            self.text(
                _LEFT + 290 if last else x, _SCALE + 28 + 18 * row, words, ha="right" if last else "center", **small
            )
        self.knob = knob(self, "share", radius=8.0)

    def _rungs(self) -> None:
        c = self.palette
        title = {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.text(_RIGHT, _FIRST - 12, "What this answer changes", **title)
        self.boxes, self.bars, self.marks, self.rings, self.names, self.lines = ({} for _ in range(6))
        for i, key in enumerate(RUNGS):
            y, role = _FIRST + _PITCH * i, "back" if key == "hour" else "chosen"
            box = Path(
                [(_RIGHT, y), (_RIGHT + _WIDE, y), (_RIGHT + _WIDE, y + 70), (_RIGHT, y + 70), (_RIGHT, y)], closed=True
            )
            bar = Path([(_RIGHT, y), (_RIGHT + 7, y), (_RIGHT + 7, y + 70), (_RIGHT, y + 70), (_RIGHT, y)], closed=True)
            self.ax.add_patch(Rectangle((_RIGHT, y), _WIDE, 70, facecolor="none", edgecolor=c["track"], linewidth=1.5))
            self.boxes[key] = self.shape(f"box-{key}", box, facecolor=c["track"], zorder=0.5)
            self.bars[key] = self.shape(f"bar-{key}", bar, facecolor=c[role], zorder=1)
            mark = star(10.0) if key == "hour" else disc(7.5)
            self.marks[key] = self.shape(f"mark-{key}", mark, facecolor=c[role], zorder=2)
            self.rings[key] = self.shape(f"ring-{key}", disc(6.0), edgecolor=c["rule"], linewidth=1.5, zorder=2)
            for one in (self.marks[key], self.rings[key]):
                put(one, _RIGHT + 24, y + 17)
            self.names[key] = self.text(_RIGHT + 40, y + 22, _NAMES[key], f"name-{key}", fontsize=TYPE["label"])
            self.lines[key] = [
                self.text(_RIGHT + 18, y + 43 + 18 * k, "", f"line-{key}{k}", fontsize=TYPE["small"]) for k in range(2)
            ]
        foot = _FIRST + _PITCH * len(RUNGS) + 12
        self.source = [
            self.text(_RIGHT, foot + 18 * k, "", f"source{k}", fontsize=TYPE["small"], color=c["quiet"])
            for k in range(2)
        ]

    def _safety(self) -> None:
        c, top = self.palette, SIZE[1] - 84
        self.ax.add_patch(
            Rectangle((_LEFT - 8, top), SIZE[0] - 2 * _LEFT + 16, 76, facecolor=c["box"], edgecolor="none")
        )
        for i, words in enumerate(SAFETY):
            style = {"fontsize": TYPE["small"], "color": c["box_text"], "fontweight": "bold" if i < 2 else "normal"}
            self.text(_LEFT + 6, top + 23 + 21 * i, words, **style)

    def update(self, r) -> None:
        """Show the `Told` r."""
        self.asked.set_text(r.question.asked)
        sign = "+" if r.answer == ANSWERS[0] else "\N{MINUS SIGN}"
        self.means.set_text(f"{sign} {r.outcome.means}.")
        self.before_words.set_text(f"Before: pars stress in {r.before:.0f} of 100")
        self.before.fill(round(r.before))
        put(self.knob, _x(r.before), _SCALE)
        self._show_after(r)
        self._light(r.outcome.changes)
        short = [cite(key).short for key in r.outcome.sources]
        _put(self.source, textwrap.wrap(f"{'Sources' if len(short) > 1 else 'Source'}: {'; '.join(short)}.", 76))

    def _show_after(self, r) -> None:
        counted = r.low is not None
        self.cover.set_visible(not counted)
        for text in self.unknown:
            text.set_visible(not counted)
        if not counted:
            self.after_words.set_text("After: no number found")
            idle = "nothing" in r.outcome.changes
            use = (
                ("It sorts nothing out today.",)
                if idle
                else ("It can change the plan all the", "same: see the right side.")
            )
            first = ("We found no study that counts", "how many girls who answer like", "this have which of the three.")
            _put(self.unknown, first + use)
            self.after.fill(0)
            _put(self.notes, [])
            return
        self.after_words.set_text(f"After: pars stress in {after_words(r)}")
        low, high = round(r.low), round(r.high)
        self.after.fill(low, high)
        notes = {
            "band": "Striped: perhaps. A sketch: the ends of published ranges, which come from different studies.",
            "one": "A sketch: one clinic's films, held against SPECT, laid upon the share you set.",
            "studies": "Striped: the two studies differ. A sketch, laid upon the share you set.",
        }[r.kind]
        _put(self.notes, textwrap.wrap(notes, 45))

    def _light(self, changes: dict[str, str]) -> None:
        c = self.palette
        for key in RUNGS:
            on = key in changes
            for artist in (self.boxes[key], self.bars[key], self.marks[key]):
                artist.set_visible(on)
            self.rings[key].set_visible(not on)
            self.names[key].set(color=c["ink" if on else "quiet"], fontweight="bold" if on else "normal")
            untouched = [] if key == "nothing" else ["not changed by this answer"]
            for line in self.lines[key]:
                line.set_color(c["ink" if on else "quiet"])
            _put(self.lines[key], textwrap.wrap(changes[key], 72) if on else untouched)


def _put(rows, lines) -> None:
    for k, row in enumerate(rows):
        row.set_text(lines[k] if k < len(lines) else "")


def describe_one_question(r) -> str:
    """The plate in words."""
    changes, parts = r.outcome.changes, []
    if r.low is None:
        parts.append("We found no number.")
    else:
        parts.append(
            f"Of 100 girls like her, {r.before:.0f} had a pars stress injury before, {after_words(r)} after: a sketch."
        )
        if r.kind == "band" and r.low < r.before < r.high:
            parts.append("The band holds the number from before, so you hardly know more.")
        if r.high == 100:
            parts.append("The upper end is no false alarm in one small study, and no certainty.")
    if "nothing" in changes:
        parts.append(f"It changes nothing today. {changes['nothing']}")
    else:
        names = {"hour": "the hour", "load": "today's load", "picture": "the picture", "words": "your words"}
        parts.append(f"It changes {listed([names[key] for key in changes])}. {next(iter(changes.values()))}")
    if r.question.name != QUESTIONS[0]:
        parts.append("Ask about legs, saddle, bladder, bowel, nights and fever first, whatever else you ask.")
    return f"{r.outcome.means}. {' '.join(parts)}"


def draw_one_question(result, palette=LIGHT) -> OneQuestionPlate:
    """Draw a `Told`; `.figure` is a Matplotlib figure."""
    plate = OneQuestionPlate(palette)
    plate.update(result)
    return plate
