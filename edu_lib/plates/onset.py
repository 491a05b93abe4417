"""The plate of the lab "onset": deltoid above, transversus below, a cursor to place, and what two algorithms look at."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.onset import BASELINE_END_MS, TIME_MS, WINDOW_MS, OnsetTrace, within

from .part import Part
from .style import LIGHT, TYPE

__all__ = ["OnsetPlate", "describe_onset", "draw_onset", "ms_at", "signed_ms"]

SIZE = (884.0, 616.0)  # points
_LEFT, _RIGHT = 142.0, 870.0
_TOP, _AXIS, _BOTTOM = 66.0, 342.0, 602.0  # the traces hang from the first to the second, the strips end at the third
_DELTOID, _TRA = (110.0, 13.0), (230.0, 21.0)  # middle and points to one standard deviation
_LIMIT = 3.2  # standard deviations; what is larger is cut off
_GRIP = 322.0  # where the cursor is held
_STRIPS = (478.0, 582.0)  # floors of the two strips
_TALL = 78.0
_BIN = 4  # samples that share one stroke from lowest to highest
_NAMES = ("Threshold", "Energy")


def _x(ms):
    return _LEFT + (_RIGHT - _LEFT) * (np.asarray(ms, dtype=float) - TIME_MS[0]) / (TIME_MS[-1] - TIME_MS[0])


def ms_at(x: float) -> float:
    """The time, ms from the onset of deltoid, at the place `x` of the plate (points)."""
    return float(TIME_MS[0] + (x - _LEFT) / (_RIGHT - _LEFT) * (TIME_MS[-1] - TIME_MS[0]))


def signed_ms(ms: float) -> str:
    """A time with its sign, such as −34 ms, 0 ms or +12 ms."""
    whole = round(ms)
    return f"{'−' if whole < 0 else '+' if whole > 0 else ''}{abs(whole)} ms"


def _where(ms: float) -> str:
    if within(ms):
        return "inside the window"
    return "before the window" if ms < WINDOW_MS[0] else "after the window"


class OnsetPlate(Part):
    """Draw once with `OnsetPlate()`, then `update(trace)` as often as you like. `handles`: ``"cursor"``."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "onset", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self._bins = _x(TIME_MS[: len(TIME_MS) // _BIN * _BIN : _BIN] + 0.5 * _BIN * (TIME_MS[1] - TIME_MS[0]))
        self._ground()
        c = palette
        thin = {"color": c["ink"], "linewidth": 1.0, "zorder": 2}
        self.deltoid, self.tra = self.stroke("deltoid", **thin), self.stroke("tra", **thin)
        self._strips()
        # Where the algorithms see the start, on the trace itself.
        self.claims = self.stroke("claims", color=c["back"], linewidth=2.2, linestyle=(0, (1, 1)), zorder=3)
        self.true = self.stroke("true", color=c["deep"], linewidth=5.0, linestyle=(0, (2, 0.8)), zorder=3.5)
        self.true_text = self.text(0, 58, "", "true-text", fontsize=TYPE["label"], fontweight="bold", ha="center")
        self.cursor = self.stroke("cursor", color=c["chosen"], linewidth=2.2, zorder=4)
        rim = {"facecolor": c["chosen"], "edgecolor": c["paper"], "linewidth": 1.6, "zorder": 5}
        self.grip = self.shape("grip", Path.unit_circle(), **rim)
        self.you = self.text(0, _GRIP + 5, "", "you", fontsize=TYPE["label"], fontweight="bold", zorder=5)
        self.handles = {"onset-grip": "cursor"}
        self.handle_names = {"onset-grip": "your cursor: put it where transversus starts"}
        self._shown: list = [None, None]

    def _ground(self) -> None:
        c = self.palette
        a, b = (float(_x(ms)) for ms in WINDOW_MS)
        self.lower = []  # what belongs to the strips alone
        for top, low, key in ((_TOP, _AXIS, ""), (_AXIS + 48, _BOTTOM, "lower")):
            shade = self.ax.add_patch(Rectangle((a, top), b - a, low - top, facecolor=c["track"], zorder=0.2))
            edge = {"color": c["rule"], "linewidth": 1.2, "linestyle": (0, (2, 2)), "zorder": 0.4}
            edges = [
                self.stroke(f"{key}{i}" if key else None, [x, x], [top, low], **edge) for i, x in enumerate((a, b))
            ]
            if key:
                self.lower += [self.keep(key, shade), *edges]
        self.text((a + b) / 2, 26, "feed-forward window", ha="center", fontsize=TYPE["label"], fontweight="bold")
        self.stroke(None, [a, a, b, b], [38, 32, 32, 38], color=c["rule"], linewidth=1.6)
        for y, name, what in ((_DELTOID[0], "Deltoid", "starts at 0"), (_TRA[0], "Transversus", "by fine wire")):
            self.text(4, y - 2, name, fontsize=TYPE["title"], fontweight="bold")
            self.text(4, y + 17, what, fontsize=TYPE["small"], color=c["quiet"])
        self.trial = self.text(4, 26, "", "trial", fontsize=TYPE["label"], fontweight="bold")
        self.stroke(None, [_LEFT, _RIGHT], [_AXIS] * 2, color=c["rule"], linewidth=1.2)
        for ms in range(-400, 201, 100):
            x = float(_x(ms))
            self.stroke(None, [x, x], [_AXIS, _AXIS + 6], color=c["rule"], linewidth=1.2)
            words = f"{'−' if ms < 0 else '+' if ms > 0 else ''}{abs(ms)}"
            ha = "center" if ms < 200 else "right"
            self.text(x if ms < 200 else x + 6, _AXIS + 21, words, ha=ha, fontsize=TYPE["small"], color=c["quiet"])
        self.text((_LEFT + _RIGHT) / 2, _AXIS + 40, "milliseconds from the onset of deltoid", ha="center",
                  fontsize=TYPE["small"])  # fmt: skip
        self.ask = [
            self.text(_LEFT + 6, 440 + 32 * i, words, f"ask{i}", fontsize=TYPE["title"], zorder=5)
            for i, words in enumerate(
                ("1   Drag the blue cursor to where you see transversus start.",
                 "2   Show what two algorithms say.",
                 "3   Show the true onset.")
            )
        ]  # fmt: skip

    def _strips(self) -> None:
        c = self.palette
        self.bases, self.limits, self.marks, self.words = [], [], [], []
        bold = {"fontsize": TYPE["label"], "fontweight": "bold"}
        for i, (floor, name) in enumerate(zip(_STRIPS, _NAMES, strict=True)):
            thin = {"color": c["quiet"], "linewidth": 1.4, "zorder": 2}
            self.bases.append(self.stroke(f"average{i}", **thin))
            dashed = {"color": c["back"], "linewidth": 2.0, "linestyle": (0, (6, 2)), "zorder": 3}
            self.limits.append(self.stroke(f"limit{i}", **dashed))
            arrow = Path([(0, 0), (-7, -14), (7, -14), (0, 0)], closed=True)
            style = {"facecolor": c["back"], "edgecolor": c["paper"], "linewidth": 1.0, "zorder": 4.5}
            self.marks.append(self.shape(f"mark{i}", arrow, **style))
            x = [_LEFT, float(_x(BASELINE_END_MS))]
            rest = self.stroke(f"rest{i}", x, [floor, floor], color=c["rule"], linewidth=4.0, solid_capstyle="butt")
            self.lower += [rest, self.text(x[1] + 6, floor + 7, "baseline", f"rest-text{i}", fontsize=TYPE["small"],
                                           color=c["quiet"])]  # fmt: skip
            self.words.append([
                self.text(4, floor - 44, name, f"name{i}", fontsize=TYPE["title"], fontweight="bold"),
                self.text(4, floor - 24, "", f"said{i}", **bold),
                self.text(4, floor - 6, "", f"place{i}", fontsize=TYPE["small"]),
                self.text(_LEFT + 4, floor - _TALL + 12, "", f"rule{i}", fontsize=TYPE["small"], color=c["quiet"]),
            ])  # fmt: skip

    def update(self, trace: OnsetTrace) -> None:
        """Show `trace`."""
        for i, (line, signal, (middle, scale)) in enumerate(
            ((self.deltoid, trace.deltoid, _DELTOID), (self.tra, trace.transversus, _TRA))
        ):
            key = (
                trace.seed
                if i == 0
                else (trace.seed, trace.true_ms, trace.snr_db, trace.cross_talk, trace.cross_talk_ms)
            )
            if self._shown[i] != key:
                self._shown[i] = key
                line.set_data(*self._strokes(signal, middle, scale))
        self.trial.set_text(f"Simulated trial {trace.seed}")
        self._update_cursor(trace)
        show = trace.show_algorithms
        for ask in self.ask:
            ask.set_visible(not show)
        for artist in (
            self.claims,
            *self.lower,
            *self.bases,
            *self.limits,
            *self.marks,
            *(text for texts in self.words for text in texts),
        ):
            artist.set_visible(show)
        if show:
            self._update_strips(trace)
        for artist in (self.true, self.true_text):
            artist.set_visible(trace.show_true)
        if trace.show_true:
            x = float(_x(trace.true_ms))
            self.true.set_data(*self._upright(x, _GRIP - 16, show))
            self.true_text.set_position((x, 58))
            self.true_text.set_text(f"true onset {signed_ms(trace.true_ms)}")

    def _strokes(self, signal, middle: float, scale: float):
        """A line that goes from lowest to highest in each bin: what the eye sees of a dense trace, with fewer points."""
        binned = np.clip(signal[: len(self._bins) * _BIN].reshape(-1, _BIN), -_LIMIT, _LIMIT)
        y = np.empty(2 * len(self._bins))
        y[0::2], y[1::2] = binned.min(axis=1), binned.max(axis=1)
        return np.repeat(self._bins, 2), middle - scale * y

    @staticmethod
    def _upright(x: float, low: float, strips: bool):
        """A line down the traces and, where they are shown, the strips; it spares the words between."""
        return [x, x, np.nan, x, x], [_TOP, low, np.nan, *([_AXIS + 48, _BOTTOM] if strips else [low, low])]

    def _update_cursor(self, trace: OnsetTrace) -> None:
        x = float(_x(trace.cursor_ms))
        self.cursor.set_data(*self._upright(x, _AXIS, trace.show_algorithms))
        self.grip.place(np.array([[8.0, 0, x], [0, 8.0, _GRIP], [0, 0, 1.0]]))
        right = trace.cursor_ms < 60.0
        self.you.set_ha("left")  # the live view keeps the anchor of a text, so the room to the left is counted here
        self.you.set_position((x + 14 if right else x - 14 - 104, _GRIP + 5))
        self.you.set_text(f"you {signed_ms(trace.cursor_ms)}")

    def _update_strips(self, trace: OnsetTrace) -> None:
        noise = 10.0 ** (-trace.snr_db / 20.0)
        both = [ms for ms in (trace.by_threshold.onset_ms, trace.by_energy.onset_ms) if ms is not None] or [np.nan]
        top, low = _TRA[0] - 68.0, _GRIP - 16.0
        self.claims.set_data(np.repeat(_x(both), 3), np.tile([top, low, np.nan], len(both)))
        # The height shown hangs on the noise alone, so that a threshold is seen to rise and fall.
        tops = (1.6 * noise + 0.5, 1.4 * noise**2 + 0.25)
        for i, (method, top, floor) in enumerate(
            zip((trace.by_threshold, trace.by_energy), tops, _STRIPS, strict=True)
        ):
            top = max(top, 1.15 * method.threshold)
            share = np.minimum(method.average[::_BIN] / top, 1.0)
            self.bases[i].set_data(_x(TIME_MS[::_BIN]), floor - (_TALL - 18) * share)
            at = floor - (_TALL - 18) * method.threshold / top
            self.limits[i].set_data([_LEFT, _RIGHT], [at, at])
            name, said, place, rule = self.words[i]
            what = "smoothed signal" if i == 0 else "smoothed energy"
            rule.set_text(f"{what}; dashed: baseline + {trace.k:g} SD")
            found = method.onset_ms
            self.marks[i].set_visible(found is not None)
            said.set_text("none found" if found is None else signed_ms(found))
            place.set_text("" if found is None else _where(found))
            if found is not None:
                self.marks[i].place(np.array([[1.0, 0, float(_x(found))], [0, 1.0, at], [0, 0, 1.0]]))


