"""A slice through the trunk, from L1 to the top of S2: what it meets, how large that is, and what the rectus sheath does there.

A level is a number: 1 is the middle of L1, 5 of L5, 6 of S1; 4.5 is the middle of the disc L4/L5. Every level is cut square to
the spine, as scans of a disc are. Numbers and their sources stand in ``data/axial_slice.csv``, end-plates in
``data/spine_geometry.csv``. The areas come from studies of different people (a CT study of active men, an MRI study of men and
women), so that they are proportions, not one person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from edu_lib.params import Param, check_choice
from edu_lib.sources import table

__all__ = ["LEVEL", "MUSCLES", "STRUCTURES", "AxialSlice", "arcuate_line", "axial_slice", "height_cm", "presence"]

# One step below the sacrum's first segment, because in one person in six the arcuate line lies about 2 cm lower than the mean.
LEVEL = Param(
    "level", "Level", "", (1.0, 6.5), 4.0, 0.05, "1 is L1, 5 is L5, 6 is S1; the arcuate line varies down to S1/S2"
)
MUSCLES = (
    "rectus abdominis", "external oblique", "internal oblique", "transversus abdominis", "psoas major", "iliacus",
    "quadratus lumborum", "iliocostalis", "longissimus", "multifidus",
)  # fmt: skip
# From which level to which a slice meets a structure: by the rows of the table where it has one, else as textbooks draw it.
_MET = {
    "skin": (1, 7), "rectus abdominis": (1, 7), "linea alba": (1, 7), "linea semilunaris": (1, 7), "rectus sheath": (1, 7),
    "external oblique": (1, 7), "internal oblique": (1, 7), "transversus abdominis": (1, 7), "transversalis fascia": (1, 7),
    "peritoneum": (1, 7), "umbilicus": (3.88, 4.12), "kidney": (1, 3.05), "abdominal aorta": (1, 4.1),
    "inferior vena cava": (1, 4.8), "crura of the diaphragm": (1, 3.25), "psoas major": (1, 7), "iliacus": (4.75, 7),
    "quadratus lumborum": (1, 4.4), "thoracolumbar fascia, anterior layer": (1, 4.4),
    "thoracolumbar fascia, middle layer": (1, 4.6), "thoracolumbar fascia, posterior layer": (1, 7), "iliocostalis": (1, 5.9),
    "longissimus": (1, 7), "multifidus": (1, 7), "latissimus dorsi": (1, 3.6), "ribs": (1, 2.0), "iliac crest": (4.4, 7),
    "iliolumbar ligament": (4.85, 5.14),
    "gluteus medius": (4.85, 7), "gluteus maximus": (5.2, 7), "sacrum": (5.65, 7), "sacroiliac joint": (5.85, 7),
    "dural sac": (1, 7), "cauda equina": (1.5, 7), "spinal nerve": (1, 7),
}  # fmt: skip
# Parts of a lumbar vertebra, by how far below the middle of its body they begin and end, in levels (about 3.5 cm).
_PARTS = {
    "vertebral body": (-0.35, 0.35), "pedicle": (-0.34, 0.10), "transverse process": (-0.26, 0.14), "lamina": (-0.20, 0.42),
    "spinous process": (-0.04, 0.62), "facet joint": (0.28, 0.72),
}  # fmt: skip
_BEFORE = ("front lamina of the internal oblique aponeurosis", "back lamina of the internal oblique aponeurosis")
_BEHIND = ("transversalis fascia", "peritoneum")
STRUCTURES = (
    "skin", "rectus abdominis", "rectus sheath", "linea alba", "linea semilunaris", "external oblique", "internal oblique",
    "transversus abdominis", "transversalis fascia", "peritoneum", "umbilicus", "kidney", "abdominal aorta", "inferior vena cava",
    "crura of the diaphragm", "psoas major", "iliacus", "quadratus lumborum", "thoracolumbar fascia, anterior layer",
    "thoracolumbar fascia, middle layer", "thoracolumbar fascia, posterior layer", "latissimus dorsi", "iliocostalis",
    "longissimus", "multifidus", "gluteus medius", "gluteus maximus", "vertebral body", "anulus fibrosus", "nucleus pulposus",
    "vertebral arch", "transverse process", "spinous process", "facet joint", "dural sac", "cauda equina", "spinal nerve", "ribs",
    "iliolumbar ligament", "iliac crest", "sacroiliac joint", "sacrum",
)  # fmt: skip
_SACRUM = 5.65  # its upper end-plate
_BELOW_CM = -3.5  # from the disc L5/S1 to S1/S2: chosen


def presence(part: str, level: float) -> float:
    """How much of a vertebra's part the slice meets, 0 to 1; it grows and shrinks over its ends like a rounded bone.

    `part` is one of the parts of a lumbar vertebra, such as ``"pedicle"``. Where two vertebrae come into question, the greater
    share counts. There is nothing left of them in the sacrum.
    """
    start, end = _PARTS[part]
    best = 0.0
    for vertebra in range(max(int(level), 1) - 1, int(level) + 2):
        if 0 <= vertebra <= 5:
            f = level - vertebra
            best = max(best, min((f - start) / 0.1, (end - f) / 0.1, 1.0))
    return best


@lru_cache(maxsize=1)
def _geometry() -> dict[str, tuple[float, ...]]:
    """End-plates (cm) at the ends of each body and their levels; heights (cm) of the discs over the middle of L4."""
    rows = table("spine_geometry")

    def value(quantity: str, level: str) -> float:
        found = [r for r in rows if r["quantity"] == quantity and r["level"] == level and r["source"] != "panjabi1991"]
        return found[0]["value"] / 10

    at, width, depth = [], [], []
    for n in range(1, 6):
        for end, f in (("upper", -0.35), ("lower", 0.35)):
            at.append(n + f)
            width.append(value(f"{end} endplate width", f"L{n}"))
            depth.append(value(f"{end} endplate depth", f"L{n}"))
    steps = [r["value"] / 10 for r in rows if r["quantity"] == "joint centre spacing"]  # from L5/S1 up, disc to disc
    heights = [_BELOW_CM, 0.0]  # of S1/S2 and the discs, from L5/S1 up
    for step in steps:
        heights.append(heights[-1] + step)
    heights.append(heights[-1] + steps[-1])  # L1 as tall as L2
    levels = [6.5, 5.5, 4.5, 3.5, 2.5, 1.5, 0.5]
    over = (heights[2] + heights[3]) / 2
    return {
        "at": tuple(at), "width": tuple(width), "depth": tuple(depth), "level": tuple(levels[::-1]),
        "height": tuple(h - over for h in heights[::-1]),
    }  # fmt: skip


def _between(x: float, at: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Linear interpolation; beyond the ends it keeps the last value. `at` rises."""
    if x <= at[0]:
        return values[0]
    for i in range(1, len(at)):
        if x <= at[i]:
            return values[i - 1] + (values[i] - values[i - 1]) * (x - at[i - 1]) / (at[i] - at[i - 1])
    return values[-1]


