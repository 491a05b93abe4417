"""Bad input gets one clear sentence: what it was, what was given, what is allowed, what to do."""

import math

import pytest

from edu_lib import Assumptions, Person, Posture, spine_loads

CASES = [
    (lambda: Posture(trunk_flexion_deg=300), ValueError, ["trunk_flexion_deg", "300", "-25", "110", "degrees"]),
    (lambda: Posture(trunk_flexion_deg=math.nan), ValueError, ["trunk_flexion_deg", "finite", "nan"]),
    (lambda: Posture(hands_load_kg=math.inf), ValueError, ["hands_load_kg", "finite", "inf"]),
    (lambda: Posture(hands_load_kg=200), ValueError, ["hands_load_kg", "load in the hands", "200", "100", "kg"]),
    (lambda: Posture(hands_load_kg=-1), ValueError, ["hands_load_kg", "-1", "0"]),
    (lambda: Posture(hands_load_kg="20"), TypeError, ["hands_load_kg", "'20'", "number"]),
    (lambda: Posture(brace=True), TypeError, ["brace", "True", "number"]),
    (lambda: Posture(hands_forward_m=[0.3]), TypeError, ["hands_forward_m", "number", "leave it out"]),
    (lambda: Posture(lumbar_flexion_deg=90), ValueError, ["lumbar_flexion_deg", "90", "65", "leave it out"]),
    (lambda: Posture(trunk_flexion=30), TypeError, ["trunk_flexion", "trunk_flexion_deg", "Did you mean"]),
    (lambda: Posture(spin=1), TypeError, ["spin", "It takes", "brace"]),
    (lambda: Posture(*range(11)), TypeError, ["at most 10", "11"]),
    (lambda: Person(mass_kg=-70), ValueError, ["mass_kg", "-70", "40", "kg"]),
    (lambda: Person(mass_kg=None), TypeError, ["mass_kg", "None"]),
    (lambda: Person(height_m=175), ValueError, ["height_m", "175", "2.1"]),
    (lambda: Person(sex="unknown"), ValueError, ["sex", "unknown", "female", "male"]),
    (lambda: Person(sex=1), TypeError, ["sex", "1", "female"]),
    (lambda: Person(age=40), TypeError, ["age", "It takes", "height_m"]),
    (lambda: Assumptions(floor=2.0), ValueError, ["floor", "2", "0.1"]),
    (lambda: Assumptions(flor=0.01), TypeError, ["flor", "floor"]),
    (lambda: spine_loads(30), TypeError, ["Posture", "posture", "30", "Write Posture("]),
    (lambda: spine_loads(Posture(), "male"), TypeError, ["Person", "'male'", "Write Person("]),
    (lambda: spine_loads(Person()), TypeError, ["Posture", "posture"]),
]


@pytest.mark.parametrize(("call", "kind", "words"), CASES)
def test_the_sentence_says_what_was_given_what_is_allowed_and_what_to_do(call, kind, words):
    with pytest.raises(kind) as caught:
        call()
    text = str(caught.value)
    for word in words:
        assert word in text, text
    assert text.endswith((".", ")")) and "\n" not in text


def test_numbers_of_other_kinds_are_welcome():
    import fractions

    import numpy as np

    assert Posture(trunk_flexion_deg=np.float32(30.0)).trunk_flexion_deg == 30.0
    assert Posture(hands_load_kg=np.int64(5)).hands_load_kg == 5.0
    assert Person(mass_kg=fractions.Fraction(141, 2)).mass_kg == 70.5


def test_the_package_names_what_it_offers():
    import edu_lib

    with pytest.raises(AttributeError, match="spine_loads"):
        _ = edu_lib.spin_loads
