"""The drawn bones are the model's bones: they sit on its joints, turn with its bodies and keep their holes."""

from importlib.resources import files
from time import perf_counter

import numpy as np
import pytest
from matplotlib.path import Path

from edu_lib import Person, Posture, spine_loads
from edu_lib.plates.bones import VIEWS, attribution, bones_in, endplates, outlines, placements

LUMBAR = ("L5", "L4", "L3", "L2", "L1")
BODIES = ("pelvis", *LUMBAR, "thorax")
TALL = 1.75
LIMBS = (
    ("thigh", "hip", "knee"),
    ("shank", "knee", "ankle"),
    ("upper arm", "shoulder", "elbow"),
    ("forearm", "elbow", "hands"),
)


@pytest.fixture(scope="module")
def standing():
    return spine_loads().geometry


def _named(bones):
    return {bone.name: bone for bone in bones}


def _rings(path: Path) -> list[np.ndarray]:
    return [ring for ring in path.to_polygons() if len(ring) > 3]


def _inside(path: Path, points) -> np.ndarray:
    """Whether points lie on the drawn shape: within an odd number of rings. (`Path.contains_points` fills the holes.)"""
    return sum(Path(ring).contains_points(np.atleast_2d(points)).astype(int) for ring in _rings(path)) % 2 == 1


def _holes(path: Path) -> list[np.ndarray]:
    """Rings that run against the largest one and are larger than 20 mm2."""

    def area(ring):
        return 0.5 * float(ring[:, 0] @ np.roll(ring[:, 1], -1) - ring[:, 1] @ np.roll(ring[:, 0], -1))

    rings = _rings(path)
    whole = area(max(rings, key=lambda ring: abs(area(ring))))
    return [ring for ring in rings if area(ring) * np.sign(whole) < -2e-5]


def test_the_data_are_small_and_say_where_they_come_from():
    assert (files("edu_lib") / "data" / "bones.json").stat().st_size < 300_000
    assert "myo-sim" in attribution() and "Apache" in attribution() and "Changed" in attribution()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_the_whole_skeleton_in_drawing_order(view):
    bones = outlines(view)
    names = [bone.name for bone in bones]
    assert len(set(names)) == len(names)
    assert {*LUMBAR, "thoracic vertebrae", "neck and head"} <= set(names)
    assert {*BODIES, "head", "shoulders", "thigh", "shank", "foot", "upper arm", "forearm", "hand"} == {
        b.body for b in bones
    }
    for bone in bones:
        assert bone.layer in ("far", "middle", "near")
        assert len(_rings(bone.outline)) >= 1 and len(bone.shade) == 2
        assert np.isfinite(bone.outline.vertices).all()
        assert len(bone.lines.vertices) == len(bone.outline.vertices) + len(bone.crease.vertices)
    assert sum(len(b.outline.vertices) for b in bones) > 3000


def test_the_side_view_is_ordered_from_far_to_near():
    names = [bone.name for bone in outlines("side")]
    order = ["left ribs", "sacrum", "thoracic vertebrae", "right ribs", "right shoulder girdle", "right upper arm"]
    assert sorted(order, key=names.index) == order
    layers = [bone.layer for bone in outlines("side")]
    assert sorted(layers, key=("far", "middle", "near").index) == layers


@pytest.mark.parametrize(
    ("view", "name", "least"),
    [("side", "right hip bone", 1), ("front", "pelvis", 2), ("front", "front ribs and breast bone", 2)],
)
def test_holes_stay_open(view, name, least):
    assert len(_holes(_named(outlines(view))[name].outline)) >= least


def test_the_obturator_foramen_can_be_seen_through(standing):
    outline = _named(bones_in("side", standing, TALL))["right hip bone"].outline
    foramen = max(_holes(outline), key=lambda ring: np.ptp(ring, axis=0).prod())
    assert foramen.mean(axis=0)[1] < standing.hip_m[1]  # below the socket
    assert not _inside(outline, foramen.mean(axis=0)).any()


def test_ribs_are_ribs():
    """A level line ahead of the spine crosses bone and gap by turns, at least seven times going down."""
    ribs = _named(outlines("side"))["right ribs"].outline
    inside = _inside(ribs, [(0.03, y) for y in np.arange(0.10, 0.46, 0.001)])
    assert (np.diff(inside.astype(int)) == 1).sum() >= 7


