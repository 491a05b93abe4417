"""The signs of the lab "triage", and which of them, alone or together, fit which row of the table `triage`.

The rows of the table say what each combination means, what to do, how soon, and who says so. The rules here only say which
ticked signs fit a row. Every rule asks for signs and never for their absence, so that one more sign can only raise what
comes out. The one exception, signs of the cauda equina that are old and steady, stands in `triage`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["CAUDA", "GROUPS", "NEURO", "RULES", "SIGNS", "SLOW", "STEADY", "WEAK", "Rule", "Sign"]


@dataclass(frozen=True)
class Sign:
    """A sign to tick: its key, its group, its label (a question box) and its short name (for the picture)."""

    key: str
    group: str
    label: str
    name: str


@dataclass(frozen=True)
class Rule:
    """`row` of the table fits when `fits(ticked)`; `uses` are the signs that can take part, `makes` what they suggest."""

    row: str
    makes: str
    uses: frozenset[str]
    fits: Callable[[frozenset[str]], bool]


_CES, _NERVE, _CANCER, _BONE, _INFECTION = "Cauda equina", "Nerve and cord", "Cancer", "Bone", "Infection"
SIGNS = (
    Sign("saddle", _CES, "Saddle (anus, genitals): numb, or the feeling changed", "saddle feels different"),
    Sign("bladder", _CES, "Bladder: hard to start, less feeling of the flow, or leaking", "bladder trouble"),
    Sign("bowel", _CES, "Bowel: no feeling of being full, or soiling", "bowel trouble"),
    Sign("sexual", _CES, "Sexual function or genital feeling changed", "sexual function changed"),
    Sign("both_legs_weak", _CES, "Both legs weak: new, severe or growing", "both legs weak"),
    Sign("both_legs_pain", _CES, "New pain down both legs", "new pain down both legs"),
    Sign("leg_pain", _NERVE, "New pain along a nerve, down one leg", "pain down one leg"),
    Sign("foot_drop", _NERVE, "Sudden foot drop, or power 3 of 5 or less in one leg", "foot drop"),
    Sign("weakness_grows", _NERVE, "Weakness that grows, from day to day or visit to visit", "weakness grows"),
    Sign("unsteady", _NERVE, "New unsteady walking, or weakness in arms and legs", "unsteady walking"),
    Sign("cancer_ever", _CANCER, "Cancer, now or ever", "cancer, now or ever"),
    Sign("weight_loss", _CANCER, "Weight loss without a reason", "weight loss"),
    Sign("night_pain", _CANCER, "Night pain: must get up, little relief", "night pain, must get up"),
    Sign("no_better", _CANCER, "No better after a month of care", "no better in a month"),
    Sign("major_trauma", _BONE, "Major trauma: fall from a height, road crash", "major trauma"),
    Sign("minor_fall", _BONE, "Minor fall or lift, then sudden pain", "minor fall, sudden pain"),
    Sign("osteoporosis", _BONE, "Osteoporosis, or an earlier fragility fracture", "osteoporosis"),
    Sign("steroids", _BONE, "Steroid tablets for months", "steroids for months"),
    Sign("over_70", _BONE, "Over 70", "over 70"),
    Sign("fever", _INFECTION, "Fever", "fever"),
    Sign("low_defences", _INFECTION, "Low defences, or a recent infection or operation", "low defences"),
    Sign("ill", _INFECTION, "Feels or looks ill", "feels or looks ill"),
)
GROUPS = (_CES, _NERVE, _CANCER, _BONE, _INFECTION)
STEADY = "course_over_14_days_steady"

CAUDA = frozenset({"saddle", "bladder", "bowel", "sexual", "both_legs_weak"})  # each alone: emergency department now
SLOW = CAUDA - {
    "both_legs_weak"
}  # those that can be old and steady; weakness of both legs is taken as severe or growing
NEURO = CAUDA | {"both_legs_pain", "foot_drop", "weakness_grows", "unsteady"}
WEAK = frozenset({"weight_loss", "night_pain", "no_better", "minor_fall", "osteoporosis", "over_70"})
_CORD = NEURO - {"both_legs_pain"}
_LEG_PAIN = frozenset({"leg_pain", "both_legs_pain"})
_FRAGILE = frozenset({"osteoporosis", "steroids", "over_70"})
_SECOND = frozenset({"weight_loss", "no_better", "over_70"})


def _all(*signs: str) -> Callable:
    return lambda t: t.issuperset(signs)


def _with(one: str, others: frozenset[str]) -> Callable:
    return lambda t: one in t and bool(t & others)


def _rule(row: str, makes: str, uses, fits: Callable | None = None) -> Rule:
    uses = frozenset(uses)
    return Rule(row, makes, uses, fits or (lambda t: bool(t & uses)))


_SUSPECTED, _POSSIBLE = "Suspected cauda equina", "Possible cauda equina"
_ROOT, _CORD_Q, _MSCC = "A nerve root in trouble", "The spinal cord?", "Cancer on the cord?"
_CANCER_Q, _BREAK, _INFECT, _SOME = "Cancer in the spine?", "A fracture?", "An infection?", "Weak signs"
RULES = (
    _rule("C2", _SUSPECTED, {"saddle"}),
    _rule("C1", _SUSPECTED, {"bladder"}),
    _rule("C4", _SUSPECTED, {"bowel"}),
    _rule("C3", _SUSPECTED, {"both_legs_weak"}),
    _rule("C5", _SUSPECTED, CAUDA, _with("sexual", CAUDA - {"sexual"})),
    _rule("C6", _SUSPECTED, {"sexual"}, lambda t: "sexual" in t and not t & (CAUDA - {"sexual"})),
    _rule("X1", _BREAK, {"major_trauma"}),
    _rule("I4", _INFECT, NEURO | {"fever"}, _with("fever", NEURO)),
    _rule(
        "X8",
        _BREAK,
        _CORD | {"minor_fall", "osteoporosis", "steroids"},
        lambda t: bool(t & _CORD and t & {"minor_fall", "osteoporosis", "steroids"}),
    ),
    _rule("M1", _MSCC, _CORD | {"cancer_ever"}, _with("cancer_ever", _CORD)),
    _rule("M2", _MSCC, {"cancer_ever", *_LEG_PAIN}, _with("cancer_ever", _LEG_PAIN)),
    _rule("N3", _CORD_Q, {"unsteady"}),
    _rule("C8", _POSSIBLE, {"both_legs_pain"}),
    _rule("N2", _ROOT, {"weakness_grows"}),
    _rule("N1", _ROOT, {"foot_drop"}),
    _rule("M3", _MSCC, {"cancer_ever", "night_pain"}, _all("cancer_ever", "night_pain")),
    _rule("I1", _INFECT, {"fever"}),
    _rule(
        "I7", _INFECT, {"low_defences", "ill", "night_pain"}, _with("low_defences", frozenset({"ill", "night_pain"}))
    ),
    _rule(
        "M6", _CANCER_Q, {"cancer_ever", "weight_loss", "no_better"}, _all("cancer_ever", "weight_loss", "no_better")
    ),
    _rule("M12", _CANCER_Q, _SECOND | {"cancer_ever"}, _with("cancer_ever", _SECOND)),
    _rule("X2", _BREAK, _FRAGILE | {"minor_fall"}, _with("minor_fall", _FRAGILE)),
    _rule("F3", _SOME, WEAK, lambda t: len(t & WEAK) > 1),
    _rule("I8", _INFECT, {"ill"}),
    _rule("I6", _INFECT, {"low_defences"}),
    _rule("M10", _CANCER_Q, {"cancer_ever"}),
    _rule("X3", _BREAK, {"steroids"}),
    _rule("M7", _CANCER_Q, {"weight_loss"}),
    _rule("M8", _CANCER_Q, {"night_pain"}),
    _rule("X6", _BREAK, {"over_70"}),
    _rule("F2", _SOME, WEAK | {"leg_pain"}),
)
