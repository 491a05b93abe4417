"""The waiting room shows everyone, the block is the fall, and no word lies on another."""

import itertools

import numpy as np
import pytest
from plate_words import assert_apart, words_on

from edu_lib.labs.natural_course import NaturalCourseLab
from edu_lib.models.natural_course import KINDS, WHO, waiting_room
from edu_lib.plates.natural_course import NaturalCoursePlate, describe_natural_course, draw_natural_course
from edu_lib.plates.style import DARK

VIEWS = ({}, {"trial": True}, {"improvers": True})
ROOMS = [
    {"kind": kind, "who": who, "fluctuation": swing, "placebo": placebo, "specific": specific, "trial_people": n}
    for (kind, who), (swing, placebo, specific, n) in itertools.product(
        zip(KINDS, (*WHO, WHO[0]), strict=True), ((0, 0, 0, 120), (16, 15, 0, 120), (16, 0, 15, 1500), (8, 15, 15, 120))
    )
] + [{"natural": 36, "weeks": 52}, {"natural": 0, "placebo": 0, "specific": 0, "who": WHO[1], "seed": 7}]


@pytest.fixture(scope="module")
def plate():
    return NaturalCoursePlate()


@pytest.mark.parametrize("view", VIEWS)
def test_no_word_lies_on_another(plate, view):
    for i, values in enumerate(ROOMS):
        plate.update(waiting_room(**{"seed": 1 + i} | values), **view)
        assert_apart(plate)


def drawn(crowd):
    """Where the bodies of a crowd stand: (n, 2)."""
    x, y = (np.asarray(v).reshape(-1, 3) for v in crowd[1].get_data())
    return np.column_stack([x[:, 0], y[:, :2].mean(axis=1)])


def test_everyone_stands_in_the_row_of_their_pain(plate):
    room = waiting_room(seed=9)
    for view, then in (({}, room.after), ({"improvers": True}, room.untreated)):
        plate.update(room, **view)
        for crowd, pain in zip(plate.crowds, (room.before, then), strict=True):
            spots = drawn(crowd)
            assert len(spots) == len({tuple(s) for s in spots.round(2)}) == room.people
            assert len(crowd[0].get_xdata()) == 3 * room.people
            rows = np.clip((482.0 - spots[:, 1]) / 39.0, 0, 9).astype(int)
            assert np.bincount(rows, minlength=10).tolist() == np.histogram(pain, np.arange(0, 101, 10))[0].tolist()
            assert spots[:, 0].min() > 30 and spots[:, 0].max() < 520


def test_the_block_is_the_fall_and_the_four_are_the_block(plate):
    room = waiting_room(seed=4)
    plate.update(room, trial=False)
    assert plate.seen.get_visible() and not any(b.get_visible() for b in plate.blocks)
    assert plate.seen.get_height() == pytest.approx(3.9 * room.fall)
    plate.update(room, trial=True)
    assert not plate.seen.get_visible() and all(b.get_visible() for b in plate.blocks)
    heights = [b.get_height() for b in plate.blocks]
    assert heights == pytest.approx([3.9 * p for p in room.parts])
    assert plate.blocks[0].get_y() == pytest.approx(plate.seen.get_y())
    assert [int(n.get_text()) for n in plate.numbers] == list(room.whole_parts)
    words = " ".join(w for w, _ in words_on(plate))
    assert f"{round(room.fall)} points less pain" in words
    assert f"{sum(room.whole_parts[:2])} of them would have come without you." in words


def test_the_intervals_stand_where_the_axis_says(plate):
    room = waiting_room(kind="persistent", trial_people=120, specific=0)
    plate.update(room, trial=True)
    ticks = {int(t.get_text().replace("−", "-")): t.get_position()[0] for t in plate.frame if hasattr(t, "get_text") and
             t.get_text().replace("−", "-").lstrip("-").isdigit()}  # fmt: skip
    assert sorted(ticks) == [-10, 0, 10, 20, 30, 40]
    for row, d in zip(plate.rows, (room.against_sham, room.against_nothing), strict=True):
        at = np.interp([d.low, d.high], list(ticks), list(ticks.values()))
        assert list(row[0].get_xdata()) == pytest.approx(list(at))
        assert np.mean(row[1].get_xdata()) == pytest.approx(np.interp(d.effect, list(ticks), list(ticks.values())))
    assert room.against_sham.reaches_zero
    assert "no difference is not ruled out" in describe_natural_course(room, trial=True)


def test_without_a_control_group_the_reasons_stay_hidden(plate):
    room = waiting_room()
    plate.update(room)
    words = [w for w, _ in words_on(plate)]
    assert not {"placebo", "natural course", "Treatment against sham"} & set(words)
    said = describe_natural_course(room)
    assert "cannot be seen from here" in said and "sham" not in said


def test_the_stories_are_linked_and_nobody_was_treated(plate):
    room = waiting_room()
    plate.update(room, improvers=True)
    words = " ".join(w for w, _ in words_on(plate))
    assert all(f"from {before} to {then}." in words for before, then in room.stories)
    assert describe_natural_course(room, True, True) == describe_natural_course(room, False, True)
    assert "nobody was treated" in words and "all were treated" not in words
    ends = np.asarray(plate.links.get_ydata()).reshape(5, 3)[:, :2]
    assert (482.0 - ends) / 3.9 == pytest.approx(np.array(room.stories, dtype=float))
    assert f"{int(np.sum(room.untreated > room.before))} got worse" in describe_natural_course(room, improvers=True)


def test_dark_has_its_own_colours():
    plate = draw_natural_course(waiting_room(), DARK, trial=True)
    assert plate.seen.get_facecolor() != NaturalCoursePlate().seen.get_facecolor()
    assert_apart(plate)


def test_the_lab_gives_the_model_what_its_controls_say():
    lab = NaturalCourseLab()
    room, trial, improvers = lab.result
    assert (trial, improvers) == (False, False)
    assert str(room) == str(waiting_room())
    assert lab.worked_out(lab.result)["natural"] == round(room.expected[1])
    lab.set(kind="persistent", weeks="52 weeks", natural=3, seed=12, trial=True)
    assert str(lab.result[0]) == str(waiting_room(kind="persistent", weeks=52, natural=3, seed=12))
    assert "would have come without you" in str(lab)
    assert len(str(lab).split()) <= 90
    with pytest.raises(TypeError, match="True or False"):
        lab.set(trial="yes")
    lab.reset()
    assert lab.result[1] is False
