"""Quiz items: loaded from data/quiz, checked, graded, and turned into the blocks of a card.

A file holds the items of one lesson and the ids of three of earlier lessons that come up again. `problems` says in sentences
what a JSON schema cannot: one right option, a target that is in its picture, an id that is there once.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from edu_lib.params import check_name, signed
from edu_lib.words import _, plural

from .terms import look

__all__ = ["Grade", "grade", "lessons", "load", "picture_of", "problems", "shuffled", "spaced"]

FOLDER = Path(__file__).parents[1] / "data" / "quiz"
PICTURES = Path(__file__).parents[1] / "data" / "pictures"


@dataclass(frozen=True)
class Grade:
    """Whether an answer is right, and what to say to it; plain text."""

    right: bool
    words: str


def lessons() -> tuple[str, ...]:
    """The lessons that have a quiz."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def load(lesson: str) -> list[dict]:
    """The items of a lesson's quiz in the order they are asked; each with "lesson", where it comes from.

    Raises `ValueError` with the names there are for an unknown lesson, and with what is wrong for a broken file.
    """
    check_name("quiz", lesson, lessons(), "quiz", what="lesson")
    data = _read(lesson)
    own = [item | {"lesson": lesson} for item in data["items"]]
    again = [_find(item_id) for item_id in data["repeat"]]
    return spaced(own, again)


@lru_cache(maxsize=32)
def _parsed(path: Path) -> dict:
    data = json.loads(path.read_text(encoding="utf-8"))
    wrong = problems(data)
    if wrong:
        raise ValueError(f"The quiz {path.name} cannot be used: {' '.join(wrong)}")
    return data


def _read(lesson: str) -> dict:
    return _parsed(FOLDER / f"{lesson}.json")


def _find(item_id: str) -> dict:
    """An item of an earlier lesson, from its own file."""
    lesson = item_id[:2]
    if lesson in lessons():
        for item in _read(lesson)["items"]:
            if item["id"] == item_id:
                return item | {"lesson": lesson}
    raise ValueError(f'The item "{item_id}" is to come up again, but the quiz of lesson {lesson} has no such item.')


def spaced(own: Sequence, again: Sequence) -> list:
    """`again` spread evenly among `own`, never first.

    >>> spaced([1, 2, 3, 4, 5, 6], ["a", "b"])
    [1, 2, 'a', 3, 4, 'b', 5, 6]
    """
    out = list(own)
    for k in range(len(again), 0, -1):
        out.insert(max(1, round(k * len(own) / (len(again) + 1))), again[k - 1])
    return out


def shuffled(item: dict) -> list[dict]:
    """An item's options (or things to order) as they are shown: always the same way, and never in the right order."""
    entries = list(item["items"] if item["kind"] == "order" else item["options"])
    random.Random(item["id"]).shuffle(entries)
    if item["kind"] == "order" and entries == item["items"]:
        entries.append(entries.pop(0))
    return entries


@lru_cache(maxsize=32)
def picture_of(name: str) -> dict:
    """A picture of data/pictures: "src" (a data address), "alt", "width", "height", "targets", "source".

    Those of `labels` have "names" as well: of each target what is accepted, and what to say of it.
    """
    path = PICTURES / f"{name}.json"
    if not path.exists():
        there = ", ".join(sorted(p.stem for p in PICTURES.glob("*.json"))) or "none"
        raise ValueError(f'There is no picture named "{name}". There are: {there}.')
    data = base64.b64encode(path.with_suffix(".webp").read_bytes()).decode("ascii")
    return json.loads(path.read_text(encoding="utf-8")) | {"src": f"data:image/webp;base64,{data}"}


# Grading ----------------------------------------------------------------------------------------------------------


def grade(item: dict, value) -> Grade:
    """Grade an answer as the card sends it.

    `value`: option ids (single, multiple), a number, a target (label, pick), a name (label, type), ids (order), or
    ``[place, word]`` (fix). Raises `ValueError` with what is missing where there is no answer yet.
    """
    return _GRADE[item["kind"]](item, value)


def _choice(item, value) -> Grade:
    right = {o["id"] for o in item["options"] if o["right"]}
    if not value:
        raise ValueError(_("Choose an answer first."))
    chosen = set(value)
    if chosen == right:
        return Grade(True, " ".join(o["feedback"] for o in item["options"] if o["id"] in right))
    wrong = [o for o in item["options"] if o["id"] in chosen and not o["right"]]
    words = [f"{o['text'].rstrip('.')}: {o['feedback']}" if len(chosen) > 1 else o["feedback"] for o in wrong]
    if not wrong:
        words = [_("What you ticked is right, but it is not all.")]
    return Grade(False, " ".join(words))


