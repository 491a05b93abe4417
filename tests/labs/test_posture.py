"""The two labs on posture open, follow their sliders, name their sources and say what they leave out."""

import pytest

from edu_lib import lab
from edu_lib.models.posture_claim import COMPARED
from edu_lib.models.spine_shape import POSITIONS
from edu_lib.sources import cite

STARTS = [("posture", {"position": "lying"}), ("posture_claim", {"compared": tuple(COMPARED)[1]})]


@pytest.mark.parametrize("name", ["posture", "posture_claim"])
def test_they_open_reset_and_name_known_sources(name):
    made = lab(name)
    assert made.title.endswith("?")
    first = str(made)
    changed = {"posture": {"position": "slouched"}, "posture_claim": {"effort": 1}}[name]
    made.set(**changed)
    assert str(made) != first
    made.reset()
    assert str(made) == first
    for what, key, badge in made.sources():
        assert what
        assert badge or cite(key).badge
    assert all(lines for lines in made.asides().values())
    assert "<svg" in made.still() or "<img" in made.still()


@pytest.mark.parametrize(
    ("name", "start"), [("posture", {"position": "lying"}), ("posture_claim", {"compared": tuple(COMPARED)[1]})]
)
def test_the_live_view_can_be_patched_from_any_start(name, start):
    made, other = lab(name), lab(name, **start)
    assert set(made.widget.ids) == set(other.widget.ids)
    other.widget.send = lambda content, buffers=None: None
    other.reset()
    here, there = other.widget.picture, made.widget.picture
    for gid in there.live:
        if there._sent[gid]["v"] and gid not in there._shapes:
            assert here._sent[gid] == there._sent[gid], gid


def test_what_is_left_to_the_lab_is_told_to_the_sliders():
    made = lab("posture", position="sitting upright")
    assert made.worked_out(made.result) == {
        "tilt_change_deg": 18.3,
        "lordosis_change_deg": -16.6,
        "lumbar_lordosis_deg": 50,
    }
    made.set(tilt_change_deg=0)
    assert made.result.lordosis_change == pytest.approx(-16.6 + 10.8 / 11.4 * 18.3)
    made.set(position="standing", tilt_change_deg=None)
    assert made.worked_out(made.result) == {
        "tilt_change_deg": 0.0,
        "lordosis_change_deg": 0.0,
        "lumbar_lordosis_deg": 50,
    }
    made.set(pelvic_incidence_deg=63)
    assert made.worked_out(made.result)["lumbar_lordosis_deg"] == 60


@pytest.mark.parametrize("position", POSITIONS)
def test_words_say_angles_people_and_load(position):
    words = str(lab("posture", position=position))
    assert "pelvic incidence 53° is pelvic tilt" in words
    assert "of 100 people" in words
    assert ("By the spine model" in words) == (position != "lying")
    assert ("how people differ in this position was not told" in words) == (position != "standing")


def test_the_sitting_conflict_and_no_one_right_posture_are_taught():
    folds = lab("posture").asides()
    sitting = " ".join(folds["Does sitting load the disc more?"])
    for words in ("8 % less than standing", "16 % more than standing", "40 % more than standing"):
        assert words in sitting
    right = " ".join(folds["Is there one right posture?"])
    assert "Swain 2020" in right
    assert "Slater 2019" in right
    assert "not a fault" in right


def test_strength_alone_breaks_the_chain():
    made = lab("posture_claim", strength_percent=50)
    assert "rolls back 0° by strength" in str(made)
    assert made.result.posture_n == made.result.standing_n


def test_bad_values_get_a_sentence_and_change_nothing():
    made = lab("posture")
    with pytest.raises(ValueError, match="position"):
        made.set(position="kneeling")
    with pytest.raises(ValueError, match="head_angle_deg"):
        made.set(head_angle_deg=200)
    assert made.values["position"] == "standing"
