"""The plate of the layers: fibres run as they should, muscles end at their bones, names do not collide."""

import csv
import itertools
from importlib.resources import files

import numpy as np
import pytest
from matplotlib.path import Path
from plate_words import assert_apart

from edu_lib.labs.picture import LivePicture
from edu_lib.models.layers import DEEPEST, STRUCTURES, VIEWS, depths_of, layers
from edu_lib.plates.bones import outlines
from edu_lib.plates.layer_names import _WING, crossing, placed
from edu_lib.plates.layer_paths import drawn, fibres_of, on_wall, pieces
from edu_lib.plates.layer_spots import LANDMARKS, label_spots
from edu_lib.plates.layers import LayersPlate, draw_layers
from edu_lib.plates.style import DARK, TYPE
from edu_lib.plates.trunk_surface import as_place, cut, in_space, project

DEPTHS = range(DEEPEST + 1)


@pytest.fixture(scope="module")
def plate():
    return LayersPlate()


def fibres(name):
    """The fibres of a structure's largest piece in space, (n, 3) metres: forward, up, right."""
    own = max((p for p in pieces() if p.id == name), key=lambda p: len(fibres_of(p)))
    return [in_space(line) if on_wall(own) else np.pad(line, ((0, 0), (0, 1))) for line in fibres_of(own)]


def rise(line):
    """How steeply a fibre rises from its start to its end, degrees; negative where it falls."""
    along = np.hypot(*np.diff(line[:, [0, 2]], axis=0).T).sum()
    return np.degrees(np.arctan2(line[-1, 1] - line[0, 1], along))


