"""The lab of lesson 07 on what a red flag, or a finding on a scan, changes."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.screening import CASES, PARAMS, SECOND, TWO_FLAGS, Screening, finding, screening
from edu_lib.plates.screening import ScreeningPlate, describe_screening, share_at
from edu_lib.sources import published

from .base import Choice, Lab

__all__ = ["ScreeningLab"]


class ScreeningLab(Lab):
    """From the chance before to the chance after a finding, for one person and for 1000."""

    name = "screening"
    title = "What does a red flag change?"
    lecture = ("case", "pre_test", "sensitivity", "specificity")
    brief = 0  # what needs somebody at once stays in sight
    groups = {
        "The finding": (
            Choice("case", "Looked for, and found", CASES),
            Choice("second", "Second finding", SECOND),
            Choice("relation", "The two findings", TWO_FLAGS),
        ),
        "Who is asked, and how good the question is": (
            replace(PARAMS["pre_test"], label="Chance before"),
            replace(PARAMS["sensitivity"], label="Sensitivity"),
            replace(PARAMS["specificity"], label="Specificity"),
        ),
    }
    auto = {"pre_test": "as published", "sensitivity": "as published", "specificity": "as published"}

    def compute(self, values: dict) -> Screening:
        return screening(**values)

    def plate(self) -> ScreeningPlate:
        return ScreeningPlate()

    def describe(self, result) -> str:
        return describe_screening(result)

    def worked_out(self, result) -> dict[str, float]:
        return {
            "pre_test": round(100 * result.before, 1),
            "sensitivity": round(100 * result.sensitivity),
            "specificity": round(100 * result.specificity, 1),
        }

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {"pre_test": 100.0 * share_at(x)}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        now = 100.0 * self.result.before
        return {"pre_test": now + (0.1 if now < 10.0 else 1.0) * (right + up)}

    def asides(self) -> dict[str, tuple[str, ...]]:
        spine = published("screening", source="premkumar2018", quantity="prevalence")["value"]
        emergency = published("screening", source="williams2013", setting="emergency", quantity="prevalence")
        several = published("screening", source="downie2013", finding="several flags")
        any_flag = published("screening", source="henschke2009", finding="any flag")["value"]
        return {
            "How the sum goes": (
                "Sensitivity: of 100 who have it, how many carry the finding. Specificity: of 100 who do not have it, how many "
                "do not carry it.",
                "Odds are those who have it for those who have not: 20 of 100 is 20 to 80, or 1 to 4. Odds before, times the "
                "likelihood ratio, are the odds after.",
                "The ratio says how many times as common the finding is among those who have it: sensitivity over 100 minus "
                "specificity, both in %. On the scale of odds a ratio is an arrow of one length, wherever it begins.",
            ),
            "Where the person is seen": (
                f"A fracture behind back pain: {100 * finding(CASES[0]).before:.1f} of 100 in primary care, "
                f"{emergency['low']:g} to {emergency['high']:g} in emergency departments, {spine:g} in a spine centre. The same "
                "flag means more where the chance before is larger.",
                f"{any_flag:g} of 100 people in primary care had at least one flag, and about 1 of 100 any serious disease. "
                "In the spine centre, the absence of flags did not make it much less likely.",
            ),
            "Two flags": (
                "Ratios may be multiplied only where each finding tells something new. Age and long use of corticosteroids, "
                "or weight loss and feeling ill, often come together; then the product is too large.",
                f"Counted together in one review, several flags left a fracture in {several['value']} of 100 "
                f"({several['low']} to {several['high']}): few studies, a wide range.",
                "The international framework asks for clusters, the person's whole story and a level of concern, not for single "
                "flags (Finucane 2020).",
            ),
            "What a review found, and this sum": (
                "The diamond is what a review reported for people with that flag. It comes from other people with other chances "
                "before, so it need not agree with the sum; where they are apart, the truth for your patient is open.",
            ),
            "Scans": (
                "The odds ratio of people with against without pain, up to 50 years, is laid upon how common the finding is "
                "without pain at that age. That half of the people have pain is our choice; move it.",
                "What goes with pain need not cause it. And no finding on a scan is needed to begin care.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        out = []
        for case in CASES:
            f = finding(case)
            out.append((f"{case}: how much more common", f.source, f.badge))
            out.append((f"{case}: chance before", f.before_source, f.before_badge))
        scans = [
            (f"{words} at {age}, no pain", "brinjikji2015", _badge(finding=words, setting=f"age {age}"))
            for words, age in (("disc protrusion", 40), ("disc degeneration", 40), ("disc degeneration", 50))
        ]
        return [
            *out, *scans,
            ("Share of fractures that carry a flag: half", "williams2013", "our assumption"),
            ("What a review found with each flag", "downie2013", ""),
            ("Cancer in primary care, with a history of it: 7 %", "downie2013", "quoted elsewhere"),
            ("Fracture in a spine centre", "premkumar2018", ""),
            ("Clusters and levels of concern", "finucane2020", ""),
            ("Signs of cauda equina", "girft_ces2024", ""),
        ]  # fmt: skip


def _badge(**where) -> str:
    return published("screening", source="brinjikji2015", **where)["badge"]
