"""How an angle of posture spreads among people, and where one value stands among them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from edu_lib.params import check_choice
from edu_lib.sources import published

__all__ = ["NAMES", "Norm", "Place", "below", "norm", "place"]

# Quantity in the table -> its short name.
NAMES = {
    "pelvic incidence": "PI",
    "pelvic tilt": "PT",
    "lumbar lordosis": "LL",
    "thoracic kyphosis": "TK",
    "head angle": "HA",
}
# Which study of each quantity is drawn, and a second one that found something else.
_FIRST = {
    "pelvic incidence": "macthiong2011", "pelvic tilt": "macthiong2011", "lumbar lordosis": "yukawa2019",
    "thoracic kyphosis": "langtapia2011", "head angle": "ruivo2014",
}  # fmt: skip
_SECOND = {"pelvic incidence": "vialle2005", "pelvic tilt": "vialle2005", "lumbar lordosis": "vialle2005"}


@dataclass(frozen=True)
class Norm:
    """What one study found of one quantity: mean and standard deviation in degrees, people, source and badge."""

    quantity: str
    position: str
    mean: float
    sd: float
    n: int
    source: str
    badge: str


@dataclass(frozen=True)
class Place:
    """Where a value stands among people.

    quantity, value : what, in degrees
    norm : the study it is compared with;  other : a second study, or None
    below : how many of 100 people have less, if the study's people spread as a normal curve
    same : False where the value is of another position than the people were measured in
    """

    quantity: str
    value: float
    norm: Norm
    other: Norm | None
    below: float
    same: bool

    @property
    def words(self) -> str:
        """Such as "about 30 of 100 people stand with less"."""
        do = {"standing": "stand", "lying": "lie"}[self.norm.position]
        if self.quantity == "pelvic incidence":
            do = "have"
        tail = f"{do} less" if do == "have" else f"{do} with less"
        if self.below < 1.0:
            return f"fewer than 1 of 100 people {tail}"
        if self.below > 99.0:
            return f"more than 99 of 100 people {tail}"
        return f"about {self.below:.0f} of 100 people {tail}"


def below(value: float, mean: float, sd: float) -> float:
    """How many of 100 people have less than `value`, where they spread as a normal curve of `mean` and `sd` (above 0)."""
    if not sd > 0.0:
        raise ValueError(
            f"sd must be above 0, but {sd!r} was given. Give the standard deviation in the unit of the mean."
        )
    return 50.0 * (1.0 + math.erf((value - mean) / (sd * math.sqrt(2.0))))


@lru_cache(maxsize=32)
def norm(quantity: str, position: str = "standing", source: str | None = None) -> Norm:
    """The study that is drawn for a quantity of `NAMES`; another one if its `source` is named. Bad input raises a sentence."""
    check_choice("quantity", "angle", quantity, tuple(NAMES))
    row = published("posture_norms", quantity=quantity, position=position, source=source or _FIRST[quantity])
    return Norm(quantity, position, float(row["mean"]), float(row["sd"]), row["n"], row["source"], row["badge"])


def place(quantity: str, value: float, position: str = "standing") -> Place:
    """Where `value` of a quantity of `NAMES` stands: lying lordosis among people who lie, all else among people who stand."""
    own = position == "lying" and quantity == "lumbar lordosis"
    first = norm(quantity, "lying" if own else "standing")
    other = norm(quantity, "standing", _SECOND[quantity]) if quantity in _SECOND and not own else None
    same = quantity == "pelvic incidence" or first.position == position
    return Place(quantity, value, first, other, below(value, first.mean, first.sd), same)
