"""Published lumbar compression of trunk exercises against the work of an abdominal muscle, and what the model can add."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edu_lib.models.loads import spine_loads
from edu_lib.models.posture import Posture
from edu_lib.params import capital, check_choice
from edu_lib.sources import BADGES, published, table

__all__ = ["BRACE", "EXERCISES", "MUSCLES", "SUPERMAN", "SWING", "Exercise", "ExerciseLadder", "exercise_ladder"]

MUSCLES = {"rectus abdominis": "rectus_abdominis_percent", "external oblique": "external_oblique_percent"}
SUPERMAN, SWING = "superman", "kettlebell swing 16 kg"
EXERCISES = (*(row["exercise"] for row in table("exercise_loads") if row["source"] == "axler1997"), SUPERMAN, SWING)
# What stands for the two tasks that the model can pose: a brace of a tenth of full effort, and 16 kg held still in the hands.
BRACE, SWING_BENT_DEG, SWING_KG = 0.1, 60.0, 16.0
# Pressure to force, as in the spine model's defaults.
_AREA_MM2, _FACTOR = 1800.0, 0.77


@dataclass(frozen=True)
class Exercise:
    """One exercise: compression in N, activation of the chosen muscle in percent of maximum (None: not told), people, badge."""

    name: str
    compression_n: float
    activation_percent: float | None
    n: int | None
    source: str
    badge: str


@dataclass(frozen=True)
class ExerciseLadder:
    """Exercises of one study, and beside them what is known without an activation.

    walking_n : (low, high), pressure measured in one man in walking times area and factor
    standing_n, braced_n, held_n : the model's L4/L5 compression standing, braced, and holding the kettlebell bent
    brace_percent, published_brace_percent : what a brace adds, in the model and as published
    """

    muscle: str
    exercises: tuple[Exercise, ...]
    chosen: Exercise
    superman: Exercise
    swing: Exercise
    walking_n: tuple[float, float]
    walking_badge: str
    criterion_n: float
    standing_n: float
    braced_n: float
    held_n: float
    published_brace_percent: float

    @property
    def brace_percent(self) -> float:
        return 100.0 * (self.braced_n / self.standing_n - 1.0)

    def __str__(self) -> str:
        c = self.chosen
        if c.activation_percent is None:
            worked = "how hard the abdominal muscles work is not told there"
        else:
            worked = (
                f"with the {self.muscle} at {c.activation_percent:g} % of its maximum, "
                f"{c.compression_n / c.activation_percent:.0f} N for each percent"
            )
        return f"{capital(c.name)}: about {c.compression_n:.0f} N on the low back, {worked} ({c.badge})."


def _exercise(row: dict, muscle: str) -> Exercise:
    return Exercise(
        row["exercise"],
        float(row["compression_n"]),
        row[MUSCLES[muscle]],
        row["n"],
        row["source"],
        BADGES[row["confidence"]],
    )


@lru_cache(maxsize=1)
def _modelled() -> tuple[float, float, float]:
    """L4/L5 compression, N: standing, standing braced, the kettlebell held bent."""
    postures = (
        Posture(),
        Posture(brace=BRACE),
        Posture(trunk_flexion_deg=SWING_BENT_DEG, hands_load_kg=SWING_KG),
    )
    return tuple(spine_loads(posture).compression_n["L4/L5"] for posture in postures)


def exercise_ladder(exercise: str = EXERCISES[0], muscle: str = "rectus abdominis") -> ExerciseLadder:
    """The exercises by compression and activation of `muscle`, with `exercise` chosen. Bad input names the choices."""
    check_choice("exercise", "exercise", exercise, EXERCISES)
    check_choice("muscle", "muscle", muscle, tuple(MUSCLES))
    rows = [row for row in table("exercise_loads") if row["source"] == "axler1997"]
    exercises = tuple(_exercise(row, muscle) for row in rows)
    superman, swing = (_exercise(published("exercise_loads", exercise=name), muscle) for name in (SUPERMAN, SWING))
    walking = published("invivo_pressure", source="wilke1999", activity="walking")
    standing, braced, held = _modelled()
    return ExerciseLadder(
        muscle=muscle,
        exercises=exercises,
        chosen=next(e for e in (*exercises, superman, swing) if e.name == exercise),
        superman=superman,
        swing=swing,
        walking_n=tuple(walking[end] * _AREA_MM2 * _FACTOR for end in ("value", "value_high")),
        walking_badge=walking["badge"],
        criterion_n=float(published("compression_limits", source="waters1993")["value"]),
        standing_n=standing,
        braced_n=braced,
        held_n=held,
        published_brace_percent=float(
            published("stability_iap", quantity="abdominal brace: change of compression")["value"]
        ),
    )
