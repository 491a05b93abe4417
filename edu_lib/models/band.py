"""How sure is a compression? Its spread when the model's assumptions vary over their published ranges, and over people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from edu_lib.models.assumptions import BANDS, Assumptions
from edu_lib.models.loads import spine_loads
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture

__all__ = ["Band", "compression_band", "draw_assumptions", "people_band"]


@dataclass(frozen=True)
class Band:
    """Compression of one disc from `low_n` to `high_n`, newtons; `held` says whether every case could hold the posture."""

    low_n: float
    high_n: float
    held: bool

    def __str__(self) -> str:
        return f"{round(self.low_n, -1):.0f} to {round(self.high_n, -1):.0f} N"


@lru_cache(maxsize=8)
def draw_assumptions(count: int, seed: int = 1999) -> tuple[Assumptions, ...]:
    """Assumptions drawn evenly and independently from `BANDS`, always the same for the same `count` and `seed`.

    Each range is cut into `count` equal parts and every part is used once (a Latin hypercube), so that few draws do.
    """
    rng = np.random.default_rng(seed)
    columns = {}
    for key, (low, high) in BANDS.items():
        share = (rng.permutation(count) + rng.uniform(size=count)) / count
        columns[key] = (low + (high - low) * share).tolist()
    return tuple(Assumptions(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True))


def compression_band(
    posture: Posture, person: Person | None = None, *, draws: int = 20, seed: int = 1999, level: str = "L4/L5"
) -> Band | None:
    """The model's own uncertainty: 5 to 95 % of the compression of `level` over `draws` sets of assumptions.

    Draws that cannot hold the posture are left out (`held` is then False); None if hardly any can.
    """
    runs = [spine_loads(posture, person, assumptions) for assumptions in draw_assumptions(draws, seed)]
    found = [run.compression_n[level] for run in runs if run.held]
    if len(found) < max(draws // 2, 1):
        return None
    low, high = np.percentile(found, [5, 95]).tolist()
    return Band(low, high, len(found) == draws)


def people_band(
    posture: Posture,
    sex: str,
    mass_kg: tuple[float, float],
    height_m: tuple[float, float],
    level: str = "L4/L5",
) -> Band | None:
    """Smallest and largest compression of `level` in the lightest and heaviest, shortest and tallest person of these ranges.

    This is no measured spread: it is what the model makes of the ranges given. None if none of the four holds the posture.
    """
    runs = [spine_loads(posture, Person(sex, mass, height)) for mass, height in product(mass_kg, height_m)]
    found = [run.compression_n[level] for run in runs if run.held]
    return Band(min(found), max(found), len(found) == len(runs)) if found else None
