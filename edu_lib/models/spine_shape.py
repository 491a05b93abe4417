"""The shape of a spine from the side: its angles, how usual they are among people, and what the lowest discs carry.

Angles in degrees. PI, pelvic incidence, is the pelvis's own shape; PT, pelvic tilt, and SS, sacral slope, say how it is
turned, and PI = PT + SS. Lordosis is counted from L1 to S1, kyphosis from T1 to T12. A vertebra's tilt is that of its upper
endplate against the horizontal, positive where it falls to the front.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from edu_lib.models.loads import SpineResult, spine_loads
from edu_lib.models.posture import PARAMS as _POSTURE
from edu_lib.models.posture import Posture
from edu_lib.models.posture_norms import Place, norm, place
from edu_lib.params import Param, capital, check_choice
from edu_lib.sources import published, table

__all__ = ["LEVELS", "PARAMS", "POSITIONS", "SpineShape", "spine_shape"]

POSITIONS = ("standing", "sitting upright", "slouched", "lying")
LEVELS = ("L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
# Position -> quantity -> source of the change that people were measured to make.
_CHANGES = {
    "standing": {},
    "sitting upright": {"pelvic tilt": "endo2012", "lumbar lordosis": "endo2012"},
    "slouched": {"pelvic tilt": "moon2018", "lumbar lordosis": "claus2016", "thoracic kyphosis": "claus2016"},
    "lying": {"pelvic tilt": "yukawa2019", "lumbar lordosis": "yukawa2019"},
}
# Slope and lordosis go together, so that the trunk comes out upright. A standing that leans further than this from where the
# average slope and lordosis put it is told as one that nobody stands in; about three standard deviations, by assumption.
LEAN_DEG = 20.0


def _param(key, label, low, high, default, source):
    return Param(key, label, "degrees", (low, high), default, 1.0, source)


_WIDE = "the mean and about three standard deviations to either side"
PARAMS = {
    p.key: p
    for p in (
        _param("pelvic_incidence_deg", "pelvic incidence", 30.0, 80.0, 53.0, _WIDE),
        _param("pelvic_tilt_deg", "pelvic tilt, standing", -5.0, 35.0, 13.0, _WIDE),
        _param("lumbar_lordosis_deg", "lumbar lordosis, standing", 15.0, 85.0, None, _WIDE),
        _param("thoracic_kyphosis_deg", "thoracic kyphosis, standing", 15.0, 75.0, 42.0, _WIDE),
        _param("head_angle_deg", "head angle, standing", 32.0, 62.0, 48.0, _WIDE),
        _param("tilt_change_deg", "pelvis rolled back", -15.0, 35.0, None, "from a full tilt forward to slouching and more"),
        _param("lordosis_change_deg", "lordosis more or less", -45.0, 15.0, None, "from nearly full bending to arching"),
    )
}  # fmt: skip


@lru_cache(maxsize=32)
def _change(quantity: str, position: str) -> float:
    source = _CHANGES[position].get(quantity)
    if source is None:
        return 0.0
    return float(published("posture_norms", quantity=f"change of {quantity}", position=position, source=source)["mean"])


@lru_cache(maxsize=2)
def _follow(way: str) -> float:
    """Degrees of lordosis lost for each degree that the pelvis is rolled back at will (or won forward), Levine "
    "and Whittle 1996."""
    tilt, curve = (
        published("posture_norms", quantity=f"change of {what}", position=f"standing, pelvis tilted {way}")["mean"]
        for what in ("pelvic tilt", "lumbar lordosis")
    )
    return -curve / tilt


@lru_cache(maxsize=1)
def _shares() -> tuple[float, ...]:
    """Each level's share of the lordosis from L1 to S1, by Bernhardt and Bridwell 1989, in the order of LEVELS."""
    rows = table("spine_geometry")
    degrees = {row["level"]: row["value"] for row in rows if row["quantity"] == "segmental lordosis"}
    total = sum(degrees[level] for level in LEVELS)
    return tuple(degrees[level] / total for level in LEVELS)


