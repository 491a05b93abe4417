"""The drawn slice: areas true to scale, words apart, leaders that do not cross, at every place of the slider."""

import itertools

import numpy as np
import pytest
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from plate_words import assert_apart, words_on

from edu_lib.models.axial_slice import LEVEL, MUSCLES, STRUCTURES, axial_slice
from edu_lib.plates.axial_shapes import area, smooth
from edu_lib.plates.axial_slice import CM, AxialSlicePlate, draw_axial_slice, label_spots
from edu_lib.plates.axial_words import crossing
from edu_lib.plates.style import DARK
from edu_lib.sources import table

LEVELS = np.arange(LEVEL.range[0], LEVEL.range[1] + 0.01, 0.05).round(2).tolist()


@pytest.fixture(scope="module")
def plate():
    return AxialSlicePlate()


def pieces(path):
    """The closed pieces of a drawn path, its curves cut into short straight lines; hundredths of a centimetre."""
    return Affine2D().scale(100).transform_path(path).to_polygons()


def polygon_areas(path):
    """Shoelace areas of them in cm2."""
    return [abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2 / 100**2 for x, y in (p.T for p in pieces(path))]


@pytest.mark.parametrize("level", [1.0, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
def test_what_is_drawn_has_the_areas(plate, level):
    result = axial_slice(level=level)
    plate.update(result)
    for name in MUSCLES:
        if name in result.areas_cm2:
            sides = polygon_areas(plate.parts[name].get_path())
            assert len(sides) == 2
            assert sides == pytest.approx([result.areas_cm2[name]] * 2, rel=0.03), name


def centre(plate, name):
    """Middle (cm) of the area of a muscle on the person's left."""
    points = pieces(plate.parts[name].get_path())[0] / 100
    x, y = points.T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    total = cross.sum() / 2
    return np.array([((v + np.roll(v, -1)) * cross).sum() for v in (x, y)]) / (6 * total), abs(total)


def test_muscles_lie_as_far_in_front_and_behind_as_measured(plate):
    """McGill 1988, L4/L5: within a standard deviation."""
    plate.update(axial_slice(level=4.5))
    back = [centre(plate, name) for name in ("longissimus", "iliocostalis", "multifidus")]
    behind = sum(at[1] * cm2 for at, cm2 in back) / sum(cm2 for _, cm2 in back)
    row = {
        r["group"]: r
        for r in table("muscle_arms_imaging")
        if r["quantity"].startswith("distance") and r["level"] == "L4/L5"
    }
    measured = row["erector spinae with multifidus"]
    assert -behind * 10 == pytest.approx(measured["value"], abs=measured["sd"])
    for name in ("psoas major", "rectus abdominis"):
        measured = next(r for r in table("muscle_arms_imaging") if r["source"] == "mcgill1988" and r["group"] == name
                        and r["quantity"].startswith("distance"))  # fmt: skip
        assert centre(plate, name)[0][1] * 10 == pytest.approx(measured["value"], abs=measured["sd"])


def test_the_trunk_is_as_wide_and_deep_as_the_table_says(plate):
    for row in table("axial_slice"):
        if row["structure"] == "skin":
            plate.update(axial_slice(level=row["level"]))
            outline = pieces(plate.parts["skin"].get_path())[0] / 100
            across = 0 if row["quantity"].startswith("width") else 1
            assert np.ptp(outline[:, across]) == pytest.approx(row["value"], rel=0.03)


def test_the_scale_bar_is_true(plate):
    dots = plate.ax.transData.transform([(0, 0), (5, 0)])
    assert dots[1, 0] - dots[0, 0] == pytest.approx(5 * CM)
    assert "5 cm" in [text.get_text() for text in plate.ax.texts]


def test_the_formula_for_areas_is_that_of_the_curve():
    points = np.array([(0, 0), (4, 0), (5, 3), (2, 5), (-1, 2)], float)
    assert area(points) == pytest.approx(polygon_areas(smooth(points))[0], rel=2e-3)


def leaders(plate):
    points = np.column_stack(plate.words.lines["leaders"].get_data())
    return [(points[i], points[i + 1]) for i in range(0, len(points), 3)]


def struck(plate, lines):
    """The words that a leader passes through; at its own name it only begins beside it."""
    starts, ends = plate.ax.transData.transform(np.array(lines).reshape(-1, 2)).reshape(-1, 2, 2).transpose(1, 0, 2)
    at = (starts + (ends - starts) * np.linspace(0, 1, 150)[:, None, None]).reshape(-1, 2)
    out = []
    for text in plate.ax.texts:
        if text.get_visible() and text.get_text():
            box = text.get_window_extent()
            inside = (at > (box.x0 + 1, box.y0 + 3)) & (at < (box.x1 - 1, box.y1 - 3))
            out += [text.get_text()] * bool(inside.all(axis=1).any())
    return out


@pytest.mark.parametrize(("structure", "levels"), [("nothing", LEVELS), ("skin", LEVELS[::5])])
def test_words_and_leaders_keep_apart_all_along(plate, structure, levels):
    for level in levels:
        plate.update(axial_slice(level=level, structure=structure))
        assert_apart(plate)
        lines = leaders(plate)
        assert [pair for pair in itertools.combinations(lines, 2) if crossing(*pair[0], *pair[1])] == [], level
        assert struck(plate, lines) == [], level


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_chosen_structure_is_marked_and_named(plate, structure):
    level = next(level for level in LEVELS if structure in axial_slice(level=level + 0.05).present) + 0.05
    plate.update(axial_slice(level=level, structure=structure))
    assert_apart(plate)
    assert any(words.startswith("▸") for words, _ in words_on(plate))
    if structure not in ("umbilicus", "sacroiliac joint"):
        assert plate.mark.get_visible() or plate.mark_line.get_visible()
    assert structure in plate.words.chosen.get_text()


def test_no_leader_without_a_structure_and_none_without_names(plate):
    plate.update(axial_slice(level=3.0))
    named = sum(text.get_visible() for side in plate.words.names.values() for text in side)
    assert len(leaders(plate)) == named > 20
    plate.update(axial_slice(level=3.0, names=False))
    assert not any(text.get_visible() for side in plate.words.names.values() for text in side)
    assert not any(line.get_visible() for line in plate.words.lines.values())
    assert "rectus" not in [words for words, _ in words_on(plate)]
    plate.update(axial_slice(level=3.0))
    assert "rectus" in [words for words, _ in words_on(plate)]


def test_the_two_sheaths_take_turns(plate):
    for level, shown in ((3.0, "above"), (6.0, "below")):
        plate.update(axial_slice(level=level))
        for name, sheets in plate.magnified.sheets.items():
            assert {artist.get_visible() for artist in (*sheets, *plate.magnified.names[name])} == {name == shown}
        assert len(plate.magnified.names[shown]) == len(plate.magnified.sheets[shown])  # a heading here, leaders there
    front = [text.get_text() for text in plate.magnified.names["below"][:-1]]
    assert "transversus aponeurosis" in front
    assert not any("lamina" in words for words in front)


def test_picks_name_structures_that_are_there(plate):
    assert set(plate.picks.values()) <= set(STRUCTURES)
    assert set(plate.picks) <= set(plate.live)
    for level in (1.0, 3.0, 4.5, 6.0):
        result = axial_slice(level=level)
        plate.update(result)
        seen = {name for gid, name in plate.picks.items() if plate.live[gid].get_visible()}
        assert seen == set(result.present) - {"umbilicus", "sacroiliac joint"}


@pytest.mark.parametrize("level", [1.0, 2.5, 3.0, 4.0, 4.5, 5.0, 6.0])
def test_spots_lie_on_what_they_name(plate, level):
    plate.update(axial_slice(level=level))
    spots = label_spots(level)
    assert set(spots) == set(axial_slice(level=level).present)
    for name in MUSCLES:
        if name in spots:
            path = plate.parts[name].get_path()
            assert any(Path(piece).contains_point(np.multiply(spots[name], 100)) for piece in pieces(path)), name


def test_the_line_of_the_slice_goes_down(plate):
    heights = []
    for level in LEVELS:
        plate.update(axial_slice(level=level))
        heights.append(plate.whereabouts.line.get_ydata()[0])
    assert heights == sorted(heights, reverse=True)


def test_a_dark_plate_can_be_drawn():
    dark = draw_axial_slice(axial_slice(level=4.5), DARK)
    assert dark.words.headline.get_color() == DARK["ink"]
