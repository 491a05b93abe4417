"""Hand calculations for the low back: quick, public, each for one purpose.

They stand beside the full model so that students can compare. Every result says what it is for (`what_for`), what
it is not (`what_not`), which sources it rests on (`sources`, keys of `edu_lib.sources`) and how far its numbers have
been checked (`badge`). None of them draws a line between harmless and harmful for one person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from edu_lib.params import Param, check_choice
from edu_lib.sources import BADGES, table

__all__ = [
    "PARAMS",
    "CompressiveStrength",
    "DiscForce",
    "DiscPressure",
    "LeverCompression",
    "NioshLift",
    "UtahCompression",
    "compressive_strength",
    "force_to_pressure",
    "lever_compression",
    "niosh_lift",
    "pressure_to_force",
    "utah_compression",
]

_WIDE = "wider than any task in the course, so that a slip of the hand is caught"
_NIOSH = "beyond the equation's own limit, where it recommends no weight (niosh94110)"
_BOX = "the values published for the lumbar discs (wilke2001, panjabi1992, dreischarf2013)"

PARAMS: dict[str, Param] = {
    param.key: param
    for param in (
        Param("external_moment_nm", "forward-bending moment at the disc", "newton metres", (0, 1000), 100, 1, _WIDE),
        Param("weight_above_n", "weight above the disc along the spine", "newtons", (0, 3000), 0, 10, _WIDE),
        Param("arm_mm", "lever arm of the back muscles", "millimetres", (50, 75), 60, 1, "see LeverCompression"),
        Param("horizontal_cm", "hands ahead of the ankles", "centimetres", (0, 120), 25, 1, _NIOSH),
        Param("vertical_cm", "height of the hands above the floor", "centimetres", (0, 250), 75, 1, _NIOSH),
        Param("travel_cm", "how far the load goes up or down", "centimetres", (0, 250), 25, 1, _NIOSH),
        Param("asymmetry_deg", "load to the side", "degrees", (0, 180), 0, 1, _NIOSH),
        Param("lifts_per_min", "lifts per minute", "", (0, 60), 0.2, 0.1, _NIOSH),
        Param("duration_h", "hours of lifting", "hours", (0.1, 8), 1, 0.5, "the manual gives no limits beyond 8 hours"),
        Param("load_kg", "load in the hands", "kilograms", (0, 100), 10, 0.5, _WIDE),
        Param("body_mass_kg", "body mass", "kilograms", (30, 200), 70, 1, _WIDE),
        Param("trunk_angle_deg", "trunk from the vertical", "degrees", (0, 90), 0, 1, "upright to level"),
        Param("hands_to_low_back_cm", "hands ahead of the low back", "centimetres", (0, 120), 25, 1, _WIDE),
        Param("age_years", "age", "years", (20, 60), 40, 1, "the ages that the source tabulates"),
        Param("pressure_mpa", "pressure in the disc", "megapascals", (0, 5), 0.5, 0.1, "twice the largest measured"),
        Param("force_n", "compression of the disc", "newtons", (0, 10000), 700, 10, _WIDE),
        Param("area_mm2", "area of the disc", "square millimetres", (1300, 1800), 1800, 10, _BOX),
        Param("factor", "mean stress over nucleus pressure", "", (0.66, 0.77), 0.77, 0.01, _BOX),
    )
}


def _check(**given: object) -> list[float]:
    return [PARAMS[key].check(value) for key, value in given.items()]


class _Estimate:
    """What every estimate says about itself."""

    what_for: ClassVar[str]
    what_not: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]
    confidence: ClassVar[str]

    @property
    def badge(self) -> str:
        """How far the numbers behind this estimate have been checked; the weakest of them counts."""
        return BADGES[self.confidence]


# ------------------------------------------------------------------------------------------------- one-muscle lever


@dataclass(frozen=True)
class LeverCompression(_Estimate):
    """Compression from one back muscle, newtons, at three lever arms: `low_n` at the longest, `high_n` at the shortest.

    The arms, 50 and 75 mm, bracket what imaging and the classic one-muscle models use: imaging gives 59 mm for the
    erector spinae with multifidus at L4/L5 (mcgill1988), and the hand calculation of Utah is built on two inches.
    """

    low_n: float
    mid_n: float
    high_n: float
    arm_mm: float
    arm_range_mm: ClassVar[tuple[float, float]] = PARAMS["arm_mm"].range
    what_for = "A first hand calculation: how hard a muscle close to the spine pulls to balance a load far from it."
    what_not = (
        "One muscle and one level: no co-contraction, no ligaments, no abdominal pressure, no shear, no side-bending."
    )
    sources = ("mcgill1988", "jorgensen2001", "merryweather2008")
    confidence = "B"

    def __str__(self) -> str:
        return (
            f"One back muscle with a lever arm of {self.arm_mm:.0f} mm presses the disc with about {self.mid_n:.0f} N; "
            f"with 75 mm it would be {self.low_n:.0f} N, with 50 mm {self.high_n:.0f} N."
        )


def lever_compression(
    external_moment_nm: float, weight_above_n: float = 0.0, arm_mm: float = PARAMS["arm_mm"].default
) -> LeverCompression:
    """The textbook lever: muscle force = moment / arm, compression = muscle force + weight.

    `external_moment_nm` bends the spine forward at the disc; `weight_above_n` is the weight of body and load that acts
    along the spine there; `arm_mm` is the arm for the middle value, 50 to 75. Bad input raises a sentence.
    """
    moment, weight, arm = _check(external_moment_nm=external_moment_nm, weight_above_n=weight_above_n, arm_mm=arm_mm)
    shortest, longest = LeverCompression.arm_range_mm
    low, mid, high = (weight + moment / (mm / 1000) for mm in (longest, arm, shortest))
    return LeverCompression(low, mid, high, arm)


# --------------------------------------------------------------------------------------- revised NIOSH lifting equation

# Table 5 of the manual (niosh94110, p. 15), read in a public transcription made twice and reconciled; the same values
# stand in several public programs. Rows are lifts per minute; each column ends at the last frequency it allows.
_LIFTS = (0.2, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
_FREQUENCY = {
    1: (1.00, 0.97, 0.94, 0.91, 0.88, 0.84, 0.80, 0.75, 0.70, 0.60, 0.52, 0.45, 0.41, 0.37, 0.34, 0.31, 0.28),
    2: (0.95, 0.92, 0.88, 0.84, 0.79, 0.72, 0.60, 0.50, 0.42, 0.35, 0.30, 0.26, 0.23, 0.21),
    8: (0.85, 0.81, 0.75, 0.65, 0.55, 0.45, 0.35, 0.27, 0.22, 0.18, 0.15, 0.13),
}
_LAST_BELOW_75_CM = {1: 12, 2: 10, 8: 8}  # a lift from below 75 cm allows fewer a minute
_COUPLING = {"good": (1.00, 1.00), "fair": (0.95, 1.00), "poor": (0.90, 0.90)}  # below 75 cm, from 75 cm up (p. 18)
_NIOSH_CONSTANT_KG = 23.0


@dataclass(frozen=True)
class NioshLift(_Estimate):
    """Recommended weight limit in kg, lifting index, and the multiplier (0 to 1) that each aspect of the lift costs.

    Where the equation recommends no weight, `rwl_kg` is 0, `lifting_index` infinite, and `no_weight_because` says why.
    """

    load_kg: float
    rwl_kg: float
    lifting_index: float
    horizontal_multiplier: float
    vertical_multiplier: float
    distance_multiplier: float
    asymmetry_multiplier: float
    frequency_multiplier: float
    coupling_multiplier: float
    no_weight_because: tuple[str, ...] = ()
    what_for = "Designing lifting work for groups: which part of a two-handed lift to change first."
    what_not = (
        "Not a limit for one person, and not for one-handed, seated, kneeling or jerky lifts, carrying, or loads that "
        "shift; how pain relates to the index is not known."
    )
    sources = ("niosh94110", "waters1993")
    confidence = "A-secondary"

    def __str__(self) -> str:
        if not self.rwl_kg:
            return f"No weight is recommended for this lift: {', and '.join(self.no_weight_because)}."
        return (
            f"The revised NIOSH equation recommends up to {self.rwl_kg:.1f} kg for this lift; "
            f"{self.load_kg:g} kg has a lifting index of {self.lifting_index:.2f}."
        )


def niosh_lift(
    load_kg: float,
    horizontal_cm: float = 25.0,
    vertical_cm: float = 75.0,
    travel_cm: float = 25.0,
    asymmetry_deg: float = 0.0,
    coupling: str = "good",
    lifts_per_min: float = 0.2,
    duration_h: float = 1.0,
) -> NioshLift:
    """The revised NIOSH lifting equation at the start of the lift, metric form (niosh94110, pp. 7 to 18).

    `horizontal_cm` and `vertical_cm` place the hands from the ankles and the floor; `travel_cm` is the vertical travel;
    `asymmetry_deg` how far to the side the load is; `coupling` the grip; `duration_h` falls into up to 1, 2 or 8 hours.
    Between tabulated frequencies the multiplier is interpolated linearly, as the manual asks (p. 7); above the last
    frequency that a column allows it is 0 (p. 14: lifting above the maximum frequency), also before the next row.
    """
    load, h, v, d, a, lifts, hours = _check(
        load_kg=load_kg,
        horizontal_cm=horizontal_cm,
        vertical_cm=vertical_cm,
        travel_cm=travel_cm,
        asymmetry_deg=asymmetry_deg,
        lifts_per_min=lifts_per_min,
        duration_h=duration_h,
    )
    grip = check_choice("coupling", "how well the hands hold", coupling, tuple(_COUPLING))
    multipliers = (
        25 / max(h, 25) if h <= 63 else 0.0,
        1 - 0.003 * abs(v - 75) if v <= 175 else 0.0,
        0.82 + 4.5 / max(d, 25) if d <= 175 else 0.0,
        1 - 0.0032 * a if a <= 135 else 0.0,
        _frequency_multiplier(lifts, hours, v),
        _COUPLING[grip][v >= 75],
    )
    causes = (
        "the hands are more than 63 cm ahead of the ankles",
        "the hands are more than 175 cm above the floor",
        "the load travels more than 175 cm",
        "the load is more than 135 degrees to the side",
        f"{lifts:g} lifts a minute are more than the equation covers here",
    )
    rwl = _NIOSH_CONSTANT_KG * math.prod(multipliers)
    because = tuple(cause for cause, multiplier in zip(causes, multipliers, strict=False) if not multiplier)
    return NioshLift(load, rwl, load / rwl if rwl else math.inf, *multipliers, because)


def _frequency_multiplier(lifts_per_min: float, hours: float, vertical_cm: float) -> float:
    limit = next(hour for hour in _FREQUENCY if hours <= hour)
    column = _FREQUENCY[limit]
    lifts = max(lifts_per_min, _LIFTS[0])  # the manual sets rarer lifts to one in five minutes (p. 14)
    last = _LIFTS[len(column) - 1] if vertical_cm >= 75 else _LAST_BELOW_75_CM[limit]
    if lifts > last:
        return 0.0
    row = max(i for i, tabulated in enumerate(_LIFTS) if tabulated <= lifts)
    if lifts == _LIFTS[row]:
        return column[row]
    share = (lifts - _LIFTS[row]) / (_LIFTS[row + 1] - _LIFTS[row])
    return column[row] + share * (column[row + 1] - column[row])


# ------------------------------------------------------------------------------------------------------ Utah estimate

_KG_PER_LB = 0.45359237  # exact by definition, as are the inch and standard gravity below
_N_PER_LB = _KG_PER_LB * 9.80665
_CM_PER_INCH = 2.54


@dataclass(frozen=True)
class UtahCompression(_Estimate):
    """Compression in newtons, its three parts, and the method's screening line of 700 lb in newtons."""

    compression_n: float
    from_trunk_n: float
    from_load_n: float
    direct_n: float
    screening_line_n: ClassVar[float] = 700 * _N_PER_LB
    what_for = "Screening a lift by hand: which tasks deserve a closer look with a fuller model."
    what_not = "Static, straight ahead, two hands, a fixed lever arm of two inches; its line sorts tasks, not people."
    sources = ("merryweather2008",)
    confidence = "B"

    def __str__(self) -> str:
        side = "above" if self.compression_n > self.screening_line_n else "not above"
        return (
            f"The Utah hand calculation gives {self.compression_n:.0f} N, {side} its screening line of "
            f"{self.screening_line_n:.0f} N."
        )


