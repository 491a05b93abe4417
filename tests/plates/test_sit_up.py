"""The plate of sit-up and dead bug: bars are the results', diamonds the sources', handles sit on the joints."""

import numpy as np
import pytest
from plate_words import assert_apart

from edu_lib.labs.picture import LivePicture
from edu_lib.models.sit_up import LEGS, dead_bug, sit_up
from edu_lib.plates.sit_up import HIP_M, SitUpPlate, describe_sit_up, draw_sit_up, measured
from edu_lib.plates.style import DARK


@pytest.fixture(scope="module")
def plate():
    return SitUpPlate()


@pytest.mark.parametrize("legs", LEGS)
@pytest.mark.parametrize("trunk, lowered, knee", [(0.0, 0.0, 90.0), (35.0, 60.0, 0.0), (70.0, 80.0, 90.0)])
def test_bars_handles_and_words(plate, trunk, lowered, knee, legs):
    results = sit_up(trunk), dead_bug(lowered, knee, legs)
    plate.update(results)
    for i, r in enumerate(results):
        values = (r.moment_nm["L4/L5"], 100 * r.effort["rectus abdominis"], r.hip_nm, r.compression_n["L4/L5"])
        for k, (value, full) in enumerate(zip(values, (160, 120, 160, 4000), strict=True)):
            assert plate.bars[k, i].get_width() == pytest.approx(400 * min(value / full, 1.0))
            assert float(plate.numbers[k, i].get_text().split()[0]) == pytest.approx(value, abs=5 if k == 3 else 0.5)
    knobs = {name: plate.live[gid].move.transform((0, 0)) for gid, name in plate.handles.items()}
    assert knobs["trunk"] == pytest.approx(HIP_M + results[0].joints_m["shoulder"])
    assert knobs["knee"] == pytest.approx(HIP_M + results[1].joints_m["knee"])
    assert knobs["foot"] == pytest.approx(HIP_M + results[1].joints_m["ankle"])
    assert set(plate.handle_names) == set(plate.handles)
    assert_apart(plate)


def test_the_weight_hangs_from_its_place(plate):
    r = sit_up(20.0)
    plate.update((r, dead_bug()))
    x, y = plate.figures[0].weight.get_data()
    assert (x[0], y[0]) == pytest.approx(tuple(np.array(r.weight_at_m) + HIP_M))
    low, high = sorted(plate.figures[0].lever.get_xdata())
    assert high - low == pytest.approx(abs(r.weight_at_m[0] - r.about_m[0]))
    assert f"{r.weight_n:.0f} N × {100 * (high - low):.0f} cm from L4/L5" == plate.figures[0].words.get_text()


def test_diamonds_are_published_and_nothing_is_claimed_for_the_dead_bug():
    found = measured()
    assert found[3, 0][0] == 3350 and found[1, 1][0] == 41 and found[0, 0][0] == 154
    assert "both legs" in found[3, 1][1]  # a straight-leg raise, not a dead bug
    words = describe_sit_up((sit_up(), dead_bug()))
    assert "for a dead bug no compression was found" in words and "lower bounds" in words


def test_dark_and_the_live_picture():
    plate = draw_sit_up((sit_up(), dead_bug()), DARK)
    picture = LivePicture(plate.figure, plate.live)
    plate.update((sit_up(), dead_bug(30.0, 60.0, "both legs")))
    assert picture.changes()
    assert any("No published compression" in text.get_text() for text in plate.figure.axes[0].texts)
