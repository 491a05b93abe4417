"""A person on a table that is tilted head-down: how much of the body's weight pulls at each level of the spine.

One line of forces along the table. The weight has a part along the table and a part into it; the table's friction may hold some
of the first back; the hold (ankle cuffs or a belt) holds the rest. What is measured in people who hang stands beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.body import GRAVITY, table_value
from edu_lib.models.muscles import LEVELS
from edu_lib.models.person import PARAMS as PERSON
from edu_lib.params import Param, check_choice
from edu_lib.sources import published, table
from edu_lib.words import N_, _

__all__ = ["HOLDS", "LEAVES_OUT", "PARAMS", "Reading", "TiltResult", "below_knees", "readings", "share_above", "tilt"]

HOLDS = ("ankles", "pelvis belt", "chest belt")
PARAMS = {
    p.key: p
    for p in (
        Param("angle_deg", "tilt head-down", "degrees", (0.0, 90.0), 60.0, 1.0, "lying flat to hanging straight down"),
        Param(
            "friction", "friction of the table", "", (0.0, 0.7), 0.5, 0.05, "0.5 on a course page; 0 for a sliding top"
        ),
        PERSON["mass_kg"],
    )
}
LEAVES_OUT = (
    N_(
        "Muscles: tensed ones press the discs together, and nobody knows how much of that a person keeps while hanging."
    ),
    N_(
        "Springy tissue: what pulls stretches ligaments, muscles and skin as well as discs; the share of each is not known."
    ),
    N_(
        "Friction is given at its most. It may hold less, never more; on a table with a sliding top it is next to nothing."
    ),
    N_("Arms lie beside the body. Hands that hold on to the table take weight off the spine."),
    N_("The curves of the spine, and time: water moves into discs over minutes."),
)


@lru_cache(maxsize=16)
def share_above(level: str) -> float:
    """The share of body mass that lies headward of a disc: head, arms and the trunk above it.

    At L4/L5 that of the spine model (de Leva 1996, male sample), elsewhere more or less by the slices of the trunk between
    (Pearsall 1996). Raises `ValueError` in a sentence for a level that does not exist.
    """
    check_choice("level", "level", level, LEVELS)
    share, here = Assumptions().mass_above_l4l5, LEVELS.index("L4/L5")
    for k in range(LEVELS.index(level), here):  # a higher disc: the slices from it down to L4/L5 lie below it
        share -= table_value(f"slice mass {LEVELS[k].split('/')[1]}") / 100.0
    for k in range(here, LEVELS.index(level)):
        share += table_value(f"slice mass {LEVELS[k].split('/')[1]}") / 100.0
    return share


@lru_cache(maxsize=1)
def below_knees() -> float:
    """The share of body mass in both shanks and feet (de Leva 1996, male sample)."""
    parts = ("shank", "foot")
    where = {"source": "deleva1996", "sex": "male", "quantity": "mass fraction"}
    return 2.0 * sum(published("anthropometry", segment=part, **where)["value"] for part in parts)


@lru_cache(maxsize=1)
def _lying_n() -> float:
    """What presses on L4/L5 lying flat, newtons: the measured pressure times the spine model's area and factor."""
    a = Assumptions()
    pressure = published("invivo_pressure", source="wilke1999", activity="lying prone")["value"]
    return pressure * a.pressure_area_mm2 * a.pressure_factor


@dataclass(frozen=True)
class Reading:
    """One thing measured in people who hung head-down.

    what : "systolic", "diastolic" (blood pressure) or "eye";  before, hanging : mmHg, or None where only a change is known
    change : mmHg, how much more while hanging;  low, high : range among people, or None
    angle_deg : tilt, or None where it is not stated;  n : people, or None
    """

    what: str
    before: float | None
    hanging: float | None
    change: float
    low: float | None
    high: float | None
    angle_deg: float | None
    n: int | None
    source: str
    badge: str


@lru_cache(maxsize=1)
def readings() -> tuple[Reading, ...]:
    """Blood and eye pressure measured while hanging: one `Reading` for each study that gives a size."""
    out = []
    for what in ("systolic", "diastolic"):
        r = published("tilt", quantity="blood pressure", what=f"{what} rise")
        out.append(
            Reading(what, None, None, r["value"], r["low"], r["high"], r["angle_deg"], r["n"], r["source"], r["badge"])
        )
    for row in table("tilt"):
        if row["quantity"] in ("blood pressure", "eye pressure") and row["what"].endswith("hanging"):
            at = {"source": row["source"], "quantity": row["quantity"]}
            was = published("tilt", what=row["what"].replace("hanging", "before"), **at)
            now = published("tilt", what=row["what"], **at)
            what = "eye" if row["quantity"] == "eye pressure" else row["what"].split()[0]
            change = round(now["value"] - was["value"], 6)
            out.append(
                Reading(what, was["value"], now["value"], change, None, None,
                        now["angle_deg"], now["n"], now["source"], now["badge"])
            )  # fmt: skip
    return tuple(out)


