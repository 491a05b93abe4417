"""What stands on the sheet of each lesson: its plates, and tables of the same records that the labs use."""

from __future__ import annotations

from edu_lib.models.anatomy import structure
from edu_lib.models.axial_slice import axial_slice
from edu_lib.models.layers import layers
from edu_lib.models.muscles import GROUPS
from edu_lib.models.pelvis import pelvis_balance
from edu_lib.models.posture_claim import posture_claim
from edu_lib.models.pull import NEARLY_NM, pull_of
from edu_lib.models.spine_shape import spine_shape
from edu_lib.params import capital, listed
from edu_lib.sources import cite

from .layers import draw_layers
from .page import Page
from .pelvis import draw_pelvis
from .posture import draw_posture
from .posture_claim import draw_posture_claim
from .pull import draw_pull

__all__ = ["SHEETS", "draw_sheet"]

_NOTICE = (
    "For education; not medical advice. Seek urgent care for back or leg pain with numbness around the saddle, new trouble "
    "with bladder or bowel, or weakness that gets worse; ask for prompt advice with fever, a history of cancer, or a "
    "major fall or accident."
)
_WALL = (
    "rectus abdominis", "external oblique", "internal oblique", "transversus abdominis", "diaphragm", "pelvic floor",
    "quadratus lumborum", "psoas major", "iliocostalis", "longissimus", "multifidus",
)  # fmt: skip


_FORCES_FROM = ("christophy2012", "beaucage2019", "bruno2015")


def _cited(keys) -> str:
    return "Sources: " + "; ".join(str(cite(key)) for key in dict.fromkeys(keys)) + "."


def _anatomy(page: Page) -> None:
    page.paragraph("The wall and the cylinder", 15, weight="bold")
    page.paragraph(
        "What holds the trunk: four muscles in front and at the sides, the columns of the back, a lid and a floor. Names follow "
        "Terminologia Anatomica (TA2), in Latin below the English ones.",
        after=5,
    )
    peeled = (("front", 1), ("front", 3), ("front", 4), ("back", 3))
    plate = draw_layers(layers())

    def peel():
        for view, depth in peeled:
            result = layers(view=view, depth=depth, names=False)
            plate.update(result)
            yield plate.figure, str(result).split(":")[0]

    page.pictures(peel(), 132)
    page.heading("The muscles")
    chosen = [structure(name) for name in _WALL]
    rows = [[f"{capital(s.english)}\n{s.ta}", s.origin, s.insertion, s.nerve, s.action] for s in chosen]
    page.table(["Muscle", "From", "To", "Nerve", "What it does"], rows, [1.05, 1.6, 1.35, 1.15, 1.35], 5.8)
    page.heading("The rectus sheath changes at the arcuate line")
    above, below = axial_slice(level=3.0), axial_slice(level=6.3)
    for where, cut in (("Above it", above), ("Below it", below)):
        page.paragraph(
            f"{where}: in front of rectus lie {listed(cut.sheath_front)}; behind it {listed(cut.sheath_behind)}.",
            7.2,
            after=1,
        )
    page.paragraph(_cited(key for s in chosen for key in s.sources), 5.0, "quiet", after=2)


