"""P and intervals agree with SciPy and with each other; a number needed says what its interval allows, infinity included."""

import math
import re

import numpy as np
import pytest
from scipy import stats

from edu_lib.models.effect_size import (
    RISKS,
    WORTH,
    Needed,
    interval_from,
    nnt_from_risks,
    p_from_interval,
    p_words,
    published_risks,
    reading,
    standard_error,
)
from edu_lib.sources import published, table


@pytest.mark.parametrize(("effect", "se"), [(-1.29, 0.602), (3.0, 0.4), (0.0, 2.0), (-15.2, 1.556)])
@pytest.mark.parametrize("level", [0.95, 0.9])
def test_p_and_interval_are_those_of_the_normal_curve(effect, se, level):
    low, high = interval_from(effect, se, level=level)
    assert (low, high) == pytest.approx(stats.norm.interval(level, effect, se))
    assert standard_error(low, high, level=level) == pytest.approx(se)
    assert p_from_interval(effect, low, high, level=level) == pytest.approx(2 * stats.norm.sf(abs(effect) / se))
    # A ratio is the same thing on the log scale.
    low, high = interval_from(math.exp(effect / 10), se / 10, ratio=True, level=level)
    p = p_from_interval(math.exp(effect / 10), low, high, ratio=True, level=level)
    assert p == pytest.approx(2 * stats.norm.sf(abs(effect) / se))


def test_p_of_a_large_trial_is_that_of_the_t_test():
    rng = np.random.default_rng(3)
    a, b = rng.normal(40, 25, 400), rng.normal(45, 25, 400)
    test = stats.ttest_ind(a, b)
    interval = test.confidence_interval(0.95)
    p = p_from_interval(a.mean() - b.mean(), interval.low, interval.high)
    assert p == pytest.approx(test.pvalue, rel=0.03)


def test_p_is_below_0_05_exactly_where_0_lies_outside():
    rng = np.random.default_rng(8)
    for effect, se in zip(rng.normal(0, 5, 300), rng.uniform(0.5, 4, 300), strict=True):
        low, high = interval_from(float(effect), float(se))
        assert reading(low, high, 5.0).different == (p_from_interval(float(effect), low, high) < 0.05)


def test_the_p_printed_by_wang_does_not_fit_its_interval_and_the_later_one_does():
    early, later = (published("trials", id=row) for row in ("E11", "E14"))
    p = [p_from_interval(row["effect"], row["ci_low"], row["ci_high"]) for row in (early, later)]
    assert p[0] == pytest.approx(0.032, abs=0.001)
    assert early["printed_p"] < p[0] / 5
    assert later["printed_p"] == pytest.approx(p[1], abs=0.01)


def test_brinjikjis_printed_p_follows_from_its_interval():
    row = [r for r in table("screening") if r["quantity"] == "odds ratio" and r["finding"] == "disc degeneration"][0]
    assert p_from_interval(row["value"], row["low"], row["high"], ratio=True) == pytest.approx(0.01, abs=0.003)


@pytest.mark.parametrize(("low", "high", "line", "different", "worth"), [
    (-18.3, -12.2, 10, True, WORTH[0]), (-18.3, -12.2, 15, True, WORTH[1]), (-18.3, -12.2, 20, True, WORTH[2]),
    (-24.7, 1.1, 15, False, WORTH[1]), (-6.74, 0.63, 10, False, WORTH[2]), (-10, -10 + 1e-9, 10, True, WORTH[1]),
    (2.0, 9.0, 1, True, WORTH[2]),  # the wrong way
])  # fmt: skip
def test_the_readings(low, high, line, different, worth):
    found = reading(low, high, line)
    assert (found.different, found.worth) == (different, worth)
    turned = reading(-high, -low, line, better="higher")
    assert (turned.different, turned.worth) == (different, worth)


def test_ratios_are_read_against_1():
    assert str(reading(0.41, 0.74, 0.8, ratio=True)) == "Statistically different; worth it."
    assert reading(1.52, 4.62, 2.0, better="higher", ratio=True).worth == WORTH[1]
    assert reading(0.5, 1.2, 0.4, ratio=True).worth == WORTH[2]
    assert not reading(0.5, 1.2, 0.4, ratio=True).different


def test_nothing_is_worth_it_without_being_different():
    rng = np.random.default_rng(1)
    for _ in range(500):
        low = float(rng.uniform(-30, 10))
        found = reading(low, low + float(rng.uniform(0.1, 40)), float(rng.uniform(0.1, 20)))
        assert found.different or found.worth != WORTH[0]


# ---------------------------------------------------------------------------------------------- numbers needed


def newcombe(a, n, b, m):
    """Newcombe's method 10 from SciPy's Wilson intervals."""
    (al, ah), (bl, bh) = (stats.binomtest(x, k).proportion_ci(method="wilson") for x, k in ((a, n), (b, m)))
    gain = a / n - b / m
    return gain - math.hypot(a / n - al, bh - b / m), gain + math.hypot(ah - a / n, b / m - bl)


