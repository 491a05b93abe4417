"""The pictures of `label_quiz`: parts of the plates of lesson 01, without their words, and what is accepted for each place.

`draw_quiz_pictures` writes them into edu_lib/data/pictures. A picture is a function without arguments that returns a figure of
`WIDTH` pixels, its height, the places of its structures in pixels, and its alt text.
"""

from __future__ import annotations

from functools import lru_cache, partial

from edu_lib.models.anatomy import structure
from edu_lib.models.axial_slice import axial_slice
from edu_lib.models.layers import DEEPEST, layers
from edu_lib.plates.axial_outlines import label_spots as slice_spots
from edu_lib.plates.axial_slice import draw_axial_slice
from edu_lib.plates.layer_spots import label_spots as layer_spots
from edu_lib.plates.layers import LayersPlate

WIDTH = 640  # pixels
_APART = 33  # pixels: two marks of 30 must not touch


def _part_of(plate, frame, places):
    """A part of a plate without its words, with where in it marks find room.

    `frame` is what of its axes is shown, ((left, right), (low, high)); `places` gives each structure the places it may be
    marked at, the best first. Returns the figure, its height and the marks in pixels.
    """
    for text in plate.ax.texts:
        text.set_visible(False)
    (left, right), (low, high) = frame
    scale = WIDTH / (right - left)
    height = round((high - low) * scale)
    plate.figure.set_size_inches(WIDTH / 72, height / 72)
    plate.ax.set(xlim=(left, right), ylim=(low, high))
    spots: dict[str, list[int]] = {}
    for name, may_be in places.items():
        for x, y in may_be:
            at = [round((x - left) * scale), round((high - y) * scale)]
            free = all(abs(at[0] - u) >= _APART or abs(at[1] - v) >= _APART for u, v in spots.values())
            if free and 20 < at[0] < WIDTH - 20 and 20 < at[1] < height - 20:
                spots[name] = at
                break
    return plate.figure, height, spots


# The layers: which depths of each view, what is shown (metres), and what is too narrow in a picture to be asked for there.
_DEPTHS = {"front": (1, 3, 4, 5, 6), "side": (1, 3, 4, 5, 6), "back": (1, 2, 4, 5)}
_FRAME = {
    "front": ((-0.190, 0.190), (-0.125, 0.255)),
    "side": ((-0.210, 0.210), (-0.150, 0.270)),
    "back": ((-0.215, 0.215), (-0.125, 0.305)),
}
_NARROW = {
    "side_3": ("spinalis",),
    "side_4": ("transversalis fascia",),
    "side_5": ("crura of the diaphragm", "interspinales", "intertransversarii"),
    "side_6": ("iliac crest",),  # the mark would lie on a disc as well
}
_FROM = {"front": "from the front", "side": "from the right side", "back": "from behind"}
_TAKEN = (
    "nothing",
    "the skin",
    "the outermost muscles",
    "the outer layers",
    "nearly all of the wall",
    "all but the deepest parts",
)
_ALT = "The trunk {}, with {} taken off: what is left is drawn over the bones, with the way of its fibres."
_BARE = "The bones of the trunk {}."


@lru_cache(maxsize=3)
def _layers_plate(view: str) -> LayersPlate:
    return LayersPlate(views=(view,))


def layer_picture(view: str, depth: int):
    """The trunk from one side with some of its layers taken off."""
    plate = _layers_plate(view)
    plate.update(layers(view, depth, names=False))
    both = view != "side"  # then the halves are alike, and a mark finds room on one of them
    places = {
        name: [(x, y), (-x, y)] if both else [(x, y)]
        for name, (x, y) in layer_spots(view, depth).items()
        if name not in ("skin", *_NARROW.get(f"{view}_{depth}", ()))
    }
    alt = _BARE.format(_FROM[view]) if depth == DEEPEST else _ALT.format(_FROM[view], _TAKEN[depth])
    return *_part_of(plate, _FRAME[view], places), alt


# The slices: level, then what part of each is shown (cm to the person's left, cm to the front) and which structures are asked
# for there. They are drawn larger than in the lab, for a mark must not cover two layers; the halves of the body are alike, so
# one is enough.
_LEVELS = {"above": 3.0, "below": 6.0}
_SHOWN = {"front": ((-1.6, 13.6), (-3.2, 12.6)), "back": ((-4.2, 12.4), (-9.2, 4.2))}
_WALL = (
    "rectus abdominis", "rectus sheath", "linea alba", "linea semilunaris", "external oblique", "internal oblique",
    "transversus abdominis", "transversalis fascia", "peritoneum", "umbilicus",
)  # fmt: skip
# What surrounds everything, what lies inside another mark, what these levels just graze, and the hip bone, which has its crest
# farther up; the peritoneum is a line, and its mark lies in the space that it lines.
_SKIPPED = ("skin", "cauda equina", "kidney", "crura of the diaphragm", "iliac crest", "peritoneum")
_UNPAIRED = ("abdominal aorta", "inferior vena cava")
_SLICE_ALT = {
    "front": "A slice across the trunk, seen from below: the front with the midline, and the side on the person's left.",
    "back": "A slice across the trunk, seen from below: bone in the middle, and what lies before, beside and behind it.",
}


def slice_picture(where: str, part: str):
    """A part of the slice above or below the level at which the layers in front change."""
    level = _LEVELS[where]
    plate = draw_axial_slice(axial_slice(level=level, names=False))
    places = {
        name: [(x if name in _UNPAIRED else abs(x), y)]  # what lies on the right has its like on the left
        for name, (x, y) in slice_spots(level).items()
        if (name in _WALL) == (part == "front") and name not in _SKIPPED
    }
    return *_part_of(plate, _SHOWN[part], places), _SLICE_ALT[part]


LABEL_PICTURES = {
    f"{view}_{depth}": partial(layer_picture, view, depth) for view in _DEPTHS for depth in _DEPTHS[view]
} | {f"slice_{where}_{part}": partial(slice_picture, where, part) for where in _LEVELS for part in _SHOWN}

_KINDS = {"fascia": "sheet of tissue", "landmark": "structure", "part": "structure"}


def names(targets) -> dict[str, dict]:
    """Of each structure: accepted names (Latin, English, others), what kind it is, and a hint that does not name it."""
    found = {}
    for target in targets:
        one = structure(target)
        more = f"fibres {one.fibres}" if one.kind == "muscle" and one.fibres else one.action.partition(";")[0]
        hint = f"{one.layer}; {more}".rstrip("; ")
        found[target] = {
            "accept": list(dict.fromkeys((one.ta, one.english, *one.synonyms))),
            "english": one.english,
            "kind": _KINDS.get(one.kind, one.kind),
            "about": hint,
            "source": list(one.sources),
        }
    return found
