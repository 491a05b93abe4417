"""The comparison with measured pressure is what the README says it is, and its parts can fail."""

import json
from pathlib import Path

import numpy as np
import pytest
import validate

from edu_lib import Assumptions


def test_the_frozen_defaults_meet_every_goal_at_once():
    s = validate.score(validate.modelled_n(Assumptions()), validate.measured_n(Assumptions()))
    assert validate.meets(s)
    # The score itself, so that a change of the model shows here and in the README.
    assert s == pytest.approx({"r": 0.989, "rmse_n": 177, "ratio_rmse": 0.28, "standing_n": 613}, rel=0.01)


def test_the_model_is_closer_than_the_simplest_rival():
    measured = validate.measured_n(Assumptions())
    ours = validate.score(validate.modelled_n(Assumptions()), measured)
    null = validate.score(validate.null_model(), measured)
    assert ours["r"] > null["r"] and ours["rmse_n"] < null["rmse_n"] and ours["ratio_rmse"] < null["ratio_rmse"]


def test_the_readme_tells_the_score_as_it_is():
    text = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    measured = validate.measured_n(Assumptions())
    for model in (validate.modelled_n(Assumptions()), validate.null_model()):
        s = validate.score(model, measured)
        row = f"| {s['r']:.3f} | {s['rmse_n']:.0f} N | {s['ratio_rmse']:.2f} | {s['standing_n']:.0f} N |"
        assert row in text, row
    bend = validate.modelled_n(Assumptions())[1] - measured[1]
    assert f"(by {abs(bend):.0f} N at 36 degrees)" in text


def test_the_score_is_computed_as_it_says():
    s = validate.score(np.array([1.0, 2.0, 4.0]), np.array([2.0, 4.0, 6.0]))
    assert s["rmse_n"] == pytest.approx(np.sqrt((1 + 4 + 4) / 3))
    assert s["ratio_rmse"] == pytest.approx(np.sqrt((0 + 0 + 1) / 3))
    assert s["r"] == pytest.approx(np.corrcoef([1, 2, 4], [2, 4, 6])[0, 1])
    assert not validate.meets({"r": 0.99, "rmse_n": 251, "ratio_rmse": 0.1, "standing_n": 600})
    assert not validate.meets({"r": 0.99, "rmse_n": 100, "ratio_rmse": 0.1, "standing_n": 900})


def test_the_draws_are_repeatable_and_stay_in_the_published_ranges():
    first, again = (list(validate.draws(5)) for _ in range(2))
    assert first == again
    for assumptions, reach in first:
        assert all(low <= getattr(assumptions, key) <= high for key, (low, high) in validate.BANDS.items())
        assert validate.REACH_BAND_M[0] <= reach <= validate.REACH_BAND_M[1]


@pytest.mark.slow
def test_the_script_ends_in_one_line_of_json(capsys):
    assert validate.main() == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert set(json.loads(last)) == {"r", "rmse_n", "ratio_rmse", "standing_n"}
