"""Where the muscles and sheets of the trunk's wall lie: tables of guide fibres, drawn by eye on the bones of `bones`.

A guide is one fibre, from where it starts to where it ends. Between neighbouring guides more fibres are laid; the first
and the last are the edges of the muscle. So attachments, outline and the fibres' way come from one table. These are
drawings, not measurements: attachments and directions follow the records of `edu_lib.models.anatomy`, and tests compare.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WALL", "Piece", "b", "f", "s"]


def f(across: float, up: float) -> tuple[str, float, float]:
    """A place on the wall as it is seen from the front, on the person's right (metres)."""
    return "front", across, up


def s(forward: float, up: float) -> tuple[str, float, float]:
    """A place on the wall as it is seen from the person's right."""
    return "side", forward, up


def b(across: float, up: float) -> tuple[str, float, float]:
    """A place on the wall as it is seen from behind, on the person's right."""
    return "back", across, up


@dataclass(frozen=True)
class Piece:
    """One drawn piece of a structure, on the right; the left is its mirror image.

    id : of the structure, as in `edu_lib.models.anatomy`
    role : colour of the palette
    shown : view -> first and last depth at which it is there
    guides : fibres; each place is one of `f`, `s`, `b` (a piece of the wall), or (across, up) in the only view of `shown`
    gap_m : distance of the hatching, metres; 0 for none
    teeth : which end of the fibres has points with notches between, ``""``, ``"start"`` or ``"end"``
    weave : fibres cross
    both : with its mirror image
    beneath : it lies under the bones that are nearest to the viewer
    """

    id: str
    role: str
    shown: dict[str, tuple[int, int]]
    guides: tuple[tuple, ...]
    gap_m: float = 0.0042
    teeth: str = ""
    weave: bool = False
    both: bool = True
    beneath: bool = False


def _all(first: int, last: int, *views: str) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(views or ("front", "side", "back"), (first, last))


