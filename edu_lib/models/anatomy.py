"""The structures of the trunk: one record each, found by any of its names.

The records stand in `data/anatomy.csv`. Latin names follow Terminologia Anatomica, second edition (TA2). Each record was
written in our own words from at least two works, whose keys it carries; where these disagree, its note says so.
"""

from __future__ import annotations

import csv
import difflib
import functools
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from edu_lib.params import capital

__all__ = ["KINDS", "REGIONS", "Structure", "as_csv", "search", "structure", "structures"]

KINDS = ("muscle", "fascia", "bone", "joint", "ligament", "nerve", "vessel", "landmark", "part")
REGIONS = (
    "abdominal wall",
    "back",
    "diaphragm",
    "pelvic floor",
    "vertebra and disc",
    "ligaments",
    "nerves",
    "vessels",
    "fascia",
)
_FILE = Path(__file__).parents[1] / "data" / "anatomy.csv"
# What origin, insertion and action are called, of a muscle, of what has two ends, and of what has a place.
_MUSCLE, _OTHER = ("Origin", "Insertion", "Action"), ("Starts at", "Reaches", "What it is for")
_PLACE = ("Where", "Reaches", "What it is for")
_IDLE = {"musculus", "musculi", "muscle", "muscles", "m", "mm", "the", "of"}


@dataclass(frozen=True)
class Structure:
    """One structure. All fields are words; what does not apply is empty.

    `id` is its key in the course, `ta` its Latin name (TA2), `english` its English one, `synonyms` what else it is called.
    `region` is one of `REGIONS`, `kind` one of `KINDS`, `layer` says how deep it lies. `origin`, `insertion`, `nerve`,
    `blood`, `action` and `fibres` (their way) describe a muscle; other kinds use those that apply. `note` holds what the
    sources disagree about. `sources` are keys for `edu_lib.sources.cite`, `confidence` the mark of the record.
    """

    id: str
    ta: str
    english: str
    synonyms: tuple[str, ...]
    region: str
    layer: str
    kind: str
    origin: str
    insertion: str
    nerve: str
    blood: str
    action: str
    fibres: str
    note: str
    sources: tuple[str, ...]
    confidence: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it answers to."""
        return (self.id, self.ta, self.english, *self.synonyms)

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What there is to tell beside names and place: what each thing is called for this kind of structure, and its words."""
        start, end, does = _MUSCLE if self.kind == "muscle" else _OTHER if self.insertion else _PLACE
        rows = (
            (start, self.origin),
            (end, self.insertion),
            ("Fibres", self.fibres),
            ("Nerve", self.nerve),
            ("Blood", self.blood),
        )
        return tuple((word, words) for word, words in (*rows, (does, self.action), ("Note", self.note)) if words)

    def __str__(self) -> str:
        """The record in sentences."""
        also = f" Also called: {', '.join(self.synonyms)}." if self.synonyms else ""
        lines = [f"{word}: {words.rstrip('.')}." for word, words in self.told]
        where = ", ".join(dict.fromkeys(part for part in (self.kind, self.region, self.layer) if part))
        latin = "" if self.ta == self.english else f" ({self.ta})"
        return f"{capital(self.english)}{latin}: {where}.{also} " + " ".join(lines)


@functools.cache
def structures() -> tuple[Structure, ...]:
    """All records, in the order of the table: by region, then from the surface inwards or from above down."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Structure(**{key: _many(cell) if key in ("synonyms", "sources") else cell for key, cell in row.items()})
            for row in csv.DictReader(lines)
        )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _plain(words: str) -> str:
    """Without case, accents, hyphens and the words that carry no meaning in a name."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    found = re.findall(r"[a-z0-9]+", flat)
    return " ".join([word for word in found if word not in _IDLE] or found)


@functools.cache
def _by_name() -> dict[str, Structure]:
    # The ids come last, so that what one structure is also called never hides another's id.
    every = {_plain(name): one for one in structures() for name in one.names}
    return every | {_plain(one.id): one for one in structures()}


def structure(name: str) -> Structure:
    """The structure with this id, Latin or English name, or synonym; case, accents and hyphens do not matter.

    >>> structure("Obliquus Externus abdominis").id
    'external oblique'

    Raises `ValueError` with the nearest names when there is none, and `TypeError` when `name` is not text.
    """
    if not isinstance(name, str):
        raise TypeError(f'structure needs a name as text, but {name!r} was given. Give one such as "rectus abdominis".')
    known = _by_name()
    if _plain(name) in known:
        return known[_plain(name)]
    near = difflib.get_close_matches(_plain(name), known, n=5, cutoff=0.6)
    ids = list(dict.fromkeys(known[one].id for one in near))[:3]
    if ids:
        advice = "Did you mean " + " or ".join(f'"{one}"' for one in ids) + "?"
    else:
        advice = f'search("...") looks through all {len(structures())} records.'
    raise ValueError(f'There is no structure named "{name}". {advice}')


def search(text: str) -> tuple[Structure, ...]:
    """The structures whose record holds every word of `text`: those that are called so first, then the others.

    Names, synonyms, region, layer, kind, attachments, nerve, blood, action, fibres and note are looked through, without case
    and accents; the beginning of a word is enough ("flex" finds "flexes"). An empty text finds everything.
    """
    if not isinstance(text, str):
        raise TypeError(f'search needs words as text, but {text!r} was given. Give some, such as "subcostal nerve".')
    words = _plain(text).split()
    found = [one for one in structures() if all(f" {word}" in _record(one) for word in words)]
    called = [one for one in found if all(f" {word}" in _called(one) for word in words)]
    return (*called, *(one for one in found if one not in called))


@functools.cache
def _called(one: Structure) -> str:
    return "".join(f" {_plain(name)}" for name in one.names)


@functools.cache
def _record(one: Structure) -> str:
    rest = (one.region, one.layer, one.kind, one.origin, one.insertion, one.nerve, one.blood, one.action)
    return _called(one) + "".join(f" {_plain(cell)}" for cell in (*rest, one.fibres, one.note))


def as_csv(chosen: Iterable[Structure] | None = None) -> str:
    """The records (all, where none are chosen) as CSV text with a header; several names or sources are parted by "; "."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f.name for f in fields(Structure)])
    for one in structures() if chosen is None else chosen:
        writer.writerow(["; ".join(cell) if isinstance(cell, tuple) else cell for cell in astuple(one)])
    return out.getvalue()
