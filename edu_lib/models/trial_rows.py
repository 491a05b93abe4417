"""The rows of the table "trials": reviews, trials and guidelines, each a published number or statement with its source.

A row is one number with its comparison, outcome, time, scale and certainty. Below 0 is better for what is named first, unless
`better` says "higher". What rows may share and what they say is in `edu_lib.models.trials`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, fields, replace

from edu_lib.params import check_choice
from edu_lib.sources import BADGES, cite, published, table

__all__ = ["COMPARATORS", "Row", "evidence", "trial", "trials"]

COMPARATORS = ("none/minimal", "other exercise", "manual therapy", "placebo", "other care", "mixed")
# Different names of one kind of effect: a weighted mean difference is the pooled mean difference, Hedges' g a standardised one.
_FAMILY = {
    "MD": "mean difference", "WMD": "mean difference", "SMD": "standardised mean difference",
    "g": "standardised mean difference", "RR": "risk ratio", "OR": "odds ratio", "HR": "hazard ratio",
}  # fmt: skip
_RATIOS = ("risk ratio", "odds ratio", "hazard ratio")


@dataclass(frozen=True)
class Row:
    """One published number, or one published statement, with what is needed to read it.

    The fields are the columns of the table "trials", in its order; a cell that is empty is None. `source` is a key of the
    bibliography, `id` names the row (E01, G2). `effect`, `ci_low`, `ci_high` (95 %) are in `unit`. `see` names the table
    that holds the number. `converted` says by what `effect` and its interval were multiplied, 1 where nothing was done.
    """

    source: str
    id: str
    design: str
    comparison: str
    treats: str | None
    against: str | None
    comparator: str | None
    condition: str | None
    outcome: str | None
    outcome_group: str | None
    scale: str | None
    instrument: str | None
    timepoint: str | None
    time_group: str | None
    effect: float | None
    ci_low: float | None
    ci_high: float | None
    unit: str | None
    effect_type: str
    better: str | None
    plot_group: str | None
    n_trials: int | None
    n_participants: int | None
    certainty: str | None
    risk_of_bias: str | None
    reviews_overlap: str | None
    printed_p: float | None
    see: str | None
    confidence: str
    note: str | None
    converted: int = 1

    @property
    def badge(self) -> str:
        """How far this number has been checked: "read", "recheck" and so on."""
        return BADGES[self.confidence]

    @property
    def short(self) -> str:
        """Such as "Smith et al. 2014"."""
        return cite(self.source).short

    @property
    def year(self) -> int:
        """Year of publication, for sorting; 0 where the source bears none."""
        found = re.search(r"\d{4}", self.short)
        return int(found[0]) if found else 0

    @property
    def has_interval(self) -> bool:
        """Whether effect and both ends of the interval are there, which a forest plot needs."""
        return None not in (self.effect, self.ci_low, self.ci_high)

    @property
    def family(self) -> str:
        """The kind of effect, with its different names taken together: "mean difference", "risk ratio"."""
        return _FAMILY.get(self.effect_type, self.effect_type)

    @property
    def ratio(self) -> bool:
        """Whether 1, not 0, means no difference."""
        return self.family in _RATIOS

    @property
    def one_trial(self) -> bool:
        """Whether the row is one trial, not a review of several."""
        return self.design in ("trial", "pilot trial")

    def __str__(self) -> str:
        if self.effect is None:
            return f"{self.short} ({self.badge}): {self.comparison}: {self.note}."
        number = f"{self.effect:g}"
        if self.has_interval:
            number += f" ({self.ci_low:g} to {self.ci_high:g})"
        return f"{self.short} ({self.badge}): {self.comparison}, {self.outcome}: {number} {self.unit}"


@functools.cache
def _rows() -> tuple[Row, ...]:
    return tuple(_filled(Row(**cells)) for cells in table("trials"))


def _filled(row: Row) -> Row:
    """The row with the number of the table that its `see` names, as "study_facts | improved at twelve months"."""
    if not row.see:
        return row
    name, where = row.see.split(" | ")
    column = next(c for c in ("activity", "what", "quantity") if c in table(name)[0])
    return replace(row, effect=published(name, source=row.source, **{column: where})["value"])


def trials(**where: object) -> tuple[Row, ...]:
    """All rows whose fields equal `where`, in the order of the table; of none, all rows.

    >>> [row.id for row in trials(source="wang2012", outcome="disability")]
    ['E12']

    Raises `ValueError` in a sentence for a field that a row has not; values that nothing fits give an empty tuple.
    """
    names = tuple(f.name for f in fields(Row))
    for name in where:
        check_choice("trials", "a column of the table of trials", name, names)
    return tuple(row for row in _rows() if all(getattr(row, name) == value for name, value in where.items()))


def trial(id: str) -> Row:
    """The row with this id, for example ``trial("E28")``. Raises `ValueError` in a sentence."""
    found = [row for row in _rows() if row.id == id]
    if not found:
        raise ValueError(f"There is no row {id!r} in the table of trials. Ids run from E01 to E117 and from G1 to G9.")
    return found[0]


def evidence(ids: str) -> tuple[Row, ...]:
    """The rows that a list such as "E01-E25,E75-E77" names, in the order of the table.

    A range takes what lies between its ends (E96-E98 has E96b in it); "E106a" takes all of E106a0, E106a6 and so on. An
    empty list has no rows. Raises `ValueError` in a sentence for a name that leads to no row.
    """
    order = [row.id for row in _rows()]
    wanted: set[str] = set()
    for part in filter(None, (p.strip() for p in ids.split(","))):
        first, dash, last = (p.strip() for p in part.partition("-"))
        if dash:
            between = order[order.index(trial(first).id) : order.index(trial(last).id) + 1]
            if not between:
                raise ValueError(f'The range "{part}" runs backwards. Give the smaller id first.')
            wanted.update(between)
        elif first in order:
            wanted.add(first)
        else:
            series = [id for id in order if re.fullmatch(rf"{re.escape(first)}\d+", id) and first[-1:].isalpha()]
            wanted.update(series or [trial(first).id])
    return tuple(row for row in _rows() if row.id in wanted)
