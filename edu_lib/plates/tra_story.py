"""The plate of the lab "tra_story": studies on a line of time, a lane for each thing measured, and a card below."""

from __future__ import annotations

import math
import re
import textwrap

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.tra_story import LANES, LINKS, OUTCOMES, STUDIES, Link, Study, TraStory
from edu_lib.params import capital

from .part import Part
from .style import LIGHT, TYPE

__all__ = ["TraStoryPlate", "describe_tra_story", "draw_tra_story"]

SIZE = (884.0, 616.0)  # points
_LEFT, _RIGHT, _EARLY = 280.0, 864.0, 208.0  # of the line of time; its one study before 1995 stands before a gap
# Lane -> middle of its row, half its height, and the role of its colour.
_ROWS = {
    "stability": (57.0, 27.0, "deep"),
    "timing": (124.0, 38.0, "measured"),
    "isolation": (199.0, 36.0, "belly"),
    "strength": (262.0, 25.0, "back"),
    "treatment": (313.0, 25.0, "muscle_psoas"),
    "argument": (360.0, 21.0, "box"),
}
# Name of a study -> where its name stands, if not to the right of its mark, and how far it is pushed aside.
_SIDE = {
    "Hodges 1996": ("above", 0), "Moseley 2004": ("above", -10), "Cholewicki 2005": ("below", -8), "Tsao 2007": ("above", 0),
    "MacDonald 2009": ("below", -16), "Gubler 2010": ("above", 0), "Vasseljen 2012": ("below", 10),
    "Costa 2009, ultrasound": ("above", -4), "Ferreira 2010": ("below", -6), "Mannion 2012": ("above", 4),
    "Wong 2014": ("below", 4), "Ferreira 2007": ("left", 0), "Tagliaferri 2020": ("left", 0),
}  # fmt: skip
_COLUMNS, _LINES, _WIDE, _TOP = (
    4,
    8,
    30,
    428.0,
)  # of the card: columns, lines in each, characters to a line, where it begins
_COLUMN = (SIZE[0] - 8.0) / _COLUMNS
# What the card says while nothing is chosen: four things that are easily taken for one another.
_FOUR = (
    ("Timing", "When does the muscle start: a moment before the arm, or after? Read from wires or skin electrodes."),
    ("Isolation", "Can it work alone, and how much does it thicken? Read from ultrasound."),
    ("Strength", "How hard can muscles pull, and how long? Read from a dynamometer or a clock."),
    ("Treatment", "Who has less pain and does more after some weeks? Read from what patients answer."),
)


def _polygon(corners: int, turn: float, size: float, inner: float = 1.0) -> Path:
    angle = np.linspace(0.0, 2 * np.pi, corners + 1) + turn
    radius = size * np.where(np.arange(corners + 1) % 2, inner, 1.0)
    return Path(np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)]), closed=True)


# How a study was made -> its mark; all look about equally big.
_MARKS = {
    "calculation": _polygon(3, 0.0, 1.3),
    "one group": _polygon(4, np.pi / 4, 1.25),
    "two groups": _polygon(4, 0.0, 1.25),
    "randomised trial": Path.unit_circle(),
    "review": _polygon(6, np.pi / 6, 1.12),
    "opinion": _polygon(10, 0.0, 1.5, 0.5),
}


def _x(year: float) -> float:
    return _EARLY if year < 1995 else _LEFT + (_RIGHT - _LEFT) * (year - 1995) / 26.0


def _radius(people: int | None) -> float:
    return 3.4 + 3.3 * math.log10(people) if people else 5.5


