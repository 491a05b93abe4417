"""The lab of the pelvis puppet."""

import pytest

from edu_lib import lab
from edu_lib.models.pelvis import pelvis_balance
from edu_lib.sources import source_keys


def test_sliders_reach_the_model_and_relax_lets_go():
    made = lab("pelvis", abdominals=0.4, hip_extensors=0.2)
    assert made.result.tilt_deg == pelvis_balance(abdominals=0.4, hip_extensors=0.2).tilt_deg < -5
    made.set(relax=True)
    assert made.result.tilt_deg == 0.0 and made.values["abdominals"] == 0.4
    made.set(stronger_percent=25)
    assert made.result.tilt_deg == 0.0 and "25 % stronger" in str(made)
    made.set(relax=False, hip_extensors=0)
    assert made.result.tilt_deg < pelvis_balance(abdominals=0.4).tilt_deg
    made.reset()
    assert made.result.tilt_deg == 0.0


def test_words_and_sources():
    made = lab("pelvis")
    folds = made.asides()
    assert folds["What this leaves out"] == made.result.leaves_out
    assert {key for _, key, _ in made.sources()} <= set(source_keys())
    with pytest.raises(TypeError, match="True or False"):
        made.set(relax=1)
    with pytest.raises(ValueError, match="abdominals"):
        made.set(abdominals=2)
