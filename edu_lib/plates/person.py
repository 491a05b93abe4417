"""The whole person from the side, standing or lifting, with the load in the hands and how far ahead it is."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

from . import shapes
from .part import Part
from .spine import Spine
from .standing import BODY_INDEX
from .style import LIGHT, TYPE

__all__ = ["Person", "draw_person"]

# Limbs: (place along, width left, width right) in metres for the reference height; drawn by eye.
_LIMBS = {
    "thigh": ("hip", "knee", [
        (-0.10, 0.050, 0.070), (0.02, 0.083, 0.090), (0.35, 0.080, 0.078), (0.75, 0.062, 0.056), (1.00, 0.056, 0.050),
        (1.06, 0.030, 0.030),
    ]),
    "shank": ("knee", "ankle", [
        (-0.05, 0.035, 0.030), (0.02, 0.053, 0.048), (0.26, 0.042, 0.066), (0.60, 0.034, 0.048), (0.92, 0.032, 0.034),
        (1.04, 0.034, 0.030),
    ]),
    "arm": ("shoulder", "elbow", [
        (-0.17, 0.020, 0.020), (-0.06, 0.052, 0.052), (0.25, 0.050, 0.052), (0.70, 0.040, 0.042), (1.00, 0.036, 0.036),
        (1.07, 0.018, 0.018),
    ]),
    "forearm": ("elbow", "wrist", [
        (-0.09, 0.022, 0.022), (0.00, 0.037, 0.037), (0.30, 0.041, 0.041), (0.85, 0.026, 0.026), (1.05, 0.034, 0.034),
        (1.22, 0.036, 0.036), (1.34, 0.018, 0.018),
    ]),
}  # fmt: skip
_ORDER = ("head", "neck", "trunk", "thigh", "shank", "foot", "arm", "forearm")
_BOX_M = (0.33, 0.28)  # wide, tall; carried by handles on its top
# What the axes show: x from the ankle, y from the floor, in metres.
XLIM, FLOOR, TOP = (-0.68, 0.87), -0.32, 2.12


class Person(Part):
    """Silhouette, small spine, load, and the distance of the load from L5/S1 drawn as a dimension."""

    def __init__(self, ax, name: str = "person", palette=LIGHT):
        super().__init__(ax, name, palette)
        ax.set(xlim=XLIM, ylim=(FLOOR, TOP), aspect="equal")
        c = palette
        ax.plot([XLIM[0] + 0.02, XLIM[1] - 0.02], [0, 0], color=c["rule"], linewidth=1.2, zorder=0.5)
        # Every shape twice: rims below, fills above them, so that the rims join into one outline.
        self.soft = {}
        for kind in _ORDER:
            high = 4.0 if kind in ("arm", "forearm") else 1.0  # the near arm passes before the trunk
            rim = self.shape(f"{kind}-rim", edgecolor=c["skin_edge"], linewidth=2.6, zorder=high)
            # The near arm is thin as glass, so that the spine behind it can be seen.
            fill = self.shape(kind, facecolor=c["skin"], zorder=high + 0.1, alpha=0.5 if high > 1 else None)
            self.soft[kind] = (rim, fill)
        for kind, (_, _, profile) in _LIMBS.items():
            self._set(kind, shapes.limb(profile))
        self._set("foot", shapes.FOOT)
        self.spine = Spine(ax, f"{name}-spine", palette, detail=False, own_axes=False)
        self.live |= self.spine.live
        self.box = self.shape(
            "box", Path.unit_rectangle(), facecolor=c["box"], edgecolor=c["paper"], linewidth=1.2, zorder=3.6
        )
        self.kilograms = self.text(
            0, 0, "", "kg", ha="center", color=c["box_text"], fontsize=TYPE["label"], fontweight="bold", zorder=4.6
        )
        drop = {"color": c["ink"], "linewidth": 1.1, "linestyle": (0, (4, 3)), "zorder": 0.8}
        self.drops = [self.keep(f"drop{i}", ax.plot([0, 0], [0, 0], **drop)[0]) for i in range(2)]
        self.arm = self.keep("reach", ax.plot([0, 0], [0, 0], color=c["ink"], linewidth=1.8, zorder=5)[0])
        self.ends = [
            self.shape(
                f"end{i}", Path([(0, 0), (1, 0.45), (1, -0.45), (0, 0)], closed=True), facecolor=c["ink"], zorder=5
            )
            for i in range(2)
        ]
        self.reach = self.text(0, 0, "", "reach-text", ha="center", fontsize=TYPE["label"], fontweight="bold", zorder=5)
        self._standing = None

    def _set(self, kind: str, path: Path) -> None:
        for patch in self.soft[kind]:
            patch.set_path(path)

    def update(self, result, standing) -> None:
        """Move everything to `result`. The feet stay where they are on the page; L5/S1 moves."""
        g, k = result.geometry, standing.scale
        names = ("hip", "knee", "ankle", "shoulder", "hands", "neck", "head")
        at = {name: np.asarray(getattr(g, f"{name}_m"))[:2] for name in names}
        sole = 0.075 * k
        clearance = _BOX_M[1] if result.posture.hands_load_kg else 0.10 * k
        self._arms(at, at["ankle"][1] - sole + clearance, standing.geometry)
        front = max(at["hands"][0] + _BOX_M[0] / 2, at["head"][0] + 0.14 * k)
        behind = min(at["hip"][0] - 0.14 * k, at["head"][0] - 0.11 * k, at["hands"][0] - _BOX_M[0] / 2)
        # The feet stay where they are; only a far reach or lean moves the whole person rather than leave the page.
        middle = np.clip(-at["ankle"][0], XLIM[0] + 0.02 - behind, XLIM[1] - 0.02 - front)
        shift = np.array([middle, sole - at["ankle"][1]])
        at = {name: p + shift for name, p in at.items()}
        carry = standing.carry(g, shift)
        if standing is not self._standing:
            self._standing = standing
            self._set("head", standing.head)
        for kind, (start, end, _) in _LIMBS.items():
            for patch in self.soft[kind]:
                patch.place(shapes.along(at[start], at[end], k))
        for patch in self.soft["foot"]:
            patch.place(np.array([[sole, 0, at["ankle"][0]], [0, sole, at["ankle"][1]], [0, 0, 1]]))
        for patch in self.soft["head"]:
            patch.place(carry[BODY_INDEX["thorax"]])
        skin = carry[standing.skin_body]
        self._set(
            "trunk", shapes.smooth_closed(np.einsum("nij,nj->ni", skin[:, :2, :2], standing.skin) + skin[:, :2, 2])
        )
        self._set("neck", self._neck(at, g, k))
        self.spine.update(result, standing, carry)
        self.shift = shift
        self._load(result, at["hands"], shift)

    @staticmethod
    def _arms(at, lowest: float, s) -> None:
        """Add wrist and elbow to `at`: two equal links from the shoulder, elbow pointing back, as in the model.

        Hands do not go below `lowest`, nor beyond the arms' length; a load out of reach stays where it was put.
        """
        length = np.hypot(*(np.asarray(s.hands_m) - s.shoulder_m)[:2])  # in standing the arms hang straight
        way = np.array([at["hands"][0], max(at["hands"][1], lowest)]) - at["shoulder"]
        long = max(np.hypot(*way), 1e-6)
        if long > length:
            way, long = way * (length / long), length
        bend = np.sqrt(max(length**2 - long**2, 0.0)) / 2
        at["wrist"] = at["shoulder"] + way
        at["elbow"] = at["shoulder"] + way / 2 + np.array([way[1], -way[0]]) / long * bend

    def _neck(self, at, g, k) -> Path:
        low, high = at["neck"], at["head"]
        way = high - low
        across = np.array([-way[1], way[0]]) / np.hypot(*way) * k
        return shapes.smooth_closed(
            np.array(
                [
                    low + across * 0.062 - way * 0.2,
                    low + way * 0.35 + across * 0.056,
                    high + across * 0.06,
                    high - across * 0.045 - way * 0.1,
                    low + way * 0.35 - across * 0.052,
                    low - across * 0.070 - way * 0.25,
                ]
            )
        )

    def _load(self, result, hands, shift) -> None:
        kg = result.posture.hands_load_kg
        for artist in (self.box, self.kilograms):
            artist.set_visible(kg > 0)
        wide, tall = _BOX_M
        hands = np.array([hands[0], max(hands[1], tall)])  # a box stands on the floor, not in it
        self.box.place(np.array([[wide, 0, hands[0] - wide / 2], [0, tall, hands[1] - tall], [0, 0, 1]]))
        self.kilograms.set_text(f"{kg:g} kg")
        self.kilograms.set_position((hands[0], hands[1] - tall + 0.055))
        pivot, y = shift[0], -0.13  # L5/S1 is the model's origin
        reach = hands[0] - pivot
        self.drops[0].set_data([pivot, pivot], [shift[1], y - 0.03])
        self.drops[1].set_data([hands[0], hands[0]], [hands[1], y - 0.03])
        self.arm.set_data([pivot, hands[0]], [y, y])
        size = min(0.045, abs(reach) / 3) * (1 if reach >= 0 else -1)
        for patch, x, turn in zip(self.ends, (pivot, hands[0]), (1, -1), strict=True):
            patch.place(np.array([[size * turn, 0, x], [0, 0.05, y], [0, 0, 1]]))
        side = "ahead of" if reach >= 0 else "behind"
        words = f"{'load' if kg > 0 else 'hands'} {abs(reach) * 100:.0f} cm {side} L5/S1"
        self.reach.set_text(words)
        middle_x = np.clip((pivot + hands[0]) / 2, XLIM[0] + 0.62, XLIM[1] - 0.62)
        self.reach.set_position((middle_x, y - 0.115))


def draw_person(ax, result, standing, palette=LIGHT) -> Person:
    """Draw the person of `result` on `ax` and return the part, which can be updated."""
    part = Person(ax, "person", palette)
    part.update(result, standing)
    return part