class TraStoryPlate(Part):
    """Draw once with `TraStoryPlate()`, then `update(story)` as often as you like. `picks` maps marks and names to studies."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "story", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.picks: dict[str, str] = {}
        self._lanes()
        self.marks, self.names = [], []
        for i, study in enumerate(STUDIES):
            self._study(i, study)
        ring = {"edgecolor": palette["chosen"], "linewidth": 2.6, "zorder": 5}
        self.ring = self.shape("ring", _ring(0, 0, 1), **ring)
        self._key()
        self._card()

    # What never moves ---------------------------------------------------------------------------------------------

    def _line(self, x, y, role: str, width: float, **style) -> None:
        self.stroke(None, x, y, color=self.palette[role], linewidth=width, **style)

    def _lanes(self) -> None:
        bottom = _ROWS["argument"][0] + _ROWS["argument"][1]
        for year in (1989, *range(1995, 2021, 5)):
            self._line([_x(year)] * 2, [26, bottom], "track", 1.2, zorder=0.5)
            quiet = {"fontsize": TYPE["small"], "color": self.palette["quiet"], "ha": "center"}
            self.text(_x(year), 18, str(year), **quiet)
        gap = (_EARLY + _LEFT) / 2
        for x in (gap - 3, gap + 3):  # years are left out here
            self._line([x - 3, x + 3], [32, 20], "quiet", 1.2)
        for lane, (y, half, role) in _ROWS.items():
            self._line([4, SIZE[0] - 4], [y - half] * 2, "track", 1.2, zorder=0.5)
            self.ax.add_patch(Rectangle((4, y - 17), 5, 36, facecolor=self.palette[role], edgecolor="none"))
            self.text(16, y, capital(lane), fontsize=TYPE["label"], fontweight="bold")
            self.text(16, y + 16, LANES[lane], fontsize=TYPE["small"], color=self.palette["quiet"])

    def _study(self, i: int, study: Study) -> None:
        y, _, role = _ROWS[study.lane]
        x, r = _x(study.year), _radius(study.n)
        style = {"facecolor": self.palette[role], "edgecolor": self.palette["paper"], "linewidth": 1.2, "zorder": 3}
        mark = self.shape(f"mark{i}", _MARKS[study.design], **style)
        mark.place(np.array([[r, 0, x], [0, r, y], [0, 0, 1.0]]))
        side, push = _SIDE.get(study.name, ("right", 0))
        place, align = {
            "above": ((x + push, y - r - 8), "center"),
            "below": ((x + push, y + r + 17), "center"),
            "left": ((x - r - 8, y + 5), "right"),
            "right": ((x + 1.1 * r + 7, y + 5), "left"),
        }[side]
        word = study.name.split()[0]
        name = self.text(*place, word, f"name{i}", fontsize=TYPE["small"], ha=align, zorder=4)
        self.marks.append(mark)
        self.names.append(name)
        self.picks |= {mark.get_gid(): study.name, name.get_gid(): study.name}

    def _key(self) -> None:
        y, x, c = 402.0, 16.0, self.palette
        small = {"fontsize": TYPE["small"], "color": c["quiet"]}
        for i, (words, path) in enumerate(_MARKS.items()):
            mark = self.shape(f"key{i}", path, facecolor=c["quiet"], zorder=3)
            mark.place(np.array([[6.0, 0, x], [0, 6.0, y - 5], [0, 0, 1.0]]))
            self.text(x + 12, y, words, **small)
            x += 34 + 7.4 * len(words)
        x = 664.0
        for people in (10, 100, 1000):
            r = _radius(people)
            mark = self.shape(f"size{people}", Path.unit_circle(), facecolor=c["quiet"], zorder=3)
            mark.place(np.array([[r, 0, x], [0, r, y - 5], [0, 0, 1.0]]))
            words = f"{people:,} people" if people == 1000 else f"{people}"
            self.text(x + r + 4, y, words, **small)
            x += 2 * r + 18 + 8.0 * len(words)
        self._line([4, SIZE[0] - 4], [_TOP - 8] * 2, "rule", 1.0)

    def _card(self) -> None:
        c = self.palette
        self.heads, self.lines, self.verdicts, self.claims, self.boxes, self.signs = [], [], [], [], [], []
        for i in range(_COLUMNS):
            x = 16 + _COLUMN * i
            bold = {"fontsize": TYPE["label"], "fontweight": "bold"}
            box = Rectangle((x - 8, _TOP + 2), _COLUMN - 30, 25, facecolor=c["box"], edgecolor="none", zorder=2)
            self.boxes.append(self.keep(f"box{i}", self.ax.add_patch(box)))
            if i < _COLUMNS - 1:
                a, b, y = x + _COLUMN - 36, x + _COLUMN - 11, _TOP + 14.5
                arrow = Path(
                    [
                        (a, y - 2),
                        (b - 9, y - 2),
                        (b - 9, y - 8),
                        (b, y),
                        (b - 9, y + 8),
                        (b - 9, y + 2),
                        (a, y + 2),
                        (a, y),
                    ]
                )
                self.boxes.append(self.shape(f"arrow{i}", arrow, facecolor=c["ink"], zorder=2))
            middle = x - 8 + (_COLUMN - 30) / 2
            self.claims.append(
                self.text(
                    middle, _TOP + 19.5, LINKS[i].claim, f"claim{i}", ha="center", zorder=3, color=c["box_text"], **bold
                )
            )
            self.verdicts.append(self.text(x + 18, _TOP + 46, LINKS[i].verdict, f"verdict{i}", **bold))
            self.signs += self._sign(i, x + 5, _TOP + 41, LINKS[i].verdict)
            self.heads.append(self.text(x, _TOP + 20, "", f"head{i}", **bold))
            small = {"fontsize": TYPE["small"]}
            self.lines.append([self.text(x, _TOP + 47 + 18.4 * k, "", f"line{i}-{k}", **small) for k in range(_LINES)])

    def _sign(self, i: int, x: float, y: float, verdict: str) -> list:
        """A ring, empty for what was not tested, half full for mixed findings, crossed for what is not supported."""
        ink, r = self.palette["ink"], 6.5
        ring = self.shape(f"ring{i}", Path.unit_circle(), edgecolor=ink, linewidth=1.8)
        inner = {
            "mixed": Path.wedge(90, 270),
            "not supported": Path(
                [(-0.7, -0.7), (0.7, 0.7), (0, 0), (0.7, -0.7), (-0.7, 0.7), (0, 0), (-0.7, -0.7)], closed=True
            ),
        }.get(verdict)
        made = [ring]
        if inner is not None:
            full = {"facecolor": ink} if verdict == "mixed" else {"edgecolor": ink, "linewidth": 1.8}
            made.append(self.shape(f"sign{i}", inner, **full))
        for shape in made:
            shape.place(np.array([[r, 0, x], [0, r, y], [0, 0, 1.0]]))
        return made

    # What moves ---------------------------------------------------------------------------------------------------

    def update(self, story: TraStory) -> None:
        """Show `story`."""
        c = self.palette
        for study, mark, name in zip(STUDIES, self.marks, self.names, strict=True):
            chosen = study is story.study
            out = study in story.shown or chosen
            mark.set_facecolor(c[_ROWS[study.lane][2]] if out else c["track"])
            name.set_visible(out)
            name.set_color(c["chosen"] if chosen else c["ink"])
        self.ring.set_visible(story.study is not None)
        if story.study:
            r = 1.2 * _radius(story.study.n) + 3.5
            y = _ROWS[story.study.lane][0]
            # Not by its matrix, which would make the line thicker too.
            self.ring.set_path(_ring(_x(story.study.year), y, r))
        for artist in (*self.boxes, *self.claims, *self.verdicts, *self.signs):
            artist.set_visible(story.chain)
        for head, slots, (title, lines, quiet) in zip(self.heads, self.lines, card(story), strict=True):
            head.set_text(title)
            for k, slot in enumerate(slots):
                slot.set_text(lines[k] if k < len(lines) else "")
                slot.set_color(c["quiet"] if k >= quiet else c["ink"])


def _ring(x: float, y: float, radius: float) -> Path:
    circle = Path.unit_circle()
    return Path(circle.vertices * radius + (x, y), circle.codes)


def card(story: TraStory) -> list[tuple[str, list[str], int]]:
    """The card below the line of time: for each column a heading, its lines, and from which line on they are second rank."""
    if story.chain:
        return [("", *_tested(link, story)) for link in LINKS]
    study = story.study
    if study is None:
        return [(head, _wrap(words), _LINES) for head, words in _FOUR]
    who = [
        *_wrap(capital(study.people)),
        f"Design: {study.design}",
        f"Measured: {study.lane}",
        f"({study.badge})",
    ]
    rest = (("Asked", study.question), ("Found", study.found), ("Does not show", study.not_shown))
    return [(study.name, who, len(who) - 3), *((head, _wrap(words), _LINES) for head, words in rest)]


def _wrap(words: str) -> list[str]:
    """Lines of a column; what belongs to a number stays with it."""
    tied = re.sub(r" = | %", lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), words)
    return textwrap.wrap(tied, _WIDE)


def _tested(link: Link, story: TraStory) -> tuple[list[str], int]:
    """What was tested of a link, study by study, and why we judge as we do; the first line is left to the verdict."""
    lines = [""]
    for outcome in OUTCOMES:
        for study in STUDIES:
            if study.tests.get(link.key) == outcome:
                arrow = "\N{RIGHTWARDS ARROW} " if study is story.study else ""
                lines.append(f"{arrow}{outcome}: {study.name}" + (f", {study.n:,}" if study.n else ""))
    return [*lines, *_wrap(link.why)], len(lines)


def describe_tra_story(story: TraStory) -> str:
    """What the plate shows, in sentences; for alt text, caption and live region."""
    return str(story)


def draw_tra_story(story: TraStory, palette=LIGHT) -> TraStoryPlate:
    """Draw a `TraStory`; `.figure` is a Matplotlib figure."""
    plate = TraStoryPlate(palette)
    plate.update(story)
    return plate
