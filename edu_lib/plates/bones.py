"""Bones: outlines of a skeleton from the side, the front and the back, carried to wherever the model's posture puts them.

The outlines (``data/bones.json``) stand in the world frame of a person of 1.75 m. `outlines` gives them once; `placements`
gives, for a posture, one matrix per bone, which is all that a live picture has to change; `bones_in` gives the moved
outlines themselves.

How true the motion is. In the side view, postures that only bend forward turn every bone exactly. Any other motion (side
bend and twist from the side, all bending from the front and the back) turns each bone as a flat figure that lies in the
plane nearest to its true depth, and looks at that figure from the chosen side: foreshortening and the shift of near against
far parts are right, but what a turned bone would newly show of itself is not drawn. Up to about 40 degrees that is hard
to see. Bent much further, a chest from the front grows flat, as it would in life, without showing its top.

Sides: the side view looks at the person's right. In the front view the person's right is on the left.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np
from matplotlib.path import Path

__all__ = ["VIEWS", "Bone", "attribution", "bones_in", "endplates", "outlines", "placements"]

REFERENCE_HEIGHT_M = 1.75
# Rows: right of the picture, up, towards the viewer.
VIEWS = {
    "side": np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]),
    "front": np.array([[0, 0, -1.0], [0, 1, 0], [1, 0, 0]]),
    "back": np.array([[0, 0, 1.0], [0, 1, 0], [-1, 0, 0]]),
}
# Bones that hang between two joints; a foot goes with its ankle and stays level.
_LIMBS = {
    "thigh": ("hip", "knee"), "shank": ("knee", "ankle"), "foot": ("ankle", "ankle"),
    "upper arm": ("shoulder", "elbow"), "forearm": ("elbow", "hands"), "hand": ("elbow", "hands"),
}  # fmt: skip
_CORNER = np.cos(np.radians(55.0))  # a sharper turn than this stays a corner


@dataclass(frozen=True, eq=False)
class Bone:
    """One bone, or bones that move as one, in one view; metres.

    name : what it is, such as ``"L4"`` or ``"right ribs"``
    body : what carries it: ``"pelvis"``, ``"L5"`` to ``"L1"``, ``"thorax"``, ``"shoulders"``, ``"head"`` or a limb part
    layer : ``"far"``, ``"middle"`` or ``"near"``. Without the near hip bone and ribs the spine lies open
    outline : closed shape, holes included
    shade : two closed shapes within it, each darker than the one before
    crease : open lines within it
    """

    name: str
    body: str
    layer: str
    outline: Path
    shade: tuple[Path, Path]
    crease: Path
    side: int  # 1 right or middle, -1 left: which of two limbs
    plane: tuple[float, float, float]  # depth towards the viewer = a + b right + c up

    @property
    def lines(self) -> Path:
        """Outline and creases as one path, to be stroked and not filled, after the shade: shade reaches over the outline."""
        return Path.make_compound_path(*(p for p in (self.outline, self.crease) if len(p.vertices)))


@lru_cache(maxsize=1)
def _data() -> dict:
    return json.loads((files("edu_lib") / "data" / "bones.json").read_text(encoding="utf-8"))


def attribution() -> str:
    """Where the outlines come from and under which licence; to be shown with a picture's sources."""
    return _data()["attribution"]


def _smooth(points: np.ndarray) -> np.ndarray:
    """Closed cubic curve through `points` (n, 2): (3 n + 1, 2) vertices. Sharp corners stay sharp."""
    before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    came, goes = points - before, after - points
    long_in, long_out = np.linalg.norm(came, axis=1, keepdims=True), np.linalg.norm(goes, axis=1, keepdims=True)
    direction = came / long_in * long_out + goes / long_out * long_in  # leans to the nearer neighbour's side
    direction /= np.maximum(np.linalg.norm(direction, axis=1, keepdims=True), 1e-12)
    soft = (came * goes).sum(axis=1, keepdims=True) > _CORNER * long_in * long_out
    # A handle much longer than the stretch on the point's other side would throw the curve out in a bulge.
    first = points + direction * soft * np.minimum(long_out / 3.0, 0.7 * long_in)
    second = np.roll(points - direction * soft * np.minimum(long_in / 3.0, 0.7 * long_out), -1, axis=0)
    return np.vstack([points[:1], np.stack([first, second, after], axis=1).reshape(-1, 2)])


