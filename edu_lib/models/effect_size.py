"""What an effect and its interval say: P-value, reading against a line, number needed to treat.

All intervals are taken as effect +- z * standard error with z from the normal curve, as nearly all reviews print them. Ratios
(odds, risk, hazard) are handled on the log scale, where their intervals are even on both sides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Integral, Real
from statistics import NormalDist

from edu_lib.params import Param, capital, check_choice
from edu_lib.sources import published

__all__ = [
    "RISKS", "SPREAD", "WORTH", "Needed", "Reading", "Risks", "interval_from", "nnt_from_risks", "p_from_interval", "p_is",
    "p_words", "published_risks", "reading", "standard_error",
]  # fmt: skip

# The spread of pain from person to person, which more than one sum here needs.
SPREAD = Param("sd", "spread of people (SD)", "points", (10.0, 40.0), 25.0, 1.0, "trials' intervals imply 23 to 29")
WORTH = ("worth it", "cannot tell", "not worth it")
_NORMAL = NormalDist()


def _numbers(ratio: bool, **given: float) -> tuple[float, ...]:
    """The values, on the log scale for a ratio; a sentence for what is no finite number or, in a ratio, not above 0."""
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
            raise ValueError(f"{name} must be a finite number, but {value!r} was given. Copy it from the report.")
        if ratio and value <= 0.0:
            raise ValueError(
                f"{name} of a ratio must be above 0, but {value:g} was given. Give the ratio itself, not its logarithm."
            )
    return tuple(math.log(value) if ratio else float(value) for value in given.values())


def _z(level: float) -> float:
    if isinstance(level, bool) or not isinstance(level, Real) or not 0.5 <= level <= 0.999:
        raise ValueError(
            f"level must lie between 0.5 and 0.999, but {level!r} was given. Give 0.95 for a 95 % interval."
        )
    return _NORMAL.inv_cdf(0.5 + level / 2.0)


def standard_error(low: float, high: float, ratio: bool = False, level: float = 0.95) -> float:
    """The standard error behind an interval: its width over 2 z (3.92 for 95 %); of the logarithm where `ratio`.

    Source: Cochrane Handbook, chapter 6 (obtaining standard errors from confidence intervals). Raises `ValueError` in a
    sentence for bounds that are not finite, are not above 0 in a ratio, or stand the wrong way round.
    """
    z = _z(level)
    a, b = _numbers(ratio, low=low, high=high)
    if not a < b:
        raise ValueError(f"low must be below high, but {low:g} and {high:g} were given. Swap the two ends.")
    return (b - a) / (2.0 * z)


def p_from_interval(effect: float, low: float, high: float, ratio: bool = False, level: float = 0.95) -> float:
    """The two-sided P-value that fits an effect and its interval (Altman and Bland 2011, How to obtain the P value).

    It is the chance of a result at least this far from "no difference" (0, or 1 for a ratio), if there were none.

    >>> round(p_from_interval(-1.29, -2.47, -0.11), 3)
    0.032

    Raises `ValueError` as `standard_error`, and for an effect outside its own interval.
    """
    se = standard_error(low, high, ratio, level)
    (value,) = _numbers(ratio, effect=effect)
    if not low <= effect <= high:
        raise ValueError(
            f"The effect must lie inside its interval, but {effect:g} lies outside {low:g} to {high:g}. Check the signs."
        )
    return 2.0 * _NORMAL.cdf(-abs(value) / se)


def interval_from(effect: float, se: float, ratio: bool = False, level: float = 0.95) -> tuple[float, float]:
    """The interval, (low, high), of an effect with a standard error; `se` is that of the logarithm where `ratio`.

    Raises `ValueError` in a sentence for a standard error that is not above 0.
    """
    z = _z(level)
    (value,) = _numbers(ratio, effect=effect)
    (width,) = _numbers(False, se=se)
    if width <= 0.0:
        raise ValueError(
            f"se (standard error) must be above 0, but {se:g} was given. More people make it small, never 0."
        )
    ends = value - z * width, value + z * width
    return tuple(math.exp(end) for end in ends) if ratio else ends


def p_words(p: float) -> str:
    """Such as "0.03", "0.003" or "below 0.001"."""
    if p < 0.001:
        return "below 0.001"
    return f"{p:.3f}" if p < 0.0095 else f"{p:.2f}"


def p_is(p: float) -> str:
    """What follows "P": such as "= 0.03" or "below 0.001"."""
    words = p_words(p)
    return words if words.startswith("below") else f"= {words}"


@dataclass(frozen=True)
class Reading:
    """Two answers that are often taken for one: `different` (bool: 0 lies outside the interval), `worth` (of `WORTH`)."""

    different: bool
    worth: str

    def __str__(self) -> str:
        first = "Statistically different" if self.different else "Not statistically different"
        return f"{first}; {self.worth}."


def reading(low: float, high: float, worth_it: float, better: str = "lower", ratio: bool = False) -> Reading:
    """Read an interval against "no difference" and against the line from which an effect is worth it.

    worth_it : how large an effect has to be, in the effect's unit, above 0 (of a ratio: the ratio itself).
    better : "lower" or "higher": which way is good.

    "worth it" only where the whole interval reaches the line, "not worth it" where none of it does, else "cannot tell".
    Raises `ValueError` in a sentence.
    """
    standard_error(low, high, ratio)  # checks the ends
    if better not in ("lower", "higher"):
        raise ValueError(f'better must be "lower" or "higher", but {better!r} was given. Say which way is good.')
    (line,) = _numbers(False, worth_it=worth_it)
    if line <= 0.0:
        raise ValueError(
            f"worth_it must be above 0, but {worth_it:g} was given. Give its size; `better` gives the direction."
        )
    none = 1.0 if ratio else 0.0
    different = not low <= none <= high
    if not ratio and better == "lower":
        low, high, line = -high, -low, line  # as gains
    elif ratio and better == "lower":
        low, high, line = 1.0 / high, 1.0 / low, 1.0 / line
    worth = WORTH[0] if low >= line else WORTH[2] if high < line else WORTH[1]
    return Reading(different, worth)


@dataclass(frozen=True)
class Needed:
    """A number needed to treat, kept as the difference of shares it comes from: gain, low, high, each -1 to 1.

    Above 0 the first group fares better. The number itself is 1 / gain; its interval has no middle where the difference may
    be 0, so `words` says it in two pieces (Altman 1998; Bender 2001).
    """

    gain: float
    low: float
    high: float

    @property
    def number(self) -> float:
        """1 / gain: so many treated for one more helped; below 0 for one more harmed; infinite for no difference."""
        return math.inf if self.gain == 0.0 else 1.0 / self.gain

    @property
    def crosses(self) -> bool:
        """Whether "no difference" lies inside the interval, so that the number runs through infinity."""
        return self.low <= 0.0 <= self.high

    @property
    def people(self) -> str:
        """How many to treat for one more helped (or worse off), rounded up."""
        return _people(self.gain) if self.gain else "no number"

    @property
    def words(self) -> str:
        """Such as "one more in 5 (one in 4 to one in 6)", or, where it crosses, from helped to harmed."""
        if self.crosses:
            if self.low == self.high:
                return "no difference, so no number would do"
            ends = [
                f"one more helped in {_people(self.high)}" if self.high > 0.0 else "nobody helped",
                f"one more worse off in {_people(self.low)}" if self.low < 0.0 else "nobody worse off",
            ]
            return f"anything from {ends[0]}, through no difference at all, to {ends[1]}"
        near, far = sorted((self.low, self.high), key=abs, reverse=True)
        what = "helped" if self.gain > 0.0 else "worse off"
        return f"one more {what} in {_people(self.gain)} (one in {_people(near)} to one in {_people(far)})"

    def __str__(self) -> str:
        return f"{capital(self.words)}."


def _people(share: float) -> str:
    """How many people for one: 1 / share, rounded up, as nobody can be treated in part."""
    number = math.ceil(round(1.0 / abs(share), 6))
    return f"{number}" if number <= 1000 else "more than 1000"


@dataclass(frozen=True)
class Risks:
    """Two groups counted: shares of each with the good outcome (0 to 1), and the number needed with its interval."""

    first: float
    second: float
    needed: Needed

    def __str__(self) -> str:
        return f"{100 * self.first:.0f} of 100 against {100 * self.second:.0f} of 100: {self.needed.words}."


def _count(name: str, value: int, most: int | None = None) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < (0 if most is not None else 1):
        raise ValueError(f"{name} must be a whole number of people, but {value!r} was given. Count heads.")
    if most is not None and value > most:
        raise ValueError(f"{name} must be at most the {most} people of its group, but {value} was given. Swap the two?")
    return int(value)


def _wilson(count: int, people: int, z: float) -> tuple[float, float]:
    """Wilson's interval of a share; honest also for few people and for 0 or all of them."""
    share, extra = count / people, z * z / people
    middle = (share + extra / 2.0) / (1.0 + extra)
    half = z * math.sqrt(share * (1.0 - share) / people + extra / (4.0 * people)) / (1.0 + extra)
    return middle - half, middle + half


