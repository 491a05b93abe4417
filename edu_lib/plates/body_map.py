"""A small map of the trunk on which each muscle group is tinted by how hard it works, with the number beside it."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .bones import VIEWS, outlines
from .part import Part, spread
from .skeleton import Skeleton
from .skin import smooth_closed
from .style import LIGHT, TYPE, effort_colour

__all__ = ["BodyMap", "describe_body_map", "draw_body_map"]

SIZE = (760.0, 415.0)  # points
# Figure, the person's side, and its groups, the lowest first; the deep layer is on the person's left, the outer one on the right.
_PLACES = (
    ("back", "left", ("quadratus lumborum", "multifidus", "longissimus lumborum")),
    ("back", "right", ("longissimus thoracis", "iliocostalis thoracis", "iliocostalis lumborum")),
    ("front", "left", ("transversus abdominis", "internal oblique", "psoas major")),
    ("front", "right", ("external oblique", "rectus abdominis")),
)
_MIDDLE = {"back": 0.41, "front": 1.19}  # where a figure stands, metres
_X, _Y = (0.0, 1.60), (-0.330, 0.5437)
_STEP, _LOW, _HIGH = 0.15, -0.06, 0.36
_WING_M = 0.212  # where a label starts, from the middle of its figure
_GROW_M = 0.011
_LEFT_OUT = ("shank", "foot", "hand", "forearm", "upper arm", "thigh", "shoulders", "head")


def _hull(points: np.ndarray) -> np.ndarray:
    """Corners of the convex hull of `points` (n, 2), counter-clockwise."""
    points = points[np.lexsort(points.T[::-1])]

    def half(rows):
        out: list[np.ndarray] = []
        for p in rows:
            while len(out) > 1 and np.linalg.det([out[-1] - out[-2], p - out[-2]]) <= 1e-12:
                out.pop()
            out.append(p)
        return out[:-1]

    return np.array(half(points) + half(points[::-1]))


def _region(points: np.ndarray):
    """A smooth shape around `points`, a little larger than they are."""
    ring = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    disc = _GROW_M * np.column_stack([np.cos(ring), np.sin(ring)])
    corners = _hull((points[:, None] + disc).reshape(-1, 2))
    for _ in range(2):  # cut the corners, twice: a belly, not a polygon
        after = np.roll(corners, -1, axis=0)
        corners = np.stack([0.75 * corners + 0.25 * after, 0.25 * corners + 0.75 * after], axis=1).reshape(-1, 2)
    return smooth_closed(corners)


class BodyMap(Part):
    """Back and front of the standing trunk; only tints and numbers change.

    Parameters
    ----------
    standing : the result of quiet standing of any person; it places the regions.
    palette : `style.LIGHT` or `style.DARK`.
    ax : to draw on; left out, the map makes its own `figure`.
    """

    def __init__(self, standing, palette=LIGHT, ax=None):
        if ax is None:
            figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
            ax = figure.add_axes((0, 0, 1, 1))
        self.figure = ax.figure
        super().__init__(ax, "map", palette)
        c, g = palette, standing.geometry
        ax.set(xlim=_X, ylim=_Y, aspect="equal")
        scale = 1.75 / standing.person.height_m
        group, side = np.array(g.fascicle_group), np.array(g.fascicle_side)
        for view, middle in _MIDDLE.items():
            bones = [b for b in outlines(view) if b.body not in _LEFT_OUT]
            names = [((b.name,), 1 + i / 100, "bone_far" if b.layer == "far" else "bone") for i, b in enumerate(bones)]
            frame = Part.__new__(Part)  # the bones stand still: they are artists of these axes, but not live
            frame.ax, frame.name, frame.palette, frame.live = ax, f"map-{view}", palette, {}
            skeleton = Skeleton(frame, view, names, shaded=False, tolerance_m=0.0012, linewidth=0.5)
            shift = np.tile(np.eye(3), (len(outlines(view)), 1, 1))
            shift[:, 0, 2] = middle
            skeleton.place(shift)
            words = "From behind" if view == "back" else "From the front"
            self.text(middle, _Y[1] - 0.045, words, ha="center", fontsize=TYPE["label"], fontweight="bold")
        self.regions, self.values = {}, {}
        for view, way, groups in _PLACES:
            middle = _MIDDLE[view]
            hand = 1 if (way == "right") == (view == "back") else -1  # the picture's right or left
            shapes = []
            for name in groups:
                rows = np.flatnonzero((group == name) & (side == way))
                spots = np.concatenate([np.arange(g.path_start[i], g.path_start[i + 1]) for i in rows])
                points = g.path_m[spots] @ VIEWS[view][:2].T * scale
                if name == "rectus abdominis":  # one line of pull stands for a broad band
                    points = np.vstack([points - (0.024, 0), points + (0.024, 0)])
                shapes.append((points, name))
            for z, (points, name) in enumerate(shapes):
                region = self.shape(
                    f"region-{name.replace(' ', '-')}", _region(points + (middle, 0)), edgecolor=c["bone_edge"]
                )
                region.set(zorder=2 + z / 10, linewidth=1.2)
                self.regions[name] = region
            spots = [
                (_free_spot(points, [p for p, _ in shapes[k + 1 :]]), name) for k, (points, name) in enumerate(shapes)
            ]
            spots.sort(key=lambda found: -found[0][1])
            for (spot, name), y in zip(spots, spread([s[1] for s, _ in spots], _STEP, _LOW, _HIGH), strict=True):
                x, align = middle + hand * _WING_M, "left" if hand > 0 else "right"
                knee = middle + hand * (_WING_M - 0.02)
                leader = [x - hand * 0.006, knee, middle + spot[0]], [y + 0.012, y + 0.012, spot[1]]
                for colour, width in ((c["paper"], 3.2), (c["ink"], 1.1)):  # on pale and on dark regions alike
                    ax.plot(*leader, color=colour, linewidth=width, zorder=4)
                ax.plot([middle + spot[0]], [spot[1]], "o", color=c["ink"], mec=c["paper"], markersize=6, zorder=4.1)
                first, _, last = name.partition(" ")
                for n, word in enumerate((first, last)):
                    self.text(x, y - 0.035 * n, word, ha=align, fontsize=TYPE["small"])
                key = f"value-{name.replace(' ', '-')}"
                low = y - 0.035 * (2 if last else 1) - 0.003
                self.values[name] = self.text(x, low, "", key, ha=align, fontsize=TYPE["label"], fontweight="bold")
        self._legend()

    def _legend(self) -> None:
        c, y = self.palette, _Y[0] + 0.062
        self.text(0.02, y + 0.008, "effort: share of the most it can", fontsize=TYPE["small"])
        for i in range(50):  # each strip reaches to the end, so that no seam shows
            strip = (0.60 + i * 0.01, y), 0.5 - i * 0.01, 0.034
            self.ax.add_patch(Rectangle(*strip, facecolor=effort_colour(i / 49), edgecolor="none"))
        self.ax.add_patch(Rectangle((0.60, y), 0.5, 0.034, fill=False, edgecolor=c["ink"], linewidth=0.9))
        for percent in (0, 50, 100):
            words = f"{percent} %" if percent else "0"
            self.text(0.60 + 0.005 * percent, y - 0.044, words, ha="center", fontsize=TYPE["small"], color=c["quiet"])
        self.verdict = self.text(
            _X[1] - 0.02, y + 0.008, "", "verdict", ha="right", fontsize=TYPE["label"], fontweight="bold"
        )

    def update(self, result) -> None:
        """Show `result`."""
        for name, region in self.regions.items():
            share = result.activation[name]
            region.set_facecolor(effort_colour(share))
            self.values[name].set_text(f"{100 * share:.1f} %" if share < 0.0995 else f"{100 * share:.0f} %")
        self.verdict.set_text("" if result.held else "cannot be held: at the limit")


def _free_spot(points: np.ndarray, others: list[np.ndarray]) -> np.ndarray:
    """A place within the hull of `points` as far from the other regions' middles as may be, for the end of a leader."""
    ring = _hull(points)
    rings = [_hull(other) for other in others]
    middle = ring.mean(axis=0)
    tries = [middle + share * (corner - middle) for corner in ring for share in (0.0, 0.3, 0.6, 0.8)]

    def inside(spot, corners):
        way = np.roll(corners, -1, axis=0) - corners
        off = spot - corners
        return bool(((way[:, 0] * off[:, 1] - way[:, 1] * off[:, 0]) > 0).all())

    def cost(spot):
        return sum(inside(spot, other) for other in rings) * 10 + np.hypot(*(spot - middle))

    return min(tries, key=cost)


def describe_body_map(result) -> str:
    """What the map shows, in sentences, hardest first."""
    if not result.held:
        return str(result)
    order = sorted(result.activation.items(), key=lambda item: -item[1])
    return "Share of what each muscle can: " + ", ".join(f"{name} {share * 100:.0f} %" for name, share in order) + "."


def draw_body_map(result, standing, palette=LIGHT, ax=None) -> BodyMap:
    """Draw the map for `result`; `.figure` is a Matplotlib figure, `.update(result)` changes it."""
    plate = BodyMap(standing, palette, ax)
    plate.update(result)
    return plate
