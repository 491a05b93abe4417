"""Draw the pictures that quiz items point into, from the plates of the house. Writes edu_lib/data/pictures/NAME.webp and NAME.json.

A picture has no names in it, for naming is what the student does, and its alt text gives none away. Each target is a place
in the picture's own pixels, found from the same outlines and lines of pull that are drawn. Where the targets are structures of
the atlas, their accepted names, the Latin one first, and a hint in words are written beside them ("names"), for `label_quiz`.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
from label_pictures import LABEL_PICTURES, WIDTH, names
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from PIL import Image

from edu_lib import spine_loads
from edu_lib.plates.bones import REFERENCE_HEIGHT_M, VIEWS, bones_in, endplates
from edu_lib.plates.part import Part
from edu_lib.plates.skin import discs
from edu_lib.plates.style import LIGHT, load_colour

FOLDER = Path(__file__).resolve().parents[1] / "edu_lib" / "data" / "pictures"
LARGEST = 60_000  # bytes
SOURCE = ["christophy2012"]


def _axes(x, y):
    """A figure of WIDTH pixels that shows x and y (low, high) in metres; with the pixel of a point."""
    scale = WIDTH / (x[1] - x[0])
    height = round((y[1] - y[0]) * scale)
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=LIGHT["paper"])
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=x, ylim=y)
    part = Part(ax, "picture", LIGHT)

    def pixel(point):
        return [round(float((point[0] - x[0]) * scale)), round(float((y[1] - point[1]) * scale))]

    return figure, part, height, pixel


def _bone(ax, bone, z, fill="bone"):
    far = fill == "bone_far"
    ax.add_patch(_patch(bone.outline, facecolor=LIGHT[fill], edgecolor=LIGHT["bone_edge"], linewidth=0.9, zorder=z))
    for i, role in enumerate(("bone_far_shade",) if far else ("bone_shade", "bone_deep")):
        if len(bone.shade[i].vertices):
            ax.add_patch(_patch(bone.shade[i], facecolor=LIGHT[role], edgecolor="none", zorder=z + 0.001))
    ax.add_patch(_patch(bone.lines, facecolor="none", edgecolor=LIGHT["bone_edge"], linewidth=0.8, zorder=z + 0.002))


def _patch(path, **style):
    return PathPatch(path, joinstyle="round", **style)


def _lines(geometry, view, group, side):
    """The lines of pull of a muscle group on one side, (n, 2) metres each."""
    rows = zip(geometry.fascicle_group, geometry.fascicle_side, geometry.path_start[:-1], geometry.path_start[1:])
    points = geometry.path_m @ VIEWS[view][:2].T
    return [points[a:b] for name, way, a, b in rows if name == group and way == side]


def _strand(ax, lines, colour, z, width=2.6):
    for line in lines:
        for paint, more in ((LIGHT["paper"], 1.6), (colour, 0.0)):  # a pale rim parts lines that cross
            ax.plot(
                *line.T, color=paint, linewidth=width + more, zorder=z, solid_capstyle="round", solid_joinstyle="round"
            )


def spine_side():
    """The lower spine from the person's right, with one muscle beside it."""
    result = spine_loads()
    g, height_m = result.geometry, REFERENCE_HEIGHT_M
    figure, part, height, pixel = _axes((-0.185, 0.215), (-0.158, 0.210))
    bones = {bone.name: bone for bone in bones_in("side", g, height_m)}
    for z, name in enumerate(("left hip bone", "left ribs")):
        _bone(part.ax, bones[name], 1 + z / 10, "bone_far")
    for z, name in enumerate(("thoracic vertebrae", "sacrum", "L5", "L4", "L3", "L2", "L1")):
        _bone(part.ax, bones[name], 2 + z / 10)
    plates = endplates(g, height_m)
    column = [plates[name] for name in ("pelvis", "L5", "L4", "L3", "L2", "L1", "thorax")]
    low, high = np.array([p[[3, 2]] for p in column[:6]]), np.array([p[:2] for p in column[1:]])
    for path in discs(low, high):
        part.ax.add_patch(
            _patch(path, facecolor=load_colour(900), edgecolor=LIGHT["bone_edge"], linewidth=0.9, zorder=1.95)
        )
    psoas = _lines(g, "side", "psoas major", "right")
    _strand(part.ax, psoas, LIGHT["deep"], 4)
    spots = {
        # Towards the back, where the muscle leaves disc and body free.
        "L4/L5 disc": _mix(plates["L5"][[3, 2]], plates["L4"][:2], 0.16),
        "body of L2": _mix(plates["L2"][:2], plates["L2"][[3, 2]], 0.45),
        "spinous process of L3": _tip(bones["L3"].outline),
        "sacrum": _inside(bones["sacrum"].outline, (-0.045, -0.055)),
        "hip bone": _inside(bones["left hip bone"].outline, (0.015, -0.085)),
        "psoas": np.mean([_at_height(line, -0.035) for line in psoas], axis=0),
    }
    alt = (
        "The lower spine and the pelvis from the right: vertebrae with discs between them, the ribs behind, "
        "and one muscle as green lines."
    )
    return figure, height, {name: pixel(at) for name, at in spots.items()}, alt