def published(group):
    """The same for the lines of pull of the public model (fascicle_points.csv), from the upper to the lower end."""
    rows = {}
    with (files("edu_lib") / "data" / "fascicle_points.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["fascicle"].startswith(group):
                at = [float(row[k]) / 1000 for k in ("forward_mm", "up_mm", "right_mm")]
                rows.setdefault(row["fascicle"], []).append(at)
    return [-abs(rise(np.array(points))) for points in rows.values()]


def bone(view, name):
    return next(b for b in outlines(view) if b.name == name).outline


def touches(outline, at, near_m):
    """Whether a place lies on a bone or no farther than `near_m` beside it."""
    ring = Path(Path.unit_circle().vertices * near_m + at, Path.unit_circle().codes)
    return outline.contains_point(at) or outline.intersects_path(ring)


# The wall's surface --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("view", "across"), [("front", 0.08), ("back", 0.03), ("side", 0.07), ("side", -0.04)])
def test_a_place_is_seen_where_it_was_taken(view, across):
    place = np.array([as_place(view, across, 0.1)])
    seen = project(view, place)[0]
    assert seen == pytest.approx((-across if view == "front" else across, 0.1), abs=1e-9)


def test_a_place_beyond_the_edge_is_the_edge():
    assert as_place("front", 0.5, 0.1)[0] == pytest.approx(90)


def test_what_turns_away_is_cut_off():
    line = np.array([(40.0, 0.0), (140.0, 0.1)])
    assert cut("front", line, False)[-1] == pytest.approx((90.0, 0.05))
    assert len(cut("side", line, False)) == 2
    square = np.array([(40.0, 0.0), (140.0, 0.0), (140.0, 0.1), (40.0, 0.1)])
    assert cut("back", square, True)[:, 0].min() == pytest.approx(90)


# Fibres --------------------------------------------------------------------------------------------------------------


def test_external_oblique_runs_down_and_forward_as_steeply_as_in_the_public_model():
    lines = fibres("external oblique")
    assert all(line[-1, 1] < line[0, 1] for line in lines)
    assert all(line[-1, 0] > line[0, 0] for line in lines)
    mean = np.mean([rise(line) for line in lines])
    assert -60 < mean < -45
    assert mean == pytest.approx(np.mean(published("external oblique")), abs=10)


def test_internal_oblique_crosses_it_and_fans_from_up_to_down():
    steep = [rise(line) for line in fibres("internal oblique")]
    upper = [
        angle for line, angle in zip(fibres("internal oblique"), steep) if line[0, 0] > 0.01 and line[-1, 1] > 0.05
    ]
    assert np.mean(upper) > 35
    outer = np.mean([rise(line) for line in fibres("external oblique")])
    assert abs(np.mean(upper) - outer - 90) < 25  # about square to each other
    published_too = [-angle for angle in published("internal oblique")]
    assert min(published_too) < np.mean(upper) < max(published_too)
    lowest = fibres("internal oblique")[-1]
    assert lowest[-1, 1] < lowest[0, 1]
    assert abs(lowest[-1, 2]) < abs(lowest[0, 2])  # towards the midline
    assert all(a >= b - 3 for a, b in itertools.pairwise(steep[len(steep) // 3 :]))  # turning steadily


def test_transversus_runs_level():
    steep = np.array([rise(line) for line in fibres("transversus abdominis")])
    assert abs(steep.mean()) < 8
    assert np.mean(np.abs(steep) < 12) > 0.85


def test_rectus_and_the_columns_of_the_back_run_up():
    for name in ("rectus abdominis", "spinalis", "longissimus", "iliocostalis"):
        assert np.mean([abs(rise(line)) for line in fibres(name)]) > 74, name


def test_multifidus_runs_up_and_inwards_as_steeply_as_in_the_public_model():
    back = next(p for p in pieces() if p.id == "multifidus" and "back" in p.shown)
    lines = [in_space(line) for line in fibres_of(back)]
    assert all(line[-1, 1] > line[0, 1] and line[-1, 2] < line[0, 2] for line in lines)
    assert np.mean([rise(line) for line in lines]) == pytest.approx(-np.mean(published("multifidus m")), abs=10)


def test_latissimus_converges_on_the_arm():
    lines = fibres("latissimus dorsi")
    starts, ends = (np.array([line[k] for line in lines]) for k in (0, -1))
    assert np.ptp(ends[:, 1]) < 0.2 * np.ptp(starts[:, 1])
    assert ends[:, 2].min() > 0.15


# Attachments ---------------------------------------------------------------------------------------------------------


def test_external_oblique_reaches_from_ribs_5_to_12_to_the_iliac_crest():
    own = next(p for p in pieces() if p.id == "external oblique")
    assert len(own.guides) >= 8
    starts = [project("side", np.array([as_place(*guide[0])]))[0] for guide in own.guides]
    ribs = bone("side", "right ribs")
    assert all(touches(ribs, at, 0.012) for at in starts)
    assert starts[0][1] > 0.28 > 0.16 > starts[-1][1]  # rib 5 in front, rib 12 behind
    hip = bone("side", "right hip bone")
    crest = [project("side", np.array([as_place(*guide[-1])]))[0] for guide in own.guides[-3:]]
    assert all(touches(hip, at, 0.012) for at in crest)


def test_rectus_reaches_from_the_pubic_crest_to_cartilages_5_to_7():
    own = next(p for p in pieces() if p.id == "rectus abdominis")
    low = [project("front", np.array([as_place(*guide[0])]))[0] for guide in own.guides]
    high = [project("front", np.array([as_place(*guide[-1])]))[0] for guide in own.guides]
    assert all(touches(bone("front", "pelvis"), at, 0.008) for at in low)
    assert all(touches(bone("front", "front ribs and breast bone"), at, 0.008) for at in high)
    assert 0.22 < min(at[1] for at in high) < max(at[1] for at in high) < 0.30


@pytest.mark.parametrize("view", ["front", "back"])
def test_both_sides_are_mirror_images(view):
    for one in drawn(view):
        places = np.round(one.outline.vertices, 6)
        mirrored = places * (-1, 1)
        far = [np.abs(places - at).max(axis=1).min() for at in mirrored]
        assert max(far) < 2e-5, one.piece.id


@pytest.mark.parametrize("view", VIEWS)
def test_fibres_and_shade_stay_in_their_muscle(view):
    for one in drawn(view):
        for path in (one.fibres, one.shade):
            if len(path.vertices):
                ends = path.vertices[1:] if path is one.shade else path.vertices[path.codes == 1]
                corners = one.outline.vertices
                inside = one.outline.contains_points(ends)
                for radius in (0.0015, -0.0015):  # on the rim will do, whichever way round the outline goes
                    inside |= one.outline.contains_points(ends, radius=radius)
                inside |= [np.hypot(*(corners - at).T).min() < 0.0015 for at in ends]
                assert inside.all(), one.piece.id


# Bookkeeping ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_drawn_is_what_the_model_says_is_seen(view):
    marks = {"umbilicus", "linea semilunaris", "arcuate line", "skin"}
    for depth in DEPTHS:
        shapes = {one.piece.id for one in drawn(view) if one.first <= depth <= one.last}
        said = set(layers(view, depth).visible) - marks - set(LANDMARKS[view])
        assert shapes - {"erector spinae"} == said - {"erector spinae"}, (view, depth)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("depth", DEPTHS)
def test_every_name_points_into_the_open_part_of_its_structure(view, depth):
    spots = label_spots(view, depth)
    assert spots.keys() == set(layers(view, depth).visible)
    shown = [one for one in drawn(view) if one.first <= depth <= one.last]
    for name, at in spots.items():
        if name in LANDMARKS[view] or name == "erector spinae":
            continue
        top = [one.piece.id for one in shown if one.outline.contains_point(at)]
        assert top and top[-1] == name, (name, top)


@pytest.mark.parametrize("view", VIEWS)
def test_ribs_are_pointed_at_where_a_rib_is(view):
    at = LANDMARKS[view]["ribs"]
    name = {"front": "front ribs and breast bone", "side": "right ribs", "back": "back ribs"}[view]
    assert bone(view, name).contains_point(at)
    for depth in depths_of("ribs", view):
        covers = [
            one.piece.id for one in drawn(view) if one.first <= depth <= one.last and one.outline.contains_point(at)
        ]
        assert covers == [], depth


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("depth", DEPTHS)
def test_words_do_not_collide_and_leaders_do_not_cross(plate, view, depth):
    result = layers(view, depth)
    plate.update(result)
    assert_apart(plate)
    for side, rows in placed(result.named, label_spots(view, depth), view).items():
        leaders = [((side * (_WING - 0.016), y), spot) for _, spot, y in rows]
        assert [pair for pair in itertools.combinations(leaders, 2) if crossing(*pair)] == []
        assert len(rows) <= 8


@pytest.mark.parametrize("name", STRUCTURES)
def test_any_structure_can_be_chosen_and_is_named_and_outlined(plate, name):
    plate.update(layers("front", 1, name))
    assert plate.english.get_text() == name
    words = " ".join(text.get_text() for text in plate.ax.texts if text.get_visible())
    assert name.split(",")[0].split()[-1] in words
    assert_apart(plate)
    outlined = plate.chosen[0].get_visible() or plate.fine[0].get_visible()
    assert not (plate.chosen[0].get_visible() and plate.fine[0].get_visible())
    assert outlined or name in LANDMARKS["front"] | LANDMARKS["side"] | LANDMARKS["back"]


def test_alone_leaves_bones_and_one_muscle(plate):
    plate.update(layers("back", 3, "erector spinae", isolate=True))
    seen = {name for artist, _, _, name in plate._soft if artist.get_visible()}
    assert seen == {"", "erector spinae", "iliocostalis", "longissimus", "spinalis"}
    assert any(artist.get_visible() for artist, _, _ in plate._bones)


def test_without_names_there_are_none(plate):
    plate.update(layers("front", 1, names=False))
    texts = [t.get_text() for t in plate.ax.texts if t.get_visible() and t.get_text()]
    assert texts == ["From the front", "The first layer under the skin", "right", "left"]


def test_words_are_large_enough_where_the_lab_is_smallest(plate):
    smallest = min(text.get_fontsize() for text in plate.ax.texts)
    assert smallest >= TYPE["small"] == 13
    assert smallest * 515 / (plate.figure.get_figheight() * 72) >= 10


def test_a_click_finds_a_structure_that_can_be_chosen(plate):
    assert set(plate.picks) <= set(plate.live)
    assert set(plate.picks.values()) <= set(STRUCTURES)
    soft = {name for name in STRUCTURES if not any(name in LANDMARKS[view] for view in VIEWS)}
    assert soft <= set(plate.picks.values())


def test_a_step_sends_little_and_the_picture_is_not_heavy(plate):
    plate.update(layers("front", 1))
    picture = LivePicture(plate.figure, plate.live)
    assert len(picture.svg) < 900_000
    for view in VIEWS:
        for depth in DEPTHS:
            plate.update(layers(view, depth))
            assert len(str(picture.changes())) < 8_000, (view, depth)
    plate.update(layers("back", 6))
    assert picture.changes() == {}


def test_it_can_be_drawn_alone_and_in_the_dark():
    dark = draw_layers(layers("side", 4, names=False), DARK)
    dark.figure.draw_without_rendering()
    assert {gid.split("-")[1] for gid in dark.picks} == {"side"}


def test_rows_change_places_where_their_leaders_would_cross():
    spots = {"near": (0.200, -0.150), "far": (0.010, -0.155)}
    rows = placed(("near", "far"), spots, "side")[1]
    assert [name for name, _, _ in rows] == ["far", "near"]
    one, two = (((_WING - 0.016, y), spot) for _, spot, y in rows)
    assert not crossing(one, two)
