"""What the spine model takes for granted, each with the range that its sources allow.

The defaults were fixed from these sources before the model was compared with any measured pressure.
"""

from __future__ import annotations

from dataclasses import dataclass

from edu_lib.params import Param, plain_keywords

__all__ = ["PARAMS", "Assumptions"]

# The range of a Param is what the code accepts; the band is what the sources allow, and what the course shows as
# the model's own uncertainty.
BANDS = {
    "mass_above_l4l5": (0.46, 0.52),
    "floor": (0.009, 0.025),
    "iap_kpa_per_100nm": (0.0, 7.0),
    "exponent": (2.0, 3.0),
    "stress_n_cm2": (60.0, 100.0),
    "passive_nm": (30.0, 60.0),
    "ligament_share": (0.5, 0.9),
    "upright_rest": (0.0, 1.0),
    "extensor_arm_factor": (0.91, 1.09),
    "lumbar_share_factor": (0.71, 1.1),
    "lean_m": (-0.016, 0.016),
    "pressure_area_mm2": (1300.0, 1800.0),
    "pressure_factor": (0.66, 0.77),
}

PARAMS = {
    p.key: p
    for p in (
        Param(
            "mass_above_l4l5", "share of body mass above L4/L5", "", (0.40, 0.60), 0.49, 0.01,
            "deleva1996: head, arms, upper and middle trunk of the male sample add to 0.49",
        ),
        Param(
            "floor", "co-contraction floor", "", (0.0, 0.10), 0.015, 0.001,
            "cholewicki1997: 1.7 (0.8) % measured, 1.0 % modelled, without a load",
        ),
        Param(
            "floor_per_kg", "rise of the floor with the load held", "per kg", (0.0, 0.001), 0.0, 0.0001,
            "off; cholewicki1997 found 2.9 % with 32 kg on the trunk, 0.0004 per kg",
        ),
        Param(
            "iap_kpa_per_100nm", "abdominal pressure", "kPa per 100 Nm", (0.0, 10.0), 4.0, 0.5,
            "about half of mairiaux1984's 7.9 kPa per 100 Nm in upright lifts; threshold marras1996",
        ),
        Param("exponent", "exponent of the sharing cost", "", (2.0, 3.0), 2.0, 0.1, "ours: the higher, the more evenly shared"),
        Param(
            "stress_n_cm2", "muscle stress at full effort", "N/cm2", (30.0, 140.0), 100.0, 1.0,
            "burkhart2018: 40 to 130 with a mean of 75.5; the thoracolumbar model uses 100",
        ),
        Param(
            "passive_nm", "passive extension moment at 55 degrees of lumbar flexion", "Nm", (0.0, 120.0), 45.0, 1.0,
            "potvin1991: mostly below 60; dolan1994: 120 with passive muscle at full flexion",
        ),
        Param(
            "ligament_share", "share of the passive moment carried by ligaments", "", (0.0, 1.0), 0.7, 0.05,
            "disc alone 30 % of a segment's stiffness (ammr, after schmidt1998)",
        ),
        Param(
            "upright_rest", "share of the upright body's own moments that passive tissue carries", "", (0.0, 1.0), 1.0, 0.1,
            "an assumption: quiet standing is the spine's rest posture; dolan1994 found 25 Nm carried without muscle in lordosis",
        ),
        Param(
            "extensor_arm_factor", "factor on the arms of the back extensors", "", (0.5, 1.5), 1.0, 0.01,
            "mcgill1988: 59.0 (5.2) mm for the erector mass at L4/L5, so 9 % to either side",
        ),
        Param(
            "lumbar_share_factor", "factor on the lumbar share of a forward bend", "", (0.0, 1.5), 1.0, 0.01,
            "esola1996: 41.6 of 111 degrees against tafazzol2014's 60.2 of 113",
        ),
        Param(
            "lean_m", "upper body ahead of its usual place", "m", (-0.10, 0.10), 0.0, 0.001,
            "woodhull1985: spread of the upper body's centre over the hip 16 mm",
        ),
        Param("pressure_area_mm2", "area of the L4/L5 disc", "mm2", (800.0, 3000.0), 1800.0, 10.0, "wilke2001; panjabi1992: 1300"),
        Param("pressure_factor", "pressure to force factor", "", (0.5, 1.0), 0.77, 0.01, "from nachemson1976's 0.66 up"),
    )
}  # fmt: skip


@plain_keywords
@dataclass(frozen=True)
class Assumptions:
    """The constants of the spine model that its sources leave open; see `PARAMS` for meaning, unit and source of each.

    `BANDS` holds the published range of each. Raises `ValueError` or `TypeError` in a sentence for bad input.
    """

    mass_above_l4l5: float = 0.49
    floor: float = 0.015
    floor_per_kg: float = 0.0
    iap_kpa_per_100nm: float = 4.0
    exponent: float = 2.0
    stress_n_cm2: float = 100.0
    passive_nm: float = 45.0
    ligament_share: float = 0.7
    upright_rest: float = 1.0
    extensor_arm_factor: float = 1.0
    lumbar_share_factor: float = 1.0
    lean_m: float = 0.0
    pressure_area_mm2: float = 1800.0
    pressure_factor: float = 0.77

    def __post_init__(self):
        for key, param in PARAMS.items():
            object.__setattr__(self, key, param.check(getattr(self, key)))
