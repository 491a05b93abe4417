"""The story of transversus abdominis: who measured what, what was found, and which link of the inference it tested.

The studies stand in the table "tra_story". The verdict on each link is ours; `LINKS` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edu_lib.params import capital, check_choice, check_switch
from edu_lib.sources import BADGES, table

__all__ = ["ALL", "LANES", "LINKS", "NAMES", "NOTHING", "OUTCOMES", "STUDIES", "Link", "Study", "TraStory", "tra_story"]

NOTHING, ALL = "no study", "everything"
# What was measured -> in a few words, in the order of the lanes.
LANES = {
    "stability": "in a model or a laboratory",
    "timing": "when the muscle starts",
    "isolation": "it alone, seen by ultrasound",
    "strength": "how hard muscles pull",
    "treatment": "who gets better",
    "argument": "an opinion",
}
_LINKED = ("late", "cause", "mend", "ease")  # columns of the table, one a link


@dataclass(frozen=True)
class Study:
    """One study: what it is called, what it measured (of `LANES`) in whom, what it found and does not show, and its badge.

    n : number of people, None where there were none or we have not read it
    tests : what came out for each link it says something about: link's key -> a key of `OUTCOMES`
    """

    source: str
    year: int
    name: str
    lane: str
    design: str
    people: str
    n: int | None
    tests: dict[str, str]
    question: str
    found: str
    not_shown: str
    badge: str

    def __str__(self) -> str:
        return (
            f"{self.name} ({self.design}; {self.people}; {self.badge}) measured {self.lane}. {self.question} {self.found} "
            f"What it does not show: {self.not_shown}"
        )


@dataclass(frozen=True)
class Link:
    """One link of the inference: the claim, our verdict in a few words, and why in a sentence."""

    key: str
    claim: str
    verdict: str
    why: str


LINKS = (
    Link(
        "late", "Late in the patients", "mixed",
        "Small groups were late, the largest was not.",
    ),
    Link(
        "cause", "Late causes pain", "not tested",
        "Nobody followed this muscle. Slow reflexes came before injury, once.",
    ),
    Link(
        "mend", "Training mends timing", "mixed",
        "One session did in few people, eight weeks in many did not.",
    ),
    Link(
        "ease", "Mending eases pain", "not supported",
        "Patients improve, yet mostly not with the muscle; one study differs.",
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def _studies() -> tuple[Study, ...]:
    same = ("source", "year", "name", "lane", "design", "people", "n", "question", "found", "not_shown")
    return tuple(
        Study(
            **{column: row[column] for column in same},
            tests={key: row[key] for key in _LINKED if row[key]},
            badge=BADGES[row["confidence"]],
        )
        for row in table("tra_story")
    )


STUDIES = _studies()
NAMES = tuple(study.name for study in STUDIES)


@dataclass(frozen=True)
class TraStory:
    """The answer of `tra_story`.

    study : the chosen one, or None;  lane : what is shown, of `LANES` or `ALL`;  chain : whether the inference is laid over
    shown : the studies that stand out, in order of the years
    """

    study: Study | None
    lane: str
    chain: bool
    shown: tuple[Study, ...]

    def __str__(self) -> str:
        if self.study:
            return f"{self.study} {_place(self.study)}" if self.chain else str(self.study)
        if self.chain and not self.shown:
            return (
                f"No entry under {self.lane} tests a link of the chain. "
                "That patients improve, or that a model is steadier, does not say why a person has less pain."
            )
        if self.chain:
            links = " ".join(f"{i}. {_told(link)}" for i, link in enumerate(LINKS, 1))
            return f"The inference has four links. {links} So where the training helps, it may help for another reason."
        first, last = self.shown[0], self.shown[-1]
        if self.lane == ALL:
            return (
                f"{len(self.shown)} studies, {first.year} to {last.year}. Timing, isolation, strength and getting better are "
                "four different things, measured in four different ways. Most quarrels about this muscle begin where one is "
                "taken for another. Choose a study."
            )
        many = f"{len(self.shown)} studies" if len(self.shown) > 1 else "One entry"
        names = "; ".join(study.name for study in self.shown)
        return f"{capital(self.lane)}, {LANES[self.lane]}. {many}: {names}. Choose one."


def _told(link: Link) -> str:
    return f"{link.claim}: {link.verdict}. {link.why}"


# What came out for a link -> how it is said in a sentence.
OUTCOMES = {
    "for": "speaks for",
    "against": "speaks against",
    "not quite": "does not quite test",
    "turned round": "turns round",
}


def _place(study: Study) -> str:
    """What a study says of the chain."""
    said = [f'it {OUTCOMES[study.tests[link.key]]} "{link.claim}"' for link in LINKS if link.key in study.tests]
    return f"On the chain {' and '.join(said)}." if said else "It tests no link of the chain."


def tra_story(study: str = NOTHING, lane: str = ALL, chain: bool = False) -> TraStory:
    """The studies of transversus abdominis on a line of time, one of them chosen.

    Parameters
    ----------
    study : the name of a study (`NAMES`), or `NOTHING`.
    lane : what was measured, a key of `LANES`, or `ALL`.
    chain : whether the four links of the inference are laid over; then only studies that say something of a link stand out.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    check_choice("study", "study", study, (NOTHING, *NAMES))
    check_choice("lane", "what was measured", lane, (ALL, *LANES))
    check_switch("chain (the chain of inference)", chain)
    shown = tuple(s for s in STUDIES if lane in (ALL, s.lane) and (s.tests or not chain))
    chosen = next((s for s in STUDIES if s.name == study), None)
    return TraStory(chosen, lane, chain, shown)
