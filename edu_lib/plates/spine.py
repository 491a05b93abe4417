"""The spine from the side: vertebrae, discs coloured by what they carry, and the muscles as lines of pull."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D

from . import shapes
from .part import Part
from .standing import BODY_INDEX
from .style import LIGHT, TYPE, load_colour

__all__ = ["FAMILIES", "Spine", "draw_spine"]

LEVELS = ("T12/L1", "L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
# Which muscles share a colour, and what the legend calls them.
FAMILIES = {
    "back": (
        "back",
        (
            "multifidus",
            "longissimus thoracis",
            "longissimus lumborum",
            "iliocostalis thoracis",
            "iliocostalis lumborum",
        ),
    ),
    "deep": ("beside spine", ("quadratus lumborum", "psoas major")),
    "belly": ("abdomen", ("rectus abdominis", "external oblique", "internal oblique", "transversus abdominis")),
}
FAMILY_OF = {group: family for family, (_, groups) in FAMILIES.items() for group in groups}
# Line widths in points, and the force (both sides of a fascicle pair, N) from which each is used.
WIDTHS = ((0.0, 0.7), (20.0, 1.3), (50.0, 2.1), (100.0, 3.0), (180.0, 4.0), (300.0, 5.2))
_WORD_M = np.array([0.027, 0.0175])  # room that a vertebra's name takes, in metres of the enlarged spine
_DRAWN = {
    "cage": (0, "none"),
    "sternum": (1, "bone"),
    "ilium": (1, "bone_far"),
    "sacrum": (2, "bone"),
    "arch": (2, "bone_far"),
    "body": (3, "bone"),
}


class Spine(Part):
    """Spine, pelvis and rib cage; with `detail`, the muscles and the names of the vertebrae as well."""

    def __init__(self, ax, name: str = "spine", palette=LIGHT, *, detail: bool = True, own_axes: bool = True):
        if own_axes:
            super().__init__(ax, name, palette)
        else:  # a second part on axes that already have their id
            self.ax, self.name, self.palette, self.live = ax, name, palette, {}
        self.detail, self._standing, self._pairs = detail, None, None
        c, thin = palette, 0.9 if detail else 0.45
        self.bones = {}
        for body, kinds in {"thorax": ("cage", "sternum", "arch", "body"), "pelvis": ("ilium", "sacrum"),
                            **{f"L{i}": ("arch", "body") for i in range(5, 0, -1)}}.items():  # fmt: skip
            for kind in kinds:
                layer, fill = _DRAWN[kind]
                if kind == "cage":  # a pale line within a darker one: a rib
                    for rim, colour, width in (("rim", "bone_edge", 5.2), ("rib", "bone_far", 3.8)):
                        self.bones[body, kind, rim] = self.shape(
                            f"{body}-{rim}",
                            edgecolor=c[colour],
                            linewidth=width * (1 if detail else 0.36),
                            zorder=2,
                            capstyle="round",
                        )
                    continue
                self.bones[body, kind, ""] = self.shape(
                    f"{body}-{kind}", facecolor=c[fill], edgecolor=c["bone_edge"], linewidth=thin, zorder=2 + layer / 10
                )
        self.discs = [self.shape(f"disc{i}", edgecolor=c["ink"], linewidth=thin, zorder=2.5) for i in range(6)]
        self.strands: dict[tuple[str, int], Line2D] = {}
        self.names = []
        if detail:
            for family in FAMILIES:
                for step, (_, width) in enumerate(WIDTHS):
                    style = {
                        "color": c[family],
                        "linewidth": width,
                        "solid_capstyle": "round",
                        "solid_joinstyle": "round",
                    }
                    line = ax.add_line(Line2D([], [], zorder=3 + step / 10, **style))
                    self.strands[family, step] = self.keep(f"{family}{step}", line)
            bold = {"ha": "center", "fontsize": TYPE["small"], "fontweight": "bold", "zorder": 5, "clip_on": True}
            self.names = [self.text(0, 0, body, f"name-{body}", **bold) for body in ("L5", "L4", "L3", "L2", "L1")]

    def update(self, result, standing, carry) -> None:
        """Move everything to `result`; `carry` is `standing.carry` of its geometry, which may be shifted on the axes."""
        if standing is not self._standing:
            self._standing = standing
            for (body, kind, _), patch in self.bones.items():
                patch.set_path(dict(standing.bones[body])[kind])
        for (body, _, _), patch in self.bones.items():
            patch.place(carry[BODY_INDEX[body]])
        # Endplates where they are now; a disc lies between the upper one of a body and the lower one of the next.
        plates = np.einsum("bij,bspj->bspi", carry[:, :2, :2], standing.endplates) + carry[:, None, None, :2, 2]
        for k, (patch, level) in enumerate(zip(reversed(self.discs), reversed(LEVELS), strict=True)):
            patch.set_path(shapes.disc(plates[k, 1], plates[k + 1, 0], 0.12 if self.detail else 0.0))
            patch.set_facecolor(load_colour(result.compression_n[level]))
        if self.detail:
            self._strands(result.geometry)
            self._spread_names(plates[1:6].mean(axis=1))

    def _spread_names(self, middle: np.ndarray) -> None:
        """Put each vertebra's name before it; `middle` (5, 2, 2) has the back and front of L5 to L1."""
        below = None
        for (back, front), label in zip(middle, self.names, strict=True):
            spot = front + (front - back) * 0.55 - (0, 0.006)
            if below is not None:  # a strongly bent spine brings the names together: keep them a word apart
                way = spot - below
                spot = below + way / min(max(*(np.abs(way) / _WORD_M), 0.2), 1.0)
            label.set_position(spot)
            below = spot

    def _strands(self, geometry) -> None:
        """Each fascicle pair as one line; lines of a family and a width are one artist."""
        if self._pairs is None:
            self._pairs = _pairs(geometry)
        right, left, order, owner, family = self._pairs
        force = np.append(geometry.fascicle_force_n, 0.0)
        both = force[right] + force[left]
        step = np.searchsorted([least for least, _ in WIDTHS], both, side="right") - 1
        points = np.vstack([geometry.path_m[:, :2], (np.nan, np.nan)])[order]
        step = step[owner]
        for (name, width), line in self.strands.items():
            chosen = (family == name) & (step == width)
            # A line with nothing to show keeps a gap, so that the live view has an element for it.
            line.set_data(*(points[chosen] if chosen.any() else points[-1:]).T)


def _pairs(geometry) -> tuple[np.ndarray, ...]:
    """What no posture changes about the fascicles' lines.

    Returns the right and left fascicle of each pair (the left one is -1 where there is none), then for every point to be
    drawn: its row in the path (the last row stands for a gap), its pair and its family.
    """
    names, start = geometry.fascicle_names, geometry.path_start
    right = [i for i, side in enumerate(geometry.fascicle_side) if side == "right"]
    number = {name: i for i, name in enumerate(names)}
    left = [number.get(names[i].removesuffix("right") + "left", -1) for i in right]
    order, owner = [], []
    for pair, i in enumerate(right):
        order += [*range(start[i], start[i + 1]), -1]
        owner += [pair] * (start[i + 1] - start[i] + 1)
    family = [FAMILY_OF[geometry.fascicle_group[right[pair]]] for pair in owner]
    return np.array(right), np.array(left), np.array(order), np.array(owner), np.array(family)


def draw_spine(ax, result, standing, palette=LIGHT) -> Spine:
    """Draw the spine of `result` on `ax` (equal axes in metres) and return the part, which can be updated."""
    part = Spine(ax, "spine", palette)
    part.update(result, standing, standing.carry(result.geometry))
    return part