@dataclass(frozen=True)
class SpineShape:
    """The answer of `spine_shape`; angles in degrees, as they are now.

    position : one of POSITIONS
    standing : the same person standing: PI, PT, LL, TK and head angle by short name
    pelvic_incidence, pelvic_tilt, sacral_slope, lumbar_lordosis, thoracic_kyphosis, head_angle : now
    tilt_change, lordosis_change : what was added to standing
    segment : lordosis of each level of LEVELS, upper endplate to upper endplate; they add up to the lordosis
    tilt : of the upper endplates, S1, L5 to L1 and T1, positive where they fall to the front
    places : where each angle stands among people, by quantity
    trunk_flexion, lumbar_flexion : what is handed to the spine model, as changes from standing
    load_n, standing_n : compression of L4/L5 now and in the person's own standing, newtons; None where the model has no answer
    measured_mpa, measured_standing_mpa : pressure measured in one man for this position and for standing, megapascals
    why_no_load : a sentence, or ""
    """

    position: str
    standing: dict[str, float]
    pelvic_incidence: float
    pelvic_tilt: float
    sacral_slope: float
    lumbar_lordosis: float
    thoracic_kyphosis: float
    head_angle: float
    tilt_change: float
    lordosis_change: float
    segment: dict[str, float]
    tilt: dict[str, float]
    places: dict[str, Place]
    trunk_flexion: float
    lumbar_flexion: float
    load_n: float | None
    standing_n: float
    measured_mpa: float
    measured_standing_mpa: float
    why_no_load: str = ""
    spine: SpineResult | None = field(default=None, repr=False, compare=False)

    @property
    def lying_told(self) -> bool:
        """Whether the measured pressure of lying stands in for a load."""
        return self.position == "lying" and self.why_no_load == _LYING

    @property
    def load_percent(self) -> float | None:
        """By how many per cent L4/L5 carries more than in the person's own standing; None without a load."""
        return None if self.load_n is None else 100.0 * (self.load_n / self.standing_n - 1.0)

    def __str__(self) -> str:
        head = capital(self.position)
        angles = (
            f"{head}: pelvic incidence {self.pelvic_incidence:.0f}° is pelvic tilt {self.pelvic_tilt:.0f}° and sacral slope "
            f"{self.sacral_slope:.0f}°; lumbar lordosis {self.lumbar_lordosis:.0f}°, thoracic kyphosis "
            f"{self.thoracic_kyphosis:.0f}°, "
            f"head angle {self.head_angle:.0f}°."
        )
        return f"{angles} {self.load_words}"

    @property
    def load_words(self) -> str:
        """What L4/L5 carries, or why that is not told, in a sentence or two."""
        if self.load_n is None:
            pressure = (
                f" Measured in one man: {self.measured_mpa:.2f} MPa, "
                f"against {self.measured_standing_mpa:.2f} MPa in standing."
            )
            return self.why_no_load + (pressure if self.lying_told else "")
        percent = self.load_percent
        if abs(percent) < 0.5:
            than = "as much as in your own standing"
        else:
            than = f"{abs(percent):.0f} % {'more' if percent > 0 else 'less'} than in your own standing"
        return f"By the spine model L4/L5 carries about {round(self.load_n, -1):.0f} N, {than}."


_LYING = "The spine model stands upright and knows no lying."
# Activity in the table of Wilke et al. 1999 for each position.
_WILKE = {
    "standing": "relaxed standing",
    "sitting upright": "sitting unsupported, relaxed",
    "slouched": "sitting slouched in chair (nonchalant)",
    "lying": "lying prone",
}


@lru_cache(maxsize=8)
def _wilke(position: str) -> float:
    return float(published("invivo_pressure", source="wilke1999", activity=_WILKE[position])["value"])


@lru_cache(maxsize=512)
def _loads(trunk: float, lumbar: float) -> SpineResult:
    return spine_loads(Posture(trunk_flexion_deg=trunk, lumbar_flexion_deg=lumbar))


