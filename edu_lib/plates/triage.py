"""The plate of the lab "triage": the ticked signs, what they make together, and a ladder of four levels of concern."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.triage import LEVELS, Triage
from edu_lib.models.triage_rules import GROUPS, SIGNS
from edu_lib.params import capital
from edu_lib.sources import cite

from .knob import box, disc, put, star
from .part import Part, spread
from .style import LIGHT, TYPE

__all__ = ["TriagePlate", "describe_triage", "draw_triage"]

SIZE = (884.0, 690.0)  # points
_LEFT, _TOP, _ROW, _HEAD = 16.0, 54.0, 20.6, 25.0
_SIGN_END = 226.0  # where the lines leave the signs
_CHIP, _CHIP_WIDE, _CHIP_TALL, _POOL = 268.0, 154.0, 44.0, 8
_RUNG, _WIDE, _LOW, _TALL, _GAP = 466.0, 402.0, 46.0, 332.0, 8.0
_FOOT = 560.0  # the box below the ladder
_CLEARS = "A list to learn with, tested by nobody. It clears no one and diagnoses nothing. Your local pathway decides."
_TRIANGLE = Path(np.array([(0, -1.05), (1.05, 0.85), (-1.05, 0.85), (0, -1.05)]), closed=True)
# Level -> its colour and its mark: a ring for nothing found, a disc, a triangle, a star.
_MARKS = (("rule", disc(0.8)), ("measured", disc(0.95)), ("nerve", _TRIANGLE), ("back", star(1.15)))
_EDGES = ("rule", "measured", "nerve_edge", "back")


class TriagePlate(Part):
    """Draw once with `TriagePlate()`, then `update(triage(...))` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "triage", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        title = {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.text(_LEFT, 30, "Signs", **title)
        self.text(_CHIP, 30, "Together", **title)
        self.text(_RUNG, 30, "How worried?", **title)
        self._signs()
        self._chips()
        self._ladder()
        self.box = self.shape("box", box(_RUNG, _FOOT, _RUNG + _WIDE, _FOOT + 99), zorder=0.5)
        self.box.set(facecolor=palette["track"], edgecolor=palette["rule"])
        self.notes = [
            self.text(_RUNG + 12, _FOOT + 20 + 17.5 * k, "", f"note{k}", fontsize=TYPE["small"]) for k in range(5)
        ]
        self.text(_LEFT, SIZE[1] - 10, _CLEARS, fontsize=TYPE["small"], color=palette["quiet"])

    def _signs(self) -> None:
        c, y = self.palette, _TOP
        self.at, self.names, self.ticks = {}, {}, {}
        for group in GROUPS:
            self.text(_LEFT, y + 9, group, fontsize=TYPE["small"], fontweight="bold", color=c["quiet"])
            y += _HEAD
            for sign in (sign for sign in SIGNS if sign.group == group):
                self.at[sign.key] = y
                path = box(_LEFT + 2, y - 6, _LEFT + 14, y + 6)
                self.ax.add_patch(Rectangle((_LEFT + 2, y - 6), 12, 12, facecolor=c["track"], edgecolor=c["rule"]))
                tick = self.shape(f"tick-{sign.key}", path, facecolor=c["ink"], edgecolor=c["ink"], zorder=2)
                self.ticks[sign.key] = tick
                name = self.text(_LEFT + 22, y + 5, sign.name, f"sign-{sign.key}", fontsize=TYPE["small"])
                self.names[sign.key] = name
                y += _ROW
            y += 3.0
        self.steady = self.text(_LEFT, y + 14, "", "steady", fontsize=TYPE["small"], fontweight="bold")

    def _chips(self) -> None:
        c, self.chips = self.palette, []
        for k in range(_POOL):
            frame = self.shape(f"chip{k}", box(0, 0, _CHIP_WIDE, _CHIP_TALL), zorder=2, linewidth=1.6)
            marks = [
                self.shape(f"chip{k}-mark{i}", path, facecolor=c[role], zorder=3)
                for i, (role, path) in enumerate(_MARKS)
            ]
            words = [
                self.text(0, 0, "", f"chip{k}-words{i}", fontsize=TYPE["small"], fontweight="bold", zorder=3)
                for i in range(2)
            ]
            self.chips.append((frame, marks, words))
        self.thin = self.stroke("thin", color=c["rule"], linewidth=1.2, zorder=1)
        self.thick = self.stroke("thick", color=c["ink"], linewidth=2.6, zorder=1.1)

    def _ladder(self) -> None:
        c = self.palette
        self.rungs, self.lit, self.marks, self.levels = [], [], [], []
        for i, (role, path) in enumerate(_MARKS):
            low = self.shape(f"rung{i}", box(0, 0, _WIDE, _LOW), facecolor=c["paper"], edgecolor=c["rule"], zorder=0.6)
            # The highest is turned inside out, dark on light or light on dark, in a thick frame: it needs no colour.
            fill = c["box"] if i == 3 else c["track"]
            width = 7.0 if i == 3 else 4.0
            lit = self.shape(f"lit{i}", box(0, 0, _WIDE, _TALL), facecolor=fill, edgecolor=c[_EDGES[i]], zorder=0.7)
            lit.set_linewidth(width)
            self.rungs.append(low)
            self.lit.append(lit)
            self.marks.append(self.shape(f"mark{i}", path, facecolor=c[role], zorder=2))
            self.levels.append(self.text(0, 0, LEVELS[i], f"level{i}", fontsize=TYPE["title"], zorder=2))
        big = {"fontweight": "bold", "zorder": 2}
        self.action = [self.text(0, 0, "", f"action{k}", fontsize=27.0, **big) for k in range(3)]
        self.soon = self.text(0, 0, "", "soon", fontsize=TYPE["head"], **big)
        self.detail = [self.text(0, 0, "", f"detail{k}", fontsize=TYPE["label"], zorder=2) for k in range(8)]
        self.source = self.text(0, 0, "", "source", fontsize=TYPE["small"], zorder=2)

    def update(self, t: Triage) -> None:
        """Show the `Triage` t."""
        c, ticked = self.palette, set(t.ticked)
        for key, name in self.names.items():
            on = key in ticked
            self.ticks[key].set_visible(on)
            name.set(color=c["ink" if on else "quiet"], fontweight="bold" if on else "normal")
        self.steady.set_text("Old and steady, by the box ticked" if t.rows and t.rows[0].id == "C7" else "")
        tops = self._show_ladder(t)
        self._show_chips(t, tops)
        self._show_notes(t)

    def _show_ladder(self, t: Triage) -> list[float]:
        """Place the rungs, the highest on top; return the middle of each."""
        c, y, middles = self.palette, _TOP - 8, [0.0] * 4
        for i in (3, 2, 1, 0):
            on = i == t.level
            self.lit[i].set_visible(on)
            self.rungs[i].set_visible(not on)
            put(self.lit[i] if on else self.rungs[i], _RUNG, y)
            ink = c["box_text"] if on and i == 3 else c["ink" if on else "quiet"]
            put(self.marks[i], _RUNG + 28, y + (30 if on else _LOW / 2), 15.0 if on else 9.0)
            self.levels[i].set(color=ink, fontweight="bold" if on else "normal")
            self.levels[i].set_position((_RUNG + 54, y + (36 if on else _LOW / 2 + 5)))
            middles[i] = y + (30 if on else _LOW / 2)
            if on:
                self._show_action(t, y, ink)
            y += (_TALL if on else _LOW) + _GAP
        return middles

    def _show_action(self, t: Triage, top: float, ink: str) -> None:
        y, x = top + 78.0, _RUNG + 20
        lines = textwrap.wrap(t.what, 21)
        for k, line in enumerate(self.action):
            line.set(text=lines[k] if k < len(lines) else "", color=ink, position=(x, y))
            y += 33 if k < len(lines) else 0
        self.soon.set(text=f"How soon: {t.how_soon}", color=ink, position=(x, y + 1))
        y += 30
        said = [t.why, f"{capital(t.detail)}."]
        said += [f"Also: {'; '.join(t.also)}."] if t.also else []
        said += ["No test that you can do here takes this back."] if t.emergency and not t.also else []
        lines = [line for sentence in said for line in textwrap.wrap(sentence, 49)]
        for k, line in enumerate(self.detail):
            line.set(text=lines[k] if k < len(lines) else "", color=ink, position=(x, y + 18.5 * k))
        sources = dict.fromkeys(f"{cite(row.source).short} ({row.badge})" for row in t.rows[:1])
        self.source.set(text="; ".join(sources), color=ink, position=(x, top + _TALL - 13))

    def _show_chips(self, t: Triage, middles: list[float]) -> None:
        c = self.palette
        chips: dict[str, tuple[tuple, set]] = {}
        for row in t.rows:  # the most urgent first, so a chip is as urgent as its first row
            urgency, signs = chips.get(row.makes, (row.urgency, set()))
            chips[row.makes] = urgency, signs | set(row.signs)
        if len(chips) > 1 and "Weak signs" in chips and chips["Weak signs"][0][0] < 2:
            del chips["Weak signs"]  # one weak sign that another chip has named
        order = sorted(chips, key=lambda makes: np.mean([self.at[s] for s in chips[makes][1]]))
        wanted = [-np.mean([self.at[s] for s in chips[makes][1]]) for makes in order]  # heights grow downwards here
        ys = [-y for y in spread(wanted, _CHIP_TALL + 10, -600.0, -70.0)]
        thin, thick = [], []
        for k, (frame, marks, words) in enumerate(self.chips):
            on = k < len(order)
            frame.set_visible(on)
            for mark in marks:
                mark.set_visible(False)
            for line in words:
                line.set_text("")
            if not on:
                continue
            (urgency, signs), y = chips[order[k]], ys[k]
            level, best = urgency[0], urgency == t.rows[0].urgency
            frame.set(facecolor=c["track" if best else "paper"], edgecolor=c["ink" if best else "rule"])
            put(frame, _CHIP, y - _CHIP_TALL / 2)
            marks[level].set_visible(True)
            put(marks[level], _CHIP + 17, y, 9.0)
            lines = textwrap.wrap(order[k], 14)
            for i, line in enumerate(lines[:2]):
                words[i].set(text=line, position=(_CHIP + 33, y + 5 + (17 * i - 8.5 * (len(lines) - 1))))
            way = thick if best else thin
            for sign in signs:
                end = self.names[sign]
                x = _LEFT + 30 + 7.6 * len(end.get_text())
                way += [
                    (min(x, _SIGN_END), self.at[sign]),
                    (_SIGN_END + 2, self.at[sign]),
                    (_CHIP, y),
                    (np.nan, np.nan),
                ]
            way += [(_CHIP + _CHIP_WIDE, y), (_RUNG - 4, middles[level]), (np.nan, np.nan)]
        for line, way in ((self.thin, thin), (self.thick, thick)):
            points = np.array(way) if way else np.full((1, 2), np.nan)
            line.set_data(points[:, 0], points[:, 1])

    def _show_notes(self, t: Triage) -> None:
        if t.differs:
            lines = ["Guidance differs: follow your local pathway."]
            lines += textwrap.wrap(f"{capital(t.differs[0])}.", 52)
        else:
            lines = []
        self.box.set_visible(bool(lines))
        for k, line in enumerate(self.notes):
            line.set(text=lines[k] if k < len(lines) else "", fontweight="normal" if k else "bold")


def describe_triage(t: Triage) -> str:
    """What the plate shows, in sentences."""
    if t.emergency:
        first = f"{t.what}, whatever else is found. {t.why}"
        also = f" Also: {'; '.join(t.also)}." if t.also else ""
        return f"{first}{also} No test that you can do here takes this back."
    return str(t)


def draw_triage(result: Triage, palette=LIGHT) -> TriagePlate:
    """Draw a `Triage`; `.figure` is a Matplotlib figure."""
    plate = TriagePlate(palette)
    plate.update(result)
    return plate
