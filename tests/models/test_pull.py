"""What a muscle can do: the spine model's own moments, group by group, and one fibre worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib import Person, Posture
from edu_lib.models.assumptions import Assumptions
from edu_lib.models.loads import equations
from edu_lib.models.muscles import GROUPS, LEVELS, fascicles
from edu_lib.models.pull import NEARLY_NM, SIDES, fibre_ends, fibre_pull, full_force, pull_of

POSTURES = [(0.0, 0.0), (40.0, 0.0), (-15.0, 10.0), (30.0, -20.0)]
groups = st.sampled_from(GROUPS)
levels = st.sampled_from(LEVELS)
efforts = st.floats(0.0, 1.0)
bends = st.floats(-20.0, 45.0)
sides = st.floats(-25.0, 25.0)


@pytest.mark.parametrize("bend, side_bend", POSTURES)
@pytest.mark.parametrize("level", ["T12/L1", "L4/L5", "L5/S1"])
def test_moments_are_the_columns_of_the_spine_models_equations(bend, side_bend, level):
    e = equations(Posture(trunk_flexion_deg=bend, lateral_bend_deg=side_bend), Person(), Assumptions())
    table, pose, j = fascicles(), e["pose"], 5 - LEVELS.index(level)
    for group in GROUPS:
        for side in SIDES:
            mine = table.of(group) & (np.isin(table.side, side) if side != "both" else True)
            world = e["moment_nm"][3 * j : 3 * j + 3, mine].sum(axis=1)
            wanted = (-world @ pose.side[j], world @ pose.forward[j], -world @ pose.axis[j])
            r = pull_of(group, side, 1.0, bend, side_bend, level)
            assert r.moment_nm == pytest.approx(wanted, abs=1e-8)
            assert r.force_n == pytest.approx(e["body"].capacity_n[mine].sum())
            pulled = e["pull"][3 * j : 3 * j + 3] @ np.where(mine, e["body"].capacity_n, 0.0)
            assert r.compression_n == pytest.approx(-pulled @ pose.axis[j], abs=1e-8)
            assert len(r.lines_m) == mine.sum()


@pytest.mark.parametrize("group", GROUPS)
def test_both_sides_cancel_and_left_mirrors_right(group):
    both, right, left = (pull_of(group, side) for side in SIDES)
    assert both.moment_nm[1:] == (0.0, 0.0)
    assert left.moment_nm == pytest.approx(np.array(right.moment_nm) * [1, -1, -1], abs=1e-9)
    assert both.moment_nm[0] == pytest.approx(2 * right.moment_nm[0])
    assert "side-bend and rotation cancel" in str(both)


def test_what_the_lesson_says():
    assert pull_of("rectus abdominis").moment_nm[0] > 100  # flexes
    oblique = pull_of("external oblique")
    assert str(oblique) == (
        f"Both sides of external oblique at full effort: flex the trunk with {oblique.moment_nm[0]:.0f} Nm at L4/L5; "
        "side-bend and rotation cancel."
    )
    for side in SIDES:  # transversus: level fibres
        tra = pull_of("transversus abdominis", side)
        assert max(map(abs, tra.moment_nm)) < NEARLY_NM and tra.along_share < 1e-9
        assert "nearly nothing" in str(tra) and "no vertical part" in str(tra)
    for group in GROUPS[:5]:
        assert pull_of(group).moment_nm[0] < -50  # the back muscles extend
    right = {group: pull_of(group, "right").moment_nm for group in ("external oblique", "internal oblique")}
    assert all(nm[1] > NEARLY_NM for nm in right.values())  # each bends to its own side
    assert (
        right["external oblique"][2] < -NEARLY_NM < NEARLY_NM < right["internal oblique"][2]
    )  # and they turn opposite ways


def test_one_fibre_by_hand():
    """Upright, 100 N straight down, 80 mm ahead of and 30 mm to the right of L4/L5, whose axis leans by the model's own angle."""
    joint, axes = pull_of().joint_m, pull_of().axes
    low, high = (joint[0] + 0.08, -0.05, 0.03), (joint[0] + 0.08, 0.25, 0.03)
    r = fibre_pull(low, high, force_n=100.0)
    world = np.cross(np.array(high) - joint, [0.0, -100.0, 0.0])
    assert world == pytest.approx([3.0, 0.0, -8.0])  # 30 mm and 80 mm times 100 N
    assert r.moment_nm[0] == pytest.approx(8.0)
    assert r.moment_nm[1] == pytest.approx(3.0 * axes[1][0]) and r.moment_nm[2] == pytest.approx(-3.0 * axes[0][0])
    assert r.lever_m[0] == pytest.approx(0.08)
    arm, foot, way = r.arm("side")
    assert (
        arm == pytest.approx(0.08)
        and foot[:2] == pytest.approx(joint[:2] + [0.08, 0.0])
        and way == pytest.approx([0, -1, 0])
    )
    assert r.compression_n == pytest.approx(100.0 * axes[0][1])
    both = fibre_pull(low, high, "both", force_n=100.0)
    assert both.moment_nm[0] == pytest.approx(16.0) and both.moment_nm[1:] == (0.0, 0.0)


