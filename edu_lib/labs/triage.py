"""The lab of lesson 06: how worried should these signs, together, make you?"""

from __future__ import annotations

from edu_lib.models.triage import Triage, triage, triage_row
from edu_lib.models.triage_rules import GROUPS, SIGNS, STEADY
from edu_lib.params import capital
from edu_lib.plates.triage import TriagePlate, describe_triage
from edu_lib.sources import cite, published

from .base import Lab, Switch

__all__ = ["TriageLab"]

_COURSE = Switch(STEADY, "These for over 14 days, and not getting worse")


class TriageLab(Lab):
    """A box for each sign; what they make together, the level of concern, what to do and how soon."""

    name = "triage"
    title = "How worried should these signs, together, make you: what to do, and how soon?"
    lecture = ("saddle", "bladder", "foot_drop", "cancer_ever", "weight_loss", "minor_fall", "steroids", "over_70")
    brief = 0  # what needs somebody at once stays in sight
    groups = {
        group: tuple(Switch(s.key, s.label) for s in SIGNS if s.group == group)
        + ((_COURSE,) if group == GROUPS[0] else ())
        for group in GROUPS
    }

    def compute(self, values: dict) -> Triage:
        return triage(**values)

    def plate(self) -> TriagePlate:
        return TriagePlate()

    def describe(self, result) -> str:
        return describe_triage(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        fitted = tuple(
            f"{row.makes.rstrip('?')}: {row.what}, {row.how_soon} ({cite(row.source).short}, {row.badge})."
            for row in self.result.rows
        )
        differs = tuple(f"{capital(row.differs)}." for row in self.result.rows if row.differs)
        small = _number("pvr50", "share of confirmed cases")
        found = _number("hoeritzauer2018", "prevalence")
        tone = _number("venkatesan2019", "sensitivity", finding="reduced anal tone")
        low = published("ces_accuracy", source="dionne2019", quantity="range of sensitivity")
        return {
            "All that fits, the most urgent first": fitted or ("Nothing is ticked.",),
            "Where guidance differs": differs or ("For what is ticked, our sources do not differ.",),
            "The bladder scan was normal. May they go home?": (
                f"No. Of clear cases in one series that had been measured, {small:g} % had 200 ml or less "
                f"({cite('pvr50').short}). They were picked from legal files, so nobody knows the share in your clinic.",
                f"{capital(triage_row('C14')['what_to_do'])}.",
                f"Reduced anal tone was found in {tone:.0f} of 100 cases: a normal tone does not reassure either.",
                f"In seven studies taken together, single signs were there in {low['low']} to {low['high']} of 100 cases. "
                "One that is there calls for "
                "action; one that is absent proves nothing.",
            ),
            "Most scans show no compression": (
                f"In one hospital {found:.0f} of 100 people with suspected cauda equina syndrome had it on the scan. The others' "
                "symptoms were real as well.",
                "So many scans are clear, and that is as it must be: nobody can tell beforehand whose. After a clear scan: safety "
                "net again, look for another cause, take the symptoms as real.",
                "In hospital, a bladder that is changed but still under the will has the most to lose by waiting "
                f"({cite('todd_dickson2016').short}).",
            ),
            "Old and steady: the one exception": (
                "Changes of saddle, bladder, bowel or sexual function, older than 14 days, not getting worse, with no other sign "
                "at all: ring today for an urgent referral. Anything new, anything that grows, any doubt: emergency department.",
            ),
            "What this leaves out": (
                "Children, pregnancy, neck and chest, blood vessels, inflammatory back pain, and how the person looks to you. "
                "With cancer now or ever, numbness, or pain in the mid or upper spine is for today too, and has no box "
                "here. Age counts here in one box only. Your worry counts too: nothing in this list overrules it.",
                "Which single signs matter is little tested, and which combinations hardly at all. Rows marked as ours were "
                "chosen by us, on the side of caution. British sources give most of the hours: yours may differ.",
                "Nobody is to use this for themselves. Someone with these signs rings a doctor or goes to the emergency "
                "department.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        more = (
            ("Levels of concern", "finucane2020"), ("Cauda equina: the signs", "girft_pathway"),
            ("Cauda equina: the way to MRI", "girft_ces2024"), ("Signs, in Scotland", "nhs_lothian_flags"),
            ("Signs, a community sheet", "communityflags2023"), ("At once up to 3 months", "york_ces"),
            ("Over 14 days", "bnssg_remedy"), ("Cancer on the cord", "hawkins2023"), ("Cancer on the cord", "nice_ng234"),
            ("Cancer on the cord, 2008", "nice_cg75"), ("Infection: when to think of it", "idsa2015"),
            ("Infection: how many had fever", "yusuf2019"), ("Fracture and cancer: single signs", "downie2013"),
            ("Residual of 200 ml or less", "pvr50"), ("Anal tone, residual", "venkatesan2019"),
            ("Single signs, pooled", "dionne2019"), ("Both legs, reflexes", "wood2024b"),
            ("Scans with compression", "hoeritzauer2018"), ("Surgery: how soon", "todd_dickson2016"),
            ("Weakness that grows", "jensen2019"),
        )  # fmt: skip
        return [(what, key, cite(key).badge) for what, key in more]


def _number(source: str, quantity: str, **where) -> float:
    return published("ces_accuracy", source=source, quantity=quantity, **where)["value"]
