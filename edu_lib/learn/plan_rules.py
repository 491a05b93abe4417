"""What makes an exercise plan unsafe or unfinished, and what is known that helps to choose: pure functions over a plan.

A plan is a dict of plain fields (see data/plan.json, "pages"): words, an option's id, a list of ids, or a number. A field that
is missing or empty has not been answered. Words, reasons and sources are data; this module decides which of them hold.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from edu_lib.params import signed
from edu_lib.sources import BADGES, cite, published

__all__ = [
    "Finding", "bands", "badge_of", "check", "evidence", "fields", "fill", "missing", "read_date", "read_plan", "source_words",
    "suggested", "verdict",
]  # fmt: skip

FILE = Path(__file__).parents[1] / "data" / "plan.json"
LEVELS = ("emergency", "doctor", "refuse", "missing", "warn")  # the most pressing first
OURS = "ours"  # in place of a source: a rule of this lesson, which nobody has measured
_EMERGENCY = {"saddle", "both_legs"}
_YOUNG = {"night", "ill", "weight"}
_GROWN = {"ill", "weight", "cancer"}
# A word that takes back what follows it within a few words: "cannot be cured", "without arching".
_NOT = (
    r"\b(?:no|not|never|nobody|none|nothing|without|cannot|can't|don't|won't|avoid|leave out|leaving out|instead of)\b"
    r"[^.;!?]{0,45}$"
)
# Before an urgent sign a "no" reaches only to the next comma or "but": rather ask once too often.
_NOT_THIS = _NOT.replace(r"[^.;!?]{0,45}$", r"(?:(?!\bbut\b|\bexcept\b|\bonly\b|\bnow\b)[^.,;!?]){0,45}$")
_PROMISE = re.compile(
    r"\bcur(?:e|es|ed|ing)\b|\bguarantee\w*|\bfixed\b|\bpromise\w*|100 ?%|\bheal(?:s|ed)? completely|\bfor sure\b|"
    r"\bpain[- ]free (?:by|in|until)\b|\bbe (?:gone|healed|pain[- ]free|back|better) (?:by|in time|on|before)\b",
    re.I,
)
_LOADED = re.compile(
    r"\barch\w*|\blanding\w*|\bwalk[- ]?over\w*|\bdismount\w*|\bsomersault\w*|\bvault\w*|\btumbl\w*|"
    r"\bback[- ]?bend\w*|\bhandspring\w*|\bloaded extension\b",
    re.I,
)
_LIGHTER = re.compile(
    r"\b(?:lose|losing|less|reduce|drop) (?:some |body |my |her |his |their |the )*(?:weight|kilos?|kg|fat)\b|\bweight[- ]loss\b|"
    r"\b(?:be|get|getting|become) (?:lighter|thinner|leaner|slimmer)\b|\bdiet\w*|\bslim\w*|\bcalorie\w*",
    re.I,
)
_URGENT = re.compile(
    r"\bsaddle\b|\bbladder\b|\bbowels?\b|\bincontinen\w*|\bfever\w*|\bnumb\w* (?:when|between|around|down there)\b|"
    r"\bbetween (?:the|her|his|my) legs\b|\burin\w*|\bwet(?:s|ting)? (?:my|her|him)self\b|"
    r"\bpee(?:s|ing)?\b|\bleak\w*|\bsoil(?:s|ed|ing)\b|\bpoo(?:s|ing)?\b|\bgenital\w*|\bboth legs\b|"
    r"\bfoot (?:drop|slap)\w*|\b(?:legs?|foot|feet|ankle|toes?) (?:is |are |gets? |getting |growing |going |feels? )*weak\w*|"
    r"\bweak\w* (?:in |of )?(?:the |her |his |my |one |a )?(?:legs?|foot|feet|ankle)\b",
    re.I,
)
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d-%m-%Y")


class Finding(NamedTuple):
    """One thing to know about a plan: its level (one of `LEVELS`), the sentence, why, the key of its source or "ours", and
    the page on which it can be changed."""

    level: str
    sentence: str
    why: str
    source: str
    page: str


@lru_cache(maxsize=1)
def read_plan() -> dict:
    """The pages, words and rules of the plan builder."""
    return json.loads(FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def fields() -> dict[str, dict]:
    """Every field of a plan by its id, with the id of its page under "page"."""
    return {f["id"]: f | {"page": page["id"]} for page in read_plan()["pages"] for f in page["fields"]}


# Numbers and sources ----------------------------------------------------------------------------------------------------


def _row(name: str) -> tuple[dict, str]:
    where_from, where, column = read_plan()["numbers"][name]
    return published(where_from, **where), column


def fill(text: str, **more: str) -> str:
    """`text` with each {name} replaced by the number of that name from the tables, or by `more`."""

    def one(found: re.Match) -> str:
        if found[1] in more:
            return more[found[1]]
        row, column = _row(found[1])
        return row[column] if isinstance(row[column], str) else signed(row[column])

    return re.sub(r"\{(\w+)\}", one, text)


def badge_of(text: str, source: str) -> str:
    """How far the numbers in `text` have been checked; without numbers, how far the source has. "" for what is ours."""
    marks = list(BADGES.values())
    found = [_row(name)[0]["badge"] for name in re.findall(r"\{(\w+)\}", text)]
    if not found:
        return "" if source == OURS else cite(source).badge
    return max(found, key=marks.index)


def source_words(source: str) -> str:
    """The name of a source for a reader."""
    return "our own teaching rule" if source == OURS else cite(source).short


def evidence(page: str, plan: dict) -> list[tuple[str, str, str]]:
    """What is known that belongs to a page and to this plan: (sentence, source, badge)."""
    data, found = read_plan(), []
    for key in next(p["evidence"] for p in data["pages"] if p["id"] == page):
        text, source, *when = data["evidence"][key]
        if all(plan.get(field) in allowed for field, allowed in (when[0] if when else {}).items()):
            found.append((fill(text), source, badge_of(text, source)))
    return found


def bands() -> list[tuple[str, str, str, str, str]]:
    """The three ways of reading the dose, which do not agree: (name, what it says, of whom, source, badge)."""
    return [(name, fill(says), fill(whom), s, badge_of(says + whom, s)) for name, says, whom, s in read_plan()["bands"]]


# Dates ------------------------------------------------------------------------------------------------------------------


def read_date(typed: object) -> date | None:
    """The day in what somebody typed: 2026-12-07, 7.12.2026, 7/12/2026 (the day first), 7 December 2026. None for all else."""
    text = " ".join(typed.split()) if isinstance(typed, str) else ""
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def weeks(name: str) -> int:
    row, column = _row(name)
    return int(row[column])


def suggested(plan: dict, today: date | None = None) -> date:
    """The day on which we would look again: sooner where a bone or a leg is in question."""
    return (today or date.today()) + timedelta(weeks=weeks("soon" if _soon(plan) else "later"))


def _soon(plan: dict) -> bool:
    return plan.get("suspected") in ("pars", "disc") or "leg_down" in (plan.get("signs") or ())


def good_date(typed: object, today: date | None = None) -> bool:
    """Whether it is a day from tomorrow on and not too far away."""
    today, day = today or date.today(), read_date(typed)
    return day is not None and today < day <= today + timedelta(weeks=weeks("latest"))


# The rules --------------------------------------------------------------------------------------------------------------


def check(plan: dict, today: date | None = None) -> list[Finding]:
    """What is unsafe in a plan, what is missing and what to think of, the most pressing first.

    A plan with a finding of the level "emergency", "doctor" or "refuse" is not to be handed out. `today` defaults to the
    day it is.
    """
    found = [*_referred(plan), *_unsafe(plan), *_said_too_much(plan), *_to_think_of(plan)]
    # A review date that is missing is refused, not listed among what is open.
    if not good_date(plan.get("review"), today):
        found.append(_finding("review"))
    elif _soon(plan) and read_date(plan["review"]) > suggested(plan, today):
        found.append(_finding("soon"))
    found += missing(plan)
    return sorted(found, key=lambda one: LEVELS.index(one.level))


def verdict(found: list[Finding]) -> str:
    """What follows from the findings: "emergency", "doctor", "refuse", "missing" or "ready"."""
    return next((level for level in LEVELS[:-1] if any(one.level == level for one in found)), "ready")


def _finding(rule: str, page: str = "", words: str = "") -> Finding:
    level, where, sentence, why, source = read_plan()["rules"][rule]
    return Finding(level, fill(sentence, words=words), fill(why), source, page or where)


def _referred(plan: dict) -> list[Finding]:
    signs, young = set(plan.get("signs") or ()), plan.get("age") == "young"
    rules = ["emergency"] if signs & _EMERGENCY else []
    rules += ["trauma"] if "trauma" in signs else []
    rules += ["frail"] if "frail" in signs else []
    if "cancer" in signs and (signs & {"weakness", "leg_down"} or plan.get("suspected") == "disc"):
        rules.append("cancer_nerve")
    rules += ["weakness"] if "weakness" in signs else []
    # Whose age is not known yet is taken for young, the careful way.
    careful = young or plan.get("age") != "adult"
    rules += ["young_flags"] if careful and signs & _YOUNG else []
    # What makes a doctor come first in adults does so in the young as well.
    if signs & _GROWN and not (careful and signs & _GROWN <= _YOUNG):
        rules.append("adult_flags")
    if "night" in signs and not careful:
        rules.append("night")
    return [_finding(rule) for rule in rules]


def _unsafe(plan: dict) -> list[Finding]:
    signs, activity = set(plan.get("signs") or ()), set(plan.get("activity") or ())
    suspected, light, rules = plan.get("suspected"), plan.get("light"), []
    lit = light in ("green", "amber")
    if suspected == "pars":
        rules += ["pars_loaded"] if "loaded" in activity else []
        rules += (
            ["pars_words"] if any(_meant(_LOADED, plan.get(key)) for key in ("what", "next_step", "step_back")) else []
        )
        rules += ["pars_more"] if plan.get("load") == "more" else []
        rules += ["pars_light"] if lit else []
    if "leg_down" in signs and (lit or plan.get("worse") == "push"):
        rules.append("leg_light")
    elif plan.get("worse") == "push":
        rules.append("push")
    rules += ["night_light"] if "night" in signs and lit else []
    slimmer = any(_meant(_LIGHTER, plan.get(key)) for key in ("goal", "what", "next_step"))
    rules += ["energy"] if "energy" in signs and (plan.get("load") == "more" or slimmer) else []
    rules += ["coach"] if plan.get("score") == "coach" else []
    if "rest" in activity:
        rules.append({"pars": "rest_pars", "disc": "rest_disc"}.get(suspected, "rest_nonspecific"))
    if "drug" in activity:
        rules.append("drug_young" if suspected == "nonspecific" and plan.get("age") != "adult" else "drug")
    return [_finding(rule) for rule in rules]


def _said_too_much(plan: dict) -> list[Finding]:
    """A cure, a guarantee, a date: in the student's own words, and (only to ask about) in the person's goal."""
    found = []
    for key, field in fields().items():
        if field["kind"] == "words" and key not in ("who", "prefers", "barriers", "review"):
            if words := _meant(_PROMISE, plan.get(key)):
                rule = "promise_goal" if key == "goal" else "promise"
                found.append(_finding(rule, field["page"], words))
    return found


def _to_think_of(plan: dict) -> list[Finding]:
    signs, rules = set(plan.get("signs") or ()), []
    rules += ["leg_down"] if "leg_down" in signs else []
    rules += ["energy_doctor"] if "energy" in signs else []
    rules += ["keep"] if plan.get("keep") != "yes" else []
    if plan.get("suspected") == "pars" and "doctor" not in (plan.get("knows") or ()):
        rules.append("pars_doctor")
    found = [_finding(rule) for rule in rules]
    if not signs & _EMERGENCY:
        boxes = ("goal", "prefers", "barriers", "what")
        told = (words for key in boxes if (words := _meant(_URGENT, plan.get(key), _NOT_THIS)))
        found += [_finding("written", words=words) for words in list(told)[:1]]
    return found


def missing(plan: dict) -> list[Finding]:
    """What a plan is not complete without, and this one does not have yet. The review date has a rule of its own."""
    found = []
    for key, (page, words) in read_plan()["missing"].items():
        value = plan.get(key)
        there = bool(value.strip()) if isinstance(value, str) else value not in (None, [], ())
        if key == "limits" and plan.get("light") == "own":
            there = True  # the light is off
        if key == "stop_told":
            there = value == "yes"
        if key == "activity":
            there = bool(set(value or ()) - {"drug"})
        if key == "knows":
            needed = {"person"} | ({"parent"} if plan.get("age") == "young" else set())
            doctor = "energy" in (plan.get("signs") or ()) or plan.get("suspected") == "pars"
            there = needed | ({"doctor"} if doctor else set()) <= set(value or ())
        if not there:
            found.append(Finding("missing", f"Still missing: {words}.", "", OURS, page))
    return found


def _meant(pattern: re.Pattern, text: object, taken_back: str = "") -> str:
    """The first words of `text` that fit and that no word before them takes back; "" where there are none."""
    if not isinstance(text, str):
        return ""
    for found in pattern.finditer(text):
        if not re.search(taken_back or _NOT, text[: found.start()], re.I):
            return found[0]
    return ""
