"""The plate shows the result: its artists carry the result's numbers, and its words never lie on one another."""

import itertools

import numpy as np
import pytest
from plate_words import overlap

from edu_lib.plates.bars import AREA_MM2, FACTOR, MEASURED, NIOSH_N
from edu_lib.plates.bones import REFERENCE_HEIGHT_M, endplates, outlines
from edu_lib.plates.breakdown import CAUSES
from edu_lib.plates.person import XLIM, carried_above
from edu_lib.plates.spinal_load import describe_spinal_load, draw_spinal_load
from edu_lib.plates.spine import LEVELS, STROKE_N, tally
from edu_lib.plates.strands import FAMILIES, FAMILY_OF, WIDTHS
from edu_lib.plates.style import DARK, load_colour, tally_on

TASKS = [
    {},
    {"trunk_flexion_deg": 60, "hands_load_kg": 20},
    {"hands_load_kg": 20, "hands_forward_m": 0.6},
    {"trunk_flexion_deg": 30, "hands_load_kg": 12, "hands_side_m": 0.4, "lateral_bend_deg": 15, "axial_twist_deg": 20},
    {"trunk_flexion_deg": -15, "brace": 0.5, "sex": "female", "mass_kg": 55, "height_m": 1.6},
]
TOO_HEAVY = {"hands_load_kg": 90, "hands_forward_m": 1.2}


