"""Trials and reviews as they may be read side by side: which rows share an axis, and what one row says.

Rows are never pooled here: reviews of one field count the same trials, and a trial in two reviews would count twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .effect_size import p_from_interval, p_is
from .effect_size import standard_error as _standard_error
from .trial_rows import COMPARATORS, Row, evidence, trial, trials

__all__ = [
    "COMPARATORS", "WORTH", "Axis", "Check", "Row", "agrees", "axis_of", "certainty_words", "check_row", "evidence",
    "high_bias", "interval_words", "mixing", "no_pool", "p_value", "per_100", "standard_error", "trial", "trials", "worth_it",
]  # fmt: skip

WORTH = ("whole interval", "part", "could go either way", "none")
_HEALTH = ("function", "physical function", "mental health", "activity", "global recovery")  # named by what is good
_LOW = ("very low", "very low to low", "low")


@dataclass(frozen=True)
class Axis:
    """What rows on one axis have in common.

    `family` of the effect, `scale`, `unit`, `better` ("lower" or "higher"), `none` (the value of no difference: 0, or 1 for a
    ratio).
    """

    family: str
    scale: str
    unit: str
    better: str
    none: float


def per_100(row: Row) -> Row:
    """The row on a scale from 0 to 100 where that is exact: a difference on a scale from 0 to 10, times ten.

    `converted` of the result is 10, and belongs beside the number. All other rows come back as they are: a standardised
    difference, or one from 3 to 30, cannot be turned into points of 100 without a guess.
    """
    if row.scale != "0-10" or row.family != "mean difference" or row.effect is None:
        return row
    ten = {
        name: round(10 * value, 6)
        for name in ("effect", "ci_low", "ci_high")
        if (value := getattr(row, name)) is not None
    }
    return replace(row, **ten, scale="0-100", converted=10)


def mixing(rows: Iterable[Row]) -> str:
    """Why these rows cannot share an axis: one sentence that says what differs, in which rows, and what to do; else ""."""
    rows = tuple(rows)
    for what, of in (
        ("the kind of effect", lambda r: r.family),
        ("the scale", lambda r: r.scale or "none"),
        ("the direction that is better", lambda r: r.better or "not said"),
    ):
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(of(row), []).append(row.id)
        if len(found) > 1:
            parts = "; ".join(f"{value} in {', '.join(ids)}" for value, ids in found.items())
            tip = "Plot them apart"
            if what == "the scale" and set(found) == {"0-10", "0-100"}:
                tip += ", or take per_100(row) of each, which is exact"
            return f"These rows do not fit on one axis, for {what} differs: {parts}. {tip}."
    return ""


def axis_of(rows: Iterable[Row]) -> Axis:
    """What the rows have in common, so that they may stand on one axis.

    Raises `ValueError` in a sentence when there is no row, a row has no interval, or effects, scales or directions differ.
    """
    rows = tuple(rows)
    if not rows:
        raise ValueError("There is no row to draw. Choose another comparison, outcome or time.")
    without = [row.id for row in rows if not row.has_interval]
    if without:
        raise ValueError(
            f"{', '.join(without)}: no effect with both ends of an interval. Leave such rows out of the plot."
        )
    if sentence := mixing(rows):
        raise ValueError(sentence)
    first = rows[0]
    return Axis(first.family, first.scale or "", first.unit or "", first.better or "", 1.0 if first.ratio else 0.0)


# -------------------------------------------------------------------------------------------------------- one row


def _needs_interval(row: Row) -> Row:
    if not row.has_interval:
        raise ValueError(f"{row.id} has no effect with both ends of an interval. Choose a row that has.")
    return row


def standard_error(row: Row) -> float:
    """The standard error behind the 95 % interval of `row`; of the logarithm for a ratio. See `effect_size`.

    Raises `ValueError` in a sentence for a row without an interval.
    """
    _needs_interval(row)
    return _standard_error(row.ci_low, row.ci_high, row.ratio)


def p_value(row: Row) -> float:
    """The two-sided P value that fits effect and interval of `row` (normal curve).

    >>> round(p_value(trial("E11")), 3)
    0.032
    """
    _needs_interval(row)
    return p_from_interval(row.effect, row.ci_low, row.ci_high, row.ratio)


def agrees(row: Row, printed_p: float | None = None) -> bool:
    """Whether a printed P value fits the row's own interval; `printed_p` left out is the one of the table.

    Effect and ends are rounded in print, so the P value is worked out from all values that round to them, and the printed
    one, with its own rounding, has to touch that range. Raises `ValueError` in a sentence where no P value is printed.
    """
    printed = row.printed_p if printed_p is None else printed_p
    if printed is None:
        raise ValueError(f"{row.id}: no P value is printed in what we read. Give one as printed_p.")
    _needs_interval(row)
    half = 0.5 * 10.0 ** -max(_decimals(v) for v in (row.effect, row.ci_low, row.ci_high))
    found = [
        p_from_interval(row.effect + a, row.ci_low + b, row.ci_high + c, row.ratio)
        for a in (-half, half)
        for b in (-half, half)
        for c in (-half, half)
    ]
    slack = 0.5 * 10.0 ** -_decimals(printed)
    return min(found) <= printed + slack and max(found) >= printed - slack


@dataclass(frozen=True)
class Check:
    """What a row's interval implies: standard error and P value; the printed P, and whether it fits (None: none printed)."""

    row: Row
    standard_error: float
    p: float
    printed_p: float | None
    fits: bool | None

    def __str__(self) -> str:
        words = f"{self.row.short}, {self.row.id}: standard error {self.standard_error:.2g}, P {p_is(self.p)}"
        if self.fits is None:
            return f"{words}; no P value is printed."
        return f"{words}; printed is P = {self.printed_p:g}, which {'fits' if self.fits else 'does not fit'}."


