"""Sample size in lesson 03: how often 15 against 15 fools you, and what 48 against 48 changes."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.onset_sample import PARAMS, OnsetSample, onset_sample
from edu_lib.plates.onset_sample import OnsetSamplePlate, describe_onset_sample
from edu_lib.sources import published

from .base import Lab

__all__ = ["OnsetSampleLab"]


class OnsetSampleLab(Lab):
    """Group size, true difference and number of measurements tried, for one simulated study and the 1000 around it."""

    name = "onset_sample"
    title = "How often does a small study fool you?"
    groups = {
        "The studies": (
            replace(PARAMS["n"], label="In each group"),
            replace(PARAMS["difference"], label="True difference"),
            replace(PARAMS["looks"], label="Measurements tried"),
        ),
        "The study shown": (replace(PARAMS["study"], label="Study"),),
    }

    def compute(self, values: dict) -> OnsetSample:
        return onset_sample(**values)

    def plate(self) -> OnsetSamplePlate:
        return OnsetSamplePlate()

    def describe(self, result) -> str:
        return describe_onset_sample(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        p = published("study_facts", source="gubler2010", unit="p")["value"]
        return {
            "What to take from it": (
                "Where nothing differs, 5 of 100 studies say that it does, large or small. Trying many muscles and directions "
                "and reporting the best makes it far more.",
                "Where something differs, small studies mostly miss it; those that find it show it too large, for only large "
                "differences pass. Now and then one points the wrong way.",
                "A larger group mends chance. It does not mend cross-talk, a crooked method or a choice of people.",
            ),
            "What this says of the studies": (
                "It does not show that the finding of 1996 was chance. It shows how much 15 against 15 can carry.",
                "In 1996 transversus was reported late in back pain in every direction of the arm (15 against 15, still to be "
                f"re-read). In 2010, 48 against 48 showed no delay (P = {p}). But that was ultrasound, not wires: size is not all "
                "that changed.",
                "True differences here are ours to set. Nobody knows the one of the patients.",
            ),
            "How it is worked out": (
                "Both groups come from normal curves with a standard deviation (SD) of 1; a two-sided t-test, P below 0.05.",
                "Measurements are independent here. Real ones hang together, so trying several misleads less than here.",
                "Moving a slider keeps the same 1000 studies and their people.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        ours = {
            key: published("onset", source=key, quantity="people in each group") for key in ("hodges1996", "gubler2010")
        }
        return [
            (f"{ours['hodges1996']['value']} people in each group", "hodges1996", ours["hodges1996"]["badge"]),
            (f"{ours['gubler2010']['value']} people in each group", "gubler2010", ours["gubler2010"]["badge"]),
            ("Wrong sign and exaggeration in small studies", "gelmancarlin2014", ""),
            ("Many measurements, one reported", "simmons2011", ""),
        ]