def _lines(page: Page) -> None:
    page.paragraph("What can a muscle do?", 15, weight="bold")
    page.paragraph(
        "A pull turns a joint about three axes, each with its own lever arm. What a muscle does is decided by where its line runs, "
        "not by its name.",
        after=5,
    )
    page.pictures(
        [
            (
                draw_pull(pull_of("external oblique", "right"), view="front").figure,
                "One side of external oblique: three moments from one pull.",
            ),
            (
                draw_pull(pull_of("transversus abdominis"), view="side").figure,
                "Both sides of transversus abdominis: hardly any moment.",
            ),
        ],
        230,
    )
    page.heading("Each muscle group at full effort, about L4/L5 (a man of 70 kg, standing)")
    rows = []
    for group in GROUPS:
        both, one = pull_of(group, "both"), pull_of(group, "right")
        rows.append(
            [
                f"{capital(group)}\n{' '}",
                f"{both.force_n:.0f} N",
                _way(both.moment_nm[0], "extends", "flexes"),
                _way(one.moment_nm[1], "bends left", "bends right"),
                _way(one.moment_nm[2], "turns left", "turns right"),
                f"{both.compression_n:.0f} N" if abs(both.compression_n) > 0.05 * both.force_n else "nearly nothing",
            ]
        )
    head = [
        "Muscle group",
        "Pull, both sides",
        "Both sides",
        "The right one bends",
        "The right one turns",
        "Both press the disc",
    ]
    page.table(head, rows, [1.4, 0.9, 1.2, 1.2, 1.2, 1.0], 7.2)
    pelvis = [pelvis_balance(), pelvis_balance(abdominals=0.6)]
    page.pictures(
        [(draw_pelvis(one).figure, capital(str(one)).split(". ")[0].rstrip(".") + ".") for one in pelvis], 188
    )
    page.heading("What to keep")
    for line in (
        "Two sides that pull alike: side bend and rotation cancel, bending forward or back adds up.",
        "External oblique turns the trunk to the other side, internal oblique to its own: crossed partners turn together.",
        "Level fibres squeeze; they bend hardly at all. Transversus abdominis draws the wall in and raises the pressure.",
        "Effort tips the pelvis while it lasts. Strength is what could be done; it moves nothing by itself.",
        "A sit-up bends the trunk; a dead bug keeps it from being bent. Both train the abdominal wall.",
    ):
        page.paragraph(f"\N{BULLET} {line}", 8.2, after=2)
    page.paragraph(
        "Forces are areas times an assumed stress, so their size is rough; directions are much surer. A moment is not a "
        "feeling: nothing here says what hurts.",
        7.2, "quiet",
    )  # fmt: skip
    page.paragraph(_cited((*_FORCES_FROM, "axler1997", "levine1997")), 6.2, "quiet")


def _posture(page: Page) -> None:
    page.paragraph("Posture, strength, tightness", 15, weight="bold")
    page.paragraph("Backs come in many shapes, and nobody can tell from a shape whose back hurts.", after=5)
    positions = ("standing", "slouched")
    page.pictures(
        [(draw_posture(spine_shape(position)).figure, str(spine_shape(position))) for position in positions], 200
    )
    page.heading("How much people differ, standing")
    rows = []
    standing, claim = spine_shape(), posture_claim()
    for place in standing.places.values():
        norm, who = place.norm, cite(place.norm.source).short
        low, high = norm.mean - 2 * norm.sd, norm.mean + 2 * norm.sd
        rows.append(
            [
                f"{capital(place.quantity)}\n{' '}",
                f"{norm.mean:.0f}°",
                f"{low:.0f}° to {high:.0f}°",
                f"{norm.n}",
                f"{who} ({norm.badge})",
            ]
        )
    page.table(["Angle", "Mean", "19 people in 20", "People", "Measured by"], rows, [1.3, 0.6, 1.1, 0.6, 1.8], 7.2)
    page.paragraph(
        "Pelvic incidence = pelvic tilt + sacral slope. The incidence is built into the bones.", 7.2, weight="bold"
    )
    page.heading("The chain from training to pain, link by link")
    page.pictures([(draw_posture_claim(claim).figure, "Each link, with what was measured in people.")], 258)
    page.heading("In words for a patient")
    page.paragraph(
        "\N{LEFT DOUBLE QUOTATION MARK}If a position bothers you, change it; if another feels good, use it. Train because "
        "being strong is good for many things. There is no posture that you have to earn.\N{RIGHT DOUBLE QUOTATION MARK}",
        8.5, style="italic",
    )  # fmt: skip
    measured = [place.norm.source for place in standing.places.values()]
    page.paragraph(_cited((*measured, *(link.source for link in claim.links), *_FORCES_FROM)), 5.6, "quiet")


def _way(nm: float, below: str, above: str) -> str:
    return "nearly nothing" if abs(nm) < NEARLY_NM else f"{above if nm > 0 else below}, {abs(nm):.0f} Nm"


SHEETS = {"01": _anatomy, "02": _lines, "05": _posture}


def draw_sheet(lesson: str) -> Page:
    """The sheet of a lesson, drawn; a `Page`. `lesson` is one of `SHEETS`."""
    page = Page()
    SHEETS[lesson](page)
    page.paragraph(_NOTICE, 6.4, "quiet", after=0)
    return page
