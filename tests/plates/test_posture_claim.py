"""The chain shows what the model says and what the trials found, and no word lies on another."""

import itertools

import numpy as np
import pytest
from plate_words import assert_apart, words_on

from edu_lib.models.posture_claim import COMPARED, posture_claim
from edu_lib.plates.posture_claim import PostureClaimPlate, describe_posture_claim
from edu_lib.plates.posture_claim_words import texts
from edu_lib.plates.style import DARK

GRID = [
    dict(zip(("strength_percent", "shortening_percent", "effort", "compared"), values, strict=True))
    for values in itertools.product((0, 25, 50), (0, 5, 7, 15), (0, 0.45, 1), COMPARED)
]


@pytest.fixture(scope="module")
def plate():
    return PostureClaimPlate()


@pytest.mark.parametrize("values", GRID)
def test_no_word_lies_on_another_and_none_is_lost(plate, values):
    claim = posture_claim(**values)
    plate.update(claim)
    assert_apart(plate)
    for (head, *lines), title, slots in zip(texts(claim), plate.titles, plate.lines, strict=True):
        assert len(lines) <= len(slots)
        assert title.get_text() == head
        assert [slot.get_text() for slot in slots[: len(lines)]] == lines


def test_dots_bars_and_curves_follow_the_claim(plate):
    claim = posture_claim(strength_percent=50, shortening_percent=10, effort=0.5, compared="disc herniation")
    plate.update(claim)
    curves, tilts, loads, groups = plate.panels
    at = [dot.move.get_matrix()[0, 2] for dot in tilts.dots]
    expected = [tilts.x(t) for t in (claim.tilt_strength, claim.tilt_length, claim.tilt_effort)]
    assert at == pytest.approx(expected)
    assert [text.get_text() for text in tilts.values] == ["0°", "10°", "4°"]
    widths = [bar.get_width() for bar in loads.bars]
    assert widths[3] / widths[0] == pytest.approx(claim.bent_n / claim.standing_n)
    active = curves.now[0]
    assert active.get_ydata().min() == pytest.approx(float(curves.y(1.5)), abs=0.5)
    x, y = groups.curves[1].get_data()
    low, high, _ = groups.scales["lumbar lordosis"]
    top = low + (high - low) * (x[np.argmin(y)] - x[0]) / (x[-1] - x[0])
    assert top == pytest.approx(claim.groups.without[0], abs=1.0)


def test_what_is_shaded_is_what_is_shared(plate):
    """The shaded area over that under one curve is the overlapping coefficient."""
    for compared in COMPARED:
        claim = posture_claim(compared=compared)
        plate.update(claim)
        groups = plate.panels[3]
        x, y = groups.curves[1].get_data()
        under = (groups.base - y)[:-1] @ np.diff(x)
        shaded = groups.both.get_path().vertices[: len(x)]
        drawn = (groups.base - shaded[:, 1])[:-1] @ np.diff(shaded[:, 0])
        assert drawn / under == pytest.approx(claim.groups.shared, abs=0.01)
        assert f"{100 * claim.groups.shared:.0f} of 100 shared" in plate.titles[3].get_text()


def test_every_verdict_stands_on_the_plate_with_certainty_and_badge(plate):
    claim = posture_claim()
    plate.update(claim)
    words = [text for text, _ in words_on(plate)]
    for link in claim.links:
        assert link.verdict in words
    assert words.count("certainty: low") == 4
    assert words.count("(read)") == 4
    assert all(link.why in describe_posture_claim(claim) for link in claim.links)


def test_trials_are_quoted_from_the_tables():
    said = " ".join(line for row in texts(posture_claim()) for line in row)
    for words in (
        "effect 0.73, 55 studies (Alizadeh 2023)", "8 weeks 20 people", "23 % of tilt in women, none in men",
        "40 women with much lordosis it fell", "bent 1.10, standing 0.50, slouched in a chair 0.30 MPa", "41 reviews",
        "13 studies: flatter with pain",
    ):  # fmt: skip
        assert words in said


def test_a_dark_plate_can_be_drawn():
    dark = PostureClaimPlate(DARK)
    dark.update(posture_claim(effort=1))
    assert dark.titles[0].get_color() == DARK["ink"]
