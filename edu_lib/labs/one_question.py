"""The lab of lesson 09: which one question would most change the plan for a girl gymnast of 14 with back pain?"""

from __future__ import annotations

from edu_lib.models.one_question import ANSWERS, CLINICS, ONE_LEG, QUESTIONS, SHARE, Told, one_question, ratios
from edu_lib.plates.one_question import OneQuestionPlate, describe_one_question, share_at
from edu_lib.sources import cite, published

from .base import Choice, Lab

__all__ = ["OneQuestionLab"]


class OneQuestionLab(Lab):
    """A question or a test, its answer, and who comes: what the answer tells, and what it changes."""

    name = "one_question"
    title = "Which one question would most change your plan?"
    brief = 0  # what needs somebody at once stays in sight
    groups = {
        "Ask": (Choice("question", "Question or test", QUESTIONS), Choice("answer", "Its answer", ANSWERS)),
        "Who comes": (SHARE,),
    }

    def compute(self, values: dict) -> Told:
        return one_question(**values)

    def plate(self) -> OneQuestionPlate:
        return OneQuestionPlate()

    def describe(self, result) -> str:
        return describe_one_question(result)

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {"share": share_at(x)}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        return {"share": self.result.before + right + up}

    def asides(self) -> dict[str, tuple[str, ...]]:
        _, high = ratios(ONE_LEG, ANSWERS[1])
        low, _ = ratios(ONE_LEG, ANSWERS[1])
        other = published("gymnast", source="grodahl2016", what="one-leg hyperextension test, specificity")
        found = ", ".join(f"{value:g} ({cite(source).short})" for source, value, _ in CLINICS)
        return {
            "How the sum goes": (
                "Odds are those who have it for those who have not: 30 of 100 is 30 to 70. Odds before, times the likelihood "
                "ratio of the answer, are the odds after.",
                f"For the one-leg test without pain the ratio lies anywhere from {low:.2f} to {high:.2f}. Below 1 it makes the "
                "injury less likely, above 1 more likely. A test whose band holds 1 has told nothing.",
                "The ends put the highest and lowest published numbers together, though they come from different studies. So "
                "this is a sketch of how little is known, and no interval.",
                f"Another review found specificities from {other['low']} to {other['high']} %, which is wider still.",
            ),
            "Why there are four shares before": (
                f"Of 100 young people with back pain, a pars stress injury was found in {found}. Clinics that are sent the "
                "hard cases find more; where only some are scanned, some are missed.",
                "Ask who comes to your clinic before you ask what a test says. None of the four was counted in girl gymnasts of "
                "14 alone.",
            ),
            "Guidance differs about pictures": (
                "Films first, MRI first and a bone scan first have all been advised. MRI brings no radiation; a clean film "
                "settles little. Which picture, and whether any, a doctor decides with her and her parents.",
            ),
            "What this does not do": (
                "It plans for nobody. The dates marked as our rule were measured by nobody. The three truths can overlap, and "
                "there are others: for an illness in a child, signs of it come before any of this.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        shares = [(f"Pars stress injury: {value:g} of 100", source, badge) for source, value, badge in CLINICS]
        return [
            *shares,
            ("One-leg test: sensitivity, specificity", "alqarni2015", ""),
            ("One-leg test: a wider range", "grodahl2016", ""),
            ("One-leg test: neither sensitive nor specific", "masci2006", ""),
            ("Two-view films: specificity, negative ratio", "sweeney2024", ""),
            ("MRI against SPECT-CT", "esh2020", ""),
            ("Films as first choice", "tofte2017", ""),
            ("Urgent signs", "finucane2020", ""),
            ("Signs of cauda equina: the way to MRI", "girft_ces2024", ""),
            ("Leg signs in young people with a herniation", "zhang2023aldh", ""),
            ("Early physiotherapy, sport out until criteria", "selhorst2026", ""),
            ("Periods, food, growth", "mountjoy2023", ""),
            ("Hours: with pain", "sweeney2019", ""),
            ("Hours: no relation", "bologna2010", ""),
            ("Hours and age", "jayanthi2015", ""),
            ("What goes with a slip", "toueg2015", ""),
            ("Weak trunk and later pain", "hamberg2007", ""),
            ("Pain that comes and goes in the young", "junge2019", ""),
            ("Exercise, adjusted, in the young", "frosch2022b", ""),
        ]  # fmt: skip
