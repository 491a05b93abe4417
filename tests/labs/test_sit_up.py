"""The lab of sit-up and dead bug: what is dragged is what is computed."""

import numpy as np
import pytest

from edu_lib import lab
from edu_lib.models.sit_up import dead_bug, sit_up
from edu_lib.plates.sit_up import HIP_M
from edu_lib.sources import source_keys


@pytest.fixture
def made():
    return lab("sit_up")


def test_sliders_reach_the_model(made):
    made.set(trunk_deg=40, lowered_deg=70, knee_deg=10, legs="both legs")
    sit, bug = made.result
    assert sit.compression_n == sit_up(40.0).compression_n
    assert bug.compression_n == dead_bug(70.0, 10.0, "both legs").compression_n
    made.reset()
    assert made.result[0].asked["trunk_deg"] == 15.0


@pytest.mark.parametrize(
    "values", [{}, {"trunk_deg": 60, "lowered_deg": 20, "knee_deg": 80}, {"lowered_deg": 80, "knee_deg": 0}]
)
def test_a_handle_left_where_it_is_changes_nothing(made, values):
    made.set(**values)
    spots = {"trunk": made.result[0].joints_m["shoulder"]}
    spots |= {"knee": made.result[1].joints_m["knee"], "foot": made.result[1].joints_m["ankle"]}
    for name, spot in spots.items():
        for key, value in made.dragged(name, *(HIP_M + spot)).items():
            assert value == pytest.approx(made.values[key], abs=1e-6)
        assert made.nudged(name, 0, 0).items() <= made.values.items()


def test_handles_go_where_they_are_dragged(made):
    made.set(**{k: round(v, 6) for k, v in made.dragged("knee", *(HIP_M + [0.3, 0.3])).items()})
    x, y = made.result[1].joints_m["knee"]
    assert x == pytest.approx(y) and made.values["lowered_deg"] == pytest.approx(45.0)
    made.set(**made.dragged("foot", *(HIP_M + np.array(made.result[1].joints_m["knee"]) + [0.4, 0.0])))
    assert made.result[1].joints_m["ankle"][1] == pytest.approx(made.result[1].joints_m["knee"][1])
    low = made.values["trunk_deg"]
    made.set(**made.nudged("trunk", 0, 5))
    assert made.values["trunk_deg"] == low + 5
    assert made.nudged("foot", 0, 1)["knee_deg"] == made.values["knee_deg"] - 1


def test_words_and_sources(made):
    assert {key for _, key, _ in made.sources()} <= set(source_keys())
    folds = made.asides()
    assert folds["What this leaves out"] == made.result[0].leaves_out
    made.set(lowered_deg=80, knee_deg=90)
    assert any("heel would meet the floor" in line for line in made.asides()["How it is worked out"])
    with pytest.raises(ValueError, match="legs"):
        made.set(legs="three legs")


def test_a_hand_in_the_picture_moves_it(made):
    made.widget.send = lambda content, buffers=None: None
    for gid, key in (
        ("sit-handle-trunk", "trunk_deg"),
        ("bug-handle-knee", "lowered_deg"),
        ("bug-handle-foot", "knee_deg"),
    ):
        before = made.values[key]
        made._hear({"seq": 1, "hand": {"gid": gid, "by": [-5, 0]}})
        assert made.error is None and abs(made.values[key] - before) == 5
