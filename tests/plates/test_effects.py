"""The plates of "responders", "p_interval" and "screening" show what the models say, and no word lies on another."""

import itertools
import re

import numpy as np
import pytest
from matplotlib.path import Path
from plate_words import assert_apart, words_on

from edu_lib.models.p_interval import ROWS, p_interval
from edu_lib.models.responders import responders
from edu_lib.models.screening import CASES, SECOND, TWO_FLAGS, screening
from edu_lib.plates.heads import block
from edu_lib.plates.p_interval import READINGS, PIntervalPlate, describe_p_interval, points_at
from edu_lib.plates.responders import RespondersPlate, describe_responders, pain_at
from edu_lib.plates.screening import SAFETY, ScreeningPlate, describe_screening, percent, share_at
from edu_lib.plates.style import DARK


@pytest.fixture(scope="module")
def responders_plate():
    return RespondersPlate()


@pytest.fixture(scope="module")
def p_plate():
    return PIntervalPlate()


@pytest.fixture(scope="module")
def screening_plate():
    return ScreeningPlate()


def area(path: Path) -> float:
    """Area inside the pieces of a path of straight lines."""
    total = 0.0
    for piece in path.to_polygons(closed_only=False):
        x, y = piece.T
        total += abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    return total


@pytest.mark.parametrize("columns", [20, 7])
def test_a_block_covers_its_cells_and_no_others(columns):
    middles = [(i % columns + 0.5, i // columns + 0.5) for i in range(100)]
    for first, last in [*itertools.combinations((0, 1, 7, 19, 20, 21, 36, 60, 99, 100), 2), (5, 5), (30, 20)]:
        path = block(first, last, columns, 0.0, 0.0, (1.0, 1.0))
        inside = [i for i, middle in enumerate(middles) if path.contains_point(middle)]
        assert inside == list(range(first, last)), (first, last)


@pytest.mark.parametrize(
    "values",
    [
        ("exercise against no exercise", None, 25.0, 30.0, 56.0, -8.0),
        ("exercise against no exercise", -30.0, 40.0, 80.0, 30.0, -30.0),
        ("motor control exercise against other exercise", None, 10.0, 10.0, 30.0, -30.0),
        ("motor control exercise against other exercise", 10.0, 40.0, 10.0, 90.0, 10.0),
        ("motor control exercise against other exercise", 0.0, 25.0, 80.0, 56.0, -8.0),
        ("Pilates against little care", 5.0, 10.0, 80.0, 90.0, 10.0),
    ],
)
def test_responders_keeps_its_words_apart(responders_plate, values):
    r = responders(*values)
    responders_plate.update(r)
    assert_apart(responders_plate)
    assert len(describe_responders(r).split()) <= 95


def test_responders_draws_curves_people_and_the_line(responders_plate):
    r = responders()
    responders_plate.update(r)
    words = " ".join(text for text, _ in words_on(responders_plate))
    assert "36 of 100 reach it" in words and "60 of 100: 24 more" in words and "Treat 5 for one more" in words
    assert "30 % relief: 39 or less" in words and "average: 15.2 points less" in words
    cell = 13.5 * 27.0
    filled = [area(heads.filled.get_path()) / cell for heads in responders_plate.heads]
    pale = [area(heads.pale.get_path()) / cell for heads in responders_plate.heads]
    assert filled == pytest.approx([36, 36]) and pale == pytest.approx([64, 40])  # the others are striped: 24 more
    for fill, curve, share, mean in zip(
        responders_plate.fills, responders_plate.curves, (r.without, r.treated), r.means, strict=True
    ):
        x, y = curve.get_data()
        base = fill.get_path().vertices[:, 1].max()
        under = np.sum((base - (y[1:] + y[:-1]) / 2) * np.diff(x))
        # What the picture cuts off on the left lies below the line too.
        assert area(fill.get_path()) / under == pytest.approx(share, abs=0.03)
        assert pain_at(x[np.argmin(y)]) == pytest.approx(mean, abs=2.6)


def test_responders_own_up_to_the_curves_beyond_0_and_100(responders_plate):
    r = responders(sd=40.0)
    responders_plate.update(r)
    draws = np.random.default_rng(1).normal(r.means, r.sd, (40_000, 2))
    shares = 100 * ((draws < 0) | (draws > 100)).mean(axis=0)
    told = re.search(r"lie (\d+) and (\d+) of 100", responders_plate.lines[2].get_text())
    assert [int(share) for share in told.groups()] == pytest.approx(shares, abs=1.0)
    r = responders(mean_difference=-30.0, start=40.0, other_change=-20.0)
    responders_plate.update(r)
    assert r.means[1] < 0 and "cannot be" in responders_plate.lines[2].get_text()
    words = [text for text, _ in words_on(responders_plate)]
    assert words.count("below 0") == words.count("over 100") == 2


def test_fewer_responders_than_without_are_said_and_not_striped(responders_plate):
    r = responders(mean_difference=10.0)
    responders_plate.update(r)
    a, b = round(100 * r.without), round(100 * r.treated)
    assert responders_plate.counts[1].get_text() == f"{b} of 100: {a - b} fewer"
    assert area(responders_plate.heads[1].filled.get_path()) / (13.5 * 27.0) == pytest.approx(b)
    assert area(responders_plate.heads[1].pale.get_path()) / (13.5 * 27.0) == pytest.approx(100 - b)
    assert "misses this relief" in responders_plate.head.get_text()


@pytest.mark.parametrize(
    ("effect", "people", "worth"),
    [(None, None, 15.0), (-30.0, 5.0, 2.0), (10.0, 5.0, 30.0), (0.0, 1000.0, 2.0), (-30.0, 1000.0, 30.0)],
)
def test_p_interval_keeps_its_words_apart(p_plate, effect, people, worth):
    for row in list(ROWS) if effect is None else list(ROWS)[-1:]:
        r = p_interval(row, effect, people, worth, 40.0, "0.0001", True)
        p_plate.update(r)
        assert_apart(p_plate)
        assert len(describe_p_interval(r).split()) <= 95


def test_p_is_covered_until_it_is_asked_for(p_plate):
    hidden, shown = p_interval(your_p="0.003"), p_interval(your_p="0.003", reveal=True)
    p_plate.update(hidden)
    words = [text for text, _ in words_on(p_plate)]
    assert "P = ?" in words and not any("0.03" in text or "printed" in text for text in words)
    assert "0.03" not in describe_p_interval(hidden)
    p_plate.update(shown)
    words = [text for text, _ in words_on(p_plate)]
    assert {"P = 0.03", "you said 0.003: far off", "printed in the report: 0.003", "the two do not fit"} <= set(words)
    assert "does not fit its own interval" in describe_p_interval(shown)
    later = p_interval("Wang 2012: the same after a year", reveal=True)
    assert "fit its own" not in describe_p_interval(later)


@pytest.mark.parametrize("values", [{}, {"effect": -5.0}, {"effect": -2.0, "people": 100.0}, {"people": 30.0}])
def test_the_filled_tails_are_p_of_the_bell(p_plate, values):
    r = p_interval(**values)
    p_plate.update(r)
    x, y = p_plate.curve.get_data()
    foot = 352.0
    under = np.sum((foot - (y[1:] + y[:-1]) / 2) * np.diff(x))
    assert area(p_plate.tails.get_path()) / under == pytest.approx(r.p, abs=0.012)
    inside = [points_at(at) for at in p_plate.bar.get_xdata()]
    assert inside == pytest.approx([r.low, r.high])


def test_one_reading_is_marked(p_plate):
    for values in ({}, {"worth_it": 2.0}, {"effect": -1.0, "people": 20.0}, {"effect": -1.0, "people": 1000.0}):
        r = p_interval(**values)
        p_plate.update(r)
        on = [key for key, cell in p_plate.cells.items() if cell.get_visible()]
        assert on == [(r.reading.different, r.reading.worth)]
    assert READINGS[False, "worth it"][0] == "cannot be"


@pytest.mark.parametrize("case", CASES)
def test_screening_keeps_its_words_apart_and_always_warns(screening_plate, case):
    grid = [
        {}, {"second": SECOND[1]}, {"pre_test": 0.1, "specificity": 99.9}, {"pre_test": 95.0, "sensitivity": 99.0},
        {"pre_test": 95.0, "sensitivity": 1.0, "specificity": 1.0, "second": SECOND[1]},
    ]  # fmt: skip
    for values in grid:
        r = screening(case, **values)
        screening_plate.update(r)
        assert_apart(screening_plate)
        assert set(SAFETY) <= {text for text, _ in words_on(screening_plate)}
        for relation in TWO_FLAGS:
            said = describe_screening(screening(case, **values, relation=relation))
            assert len(said.split()) <= 100 and not re.search(r"no need|rule[sd]? out|is safe", said)


def test_screening_never_says_certain_nor_writes_powers_of_ten(screening_plate):
    assert [percent(share) for share in (0.0001, 0.004, 0.09, 0.994, 0.9999)] == [
        "below 0.1 %", "0.4 %", "9 %", "99 %", "over 99 %",
    ]  # fmt: skip
    screening_plate.update(screening(CASES[0], pre_test=95.0, sensitivity=99.0, specificity=99.9))
    assert screening_plate.sum.get_text() == "odds 19 to 1 × 990 = 18,800 to 1"


def test_screening_draws_its_heads_and_chances(screening_plate):
    r = screening("cancer: history of cancer")
    screening_plate.update(r)
    cell = 10.4**2
    drawn = {key: area(shape.get_path()) / cell for key, shape in screening_plate.blocks.items()}
    assert drawn == pytest.approx({"ill-found": r.ill_found, "well-found": r.well_found, "clear": r.well_clear})
    for key, chance in (("with", r.after), ("without", r.without), ("review", 0.07)):
        x = screening_plate.marks[key][3].move.get_matrix()[0, 2]
        assert share_at(x) == pytest.approx(chance)
    # On the scale of odds an arrow is as long as the logarithm of its ratio, wherever it begins.
    lengths = []
    for pre_test in (1.0, 40.0):
        screening_plate.update(screening("cancer: history of cancer", pre_test=pre_test))
        x = screening_plate.marks["with"][1].get_xdata()
        lengths.append(x[1] - x[0])
    assert lengths[0] == pytest.approx(lengths[1])


def test_what_no_review_reports_is_not_drawn(screening_plate):
    screening_plate.update(screening(CASES[4]))
    assert not screening_plate.marks["review"][3].get_visible()
    assert screening_plate.marks["review"][4].get_text() == "no review to hold this against"
    screening_plate.update(screening(CASES[0]))
    assert screening_plate.marks["review"][3].get_visible()


def test_percent_is_as_fine_as_it_need_be():
    assert [percent(p) for p in (0.0068, 0.039, 0.09, 0.6321, 0.0999, 0.5)] == [
        "0.7 %",
        "3.9 %",
        "9 %",
        "63 %",
        "10 %",
        "50 %",
    ]


@pytest.mark.parametrize("kind", [RespondersPlate, PIntervalPlate, ScreeningPlate])
def test_dark_plates_have_no_light_paper(kind):
    plate = kind(DARK)
    plate.update({RespondersPlate: responders, PIntervalPlate: p_interval, ScreeningPlate: screening}[kind]())
    plate.figure.draw_without_rendering()
    from matplotlib.colors import to_hex

    assert to_hex(plate.figure.get_facecolor()) == DARK["paper"]
    known = set(DARK.values())
    fills = {to_hex(patch.get_facecolor()) for patch in plate.ax.patches if patch.get_facecolor()[3]}
    assert fills and fills <= known