def height_cm(level: float) -> float:
    """Height of a level over the middle of L4 along the spine, in cm, after the joint centres of Christophy 2012."""
    g = _geometry()
    return _between(level, g["level"], g["height"])


@lru_cache(maxsize=1)
def arcuate_line() -> tuple[float, float, float]:
    """Where the posterior rectus sheath ends on average: its level, and the levels one standard deviation higher and lower.

    Two studies, each placed on this spine by the umbilicus, which lies most often at L4 (Shin 2024): Loukas 2008, as a share of
    the way from symphysis to umbilicus (with the length of Ansari 2017), and Ansari 2017, in cm. The spread is Ansari's.
    """
    at = {(r["source"], r["structure"]): r for r in table("axial_slice") if r["unit"] in ("cm", "percent")}
    umbilicus = at["ansari2017", "umbilicus"]["value"]
    whole = umbilicus + at["ansari2017", "pubic symphysis"]["value"]
    share = next(r["value"] for r in table("axial_slice") if r["unit"] == "percent")
    line = at["ansari2017", "arcuate line"]
    below = (whole * (1 - share / 100) + umbilicus - line["value"]) / 2
    g = _geometry()
    heights, levels = g["height"][::-1], g["level"][::-1]
    return tuple(round(_between(-below + d, heights, levels), 2) for d in (0.0, line["sd"], -line["sd"]))


