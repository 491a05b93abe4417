"""Each dot is a person, the line is the least-squares line, and nothing shows an r that is still to be guessed."""

import numpy as np
import pytest
from plate_words import assert_apart, words_on

from edu_lib.models.correlation import CLOUDS, correlation
from edu_lib.plates import correlation as drawn
from edu_lib.plates.correlation import CorrelationPlate, draw_correlation
from edu_lib.plates.style import DARK


@pytest.fixture(scope="module")
def plate():
    return CorrelationPlate()


@pytest.mark.parametrize("show_r", [False, True])
@pytest.mark.parametrize("guess_r", [-1, -0.35, 0, 1])
def test_no_word_lies_on_another_and_none_is_lost(plate, guess_r, show_r):
    for cloud in CLOUDS:
        plate.update(correlation(cloud=cloud, guess_r=guess_r, show_r=show_r))
        assert_apart(plate)
    plate.update(correlation(r=guess_r))
    assert_apart(plate)


def test_dots_line_and_bar_are_those_of_the_result(plate):
    result = correlation(r=0.62, n=40, seed=9, exact=False)
    plate.update(result)
    corners = plate.dots.get_path().vertices.reshape(result.n, -1, 2)[:, :-1]
    assert corners.mean(axis=1) == pytest.approx(np.column_stack([drawn._x(result.x), drawn._y(result.y)]))
    x, y = plate.fit.get_data()
    slope, intercept = np.polyfit(result.x, result.y, 1)
    back = np.linspace(-3, 3, 7)
    assert np.interp(drawn._x(back[2:5]), x, y) == pytest.approx(drawn._y(slope * back[2:5] + intercept))
    width = plate.bar.get_width() / (drawn._RIGHT - drawn._LEFT)
    assert width == pytest.approx(result.r**2)
    assert plate.mark.move.get_matrix()[0, 2] == pytest.approx(drawn._at(result.r))
    assert list(plate.band.get_xdata()) == pytest.approx([drawn._at(result.low), drawn._at(result.high)])


@pytest.mark.parametrize("r", [-1.0, -0.3, 0.0, 1.0])
def test_lines_end_at_the_edge_of_the_cloud(plate, r):
    plate.update(correlation(r=r))
    x, y = plate.fit.get_data()
    assert min(x) >= drawn._X0 - 1e-6
    assert max(x) <= drawn._X1 + 1e-6
    assert min(y) >= drawn._Y1 - 1e-6
    assert max(y) <= drawn._Y0 + 1e-6
    assert max(x) - min(x) == pytest.approx(drawn._X1 - drawn._X0)


def test_what_is_to_be_guessed_is_not_drawn(plate):
    plate.update(correlation(cloud="mystery E", guess_r=0.4))
    assert not any(artist.get_visible() for artist in (plate.fit, plate.band, plate.mark, plate.bar))
    assert plate.guess.get_visible()
    assert not any("0.80" in words or "64 %" in words for words, _ in words_on(plate))
    plate.update(correlation(cloud="mystery E", guess_r=0.4, show_r=True))
    assert plate.fit.get_visible()
    assert plate.title.get_text() == "This cloud: r = 0.80, guess 0.40"


def test_a_dark_plate_can_be_drawn():
    assert draw_correlation(correlation(), DARK).title.get_color() == DARK["ink"]
