"""The lab of lesson 05 that takes the claim about strong abdominals apart, link by link."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.muscle_length import full_arch
from edu_lib.models.posture_claim import COMPARED, PARAMS, PostureClaim, posture_claim
from edu_lib.models.posture_norms import norm
from edu_lib.plates.posture_claim import PostureClaimPlate, describe_posture_claim
from edu_lib.sources import published

from .base import Choice, Lab

__all__ = ["PostureClaimLab"]


class PostureClaimLab(Lab):
    """Strength, length and effort as three sliders, and what each does to posture and load, beside the trials."""

    name = "posture_claim"
    title = "Do strong abdominals bend the posture?"
    groups = {
        "The muscle": (
            replace(PARAMS["strength_percent"], label="Stronger by", default=20.0),
            replace(PARAMS["shortening_percent"], label="Shorter by"),
            replace(PARAMS["effort"], label="Tensed now"),
        ),
        "People": (Choice("compared", "With and without", tuple(COMPARED)),),
    }

    def compute(self, values: dict) -> PostureClaim:
        return posture_claim(**values)

    def plate(self) -> PostureClaimPlate:
        return PostureClaimPlate()

    def describe(self, result) -> str:
        return describe_posture_claim(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        r = self.result
        return {
            "What each slider does, and why": (
                "Strength lifts the active curve and leaves its length. On tilt it does nothing here, for none "
                "was found in eight "
                "weeks of training (Levine 1997).",
                "Length moves both curves. The model's rectus abdominis is "
                f"{r.reserve_percent:.0f} % longer when the lumbar spine is fully arched than in standing; only "
                "what is shorter than "
                "that bends the posture here. It is the most that shortness could do. A review found no "
                "sound data that exercise shortens a muscle or changes posture (Chrysomallis and Goodman 2001).",
                "Effort rolls the pelvis back in proportion, up to what people reached (Levine and Whittle "
                "1996), and lets go with "
                "the effort. The proportion is our assumption.",
                "Shortness in standing may matter in other ways: in one study the length of the abdominal "
                "muscles, not their strength, "
                "went with lordosis (Youdas 1996). A cross-section of people cannot say what came first.",
            ),
            "How overlap is worked out": (
                "Both groups are taken as normal curves with the study's means and standard deviations. What is "
                "shared is the area "
                "under the lower of the two curves.",
                "The draws: the chance that one person of the one group has a larger angle than one of the other.",
                "Large overlap means that the angle tells nothing about one patient. Small overlap, as in disc "
                "herniation, does not "
                "mean that the curve is the cause: a back may flatten because it hurts, and the study cannot tell.",
            ),
            "Does the load hurt?": (
                "A load is not pain. Discs, muscles and bones adapt to load, and pain has many sources.",
                "Some patients feel better bent, others upright. Ask and try, rather than correct.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        groups = [
            (f"{name.capitalize()}: {quantity}", source, _badge(source, quantity=quantity, group=group))
            for name, (source, quantity, group, _, _) in COMPARED.items()
        ]
        return [
            ("Curves of pull against length", "thelen2003", _badge("thelen2003", quantity="shape of the active curve")),
            ("Motion after strength training", "alizadeh2023", ""),
            ("Strength training against stretching", "afonso2021", ""),
            ("Training and muscle length", "chrysomallis2001", ""),
            ("Eight weeks of training", "levine1997", ""),
            ("Strength, length and tilt, no pain", "youdas1996", ""),
            ("Tilt and lordosis with back pain", "youdas2000", ""),
            ("The trial that found a change", "fatemi2015", ""),
            ("Tilt and lordosis at will", "levinewhittle1996", ""),
            (
                f"How much people differ in tilt: {norm('pelvic tilt').sd:g}° sd",
                "macthiong2011",
                norm("pelvic tilt").badge,
            ),
            (
                f"Full arching of the lumbar spine, {full_arch():.0f}°",
                "pearcy1984",
                published("spine_geometry", source="pearcy1984", quantity="extension", level="L1/L2")["badge"],
            ),
            ("Rectus abdominis in the model", "christophy2012", ""),
            ("Pressures", "wilke1999", ""),
            *groups,
            ("13 studies of lordosis", "chun2017", ""),
            ("8 studies on the skin: no difference", "laird2014", ""),
            ("Head and neck pain", "mahmoud2019", ""),
            ("41 reviews", "swain2020", ""),
        ]


def _badge(source: str, **where) -> str:
    return published("posture_claim", source=source, **where)["badge"]
