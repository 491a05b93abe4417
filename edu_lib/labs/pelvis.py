"""The pelvis puppet: pull the strings, and let go."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.pelvis import PARAMS, PelvisResult, pelvis_balance
from edu_lib.plates.pelvis import PelvisPlate, describe_pelvis, measured
from edu_lib.sources import published

from .base import Lab, Switch

__all__ = ["PelvisLab"]

_LABELS = {
    "abdominals": "Abdominals",
    "hip_flexors": "Hip flexors",
    "hip_extensors": "Hamstrings, gluteus maximus",
    "back_extensors": "Back extensors",
}


class PelvisLab(Lab):
    """Effort of four groups of muscles, a switch that lets go of all, and abdominals that have become stronger."""

    name = "pelvis"
    title = "Which way does the pelvis tilt?"
    groups = {
        "Effort, 0 to 1": (
            *(replace(PARAMS[key], label=label) for key, label in _LABELS.items()),
            Switch("relax", "Relax: let go of all"),
        ),
        "After training": (replace(PARAMS["stronger_percent"], label="Abdominals stronger by"),),
    }

    def compute(self, values: dict) -> PelvisResult:
        effort = {key: 0.0 if values["relax"] else values[key] for key in _LABELS}
        return pelvis_balance(**effort, stronger_percent=values["stronger_percent"])

    def plate(self) -> PelvisPlate:
        return PelvisPlate()

    def describe(self, result) -> str:
        return describe_pelvis(result)

    def sources(self) -> list[tuple[str, str, str]]:
        found, gain = measured(), published("pelvis", quantity="stiffness gain")["value"]
        return [
            ("Lines and strength of the hip's muscles, without wrapping surfaces", "rajagopal2016", ""),
            ("Lines of the trunk's muscles", "christophy2012", ""),
            ("Areas of the trunk's muscles", "beaucage2019", ""),
            ("How the hips resist by themselves: its equation, in code that quotes it", "riener1999", ""),
            ("How the lumbar spine resists", "yamamoto1989", ""),
            (
                f"Muscles stiffen with effort: the form of the law; its gain of {gain} is our one fitted number",
                "brown2010",
                "our assumption",
            ),
            ("A trunk stiffens with effort, measured", "gardnermorse2001", ""),
            ("Tone of standing, 1.5 % of full force", "cholewicki1997", "our assumption"),
            (
                f"As far as people could: {-found['back']:.1f} degrees back, {found['forward']:.1f} forward",
                "levinewhittle1996",
                "",
            ),
            ("Eight weeks of strengthening: tilt and curve at rest unchanged", "levine1997", ""),
            ("Lumbar curve in standing", "yukawa2019", ""),
        ]

    def asides(self) -> dict[str, tuple[str, ...]]:
        r = self.result
        return {
            "How the tilt is found": (
                "The tilt is where all moments about the hips add up to nought: the chosen pulls, the stiffness of all working "
                "muscles, the passive hips and lumbar spine, and the weight above, which tips the pelvis further.",
                "The harder a muscle works the stiffer it is, as has been measured on trunks; here that holds the pelvis towards "
                "its own standing, and does most of the holding. How much was set so that the abdominals alone, at full effort, "
                "come to what people reached when they tilted it back. So read the direction and the order, not the degree.",
                "Forward tilt was not used for it: back extensors alone come to a little less than people reached, with the hip "
                "flexors to a little more.",
                f"What is left of the sum: {abs(r.residual_nm):.2g} Nm.",
            ),
            "What this leaves out": r.leaves_out,
        }