def utah_compression(
    body_mass_kg: float, trunk_angle_deg: float, load_kg: float = 0.0, hands_to_low_back_cm: float = 0.0
) -> UtahCompression:
    """Fc = 3 BW sin(angle) + 0.5 L HB + 0.8 (BW / 2 + L), in pounds and inches inside, metric outside.

    `trunk_angle_deg` is from the vertical; `hands_to_low_back_cm` is the horizontal distance HB of the load.
    """
    mass, angle, load, reach = _check(
        body_mass_kg=body_mass_kg,
        trunk_angle_deg=trunk_angle_deg,
        load_kg=load_kg,
        hands_to_low_back_cm=hands_to_low_back_cm,
    )
    body_lb, load_lb = mass / _KG_PER_LB, load / _KG_PER_LB
    trunk = 3 * body_lb * math.sin(math.radians(angle)) * _N_PER_LB
    held = 0.5 * load_lb * (reach / _CM_PER_INCH) * _N_PER_LB
    direct = 0.8 * (body_lb / 2 + load_lb) * _N_PER_LB
    return UtahCompression(trunk + held + direct, trunk, held, direct)


# ------------------------------------------------------------------------------------------------ compressive strength


@dataclass(frozen=True)
class CompressiveStrength(_Estimate):
    """Mean strength of specimens and recommendations for work design, newtons, for one age and sex.

    `dortmund_n` is interpolated between the tabulated decades. Of the revised recommendation only both ends are known
    here: `revised_at_20_n`, and `revised_from_60_n` from 60 years on.
    """

    age_years: float
    sex: str
    mean_n: float
    dortmund_n: float
    revised_at_20_n: float
    revised_from_60_n: float
    what_for = "Setting loads beside what lumbar specimens bore in the laboratory, by age and sex, when designing work."
    what_not = (
        "Not the strength of one person: single specimens ran from 600 to 15600 N, living tissue adapts, and "
        "compression is not pain."
    )
    sources = ("jager_luttmann1991", "jager2018")
    confidence = "B"

    def __str__(self) -> str:
        who = "men" if self.sex == "male" else "women"
        return (
            f"Lumbar specimens of {who} aged {self.age_years:g} bore {self.mean_n:.0f} N on average; the Dortmund "
            f"recommendation for designing work is {self.dortmund_n:.0f} N."
        )


