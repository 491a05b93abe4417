"""The lab of exercises says the published numbers, and keeps measured, published and modelled apart."""

import pytest

from edu_lib import Posture, lab, spine_loads
from edu_lib.models.exercises import BRACE, EXERCISES, MUSCLES, SUPERMAN, SWING, exercise_ladder
from edu_lib.sources import published, table


def test_each_exercise_is_the_published_row():
    for muscle, column in MUSCLES.items():
        for e in exercise_ladder(muscle=muscle).exercises:
            row = published("exercise_loads", source="axler1997", exercise=e.name)
            assert (e.compression_n, e.activation_percent, e.n, e.badge) == (
                row["compression_n"], row[column], row["n"], row["badge"],
            )  # fmt: skip


def test_what_may_not_be_used_is_not_in_the_table():
    rows = table("exercise_loads")
    assert not [row for row in rows if "do not use" in (row["note"] or "") or "kavcic" in row["source"]]
    assert all(row["compression_n"] or row["rectus_abdominis_percent"] for row in rows)


def test_the_chosen_one_is_said_with_its_numbers():
    made = lab("exercise_ladder", exercise="curl-up, feet free", muscle="external oblique")
    assert "Curl-up, feet free: about 1991 N on the low back, with the external oblique at 38 %" in str(made)
    assert "52 N for each percent (recheck)" in str(made)
    words = str(lab("exercise_ladder", exercise=SUPERMAN))
    assert "Superman: about 6000 N" in words
    assert "not told there (quoted elsewhere)" in words
    assert "Compression is not harm" in words


def test_walking_is_pressure_times_area_times_factor():
    assert exercise_ladder().walking_n == pytest.approx((0.53 * 1800 * 0.77, 0.65 * 1800 * 0.77))


def test_the_model_stands_beside_what_is_published():
    r = exercise_ladder()
    stand, brace = (spine_loads(Posture(brace=b)).compression_n["L4/L5"] for b in (0.0, BRACE))
    assert r.brace_percent == pytest.approx(100 * (brace / stand - 1))
    assert r.published_brace_percent == 15
    assert r.held_n == spine_loads(Posture(trunk_flexion_deg=60, hands_load_kg=16)).compression_n["L4/L5"]
    assert r.swing.compression_n == 3200
    assert "static" in str(lab("exercise_ladder"))


def test_reset_and_bad_choices():
    made = lab("exercise_ladder", exercise=SWING)
    made.reset()
    assert made.result == exercise_ladder(EXERCISES[0])
    with pytest.raises(ValueError, match="exercise .* must be"):
        made.set(exercise="crunch")


def test_sources_carry_the_badges_of_the_numbers():
    found = {key: badge for _, key, badge in lab("exercise_ladder").sources()}
    assert found["axler1997"] == "recheck"
    assert found["mcgill2004"] == "quoted elsewhere"
    assert found["mcgillmarshall2012"] == "read"
