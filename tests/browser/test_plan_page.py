"""The plan on paper: one page of A4, also with every field at its longest; and the page in its place where there is no plan."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from edu_lib.learn import plan_rules as rules
from edu_lib.learn.plan_page import plan_page, referral_page

pytestmark = [pytest.mark.browser]

TODAY = date(2026, 9, 2)  # a Wednesday in September: long words
GOOD = {
    "who": "Noor", "age": "young", "suspected": "pars", "since": "acute", "signs": ["none"],
    "goal": "Back on the beam with my team", "prefers": "Music", "barriers": "Homework",
    "activity": ["walk", "strength"], "what": "Walk to school, hip and leg strength, without arching",
    "minutes": 20, "times": 3, "keep": "yes", "load": "less", "light": "own", "limits": "two", "worse": "back",
    "score": "own", "next_step": "One more time a week", "step_back": "Half of the time for three days",
    "say": "Many are back within months, some sooner, some later", "review": "2026-09-16",
    "changes": "The picture, or leg signs", "stop_told": "yes", "knows": ["person", "parent", "doctor"],
}  # fmt: skip
TRUTHS = {
    "pars": {},
    "disc": {"suspected": "disc", "signs": ["leg_down"]},
    "nonspecific": {"suspected": "nonspecific", "light": "amber", "limits": "three"},
}


def longest(fill: str) -> dict:
    """Every box for words full to the last letter, and every list with all that is safe."""
    full = {key: (fill * 200)[: f["most"]] for key, f in rules.fields().items() if f["kind"] == "words"}
    activity = [one for one, _ in rules.fields()["activity"]["options"] if one not in ("loaded", "rest")]
    knows = [one for one, _ in rules.fields()["knows"]["options"]]
    return full | {"review": str(TODAY + timedelta(days=14)), "activity": activity, "knows": knows}


@pytest.fixture(scope="module")
def paper(chromium):
    sheet = chromium.new_page()
    yield sheet
    sheet.close()


def pages(sheet, whole: str) -> int:
    """How many sheets Chromium prints, on the paper that the page asks for; and nothing sticks out at the side."""
    sheet.set_content(whole)
    sheet.emulate_media(media="print")
    assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    made = sheet.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox ?\[0 0 59\d(\.\d+)? 84\d", made)  # A4 in points
    return len(re.findall(rb"/Type ?/Page\b(?!s)", made))


@pytest.mark.parametrize("fill", ["", "Wiederherstellungsmassnahme ", "W" * 200, "many small words in it "])
@pytest.mark.parametrize("kind", TRUTHS)
def test_the_plan_is_one_page(paper, kind, fill):
    plan = GOOD | TRUTHS[kind] | (longest(fill) if fill else {})
    if kind == "nonspecific":
        plan["activity"] = [one for one in plan["activity"] if one != "drug"]
    assert rules.verdict(rules.check(plan, TODAY)) == "ready"
    assert pages(paper, plan_page(plan, TODAY)) == 1


def test_what_stands_in_place_of_a_plan_is_one_page(paper):
    signs = [one for one, _ in rules.fields()["signs"]["options"] if one != "none"]
    for now, chosen in ((True, signs), (False, ["weakness", "night", "ill", "weight", "cancer"])):
        found = rules.check(GOOD | {"age": "young", "suspected": "nonspecific", "signs": chosen}, TODAY)
        assert pages(paper, referral_page(found, now, TODAY)) == 1


def test_a_page_too_long_would_be_noticed(paper):
    assert pages(paper, plan_page(GOOD | {"what": "word " * 900}, TODAY)) > 1
