"""The plate of a student's own progress: the way through the lessons, sureness against being right, beliefs then and now."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle, Wedge

from .part import Part
from .style import LIGHT, TYPE

__all__ = ["describe_progress", "draw_progress", "draw_progress_figure", "progress_sentences", "progress_size"]

WIDTH = 700.0  # points, as all lengths here
MARGIN = 10.0
# The lessons, at the left
FIRST_ROW, ROW, RING = 48.0, 30.0, 9.0
KEY_X, TITLE_X, STATUS_X = 40.0, 64.0, 346.0
# Sureness against being right, at the right
CHART_X = 380.0
CHART = (426.0, 694.0, 62.0, 288.0)  # left, right, top, bottom
COLUMN = 42.0
TOP_PART = 388.0
# Beliefs, below
BELIEF_HEAD, BELIEF_ROW, LETTERS = 66.0, 42.0, 46
SCALE = (390.0, 682.0)
STAGES = {"ahead": "not begun", "begun": "begun", "finished": "finished"}


def progress_size(summary) -> tuple[float, float]:
    """Width and height in points; the height grows with the number of beliefs."""
    return WIDTH, TOP_PART + (BELIEF_HEAD + BELIEF_ROW * len(summary.beliefs) if summary.beliefs else 0.0)


class _Progress(Part):
    """All of it on one axes, measured in points from the upper left corner."""

    def __init__(self, ax, summary, statements, scale, palette):
        super().__init__(ax, "progress", palette)
        width, height = progress_size(summary)
        ax.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
        self._lessons(summary.lessons)
        self._sureness(summary.confidence)
        if summary.beliefs:
            self._beliefs(summary.beliefs, statements, scale)

    def _heading(self, x: float, y: float, words: str) -> None:
        self.text(x, y, words, fontsize=TYPE["title"], fontweight="bold")

    # The lessons --------------------------------------------------------------------------------------------------

    def _lessons(self, lessons) -> None:
        self._heading(MARGIN, 18, "The ten lessons")
        x, last = MARGIN + RING, FIRST_ROW + ROW * (len(lessons) - 1)
        self.ax.plot([x, x], [FIRST_ROW, last], color=self.palette["rule"], linewidth=1.6, zorder=1)
        for i, lesson in enumerate(lessons):
            y = FIRST_ROW + ROW * i
            self._ring(x, y, lesson.stage)
            self.text(KEY_X, y + 5, lesson.key, fontsize=TYPE["small"], color=self.palette["quiet"])
            self.text(TITLE_X, y + 5, lesson.title, fontsize=TYPE["small"])
            status = _so_far(lesson) or f"{lesson.minutes} min"
            self.text(STATUS_X, y + 5, status, ha="right", fontsize=TYPE["small"], color=self.palette["quiet"])
        y = last + ROW + 8
        for x, stage in zip((MARGIN + RING, 134.0, 214.0), STAGES, strict=True):
            self._ring(x, y, stage)
            self.text(x + 16, y + 5, STAGES[stage], fontsize=TYPE["small"])

    def _ring(self, x: float, y: float, stage: str) -> None:
        """An empty ring, a half-filled one, or a full one with a tick: told apart without colour."""
        c = self.palette
        edge = c["rule"] if stage == "ahead" else c["measured"]
        self.ax.add_patch(Circle((x, y), RING, facecolor=c["paper"], edgecolor=edge, linewidth=1.8, zorder=2))
        if stage == "begun":  # the y axis points down: from 90 to 270 degrees is the left half either way
            self.ax.add_patch(Wedge((x, y), RING - 1, 90, 270, facecolor=edge, edgecolor="none", zorder=2.1))
        if stage == "finished":
            self.ax.add_patch(Circle((x, y), RING, facecolor=edge, edgecolor=edge, linewidth=1.8, zorder=2.1))
            tick = {"color": c["paper"], "linewidth": 2.0, "solid_capstyle": "round", "zorder": 2.2}
            self.ax.plot([x - 4.2, x - 1.2, x + 4.4], [y + 0.2, y + 3.6, y - 3.8], **tick)

    # Sureness -----------------------------------------------------------------------------------------------------

    def _sureness(self, confidence) -> None:
        c, (left, right, top, bottom) = self.palette, CHART
        self._heading(CHART_X, 18, "How sure, and how often right")
        self.text(CHART_X, 37, "Right at the first try", fontsize=TYPE["small"], color=c["quiet"])
        for percent in (0, 50, 100):
            y = bottom - (bottom - top) * percent / 100
            self.ax.plot([left, right], [y, y], color=c["rule"], linewidth=1.4 if percent == 0 else 0.7, zorder=1)
            words = f"{percent} %" if percent else "0"
            self.text(left - 6, y + 4.5, words, ha="right", fontsize=TYPE["small"], color=c["quiet"])
        step = (right - left) / len(confidence)
        for i, sure in enumerate(confidence):
            x = left + step * (i + 0.5)
            self.text(x, bottom + 19, sure.words, ha="center", fontsize=TYPE["small"])
            box = (x - COLUMN / 2, bottom), COLUMN
            self.ax.add_patch(Rectangle(*box, top - bottom, facecolor=c["track"], edgecolor="none", zorder=0.5))
            if sure.count:
                high = (bottom - top) * sure.right / sure.count
                bar = Rectangle(*box, -high, facecolor=c["measured"], edgecolor=c["ink"], linewidth=0.9, zorder=2)
                self.keep(f"sure{sure.level}", self.ax.add_patch(bar))
            words, weight = (f"{sure.right} of {sure.count}", "bold") if sure.count else ("none yet", "normal")
            self.text(x, bottom + 37, words, ha="center", fontsize=TYPE["small"], fontweight=weight)
        self.text(CHART_X, bottom + 64, "Well judged: no column is lower than", fontsize=TYPE["small"])
        self.text(CHART_X, bottom + 80, "the one before. A few answers say little.", fontsize=TYPE["small"])

    # Beliefs ------------------------------------------------------------------------------------------------------

    def _beliefs(self, beliefs, statements: Mapping[str, str], scale) -> None:
        c, (low, high, low_words, high_words) = self.palette, scale
        y = TOP_PART + 26
        self._heading(MARGIN, y, "What you believe")
        for x, words, filled in ((MARGIN + 182, "then", False), (MARGIN + 246, "now", True)):
            self._dot(x, y - 5, filled)
            self.text(x + 13, y, words, fontsize=TYPE["small"])
        self.text(SCALE[0] - 8, y, low_words, fontsize=TYPE["small"], color=c["quiet"])
        self.text(SCALE[1] + 8, y, high_words, ha="right", fontsize=TYPE["small"], color=c["quiet"])
        for i, belief in enumerate(beliefs):
            y = TOP_PART + BELIEF_HEAD + BELIEF_ROW * i
            lines = _two_lines(statements.get(belief.item, belief.item))
            for n, line in enumerate(lines):
                self.text(MARGIN, y + 5 + 16 * n - 8 * (len(lines) - 1), line, fontsize=TYPE["small"])
            self.ax.plot(SCALE, [y, y], color=c["rule"], linewidth=1.0, zorder=1)
            for tick in (SCALE[0], sum(SCALE) / 2, SCALE[1]):
                self.ax.plot([tick, tick], [y - 4, y + 4], color=c["rule"], linewidth=1.0, zorder=1)
            then, now = (None if v is None else _along((v - low) / (high - low)) for v in (belief.then, belief.now))
            if then is not None and now is not None:
                self.ax.plot([then, now], [y, y], color=c["measured"], linewidth=3, zorder=2)
            # Where nothing changed, the filled dot lies within the ring.
            for x, filled in ((then, False), (now, True)):
                if x is not None:
                    self.keep(f"{'now' if filled else 'then'}-{belief.item}", self._dot(x, y, filled))

    def _dot(self, x: float, y: float, filled: bool):
        c = self.palette
        look = {"facecolor": c["measured"]} if filled else {"facecolor": c["paper"]}
        radius, zorder = (5.0, 4) if filled else (8.0, 3)
        return self.ax.add_patch(Circle((x, y), radius, edgecolor=c["measured"], linewidth=2.0, zorder=zorder, **look))


def _two_lines(words: str) -> list[str]:
    """`words` in one line or in two of about the same length; what is longer still is cut."""
    lines = textwrap.wrap(words, LETTERS, max_lines=2, placeholder=" …")
    narrower = (textwrap.wrap(words, width) for width in range(LETTERS // 2, LETTERS + 1))
    return next((tried for tried in narrower if len(tried) == len(lines)), lines)


def _along(share: float) -> float:
    """The place of a share, 0 to 1, of the scale; what lies beyond an end is drawn at it."""
    return SCALE[0] + (SCALE[1] - SCALE[0]) * min(max(share, 0.0), 1.0)


_AGREE = (0.0, 100.0, "disagree", "agree")


def draw_progress(ax, summary, palette=LIGHT, statements: Mapping[str, str] | None = None, scale=_AGREE) -> Part:
    """Draw a `learn.summary.Summary` on `ax`, which should have the shape of `progress_size(summary)`.

    Parameters
    ----------
    statements : item -> the statement that was believed or not; its name where it is not known.
    scale : lowest and highest belief, and the words for them.
    """
    return _Progress(ax, summary, statements or {}, scale, palette)


def draw_progress_figure(summary, palette=LIGHT, **how) -> Figure:
    """The plate at its own size; `how` as for `draw_progress`."""
    width, height = progress_size(summary)
    figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=palette["paper"])
    draw_progress(figure.add_axes((0, 0, 1, 1)), summary, palette, **how)
    return figure


def describe_progress(summary, statements: Mapping[str, str] | None = None, scale=_AGREE) -> str:
    """What the plate shows, in words; arguments as for `draw_progress`."""
    return " ".join(progress_sentences(summary, statements, scale))


def progress_sentences(summary, statements: Mapping[str, str] | None = None, scale=_AGREE) -> list[str]:
    """What the plate shows, sentence by sentence."""
    said = []
    for stage in ("finished", "begun"):
        here = [(x, f" ({_so_far(x)})" if _so_far(x) else "") for x in summary.lessons if x.stage == stage]
        if here:
            named = ", ".join(f"{x.key} {x.title.rstrip('?')}{so_far}" for x, so_far in here)
            said.append(f"{STAGES[stage].capitalize()}: {named}.")
    ahead, count = sum(lesson.stage == "ahead" for lesson in summary.lessons), len(summary.lessons)
    if ahead:
        said.append(f"Not begun: {ahead} of {count} lessons.")
    if summary.cases:
        said.append(f"Cases finished: {len(summary.cases)}.")
    if sure := [f"{s.right} of {s.count} when you said “{s.words}”" for s in summary.confidence if s.count]:
        said.append(f"Right at the first try: {', '.join(sure)}.")
    low, high, low_words, high_words = scale
    if summary.beliefs:
        said.append(f"What you believe, from {low:g} ({low_words}) to {high:g} ({high_words}):")
    for belief in summary.beliefs:
        when = [
            f"{value:g} {name}" for name, value in (("then", belief.then), ("now", belief.now)) if value is not None
        ]
        said.append(f"“{(statements or {}).get(belief.item, belief.item)}”: {', '.join(when)}.")
    return said


def _so_far(lesson) -> str:
    if lesson.answered:
        return f"{lesson.right} of {lesson.answered} right"
    return f"{lesson.predicted} predicted" if lesson.predicted else ""
