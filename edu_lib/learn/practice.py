"""What was practised, counted from the journal: how often and when, and no word on how well."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from .summary import LESSONS

__all__ = ["ABILITIES", "Ability", "Practice", "Row", "day", "practice"]

_CASES = Path(__file__).parents[1] / "data" / "cases"
# What a finished course lets a student do, and where it is practised: lessons (answers and predictions), other kinds of
# practice, where a case may be named.
ABILITIES = (
    ("name and locate the muscles of the trunk", ("01",), ()),
    ("explain and predict a movement from a line of pull", ("02",), ()),
    ("calculate a static disc load, and say what the sum leaves out", ("04",), ()),
    ("compare postures and exercises with measured data", ("04", "05"), ()),
    ("keep load, injury, nociception and pain apart", ("04", "05"), ()),
    ("keep referred pain, radicular pain, radiculopathy and cauda equina syndrome apart", ("06",), ("sort",)),
    ("read an effect size with its interval and its certainty", ("07", "08"), ()),
    ("critique a health article", (), ("claim", "rewrite")),
    ("triage: see what cannot wait", ("06",), ("case:numb", "case:gymnast")),
    ("design, justify and revise a plan", (), ("plan",)),
    ("explain without frightening", (), ("case",)),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One kind of practice: its words, how many different ones, and the first and the last day."""

    key: str
    words: str
    count: int
    first: date
    last: date


@dataclass(frozen=True)
class Ability:
    """Something the course lets a student do; `because` names what the journal shows of it, and is empty where nothing."""

    words: str
    because: tuple[str, ...]

    @property
    def practised(self) -> bool:
        return bool(self.because)


@dataclass(frozen=True)
class Practice:
    """What a journal shows. `lessons`: (key, title, "finished" or "begun", last day); `cases`: titles of those walked."""

    rows: tuple[Row, ...]
    lessons: tuple[tuple[str, str, str, date], ...]
    cases: tuple[str, ...]
    abilities: tuple[Ability, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


# Kind of practice -> one of them, many of them.
_ROWS = {
    "prediction": ("prediction made before looking", "predictions made before looking"),
    "answer": ("question answered", "questions answered"),
    "case": ("case walked to an end", "cases walked to an end"),
    "sort": ("card sorted", "cards sorted"),
    "claim": ("claim of the article judged", "claims of the article judged"),
    "rewrite": ("sentence rewritten", "sentences rewritten"),
    "plan": ("part of a plan written", "parts of a plan written"),
    "belief": ("statement of belief weighed", "statements of belief weighed"),
}

_PLAIN = ("v", "id", "at", "kind", "item", "lesson")  # what an entry of a plan holds besides what was filled in


def day(when: date) -> str:
    """A day as people write it: "3 March 2026"."""
    return f"{when.day} {when:%B %Y}"


def practice(entries: Iterable[Mapping]) -> Practice:
    """What was practised, from entries as `Journal.entries()` gives them.

    A prediction counts where one was made, a claim where a verdict was given, a rewritten sentence where there is a text;
    what was only looked at does not count. Doing a thing again adds a day and no number.
    """
    done: dict[str, dict[object, list[date]]] = {key: {} for key in _ROWS}
    lessons: dict[str, list[date]] = {}
    finished: set[str] = set()
    by_lesson: dict[str, dict[str, set]] = {}
    for entry in entries:
        kind, what = _done(entry)
        when, lesson = datetime.fromisoformat(entry["at"]).astimezone().date(), _lesson(entry)
        if entry["kind"] == "finished" and lesson:
            finished.add(lesson)
        if lesson and (kind or entry["kind"] == "finished"):
            lessons.setdefault(lesson, []).append(when)
        if kind:
            done[kind].setdefault(what, []).append(when)
            by_lesson.setdefault(lesson, {}).setdefault(kind, set()).add(what)
    rows = []
    for key, (one, many) in _ROWS.items():
        if days := [when for all_days in done[key].values() for when in all_days]:
            rows.append(Row(key, one if len(done[key]) == 1 else many, len(done[key]), min(days), max(days)))
    seen = tuple(
        (key, about["title"], "finished" if key in finished else "begun", max(lessons[key]))
        for key, about in LESSONS.items()
        if key in lessons
    )
    counts = {row.key: f"{row.count} {row.words}" for row in rows}
    counts |= {f"case:{one}": f"“{_case_titles().get(one, one)}”" for one in done["case"]}
    abilities = tuple(
        Ability(words, (*_in_lessons(where, by_lesson), *(counts[kind] for kind in kinds if kind in counts)))
        for words, where, kinds in ABILITIES
    )
    return Practice(tuple(rows), seen, tuple(_case_titles().get(c, c) for c in done["case"]), abilities)


def _done(entry: Mapping) -> tuple[str, object]:
    """What kind of practice an entry shows, and which one of it; ("", None) where none."""
    kind, item, value = entry["kind"], entry.get("item"), entry.get("value")
    if kind == "prediction" and not entry.get("shown_anyway") and value is not None:
        return kind, item
    if kind == "answer" or (kind == "belief" and value is not None):
        return kind, (entry.get("lesson") if kind == "answer" else "", item)
    if kind == "finished" and isinstance(entry.get("case"), str):
        return "case", entry["case"]
    if kind == "sort":
        return kind, (str(entry.get("sort")), item)
    if kind == "claim" and isinstance(value, str):
        return kind, item
    if kind == "rewrite" and isinstance(text := entry.get("text"), str) and text.strip():
        return kind, item
    if kind == "plan" and any(value not in (None, "", []) for key, value in entry.items() if key not in _PLAIN):
        return kind, str(entry.get("item"))  # a part of the plan; a plan that was only begun holds nothing
    return "", None


def _lesson(entry: Mapping) -> str:
    """The lesson of an entry, from its item's name ("04-lever") where it does not say; "" where nobody knows."""
    key = entry.get("lesson")
    if not isinstance(key, str):
        if entry["kind"] == "belief":
            return {"start": "00", "end": "09"}.get(entry.get("when"), "")
        item = entry.get("item")
        key = item.partition("-")[0] if isinstance(item, str) else ""
    return key if key in LESSONS else ""


def _in_lessons(keys: tuple[str, ...], by_lesson: Mapping) -> list[str]:
    out = []
    for key in keys:
        found = by_lesson.get(key, {})
        said = [
            f"{len(found[kind])} {word}{'' if len(found[kind]) == 1 else 's'}"
            for kind, word in (("prediction", "prediction"), ("answer", "answer"))
            if kind in found
        ]
        if said:
            out.append(f"lesson {key}: {', '.join(said)}")
    return out


@lru_cache(maxsize=1)
def _case_titles() -> dict[str, str]:
    return {
        one["id"]: one["title"]
        for path in sorted(_CASES.glob("*.json"))
        for one in [json.loads(path.read_text(encoding="utf-8"))]
    }