def _mix(below, above, forward):
    """A place half-way between two edges (back, front), `forward` of the way from back to front."""
    middle = (below + above) / 2
    return middle[0] + forward * (middle[1] - middle[0])


def _at_height(line, y):
    """Where a line of pull passes the height `y`."""
    order = line[:, 1].argsort()
    return np.array([np.interp(y, line[order, 1], line[order, 0]), y])


def _tip(outline, deep=0.010):
    """A place in the part of a vertebra that reaches farthest back."""
    points = outline.vertices
    back = points[points[:, 0] < points[:, 0].min() + deep]
    return back.mean(axis=0)


def _inside(outline, at):
    if not outline.contains_point(at):
        raise ValueError(f"{at} lies outside the bone; choose another place.")
    return np.array(at)


# Group, the person's side on which it is drawn, colour. Deep ones to the left, those that cover them to the right.
_BACK = (
    ("quadratus lumborum", "left", LIGHT["deep"]),
    ("multifidus", "left", LIGHT["back"]),
    ("longissimus thoracis", "right", LIGHT["measured"]),
    ("iliocostalis lumborum", "right", LIGHT["belly"]),
)


def back_muscles():
    """The trunk from behind: deep muscles on the left, outer ones on the right."""
    result = spine_loads()
    g = result.geometry
    figure, part, height, pixel = _axes((-0.26, 0.26), (-0.085, 0.350))
    drawn = ("back ribs", "pelvis", "L5", "L4", "L3", "L2", "L1", "thoracic vertebrae")
    bones = {bone.name: bone for bone in bones_in("back", g, REFERENCE_HEIGHT_M)}
    for z, name in enumerate(drawn):
        _bone(part.ax, bones[name], 1 + z / 10)
    lines = {group: _lines(g, "back", group, side) for group, side, _ in _BACK}
    for z, (group, _, colour) in enumerate(_BACK):
        _strand(part.ax, lines[group], colour, 3 + z / 10)
    spots = {group: _clearest(lines, group) for group, _, _ in _BACK}
    alt = (
        "The trunk from behind with ribs, spine and pelvis. Four muscles are drawn as lines: two deep ones on the left "
        "side, two outer ones on the right, each pair with one nearer the midline and one farther out."
    )
    return figure, height, {name: pixel(at) for name, at in spots.items()}, alt


def _dense(lines):
    """Points 2 mm apart along lines."""
    out = []
    for line in lines:
        for a, b in zip(line[:-1], line[1:]):
            n = max(int(np.hypot(*(b - a)) / 0.002), 1)
            out.append(a + (b - a) * np.linspace(0, 1, n, endpoint=False)[:, None])
    return np.vstack(out)


def _clearest(lines, group):
    """The place in the thick of a group's lines that keeps 15 mm away from all other groups' lines."""
    own, others = _dense(lines[group]), np.vstack([_dense(v) for k, v in lines.items() if k != group])

    def distance(points):
        return np.hypot(*(own[:, None] - points[None]).transpose(2, 0, 1))

    near = (distance(own) < 0.012).sum(axis=1)
    return own[np.where(distance(others).min(axis=1) > 0.015, near, 0).argmax()]


PICTURES = {"spine_side": spine_side, "back_muscles": back_muscles} | LABEL_PICTURES


def describe(name: str) -> tuple[Figure, dict]:
    """The figure of a picture, and what is written beside it."""
    figure, height, targets, alt = PICTURES[name]()
    about = {"alt": alt, "width": WIDTH, "height": height, "targets": targets}
    if name not in LABEL_PICTURES:
        return figure, about | {"source": SOURCE}
    known = names(targets)
    return figure, about | {"names": known, "source": sorted({key for one in known.values() for key in one["source"]})}


def small(figure: Figure) -> tuple[bytes, str]:
    """The figure as the finest WebP of at most `LARGEST` bytes, and how it was made: fine hatching costs resolution."""
    for dpi, worst in ((108, 55), (90, 45), (72, 20)):
        file = io.BytesIO()
        figure.savefig(file, format="png", dpi=dpi)
        picture = Image.open(file).convert("RGB")
        for quality in range(85, worst - 1, -5):
            out = io.BytesIO()
            picture.save(out, format="webp", quality=quality, method=6)
            if out.tell() <= LARGEST:
                return out.getvalue(), f"{picture.size}, {out.tell() / 1000:.0f} kB at quality {quality}"
    raise ValueError(f"A picture takes more than {LARGEST} bytes however coarse it is; show less of the plate.")


def main() -> None:
    """Draw all, and write each as small as it reads well."""
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        figure, about = describe(name)
        picture, how = small(figure)
        target = FOLDER / f"{name}.webp"
        target.write_bytes(picture)
        target.with_suffix(".json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{name}: {how}, {about['targets']}")


if __name__ == "__main__":
    main()
