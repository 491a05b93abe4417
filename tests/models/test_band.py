"""The band is the spread of the model over its published ranges, the same each time and for every lab and script."""

import numpy as np
import pytest

from edu_lib import Person, Posture, spine_loads
from edu_lib.models.assumptions import BANDS
from edu_lib.models.band import compression_band, draw_assumptions, people_band

BENT = Posture(trunk_flexion_deg=60, hands_load_kg=20)


def test_each_range_is_used_from_end_to_end_once_a_part():
    drawn = draw_assumptions(10)
    for key, (low, high) in BANDS.items():
        parts = sorted(int(10 * (getattr(one, key) - low) / (high - low)) for one in drawn)
        assert parts == list(range(10)), key


def test_the_band_is_the_percentiles_of_the_draws():
    person = Person(sex="male", mass_kg=80)
    band = compression_band(BENT, person, draws=8, seed=3)
    found = [spine_loads(BENT, person, a).compression_n["L4/L5"] for a in draw_assumptions(8, 3)]
    assert (band.low_n, band.high_n) == pytest.approx(tuple(np.percentile(found, [5, 95])))
    assert band.held
    assert str(band) == f"{round(band.low_n, -1):.0f} to {round(band.high_n, -1):.0f} N"


@pytest.mark.parametrize("posture", [Posture(), BENT, Posture(hands_load_kg=20, hands_forward_m=0.6)], ids=str)
def test_few_draws_say_nearly_what_many_say(posture):
    few, many = compression_band(posture), compression_band(posture, draws=200)
    assert few == compression_band(posture)
    assert few.low_n == pytest.approx(many.low_n, rel=0.06)
    assert few.high_n == pytest.approx(many.high_n, rel=0.06)


def test_people_run_from_the_lightest_to_the_heaviest():
    band = people_band(BENT, "male", (50.0, 100.0), (1.6, 1.9))
    found = [spine_loads(BENT, Person("male", m, h)).compression_n["L4/L5"] for m in (50.0, 100.0) for h in (1.6, 1.9)]
    assert (band.low_n, band.high_n) == (min(found), max(found))
    assert band.low_n < spine_loads(BENT, Person("male", 75.0, 1.75)).compression_n["L4/L5"] < band.high_n


def test_what_cannot_be_held_is_no_part_of_a_band():
    heavy = Posture(hands_load_kg=90, hands_forward_m=1.2)
    assert compression_band(heavy, draws=4) is None
    assert people_band(heavy, "female", (40.0, 45.0), (1.4, 1.5)) is None
    edge = Posture(hands_load_kg=40, hands_forward_m=0.6, trunk_flexion_deg=40)
    band = people_band(edge, "female", (40.0, 150.0), (1.4, 2.1))
    runs = [spine_loads(edge, Person("female", m, h)) for m in (40.0, 150.0) for h in (1.4, 2.1)]
    held = [run.compression_n["L4/L5"] for run in runs if run.held]
    assert 0 < len(held) < 4
    assert not band.held
    assert (band.low_n, band.high_n) == (min(held), max(held))
    own = compression_band(BENT, Person("female", 60.0))
    assert own is not None and not own.held
