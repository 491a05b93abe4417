"""The lab of lesson 04: a person lifts, and every disc and muscle shows what it carries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from edu_lib.models import person as _person
from edu_lib.models import posture as _posture
from edu_lib.models.body import table_value
from edu_lib.models.estimates import compressive_strength, lever_compression, niosh_lift, utah_compression
from edu_lib.models.loads import spine_loads
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture, lumbar_flexion
from edu_lib.plates.spinal_load import SpinalLoadPlate, describe_spinal_load

from .lab import Choice, Lab

__all__ = ["SpinalLoadLab"]


def _slider(key: str, label: str, low: float, high: float):
    """The model's own quantity with a slider's shorter label, and no further than the lesson needs."""
    return replace(_posture.PARAMS[key], label=label, range=(low, high))


@lru_cache(maxsize=64)
def _standing(person: Person):
    return spine_loads(Posture(), person)


@dataclass(frozen=True)
class ByHand:
    """One task by the full model and by hand calculations; `str` gives a sentence for each."""

    sentences: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.sentences)


class SpinalLoadLab(Lab):
    """Posture, reach, load, brace and person; the discs' compression, the muscles' work."""

    name = "spinal_load"
    title = "What loads a disc?"
    groups = {
        "Posture": (
            _slider("trunk_flexion_deg", "Trunk bend", -20.0, 100.0),
            _slider("lumbar_flexion_deg", "Lumbar bend", -20.0, 65.0),
            _slider("knee_flexion_deg", "Knee bend", 0.0, 110.0),
        ),
        "Load in the hands": (
            _slider("hands_load_kg", "Load", 0.0, 50.0),
            _slider("hands_forward_m", "Ahead of L5/S1", -0.2, 0.9),
            _slider("hands_side_m", "To the right", -0.5, 0.5),
        ),
        "Abdominal wall": (_slider("brace", "Brace", 0.0, 1.0),),
        "Person": (
            Choice("sex", "Sex", _person.SEXES, Person().sex),
            replace(_person.PARAMS["mass_kg"], label="Body mass"),
            replace(_person.PARAMS["height_m"], label="Height"),
        ),
    }
    folded = ("Person",)
    auto = {"lumbar_flexion_deg": "by the usual rhythm", "hands_forward_m": "arms hang straight down"}

    def compute(self, values: dict):
        about_person = {key: values[key] for key in ("sex", "mass_kg", "height_m")}
        about_posture = {key: value for key, value in values.items() if key not in about_person}
        return spine_loads(Posture(**about_posture), Person(**about_person))

    def plate(self) -> SpinalLoadPlate:
        return SpinalLoadPlate(_standing)

    def describe(self, result) -> str:
        return describe_spinal_load(result, _standing(result.person))

    def worked_out(self, result) -> dict[str, float]:
        return {
            "lumbar_flexion_deg": round(lumbar_flexion(result.posture.trunk_flexion_deg)),
            "hands_forward_m": round(float(result.geometry.hands_m[0]), 2),
        }

    def by_hand(self) -> ByHand:
        """The task that is now set, by hand calculations beside the full model.

        The lever takes the model's own moment and weight at L4/L5; the NIOSH equation takes the lab's start and end of a
        lift as the height of the hands now and 25 cm more.
        """
        r, g = self.result, self.result.geometry
        load, mass = r.posture.hands_load_kg, r.person.mass_kg
        share = r.share_n["L4/L5"]
        lines = [f"The full model gives {r.compression_n['L4/L5']:.0f} N on L4/L5."]
        flexion = max(r.moment_nm["L4/L5"][0], 0.0)
        lines.append(str(lever_compression(flexion, share["body"] + share["hands"])))
        trunk = min(max(r.posture.trunk_flexion_deg, 0.0), 90.0)
        lines.append(str(utah_compression(mass, trunk, load, max(g.hands_m[0] * 100, 0.0))))
        if load:
            floor = g.ankle_m[1] - table_value("foot height") * r.person.height_m
            ahead, high = (g.hands_m[0] - g.ankle_m[0]) * 100, (g.hands_m[1] - floor) * 100
            lines.append(str(niosh_lift(load, horizontal_cm=max(ahead, 0.0), vertical_cm=max(high, 0.0))))
        young, old = (compressive_strength(age, r.person.sex).mean_n for age in (20, 60))
        lines.append(f"Lumbar specimens of this sex bore {young:.0f} N on average at 20 years and {old:.0f} N at 60.")
        return ByHand(tuple(lines))
