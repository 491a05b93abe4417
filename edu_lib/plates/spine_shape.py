"""A spine drawn from its angles: every vertebra is the outline of `bones`, turned and stacked on the one below.

Lumbar endplates lie exactly at the angles of the result, and so do the sacrum's, T12's lower and T1's upper one. Between
T12 and T1 the kyphosis is shared out evenly. The pelvis turns as one piece about the hips; what is left of the pelvic
incidence turns the sacrum in it. The head looks straight ahead, whatever is below; the neck bends so that the line from C7 to
the ear has the angle asked for. Metres, hip axis at the origin.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from matplotlib.path import Path

from .bones import _data, outlines
from .part import Part
from .skeleton import coarse
from .skin import HEAD, LIMBS, TRUNK, along, discs, smooth_closed
from .style import LIGHT, load_colour

__all__ = ["BODIES", "ShapedSpine", "ear_and_c7", "stack"]

_LUMBAR = ("L5", "L4", "L3", "L2", "L1")
_THORACIC = tuple(f"T{i}" for i in range(12, 0, -1))
_CERVICAL = tuple(f"C{i}" for i in range(7, 0, -1))
BODIES = ("hip bone", "sacrum", *_LUMBAR, *_THORACIC, *_CERVICAL, "head", "thigh")
# Joints without a disc, by eye: C1 on C2, the head on C1. Then the ear's front (tragus), and the skin behind C7's tip.
_C1_C2, _HEAD_C1 = np.array([0.010, 0.551]), np.array([0.006, 0.566])
_TRAGUS, _SKIN = np.array([0.016, 0.594]), np.array([-0.014, -0.002])
# How much of a forward shift of the head each joint of the neck takes, C7 to C1: the low ones bend, the high ones less.
_BEND = np.array([0.6, 1.0, 1.0, 0.9, 0.7, 0.4, 0.1])
_THIGH = {"standing": 0.0, "sitting upright": -88.0, "slouched": -88.0, "lying": 0.0}  # forward is negative


def _rings(path: Path) -> list[Path]:
    """The closed pieces of a compound path."""
    starts = [*np.flatnonzero(path.codes == Path.MOVETO), len(path.codes)] if len(path.vertices) else [0]
    return [Path(path.vertices[a:b], path.codes[a:b]) for a, b in zip(starts, starts[1:])]


def _sorted_up(rings):
    return sorted(rings, key=lambda ring: ring.vertices[:, 1].mean())


@lru_cache(maxsize=1)
def _pieces() -> tuple[dict[str, Path], dict[str, list[Path]], dict[str, Path]]:
    """Outlines by body, shades (light, deep) by body, and the discs above C7 to T12 and in the neck by the body below."""
    bones = {bone.name: bone for bone in outlines("side")}
    outline = {"hip bone": bones["left hip bone"].outline, "thigh": bones["right thigh"].outline}
    shade = {"hip bone": [], "thigh": []}
    for name in ("sacrum", *_LUMBAR):
        outline[name], shade[name] = bones[name].outline, list(bones[name].shade)
    chest, neck = _rings(bones["thoracic vertebrae"].outline), _rings(bones["neck and head"].outline)
    size = {id(ring): np.ptp(ring.vertices, axis=0) for ring in (*chest, *neck)}
    bodies = _sorted_up(ring for ring in chest if size[id(ring)][1] > 0.025)
    disc = _sorted_up(ring for ring in chest if size[id(ring)][1] < 0.013 and size[id(ring)][0] > 0.018)
    tips = _sorted_up(ring for ring in chest if not any(ring is other for other in (*bodies, *disc)))
    outline |= dict(zip(_THORACIC, bodies, strict=True))
    cushions = dict(zip(_THORACIC, disc, strict=True))
    for name, tip in zip(("T2", "T1"), tips, strict=True):
        outline[name] = Path.make_compound_path(outline[name], tip)
    low = [ring for ring in neck if ring.vertices[:, 0].max() < 0.03]
    bodies = _sorted_up(ring for ring in low if size[id(ring)][0] > 0.03)
    outline |= dict(zip(_CERVICAL, bodies, strict=True))
    cushions |= dict(zip(_CERVICAL, _sorted_up(r for r in low if size[id(r)][0] < 0.03), strict=False))
    outline["head"] = Path.make_compound_path(*(ring for ring in neck if ring.vertices[:, 0].max() > 0.03))
    for name in (*_THORACIC, *_CERVICAL):
        shade[name] = []  # it runs on from bone to bone and would tear where they part
    shade["head"] = []
    for tone in bones["neck and head"].shade:
        rings = [ring for ring in _rings(tone) if outline["head"].contains_points(ring.vertices).mean() > 0.85]
        shade["head"].append(Path.make_compound_path(*rings) if rings else Path(np.zeros((0, 2))))
    return outline, shade, cushions


_LEG = along(*(np.array(_data()["joints_m"][name][:2]) for name in ("hip", "knee")))


def _tilt(back, front) -> float:
    """Degrees by which a line falls to the front."""
    way = np.asarray(front) - np.asarray(back)
    return -math.degrees(math.atan2(way[1], way[0]))


@lru_cache(maxsize=1)
def _standing() -> dict:
    """The drawn figure's own measures: endplates, joints between bodies, tilts."""
    plates = {
        name: np.array([[np.nan] * 2 if c is None else c for c in rows])
        for name, rows in _data()["endplates_m"].items()
    }
    hip = np.array(_data()["joints_m"]["hip"][:2])
    lower = {name: plates[name][:2].mean(axis=0) for name in _LUMBAR}
    upper = {name: plates[name][2:].mean(axis=0) for name in (*_LUMBAR, "pelvis")}
    joint, tilt = {}, {name: _tilt(plates[name][3], plates[name][2]) for name in _LUMBAR}
    for name, ring in _pieces()[2].items():
        points = ring.vertices
        joint[name] = (points.max(axis=0) + points.min(axis=0)) / 2
    joint["C2"], joint["C1"] = _C1_C2, _HEAD_C1
    top = _pieces()[2]["T1"].vertices
    back, front = top[top[:, 0].argmin()], top[top[:, 0].argmax()]
    tilt |= {
        "T12 low": _tilt(*plates["thorax"][:2]),
        "T1": _tilt(back, front),
        "S1": _tilt(plates["pelvis"][3], plates["pelvis"][2]),
    }
    offset = upper["pelvis"] - hip
    tip = _pieces()[0]["C7"].vertices
    return {
        "plates": plates, "hip": hip, "lower": lower, "upper": upper, "joint": joint, "tilt": tilt,
        "pelvic tilt": math.degrees(math.atan2(-offset[0], offset[1])), "skin": tip[tip[:, 0].argmin()] + _SKIN,
    }  # fmt: skip


