"""Lift the leg: what moves, and by how much?"""

from __future__ import annotations

from edu_lib.models.nerve_slide import MOVE, TESTS, NerveSlide, nerve_slide
from edu_lib.params import capital
from edu_lib.plates.nerve_slide import NerveSlidePlate, describe_nerve_slide
from edu_lib.plates.nerve_slide_figure import angle_of
from edu_lib.sources import cite, published

from .base import Choice, Lab, Switch

__all__ = ["NerveSlideLab"]


class NerveSlideLab(Lab):
    """Which test, how far the leg is moved (the ankle can be dragged), and whether the toes are pulled up."""

    name = "nerve_slide"
    title = "Lift the leg: what moves, and by how much?"
    groups = {
        "The test": (Choice("test", "Test", TESTS), MOVE, Switch("toes_up", "Toes pulled up (ankle dorsiflexed)")),
    }

    def compute(self, values: dict) -> NerveSlide:
        return nerve_slide(**values)

    def plate(self) -> NerveSlidePlate:
        return NerveSlidePlate()

    def describe(self, result) -> str:
        return describe_nerve_slide(result)

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {"move_deg": angle_of(self.values["test"], x, y)}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        away = -right if self.values["test"] != TESTS[1] else right  # the way the ankle goes on the picture
        return {"move_deg": self.values["move_deg"] + up + away}

    def asides(self) -> dict[str, tuple[str, ...]]:
        both = published("nerve_excursion", source="rade2015", test="straight leg raise, both")
        n = published("nerve_excursion", source="ridehalgh2015")["n"]
        held = published("nerve_excursion", source="kobayashi2010")["n"]
        return {
            "Why three rows and never one": (
                "A root in the spine, the nerve in the thigh and the tip of the cord are different places along one long pathway, "
                "and were measured in different people by different means. A large shift in the thigh is not a shift of the root.",
                f"Lifting both legs moved the tip of the cord further: {both['value']:g} mm on average, in {both['n']} people.",
            ),
            "What a nerve does in people with leg pain": (
                f"The sciatic nerve in the thigh: no clear difference between people without pain and with three kinds of leg "
                f"pain ({n} people). The root itself could not be seen.",
                f"The root at a herniation, seen during {held} operations: it moved little at the angle that hurt, and smoothly "
                "once the herniation was out. These were people whose pain led to an operation.",
            ),
            "What this does not tell": (
                "How far a nerve moves does not tell why a leg hurts, and a raise without pain does not clear anybody.",
                "Numbness where one sits, a change of bladder, bowel or sexual function, or new pain or weakness in both legs "
                "comes before any test: emergency department now.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        out = [
            (capital(f"{row.structure}: {row.words}"), row.source, row.badge) for row in self.result.rows if row.source
        ]
        more = (("Toes pulled up first", "gilbert2007b"), ("People with leg pain, nerve in the thigh", "ridehalgh2015"))
        more += (("Root at a herniation, seen at operation", "kobayashi2010"), ("Angle of pain", "fajolu2018"))
        return out + [(what, key, cite(key).badge) for what, key in more]
