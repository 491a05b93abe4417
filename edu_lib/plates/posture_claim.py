"""The plate of the lab "posture_claim": a chain of five words; each link with what a slider does and what was measured."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.muscle_length import pull
from edu_lib.models.posture_claim import BIG_BEND_DEG, LINKS, NODES, VERDICTS
from edu_lib.models.posture_norms import norm
from edu_lib.params import signed

from .part import Part
from .posture_claim_words import describe_posture_claim, texts
from .style import LIGHT, TYPE, load_colour

__all__ = ["PostureClaimPlate", "describe_posture_claim", "draw_posture_claim"]

SIZE = (884.0, 736.0)  # points
_STEP, _NODE = 174.0, 30.0  # from word to word, height of a word's box
_LEFT, _RIGHT, _TEXT = 164.0, 462.0, 486.0  # of the pictures, and where the text begins
# Verdict -> how the arrow is drawn: (dashes or None, broken in the middle).
_ARROW = dict(zip(VERDICTS, ((None, False), ((0, (5, 3)), False), (None, True), ((0, (1, 2)), False)), strict=True))


class PostureClaimPlate(Part):
    """Draw once with `PostureClaimPlate()`, then `update(claim)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "claim", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self._chain()
        tops = [4 + _STEP * i for i in range(4)]
        self.panels = [kind(self, top) for kind, top in zip((_Curves, _Tilts, _Loads, _Groups), tops, strict=True)]
        self.titles = [
            self.text(_TEXT, top + 22, "", f"title{i}", fontsize=TYPE["label"], fontweight="bold")
            for i, top in enumerate(tops)
        ]
        self.lines = [
            [self.text(_TEXT, top + 44 + 19 * k, "", f"line{i}-{k}", fontsize=TYPE["small"]) for k in range(6)]
            for i, top in enumerate(tops)
        ]
        for top in tops[1:]:
            self.ax.plot([_LEFT - 10, SIZE[0] - 4], [top] * 2, color=palette["track"], linewidth=1.4, zorder=0.5)

    def _chain(self) -> None:
        c = self.palette
        for i, node in enumerate(NODES):
            y = 4 + _STEP * i
            box = {"facecolor": c["box"], "edgecolor": "none", "zorder": 2}
            self.ax.add_patch(Rectangle((4, y), 138, _NODE, **box))
            bold = {"fontsize": TYPE["title"], "fontweight": "bold", "color": c["box_text"]}
            self.text(73, y + 21, node, ha="center", zorder=3, **bold)
        for i, link in enumerate(LINKS):
            dashes, broken = _ARROW[link.verdict]
            x, a, b = 26.0, _NODE + 10 + _STEP * i, _STEP * (i + 1) - 4
            middle, gap = (a + b) / 2, 13.0
            style = {"color": c["ink"], "linewidth": 2.6, "zorder": 2, "solid_capstyle": "butt"}
            style |= {"linestyle": dashes} if dashes else {}
            for p, q in ((a, middle - gap), (middle + gap, b - 8)) if broken else ((a, b - 8),):
                self.ax.plot([x, x], [p, q], **style)
            if broken:
                for y in (middle - gap, middle + gap):
                    self.ax.plot([x - 9, x + 9], [y + 4, y - 4], color=c["ink"], linewidth=2.0, zorder=2)
            head = Path([(x, b), (x - 7, b - 13), (x + 7, b - 13), (x, b)], closed=True)
            self.shape(f"head{i}", head, facecolor=c["ink"], zorder=2)
            self.text(46, middle - 8, link.verdict, fontsize=TYPE["title"], fontweight="bold")
            self.text(46, middle + 11, f"certainty: {link.certainty}", fontsize=TYPE["small"])
            self.text(46, middle + 29, f"({link.badge})", fontsize=TYPE["small"], color=c["quiet"])

    def update(self, claim) -> None:
        """Show `claim`."""
        for panel in self.panels:
            panel.update(claim)
        for title, slots, (head, *lines) in zip(self.titles, self.lines, texts(claim), strict=True):
            title.set_text(head)
            for slot, line in zip(slots, [*lines, *[""] * 6], strict=False):
                slot.set_text(line)


class _Curves:
    """How hard a muscle pulls by its length: actively and passively, before (dashed) and now."""

    low, high = 0.62, 1.50

    def __init__(self, part: Part, top: float):
        c, self.base = part.palette, top + 138
        self.length = np.linspace(self.low, self.high, 45)
        was, quiet = pull(self.length), {"fontsize": TYPE["small"], "color": c["quiet"]}
        dashed = {"color": c["quiet"], "linewidth": 1.3, "linestyle": (0, (4, 3)), "zorder": 2}
        for curve in was:
            part.stroke(None, self.x(self.length), self.y(curve), **dashed)
        part.stroke(None, [_LEFT, _RIGHT], [self.base] * 2, color=c["rule"], linewidth=1.0)
        at = self.x(1.0)
        part.stroke(None, [at, at], [self.base, top + 32], color=c["rule"], linewidth=1.2, linestyle=(0, (1, 2)))
        part.text(at, self.base + 17, "length in standing", ha="center", **quiet)
        for share in (0.7, 1.3, 1.45):
            part.text(self.x(share), self.base + 17, f"{100 * share:.0f} %", ha="center", **quiet)
        self.now = []
        for i, (role, words, x) in enumerate(
            (("belly", "pull when tensed", _LEFT + 4), ("back", "pull at rest", _RIGHT - 84))
        ):
            thick = {"color": c[role], "linewidth": 3.0, "zorder": 3}
            self.now.append(part.stroke(f"curve{i}", **thick, linestyle="-" if i == 0 else (0, (6, 1.5))))
            part.text(x, top + 20, words, fontsize=TYPE["small"], fontweight="bold", zorder=4)
            part.stroke(None, [x, x + 78], [top + 25] * 2, **thick, linestyle="-" if i == 0 else (0, (6, 1.5)))

    def x(self, length):
        return _LEFT + (_RIGHT - _LEFT) * (np.asarray(length) - self.low) / (self.high - self.low)

    def y(self, share):
        return self.base - 66.0 * np.asarray(share)

    def update(self, claim) -> None:
        for line, curve in zip(
            self.now, pull(self.length, claim.strength_percent, claim.shortening_percent), strict=True
        ):
            line.set_data(self.x(self.length), self.y(np.where(curve < 1.56, curve, np.nan)))


class _Tilts:
    """How far each slider alone rolls the pelvis back, over how much people differ."""

    low, high, left = -12.0, 34.0, _LEFT + 66.0

    def __init__(self, part: Part, top: float):
        c, self.part = part.palette, part
        spread = norm("pelvic tilt").sd
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        a, b = self.x(-spread), self.x(spread)
        part.ax.add_patch(Rectangle((a, top + 28), b - a, 96, facecolor=c["track"], zorder=1))
        part.text(_LEFT, top + 20, "Pelvis rolled back by", fontsize=TYPE["small"], fontweight="bold")
        part.stroke(None, [self.x(0)] * 2, [top + 28, top + 124], color=c["ink"], linewidth=1.2, zorder=1.5)
        part.stroke(None, [self.left, _RIGHT], [top + 124] * 2, color=c["rule"], linewidth=1.0)
        for tick in (-10, 0, 10, 20, 30):
            part.text(self.x(tick), top + 140, f"{signed(tick)}°", ha="center", **quiet)
        part.text(_LEFT, top + 160, "Grey: how much people differ (one sd)", **quiet)
        self.dots, self.values, self.stems, self.rows = [], [], [], [top + 46 + 31 * i for i in range(3)]
        for i, (y, words) in enumerate(zip(self.rows, ("strength", "length", "effort"), strict=True)):
            part.text(_LEFT, y + 5, words, fontsize=TYPE["label"])
            self.stems.append(part.stroke(f"stem{i}", color=c["measured"], linewidth=3.0, zorder=2))
            dot = {"facecolor": c["measured"], "edgecolor": c["paper"], "linewidth": 1.2, "zorder": 3}
            self.dots.append(part.shape(f"dot{i}", Path.unit_circle(), **dot))
            self.values.append(part.text(0, y + 5, "", f"tilt{i}", fontsize=TYPE["label"], fontweight="bold", zorder=4))

    def x(self, degrees: float) -> float:
        return self.left + (_RIGHT - self.left) * (degrees - self.low) / (self.high - self.low)

    def update(self, claim) -> None:
        tilts = (claim.tilt_strength, claim.tilt_length, claim.tilt_effort)
        for y, tilt, dot, stem, value in zip(self.rows, tilts, self.dots, self.stems, self.values, strict=True):
            x = self.x(tilt)
            dot.place(np.array([[6.5, 0, x], [0, 6.5, y], [0, 0, 1.0]]))
            stem.set_data([self.x(0), x], [y, y])
            value.set_text(f"{round(tilt)}°")
            value.set_x(x + 12)


class _Loads:
    """What L4/L5 carries standing, in this posture, with the wall tensed, and in a big bend."""

    left, right, full = _LEFT + 96.0, _RIGHT - 62.0, 3000.0

    def __init__(self, part: Part, top: float):
        c = part.palette
        part.text(_LEFT, top + 20, "L4/L5 by the spine model", fontsize=TYPE["small"], fontweight="bold")
        self.bars, self.values = [], []
        for i, words in enumerate(("standing", "this posture", "wall tensed", f"bent {BIG_BEND_DEG:.0f}°")):
            y = top + 34 + 31 * i
            part.text(_LEFT, y + 15, words, fontsize=TYPE["label"])
            part.ax.add_patch(Rectangle((self.left, y), self.right - self.left, 19, facecolor=c["track"], zorder=1))
            bar = Rectangle((self.left, y), 0, 19, edgecolor=c["ink"], linewidth=0.9, zorder=2)
            self.bars.append(part.keep(f"bar{i}", part.ax.add_patch(bar)))
            bold = {"fontsize": TYPE["label"], "fontweight": "bold", "ha": "right"}
            self.values.append(part.text(_RIGHT, y + 15, "", f"newton{i}", **bold))

    def update(self, claim) -> None:
        newtons = (claim.standing_n, claim.posture_n, claim.tensed_n, claim.bent_n)
        for bar, value, newton in zip(self.bars, self.values, newtons, strict=True):
            bar.set_width((self.right - self.left) * min(newton / self.full, 1.0))
            bar.set_facecolor(load_colour(newton))
            value.set_text(f"{round(newton, -1):.0f} N")


class _Groups:
    """People with and without pain as two normal curves over each other."""

    scales = {"lumbar lordosis": (-15.0, 95.0, 20), "head angle": (28.0, 66.0, 10)}

    def __init__(self, part: Part, top: float):
        c, self.part, self.base = part.palette, part, top + 140
        self.both = part.shape("both", facecolor=c["track"], zorder=1)
        part.stroke(None, [_LEFT, _RIGHT], [self.base] * 2, color=c["rule"], linewidth=1.0)
        self.curves = []
        for i, (role, words, x, dash) in enumerate(
            (("back", "with pain", _LEFT, "-"), ("measured", "without pain", _LEFT + 92, (0, (5, 2))))
        ):
            style = {"color": c[role], "linewidth": 2.8, "linestyle": dash, "zorder": 2}
            self.curves.append(part.stroke(f"group{i}", **style))
            part.text(x, top + 20, words, fontsize=TYPE["small"], fontweight="bold")
            part.stroke(None, [x, x + 70], [top + 25] * 2, **style)
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"], "ha": "center"}
        self.ticks = [part.text(0, self.base + 17, "", f"gtick{i}", **quiet) for i in range(6)]
        self.what = part.text(_RIGHT, top + 20, "", "what", ha="right", fontsize=TYPE["small"], color=c["quiet"])
        self.shown = None

    def update(self, claim) -> None:
        groups = claim.groups
        if groups == self.shown:
            return
        self.shown = groups
        self.what.set_text(groups.quantity)
        low, high, step = self.scales[groups.quantity]
        degrees = np.linspace(low, high, 91)
        x = _LEFT + (_RIGHT - _LEFT) * (degrees - low) / (high - low)
        density = [np.exp(-0.5 * ((degrees - m) / sd) ** 2) / sd for m, sd in (groups.with_pain, groups.without)]
        scale = 96.0 / max(d.max() for d in density)
        for line, d in zip(self.curves, density, strict=True):
            line.set_data(x, self.base - scale * d)
        y = self.base - scale * np.minimum(*density)
        points = np.column_stack([np.r_[x, x[-1], x[0], x[0]], np.r_[y, self.base, self.base, y[0]]])
        self.both.set_path(Path(points, closed=True))
        first = int(np.ceil((low + 4) / step) * step)
        for i, text in enumerate(self.ticks):
            tick = first + step * i
            text.set_text(f"{signed(tick)}°" if tick < high - 3 else "")
            text.set_x(_LEFT + (_RIGHT - _LEFT) * (tick - low) / (high - low))


def draw_posture_claim(claim, palette=LIGHT) -> PostureClaimPlate:
    """Draw a `PostureClaim`; `.figure` is a Matplotlib figure."""
    plate = PostureClaimPlate(palette)
    plate.update(claim)
    return plate
