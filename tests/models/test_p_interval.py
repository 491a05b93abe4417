"""One effect read twice: published rows as printed, what-if results as theory and drawn trials have them."""

import numpy as np
import pytest
from scipy import stats

from edu_lib.models.p_interval import GUESSES, ROWS, p_interval
from edu_lib.sources import published


@pytest.mark.parametrize("row", ROWS)
def test_rows_are_shown_as_published_on_one_scale(row):
    told, r = published("trials", id=ROWS[row]), p_interval(row)
    times = 100 / float(told["scale"].split()[0].split("-")[1])
    expected = [times * told[key] for key in ("effect", "ci_low", "ci_high")]
    assert [r.effect, r.low, r.high] == pytest.approx(expected)
    assert r.published and r.source == told["source"] and r.printed == told["printed_p"]
    # As many people as it is said to be worth give back the standard error.
    assert p_interval(row, people=round(r.people)).se == pytest.approx(r.se, rel=0.02)


def test_p_and_interval_of_ones_own_trial_are_those_of_drawn_ones():
    r = p_interval(effect=-10.0, people=50)
    rng = np.random.default_rng(2)
    arms = rng.normal([[50.0], [40.0]], 25.0, (4000, 2, 50)).mean(axis=2)
    found = arms[:, 1] - arms[:, 0]
    assert r.se == pytest.approx(found.std(), rel=0.04)
    assert np.mean(np.abs(found + 10.0) <= r.high - r.effect) == pytest.approx(0.95, abs=0.015)
    nothing = found + 10.0  # the same trials, had there been no difference
    assert r.p == pytest.approx(np.mean(np.abs(nothing) >= 10.0), abs=0.012)
    assert r.p == pytest.approx(2 * stats.norm.sf(10.0 / r.se))


def test_more_people_make_p_and_the_interval_smaller_and_leave_the_effect():
    made = [p_interval(effect=-6.0, people=n) for n in (10, 100, 1000)]
    assert [r.effect for r in made] == [-6.0] * 3
    assert [r.p for r in made] == sorted((r.p for r in made), reverse=True)
    assert str(made[0].reading) == "Not statistically different; cannot tell."
    assert str(made[2].reading) == "Statistically different; not worth it."
    assert p_interval(effect=-6.0, people=1000, worth_it=2.0).reading.worth == "worth it"


def test_an_estimate_of_p_is_near_within_a_factor_of_three():
    near = {guess for guess in GUESSES if p_interval(your_p=guess).near}
    assert near == {"0.03"} and p_interval(your_p="not yet").guess is None
    assert p_interval("Hayden 2021: exercise against no exercise", your_p="0.0001").near
    assert p_interval(effect=-5.0).printed is None  # a report prints nothing on what it did not find


@pytest.mark.parametrize(("values", "words"), [
    ({"row": "x"}, "result"), ({"people": 2}, "between 5 and 1000"), ({"your_p": "0.5"}, "your estimate of P"),
    ({"reveal": 1}, "True or False"), ({"worth_it": 0}, "worth_it"), ({"effect": "a"}, "must be a number"),
])  # fmt: skip
def test_bad_input_gets_a_sentence(values, words):
    with pytest.raises((ValueError, TypeError), match=words):
        p_interval(**values)
