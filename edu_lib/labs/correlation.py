"""The lab of lesson 03 that shows what a correlation looks like, and lets it be guessed first."""

from __future__ import annotations

from edu_lib.models.correlation import CLOUDS, OWN, PARAMS, Correlation, correlation, reported
from edu_lib.params import capital
from edu_lib.plates.correlation import CorrelationPlate, describe_correlation

from .base import Choice, Lab, Switch

__all__ = ["CorrelationLab"]


class CorrelationLab(Lab):
    """Guess the r of a cloud, then show it; or set an r and see its cloud."""

    name = "correlation"
    title = "What does r = 0.08 look like?"
    lecture = ("cloud", "guess_r", "show_r", "n")
    groups = {
        "Guess first": (
            Choice("cloud", "Cloud", (*CLOUDS, OWN)),
            PARAMS["guess_r"],
            Switch("show_r", "Show r"),
        ),
        "People": (PARAMS["n"], PARAMS["seed"]),
        "For the cloud “my own”": (PARAMS["r"], Switch("exact", "The sample has exactly this r", True)),
    }
    folded = ("For the cloud “my own”",)

    def compute(self, values: dict) -> Correlation:
        return correlation(**values)

    def plate(self) -> CorrelationPlate:
        return CorrelationPlate()

    def describe(self, result: Correlation) -> str:
        return describe_correlation(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        return {
            "What r can and cannot say": (
                "r tells how closely dots follow a straight line: 1 or \N{MINUS SIGN}1 exactly, 0 not at all. It does not tell "
                "how steep the line is in real units, nor what causes what.",
                "The people here are simulated. The lines beside the published values are 95 % intervals. Those of Mannion 2012 "
                "we worked out from r and the number of people; that of Ferreira 2010 stands in its abstract.",
                "A study of 32 people leaves much room. Wong 2014 reviewed fifteen articles and found that the muscle and the "
                "pain did not change together.",
            )
        }

    def sources(self) -> list[tuple[str, str, str]]:
        found = [(f"{capital(one.what)}: r", one.source, one.badge) for one in reported()]
        return [*found, ("Fifteen articles together", "wong2014", "")]