@dataclass(frozen=True)
class TiltResult:
    """The answer of `tilt`; forces in newtons along the table, towards the head, unless said otherwise.

    weight_n : the whole body weight;  along_n, into_n : its parts along and into the table
    share_above : share of the body headward of the level
    headward_n : the part along the table of what lies headward of the level
    friction_n : what friction may hold back of that, at most (towards the feet)
    pull_n : what is left to pull the level apart; below 0 it is pressed together
    hold_n : what the hold carries (towards the feet);  whole_friction_n : what the table holds back of the whole body
    knee_n : what pulls at both knees;  lying_n : what presses on L4/L5 lying flat, by a measured pressure
    slips_at_deg : the tilt up to which friction alone can hold a body
    """

    angle_deg: float
    friction: float
    hold: str
    mass_kg: float
    level: str
    weight_n: float
    along_n: float
    into_n: float
    share_above: float
    headward_n: float
    friction_n: float
    pull_n: float
    hold_n: float
    whole_friction_n: float
    knee_n: float
    lying_n: float
    slips_at_deg: float
    leaves_out: tuple[str, ...] = LEAVES_OUT

    @property
    def along_share(self) -> float:
        """The part along the table as a share of body weight: the sine of the tilt."""
        return self.along_n / self.weight_n

    @property
    def headward_share(self) -> float:
        """The part along the table of what lies headward of the level, as a share of body weight."""
        return self.headward_n / self.weight_n

    @property
    def pull_share(self) -> float:
        """What is left to pull at the level, as a share of body weight; below 0 it is pressed together."""
        return self.pull_n / self.weight_n

    def __str__(self) -> str:
        start = _(
            "Tilted {angle:.0f}° head-down, {share:.0f} % of body weight act along the table ({along:.0f} of {weight:.0f} N).",
            angle=self.angle_deg,
            share=100 * self.along_share,
            along=self.along_n,
            weight=self.weight_n,
        )
        part = 100 * self.share_above
        if self.hold == "chest belt":
            rest = _(
                "Held by the chest, nothing pulls at {level}: the {part:.0f} % of the body footward of it press it together, with "
                "{force:.0f} N ({share:.0f} %) after friction.",
                level=self.level,
                part=100 - part,
                force=abs(self.pull_n),
                share=100 * abs(self.pull_share),
            )
        else:
            rest = _(
                "Only what lies headward of {level} pulls there, {part:.0f} % of the body: {force:.0f} N ({share:.0f} %). Friction "
                "may hold {friction:.0f} N; at least {left:.0f} N ({left_share:.0f} %) are left.",
                level=self.level,
                part=part,
                force=self.headward_n,
                share=100 * self.headward_share,
                friction=self.friction_n,
                left=self.pull_n,
                left_share=100 * self.pull_share,
            )
        return f"{start} {rest}"


def tilt(
    angle_deg: float = 60.0,
    friction: float = 0.5,
    hold: str = HOLDS[0],
    mass_kg: float = 70.0,
    level: str = "L4/L5",
) -> TiltResult:
    """How much of the body's weight pulls at a disc on a table tilted head-down.

    Parameters
    ----------
    angle_deg : tilt, head-down, 0 (lying flat) to 90 (hanging).
    friction : coefficient of friction between body and table, 0 to 0.7.
    hold : where the person is held, one of `HOLDS`.
    mass_kg : body mass, 40 to 150.
    level : one of the discs from T12/L1 to L5/S1.

    Relations
    ---------
    Weight m g; along the table m g sin(tilt), into it m g cos(tilt). Friction holds back at most its coefficient times what
    presses into the table, and never more than there is to hold: below arctan(coefficient) nothing slides. Held by ankles or
    pelvis, what lies headward of the disc hangs from it; held by the chest, what lies footward leans on it.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    angle = PARAMS["angle_deg"].check(angle_deg)
    friction = PARAMS["friction"].check(friction)
    mass = PARAMS["mass_kg"].check(mass_kg)
    check_choice("hold", "held by", hold, HOLDS)
    above = share_above(level)
    weight = mass * GRAVITY
    # The angles of a table are exact at its ends: lying flat nothing is left over, hanging nothing lies on it.
    along_share = 1.0 if angle == 90.0 else math.sin(math.radians(angle))
    into_share = 0.0 if angle == 90.0 else math.cos(math.radians(angle))
    held_share = min(friction * into_share, along_share)
    left = along_share - held_share
    part = above if hold != "chest belt" else 1.0 - above
    # Held at the ankles, all above the knees hangs from them; held by a belt, the legs lean on it or on the trunk.
    knees = left * (1.0 - below_knees()) if hold == "ankles" else -left * below_knees()
    return TiltResult(
        angle_deg=angle, friction=friction, hold=hold, mass_kg=mass, level=level,
        weight_n=weight, along_n=weight * along_share, into_n=weight * into_share, share_above=above,
        headward_n=weight * along_share * above, friction_n=weight * held_share * part,
        pull_n=weight * left * (above if hold != "chest belt" else -(1.0 - above)),
        hold_n=weight * left, whole_friction_n=weight * held_share, knee_n=weight * knees,
        lying_n=_lying_n(), slips_at_deg=math.degrees(math.atan(friction)),
    )  # fmt: skip
