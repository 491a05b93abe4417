"""The tables behind the spine model: complete, traceable, and in agreement with one another and with imaging."""

import csv
from importlib.resources import files

import numpy as np
import pytest

from edu_lib import Assumptions, Person, Posture
from edu_lib.models.body import _crossings, table_value
from edu_lib.models.loads import equations
from edu_lib.models.muscles import BODIES, GROUPS, LEVELS, fascicles
from edu_lib.sources import source_keys, table

EXTENSORS = GROUPS[:5]


def rows(name):
    with (files("edu_lib") / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["fascicles.csv", "fascicle_points.csv", "spine_model.csv"])
def test_every_row_names_a_source_and_how_sure_it_is(name):
    known = set(source_keys())
    for row in rows(name):
        assert row["source"] in known, row
        assert row["confidence"] in {"A", "A-model", "A-secondary", "B", "assumption"}, row
        if row["confidence"] == "assumption":
            assert row["note"], f"an assumption says why: {row}"


def test_there_are_about_a_hundred_fascicles_a_side_in_eleven_groups():
    table_ = fascicles()
    assert 100 <= len(table_.names) // 2 <= 120
    assert set(table_.group) == set(GROUPS)
    assert len(set(table_.names)) == len(table_.names)
    assert {row["body"] for row in rows("fascicle_points.csv")} <= {*BODIES, "linea alba"}


def test_the_left_side_is_the_right_side_mirrored():
    t = fascicles()
    half = len(t.neutral_m) // 2
    assert (t.neutral_m[half:] == t.neutral_m[:half] * [1, 1, -1]).all()
    assert t.names[: len(t.names) // 2] == tuple(n.replace(" left", " right") for n in t.names[len(t.names) // 2 :])


def test_a_fascicle_between_bones_passes_each_joint_between_them_once():
    joint, low, _, share, _ = _crossings()
    t = fascicles()
    owner = np.searchsorted(t.start, low, side="right") - 1
    for i in range(len(t.names)):
        a, b = t.start[i], t.start[i + 1]
        between = range(t.body[a], t.body[b - 1])
        mine = owner == i
        if (t.thorax_share[a:b] == 1.0).all():
            assert sorted(joint[mine]) == list(between), t.names[i]
            assert (share[mine] == 1.0).all()


def extension_arms(group, level):
    """Area-weighted arm in mm of the group's fascicles that pass the level, from the model's own equations, standing."""
    e = equations(Posture(), Person(), Assumptions())
    k = LEVELS[::-1].index(level)
    arm = (e["moment_nm"] / e["body"].capacity_n).reshape(6, 3, -1)[k, 2] * 1000.0
    t = fascicles()
    mine = t.of(*group) & (arm != 0.0)
    return float(arm[mine] @ t.area_cm2[mine] / t.area_cm2[mine].sum())


def published_model(model, group, level, column):
    (row,) = [
        r for r in table("muscle_arms_public_models") if (r["model"], r["group"], r["level"]) == (model, group, level)
    ]
    return row[column]


@pytest.mark.parametrize("group", EXTENSORS[1:])
@pytest.mark.parametrize("level", LEVELS[1:])
def test_extensor_arms_are_those_of_the_ct_based_model(group, level):
    assert extension_arms([group], level) == pytest.approx(
        published_model("TL", group, level, "extension_arm_mm"), abs=1.5
    )


def test_the_erector_mass_at_l4l5_has_the_arm_seen_on_ct():
    # McGill, Patt and Norman 1988: 59.0 (5.2) mm in 13 men.
    assert extension_arms(EXTENSORS, "L4/L5") == pytest.approx(59.0, abs=5.2)


def test_rectus_abdominis_has_the_arm_seen_on_upright_mri():
    # Jorgensen et al. 2005: 85 mm at L4/L5 in standing women.
    assert extension_arms(["rectus abdominis"], "L4/L5") == pytest.approx(-85.0, abs=3.0)


@pytest.mark.parametrize(
    "group", ["longissimus thoracis", "longissimus lumborum", "iliocostalis lumborum", "psoas major"]
)
@pytest.mark.parametrize("level", LEVELS[1:])
def test_areas_add_up_to_those_of_the_lifting_model(group, level):
    e = equations(Posture(), Person(), Assumptions())
    k = LEVELS[::-1].index(level)
    t = fascicles()
    passing = t.of(group) & (e["pull"].reshape(6, 3, -1)[k] != 0.0).any(axis=0)
    assert t.area_cm2[passing].sum() == pytest.approx(published_model("LFB", group, level, "pcsa_cm2"), abs=0.05)


def test_transversus_alone_hardly_moves_the_trunk():
    moments = {}
    e = equations(Posture(), Person(), Assumptions())
    t = fascicles()
    for group in ("transversus abdominis", "rectus abdominis"):
        one_side = t.of(group) & (np.array(t.side) == "right")
        moments[group] = abs(e["moment_nm"][:, one_side].sum(axis=1)).max() / e["body"].capacity_n[one_side].sum()
    assert moments["transversus abdominis"] < 0.35 * moments["rectus abdominis"]


@pytest.mark.parametrize("sex", ["male", "female"])
def test_segment_numbers_agree_with_the_anthropometry_table(sex):
    found = 0
    for row in table("anthropometry"):
        if row["source"] != "deleva1996" or row["sex"] != sex:
            continue
        part = row["segment"]
        kind = {"mass fraction": "mass", "centre of mass location": "centre", "mean length": "length"}.get(
            row["quantity"]
        )
        if part in ("upper arm", "forearm", "hand") and kind:
            assert table_value(f"{part} {kind} {sex}") == row["value"], row
            found += 1
    assert found == 9


def test_body_mass_above_l4l5_adds_up():
    for person in (Person(), Person("female", 60, 1.65)):
        body = equations(Posture(), person, Assumptions())["body"]
        assert body.mass_kg[1:].sum() == pytest.approx(0.49 * person.mass_kg)
        assert (body.mass_kg > 0).all()