# From the inside outwards: what comes later lies on what comes before.
WALL = (
    Piece("transversus abdominis", "muscle_transversus", _all(4, 4), (
        (f(0.030, 0.213), f(0.018, 0.211)), (f(0.058, 0.185), f(0.035, 0.182)), (f(0.087, 0.153), f(0.055, 0.151)),
        (f(0.113, 0.124), f(0.070, 0.124)), (s(0.030, 0.126), f(0.076, 0.117)), (s(-0.010, 0.135), f(0.079, 0.111)),
        (b(0.078, 0.149), f(0.080, 0.105)), (b(0.086, 0.115), f(0.082, 0.094)), (b(0.088, 0.085), f(0.083, 0.075)),
        (b(0.088, 0.058), f(0.083, 0.055)), (b(0.090, 0.036), f(0.082, 0.038)), (s(0.000, 0.035), f(0.080, 0.028)),
        (s(0.035, 0.020), f(0.076, 0.010)), (s(0.065, -0.008), f(0.069, -0.014)), (f(0.131, -0.035), f(0.060, -0.038)),
        (f(0.112, -0.047), f(0.045, -0.062)), (f(0.092, -0.056), f(0.026, -0.082)),
    )),
    Piece("transversalis fascia", "fascia", _all(4, 4, "front", "side"), (
        (f(0.074, 0.002), f(0.000, 0.002)), (f(0.060, -0.038), f(0.000, -0.035)), (f(0.045, -0.062), f(0.000, -0.058)),
        (f(0.024, -0.086), f(0.000, -0.086)),
    ), gap_m=0.0),
    Piece("rectus sheath", "tendon", _all(4, 4, "front", "side"), (
        (f(0.018, 0.213), f(0.000, 0.226)), (f(0.035, 0.182), f(0.000, 0.182)), (f(0.055, 0.151), f(0.000, 0.151)),
        (f(0.070, 0.124), f(0.000, 0.124)), (f(0.080, 0.104), f(0.000, 0.104)), (f(0.083, 0.065), f(0.000, 0.065)),
        (f(0.080, 0.030), f(0.000, 0.030)), (f(0.077, 0.010), f(0.036, 0.013), f(0.000, 0.016)),
        (f(0.073, -0.004), f(0.036, 0.005), f(0.000, 0.009)),
    ), gap_m=0.006),
    Piece("rectus abdominis", "muscle_rectus", _all(3, 3, "front", "side"), (
        (f(0.003, -0.089), f(0.004, -0.020), f(0.008, 0.060), f(0.009, 0.150), f(0.012, 0.234)),
        (f(0.010, -0.089), f(0.025, -0.020), f(0.032, 0.060), f(0.034, 0.150), f(0.042, 0.262)),
        (f(0.017, -0.088), f(0.043, -0.020), f(0.055, 0.060), f(0.058, 0.150), f(0.066, 0.276)),
        (f(0.023, -0.086), f(0.056, -0.020), f(0.073, 0.060), f(0.077, 0.150), f(0.088, 0.290)),
    ), gap_m=0.0036),
    Piece("pyramidalis", "muscle_pyramidalis", _all(3, 3, "front"), (
        (f(0.003, -0.088), f(0.003, -0.026)), (f(0.010, -0.089), f(0.0035, -0.026)), (f(0.018, -0.087), f(0.004, -0.026)),
    ), gap_m=0.003),
    *(Piece("tendinous intersections", "tendon", _all(3, 3, "front"), (
        (f(0.008, y + 0.002), f(0.024, y + 0.006), f(0.040, y + 0.001), f(0.058, y + 0.007), f(edge, y + 0.004)),
        (f(0.008, y - 0.003), f(0.024, y + 0.000), f(0.040, y - 0.005), f(0.058, y + 0.001), f(edge, y - 0.001)),
    ), gap_m=0.0) for y, edge in ((0.204, 0.081), (0.132, 0.076), (0.058, 0.073))),
    Piece("internal oblique", "muscle_internal", {"front": (2, 3), "side": (1, 3), "back": (1, 3)}, (
        (b(0.074, 0.033), b(0.078, 0.149)), (b(0.096, 0.035), s(-0.024, 0.140)), (s(-0.006, 0.034), s(0.010, 0.130)),
        (s(0.012, 0.034), s(0.047, 0.126)), (s(0.032, 0.024), f(0.112, 0.121)), (s(0.048, 0.009), f(0.082, 0.142)),
        (s(0.062, -0.005), f(0.080, 0.085)), (s(0.073, -0.018), f(0.074, 0.034)), (f(0.133, -0.034), f(0.064, -0.014)),
        (f(0.115, -0.045), f(0.052, -0.043)), (f(0.094, -0.054), f(0.041, -0.064)), (f(0.060, -0.069), f(0.027, -0.083)),
    )),
    Piece("rectus sheath", "tendon", _all(2, 2, "front", "side"), (
        (f(0.089, 0.288), f(0.040, 0.262), f(0.000, 0.236)), (f(0.086, 0.230), f(0.000, 0.200)), (f(0.080, 0.150), f(0.000, 0.130)),
        (f(0.079, 0.085), f(0.000, 0.085)), (f(0.073, 0.034), f(0.000, 0.045)), (f(0.064, -0.014), f(0.000, 0.000)),
        (f(0.052, -0.043), f(0.000, -0.035)), (f(0.027, -0.083), f(0.000, -0.075)), (f(0.022, -0.087), f(0.000, -0.088)),
    ), gap_m=0.0065),
    Piece("external oblique", "muscle_external", _all(1, 1), (
        (s(0.066, 0.294), f(0.088, 0.254)), (s(0.052, 0.266), f(0.093, 0.196)), (s(0.036, 0.246), f(0.096, 0.154)),
        (s(0.016, 0.228), f(0.100, 0.112)), (s(-0.004, 0.204), f(0.104, 0.066)), (s(-0.020, 0.173), f(0.110, 0.015)),
        (s(-0.034, 0.155), f(0.134, -0.034)), (s(-0.044, 0.153), s(0.048, 0.008)), (s(-0.054, 0.151), s(-0.014, 0.032)),
    ), teeth="start"),
    Piece("aponeurosis of external oblique", "tendon", _all(1, 1, "front", "side"), (
        (f(0.088, 0.256), f(0.000, 0.233)), (f(0.093, 0.196), f(0.000, 0.150)), (f(0.096, 0.154), f(0.000, 0.098)),
        (f(0.100, 0.112), f(0.000, 0.048)), (f(0.104, 0.066), f(0.000, 0.000)), (f(0.110, 0.015), f(0.000, -0.052)),
        (f(0.120, -0.012), f(0.010, -0.086)), (f(0.134, -0.034), f(0.075, -0.063), f(0.021, -0.087)),
    ), gap_m=0.006),
    Piece("inguinal ligament", "tendon", _all(1, 4, "front", "side"), (
        (f(0.134, -0.033), f(0.104, -0.049), f(0.060, -0.069), f(0.020, -0.085)),
        (f(0.134, -0.036), f(0.104, -0.053), f(0.060, -0.074), f(0.020, -0.090)),
    ), gap_m=0.0),
    Piece("linea alba", "tendon", _all(1, 4, "front"), (
        (f(0.0075, 0.228), f(0.000, 0.228)), (f(0.008, 0.060), f(0.000, 0.060)), (f(0.0035, 0.000), f(0.000, 0.000)),
        (f(0.0025, -0.086), f(0.000, -0.086)),
    ), gap_m=0.0),
)  # fmt: skip