def _path(pieces: list[list[int]], closed: bool) -> Path:
    """One compound path of rings or lines stored as a first point and steps, in 0.1 mm."""
    if not pieces:
        return Path(np.zeros((0, 2)))
    vertices, codes = [], []
    for steps in pieces:
        points = np.cumsum(np.reshape(steps, (-1, 2)), axis=0) / 10_000.0
        if closed:
            points = _smooth(points)
            codes += [Path.MOVETO] + [Path.CURVE4] * (len(points) - 1) + [Path.CLOSEPOLY]
            points = np.vstack([points, points[:1]])
        else:
            codes += [Path.MOVETO] + [Path.LINETO] * (len(points) - 1)
        vertices.append(points)
    return Path(np.vstack(vertices), codes)


def _mirrored(bone: Bone) -> Bone:
    def flip(path: Path) -> Path:
        return Path(path.vertices * [-1.0, 1.0], path.codes)

    a, b, c = bone.plane
    return replace(
        bone, name=bone.name.replace("right", "left"), side=-1, plane=(a, -b, c),
        outline=flip(bone.outline), shade=tuple(flip(p) for p in bone.shade), crease=flip(bone.crease),
    )  # fmt: skip


@lru_cache(maxsize=3)
def outlines(view: str) -> tuple[Bone, ...]:
    """The standing bones of a person of 1.75 m in a view, farthest first: draw them in this order.

    Parameters
    ----------
    view : ``"side"``, ``"front"`` or ``"back"``. The side view has the right limbs only; where both would be seen, the left are
        mirrored from the right.
    """
    if view not in VIEWS:
        raise ValueError(f"view must be one of {', '.join(VIEWS)}, but {view!r} was given. Choose one of these.")
    bones = []
    for row in _data()["views"][view]:
        limb = row["body"] in _LIMBS
        a, b, c = row["plane"]
        bone = Bone(
            name=f"right {row['name']}" if limb else row["name"], body=row["body"], layer=row["layer"],
            outline=_path(row["outline"], True), shade=tuple(_path(s, True) for s in row["shade"]),
            crease=_path(row["crease"], False), side=1, plane=(a / 1000.0, b, c),
        )  # fmt: skip
        bones += [_mirrored(bone), bone] if limb and view != "side" else [bone]
    return tuple(bones)


def _between(was: np.ndarray, now: np.ndarray, scale: float) -> np.ndarray:
    """Matrices (k, 3, 3) that take vectors `was` to `now` (k, 3) by the least turn, and what lies beside them by `scale`."""
    long_was, long_now = np.linalg.norm(was, axis=1)[:, None], np.linalg.norm(now, axis=1)[:, None]
    u, w = was / long_was, now / np.maximum(long_now, 1e-9)
    # Householder form of the least turn from u to w; a vector turned right round has no least turn and is only flipped.
    half = u + w
    size = np.maximum((half * half).sum(axis=1), 1e-9)[:, None, None]
    rotation = np.eye(3) - 2.0 * half[:, :, None] * half[:, None] / size + 2.0 * w[:, :, None] * u[:, None]
    grow = scale * np.eye(3) + (long_now / long_was - scale)[..., None] * u[:, :, None] * u[:, None]
    return rotation @ grow


_SPINE = ("pelvis", "L5", "L4", "L3", "L2", "L1", "thorax")
_FIXED = (*_SPINE, "shoulders", "head")
_NAMES = (*_FIXED, *_LIMBS)


