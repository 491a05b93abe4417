"""Anatomical names as people type them: is it one of the accepted names, and if it nearly is, what is amiss?

Names follow Terminologia Anatomica, second edition (TA2); the first accepted name is that of TA2, the others are English or
short. Case, hyphens, accents, "muscle", "musculus" and "m." do not matter. Near misses are told apart by a few rules of
Latin and by single letters, so that a student who knows the muscle learns how it is written.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Verdict", "look"]

_IDLE = {"musculus", "musculi", "muscle", "muscles", "m", "mm", "the"}
_NEAR = 0.72  # from here on two words are likely meant to be one
# (what the name ends in, what was typed, what that ending means).
_ENDINGS = (
    (
        "alis",
        ("alus", "al", "ales", "alum", "ale"),
        "is an adjective, and ends so beside a noun such as fascia or musculus",
    ),
    (
        "aris",
        ("arus", "ar", "ares", "arum", "are"),
        "is an adjective, and ends so beside a noun such as linea or musculus",
    ),
    ("ale", ("alis", "al", "alus", "alum"), "is a neuter adjective, beside ligamentum"),
    ("neae", ("nea", "nae", "ne", "neus", "nei"), "is a plural"),
    ("dorsi", ("dorsus", "dorsum", "dorsae", "dorsis"), "is a genitive"),
    ("spinae", ("spina", "spine", "spini", "spinus", "spinea"), "is a genitive"),
    ("is", ("us", "os", "es", "i", "al", "um"), "is a genitive"),
    ("orum", ("arum", "ora", "orus", "um", "ium"), "is a genitive plural"),
    ("arum", ("orum", "ara", "um"), "is a genitive plural"),
    ("ae", ("a", "e", "i", "is"), "is a genitive"),
    ("us", ("is", "os", "um", "a", "es"), "is a nominative"),
    ("um", ("us", "a", "om"), "is a neuter"),
)
_MEANS = {
    "abdominis": "of the abdomen",
    "lumborum": "of the loins",
    "thoracis": "of the chest",
    "femoris": "of the thigh",
    "dorsi": "of the back",
    "spinae": "of the spine",
    "externus": "outer",
    "internus": "inner",
    "external": "outer",
    "internal": "inner",
    "anterior": "in front",
    "posterior": "behind",
    "anterius": "in front",
    "posterius": "behind",
    "superior": "upper",
    "inferior": "lower",
    "major": "larger",
    "minor": "smaller",
    "maximus": "largest",
    "medius": "middle",
    "minimus": "smallest",
}


@dataclass(frozen=True)
class Verdict:
    """What `look` found: `right` or not, and a sentence about how the name is written; empty where there is nothing to say."""

    right: bool
    hint: str = ""


def look(typed: str, accept: Sequence[str]) -> Verdict:
    """Compare what was typed with the accepted names, the first of which is the TA2 term.

    >>> look("Rectus abdominus", ["musculus rectus abdominis"]).hint
    'Nearly: “abdominis” is a genitive, “of the abdomen”; you typed “abdominus”.'
    """
    said = _plain(typed)
    if not said:
        return Verdict(False)
    for name in accept:
        if said == _plain(name):
            same = said == _plain(accept[0])
            return Verdict(True, "" if same else f"In TA2 it is called {accept[0]}.")
    # The nearest name decides what there is to say.
    name = max(accept, key=lambda one: difflib.SequenceMatcher(None, " ".join(said), " ".join(_plain(one))).ratio())
    return Verdict(False, _near(said, _plain(name)))


def _plain(name: str) -> list[str]:
    """The words of a name, without what does not matter."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return [word for word in re.findall(r"[a-z0-9/]+", text) if word not in _IDLE]


def _near(said: list[str], name: list[str]) -> str:
    """What keeps `said` from being `name`, if it is near it; else ""."""
    if "".join(said) == "".join(name):
        return f"Nearly: write it “{' '.join(name)}”."
    if sorted(said) == sorted(name):
        return f"Nearly: the words stand in another order, “{' '.join(name)}”."
    if set(said) < set(name):
        return f"“{' '.join(said)}” is a part of the name; more than one muscle or bone is called so. Which one?"
    if set(name) < set(said):
        return f"Nearly: leave out “{' '.join(word for word in said if word not in name)}”."
    if len(said) != len(name):
        return ""
    amiss = [(a, b) for a, b in zip(said, name, strict=True) if a != b]
    if len(amiss) == 1 < len(said) and set(amiss[0]) <= set(_MEANS):  # no slip of the pen: both are words of anatomy
        return f"“{amiss[0][0]}” means “{_MEANS[amiss[0][0]]}”, and that names another structure."
    if any(difflib.SequenceMatcher(None, a, b).ratio() < _NEAR for a, b in amiss):
        return ""
    return "Nearly: " + "; ".join(_why(a, b) for a, b in amiss) + "."


def _why(typed: str, word: str) -> str:
    for end, others, what in _ENDINGS:
        stem = word.removesuffix(end)
        if stem != word and any(typed == stem + other for other in others):
            meaning = f", “{_MEANS[word]}”" if word in _MEANS else ""
            return f"“{word}” {what}{meaning}; you typed “{typed}”"
    if len(typed) + 1 == len(word) and _one_out(word, typed):
        return f"a letter is missing in “{typed}”"
    if len(typed) == len(word) + 1 and _one_out(typed, word):
        return f"“{typed}” has a letter too many"
    if len(typed) == len(word):
        differ = [i for i, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b]
        if len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(typed) == sorted(word):
            return f"two letters of “{typed}” have changed places"
        if len(differ) == 1:
            return f"one letter of “{typed}” is another one"
    return f"look again at how “{typed}” is written"


def _one_out(longer: str, shorter: str) -> bool:
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
