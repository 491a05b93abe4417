"""How far roots, sciatic nerve and spinal cord were measured to move when a leg is moved. Measured values only.

Nothing is worked out between the angles at which somebody measured: a row says whether the movement has come as far as its
angle, and no more. Millimetres of one structure say nothing about another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edu_lib.params import Param, check_choice, check_switch
from edu_lib.sources import cite, published

__all__ = ["MOVE", "STRUCTURES", "TESTS", "Excursion", "NerveSlide", "nerve_slide"]

TESTS = ("straight leg raise", "slump", "femoral stretch")
STRUCTURES = {
    TESTS[0]: ("roots in the spine", "sciatic nerve in the thigh", "tip of the spinal cord"),
    TESTS[1]: ("roots in the spine", "sciatic nerve in the thigh", "tip of the spinal cord"),
    TESTS[2]: ("roots in the spine", "femoral nerve in the thigh", "tip of the spinal cord"),
}
MOVE = Param(
    "move_deg",
    "How far the leg is moved",
    "degrees",
    (0, 90),
    45,
    1,
    "hip bent with the knee straight; knee straightened from a right angle; knee bent, lying face down",
)
_MOVED = {TESTS[0]: "hip bent", TESTS[1]: "knee straightened", TESTS[2]: "knee bent"}
# Test -> (which structure, the row of the table, how it was measured, what its range is of).
_SLR = "straight leg raise"
_ROWS = {
    TESTS[0]: (
        (0, {"source": "smith1993", "test": _SLR, "quantity": "shift"}, "bone opened", "all of L4 to S1"),
        (0, {"source": "bellier2018", "test": f"{_SLR}, left"}, "bone opened", "medians of L2 to S1"),
        (0, {"source": "gilbert2007a", "at_deg": 60}, "ligaments left whole", ""),
        (1, {"source": "ridehalgh2014", "at_deg": 30}, "knee straightened", "range"),
        (1, {"source": "ridehalgh2014", "at_deg": 60}, "knee straightened", "range"),
        (2, {"source": "rade2014", "test": _SLR}, "in a scanner", ""),
        (2, {"source": "rade2015", "test": _SLR}, "in a scanner", ""),
    ),
    TESTS[1]: ((1, {"source": "ellis2016"}, "its summary gives no millimetres", ""),),
    TESTS[2]: ((0, {"source": "kobayashi2003b"}, "with a herniation", ""),),
}
_NO_MM = {
    "gilbert2007a": "clear shift only above 60°; millimetres not read",
    "ellis2016": "slumped or upright: no clear difference",
    "kobayashi2003b": "at operation, held by a herniation: a few millimetres, no figure",
}


@dataclass(frozen=True)
class Excursion:
    """One measurement, or the news that there is none.

    structure : what moved;  value, low, high : mm along its length, None where not given;  spread : what low and high are
    at_deg : the angle of this test at which it was measured, None where it is not stated
    reached : whether the movement has come as far; None where the angle is not stated or nothing was measured
    words, who : the number, and where it is from, in words;  source, badge : "" where nothing was found
    """

    structure: str
    value: float | None
    low: float | None
    high: float | None
    spread: str
    at_deg: float | None
    reached: bool | None
    words: str
    who: str
    source: str
    badge: str

    def __str__(self) -> str:
        return f"{self.structure}: {self.words}" + (f" ({self.who})" if self.who else "")


@dataclass(frozen=True)
class NerveSlide:
    """The test, how far the leg is moved (degrees), whether the toes are pulled up, and every measurement of this test."""

    test: str
    move_deg: float
    toes_up: bool
    rows: tuple[Excursion, ...]
    moved: str  # what the degrees are of, in words
    toes: str  # what is known of pulling the toes up
    pain_deg: float | None  # straight leg raise: mean angle of people with radiculopathy

    @property
    def structures(self) -> tuple[str, ...]:
        """The structures of this test, one after the other."""
        return STRUCTURES[self.test]

    def __str__(self) -> str:
        said = "; ".join(str(row) for row in self.rows if row.reached)
        return f"{self.test}, {self.moved} {self.move_deg:g} degrees. {said or 'Nothing measured up to here.'}"


def nerve_slide(test: str = TESTS[0], move_deg: float = 45, toes_up: bool = False) -> NerveSlide:
    """What was measured in `test` (one of `TESTS`) up to `move_deg` (0 to 90 degrees).

    `toes_up`: the ankle is pulled up (dorsiflexed); it changes what is told, never a number. What is not allowed raises a
    sentence. Sources stand in nerve_excursion.csv.
    """
    check_choice("test", "the test", test, TESTS)
    move_deg = MOVE.check(move_deg)
    check_switch("toes_up (toes pulled up)", toes_up, "Give True for toes pulled up, False for a loose foot.")
    rows = []
    for i, structure in enumerate(STRUCTURES[test]):
        found = [_row(structure, r, how, of, move_deg) for at, r, how, of in _known(test) if at == i]
        rows += found or [_none(structure)]
    pain = published("nerve_excursion", source="fajolu2018")["value"] if test == TESTS[0] else None
    return NerveSlide(test, move_deg, toes_up, tuple(rows), _MOVED[test], _toes(test, toes_up), pain)


@lru_cache(maxsize=3)
def _known(test: str) -> tuple:
    return tuple((at, published("nerve_excursion", **where), how, of) for at, where, how, of in _ROWS[test])


def _row(structure: str, r: dict, how: str, of: str, move_deg: float) -> Excursion:
    source, mm = r["source"], r["unit"] == "mm"
    value, low, high = (r[key] if mm else None for key in ("value", "low", "high"))
    at = r["at_deg"]
    if not mm:
        words = _NO_MM[source]
    elif value is None:
        words = f"{low:g} to {high:g} mm ({of})"
    else:
        spread = f"SD {high - value:.2g}" if "SD" in r["spread"] else f"{of} {low:g} to {high:g}"
        words = f"{value:g} mm ({spread})"
    hip = "hip held at" if source == "ridehalgh2014" else "at"
    angle = "angle not stated" if mm and at is None else f"{hip} {at:g}°" if mm else ""
    who = ", ".join(x for x in (f"{cite(source).short}: {r['n']} {r['who']}", angle, how) if x)
    reached = None if at is None else move_deg > at if source == "gilbert2007a" else move_deg >= at
    return Excursion(structure, value, low, high, r["spread"] or "", at, reached, words, who, source, r["badge"])


def _none(structure: str) -> Excursion:
    return Excursion(structure, None, None, None, "", None, None, "no number found", "", "", "")


def _toes(test: str, toes_up: bool) -> str:
    if test == TESTS[0]:
        n = published("nerve_excursion", source="gilbert2007b")["n"]
        return (
            f"Toes pulled up before lifting: roots L5 and S1 moved less in {n} cadaver limbs, by how much was not read."
            if toes_up
            else "Foot loose."
        )
    return "Toes pulled up: for this test no number was found." if toes_up else "Foot loose."