def spine_shape(
    position: str = "standing",
    pelvic_incidence_deg: float = 53.0,
    pelvic_tilt_deg: float = 13.0,
    lumbar_lordosis_deg: float | None = None,
    thoracic_kyphosis_deg: float = 42.0,
    head_angle_deg: float = 48.0,
    tilt_change_deg: float | None = None,
    lordosis_change_deg: float | None = None,
) -> SpineShape:
    """The spine of a person who stands, sits or lies, from the angles of that person's own standing.

    Parameters
    ----------
    position : "standing", "sitting upright", "slouched" (as people sat after ten minutes at a computer) or "lying".
    pelvic_incidence_deg : 30 to 80 degrees, the pelvis's shape, the same in every position.
    pelvic_tilt_deg : standing, -5 to 35 degrees, positive with the pelvis rolled back. Sacral slope is what is left of the
        incidence.
    lumbar_lordosis_deg : standing, L1 to S1, 15 to 85 degrees; shared out by level as Bernhardt and Bridwell 1989 found.
        ``None``: as much more than the average as the sacrum is steeper, so that the trunk stays upright.
    thoracic_kyphosis_deg : standing, T1 to T12, 15 to 75 degrees.
    head_angle_deg : standing, horizontal to the line from the skin over C7 to the ear (tragus), 32 to 62 degrees.
    tilt_change_deg : how far the pelvis is rolled back from standing, -15 to 35 degrees; ``None``: as measured for the position.
    lordosis_change_deg : how much lordosis is added, -45 to 15 degrees; ``None``: as measured for the position, and following
        the pelvis where that is rolled otherwise (Levine and Whittle 1996: 9.0 degrees for 8.7).

    Returns
    -------
    SpineShape
        With the load of L4/L5 by the spine model of a man of 70 kg and 1.75 m. What is handed to it is the *change* from the
        person's own standing, for its spine has one standing shape. Nothing below the pelvis matters to it, so sitting
        without back rest or arms is standing with a turned pelvis. It knows no lying: there the load is None.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a position or an angle that is not allowed.
    """
    given = dict(
        pelvic_incidence_deg=pelvic_incidence_deg, pelvic_tilt_deg=pelvic_tilt_deg, lumbar_lordosis_deg=lumbar_lordosis_deg,
        thoracic_kyphosis_deg=thoracic_kyphosis_deg, head_angle_deg=head_angle_deg, tilt_change_deg=tilt_change_deg,
        lordosis_change_deg=lordosis_change_deg,
    )  # fmt: skip
    check_choice("position", "position", position, POSITIONS)
    pi, pt, ll, tk, head, rolled, arched = (PARAMS[key].check(value) for key, value in given.items())
    if ll is None:
        low, high = PARAMS["lumbar_lordosis_deg"].range
        ll = min(max(_upright(pi, pt), low), high)
    usual = _change("pelvic tilt", position)
    rolled = usual if rolled is None else rolled
    if arched is None:
        more = rolled - usual
        arched = _change("lumbar lordosis", position) - more * _follow("back" if more > 0.0 else "forward")
    now_pt, now_ll = pt + rolled, ll + arched
    now_tk = tk + _change("thoracic kyphosis", position)
    slope = pi - now_pt
    segment = {level: share * now_ll for level, share in zip(LEVELS, _shares(), strict=True)}
    tilt = {"S1": slope}
    for level in reversed(LEVELS):
        low, high = reversed(level.split("/"))
        tilt[high] = tilt[low] - segment[level]
    tilt["T1"] = tilt["L1"] + now_tk  # the junction between T12 and L1 is taken as straight, as they found it
    values = {
        "pelvic incidence": pi,
        "pelvic tilt": now_pt,
        "lumbar lordosis": now_ll,
        "thoracic kyphosis": now_tk,
        "head angle": head,
    }
    shape = SpineShape(
        position=position,
        standing={"PI": pi, "PT": pt, "LL": ll, "TK": tk, "HA": head},
        pelvic_incidence=pi, pelvic_tilt=now_pt, sacral_slope=slope, lumbar_lordosis=now_ll, thoracic_kyphosis=now_tk,
        head_angle=head, tilt_change=rolled, lordosis_change=arched, segment=segment, tilt=tilt,
        places={quantity: place(quantity, value, position) for quantity, value in values.items()},
        trunk_flexion=-rolled - arched, lumbar_flexion=-arched,
        load_n=None, standing_n=_loads(0.0, 0.0).compression_n["L4/L5"],
        measured_mpa=_wilke(position), measured_standing_mpa=_wilke("standing"),
    )  # fmt: skip
    return _with_load(shape)


def _upright(incidence: float, tilt: float) -> float:
    """The lordosis that keeps the trunk as upright as the averages of slope and lordosis do."""
    return (
        norm("lumbar lordosis").mean + (incidence - tilt) - (norm("pelvic incidence").mean - norm("pelvic tilt").mean)
    )


def _with_load(shape: SpineShape) -> SpineShape:
    upright = _upright(shape.standing["PI"], shape.standing["PT"])
    lean = upright - shape.standing["LL"]
    if abs(lean) > LEAN_DEG:
        way = "forward" if lean > 0 else "back"
        return replace(
            shape,
            why_no_load=f"Nobody stands like this: the trunk leans {abs(lean):.0f}° too far {way}. With this pelvis "
            f"a lordosis near {upright:.0f}° would bring it upright.",
        )
    if shape.position == "lying":
        return replace(shape, why_no_load=_LYING)
    if shape.trunk_flexion < _POSTURE["trunk_flexion_deg"].range[0]:
        return replace(shape, why_no_load="So far back nobody stays without a back rest, and the spine model has none.")
    spine = _loads(shape.trunk_flexion, shape.lumbar_flexion)
    if not spine.held:
        return replace(shape, why_no_load="The muscles of the spine model cannot hold this.")
    return replace(shape, load_n=spine.compression_n["L4/L5"], spine=spine)
