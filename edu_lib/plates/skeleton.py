"""Bones on an axes: each drawn once and afterwards moved as one piece."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from .bones import outlines
from .part import Part

__all__ = ["Skeleton", "coarse", "row_of"]


_SHADE_M = 0.0004  # shade has no rim, so it may be simpler than an outline


@lru_cache(maxsize=3)
def _rows(view: str) -> dict[str, int]:
    return {bone.name: i for i, bone in enumerate(outlines(view))}


def row_of(view: str, name: str) -> int:
    """The row of a bone in `bones.placements` of a view."""
    return _rows(view)[name]


def coarse(path: Path, tolerance_m: float) -> Path:
    """`path` with straight sides, so simplified that nothing moves by more than `tolerance_m`; specks are left out."""
    vertices, codes = [], []
    for ring in path.to_polygons(closed_only=False):
        if len(ring) < 4 or np.ptp(ring, axis=0).max() < 3 * tolerance_m:
            continue
        far = int(((ring - ring[0]) ** 2).sum(axis=1).argmax())
        keep = sorted(
            {0, far, len(ring) - 1}
            | _needed(ring, 0, far, tolerance_m)
            | _needed(ring, far, len(ring) - 1, tolerance_m)
        )
        vertices.append(ring[keep])
        codes += [Path.MOVETO] + [Path.LINETO] * (len(keep) - 2) + [Path.CLOSEPOLY]
    return Path(np.vstack(vertices), codes)


def _needed(line: np.ndarray, first: int, last: int, tolerance: float) -> set[int]:
    """Douglas and Peucker's points of `line` between two of them."""
    if last - first < 2:
        return set()
    way, off = line[last] - line[first], line[first + 1 : last] - line[first]
    long = np.hypot(*way)
    away = np.abs(way[0] * off[:, 1] - way[1] * off[:, 0]) / long if long > 1e-9 else np.hypot(*off.T)
    most = int(away.argmax())
    if away[most] <= tolerance:
        return set()
    at = first + 1 + most
    return {at} | _needed(line, first, at, tolerance) | _needed(line, at, last, tolerance)


class Skeleton:
    """Bones of one view as shapes of a part. Bones given together move together, by the matrix of the first.

    Parameters
    ----------
    part : the part whose artists they become.
    view : as in `bones.outlines`.
    groups : (names of bones, zorder, ``"bone"`` or ``"bone_far"``), farthest first.
    shaded : with shade and creases; without, each group is one shape.
    plain : first names of groups that stay one shape all the same, since they only stand around what is looked at: a browser
        paints every line anew in each frame.
    tolerance_m : how far the outlines may be simplified.
    """

    def __init__(
        self, part: Part, view: str, groups, *, shaded: bool, plain=(), tolerance_m: float = 0.0, linewidth: float = 0.8
    ):
        c = part.palette
        bones = {bone.name: bone for bone in outlines(view)}
        self.moves: list[tuple[int, Affine2D]] = []
        self.outline = {}
        for names, zorder, fill in groups:
            chosen, move, key = [bones[name] for name in names], Affine2D(), names[0].replace(" ", "-")
            self.moves.append((row_of(view, names[0]), move))

            def add(suffix, path, z, move=move, key=key, **style):
                return part.shape(key + suffix, path, move, zorder=z, **style)

            def joined(paths):
                return Path.make_compound_path(*(p for p in paths if len(p.vertices)))

            outline = joined(bone.outline for bone in chosen)
            detailed = shaded and names[0] not in plain
            if tolerance_m:
                outline = coarse(outline, tolerance_m)
            edge = {"edgecolor": c["bone_edge"], "linewidth": linewidth}
            far = fill == "bone_far"
            rim = {} if detailed and not far else edge
            self.outline[names[0]] = add("", outline, zorder, facecolor=c[fill], **rim)
            if not detailed:
                continue
            shades = ("bone_far_shade",) if far else ("bone_shade", "bone_deep")
            for i, role in enumerate(shades):
                shade = coarse(joined(bone.shade[i] for bone in chosen), _SHADE_M)
                add(f"-{role}", shade, zorder + 0.001 * (i + 1), facecolor=c[role])
            if not far:
                add("-lines", joined(bone.lines for bone in chosen), zorder + 0.005, **edge)

    def place(self, matrices: np.ndarray) -> None:
        """Move every bone; `matrices` (n, 3, 3) are those of `bones.placements`, shifted at will."""
        for row, move in self.moves:
            move.set_matrix(matrices[row])
