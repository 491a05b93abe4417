"""Pressure in a lumbar disc by posture, as three groups measured it, sorted and compared with standing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edu_lib.params import check_choice
from edu_lib.sources import published

__all__ = ["PEOPLE", "UNITS", "MeasuredPosture", "MeasuredPostures", "measured_postures"]

# Per source: activity in the table -> our words for it. Standing and plain sitting come first.
_ROWS = {
    "wilke1999": {
        "relaxed standing": "standing",
        "sitting unsupported, relaxed": "sitting, no backrest",
        "lying prone": "lying face down",
        "side lying": "lying on the side",
        "sitting slouched in chair (nonchalant)": "slouching in a chair",
        "sitting, maximum flexion": "sitting, fully bent",
        "standing, bent forward": "standing, bent forward",
        "lifting, knees flexed": "lifting 20 kg, knees bent",
        "holding away from body": "holding 20 kg far ahead",
        "lifting, round flexed back": "lifting 20 kg, round back",
    },
    "sato1999": {
        "upright standing": "standing",
        "upright sitting": "sitting upright",
        "prone": "lying face down",
        "side lying": "lying on the side",
        "standing, extended": "standing, bent back",
        "sitting, extended": "sitting, bent back",
        "sitting, flexed": "sitting, bent forward",
        "standing, flexed": "standing, bent forward",
    },
    "nachemson1976": {
        "standing": "standing",
        "sitting upright, no backrest": "sitting upright",
        "supine": "lying on the back",
        "side lying": "lying on the side",
        "standing, forward bent": "standing, bent forward",
        "sitting, forward bent": "sitting, bent forward",
        "standing, forward bent with load": "bent forward with 20 kg",
        "sitting, forward bent with load": "sitting, bent, with 20 kg",
    },
}
# What a student chooses, the source behind it, and who was measured.
PEOPLE = {
    "Wilke 1999 (one man)": ("wilke1999", "Wilke 1999: one man of 45 years and 70 kg, disc L4/L5"),
    "Sato 1999 (8 people)": ("sato1999", "Sato 1999: 8 healthy volunteers, disc L4/L5"),
    "Nachemson 1976 (percent of standing)": (
        "nachemson1976",
        "Nachemson 1976: disc L3, told as percent of standing; how many people is not told where we read it",
    ),
}
_SHORT = {"wilke1999": "Wilke 1999", "sato1999": "Sato 1999", "nachemson1976": "Nachemson 1976"}
UNITS = ("MPa", "times standing")


@dataclass(frozen=True)
class MeasuredPosture:
    """One measured posture: `id` is the activity in the table, `value` in the unit shown, `badge` how far it was checked."""

    id: str
    words: str
    value: float
    badge: str


@dataclass(frozen=True)
class MeasuredPostures:
    """The postures of one source, lowest pressure first.

    unit : "MPa" or "times standing";  who : who was measured, in words;  standing, sitting : their places in `rows`
    sitting_percent : by how much sitting differs from standing, in this source
    others : the same for the other sources, by their short name
    note : why the unit is not the one asked for, or ""
    """

    source: str
    unit: str
    who: str
    rows: tuple[MeasuredPosture, ...]
    standing: int
    sitting: int
    sitting_percent: float
    others: tuple[tuple[str, float], ...]
    note: str = ""

    def __str__(self) -> str:
        low, high, one = self.rows[0], self.rows[-1], " times standing" if self.unit == "times standing" else " MPa"
        return (
            f"{self.who}. From {low.value:.2f}{one} ({low.words}) to {high.value:.2f}{one} ({high.words}). "
            f"Sitting pressed the disc {sitting_words(self.sitting_percent)} standing; "
            + " and ".join(
                f"{name} found {sitting_words(percent).removesuffix(' than')}" for name, percent in self.others
            )
            + "."
        )


def sitting_words(percent: float) -> str:
    """-8 -> "8 % less than"."""
    return f"{abs(percent):.0f} % {'less' if percent < 0 else 'more'} than"


@lru_cache(maxsize=8)
def _table(source: str) -> tuple[tuple[str, str, float, str, str], ...]:
    """(activity, our words, value, unit, badge) of a source's rows."""
    out = []
    for activity, words in _ROWS[source].items():
        row = published("invivo_pressure", source=source, activity=activity)
        value = row["value"] / 1000 if row["unit"] == "kPa" else float(row["value"])
        out.append((activity, words, value, row["unit"], row["badge"]))
    return tuple(out)


def _sitting_percent(source: str) -> float:
    standing, sitting = _table(source)[0][2], _table(source)[1][2]
    return 100.0 * (sitting / standing - 1.0)


def measured_postures(by: str = next(iter(PEOPLE)), unit: str = UNITS[0]) -> MeasuredPostures:
    """What was measured `by` whom, in "MPa" or "times standing", sorted from the lowest pressure to the highest.

    Nachemson's values are shares of standing, whichever unit is asked for. Bad input raises a sentence naming the choices.
    """
    check_choice("by", "measured by", by, tuple(PEOPLE))
    check_choice("unit", "in", unit, UNITS)
    source, who = PEOPLE[by]
    found = _table(source)
    standing = found[0]
    relative = unit == "times standing" or source == "nachemson1976"
    scale = standing[2] if relative else 1.0
    rows = sorted(
        (MeasuredPosture(a, words, value / scale, badge) for a, words, value, _, badge in found), key=lambda r: r.value
    )
    ids = [row.id for row in rows]
    return MeasuredPostures(
        source=source,
        unit="times standing" if relative else "MPa",
        who=who,
        rows=tuple(rows),
        standing=ids.index(found[0][0]),
        sitting=ids.index(found[1][0]),
        sitting_percent=_sitting_percent(source),
        others=tuple((_SHORT[key], _sitting_percent(key)) for key in _ROWS if key != source),
        note="Told only as a share of standing." if relative and unit == "MPa" else "",
    )
