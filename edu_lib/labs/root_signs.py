"""Which root, if any, do these signs point to, and how sure may we be?"""

from __future__ import annotations

from edu_lib.models.root_ratios import CAP, ladder, single_losses
from edu_lib.models.root_signs import CEILING, CHOICES, FLOOR, HOSPITAL, LABELS, LEAD, PRE_TEST, SURE, Signs, root_signs
from edu_lib.plates.root_signs import RootSignsPlate, describe_root_signs
from edu_lib.sources import published

from .base import Choice, Lab, Switch

__all__ = ["RootSignsLab"]


def _choice(key: str) -> Choice:
    return Choice(key, LABELS[key], CHOICES[key])


def _switch(key: str) -> Switch:
    return Switch(key, LABELS[key])


class RootSignsLab(Lab):
    """Signs go in; two answers come out, never mixed, and often an honest "cannot tell"."""

    name = "root_signs"
    title = "Which root, if any, do these signs point to, and how sure may we be?"
    lecture = ("saddle", "pre_test", "leg_raise", "crossed", "reflex", "loss")
    brief = 0  # what needs somebody at once stays in sight
    groups = {
        "Ask first": (_switch("saddle"), _switch("both_legs")),
        "Does a herniation press on a root?": (
            PRE_TEST,
            *map(_choice, ("leg_raise", "crossed", "slump", "femoral_stretch")),
        ),
        "If so, which?": (_choice("pain_area"), _switch("below_knee"), _choice("reflex"), _choice("loss")),
        "What the examiner concluded": (_choice("whole_examination"),),
    }
    folded = ("What the examiner concluded",)

    def compute(self, values: dict) -> Signs:
        return root_signs(**values)

    def plate(self) -> RootSignsPlate:
        return RootSignsPlate()

    def describe(self, result) -> str:
        return describe_root_signs(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        if self.result.emergency:
            return {}  # nothing that could be read on beside the card
        studied = [ratio for pair in ladder().values() for ratio in pair[:1]]
        studied += [r for r in self.result.counted.values() if r.name not in {s.name for s in studied}]
        low, high = single_losses()
        both = [
            published("root_tests", source=key, test=test)
            for key, test in (
                ("capra2011", "straight leg raise"),
                ("montaner2023", "straight leg raise, strictest of three criteria"),
            )
        ]
        return {
            "What was studied, in whom": (
                *(f"{r}. Setting: {r.setting}. ({r.badge})" for r in studied),
                f"The straight leg raise elsewhere: ratio {both[0]['lr_pos']:g} against MRI ({both[0]['setting']}), "
                f"{both[1]['lr_pos']:g} against EMG ({both[1]['setting']}). Other people, other reference, much the same.",
                "A scan is often abnormal without pain: a positive test means that it agrees with the scan or the surgeon.",
                f"One loss alone (feeling, strength, reflex or wasting) changes the odds {low:g} to {high:g} times: it hardly "
                "touches the first question, and a normal examination does not clear a root.",
                f"Where to set the slider: {HOSPITAL[0]:.0f} to {HOSPITAL[1]:.0f} % of the people in surgical series had a "
                "herniation. For primary care we read no number.",
            ),
            "What we chose ourselves": (
                f"To name a root it must reach {SURE:g} % and {LEAD:g} times the next. No answer leaves {FLOOR:g} to "
                f"{CEILING:g} %. A ratio printed as infinite counts {CAP:g}: few people, none of them a false alarm.",
                "L5 and S1 start alike. L2, L3 and L4 start at 5 % each, for few operated discs lie that high. With these numbers "
                "no set of signs can name L2, L3 or L4: too few people were studied.",
                "Of the tests one counts, the strongest; where tests disagree, none. Of the losses one counts. They come from "
                "one hand on one leg, and multiplying them would make us far too sure.",
                "Whiskers: most papers give intervals for sensitivity and specificity only. Our whiskers join their far ends, "
                "which is wider than an interval of the ratio. Dotted: printed as infinite.",
                "The pain area names the disc, not the root, in operated people; L4 area and no clear area say too little "
                "(a few people), and for the front of the thigh nobody counted.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Straight and crossed leg raise", "vanderwindt2010", "quoted elsewhere"),
            ("Slump", "mkumbuzi2012", ""),
            ("Femoral stretch, reflexes, numb areas, weak hip", "suri2011", ""),
            ("Medial hamstring reflex", "esene2012", "quoted elsewhere"),
            ("Pain area, L5 against S1", "kortelainen1985", "quoted elsewhere"),
            ("Whole examination", "iversen2013", ""),
            ("One loss alone", "alnezari2013", "quoted elsewhere"),
            ("Leg raise against MRI", "capra2011", ""),
            ("Leg raise against EMG", "montaner2023", ""),
            ("Back of the thigh on two maps", "gpnotebook_dermatomes", ""),
            ("Back of the thigh on two maps", "faleiros2009", ""),
            ("Great toe on two families of maps", "downs2011", ""),
            ("Saddle, bladder, bowel, sexual change, both legs", "girft_ces2024", ""),
            (
                f"{SURE:g} %, {LEAD:g} times, {CAP:g}, {FLOOR:g} and {CEILING:g} %, starting shares",
                "suri2011",
                "our assumption",
            ),
        ]