@pytest.mark.parametrize("counts", [(10, 13, 2, 9), (14, 20, 3, 19), (0, 5, 5, 5), (0, 8, 0, 8), (60, 100, 36, 100)])
def test_the_interval_is_newcombes(counts):
    found = nnt_from_risks(*counts)
    assert (found.needed.low, found.needed.high) == pytest.approx(newcombe(*counts))
    assert found.needed.gain == pytest.approx(counts[0] / counts[1] - counts[2] / counts[3])
    turned = nnt_from_risks(*counts[2:], *counts[:2]).needed
    assert (turned.low, turned.high) == pytest.approx((-found.needed.high, -found.needed.low))


def test_the_interval_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(5)
    a, b = rng.binomial(40, 0.6, 1500), rng.binomial(40, 0.36, 1500)
    found = [nnt_from_risks(int(x), 40, int(y), 40).needed for x, y in zip(a, b, strict=True)]
    assert 0.93 < np.mean([f.low <= 0.24 <= f.high for f in found]) < 0.975


def test_two_small_trials():
    hides, prasad = (published_risks(trial) for trial in RISKS)
    assert (hides.first, hides.second) == pytest.approx((14 / 20, 3 / 19))
    assert (prasad.first, prasad.second) == pytest.approx((10 / 13, 2 / 9))
    # The counts give the percentages that the abstracts print.
    facts = {row["what"]: row["value"] for row in table("study_facts") if row["source"] == "hides2001"}
    assert round(100 * (1 - hides.first)) == facts["new episodes within a year, with the exercises"]
    assert round(100 * (1 - hides.second)) == facts["new episodes within a year, without"]
    assert (round(100 * prasad.first, 1), round(100 * prasad.second, 1)) == (76.9, 22.2)
    assert prasad.needed.number == pytest.approx(1 / (10 / 13 - 2 / 9))
    assert not prasad.needed.crosses and "one in 2 to one in 9" in str(prasad)


def test_words_of_a_number_needed():
    assert Needed(0.24, 0.19, 0.29).words == "one more helped in 5 (one in 4 to one in 6)"
    assert Needed(-0.2, -0.25, -0.1).words == "one more worse off in 5 (one in 4 to one in 10)"
    # Altman's example: a difference of 10 % with an interval of -5 to 25 %.
    crossing = Needed(0.10, -0.05, 0.25)
    assert crossing.crosses and crossing.number == pytest.approx(10)
    assert (
        crossing.words
        == "anything from one more helped in 4, through no difference at all, to one more worse off in 20"
    )
    assert "nobody worse off" in Needed(0.1, 0.0, 0.2).words
    assert Needed(0.0, 0.0, 0.0).words.startswith("no difference") and Needed(0.0, 0.0, 0.0).number == math.inf
    assert "more than 1000" in Needed(0.0001, -0.2, 0.0002).words
    assert Needed(0.25, 0.2, 0.5).people == "4"  # exact quarters are not rounded up


BAD = [
    (lambda: standard_error(2, 1), "low must be below high, but 2 and 1 were given"),
    (lambda: standard_error(math.nan, 1), "low must be a finite number, but nan"),
    (lambda: standard_error(0, 1, ratio=True), "low of a ratio must be above 0, but 0"),
    (lambda: standard_error(0, 1, level=95), "level must lie between 0.5 and 0.999, but 95"),
    (lambda: p_from_interval(3, 1, 2), "3 lies outside 1 to 2"),
    (lambda: p_from_interval("x", 1, 2), "effect must be a finite number, but 'x'"),
    (lambda: interval_from(1, 0), "must be above 0, but 0"),
    (lambda: reading(1, 2, 0), "worth_it must be above 0, but 0"),
    (lambda: reading(1, 2, 1, better="more"), 'must be "lower" or "higher", but \'more\''),
    (lambda: nnt_from_risks(14, 13, 2, 9), "helped must be at most the 13 people"),
    (lambda: nnt_from_risks(1, 0, 2, 9), "people must be a whole number of people, but 0"),
    (lambda: nnt_from_risks(1.5, 3, 2, 9), "helped must be a whole number of people, but 1.5"),
    (lambda: published_risks("Smith"), 'but "Smith" was given'),
]


@pytest.mark.parametrize(("call", "words"), BAD, ids=[words for _, words in BAD])
def test_bad_input_gets_a_sentence(call, words):
    with pytest.raises((ValueError, TypeError), match=re.escape(words)) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_p_in_words():
    assert [p_words(p) for p in (0.0004, 0.0321, 0.003, 0.25, 0.0096, 1.0)] == [
        "below 0.001", "0.03", "0.003", "0.25", "0.01", "1.00",
    ]  # fmt: skip
