"""What a journal says in numbers, worked out by hand beside it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib.learn.summary import CONFIDENCE, LESSONS, Belief, Revisit, far_off, summary

PREDICTIONS = {
    "04-reach": {"kind": "number", "answer": 2000, "range": [0, 10000]},
    "04-zero": {"kind": "number", "answer": 0, "range": [-100, 100]},
    "04-order": {"kind": "order", "answer": ["a", "b", "c", "d"]},
    "04-one": {"kind": "choice", "answer": "left"},
    "00-class": {"kind": "number", "answer": None, "range": [0, 100]},
}


def entry(kind, **fields):
    return {"v": 2, "id": "0", "at": "2026-01-01T00:00:00+00:00", "kind": kind, **fields}


def answer(item, right, confidence=None, attempt=1, lesson="04"):
    return entry("answer", lesson=lesson, item=item, value=[], right=right, confidence=confidence, attempt=attempt)


def lesson(about, key):
    return next(one for one in about.lessons if one.key == key)


def test_an_empty_journal():
    about = summary([])
    assert about.entries == 0
    assert [(s.level, s.count, s.right) for s in about.confidence] == [(n, 0, 0) for n in (1, 2, 3, 4)]
    assert [one.key for one in about.lessons] == list(LESSONS)
    assert {one.stage for one in about.lessons} == {"ahead"}
    assert (about.beliefs, about.revisit, about.cases) == ((), (), ())


def test_first_tries_are_counted_for_each_level_of_sureness():
    about = summary(
        [
            answer("a", True, 4),
            answer("b", False, 4),
            answer("b", True, 4, attempt=2),  # has read the feedback
            answer("c", True, 1),
            answer("d", True),
            answer("a", False, 4),  # done afresh
        ]
    )
    assert [(s.words, s.count, s.right) for s in about.confidence] == [
        ("guess", 1, 1),
        ("unsure", 0, 0),
        ("fairly sure", 0, 0),
        ("sure", 3, 1),
    ]


def test_a_lesson_counts_each_item_once_as_it_went_last():
    about = summary(
        [
            answer("a", False),
            answer("a", True, attempt=2),
            answer("b", True),
            answer("b", False),
            answer("c", False),
            answer("c", True),
            answer("c", True, lesson="05"),
            entry("prediction", lesson="04", item="04-reach", value=1),
            entry("prediction", lesson="04", item="04-reach", value=2),
        ]
    )
    four = lesson(about, "04")
    assert (four.answered, four.right, four.predicted, four.stage) == (3, 1, 1, "begun")
    assert (lesson(about, "05").answered, lesson(about, "05").right) == (1, 1)


def test_a_lesson_is_finished_when_it_was_said_so_and_a_case_is_no_lesson():
    about = summary([entry("finished", lesson="03"), entry("finished", case="nurse"), entry("finished", case="nurse")])
    assert [one.key for one in about.lessons if one.stage == "finished"] == ["03"]
    assert [one.key for one in about.lessons if one.stage == "begun"] == []
    assert about.cases == ("nurse",)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (entry("belief", item="core", value=3, when="start"), "00"),
        (entry("belief", item="core", value=3, when="end"), "09"),
        (entry("prediction", item="07-diamond", value=3), "07"),
        (entry("path", case="nurse", screen="a", choice="b", lesson="04"), "04"),
    ],
)
def test_a_lesson_is_begun_with_the_first_thing_done_in_it(given, key):
    assert [one.key for one in summary([given]).lessons if one.stage == "begun"] == [key]


def test_beliefs_are_the_last_at_the_start_and_the_last_at_the_end():
    about = summary(
        [
            entry("belief", item="a", value=10, when="start"),
            entry("belief", item="a", value=99, when="start"),
            entry("belief", item="a", value=50, when="end"),
            entry("belief", item="a", value=40, when="end"),
            entry("belief", item="b", value=1.5, when="start"),
            entry("belief", item="c", value="agree", when="start"),
            entry("belief", item="c", value=True, when="end"),
            entry("belief", item="d", value=7, when="some day"),
        ]
    )
    assert about.beliefs == (Belief("a", 99, 40), Belief("b", 1.5, None))


def test_to_look_at_again_are_wrong_answers_the_surest_first_and_then_predictions():
    about = summary(
        [
            entry("prediction", lesson="04", item="04-reach", value=900, shown_anyway=False),
            answer("guessed", False, 1),
            answer("sure", False, 4),
            answer("right", True, 4),
            answer("unsaid", False),
            answer("fairly", False, 3),
            answer("sure too", False, 4),
        ],
        PREDICTIONS,
    )
    assert [one.item for one in about.revisit] == ["sure", "sure too", "fairly", "guessed", "unsaid", "04-reach"]
    assert about.revisit[0] == Revisit("answer", "sure", "04", 4)
    assert about.revisit[-1] == Revisit("prediction", "04-reach", "04")


def test_what_went_well_later_is_not_to_be_looked_at_again():
    assert summary([answer("a", False, 4), answer("a", True, 2, lesson="06")]).revisit == ()
    assert [one.lesson for one in summary([answer("a", True, 4), answer("a", False, 2, lesson="06")]).revisit] == ["06"]
    # A second try in the same sitting has read the feedback.
    assert len(summary([answer("a", False, 4), answer("a", True, 4, attempt=2)]).revisit) == 1


def test_a_prediction_counts_as_it_was_made_last_and_not_where_it_was_only_shown():
    far, near = (entry("prediction", lesson="04", item="04-reach", value=v) for v in (900, 1900))
    assert summary([far, near], PREDICTIONS).revisit == ()
    assert len(summary([near, far], PREDICTIONS).revisit) == 1
    assert summary([far | {"shown_anyway": True}], PREDICTIONS).revisit == ()
    assert summary([far]).revisit == ()


@pytest.mark.parametrize(
    ("item", "value", "far"),
    [
        ("04-reach", 1500, False),  # a quarter off
        ("04-reach", 1490, True),
        ("04-reach", 2501, True),
        ("04-reach", "1000", False),
        ("04-reach", None, False),
        ("04-reach", math.inf, False),
        ("04-zero", 50, False),
        ("04-zero", -51, True),
        ("04-order", ["a", "b", "c", "d"], False),
        ("04-order", ["b", "a", "c", "d"], False),  # 1 of 6 pairs
        ("04-order", ["b", "c", "a", "d"], True),  # 2 of 6
        ("04-order", ["a", "b", "c"], False),
        ("04-order", [1, None, {}, []], False),
        ("04-order", "abcd", False),
        ("04-one", "left", False),
        ("04-one", ["left"], False),
        ("04-one", "right", True),
        ("04-one", None, False),
        ("00-class", 5, False),
        ("unknown", 5, False),
    ],
)
def test_far_off(item, value, far):
    assert far_off(PREDICTIONS.get(item, {}), value) is far


answers = st.builds(
    answer,
    item=st.sampled_from("abc"),
    right=st.booleans(),
    confidence=st.sampled_from([None, *CONFIDENCE]),
    attempt=st.sampled_from([None, 1, 2]),
    lesson=st.sampled_from([*LESSONS, "99", None]),
)


@given(st.lists(answers, max_size=30))
def test_counts_never_exceed_what_was_given(given):
    about = summary(given)
    first = [e for e in given if e["attempt"] != 2]
    assert sum(s.count for s in about.confidence) == sum(e["confidence"] is not None for e in first)
    assert all(0 <= s.right <= s.count for s in about.confidence)
    assert all(0 <= one.right <= one.answered <= 3 for one in about.lessons)
    items = [one.item for one in about.revisit]
    assert len(items) == len(set(items)) and set(items) <= {e["item"] for e in first if not e["right"]}
    sure = [one.confidence or 0 for one in about.revisit]
    assert sure == sorted(sure, reverse=True)
    assert hash(about) == hash(summary(given))
