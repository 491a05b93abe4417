"""The plate of the root signs: words stay apart, and an emergency leaves nothing but its card."""

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_hex

from edu_lib.models.root_signs import CHOICES, root_signs
from edu_lib.plates.root_signs import RootSignsPlate, describe_root_signs
from edu_lib.plates.style import LIGHT
from tests.helpers.plate_words import assert_apart, words_on

CLEAR = {"leg_raise": "positive", "pain_area": "S1 area", "below_knee": True, "reflex": "ankle"}
FULL = {"leg_raise": "negative", "femoral_stretch": "positive", "pain_area": "great toe"}


@pytest.fixture(scope="module")
def plate():
    return RootSignsPlate()


@pytest.mark.parametrize(
    "signs",
    [
        {},
        CLEAR,
        FULL,
        {"pre_test": 5, "femoral_stretch": "positive", "pain_area": "front of thigh", "reflex": "ankle"},
        {"pre_test": 95, "slump": "positive", "pain_area": "L5 area", "below_knee": True, "loss": "hip abduction weak"},
        {"pre_test": 6, "leg_raise": "negative", "whole_examination": "S1", "pain_area": "back of thigh"},
        {"saddle": True},
    ],
)
def test_words_stay_apart(plate, signs):
    plate.update(root_signs(**signs))
    assert_apart(plate)


def test_the_reasons_always_fit(plate):
    plate.figure.draw_without_rendering()
    foot = plate.first.get_window_extent().y1
    for area, reflex, loss in itertools.product(*(CHOICES[k] for k in ("pain_area", "reflex", "loss"))):
        plate.update(root_signs(pain_area=area, reflex=reflex, loss=loss))
        assert plate.why.get_window_extent().y0 > foot + 4


def test_an_emergency_leaves_nothing_but_its_card_and_all_comes_back(plate):
    plate.update(root_signs(**CLEAR))
    before = {gid for gid, artist in plate.live.items() if artist.get_visible()}
    plate.update(root_signs(**CLEAR, saddle=True))
    assert {artist for artist in plate.live.values() if artist.get_visible()} == set(plate.alarm)
    words = " ".join(word for word, _ in words_on(plate))
    assert words.startswith("Emergency department now") and "%" not in words and "S1" not in words
    assert all(a.get_gid() in plate.live for a in plate.ax.texts + plate.ax.lines + plate.ax.patches)
    plate.update(root_signs(**CLEAR))
    assert {gid for gid, artist in plate.live.items() if artist.get_visible()} == before


def test_a_bar_is_as_long_as_its_share_and_only_a_named_root_is_strong(plate):
    for signs in (CLEAR, FULL):
        result = root_signs(**signs)
        plate.update(result)
        widths = np.array([np.ptp(bar.get_path().vertices[:, 0]) for bar in plate.bars.values()])
        assert widths / widths.sum() == pytest.approx(np.array([*result.shares.values()]) / sum(result.shares.values()))
        strong = {root for root, bar in plate.bars.items() if to_hex(bar.get_facecolor()) == LIGHT["measured"]}
        assert strong == ({"S1"} if signs is CLEAR else set())
    words = " ".join(word for word, _ in words_on(plate))
    assert "Cannot tell" in words and "S2" in words and "no accuracy data" in words
    assert "both legs, growing weakness" in words


def test_the_done_test_is_filled_and_a_band_shows_only_where_there_is_one(plate):
    plate.update(root_signs(leg_raise="negative"))
    filled = {key for key, mark in plate.marks.items() if to_hex(mark.get_facecolor()) == LIGHT["measured"]}
    assert filled == {("leg_raise", "negative")} and plate.band.get_visible()
    plate.update(root_signs(femoral_stretch="positive"))
    assert not plate.band.get_visible() and "no band" in plate.band_words.get_text()


def test_the_sentence_is_short_and_says_what_matters():
    for signs in (
        {},
        CLEAR,
        FULL,
        {"saddle": True},
        {"leg_raise": "negative", "reflex": "knee", "pain_area": "S1 area"},
    ):
        said = describe_root_signs(root_signs(**signs))
        assert len(said.split()) <= 100
    assert "One more reason stands in the picture" in describe_root_signs(root_signs(**FULL))
    assert "the same day, whatever the root" in describe_root_signs(root_signs(**CLEAR))
