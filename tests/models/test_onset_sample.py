"""The counts of the 1000 studies agree with theory (SciPy) and with themselves."""

import math

import numpy as np
import pytest
from scipy import stats

from edu_lib.models.onset_sample import MARKS, SIZES, STUDIES, onset_sample, t_critical, two_sided_p

SEEDS = (1, 2)  # 2000 studies


def power(n, difference, looks=1):
    """Chance that at least one of `looks` independent two-sided t-tests says "differs" (noncentral t)."""
    degrees, shift = 2 * n - 2, difference * math.sqrt(n / 2)
    edge = stats.t.ppf(0.975, degrees)
    one = stats.nct.sf(edge, degrees, shift) + stats.nct.cdf(-edge, degrees, shift)
    return 1.0 - (1.0 - one) ** looks


@pytest.mark.parametrize("degrees", [2, 4, 8, 28, 94, 198])
def test_p_and_its_edge_are_student_s(degrees):
    t = np.array([0.0, 0.3, 1.0, 1.96, 2.5, 4.0, 7.0])
    assert two_sided_p(t, degrees) == pytest.approx(2 * stats.t.sf(t, degrees), abs=1e-12)
    assert two_sided_p(-t, degrees) == pytest.approx(two_sided_p(t, degrees))
    assert t_critical(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), abs=1e-8)
    with pytest.raises(ValueError, match="even number of at least 2"):
        two_sided_p(1.0, degrees + 1)


@pytest.mark.parametrize("n", [5, 15, 48, 100])
@pytest.mark.parametrize("looks", [1, 3, 8])
def test_where_nothing_differs_the_share_is_one_minus_095_to_the_looks(n, looks):
    found = [onset_sample(n=n, looks=looks, seed=s) for s in SEEDS]
    expected = 1 - 0.95**looks
    assert found[0].false_expected == pytest.approx(expected)
    margin = 4.0 * math.sqrt(expected * (1 - expected) / (STUDIES * len(SEEDS)))
    assert np.mean([f.share for f in found]) == pytest.approx(expected, abs=margin)
    assert math.isnan(found[0].exaggeration) and found[0].wrong_sign == 0.0


@pytest.mark.parametrize(
    ("n", "difference", "looks"), [(15, 0.5, 1), (48, 0.5, 1), (15, 1.0, 1), (8, 0.3, 4), (100, 0.2, 2)]
)
def test_where_something_differs_the_share_is_the_power(n, difference, looks):
    expected = power(n, difference, looks)
    margin = 4.0 * math.sqrt(expected * (1 - expected) / (STUDIES * len(SEEDS)))
    found = [onset_sample(n=n, difference=difference, looks=looks, seed=s) for s in SEEDS]
    assert np.mean([f.share for f in found]) == pytest.approx(expected, abs=margin)
    for size, share in zip(SIZES, found[0].curve, strict=True):
        theory = power(size, difference, looks)
        assert share == pytest.approx(theory, abs=4.5 * math.sqrt(theory * (1 - theory) / STUDIES) + 0.002)


def test_wrong_signs_and_exaggeration_agree_with_a_simulation_of_their_own():
    n, difference = 15, 0.2
    rng = np.random.default_rng(99)
    a, b = rng.standard_normal((2, 40_000, n))
    t, p = stats.ttest_ind(b + difference, a, axis=1)
    means, said = (b.mean(axis=1) + difference - a.mean(axis=1)), p < 0.05
    found = [onset_sample(n=n, difference=difference, seed=s) for s in SEEDS]
    assert np.mean([f.exaggeration for f in found]) == pytest.approx(np.abs(means[said]).mean() / difference, rel=0.08)
    assert np.mean([f.wrong_sign for f in found]) == pytest.approx((means[said] < 0).mean(), abs=0.06)
    assert onset_sample(n=48, difference=0.5).exaggeration < onset_sample(n=15, difference=0.5).exaggeration


@pytest.mark.parametrize(
    "values", [{"study": 9}, {"n": 48, "difference": 0.7, "study": 500}, {"looks": 6, "study": 1000}]
)
def test_the_study_shown_is_analysed_as_scipy_does(values):
    one = onset_sample(**values)
    result = stats.ttest_ind(one.with_pain, one.without)
    interval = result.confidence_interval(0.95)
    assert one.p == pytest.approx(result.pvalue, abs=1e-9)
    assert (one.low, one.high) == pytest.approx((interval.low, interval.high))
    assert one.mean == pytest.approx(one.means[one.study - 1])
    assert one.says_differs == (result.pvalue < 0.05) == (not one.low < 0.0 < one.high)
    assert len(one.with_pain) == len(one.without) == one.n


def test_of_several_looks_the_smallest_p_is_reported():
    p = [onset_sample(looks=m, study=77).p for m in range(1, 9)]
    assert all(later <= earlier for earlier, later in zip(p, p[1:], strict=False))
    assert p[-1] < p[0]


def test_the_same_seed_gives_the_same_people_and_a_larger_group_keeps_the_smaller():
    small, large = onset_sample(n=15, study=3), onset_sample(n=48, study=3)
    assert large.without[:15] == pytest.approx(small.without)
    assert onset_sample(n=15, study=3) == small
    assert not np.allclose(onset_sample(n=15, study=3, seed=2).without, small.without)
    assert MARKS == {"hodges1996": 15, "gubler2010": 48}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"n": 4}, "n .* between 5 and 100"),
        ({"looks": 2.5}, "looks .* whole number"),
        ({"study": 0}, "study .* between 1"),
    ],
)
def test_bad_input_gets_a_sentence(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        onset_sample(**given)
