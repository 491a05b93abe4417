"""The bars carry the measured pressures, and no word lies on another."""

import pytest
from plate_words import assert_apart

from edu_lib.models.postures import PEOPLE, UNITS, measured_postures
from edu_lib.plates.figures import figure_of
from edu_lib.plates.postures import PosturesPlate, describe_postures
from edu_lib.plates.style import DARK


@pytest.fixture(scope="module")
def plate():
    return PosturesPlate()


@pytest.mark.parametrize("by", PEOPLE)
@pytest.mark.parametrize("unit", UNITS)
def test_bars_are_as_long_as_the_pressures_and_words_say_them(plate, by, unit):
    result = measured_postures(by, unit)
    plate.update(result)
    shown = [slot for slot in plate.slots if slot.bar.get_visible()]
    assert len(shown) == len(result.rows)
    per_unit = shown[-1].bar.get_width() / result.rows[-1].value
    words = describe_postures(result)
    for slot, row in zip(shown, result.rows, strict=True):
        assert slot.bar.get_width() == pytest.approx(per_unit * row.value)
        assert slot.name.get_text() == row.words
        assert slot.value.get_text().startswith(f"{row.value:.2f}")
        assert slot.badge.get_text() == f"({row.badge})"
        assert f"{row.words} {row.value:.2f} ({row.badge})" in words
    at = plate.line.get_xdata()[0]
    assert at == pytest.approx(shown[result.standing].bar.get_x() + shown[result.standing].bar.get_width())


@pytest.mark.parametrize("by", PEOPLE)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("ranked", [False, True])
def test_no_word_lies_on_another(plate, by, unit, ranked):
    result = measured_postures(by, unit)
    plate.update(result, tuple(row.id for row in result.rows) if ranked else ())
    assert_apart(plate)


def test_sitting_and_standing_are_marked_by_more_than_colour(plate):
    result = measured_postures()
    plate.update(result)
    marked = [i for i, slot in enumerate(plate.slots) if slot.mark.get_text()]
    assert marked == sorted((result.sitting, result.standing))
    assert [text.get_text() for text in plate.reversal] == ["sitting 8 % less", "than standing"]


@pytest.mark.parametrize("by", PEOPLE)
def test_every_posture_has_a_figure_within_its_box(by):
    for row in measured_postures(by).rows:
        head, radius, body, rest, box = figure_of(row.words)
        lying = row.words.startswith("lying")
        assert (head[1] < 0.42) == lying
        assert head[1] + radius <= 1.02
        assert (box is not None) == ("20 kg" in row.words)
        for points in (body, rest):
            inside = points[~(points != points).any(axis=1)]  # without the gaps
            assert inside.min() >= 0
            assert inside[:, 0].max() <= 1.3
            assert inside[:, 1].max() <= 1.0


def test_a_dark_plate_can_be_drawn():
    dark = PosturesPlate(DARK)
    dark.update(measured_postures())
    assert dark.headline.get_color() == DARK["ink"]