@lru_cache(maxsize=1)
def _standing() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Anchors (9, 3) of `_FIXED` and the right limb joints of the standing figure."""
    data = _data()
    joints = {name: np.array(at) for name, at in data["joints_m"].items()}
    middle = [1.0, 1.0, 0.0]
    return np.array([*(data["origin_m"][b] for b in _SPINE), joints["shoulder"] * middle, joints["head"]]), joints


@lru_cache(maxsize=3)
def _index(view: str) -> tuple[np.ndarray, np.ndarray]:
    """For each bone of a view: its row among the bodies (left limbs follow the right ones), and its plane (n, 3)."""
    rows = [_NAMES.index(b.body) + (len(_LIMBS) if b.side < 0 else 0) for b in outlines(view)]
    return np.array(rows), np.array([b.plane for b in outlines(view)])


def _bodies(geometry, height_m: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Turn and scale (21, 3, 3), standing anchor and present anchor (21, 3) of every body: `_NAMES`, then the left limbs."""
    scale = height_m / REFERENCE_HEIGHT_M
    fixed, joints = _standing()
    rotation = np.asarray(geometry.rotation)
    chest, hips = rotation[6], rotation[0]
    turns = scale * rotation[[0, 1, 2, 3, 4, 5, 6, 6, 6]]
    here = np.vstack([geometry.origin_m, geometry.shoulder_m, geometry.head_m])
    # The model's limb joints lie in the mid-plane: the picture's lie as far beside it as the bones do.
    carrier = {"hip": hips, "knee": np.eye(3), "ankle": np.eye(3), "shoulder": chest, "elbow": chest, "hands": chest}
    was, now = [], []
    for side in (1.0, -1.0):
        for ends in _LIMBS.values():
            for name in ends:
                at = joints[name]
                was.append(at * [1.0, 1.0, side])
                now.append(getattr(geometry, f"{name}_m") + carrier[name][:, 2] * (side * at[2] * scale))
    was, now = np.reshape(was, (12, 2, 3)), np.reshape(now, (12, 2, 3))
    along_was, along_now = was[:, 1] - was[:, 0], now[:, 1] - now[:, 0]
    level = np.arange(12) % 6 == 2  # feet
    along_was[level], along_now[level] = [0.0, -1.0, 0.0], [0.0, -scale, 0.0]
    turns = np.concatenate([turns, _between(along_was, along_now, scale)])
    return turns, np.vstack([fixed, was[:, 0]]), np.vstack([here, now[:, 0]])


def placements(view: str, geometry, height_m: float) -> np.ndarray:
    """Matrices (n, 3, 3) that carry the standing outlines of a view to a posture, in the order of `outlines`.

    Parameters
    ----------
    view : as in `outlines`.
    geometry : ``spine_loads(...).geometry``, the person's joints in the world frame.
    height_m : the person's stature, which scales the bones.
    """
    rows, plane = _index(view)
    turns, was, here = _bodies(geometry, height_m)
    basis = VIEWS[view]
    seen = (basis @ turns @ basis.T)[rows]
    start = (here @ basis.T)[rows] - np.einsum("nij,nj->ni", seen, (was @ basis.T)[rows])
    out = np.zeros((len(rows), 3, 3))
    out[:, :2, :2] = seen[:, :2, :2] + seen[:, :2, 2:] * plane[:, None, 1:]
    out[:, :2, 2] = start[:, :2] + seen[:, :2, 2] * plane[:, :1]
    out[:, 2, 2] = 1.0
    return out


@lru_cache(maxsize=3)
def _stacks(view: str) -> list[tuple[np.ndarray, list[tuple[int, int, Path]]]]:
    """For each bone all its vertices in one array, and which stretch of it is which path: one multiplication moves them all."""
    stacks = []
    for bone in outlines(view):
        paths = (bone.outline, *bone.shade, bone.crease)
        ends = np.cumsum([0, *(len(p.vertices) for p in paths)]).tolist()
        stacks.append((np.concatenate([p.vertices for p in paths]), list(zip(ends[:-1], ends[1:], paths, strict=True))))
    return stacks


def bones_in(view: str, geometry, height_m: float) -> list[Bone]:
    """Every bone of a view where a posture puts it: world metres, right of the picture and up, farthest first.

    Parameters as in `placements`. A live picture should keep the paths of `outlines` and send `placements` instead.
    """
    moved = []
    for bone, (points, parts), m in zip(
        outlines(view), _stacks(view), placements(view, geometry, height_m), strict=True
    ):
        points = points @ m[:2, :2].T + m[:2, 2]
        outline, light, deep, crease = (
            Path._fast_from_codes_and_verts(points[a:b], path.codes, path) for a, b, path in parts
        )
        moved.append(Bone(bone.name, bone.body, bone.layer, outline, (light, deep), crease, bone.side, bone.plane))
    return moved


def endplates(geometry, height_m: float) -> dict[str, np.ndarray]:
    """Corners of the drawn endplates from the side, metres: body -> (4, 2) lower back, lower front, upper front, upper back.

    The pelvis has only the upper two rows filled and the thorax (T12) only the lower two; the others are NaN. A disc drawn between
    them touches both bones.
    """
    turns, was, here = _bodies(geometry, height_m)
    out = {}
    for name, corners in _data()["endplates_m"].items():
        i = _NAMES.index(name)
        points = np.array([[np.nan, np.nan] if c is None else c for c in corners])
        out[name] = (points - was[i, :2]) @ turns[i, :2, :2].T + here[i, :2]
    return out
