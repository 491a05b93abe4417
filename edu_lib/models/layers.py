"""What lies under the skin of the trunk: which structures are seen at which depth, from the front, the side and the back.

Pure bookkeeping, no measurement: the order of the layers is that of dissection, and names follow `anatomy`.
"""

from __future__ import annotations

from dataclasses import dataclass

from edu_lib.params import Param, capital, check_choice

__all__ = [
    "DEEPEST", "LAYER_NAMES", "NOTHING", "STRUCTURES", "VIEWS", "LayersResult", "depths_of", "label_of", "latin", "layers",
    "parts_of",
]  # fmt: skip

NOTHING = "nothing"
VIEWS = ("front", "side", "back")
LAYER_NAMES = (
    "the skin",
    "the first layer under the skin",
    "the second layer",
    "the third layer",
    "the fourth layer",
    "the deepest muscles",
    "the bones",
)
DEEPEST = len(LAYER_NAMES) - 1
_DEPTH = Param("depth", "How deep", "", (0.0, float(DEEPEST)), 1.0, 1.0, "one step a layer")

# Structure: view -> the depths at which it is seen. In the order of drawing, what lies deep first.
_EVERY = ("front", "side", "back")


def _at(depths: str, *views: str) -> dict[str, tuple[int, ...]]:
    return dict.fromkeys(views or _EVERY, tuple(int(d) for d in depths))


_SHOWN: dict[str, dict[str, tuple[int, ...]]] = {
    "ribs": {"front": (1, 2, 3, 4, 6), "side": (1, 2, 3, 4, 6), "back": (2, 3, 4, 5, 6)},
    "costal margin": _at("6", "front", "side"),
    "xiphoid process": _at("6", "front"),
    "vertebral body": _at("6", "front", "side"),
    "spinous process": _at("6", "side", "back"),
    "transverse process": _at("6", "front", "back"),
    "intervertebral disc": _at("6", "front", "side"),
    "sacrum": _at("6"),
    "iliac crest": _at("6"),
    "anterior superior iliac spine": _at("6", "front", "side"),
    "pubic symphysis": _at("6", "front"),
    "quadratus lumborum": _at("5"),
    "diaphragm": _at("5", "front", "side"),
    "crura of the diaphragm": _at("5", "front", "side"),
    "central tendon": _at("5", "front", "side"),
    "iliacus": _at("5", "front", "side"),
    "psoas major": _at("5", "front", "side"),
    "rotatores": _at("5", "back"),
    "intertransversarii": _at("5", "side", "back"),
    "interspinales": _at("5", "side", "back"),
    "transversus abdominis": _at("4"),
    "transversalis fascia": _at("4", "front", "side"),
    "arcuate line": _at("4", "front"),
    "thoracolumbar fascia, middle layer": _at("4", "back"),
    "multifidus": _at("4", "side", "back"),
    "rectus abdominis": _at("3", "front", "side"),
    "pyramidalis": _at("3", "front"),
    "tendinous intersections": _at("3", "front"),
    "internal oblique": {"front": (2, 3), "side": (1, 2, 3), "back": (1, 2, 3)},
    "rectus sheath": {"front": (2, 4), "side": (2, 4)},
    "spinalis": _at("23", "back"),
    "longissimus": _at("23", "side", "back"),
    "iliocostalis": _at("23", "side", "back"),
    "erector spinae": _at("3", "side", "back"),
    "thoracolumbar fascia, posterior layer": _at("12", "side", "back"),
    "serratus posterior inferior": _at("2", "side", "back"),
    "gluteus medius": _at("123", "side", "back"),
    "external oblique": _at("1"),
    "aponeurosis of external oblique": _at("1", "front", "side"),
    "linea semilunaris": _at("12", "front"),
    "inguinal ligament": _at("1234", "front", "side"),
    "linea alba": _at("1234", "front"),
    "gluteus maximus": _at("1", "side", "back"),
    "latissimus dorsi": _at("1", "side", "back"),
    "trapezius": _at("1", "side", "back"),
    "umbilicus": _at("012", "front"),
    "skin": _at("0"),
}
# What can be chosen, from the surface inwards.
STRUCTURES = tuple(reversed(_SHOWN))
# What is drawn around the others, and named only when there is room or when it is chosen.
_CONTEXT = {
    **{(view, depth): ("ribs",) for view in _EVERY for depth in range(1, 6)},
    ("front", 2): ("ribs", "umbilicus"),
    ("side", 1): ("ribs", "internal oblique"),
    ("side", 2): ("ribs", "inguinal ligament"),
    ("side", 3): ("ribs", "inguinal ligament", "erector spinae"),
    ("back", 2): ("ribs", "spinalis"),
}
# Where no more than a glimpse is to be had: who chooses the structure is shown it a layer on.
_GLIMPSE = {("internal oblique", "side"): (1,), ("internal oblique", "back"): (1,)}
# Structures that are made of others.
_PARTS = {"erector spinae": ("iliocostalis", "longissimus", "spinalis", "erector spinae")}
# What a name stands for where it is less than the whole.
_LABELS = {
    ("front", 2, "rectus sheath"): "rectus sheath, anterior layer",
    ("front", 4, "rectus sheath"): "rectus sheath, posterior layer",
    ("side", 2, "rectus sheath"): "rectus sheath, anterior layer",
    ("side", 4, "rectus sheath"): "rectus sheath, posterior layer",
    ("back", 3, "erector spinae"): "common tendon of erector spinae",
}


