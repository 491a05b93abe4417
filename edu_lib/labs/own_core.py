"""The lab of the core: tick the muscles, and see who agrees."""

from __future__ import annotations

from edu_lib.models.own_core import GROUPS, OwnCore, about_studies, core_definitions, key_of, own_core
from edu_lib.plates.own_core import OwnCorePlate
from edu_lib.sources import table

from .base import Lab, Switch

__all__ = ["OwnCoreLab"]


class OwnCoreLab(Lab):
    """A box to tick for each muscle; nothing is ticked at the start, for there is no right answer to begin from."""

    name = "own_core"
    title = "What is the core?"
    groups = {
        group: tuple(Switch(key_of(muscle), muscle.capitalize()) for muscle in muscles)
        for group, muscles in GROUPS.items()
    }

    def compute(self, values: dict) -> OwnCore:
        return own_core(**values)

    def plate(self) -> OwnCorePlate:
        return OwnCorePlate()

    def describe(self, result: OwnCore) -> str:
        # What each definition names is a long list; it is folded below (`asides`).
        return f"{result} {about_studies()}"

    def asides(self) -> dict[str, tuple[str, ...]]:
        notes: dict[str, list[str]] = {}
        for row in table("core_definitions"):
            said = f"{row['muscle']} ({row['note']})" if row["note"] else row["muscle"]
            notes.setdefault(row["definition"], []).append(said)
        return {"What each of them names": tuple(f"{name}: {'; '.join(said)}." for name, said in notes.items())}

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            *((f"{one.name}, {len(one.muscles)} muscles", one.source, one.badge) for one in core_definitions()),
            ("108 of 134 studies without a definition", "enoki2024", ""),
        ]
