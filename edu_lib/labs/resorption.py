"""The lab of lesson 06 on what becomes of a herniation, and of the pain."""

from __future__ import annotations

from edu_lib.models.resorption import COUNTED, KINDS, REVIEWS, Resorption, resorption
from edu_lib.plates.resorption import ResorptionPlate, describe_resorption

from .base import Choice, Lab

__all__ = ["ResorptionLab"]


class ResorptionLab(Lab):
    """How much of a herniation goes, and whether the pain waits for it."""

    name = "resorption"
    title = "How often does it shrink, and does the pain wait?"
    brief = 0  # what needs somebody at once stays in sight
    groups = {
        "The herniation": (Choice("kind", "Type", KINDS, "extrusion"),),
        "The count": (
            Choice("counted", "Counted as", tuple(COUNTED)),
            Choice("review", "Review", tuple(REVIEWS)),
        ),
    }

    def compute(self, values: dict) -> Resorption:
        return resorption(**values)

    def plate(self) -> ResorptionPlate:
        return ResorptionPlate()

    def describe(self, result) -> str:
        return describe_resorption(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        return {
            "What the four words mean": (
                "A bulge is wide, a quarter of the rim or more; strictly it is not called a herniation, though the reviews count "
                "it beside them. A protrusion is local and broader at its base than farther out. An extrusion has a neck: "
                "somewhere it is broader than at its base. In a sequestration a piece lies free.",
                "The drawings are ours, from the side, and show the idea; they are not to scale.",
            ),
            "Why there is no interval by type": (
                "The summaries of both reviews print one number for each type and no interval. Both used many of the same "
                "studies, so adding them up would count people twice.",
                "The grey band is a third review, all types together: 63, with a 95 % interval from 49 to 77. It calls its studies "
                "very different from one another.",
            ),
            "Other people, other counts": (
                "505 people who came back for a second scan: 96 in 100 had shrunk at all, 44 by half or more. The "
                "same people, two answers (Lee et al. 2017).",
                "106 Danes of 41, found by a survey and not by pain: over 8 years 65 % of herniations stayed as they were "
                "and 17.5 % grew smaller (Kjaer et al. 2016). Old ones, in people who need not hurt.",
            ),
            "Do shrinking and relief go together?": (
                "Studies disagree. In a trial of surgery, a year on, a scan could not tell who was well (el Barzouhi et al. 2013; "
                "many had been operated on); in 37 people with very large herniations the link was poor (Benson et al. 2010). "
                "Faster shrinking went with relief in others (Autio et al. 2006, Komori et al. 1996), and in half of those who "
                "improved in the latter the symptoms went first. Nobody needs a second scan to know how a person is.",
                "Where pain had gone, it was back within a year in 25 of 100 (15 to 35; Suri et al. 2012).",
            ),
            "Surgery or waiting": (
                "In one trial of severe sciatica of 6 to 12 weeks, early surgery brought recovery sooner, and by a year 95 % of "
                "both groups had recovered at some time; many who waited had been operated on by then (Peul et al. 2007).",
                "A review of trials: discectomy against no surgery lowered leg pain by 12 points of 100 up to 6 weeks, and by 2 "
                "at a year; low to very low certainty (Liu et al. 2023).",
            ),
            "What would change everything": (
                "New numbness in the saddle, new trouble with bladder or bowel, a change of sexual function, new pain or "
                "weakness in both legs: emergency department now. Strength that goes in one leg: a doctor or the spinal "
                "team the same day. No share "
                "on this page speaks for waiting then.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Shares by type, by half, gone", "zou2023", ""),
            ("Shares by type, gone", "chiu2015", ""),
            ("All types together, with interval", "wang2020", ""),
            ("Two ways of counting", "lee2017", ""),
            ("A survey over eight years", "kjaer2016", ""),
            ("Free pieces: symptoms and scan", "macki2014", ""),
            ("Half had recovered", "peul2007", "quoted elsewhere"),
            ("Surgery or waiting, over a year", "liu2023", "quoted elsewhere"),
            ("A year later, herniation seen or gone", "elbarzouhi2013", ""),
            ("A year later, usual care", "konstantinou2018", ""),
            ("Pain that came back", "suri2012", ""),
            ("Link between shrinking and relief", "benson2010", ""),
            ("Link between shrinking and relief", "autio2006", ""),
            ("Link between shrinking and relief", "komori1996", ""),
        ]
