"""What a red flag or a finding on a scan changes: from the chance before to the chance after, in odds and in heads.

Odds after = odds before * likelihood ratio, which is the share with the finding among the ill over that among the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from numbers import Real

from edu_lib.params import Param, check_choice
from edu_lib.sources import published

__all__ = [
    "CASES", "PARAMS", "PEOPLE", "SECOND", "TWO_FLAGS", "Finding", "Screening", "chance", "finding", "likelihood_ratios",
    "odds", "post_test", "screening",
]  # fmt: skip

PEOPLE = 1000
_SCAN = {
    "disc protrusion on a scan, age 40": ("disc protrusion", 40),
    "disc degeneration on a scan, age 40": ("disc degeneration", 40),
    "disc degeneration on a scan, age 50": ("disc degeneration", 50),
}
_FLAG = {
    "fracture: older age": "older age",
    "fracture: severe trauma": "severe trauma",
    "fracture: long use of corticosteroids": "long use of corticosteroids",
}
CASES = ("fracture: older age", "fracture: severe trauma", "fracture: long use of corticosteroids",
         "cancer: history of cancer", *_SCAN)  # fmt: skip
SECOND = ("none", "an equal second one")
TWO_FLAGS = ("they tell different things", "they tell the same thing")
PARAMS = {
    p.key: p
    for p in (
        Param("pre_test", "chance before", "%", (0.1, 95.0), None, 0.1, "prevalence where the person is seen"),
        Param("sensitivity", "finding among the ill", "%", (1.0, 99.0), None, 1.0, "sensitivity"),
        Param("specificity", "no finding among the others", "%", (1.0, 99.9), None, 0.1, "specificity"),
    )
}


def _share(name: str, value: float, ends: bool = False) -> float:
    ok = not isinstance(value, bool) and isinstance(value, Real)
    if not ok or not (0.0 <= value <= 1.0 if ends else 0.0 < value < 1.0):
        allowed = "from 0 to 1" if ends else "between 0 and 1"
        raise ValueError(f"{name} must be a share {allowed}, but {value!r} was given. 5 % is 0.05.")
    return float(value)


def odds(share: float) -> float:
    """Odds of a share between 0 and 1: 0.2 is 1 to 4, which is 0.25. Raises `ValueError` in a sentence."""
    share = _share("share", share)
    return share / (1.0 - share)


def chance(of_odds: float) -> float:
    """The share, 0 to 1, that belongs to odds of 0 or more. Raises `ValueError` in a sentence."""
    if isinstance(of_odds, bool) or not isinstance(of_odds, Real) or not 0.0 <= of_odds < float("inf"):
        raise ValueError(f"odds must be a finite number of 0 or more, but {of_odds!r} was given. 1 to 4 is 0.25.")
    return of_odds / (1.0 + of_odds)


def likelihood_ratios(sensitivity: float, specificity: float) -> tuple[float, float]:
    """How many times as common among the ill are the finding, and its absence: (LR+, LR-), from shares between 0 and 1."""
    a, b = _share("sensitivity", sensitivity), _share("specificity", specificity)
    return a / (1.0 - b), (1.0 - a) / b


def post_test(pre_test: float, ratio: float) -> float:
    """The chance, 0 to 1, after a finding with likelihood `ratio`, from the chance before (between 0 and 1)."""
    return chance(odds(_share("pre_test", pre_test)) * ratio)


@dataclass(frozen=True)
class Finding:
    """A published finding; shares 0 to 1.

    condition, words : what is looked for, and by what;  before : chance before;  sensitivity, specificity
    ratio : likelihood ratio with its range, (value, low, high);  assumed : what of it is our assumption, in words
    measured : chance after as a review reports it, (value, low, high), or None;  source, badge : of the ratio
    before_source, before_badge : of the chance before
    """

    condition: str
    words: str
    before: float
    sensitivity: float
    specificity: float
    ratio: tuple[float, float, float]
    assumed: str
    measured: tuple[float, float | None, float | None] | None
    source: str
    badge: str
    before_source: str
    before_badge: str


@lru_cache(maxsize=16)
def finding(case: str) -> Finding:
    """The published numbers of a case of `CASES`."""
    check_choice("case", "finding", case, CASES)
    if case in _SCAN:
        return _scan(*_SCAN[case])
    if case in _FLAG:
        return _flag(_FLAG[case])
    return _cancer()


@lru_cache(maxsize=8)
def _measured(**where) -> tuple[float, float | None, float | None]:
    row = published("screening", quantity="post-test probability", **where)
    return tuple(None if row[key] is None else row[key] / 100.0 for key in ("value", "low", "high"))


def _flag(words: str) -> Finding:
    before = published("screening", source="henschke2009", condition="fracture", quantity="prevalence")
    row = published("screening", source="williams2013", finding=words, quantity="likelihood ratio")
    carry = published("screening", source="williams2013", quantity="sensitivity")["value"] / 100.0
    ratio = (row["value"], row["low"], row["high"])
    return Finding(
        "fracture", words, before["value"] / 100.0, carry, 1.0 - carry / row["value"], ratio,
        "half of those with a fracture carry the flag", _measured(source="downie2013", finding=words),
        row["source"], row["badge"], before["source"], before["badge"],
    )  # fmt: skip


def _cancer() -> Finding:
    before = published("screening", source="deyodiehl1988", quantity="prevalence")
    a, b = (published("screening", source="deyo_rational", quantity=q) for q in ("sensitivity", "specificity"))
    sensitivity, specificity = a["value"] / 100.0, b["value"] / 100.0
    up = sensitivity / (1.0 - specificity)
    return Finding(
        "cancer", "history of cancer", before["value"] / 100.0, sensitivity, specificity, (up, up, up), "",
        _measured(source="downie2013", condition="cancer", setting="primary care"), a["source"], a["badge"],
        before["source"], before["badge"],
    )  # fmt: skip


def _scan(words: str, age: int) -> Finding:
    before = published("screening", source="brinjikji2015b", quantity="pre-test probability")
    quiet = published("screening", source="brinjikji2015", finding=words, setting=f"age {age}")["value"] / 100.0
    row = published("screening", source="brinjikji2015b", finding=words, quantity="odds ratio")

    def among_pain(odds_ratio: float) -> float:
        return chance(odds_ratio * odds(quiet))

    value, low, high = (among_pain(row[key]) for key in ("value", "low", "high"))
    return Finding(
        "back pain", words, before["value"] / 100.0, value, 1.0 - quiet, (value / quiet, low / quiet, high / quiet),
        "half of the people have back pain", None, row["source"], row["badge"], before["source"], before["badge"],
    )  # fmt: skip


@dataclass(frozen=True)
class Screening:
    """The answer of `screening`; shares 0 to 1, and heads of `PEOPLE`.

    finding : the published numbers;  before, after, without : chance before, with the finding, without it
    ratio, ratio_absent : likelihood ratios used, of all flags together;  after_low, after_high : over the range of the ratio
    ill_found, ill_missed, well_found, well_clear : heads, together `PEOPLE`;  flags : 1 or 2;  same : the two tell the same
    measured : chance after as a review reports it, (value, low, high), of several flags where there are two; None where
        nothing was reported or a number was changed
    own : whether a number was changed
    """

    case: str
    finding: Finding
    before: float
    sensitivity: float
    specificity: float
    ratio: float
    ratio_absent: float
    after: float
    after_low: float
    after_high: float
    without: float
    ill_found: int
    ill_missed: int
    well_found: int
    well_clear: int
    flags: int
    same: bool
    measured: tuple[float, float | None, float | None] | None
    own: bool

    @property
    def found(self) -> int:
        """Heads with the finding."""
        return self.ill_found + self.well_found

    def __str__(self) -> str:
        return (
            f"Before: {100 * self.before:.1f} of 100 have {self.finding.condition}. With the finding: "
            f"{100 * self.after:.1f} of 100; without it: {100 * self.without:.1f} of 100."
        )


def screening(
    case: str = CASES[0],
    pre_test: float | None = None,
    sensitivity: float | None = None,
    specificity: float | None = None,
    second: str = SECOND[0],
    relation: str = TWO_FLAGS[0],
) -> Screening:
    """What a finding changes, for one person in odds and for 1000 people in heads.

    Parameters
    ----------
    case : the published finding, one of `CASES`.
    pre_test : chance before, %; None takes the published prevalence.
    sensitivity, specificity : %; None takes the published ones (or what follows from the published ratio).
    second : whether a second finding of the same strength is present, one of `SECOND`.
    relation : what the two have to do with each other, one of `TWO_FLAGS`. Ratios may be multiplied only where each finding
        tells something new (independent among the ill and among the others); where both say the same, the second adds nothing.
        Real flags lie between.

    Raises `ValueError` or `TypeError` in a sentence for a value that is not allowed.
    """
    found = finding(case)
    check_choice("second", "second finding", second, SECOND)
    check_choice("relation", "the two findings", relation, TWO_FLAGS)
    given = {"pre_test": pre_test, "sensitivity": sensitivity, "specificity": specificity}
    told = (found.before, found.sensitivity, found.specificity)
    before, a, b = (
        known if value is None else PARAMS[key].check(value) / 100.0
        for (key, value), known in zip(given.items(), told, strict=True)
    )
    same, flags = relation == TWO_FLAGS[1], 1 + (second != SECOND[0])
    ranged = sensitivity is None and specificity is None
    one, _ = likelihood_ratios(a, b)
    _, low, high = found.ratio if ranged else (one, one, one)
    power = 2 if flags == 2 and not same else 1
    both, false = a**power, (1.0 - b) ** power
    ratio, absent = both / false, (1.0 - both) / (1.0 - false)
    own = any(value is not None for value in given.values())
    measured = found.measured
    if flags == 2:
        measured = _measured(source="downie2013", finding="several flags") if found.condition == "fracture" else None
    ill = round(PEOPLE * before)
    ill_found = round(PEOPLE * before * both)
    well_found = round(PEOPLE * (1.0 - before) * false)
    return Screening(
        case, found, before, a, b, ratio, absent, post_test(before, ratio), post_test(before, low**power),
        post_test(before, high**power), post_test(before, absent), ill_found, ill - ill_found, well_found,
        PEOPLE - ill - well_found, flags, same, None if own else measured, own,
    )  # fmt: skip
