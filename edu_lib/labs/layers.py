"""The lab of layers: the trunk peeled from the skin to the bones."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.layers import DEEPEST, NOTHING, STRUCTURES, VIEWS, LayersResult, layers
from edu_lib.params import Param, capital
from edu_lib.plates.layers import LayersPlate, describe_layers

from .base import Choice, Lab, Switch

__all__ = ["LayersLab"]


class LayersLab(Lab):
    """Peel the trunk layer by layer, and pick a structure out to read its record."""

    name = "layers"
    title = "What lies under the skin of the trunk?"
    pick = "structure"
    groups = {
        "What to show": (
            Choice("view", "From", VIEWS),
            Param("depth", "How deep", "", (0.0, float(DEEPEST)), 1.0, 1.0, "one step a layer"),
            Switch("names", "Names", True),
        ),
        "One structure": (
            Choice("structure", "Pick out", (NOTHING, *STRUCTURES)),
            Switch("isolate", "Only this, on the bones"),
        ),
    }

    def __init__(self):
        self._came_from: tuple[str, int] | None = None  # view and depth before a chosen structure led elsewhere
        super().__init__()

    def compute(self, values: dict) -> LayersResult:
        result = layers(**(values | {"depth": round(values["depth"])}))
        if self._came_from is None:
            return result
        view, depth = self._came_from
        return replace(result, asked_view=view, asked_depth=depth)

    def _apply(self, values: dict, **frame) -> None:
        """As in every lab. View and depth follow a structure that is chosen, and a step that covers it lets it go."""
        values = {key: self._param(key).check(value) for key, value in values.items()}
        wanted = self.values | values
        here = wanted["view"], round(wanted["depth"])
        chosen = wanted["structure"]
        if "structure" in values and chosen != NOTHING:
            found = layers(*here, chosen)
            self._came_from = here
            values |= {"view": found.view, "depth": float(found.depth)}
        elif "structure" in values or "view" in values or "depth" in values:
            self._came_from = None
            if chosen != NOTHING and layers(*here, chosen).moved:
                values["structure"] = NOTHING
        super()._apply(values, **frame)

    def plate(self) -> LayersPlate:
        return LayersPlate()

    def describe(self, result) -> str:
        return describe_layers(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        if self.result.structure == NOTHING:
            return {}
        from edu_lib.models.anatomy import structure
        from edu_lib.sources import cite

        record = structure(self.result.structure)
        said = [f"{record.ta}; {record.kind}, {record.region}, {record.layer}".rstrip(", ") + "."]
        said += [f"{label}: {words.rstrip('.')}." for label, words in record.told]
        said.append(f"Sources: {'; '.join(cite(key).short for key in record.sources)}.")
        return {f"{capital(record.english)}: the record": tuple(said)}

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Outlines of the bones", "christophy2012", "from the model file"),
            (
                "Lines of pull that the fibres of obliques and multifidus are compared with",
                "christophy2012",
                "from the model file",
            ),
            ("Where the arcuate line was drawn: 70 % of the way from symphysis to umbilicus", "loukas2008", ""),
            ("and 3.7 cm above the anterior superior iliac spines; it was drawn between the two", "ansari2017", ""),
        ]
