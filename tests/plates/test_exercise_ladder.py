"""The marks stand at the published numbers, and no label lies on another, on a mark or beyond the page."""

import pytest
from plate_words import assert_apart, words_on

from edu_lib.models.exercises import EXERCISES, MUSCLES, SUPERMAN, SWING, exercise_ladder
from edu_lib.plates.exercise_ladder import ExerciseLadderPlate
from edu_lib.plates.style import DARK


@pytest.fixture(scope="module")
def plate():
    return ExerciseLadderPlate(exercise_ladder())


def _middle(shape):
    return shape.move.transform((0.0, 0.0))


@pytest.mark.parametrize("muscle", MUSCLES)
def test_marks_stand_at_activation_and_compression(plate, muscle):
    result = exercise_ladder(muscle=muscle)
    plate.update(result)
    left, right, top, bottom, full = 62.0, 604.0, 96.0, 552.0, {"rectus abdominis": 140.0, "external oblique": 105.0}
    for e, point in zip(result.exercises, plate.points, strict=True):
        x, y = _middle(point)
        assert (x - left) / (right - left) * full[muscle] == pytest.approx(e.activation_percent)
        assert (bottom - y) / (bottom - top) * 6400 == pytest.approx(e.compression_n)
    ticks = {text.get_text(): text.get_position()[0] for text in plate.tick_texts}
    assert ticks["100"] == pytest.approx(left + (right - left) * 100 / full[muscle])
    assert muscle in plate.across.get_text()
    swing = (bottom - _middle(plate.swing)[1]) / (bottom - top) * 6400
    assert swing == pytest.approx(result.swing.compression_n)
    held, braced, standing = ((bottom - _middle(mark)[1]) / (bottom - top) * 6400 for mark in plate.models)
    assert (held, braced, standing) == pytest.approx((result.held_n, result.braced_n, result.standing_n))


@pytest.mark.parametrize("muscle", MUSCLES)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_word_lies_on_another_or_on_a_mark(plate, muscle, exercise):
    plate.update(exercise_ladder(exercise, muscle))
    assert_apart(plate)
    for name, box in words_on(plate):
        for mark in (*plate.points, plate.swing, *plate.models):
            x, y = plate.ax.transData.transform(_middle(mark))
            inside = box.x0 - 4 < x < box.x1 + 4 and box.y0 - 2 < y < box.y1 + 2
            assert not inside, (name, x, y)


def test_the_chosen_one_is_ringed(plate):
    plate.update(exercise_ladder(EXERCISES[2]))
    assert tuple(_middle(plate.ring)) == tuple(_middle(plate.points[2]))
    assert plate.ring.get_visible() and not plate.swing_ring.get_visible()
    plate.update(exercise_ladder(SWING))
    assert plate.swing_ring.get_visible() and not plate.ring.get_visible()
    thin = plate.superman.get_linewidth()
    plate.update(exercise_ladder(SUPERMAN))
    assert plate.superman.get_linewidth() > thin
    assert plate.chosen.get_text() == "Superman: about 6000 N on the low back (quoted elsewhere)"


def test_the_criterion_is_for_designing_work_and_nothing_alarms(plate):
    words = " ".join(text.get_text() for text in plate.ax.texts)
    assert "NIOSH 3400 N, to design work" in words
    assert "Compression is not harm" in words
    assert not [bad for bad in ("danger", "unsafe", "damage", "risk") if bad in words.lower()]


def test_a_dark_plate_can_be_drawn():
    dark = ExerciseLadderPlate(exercise_ladder(), DARK)
    dark.update(exercise_ladder())
    assert dark.across.get_color() == DARK["ink"]
