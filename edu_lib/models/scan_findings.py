"""What scans show: how many people without pain have a finding, by age, and how people with pain compare.

Both halves always, for one without the other misleads. Shares stand at the ages that the review prints (20 to 80, by tens);
nothing is worked out between them. Odds ratios are of adults up to 50.
"""

from __future__ import annotations

from dataclasses import dataclass

from edu_lib.params import Param, check_choice
from edu_lib.sources import BADGES, table

__all__ = ["AGE", "FINDINGS", "NOT_ASSOCIATED", "Odds", "ScanFindings", "scan_findings"]

AGE = Param("age", "age", "years", (20, 80), 50, 10, "the ages that the review prints, by tens")
FINDINGS = (
    "disc degeneration", "disc signal loss", "disc height loss", "disc bulge", "disc protrusion", "annular fissure",
    "facet degeneration", "spondylolisthesis",
)  # fmt: skip
# Said by the second review's summary to be no more common with pain; its numbers were not read.
NOT_ASSOCIATED = ("annular fissure", "spondylolisthesis")


@dataclass(frozen=True)
class Odds:
    """The odds of a finding with back pain against those without, up to 50 years of age, with the 95 % interval."""

    finding: str
    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class ScanFindings:
    """One finding at one age.

    share : people of 100 without pain who have it.  ages, shares : all that is printed for it.  people : how many of this
    age had been scanned for it, None where we could not read it; of 0 the share is the review's own estimate.  few : whether
    that is fewer than 60, a line of ours.  badge : how we know the share.
    odds : every ratio that we read, the largest first.  chosen : the one of this finding, or None.
    """

    finding: str
    age: int
    share: float
    ages: tuple[int, ...]
    shares: tuple[float, ...]
    people: int | None
    badge: str
    odds: tuple[Odds, ...]
    chosen: Odds | None

    @property
    def few(self) -> bool:
        """Whether the share rests on few people of this age, or on none."""
        return self.people is not None and self.people < 60

    def __str__(self) -> str:
        return f"Of 100 people of {self.age} without back pain, {self.share:.0f} have {named(self.finding)}."


def named(finding: str) -> str:
    """A finding in a sentence: "disc degeneration", "a disc bulge"."""
    article = {"disc bulge": "a ", "disc protrusion": "a ", "annular fissure": "an "}.get(finding, "")
    return article + finding


def scan_findings(finding: str = "disc degeneration", age: float = 50) -> ScanFindings:
    """The finding in people without pain at this age, and with pain against without.

    Raises a sentence for an age outside 20 to 80 or between the tens, and for a finding that there is not. Sources:
    Brinjikji 2015 (without pain), Brinjikji 2015b (with and without).
    """
    check_choice("finding", "finding on a scan", finding, FINDINGS)
    age = AGE.check(age)
    if age % 10:
        raise ValueError(f"age is {age:g}, but shares are printed for 20, 30 and so on up to 80. Give one of these.")
    rows = table("scan_findings")
    by_age = {row["age"]: row for row in rows if row["quantity"] == "prevalence" and row["finding"] == finding}
    row = by_age[int(age)]
    odds = tuple(
        sorted(
            (Odds(r["finding"], r["value"], r["low"], r["high"]) for r in rows if r["quantity"] == "odds ratio"),
            key=lambda one: -one.ratio,
        )
    )
    return ScanFindings(
        finding,
        int(age),
        row["value"],
        tuple(by_age),
        tuple(r["value"] for r in by_age.values()),
        row["n_in_cell"],
        BADGES[row["confidence"]],
        odds,
        next((one for one in odds if one.finding == finding), None),
    )