def _number(item, value) -> Grade:
    if value is None:
        raise ValueError(_("Type a number first."))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(
            _(
                "“{value}” is not a number I can read. Type digits, for example {example:g}.",
                value=value, example=item["range"][1],
            )
        )  # fmt: skip
    low, high = item["range"]
    if not low <= value <= high:
        ends = {"low": signed(low, "g"), "high": f"{signed(high, 'g')} {item['unit']}".rstrip()}
        raise ValueError(_("The answer lies between {low} and {high}. Look at it again.", **ends))
    off = value - item["answer"]
    if abs(off) <= item["tolerance"] * (1 + 1e-9):
        return Grade(True, item["feedback"]["right"])
    return Grade(False, item["feedback"]["low" if off < 0 else "high"])


def _label(item, value) -> Grade:
    if item["how"] == "pick":
        if not value:
            raise ValueError(_("Choose a place in the picture first."))
        right = value == item["target"]
        spot = "" if right else item["feedback"].get("spots", {}).get(value, "")  # what was picked instead
        return Grade(right, f"{spot} {item['feedback']['right' if right else 'wrong']}".strip())
    if not str(value or "").strip():
        raise ValueError(_("Type a name first."))
    verdict = look(str(value), item["accept"])
    if verdict.right:
        return Grade(True, f"{item['feedback']['right']} {verdict.hint}".strip())
    for names, said in item.get("others", ()):  # a right name, of something else in the picture
        if look(str(value), names).right:
            return Grade(False, said)
    return Grade(False, verdict.hint or item["feedback"]["wrong"])


def _order(item, value) -> Grade:
    right = [i["id"] for i in item["items"]]
    if sorted(value or ()) != sorted(right):
        raise ValueError(_("Bring the items into an order first."))
    if list(value) == right:
        return Grade(True, item["feedback"])
    fit = sum(a == b for a, b in zip(value, right, strict=True))
    if not fit:
        return Grade(False, _("None of {all} is in the right place.", all=len(right)))
    said = plural(
        "{count} of {all} is in the right place.", "{count} of {all} are in the right place.", fit, all=len(right)
    )
    return Grade(False, said)


def _fix(item, value) -> Grade:
    place, word = value or (None, "")
    if place is None:
        raise ValueError(_("Pick the word that you would change first."))
    if not str(word or "").strip():
        raise ValueError(_("Type the word that you would write instead."))
    if place != item["wrong"]:
        return Grade(False, item["feedback"]["wrong_word"])
    verdict = look(str(word).strip(" .,;:!?"), item["accept"])
    return Grade(verdict.right, item["feedback"]["right" if verdict.right else "wrong_fix"])


_GRADE = {"single": _choice, "multiple": _choice, "number": _number, "label": _label, "order": _order, "fix": _fix}


# Checks -----------------------------------------------------------------------------------------------------------


def problems(data: dict) -> list[str]:
    """What is wrong with a quiz file beyond its schema, a sentence each; empty if nothing is."""
    out, seen = [], set()
    for item in data["items"]:
        name = item["id"]
        if name in seen:
            out.append(f"{name} is there twice.")
        seen.add(name)
        if not name.startswith(data["lesson"] + "-"):
            out.append(f"{name} must begin with its lesson, {data['lesson']}-.")
        out += [f"{name} {wrong}" for wrong in _wrong_with(item)]
    late = [name for name in data["repeat"] if name[:2] >= data["lesson"]]
    out += [f"{name} comes up again, but is not of an earlier lesson." for name in late]
    return out


def _wrong_with(item: dict) -> list[str]:
    kind = item["kind"]
    if kind not in _GRADE:
        return [f"is of the kind {kind!r}, which is none of {', '.join(_GRADE)}."]
    out = []
    if kind in ("single", "multiple", "order"):
        ids = [entry["id"] for entry in item["items" if kind == "order" else "options"]]
        if len(set(ids)) < len(ids):
            out.append("gives two entries the same id.")
    if kind == "single" and sum(o["right"] for o in item["options"]) != 1:
        out.append("needs exactly one right option.")
    if kind == "multiple" and not 0 < sum(o["right"] for o in item["options"]) < len(item["options"]):
        out.append("needs right options and wrong ones.")
    if kind == "number" and not item["range"][0] <= item["answer"] <= item["range"][1]:
        out.append("has an answer outside its range.")
    if kind == "fix" and item["wrong"] >= len(item["sentence"]):
        out.append("marks a word that its sentence does not have.")
    if kind == "label":
        try:
            targets = picture_of(item["picture"])["targets"]
        except ValueError as problem:
            return [*out, f"has no picture: {problem}"]
        if item["target"] not in targets:
            out.append(f"names the target {item['target']!r}; its picture has {', '.join(targets)}.")
    return out
