"""The pelvis puppet: its balance is a balance, its arms are lengths, and strength alone moves nothing."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib.models.loads import spine_loads
from edu_lib.models.pelvis import GROUPS, hip_lines, hip_path, pelvis_balance, pose_at
from edu_lib.models.posture import Posture
from edu_lib.sources import published, table

KEYS = [group.replace(" ", "_") for group in GROUPS]
WAY = {"abdominals": -1, "hip_flexors": 1, "hip_extensors": -1, "back_extensors": 1}
efforts = st.floats(0.0, 1.0)


@given(efforts, efforts, efforts, efforts, st.sampled_from([0.0, 25.0, 50.0]))
def test_all_moments_add_up_to_nought(a, b, c, d, stronger):
    r = pelvis_balance(a, b, c, d, stronger)
    total = sum(r.moment_nm.values()) + sum(r.opposing_nm.values())
    assert r.residual_nm == pytest.approx(total, abs=1e-9)
    assert r.limited == (r.tilt_deg in (20.0, -40.0))
    if not r.limited:
        assert abs(r.residual_nm) < 1e-6
    assert r.lordosis_deg == r.tilt_deg  # the chest stays upright


@pytest.mark.parametrize("key", KEYS)
def test_one_string_tilts_its_own_way_and_more_with_effort(key):
    tilt = [WAY[key] * pelvis_balance(**{key: e}).tilt_deg for e in np.linspace(0, 1, 21)]
    assert tilt[0] == 0.0 and tilt[1] > 0.5
    assert all(b > a or b == 20.0 for a, b in itertools.pairwise(tilt))


def test_opponents_hold_each_other():
    alone = pelvis_balance(abdominals=0.3).tilt_deg
    both = pelvis_balance(abdominals=0.3, back_extensors=0.3).tilt_deg
    assert abs(both) < abs(alone)


def test_strength_acts_through_effort_alone():
    """At rest a quarter more strength changes nothing, and next to nothing even if tone grew with it; with effort it counts."""
    rest = pelvis_balance(stronger_percent=25)
    assert rest.tilt_deg == 0.0 and rest.force_n == pelvis_balance().force_n
    assert -0.5 < rest.if_tone_grew_deg < 0.0
    assert pelvis_balance(abdominals=0.3, stronger_percent=25).tilt_deg < pelvis_balance(abdominals=0.3).tilt_deg - 0.2
    assert "Strength is what a muscle can do" in str(rest) and "Relax, and it returns." in str(
        pelvis_balance(abdominals=0.5)
    )


def test_full_effort_comes_to_what_people_reached():
    """The stiffness gain was set by the first; the second was not used for it."""
    found = {}
    for way in ("back", "forward"):
        where = {"quantity": "change of pelvic tilt", "position": f"standing, pelvis tilted {way}"}
        found[way] = published("posture_norms", source="levinewhittle1996", **where)
    assert -pelvis_balance(abdominals=1.0).tilt_deg == pytest.approx(abs(found["back"]["mean"]), abs=0.3)
    alone, both = pelvis_balance(back_extensors=1.0), pelvis_balance(back_extensors=1.0, hip_flexors=1.0)
    assert alone.tilt_deg < abs(found["forward"]["mean"]) < both.tilt_deg < alone.tilt_deg + 5.0


def test_arms_are_moments_of_the_lines():
    """The arm of a straight two-point muscle about the hip, by hand: cross product over length."""
    for name in ("rectus femoris", "semimembranosus"):
        force, points, pelvis = hip_lines()[name]
        assert force > 0 and pelvis.tolist() == [True, False]
        a, b = points
        by_hand = (a[0] * b[1] - a[1] * b[0]) / np.linalg.norm(b - a)
        long = [np.linalg.norm(np.diff(hip_path(name, t), axis=0)) for t in (-0.5, 0.5)]
        assert (long[0] - long[1]) / math.radians(1.0) == pytest.approx(-by_hand, abs=1e-5)
    arm = pelvis_balance().arm_m
    assert arm["abdominals"] < -0.03 and arm["hip extensors"] < -0.04  # they tilt back
    assert arm["hip flexors"] > 0.02 and arm["back extensors"] > 0.02


def test_the_chest_stays_upright_and_the_pelvis_tilts():
    for tilt in (-30.0, -8.0, 0.0, 12.0):
        pose = pose_at(tilt)
        assert pose.rotation[6] == pytest.approx(np.eye(3), abs=1e-12)
        forward = -math.degrees(math.atan2(pose.rotation[0][1, 0], pose.rotation[0][0, 0]))
        assert forward == pytest.approx(tilt)
        assert pose.angle_deg[:, 0].sum() == pytest.approx(-tilt)
    assert spine_loads(Posture(lumbar_flexion_deg=8.0)).held


def test_the_tables_carry_sources():
    for row in table("pelvis") + table("hip_muscles"):
        assert row["source"] and row["confidence"] in ("A", "A-model", "A-secondary", "assumption")


@pytest.mark.parametrize("key", [*KEYS, "stronger_percent"])
def test_bad_input_gets_a_sentence(key):
    for bad, kind in ((-1, ValueError), (float("nan"), ValueError), ("much", TypeError)):
        with pytest.raises(kind, match=f"{key} .*must"):
            pelvis_balance(**{key: bad})
