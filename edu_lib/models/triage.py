"""How worried should signs, together, make you: what to do, and how soon?

The four levels are those of an international framework (Finucane 2020): a few signs, treat and watch; some, refer; high
concern, an emergency. What fits each combination, and who says so, stands in the table `triage`; which signs fit which
row, in `triage_rules`. The highest level wins. The list has been tested by nobody: it teaches, and clears no one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from edu_lib.params import capital, check_name, check_switch, listed
from edu_lib.sources import BADGES, table

from .triage_rules import CAUDA, RULES, SIGNS, SLOW, STEADY

__all__ = ["LEVELS", "NOTHING", "SPEEDS", "TWO_WEEKS_OLD", "Row", "Triage", "triage", "triage_row"]

LEVELS = ("No sign ticked", "A few signs", "Some signs", "High concern")
NOTHING = "This clears nobody, and it counts only if you have asked about every one of these."
TWO_WEEKS_OLD = "Cauda equina signs, steady"
_LEVEL_OF = {"low": 0, "a few": 1, "some": 2, "high": 3}
# How soon, from the slowest to the fastest; what is not in the list is a row that the rules do not use.
SPEEDS = ("at each visit", "early review", "within 2 weeks", "days to 2 weeks", "days")
SPEEDS = (*SPEEDS, "ring today", "today", "now")
_NAMES = {sign.key: sign.name for sign in SIGNS}


@dataclass(frozen=True)
class Row:
    """A row of the table that the ticked signs fit.

    `id`, `level` (0 to 3), `what` to do in short, `detail` of it, `how_soon`, `makes` (what the signs suggest), `signs`
    (keys of those ticked that take part), `differs` (where guidance differs, else ""), `source` (its key), `badge`.
    """

    id: str
    level: int
    what: str
    detail: str
    how_soon: str
    makes: str
    signs: tuple[str, ...]
    differs: str
    source: str
    badge: str

    @property
    def urgency(self) -> tuple[int, int]:
        """Level, then speed: what ranks the rows."""
        return self.level, SPEEDS.index(self.how_soon)


@dataclass(frozen=True)
class Triage:
    """What the ticked signs, together, ask for.

    `level` 0 to 3, its `words`, `what` to do in short with its `detail`, `how_soon`, `rows` that fit (the most urgent
    first), `ticked` keys, `why` in a sentence, `also` (what else is as urgent, at the highest level),
    `differs` (where guidance differs), `emergency` (True where it is the emergency department, now).
    """

    level: int
    words: str
    what: str
    detail: str
    how_soon: str
    rows: tuple[Row, ...]
    ticked: tuple[str, ...]
    why: str
    also: tuple[str, ...]
    differs: tuple[str, ...]
    emergency: bool

    def __str__(self) -> str:
        parts = [f"{self.words}. {self.what}. How soon: {self.how_soon}.", self.why]
        if self.also:
            parts.append(f"Also: {'; '.join(self.also)}.")
        if self.differs:
            parts.append("Guidance differs: follow your local pathway.")
        return " ".join(parts)


@cache
def _table() -> dict[str, dict]:
    return {row["id"]: row for row in table("triage")}


def triage_row(row_id: str) -> dict:
    """A row of the table `triage` by its id, for example ``triage_row("C2")``; a wrong id raises a sentence."""
    return dict(_table()[check_name("triage_row", row_id, tuple(_table()), "row of the triage table")])


def triage(
    *,
    saddle: bool = False,
    bladder: bool = False,
    bowel: bool = False,
    sexual: bool = False,
    both_legs_weak: bool = False,
    both_legs_pain: bool = False,
    leg_pain: bool = False,
    foot_drop: bool = False,
    weakness_grows: bool = False,
    unsteady: bool = False,
    cancer_ever: bool = False,
    weight_loss: bool = False,
    night_pain: bool = False,
    no_better: bool = False,
    major_trauma: bool = False,
    minor_fall: bool = False,
    osteoporosis: bool = False,
    steroids: bool = False,
    over_70: bool = False,
    fever: bool = False,
    low_defences: bool = False,
    ill: bool = False,
    course_over_14_days_steady: bool = False,
) -> Triage:
    """How worried to be, what to do and how soon, for someone with spinal pain and these signs.

    Each argument is a sign, True where it is there; the boxes of the lab say them in full. The highest level wins, and
    one more sign never lowers it. The single exception is `course_over_14_days_steady`: changes of saddle, bladder, bowel
    or sexual function, older than 14 days, not getting worse and with no other sign at all beside them, are an urgent
    referral in place of the emergency department (table row C7). With any other sign it changes nothing.

    A value that is neither True nor False raises a sentence (`TypeError`).
    """
    values = dict(locals())
    for key, value in values.items():
        check_switch(key, value, "Give True where the sign is there, False where it is not.")
    ticked = frozenset(key for key, value in values.items() if value and key != STEADY)
    if course_over_14_days_steady and ticked and ticked <= SLOW:
        rows = (_fitted("C7", TWO_WEEKS_OLD, ticked),)
    else:
        found = [_fitted(rule.row, rule.makes, ticked & rule.uses) for rule in RULES if rule.fits(ticked)]
        rows = tuple(
            sorted(found, key=lambda row: row.urgency, reverse=True)
        )  # stable: ties stay as the rules rank them
    return _told(rows, ticked)


def _fitted(row_id: str, makes: str, signs) -> Row:
    row = _table()[row_id]
    return Row(
        id=row_id,
        level=_LEVEL_OF[row["level_of_concern"]],
        what=row["in_short"],
        detail=row["what_to_do"],
        how_soon=row["how_soon"],
        makes=makes,
        signs=tuple(sign.key for sign in SIGNS if sign.key in signs),
        differs=row["conflict"] or "",
        source=row["source"],
        badge=BADGES[row["confidence"]],
    )


def _told(rows: tuple[Row, ...], ticked: frozenset[str]) -> Triage:
    keys = tuple(sign.key for sign in SIGNS if sign.key in ticked)
    if not rows:
        row = _table()["F1"]
        return Triage(
            0, LEVELS[0], row["in_short"], row["what_to_do"], row["how_soon"], (), keys, NOTHING, (), (), False
        )
    top = rows[0]
    same = [row for row in rows if top.level == 3 and row.urgency == top.urgency]
    also = dict.fromkeys(row.what for row in same if row.what != top.what)
    differs = (top.differs,) if top.differs else ()  # what the most urgent row leaves open; the rest is settled by it
    if top.signs and set(top.signs) & CAUDA and top.makes != TWO_WEEKS_OLD:
        signs = [_NAMES[key] for key in keys if key in CAUDA]  # all of them, though one would do
    else:
        signs = [_NAMES[key] for key in top.signs]
    return Triage(
        level=top.level,
        words=LEVELS[top.level],
        what=top.what,
        detail=top.detail,
        how_soon=top.how_soon,
        rows=rows,
        ticked=keys,
        why=_why(top, signs),
        also=tuple(also),
        differs=differs,
        emergency="emergency department now" in top.what.lower(),
    )


def _why(top: Row, signs: list[str]) -> str:
    said = capital(listed(signs))
    if top.level == 1:
        return f"{said}: alone it tells little, if all the others were asked. Say what to look for, and agree a date."
    if top.id == "F3":
        return f"{said}: each tells little, together they tell more."
    makes = top.makes[0].lower() + top.makes[1:]
    return f"{said}: {makes.removesuffix('?')}{', perhaps' if makes.endswith('?') else ''}."
