"""The plate of the puppet: dial, arc, bars and words are the result's."""

import itertools
import math

import numpy as np
import pytest
from plate_words import assert_apart

from edu_lib.labs.picture import LivePicture
from edu_lib.models.pelvis import pelvis_balance
from edu_lib.plates.pelvis import PelvisPlate, describe_pelvis, draw_pelvis
from edu_lib.plates.style import DARK

CORNERS = list(itertools.product((0.0, 1.0), repeat=4))


@pytest.fixture(scope="module")
def plate():
    return PelvisPlate()


@pytest.mark.parametrize("effort", CORNERS, ids=str)
def test_words_stay_apart_and_bars_are_moments(plate, effort):
    r = pelvis_balance(*effort, 25.0)
    plate.update(r)
    for key, bar in plate.bars.items():
        nm = (r.moment_nm | r.opposing_nm)[key]
        assert bar.get_width() == pytest.approx(min(abs(nm), 250.0) * 0.38)
        assert plate.numbers[key].get_text() == f"{abs(nm):.0f} Nm"
    assert_apart(plate)


def test_the_needle_and_the_bones_turn_with_the_tilt(plate):
    turns = []
    for effort in (0.0, 0.3, 1.0):
        r = pelvis_balance(abdominals=effort)
        plate.update(r)
        x, y = (np.diff(v)[0] for v in plate.needle.get_data())
        assert math.degrees(math.atan2(x, -y)) / 4 == pytest.approx(r.tilt_deg, abs=1e-6)
        bone = plate.skeleton.outline["left hip bone"].move.get_matrix()
        turns.append(math.degrees(math.atan2(-bone[1, 0], bone[0, 0])))
        assert turns[-1] == pytest.approx(r.tilt_deg, abs=1e-6)
    assert turns[0] == 0.0 > turns[1] > turns[2]


def test_the_hip_stays_put_and_strings_end_on_it(plate):
    spots = []
    for effort in (0.0, 1.0):
        plate.update(pelvis_balance(hip_extensors=effort))
        move = plate.skeleton.outline["left hip bone"].move
        spots.append(move.transform(plate.joint.move.transform((0, 0))))  # the standing hip, carried by the bone
    assert spots[0] == pytest.approx(spots[1], abs=2e-3)
    thin = plate.strings["semimembranosus"].get_linewidth()
    plate.update(pelvis_balance())
    assert plate.strings["semimembranosus"].get_linewidth() < thin


def test_dark_words_and_the_live_picture():
    r = pelvis_balance(back_extensors=0.4)
    plate = draw_pelvis(r, DARK)
    assert "hardly" not in describe_pelvis(r) and "measured tilt" in describe_pelvis(r)
    assert "as far as they could came 11.4 degrees" in describe_pelvis(r)
    picture = LivePicture(plate.figure, plate.live)
    plate.update(pelvis_balance(abdominals=0.4))
    assert picture.changes()
