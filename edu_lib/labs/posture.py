"""The lab of lesson 05 that draws a spine from its angles and shows where each stands among people."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.posture_norms import NAMES, norm
from edu_lib.models.postures import measured_postures, sitting_words
from edu_lib.models.spine_shape import PARAMS, POSITIONS, SpineShape, spine_shape
from edu_lib.plates.posture import PosturePlate, describe_posture
from edu_lib.sources import published

from .base import Choice, Lab

__all__ = ["PostureLab"]


def _slider(key: str, label: str):
    return replace(PARAMS[key], label=label)


class PostureLab(Lab):
    """A person's own standing, what the person does now, and the angles, the people and the load that go with it."""

    name = "posture"
    title = "What is a normal posture?"
    lecture = ("position", "pelvic_incidence_deg", "pelvic_tilt_deg", "lumbar_lordosis_deg")
    groups = {
        "Now": (
            Choice("position", "Position", POSITIONS),
            _slider("tilt_change_deg", "Pelvis rolled back"),
            _slider("lordosis_change_deg", "Lordosis added"),
        ),
        "Your standing": (
            _slider("pelvic_incidence_deg", "Pelvic incidence"),
            _slider("pelvic_tilt_deg", "Pelvic tilt"),
            _slider("lumbar_lordosis_deg", "Lumbar lordosis"),
            _slider("thoracic_kyphosis_deg", "Thoracic kyphosis"),
            _slider("head_angle_deg", "Head angle"),
        ),
    }
    auto = {
        "tilt_change_deg": "as measured for this position",
        "lordosis_change_deg": "follows position and pelvis",
        "lumbar_lordosis_deg": "goes with the pelvis",
    }

    def compute(self, values: dict) -> SpineShape:
        return spine_shape(**values)

    def plate(self) -> PosturePlate:
        return PosturePlate()

    def describe(self, result) -> str:
        return describe_posture(result)

    def worked_out(self, result) -> dict[str, float]:
        return {
            "tilt_change_deg": round(result.tilt_change, 1),
            "lordosis_change_deg": round(result.lordosis_change, 1),
            "lumbar_lordosis_deg": round(result.standing["LL"]),
        }

    def asides(self) -> dict[str, tuple[str, ...]]:
        found = measured_postures()
        sitting = [
            f"{name}: sitting pressed the disc {sitting_words(percent)} standing."
            for name, percent in (("Wilke 1999, one man", found.sitting_percent), *found.others)
        ]
        levels = "; ".join(f"{level} {degrees:.0f}°" for level, degrees in self.result.segment.items())
        return {
            "Does sitting load the disc more?": (
                *sitting,
                "Different people and different discs were measured, few of each, and the answers point in two "
                "directions. Read it as it "
                "is: without a back rest, sitting and standing are not far apart. Leaning back in a chair measured lowest.",
            ),
            "Is there one right posture?": (
                "A review of 41 reviews found no agreement that postures cause back pain (Swain 2020); some are "
                "associated with it, "
                "and an association does not say which came first.",
                "A viewpoint by physiotherapists and researchers sees no strong evidence for one correct posture "
                "(Slater 2019). "
                "The standard posture of the textbooks goes back to 19th century drawings, not to measured "
                "people (Barra-López 2024).",
                "Adults with neck pain hold the head a little further forward on average; for teenagers no "
                "difference was shown (Mahmoud 2019).",
                "Comfort and variety are good reasons to move. A number outside the middle of a curve is not a fault.",
            ),
            "What the numbers mean": (
                "Pelvic incidence: how the sacrum is built into the pelvis. Pelvic tilt: how far the pelvis is "
                "rolled back about the hips. "
                "Sacral slope: how steep the sacrum's upper face is. Head angle: between the horizontal and the "
                "line from the skin over "
                "C7 to the front of the ear (craniovertebral angle).",
                "Slouched means as 50 people sat after ten minutes at a computer (Claus 2016). The pelvis's "
                "share is borrowed from sitting "
                "cross-legged on the floor (Moon 2018), for want of a measurement.",
                "The picture is one skeleton, turned level by level. Between T12 and T1 the kyphosis is shared "
                "out evenly, and the neck "
                "bends so that the head looks ahead: both are ours.",
                f"Lordosis by level, L1 to S1, in the proportions of Bernhardt and Bridwell 1989: {levels}.",
                "How many of 100 have less is read from a normal curve with the study's mean and standard deviation.",
                "The load is that of a man of 70 kg and 1.75 m. The spine model has one standing shape, so it is "
                "told what changes "
                "from your own standing. Nothing below the pelvis matters to it: legs, seat, back rest and arms are left out.",
                "Left to the lab, the lordosis of standing is steeper by as much as the sacrum, so that the "
                "trunk stays upright. In 126 "
                "adults it rose by 0.60° for each degree of incidence (Hasegawa 2016), for a part of the "
                "incidence is taken up by tilt.",
                "When you roll the pelvis and leave the lordosis to the lab, it follows as it did in people who "
                "tilted the pelvis as far "
                "as they could (Levine and Whittle 1996). The head keeps its angle in every position, for want "
                "of a measurement.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        curves = []
        for quantity in NAMES:
            n = norm(quantity)
            curves.append((f"{quantity.capitalize()} {n.mean:g}° (sd {n.sd:g}), {n.n} people", n.source, n.badge))
        lying = norm("lumbar lordosis", "lying")

        def change(what: str, position: str, source: str, words: str):
            row = published("posture_norms", quantity=f"change of {what}", position=position, source=source)
            return f"{words} {row['mean']:+g}°".replace("-", "−"), source, row["badge"]

        return [
            *curves,
            (f"Lying: lordosis {lying.mean:g}° (sd {lying.sd:g})", lying.source, lying.badge),
            ("Dashed curves", "vialle2005", norm("pelvic tilt", source="vialle2005").badge),
            change("lumbar lordosis", "sitting upright", "endo2012", "Sitting upright: lordosis"),
            change("pelvic tilt", "sitting upright", "endo2012", "Sitting upright: pelvis"),
            change("lumbar lordosis", "slouched", "claus2016", "Slouched: lordosis"),
            change("thoracic kyphosis", "slouched", "claus2016", "Slouched: kyphosis"),
            change("pelvic tilt", "slouched", "moon2018", "Slouched: pelvis, as cross-legged on the floor,"),
            change("pelvic tilt", "lying", "yukawa2019", "Lying: pelvis, so that the chest lies flat,"),
            ("Slouching bends the lowest joints nearly fully", "dunk2009", ""),
            ("Lordosis follows the pelvis", "levinewhittle1996", ""),
            ("Lordosis and incidence, 126 people", "hasegawa2016", ""),
            ("Lordosis level by level", "bernhardt1989", ""),
            ("Pressure lying, sitting and standing", "wilke1999", ""),
            (
                "Sitting: 8 people",
                "sato1999",
                published("invivo_pressure", source="sato1999", activity="prone")["badge"],
            ),
            ("Sitting 40 % more", "nachemson1966", ""),
            ("41 reviews", "swain2020", ""),
            ("Time to re-evaluate", "slater2019", ""),
            ("The standard posture's history", "barralopez2024", ""),
            ("Head and neck pain", "mahmoud2019", ""),
            ("Bones", "myosim", ""),
        ]
