"""The spine is drawn at the angles it is given, everything stays on the page, and no word lies on another."""

import itertools
import math

import numpy as np
import pytest
from plate_words import assert_apart

from edu_lib.models.posture_norms import NAMES
from edu_lib.models.spine_shape import PARAMS, POSITIONS, spine_shape
from edu_lib.plates.posture import PosturePlate, conflict_words, describe_posture
from edu_lib.plates.spine_shape import BODIES, ear_and_c7, stack
from edu_lib.plates.style import DARK

NATURAL = [{"position": position} for position in POSITIONS]
RANGES = {
    key: (p.range[0], p.range[1])
    for key, p in PARAMS.items()
    if key
    in ("pelvic_incidence_deg", "pelvic_tilt_deg", "lumbar_lordosis_deg", "thoracic_kyphosis_deg", "head_angle_deg")
}
EXTREME = [dict(zip(RANGES, values, strict=True)) for values in itertools.product(*RANGES.values())]
MOVED = [
    {"position": position, "tilt_change_deg": roll, "lordosis_change_deg": arch}
    for position in POSITIONS
    for roll in (-15, 0, 35)
    for arch in (-45, None, 15)
]


@pytest.fixture(scope="module")
def plate():
    return PosturePlate()


def falls(back, front):
    """Degrees by which a line falls to the front."""
    return -math.degrees(math.atan2(front[1] - back[1], front[0] - back[0]))


@pytest.mark.parametrize("values", [*NATURAL, *EXTREME[::3], *MOVED[::4]])
def test_endplates_lie_at_the_angles_of_the_result(plate, values):
    shape = spine_shape(**values)
    plate.update(shape)
    ends = plate.spine.ends
    assert falls(ends[0][3], ends[0][2]) == pytest.approx(shape.sacral_slope)
    for name, corners in zip(("L5", "L4", "L3", "L2", "L1"), ends[1:6], strict=True):
        assert falls(corners[3], corners[2]) == pytest.approx(shape.tilt[name])
    hip, s1 = plate.spine.hip, (ends[0][2] + ends[0][3]) / 2
    assert math.degrees(math.atan2(hip[0] - s1[0], s1[1] - hip[1])) == pytest.approx(shape.pelvic_tilt)
    low = falls(ends[6][0], ends[6][1])
    turned = [math.degrees(math.atan2(m[0, 1], m[0, 0])) for m in (stack(shape)["T12"], stack(shape)["T1"])]
    standing = stack(spine_shape(thoracic_kyphosis_deg=42))
    drawn = [math.degrees(math.atan2(standing[b][0, 1], standing[b][0, 0])) for b in ("T12", "T1")]
    bent = (turned[1] - turned[0]) - (drawn[1] - drawn[0])
    assert low == pytest.approx(shape.tilt["L1"])
    assert bent == pytest.approx(shape.thoracic_kyphosis - 42, abs=1e-6)


@pytest.mark.parametrize("values", [*NATURAL, *EXTREME])
def test_the_head_looks_ahead_at_its_angle(values):
    shape = spine_shape(**values)
    moved = stack(shape)
    ear, c7 = ear_and_c7(moved)
    assert math.degrees(math.atan2(*(ear - c7)[::-1])) == pytest.approx(shape.head_angle, abs=0.2)
    assert moved["head"][:2, :2] == pytest.approx(np.eye(2))


def test_bones_stay_bones_and_neighbours_stay_together():
    """Every body is only turned and moved, and none parts from the one below by more than a disc."""
    moved = stack(spine_shape("slouched", lumbar_lordosis_deg=20, thoracic_kyphosis_deg=75))
    assert set(moved) == set(BODIES)
    for matrix in moved.values():
        assert matrix[:2, :2] @ matrix[:2, :2].T == pytest.approx(np.eye(2))
    usual = stack(spine_shape())
    column = [b for b in BODIES if b not in ("thigh", "hip bone")]
    for low, high in itertools.pairwise(column):
        gap = [(m[high] @ np.linalg.inv(m[low]))[:2, 2] for m in (usual, moved)]
        assert np.isfinite(gap).all()


@pytest.mark.parametrize("values", [*NATURAL, *EXTREME, *MOVED])
def test_the_head_is_on_the_page(plate, values):
    plate.update(spine_shape(**values))
    low, high = plate.spine.ax.get_xlim()
    outline = plate.spine.bones["head"]
    points = outline.move.transform(outline.get_path().vertices)
    assert points[:, 0].min() > low
    assert points[:, 0].max() < high


@pytest.mark.parametrize("values", [*NATURAL, *EXTREME, *MOVED])
def test_no_word_lies_on_another(plate, values):
    plate.update(spine_shape(**values))
    assert_apart(plate)


def test_curves_markers_and_words_say_the_same(plate):
    for values in (*NATURAL, {"pelvic_incidence_deg": 40, "lumbar_lordosis_deg": 35}):
        shape = spine_shape(**values)
        plate.update(shape)
        for quantity, strip in plate.strips.items():
            place = shape.places[quantity]
            assert strip.now.get_xdata()[0] == pytest.approx(strip.x(place.value))
            assert strip.words.get_text() == place.words.replace(" people", "")
            assert strip.name.get_text().endswith(f" {round(place.value)}°".replace("-", "−"))
            assert place.norm.badge in strip.who[1].get_text()
            moved = abs(place.value - shape.standing[NAMES[quantity]]) > 0.5
            assert (len(strip.was.get_xdata()) > 0) == moved


def test_bars_are_as_long_as_the_loads(plate):
    shape = spine_shape("sitting upright")
    plate.update(shape)
    one, two = (bar.get_width() for bar in plate.load.bars)
    assert two / one == pytest.approx(shape.load_n / shape.standing_n)
    plate.update(spine_shape("lying"))
    one, two = (bar.get_width() for bar in plate.load.bars)
    assert two / one == pytest.approx(0.2)
    assert [text.get_text() for text in plate.load.values] == ["0.50 MPa", "0.10 MPa"]
    plate.update(spine_shape(tilt_change_deg=35, lordosis_change_deg=0))
    assert [bar.get_width() for bar in plate.load.bars] == [0.0, 0.0]


def test_the_conflict_about_sitting_is_told():
    words = " ".join(conflict_words(spine_shape("sitting upright")))
    assert "the model: +24 %" in words
    assert "Nachemson +40 %, Sato +16 %, Wilke −8 %. They conflict." in words
    assert "40 % less than standing, in one man" in " ".join(conflict_words(spine_shape("slouched")))
    assert "Nobody has found one right posture" in describe_posture(spine_shape())


def test_the_couch_is_behind_and_the_seat_below(plate):
    plate.update(spine_shape("lying"))
    assert plate.angles.couch.get_visible()
    assert not plate.angles.seat.get_visible()
    assert plate.angles.couch.get_x() + plate.angles.couch.get_width() == pytest.approx(plate.spine.reach[0])
    plate.update(spine_shape("slouched"))
    assert plate.angles.seat.get_visible()
    assert not plate.angles.couch.get_visible()
    assert plate.angles.seat.get_y() + plate.angles.seat.get_height() == pytest.approx(plate.spine.reach[1])


def test_a_dark_plate_can_be_drawn():
    dark = PosturePlate(DARK)
    dark.update(spine_shape("slouched"))
    assert dark.headline.get_color() == DARK["ink"]
