"""What a slice through the trunk is drawn from: shapes and lines at a level, stiff outlines, and where each structure lies."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.path import Path

from edu_lib.models.axial_slice import AxialSlice, arcuate_line, axial_slice

from .axial_keys import BLOBS
from .axial_shapes import Wall, blob, course, mirrored, smooth

__all__ = [
    "BODY", "CM", "COLON", "KIDNEY", "LEFT", "RIB", "TLF", "alba", "both", "both_sides", "coarse", "iliac_artery",
    "iliac_vein", "inner", "label_spots", "loops", "matrix", "nerve", "outlines", "rings", "roots", "semilunar",
    "spots", "unit",
]  # fmt: skip

CM = 12.6  # points of the page to a centimetre of the slice
TLF = "thoracolumbar fascia"
# Structures that are named on the person's right, which is left in the picture; the others on the person's left.
LEFT = (
    "external oblique", "internal oblique", "transversus abdominis", "transversalis fascia", "peritoneum", "kidney",
    "inferior vena cava", "quadratus lumborum", "latissimus dorsi", "iliocostalis", f"{TLF}, posterior layer", "ribs",
    "iliac crest", "iliacus", "gluteus medius", "gluteus maximus", "sacroiliac joint",
)  # fmt: skip
_FLAT_NAMES = (
    ("external oblique", 0.35),
    ("internal oblique", 0.6),
    ("transversus abdominis", 0.78),
)  # and where named


def matrix(x: float, y: float, a: float, d: float) -> np.ndarray:
    """Matrix that stretches by `a` and `d` and moves to (x, y)."""
    return np.array([[a, 0.0, x], [0.0, d, y], [0.0, 0.0, 1.0]])


def coarse(points: np.ndarray) -> np.ndarray:
    """On whole points of the page, which are shorter to write; for outlines whose area nobody measures."""
    return np.round(points * CM) / CM


def both_sides(line: Line2D, halves: list[np.ndarray]) -> None:
    """Draw `halves` (left side) on both sides with one line."""
    gap = np.full((1, 2), np.nan)
    points = np.concatenate([part for half in halves for part in (half, gap, mirrored(half), gap)])
    line.set_data(points[:, 0], points[:, 1])


def both(half: np.ndarray) -> Path:
    """A shape that crosses the middle, from the control points of its left half."""
    return smooth(np.concatenate([half, mirrored(half)[::-1]]))


def unit(half: np.ndarray) -> Path:
    """The same, but exactly one wide and one deep."""
    path = both(half)
    outline = path.to_polygons()[0]
    low, high = outline.min(axis=0), outline.max(axis=0)
    return Path((path.vertices - (low + high) / 2) / (high - low), path.codes)


def outlines(level: float, areas: dict[str, float]) -> dict[str, object]:
    """All that is drawn of the left side at `level` and changes its form.

    "course" holds the trunk's measures, "wall" the `Wall`, "shapes" control points (n, 2) by structure (muscles with exactly
    the `areas`, cm2 by structure), "lines" lists of points by structure.
    """
    c = course(level)
    wall = Wall(c, areas)
    shapes = wall.flat | {"rectus abdominis": wall.rectus}
    shapes |= {name: blob(name, level, areas.get(name)) for name in BLOBS}
    c["raphe_x"] += _close_up(shapes)
    return {"course": c, "wall": wall, "shapes": shapes, "lines": _lines(level, c, wall)}


def _close_up(shapes: dict[str, np.ndarray]) -> float:
    """Push the columns of the back together in `shapes`; returns how far the outermost has moved (cm, to the middle negative).

    Scaled to their areas they would stand apart. In life they lie against the spinous process and against each other, with
    fascia between them.
    """
    edge, gap, moved = None, 0.12, 0.0
    for name in ("multifidus", "longissimus", "iliocostalis"):
        p = shapes[name]
        # The curve itself, not the points that steer it.
        curve = np.concatenate([(p + np.roll(p, 1, 0)) / 2, 0.75 * p + 0.125 * (np.roll(p, 1, 0) + np.roll(p, -1, 0))])
        order = np.argsort(curve[:, 1])
        middle = curve[:, 0].mean()
        near, far = (order[keep[order]] for keep in (curve[:, 0] <= middle, curve[:, 0] > middle))
        if edge is None:
            moved = 0.38 - curve[:, 0].min()
        else:
            y = np.linspace(max(edge[0][0], curve[near[0], 1]), min(edge[0][-1], curve[near[-1], 1]), 12)
            moved = gap - float((np.interp(y, curve[near, 1], curve[near, 0]) - np.interp(y, *edge)).min())
        shapes[name] = p + (moved, 0.0)
        edge = (curve[far, 1], curve[far, 0] + moved)
    return moved


def inner(wall: Wall, angles: np.ndarray, more: float) -> np.ndarray:
    """Points `more` cm inside the innermost layer of the wall, or of rectus abdominis in front."""
    depth = np.interp(angles, wall.depth_at, wall.depth)
    rectus = np.clip((wall.outer + 10 - angles) / 16, 0, 1) * (wall.rectus_deep + 0.12)
    return wall.line(angles, np.maximum(depth, rectus) + more)


def _lines(level: float, c: dict[str, float], wall: Wall) -> dict[str, list[np.ndarray]]:
    o, x, y, tip, high = wall.outer, c["raphe_x"], c["raphe_y"], c["process_tip"], c["back_of_muscle"]

    def at(angle: float, depth: float) -> np.ndarray:
        return wall.line(np.array([angle]), depth)

    def depth(angle: float) -> float:
        return float(np.interp(angle, wall.depth_at, wall.depth)) - 0.1

    external, internal, transversus = (wall.span[name][0] + 2 for name, _ in _FLAT_NAMES)
    sheath = [wall.line(np.linspace(0.0, external, 8), 0.0), np.concatenate([at(internal, 0.12), at(o - 3, 0.02)])]
    behind = at(transversus, depth(transversus))
    if level <= arcuate_line()[0]:
        angles = np.linspace(wall.inner, o - 0.3, 8)
        back = wall.line(angles, np.interp(angles, wall.rectus_at, wall.rectus_thick) + 0.18)
        sheath += [np.concatenate([back, behind]), np.concatenate([at(o + 1.0, 0.2), back[-1:]])]
    else:
        sheath.append(np.concatenate([at(o - 4, 0.0), at(o + 1.5, 0.35), behind]))
    out = {"rectus sheath": sheath, "transversalis fascia": [inner(wall, np.linspace(0.0, wall.end, 12), 0.14)]}
    back = [
        (0.0, c["spine_tip"] - 0.3),
        (1.2, high - 0.2),
        (0.6 * x, high - 0.25),
        (0.97 * x, 0.7 * high + 0.3 * y),
        (x, y),
    ]
    out[f"{TLF}, posterior layer"] = [_open(np.array(back))]
    if level < 4.7:
        end = wall.end - 2
        out["aponeurosis"] = [np.concatenate([at(end, depth(end)), [(x, y)]])]
    if level < 4.6:
        out[f"{TLF}, middle layer"] = [np.array([(tip, -3.3), (0.5 * (tip + x), -4.05), (x, y)])]
    if 4.85 <= level < 5.14:
        out["iliolumbar ligament"] = [
            np.array([(tip - 0.2, -3.15), (0.5 * tip + 4.2, -3.7), blob("iliac crest", level)[6] - (0.5, 0.3)])
        ]
    if level < 4.4:
        q = blob("quadratus lumborum", level)
        over = [q[5] + (0, 0.15), q[4] + (0.1, 0.12), q[3] + (0.35, 0)]
        out[f"{TLF}, anterior layer"] = [np.array([(tip - 0.7, -2.7), *over, (x, y)])]
    return out


def _open(points: np.ndarray) -> np.ndarray:
    """An open curve from the first to the last of `points`, steered by those between."""
    middle = (points[1:] + points[:-1]) / 2
    middle[0], middle[-1] = points[0], points[-1]
    t = np.array([0.0, 0.33, 0.67])[:, None]
    pieces = zip(middle, points[1:-1], middle[1:], strict=False)
    return np.concatenate([*((1 - t) ** 2 * a + 2 * t * (1 - t) * p + t**2 * b for a, p, b in pieces), points[-1:]])


def label_spots(level: float) -> dict[str, tuple[float, float]]:
    """Where each structure that the slice at `level` meets lies in the drawing: a point on it, in the plate's cm.

    The structures in `LEFT` are shown on the person's right, which is left in the picture.
    """
    result = axial_slice(level=level)
    return spots(result, outlines(result.level, result.areas_cm2))


def spots(result: AxialSlice, drawn: dict) -> dict[str, tuple[float, float]]:
    """The same for a result that is drawn already; `drawn` is what `outlines` gave."""
    level, c, wall, shapes, lines = result.level, drawn["course"], drawn["wall"], drawn["shapes"], drawn["lines"]
    w, d, tip = result.width_cm, result.depth_cm, c["process_tip"]
    at = {name: shapes[name].mean(axis=0) for name in ("rectus abdominis", *BLOBS)}
    for name, share in _FLAT_NAMES:
        i = round(7 * (min(share, 0.7) if level > 4.6 else share))  # between the band's outer and its inner side
        at[name] = (shapes[name][i] + shapes[name][-i]) / 2
    layers = (f"{TLF}, {layer} layer" for layer in ("posterior", "middle", "anterior"))
    for name, i in zip((*layers, "iliolumbar ligament", "transversalis fascia"), (5, 1, 2, 1, 6), strict=True):
        if name in lines:
            at[name] = lines[name][0][i]
    at |= {
        "skin": (0.72 * c["half_width"], 0.83 * c["front"]), "umbilicus": (0.0, c["front"] - 1.1),
        "linea alba": (0.05, alba(c, wall)[1]), "linea semilunaris": semilunar(wall)[0], "kidney": (7.3, 0.2),
        "rectus sheath": lines["rectus sheath"][0][3],
        "peritoneum": (0.55 * wall.a, c["gut_psoas"] + 1.2), "abdominal aorta": (0.9, d / 2 + 1.1),
        "inferior vena cava": (1.9, d / 2 + 0.9), "crura of the diaphragm": (2.0 if level < 2.4 else -0.9, d / 2 + 0.15),
        "vertebral body": (0.3 * w, 0.22 * d),
        "anulus fibrosus": (0.42 * w, 0.08 * d), "nucleus pulposus": (0.08 * w, 0.0), "vertebral arch": (1.3, -3.75),
        "transverse process": (tip - 1.2, -3.0), "spinous process": (0.0, 0.65 * c["spine_tip"] - 1.5), "facet joint": (1.82, -3.5),
        "dural sac": (0.75, -2.75), "cauda equina": (0.3, -2.9), "spinal nerve": nerve(level, 0)[:2], "ribs": (8.7, -6.0),
        "sacrum": (3.0, -0.6), "sacroiliac joint": shapes["iliac crest"][7] * 0.75 + (1.3, -0.9),
    }  # fmt: skip
    side = {name: -1.0 if name in LEFT else 1.0 for name in result.present}
    return {name: (float(at[name][0]) * side[name], float(at[name][1])) for name in result.present}


def alba(c: dict[str, float], wall: Wall) -> tuple[float, float, float, float]:
    """Middle, width and depth of the linea alba."""
    front = float(wall.line(np.array([0.0]), 0.0)[0, 1])
    return 0.0, front - wall.rectus_deep / 2, 2 * c["rectus_inner"] + 0.1, wall.rectus_deep + 0.15


def semilunar(wall: Wall) -> tuple[np.ndarray, np.ndarray]:
    """Middle of the linea semilunaris on the left, and the way out of the trunk there."""
    near_skin, deep = (wall.line(np.array([wall.outer + 1.6]), depth)[0] for depth in (0.0, 0.9))
    return (near_skin + deep) / 2, (near_skin - deep) / 0.9


def nerve(level: float, higher: int) -> tuple[float, float, float]:
    """Where a nerve root is, and its radius: out of the sac, through the foramen below its vertebra, into psoas.

    `higher` 0 is the nerve of the vertebra that begins here, 1 that of the one above. In the sacrum: the first foramen.
    """
    if level >= 5.85:
        return 2.5, -1.7, 0.32 * (higher == 0)
    f, at = level % 1 + higher, (0.0, 0.3, 0.55, 1.0, 1.4)
    x, y = np.interp(f, at, (1.15, 2.1, 3.0, 4.0, 4.6)), np.interp(f, at, (-2.3, -2.15, -1.7, -0.8, -0.1))
    return float(x), float(y), float(np.interp(f, at, (0.1, 0.34, 0.28, 0.2, 0.0)))


def iliac_artery(level: float, side: int, front: float) -> tuple[float, float, float, float]:
    """Middle, half width and half depth of a common iliac artery; `side` is 1 on the left; `front` that of the vertebra."""
    far = min(max((level - 4.1) / 2.4, 0.0), 1.0)
    return 0.9 + side * (0.5 + far * (5.4 if side < 0 else 3.9)), front + 0.95 + far, 0.5, 0.5


def iliac_vein(level: float, side: int, front: float) -> tuple[float, float, float, float]:
    """The same of a common iliac vein. The left one passes behind the right artery."""
    far = min(max((level - 4.8) / 1.7, 0.0), 1.0)
    x = -2.65 - 2.1 * far if side < 0 else -1.15 + 5.2 * far
    return x, front + 0.6 + 0.6 * far, 0.85 - 0.1 * far, 0.55


def loops() -> Path:
    """Bowel as quiet loops, in the unit of the peritoneal cavity: x from -1 to 1, y from 0 to 1."""
    # Where each lies (x, y), how long and how thick it is, and how it slants (degrees): no two alike.
    each = (
        (-0.60, 0.20, 0.36, 0.17, 20), (0.05, 0.16, 0.40, 0.14, -6), (0.66, 0.24, 0.28, 0.19, -25),
        (-0.22, 0.50, 0.40, 0.15, 10), (0.36, 0.54, 0.32, 0.18, -12), (-0.50, 0.82, 0.24, 0.14, -8), (0.08, 0.84, 0.36, 0.13, 4),
    )  # fmt: skip
    turn = np.linspace(0, 2 * np.pi, 9)[:-1]
    out = []
    for k, (x, y, long, thick, slant) in enumerate(each):
        wave = 1 + 0.09 * np.cos(3 * turn + k)
        u, v, c, s = long * wave * np.cos(turn), thick * wave * np.sin(turn), *np.cos(np.radians([slant, slant - 90]))
        out.append(np.stack([x + c * u - 0.6 * s * v, y + 0.6 * s * u + c * v], axis=-1))
    return smooth(*out)


def rings() -> Path:
    """The disc's outline with two lines of its lamellae."""
    whole = unit(BODY)
    return Path(np.concatenate([whole.vertices * s for s in (1.0, 0.86, 0.72)]), np.concatenate([whole.codes] * 3))


