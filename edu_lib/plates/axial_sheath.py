"""Beside the slice: the rectus sheath magnified, above and below the arcuate line, and where on the trunk the slice lies."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from edu_lib.models.axial_slice import AxialSlice, arcuate_line, height_cm

from .axial_shapes import smooth
from .part import Part
from .style import TYPE

__all__ = ["Sheath", "Whereabouts"]

# The sheets: colour, line style (the second cue) and width.
_STYLE = {
    "external oblique": ("muscle_external", "-", 3.4),
    "internal oblique": ("muscle_internal", (0, (7, 1.6)), 3.4),
    "transversus": ("muscle_transversus", (0, (5, 1.4, 1.2, 1.4)), 3.4),
    "transversalis fascia": ("fascia_edge", (0, (1.4, 1.4)), 2.2),
    "peritoneum": ("quiet", "-", 1.2),
}
_SHEETS = {  # state -> sheets from front to back: style, name, height of the name, points from the side to the middle
    "above": (
        ("external oblique", "external oblique aponeurosis", -18.2,
         ((-3, -18.2), (1, -18.2), (5.6, -18.3), (9.4, -18.9), (10.9, -20.6))),
        ("internal oblique", "internal oblique, front lamina", -19.8,
         ((-0.8, -21.3), (0, -20.7), (1.5, -19.6), (5.6, -19), (9.2, -19.6), (10.8, -20.95))),
        ("internal oblique", "internal oblique, back lamina", -23.0,
         ((-0.8, -21.3), (0, -21.9), (1.5, -23), (5.6, -23.6), (9.2, -23), (10.8, -21.65))),
        ("transversus", "transversus aponeurosis", -24.6,
         ((-3.4, -24.4), (1, -24.4), (5.6, -24.35), (9.4, -23.8), (10.9, -22))),
        ("transversalis fascia", "transversalis fascia", -26.2,
         ((-12.4, -25.6), (0, -25.5), (5.6, -25.4), (9.6, -25.2), (12.2, -25.1))),
        ("peritoneum", "peritoneum", -27.8,
         ((-12.4, -26.6), (0, -26.5), (5.6, -26.4), (9.6, -26.2), (12.2, -26.1))),
    ),
    "below": (
        ("external oblique", "external oblique aponeurosis", -16.6,
         ((-3, -18.2), (1, -17.7), (5.6, -17.6), (9.4, -18.3), (10.9, -20.5))),
        ("internal oblique", "internal oblique aponeurosis", -18.2,
         ((-0.8, -21.3), (0, -20), (1.5, -18.8), (5.6, -18.3), (9.3, -19), (10.8, -20.8))),
        ("transversus", "transversus aponeurosis", -19.8,
         ((-3.4, -24.4), (-0.6, -24.4), (0.15, -23.6), (0.3, -20.4), (1.5, -19.5), (5.6, -19), (9.2, -19.6), (10.7, -21))),
        ("transversalis fascia", "transversalis fascia", -24.2,
         ((-12.4, -25.6), (-3, -25.4), (1, -24), (5.6, -23.6), (9.4, -23.6), (12.2, -23.7))),
        ("peritoneum", "peritoneum", -25.8,
         ((-12.4, -26.6), (-3, -26.4), (1, -25), (5.6, -24.6), (9.4, -24.6), (12.2, -24.7))),
    ),
}  # fmt: skip
_FLESH = (  # the flat muscles: name, colour, height, where it ends, half its thickness
    ("external oblique", "muscle_external", -18.2, -3.0, 0.55), ("internal oblique", "muscle_internal", -21.3, -0.8, 0.6),
    ("transversus abdominis", "muscle_transversus", -24.4, -3.4, 0.42),
)  # fmt: skip
_WORDS = {
    "above": "above the arcuate line: in front and behind",
    "below": "below the arcuate line: all three in front",
}
_NAMES_X = 13.4
# The trunk from the side in cm, from the middle of L4: x to the front, y up.
_TRUNK = (
    (8.6, 13.4), (10.0, 9.0), (10.6, 4.0), (11.2, -1.0), (11.6, -6.0), (11.0, -11.0), (9.6, -15.0), (8.6, -19.2), (0.0, -19.6),
    (-7.0, -19.4), (-12.2, -16.5), (-12.6, -11.5), (-10.6, -6.0), (-9.0, -1.0), (-8.8, 4.0), (-9.6, 9.0), (-10.2, 13.6),
    (-2.0, 13.4),
)  # fmt: skip
_BLOCK = ((-1.9, 1.4), (0.0, 1.1), (1.9, 1.4), (1.8, 0.0), (1.9, -1.4), (0.0, -1.1), (-1.9, -1.4), (-1.8, 0.0))
_SPINE = ((-2.4, 0.5), (-4.0, 0.1), (-6.0, -0.4), (-6.2, -1.6), (-4.6, -1.7), (-3.4, -0.7), (-2.4, -0.4))
_PELVIS = (
    (-6.6, -4.4), (-4.0, -1.6), (0.0, -0.9), (4.0, -2.4), (6.6, -5.6), (6.0, -7.4), (4.6, -8.0), (5.0, -9.6), (8.6, -13.0),
    (8.2, -14.8), (5.0, -14.2), (1.6, -15.6), (-0.6, -14.6), (-1.6, -12.0), (-2.8, -9.6), (-5.6, -7.6),
)  # fmt: skip


class Sheath:
    """The sheath of the person's right side, magnified, on `part`; `update(result)` shows how it is at a level.

    `sheets` and `names` hold the artists of the two states, "above" and "below" the arcuate line; `always` the other names.
    """

    def __init__(self, part: Part):
        ax, c = part.ax, part.palette
        part.text(-12.4, -13.9, "The rectus sheath here, magnified", fontsize=TYPE["title"], fontweight="bold")
        edge = {"edgecolor": c["muscle_edge"], "linewidth": 1.0, "joinstyle": "round"}
        turn = np.linspace(0, 2 * np.pi, 13)[:-1]
        y = -21.3 + 1.85 * np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.8
        rectus = smooth(np.stack([5.6 + 4.9 * np.cos(turn), y], axis=-1))
        ax.add_patch(PathPatch(rectus, facecolor=c["muscle_rectus"], zorder=2, **edge))
        alba = np.array([(10.4, -20.2), (11.1, -20.1), (11.6, -21.3), (11.1, -22.5), (10.4, -22.4), (10.8, -21.3)])
        tendon = {"facecolor": c["tendon"], "edgecolor": c["tendon_edge"], "linewidth": 1.2}
        ax.add_patch(PathPatch(smooth(alba), zorder=3.2, **tendon))
        bold, small = {"fontsize": TYPE["label"], "fontweight": "bold", "zorder": 4}, {"fontsize": TYPE["small"]}
        line = Line2D([_NAMES_X - 0.3, 11.2], [-21.3, -21.3], color=c["ink"], linewidth=1.0, zorder=3.4)
        self.always = [
            part.text(5.6, -21.7, "rectus", "magnified-rectus", ha="center", **bold),
            part.text(_NAMES_X, -21.65, "linea alba", "magnified-alba", **small),
            part.keep("magnified-alba-line", ax.add_line(line)),
        ]
        for name, role, y, end, thick in _FLESH:
            up, down, tip = y + thick, y - thick, end - 2
            points = [
                (-12.4, up),
                (tip - 1, up),
                (tip, up),
                (end, y),
                (tip, down),
                (tip - 1, down),
                (-12.4, down),
                (-12.4, up),
            ]
            path = Path(points, [1, 2, 3, 3, 3, 3, 2, 79])
            ax.add_patch(PathPatch(path, facecolor=c[role], zorder=2, **edge))
            self.always.append(part.text(-12.4, up + 0.35, name, f"magnified-{role}", **small))
        part.text(-12.4, -28.7, "side", color=c["quiet"], **small)
        part.text(11.2, -28.7, "middle", ha="center", color=c["quiet"], **small)
        self.sheets: dict[str, list] = {}
        self.names: dict[str, list] = {}
        for state, sheets in _SHEETS.items():
            self._draw(part, state, sheets)

    def _draw(self, part: Part, state: str, sheets) -> None:
        ax, c = part.ax, part.palette
        self.sheets[state] = [part.text(-12.4, -15.4, _WORDS[state], f"sheath-{state}", fontsize=TYPE["label"])]
        self.names[state], leaders = [], []
        for i, (style, name, y, points) in enumerate(sheets):
            role, dashes, width = _STYLE[style]
            curve = _curve(np.array(points))
            line = Line2D(curve[:, 0], curve[:, 1], color=c[role], linestyle=dashes, linewidth=width, zorder=3)
            self.sheets[state].append(part.keep(f"sheet-{state}{i}", ax.add_line(line)))
            text = part.text(_NAMES_X, y - 0.35, name, f"sheet-name-{state}{i}", fontsize=TYPE["small"])
            self.names[state].append(text)
            touch = curve[np.abs(curve[:, 0] - 9.0).argmin()]
            leaders += [(_NAMES_X - 0.3, y), tuple(touch), (np.nan, np.nan)]
        line = Line2D(*zip(*leaders, strict=True), color=c["ink"], linewidth=1.0, zorder=3.4)
        self.names[state].append(part.keep(f"sheath-leaders-{state}", ax.add_line(line)))

    def update(self, result: AxialSlice) -> None:
        """Show the state at the level of `result`, and names unless it hides them."""
        for artist in self.always:
            artist.set_visible(result.names)
        for state in _SHEETS:
            here = (state == "above") == result.above_arcuate
            for artist in self.sheets[state]:
                artist.set_visible(here)
            for artist in self.names[state]:
                artist.set_visible(here and result.names)


def _curve(points: np.ndarray) -> np.ndarray:
    """An open curve that starts and ends at the first and last of `points` and is steered by the others."""
    middle = (points[1:] + points[:-1]) / 2
    middle[0], middle[-1] = points[0], points[-1]
    t = np.linspace(0, 1, 7)[:, None]
    pieces = zip(middle, points[1:-1], middle[1:], strict=False)
    return np.concatenate([(1 - t) ** 2 * a + 2 * t * (1 - t) * p + t**2 * b for a, p, b in pieces])


class Whereabouts:
    """The trunk from the right side, facing right, with the line of the slice, navel, iliac crest and arcuate line."""

    _X, _Y, _SCALE = -24.75, -20.2, 0.40  # of the middle of L4, and centimetres of the picture to one of the body

    def __init__(self, part: Part):
        ax, c = part.ax, part.palette
        part.text(-29.8, -13.9, "Where it lies", fontsize=TYPE["title"], fontweight="bold")
        edge = {"edgecolor": c["skin_edge"], "linewidth": 1.4, "joinstyle": "round"}
        ax.add_patch(PathPatch(smooth(self._at(np.array(_TRUNK))), facecolor=c["skin"], zorder=1, **edge))
        bone = {"facecolor": c["bone"], "edgecolor": c["bone_edge"], "linewidth": 0.8, "joinstyle": "round"}
        for n in range(1, 7):
            turn, shift = {5: (-0.2, 0.0), 6: (-0.6, -0.9)}.get(n, (0.05 * (4 - n), -0.12 * (4 - n) ** 2 * (n < 4)))
            turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
            for outline in (_BLOCK, _SPINE):
                points = np.array(outline) @ turned.T + (shift, height_cm(float(n)))
                ax.add_patch(PathPatch(smooth(self._at(points)), zorder=1.2, **bone))
        far = bone | {"facecolor": c["bone_far"]}
        ax.add_patch(PathPatch(smooth(self._at(np.array(_PELVIS))), zorder=1.3, **far))
        mean, high, low = arcuate_line()
        x0, x1 = self._at(np.array([(8.4, 0), (10.5, 0)]))[:, 0]
        y0, y1 = (self._y(height_cm(v)) for v in (low, high))
        spread = {"facecolor": c["fascia"], "edgecolor": c["fascia_edge"], "linewidth": 0.8}
        ax.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, zorder=1.3, **spread))
        line = self._y(height_cm(mean))
        ax.add_line(Line2D([x0, x1], [line, line], color=c["ink"], linewidth=1.8, zorder=1.4))
        crest, arcuate = (1.2, height_cm(4.5)), (10.5, height_cm(mean))
        for words, spot, dy in (
            ("umbilicus", (11.0, 0.0), 1.0),
            ("iliac crest", crest, -0.65),
            ("arcuate line", arcuate, -2.3),
        ):
            x, y = self._at(np.array(spot))
            ax.add_line(Line2D([-19.5, x], [self._Y + dy, y], color=c["ink"], linewidth=1.0, zorder=1.6))
            ax.add_line(
                Line2D([x, x + 0.08], [y, y], color=c["ink"], linewidth=4.0, solid_capstyle="round", zorder=1.6)
            )
            part.text(-19.3, self._Y + dy - 0.35, words, fontsize=TYPE["small"])
        part.text(-19.3, self._Y - 4.1, "and spread", fontsize=TYPE["small"], color=c["quiet"])
        self.line = part.keep("where", ax.add_line(Line2D([], [], color=c["chosen"], linewidth=2.8, zorder=1.8)))

    def _at(self, points: np.ndarray) -> np.ndarray:
        return points * self._SCALE + (self._X, self._Y)

    def _y(self, height: float) -> float:
        return height * self._SCALE + self._Y

    def update(self, result: AxialSlice) -> None:
        """Move the line to the level of `result`."""
        y = self._y(result.height_cm)
        self.line.set_data([-30.0, -19.9], [y, y])
