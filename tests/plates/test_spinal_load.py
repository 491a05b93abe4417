"""The plate shows the result: its artists carry the result's numbers, and its words never lie on one another."""

import itertools

import numpy as np
import pytest

from edu_lib.plates.bars import AREA_MM2, FACTOR, MEASURED, NIOSH_N
from edu_lib.plates.person import XLIM
from edu_lib.plates.spinal_load import describe_spinal_load, draw_spinal_load
from edu_lib.plates.spine import FAMILIES, FAMILY_OF, LEVELS, WIDTHS
from edu_lib.plates.style import DARK, load_colour

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
    for (fill, over), value, level in zip(discs.bars, discs.values, LEVELS, strict=True):
        newton = result.compression_n[level]
        assert fill.get_width() == pytest.approx(newton * per_newton)
        assert fill.get_facecolor()[:3] == pytest.approx(_rgb(load_colour(newton)))
        assert value.get_text() == f"{newton:.0f} N"
        assert not over.get_visible()


@pytest.mark.parametrize("task", TASKS)
def test_each_muscle_bar_is_as_long_as_its_activation(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    muscles = plate.muscles
    assert set(muscles.bars) == set(result.activation) == set(FAMILY_OF)
    for group, (fill, _) in muscles.bars.items():
        assert fill.get_width() == pytest.approx((muscles.right - muscles.left) * result.activation[group])
        assert float(muscles.values[group].get_text().removesuffix(" %")) == pytest.approx(
            100 * result.activation[group], abs=0.51
        )


@pytest.mark.parametrize("task", TASKS)
def test_discs_lie_at_the_models_joints_and_wear_their_load(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    for disc, joint, level in zip(plate.spine.discs, result.geometry.joint_m, LEVELS, strict=True):
        corners = disc.get_path().vertices
        assert np.hypot(*(corners.mean(axis=0) - joint[:2])) < 0.006
        assert disc.get_facecolor()[:3] == pytest.approx(_rgb(load_colour(result.compression_n[level])))


@pytest.mark.parametrize("task", TASKS)
def test_vertebrae_are_where_the_model_puts_them(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    for i, body in enumerate(("L5", "L4", "L3", "L2", "L1")):
        patch = plate.spine.bones[body, "body", ""]
        seen = patch.get_path().transformed(patch.move).vertices
        for corner in result.geometry.vertebra_outline_m[i]:
            assert np.hypot(*(seen - corner[:2]).T).min() < 1e-9


@pytest.mark.parametrize("task", TASKS)
def test_each_fascicle_is_drawn_once_in_the_width_of_its_force(plate, solve, task):
    result = solve(**task)
    plate.update(result)
    g = result.geometry
    drawn = {}
    for (family, step), line in plate.spine.strands.items():
        points = np.column_stack(line.get_data())
        for piece in np.split(points, np.flatnonzero(np.isnan(points[:, 0]))):
            piece = piece[~np.isnan(piece[:, 0])]
            if len(piece):
                drawn.setdefault((family, piece.round(6).tobytes()), []).append(step)
    force = result.muscle_force_n
    for i, (name, side) in enumerate(zip(g.fascicle_names, g.fascicle_side, strict=True)):
        if side != "right":
            continue
        path = g.path_m[g.path_start[i] : g.path_start[i + 1], :2]
        both = force[name] + force[name.removesuffix("right") + "left"]
        expected = max(step for step, (least, _) in enumerate(WIDTHS) if both >= least)
        assert expected in drawn[FAMILY_OF[g.fascicle_group[i]], path.round(6).tobytes()]
    assert sum(map(len, drawn.values())) == g.fascicle_side.count("right")


def test_the_reach_is_drawn_to_scale_and_said(plate, solve):
    result = solve(hands_load_kg=20, hands_forward_m=0.6)
    plate.update(result)
    start, end = plate.person.arm.get_xdata()
    assert end - start == pytest.approx(0.6)
    assert plate.person.reach.get_text() == "load 60 cm ahead of L5/S1"
    assert plate.person.kilograms.get_text() == "20 kg"
    plate.update(solve(trunk_flexion_deg=60, hands_forward_m=-0.1))
    assert plate.person.reach.get_text() == "hands 10 cm behind L5/S1"
    assert not plate.person.box.get_visible()


def test_hands_without_a_load_within_reach_are_the_models_hands(plate, solve):
    result = solve(trunk_flexion_deg=40, hands_load_kg=5)
    plate.update(result)
    rim, fill = plate.person.soft["forearm"]
    wrist = fill.move.transform((1, 0))
    elbow = fill.move.transform((0, 0))
    assert wrist - plate.person.shift == pytest.approx(result.geometry.hands_m[:2])
    assert elbow - plate.person.shift == pytest.approx(result.geometry.elbow_m[:2])
    assert (rim.move.get_matrix() == fill.move.get_matrix()).all()


def test_arms_are_not_stretched_to_a_load_beyond_reach(plate, solve):
    result = solve(hands_load_kg=5, hands_forward_m=1.0)
    plate.update(result)
    shoulder = plate.person.soft["arm"][1].move.transform((0, 0))
    wrist = plate.person.soft["forearm"][1].move.transform((1, 0))
    standing = plate.standing.geometry
    assert np.hypot(*(wrist - shoulder)) == pytest.approx(np.hypot(*(standing.hands_m - standing.shoulder_m)[:2]))
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
    assert all(over.get_visible() for _, over in plate.discs.bars)
    assert all(over.get_visible() for _, over in plate.muscles.bars.values())
    assert "cannot be held" in describe_spinal_load(result)
    plate.update(solve())
    assert not any(over.get_visible() for _, over in plate.discs.bars)


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
    plate.update(solve(**corner))
    texts = [
        (text.get_text(), text.get_window_extent())
        for axes in plate.figure.axes
        for text in axes.texts
        if text.get_visible() and text.get_text() and not (text.get_clip_on() and _outside(text))
    ]
    clashes = [(a, b) for (a, one), (b, other) in itertools.combinations(texts, 2) if _overlap(one, other) > 2.0]
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


def _overlap(one, other):
    """Smaller side of the rectangle that two boxes share, in points; negative when they are apart."""
    return min(min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0))


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
