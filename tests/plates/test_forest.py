"""The forest plot shows each row where it belongs, its words never collide, and the line can be dragged."""

import itertools

import numpy as np
import pytest
from plate_words import assert_apart, words_on

from edu_lib.labs.forest import ForestLab
from edu_lib.models.forest import OUTCOMES, QUESTIONS, TIMES, forest
from edu_lib.plates.forest import BASE, LEFT, MOST, RIGHT, TOP, ForestPlate, describe_forest, draw_forest
from edu_lib.plates.style import DARK

DIFFERENT = {}
for _values in itertools.product(QUESTIONS, OUTCOMES, TIMES, (False, True)):
    _plot = forest(*_values)
    DIFFERENT.setdefault((_plot.rows, _plot.why, _plot.dropped), _values)


@pytest.fixture(scope="module")
def plate():
    return ForestPlate()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_word_lies_on_another_and_all_stays_on_the_axis(plate, question):
    for name, outcome, time, drop in DIFFERENT.values():
        if name != question:
            continue
        plot = forest(name, outcome, time, drop)
        ends = ((25.0, 1.5), (1.0, 0.1)) if len(plot.rows) > 1 else ((None, 0.5),)
        for points, sd in ends:
            plate.update(forest(name, outcome, time, drop, worth_points=points, worth_sd=sd))
            assert_apart(plate)
        for row in plot.rows:
            assert LEFT <= plate.x(row.ci_low) < plate.x(row.ci_high) <= RIGHT
        for _, parts in zip(plot.rows, plate.rows, strict=False):
            for left in (parts["who"], parts["what"]):
                assert left.get_window_extent().x1 < LEFT - 2, left.get_text()
            assert TOP <= parts["who"].get_position()[1] <= BASE


def test_marks_stand_at_effect_and_interval_and_say_how_certain(plate):
    plot = forest("Motor control: all comparators")
    assert len(plot.rows) == MOST
    plate.update(plot)
    for row, parts in zip(plot.rows, plate.rows, strict=True):
        if row.one_trial:
            x = parts["whisker"].get_xdata()
        else:
            x = parts["rim"].get_path().vertices[:, 0]
            top = np.argmax(parts["rim"].get_path().vertices[:, 1])
            assert plate.value(x[top]) == pytest.approx(row.effect)
        assert (plate.value(x.min() if row.one_trial is False else x[0]), plate.value(max(x))) == pytest.approx(
            (row.ci_low, row.ci_high)
        )
        filled = np.ptp(parts["fill"].get_path().vertices[:, 0])
        if row.id == "E05":
            assert filled == 0.0  # very low to low
        elif row.id == "E01":
            assert filled == pytest.approx(plate.x(row.effect) - plate.x(row.ci_low))  # half: low to moderate
    words = [text for text, _ in words_on(plate)]
    assert sum("recheck" in text for text in words) == sum(row.badge == "recheck" for row in plot.rows) > 0
    assert sum("×10" in text for text in words) == 1 + sum(row.converted == 10 for row in plot.rows)
    assert any("reviews of one field share trials" in text for text in words)


def test_an_empty_choice_is_an_empty_plate_with_a_kind_sentence(plate):
    plot = forest("Motor control v placebo", "mental health")
    plate.update(plot)
    words = " ".join(text for text, _ in words_on(plate))
    assert plot.why in words
    assert not plate.handle.get_visible()
    assert describe_forest(plot) == plot.why
    plate.update(forest())
    assert plate.handle.get_visible()
    assert plot.why not in " ".join(text for text, _ in words_on(plate))


def test_the_words_count_the_intervals_that_reach_the_line():
    plot = forest("Motor control v other exercise")
    assert "beyond 15 points: 1 in part, 2 could go either way, 3 not at all" in describe_forest(plot)
    assert "All 4 intervals lie in part beyond 15 points" in describe_forest(forest())
    assert "1 row of low certainty or high risk of bias left out" in describe_forest(
        forest("Motor control: all comparators", drop_high_bias=True)
    )
    for name, outcome in itertools.product(QUESTIONS, OUTCOMES):
        assert len(describe_forest(forest(name, outcome)).split()) <= 95


def test_the_line_is_dragged_and_nudged_in_points_and_in_sd():
    lab = ForestLab()
    lab.widget  # noqa: B018 (making the view makes the plate)
    plate = lab._plate
    assert lab.nudged("worth", 0, 0) == {"worth_points": 15.0}
    for name, key, wanted in (
        ("Motor control v other exercise", "worth_points", 7.0),
        ("SMD: traction added", "worth_sd", 0.8),
    ):
        lab.set(question=name)
        lab.set(**lab.dragged("worth", plate.x(-wanted), 50.0))
        assert lab.result.line == pytest.approx(wanted)
        assert plate.handle.move.get_matrix()[0, 2] == pytest.approx(plate.x(-wanted))
        step = lab.params[key].step
        assert lab.nudged("worth", 1, 0)[key] == pytest.approx(wanted - step)
        assert lab.nudged("worth", 0, 5)[key] == pytest.approx(wanted + 5 * step)
    lab.set(question="Motor control v placebo", outcome="mental health")
    assert lab.error is None
    assert "No row here" in str(lab)


def test_a_dark_plate_can_be_drawn():
    dark = draw_forest(forest(), DARK)
    assert dark.title.get_color() == DARK["ink"]
