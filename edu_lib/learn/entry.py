"""One line of the journal: today's version of it, how older versions become it, and what does not count as one."""

from __future__ import annotations

import json
import math
from codecs import BOM_UTF8
from datetime import datetime
from hashlib import sha256

from .summary import CONFIDENCE

__all__ = ["LONGEST_LINE", "VERSION", "NewerEntry", "plain_number", "read_line"]

VERSION = 2
LONGEST_LINE = 200_000  # bytes; far more than a student types, far less than would be slow to read
DEEPEST = 6  # lists within lists
LARGEST_WHOLE = 2**53  # beyond it a browser no longer tells whole numbers apart
# What an entry must hold, and what one of a kind must hold besides, so that nobody who reads it has to ask again.
_EVERY = {"id": str, "at": str, "kind": str}
_NEEDS = {
    "prediction": {"item": str},
    "answer": {"item": str, "right": bool},
    "belief": {"item": str, "when": str},
    "path": {"case": str},
    "claim": {"item": str},
    "sort": {"item": str, "right": bool},
    "rewrite": {"item": str},
}
_WORD = {str: "text", bool: "true or false"}


class NewerEntry(ValueError):
    """An entry that a later version of this library wrote."""


def _from_1(entry: dict) -> dict:
    """Version 1 had no id, and kept the time under "time"."""
    if "at" not in entry and "time" in entry:
        entry["at"] = entry.pop("time")
    # Always the same id for the same entry, though the file stays as it is.
    entry.setdefault("id", sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()[:32])
    return entry | {"v": 2}


# Version -> what makes an entry of the next one of it. On reading only: the file stays as it was written.
_MIGRATE = {1: _from_1}


def read_line(line: bytes) -> dict:
    """The entry in a line, in today's version.

    Raises `NewerEntry` for one that is to be kept but cannot be understood yet, and ValueError or RecursionError for what
    is no entry.
    """
    if len(line) > LONGEST_LINE:
        raise ValueError(f"it is longer than {LONGEST_LINE} bytes")
    text = line.removeprefix(BOM_UTF8).decode("utf-8")  # some editors put a mark at the start of a file
    entry = json.loads(text, parse_constant=_number, parse_float=_number, parse_int=_whole)
    if not isinstance(entry, dict) or type(entry.get("v")) is not int or entry["v"] < 1:
        raise ValueError("it has no version")
    if entry["v"] > VERSION:
        raise NewerEntry
    if not _shallow(entry, DEEPEST):
        raise ValueError(f"it has lists within lists, more than {DEEPEST} deep")
    while entry["v"] < VERSION:
        entry = _MIGRATE[entry["v"]](entry)
    _check(entry)
    return entry


def _check(entry: dict) -> None:
    kind = entry.get("kind")
    for key, type_ in (_EVERY | _NEEDS.get(kind if isinstance(kind, str) else "", {})).items():
        if type(entry.get(key)) is not type_:
            raise ValueError(f'its "{key}" should be {_WORD[type_]}')
    sure = entry.get("confidence")
    if sure is not None and (type(sure) is not int or sure not in CONFIDENCE):
        raise ValueError('its "confidence" should be 1, 2, 3 or 4')
    if not isinstance(entry.get("lesson"), str | None):
        raise ValueError('its "lesson" should be text')
    datetime.fromisoformat(entry["at"])


def _number(text: str) -> float:
    """A finite number; JSON has no others, though Python would read them."""
    if not math.isfinite(value := float(text)):
        raise ValueError(f"{text[:40]} is not a number")
    return value


def _whole(text: str) -> int:
    if abs(value := int(text)) > LARGEST_WHOLE:
        raise ValueError(f"{text[:40]} is too large a number")
    return value


def _shallow(value, left: int) -> bool:
    if not isinstance(value, list | dict):
        return True
    return left > 0 and all(_shallow(v, left - 1) for v in (value.values() if isinstance(value, dict) else value))


def plain_number(value):
    """A NumPy number or array as JSON knows it; anything else raises TypeError."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is not text, a number or a list of these")
