"""The lab of trunk exercises: compression of the low back against the work of an abdominal muscle."""

from __future__ import annotations

from edu_lib.models.exercises import EXERCISES, MUSCLES, ExerciseLadder, exercise_ladder
from edu_lib.plates.exercise_ladder import ExerciseLadderPlate, describe_exercise_ladder
from edu_lib.sources import published

from .base import Choice, Lab

__all__ = ["ExerciseLadderLab"]


class ExerciseLadderLab(Lab):
    """Which exercise to look at, and by which muscle."""

    name = "exercise_ladder"
    title = "What does an exercise cost the low back?"
    groups = {
        "What to show": (
            Choice("exercise", "Exercise", EXERCISES),
            Choice("muscle", "Muscle", tuple(MUSCLES), "rectus abdominis"),
        )
    }

    def compute(self, values: dict) -> ExerciseLadder:
        return exercise_ladder(values["exercise"], values["muscle"])

    def plate(self) -> ExerciseLadderPlate:
        return ExerciseLadderPlate(self.result)

    def describe(self, result) -> str:
        return describe_exercise_ladder(result)

    def sources(self) -> list[tuple[str, str, str]]:
        r = self.result
        area = published("invivo_pressure", activity="the subject: disc cross-section")
        brace = published("stability_iap", quantity="abdominal brace: change of compression")
        niosh = published("compression_limits", source="waters1993")
        return [
            (
                f"Compression and activation of {len(r.exercises)} exercises in {r.exercises[0].n} people",
                "axler1997",
                r.exercises[0].badge,
            ),
            (f"Superman: about or at least {r.superman.compression_n:.0f} N", r.superman.source, r.superman.badge),
            (
                f"Kettlebell swing with 16 kg: {r.swing.compression_n:.0f} N, {r.swing.n} people",
                r.swing.source,
                r.swing.badge,
            ),
            ("Walking 0.53 to 0.65 MPa", "wilke1999", r.walking_badge),
            (f"times the disc's area of {area['value']} mm² and 0.77", "wilke2001", area["badge"]),
            (f"NIOSH design criterion {niosh['value']} N", "waters1993", niosh["badge"]),
            (f"Brace: {brace['value']} % more compression, simulated", "grenier2007", brace["badge"]),
        ]
