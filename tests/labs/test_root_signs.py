"""The lab of the root signs: every control reaches the model, and an emergency takes the folds away too."""

import pytest

from edu_lib.labs.root_signs import RootSignsLab
from edu_lib.sources import cite


@pytest.fixture
def lab():
    return RootSignsLab()


def test_every_control_changes_the_answer_or_its_reasons(lab):
    base = {"below_knee": True, "pain_area": "S1 area"}
    changes = {
        "pre_test": 20.0, "leg_raise": "positive", "crossed": "negative", "slump": "negative", "reflex": "ankle",
        "femoral_stretch": "positive", "pain_area": "L5 area", "below_knee": False, "loss": "inner ankle numb",
        "whole_examination": "L4", "both_legs": True, "saddle": True,
    }  # fmt: skip
    assert set(changes) == set(lab.params)
    for key, value in changes.items():
        lab.reset()
        lab.set(**base | ({"pain_area": "no clear area"} if key == "below_knee" else {}))
        before = str(lab)
        lab.set(**{key: value})
        if key == "below_knee":
            assert 3 in lab.result.rules
        else:
            assert str(lab) != before


def test_an_emergency_takes_the_folds_away(lab):
    folds = {title: " ".join(lines) for title, lines in lab.asides().items()}
    studied = folds["What was studied, in whom"]
    assert "against surgery" in studied and "58 to 98 %" in studied and "against EMG" in studied
    assert "For primary care we read no number" in studied and "does not clear a root" in studied
    assert "70 %" in folds["What we chose ourselves"]
    lab._hear({"seq": 1, "set": {"saddle": True}})
    assert lab.error is None and lab.asides() == {} and str(lab).startswith("Emergency department now")
    assert lab.widget and "Emergency department now" in lab.still()


def test_every_source_has_an_entry_and_what_we_chose_says_so(lab):
    assert all(cite(key).reference for _, key, _ in lab.sources())
    assert lab.sources()[-1][2] == "our assumption"
