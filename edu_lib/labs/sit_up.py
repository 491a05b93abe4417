"""Sit-up against dead bug: raise the trunk, lower the leg."""

from __future__ import annotations

import math
from dataclasses import replace

from edu_lib.models.sit_up import LEAVES_OUT, LEGS, PARAMS, dead_bug, knee_limit, sit_up
from edu_lib.plates.sit_up import HIP_M, SitUpPlate, describe_sit_up

from .base import Choice, Lab

__all__ = ["SitUpLab"]


class SitUpLab(Lab):
    """How far the trunk is raised in the sit-up, and how far leg and knee go in the dead bug; all can be dragged."""

    name = "sit_up"
    title = "Sit-up or dead bug?"
    groups = {
        "Sit-up": (replace(PARAMS["trunk_deg"], label="Trunk raised"),),
        "Dead bug": (
            Choice("legs", "Lowered", LEGS),
            replace(PARAMS["lowered_deg"], label="Leg lowered"),
            replace(PARAMS["knee_deg"], label="Knee bend"),
        ),
    }

    def compute(self, values: dict):
        return sit_up(values["trunk_deg"]), dead_bug(values["lowered_deg"], values["knee_deg"], values["legs"])

    def plate(self) -> SitUpPlate:
        return SitUpPlate()

    def describe(self, result) -> str:
        return describe_sit_up(result)

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        x, y = x - float(HIP_M[0]), y - float(HIP_M[1])
        if name == "trunk":
            found = self.result[0].joints_m["shoulder"]
            # The shoulder lies a little off the trunk's own line: what counts is how far it is turned.
            now = math.atan2(found[1], -found[0])
            wanted = math.atan2(y, -x)
            return {"trunk_deg": self.values["trunk_deg"] + math.degrees(wanted - now)}
        if name == "knee":
            return {"lowered_deg": 90.0 - math.degrees(math.atan2(y, x))}
        knee = self.result[1].joints_m["knee"]
        shank = math.degrees(math.atan2(y - knee[1], x - knee[0]))
        return {"knee_deg": min(90.0 - self.values["lowered_deg"] - shank, knee_limit(self.values["lowered_deg"]))}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        key, step = {
            "trunk": ("trunk_deg", up + right),
            "knee": ("lowered_deg", right - up),
            "foot": ("knee_deg", -(right + up)),
        }[name]
        return {key: self.values[key] + step}

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Masses of the body's parts", "deleva1996", ""),
            ("Lines of the trunk's muscles", "christophy2012", ""),
            ("Areas of the trunk's muscles", "beaucage2019", ""),
            ("Hip flexors", "rajagopal2016", ""),
            ("Bent-leg sit-up and straight-leg raise: moment, activity, compression", "axler1997", "recheck"),
            ("Bent-leg sit-up 3350 N, as web pages quote it", "mcgill2004", ""),
            ("Dead bug: no muscle recorded above 41 %", "souza2001", ""),
            ("One leg or both lifted, with a measuring implant", "rohlmann2014d", ""),
        ]

    def asides(self) -> dict[str, tuple[str, ...]]:
        bug = self.result[1]
        floor = ("The heel would meet the floor: the knee was opened so far that it stays off.",) if bug.floor else ()
        return {
            "How it is worked out": (
                "Sit-up: everything above L4/L5 weighs on a lever towards the head, which grows shorter as the trunk comes up. "
                "The abdominals hold it at each disc, the hip flexors hold the whole trunk at the hips, and psoas, one of them, "
                "presses the discs too.",
                "Dead bug: the hip flexors hold the leg and pull on the pelvis as they do; it would tip forward and the back would "
                "arch. The abdominals keep it still: they work, and nothing in the trunk moves.",
                "The share of each muscle is the least effort that balances all six discs, as in the lab of disc loads.",
                *floor,
            ),
            "What this leaves out": LEAVES_OUT,
        }