def check_row(id: str) -> Check:
    """The row with this id, checked against itself.

    >>> print(check_row("E11"))
    Wang et al. 2012, E11: standard error 0.6, P = 0.03; printed is P = 0.003, which does not fit.

    Raises `ValueError` in a sentence for an id that does not exist and for a row without an interval.
    """
    row = trial(id)
    fits = None if row.printed_p is None else agrees(row)
    return Check(row, standard_error(row), p_value(row), row.printed_p, fits)


def _decimals(value: float) -> int:
    return len(f"{value:g}".partition(".")[2])


def high_bias(row: Row) -> bool:
    """Whether trials behind the row are of high risk of bias, or its certainty is low or very low.

    A row that nobody graded is not called biased here; nor is it called good.
    """
    risk = row.risk_of_bias or ""
    return row.certainty in _LOW or risk.startswith("high") or "low quality" in risk


def certainty_words(row: Row) -> str:
    """Such as "low certainty", "not graded", "one trial", "risk of bias high or unclear"."""
    words = row.certainty or "not graded"
    if words == "not graded" and high_bias(row):
        return f"risk of bias {' '.join(row.risk_of_bias.split()[:3])}"
    graded = words in (*_LOW, "moderate", "high", "low to moderate", "moderate to high")
    return f"{words} certainty" if graded else words


def _gain(row: Row, value: float) -> float:
    """`value` so that more is better."""
    return value if row.better == "higher" else -value


def _number(value: float, unit: str) -> str:
    return f"{abs(value):.2f}" if unit in ("SD", "ratio") else f"{abs(value):.1f}"


def interval_words(row: Row, line: float | None = None) -> str:
    """The interval in words, as "from 18.5 to 7.4 points less pain; 15 points is inside".

    line : a size that would be worth it, in the row's unit and above 0; left out, the second half is left out.
    """
    _needs_interval(row)
    unit, what = row.unit or "", row.outcome or ""
    if row.ratio:
        return f"from {row.ci_low:g} to {row.ci_high:g} times the risk"
    # "Less function" for a lower score would say the opposite of what is meant.
    less, more = (
        ("better", "worse") if what in _HEALTH else ("less", "more") if row.better == "lower" else ("more", "less")
    )
    best, worst = sorted((_gain(row, row.ci_low), _gain(row, row.ci_high)), reverse=True)
    a, b = _number(best, unit), _number(worst, unit)
    if worst >= 0:
        words = f"from {a} to {b} {unit} {less} {what}"
    elif best <= 0:
        words = f"from {a} to {b} {unit} {more} {what}"
    else:
        words = f"from {a} {unit} {less} to {b} {unit} {more} {what}"
    if line is None:
        return words
    place = "inside" if worst <= line <= best else "better than all of it" if line > best else "less than all of it"
    return f"{words}; {line:g} {unit} is {place}"


def worth_it(row: Row, line: float) -> str:
    """Where the interval lies against a line from which an effect is worth it (in the row's unit, above 0).

    One of `WORTH`: "whole interval" reaches the line; "part" does; "none" does; or it "could go either way": part of the
    interval reaches the line and part lies on the side where the other treatment is better.
    """
    _needs_interval(row)
    if row.ratio:
        raise ValueError(f"{row.id} is a ratio; a line in points or SD means nothing for it. Choose another row.")
    if isinstance(line, bool) or not isinstance(line, int | float) or not (math.isfinite(line) and line > 0):
        raise ValueError(
            f"The worth-it line must be a number above 0, but {line!r} was given. Give its size, without a sign."
        )
    worst, best = sorted((_gain(row, row.ci_low), _gain(row, row.ci_high)))
    if worst >= line:
        return WORTH[0]
    if best < line:
        return WORTH[3]
    return WORTH[2] if worst < 0 else WORTH[1]


def no_pool(rows: Iterable[Row]) -> str:
    """Why these rows get no one diamond: a sentence. There is no function that pools them.

    Reviews of one field take in the same trials (Costa 2009 stands in the lists of Saragiotto 2016 and of Smith 2014), and one
    review's rows for different times follow the same people.
    """
    rows = tuple(rows)
    if len(rows) < 2:
        return "One row is a result already; there is nothing to pool it with."
    if sentence := mixing(rows):
        return sentence
    if len({row.source for row in rows}) == 1:
        return "No diamond for all: these rows come from one study, and share its people."
    fields_ = [row.reviews_overlap for row in {row.source: row for row in rows}.values()]
    if len(set(fields_)) < len(fields_):
        return "No diamond for all: reviews of one field share trials, and a shared trial would count twice."
    return "No diamond for all: these rows tried different treatments."
