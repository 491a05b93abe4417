"""The plate of the screen before hanging: a list with reasons, and where in the body each is."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from edu_lib.models.tilt_screen import CONDITIONS, LEVELS, NOTICE, Screen
from edu_lib.params import capital
from edu_lib.words import N_, _

from .bones import outlines
from .part import Part
from .skeleton import coarse
from .skin import FOOT, HEAD, LIMBS, TRUNK, along, smooth_closed
from .style import LIGHT, TYPE

__all__ = ["TiltScreenPlate", "describe_tilt_screen", "draw_tilt_screen"]

SIZE = (884.0, 700.0)  # points
_TOP, _ROW, _LIST = 118.0, 37.5, 262.0
_SCALE, _FOOT, _MIDDLE = 300.0, 668.0, 112.0  # points to a metre, where the soles stand, and the body's axis
# Key -> where in the standing figure (forward, up; metres from L5/S1).
_PLACE = {
    "glaucoma": (0.098, 0.628), "retina": (0.042, 0.640), "stroke": (0.000, 0.580), "ear": (-0.045, 0.610),
    "heart": (0.080, 0.325), "blood_pressure": (0.020, 0.330), "thinners": (0.070, 0.255), "reflux": (0.055, 0.185),
    "surgery": (0.080, 0.100), "pregnant": (0.075, 0.010), "bones": (0.005, -0.085), "implant": (0.010, -0.500),
    "alone": (-0.037, -0.930), "saddle": (-0.078, -0.105), "illness": None,  # the whole body
}  # fmt: skip
# Level -> role of its colour, and its mark: a square to stop, a triangle to ask, a ring for nothing, a star for now.
_SQUARE = Path(np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * 0.85, closed=True)
_TRIANGLE = Path(np.array([(0, -1.05), (1.05, 0.85), (-1.05, 0.85), (0, -1.05)]), closed=True)
_STAR = Path(
    [
        (r * np.sin(a), -r * np.cos(a))
        for a, r in zip(np.arange(17) * np.pi / 8, [1.25, 0.72] * 8 + [1.25], strict=True)
    ],
    closed=True,
)
_MARKS = {
    "nothing found here": ("track", Path.unit_circle()),
    "ask first": ("measured", _TRIANGLE),
    "do not": ("back", _SQUARE),
    "see someone today": ("ink", _STAR),
    "emergency department, at once": ("back", _STAR),
}
_SHORT = {LEVELS[4]: N_("emergency")}  # in the list, for the headline says the rest
_TOLD = 3  # how many reasons are told in full where many are ticked


class TiltScreenPlate(Part):
    """Draw once with `TiltScreenPlate()`, then `update(tilt_screen(...))` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "screen", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self._body()
        c = palette
        self.signs = {
            level: self.shape(f"sign-{k}", path, facecolor=c[role], edgecolor=c["paper"], zorder=3)
            for k, (level, (role, path)) in enumerate(_MARKS.items())
        }
        self.signs["nothing found here"].set(edgecolor=c["quiet"], linewidth=3.0)  # no green light
        for sign in self.signs.values():
            sign.place(np.array([[11.0, 0, 18], [0, 11.0, 21], [0, 0, 1]]))
        self.head = self.text(38, 28, "", "head", fontsize=TYPE["head"], fontweight="bold")
        self.words = [self.text(6, 54 + 19 * k, "", f"words{k}", fontsize=TYPE["label"]) for k in range(3)]
        self._rows()
        self.text(6, SIZE[1] - 8, _(NOTICE), fontsize=TYPE["small"], color=c["quiet"])

    def _body(self) -> None:
        """The standing figure in profile; it never changes."""
        c = self.palette

        def put(path, matrix=None):
            p = path.vertices if matrix is None else path.vertices @ matrix[:2, :2].T + matrix[:2, 2]
            return Path(np.column_stack([_MIDDLE + _SCALE * p[:, 0], _FOOT - _SCALE * (p[:, 1] + 1.016)]), path.codes)

        hip, ankle = np.array([0.0, -0.07]), np.array([-0.037, -0.945])
        knee = hip + 0.49 * (ankle - hip)
        trunk = smooth_closed(np.array([(x, y) for _, x, y in TRUNK]))
        parts = [put(p) for p in (HEAD, trunk, FOOT)]
        parts += [put(LIMBS[k][2], along(a, b)) for k, a, b in (("thigh", hip, knee), ("shank", knee, ankle))]
        for part in parts:
            self.ax.add_patch(PathPatch(part, facecolor="none", edgecolor=c["skin_edge"], linewidth=2.6, zorder=1.0))
        for part in parts:
            self.ax.add_patch(PathPatch(part, facecolor=c["skin"], edgecolor="none", zorder=1.1))
        names = ("thoracic vertebrae", "L1", "L2", "L3", "L4", "L5", "sacrum", "right hip bone")
        bones = Path.make_compound_path(*(put(coarse(b.outline, 0.0014)) for b in outlines("side") if b.name in names))
        style = {"facecolor": c["bone"], "edgecolor": c["bone_edge"], "linewidth": 0.6}
        self.ax.add_patch(PathPatch(bones, zorder=1.2, **style))
        self.ax.plot([20, 224], [_FOOT] * 2, color=c["rule"], linewidth=1.4, zorder=0.5)

    def _rows(self) -> None:
        c = self.palette
        self.names, self.reasons, self.marks, self.spots, self.boxes, self.leaders = [], [], [], [], [], []
        for i, one in enumerate(CONDITIONS):
            y = _TOP + _ROW * i
            role, path = _MARKS[one.level]
            self.names.append(
                self.text(_LIST + 24, y + 14, _(one.name), f"name{i}", fontsize=TYPE["label"], color=c["quiet"])
            )
            self.reasons.append(self.text(_LIST + 24, y + 31, "", f"reason{i}", fontsize=TYPE["small"]))
            mark = self.shape(f"mark{i}", path, facecolor=c[role], edgecolor=c["paper"], linewidth=1.0, zorder=3)
            mark.place(np.array([[8.0, 0, _LIST + 8], [0, 8.0, y + 9], [0, 0, 1]]))
            self.marks.append(mark)
            ring = {"facecolor": c["track"], "edgecolor": c["quiet"], "linewidth": 1.0}
            off = Path(_SQUARE.vertices * 0.7, closed=True)
            flat = Path(off.vertices * 8.0 + (_LIST + 8, y + 9), off.codes)
            self.boxes.append(self.shape(f"box{i}", flat, zorder=2, **ring))
            spot = self.shape(f"spot{i}", path, facecolor=c[role], edgecolor=c["paper"], linewidth=1.0, zorder=4)
            x, up = _PLACE[one.key] or (0.0, 0.0)
            at = _MIDDLE + _SCALE * x, _FOOT - _SCALE * (up + 1.016)
            spot.place(np.array([[8.0, 0, at[0]], [0, 8.0, at[1]], [0, 0, 1]]))
            self.spots.append(spot)
            way = Line2D(
                [at[0], _LIST - 18, _LIST - 4], [at[1], y + 9, y + 9], color=c["rule"], linewidth=1.1, zorder=3.5
            )
            self.leaders.append(self.keep(f"leader{i}", self.ax.add_line(way)))

    def update(self, screen: Screen) -> None:
        """Show `screen`."""
        c, ticked = self.palette, {one.key for one in screen.ticked}
        for level, sign in self.signs.items():
            sign.set_visible(level == screen.level)
        self.head.set_text(capital(_(screen.level)))
        lines = textwrap.wrap(screen.words, 108)
        for k, line in enumerate(self.words):
            line.set_text(lines[k] if k < len(lines) else "")
        for i, one in enumerate(CONDITIONS):
            on = one.key in ticked
            self.names[i].set_color(c["ink" if on else "quiet"])
            self.names[i].set_text(f"{_(one.name)}: {_(_SHORT.get(one.level, one.level))}" if on else _(one.name))
            self.reasons[i].set_text(f"{_(one.reason)} ({_(one.badge)})" if on else "")
            self.boxes[i].set_visible(not on)
            self.marks[i].set_visible(on)
            for artist in (self.spots[i], self.leaders[i]):
                artist.set_visible(on and _PLACE[one.key] is not None)


def describe_tilt_screen(screen: Screen) -> str:
    """What the plate shows, in sentences; of many reasons the most urgent."""
    if len(screen.ticked) <= _TOLD + 1:
        return str(screen)
    first = str(replace(screen, ticked=screen.ticked[:_TOLD])).removesuffix(_(NOTICE)).strip()
    more = _("{n} more are ticked; the list in the picture has their reasons.", n=len(screen.ticked) - _TOLD)
    return f"{first} {more} {_(NOTICE)}"


def draw_tilt_screen(screen: Screen, palette=LIGHT) -> TiltScreenPlate:
    """Draw a `Screen`; `.figure` is a Matplotlib figure."""
    plate = TiltScreenPlate(palette)
    plate.update(screen)
    return plate
