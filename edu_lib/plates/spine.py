"""The spine from the side: real vertebrae, discs coloured by what they carry, and the muscles as lines of pull."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.lines import Line2D

from edu_lib.models.loads import spine_loads

from .bones import REFERENCE_HEIGHT_M, endplates, placements
from .part import Part
from .skeleton import Skeleton, row_of
from .skin import discs
from .strands import Strands
from .style import LIGHT, TALLY, load_colour, tally_on

__all__ = ["LEVELS", "STROKE_N", "Spine", "draw_spine", "tally"]

LEVELS = ("T12/L1", "L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
STROKE_N = 1000.0
_COLUMN = ("sacrum", "L5", "L4", "L3", "L2", "L1", "thoracic vertebrae")
_GROUPS = (
    (("left hip bone",), 1.0, "bone_far"),
    (("left ribs",), 1.1, "bone_far"),
    (("thoracic vertebrae", "breast bone"), 2.0, "bone"),
    (("sacrum",), 2.1, "bone"),
    *(((f"L{i}",), 2.2 + i / 100, "bone") for i in range(5, 0, -1)),
)
_AROUND = ("left hip bone", "left ribs", "thoracic vertebrae")


def tally(newton: float) -> int:
    """Strokes in a disc that carries `newton`: one for each 1000 N, rounded, and one at least."""
    return max(int(newton / STROKE_N + 0.5), 1)


class Spine(Part):
    """Spine with the far ribs and hip bone, discs and muscles; equal axes in metres."""

    def __init__(self, ax, name: str = "spine", palette=LIGHT):
        super().__init__(ax, name, palette)
        c = palette
        self.skeleton = Skeleton(self, "side", _GROUPS, shaded=True, plain=_AROUND, tolerance_m=0.0004)
        self.discs = [self.shape(f"disc{i}", edgecolor=c["bone_edge"], linewidth=0.9, zorder=1.9) for i in range(6)]
        # Dark strokes in pale discs and pale ones in dark discs, whatever the theme.
        self.tallies = [
            self.keep(f"tally{i}", ax.add_line(Line2D([], [], color=colour, linewidth=1.3, zorder=2.6)))
            for i, colour in enumerate(TALLY)
        ]
        self.strands = Strands(self, "side")
        style = {"ha": "center", "fontsize": 12.0, "fontweight": "bold", "zorder": 5, "clip_on": True}
        self.names = [self.text(0, 0, f"L{i}", f"on-L{i}", color=c["bone_text"], **style) for i in range(5, 0, -1)]
        self._rows = np.array([row_of("side", bone) for bone in _COLUMN])
        self._plates = _endplates()

    def update(self, result, matrices, shift=(0.0, 0.0)) -> None:
        """Move everything to `result`; `matrices` are `bones.placements` of its geometry, to be moved on by `shift`."""
        self.shift, matrices = np.asarray(shift), matrices.copy()
        matrices[:, :2, 2] += shift
        self.skeleton.place(matrices)
        column = matrices[self._rows]
        # Endplates where they are now; a disc lies between the upper one of a body and the lower one of the next.
        plates = np.einsum("bij,bpj->bpi", column[:, :2, :2], self._plates) + column[:, None, :2, 2]
        low, high = plates[:6, [3, 2]], plates[1:, :2]
        newton = np.array([result.compression_n[level] for level in reversed(LEVELS)])
        for patch, path, force in zip(reversed(self.discs), discs(low, high), newton.tolist(), strict=True):
            patch.set_path(path)
            patch.set_facecolor(load_colour(force))
        self._tally(low, high, newton)
        self.strands.update(result.geometry, shift)
        for label, corners in zip(self.names, plates[1:6], strict=True):
            label.set_position(corners.mean(axis=0) - (0, 0.006))

    def _tally(self, low, high, newton) -> None:
        """Strokes from endplate to endplate; `low` and `high` (6, 2, 2) are back and front of each disc's lower and upper one."""
        count = np.array([tally(force) for force in newton.tolist()])
        disc = np.repeat(np.arange(6), count)
        nth = np.arange(len(disc)) - np.repeat(np.cumsum(count) - count, count)
        across = ((nth + 0.5) / count[disc] * 0.84 + 0.08)[:, None]
        feet = (low[:, 0])[disc] + across * (low[:, 1] - low[:, 0])[disc]
        heads = (high[:, 0])[disc] + across * (high[:, 1] - high[:, 0])[disc]
        strokes = np.full((len(disc), 3, 2), np.nan)
        strokes[:, 0], strokes[:, 1] = feet + 0.16 * (heads - feet), heads - 0.16 * (heads - feet)
        pale = np.array([tally_on(force) for force in newton.tolist()])[disc]
        for i, line in enumerate(self.tallies):
            points = np.vstack([[[np.nan, np.nan]], strokes[pale == i].reshape(-1, 2)])
            line.set_data(points[:, 0], points[:, 1])


@lru_cache(maxsize=1)
def _endplates() -> np.ndarray:
    """Corners (7, 4, 2) of the standing endplates, pelvis to thorax: back and front below, front and back above."""
    corners = endplates(spine_loads().geometry, REFERENCE_HEIGHT_M)
    return np.array([corners[body] for body in ("pelvis", "L5", "L4", "L3", "L2", "L1", "thorax")])


def draw_spine(ax, result, palette=LIGHT) -> Spine:
    """Draw the spine of `result` on `ax` (equal axes in metres) and return the part, which can be updated."""
    part = Spine(ax, "spine", palette)
    part.update(result, placements("side", result.geometry, result.person.height_m))
    return part
