"""The trunk from the skin to the bones, layer by layer, from the front, the side and the back: an atlas plate to be peeled."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from edu_lib.models.layers import LAYER_NAMES, NOTHING, VIEWS, latin, parts_of
from edu_lib.params import capital

from .bones import outlines
from .layer_names import Names
from .layer_paths import drawn
from .layer_skin import add_discs, add_marks, add_skin, edge_of
from .layer_spots import label_spots
from .part import Part, Shape
from .skeleton import Skeleton
from .style import LIGHT, TYPE

__all__ = ["LayersPlate", "describe_layers", "draw_layers", "label_spots"]

SIZE = (760.0, 640.0)  # points
_SCALE = 900.0  # points to the metre
_X, _Y = (-SIZE[0] / 2 / _SCALE, SIZE[0] / 2 / _SCALE), (-0.190, SIZE[1] / _SCALE - 0.190)  # metres
_TITLE = {"front": "From the front", "side": "From the right side", "back": "From behind"}
_LEFT_OUT = ("shank", "foot", "hand", "forearm", "upper arm", "head")
# Bones that stand before what a view shows from a depth on, and are taken away there.
_OPENED = {
    "front": {"front ribs and breast bone": (5,), "collar bones": (5,)},
    "side": {"right ribs": (5,), "right hip bone": (5,), "right thigh": (), "right shoulder girdle": (2, 3, 4, 5)},
    "back": {},
}
_PALE = ("tendon", "fascia")  # roles with a rim of their own
_SMALL_M = 0.012
_STILL = np.eye(3)


class _Frame(Part):
    """A part on another's axes and with its artists, whose ids begin with a view."""

    def __init__(self, whole: Part, view: str):
        self.ax, self.name, self.palette, self.live = whole.ax, f"{whole.name}-{view}", whole.palette, whole.live

    def shape(self, key: str, path: Path | None = None, move: Affine2D | None = None, **style) -> Shape:
        # As in `Part`, without asking each of the many outlines how far the axes should reach: that took most of the time. Places
        # are tenths of a point, which halves what has to be written.
        style = {"facecolor": "none", "edgecolor": "none", "linewidth": 1.0, "joinstyle": "round"} | style
        path = path if path is not None else Path(np.zeros((2, 2)))
        made = Shape(Path(np.round(path.vertices * 10 * _SCALE) / (10 * _SCALE), path.codes), **style)
        made.move = move if move is not None else Affine2D()
        made.set_transform(made.move + self.ax.transData)
        self.ax.add_artist(made)
        return self.keep(key, made)


