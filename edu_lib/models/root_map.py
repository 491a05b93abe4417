"""What belongs to one nerve root of the leg: skin by two published lists, movement, reflex, and how well pain follows.

The lists give areas in words. Which patch of our drawing each word stands for is decided here, in `READ_AS`; the borders
between the patches are ours. S3 to S5, the saddle, are no root to look up: new numbness there is an emergency.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from edu_lib.params import check_choice
from edu_lib.sources import published, table

__all__ = [
    "AREAS", "BOTH", "MAPS", "MAP_1", "MAP_2", "NOTHING", "READ_AS", "ROOTS", "SADDLE", "RootMap", "belongs", "phrases",
    "root_map",
]  # fmt: skip

NOTHING = "nothing chosen"
ROOTS = ("L2", "L3", "L4", "L5", "S1", "S2")
MAP_1, MAP_2 = "GPnotebook", "Faleiros 2009"
BOTH = "both maps, and where they overlap"
MAPS = (BOTH, f"map 1 alone, {MAP_1}", f"map 2 alone, {MAP_2}")
_KEYS = {1: "gpnotebook_dermatomes", 2: "faleiros2009"}
SADDLE = "New numbness or odd feeling in the saddle (S3 to S5): emergency department now, whatever the root."

# Patch of skin -> what it is called.
AREAS = {
    "thigh_upper": "front of the thigh, upper half",
    "thigh_lower": "front of the thigh, lower half",
    "knee": "front and sides of the knee",
    "leg_inner": "inner side of the lower leg",
    "leg_outer": "outer side of the lower leg",
    "foot_inner": "inner part of the top of the foot",
    "foot_outer": "outer part of the top of the foot",
    "sole": "most of the sole",
    "sole_inner": "inner edge of the sole",
    "heel_pad": "underside of the heel",
    "heel_back": "back of the heel",
    "buttock": "buttock",
    "thigh_back": "back of the thigh",
    "knee_back": "back of the knee",
    "leg_back": "back of the lower leg",
}
# Words of a list -> the patches that stand for them. "Leg" is the lower leg, as in anatomy.
READ_AS = {
    1: {
        "upper thigh": ("thigh_upper",),
        "around the knee": ("knee",),
        "medial leg": ("leg_inner",),
        "lateral leg": ("leg_outer",),
        "medial side of the dorsum of the foot": ("foot_inner",),
        "lateral foot": ("foot_outer",),
        "heel": ("heel_pad", "heel_back"),
        "most of the sole": ("sole",),
        "back of the thigh": ("thigh_back",),
    },
    2: {
        "medial leg": ("leg_inner",),
        "lateral leg": ("leg_outer",),
        "dorsum of the foot": ("foot_inner", "foot_outer"),
        "buttock": ("buttock",),
        "back of the thigh": ("thigh_back",),
        "back of the leg": ("knee_back", "leg_back"),
        "sole": ("sole", "sole_inner", "heel_pad"),
    },
}


@dataclass(frozen=True)
class RootMap:
    """What belongs to `root`.

    `map_1` and `map_2` are the patches (keys of `AREAS`) that each list gives to the root, `overlap` those that both give it,
    whichever `maps` are shown. `movements`, `reflex`, `tests` and `pain` are sentences for the column beside the picture.
    `lumbar_not_percent` is the share of lumbar roots whose pain did not follow the map, `s1_follows_percent` that of S1 roots
    whose pain did (Murphy 2009).
    """

    root: str
    maps: str
    map_1: tuple[str, ...]
    map_2: tuple[str, ...]
    overlap: tuple[str, ...]
    movements: str
    reflex: str
    tests: str
    pain: str
    lumbar_not_percent: float
    s1_follows_percent: float

    @property
    def shows(self) -> tuple[bool, bool]:
        """Whether map 1 and map 2 are shown."""
        return self.maps != MAPS[2], self.maps != MAPS[1]

    @property
    def agree(self) -> str:
        """Whether the two lists give the same skin to the root, in a sentence."""
        if self.root == NOTHING:
            return ""
        if not self.map_2:
            other = {belongs(area)[1] for area in self.map_1} - {None}
            if not other:
                return f"Cannot tell: only map 1 names {self.root}."
            return f"No: map 2 gives the {AREAS[self.map_1[0]]} to {', '.join(other)}, and does not name {self.root}."
        shared = " and the ".join(AREAS[area] for area in self.overlap)
        if self.map_1 == self.map_2:
            return f"Yes: both give it the {shared}."
        return f"In part: both give it the {shared}.".replace("the most", "most")

    def __str__(self) -> str:
        one, two = self.shows
        if self.root == NOTHING:
            return f"Choose a root, or a patch of skin on the leg. {SADDLE}"
        said = [f"{self.root}."]
        if one:
            said.append(f"Map 1 ({MAP_1}): {_words(1, self.root)}.")
        if two:
            silent = f"says nothing about {self.root}; it knows L4, L5 and S1"
            said.append(f"Map 2 ({MAP_2}): {_words(2, self.root) if self.map_2 else silent}.")
        said += [_quarrel(self.root)] if one and two and _quarrel(self.root) else []
        return " ".join([*said, SADDLE])


def root_map(root: str = NOTHING, maps: str = BOTH) -> RootMap:
    """What belongs to one root, by two published lists of skin areas and by tables of movements, reflexes and tests.

    Parameters
    ----------
    root : one of `ROOTS`, or `NOTHING`.
    maps : one of `MAPS`, which lists are shown.

    Sources: `nerve_roots.csv`. The borders of the patches are ours: lists give words.

    Raises
    ------
    TypeError, ValueError
        In a sentence, for a root or a choice of maps that does not exist.
    """
    check_choice("root", "root", root, (NOTHING, *ROOTS))
    check_choice("maps", "maps shown", maps, MAPS)
    one = tuple(area for area in AREAS if belongs(area)[0] == root)
    two = tuple(area for area in AREAS if belongs(area)[1] == root)
    lumbar = published("nerve_roots", source="murphy2009", root="lumbar")["value"]
    s1 = published("nerve_roots", source="murphy2009", root="S1")["value"]
    both = tuple(area for area in one if area in two)
    return RootMap(root, maps, one, two, both, *_beside(root, lumbar, s1), lumbar, s1)


def phrases(which: int) -> dict[str, tuple[str, ...]]:
    """The words of list 1 or 2 for each root, L2 to S2, as `nerve_roots.csv` has them."""
    rows = (row for row in table("nerve_roots") if row["source"] == _KEYS[which] and row["kind"] == "dermatome")
    return {row["root"]: tuple(row["quantity"].split("; ")) for row in rows if row["root"] in ROOTS}


@cache
def belongs(area: str) -> tuple[str | None, str | None]:
    """The root that map 1 and map 2 give to a patch of skin; None where a list does not name it.

    >>> belongs("thigh_back")
    ('S2', 'S1')
    """
    check_choice("area", "patch of skin", area, tuple(AREAS))
    owners = (
        [root for root, words in phrases(which).items() if any(area in READ_AS[which][word] for word in words)]
        for which in (1, 2)
    )
    return tuple(found[0] if found else None for found in owners)


def _words(which: int, root: str) -> str:
    return ", ".join(phrases(which)[root])


def _quarrel(root: str) -> str:
    """Where the two maps give different roots to one patch that `root` is given by either, in a sentence."""
    told = []
    for area in AREAS:
        one, two = belongs(area)
        if one and two and one != two and root in (one, two):
            told.append(f"the {AREAS[area]} ({one} by map 1, {two} by map 2)")
    toe = "the great toe (neither list names it; textbooks differ)" if root in ("L4", "L5") else ""
    told += [toe] if toe else []
    return f"Maps disagree about {' and '.join(told)}." if told else ""


def _row(source: str, root: str, kind: str) -> str:
    return published("nerve_roots", source=source, root=root, kind=kind)["quantity"].replace(";", ",")


def _beside(root: str, lumbar: float, s1: float) -> tuple[str, str, str, str]:
    if root == NOTHING:
        return "", "", "", ""
    moves = _row("ahpsuffolk_tests", root, "myotome")
    movements = f"{moves[0].upper()}{moves[1:]}. Never one root alone."
    jerk = {"L2": "L2 to L4", "L3": "L2 to L4", "L4": "L2 to L4"}.get(root, root)
    if root == "S2":
        reflex = "None in our table."
    else:
        name = _row("ahpsuffolk_tests", jerk, "reflex").capitalize()
        reflex = f"{name}{' (shared by L2 to L4)' if jerk != root else ''}."
    upper = _row("suri2010b", "L2 to L4", "provocation")
    lower = _row("suri2010b", "L5 and S1", "provocation")
    if root == "S2":
        tests = "None in our tables is for S2."
    elif root in ("L5", "S1"):
        tests = (
            f"{lower.capitalize()}. Slump, a pull on the same nerves while sitting bent, was not measured at the root."
        )
    else:
        moved = " The straight leg raise moved L4 as well, in cadavers." if root == "L4" else ""
        tests = f"{upper.capitalize()} (L2 to L4).{moved}"
    return movements, reflex, tests, _pain(root, lumbar, s1)


def _pain(root: str, lumbar: float, s1: float) -> str:
    all_roots = f"pain did not follow it in {lumbar:g} % of lower-back roots"
    if root not in ("L5", "S1"):
        return f"In one clinic {all_roots}. We have no figure for {root} alone."
    strict = f"in {s1:g} % of S1 roots it did; in {lumbar:g} % of all lower-back roots it did not"
    first = f"In one clinic, {strict}." if root == "S1" else f"In one clinic {all_roots}."
    inside = "marks inside the dermatome: more than half of the drawing inside"
    row = published("nerve_roots", source="taylor2013", root=root, quantity=inside)
    who = f"{round(row['value'] * row['n'] / 100) or 'nobody'} had more than half of the drawn pain inside it"
    chance = "From drawings, clinicians told L5 from S1 no better than chance."
    return f"{first} Of {row['n']} people whose {root} was pressed on by a disc, {who}. {chance}"
