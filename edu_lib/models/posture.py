"""What the person does: how the trunk is held and what is in the hands."""

from __future__ import annotations

from dataclasses import dataclass

from edu_lib.params import Param, plain_keywords

__all__ = ["PARAMS", "Posture", "lumbar_flexion"]

PARAMS = {
    p.key: p
    for p in (
        Param(
            "trunk_flexion_deg", "trunk bend", "degrees", (-25.0, 110.0), 0.0, 1.0,
            "standing extension to touching the floor; largest thorax angle 121 degrees in tafazzol2014",
        ),
        Param(
            "lumbar_flexion_deg", "bend in the lumbar spine", "degrees", (-20.0, 65.0), None, 1.0,
            "from 16 degrees of extension (pearcy1984) to 60 (9) degrees of flexion (tafazzol2014), with a margin",
        ),
        Param("lateral_bend_deg", "side bend", "degrees", (-30.0, 30.0), 0.0, 1.0, "positive to the right; pearcy1984tibrewal"),
        Param("axial_twist_deg", "twist", "degrees", (-45.0, 45.0), 0.0, 1.0, "positive to the right; fujii2007 measured to 45"),
        Param("knee_flexion_deg", "knee bend", "degrees", (0.0, 130.0), 0.0, 1.0, "for the picture: no force comes from it"),
        Param("hands_load_kg", "load in the hands", "kg", (0.0, 100.0), 0.0, 1.0, "up to well above what a course lifts"),
        Param(
            "hands_forward_m", "load ahead of the L5/S1 disc", "m", (-0.30, 1.30), None, 0.01,
            "behind the hip to beyond a bent-over arm's reach",
        ),
        Param("hands_side_m", "load to the right of the midline", "m", (-0.60, 0.60), 0.0, 0.01, "an arm's reach to either side"),
        Param("brace", "brace", "", (0.0, 1.0), 0.0, 0.05, "share of full activation, asked on top of the resting tone"),
        Param("iap_kpa", "extra abdominal pressure", "kPa", (0.0, 20.0), 0.0, 0.5, "standing 2.7, jumping 22.8 kPa in cobb2005"),
    )
}  # fmt: skip

# Lumbar share of forward bending, Tafazzol et al. 2014: lumbar to pelvis 2.51 in the first 30 degrees of trunk flexion and
# 1.34 between 90 and 120; the peak of the lumbar angle there was 60.2 degrees.
_SHARE_EARLY = 2.51 / (1.0 + 2.51)
_SHARE_LATE = 1.34 / (1.0 + 1.34)
_EARLY_DEG, _LATE_DEG = 15.0, 105.0
_LUMBAR_PEAK_DEG = 60.2


def lumbar_flexion(trunk_flexion_deg: float, factor: float = 1.0) -> float:
    """Lumbar part of a forward bend in degrees, by the lumbopelvic rhythm of Tafazzol et al. 2014.

    The share of the trunk angle falls on a straight line from 72 % (middle of the first 30 degrees) to 57 % (middle of 90 to
    120 degrees), and stays at its ends beyond; the lumbar angle stops at the measured peak. `factor` scales the share, to
    show people who bend more from the hips. In extension the early share holds.
    """
    along = (trunk_flexion_deg - _EARLY_DEG) / (_LATE_DEG - _EARLY_DEG)
    share = _SHARE_EARLY + min(max(along, 0.0), 1.0) * (_SHARE_LATE - _SHARE_EARLY)
    return min(trunk_flexion_deg * share * factor, _LUMBAR_PEAK_DEG)


@plain_keywords
@dataclass(frozen=True)
class Posture:
    """A held posture with a load in the hands; nothing moves.

    Parameters
    ----------
    trunk_flexion_deg : thorax from its upright standing, forward positive, -25 to 110 degrees.
    lumbar_flexion_deg : change of the lumbar curve (T12 to the sacrum) from standing, -20 to 65 degrees; the rest of the bend
        is at the hips. ``None`` splits the bend by `lumbar_flexion`.
    lateral_bend_deg : trunk to the right, -30 to 30 degrees.
    axial_twist_deg : thorax turned to the right on the pelvis, -45 to 45 degrees.
    knee_flexion_deg : 0 to 130 degrees; it places the legs in the picture and loads nothing above them.
    hands_load_kg : mass held, 0 to 100 kg.
    hands_forward_m : how far the load is ahead of the L5/S1 disc, -0.30 to 1.30 m; ``None`` lets the arms hang straight down.
    hands_side_m : how far the load is to the right of the midline between the shoulders, -0.60 to 0.60 m.
    brace : activation asked of the abdominal wall at will on top of its resting tone: 0 (none) to 1 (full). Where the
        task needs more, it gives what the task needs; else as much of what is asked as the back can balance.
    iap_kpa : intra-abdominal pressure on top of what the task brings with it, 0 to 20 kPa.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value outside the range or of the wrong kind.
    """

    trunk_flexion_deg: float = 0.0
    lumbar_flexion_deg: float | None = None
    lateral_bend_deg: float = 0.0
    axial_twist_deg: float = 0.0
    knee_flexion_deg: float = 0.0
    hands_load_kg: float = 0.0
    hands_forward_m: float | None = None
    hands_side_m: float = 0.0
    brace: float = 0.0
    iap_kpa: float = 0.0

    def __post_init__(self):
        # A direct write into the frozen instance: `object.__setattr__` ten times would cost a tenth of a model call.
        values = self.__dict__
        for key, param in PARAMS.items():
            values[key] = param.check(values[key])