def nnt_from_risks(helped: int, people: int, helped_other: int, people_other: int, level: float = 0.95) -> Risks:
    """The number needed to treat from counts: `helped` of `people` against `helped_other` of `people_other`.

    The interval of the difference joins Wilson's intervals of the two shares, which Bender 2001 advises for small groups.

    >>> print(nnt_from_risks(10, 13, 2, 9))
    77 of 100 against 22 of 100: one more helped in 2 (one in 2 to one in 9).

    Raises `ValueError` in a sentence for counts that are not whole, negative, or more than the people there are.
    """
    z = _z(level)
    n, m = _count("people", people), _count("people_other", people_other)
    a, b = _count("helped", helped, n) / n, _count("helped_other", helped_other, m) / m
    (a_low, a_high), (b_low, b_high) = _wilson(helped, n, z), _wilson(helped_other, m, z)
    low = a - b - math.hypot(a - a_low, b_high - b)
    high = a - b + math.hypot(a_high - a, b - b_low)
    return Risks(a, b, Needed(a - b, low, high))


# Trial -> what was counted as good, in study_facts: (source, helped, people, helped of the others, the others).
RISKS = ("Hides 2001: no new episode in a year", "Prasad 2012: operation avoided")


def published_risks(trial: str = RISKS[0]) -> Risks:
    """The number needed to treat in one of the small trials of `RISKS`, from its published counts."""
    check_choice("trial", "trial", trial, RISKS)

    def fact(source: str, what: str) -> int:
        return published("study_facts", source=source, what=what)["value"]

    if trial == RISKS[1]:
        names = ("operation avoided with inversion", "people with inversion", "operation avoided without")
        counts = [fact("prasad2012", what) for what in (*names, "people without who were counted")]
    else:
        n, m = fact("hides2001", "people with the exercises"), fact("hides2001", "people without")
        again = [fact("hides2001", f"new episodes within a year, {w}") for w in ("with the exercises", "without")]
        counts = [n - round(n * again[0] / 100), n, m - round(m * again[1] / 100), m]
    return nnt_from_risks(*counts)
