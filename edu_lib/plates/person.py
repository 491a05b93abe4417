"""The whole person from the side, with the load, and how far ahead it and the centre of mass are, drawn as dimensions."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from matplotlib.path import Path

from edu_lib.models.loads import spine_loads

from .bones import REFERENCE_HEIGHT_M, placements
from .part import Part
from .skeleton import Skeleton, row_of
from .skin import FOOT, HEAD, LIMBS, TRUNK, along, smooth_closed
from .style import LIGHT, TYPE

__all__ = ["Person", "carried_above", "draw_person"]

_ORDER = ("head", "trunk", "thigh", "shank", "foot", "arm", "forearm")
_BONES = (
    *(((f"L{i}",), 2.0 + i / 100, "bone") for i in range(5, 0, -1)),
    (("thoracic vertebrae",), 2.1, "bone"),
    (("right ribs", "breast bone"), 2.2, "bone"),
    (("sacrum",), 2.2, "bone"),
    (("right hip bone",), 2.3, "bone"),
    (("neck and head",), 2.3, "bone"),
    *(((f"right {name}",), 2.4, "bone") for name in ("thigh", "shank", "foot")),
    *(((f"right {name}",), 4.2, "bone") for name in ("upper arm", "forearm", "hand")),
)
_BOX_M = (0.33, 0.28)  # wide, tall; carried by handles on its top
_SOLE_M = 0.071  # ankle above the ground
# What the axes show: x from the ankle, y from the floor, in metres.
XLIM, FLOOR, TOP = (-0.68, 0.87), -0.46, 2.12
_ROWS = {"mass": (-0.075, -0.172), "load": (-0.285, -0.375)}  # height of a dimension's line and of its words
_ABOVE = ("L4", "L3", "L2", "L1", "thorax", "head", "arms")


def carried_above(result) -> tuple[float, np.ndarray]:
    """Mass above L4/L5 in kg, with the load in the hands, and its centre (3,) in metres."""
    g, load = result.geometry, result.posture.hands_load_kg
    total = sum(g.mass_kg[name] for name in _ABOVE) + load
    centre = sum(g.mass_kg[name] * g.com_m[name] for name in _ABOVE) + load * g.hands_m
    return total, centre / total


class _Dimension:
    """A distance along the floor: a line with two heads between two drops, and its words below."""

    def __init__(self, part: Part, key: str, bold: str):
        ink, (self.y, self.below) = part.palette["ink"], _ROWS[key]
        drop = {"color": ink, "linewidth": 1.0, "linestyle": (0, (4, 3)), "zorder": 0.8}
        self.drops = part.keep(f"{key}-drops", part.ax.plot([0, 0], [0, 0], **drop)[0])
        self.line = part.keep(f"{key}-line", part.ax.plot([0, 0], [0, 0], color=ink, linewidth=1.8, zorder=5)[0])
        head = [(0, 0), (1, 0.45), (1, -0.45), (0, 0)]
        self.heads = [part.shape(f"{key}-end{i}", Path(head, closed=True), facecolor=ink, zorder=5) for i in range(2)]
        style = {"ha": "center", "fontsize": TYPE["label"], "fontweight": bold, "zorder": 5}
        self.words = part.text(0, 0, "", f"{key}-text", **style)

    def update(self, start, end, words: str) -> None:
        """From `start` to `end`, points (2,) above the line, from which the drops fall."""
        (a, top_a), (b, top_b), y = start, end, self.y
        # A drop leaves room for the words that stand above this dimension.
        gap = [-0.10, np.nan, -0.222] if y < -0.2 else [y, y, y]
        low = y - 0.03
        self.drops.set_data([a] * 5 + [np.nan] + [b] * 5, [top_a, *gap, low, np.nan, top_b, *gap, low])
        self.line.set_data([a, b], [y, y])
        size = min(0.045, abs(b - a) / 3) * (1 if b >= a else -1)
        for patch, x, turn in zip(self.heads, (a, b), (1, -1), strict=True):
            patch.place(np.array([[size * turn, 0, x], [0, 0.05, y], [0, 0, 1]]))
        self.words.set_text(words)
        half = 0.022 * len(words)
        self.words.set_position((min(max((a + b) / 2, XLIM[0] + half), XLIM[1] - half), self.below))


class Person(Part):
    """Silhouette with the skeleton in it, the load, its distance from L5/S1, and the centre of mass above L4/L5."""

    def __init__(self, ax, name: str = "person", palette=LIGHT):
        super().__init__(ax, name, palette)
        ax.set(xlim=XLIM, ylim=(FLOOR, TOP), aspect="equal")
        c = palette
        ax.plot([XLIM[0] + 0.02, XLIM[1] - 0.02], [0, 0], color=c["rule"], linewidth=1.2, zorder=0.5)
        # Every shape twice: rims below, fills above them, so that the rims join into one outline.
        self.soft = {}
        outline = {"head": HEAD, "foot": FOOT} | {kind: path for kind, (_, _, path) in LIMBS.items()}
        for kind in _ORDER:
            high = 4.0 if kind in ("arm", "forearm") else 1.0  # the near arm passes before the trunk
            path = outline.get(kind)
            rim = self.shape(f"{kind}-rim", path, edgecolor=c["skin_edge"], linewidth=2.6, zorder=high)
            # The near arm is thin as glass, so that the spine behind it can be seen.
            see = 0.5 if high > 1 else None
            fill = self.shape(kind, path, rim.move, facecolor=c["skin"], zorder=high + 0.1, alpha=see)
            self.soft[kind] = (rim, fill)
        self.skeleton = Skeleton(self, "side", _BONES, shaded=False, tolerance_m=0.0014, linewidth=0.45)
        box = {"facecolor": c["box"], "edgecolor": c["paper"], "linewidth": 1.2, "zorder": 3.6}
        self.box = self.shape("box", Path.unit_rectangle(), **box)
        style = {"ha": "center", "color": c["box_text"], "fontsize": TYPE["label"], "fontweight": "bold", "zorder": 4.6}
        self.kilograms = self.text(0, 0, "", "kg", **style)
        self.load, self.mass = _Dimension(self, "load", "bold"), _Dimension(self, "mass", "normal")
        # The sign for a centre of mass: a disc with two dark quarters.
        ring = {"facecolor": c["paper"], "edgecolor": c["ink"], "linewidth": 1.2, "zorder": 6}
        self.centre = self.shape("centre", Path.unit_circle(), **ring)
        quarters = Path.make_compound_path(Path.wedge(0, 90), Path.wedge(180, 270))
        self.shape("centre-dark", quarters, self.centre.move, facecolor=c["ink"], zorder=6.1)
        self.gravity = self.keep("gravity", ax.plot([0, 0], [0, 0], color=c["ink"], linewidth=1.6, zorder=3.5)[0])
        carriers = [row_of("side", bone) for bone, _, _ in TRUNK]
        self._carriers, self._skin = np.array(carriers), np.array([[x, y, 1.0] for _, x, y in TRUNK])[:, :, None]

    def update(self, result) -> np.ndarray:
        """Move everything to `result`.

        Returns the bones' matrices in the model's own coordinates. The feet stay where they are on the page; L5/S1 moves.
        """
        g, tall = result.geometry, result.person.height_m
        k = tall / REFERENCE_HEIGHT_M
        floor = g.ankle_m[1] - _SOLE_M * k
        load = np.array(g.hands_m[:2])
        if result.posture.hands_load_kg:
            load[1] = max(load[1], floor + _BOX_M[1])  # a box stands on the floor, not in it
        g = _with_arms(g, load, floor + 0.10 * k, _arm_m(result.person))
        head = g.head_m[0]
        front = max(load[0] + _BOX_M[0] / 2, head + 0.14 * k)
        behind = min(g.hip_m[0] - 0.15 * k, head - 0.12 * k, load[0] - _BOX_M[0] / 2)
        # Only a far reach or lean moves the whole person rather than leave the page.
        middle = min(max(-g.ankle_m[0], XLIM[0] + 0.02 - behind), XLIM[1] - 0.02 - front)
        self.shift = shift = np.array([middle, -floor])
        matrices = placements("side", g, tall)
        moved = matrices.copy()
        moved[:, :2, 2] += shift
        self.skeleton.place(moved)
        for kind, (start, end, _) in LIMBS.items():
            limb = along(getattr(g, f"{start}_m")[:2] + shift, getattr(g, f"{end}_m")[:2] + shift, k)
            self.soft[kind][0].place(limb)
        for kind, bone in (("foot", "right foot"), ("head", "neck and head")):
            self.soft[kind][0].place(moved[row_of("side", bone)])
        trunk = smooth_closed((moved[self._carriers] @ self._skin)[:, :2, 0])
        for patch in self.soft["trunk"]:
            patch.set_path(trunk)
        self._dimensions(result, load + shift, shift)
        return matrices

    def _dimensions(self, result, load, shift) -> None:
        kg = result.posture.hands_load_kg
        self.box.set_visible(kg > 0)
        self.kilograms.set_visible(kg > 0)
        wide, tall = _BOX_M
        if kg > 0:
            self.box.place(np.array([[wide, 0, load[0] - wide / 2], [0, tall, load[1] - tall], [0, 0, 1]]))
            self.kilograms.set_text(f"{kg:g} kg")
            self.kilograms.set_position((load[0], load[1] - tall + 0.055))
        what = "load" if kg > 0 else "hands"
        self.load.update(shift, load, f"{what} {_ahead(load[0] - shift[0], 'L5/S1')}")  # L5/S1 is the model's origin
        mass, centre = carried_above(result)
        centre, joint = centre[:2] + shift, result.geometry.joint_m[4][:2] + shift
        words = f"{mass:.0f} kg above L4/L5: {_ahead(centre[0] - joint[0])}"
        self.mass.update(joint, (centre[0], _ROWS["mass"][0]), words)
        self.gravity.set_data([centre[0]] * 2, [centre[1], _ROWS["mass"][0] - 0.03])
        self.centre.place(np.array([[0.032, 0, centre[0]], [0, 0.032, centre[1]], [0, 0, 1]]))


def _ahead(metres: float, of: str = "") -> str:
    centimetres = round(metres * 100)
    if not centimetres:
        return f"in line with {of or 'it'}"
    if of:
        return f"{abs(centimetres)} cm {'ahead of' if centimetres > 0 else 'behind'} {of}"
    return f"{abs(centimetres)} cm {'ahead' if centimetres > 0 else 'behind'}"


@lru_cache(maxsize=64)
def _arm_m(person) -> float:
    """How long a person's arm is from shoulder to grip: in standing the arms hang straight."""
    g = spine_loads(person=person).geometry
    return float(np.hypot(*(g.hands_m - g.shoulder_m)[:2]))


def _with_arms(g, load: np.ndarray, lowest: float, arm_m: float):
    """`g` with the arms that are drawn: two equal links, elbow pointing back, as in the model.

    Hands do not go below `lowest`, nor beyond the arms' length; a load out of reach stays where it was put.
    """
    shoulder = g.shoulder_m[:2]
    way = np.array([load[0], max(load[1], lowest)]) - shoulder
    long = max(np.hypot(*way), 1e-6)
    if long > arm_m:
        way, long = way * (arm_m / long), arm_m
    bend = np.sqrt(max(arm_m**2 - long**2, 0.0)) / 2
    elbow = shoulder + way / 2 + np.array([way[1], -way[0]]) / long * bend
    side = g.hands_m[2]
    return replace(g, hands_m=np.array([*(shoulder + way), side]), elbow_m=np.array([*elbow, g.elbow_m[2]]))


def draw_person(ax, result, palette=LIGHT) -> Person:
    """Draw the person of `result` on `ax` and return the part, which can be updated."""
    part = Person(ax, "person", palette)
    part.update(result)
    return part