def roots() -> Path:
    """Nerve roots in the sac, in its unit."""
    at = (
        (-0.6, -0.2),
        (-0.3, -0.5),
        (0.0, -0.62),
        (0.3, -0.5),
        (0.6, -0.2),
        (-0.34, -0.05),
        (0.34, -0.05),
        (0.0, -0.2),
    )
    turn = np.linspace(0, 2 * np.pi, 6)[:-1]
    return smooth(*(np.stack([x + 0.13 * np.cos(turn), y + 0.17 * np.sin(turn)], axis=-1) for x, y in at))


BODY = np.array(
    [(0, 0.5), (0.30, 0.51), (0.50, 0.31), (0.535, -0.05), (0.44, -0.42), (0.22, -0.5), (0, -0.42)]
)  # left half
KIDNEY = smooth(np.array([
    (0.0, 1.05), (0.85, 0.85), (1.1, 0.0), (0.85, -0.9), (0.0, -1.05), (-0.8, -0.8), (-0.6, -0.2), (-0.35, 0.12), (-0.6, 0.42),
    (-0.8, 0.85),
]))  # fmt: skip
RIB = smooth(np.array([(-0.75, -0.35), (0.1, -0.2), (0.85, 0.45), (0.6, 0.6), (-0.1, 0.2), (-0.85, -0.1)]))
COLON = smooth(np.array([(0.0, 1.1), (0.85, 0.8), (1.1, -0.1), (0.6, -1.0), (-0.3, -1.1), (-1.05, -0.5), (-0.9, 0.6)]))