class LayersPlate(Part):
    """All layers of all three views; a step shows some and hides the others.

    Parameters
    ----------
    palette : `style.LIGHT` or `style.DARK`.
    ax : to draw on; left out, the plate makes its own `figure`.
    views : which are drawn; a picture that never turns needs one.

    `picks` maps the id of each shape that can be clicked to its structure.
    """

    def __init__(self, palette=LIGHT, ax=None, views: tuple[str, ...] = VIEWS):
        if ax is None:
            figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
            ax = figure.add_axes((0, 0, 1, 1))
        self.figure, self.views = ax.figure, views
        super().__init__(ax, "layers", palette)
        ax.set(xlim=_X, ylim=_Y, aspect="equal")
        self.picks: dict[str, str] = {}
        # What is seen: (artist, view, depths or None for "as the bones", structure or "" for bones and body)
        self._bones: list[tuple] = []
        self._soft: list[tuple] = []
        self._marks: dict[tuple[str, str], Path] = {}
        for view in views:
            self._body(view)
            self._pieces(view)
        # What is chosen has a rim on a pale ground; a small structure a finer one.
        self.chosen, self.fine = (
            [
                self.shape(f"{key}{i}", edgecolor=palette[role], linewidth=width, zorder=8 + i / 10)
                for i, (role, width) in enumerate((("paper", ground), ("chosen", rim)))
            ]
            for key, ground, rim in (("chosen", 4.4, 2.6), ("fine", 2.4, 1.3))
        )
        self.names = Names(self, _X, 11)
        small = {"fontsize": TYPE["small"], "color": palette["quiet"]}
        self.title = self.text(_X[0] + 0.012, 0.489, "", "title", fontsize=TYPE["title"], fontweight="bold")
        self.layer = self.text(_X[0] + 0.012, 0.464, "", "layer", fontsize=TYPE["small"])
        self.english = self.text(
            _X[1] - 0.012, 0.489, "", "english", ha="right", fontsize=TYPE["label"], color=palette["chosen"]
        )
        self.latin = self.text(
            _X[1] - 0.012, 0.464, "", "latin", ha="right", fontsize=TYPE["small"], fontstyle="italic"
        )
        self.hands = [
            self.text(_X[0] + 0.012, _Y[0] + 0.012, "", "hand-left", **small),
            self.text(_X[1] - 0.012, _Y[0] + 0.012, "", "hand-right", ha="right", **small),
        ]

    def _frame(self, view: str) -> _Frame:
        return _Frame(self, view)

    def _body(self, view: str) -> None:
        frame = self._frame(view)
        for artist, depths, name in add_skin(frame, view):
            self._soft.append((artist, view, depths, name))
            if name:
                self.picks[artist.get_gid()] = name
        bones = [bone for bone in outlines(view) if bone.body not in _LEFT_OUT]
        groups = [
            ((bone.name,), 1.0 + i / 100, "bone_far" if bone.layer == "far" else "bone") for i, bone in enumerate(bones)
        ]
        self._near = min((z for (_, z, _), bone in zip(groups, bones) if bone.layer == "near"), default=3.0)
        for artist in add_discs(frame, view):
            self._bones.append((artist, view, ()))
            self.picks[artist.get_gid()] = "intervertebral disc"
        known = set(self.live)
        skeleton = Skeleton(frame, view, groups, shaded=True, tolerance_m=0.0003)
        skeleton.place(np.tile(_STILL, (len(outlines(view)), 1, 1)))
        owner = {bone.name.replace(" ", "-"): bone.name for bone in bones}
        for gid in set(self.live) - known:
            key = gid.removeprefix(f"{frame.name}-")
            name = owner[max((k for k in owner if key.startswith(k)), key=len)]
            self._bones.append((self.live[gid], view, _OPENED[view].get(name, ())))
            if name in ("front ribs and breast bone", "right ribs", "back ribs"):
                self.picks[gid] = "ribs"
            elif name == "sacrum":
                self.picks[gid] = "sacrum"

    def _pieces(self, view: str) -> None:
        frame, c, count = self._frame(view), self.palette, {}
        for k, one in enumerate(drawn(view)):
            name, role = one.piece.id, one.piece.role
            count[name] = n = count.get(name, 0) + 1
            key = name.replace(" ", "-").replace(",", "") + (f"-{n}" if n > 1 else "")
            rim, line = (f"{role}_edge",) * 2 if role in _PALE else ("muscle_edge", "fibre")
            depths = tuple(range(one.first, one.last + 1))
            z = self._near - 0.004 if one.piece.beneath else 3 + k / 50
            shape = frame.shape(key, one.outline, facecolor=c[role], edgecolor=c[rim], linewidth=0.8, zorder=z)
            self._soft.append((shape, view, depths, name))
            self.picks[shape.get_gid()] = name
            if len(one.shade.vertices):
                dark = frame.shape(f"{key}-shade", one.shade, facecolor=c[line], alpha=0.16, zorder=z + 0.001)
                self._soft.append((dark, view, depths, name))
            if len(one.fibres.vertices):
                width, alpha = (0.5, 0.7) if role in _PALE else (0.6, 0.75)
                hatch = frame.shape(
                    f"{key}-fibres", one.fibres, edgecolor=c[line], linewidth=width, alpha=alpha, zorder=z + 0.002
                )
                self._soft.append((hatch, view, depths, name))
        for artist, depths, name in add_marks(frame, view):
            self._soft.append((artist, view, depths, name))
            self.picks[artist.get_gid()] = name
            self._marks[view, name] = artist.get_path()

    def update(self, result) -> None:
        """Show `result`."""
        view, depth, mine = result.view, result.depth, parts_of(result.structure)
        for artist, whose, opened in self._bones:
            artist.set_visible(whose == view and (depth not in opened) and depth > 0)
        for artist, whose, depths, name in self._soft:
            alone = not result.isolate or not name or name in mine
            artist.set_visible(whose == view and depth in depths and alone)
        self._outline(result)
        self.names.update(result, label_spots(view, depth))
        self.title.set_text(_TITLE[view])
        words = LAYER_NAMES[depth]
        self.layer.set_text(capital(words))
        picked = result.structure != NOTHING
        self.english.set_text(result.structure if picked else "")
        name = latin(result.structure) if picked else ""
        self.latin.set_text("" if name == result.structure else name)
        left, right = {"front": ("right", "left"), "back": ("left", "right"), "side": ("back", "front")}[view]
        self.hands[0].set_text(left)
        self.hands[1].set_text(right)

    def _outline(self, result) -> None:
        paths = [
            one.outline
            for one in drawn(result.view)
            if one.piece.id in parts_of(result.structure) and one.first <= result.depth <= one.last
        ]
        mark = self._marks.get((result.view, result.structure)) or edge_of(result.view, result.structure)
        small = (
            bool(paths) and max(min(np.ptp(ring, axis=0)) for path in paths for ring in path.to_polygons()) < _SMALL_M
        )
        paths += [mark] if mark is not None else []
        for shapes, seen in ((self.chosen, paths and not small), (self.fine, paths and small)):
            for shape in shapes:
                if seen:
                    shape.set_path(Path.make_compound_path(*paths))
                shape.set_visible(bool(seen))


def describe_layers(result) -> str:
    """What the plate shows, in sentences."""
    return str(result)


def draw_layers(result, palette=LIGHT, ax=None) -> LayersPlate:
    """Draw `result` of `edu_lib.models.layers.layers` alone; `.figure` is a Matplotlib figure.

    For a picture without names give it ``layers(..., names=False)``.
    """
    plate = LayersPlate(palette, ax, views=(result.view,))
    plate.update(result)
    return plate
