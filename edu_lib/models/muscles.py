"""The muscles' lines of pull: one table, read once, both sides.

The table (``data/fascicles.csv``, ``data/fascicle_points.csv``; made by ``tools/build_fascicles.py``) gives each
right-hand fascicle its cross-section and its points in upright standing, each point fixed to a body. A point on the linea
alba is fixed to no bone: it moves with pelvis and thorax in proportion to its height between them, and hands its force on to
both in the same proportion.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

__all__ = ["ABDOMINALS", "BODIES", "FLOORED", "GROUPS", "LEVELS", "Fascicles", "fascicles"]

BODIES = ("pelvis", "L5", "L4", "L3", "L2", "L1", "thorax")
LEVELS = ("T12/L1", "L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
GROUPS = (
    "multifidus", "longissimus thoracis", "longissimus lumborum", "iliocostalis thoracis", "iliocostalis lumborum",
    "quadratus lumborum", "psoas major", "rectus abdominis", "external oblique", "internal oblique", "transversus abdominis",
)  # fmt: skip
EXTENSORS = GROUPS[:5]
ABDOMINALS = GROUPS[7:]
# Cholewicki 1997 recorded these flexors and extensors when it measured the floor of co-contraction.
FLOORED = (*EXTENSORS, *GROUPS[7:10])


@dataclass(frozen=True, eq=False)
class Fascicles:
    """All fascicles of both sides, as arrays; right-hand ones first.

    names, group, side : per fascicle (n,)
    area_cm2 : cross-section, (n,)
    start : (n + 1,) offsets of each fascicle's points
    neutral_m : (p, 3) points in upright standing; x forward, y up, z right, from the centre of L5/S1
    body : (p,) index in `BODIES` of the body that carries the point; a linea alba point has its upper carrier, the thorax
    thorax_share : (p,) 1 for a point on one bone; for a linea alba point its share on the thorax, the rest is the pelvis's
    """

    names: tuple[str, ...]
    group: tuple[str, ...]
    side: tuple[str, ...]
    area_cm2: np.ndarray
    start: np.ndarray
    neutral_m: np.ndarray
    body: np.ndarray
    thorax_share: np.ndarray

    def of(self, *groups: str) -> np.ndarray:
        """Boolean mask of the fascicles of the named groups, (n,)."""
        return np.isin(np.array(self.group), groups)


def _rows(name: str) -> list[dict]:
    with (files("edu_lib") / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def fascicles() -> Fascicles:
    """The table of fascicles, mirrored to both sides."""
    points: dict[str, list[dict]] = {}
    for row in _rows("fascicle_points.csv"):
        points.setdefault(row["fascicle"], []).append(row)
    rows = _rows("fascicles.csv")
    # The linea alba runs from the pubis to the costal margin: rectus abdominis' own ends.
    rectus = next(p for f, p in points.items() if f.startswith("rectus"))
    low_m, high_m = float(rectus[0]["up_mm"]) / 1000.0, float(rectus[-1]["up_mm"]) / 1000.0
    at, body, share, start = [], [], [], [0]
    for row in rows:
        for p in points[row["fascicle"]]:
            xyz = [float(p[k]) / 1000.0 for k in ("forward_mm", "up_mm", "right_mm")]
            free = p["body"] == "linea alba"
            at.append(xyz)
            body.append(BODIES.index("thorax" if free else p["body"]))
            share.append(min(max((xyz[1] - low_m) / (high_m - low_m), 0.0), 1.0) if free else 1.0)
        start.append(len(at))
    right = np.array(at)
    offsets = np.array(start)
    return Fascicles(
        names=tuple(f"{row['fascicle']} {side}" for side in ("right", "left") for row in rows),
        group=tuple(row["group"] for row in rows) * 2,
        side=("right",) * len(rows) + ("left",) * len(rows),
        area_cm2=np.tile([float(row["area_cm2"]) for row in rows], 2),
        start=np.concatenate([offsets, offsets[1:] + offsets[-1]]),
        neutral_m=np.vstack([right, right * [1.0, 1.0, -1.0]]),
        body=np.tile(body, 2),
        thorax_share=np.tile(share, 2),
    )
