"""The lab of the slice: one level of the trunk, seen from below, with the rectus sheath magnified."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.axial_slice import LEVEL, STRUCTURES, AxialSlice, arcuate_line, axial_slice
from edu_lib.plates.axial_slice import AxialSlicePlate, describe_axial_slice

from .base import Choice, Lab, Switch

__all__ = ["AxialSliceLab"]


class AxialSliceLab(Lab):
    """A level from L1 to S1/S2, a structure to mark (a click marks it too), and names to hide."""

    name = "slice"
    title = "What does a slice through the trunk show?"
    pick = "structure"
    groups = {
        "Slice": (
            replace(LEVEL, label="Level, from 1 (L1) to 6 (S1)"),
            Choice("structure", "Structure", ("nothing", *STRUCTURES)),
            Switch("names", "Names", True),
        )
    }

    def compute(self, values: dict) -> AxialSlice:
        return axial_slice(**values)

    def plate(self) -> AxialSlicePlate:
        return AxialSlicePlate()

    def describe(self, result: AxialSlice) -> str:
        return describe_axial_slice(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        mean, high, low = arcuate_line()
        folds = {
            "Where the arcuate line lies": (
                f"On average two studies put it at level {mean:.1f} of this slider, the top of S1.",
                "From person to person it varies by about 2.3 cm up or down (one standard deviation), "
                f"from level {high:.1f} to {low:.1f}: so the slider goes on below S1.",
                "In many people it is no sharp line: the back layer thins out bit by bit, and in some it is double or absent.",
            )
        }
        if self.result.structure != "nothing":
            folds |= _record(self.result.structure)
        return folds

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Areas of all muscles at the disc L4/L5 but quadratus lumborum and iliacus", "mcgill1988", "read"),
            ("Psoas, quadratus lumborum and erector spinae by level", "ivanac2026", "read"),
            ("How multifidus grows, and how erector spinae is shared out", "beaucage2019", "from the model file"),
            ("Other areas, trunk width and depth, places and forms", "mcgill1988", "our assumption"),
            ("Width and depth of vertebrae", "panjabi1992", ""),
            ("Heights of the levels", "christophy2012", "from the model file"),
            ("The arcuate line, 70 % of the way from symphysis to umbilicus", "loukas2008", ""),
            ("The arcuate line, 3.7 cm over the anterior superior iliac spines, and its spread", "ansari2017", ""),
            ("It may be gradual, double or absent", "rizk1991", ""),
            ("Umbilicus at L4, iliac crests at L4 to L5", "shin2024", ""),
            ("Aorta divides at L4", "chithriki2002", ""),
            ("Common iliac veins join at the upper half of L5", "park2008", ""),
            ("Width of the aorta", "jasper2014", ""),
            ("Width of the linea alba", "beer2009", ""),
            ("Where the flat muscles end beside rectus", "woxnerud2023", ""),
            ("The layers of the thoracolumbar fascia", "willard2012", ""),
            ("Where kidneys and crura end", "gray1918", "recheck"),
        ]


def _record(structure: str) -> dict[str, tuple[str, ...]]:
    """The anatomy of `structure`, folded; nothing where there is no record."""
    from edu_lib.models.anatomy import structure as record  # 83 records, read when the first is asked for

    try:
        return {f"About it: {structure}": (str(record(structure)),)}
    except ValueError:
        return {}
