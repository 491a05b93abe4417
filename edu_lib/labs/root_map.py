"""The lab of the root map: what belongs to one nerve root, and whether the maps agree."""

from __future__ import annotations

from edu_lib.models.root_map import MAPS, NOTHING, ROOTS, SADDLE, RootMap, root_map
from edu_lib.plates.root_map import RootMapPlate, describe_root_map
from edu_lib.sources import published

from .base import Choice, Lab

__all__ = ["RootMapLab"]


class RootMapLab(Lab):
    """Choose a root, or a patch of skin, and see what two published lists and the bedside tests give to it."""

    name = "root_map"
    title = "What belongs to one root, and do the maps agree?"
    pick = "root"
    brief = 0  # what needs somebody at once stays in sight
    groups = {
        "Root and maps": (
            Choice("root", "Root", (NOTHING, *ROOTS)),
            Choice("maps", "Maps shown", MAPS),
        )
    }

    def compute(self, values: dict) -> RootMap:
        return root_map(**values)

    def plate(self) -> RootMapPlate:
        return RootMapPlate()

    def describe(self, result) -> str:
        return describe_root_map(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        inside = {"source": "taylor2013", "kind": "pins and needles"}
        tingling = [published("nerve_roots", root=root, **inside)["value"] for root in ("L5", "S1")]
        return {
            "The saddle is no root to look up": (
                SADDLE,
                "The same holds for a new change of bladder, bowel or sexual function, and for new pain or weakness in both legs, "
                "with back or leg pain, or without. Cauda equina syndrome has no set pattern: do not wait for the whole list, "
                "and do not book a scan for next week. A normal leg raise rules nothing out.",
            ),
            "What conflicts": (
                "Back of the thigh: S2 in map 1, S1 in map 2. Outer part of the top of the foot: S1 in map 1, where it is the "
                "outer side of the foot, and L5 in map 2, which gives L5 the whole top.",
                "Great toe: one family of textbook maps runs an L4 band to its inner side, the other keeps L4 to the inner leg. In "
                "20 dissected feet the nerve that would carry L4 ended on average 15 mm beyond the inner ankle, and the "
                "great toe had another nerve. Neither of our lists names the toes, so they stay blank.",
                "Does pain follow the map? It depends on how strictly you ask. Almost everyone with a proven L5 or S1 "
                "root made some mark inside the area; almost nobody put most of the drawing there. Both are true.",
                f"Pins and needles fit better than pain, and still badly: {tingling[0]:g} % (L5) and {tingling[1]:g} % (S1) "
                "had more than half of them inside.",
                "Movement is no cleaner: most muscles are fed by more than one root, and lists differ. One names hip "
                "abduction for L5, another the great toe.",
            ),
            "What this leaves out": (
                "The borders. Both lists give areas in words; we drew the patches. A longer list (Bromley) made us stop L3 at the "
                "front and sides of the knee, and we drew map 2 on through the back of the knee.",
                "Map 2 says “probably”, comes from 60 patients, and knows L4, L5 and S1 only.",
                "Lee 2008 kept only the most constant areas and left large blanks where people vary too much. Perhaps the most "
                "honest map; we read its abstract, not its areas, so it is not drawn.",
                "Keegan and Garrett 1948, the long spiral bands, are not drawn: we know them only from others, who find "
                "them radically different from the rest.",
                "Neighbouring roots overlap, and standard maps do not show it: what is numb may be smaller than a patch.",
                "A patch of skin also belongs to a nerve of the leg: numbness there need not come from the back.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Map 1", "gpnotebook_dermatomes", ""),
            ("Map 2", "faleiros2009", ""),
            ("A longer list, for the knee", "bromley_dermatomes", ""),
            ("Great toe in textbook maps", "downs2011", ""),
            ("Where the nerve of the inner leg ends", "williams1998", ""),
            ("Movements and reflexes", "ahpsuffolk_tests", ""),
            ("Hip abduction and L5", "suri2011", "quoted elsewhere"),
            ("Straight leg raise and femoral stretch: which roots", "suri2010b", ""),
            ("L4 moved in the straight leg raise of cadavers", "smith1993", ""),
            ("How often pain followed the map", "murphy2009", ""),
            ("How much of a drawing lay inside", "taylor2013", ""),
            ("Telling L5 from S1 by drawings", "albert2019", ""),
            ("Overlap that maps do not show", "wolff2001", ""),
            ("Map with blanks, not drawn", "lee2008", ""),
            ("Spiral bands, not drawn", "keegan1948", ""),
            ("Emergency department for suspected cauda equina syndrome", "girft_ces2024", ""),
        ]
