"""Bayes in odds is Bayes by counting heads; the published numbers go in unchanged, and a miss against a review is seen."""

import re

import numpy as np
import pytest

from edu_lib.models.screening import (
    CASES,
    PEOPLE,
    SECOND,
    TWO_FLAGS,
    chance,
    finding,
    likelihood_ratios,
    odds,
    post_test,
    screening,
)
from edu_lib.sources import published, table


@pytest.mark.parametrize("values", [
    {"pre_test": 10.0, "sensitivity": 80.0, "specificity": 90.0}, {"pre_test": 1.0, "sensitivity": 31.0, "specificity": 98.0},
    {"pre_test": 50.0, "sensitivity": 57.0, "specificity": 67.0, "second": SECOND[1]},
    {"pre_test": 20.0, "sensitivity": 57.0, "specificity": 67.0, "second": SECOND[1], "relation": TWO_FLAGS[1]},
])  # fmt: skip
def test_odds_agree_with_heads_counted_among_drawn_people(values):
    r = screening(**values)
    rng = np.random.default_rng(4)
    ill = rng.random(400_000) < values["pre_test"] / 100
    rate = np.where(ill, values["sensitivity"] / 100, 1 - values["specificity"] / 100)
    first = rng.random(len(ill)) < rate
    second = first if "relation" in values else rng.random(len(ill)) < rate
    found = first & second if r.flags == 2 else first
    assert r.after == pytest.approx(ill[found].mean(), abs=0.02)
    assert r.without == pytest.approx(ill[~found].mean(), abs=0.005)
    assert r.found == pytest.approx(PEOPLE * found.mean(), abs=3)
    assert r.ill_found == pytest.approx(PEOPLE * (ill & found).mean(), abs=2)


@pytest.mark.parametrize("second", SECOND)
@pytest.mark.parametrize("case", CASES)
def test_heads_add_up_and_fit_the_chances(case, second):
    for pre_test in (None, 0.1, 5.0, 50.0, 95.0):
        for specificity in (None, 1.0, 99.9):
            r = screening(case, pre_test=pre_test, specificity=specificity, second=second)
            heads = (r.ill_found, r.ill_missed, r.well_found, r.well_clear)
            assert sum(heads) == PEOPLE and min(heads) >= 0
            assert r.ill_found == pytest.approx(r.after * r.found, abs=1.5)
            assert odds(r.after) == pytest.approx(odds(r.before) * r.ratio)
            # Those with and those without the finding make up the chance before.
            share = r.before * (r.sensitivity**2 if r.flags == 2 else r.sensitivity)
            share += (1 - r.before) * (1 - r.specificity) ** r.flags
            assert share * r.after + (1 - share) * r.without == pytest.approx(r.before)
            assert r.after_low <= r.after + 1e-12 and r.after <= r.after_high + 1e-12


def test_two_flags_multiply_only_if_they_tell_different_things():
    one, two = screening(), screening(second=SECOND[1])
    same = screening(second=SECOND[1], relation=TWO_FLAGS[1])
    assert two.ratio == pytest.approx(one.ratio**2) and same.after == one.after
    assert one.after < two.after and same.same and not one.own


def test_published_numbers_go_in_as_they_are():
    flag = finding("fracture: severe trauma")
    row = published("screening", finding="severe trauma", quantity="likelihood ratio")
    assert flag.ratio == (row["value"], row["low"], row["high"])
    assert likelihood_ratios(flag.sensitivity, flag.specificity)[0] == pytest.approx(row["value"])
    assert flag.before == pytest.approx(8 / 1172, abs=5e-5)
    cancer = screening("cancer: history of cancer")
    assert cancer.before == pytest.approx(13 / 1975, abs=5e-5) and cancer.ratio == pytest.approx(0.31 / 0.02)
    for row in (r for r in table("screening") if r["quantity"] == "likelihood ratio"):
        assert row["value"] == pytest.approx(np.sqrt(row["low"] * row["high"]), rel=0.01)


def test_what_follows_is_held_against_what_a_review_found():
    """Ages and trauma fall short of Downie's point and reach its interval; corticosteroids and cancer reach it."""
    reached = {}
    for case in CASES[:3]:
        r = screening(case)
        value, low, high = r.measured
        reached[case] = (r.after < value, r.after_high >= low and r.after_low <= high)
    assert reached == {case: (True, True) for case in CASES[:3]}
    r = screening(CASES[3])
    assert r.after == pytest.approx(0.093, abs=0.001) and r.measured[0] == 0.07
    two = screening(CASES[2], second=SECOND[1])
    assert two.measured == (0.90, 0.34, 0.99) and two.after < 0.90 < two.after_high
    assert screening(CASES[3], second=SECOND[1]).measured is None and screening(pre_test=5.0).measured is None


def test_scans_give_back_the_odds_ratio_and_the_share_without_pain():
    for case in CASES[4:]:
        f = finding(case)
        told = published("screening", source="brinjikji2015b", finding=f.words, quantity="odds ratio")["value"]
        assert odds(f.sensitivity) / odds(1 - f.specificity) == pytest.approx(told)
        r = screening(case)
        assert r.well_found / 500 == pytest.approx(1 - f.specificity, abs=0.001)
        assert 0.5 < r.after < 0.65  # little is learnt


def test_an_effect_of_nothing_and_the_way_back():
    assert likelihood_ratios(0.3, 0.7) == pytest.approx((1.0, 1.0))
    assert post_test(0.2, 1.0) == pytest.approx(0.2)
    assert chance(odds(0.37)) == pytest.approx(0.37) and odds(0.2) == pytest.approx(0.25)
    assert post_test(0.0068, 6.0) == pytest.approx(0.0395, abs=0.0001)


@pytest.mark.parametrize(("call", "words"), [
    (lambda: odds(1.0), "share must be a share between 0 and 1, but 1.0"),
    (lambda: odds("a"), "5 % is 0.05"), (lambda: chance(-1), "0 or more, but -1"),
    (lambda: post_test(5, 2), "pre_test must be a share"), (lambda: likelihood_ratios(0.5, 1), "specificity"),
    (lambda: screening("cough"), 'but "cough" was given'), (lambda: screening(pre_test=0), "between 0.1 and 95"),
    (lambda: screening(second="x"), "second finding"), (lambda: screening(relation=1), "must be text"),
])  # fmt: skip
def test_bad_input_gets_a_sentence(call, words):
    with pytest.raises((ValueError, TypeError), match=re.escape(words)):
        call()
