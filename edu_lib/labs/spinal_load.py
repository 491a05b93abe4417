"""The lab of lesson 04: a person lifts, and every disc and muscle shows what it carries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from edu_lib.models import person as _person
from edu_lib.models import posture as _posture
from edu_lib.models.band import compression_band, people_band
from edu_lib.models.body import table_value
from edu_lib.models.estimates import compressive_strength, lever_compression, niosh_lift, utah_compression
from edu_lib.models.loads import spine_loads
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture, lumbar_flexion
from edu_lib.plates.bars import FACTOR, MEASURED_AT
from edu_lib.plates.spinal_load import SpinalLoadPlate, describe_spinal_load
from edu_lib.sources import published

from .base import Choice, Lab

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
    lecture = ("trunk_flexion_deg", "hands_load_kg", "hands_forward_m", "brace")
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

    def rest(self) -> str:
        """Show how sure L4/L5 is: two whiskers, and the words for them. Too slow for a drag (about 50 ms)."""
        r = self.result
        if not r.held:
            return ""
        (light, heavy), (short, tall) = (self.params[key].range for key in ("mass_kg", "height_m"))
        own = compression_band(r.posture, r.person)
        people = people_band(r.posture, r.person.sex, (light, heavy), (short, tall))
        if "widget" in self.__dict__:
            self._plate.show_bands(*((band.low_n, band.high_n) if band else None for band in (own, people)))
        who = "men" if r.person.sex == "male" else "women"
        parts = ["Over most of its published ranges the model cannot hold this."]
        if own:
            left = "" if own.held else ", without those that cannot hold this"
            parts = [
                f"The model's own uncertainty at L4/L5: {own} (5 to 95 % of draws from its published ranges{left})."
            ]
        if people:
            some = "" if people.held else ", without those who cannot hold it"
            parts.append(
                f"From person to person: {people} for {who} of {light:g} kg and {short:.2f} m to {heavy:g} kg and {tall:.2f} m, "
                f"all that this lab allows{some}; no measured spread."
            )
        return " ".join(parts)

    def asides(self) -> dict[str, tuple[str, ...]]:
        return {"The same by hand": self.by_hand().sentences}

    def sources(self) -> list[tuple[str, str, str]]:
        niosh = published("compression_limits", source="waters1993")
        area = published("invivo_pressure", activity="the subject: disc cross-section")
        wilke = [
            (f"Point {letter}, {words}: {mpa:.2f} MPa", "wilke1999", badge) for letter, words, mpa, badge in MEASURED_AT
        ]
        return [
            (f"NIOSH design criterion {niosh['value']} N", "waters1993", niosh["badge"]),
            *wilke,
            (f"Points to newtons: area of the disc {area['value']} mm²", "wilke2001", area["badge"]),
            (f"and a factor of {FACTOR:g}, where 0.66 and more are in use", "nachemson1976", ""),
            ("Bones, joints and lines of pull", "christophy2012", ""),
            ("Lever arms of the long back muscles", "bruno2015", ""),
            ("Areas of the muscles", "beaucage2019", ""),
            ("Masses of the body's parts", "deleva1996", ""),
            ("Masses of the trunk's slices", "pearsall1996", ""),
            ("Co-contraction floor 1.5 %, band 0.9 to 2.5 %", "cholewicki1997", ""),
            ("Abdominal pressure", "mairiaux1984", ""),
            ("How a bend is shared between spine and hips", "tafazzol2014", ""),
        ]

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
