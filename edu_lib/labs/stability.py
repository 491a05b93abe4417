"""The lab of lesson 03: what does silencing one muscle cost, and what does a brace cost?"""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.stability import LOST, PARAMS, TASKS, Stability, stability, trails
from edu_lib.plates.stability import StabilityPlate, describe_stability
from edu_lib.sources import published

from .base import Choice, Lab

__all__ = ["StabilityLab"]


class StabilityLab(Lab):
    """A brace, a hollow or a silent muscle in four tasks: the stiffness of the trunk, its weakest way, and the price at L4/L5."""

    name = "stability"
    title = "What does one silent muscle cost, and what does a brace?"
    groups = {
        "The wall": (
            replace(PARAMS["brace"], label="Brace: all abdominal muscles", range=(0.0, 0.4)),
            replace(PARAMS["hollow"], label="Hollow: transversus alone", range=(0.0, 0.4)),
        ),
        "The muscle": (Choice("lost", "Silent on both sides", LOST),),
        "The task": (
            Choice("task", "Task", tuple(TASKS)),
            replace(PARAMS["hands_load_kg"], label="Load in the hands", range=(0.0, 30.0)),
        ),
        "The model": (replace(PARAMS["q"], label="Stiffness of a muscle for its force (q)", range=(5.0, 60.0)),),
    }
    folded = ("The model",)
    pick = "lost"

    def compute(self, values: dict) -> Stability:
        return stability(**values)

    def plate(self) -> StabilityPlate:
        return StabilityPlate()

    def describe(self, result) -> str:
        return describe_stability(result)

    def rest(self) -> str:
        """Show how the task answers to more and more brace or hollow: some ten models, too slow for a drag."""
        r = self.result
        found = trails(r.task, r.hands_load_kg, r.q)
        if "widget" in self.__dict__:
            self._plate.show_trails((r.task, r.hands_load_kg, r.trunk_flexion_deg, r.q), found)
        return ""

    def asides(self) -> dict[str, tuple[str, ...]]:
        from edu_lib.models.stability_findings import findings

        r = self.result
        return {
            "The model beside what was found": tuple(str(row) for row in findings()),
            "What stiffness means here": (
                "Push the trunk a very little and let go. Where the push meets a spring in every direction, it comes back by "
                "itself. The model works out that spring for 18 small turns of six joints.",
                "Mean stiffness is the average over all of them. The weakest direction is the one drawn dashed.",
                f"A muscle is as stiff as q times its force over its length. Here q is {r.q:g}; with {r.critical_q:.0f} this "
                "trunk would just hold. Published values of q lie from about 10 to 40, and the ranking depends on it.",
                "Silencing in the bars takes the muscle's stiffness away and keeps the balance. The choice above does more: the "
                "other muscles take over its work. A group that rests in a task has nothing to lose there.",
            ),
            "How hard is a brace?": (
                "Ten young men who braced as hard as they could tensed "
                f"{', '.join(f'{name} to {_braced(name):g} %' for name in _BRACED[:-1])} of their most, and {_BRACED[-1]} to "
                f"{_braced(_BRACED[-1]):g} % (Maeo et al. 2013).",
                "The slider asks the same of all four abdominal muscles, on top of their resting tone. Each gives as much as the "
                "back can balance, and never less than the task needs, so they end up unequal.",
            ),
            "What is left out": r.leaves_out,
        }

    def sources(self) -> list[tuple[str, str, str]]:
        def badge(source, quantity):
            return published("stability_iap", source=source, quantity=quantity)["badge"]

        return [
            ("The idea, and q", "bergmark1989", published("stability", quantity="q")["badge"]),
            ("18 rotations", "cholewicki1996", ""),
            ("Silencing one muscle", "cholewicki2002", ""),
            ("Brace and hollow", "grenier2007", ""),
            ("How hard people brace", "maeo2013", ""),
            ("Co-contraction", "cholewicki1997", ""),
            (
                "The column without muscles",
                "crisco1992",
                badge("crisco1992", "load under which the spine without muscles buckles"),
            ),
            ("Stiffness of the joints", "yamamoto1989", ""),
            ("Reflexes", "moorhouse2007", ""),
            ("q falls with effort", "brown2010", ""),
            ("Pressure, not single muscles", "stokes2011", ""),
            ("Ways to measure it", "eskandari2024", ""),
        ]


_BRACED = ("internal oblique", "external oblique", "rectus abdominis", "erector spinae")


def _braced(muscle: str) -> float:
    return published("stability_iap", source="maeo2013", quantity=f"{muscle} in a brace")["value"]
