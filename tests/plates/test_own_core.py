"""The matrix shows what the table says, and no word lies on another."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from plate_words import assert_apart, words_on

from edu_lib.models.own_core import MUSCLES, core_definitions, key_of, own_core
from edu_lib.plates.own_core import OwnCorePlate, describe_own_core, draw_own_core
from edu_lib.plates.style import DARK, LIGHT

SETS = [(), ("rectus abdominis",), core_definitions()[1].muscles, core_definitions()[5].muscles, MUSCLES]


@pytest.fixture(scope="module")
def plate():
    return OwnCorePlate()


def choose(muscles):
    return own_core(**{key_of(muscle): True for muscle in muscles})


@pytest.mark.parametrize("muscles", SETS, ids=len)
def test_every_mark_says_what_the_table_says(plate, muscles):
    result = choose(muscles)
    plate.update(result)
    for i, one in enumerate(core_definitions()):
        for muscle in MUSCLES:
            mark = plate.marks[i, muscle]
            assert isinstance(mark, Line2D) == (muscle not in one.muscles)
            if isinstance(mark, Line2D):  # a dash: only the student's
                assert mark.get_visible() == (muscle in muscles)
            else:
                wanted = LIGHT["chosen" if muscle in muscles else "track"]
                assert to_hex(mark.get_facecolor()) == wanted
                high = mark.get_path().get_extents().height
                assert (high < 12) == (muscle in one.loosely)
    for muscle, parts in plate.boxes.items():
        assert {part.get_visible() for part in parts} == {muscle in muscles}


@pytest.mark.parametrize("muscles", SETS, ids=len)
def test_below_each_column_stands_how_far_it_agrees(plate, muscles):
    result = choose(muscles)
    plate.update(result)
    full = plate.bars[0].axes.transData.transform([(0, 0), (62, 0)])[:, 0]
    for i, overlap in enumerate(result.overlaps):
        shown = [int(text.get_text()) for text in plate.counts[i]]
        assert shown == [len(overlap.both), len(overlap.only_first), len(overlap.only_second)]
        assert plate.shares[i].get_text() == overlap.words
        assert plate.bars[i].get_width() == pytest.approx((full[1] - full[0]) * overlap.share)


@pytest.mark.parametrize("muscles", SETS, ids=len)
def test_no_word_lies_on_another(plate, muscles):
    plate.update(choose(muscles))
    assert_apart(plate)


def test_a_column_stands_where_its_name_stands(plate):
    words = dict(words_on(plate))
    yours = words["Yours"]
    assert yours.x1 < words["Wikipedia"].x0  # the student's own comes first
    for muscle in MUSCLES:
        assert words[muscle].x1 < yours.x0


def test_the_words_hold_the_whole_picture():
    result = choose(("diaphragm", "pelvic floor"))
    words = describe_own_core(result)
    for one, overlap in zip(core_definitions(), result.overlaps, strict=True):
        assert f"{one.name} ({one.badge}): {', '.join(one.muscles)}" in words
        assert f"{one.name}: {len(overlap.both)} in both" in words
    assert "no two name the same muscles" in words


def test_a_dark_plate_can_be_drawn():
    dark = draw_own_core(choose(MUSCLES), DARK)
    assert dark.headline.get_color() == DARK["ink"]
    assert_apart(dark)
