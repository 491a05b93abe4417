"""What presses a disc, cause by cause: a strip that adds up, and below it what presses back."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextPath

from .part import Part
from .style import LIGHT

__all__ = ["CAUSES", "Breakdown"]

# Cause -> role of its colour, hatching, row of its label (above or below the strip). In the order in which they are stacked.
CAUSES = {
    "body": ("skin_far", "", "below"),
    "hands": ("box", "", "below"),
    "muscles": ("back", "", "above"),
    "passive": ("bone_deep", "....", "above"),
    "pressure": ("paper", "////", "below"),
}
_TOP, _HIGH, _RELIEF = 37.0, 12.0, 7.0  # the strip from above, its height, and that of what is taken off again
_ROW = {"above": 29.5, "below": 71.5}  # baselines of the labels
_SIZE = 12.5


class Breakdown(Part):
    """Compression of L4/L5 in newtons by cause, on the scale of the disc bars, in points from the upper left corner.

    What presses is stacked from the left; what relieves (abdominal pressure) is taken off again from the right end, in a
    lower strip that ends at the sum.
    """

    def __init__(self, ax, width: float, height: float, name: str = "causes", palette=LIGHT):
        super().__init__(ax, name, palette)
        ax.set(xlim=(0, width), ylim=(height, 0))
        c = palette
        self.width = width
        self.title = self.text(0, 12.5, "Where it comes from, in newtons", "title", fontsize=_SIZE, color=c["quiet"])
        self.bars, self.labels = {}, {}
        for cause, (role, hatch, row) in CAUSES.items():
            style = {"facecolor": c[role], "edgecolor": c["ink"], "linewidth": 0.9, "hatch": hatch, "zorder": 2}
            self.bars[cause] = self.keep(f"bar-{cause}", ax.add_patch(Rectangle((0, _TOP), 0, _HIGH, **style)))
            self.labels[cause] = self.text(0, _ROW[row], "", f"label-{cause}", ha="center", fontsize=_SIZE)
        thin = {"color": c["ink"], "linewidth": 0.9, "zorder": 3}
        self.leaders = self.keep("leaders", ax.add_line(Line2D([0, 1], [_TOP, _TOP], **thin)))
        mark = Rectangle((0, _TOP - 2), 2.2, _HIGH + _RELIEF + 4, facecolor=c["ink"], edgecolor="none", zorder=4)
        self.sum = self.keep("sum", ax.add_patch(mark))
        self._shown = True

    def update(self, result, full: float) -> None:
        """Show `result`, with `full` newtons as long as nine tenths of the strip; nothing when it cannot be held."""
        if result.held != self._shown:
            self._shown = result.held
            for artist in self.live.values():
                artist.set_visible(result.held)
        if not result.held:
            return
        share = result.share_n["L4/L5"]
        scale = 0.9 * self.width / full
        end = scale * sum(newton for newton in share.values() if newton > 0)
        at, back = 0.0, end
        middles = {"above": [], "below": []}
        for cause, (_, _, row) in CAUSES.items():
            newton, bar = share[cause], self.bars[cause]
            long = scale * newton
            if newton >= 0:
                left, row_y, tall = at, _TOP, _HIGH
                middle, edge = at + 0.5 * long, _TOP if row == "above" else _TOP + _HIGH
                at += long
            else:
                left, row_y, tall = back + long, _TOP + _HIGH, _RELIEF
                middle, edge = back + 0.5 * long, _TOP if row == "above" else _TOP + _HIGH + _RELIEF
                back += long
            bar.set_x(left)
            bar.set_width(abs(long))
            if bar.get_y() != row_y:  # few causes ever change sides
                bar.set(y=row_y, height=tall)
            there = abs(newton) >= 0.5
            words = f"{cause} {newton:.0f}".replace("-", "−") if there else ""
            label = self.labels[cause]
            label.set_text(words)
            if there:
                middles[row].append((middle, edge, label, 0.5 * _wide(cause) + 4.2 * (len(words) - len(cause))))
        x, y = [], []
        for row, found in middles.items():
            found.sort(key=lambda entry: entry[0])
            base = _ROW[row] + (3.0 if row == "above" else -10.5)
            for (middle, edge, label, _), place in zip(found, self._places(found), strict=True):
                if place != label.get_position()[0]:
                    label.set_x(place)
                x += [middle, place, float("nan")]
                y += [edge, base, float("nan")]
        self.leaders.set_data(x, y)
        self.sum.set_x(back - 1.1)

    def _places(self, found) -> list[float]:
        """Middles of the labels of one row, near their bars, in order, apart from one another and inside."""
        out, least = [], 0.0
        for middle, _, _, half in found:
            out.append(max(middle, least + half))
            least = out[-1] + half + 8.0
        most = self.width
        for i in range(len(out) - 1, -1, -1):
            half = found[i][3]
            out[i] = min(out[i], most - half)
            most = out[i] - half - 8.0
        return [2.0 * round(0.5 * x) for x in out]  # a step of two points, so that few labels move at once


@lru_cache(maxsize=16)
def _wide(words: str) -> float:
    """How wide words are, points; a browser's own letters are narrower."""
    return float(TextPath((0, 0), words, size=_SIZE).get_extents().width)
