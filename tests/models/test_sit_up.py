"""Sit-up and dead bug: weights on levers by hand, balance, and agreement with what was published."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib import Person
from edu_lib.models.body import GRAVITY
from edu_lib.models.sit_up import LEGS, dead_bug, knee_limit, sit_up
from edu_lib.sources import published

degrees = st.floats(0.0, 70.0)


@given(degrees)
def test_a_sit_ups_moment_is_weight_times_lever(trunk):
    r = sit_up(trunk)
    lever = abs(r.weight_at_m[0] - r.about_m[0])
    assert r.moment_nm["L4/L5"] == pytest.approx(r.weight_n * lever, abs=1e-9)
    assert r.weight_n == pytest.approx(0.49 * 70.0 * GRAVITY)  # what lies above L4/L5
    assert r.held and r.residual_nm < 1e-6


@given(degrees, st.floats(0.0, 90.0), st.sampled_from(LEGS))
def test_a_dead_bugs_moment_is_the_legs_on_their_levers(lowered, knee, legs):
    r = dead_bug(lowered, knee, legs)
    moved = r.weight_n * r.weight_at_m[0]
    kept = dead_bug(0.0, 90.0).hip_nm / 2
    assert r.hip_nm == pytest.approx(moved + (kept if legs == "one leg" else 0.0))
    assert set(r.moment_nm.values()) == {r.hip_nm}
    assert r.held and r.residual_nm < 1e-4
    assert r.joints_m["ankle"][1] > -0.0601  # the heel stays off the floor
    assert r.asked["knee_deg"] == pytest.approx(min(knee, knee_limit(lowered)))


def test_one_straight_leg_by_hand():
    """Thigh, shank and foot of de Leva 1996, straight, 10 degrees above the level."""
    person, scale = Person(), 1.75 / 1.741
    thigh, shank = 0.4222 * scale, 0.4403 * scale
    arm = math.cos(math.radians(10.0))
    nm = 9.81 * person.mass_kg * arm * (
        0.1416 * 0.4095 * thigh + 0.0433 * (thigh + 0.4395 * shank) + 0.0137 * (thigh + shank)
    )  # fmt: skip
    assert dead_bug(80.0, 0.0, "both legs").hip_nm == pytest.approx(2 * nm)


def test_raising_the_trunk_eases_it_and_lowering_the_leg_does_not():
    sits = [sit_up(t) for t in range(0, 71, 10)]
    assert all(a.moment_nm["L4/L5"] > b.moment_nm["L4/L5"] for a, b in zip(sits, sits[1:]))
    bugs = [dead_bug(d, 0.0) for d in range(0, 81, 10)]
    assert all(a.moment_nm["L4/L5"] < b.moment_nm["L4/L5"] for a, b in zip(bugs, bugs[1:]))
    assert all(a.compression_n["L4/L5"] < b.compression_n["L4/L5"] for a, b in zip(bugs, bugs[1:]))
    # With the thigh half-way, the leg weighs most where the shank is level: neither straight nor fully bent.
    knees = {k: dead_bug(45.0, float(k)).hip_nm for k in range(0, 91, 15)}
    assert max(knees, key=knees.get) == 45
    assert dead_bug(60, 45, "both legs").hip_nm > dead_bug(60, 45).hip_nm


def test_it_is_a_lower_bound_of_what_was_published():
    sit = published("exercise_loads", source="axler1997", exercise="bent-leg sit-up")
    legs = published("exercise_loads", source="axler1997", exercise="straight-leg raise")
    most = max(sit_up(float(t)).compression_n["L4/L5"] for t in range(0, 71, 5))
    assert 0.4 * sit["compression_n"] < most < sit["compression_n"]
    both = dead_bug(80.0, 0.0, "both legs")
    assert 0.7 * legs["compression_n"] < both.compression_n["L4/L5"] < legs["compression_n"]
    assert 0.7 * legs["moment_nm"] < both.moment_nm["L4/L5"] < legs["moment_nm"]
    bug = published("sit_up", quantity="dead bug: most activity of any muscle recorded")["value"]
    assert dead_bug(0.0, 90.0).effort["rectus abdominis"] * 100 < bug


def test_muscles_and_words():
    sit, bug = sit_up(10.0), dead_bug(60.0, 30.0)
    assert sit.effort["rectus abdominis"] > bug.effort["rectus abdominis"] > 0.2
    assert sit.effort["psoas major"] >= sit.hip_effort - 1e-9
    assert "Sit-up, trunk raised 10 degrees: the abdominals hold" in str(sit)
    assert "one leg lowered 60 degrees" in str(bug) and "at least" in str(bug)
    assert np.all([value > 0 for r in (sit, bug) for value in r.compression_n.values()])
    assert dead_bug(80.0, 90.0).floor and not bug.floor


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: sit_up(90), "trunk_deg (trunk raised) must lie between 0 and 70 degrees"),
        (lambda: sit_up(True), "trunk_deg (trunk raised) must be a number"),
        (lambda: dead_bug(-1), "lowered_deg (leg lowered) must lie"),
        (lambda: dead_bug(10, "straight"), "knee_deg (knee bend) must be a number"),
        (lambda: dead_bug(10, 10, "no leg"), 'legs (legs) must be "one leg" or "both legs"'),
    ],
)
def test_bad_input_gets_a_sentence(call, said):
    sit_up(1.0)  # True must not be found where 1.0 was kept
    with pytest.raises((ValueError, TypeError)) as caught:
        call()
    assert said in str(caught.value)
