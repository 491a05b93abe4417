"""The tilt lab: a table tilted head-down, and how much of body weight is left to pull at a disc."""

from __future__ import annotations

import math
from dataclasses import replace

from edu_lib.models.muscles import LEVELS
from edu_lib.models.tilt import HOLDS, PARAMS, TiltResult, below_knees, tilt
from edu_lib.plates.tilt import TiltPlate, describe_tilt

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
            f"Held at the ankles, {100 * (1 - below_knees()):.0f} % of the body hang from the knees: now {r.knee_n:.0f} N."
            if r.knee_n >= 0
            else f"Held by a belt, nothing pulls at the knees: shanks and feet lean on them with {-r.knee_n:.0f} N."
        )
        return {
            "How it is worked out": (
                f"Weight = mass × 9.81 = {r.weight_n:.0f} N. Along the table: × sin {r.angle_deg:.0f}° = {r.along_n:.0f} N. Into "
                f"the table: × cos {r.angle_deg:.0f}° = {r.into_n:.0f} N.",
                f"Friction can hold up to {r.friction:g} times what presses into the table, and so all of it up to "
                f"{r.slips_at_deg:.0f}° of tilt. It holds back; it never pulls.",
                f"Headward of the disc lie {100 * r.share_above:.0f} % of body mass (a man's mean). The band shows how much "
                "hangs at each place of the body.",
                f"The forces on the whole body add to nothing: {r.along_n:.0f} N along the table = {r.hold_n:.0f} N held + "
                f"{r.whole_friction_n:.0f} N friction.",
                knees,
            ),
            "What was measured, and what was not": (
                "Separation: films standing and hanging. Part of it is simply no longer standing: in one study 42 minutes of "
                "lying gained as much height as a pull of 30 % of body weight; another found more with a pull. It was gone in "
                "about an hour.",
                "Blood pressure: six studies, and they disagree. Two say at which tilt; none measured them all. So there "
                "is no curve here.",
                "Eye pressure: about doubled straight down, in three studies. What happens at smaller tilts is not in them.",
                "Friction: 0.5 is from a course page that does not say who measured it. A sliding table top is made to have less.",
                f"The {r.lying_n:.0f} N that press lying flat: one man's measured pressure times our area and factor. It is a "
                "yardstick; whether it stays while hanging is not known.",
            ),
            "What this leaves out": r.leaves_out,
        }

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Masses of the body's parts", "deleva1996", ""),
            ("Slices of the trunk", "pearsall1996", "recheck"),
            ("Friction 0.5", "lanetraction", ""),
            ("Pressure lying", "wilke1999", ""),
            ("Separation, blood pressure", "gianakopoulos1985", ""),
            ("Vertebrae apart after 10 minutes, no millimetres given", "kane1985", ""),
            ("Blood and eye pressure by the ankles", "lemarr1984", ""),
            ("Eye pressure", "friberg1985", ""),
            ("Eye pressure, with and without glaucoma", "weinreb1984", ""),
            ("Blood pressure up against a control group", "haskvitz1986", ""),
            ("Systolic pressure down, diastolic up", "rheault1985", ""),
            ("No change of blood pressure", "vernon1985", ""),
            ("Tilts up to 45°", "whittle2022", ""),
            ("Height of discs", "zhang2018", ""),
            ("Height gained lying, with and without pull", "rodacki2007", ""),
            ("Height gained, more with a pull", "bridger1990", ""),
        ]
