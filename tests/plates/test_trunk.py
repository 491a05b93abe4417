"""The trunk from behind and from the front, and the map of effort: they show the result's numbers, and their words stay apart."""

import itertools
import json
import re

import numpy as np
import pytest

from edu_lib.labs.picture import LivePicture
from edu_lib.plates.body_map import BodyMap, describe_body_map, draw_body_map
from edu_lib.plates.bones import VIEWS
from edu_lib.plates.part import spread
from edu_lib.plates.strands import FAMILY_OF, WIDTHS
from edu_lib.plates.style import DARK, LIGHT, effort_colour, load_colour
from edu_lib.plates.trunk import (
    TrunkPlate,
    describe_trunk_back,
    describe_trunk_front,
    draw_trunk_back,
    draw_trunk_front,
    square,
)

TASKS = [
    {},
    {"trunk_flexion_deg": 60, "hands_load_kg": 20},
    {"hands_load_kg": 20, "hands_side_m": 0.4},
    {"trunk_flexion_deg": 30, "hands_load_kg": 12, "hands_side_m": -0.4, "lateral_bend_deg": 15, "axial_twist_deg": 20},
]
CORNERS = [
    {"trunk_flexion_deg": bend, "lateral_bend_deg": side, "hands_load_kg": load, "hands_side_m": way, **who}
    for bend, side, (load, way), who in itertools.product(
        (-25, 40, 110),
        (-30, 0, 30),
        ((0, 0), (60, 0.5), (100, -0.5)),
        ({"height_m": 1.4, "mass_kg": 40, "sex": "female"}, {"height_m": 2.1, "mass_kg": 150}),
    )
]


@pytest.fixture(scope="module", params=["back", "front"])
def trunk(request):
    return TrunkPlate(request.param)


@pytest.fixture(scope="module")
def body_map(solve):
    return BodyMap(solve())


def _labels(trunk) -> dict[str, tuple[str, str]]:
    return {
        name.get_text(): (trunk.forces[2 * i].get_text(), trunk.forces[2 * i + 1].get_text())
        for i, name in enumerate(trunk.names)
    }


@pytest.mark.parametrize("task", TASKS)
def test_each_label_says_the_groups_force_on_both_sides(trunk, solve, task):
    result = solve(**task)
    trunk.update(result)
    labels = _labels(trunk)
    hidden = {"back": {"psoas major"}, "front": {"quadratus lumborum"}}[trunk.view]
    families = {"back": ("back", "deep"), "front": ("deep", "belly")}[trunk.view]
    assert set(labels) == {g for g, family in FAMILY_OF.items() if family in families} - hidden
    g = result.geometry
    for group, words in labels.items():
        total = {"left": 0.0, "right": 0.0}
        for name, of, side in zip(g.fascicle_names, g.fascicle_group, g.fascicle_side, strict=True):
            total[side] += result.muscle_force_n[name] * (of == group)
        assert words == tuple(f"{side} {newton:.0f} N" for side, newton in total.items())


@pytest.mark.parametrize("task", TASKS)
def test_lines_and_discs_are_the_models(trunk, solve, task):
    result = solve(**task)
    trunk.update(result)
    g, basis = square(result.geometry), VIEWS[trunk.view][:2]
    widest = {}
    for line in trunk.strands.lines:
        for point in np.round(np.column_stack(line.get_data()), 6).tolist():
            widest[tuple(point)] = max(widest.get(tuple(point), 0.0), line.get_linewidth())
    shown = set(_labels(trunk))
    for i, group in enumerate(g.fascicle_group):
        if group not in shown:
            continue
        twice = 2 * g.fascicle_force_n[i]
        least = max((width for newton, width in WIDTHS if twice >= newton), default=0.6)
        for point in g.path_m[g.path_start[i] : g.path_start[i + 1]] @ basis.T:
            assert widest[tuple(np.round(point, 6).tolist())] >= least
    for patch, joint, newton in zip(trunk.discs, g.joint_m, result.compression_n.values(), strict=True):
        assert patch.move.transform((0, 0)) == pytest.approx(basis @ joint)
        assert patch.get_facecolor()[:3] == pytest.approx(_rgb(load_colour(newton)))


@pytest.mark.parametrize("task", [*TASKS, {"trunk_flexion_deg": 110}, {"trunk_flexion_deg": -25}])
def test_the_viewer_leans_with_the_trunk_and_changes_nothing_else(solve, task):
    was = solve(**task).geometry
    now = square(was)
    assert now.neck_m[0] == pytest.approx(0, abs=1e-12) and now.neck_m[1] > 0
    assert now.path_m[:, 2] == pytest.approx(was.path_m[:, 2])  # left stays left
    far = np.linalg.norm(was.path_m - was.path_m[0], axis=1)
    assert np.linalg.norm(now.path_m - now.path_m[0], axis=1) == pytest.approx(far)
    assert np.linalg.det(now.rotation) == pytest.approx(np.ones(7))


def test_right_is_right(solve):
    """A load in the right hand is held by the left side; from behind that is on the picture's left."""
    back = draw_trunk_back(solve(hands_load_kg=20, hands_side_m=0.4))
    left, right = _labels(back)["quadratus lumborum"]
    assert float(left.split()[1]) > 2 * float(right.split()[1])
    hip = back.skeleton.outline["pelvis"]
    assert hip is not None
    bent = draw_trunk_front(solve(lateral_bend_deg=25))
    chest = bent.skeleton.outline["front ribs and breast bone"]
    assert chest.get_path().transformed(chest.move).vertices[:, 0].mean() < -0.03


