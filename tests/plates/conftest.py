"""Results to draw, shared by the tests of the plates."""

import pytest

from edu_lib import Person, Posture, spine_loads
from edu_lib.plates.spinal_load import SpinalLoadPlate


def reference(person):
    return spine_loads(Posture(), person)


@pytest.fixture(scope="session")
def plate():
    """One plate for all tests: that it can be updated again and again is what it promises."""
    return SpinalLoadPlate(reference)


@pytest.fixture(scope="session")
def solve():
    """From keywords of posture and person to a result."""

    def result(**values):
        person = {key: values.pop(key) for key in ("sex", "mass_kg", "height_m") if key in values}
        return spine_loads(Posture(**values), Person(**person))

    return result
