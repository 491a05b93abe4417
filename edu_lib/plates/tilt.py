"""The plate of the tilt lab: a person on a tilting table, what is left of body weight to pull, and what was measured."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from edu_lib.models.tilt import TiltResult
from edu_lib.sources import published
from edu_lib.words import _

from .part import Part
from .style import LIGHT, TYPE
from .tilt_figure import TiltedPerson
from .tilt_words import describe_tilt, head, rows, steps

__all__ = ["TiltPlate", "describe_tilt", "draw_tilt"]

SIZE = (884.0, 668.0)  # points
_SIDE, _TOP = 452.0, 38.0  # of the picture
_LEFT, _RIGHT = 480.0, 872.0  # of the bars
_MM = 5.4  # points to a millimetre in the drawing of the disc


class TiltPlate:
    """Draw once with `TiltPlate()`, then `update(tilt(...))` as often as you like. `handles`: the foot end of the table."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        self.panel = Part(self.figure.add_axes((0, 0, 1, 1)), "tiltpanel", palette)
        self.panel.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        box = (2 / SIZE[0], 1 - (_TOP + _SIDE) / SIZE[1], _SIDE / SIZE[0], _SIDE / SIZE[1])
        ax = self.figure.add_axes(box)
        ax.patch.set_visible(False)
        self.person = TiltedPerson(ax, palette)
        self._cascade()
        self._disc()
        self._measured()
        self._key()
        self.live = self.panel.live | self.person.live
        self.handles = {"tilt-handle": "table"}
        self.handle_names = {"tilt-handle": _("foot end of the table: tilt it")}

    # The right: what is left of body weight -----------------------------------------------------------------------

    def _cascade(self) -> None:
        part, c = self.panel, self.panel.palette
        self.head = part.text(6, 28, "", "head", fontsize=TYPE["head"], fontweight="bold")
        self.question = part.text(_LEFT, 66, "", "question", fontsize=TYPE["title"], fontweight="bold")
        self.words, self.values, self.bars = [], [], []
        for i, role in enumerate(("idle", "idle", "back", "back")):
            y = 78 + 46 * i
            self.words.append(part.text(_LEFT, y + 15, "", f"row{i}", fontsize=TYPE["small"]))
            part.ax.add_patch(Rectangle((_LEFT, y + 20), _RIGHT - _LEFT - 62, 18, facecolor=c["track"], zorder=1))
            bar = Rectangle((_LEFT, y + 20), 0, 18, facecolor=c[role], edgecolor=c["ink"], linewidth=0.9, zorder=2)
            self.bars.append(part.keep(f"bar{i}", part.ax.add_patch(bar)))
            bold = {"fontsize": TYPE["title"], "fontweight": "bold", "ha": "right"}
            self.values.append(part.text(_RIGHT, y + 35, "", f"value{i}", **bold))
        y = 78 + 46 * 3
        lost = Rectangle((_LEFT, y + 20), 0, 18, facecolor="none", edgecolor=c["deep"], linewidth=2.2, zorder=2.2)
        lost.set_linestyle((0, (3, 1.5)))
        self.lost = part.keep("lost", part.ax.add_patch(lost))
        diamond = Path(np.array([(0, 1), (1, 0), (0, -1), (-1, 0), (0, 1)]) * 7.5, closed=True)
        mark = {"facecolor": c["measured"], "edgecolor": c["paper"], "linewidth": 1.2, "zorder": 3}
        self.mark = part.shape("lying", diamond, **mark)
        small = {"fontsize": TYPE["small"]}
        part.shape("lying-key", diamond, **mark).place(np.array([[0.9, 0, _LEFT + 7], [0, 0.9, y + 54], [0, 0, 1]]))
        badge = published("invivo_pressure", source="wilke1999", activity="lying prone")["badge"]
        self.lying = part.text(_LEFT + 20, y + 59, "", "lying-words", **small)
        self._lying_badge = badge

    # Below the picture: millimetres as millimetres ----------------------------------------------------------------

    def _disc(self) -> None:
        part, c = self.panel, self.panel.palette
        gap = published("tilt", source="gianakopoulos1985", quantity="separation while hanging")
        disc = published("tilt", quantity="disc height")
        x, y, wide = 14.0, 526.0, 34.0 * _MM
        small = {"fontsize": TYPE["small"]}
        high = 0.5 * (disc["low"] + disc["high"]) * _MM
        part.text(6, 514, _("Measured: how far vertebrae move apart"), fontsize=TYPE["title"], fontweight="bold")
        top, most, least = y + 20, gap["high"] * _MM, gap["low"] * _MM
        low = top + most + high
        flat = {"linewidth": 0.0, "zorder": 1.5}
        part.ax.add_patch(PathPatch(_bulged(x, top, wide, low - top), facecolor=c["fascia"], **flat))
        part.ax.add_patch(Rectangle((x, top), wide, most, facecolor=c["measured"], alpha=0.45, **flat))
        part.ax.add_patch(Rectangle((x, top), wide, max(least, 1.6), facecolor=c["measured"], **flat))
        bone = {"facecolor": c["bone"], "edgecolor": c["bone_edge"], "linewidth": 1.2, "zorder": 2}
        for name, edge, way in (("L4", top, -1), ("L5", low, 1)):
            part.ax.add_patch(PathPatch(_vertebra(x, edge, wide, 20.0 * way), **bone))
            part.text(x + wide / 2, edge + 10 * way + 5, name, ha="center", color=c["bone_text"], zorder=3, **small)
        edge = x + wide + 12
        for a, b in ((top, top + most), (top + most, low)):
            tick = ([edge - 3, edge + 3, edge, edge, edge - 3, edge + 3], [a, a, a, b, b, b])
            part.ax.plot(*tick, color=c["ink"], linewidth=1.2)
        words = _("+ {low:g} to {high:g} mm while hanging", low=gap["low"], high=gap["high"])
        part.text(edge + 8, top + most / 2 - 2, words, fontsize=TYPE["small"], fontweight="bold")
        who = _("{n} people, tilt not stated", n=gap["n"])
        part.text(edge + 8, top + most / 2 + 16, f"{who}", **small)
        middle = top + most + high / 2
        part.text(
            edge + 8, middle + 6, _("disc {low:.0f} to {high:.0f} mm high", low=disc["low"], high=disc["high"]), **small
        )
        part.text(edge + 8, middle + 23, f"(Gianakopoulos, Zhang; {_(gap['badge'])})", color=c["quiet"], **small)
        bar = 10 * _MM
        part.ax.plot(
            [x, x, x, x + bar, x + bar, x + bar], [655, 661, 658, 658, 655, 661], color=c["ink"], linewidth=1.2
        )
        part.text(x + bar + 8, 663, "10 mm", **small)

    # The right, below: what was measured at which tilt ------------------------------------------------------------

    def _measured(self) -> None:
        part, c = self.panel, self.panel.palette
        self._x0, self._x1, words_at = _LEFT + 8, _LEFT + 98, _LEFT + 116
        top, low = 352.0, 634.0
        part.text(_LEFT, top - 14, _("Measured: blood, eye and height"), fontsize=TYPE["title"], fontweight="bold")
        small = {"fontsize": TYPE["small"]}
        for tick in (0, 45, 90):
            x = self._at(tick)
            part.ax.plot([x, x], [top - 2, low], color=c["track"], linewidth=1.2, zorder=1)
            part.text(x, low + 19, f"{tick}°", ha="center", color=c["quiet"], **small)
        part.ax.plot([self._x0, self._x1], [low] * 2, color=c["rule"], linewidth=1.0)
        part.text(words_at, low + 19, _("tilt; dotted: not stated. All read"), color=c["quiet"], **small)
        now = {"color": c["chosen"], "linewidth": 2.0, "zorder": 1.4}
        self.now = part.keep("now", part.ax.add_line(Line2D([0, 0], [top - 2, low], **now)))
        y = top + 6
        for kind, role, mark, lines in rows():
            part.text(words_at, y + 5, kind, fontsize=TYPE["label"], fontweight="bold")
            y += 20
            for low_deg, high_deg, words in lines:
                if high_deg is None:
                    style = {"color": c[role], "linewidth": 2.4, "linestyle": (0, (1, 2)), "zorder": 2}
                    part.ax.plot([self._at(0), self._at(90)], [y, y], **style)
                elif low_deg != high_deg:
                    part.ax.plot([self._at(low_deg), self._at(high_deg)], [y, y], color=c[role], linewidth=7, zorder=2)
                else:
                    style = {"marker": mark, "mec": c["paper"], "markersize": 11}
                    part.ax.plot([self._at(low_deg)], [y], color=c[role], zorder=3, **style)
                part.text(words_at, y + 5, words, **small)
                y += 19.5
            y += 5

    def _at(self, angle: float) -> float:
        return self._x0 + (self._x1 - self._x0) * angle / 90.0

    # In the free corner of the picture: what the arrows are -------------------------------------------------------

    def _key(self) -> None:
        part, c = self.panel, self.panel.palette
        x, y = 312.0, 352.0
        key = (
            (_("weight"), {"color": c["ink"], "linewidth": 4.0}),
            (_("table's push"), {"color": c["quiet"], "linewidth": 2.6}),
            (_("friction"), {"color": c["deep"], "linewidth": 4.0, "linestyle": (0, (1.6, 0.7))}),
            (_("hold"), {"color": c["measured"], "linewidth": 5.0}),
            (_("pull in the body"), {"color": c["back"], "linewidth": 11.0, "alpha": 0.55}),
        )
        small = {"fontsize": TYPE["small"]}
        for i, (words, style) in enumerate(key):
            part.ax.add_line(Line2D([x, x + 22], [y + 21 * i] * 2, solid_capstyle="butt", **style))
            part.text(x + 29, y + 5 + 21 * i, words, **small)
        y += 21 * len(key)
        box = {"facecolor": c["idle"], "edgecolor": c["ink"], "hatch": "////", "linewidth": 1.0}
        part.ax.add_patch(Rectangle((x, y - 6), 22, 12, **box))
        part.text(x + 29, y + 5, _("pressed together"), **small)

    def update(self, r: TiltResult) -> None:
        """Show `r`."""
        self.person.update(r)
        self.head.set_text(head(r))
        full, presses = _RIGHT - _LEFT - 62, r.hold == "chest belt"
        self.question.set_text(
            _("How much of body weight presses?") if presses else _("How much of body weight pulls?")
        )
        for bar in self.bars[2:]:
            bar.set_facecolor(self.panel.palette["idle" if presses else "back"])
        found = steps(r)
        for bar, text, value, (words, share) in zip(self.bars, self.words, self.values, found, strict=True):
            bar.set_width(full * share)
            text.set_text(words)
            value.set_text(f"{100 * share:.0f} %")
        self.lost.set_visible(found[2][1] - found[3][1] > 0.002)
        self.lost.set_x(_LEFT + full * found[3][1])
        self.lost.set_width(full * (found[2][1] - found[3][1]))
        x = _LEFT + full * r.lying_n / r.weight_n
        self.mark.place(np.array([[1.0, 0, x], [0, 1.0, 78 + 46 * 3 + 29], [0, 0, 1]]))
        self.lying.set_text(
            _(
                "{pressure:g} MPa lying flat, about {force:.0f} N on L4/L5 (Wilke, {badge})",
                pressure=0.1,
                force=round(r.lying_n, -1),
                badge=self._lying_badge,
            )
        )
        x = self._at(r.angle_deg)
        self.now.set_xdata([x, x])


def _vertebra(x: float, edge: float, wide: float, high: float) -> Path:
    """The end of a vertebra: its endplate at `edge`, narrower away from it."""
    points = [(x, edge), (x + 3, edge + 0.5 * high), (x + 11, edge + high), (x + wide - 11, edge + high)]
    points += [(x + wide - 3, edge + 0.5 * high), (x + wide, edge), (x, edge)]
    return Path(points, [Path.MOVETO, *[Path.CURVE3] * 2, Path.LINETO, *[Path.CURVE3] * 2, Path.CLOSEPOLY])


def _bulged(x: float, y: float, wide: float, high: float) -> Path:
    """A disc between two endplates, rounded at its ends."""
    points = [(x, y), (x + wide, y), (x + wide + 12, y + high / 2), (x + wide, y + high)]
    points += [(x, y + high), (x - 12, y + high / 2), (x, y)]
    return Path(points, [Path.MOVETO, Path.LINETO, *[Path.CURVE3] * 2, Path.LINETO, *[Path.CURVE3] * 2])


def draw_tilt(result: TiltResult, palette=LIGHT) -> TiltPlate:
    """Draw a `TiltResult`; `.figure` is a Matplotlib figure."""
    plate = TiltPlate(palette)
    plate.update(result)
    return plate