def _turn(forward_deg: float) -> np.ndarray:
    c, s = math.cos(math.radians(forward_deg)), math.sin(math.radians(forward_deg))
    return np.array([[c, s], [-s, c]])


def _matrix(forward_deg: float, was, now) -> np.ndarray:
    """(3, 3) that turns by `forward_deg` and takes the point `was` to `now`."""
    c, s = math.cos(math.radians(forward_deg)), math.sin(math.radians(forward_deg))
    (x, y), (u, v) = was, now
    return np.array([[c, s, u - c * x - s * y], [-s, c, v + s * x - c * y], [0.0, 0.0, 1.0]])


def _move(m: np.ndarray, points) -> np.ndarray:
    return np.asarray(points) @ m[:2, :2].T + m[:2, 2]


def stack(shape) -> dict[str, np.ndarray]:
    """Where every body of `BODIES` is for a `SpineShape`: matrices (3, 3) from standing outlines to metres from the hip axis."""
    d = _standing()
    upper, lower, joint, drawn = d["upper"], d["lower"], d["joint"], d["tilt"]
    zero = np.zeros(2)
    out = {"hip bone": _matrix(d["pelvic tilt"] - shape.pelvic_tilt, d["hip"], zero)}
    out["thigh"] = _matrix(_THIGH[shape.position], d["hip"], zero)
    at, turned = _move(out["hip bone"], upper["pelvis"]), shape.sacral_slope - drawn["S1"]
    out["sacrum"], was = _matrix(turned, upper["pelvis"], at), upper["pelvis"]
    for name in _LUMBAR:
        forward = shape.tilt[name] - drawn[name]
        now = at + _turn((turned + forward) / 2) @ (lower[name] - was)  # the disc turns half as far as the bone on it
        out[name] = _matrix(forward, lower[name], now)
        at, turned, was = _move(out[name], upper[name]), forward, upper[name]
    low, high = shape.tilt["L1"] - drawn["T12 low"], shape.tilt["T1"] - drawn["T1"]
    pivot = d["plates"]["thorax"][:2].mean(axis=0)
    at = at + _turn((turned + low) / 2) @ (pivot - was)
    for i, name in enumerate(_THORACIC):
        out[name] = _matrix(low + (high - low) * i / 11, pivot, at)
        pivot = joint[name]
        at = _move(out[name], pivot)
    out |= _neck(shape.head_angle, high, at)
    return out


