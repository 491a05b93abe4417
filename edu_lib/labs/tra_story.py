"""The lab of lesson 03 that tells the story of transversus abdominis, study by study."""

from __future__ import annotations

from edu_lib.models.tra_story import ALL, LANES, NAMES, NOTHING, STUDIES, TraStory, tra_story
from edu_lib.plates.tra_story import TraStoryPlate, describe_tra_story

from .base import Choice, Lab, Switch

__all__ = ["TraStoryLab"]


class TraStoryLab(Lab):
    """A line of time with a lane for each thing measured; choose a study, or lay the chain of inference over it."""

    name = "tra_story"
    title = "What did each study measure?"
    pick = "study"
    groups = {
        "What to show": (
            Choice("lane", "Measured", (ALL, *LANES)),
            Switch("chain", "The chain of inference"),
        ),
        "One study": (Choice("study", "Study", (NOTHING, *NAMES)),),
    }

    def compute(self, values: dict) -> TraStory:
        return tra_story(**values)

    def plate(self) -> TraStoryPlate:
        return TraStoryPlate()

    def describe(self, result: TraStory) -> str:
        return describe_tra_story(result)

    def sources(self) -> list[tuple[str, str, str]]:
        return [(study.name, study.source, study.badge) for study in STUDIES]
