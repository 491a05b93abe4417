"""The plate of one muscle: bars, lever arm and words are the result's."""

import itertools

import numpy as np
import pytest
from plate_words import assert_apart

from edu_lib.labs.picture import LivePicture
from edu_lib.models.muscles import GROUPS
from edu_lib.models.pull import SIDES, fibre_pull, pull_of
from edu_lib.plates.pull import VIEW_NAMES, PullPlate, angle_spot, describe_pull, draw_pull
from edu_lib.plates.pull_words import shown_arm
from edu_lib.plates.style import DARK

CORNERS = list(itertools.product((-20.0, 45.0), (-25.0, 25.0)))


@pytest.fixture(scope="module")
def plate():
    return PullPlate()


@pytest.mark.parametrize("view", VIEW_NAMES)
@pytest.mark.parametrize("group", GROUPS)
def test_bars_show_the_moments(plate, group, view):
    for side in SIDES:
        r = pull_of(group, side)
        plate.update(r, view)
        for nm, bar, number in zip(r.moment_nm, plate.bars, plate.numbers, strict=True):
            assert bar.get_width() == pytest.approx(abs(nm) * 190 / 220)
            assert (bar.get_x() < 190) == (nm < 0)
            assert number.get_text() in ("0", f"{abs(nm):.0f} Nm", f"{abs(nm):.1f} Nm")
        found = shown_arm(r, view)
        assert (found is None) == (group == "transversus abdominis")
        if found and found[0] > 0.0015:
            assert plate.arm_words.get_text() == f"lever arm {1000 * found[0]:.0f} mm"
            points = np.column_stack(plate.arm.get_data())
            assert points[0] == pytest.approx(plate.flat(r.joint_m)) and points[1] == pytest.approx(
                plate.flat(found[1])
            )
        else:
            assert not plate.arm.get_visible()
    if view == "side":
        assert_apart(plate)


@pytest.mark.parametrize("view", VIEW_NAMES)
@pytest.mark.parametrize("corner", CORNERS, ids=str)
def test_words_stay_apart_in_every_posture(plate, corner, view):
    for group in ("rectus abdominis", "iliocostalis thoracis"):
        plate.update(pull_of(group, "right", 1.0, *corner), view)
        assert_apart(plate)


def test_handles_sit_on_the_fibre(plate):
    r = fibre_pull((0.06, -0.05, 0.03), (0.02, 0.2, 0.1), "left")
    for view in VIEW_NAMES:
        plate.update(r, view)
        ends = plate.flat(r.ends_m)
        for name, spot in (("low", ends[0]), ("high", ends[1]), ("angle", angle_spot(ends))):
            assert plate.live[f"pull-handle-{name}"].move.transform((0, 0)) == pytest.approx(spot)
    assert set(plate.handles) == set(plate.handle_names) <= set(plate.live)


def test_each_view_has_its_own_bones_and_the_live_picture_can_draw_them():
    plate = draw_pull(pull_of("psoas major", "right"), view="back")
    seen = {view: {a.get_visible() for a in plate.bones[view].artists} for view in VIEW_NAMES}
    assert seen == {"side": {False}, "front": {False}, "back": {True}}
    picture = LivePicture(plate.figure, plate.live)
    plate.update(pull_of("psoas major", "left"), "front")
    assert picture.changes()


def test_dark_and_words():
    r = pull_of("external oblique")
    assert draw_pull(r, DARK, "front").figure.get_facecolor()[:3] != (1, 1, 1)
    assert "mm in front of the middle of the disc" in describe_pull(r, "side")
    assert "straight through the middle of the disc" in describe_pull(r, "front")
    assert "to the right of" in describe_pull(pull_of("quadratus lumborum", "right"), "back")
