"""The lab of lesson 06 on what a scan shows without pain, and with pain."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.scan_findings import AGE, FINDINGS, ScanFindings, scan_findings
from edu_lib.plates.scan_findings import ScanFindingsPlate, age_at, describe_scan_findings

from .base import Choice, Lab

__all__ = ["ScanFindingsLab"]


class ScanFindingsLab(Lab):
    """How common a finding is without pain, by age, and how much more common with pain: always both."""

    name = "scan_findings"
    title = "What does a finding on a scan mean?"
    groups = {
        "The scan": (
            Choice("finding", "Finding", FINDINGS),
            replace(AGE, label="Age"),
        ),
    }

    def compute(self, values: dict) -> ScanFindings:
        return scan_findings(**values)

    def plate(self) -> ScanFindingsPlate:
        return ScanFindingsPlate()

    def describe(self, result) -> str:
        return describe_scan_findings(result)

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {"age": age_at(x)}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        return {"age": self.result.age + 10 * (right + up)}

    def asides(self) -> dict[str, tuple[str, ...]]:
        return {
            "What an odds ratio is": (
                "Odds are those who have it against those who have not: 80 of 100 are odds of 4 to 1. A ratio of 2.2 means that "
                "the odds are 2.2 times as high with pain as without. It is not “2.2 times as many people”, least so where a "
                "finding is common.",
                "It says that the two go together in groups. It does not say what hurts one person, nor which came first.",
            ),
            "Why the two halves do not add up": (
                "They come from two reviews. The shares on the left are of people without pain at ages from 20 to 80. The "
                "ratios on the right are of adults up to 50, from 14 studies with 1904 people with back pain and 1193 "
                "without. So no share for people with pain is shown: it was not read, and working it out from both would "
                "mix them.",
            ),
            "How far the numbers can be trusted": (
                "The review fitted one curve for each finding through studies of different ages. At 20 and 80 we read its "
                "numbers in its own summary for four findings; the others are quoted elsewhere. Few people stand behind some, "
                "and for facet degeneration and spondylolisthesis at 20 and 30 nobody: there the share is the curve's own guess.",
                "A scan that finds nothing does not mean that nothing hurts.",
            ),
            "When a scan cannot wait": (
                "None of this is about suspected cauda equina syndrome (emergency department now), growing weakness, "
                "infection, cancer or a fracture. There "
                "a scan changes what is done, and how soon is a matter of hours or days.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Without pain, by age", "brinjikji2015", "quoted elsewhere"),
            ("With pain against without, up to 50 years", "brinjikji2015b", ""),
        ]
