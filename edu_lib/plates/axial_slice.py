"""A slice through the trunk as a plate: seen from below, the person's right on the left, front up; the rectus sheath magnified.

`AxialSlicePlate.update(result)` moves it to another level. `label_spots(level)` tells where each structure lies in the drawing.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path

from edu_lib.models.axial_slice import AxialSlice, axial_slice

from . import axial_outlines as drawn_from
from .axial_outlines import CM, TLF, both_sides, coarse, inner, label_spots, matrix, nerve, outlines
from .axial_shapes import Wall, blob, mirrored, skin, smooth, vertebra
from .axial_sheath import Sheath, Whereabouts
from .axial_words import Words
from .part import Part
from .style import LIGHT

__all__ = ["CM", "SIZE", "AxialSlicePlate", "describe_axial_slice", "draw_axial_slice", "label_spots", "outlines"]

SIZE = (760.0, 630.0)  # points
TOP = 20.0  # cm from the middle of the vertebra to the upper edge of the page
_BLOBS = {  # what is drawn from `blob`: its colour and order
    "latissimus dorsi": ("muscle_other", 1.3), "gluteus maximus": ("muscle_other", 1.3), "gluteus medius": ("muscle_pelvic", 1.31),
    "quadratus lumborum": ("muscle_quadratus", 1.32), "iliacus": ("muscle_short", 1.33), "psoas major": ("muscle_psoas", 1.34),
    "longissimus": ("muscle_longissimus", 1.36), "iliocostalis": ("muscle_iliocostalis", 1.37),
    "multifidus": ("muscle_multifidus", 1.38), "iliac crest": ("bone", 1.4),
}  # fmt: skip
_WALL = {
    "external oblique": "muscle_external", "internal oblique": "muscle_internal", "transversus abdominis": "muscle_transversus",
    "rectus abdominis": "muscle_rectus",
}  # fmt: skip
_LAYERS = tuple(f"{TLF}, {layer} layer" for layer in ("anterior", "middle", "posterior"))
_LINES = ("rectus sheath", "transversalis fascia", "iliolumbar ligament", *_LAYERS)
_RIBS = ((8.7, -6.0, 1.6), (12.3, -4.4, 2.0))  # the twelfth and the eleventh: where at L1, and where they end


class AxialSlicePlate(Part):
    """Draw once with `AxialSlicePlate()`, then `update(result)`.

    `picks` tells which structure an artist stands for, id -> structure; `shown(structure)` gives its artists.
    """

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "slice", palette)
        wide = SIZE[0] / CM / 2
        self.ax.set(xlim=(-wide, wide), ylim=(TOP - SIZE[1] / CM, TOP))
        self.picks: dict[str, str] = {}
        self.parts: dict[str, object] = {}
        self._make_soft()
        self._make_firm()
        self.words = Words(self, wide, TOP)
        self.whereabouts = Whereabouts(self)
        self.magnified = Sheath(self)
        self.update(axial_slice())

    def shown(self, structure: str) -> list:
        """The visible artists of `structure`."""
        found = [self.live[gid] for gid, name in self.picks.items() if name == structure]
        return [artist for artist in found if artist.get_visible()]

    def _keep(self, name: str, made, number: str = ""):
        key = name.replace(" ", "-").replace(",", "") + number
        self.picks[f"{self.name}-{key}"] = name
        if not number:
            self.parts[name] = made
        return self.keep(key, made)

    def _shape(self, name: str, path: Path | None = None, number: str = "", **style):
        made = self.shape("new", path, **{"linewidth": 0.8, **style})
        del self.live[f"{self.name}-new"]
        return self._keep(name, made, number)

    def _few(self, name: str, path: Path, count: int = 2, **style) -> list:
        return [self._shape(name, path, str(i), **style) for i in range(count)]

    def _line(self, name: str, **style):
        return self._keep(name, self.ax.add_line(Line2D([0, 1], [0, 0], **style)))

    def _make_soft(self) -> None:
        c, disc = self.palette, Path.unit_circle()
        edge, quiet, ring = ({"edgecolor": c[role]} for role in ("muscle_edge", "skin_edge", "box"))
        tendon = {"facecolor": c["tendon"], "edgecolor": c["tendon_edge"], "zorder": 1.45}
        self._shape("skin", facecolor=c["fat"], edgecolor=c["skin_edge"], linewidth=3.0, zorder=1)
        self._shape("peritoneum", facecolor=c["organ"], edgecolor=c["fascia_edge"], linewidth=1.0, zorder=1.1)
        self.gut = self.shape("gut", drawn_from.loops(), facecolor=c["organ"], zorder=1.12, linewidth=0.5, **quiet)
        far = {"facecolor": c["skin_far"], "zorder": 1.13, "linewidth": 0.8, **quiet}
        self.colon = [self.shape(f"colon{i}", drawn_from.COLON, **far) for i in range(2)]
        self.kidneys = self._few("kidney", drawn_from.KIDNEY, facecolor=c["organ"], zorder=1.15, **quiet)
        for name, role in _WALL.items():
            self._shape(name, facecolor=c[role], zorder=1.2, **edge)
        for name, (role, order) in _BLOBS.items():
            self._shape(
                name, facecolor=c[role], zorder=order, **({"edgecolor": c["bone_edge"]} if role == "bone" else edge)
            )
        self.crura = self._few("crura of the diaphragm", disc, facecolor=c["muscle_diaphragm"], zorder=1.35, **edge)
        alba = np.array([(0, 1.0), (1.0, 1.0), (0.7, 0.0), (1.0, -1.0), (0, -1.0)])
        self._shape("linea alba", drawn_from.unit(alba), **tendon)
        lens = drawn_from.unit(np.array([(0, 1.0), (1.0, 0.6), (0.9, -0.6), (0, -1.0)]))
        self.semilunar = self._few("linea semilunaris", lens, **tendon)
        self._line("transversalis fascia", color=c["fascia_edge"], linewidth=1.2, linestyle=(0, (3, 1.5)), zorder=1.46)
        thin = Line2D([0, 1], [0, 0], color=c["tendon_edge"], linewidth=1.4, zorder=1.46)
        self.aponeurosis = self.keep("aponeurosis", self.ax.add_line(thin))
        self._line("rectus sheath", color=c["tendon_edge"], linewidth=1.8, zorder=1.47)
        self._line("iliolumbar ligament", color=c["tendon_edge"], linewidth=3.0, zorder=1.39)
        for name in _LAYERS:
            self._line(name, color=c["fascia_edge"], linewidth=2.2, zorder=1.48)
        vein, artery = ({"facecolor": c[role], "linewidth": 0.8, **ring} for role in ("vein", "artery"))
        self._shape("inferior vena cava", disc, zorder=1.5, **vein)
        self._shape("abdominal aorta", disc, zorder=1.51, **artery)
        self.iliac_veins = [self.shape(f"iliac-vein{i}", disc, zorder=1.5, **vein) for i in range(2)]
        self.iliac_arteries = [self.shape(f"iliac-artery{i}", disc, zorder=1.51, **artery) for i in range(2)]

    def _make_firm(self) -> None:
        c, disc = self.palette, Path.unit_circle()
        bone, root = ({"facecolor": c[role], "edgecolor": c[f"{role}_edge"]} for role in ("bone", "nerve"))
        self.ribs = self._few("ribs", drawn_from.RIB, 4, zorder=1.41, **bone)
        self._shape("sacrum", zorder=1.42, linewidth=1.0, **bone)
        canal = drawn_from.both(np.array([(0, 0.9), (0.9, 0.5), (1.2, -0.1), (0.5, -0.8), (0, -1.0)]))
        self.canal = self.shape("canal", canal, facecolor=c["fat"], edgecolor=c["bone_edge"], zorder=1.43)
        # One line round all parts of an arch, below them, so that they look like one bone.
        self.rim = self.shape("rim", edgecolor=c["bone_edge"], linewidth=2.0, zorder=1.6)
        for name in ("vertebral arch", "transverse process", "spinous process"):
            self._shape(name, facecolor=c["bone"], zorder=1.61)
        self._line("facet joint", color=c["bone_edge"], linewidth=2.0, zorder=1.62)
        self._shape("vertebral body", drawn_from.unit(drawn_from.BODY), zorder=1.65, **bone | {"linewidth": 1.4})
        fibres = {"facecolor": c["fascia"], "edgecolor": c["fascia_edge"]}
        self._shape("anulus fibrosus", drawn_from.rings(), zorder=1.65, linewidth=1.0, **fibres)
        self._shape("nucleus pulposus", disc, zorder=1.66, **fibres | {"facecolor": c["tendon"]})
        self._shape("dural sac", disc, zorder=1.8, **root | {"facecolor": c["paper"], "linewidth": 1.4})
        self._shape("cauda equina", drawn_from.roots(), zorder=1.81, **root | {"linewidth": 0.5})
        self.cord = self.shape("cord", disc, zorder=1.82, **root)
        self.nerves = self._few("spinal nerve", disc, 4, zorder=1.9, **root)
        self.mark = self.shape("mark", disc, edgecolor=c["chosen"], linewidth=3.0, zorder=3.0)
        line = Line2D([0, 1], [0, 0], color=c["chosen"], linewidth=4.0, zorder=3.0)
        self.mark_line = self.keep("mark-line", self.ax.add_line(line))

    def update(self, result: AxialSlice) -> None:
        """Show `result`."""
        drawn = outlines(result.level, result.areas_cm2)
        c, wall = drawn["course"], drawn["wall"]
        self._reshape(result, drawn)
        self._move_bones(result, c)
        self._move_organs(result, c, wall)
        self._move_vessels(result)
        self._choose(result)
        self.words.update(result, drawn)
        self.magnified.update(result)
        self.whereabouts.update(result)

    def _reshape(self, result: AxialSlice, drawn: dict) -> None:
        parts, c, wall, lines = self.parts, drawn["course"], drawn["wall"], drawn["lines"]
        parts["skin"].set_path(smooth(coarse(skin(result.level, c))))
        for name, points in drawn["shapes"].items():
            parts[name].set_visible(seen := name in result.present)
            if seen:
                parts[name].set_path(smooth(points, mirrored(points)))
        # The peritoneal cavity: along the wall in front, over psoas and the vessels behind.
        to = np.interp(c["gutter"], (-3, 0, 3, 6), (103, 88, 72, 57))
        front = inner(wall, np.linspace(0.0, to, 7), 0.4)
        side, over = (front[-1, 0] - 1.2, c["gutter"] - 0.4), (7.8, 0.35 * c["gutter"] + 0.65 * c["gut_psoas"])
        behind = [side, over, (5.2, c["gut_psoas"] + 0.3), (c["gut_in_x"], c["gut_in_y"]), (0, c["gut_back"])]
        parts["peritoneum"].set_path(drawn_from.both(coarse(np.concatenate([front, behind]))))
        for name in (*_LINES, "aponeurosis"):
            line = self.aponeurosis if name == "aponeurosis" else parts[name]
            line.set_visible(name in lines)
            if name in lines:
                both_sides(line, lines[name])
        parts["rectus sheath"].set_linewidth(1.8 if result.above_arcuate else 2.6)

    def _move_bones(self, result: AxialSlice, c: dict[str, float]) -> None:
        level, parts, w, d = result.level, self.parts, result.width_cm, result.depth_cm
        rim = []
        for name, halves in vertebra(level, d, c).items():
            halves = [coarse(half) for half in halves]
            parts[name].set_visible(bool(halves))
            if name == "spinous process":  # one bone across the middle
                whole = [np.concatenate([half, mirrored(half)[::-1]]) for half in halves]
            else:
                whole = [*halves, *(mirrored(half)[::-1] for half in halves)]
            if whole:
                parts[name].set_path(smooth(*whole))
            rim += whole
        self.rim.set_visible(bool(rim))
        if rim:
            self.rim.set_path(smooth(*rim))
        parts["facet joint"].set_visible("facet joint" in result.present)
        both_sides(parts["facet joint"], [np.array([(1.9, -2.75), (1.9, -3.3), (1.75, -4.0)])])
        whole = (0, 0, w, d)
        nucleus = (0, -0.05 * d, 0.27 * w, 0.25 * d)
        for name, at in (("vertebral body", whole), ("anulus fibrosus", whole), ("nucleus pulposus", nucleus)):
            parts[name].set_visible(name in result.present)
            parts[name].place(matrix(*at))
        parts["sacrum"].set_visible("sacrum" in result.present)
        if "sacrum" in result.present:
            parts["sacrum"].set_path(drawn_from.both(coarse(blob("sacrum", level))))
        self.canal.set_visible(level > 5.75)
        self.canal.place(matrix(0, -3.0 - 0.6 * max(level - 6, 0.0), 1.0, 1.0))
        for i, rib in enumerate(self.ribs):
            side, (x, y, end) = (1, -1)[i % 2], _RIBS[i // 2]
            rib.set_visible(level < end)
            rib.place(matrix(side * (x + 0.5 * (level - 1)), y + 0.8 * (level - 1), side, 1.0))
        size = float(np.interp(level, (1, 5.5, 6.5), (1.0, 0.95, 0.7)))
        sac = matrix(0, float(np.interp(level, (5.5, 6, 6.5), (-2.65, -3.0, -3.3))), size, 0.72 * size)
        parts["dural sac"].place(sac)
        parts["cauda equina"].set_visible("cauda equina" in result.present)
        parts["cauda equina"].place(sac)
        self.cord.set_visible(level < 1.5)
        self.cord.place(matrix(0, sac[1, 2], *(float(np.interp(level, (1, 1.5), (v, 0.1))) for v in (0.5, 0.38))))
        for i, root in enumerate(self.nerves):
            x, y, r = nerve(level, i // 2)
            root.set_visible(r > 0.06)
            root.place(
                matrix((1, -1)[i % 2] * x, y, max(r, 0.05), max(r, 0.05))
            )  # without size it could not be moved back

    def _move_organs(self, result: AxialSlice, c: dict[str, float], wall: Wall) -> None:
        level, front = result.level, result.depth_cm / 2
        self.parts["linea alba"].place(matrix(*drawn_from.alba(c, wall)))
        at, way = drawn_from.semilunar(wall)
        low = c["gut_psoas"] + 0.5
        tall = c["wall_front"] - wall.rectus_deep - low - 0.4
        edge = inner(wall, np.linspace(20, 110, 16), 0.55)
        room = np.interp([-low - part * tall for part in (0.1, 0.5, 0.9)], -edge[:, 1], edge[:, 0])
        self.gut.place(matrix(0, low, float((room / (0.93, 0.82, 0.62)).min()), tall))
        for i, (side, gut, kidney, crus) in enumerate(((-1, 1.5, 3.05, 3.25), (1, 1.25, 2.8, 2.6))):
            turned = [
                [0.55 * way[1], side * way[0] * 0.8, side * at[0]],
                [-side * 0.55 * way[0], way[1] * 0.8, at[1]],
                [0, 0, 1],
            ]
            self.semilunar[i].place(np.array(turned))
            y = c["gutter"] + 1.7
            x = float(np.interp([-y, -y - gut], -edge[:, 1], edge[:, 0]).min()) - gut * 0.95
            self.colon[i].set_visible(level < 5.1)
            self.colon[i].place(matrix(side * x, y, side * gut, gut))
            big = float(np.clip(kidney - level, 0.0025, 1.0)) ** 0.5  # they end at `kidney` and `crus`
            self.kidneys[i].set_visible(big > 0.06)
            self.kidneys[i].place(matrix(side * 7.4, 0.2, side * 2.7 * big, 2.3 * big))
            big = float(np.clip((crus - level) / 1.6, 0.0025, 1.0)) ** 0.5
            self.crura[i].set_visible(big > 0.06)
            self.crura[i].place(matrix(side * 1.45 + 0.25, front + 0.1, 0.85 * big, 0.7 * big))

    def _move_vessels(self, result: AxialSlice) -> None:
        """One aorta and one vena cava until they divide, then two of each, which part towards the sides of the pelvis."""
        level, front = result.level, result.depth_cm / 2
        radius = float(np.interp(level, (0, 3, 4.1), (0.95, 0.69, 0.65)))  # Jasper 2014 at T12 and L3
        self.parts["abdominal aorta"].place(matrix(0.9, front + radius + 0.25, radius, radius))
        self.parts["inferior vena cava"].place(matrix(-1.9, front + 0.85, 1.25, 0.75))
        for name, pair, spot in (
            ("abdominal aorta", self.iliac_arteries, drawn_from.iliac_artery),
            ("inferior vena cava", self.iliac_veins, drawn_from.iliac_vein),
        ):
            self.parts[name].set_visible(whole := name in result.present)
            for side, made in zip((-1, 1), pair, strict=True):
                made.set_visible(not whole)
                made.place(matrix(*spot(level, side, front)))

    def _choose(self, result: AxialSlice) -> None:
        artists = self.shown(result.structure) if result.structure in result.present else []
        lines = [artist for artist in artists if isinstance(artist, Line2D)]
        shapes = [artist for artist in artists if not isinstance(artist, Line2D)]
        self.mark.set_visible(bool(shapes))
        self.mark_line.set_visible(bool(lines))
        if shapes:
            paths = [shape.get_path().transformed(shape.move) for shape in shapes]
            self.mark.set_path(
                Path(np.concatenate([p.vertices for p in paths]), np.concatenate([p.codes for p in paths]))
            )
        if lines:
            self.mark_line.set_data(*lines[0].get_data())


def describe_axial_slice(result: AxialSlice) -> str:
    """What the plate shows, in sentences."""
    return str(result)


def draw_axial_slice(result: AxialSlice, palette=LIGHT) -> AxialSlicePlate:
    """Draw `result`; `.figure` is a Matplotlib figure, `.update(result)` moves it."""
    plate = AxialSlicePlate(palette)
    plate.update(result)
    return plate
