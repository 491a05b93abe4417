"""The plate of the one question: heads as worked out, rungs lit as changed, no word on another, the urgent box there."""

import pytest
from plate_words import assert_apart, words_on

from edu_lib import lab
from edu_lib.models.one_question import ANSWERS, FILMS, MRI, ONE_LEG, QUESTIONS, RUNGS, one_question
from edu_lib.plates.one_question import (
    SAFETY,
    OneQuestionPlate,
    describe_one_question,
    draw_one_question,
    share_at,
)
from edu_lib.plates.style import DARK

ALL = [(q, a) for q in QUESTIONS for a in ANSWERS]


@pytest.fixture(scope="module")
def plate():
    return OneQuestionPlate()


def people(shape):
    """How many cells a block of colour covers, from its area."""
    import numpy as np

    area = 0.0
    for piece in shape.get_path().to_polygons():
        x, y = piece.T
        area += abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2
    return round(area / (14.0 * 25.0))


@pytest.mark.parametrize(("question", "answer"), ALL)
def test_no_word_lies_on_another_and_the_urgent_signs_stand_there(plate, question, answer):
    plate.update(one_question(question, answer, 30 if answer == ANSWERS[0] else 55))
    assert_apart(plate)
    said = [words for words, _ in words_on(plate)]
    assert set(SAFETY) <= set(said)
    changes = one_question(question, answer).outcome.changes
    page = " ".join(" ".join(said).split())
    for sentence in changes.values():  # nothing was cut off
        assert sentence in page
    right = plate.ax.transData.transform((348 + 510, 0))[0]
    for key in changes:
        for line in plate.lines[key]:
            assert line.get_window_extent().x1 < right


def test_rungs_are_lit_as_changed(plate):
    for question, answer in ALL:
        told = one_question(question, answer)
        plate.update(told)
        for key in RUNGS:
            lit = key in told.outcome.changes
            assert plate.bars[key].get_visible() == plate.marks[key].get_visible() == lit
            assert plate.rings[key].get_visible() != lit


@pytest.mark.parametrize("share", [5, 14, 30, 41.7, 60])
@pytest.mark.parametrize("question", [ONE_LEG, FILMS, MRI])
@pytest.mark.parametrize("answer", ANSWERS)
def test_heads_are_those_of_the_sum(plate, question, answer, share):
    told = one_question(question, answer, share)
    plate.update(told)
    assert people(plate.before.filled) == round(share)
    assert people(plate.after.filled) == round(told.low)
    assert people(plate.after.pale) == 100 - round(told.high)
    assert not plate.cover.get_visible()
    if share in (5, 60):  # the shortest and the longest words
        assert_apart(plate)


def test_without_a_number_the_heads_are_covered(plate):
    plate.update(one_question(QUESTIONS[1], "positive"))
    assert plate.cover.get_visible()
    assert "After: no number found" in [words for words, _ in words_on(plate)]


def test_the_words_say_sketch_and_never_skip_the_first_question():
    for question, answer in ALL:
        told = one_question(question, answer)
        said = describe_one_question(told)
        assert len(said.split()) <= 90
        assert ("a sketch" in said) == (told.low is not None)
        asked = question == QUESTIONS[0]
        assert ("legs, saddle, bladder, bowel, nights and fever first" in said) != asked
        assert ("Emergency department now" in said) == (asked and answer == ANSWERS[0])
    assert "holds the number from before" in describe_one_question(one_question(ONE_LEG, "negative"))


def test_the_knob_moves_the_share():
    made = lab("one_question", question=ONE_LEG, answer="negative")
    x = 24 + 6 + 268 * (55 - 5) / 55
    assert share_at(x) == pytest.approx(55.0)
    made.widget  # noqa: B018
    made._hear({"seq": 1, "hand": {"gid": "ask-share", "by": [5, 0]}})
    assert made.values["share"] == 35
    assert made.nudged("share", 0, 0) == {"share": 35}
    assert made.sources() and all(made.asides().values())
    assert draw_one_question(made.result, DARK).figure
