"""The tilt lab: a table tilted head-down, and how much of body weight is left to pull at a disc."""

from __future__ import annotations

import math
from dataclasses import replace

from edu_lib.models.body import GRAVITY
from edu_lib.models.muscles import LEVELS
from edu_lib.models.tilt import HOLDS, PARAMS, TiltResult, below_knees, tilt
from edu_lib.plates.tilt import TiltPlate, describe_tilt
from edu_lib.words import _

from .base import Choice, Lab

__all__ = ["TiltLab"]


class TiltLab(Lab):
    """Tilt of the table (which can be dragged), where the person is held, friction, body mass and level."""

    name = "tilt"
    title = "Head down: what share of body weight pulls?"
    groups = {
        "The table": (
            replace(PARAMS["angle_deg"], label="Tilt, head-down"),
            Choice("hold", "Held by", HOLDS),
            replace(PARAMS["friction"], label="Friction"),
        ),
        "The person": (
            replace(PARAMS["mass_kg"], label="Body mass"),
            Choice("level", "At", LEVELS[::-1], "L4/L5"),
        ),
    }
    folded = ("The person",)

    def compute(self, values: dict) -> TiltResult:
        return tilt(**values)

    def plate(self) -> TiltPlate:
        return TiltPlate()

    def describe(self, result) -> str:
        return describe_tilt(result)

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {"angle_deg": math.degrees(math.atan2(y, x))}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        return {"angle_deg": self.values["angle_deg"] + up - right}

    def asides(self) -> dict[str, tuple[str, ...]]:
        r = self.result
        knees = (
            _(
                "Held at the ankles, {share:.0f} % of the body hang from the knees: now {force:.0f} N.",
                share=100 * (1 - below_knees()),
                force=r.knee_n,
            )
            if r.knee_n >= 0
            else _(
                "Held by a belt, nothing pulls at the knees: shanks and feet lean on them with {force:.0f} N.",
                force=-r.knee_n,
            )
        )
        return {
            _("How it is worked out"): (
                _(
                    "Weight = mass × {gravity:.2f} = {weight:.0f} N. Along the table: × sin {angle:.0f}° = {along:.0f} N. Into the "
                    "table: × cos {angle:.0f}° = {into:.0f} N.",
                    gravity=GRAVITY,
                    weight=r.weight_n,
                    angle=r.angle_deg,
                    along=r.along_n,
                    into=r.into_n,
                ),
                _(
                    "Friction can hold up to {friction:g} times what presses into the table, and so all of it up to "
                    "{slips:.0f}° of tilt. It holds back; it never pulls.",
                    friction=r.friction,
                    slips=r.slips_at_deg,
                ),
                _(
                    "Headward of the disc lie {share:.0f} % of body mass (a man's mean). The band shows how much hangs at "
                    "each place of the body.",
                    share=100 * r.share_above,
                ),
                _(
                    "The forces on the whole body add to nothing: {along:.0f} N along the table = {hold:.0f} N held + "
                    "{friction:.0f} N friction.",
                    along=r.along_n,
                    hold=r.hold_n,
                    friction=r.whole_friction_n,
                ),
                knees,
            ),
            _("What was measured, and what was not"): (
                _(
                    "Separation: films standing and hanging. Part of it is simply no longer standing: in one study 42 minutes of "
                    "lying gained as much height as a pull of 30 % of body weight; another found more with a pull. It was gone in "
                    "about an hour."
                ),
                _(
                    "Blood pressure: six studies, and they disagree. Two say at which tilt; none measured them all. So there "
                    "is no curve here."
                ),
                _(
                    "Eye pressure: about doubled straight down, in three studies. What happens at smaller tilts is not in them."
                ),
                _(
                    "Friction: 0.5 is from a course page that does not say who measured it. A sliding table top is made to have "
                    "less."
                ),
                _(
                    "The {force:.0f} N that press lying flat: one man's measured pressure times our area and factor. It is a "
                    "yardstick; whether it stays while hanging is not known.",
                    force=r.lying_n,
                ),
            ),
            _("What this leaves out"): tuple(map(_, r.leaves_out)),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            (_("Masses of the body's parts"), "deleva1996", ""),
            (_("Slices of the trunk"), "pearsall1996", "recheck"),
            (_("Friction 0.5"), "lanetraction", ""),
            (_("Pressure lying"), "wilke1999", ""),
            (_("Separation, blood pressure"), "gianakopoulos1985", ""),
            (_("Vertebrae apart after 10 minutes, no millimetres given"), "kane1985", ""),
            (_("Blood and eye pressure by the ankles"), "lemarr1984", ""),
            (_("Eye pressure"), "friberg1985", ""),
            (_("Eye pressure, with and without glaucoma"), "weinreb1984", ""),
            (_("Blood pressure up against a control group"), "haskvitz1986", ""),
            (_("Systolic pressure down, diastolic up"), "rheault1985", ""),
            (_("No change of blood pressure"), "vernon1985", ""),
            (_("Tilts up to 45°"), "whittle2022", ""),
            (_("Height of discs"), "zhang2018", ""),
            (_("Height gained lying, with and without pull"), "rodacki2007", ""),
            (_("Height gained, more with a pull"), "bridger1990", ""),
        ]
