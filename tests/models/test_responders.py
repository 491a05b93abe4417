"""Shares, number needed and superiority of the curves are those of people drawn from them."""

import numpy as np
import pytest
from scipy import stats

from edu_lib.models.responders import CONTRASTS, PARAMS, contrast_row, responders
from edu_lib.sources import published


@pytest.mark.parametrize("values", [
    {}, {"mean_difference": -5.0, "sd": 12.0}, {"mean_difference": 8.0, "relief_percent": 60.0, "sd": 40.0},
    {"contrast": "Pilates against little care", "start": 70.0, "other_change": 0.0},
])  # fmt: skip
def test_shares_are_those_of_many_drawn_people(values):
    r = responders(**values)
    rng = np.random.default_rng(11)
    without = rng.normal(r.means[0], r.sd, 200_000)
    treated = rng.normal(r.means[1], r.sd, 200_000)
    # The line is what the relief leaves of the pain at the start.
    reached = [np.mean(pain <= r.start * (1 - r.relief_percent / 100)) for pain in (without, treated)]
    assert (r.without, r.treated) == pytest.approx(reached, abs=0.005)
    assert r.better == pytest.approx(np.mean(treated < without), abs=0.005)
    assert r.needed.gain == pytest.approx(r.treated - r.without)
    bins = np.linspace(-150, 250, 201)
    counts = [np.histogram(pain, bins)[0] for pain in (without, treated)]
    assert r.shared == pytest.approx(np.minimum(*counts).sum() / 200_000, abs=0.01)


def test_the_interval_of_the_effect_becomes_that_of_the_number():
    r = responders()
    ends = [stats.norm.cdf(r.line, r.means[0] + effect, r.sd) - r.without for effect in (r.high, r.low)]
    assert (r.needed.low, r.needed.high) == pytest.approx(ends)
    assert r.needed.low < r.needed.gain < r.needed.high
    assert not r.needed.crosses and r.needed.words == "one more helped in 5 (one in 4 to one in 6)"


def test_an_interval_over_0_runs_through_infinity():
    r = responders("motor control exercise against other exercise")
    assert r.low < 0 < r.high and r.needed.crosses
    assert "helped" in r.needed.words and "worse off" in r.needed.words and "no difference" in r.needed.words


def test_effects_are_rows_of_the_table_and_ones_own_keeps_their_width():
    for contrast, row in CONTRASTS.items():
        told, r = published("trials", id=row), responders(contrast)
        assert (r.effect, r.low, r.high) == (told["effect"], told["ci_low"], told["ci_high"])
        assert r.published and r.source == told["source"] and r.badge == told["badge"]
        own = responders(contrast, mean_difference=-1.0)
        assert own.high - own.low == pytest.approx(r.high - r.low) and not own.published
        assert responders(contrast, mean_difference=r.effect) == r
        assert r.arms == tuple(reversed(contrast.split(" against ")))
        assert contrast_row(contrast)[3] == r.source


def test_no_shift_gains_nothing_and_a_larger_one_more():
    assert responders(mean_difference=0.0).needed.gain == 0.0
    assert responders(mean_difference=0.0).shared == pytest.approx(1.0)
    gains = [responders(mean_difference=-float(d)).needed.gain for d in range(0, 31, 5)]
    assert gains == sorted(gains)
    assert responders(mean_difference=10.0).needed.gain < 0


def test_defaults_come_from_the_tables():
    assert PARAMS["relief_percent"].default == published(
        "study_facts", source="ostelo2008", what="improvement from the start that counts as meaningful"
    )["value"]  # fmt: skip
    start, later = (
        published("study_facts", source="wallwork2024", what=f"persistent back pain: mean pain at {when}")["value"]
        for when in ("the start", "six weeks")
    )
    assert (PARAMS["start"].default, PARAMS["other_change"].default) == (start, later - start)
    implied = [
        published("study_facts", source=source, what=f"spread of pain that {whose} interval{where} implies")["value"]
        for source, whose, where in (("costa2009b", "its", ""), ("skelly2020", "an", " in it"))
    ]
    assert min(implied) <= PARAMS["sd"].default <= max(implied)
    # And those follow from the intervals, as their notes say.
    sums = (10 * 1.81 / 3.92 / np.sqrt(2 / 77), 17.3 / 3.92 / np.sqrt(1 / 52 + 1 / 55))
    assert [round(s) for s in sums] == implied


@pytest.mark.parametrize(("values", "words"), [
    ({"contrast": "yoga"}, "comparison"), ({"sd": 5}, "between 10 and 40"), ({"sd": None}, "must be a number"),
    ({"mean_difference": -50}, "between -30 and 10"), ({"relief_percent": float("nan")}, "finite"),
])  # fmt: skip
def test_bad_input_gets_a_sentence(values, words):
    with pytest.raises((ValueError, TypeError), match=words):
        responders(**values)
