"""Where in a picture of the layers a structure lies open: places for leaders, and for questions without names."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from edu_lib.models.layers import layers, parts_of

from .layer_paths import drawn

__all__ = ["LANDMARKS", "label_spots"]

# Places that are no shape of their own: view -> id -> (right of the picture, up), metres.
LANDMARKS = {
    "front": {
        "skin": (0.120, 0.250), "umbilicus": (0.0, 0.058), "linea semilunaris": (0.0775, 0.098), "arcuate line": (0.036, 0.005),
        "ribs": (0.118, 0.330), "costal margin": (0.074, 0.168), "xiphoid process": (0.0, 0.231), "sacrum": (0.022, -0.018),
        "iliac crest": (0.094, 0.031), "anterior superior iliac spine": (0.137, -0.034), "pubic symphysis": (0.0, -0.100),
        "vertebral body": (0.004, 0.116), "transverse process": (0.029, 0.082), "intervertebral disc": (0.006, 0.067),
    },
    "side": {
        "skin": (0.020, 0.240), "ribs": (0.036, 0.338), "costal margin": (0.088, 0.140), "iliac crest": (0.010, 0.032),
        "anterior superior iliac spine": (0.083, -0.033), "sacrum": (-0.066, -0.060), "spinous process": (-0.044, 0.086),
        "vertebral body": (0.014, 0.050), "intervertebral disc": (0.012, 0.069),
    },
    "back": {
        "skin": (0.100, 0.250), "ribs": (0.100, 0.282), "sacrum": (0.014, -0.026), "iliac crest": (0.088, 0.032),
        "spinous process": (0.0, 0.090), "transverse process": (0.029, 0.082),
    },
}  # fmt: skip
_GRID = 0.004  # metres between the places that are tried


@lru_cache(maxsize=3)
def _raster(view: str):
    """The places that are tried, and for each piece of the view which of them it covers."""
    x = np.arange(-0.2, 0.201, _GRID) if view == "side" else np.arange(0.0008, 0.2, _GRID)
    y = np.arange(-0.196, 0.46, _GRID)
    places = np.stack(np.meshgrid(x, y), axis=-1)
    masks = []
    for one in drawn(view):
        low, high = one.outline.vertices.min(axis=0), one.outline.vertices.max(axis=0)
        mask = np.zeros(places.shape[:2], bool)
        rows = np.flatnonzero((y >= low[1]) & (y <= high[1]))
        cols = np.flatnonzero((x >= low[0]) & (x <= high[0]))
        if len(rows) and len(cols):
            box = np.ix_(rows, cols)
            inside = one.outline.contains_points(places[box].reshape(-1, 2))
            mask[box] = inside.reshape(len(rows), len(cols))
        masks.append(mask)
    return places, masks


def _deep_inside(mask: np.ndarray, rounds: int = 12) -> np.ndarray:
    """What of `mask` is left after eating from its edges for as long as something is left."""
    for _ in range(rounds):
        padded = np.pad(mask, 1)
        less = mask & padded[2:, 1:-1] & padded[:-2, 1:-1] & padded[1:-1, 2:] & padded[1:-1, :-2]
        if not less.any():
            break
        mask = less
    return mask


@lru_cache(maxsize=64)
def label_spots(view: str, depth: int) -> dict[str, tuple[float, float]]:
    """A place well inside what is seen of each structure: id -> (right of the picture, up) in metres.

    Parameters
    ----------
    view, depth : as in `edu_lib.models.layers.layers`. In the front and back views the places lie on the right half of the
        picture; their mirror images serve as well.
    """
    visible = layers(view, depth).visible
    shown = [(one, mask) for one, mask in zip(drawn(view), _raster(view)[1]) if one.first <= depth <= one.last]
    places, out = _raster(view)[0], {}
    for name in visible:
        if name in LANDMARKS[view]:
            out[name] = LANDMARKS[view][name]
            continue
        mine = {one.piece.id for one, _ in shown} & {name} or parts_of(name)
        free = np.zeros(places.shape[:2], bool)
        for one, mask in shown:
            free = free | mask if one.piece.id in mine else free & ~mask
        if not free.any():  # only a rim is seen, thinner than the grid
            points = np.vstack([one.outline.vertices for one, _ in shown if one.piece.id in mine])
            out[name] = tuple(float(v) for v in points[np.argsort(points[:, 1])[len(points) // 2]])
            continue
        core = places[_deep_inside(free)]
        best = core[np.hypot(*(core - core.mean(axis=0)).T).argmin()]
        out[name] = (float(best[0]), float(best[1]))
    return out
