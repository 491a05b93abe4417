"""The plate of the root map: tints are exactly what the lists say, and the saddle is always there."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.path import Path

from edu_lib.models.root_map import AREAS, MAPS, NOTHING, ROOTS, root_map
from edu_lib.plates.root_map import RootMapPlate
from edu_lib.plates.root_map_shapes import PATCHES, foot, hatch, legs
from edu_lib.plates.style import LIGHT
from tests.helpers.plate_words import assert_apart, words_on


@pytest.fixture(scope="module")
def plate():
    return RootMapPlate()


def seen(plate, colour=None):
    tints = ((name, tint) for name, tint in plate.tints.items() if tint.get_visible())
    return {name for name, tint in tints if colour is None or to_hex(tint.get_facecolor()) == LIGHT[colour]}


@pytest.mark.parametrize("maps", MAPS)
@pytest.mark.parametrize("root", [NOTHING, *ROOTS])
def test_exactly_the_patches_of_the_root_are_tinted(plate, root, maps):
    result = root_map(root, maps)
    plate.update(result)
    one, two = (
        set(areas) if on else set() for areas, on in zip((result.map_1, result.map_2), result.shows, strict=True)
    )
    assert seen(plate) == one | two
    assert seen(plate, "muscle_transversus") == one & two
    assert seen(plate, "measured") == one - two
    assert seen(plate, "belly") == two - one
    hatched = [{n for n, pair in plate.hatches.items() if pair[k] and pair[k].get_visible()} for k in range(2)]
    assert hatched == [one, two]  # the second cue beside colour
    words = " ".join(word for word, _ in words_on(plate))
    assert "Saddle (S3 to S5) newly numb or odd: emergency department now" in words


@pytest.mark.parametrize(("root", "maps"), [(NOTHING, 0), ("S1", 0), ("L5", 0), ("L4", 2), ("S2", 1), ("L2", 2)])
def test_words_stay_apart(plate, root, maps):
    plate.update(root_map(root, MAPS[maps]))
    assert_apart(plate)


def test_the_saddle_is_marked_in_three_views_and_can_neither_be_tinted_nor_picked(plate):
    marks = [p for p in plate.ax.patches + plate.ax.artists if to_hex(p.get_facecolor()) == LIGHT["back"]]
    assert len(marks) == 4  # front, back, seat, and the star beside the words
    assert not {mark.get_gid() for mark in marks} & set(plate.live)
    assert set(plate.picks.values()) == set(ROOTS)


def test_a_patch_lies_on_the_skin_of_the_right_leg_and_on_no_other_patch():
    for view in ("front", "back", "top", "below"):
        skin = Path(foot() if view in ("top", "below") else legs(view))
        rings = [(name, one) for name in AREAS for one in PATCHES[name].get(view, [])]
        for name, one in rings:
            assert skin.contains_points(one, radius=0.0005).all() or skin.contains_points(one, radius=-0.0005).all(), (
                name
            )
            assert view in ("top", "below") or (one[:, 0] > 0).all()
            for other, two in rings:
                assert two is one or not Path(two).contains_points(one).any(), (name, other)


def test_hatching_stays_inside_and_leaves_room_for_words():
    square = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)])
    line = hatch(square, 2.0, 45.0, (4.0, 6.0, 4.0, 6.0))
    points = line[~np.isnan(line[:, 0])]
    assert ((points > -1e-9) & (points < 10 + 1e-9)).all()
    middles = (line[0::3] + line[1::3]) / 2
    inside = ((middles > 4) & (middles < 6)).all(axis=1)
    assert len(middles) > 6 and not inside.any()
    whole = hatch(square, 2.0, 45.0)
    length = np.hypot(*(whole[1::3] - whole[0::3]).T).sum()
    assert length == pytest.approx(100 / 2, rel=0.1)  # area over distance