@pytest.mark.parametrize("corner", CORNERS, ids=str)
def test_words_never_collide_or_leave_the_picture(trunk, body_map, solve, corner):
    result = solve(**corner)
    for plate in (trunk, body_map):
        plate.update(result)
        width, height = plate.figure.get_size_inches() * plate.figure.dpi
        boxes = [(t.get_text(), t.get_window_extent()) for t in plate.ax.texts if t.get_text()]
        clashes = [
            (a, b)
            for (a, one), (b, other) in itertools.combinations(boxes, 2)
            if min(min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)) > 1.0
        ]
        assert clashes == []
        assert [w for w, b in boxes if b.x0 < -1 or b.y0 < -1 or b.x1 > width + 1 or b.y1 > height + 1] == []


@pytest.mark.parametrize("task", TASKS)
def test_leaders_never_cross_on_a_side(trunk, solve, task):
    trunk.update(solve(**task))
    count = len(trunk.groups[0])
    for lines in (trunk.leaders[:count], trunk.leaders[count:]):
        heights = [(line.get_ydata()[0], line.get_ydata()[-1]) for line in lines]
        assert heights == sorted(heights, reverse=True)
        assert [end for _, end in heights] == sorted((end for _, end in heights), reverse=True)


@pytest.mark.parametrize("task", TASKS)
def test_the_map_tints_and_names_all_eleven_groups(body_map, solve, task):
    result = solve(**task)
    body_map.update(result)
    assert set(body_map.regions) == set(body_map.values) == set(result.activation)
    for name, share in result.activation.items():
        assert body_map.regions[name].get_facecolor()[:3] == pytest.approx(_rgb(effort_colour(share)))
        assert float(body_map.values[name].get_text().removesuffix(" %")) == pytest.approx(100 * share, abs=0.51)


def test_regions_of_the_map_lie_where_their_fascicles_are(body_map, solve):
    g = solve().geometry
    for name in ("psoas major", "external oblique", "longissimus thoracis"):
        ring = body_map.regions[name].get_path().vertices
        i = g.fascicle_group.index(name)
        heights = g.path_m[g.path_start[i] : g.path_start[i + 1], 1]
        assert ring[:, 1].min() - 0.02 < heights.min() and heights.max() < ring[:, 1].max() + 0.02


def test_words_carry_the_numbers(solve):
    result = solve(hands_load_kg=20, hands_side_m=0.4)
    assert f"multifidus {result.group_force_n['multifidus']:.0f} N" in describe_trunk_back(result)
    assert f"internal oblique {result.group_force_n['internal oblique']:.0f} N" in describe_trunk_front(result)
    assert "left" in describe_trunk_front(result)
    assert "both sides alike" in describe_trunk_back(solve())
    hardest = max(result.activation, key=result.activation.get)
    assert describe_body_map(result).startswith(f"Share of what each muscle can: {hardest}")
    heavy = solve(hands_load_kg=90, hands_forward_m=1.2)
    for describe in (describe_trunk_back, describe_trunk_front, describe_body_map):
        assert "cannot be held" in describe(heavy)
    assert "cannot be held" in draw_trunk_back(heavy).held.get_text()
    assert "cannot be held" in draw_body_map(heavy, solve()).verdict.get_text()


def test_every_public_plate_can_be_had_from_the_package():
    import edu_lib.plates as plates

    assert plates.draw_trunk_back is draw_trunk_back
    assert all(callable(getattr(plates, name)) for name in plates.__all__)
    with pytest.raises(AttributeError, match="draw_body_map"):
        plates.draw_elephant  # noqa: B018


def test_a_plate_is_updated_in_place_and_can_live(trunk, body_map, solve):
    """No new artists, and the live view finds one element for each that may change."""
    for plate in (trunk, body_map):
        plate.update(solve())
        before = len(plate.ax.get_children())
        picture = LivePicture(plate.figure, plate.live)
        plate.update(solve(trunk_flexion_deg=40, hands_load_kg=20))
        assert len(plate.ax.get_children()) == before
        changes = picture.changes()
        assert changes and set(changes) <= set(plate.live)
        assert len(json.dumps(changes)) < 14_000
        ids = re.findall(r'\bid="([^"]+)"', picture.svg)
        assert set(plate.live) <= set(ids)
        assert len(ids) == len(set(ids))


def test_dark_plates_and_unknown_views(solve):
    for draw in (draw_trunk_back, draw_trunk_front):
        assert draw(solve(), DARK).names[0].get_color() == DARK["ink"] != LIGHT["ink"]
    assert draw_body_map(solve(), solve(), DARK).verdict.get_color() == DARK["ink"]
    with pytest.raises(ValueError, match='"back" or "front"'):
        TrunkPlate("top")


def test_labels_are_spread_and_stay_within():
    assert spread([0.5, 0.49, 0.48], 0.1, 0.0, 0.5) == pytest.approx([0.5, 0.4, 0.3])
    assert spread([0.02, 0.01, 0.0], 0.1, 0.0, 0.5) == pytest.approx([0.2, 0.1, 0.0])
    assert spread([], 0.1, 0.0, 0.5) == []


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
