"""The lab of the core: one box a muscle, nothing ticked at first, and the words follow the ticks."""

import pytest

from edu_lib import lab
from edu_lib.labs.base import Switch
from edu_lib.models.own_core import MUSCLES, core_definitions, key_of
from edu_lib.sources import cite


def test_each_muscle_has_a_box_and_none_is_ticked():
    made = lab("own_core")
    assert list(made.params) == [key_of(muscle) for muscle in MUSCLES]
    assert all(isinstance(p, Switch) for p in made.params.values())
    assert set(made.values.values()) == {False}
    assert str(made).startswith("No muscle chosen yet.")


def test_ticks_are_compared_with_the_definitions():
    made = lab("own_core", transversus_abdominis=True, rectus_abdominis=True)
    assert "Closest to yours: Overcome Sciatica 2019, the same muscles." in str(made)
    made.set(rectus_abdominis=False, multifidus=True, diaphragm=True, pelvic_floor=True)
    assert "Closest to yours: Richardson and others 2004, the same muscles." in str(made)
    made.reset()
    assert made.result.chosen == ()


def test_bad_values_get_a_sentence_and_change_nothing():
    made = lab("own_core", multifidus=True)
    with pytest.raises(TypeError, match="must be True or False, but 'yes' was given"):
        made.set(diaphragm="yes")
    with pytest.raises(TypeError, match='This lab has no "diafragm". Did you mean "diaphragm"'):
        made.set(diafragm=True)
    assert made.result.chosen == ("multifidus",)


def test_what_each_names_is_folded_below_with_its_reserves():
    (lines,) = lab("own_core").asides().values()
    assert len(lines) == len(core_definitions())
    for line, one in zip(lines, core_definitions(), strict=True):
        assert line.startswith(f"{one.name}: ")
        assert all(muscle in line for muscle in one.muscles)
        assert line.count("loosely") == len(one.loosely)


def test_its_sources_are_those_of_the_definitions():
    found = {key for _, key, _ in lab("own_core").sources()}
    assert {one.source for one in core_definitions()} | {"enoki2024"} == found
    assert all(cite(key).reference for key in found)


def test_the_live_view_follows():
    made = lab("own_core")
    made.widget.send = lambda content, buffers=None: None
    made.set(pelvic_floor=True)
    assert made._plate.headline.get_text() == "Your core: 1 muscle"
    made.set(diaphragm=True)
    assert made._plate.headline.get_text() == "Your core: 2 muscles"