def _neck(wanted_deg: float, base_deg: float, at: np.ndarray) -> dict[str, np.ndarray]:
    """Neck and head on T1, which is turned by `base_deg`; the bend that gives the head angle is found by regula falsi."""
    d = _standing()
    even = base_deg * (1.0 - (np.arange(7) + 0.5) / 7.0)

    def chain(bend: float):
        out, pivot, now = {}, d["joint"]["T1"], at
        for name, forward in zip((*_CERVICAL, "head"), [*(even + bend * _BEND), 0.0], strict=True):
            out[name] = _matrix(forward, pivot, now)
            if name != "head":
                pivot = d["joint"][name]
                now = _move(out[name], pivot)
        ear, c7 = ear_and_c7(out)
        way = ear - c7
        return out, math.degrees(math.atan2(way[1], way[0])) - wanted_deg

    low, high = -60.0, 60.0
    (_, off_low), (found, off_high) = chain(low), chain(high)
    for _ in range(8):
        middle = (low * off_high - high * off_low) / (off_high - off_low)
        found, off = chain(middle)
        if abs(off) < 0.05:
            break
        if off * off_high > 0.0:
            high, off_high = middle, off
        else:
            low, off_low = middle, off
    return found


def ear_and_c7(m: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The ear's front (tragus) and the skin over C7 for the matrices of `stack`: the head angle lies between them."""
    return _move(m["head"], _TRAGUS), _move(m["C7"], _standing()["skin"])


class ShapedSpine(Part):
    """Bones and discs of a `SpineShape` on equal axes in metres, with the skin around them.

    After `update`: `hip` is where the hip axis is, `ends` holds the endplates' corners (7, 4, 2) from the sacrum to T12, `t1` the
    middle of T1's upper one, and `reach` how far the skin reaches back and down.
    """

    def __init__(self, ax, name: str = "shaped", palette=LIGHT):
        super().__init__(ax, name, palette)
        c = palette
        outline, shade, _ = _pieces()
        edge = {"edgecolor": c["bone_edge"], "linewidth": 0.8}
        # Rims below, fills above them, so that they join into one outline.
        self.soft = {}
        for key, outer in (("skin", None), ("face", None), ("leg", LIMBS["thigh"][2])):
            rim = self.shape(f"{key}-rim", outer, edgecolor=c["skin_edge"], linewidth=2.4, zorder=0.4)
            self.soft[key] = (rim, self.shape(key, outer, rim.move, facecolor=c["skin"], zorder=0.5))
        self.bones = {}
        for i, body in enumerate(BODIES):
            far = body in ("hip bone", "thigh")
            z = 1.0 + 0.1 * (body == "hip bone") if far else 2.0 + i / 100
            path = coarse(outline[body], 0.0004)
            made = self.shape(
                body.replace(" ", "-"),
                path,
                facecolor=c["bone_far" if far else "bone"],
                zorder=z,
                **(edge if far else {}),
            )
            self.bones[body] = made
            for tone, role in zip(shade[body], ("bone_shade", "bone_deep"), strict=False):
                if len(tone.vertices):
                    self.shape(
                        f"{body}-{role}".replace(" ", "-"),
                        coarse(tone, 0.0004),
                        made.move,
                        facecolor=c[role],
                        zorder=z + 0.002,
                    )
            if not far:
                self.shape(f"{body}-line".replace(" ", "-"), path, made.move, zorder=z + 0.004, **edge)
        self.discs = [self.shape(f"disc{i}", edgecolor=c["bone_edge"], linewidth=0.9, zorder=1.9) for i in range(6)]
        self.cushions = self.shape(
            "cushions", facecolor=c["bone_shade"], edgecolor=c["bone_edge"], linewidth=0.7, zorder=1.9
        )
        head = [(_carrier("neck", y), x, y) for x, y in HEAD.vertices[:-1:3]]
        trunk = [(_carrier(bone, y), x, y) for bone, x, y in TRUNK]
        self._skin = {key: _carried(points) for key, points in (("skin", trunk), ("face", head))}
        rings = _pieces()[2]
        points = _carried([(b, x, y) for b, ring in rings.items() for x, y in ring.vertices])
        self._rings = (*points, np.concatenate([ring.codes for ring in rings.values()]))

    def update(self, shape) -> dict[str, np.ndarray]:
        """Move everything to `shape` and return the bodies' matrices."""
        d, m = _standing(), stack(shape)
        # Only a far lean moves the whole body, rather than let it leave the page.
        self.hip = np.array(
            [_within(*(_move(m["head"], (x, 0.6))[0] for x in (-0.092, 0.142)), *self.ax.get_xlim()), 0.0]
        )
        for matrix in m.values():
            matrix[:2, 2] += self.hip
        for body, artist in self.bones.items():
            artist.place(m[body])
        self.soft["leg"][0].place(m["thigh"] @ _LEG)
        plates = [_move(m["sacrum" if b == "pelvis" else b], d["plates"][b]) for b in ("pelvis", *_LUMBAR)]
        plates.append(_move(m["T12"], d["plates"]["thorax"]))
        low, high = np.array([p[[3, 2]] for p in plates[:6]]), np.array([p[:2] for p in plates[1:]])
        spine = shape.spine
        for i, (patch, path) in enumerate(zip(self.discs, discs(low, high), strict=True)):
            patch.set_path(path)
            level = ("L5/S1", "L4/L5", "L3/L4", "L2/L3", "L1/L2", "T12/L1")[i]
            patch.set_facecolor(load_colour(spine.compression_n[level]) if spine else self.palette["tendon"])
        everywhere = np.array([m[body] for body in BODIES])
        self.cushions.set_path(Path(_carry(everywhere, *self._rings[:2]), self._rings[2]))
        for key, points in self._skin.items():
            path = smooth_closed(_carry(everywhere, *points))
            for patch in self.soft[key]:
                patch.set_path(path)
        behind = self.soft["skin"][1].get_path().vertices
        leg = _move(m["thigh"] @ _LEG, LIMBS["thigh"][2].vertices)
        low = min(behind[:, 1].min(), leg[leg[:, 0] < self.ax.get_xlim()[1], 1].min())
        self.reach = (float(behind[:, 0].min()), float(low))
        self.ends, self.t1 = plates, _move(m["T1"], d["joint"]["T1"])
        return m


def _carried(points) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the carriers in `BODIES`, and the points (n, 3) with a one, of (body, x, y)."""
    return np.array([BODIES.index(b) for b, _, _ in points]), np.array([[x, y, 1.0] for _, x, y in points])


def _carry(matrices: np.ndarray, rows: np.ndarray, points: np.ndarray) -> np.ndarray:
    return np.einsum("nij,nj->ni", matrices[rows, :2], points)


def _within(low: float, high: float, left: float, right: float) -> float:
    """How far what reaches from `low` to `high` has to go sideways to lie between `left` and `right`."""
    return min(max(0.0, left + 0.01 - low), right - 0.01 - high) if low < left + 0.01 else min(0.0, right - 0.01 - high)


def _carrier(bone: str, y: float) -> str:
    """The body that carries a point of the skin: of the thoracic vertebrae the one as high as it."""
    if bone == "neck":
        return "T1" if y < 0.44 else "C6" if y < 0.47 else "C4" if y < 0.495 else "head"
    if bone == "thoracic vertebrae":
        return min(_THORACIC, key=lambda name: abs(_pieces()[0][name].vertices[:, 1].mean() - y))
    return "hip bone" if bone == "sacrum" else bone
