"""The ladder from "weight pulls" to "people fare better", rung by rung."""

from __future__ import annotations

from edu_lib.models.traction_ladder import MORAL, NOTHING, RUNGS, Ladder, traction_ladder
from edu_lib.params import capital
from edu_lib.plates.traction_ladder import TractionLadderPlate, describe_traction_ladder, differences
from edu_lib.sources import cite
from edu_lib.words import _

from .base import Choice, Lab

__all__ = ["TractionLadderLab"]


class TractionLadderLab(Lab):
    """A rung is chosen from the list or in the picture; what was found about it stands beside the ladder."""

    name = "traction_ladder"
    title = "Traction: how far does the ladder carry?"
    groups = {"Look at": (Choice("rung", "Rung", (NOTHING, *(rung.claim for rung in RUNGS))),)}
    pick = "rung"

    def compute(self, values: dict) -> Ladder:
        return traction_ladder(**values)

    def plate(self) -> TractionLadderPlate:
        return TractionLadderPlate()

    def describe(self, result) -> str:
        return describe_traction_ladder(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        rung = self.result.rung
        hung, others = (
            _("{some} of {of}", some=some, of=of)
            for one in RUNGS
            if one.claim == "surgery avoided"
            for _words, some, of in one.people
        )
        numbers = differences(rung) if rung else ()
        return {
            _("Pooled differences in words"): numbers or (_("None for this rung; there are some for rungs 5 and 6."),),
            _("How to read it"): (
                _(
                    "The lowest rungs are mechanics, the highest what a patient notices. A claim often shows the lowest rung and "
                    "lets you think of the highest."
                ),
                _(
                    "Certainty is that of the review or guideline where it gives one; for the lower rungs it is our judgement."
                ),
                _(
                    "The differences are standardised: in units of how much people differ. Below 0 is better with traction. Those "
                    "of different comparisons stand side by side and are never pooled."
                ),
                _(MORAL),
            ),
            _("Two rungs worth a discussion"): (
                _(
                    "Disc material: in one study it looked the same before and after, and nearly all felt better. There was no "
                    "control group, so time and hope may have done it. Still: the mechanism failed and people improved."
                ),
                _(
                    "Surgery avoided: {hung} against {others} looks large. With two more people counted it could be chance.",
                    hung=hung,
                    others=others,
                ),
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        out = [(_("Masses of the body's parts"), "deleva1996", ""), (_("Friction of a table"), "lanetraction", "")]
        for rung in RUNGS[1:]:
            out += [(capital(_(rung.claim)), key, cite(key).badge) for key in rung.sources]
        return out