def test_vertebrae_stand_between_their_joints(standing):
    plates = endplates(standing, TALL)
    joints = standing.joint_m[::-1, :2]
    below = [plates["pelvis"][[3, 2]], *(plates[v][[3, 2]] for v in LUMBAR)]
    above = [*(plates[v][[0, 1]] for v in LUMBAR), plates["thorax"][[0, 1]]]
    for joint, low, high in zip(joints, below, above, strict=True):
        assert np.linalg.norm((low + high).mean(axis=0) / 2 - joint) < 0.004
        gap = np.linalg.norm(high.mean(axis=0) - low.mean(axis=0))
        assert 0.005 < gap < 0.013
    for k, name in enumerate(LUMBAR):
        body = _named(bones_in("side", standing, TALL))[name].outline
        assert _inside(body, (joints[k] + joints[k + 1]) / 2).all()
        # Body, pedicle and spinous process: twice as deep as the body alone.
        assert np.ptp(body.vertices[:, 0]) > 1.6 * np.linalg.norm(plates[name][1] - plates[name][0])


def test_the_standing_figure_is_the_models(standing):
    """Data made for other joints would show here: the file has to be rebuilt when the model's standing figure changes."""
    for view in VIEWS:
        assert np.allclose(placements(view, standing, TALL), np.eye(3), atol=3e-5)
    feet = _named(bones_in("side", standing, TALL))["right foot"].outline.vertices
    assert feet[:, 1].min() == pytest.approx(standing.ankle_m[1] - 0.039 * TALL, abs=0.002)
    head = _named(bones_in("side", standing, TALL))["neck and head"].outline.vertices
    assert head[:, 1].max() - feet[:, 1].min() == pytest.approx(TALL, abs=0.02)


@pytest.mark.parametrize("trunk", [-15, 40, 80])
def test_a_bone_follows_its_body_exactly_when_bending_forward(standing, trunk):
    bent = spine_loads(Posture(trunk_flexion_deg=trunk)).geometry
    before, after = outlines("side"), bones_in("side", bent, TALL)
    for was, now in zip(before, after, strict=True):
        if was.body not in BODIES:
            continue
        k = BODIES.index(was.body)
        wanted = (was.outline.vertices - standing.origin_m[k, :2]) @ bent.rotation[k, :2, :2].T + bent.origin_m[k, :2]
        assert np.abs(now.outline.vertices - wanted).max() < 5e-5


@pytest.mark.parametrize("knee", [0, 60, 100])
def test_limbs_reach_from_joint_to_joint(standing, knee):
    bent = spine_loads(Posture(trunk_flexion_deg=30, knee_flexion_deg=knee, hands_forward_m=0.4)).geometry
    names = [bone.name for bone in outlines("side")]
    for name, start, end in LIMBS:
        matrix = placements("side", bent, TALL)[names.index(f"right {name}")]
        for joint in (start, end):
            moved = matrix[:2, :2] @ getattr(standing, f"{joint}_m")[:2] + matrix[:2, 2]
            assert moved == pytest.approx(getattr(bent, f"{joint}_m")[:2], abs=1e-4)


def test_from_the_front_a_side_bend_leans_to_the_persons_right(standing):
    bent = spine_loads(Posture(lateral_bend_deg=20)).geometry
    head = _named(bones_in("front", bent, TALL))["neck and head"].outline.vertices[:, 0].mean()
    assert head < -0.05  # the person's right is on the picture's left
    assert _named(bones_in("back", bent, TALL))["neck and head"].outline.vertices[:, 0].mean() > 0.05


def test_the_front_view_shows_depth(standing):
    """Bending forward lowers the breast bone, which lies ahead of the spine, more than the back ribs."""
    bent = spine_loads(Posture(trunk_flexion_deg=30)).geometry

    def drop(name):
        was, now = (_named(bones_in("front", g, TALL))[name].outline.vertices[:, 1].mean() for g in (standing, bent))
        return was - now

    assert drop("front ribs and breast bone") > drop("back ribs") + 0.04


def test_limbs_are_mirrored_in_the_front_view(standing):
    bones = _named(outlines("front"))
    left, right = bones["left thigh"].outline.vertices, bones["right thigh"].outline.vertices
    assert left == pytest.approx(right * [-1, 1])
    assert right[:, 0].mean() < 0


def test_a_taller_person_has_larger_bones():
    small, tall = (spine_loads(person=Person(height_m=h)).geometry for h in (1.5, 1.9))
    sizes = [
        np.ptp(_named(bones_in("side", g, h))["L3"].outline.vertices[:, 1]) for g, h in ((small, 1.5), (tall, 1.9))
    ]
    assert sizes[1] / sizes[0] == pytest.approx(1.9 / 1.5, rel=1e-6)


def test_unknown_view_is_refused_in_plain_words():
    with pytest.raises(ValueError, match="side, front, back"):
        outlines("top")


def test_placing_is_quick_enough_for_a_live_picture(standing):
    placements("side", standing, TALL)
    best = min(_timed(placements, "side", standing, TALL) for _ in range(20))
    assert best < 0.003  # some 0.3 ms on a quiet machine


def _timed(function, *values) -> float:
    start = perf_counter()
    function(*values)
    return perf_counter() - start
