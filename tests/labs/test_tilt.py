"""The labs of lesson 08: what is dragged, picked and ticked is what is computed; every source exists."""

import math

import pytest

from edu_lib import lab
from edu_lib.models.traction_ladder import RUNGS
from edu_lib.plates.tilt_figure import HANDLE_M
from edu_lib.sources import source_keys


def test_the_table_goes_where_it_is_dragged():
    made = lab("tilt")
    assert made.values["angle_deg"] == 60.0
    t = math.radians(60)
    assert made.dragged("table", HANDLE_M * math.cos(t), HANDLE_M * math.sin(t))["angle_deg"] == pytest.approx(60.0)
    made.set(**made.dragged("table", 0.5, 0.5))
    assert made.values["angle_deg"] == pytest.approx(45.0)
    assert made.nudged("table", 0, 0) == {"angle_deg": made.values["angle_deg"]}
    assert made.nudged("table", 0, 5)["angle_deg"] == pytest.approx(50.0)
    assert made.nudged("table", 5, 0)["angle_deg"] == pytest.approx(40.0)
    made.widget  # noqa: B018  (made when asked for)
    made._hear({"seq": 1, "hand": {"gid": "tilt-handle", "by": [0, -60]}})
    assert made.values["angle_deg"] == 0.0 and made.error is None


def test_a_picked_rung_is_shown_and_a_ticked_box_is_heard():
    ladder = lab("traction_ladder")
    ladder.widget  # noqa: B018
    ladder._hear({"seq": 1, "set": {"rung": "surgery avoided"}})
    assert "10 of 13" in str(ladder)
    screen = lab("tilt_screen")
    screen._hear({"seq": 1, "set": {"glaucoma": True}})
    assert str(screen).startswith("Do not hang head-down")
    with pytest.raises(TypeError, match="must be True or False"):
        screen.set(heart="yes")


@pytest.mark.parametrize("name", ["tilt", "traction_ladder", "tilt_screen"])
def test_sources_and_words(name):
    made = lab(name)
    found = made.sources()
    assert {key for _, key, _ in found} <= set(source_keys())
    assert len(str(made).split()) < 120
    assert all(lines and all(lines) for lines in made.asides().values())


def test_the_ladder_cites_every_study_it_names():
    keys = {key for _, key, _ in lab("traction_ladder").sources()}
    assert {key for rung in RUNGS for key in rung.sources} <= keys
    folds = lab("tilt", hold="pelvis belt").asides()
    assert any("nothing pulls at the knees" in line for line in folds["How it is worked out"])