@dataclass(frozen=True)
class LayersResult:
    """What is shown.

    view, depth : what the picture shows
    asked_view, asked_depth : what was asked for; other where a chosen structure could not be seen there
    structure : the chosen one, or `NOTHING`
    isolate : whether bones and the chosen structure stand alone
    visible : ids of all that is seen, in the order of drawing
    named : those of them whose names stand beside the picture
    names : whether they do
    """

    view: str
    depth: int
    asked_view: str
    asked_depth: int
    structure: str
    isolate: bool
    names: bool
    visible: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether the picture is another than the one asked for."""
        return (self.view, self.depth) != (self.asked_view, self.asked_depth)

    def __str__(self) -> str:
        where = {"front": "From the front", "side": "From the right side", "back": "From behind"}[self.view]
        if self.isolate:
            text = f"{where}: the bones and {_plain(self.structure)} alone."
        else:
            seen = ", ".join(_plain(name) for name in reversed(self.visible))
            text = f"{where}, {LAYER_NAMES[self.depth]}: {seen}."
        if self.structure != NOTHING and not self.isolate:
            text += f" Chosen: {_plain(self.structure)}."
        if self.moved:
            cover = "is not drawn from" if self.view != self.asked_view else "cannot be seen well at"
            there = f"the {self.asked_view}" if self.view != self.asked_view else f"depth {self.asked_depth}"
            here = f"from the {self.view} at depth {self.depth}"
            text += f" {capital(_plain(self.structure))} {cover} {there}, so you see it {here}."
        return text


def _plain(name: str) -> str:
    """An id as it reads within a sentence: without the comma that sorts it."""
    first, _, rest = name.partition(", ")
    return f"the {rest} of the {first}" if rest else name


def parts_of(structure: str) -> tuple[str, ...]:
    """The drawn structures that a structure is made of; most are one."""
    return _PARTS.get(structure, (structure,))


def label_of(view: str, depth: int, structure: str) -> str:
    """What stands beside a structure in the picture."""
    return _LABELS.get((view, depth, structure), structure)


def latin(structure: str) -> str:
    """The Latin name (TA2) of a structure, "" where there is no record of it."""
    from .anatomy import structure as record

    try:
        return record(structure).ta
    except ValueError:
        return ""


def depths_of(structure: str, view: str) -> tuple[int, ...]:
    """The depths at which a view shows a structure; empty where it does not."""
    return _SHOWN[structure].get(view, ())


def layers(
    view: str = "front", depth: float = 1, structure: str = NOTHING, isolate: bool = False, names: bool = True
) -> LayersResult:
    """What is seen of the trunk at a depth.

    Parameters
    ----------
    view : ``"front"``, ``"side"`` (the person's right) or ``"back"``.
    depth : 0 (skin) to 6 (bones), a whole number.
    structure : one of `STRUCTURES` to be picked out. Where this depth or view does not show it, the nearest depth that does
        is taken, or else another view; `LayersResult.moved` tells.
    isolate : the bones and the chosen structure alone. Without a chosen structure it changes nothing.
    names : whether names stand beside the picture.

    Raises `ValueError` or `TypeError` with a sentence for anything else.
    """
    check_choice("view", "From", view, VIEWS)
    number = _DEPTH.whole(depth)
    check_choice("structure", "Structure", structure, (NOTHING, *STRUCTURES))
    shown_view, shown = view, number
    if structure != NOTHING:
        if not depths_of(structure, view):
            shown_view = next(v for v in ("front", "back", "side") if depths_of(structure, v))
        well = set(depths_of(structure, shown_view)) - set(_GLIMPSE.get((structure, shown_view), ()))
        shown = min(sorted(well), key=lambda d: abs(d - int(number)))
    alone = bool(isolate) and structure != NOTHING
    visible = (structure,) if alone else tuple(name for name in _SHOWN if shown in depths_of(name, shown_view))
    context = _CONTEXT.get((shown_view, shown), ())
    named = tuple(name for name in visible if name not in context or name == structure)
    return LayersResult(
        shown_view, shown, view, int(number), structure, alone, bool(names), visible, named if names else ()
    )