@lru_cache(maxsize=1)
def _courses() -> dict[str, tuple[tuple[float, ...], tuple[float, ...]]]:
    """Structure -> levels and mean values there: areas in cm2, and longissimus' share of the erector spinae."""
    found: dict[str, dict[float, list[float]]] = {}
    for row in table("axial_slice"):
        if str(row["quantity"]).startswith(("area", "share of the erector")):
            found.setdefault(row["structure"], {}).setdefault(row["level"], []).append(row["value"])
    return {
        name: (tuple(sorted(by)), tuple(sum(by[at]) / len(by[at]) for at in sorted(by))) for name, by in found.items()
    }


@lru_cache(maxsize=1)
def _measured_at() -> dict[str, tuple[float, float]]:
    """Structure -> highest and lowest level for which a study or a public model gives its area."""
    found: dict[str, list[float]] = {}
    for row in table("axial_slice"):
        if row["quantity"] == "area, one side" and row["confidence"] != "assumption":
            found.setdefault(row["structure"], []).append(row["level"])
    found |= {name: found["erector spinae"] for name in ("iliocostalis", "longissimus")}
    return {name: (min(levels), max(levels)) for name, levels in found.items()}


@dataclass(frozen=True)
class AxialSlice:
    """One slice. `str` says it in sentences.

    level : the level's number, see the module.
    words : the level in words, such as ``"disc L4/L5"``.
    structure : the structure that is chosen, or ``"nothing"``. names : whether names are shown.
    areas_cm2 : area of each muscle on one side; iliocostalis and longissimus make up the erector spinae.
    measured : the muscles whose area here lies at or between published levels; the other areas are the illustrator's.
    present : the structures that the slice meets, ids of `edu_lib.models.anatomy`.
    sheath_front, sheath_behind : what covers rectus abdominis in front and behind, from front to back.
    above_arcuate : whether the slice lies above the (average) arcuate line.
    width_cm, depth_cm : of the vertebral body or disc. height_cm : over the middle of L4.
    """

    level: float
    words: str
    structure: str
    names: bool
    areas_cm2: Mapping[str, float] = field(repr=False)
    measured: tuple[str, ...] = field(repr=False)
    present: tuple[str, ...] = field(repr=False)
    sheath_front: tuple[str, ...]
    sheath_behind: tuple[str, ...]
    above_arcuate: bool
    width_cm: float
    depth_cm: float
    height_cm: float

    @property
    def sheath(self) -> str:
        """What the rectus sheath does here, in a sentence."""
        side = "above" if self.above_arcuate else "below"
        if self.above_arcuate:
            return (
                f"Here, {side} the arcuate line, rectus abdominis has a sheath in front (external oblique aponeurosis and front "
                "lamina of internal oblique) and one behind (back lamina of internal oblique and transversus aponeurosis)."
            )
        return (
            f"Here, {side} the arcuate line, all three aponeuroses pass in front of rectus abdominis; behind it lie only "
            "transversalis fascia and peritoneum."
        )

    def __str__(self) -> str:
        words = f"Slice at {self.words}. {self.sheath}"
        if self.measured:
            words += f" Areas on one side in cm²: {self._areas(True)}."
        if len(self.measured) < len(self.areas_cm2):
            words += f" Not measured at this level, drawn by our estimate (cm²): {self._areas(False)}."
        if self.structure == "nothing":
            return words
        if self.structure not in self.present:
            return f"{words} This level has no {self.structure}."
        return f"{words} Chosen: {self.chosen_words}."

    def _areas(self, measured: bool) -> str:
        return ", ".join(f"{name} {a:.1f}" for name, a in self.areas_cm2.items() if (name in self.measured) == measured)

    @property
    def chosen_words(self) -> str:
        """The chosen structure with its area, where it has one."""
        area = self.areas_cm2.get(self.structure)
        if area is None:
            return self.structure
        return f"{self.structure}, {area:.1f} cm² a side" + (
            "" if self.structure in self.measured else " (our estimate)"
        )