def describe_onset(trace: OnsetTrace) -> str:
    """What the plate shows, without giving away what it hides."""
    placed = trace.cursor_ms > BASELINE_END_MS + 20.0
    window = f"({signed_ms(WINDOW_MS[0])[:-3]} to {signed_ms(WINDOW_MS[1])} from deltoid)"
    words = [f"Simulated trial {trace.seed}."]
    if placed:
        words.append(
            f"You put the onset of transversus at {signed_ms(trace.cursor_ms)}, {_where(trace.cursor_ms)} {window}."
        )
    else:
        words.append("The cursor still waits at the left. Put it where you see transversus start.")
    said = {"The threshold": trace.by_threshold.onset_ms, "the energy method": trace.by_energy.onset_ms}
    known = [ms for ms in said.values() if ms is not None]
    if trace.show_algorithms:
        told = [f"{name} {'finds none' if ms is None else f'says {signed_ms(ms)}'}" for name, ms in said.items()]
        words.append(", ".join(told) + ".")
        answers = [trace.cursor_ms, *known] if placed else known
        if len(answers) > 1:
            apart = round(max(answers) - min(answers))
            differ = len({bool(within(ms)) for ms in answers}) > 1
            words.append(
                f"The answers lie {apart} ms apart and "
                + ("disagree on the window." if differ else "agree on the window.")
            )
    if trace.show_true:
        words.append(f"In the simulation it starts at {signed_ms(trace.true_ms)}, {_where(trace.true_ms)}.")
        if placed:
            off = round(trace.cursor_error_ms)
            words.append("You hit it." if off == 0 else f"You are {abs(off)} ms {'late' if off > 0 else 'early'}.")
        if trace.show_algorithms and known:
            gap = min(abs(trace.true_ms - ms) for ms in WINDOW_MS)
            slip = max(abs(ms - trace.true_ms) for ms in known)
            words.append(
                f"The window's nearest edge is {round(gap)} ms off, the algorithms err by up to {round(slip)} ms: "
                + ("the method could decide the verdict." if slip >= gap else "too little to change the verdict.")
            )
    return " ".join(words)


def draw_onset(trace: OnsetTrace, palette=LIGHT) -> OnsetPlate:
    """Draw an `OnsetTrace`; `.figure` is a Matplotlib figure."""
    plate = OnsetPlate(palette)
    plate.update(trace)
    return plate