@pytest.mark.parametrize("task", TASKS)
def test_each_disc_bar_is_as_long_as_its_compression(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    discs = plate.discs
    per_newton = (discs.right - discs.left) / discs.full
    for fill, value, level in zip(discs.bars, discs.values, LEVELS, strict=True):
        newton = result.compression_n[level]
        assert fill.get_width() == pytest.approx(newton * per_newton)
        assert fill.get_facecolor()[:3] == pytest.approx(_rgb(load_colour(newton)))
        assert value.get_text() == f"{newton:.0f} N"
    assert not discs.over.get_visible()


@pytest.mark.parametrize("task", TASKS)
def test_each_muscle_bar_is_as_long_as_its_activation(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    muscles = plate.muscles
    assert set(muscles.bars) == set(result.activation) == set(FAMILY_OF)
    for group, fill in muscles.bars.items():
        assert fill.get_width() == pytest.approx((muscles.right - muscles.left) * result.activation[group])
        assert float(muscles.values[group].get_text().removesuffix(" %")) == pytest.approx(
            100 * result.activation[group], abs=0.51
        )


@pytest.mark.parametrize("task", TASKS)
def test_discs_lie_at_the_models_joints_and_wear_their_load(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    shift = plate.spine.shift
    for disc, joint, level in zip(plate.spine.discs, result.geometry.joint_m, LEVELS, strict=True):
        corners = disc.get_path().vertices - shift
        assert np.hypot(*(corners.mean(axis=0) - joint[:2])) < 0.007
        assert disc.get_facecolor()[:3] == pytest.approx(_rgb(load_colour(result.compression_n[level])))


@pytest.mark.parametrize("task", TASKS[:3])
def test_discs_touch_the_drawn_endplates(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    shift = plate.spine.shift
    corners = endplates(result.geometry, result.person.height_m)
    for disc, above, below in zip(
        plate.spine.discs,
        ("thorax", "L1", "L2", "L3", "L4", "L5"),
        ("L1", "L2", "L3", "L4", "L5", "pelvis"),
        strict=True,
    ):
        drawn = disc.get_path().vertices - shift
        assert drawn[[0, 1]] == pytest.approx(corners[below][[3, 2]], abs=2e-4)
        assert drawn[[4, 3]] == pytest.approx(corners[above][[0, 1]], abs=2e-4)


def test_a_disc_opens_behind_when_the_trunk_bends(plate, solve):
    def wedge(result):
        plate.update(result)
        lb, lf, _, uf, ub = plate.spine.discs[4].get_path().vertices[:5]
        return np.hypot(*(ub - lb)) - np.hypot(*(uf - lf))

    assert wedge(solve(trunk_flexion_deg=80)) > wedge(solve()) + 0.002
    assert wedge(solve()) > wedge(solve(trunk_flexion_deg=-20)) + 0.0005


@pytest.mark.parametrize("task", [*TASKS, {"trunk_flexion_deg": 70, "hands_load_kg": 50}])
def test_a_disc_has_a_stroke_for_every_thousand_newtons(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    wanted = [0, 0]
    for level in LEVELS:
        wanted[tally_on(result.compression_n[level])] += max(round(result.compression_n[level] / STROKE_N), 1)
    drawn = [int(np.isnan(line.get_xdata()).sum()) - 1 for line in plate.spine.tallies]
    assert drawn == wanted
    assert [tally(n) for n in (300, 1499, 1501, 3400)] == [1, 1, 2, 3]


@pytest.mark.parametrize("task", TASKS)
def test_bones_are_where_the_model_puts_them(plate, solve, task):
    """Both pictures: the drawn bones hang on the model's vertebrae with the model's turn."""
    result = solve(**task)
    standing = solve(sex=result.person.sex, height_m=result.person.height_m, mass_kg=result.person.mass_kg).geometry
    plate.update(result)
    g, k = result.geometry, result.person.height_m / REFERENCE_HEIGHT_M
    planar = not (result.posture.lateral_bend_deg or result.posture.axial_twist_deg)
    for drawn, shift in ((plate.spine, plate.spine.shift), (plate.person, plate.person.shift)):
        for i, body in enumerate(("L5", "L4", "L3", "L2", "L1")):
            shape = drawn.skeleton.outline[body]
            if planar:
                turn = g.rotation[i + 1, :2, :2] @ standing.rotation[i + 1, :2, :2].T
                assert shape.move.get_matrix()[:2, :2] == pytest.approx(turn * k, abs=1e-3)
            middle = g.vertebra_outline_m[i, :, :2].mean(axis=0)
            assert shape.get_path().transformed(shape.move).contains_point(middle + shift)


def test_the_person_has_a_whole_skeleton(plate):
    drawn = {outlines("side")[row].name for row, _ in plate.person.skeleton.moves}
    assert {
        "neck and head",
        "right ribs",
        "sacrum",
        "right hip bone",
        "right thigh",
        "right foot",
        "right hand",
    } <= drawn


def test_the_bones_lie_within_the_body(plate, solve):
    plate.update(solve())
    person = plate.person
    skin = [fill.get_path().transformed(fill.move) for _, fill in person.soft.values()]
    for name in (
        "neck and head",
        "right ribs",
        "sacrum",
        "right thigh",
        "right shank",
        "right foot",
        "right forearm",
        "L3",
    ):
        shape = person.skeleton.outline[name]
        points = shape.get_path().transformed(shape.move).vertices
        inside = np.any(
            [s.contains_points(points, radius=0.004) | s.contains_points(points, radius=-0.004) for s in skin], axis=0
        )
        assert inside.mean() > 0.97, name


def _key(points) -> bytes:
    return np.floor(points * 1e7 + 0.31).astype(int).tobytes()


@pytest.mark.parametrize("task", TASKS)
def test_each_fascicle_at_work_is_drawn_once_in_the_width_of_its_force(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    g, strands, shift = result.geometry, plate.spine.strands, plate.spine.shift
    drawn = {}
    for number, line in enumerate(strands.lines):
        points = np.column_stack(line.get_data()) - shift
        for piece in np.split(points, np.flatnonzero(np.isnan(points[:, 0]))):
            piece = piece[~np.isnan(piece[:, 0])]
            if len(piece) > 1:
                drawn.setdefault(_key(piece), []).append(number)
    force, count = result.muscle_force_n, 0
    for i, (name, side) in enumerate(zip(g.fascicle_names, g.fascicle_side, strict=True)):
        if side != "right":
            continue
        path = g.path_m[g.path_start[i] : g.path_start[i + 1], :2]
        both = force[name] + force[name.removesuffix("right") + "left"]
        family = FAMILY_OF[g.fascicle_group[i]]
        if both >= WIDTHS[0][0]:
            step = max(step for step, (least, _) in enumerate(WIDTHS) if both >= least)
            expected = list(FAMILIES).index(family) * len(WIDTHS) + step
        elif family == "belly":
            continue  # at rest, left out
        else:
            expected = len(strands.lines) - 1
        count += 1
        assert expected in drawn[_key(path)]
    assert sum(map(len, drawn.values())) == count


def test_the_reach_is_drawn_to_scale_and_said(plate, solve):
    result = solve(hands_load_kg=20, hands_forward_m=0.6)
    plate.update(result)
    start, end = plate.person.load.line.get_xdata()
    assert end - start == pytest.approx(0.6)
    assert plate.person.load.words.get_text() == "load 60 cm ahead of L5/S1"
    assert plate.person.kilograms.get_text() == "20 kg"
    plate.update(solve(trunk_flexion_deg=60, hands_forward_m=-0.1))
    assert plate.person.load.words.get_text() == "hands 10 cm behind L5/S1"
    assert not plate.person.box.get_visible()
    plate.update(solve(hands_forward_m=0.001))
    assert plate.person.load.words.get_text() == "hands in line with L5/S1"


@pytest.mark.parametrize("task", [TASKS[1], TASKS[2]])
def test_the_lever_of_the_weight_is_the_models_moment(plate, solve, task):
    """Drawn mass times drawn arm times gravity is the flexion moment that the model balances at L4/L5."""
    result = solve(**task)
    plate.update(result)
    start, end = plate.person.mass.line.get_xdata()
    mass, _ = carried_above(result)
    assert f"The {mass:.0f} kg above L4/L5 act {(end - start) * 100:.0f} cm ahead of it." in describe_spinal_load(
        result
    )
    assert mass * 9.80665 * (end - start) == pytest.approx(result.moment_nm["L4/L5"][0], rel=2e-3)
    assert plate.person.mass.words.get_text() == f"{mass:.0f} kg above L4/L5: {(end - start) * 100:.0f} cm ahead"
    assert plate.person.gravity.get_xdata()[0] == pytest.approx(end)
    assert plate.person.centre.move.transform((0, 0))[0] == pytest.approx(end)


def test_hands_within_reach_are_the_models_hands(plate, solve):
    result = solve(trunk_flexion_deg=40, hands_load_kg=5)
    plate.update(result)
    rim, fill = plate.person.soft["forearm"]
    grip, elbow = fill.move.transform((1, 0)), fill.move.transform((0, 0))
    assert grip - plate.person.shift == pytest.approx(result.geometry.hands_m[:2], abs=1e-6)
    assert elbow - plate.person.shift == pytest.approx(result.geometry.elbow_m[:2], abs=1e-3)
    assert rim.move is fill.move


def test_arms_are_not_stretched_to_a_load_beyond_reach(plate, solve):
    result = solve(hands_load_kg=5, hands_forward_m=1.0)
    plate.update(result)
    shoulder = plate.person.soft["arm"][1].move.transform((0, 0))
    grip = plate.person.soft["forearm"][1].move.transform((1, 0))
    standing = plate.standing_result.geometry
    assert np.hypot(*(grip - shoulder)) == pytest.approx(np.hypot(*(standing.hands_m - standing.shoulder_m)[:2]))
    box = plate.person.box.move.transform((0.5, 0))[0] - plate.person.shift[0]
    assert box == pytest.approx(1.0)


def test_hands_and_box_stay_above_the_floor(plate, solve):
    plate.update(solve(trunk_flexion_deg=100, knee_flexion_deg=110, hands_load_kg=5))
    assert plate.person.box.move.transform((0, 0))[1] == pytest.approx(0, abs=1e-9)
    assert plate.person.soft["forearm"][1].move.transform((1, 0))[1] > 0.2


def test_a_posture_that_cannot_be_held_is_never_shown_as_a_plain_number(plate, solve):
    result = solve(**TOO_HEAVY)
    assert not result.held
    plate.update(result)
    assert plate.headline.get_text() == "This posture cannot be held"
    worst = max(abs(part) for row in result.missing_nm.values() for part in row)
    assert plate.verdict.get_text().startswith(f"{worst:.0f} Nm against ")
    for bars, number in ((plate.discs, len(plate.discs.bars)), (plate.muscles, len(plate.muscles.bars))):
        assert bars.over.get_visible()
        assert (bars.over.get_path().codes == 1).sum() == number
    assert "cannot be held" in describe_spinal_load(result)
    plate.update(solve())
    assert not plate.discs.over.get_visible()
    assert not plate.muscles.over.get_visible()


def test_measured_values_stand_at_pressure_times_area_times_factor(plate, solve):
    plate.update(solve())
    assert [round(newton / AREA_MM2 / FACTOR, 2) for _, newton, _ in MEASURED] == [0.5, 1.1, 1.7, 1.8, 2.3]
    discs = plate.discs
    for (_, newton, _), leader in zip(MEASURED, discs.leaders, strict=True):
        assert leader.get_xdata()[0] == pytest.approx(discs.left + (discs.right - discs.left) * newton / discs.full)
    assert discs.criterion.get_xdata()[0] == pytest.approx(
        discs.left + (discs.right - discs.left) * NIOSH_N / discs.full
    )
    assert NIOSH_N == 3400


@pytest.mark.parametrize("task", TASKS)
def test_the_breakdown_adds_up_to_the_compression(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    causes, share = plate.causes, result.share_n["L4/L5"]
    scale = 0.9 * causes.width / plate.discs.full
    at = 0.0
    for cause in CAUSES:
        newton, bar, words = share[cause], causes.bars[cause], causes.labels[cause].get_text()
        assert bar.get_width() == pytest.approx(abs(newton) * scale)
        assert words == (f"{cause} {newton:.0f}".replace("-", "−") if abs(newton) >= 0.5 else "")
        if newton >= 0:
            assert bar.get_x() == pytest.approx(at)  # stacked on what came before
            at += bar.get_width()
        else:
            assert bar.get_x() + bar.get_width() == pytest.approx(at)  # taken off from the end, in a row of its own
            assert bar.get_y() > causes.bars["body"].get_y()
    mark = causes.sum.get_x() + causes.sum.get_width() / 2
    assert mark == pytest.approx(result.compression_n["L4/L5"] * scale)


def test_pressure_is_shown_as_relief(plate, solve):
    result = solve(trunk_flexion_deg=60, hands_load_kg=20)
    plate.update(result)
    assert result.share_n["L4/L5"]["pressure"] < -50
    assert plate.causes.labels["pressure"].get_text().startswith("pressure −")


def test_a_posture_that_cannot_be_held_has_no_breakdown(plate, solve):
    plate.update(solve(**TOO_HEAVY))
    assert not any(artist.get_visible() for artist in plate.causes.live.values())
    plate.update(solve())
    assert all(artist.get_visible() for artist in plate.causes.live.values())


def test_whiskers_stand_at_their_newtons_until_the_next_update(plate, solve):
    plate.update(solve())
    plate.show_bands((500.0, 700.0), (400.0, 5000.0))
    discs = plate.discs
    (_, model, said), (_, people, also) = discs.whiskers
    assert np.nanmin(model.get_xdata()) == pytest.approx(discs.x(500.0))
    assert np.nanmax(model.get_xdata()) == pytest.approx(discs.x(700.0))
    assert np.nanmax(people.get_xdata()) == pytest.approx(discs.right)  # beyond the scale: an arrow at its end
    assert (said.get_text(), also.get_text()) == ("500–700", "400–5000")
    plate.update(solve())
    assert not any(artist.get_visible() for _, line, text in discs.whiskers for artist in (line, text))
    plate.show_bands(None, (400.0, 12300.0))
    assert not model.get_visible()
    assert also.get_text() == "0.4–12.3 kN"
    plate.update(solve())


def test_the_scale_grows_with_the_load_and_says_so(plate, solve):
    plate.update(solve())
    assert [text.get_text() for text in plate.discs.tick_texts] == ["0", "2000", "4000 N"]
    heavy = solve(trunk_flexion_deg=70, hands_load_kg=50)
    plate.update(heavy)
    assert max(heavy.compression_n.values()) <= plate.discs.full == 8000
    assert [text.get_text() for text in plate.discs.tick_texts] == ["0", "4000", "8000 N"]


def test_the_description_says_the_numbers_that_the_plate_shows(solve):
    standing, result = solve(), solve(trunk_flexion_deg=60, hands_load_kg=20)
    words = describe_spinal_load(result, standing)
    assert str(result) in words
    assert (
        f"{result.compression_n['L4/L5'] / standing.compression_n['L4/L5']:.1f} times this person's quiet standing"
        in words
    )
    level, most = max(result.compression_n.items(), key=lambda item: item[1])
    assert f"The most loaded disc, {level} with {round(most, -1):.0f} N" in words
    assert "NIOSH design criterion of 3400 N" in words
    hardest = max(result.activation, key=result.activation.get)
    assert f"Working hardest: {hardest}" in words


def test_an_update_makes_no_new_artists(plate, solve):
    plate.update(solve())
    before = [len(axes.get_children()) for axes in plate.figure.axes]
    for task in [*TASKS, TOO_HEAVY, {"height_m": 2.0}]:
        plate.update(solve(**task))
    assert [len(axes.get_children()) for axes in plate.figure.axes] == before


def test_every_muscle_group_of_the_model_has_a_family(solve):
    assert sorted(group for _, groups in FAMILIES.values() for group in groups) == sorted(solve().activation)


def test_a_dark_plate_can_be_drawn(solve):
    plate = draw_spinal_load(solve(), lambda person: solve())
    dark = draw_spinal_load(solve(), lambda person: solve(), DARK)
    assert dark.headline.get_color() == DARK["ink"] != plate.headline.get_color()


CORNERS = [
    {"trunk_flexion_deg": bend, "hands_load_kg": load, **reach, **legs, **who}
    for bend, load, reach, legs, who in itertools.product(
        (-20, 35, 100),
        (0, 47.5),
        ({}, {"hands_forward_m": -0.2}, {"hands_forward_m": 0.9, "hands_side_m": 0.5}),
        ({}, {"knee_flexion_deg": 110, "lumbar_flexion_deg": 65, "brace": 1.0}),
        ({}, {"sex": "female", "mass_kg": 40, "height_m": 1.4}, {"mass_kg": 150, "height_m": 2.1}),
    )
]


@pytest.mark.parametrize("corner", CORNERS, ids=str)
def test_words_never_collide_and_nothing_leaves_its_panel(plate, solve, corner):
    result = solve(**corner)
    plate.update(result)
    if result.held:
        most = result.compression_n["L4/L5"]
        plate.show_bands((0.8 * most, 1.2 * most), (0.5 * most, 2.5 * most))
    texts = [
        (text.get_text(), text.get_window_extent())
        for axes in plate.figure.axes
        for text in axes.texts
        if text.get_visible() and text.get_text() and not (text.get_clip_on() and _outside(text))
    ]
    clashes = [(a, b) for (a, one), (b, other) in itertools.combinations(texts, 2) if overlap(one, other) > 2.0]
    assert clashes == []
    width, height = plate.figure.get_size_inches() * plate.figure.dpi
    beyond = [words for words, box in texts if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1]
    assert beyond == []
    person = plate.person
    points = np.vstack([fill.get_path().transformed(fill.move).vertices for _, fill in person.soft.values()])
    assert points[:, 0].min() > XLIM[0] - 0.02
    assert points[:, 0].max() < XLIM[1] + 0.02
    assert points[:, 1].max() < person.ax.get_ylim()[1]


def _outside(text):
    x, y = text.get_position()
    (left, right), (low, high) = text.axes.get_xlim(), text.axes.get_ylim()
    return not (left < x < right and low < y < high)


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