def _words(level: float) -> str:
    if level >= _SACRUM:
        return "S1, the sacrum" if level < 6.35 else "S1 to S2, the sacrum"
    n, f = round(level), level - round(level)
    if abs(f) > 0.35:
        upper = int(level)
        return f"disc L{upper}/L{upper + 1}" if upper < 5 else "disc L5/S1"
    part = "upper part" if f < -0.12 else "lower part" if f > 0.12 else "middle"
    return f"vertebra L{n}, {part} of its body"


def _present(level: float) -> tuple[str, ...]:
    met = {name for name, (start, end) in _MET.items() if start <= level < end}
    if level < _SACRUM:
        disc = presence("vertebral body", level) <= 0
        met |= {"anulus fibrosus", "nucleus pulposus"} if disc else {"vertebral body"}
        met |= {name for name in ("transverse process", "spinous process") if presence(name, level) > 0.1}
    if level < 5.8 and presence("facet joint", level) > 0.1:
        met.add("facet joint")
    if "facet joint" in met or (level < _SACRUM and max(presence("pedicle", level), presence("lamina", level)) > 0.1):
        met.add("vertebral arch")
    return tuple(name for name in STRUCTURES if name in met)


@lru_cache(maxsize=512)
def _slice(level: float) -> dict:
    g, courses = _geometry(), _courses()
    f = abs(level - round(level))
    waist = 1.0 if f > 0.35 or level > _SACRUM else 0.93 + 0.07 * (f / 0.35) ** 2  # how much it narrows: chosen
    width, depth = (_between(level, g["at"], g[name]) * waist for name in ("width", "depth"))
    present = _present(level)
    at = {name: _between(level, *course) for name, course in courses.items()}
    share = at.pop("longissimus")
    at["longissimus"], at["iliocostalis"] = at["erector spinae"] * share, at["erector spinae"] * (1 - share)
    areas = {name: at[name] for name in MUSCLES if name in present}
    near = 0.13  # a number for a disc holds for a little above and below it
    known = {name: (high - near, low + near) for name, (high, low) in _measured_at().items()}
    measured = tuple(name for name in areas if name in known and known[name][0] <= level <= known[name][1])
    above = level <= arcuate_line()[0]
    return {
        "words": _words(level), "areas_cm2": MappingProxyType(areas), "measured": measured, "present": present,
        "above_arcuate": above, "sheath_front": ("external oblique aponeurosis", _BEFORE[0]) if above
        else ("external oblique aponeurosis", "internal oblique aponeurosis", "transversus abdominis aponeurosis"),
        "sheath_behind": (_BEFORE[1], "transversus abdominis aponeurosis", *_BEHIND) if above else _BEHIND,
        "width_cm": width, "depth_cm": depth, "height_cm": height_cm(level),
    }  # fmt: skip


def axial_slice(*, level: float = LEVEL.default, structure: str = "nothing", names: bool = True) -> AxialSlice:
    """The slice at `level` (1.0 to 6.5; 1 is the middle of L1, 4.5 the disc L4/L5, 6 the middle of S1).

    `structure` is ``"nothing"`` or one of `STRUCTURES`. Raises a sentence for anything else.
    """
    level = round(LEVEL.check(level), 3)
    structure = check_choice("structure", "Structure", structure, ("nothing", *STRUCTURES))
    return AxialSlice(level=level, structure=structure, names=bool(names), **_slice(level))
