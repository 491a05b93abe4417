"""The tilted table: forces balance, friction never pulls, the ends are exact; what is said to be measured is in the table."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib.models.muscles import LEVELS
from edu_lib.models.tilt import HOLDS, LEAVES_OUT, below_knees, readings, share_above, tilt
from edu_lib.sources import published, table

ANY = {
    "angle_deg": st.floats(0, 90), "friction": st.floats(0, 0.7), "hold": st.sampled_from(HOLDS),
    "mass_kg": st.floats(40, 150), "level": st.sampled_from(LEVELS),
}  # fmt: skip


@given(**ANY)
def test_forces_add_to_nothing_along_and_across_the_table(**values):
    r = tilt(**values)
    weight = values["mass_kg"] * 9.81
    assert math.hypot(r.along_n, r.into_n) == pytest.approx(weight)
    assert r.along_n == pytest.approx(r.hold_n + r.whole_friction_n)  # the whole body
    # The part that hangs from the disc, or leans on it: its weight along the table, friction, and the disc's own pull or push.
    share = r.share_above if r.hold != "chest belt" else 1 - r.share_above
    assert share * r.along_n == pytest.approx(abs(r.pull_n) + r.friction_n)
    # Cut at the disc, the other part balances too: the hold carries it, its friction helps.
    other = (1 - share) * r.along_n - (r.whole_friction_n - r.friction_n) + abs(r.pull_n)
    assert other == pytest.approx(r.hold_n, abs=1e-9 * weight)


@given(**ANY)
def test_friction_holds_back_and_never_pulls(**values):
    r, smooth = tilt(**values), tilt(**values | {"friction": 0.0})
    assert 0.0 <= r.whole_friction_n <= min(r.friction * r.into_n, r.along_n) + 1e-9
    assert abs(r.pull_n) <= abs(smooth.pull_n) + 1e-9
    assert r.pull_n * smooth.pull_n >= 0.0  # it turns no pull into a push
    assert (r.hold_n <= 1e-9 * r.weight_n) == (r.angle_deg <= r.slips_at_deg + 1e-9)


@pytest.mark.parametrize("hold", HOLDS)
@pytest.mark.parametrize("level", LEVELS)
def test_lying_flat_nothing_pulls_and_hanging_all_does(hold, level):
    flat, straight = tilt(0, 0, hold, level=level), tilt(90, 0.7, hold, level=level)
    assert flat.pull_n == flat.hold_n == flat.along_n == 0.0
    assert straight.hold_n == straight.along_n == straight.weight_n
    assert straight.into_n == straight.friction_n == 0.0
    above = share_above(level)
    assert straight.pull_share == pytest.approx(above if hold != "chest belt" else above - 1.0)


def test_the_worked_numbers_of_sixty_degrees():
    r = tilt(60, 0.5)
    assert r.along_share == pytest.approx(math.sqrt(3) / 2)
    assert r.headward_share == pytest.approx(0.49 * math.sqrt(3) / 2)
    assert r.pull_share == pytest.approx(0.49 * (math.sqrt(3) / 2 - 0.25))
    assert r.slips_at_deg == pytest.approx(26.565, abs=1e-3)
    assert "87 %" in str(r) and "42 %" in str(r) and "30 %" in str(r)
    assert r.lying_n == pytest.approx(0.1 * 1800 * 0.77)
    assert r.leaves_out == LEAVES_OUT


def test_more_hangs_the_nearer_the_hold():
    shares = [share_above(level) for level in LEVELS]
    assert shares == sorted(shares) and share_above("L4/L5") == 0.49
    assert share_above("L5/S1") - share_above("L4/L5") == pytest.approx(0.026)  # the slice of L5
    assert share_above("T12/L1") == pytest.approx(0.49 - 0.026 - 0.023 - 0.024 - 0.024)
    assert below_knees() == pytest.approx(2 * (0.0433 + 0.0137))
    ankles, belt = tilt(90, 0), tilt(90, 0, "pelvis belt")
    assert ankles.pull_n == belt.pull_n  # the same at the disc
    assert ankles.knee_n == pytest.approx(0.886 * ankles.weight_n)
    assert belt.knee_n == pytest.approx(-0.114 * belt.weight_n)


def test_readings_are_rows_and_no_curve():
    found = readings()
    assert {r.angle_deg for r in found} == {90, None}
    for r in found:
        if r.before is not None:
            assert r.change == pytest.approx(r.hanging - r.before)
    eyes = [r.hanging / r.before for r in found if r.what == "eye"]
    assert len(eyes) == 3 and all(1.9 < e < 2.6 for e in eyes)
    rise = [r for r in found if r.source == "gianakopoulos1985"]
    assert [(r.change, r.low, r.high) for r in rise] == [(17.2, 4, 34), (16.4, 2, 50)]


def test_the_table_agrees_with_the_trials():
    gap = published("tilt", source="gianakopoulos1985", quantity="separation while hanging")
    words = published("trials", id="E83")["note"]
    assert f"from {gap['low']:.1f} to {gap['high']:.1f} mm" in words
    assert all(r["n"] for r in table("tilt") if r["source"] == "rodacki2007")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"angle_deg": 91}, "angle_deg .* between 0 and 90"),
        ({"angle_deg": -1}, "angle_deg .* between 0 and 90"),
        ({"friction": 1.2}, "friction .* between 0 and 0.7"),
        ({"hold": "neck"}, 'hold .* must be "ankles" or "pelvis belt"'),
        ({"level": "C4/C5"}, 'level .* must be "T12/L1"'),
        ({"mass_kg": 3}, "mass_kg .* between 40 and 150"),
    ],
)
def test_bad_input_gets_a_sentence(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        tilt(**given)