def test_a_fibre_acts_only_on_the_discs_it_crosses():
    above = fibre_pull((0.1, 0.10, 0.05), (0.1, 0.30, 0.05))
    assert above.moment_nm == (0.0, 0.0, 0.0) and "does not cross" in str(above)
    assert fibre_pull((0.1, 0.10, 0.05), (0.1, 0.30, 0.05), level="T12/L1").moment_nm[0] > 5
    crest = fibre_pull((-0.01, 0.04, 0.06), (-0.03, 0.13, 0.03))  # from the iliac crest, as quadratus lumborum
    assert crest.crosses and crest.moment_nm[1] > 5
    swapped = fibre_pull((0.1, 0.30, 0.05), (0.1, -0.05, 0.05))
    assert swapped.moment_nm == pytest.approx(fibre_pull((0.1, -0.05, 0.05), (0.1, 0.30, 0.05)).moment_nm)


def test_a_turned_fibre_loses_its_moment():
    """From upright to level about one middle, the flexion moment falls all the way."""
    nm = []
    for deg in range(0, 91, 10):
        c, s = 0.1 * np.cos(np.radians(deg)), 0.1 * np.sin(np.radians(deg))
        joint = pull_of().joint_m
        nm.append(fibre_pull((0.09, joint[1] - c, 0.02 - s), (0.09, joint[1] + max(c, 1e-9), 0.02 + s)).moment_nm[0])
    assert all(a > b for a, b in zip(nm, nm[1:])) and nm[0] > 30 and abs(nm[-1]) < 1e-6


@given(groups, levels, efforts, bends, sides)
def test_moment_grows_with_effort_and_in_proportion(group, level, effort, bend, side):
    full = pull_of(group, "right", 1.0, bend, side, level)
    part = pull_of(group, "right", effort, bend, side, level)
    assert part.moment_nm == pytest.approx([effort * nm for nm in full.moment_nm], abs=1e-8)
    assert part.lever_m == full.lever_m and part.force_n == pytest.approx(effort * full.force_n)
    for view in ("side", "front"):
        found = full.arm(view)
        if found is not None:
            arm, foot, way = found
            plane = full.axes[1 if view == "side" else 2]
            pull = full.axes[0] * full.pull_n[0] + plane * full.pull_n[1 if view == "side" else 2]
            assert arm * np.linalg.norm(pull) == pytest.approx(abs(full.moment_nm[view == "front"]), abs=1e-6)
            assert (foot - full.joint_m) @ way == pytest.approx(0.0, abs=1e-9)  # a perpendicular
            again = np.cross(foot - full.joint_m, pull)
            about = -again @ full.axes[2] if view == "side" else again @ full.axes[1]
            assert about == pytest.approx(full.moment_nm[view == "front"], abs=1e-6)


@given(groups, levels)
def test_the_fibre_that_stands_for_a_group_is_one_of_its_own(group, level):
    ends, table = fibre_ends(group, level), fascicles()
    own = [
        {tuple(table.neutral_m[table.start[i]]), tuple(table.neutral_m[table.start[i + 1] - 1])}
        for i in np.flatnonzero(table.of(group))
    ]
    assert {tuple(ends[0]), tuple(ends[1])} in own
    assert ends[0, 1] <= ends[1, 1]
    assert full_force(group) == pytest.approx(pull_of(group, "left").force_n)


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: pull_of("biceps"), 'muscle (muscle) must be "multifidus" or'),
        (lambda: pull_of(side="up"), 'side (side) must be "both" or "right" or "left"'),
        (lambda: pull_of(effort=2), "effort (effort) must lie between 0 and 1"),
        (lambda: pull_of(level="L9"), "level (disc) must be"),
        (lambda: pull_of(trunk_flexion_deg=float("nan")), "trunk_flexion_deg (trunk bend) must be a finite number"),
        (lambda: fibre_pull((0, 0, 0), (0, 0.001, 0)), "The two ends of a fibre lie 1 mm apart"),
        (lambda: fibre_pull((0, 0), (0, 0.1, 0)), "low_m needs three numbers"),
        (lambda: fibre_pull((0, 0, 0), (0, 9, 0)), "high_up_mm (high end, up) must lie between -120 and 420 mm"),
    ],
)
def test_bad_input_gets_a_sentence(call, said):
    with pytest.raises((ValueError, TypeError)) as caught:
        call()
    assert said in str(caught.value)
