"""A lab as small as can be, for the tests of what is chosen and moved in a picture: three shapes, a line and a handle."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.labs.base import Choice, Lab, Switch
from edu_lib.params import Param
from edu_lib.plates.part import Part
from edu_lib.plates.style import LIGHT

SIDE = 20.0  # of each square, in data coordinates; the picture is 100 wide and 50 high


def _square(x: float, y: float, side: float) -> Path:
    return Path([(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)], closed=True)


class TinyPlate(Part):
    """Squares at the left, in the middle and at the right, a line above them, a bar over the left one, and a dot."""

    picks = {
        "tiny-left": "left",
        "tiny-middle": "middle",
        "tiny-right": "right",
        "tiny-hatch": "right",
        "tiny-line": "line",
    }
    handles = {"tiny-dot": "dot"}
    handle_names = {"tiny-dot": "Dot"}

    def __init__(self):
        self.figure = Figure(figsize=(10, 5), dpi=72)
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "tiny", LIGHT)
        self.ax.set(xlim=(0, 100), ylim=(0, 50))
        self.squares = {
            key: self.shape(key, _square(x, 10, SIDE), facecolor=LIGHT["bone"])
            for key, x in (("left", 10), ("middle", 40), ("right", 70))
        }
        self.ax.add_patch(Rectangle((20, 5), 4, 30, facecolor=LIGHT["ink"]))  # covers part of the left square
        self.ax.add_line(Line2D([70, 90], [20, 20], color=LIGHT["ink"]))  # and a line that covers nothing
        self.keep("hatch", self.ax.add_line(Line2D([72, 88], [12, 28], color=LIGHT["ink"])))
        self.keep("line", self.ax.add_line(Line2D([10, 90], [40, 40], color=LIGHT["ink"], linewidth=1)))
        self.dot = self.shape("dot", _square(-1, -1, 2), facecolor=LIGHT["measured"])

    def update(self, result: dict) -> None:
        for key, square in self.squares.items():
            square.set_facecolor(LIGHT["back" if result["structure"] == key else "bone"])
        self.squares["middle"].set_visible(result["middle"])
        self.dot.place(np.array([[1, 0, result["along"]], [0, 1, result["high"]], [0, 0, 1.0]]))


class TinyLab(Lab):
    """What is chosen, whether the middle square is there, and where the dot is."""

    name = "tiny"
    title = "Squares"
    groups = {
        "Show": (
            Choice("structure", "Structure", ("nothing", "left", "middle", "right", "line"), "nothing"),
            Switch("middle", "Middle square", False),
            Param("along", "Along", "cm", (5.0, 95.0), 50.0, 0.5),
            Param("high", "High", "cm", (2.0, 48.0), 5.0, 1.0),
        )
    }
    pick = "structure"

    def compute(self, values: dict) -> dict:
        return dict(values)

    def plate(self) -> TinyPlate:
        return TinyPlate()

    def describe(self, result: dict) -> str:
        return f"Chosen: {result['structure']}. The dot is at {result['along']:g}, {result['high']:g}."

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {"along": x, "high": y}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        return {"along": self.values["along"] + right, "high": self.values["high"] + up}
