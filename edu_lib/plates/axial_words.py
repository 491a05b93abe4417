"""The words of the slice: its headline, and names in two columns whose leaders never cross."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D

from edu_lib.models.axial_slice import AxialSlice

from .axial_outlines import LEFT, TLF, iliac_artery, iliac_vein, spots
from .part import Part, spread
from .style import TYPE

__all__ = ["Words", "crossing"]

_EDGE, _STEP, _LOW, _HIGH = 17.3, 1.46, -10.95, 12.4  # where leaders start; distance of names; lowest and highest
_SHORT = {f"{TLF}, {layer} layer": f"TLF, {layer} layer" for layer in ("anterior", "middle", "posterior")} | {
    "iliac crest": "ilium", "crura of the diaphragm": "crus of diaphragm",
}  # fmt: skip
_QUIET = (
    "skin",
    "umbilicus",
    "cauda equina",
    "peritoneum",
    "ribs",
    "vertebral arch",
)  # named only when they are chosen
_ARTERY, _VEIN = "common iliac artery", "common iliac vein"
_ROWS = 17  # names that a column has room for


class Words:
    """Headline, scale and names on `part`; `update(result, drawn)` writes them for a slice."""

    def __init__(self, part: Part, wide: float, top: float):
        self.palette = c = part.palette
        ax, left, small = part.ax, -wide + 0.4, {"fontsize": TYPE["small"], "color": c["quiet"]}
        self.headline = part.text(left, top - 2.1, "", "headline", fontsize=TYPE["head"], fontweight="bold")
        self.sheath = part.text(left, top - 3.7, "", "sheath", fontsize=TYPE["label"])
        self.chosen = part.text(left, top - 5.3, "", "chosen", fontsize=TYPE["label"])
        part.text(-left, top - 5.3, "from below, the person's right on the left", ha="right", **small)
        scale = [-16.9, -16.9, -16.9, -11.9, -11.9, -11.9], [-11.4, -11.8, -11.6, -11.6, -11.4, -11.8]
        ax.add_line(Line2D(*scale, color=c["ink"], linewidth=1.4))
        part.text(-11.5, -11.95, "5 cm", **small)
        part.text(17.0, -11.95, "TLF: thoracolumbar fascia", ha="right", **small)
        self.level = part.text(0, -0.9, "", "level", ha="center", fontsize=TYPE["small"], fontweight="bold", zorder=1.7)
        self.level.set_color(c["bone_text"])
        # One pale line below all leaders keeps them apart from what they cross.
        styles = {"halo": (c["paper"], 3.0, 3.8), "leaders": (c["ink"], 1.0, 4.0), "dots": (c["ink"], 4.0, 4.1)}
        self.lines = {
            key: part.keep(key, ax.add_line(Line2D([0, 1], [0, 0], color=colour, linewidth=w, zorder=z, solid_capstyle="round")))
            for key, (colour, w, z) in styles.items()
        }  # fmt: skip
        self.names = {
            side: [part.text(0, 0, "", f"{side}{i}", ha=ha, fontsize=TYPE["small"]) for i in range(_ROWS)]
            for side, ha in (("left", "right"), ("right", "left"))
        }

    def update(self, result: AxialSlice, drawn: dict) -> None:
        """Write the words for `result`; `drawn` is what its `outlines` are."""
        self.headline.set_text(f"Slice at {result.words}")
        side, where = ("Above", "and behind it") if result.above_arcuate else ("Below", "only")
        self.sheath.set_text(f"{side} the arcuate line: the rectus sheath lies in front of rectus {where}.")
        name = result.structure
        words = f"No {name} at this level."
        if name == "nothing":
            words = "Nothing is chosen."
        elif name in result.present:
            words = f"Chosen: {result.chosen_words}"
        self.chosen.set_text(words)
        self.chosen.set_color(self.palette["quiet" if name == "nothing" else "chosen"])
        bone = "vertebral body" in result.present or "sacrum" in result.present
        self.level.set_visible(result.names and bone)
        self.level.set_text("S1" if "sacrum" in result.present else f"L{round(result.level)}")
        at = spots(result, drawn) | self._divided(result) if result.names else {}
        self._name(result, at)

    def _divided(self, result: AxialSlice) -> dict[str, tuple[float, float]]:
        """Names without a record: what aorta and vena cava become."""
        front, found = result.depth_cm / 2, {}
        for whole, name, spot, side in (
            ("abdominal aorta", _ARTERY, iliac_artery, 1), ("inferior vena cava", _VEIN, iliac_vein, -1),
        ):  # fmt: skip
            if whole not in result.present:
                found[name] = spot(result.level, side, front)[:2]
        return found

    def _name(self, result: AxialSlice, at: dict[str, tuple[float, float]]) -> None:
        lines, dots, gap = [], [], (np.nan, np.nan)
        for side, sign in (("left", -1), ("right", 1)):
            mine = [
                (name, spot) for name, spot in at.items()
                if (name in LEFT or name == _VEIN) == (side == "left") and (name not in _QUIET or name == result.structure)
            ]  # fmt: skip
            mine.sort(key=lambda found: -found[1][1])
            # Quarters of a centimetre: names stand still while the slice moves on a little.
            rows = spread([round(spot[1] * 4.6) / 4 for _, spot in mine], _STEP, _LOW, _HIGH) if mine else []
            starts = [(sign * _EDGE, y) for y in rows]
            _uncross(starts, mine)
            for i, text in enumerate(self.names[side]):
                text.set_visible(i < len(mine))
                if i < len(mine):
                    name, spot = mine[i]
                    chosen = name == result.structure
                    text.set_text(("▸" if chosen else "") + _SHORT.get(name, name))
                    text.set_color(self.palette["chosen" if chosen else "ink"])
                    text.set_position((sign * (_EDGE + 0.3), starts[i][1] - 0.35))
                    lines += [starts[i], spot, gap]
                    dots += [spot, (spot[0] + 0.08, spot[1]), gap]
        for key, points in (("halo", lines), ("leaders", lines), ("dots", dots)):
            self.lines[key].set_visible(bool(points))
            if points:
                self.lines[key].set_data(*zip(*points, strict=True))


def _uncross(starts: list, ends: list) -> None:
    """Exchange `ends` (name, spot) until no line from a start to its spot crosses another; each exchange shortens them."""
    changed = True
    while changed:
        changed = False
        for i in range(len(starts)):
            for j in range(i + 1, len(starts)):
                if crossing(starts[i], ends[i][1], starts[j], ends[j][1]):
                    ends[i], ends[j] = ends[j], ends[i]
                    changed = True


def crossing(a, b, c, d) -> bool:
    """Whether the line from `a` to `b` crosses the one from `c` to `d`."""

    def turn(p, q, r) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