_STRENGTH_KN = {"male": (10.53, 0.974), "female": (7.03, 0.591)}  # strength = first - second * age / 10 years


def compressive_strength(age_years: float, sex: str) -> CompressiveStrength:
    """Regression of Jäger and Luttmann, with the Dortmund recommendations, for 20 to 60 years; no extrapolation."""
    (age,) = _check(age_years=age_years)
    check_choice("sex", "whose regression", sex, tuple(_STRENGTH_KN))
    start, slope = _STRENGTH_KN[sex]
    rows = [row for row in table("compression_limits") if row["sex"] == sex]
    dortmund = {row["age_years"]: row["value"] for row in rows if row["quantity"] == "Dortmund recommendation"}
    revised = {row["age_years"]: row["value"] for row in rows if row["quantity"] == "revised Dortmund recommendation"}
    younger = max(decade for decade in dortmund if decade <= age)
    older = min(decade for decade in dortmund if decade >= age)
    share = (age - younger) / (older - younger) if older > younger else 0.0
    limit = dortmund[younger] + share * (dortmund[older] - dortmund[younger])
    return CompressiveStrength(age, sex, 1000 * (start - slope * age / 10), limit, revised[20], revised[60])


# --------------------------------------------------------------------------------------------------- pressure and force


class _Conversion(_Estimate):
    what_for = "Comparing a pressure measured in a disc with a compression that a model predicts."
    what_not = (
        "Area and factor differ between people, discs and postures; a factor not fitted to the disc in question has "
        "missed by up to 44 percent, and bending backwards is worst."
    )
    sources = ("wilke2001", "nachemson1966", "panjabi1992", "dreischarf2013")
    confidence = "B"


