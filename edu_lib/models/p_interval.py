"""One effect read twice: what its P-value says, and what its interval says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from edu_lib.models.effect_size import SPREAD, Reading, interval_from, p_from_interval, p_is, reading, standard_error
from edu_lib.models.trials import Row, agrees, per_100, trial
from edu_lib.params import Param, check_choice, check_switch

__all__ = ["GUESSES", "PARAMS", "ROWS", "PInterval", "p_interval", "published_row"]

# What a student reads -> row of the table of trials; scales of 0-10 are shown as 0-100.
ROWS = {
    "Wang 2012: core against general exercise, early": "E11",
    "Wang 2012: the same after a year": "E14",
    "Hayden 2021: exercise against no exercise": "E28",
    "Hayden 2021: exercise against manual therapy": "E31",
    "Smith 2014: motor control against other exercise": "E09",
    "Costa 2009: motor control against placebo": "E41",
}
GUESSES = {
    "not yet": None, "0.0001": 0.0001, "0.001": 0.001, "0.003": 0.003, "0.01": 0.01, "0.03": 0.03, "0.1": 0.1, "0.3": 0.3,
    "0.7": 0.7,
}  # fmt: skip
PARAMS = {
    p.key: p
    for p in (
        Param("effect", "difference", "points", (-30.0, 10.0), None, 0.1, "of 100; below 0 is less pain"),
        Param("people", "people in each arm", "", (5.0, 1000.0), None, 1.0, "from a pilot to a large review"),
        Param(
            "worth_it", "worth it from", "points", (2.0, 30.0), 15.0, 1.0, "15: Hayden 2021; Ostelo 2008 for one person"
        ),
        SPREAD,
    )
}
_NEAR = 3.0  # an estimate of P within this factor counts as near


@lru_cache(maxsize=16)
def published_row(row: str) -> Row:
    """The published result that a key of `ROWS` names, in points of 100."""
    return per_100(trial(ROWS[row]))


@dataclass(frozen=True)
class PInterval:
    """The answer of `p_interval`; points of pain 0-100.

    effect, low, high, se : the difference, its 95 % interval, its standard error
    p : the P-value that fits them;  printed : the one the report prints, None where we know of none;  fits : whether the two agree
    people : in each arm; for a published row the single trial that would be as exact
    reading : the two answers;  guess : the P that was estimated, or None;  near : whether it is within a factor of 3
    published : whether neither effect nor people were changed
    """

    row: str
    source: str
    badge: str
    effect: float
    low: float
    high: float
    se: float
    p: float
    printed: float | None
    fits: bool
    people: float
    worth_it: float
    reading: Reading
    guess: float | None
    near: bool
    reveal: bool
    published: bool

    def __str__(self) -> str:
        return (
            f"{self.effect:.1f} points ({self.low:.1f} to {self.high:.1f}), P {p_is(self.p)}. {self.reading} "
            f"The line stands at {self.worth_it:.0f} points less pain."
        )


def p_interval(
    row: str = next(iter(ROWS)),
    effect: float | None = None,
    people: float | None = None,
    worth_it: float = 15.0,
    sd: float = 25.0,
    your_p: str = "not yet",
    reveal: bool = False,
) -> PInterval:
    """A difference of pain between two arms, its P-value, and its interval read against the line of what is worth it.

    Parameters
    ----------
    row : the published result, a key of `ROWS`.
    effect : points of 0-100, below 0 for less pain; None takes the published one.
    people : in each of two arms; None keeps the published interval's width. The standard error is sd * sqrt(2 / people).
    worth_it : how many points less pain are worth it;  sd : spread of pain in each arm, used where `people` is given.
    your_p : what was estimated before looking, a key of `GUESSES`;  reveal : whether the answer is shown.

    Raises `ValueError` or `TypeError` in a sentence for a value that is not allowed.
    """
    check_choice("row", "result", row, tuple(ROWS))
    check_choice("your_p", "your estimate of P", your_p, tuple(GUESSES))
    own, people, line, sd = (
        PARAMS[key].check(value)
        for key, value in {"effect": effect, "people": people, "worth_it": worth_it, "sd": sd}.items()
    )
    check_switch("reveal", reveal, "Give True to show the answer.")
    found = published_row(row)
    told, low, high = found.effect, found.ci_low, found.ci_high
    se, middle = standard_error(low, high), told if own is None else own
    moved = abs(middle - told) > 1e-9
    if people is None:
        # Printed ends are rounded and need not lie evenly; they move with the effect.
        low, high, as_if = low + middle - told, high + middle - told, 2.0 * (sd / se) ** 2
    else:
        se, as_if = sd * math.sqrt(2.0 / people), people
        low, high = interval_from(middle, se)
    p = p_from_interval(middle, low, high)
    as_published = people is None and not moved
    printed = found.printed_p if as_published else None
    guess = GUESSES[your_p]
    near = guess is not None and max(p, 1e-4) / _NEAR <= guess <= max(p, 1e-4) * _NEAR
    return PInterval(
        row, found.source, found.badge, middle, low, high, se, p, printed, printed is None or agrees(found), as_if, line,
        reading(low, high, line), guess, near, reveal, as_published,
    )  # fmt: skip
