"""The plate shows what the model says, and no word lies on another."""

import itertools

import numpy as np
import pytest
from plate_words import assert_apart

from edu_lib.labs.stability import StabilityLab
from edu_lib.models.muscles import GROUPS
from edu_lib.models.stability import TASKS, stability, trails
from edu_lib.plates.stability import StabilityPlate, draw_stability
from edu_lib.plates.style import DARK

GRID = [
    {"task": task, "brace": brace, "hollow": hollow, "hands_load_kg": load, "lost": lost}
    for task, (brace, hollow), load, lost in itertools.product(
        TASKS, ((0, 0), (0.04, 0), (0.14, 0), (0.4, 0), (0, 0.4)), (0, 25), ("nothing", "internal oblique")
    )
]


@pytest.fixture(scope="module")
def plate():
    return StabilityPlate()


@pytest.mark.parametrize("values", GRID)
def test_no_word_lies_on_another(plate, values):
    r = stability(**values)
    plate.update(r)
    key = (r.task, r.hands_load_kg, r.trunk_flexion_deg, r.q)
    plate.show_trails(key, trails(*key[:2], r.q))
    assert_apart(plate)


def test_dot_bars_and_lines_follow_the_result(plate):
    r = stability(brace=0.1, lost="multifidus")
    plate.update(r)
    x, y = plate.at(r.compression_percent, r.index_percent)
    assert plate.dot.move.get_matrix()[:2, 2] == pytest.approx([x, y])
    names = [name.get_text() for name in plate.names]
    assert sorted(names) == sorted(GROUPS)
    widths = [bar.get_width() for bar in plate.bars]
    assert widths == sorted(widths, reverse=True)
    first = r.loss_percent[names[0]]
    assert widths[0] / (plate.loss_x(30.0) - plate.loss_x(0.0)) == pytest.approx(-first / 30.0)
    assert plate.body.lines["multifidus"].get_linestyle() == "--"
    assert plate.body.lines["internal oblique"].get_linestyle() == "-"
    thick = {group: line.get_linewidth() for group, line in plate.body.lines.items() if group != "multifidus"}
    assert max(thick, key=thick.get) == max(r.group_stiffness_percent, key=r.group_stiffness_percent.get)


def test_what_does_not_hold_is_said_and_not_plotted_as_a_number(plate):
    r = stability(hands_load_kg=20.0, lost="internal oblique")
    assert not r.holds
    plate.update(r)
    assert plate.here.get_text() == "needs other muscles or reflexes"
    assert plate.values[0].get_text() == "needs others or reflexes"
    r = stability(q=14.0, brace=0.2)  # at this q the relaxed trunk does not hold, the braced one does
    assert r.holds
    assert not r.relaxed_holds
    plate.update(r)
    assert plate.here.get_text() == "holds, which relaxed it would not"
    assert "Relaxed and complete they would not." in str(r)


def test_the_weakest_way_is_drawn_to_the_side(plate):
    r = stability()
    plate.update(r)
    x = plate.body.shape_line.get_xdata()
    assert 0.005 < np.nanmax(abs(x)) - 0.021 < 0.06


def test_trails_go_with_their_task_and_the_lab_shows_them():
    lab = StabilityLab()
    lab.set(brace=0.1)
    lab.widget  # noqa: B018  (made when asked for)
    lab.rest()
    plate = lab._plate
    assert plate.trails["brace"].get_visible()
    lab.set(brace=0.2)
    assert plate.trails["brace"].get_visible()
    lab.set(task="bent forward")
    assert not plate.trails["brace"].get_visible()
    assert lab.error is None
    lab._hear({"seq": 1, "set": {"lost": "multifidus"}})
    assert "multifidus silent" in str(lab)
    assert set(plate.picks.values()) == set(GROUPS)
    for what, key, _ in lab.sources():
        assert what and key


def test_it_can_be_drawn_dark():
    assert draw_stability(stability(), DARK).figure is not None
