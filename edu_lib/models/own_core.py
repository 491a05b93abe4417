"""Which muscles are "the core"? A student's own choice beside definitions that were published."""

from __future__ import annotations

import difflib
import functools
from dataclasses import dataclass
from itertools import combinations

from edu_lib.params import check_switch
from edu_lib.sources import BADGES, published, table

__all__ = [
    "GROUPS",
    "MUSCLES",
    "CoreDefinition",
    "Overlap",
    "OwnCore",
    "about_studies",
    "core_definitions",
    "key_of",
    "own_core",
]

GROUPS = {
    "Wall of the abdomen": ("rectus abdominis", "external oblique", "internal oblique", "transversus abdominis"),
    "Roof and floor": ("diaphragm", "pelvic floor"),
    "Back": ("multifidus", "erector spinae", "quadratus lumborum", "latissimus dorsi"),
    "Hip": ("psoas major", "gluteus maximus", "gluteus medius", "hip adductors", "hip rotators"),
}
MUSCLES = tuple(muscle for group in GROUPS.values() for muscle in group)
_LOOSE = "loosely: "  # how the note of a muscle begins that a definition counts with a reserve


@dataclass(frozen=True)
class CoreDefinition:
    """What one author counts to the core: all `muscles`, of which it names some only `loosely` (with a reserve)."""

    name: str
    source: str
    badge: str
    muscles: tuple[str, ...]
    loosely: tuple[str, ...]


@dataclass(frozen=True)
class Overlap:
    """How two sets of muscles agree: those in both, those in the first only, those in the second only."""

    name: str
    both: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def either(self) -> int:
        """How many muscles stand in at least one of the two."""
        return len(self.both) + len(self.only_first) + len(self.only_second)

    @property
    def share(self) -> float:
        """Those in both as a share of those in either, 0 to 1 (Jaccard's index)."""
        return len(self.both) / self.either if self.either else 0.0

    @property
    def words(self) -> str:
        """The share as it is said: "6 of 9"."""
        return f"{len(self.both)} of {self.either}"


@dataclass(frozen=True)
class OwnCore:
    """What `own_core` returns: the muscles `chosen`, and how they agree with each published definition, in their order.

    `closest` are the names of the definitions with the largest share (none, where no muscle is shared). `coincide` are
    pairs of definitions that name the same muscles, `nearest` the pairs of different ones that share the most.
    """

    chosen: tuple[str, ...]
    overlaps: tuple[Overlap, ...]
    closest: tuple[str, ...]
    coincide: tuple[tuple[str, str], ...]
    nearest: tuple[Overlap, ...]

    def __str__(self) -> str:
        many = len(self.chosen)
        if not many:
            return f"No muscle chosen yet. {self.about_definitions}"
        lines = [f"Your core has {many} muscle{'s' * (many > 1)}: {', '.join(self.chosen)}."]
        for one in self.overlaps:
            lines.append(
                f"{one.name}: {len(one.both)} in both, {len(one.only_first)} only yours, {len(one.only_second)} only theirs."
            )
        return " ".join([*lines, self.about_closest, self.about_definitions])

    @property
    def about_closest(self) -> str:
        """Which definition is nearest to the choice, in a sentence; empty where nothing is chosen."""
        if not self.chosen:
            return ""
        if not self.closest:
            return "None of the definitions shares a muscle with yours."
        best = next(one for one in self.overlaps if one.name == self.closest[0])
        names = " and ".join(self.closest)
        if best.share == 1.0:
            return f"Closest to yours: {names}, the same muscles."
        verb = "shares" if len(self.closest) == 1 else "share"
        return f"Closest to yours: {names}, which {verb} {len(best.both)} of the {best.either} muscles that you or they name."

    @property
    def about_definitions(self) -> str:
        """Whether any two of the published definitions name the same muscles, and which pair is nearest."""
        many = len(self.overlaps)
        if self.coincide:
            pairs = "; ".join(" and ".join(pair) for pair in self.coincide)
            return f"Of the {many} published definitions some name the same muscles: {pairs}."
        near = "; ".join(one.name for one in self.nearest)
        said = f"the nearest pair ({near})" if len(self.nearest) == 1 else f"the nearest pairs ({near})"
        verb = "shares" if len(self.nearest) == 1 else "share"
        common = [m for m in MUSCLES if all(m in one.muscles for one in core_definitions())]
        shared = (
            f" Only {' and '.join(common)} stands in all of them." if common else " No muscle stands in all of them."
        )
        return (
            f"Of the {many} published definitions, no two name the same muscles; {said} {verb} {self.nearest[0].words}."
            + shared
        )


