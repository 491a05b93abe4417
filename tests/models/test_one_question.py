"""What one answer tells, worked out by hand, and what it changes: the safe things stand there whatever is asked."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib.models.one_question import (
    ANSWERS,
    CLINICS,
    FILMS,
    MRI,
    ONE_LEG,
    QUESTIONS,
    RUNGS,
    SHARE,
    one_question,
    ratios,
)
from edu_lib.params import capital
from edu_lib.sources import source_keys

YES, NO = ANSWERS
ALL = [(q, a) for q in QUESTIONS for a in ANSWERS]


def by_hand(share, ill, well):
    """Of 100: those who have it and give the answer, among all who give it."""
    a, b = share * ill, (100.0 - share) * well
    return 100.0 * a / (a + b)


@pytest.mark.parametrize(
    ("question", "answer", "ends"),
    [
        # Sensitivity 50 to 73, specificity 17 to 32: the worst and the best of both.
        (ONE_LEG, YES, (by_hand(30, 0.50, 0.83), by_hand(30, 0.73, 0.68))),
        (ONE_LEG, NO, (by_hand(30, 0.27, 0.32), by_hand(30, 0.50, 0.17))),
        # Specificity 92.93, negative ratio 0.81: a clean film in 0.81 * 0.9293 of those who have it.
        (FILMS, NO, (by_hand(30, 0.81 * 0.9293, 0.9293),) * 2),
        (FILMS, YES, (by_hand(30, 1 - 0.81 * 0.9293, 0.0707),) * 2),
        # Two studies: 88 and 97, 80 and 100.
        (MRI, YES, (by_hand(30, 0.88, 0.03), by_hand(30, 0.80, 0.0))),
        (MRI, NO, (by_hand(30, 0.12, 0.97), by_hand(30, 0.20, 1.0))),
    ],
)
def test_the_share_after_is_that_of_a_count_by_hand(question, answer, ends):
    told = one_question(question, answer, 30)
    assert (told.low, told.high) == pytest.approx(ends)


def test_the_numbers_that_the_lesson_prints():
    def of(question, answer):
        told = one_question(question, answer, 30)
        return round(told.low), round(told.high)

    assert (of(ONE_LEG, YES), of(ONE_LEG, NO)) == ((21, 32), (27, 56))
    assert (of(FILMS, NO), of(MRI, NO), of(MRI, YES)) == ((26, 26), (5, 8), (93, 100))
    assert [round(value) for _, value, _ in CLINICS] == [14, 30, 42, 55]


@given(share=st.floats(5.0, 60.0))
def test_the_one_leg_test_holds_the_share_from_before_and_mri_parts(share):
    for answer in ANSWERS:
        told = one_question(ONE_LEG, answer, share)
        assert told.low < share < told.high
        assert told.low == pytest.approx(by_hand(share, *((0.5, 0.83) if answer == YES else (0.27, 0.32))))
    assert one_question(MRI, NO, share).high < share < one_question(MRI, YES, share).low
    low, high = ratios(ONE_LEG, NO)
    assert low < 1.0 < high


def test_what_has_no_number_gets_none():
    counted = {question for question, answer in ALL if one_question(question, answer).low is not None}
    assert counted == {ONE_LEG, FILMS, MRI}
    for question in set(QUESTIONS) - counted:
        told = one_question(question, NO)
        assert ratios(question, NO) is None and told.width == 0.0 and "We found no number" in str(told)


def test_which_answers_change_what():
    def changed(place, answer):
        return set(one_question(QUESTIONS[place], answer).outcome.changes)

    assert changed(0, YES) == {"hour", "load", "picture", "words"}
    assert [q for q, a in ALL if "hour" in one_question(q, a).outcome.changes] == [QUESTIONS[0]]
    assert "load" in changed(1, YES) and "load" in changed(2, YES) and "load" in changed(7, YES)
    for place in (3, 4, 5):  # strong, flexible, one leg
        assert changed(place, YES) == changed(place, NO) == {"nothing"}
    assert changed(6, NO) == {"nothing"}


@pytest.mark.parametrize(("question", "answer"), ALL)
def test_an_outcome_is_whole_and_frightens_nobody(question, answer):
    outcome = one_question(question, answer).outcome
    assert set(outcome.changes) <= set(RUNGS) and outcome.changes
    assert ("nothing" in outcome.changes) == (len(outcome.changes) == 1 and "words" not in outcome.changes)
    assert outcome.sources and set(outcome.sources) <= set(source_keys())
    for sentence in outcome.changes.values():
        assert sentence == capital(sentence) and sentence[-1] in ".”"
        bare = sentence.replace("Do not say “weak core”", "").replace("Do not say “fracture”", "")
        bare = bare.replace("Do not say “all clear”", "").lower()
        for word in ("fracture", "broken", "unstable", "worn", "slipped", "damage", "weak core", "all clear"):
            assert word not in bare


def test_a_yes_to_the_legs_sends_at_once_and_a_no_reassures_nobody():
    yes, no = (one_question(QUESTIONS[0], answer).outcome.changes for answer in ANSWERS)
    assert yes["hour"].startswith("Emergency department now.")
    assert no["words"].startswith("No all-clear") and "come at once" in no["words"]


@pytest.mark.parametrize(
    ("given", "error", "sentence"),
    [
        ({"question": "x-ray"}, ValueError, "question .* must be .*MRI"),
        ({"question": None}, TypeError, "must be text"),
        ({"answer": "maybe"}, ValueError, '"positive" or "negative"'),
        ({"share": 0}, ValueError, "between 5 and 60"),
        ({"share": math.nan}, ValueError, "finite"),
        ({"share": "30"}, TypeError, "must be a number"),
    ],
)
def test_bad_input_gets_a_sentence(given, error, sentence):
    with pytest.raises(error, match=sentence):
        one_question(**given)


def test_the_share_starts_at_a_published_one_and_reaches_all_of_them():
    low, high = SHARE.range
    assert all(low < value < high for _, value, _ in CLINICS)
    assert SHARE.default in [value for _, value, _ in CLINICS]
