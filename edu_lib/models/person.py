"""The person whose spine is loaded: sex, mass and height."""

from __future__ import annotations

from dataclasses import dataclass

from edu_lib.params import Param, check_choice, plain_keywords

__all__ = ["PARAMS", "SEXES", "Person"]

SEXES = ("female", "male")

PARAMS = {
    p.key: p
    for p in (
        Param("mass_kg", "body mass", "kg", (40.0, 150.0), 70.0, 1.0, "range of adults for whom the scaling is meant"),
        Param("height_m", "height", "m", (1.40, 2.10), 1.75, 0.01, "range of adults for whom the scaling is meant"),
    )
}


@plain_keywords
@dataclass(frozen=True)
class Person:
    """A person of a given sex, mass and height, standing for many who differ from one another.

    Parameters
    ----------
    sex : ``"female"`` or ``"male"``. It chooses segment masses (de Leva 1996), muscle areas (Stokes et al. 2005) and the
        passive tissue's resistance (Dolan et al. 1994).
    mass_kg : body mass in kg, 40 to 150.
    height_m : standing height in m, 1.40 to 2.10.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value outside the range or of the wrong kind.
    """

    sex: str = "male"
    mass_kg: float = 70.0
    height_m: float = 1.75

    def __post_init__(self):
        check_choice("sex", "sex", self.sex, SEXES)
        for key, param in PARAMS.items():
            object.__setattr__(self, key, param.check(getattr(self, key)))
