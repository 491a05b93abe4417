"""The lab of lines of pull: what is dragged is what is computed."""

import numpy as np
import pytest

from edu_lib import lab
from edu_lib.models.muscles import GROUPS
from edu_lib.models.pull import OWN, pull_of
from edu_lib.plates.pull import VIEW_NAMES, angle_spot


@pytest.fixture(scope="module")
def drawn():
    one = lab("pull")
    one.widget.send = lambda content, buffers=None: None
    return one


@pytest.fixture
def made(drawn):
    drawn.reset()
    drawn.error = None
    return drawn


def _spots(one):
    ends = one._plate.flat(one.result.ends_m)
    return {"low": ends[0], "high": ends[1], "angle": angle_spot(ends)}


def test_opens_with_the_models_numbers(made):
    assert made.result.moment_nm == pull_of("rectus abdominis").moment_nm
    made.set(muscle="external oblique", side="right", level="L2/L3", trunk_flexion_deg=20)
    assert made.result.moment_nm == pull_of("external oblique", "right", 1.0, 20.0, 0.0, "L2/L3").moment_nm
    assert "to the right of" in str(lab("pull", muscle="quadratus lumborum", side="right", view="front"))


@pytest.mark.parametrize("side", ["right", "left", "both"])
@pytest.mark.parametrize("view", VIEW_NAMES)
def test_a_handle_left_where_it_is_changes_nothing(made, view, side):
    made.set(muscle="external oblique", side=side, view=view)
    made.set(low_up_mm=20, trunk_flexion_deg=25, lateral_bend_deg=-10)
    for name, spot in _spots(made).items():
        for key, value in made.dragged(name, *spot).items():
            assert value == pytest.approx(made.values[key], abs=1e-6)
        assert made.nudged(name, 0, 0).items() <= made.values.items()


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_a_dragged_end_goes_where_it_is_dragged(made, view):
    made.set(muscle="internal oblique", side="left", view=view, trunk_flexion_deg=20)
    made.set(muscle=OWN)
    for name in ("low", "high"):
        to = _spots(made)[name] + [0.013, 0.007]
        made.set(**{key: round(value, 3) for key, value in made.dragged(name, *to).items()})
        assert _spots(made)[name] == pytest.approx(to, abs=1e-5)
    assert made.result.muscle == OWN


def test_the_angle_turns_the_fibre_about_its_middle(made):
    made.set(muscle="psoas major", view="front", side="right")
    ends = made._plate.flat(made.result.ends_m)
    middle = ends.mean(axis=0)
    made.set(**{key: round(value, 4) for key, value in made.dragged("angle", *(middle + [0.1, 0.1])).items()})
    after = made._plate.flat(made.result.ends_m)
    assert made.values["muscle"] == OWN
    assert after.mean(axis=0) == pytest.approx(middle, abs=1e-6)
    assert np.linalg.norm(after[1] - after[0]) == pytest.approx(np.linalg.norm(ends[1] - ends[0]), abs=1e-6)
    assert after[1, 0] - middle[0] == pytest.approx(after[1, 1] - middle[1])
    before = made.result.moment_nm
    made.set(**made.nudged("angle", 5, 0))
    assert made.result.moment_nm != before


def test_a_muscle_lends_its_line_to_the_sliders(made):
    made.set(muscle="quadratus lumborum")
    lent = {key: made.values[key] for key in made.params if key.endswith("_mm")}
    made.set(muscle=OWN)
    assert {key: made.values[key] for key in lent} == lent
    made.set(muscle="psoas major")
    made.set(high_right_mm=80)
    assert made.values["muscle"] == OWN and made.values["high_right_mm"] == 80
    made.reset()
    assert made.values == {key: p.default for key, p in made.params.items()}


@pytest.mark.parametrize("group", GROUPS)
def test_every_muscles_line_fits_the_sliders(made, group):
    for level in ("T12/L1", "L5/S1"):
        made.set(muscle=group, level=level)
        made.set(force_n=made.values["force_n"])  # its own now
        assert made.values["muscle"] == OWN and made.error is None


def test_bad_values_and_hands(made):
    made._hear({"seq": 1, "hand": {"gid": "pull-handle-high", "to": [250, 250]}})
    assert made.error is None and made.values["muscle"] == OWN
    made._hear({"seq": 2, "hand": {"gid": "pull-handle-high", "by": [5, 0]}})
    assert made.error is None
    with pytest.raises(ValueError, match="muscle .Muscle. must be"):
        made.set(muscle="biceps")
    with pytest.raises(ValueError, match="level .Disc. must be"):
        made.set(level="L7", muscle="psoas major")
    words = " ".join(sentence for lines in made.asides().values() for sentence in lines)
    assert "leaves out" in next(iter(made.asides())) and "linea alba" in words
    assert all(key for _, key, _ in made.sources())
