"""The lab of lesson 07 that turns a mean difference into people."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.effect_size import RISKS, published_risks
from edu_lib.models.responders import CONTRASTS, PARAMS, Responders, responders
from edu_lib.plates.responders import RespondersPlate, describe_responders, pain_at
from edu_lib.sources import published

from .base import Choice, Lab

__all__ = ["RespondersLab"]


class RespondersLab(Lab):
    """How many people more reach a line of relief, for a published difference or one's own."""

    name = "responders"
    title = "How many does it help?"
    groups = {
        "The treatment": (
            Choice("contrast", "Comparison", tuple(CONTRASTS)),
            replace(PARAMS["mean_difference"], label="Difference"),
        ),
        "The people": (
            replace(PARAMS["relief_percent"], label="Relief needed"),
            replace(PARAMS["sd"], label="Spread (SD)"),
        ),
        "Before, and without it": (
            replace(PARAMS["start"], label="At the start", range=(40.0, 80.0)),
            replace(PARAMS["other_change"], label="Change", range=(-20.0, 10.0)),
        ),
    }
    folded = ("Before, and without it",)
    auto = {"mean_difference": "as published"}

    def compute(self, values: dict) -> Responders:
        return responders(**values)

    def plate(self) -> RespondersPlate:
        return RespondersPlate()

    def describe(self, result) -> str:
        return describe_responders(result)

    def worked_out(self, result) -> dict[str, float]:
        return {"mean_difference": round(result.effect, 1)}

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        r, pain = self.result, pain_at(x)
        if name == "line":
            return {"relief_percent": 100.0 * (1.0 - pain / r.start)}
        return {"mean_difference": pain - r.means[0]}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        if name == "line":  # to the right is more pain, so less relief
            return {"relief_percent": self.result.relief_percent + self.params["relief_percent"].step * (up - right)}
        return {"mean_difference": self.result.effect + 0.1 * (right + up)}

    def asides(self) -> dict[str, tuple[str, ...]]:
        small = [f"{trial}: {published_risks(trial)}" for trial in RISKS]
        return {
            "What is assumed": (
                "Both groups are bell curves of pain afterwards with the same spread; the treated curve is the other one, "
                "shifted. The veiled parts lie outside 0 to 100, where no pain can be: that is the price of a simple sum. They "
                "still count as people, so read the shares roughly, and most so where the spread is wide.",
                "Everybody is shifted alike. A few who gain much and many who gain nothing would give the same average.",
                "All begin with the same pain. 30 % less was proposed by experts (Ostelo 2008); move it, and the number "
                "moves: it belongs to the line as much as to the treatment.",
                "The way from averages to shares was tried on trials of depression and anxiety and held there (Furukawa 2005).",
            ),
            "Where the number needed has no middle": (
                "The number is 1 divided by the difference of shares. Where the interval of the difference holds 0, it runs "
                "from so many helped, through infinitely many, to so many worse off. Then give the difference instead.",
            ),
            "Two small trials, counted": (
                *small,
                "A striking number from few people. Both may be right; neither can carry a conclusion alone.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        effects = [
            (f"Mean difference: {words}", row["source"], row["badge"])
            for words, row in ((words, published("trials", id=id)) for words, id in CONTRASTS.items())
        ]
        return [
            *effects,
            ("Spread that a trial's interval implies: 29", "costa2009b", "quoted elsewhere"),
            ("Spread that a trial's interval implies: 23", "skelly2020", "quoted elsewhere"),
            ("The spread of 25 between them", "costa2009b", "our assumption"),
            ("Relief of 30 %", "ostelo2008", ""),
            ("Pain at the start and after six weeks", "wallwork2024", ""),
            ("From averages to shares", "furukawa2005", ""),
            ("Intervals of the number needed", "bender2001", ""),
            ("The interval through infinity", "altman1998", ""),
            ("Counts", "hides2001", ""),
            ("Counts", "prasad2012", ""),
        ]
