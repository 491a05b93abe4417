"""The cloud has the r it says, its interval is scipy's and covers as often as promised, and nothing gives a hidden r away."""

import re

import numpy as np
import pytest
from scipy import stats

from edu_lib.models.correlation import CLOUDS, OWN, correlation, interval_of_r, reported


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize(("r", "n", "seed"), [(0.08, 32, 1), (-0.9, 5, 7), (0.5, 150, 999), (0.0, 60, 3)])
def test_r_interval_and_line_are_those_of_scipy(r, n, seed, exact):
    got = correlation(r=r, n=n, seed=seed, exact=exact)
    known = stats.pearsonr(got.x, got.y)
    line = stats.linregress(got.x, got.y)
    between = known.confidence_interval(0.95)
    assert len(got.x) == len(got.y) == n
    assert (got.r, got.low, got.high) == pytest.approx((known.statistic, between.low, between.high), abs=1e-9)
    assert (got.slope, got.intercept, got.shared) == pytest.approx(
        (line.slope, line.intercept, line.rvalue**2), abs=1e-9
    )
    if exact:
        assert got.r == r
        assert (got.x.std(ddof=1), got.y.std(ddof=1)) == pytest.approx((1, 1))


@pytest.mark.parametrize(("r", "n"), [(0.08, 32), (0.6, 12)])
def test_the_interval_holds_the_true_r_in_about_95_of_100_random_samples(r, n):
    held = [c.low <= r <= c.high for c in (correlation(r=r, n=n, seed=s, exact=False) for s in range(1, 1000))]
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)  # three standard errors of 999 draws


def test_a_sample_is_its_seed_and_more_people_join_those_who_are_there():
    small, large = (correlation(seed=4, n=n, exact=False) for n in (20, 80))
    assert np.array_equal(large.x[:20], small.x)
    assert np.array_equal(correlation(seed=4, n=20, exact=False).y, small.y)
    assert not np.array_equal(correlation(seed=5, n=20, exact=False).y, small.y)


def test_the_interval_printed_by_a_study_is_found_again():
    """Ferreira 2010 prints one; ours from its r and number of people is the same to the second decimal, or one off."""
    (one,) = (one for one in reported() if not one.ours)
    assert interval_of_r(one.r, one.n) == pytest.approx(one.interval, abs=0.0101)


def test_a_small_study_leaves_much_room():
    got = correlation(r=0.08, n=32)
    assert (round(got.low, 2), round(got.high, 2)) == (-0.28, 0.42)
    for words in (
        "share 1 % of",
        "from −0.28 to 0.42",
        "No link at all fits, and so does the 0.35",
        "fifteen articles",
    ):
        assert words in str(got)
    assert "Neither no link at all nor the 0.35 of Ferreira 2010 fits" in str(correlation(r=0.8, n=60))
    assert "No link at all does not fit, the 0.35 of Ferreira 2010 does" in str(correlation(r=0.4, n=60))
    assert "No link at all fits, the 0.35 of Ferreira 2010 does not" in str(correlation(r=0.0, n=150))
    assert interval_of_r(-1, 10) == (-1, -1)


def test_a_hidden_r_is_not_given_away_and_a_guess_is_answered():
    for cloud, r in CLOUDS.items():
        assert not re.search(r"\d\.\d|%", str(correlation(cloud=cloud, r=0.11)))
        told = correlation(cloud=cloud, r=0.11, guess_r=0.2, show_r=True)
        assert told.r == r
        assert f"you guessed 0.20, off by {abs(r - 0.2):.2f}" in str(told)
    assert "which is right" in str(correlation(cloud="mystery C", guess_r=-0.5, show_r=True))
    assert not correlation(cloud=OWN, show_r=False).hidden


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        ({"r": 1.2}, ValueError, "r .* must lie between -1 and 1, but 1.2"),
        ({"n": 3}, ValueError, "must lie between 5 and 150"),
        ({"seed": "a"}, TypeError, "must be a number"),
        ({"exact": 1}, TypeError, "exact must be True or False"),
        ({"cloud": "mystery Z"}, ValueError, '"mystery A" or'),
    ],
)
def test_bad_input_gets_a_sentence(values, kind, words):
    with pytest.raises(kind, match=words):
        correlation(**values)
    with pytest.raises(ValueError, match="n be at least 4"):
        interval_of_r(0.5, 3)