@dataclass(frozen=True)
class DiscForce(_Conversion):
    """Compression in newtons for a pressure, with the range over the published areas and factors."""

    pressure_mpa: float
    force_n: float
    low_n: float
    high_n: float

    def __str__(self) -> str:
        return (
            f"{self.pressure_mpa:.2f} MPa in the disc means about {self.force_n:.0f} N of compression, "
            f"anywhere from {self.low_n:.0f} to {self.high_n:.0f} N with the published areas and factors."
        )


@dataclass(frozen=True)
class DiscPressure(_Conversion):
    """Pressure in megapascals for a compression, with the range over the published areas and factors."""

    force_n: float
    pressure_mpa: float
    low_mpa: float
    high_mpa: float

    def __str__(self) -> str:
        return (
            f"{self.force_n:.0f} N of compression means about {self.pressure_mpa:.2f} MPa in the disc, "
            f"anywhere from {self.low_mpa:.2f} to {self.high_mpa:.2f} MPa with the published areas and factors."
        )


def _area_times_factor(area_mm2: float, factor: float) -> tuple[float, float, float]:
    """Force over pressure, mm2: as asked, smallest and largest published."""
    area, share = _check(area_mm2=area_mm2, factor=factor)
    (small, large), (least, most) = PARAMS["area_mm2"].range, PARAMS["factor"].range
    return area * share, small * least, large * most


def pressure_to_force(pressure_mpa: float, area_mm2: float = 1800.0, factor: float = 0.77) -> DiscForce:
    """Force = pressure x area x factor. 1 MPa on 1 mm2 is 1 N."""
    (pressure,) = _check(pressure_mpa=pressure_mpa)
    asked, least, most = _area_times_factor(area_mm2, factor)
    return DiscForce(pressure, pressure * asked, pressure * least, pressure * most)


def force_to_pressure(force_n: float, area_mm2: float = 1800.0, factor: float = 0.77) -> DiscPressure:
    """Pressure = force / (area x factor), the inverse of `pressure_to_force`."""
    (force,) = _check(force_n=force_n)
    asked, least, most = _area_times_factor(area_mm2, factor)
    return DiscPressure(force, force / asked, force / most, force / least)
