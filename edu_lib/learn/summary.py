"""What a journal says, in numbers: pure arithmetic on its entries."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from edu_lib.words import N_

__all__ = [
    "CONFIDENCE",
    "FAR_OFF",
    "LESSONS",
    "Belief",
    "Lesson",
    "Revisit",
    "Sureness",
    "Summary",
    "far_off",
    "summary",
]

CONFIDENCE = {1: N_("guess"), 2: N_("unsure"), 3: N_("fairly sure"), 4: N_("sure")}
# Lesson -> {"title", "minutes"}, as in the README.
LESSONS = json.loads((Path(__file__).parents[1] / "data/lessons.json").read_text(encoding="utf-8"))
# A predicted number is far off when it misses by more than this share of the answer; an order, when more than this share
# of its pairs stand the wrong way round. Our choice, about what separates "a bit less" from "another picture in mind".
FAR_OFF = 0.25


@dataclass(frozen=True)
class Sureness:
    """First tries given with one level of confidence (1 to 4): how many, and how many of them right."""

    level: int
    count: int
    right: int

    @property
    def words(self) -> str:
        return CONFIDENCE[self.level]


@dataclass(frozen=True)
class Belief:
    """How far a statement was agreed with at the start and at the end of the course; None where it was not asked yet."""

    item: str
    then: float | None
    now: float | None


@dataclass(frozen=True)
class Lesson:
    """How far a lesson has got: `stage` is "ahead", "begun" or "finished"; counts are of different items, first tries."""

    key: str
    title: str
    minutes: int
    stage: str
    predicted: int
    answered: int
    right: int


@dataclass(frozen=True)
class Revisit:
    """Something worth another look: an "answer" that was not right, or a "prediction" that was far off."""

    what: str
    item: str
    lesson: str
    confidence: int | None = None


@dataclass(frozen=True)
class Summary:
    """What a journal says. `confidence` has all four levels, `lessons` all ten lessons, in order."""

    entries: int
    confidence: tuple[Sureness, ...]
    beliefs: tuple[Belief, ...]
    lessons: tuple[Lesson, ...]
    revisit: tuple[Revisit, ...]
    cases: tuple[str, ...]  # those that were finished
    claims: int = 0  # claims of the article on which the student gave a verdict


def summary(entries: Iterable[Mapping], predictions: Mapping[str, Mapping] | None = None) -> Summary:
    """The numbers behind `my_progress`.

    Parameters
    ----------
    entries : as `Journal.entries()` gives them, oldest first.
    predictions : item -> its entry in ``data/predictions.json``, to tell which predictions were far off; none are without.

    Only first tries count towards confidence and rights, for a second try has read the feedback. An item that was answered
    afresh counts each time towards confidence, and with its latest first try everywhere else.
    """
    entries = list(entries)
    first = [e for e in entries if e["kind"] == "answer" and e.get("attempt") in (None, 1)]
    latest = {(_lesson(e), e["item"]): e for e in first}
    predicted = {(_lesson(e), e["item"]): e for e in entries if e["kind"] == "prediction"}
    finished = {key for e in entries if e["kind"] == "finished" and isinstance(key := e.get("lesson"), str)}
    touched = finished | {_lesson(e) for e in entries}
    confidence = tuple(
        Sureness(level, len(given), sum(e["right"] for e in given))
        for level in CONFIDENCE
        for given in [[e for e in first if e.get("confidence") == level]]
    )
    lessons = tuple(
        Lesson(
            key,
            about["title"],
            about["minutes"],
            "finished" if key in finished else "begun" if key in touched else "ahead",
            sum(lesson == key for lesson, _ in predicted),
            sum(lesson == key for lesson, _ in latest),
            sum(e["right"] for (lesson, _), e in latest.items() if lesson == key),
        )
        for key, about in LESSONS.items()
    )
    cases = dict.fromkeys(e["case"] for e in entries if e["kind"] == "finished" and isinstance(e.get("case"), str))
    return Summary(
        len(entries),
        confidence,
        _beliefs(entries),
        lessons,
        _revisit(first, predicted, predictions or {}),
        tuple(cases),
        len({str(e.get("item")) for e in entries if e["kind"] == "claim" and e.get("value")}),
    )


def _lesson(entry: Mapping) -> str:
    """The lesson an entry belongs to, from its item's name ("04-lever") where it does not say; "" where nobody knows."""
    if isinstance(entry.get("lesson"), str):
        return entry["lesson"]
    if entry["kind"] == "belief":
        return {"start": "00", "end": "09"}.get(entry["when"], "")
    key = entry["item"].partition("-")[0] if isinstance(entry.get("item"), str) else ""
    return key if key in LESSONS else ""


def _beliefs(entries: list[Mapping]) -> tuple[Belief, ...]:
    """The last answers given at the start and at the end."""
    said: dict[str, dict[str, float]] = {}
    for e in entries:
        if e["kind"] == "belief" and e["when"] in ("start", "end") and _is_number(e.get("value")):
            said.setdefault(e["item"], {})[e["when"]] = float(e["value"])
    return tuple(Belief(item, values.get("start"), values.get("end")) for item, values in said.items())


def _revisit(first: list[Mapping], predicted: Mapping, predictions: Mapping) -> tuple[Revisit, ...]:
    """Wrong answers, the surest first, then predictions that were far off."""
    newest: dict[str, Revisit | None] = {}  # an item that comes back in a later lesson counts as it went there
    for e in first:
        newest[e["item"]] = None if e["right"] else Revisit("answer", e["item"], _lesson(e), e.get("confidence"))
    wrong = sorted(filter(None, newest.values()), key=lambda r: -(r.confidence or 0))
    far = [
        Revisit("prediction", item, lesson)
        for (lesson, item), e in predicted.items()
        if not e.get("shown_anyway") and far_off(predictions.get(item, {}), e.get("value"))
    ]
    return (*wrong, *far)


def far_off(prediction: Mapping, value: object) -> bool:
    """Whether `value` lies far from the answer of a prediction; False where that cannot be said."""
    answer, kind = prediction.get("answer"), prediction.get("kind")
    if kind == "number" and _is_number(answer) and _is_number(value):
        low, high = prediction.get("range", (0.0, 0.0))
        return abs(value - answer) > FAR_OFF * (abs(answer) or high - low)
    if kind == "order" and isinstance(answer, list) and isinstance(value, list):
        if not all(isinstance(v, str) for v in value) or sorted(answer) != sorted(value) or len(answer) < 2:
            return False
        pairs = list(combinations(answer, 2))
        return sum(value.index(a) > value.index(b) for a, b in pairs) > FAR_OFF * len(pairs)
    if kind == "choice" and answer is not None and value is not None:
        return _as_list(value) != _as_list(answer)
    return False


def _as_list(value) -> list:
    return value if isinstance(value, list) else [value]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
