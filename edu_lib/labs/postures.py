"""The lab of measured pressures: ten postures in order, by three groups who conflict about sitting."""

from __future__ import annotations

from collections.abc import Sequence

from edu_lib.models.postures import PEOPLE, UNITS, MeasuredPostures, measured_postures
from edu_lib.plates.postures import PosturesPlate, describe_postures
from edu_lib.sources import published

from .base import Choice, Lab

__all__ = ["PosturesLab"]


class PosturesLab(Lab):
    """Who measured, and in which unit. `order` takes the ids (activities of the table) as a student ordered them."""

    name = "postures"
    title = "Which posture presses the disc most?"
    groups = {
        "What to show": (
            Choice("by", "Measured by", tuple(PEOPLE)),
            Choice("unit", "In", UNITS),
        )
    }

    def __init__(self):
        self._order: tuple[str, ...] = ()
        super().__init__()

    @property
    def order(self) -> tuple[str, ...]:
        """The ids in a student's own order, lowest pressure first; their places then stand beside the bars."""
        return self._order

    @order.setter
    def order(self, ids: Sequence[str]) -> None:
        known = [row.id for row in measured_postures().rows]
        ids = tuple(ids)
        if ids and sorted(ids) != sorted(known):
            raise ValueError(
                f"order must hold each of these once: {', '.join(known)}. {len(ids)} were given: {', '.join(map(str, ids))}."
            )
        self._order = ids
        self._apply({})

    def compute(self, values: dict) -> MeasuredPostures:
        return measured_postures(values["by"], values["unit"])

    def plate(self):
        return _WithOrder(self)

    def describe(self, result) -> str:
        return describe_postures(result, self._order)

    def sources(self) -> list[tuple[str, str, str]]:
        rows = measured_postures().rows
        return [
            *((f"{row.words} {row.value:.2f} MPa", "wilke1999", row.badge) for row in rows),
            (
                "Eight people, disc L4/L5",
                "sato1999",
                published("invivo_pressure", source="sato1999", activity="prone")["badge"],
            ),
            ("Percent of standing, disc L3", "nachemson1976", ""),
            ("Sitting 40 % more than standing", "nachemson1966", ""),
        ]


class _WithOrder(PosturesPlate):
    """The plate, told the lab's order with each result."""

    def __init__(self, lab: PosturesLab):
        self._lab = lab
        super().__init__()
        self.update(lab.result)

    def update(self, result, order: tuple[str, ...] | None = None) -> None:
        super().update(result, self._lab.order if order is None else order)
