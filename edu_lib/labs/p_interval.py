"""The lab of lesson 07 that reads one result twice: by its P-value and by its interval."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.p_interval import GUESSES, PARAMS, ROWS, PInterval, p_interval, published_row
from edu_lib.plates.p_interval import PIntervalPlate, describe_p_interval, points_at

from .base import Choice, Lab, Switch

__all__ = ["PIntervalLab"]


class PIntervalLab(Lab):
    """A published difference or one's own, the line of what is worth it, and P, to be estimated before it shows."""

    name = "p_interval"
    title = "What does P say that the interval does not?"
    lecture = ("row", "worth_it", "your_p", "reveal")
    groups = {
        "The result": (
            Choice("row", "Result", tuple(ROWS)),
            replace(PARAMS["worth_it"], label="Worth it from"),
        ),
        "Your estimate": (
            Choice("your_p", "I think P is about", tuple(GUESSES)),
            Switch("reveal", "Show P"),
        ),
        "What if": (
            replace(PARAMS["effect"], label="Difference"),
            replace(PARAMS["people"], label="People in each arm"),
            replace(PARAMS["sd"], label="Spread (SD)"),
        ),
    }
    auto = {"effect": "as published", "people": "as published"}

    def compute(self, values: dict) -> PInterval:
        return p_interval(**values)

    def plate(self) -> PIntervalPlate:
        return PIntervalPlate()

    def describe(self, result) -> str:
        return describe_p_interval(result)

    def worked_out(self, result) -> dict[str, float]:
        return {"effect": round(result.effect, 1), "people": float(round(result.people))}

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {"effect": points_at(x)} if name == "effect" else {"worth_it": -points_at(x)}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        if name == "effect":
            return {"effect": self.result.effect + 0.1 * (right + up)}
        return {"worth_it": self.result.worth_it + up - right}  # the line stands left of 0

    def asides(self) -> dict[str, tuple[str, ...]]:
        return {
            "How P follows from an interval": (
                "A 95 % interval is the effect and 1.96 standard errors to each side. So the standard error is its width "
                "over 3.92, the effect over it is z, and P is the share of a bell curve at least so far out on either side "
                "(Altman and Bland 2011).",
                "In a report the two are worked out from one and the same thing. Where they do not fit, one is a slip; which "
                "one, only the authors can say.",
            ),
            "What P is not": (
                "P is not the chance that there is no difference, and not the size of an effect.",
                "With many people a difference that nobody would notice has a small P; with few, a large one has a large P. "
                "Move the people and see.",
                "Not statistically different is not the same as equal: look whether the interval leaves room for what is worth it.",
            ),
            "Where the line stands": (
                "15 points of 100 is the line of the review of 2021, and what experts proposed for the change of one person. "
                "Whether a difference is worth it depends on cost, effort and harm too: a judgement, the patient's before ours.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        rows = [(words, row.source, row.badge) for words, row in ((words, published_row(words)) for words in ROWS)]
        return [
            *rows,
            ("From an interval to P", "altmanbland2011", ""),
            ("15 points for one person", "ostelo2008", ""),
            ("15 points for two groups", "hayden2021", "recheck"),
            ("The spread of 25", "costa2009b", "our assumption"),
        ]