def about_studies() -> str:
    """How many studies of core stability say what they mean by it, in a sentence."""
    every = published("study_facts", source="enoki2024", what="studies of core stability in athletes")["value"]
    silent = published("study_facts", source="enoki2024", what="of these: studies that do not say what the core is")[
        "value"
    ]
    return f"In a review of {every} studies of core stability in sport, {silent} did not say what the core is (Enoki 2024)."


def key_of(muscle: str) -> str:
    """The keyword that chooses `muscle`: "pelvic floor" is `pelvic_floor`."""
    return muscle.replace(" ", "_")


@functools.cache
def core_definitions() -> tuple[CoreDefinition, ...]:
    """The published definitions, in the order of the table: from few muscles to many."""
    found: dict[str, list[dict]] = {}
    for row in table("core_definitions"):
        found.setdefault(row["definition"], []).append(row)
    return tuple(
        CoreDefinition(
            name,
            rows[0]["source"],
            BADGES[rows[0]["confidence"]],
            tuple(m for m in MUSCLES if any(row["muscle"] == m for row in rows)),
            tuple(row["muscle"] for row in rows if (row["note"] or "").startswith(_LOOSE)),
        )
        for name, rows in found.items()
    )


def _overlap(name: str, first, second) -> Overlap:
    one, two = set(first), set(second)

    def pick(wanted) -> tuple[str, ...]:
        return tuple(muscle for muscle in MUSCLES if muscle in wanted)

    return Overlap(name, pick(one & two), pick(one - two), pick(two - one))


@functools.cache
def _among_definitions() -> tuple[tuple[tuple[str, str], ...], tuple[Overlap, ...]]:
    """The pairs of definitions that coincide, and the nearest pairs among the others."""
    pairs = list(combinations(core_definitions(), 2))
    same = tuple((a.name, b.name) for a, b in pairs if a.muscles == b.muscles)
    others = [_overlap(f"{a.name} with {b.name}", a.muscles, b.muscles) for a, b in pairs if a.muscles != b.muscles]
    most = max(one.share for one in others)
    return same, tuple(one for one in others if one.share == most)


def own_core(**choices: bool) -> OwnCore:
    """Compare a choice of muscles with the published definitions of the core.

    Parameters
    ----------
    choices : for each muscle (`MUSCLES`, written with underscores) whether it belongs to the core; False where left out.

    Raises `TypeError` for a muscle that there is not, and for a value that is neither True nor False.

    >>> own_core(transversus_abdominis=True, rectus_abdominis=True).closest
    ('Overcome Sciatica 2019',)
    """
    keys = {key_of(muscle): muscle for muscle in MUSCLES}
    for key, value in choices.items():
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise TypeError(f'own_core knows no muscle named "{key}".{hint} It takes: {", ".join(keys)}.')
        check_switch(key, value, "Give True to count it to the core.")
    chosen = tuple(muscle for key, muscle in keys.items() if choices.get(key, False))
    overlaps = tuple(_overlap(one.name, chosen, one.muscles) for one in core_definitions())
    most = max(one.share for one in overlaps)
    closest = tuple(one.name for one in overlaps if one.share == most) if most else ()
    return OwnCore(chosen, overlaps, closest, *_among_definitions())
