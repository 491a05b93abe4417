"""The lab of lesson 07 about what lowers pain: a waiting room, four dials, and a trial."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.natural_course import KINDS, PARAMS, WEEKS, WHO, WaitingRoom, course, waiting_room
from edu_lib.plates.natural_course import NaturalCoursePlate, describe_natural_course
from edu_lib.sources import published

from .base import Choice, Lab, Switch

__all__ = ["NaturalCourseLab"]

_WEEKS = {f"{weeks} weeks": weeks for weeks in WEEKS}


class NaturalCourseLab(Lab):
    """A hundred people get better: because they came in a bad week, in time, by placebo, by the treatment itself."""

    name = "natural_course"
    title = "My patients got better. Was it me?"
    lecture = ("trial", "fluctuation", "natural", "placebo", "specific")
    groups = {
        "Look": (
            Switch("trial", "With control groups"),
            Switch("improvers", "Five best stories, nobody treated"),
        ),
        "Who comes": (
            Choice("kind", "Back pain", KINDS),
            Choice("who", "They come", WHO),
            Choice("weeks", "Asked again after", tuple(_WEEKS)),
            replace(PARAMS["seed"], label="Another hundred", range=(1, 60)),
        ),
        "What lowers the pain": (
            replace(PARAMS["fluctuation"], label="Weekly swing"),
            replace(PARAMS["natural"], label="Natural course"),
            replace(PARAMS["placebo"], label="Placebo"),
            replace(PARAMS["specific"], label="Treatment"),
        ),
        "The trial": (replace(PARAMS["trial_people"], label="People in the trial", range=(120, 1500), step=60),),
    }
    folded = ("The trial",)
    auto = {"natural": "from the published course"}

    def compute(self, values: dict) -> tuple[WaitingRoom, bool, bool]:
        given = {k: v for k, v in values.items() if k not in ("trial", "improvers")} | {
            "weeks": _WEEKS[values["weeks"]]
        }
        return waiting_room(**given), values["trial"], values["improvers"]

    def plate(self) -> _LabPlate:
        return _LabPlate()

    def describe(self, result) -> str:
        return describe_natural_course(*result)

    def worked_out(self, result) -> dict[str, float]:
        return {"natural": round(result[0].expected[1])}

    def asides(self) -> dict[str, tuple[str, ...]]:
        room = self.result[0]
        path = course(room.kind)
        return {
            "What is known here, and what is chosen": (
                f"Known: mean pain of people with {room.kind} back pain went {', '.join(f'{p:.0f}' for p in path.values())} "
                "at 0, 6, 26 and 52 weeks (Wallwork 2024), counted from their entry into a study, whatever care they had.",
                "Not known: how much of that fall is recovery, and how much only the end of a bad week. The course alone "
                "cannot tell. Here the swing decides, and the natural course is the rest. Their care is in it too: placebo and "
                "treatment come on top here, so the sum falls further than any clinic was seen to.",
                "Chosen: people come in the worse of two weeks. The spread between people, and how unequally they recover, "
                "are our assumptions. Weeks far apart swing independently.",
                "The points beside the block are those of these very hundred people, so chance is in them.",
                f"Placebo: about {PARAMS['placebo'].default:.0f} points in lasting back pain, in the short term, not shown "
                "later (Strijkers 2021). In acute pain there were too few trials to say.",
                f"The treatment itself: {PARAMS['specific'].default:.0f} points is an example, not a finding.",
            ),
            "Did anybody see this in real people?": (
                f"In pain of the jaw joint, people who sought care had {_jaw():g} points less pain a year later; others with "
                "such pain had none less on average. People with the same pain at the start fell alike, treated or not "
                "(Whitney and Von Korff 1992).",
                "Back pain fell about as much in 70 trials, whatever the treatment, as in 19 cohorts (Artus 2014).",
            ),
            "Better is not the end of the story": (
                f"Of people with sciatica or leg pain from the back, {_sciatica():.0f} % were better at a year, by 30 % or more "
                "in what they could do (Konstantinou 2018): many, and not all.",
                f"Back pain comes back in most: {_again():.0f} % had at least one recurrence within a year (Pengel 2003).",
                "A natural course is no reason to do nothing. Advice, company and a plan are worth giving, and some "
                "treatments add something. It is a reason not to thank the treatment for all of it.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Course of pain", "wallwork2024", ""),
            ("Placebo against nothing in back pain", "strijkers2021", ""),
            ("Placebo against nothing, all conditions", "hrobjartsson2010", ""),
            ("Swing of pain from time to time", "page2022", ""),
            (f"The effect of {PARAMS['specific'].default:.0f} points", "costa2009b", "our assumption"),
            ("People seek care in a bad time", "whitney1992", ""),
            ("Trials and cohorts fall alike", "artus2014", ""),
            ("30 % counts as improved", "ostelo2008", ""),
            ("Sciatica after a year", "konstantinou2018", ""),
            ("Recurrences", "pengel2003", ""),
        ]


class _LabPlate(NaturalCoursePlate):
    """The plate, updated with what the lab computes."""

    def update(self, result) -> None:
        super().update(*result)


def _jaw() -> float:
    return published("natural_course", source="whitney1992", what="fall within a year in 147 people who sought care")[
        "value"
    ]


def _again() -> float:
    return published("natural_course", source="pengel2003")["value"]


def _sciatica() -> float:
    return published("study_facts", source="konstantinou2018", what="improved at twelve months")["value"]
