"""Which nerve root, if any, do these signs point to? Two questions that are never mixed. A teaching aid, no advice."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from edu_lib.params import Param, check_choice, check_switch
from edu_lib.sources import BADGES

from .root_ratios import CAP, LOSSES, TESTS, Ratio, pain_ratio, ratio_of, row_of
from .screening import chance, odds

__all__ = ["CHOICES", "HOSPITAL", "LABELS", "PRE_TEST", "ROOTS", "SWITCHES", "Signs", "root_signs"]

ROOTS = ("L2", "L3", "L4", "L5", "S1")  # S2 has no accuracy data: it is never given a share
# Our choices, said on the page: how sure the best root must be (%), by how much it must lead, and the bounds of every
# answer (%).
SURE, LEAD, FLOOR, CEILING = 70.0, 2.0, 5.0, 95.0
# Where the second question starts (%), our choice too: L5 and S1 alike, and the three upper roots, which few operated
# discs press on, at our floor. Equal shares for all five would make L2 to L4 the most likely before anyone was touched.
_START = {root: FLOOR for root in ROOTS[:3]} | dict.fromkeys(("L5", "S1"), 50 - 1.5 * FLOOR)
_DONE = ("not done", "negative", "positive")
CHOICES = {
    "leg_raise": _DONE,
    "crossed": _DONE,
    "slump": _DONE,
    "femoral_stretch": _DONE,
    "pain_area": ("no clear area", "L4 area", "L5 area", "S1 area", "front of thigh", "back of thigh", "great toe"),
    "reflex": ("none lost", "knee", "medial hamstring", "ankle"),
    "loss": ("none", "front thigh numb", "inner ankle numb", "hip abduction weak", "another loss"),
    "whole_examination": ("not judged", "L4", "L5", "S1"),
}
SWITCHES = ("below_knee", "both_legs", "saddle")
LABELS = {
    "leg_raise": "Straight leg raise",
    "crossed": "Crossed leg raise",
    "slump": "Slump",
    "femoral_stretch": "Femoral stretch",
    "pain_area": "Where the pain is",
    "below_knee": "Pain reaches below the knee",
    "reflex": "Reflex lost",
    "loss": "Numb or weak",
    "whole_examination": "Root named after a whole examination",
    "both_legs": "New pain or loss in both legs",
    "saddle": "New change in the saddle, of bladder, bowel or sexual function",
}
# Pain areas that no table gives shares for, or too few people: the roots they lie nearest to, used for rule 4 only.
_NEAR = {"L4 area": ("L4",), "L5 area": ("L5",), "S1 area": ("S1",), "front of thigh": ("L2", "L3")}
_SPLIT = {
    "back of thigh": "Back of the thigh: S2 on one map, S1 on the other. Both stay open.",
    "great toe": "Great toe: L4 on one family of maps, not on the other. Both stay open.",
}
EMERGENCY = "Emergency department now"
GROWING = "Weakness that is new, severe or growing: a doctor or the spinal team the same day, whatever the root."


@dataclass(frozen=True)
class Signs:
    """Answer of `root_signs`. Percentages are 0 to 100, and None or empty where the signs are an emergency.

    before, after : chance (%) that a root is the cause of this leg pain;  band : range of `after`, None where none was read
    used : the tests that carry `after`;  disagree : tests point both ways, so the chance was not moved
    shares : root -> % if a root is the cause;  counted : the findings that carry them, one of each kind at most
    rules : numbers 1 to 7 of the rules that say "cannot tell";  reasons : one sentence for each
    values : what was given
    """

    before: float | None
    after: float | None
    band: tuple[float, float] | None
    used: tuple[Ratio, ...]
    disagree: bool
    shares: dict[str, float]
    counted: dict[str, Ratio]
    rules: tuple[int, ...]
    reasons: tuple[str, ...]
    values: dict[str, object]

    @property
    def emergency(self) -> bool:
        """Signs that may be cauda equina syndrome: nothing is worked out."""
        return 7 in self.rules

    @property
    def best(self) -> str:
        """The root with the largest share; "" where there is no single one."""
        top = max(self.shares.values(), default=0)
        first = [root for root, share in self.shares.items() if share == top]
        return first[0] if len(first) == 1 else ""

    @property
    def verdict(self) -> str:
        """The answer to the second question in a few words."""
        if self.emergency:
            return EMERGENCY
        if self.rules:
            return "Cannot tell"
        return f"Points to {self.best}: about {self.shares[self.best] / 10:.0f} in 10"

    @property
    def cautions(self) -> tuple[str, ...]:
        """Why an answer that names a root is less sure than it looks."""
        out = ["findings of one root rise and fall together; we treated them as if they did not."]
        if any(ratio.capped for ratio in self.counted.values()):
            out.append(f"One ratio is printed as infinite; to count it as {CAP:g} is our choice.")
        if "pain area" in self.counted:
            out.append("The pain area names the disc, not the root.")
        return tuple(out)

    def __str__(self) -> str:
        if self.emergency:
            return f"{EMERGENCY}. {self.reasons[0]} No percentage is worked out, whatever the other signs say."
        chance = f"Chance of a herniation that presses on a root: {self.before:.0f} % before the tests, "
        if not self.used:
            chance += "and no test with a ratio was done."
        elif self.disagree:
            chance += (
                f"not moved after, for the tests disagree (anything from {self.band[0]:.0f} to {self.band[1]:.0f} %)."
            )
        else:
            band = f"{self.band[0]:.0f} to {self.band[1]:.0f} %" if self.band else "no range was read"
            chance += f"{self.after:.0f} % after ({band})."
        if any(self.values[key] == "negative" for key in TESTS):
            chance += " A negative test does not clear the root."
        which = f"If one does, which root? {self.verdict}."
        lost = ""
        if self.values["reflex"] != "none lost" or self.values["loss"] != "none":
            lost = f" {GROWING}"
        if self.rules:
            if self.best:  # what the bars show, for whoever hears the picture
                which = f"{which[:-1]} (most to {self.best}, {self.shares[self.best]:.0f} %)."
            return f"{chance} {which} {' '.join(self.reasons)}{lost}".strip()
        return f"{chance} {which} It is less sure than that: {' '.join(self.cautions)}{lost}"


# The share of people who had a herniation in the surgical series, as the review's row tells it: a hint for the slider.
HOSPITAL = tuple(float(x) for x in re.findall(r"\d+", row_of(*TESTS["leg_raise"])["setting"]))
PRE_TEST = Param(
    "pre_test", "Chance of a herniation on a root, before the tests", "%", (FLOOR, CEILING), 50.0, 1.0,
    "our bounds; vanderwindt2010: 58 to 98 % in surgical series, and for primary care no number was read",
)  # fmt: skip


def _kept(percent: float) -> float:
    return min(max(percent, FLOOR), CEILING)


def _after(before: float, ratio: float) -> float:
    """Chance (%) after a finding: odds times ratio, kept within our bounds."""
    return _kept(100 * chance(odds(before / 100) * ratio))


def _involved(before: float, given: dict):
    """First question: after, band, the tests used, whether they disagree.

    All four tests pull on nerves of one leg, by the same hand: they are not multiplied. The strongest one counts; where tests
    point both ways none does, and the band covers them all.
    """
    done = [ratio_of(*row, (), given[key]) for key, row in TESTS.items() if given[key] != "not done"]
    done = [ratio for ratio in done if ratio]
    if not done:
        return before, None, (), False
    disagree = min(r.value for r in done) < 1 < max(r.value for r in done)
    used = done if disagree else [max(done, key=lambda r: abs(math.log(r.value)))]
    after = before if disagree else _after(before, used[0].value)
    lows, highs = [r.low for r in used], [r.high for r in used]
    if disagree:  # a test without an interval still counts with its value
        lows, highs = [r.low or r.value for r in used], [r.high or r.value for r in used]
    band = None if None in lows else (_after(before, min(lows)), _after(before, max(highs)))
    return after, band, tuple(used), disagree


def _counted(given: dict) -> dict[str, Ratio]:
    """The findings that tell one root from another: at most one each of pain area, provocation and loss."""
    if given["whole_examination"] != "not judged":  # it holds all the others, so it stands alone
        root = given["whole_examination"]
        return {"whole examination": ratio_of("iversen2013", "whole examination, level named", root, (root,))}
    out = {}
    if pain := pain_ratio(given["pain_area"]):
        out["pain area"] = pain
    if given["femoral_stretch"] == "positive":
        out["provocation"] = ratio_of(*TESTS["femoral_stretch"], ROOTS[:3])
    losses = [ratio_of(*LOSSES[given[key]]) for key in ("reflex", "loss") if given[key] in LOSSES]
    if losses:
        out["loss"] = max(losses, key=lambda r: r.value)
        if len({r.value for r in losses}) < len(losses) and losses[0].roots != losses[1].roots:
            both = tuple(root for root in ROOTS if root in losses[0].roots + losses[1].roots)
            # Two losses equally strong, of two roots: they name the pair.
            out["loss"] = replace(losses[0], name=" or ".join(r.name for r in losses), roots=both)
    return out


def _weights(counted: dict[str, Ratio]) -> dict[str, float]:
    """Weight of each root, not yet a share. A root that a finding does not speak for keeps what it had."""
    out = dict(_START)
    for ratio in counted.values():
        for root in ratio.roots:
            out[root] *= ratio.value
    return out


def root_signs(pre_test: float = 50.0, **signs) -> Signs:
    """Is a root the cause of this leg pain, and if so which?

    Parameters
    ----------
    pre_test : chance (%) that a root is the cause, before the tests; 5 to 95
    signs : keys of `CHOICES` (one of its words) and of `SWITCHES` (True or False); left out means not done or not found.

    Returns `Signs`. Findings of one kind are never multiplied, answers stay within 5 and 95 %, and seven rules say when it
    must be "cannot tell". A new change in the saddle, of bladder, bowel or sexual function, or new pain or loss in both legs, is
    answered with the emergency department and no number at all.

    Raises `TypeError` or `ValueError` in a sentence for a key or value that is not allowed.
    """
    before = PRE_TEST.check(pre_test)
    for key, value in signs.items():
        if key in CHOICES:
            check_choice(key, LABELS[key], value, CHOICES[key])
        elif key in SWITCHES:
            check_switch(f"{key} ({LABELS[key]})", value, "Give True if it is so.")
        else:
            raise TypeError(f'There is no sign "{key}". Give some of {", ".join((*CHOICES, *SWITCHES))}.')
    given = {key: options[0] for key, options in CHOICES.items()} | dict.fromkeys(SWITCHES, False) | signs
    lost = given["reflex"] != "none lost" or given["loss"] != "none"
    if given["saddle"] or given["both_legs"]:
        what = "A new change in the saddle, of bladder, bowel or sexual function"
        what = what if given["saddle"] else "New pain or loss in both legs"
        why = f"{what} may be cauda equina syndrome: the nerves at the end of the spinal canal may be pressed."
        return Signs(None, None, None, (), False, {}, {}, (7,), (why,), given)
    after, band, used, disagree = _involved(before, given)
    counted = _counted(given)
    weights = _weights(counted)
    total = sum(weights.values())
    shares = {root: _kept(100 * weight / total) for root, weight in weights.items()}
    found = _rules(given, counted, weights, lost)
    return Signs(before, after, band, used, disagree, shares, counted, tuple(found), tuple(found.values()), given)


def _rules(given: dict, counted: dict[str, Ratio], weights: dict[str, float], lost: bool) -> dict[int, str]:
    """Rules 1 to 6: number -> why one cannot tell."""
    out = {}
    first, second = sorted(weights.values(), reverse=True)[:2]
    best = max(weights, key=weights.get)
    if not counted:
        out[1] = "No finding here tells one root from another."
    elif 100 * first / sum(weights.values()) < SURE or first < LEAD * second:
        out[1] = f"No root reaches {SURE:g} % and {LEAD:g} times the next."
    for kind, ratio in counted.items():
        if ratio.how != "interval read":
            continue
        ends = [_weights(counted | {kind: replace(ratio, value=end)}) for end in (ratio.low, ratio.high)]
        only = len(counted) == 1 and ratio.low <= 1 <= ratio.high
        if only or any(max(end, key=end.get) != best for end in ends):
            out[2] = (
                f"The interval of one finding ({ratio.name}, {ratio.low:g} to {ratio.high:g}) allows another answer."
            )
    if set(counted) == {"pain area"} or (not given["below_knee"] and not lost):
        out[3] = "Pain without loss, or above the knee, may also be somatic referred pain."
    named = [ratio.roots for kind, ratio in counted.items() if kind != "pain area"]
    losses = [LOSSES[given[key]][3] for key in ("reflex", "loss") if given[key] in LOSSES]
    named = [*named, *losses, *filter(None, [_NEAR.get(given["pain_area"])])]
    if any(_apart(a, b) for a in named for b in named):
        out[4] = (
            "Findings of roots that do not adjoin: ask again about saddle, bladder, bowel, sexual function and both "
            "legs; then think of stenosis or neuropathy."
        )
    if given["pain_area"] in _SPLIT:
        out[5] = _SPLIT[given["pain_area"]]
    if counted and all(ratio.badge in (BADGES["B"], BADGES["assumption"]) for ratio in counted.values()):
        out[6] = f"Only ratios printed as infinite carry this; that we count them as {CAP:g} is our choice."
    return out


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return min(abs(ROOTS.index(a) - ROOTS.index(b)) for a in one for b in other) > 1
