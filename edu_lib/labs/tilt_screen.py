"""What to ask before anyone hangs head-down."""

from __future__ import annotations

from itertools import groupby

from edu_lib.models.tilt_screen import CONDITIONS, NOTICE, Screen, tilt_screen
from edu_lib.params import capital
from edu_lib.plates.tilt_screen import TiltScreenPlate, describe_tilt_screen
from edu_lib.sources import cite
from edu_lib.words import _

from .base import Lab, Switch

__all__ = ["TiltScreenLab"]


class TiltScreenLab(Lab):
    """A box for each condition; what is ticked shows its reason, and the most urgent decides."""

    name = "tilt_screen"
    title = "Before anyone hangs head-down: ask"
    lecture = ("glaucoma", "heart", "pregnant", "alone", "saddle")
    groups = {
        group: tuple(Switch(c.key, capital(c.name)) for c in members)
        for group, members in groupby(CONDITIONS, key=lambda c: c.group)
    }

    def compute(self, values: dict) -> Screen:
        return tilt_screen(**values)

    def plate(self) -> TiltScreenPlate:
        return TiltScreenPlate()

    def describe(self, result) -> str:
        return describe_tilt_screen(result)

    def asides(self) -> dict[str, tuple[str, ...]]:
        ticked = self.result.ticked
        said = (f"{capital(_(c.name))}, {_(c.level)}: {_(c.reason)} ({_(c.badge)})" for c in ticked)
        return {
            _("What is ticked, and why"): tuple(said) or (_("Nothing is ticked."),),
            _("How well is this known?"): (
                _(
                    "Eyes best: pressure was measured in three studies. Blood pressure was measured in six, which disagree."
                ),
                _(
                    "The rest are reports of single accidents, and what makers and sellers warn of. Nobody has tested this list: "
                    "we do not know whom it would miss."
                ),
                _("An empty list is no all-clear, and one tick is no disease. It starts a talk."),
                _(NOTICE),
            ),
            _("A friend with glaucoma wants to buy a table"): (
                _("Thank them for asking. Say what was measured, and that eye doctors advise against it."),
                _(
                    "Then ask what they hope for. If it is less back pain: exercise, for one, was tested in far more trials."
                ),
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        out = [(capital(_(c.name)), c.source, c.badge) for c in CONDITIONS]
        more = ((_("Two detached retinas, one report"), "lerebours2017"), (_("Blood pressure"), "gianakopoulos1985"))
        more += ((_("A fall from a table at home"), "michels2024"),)
        return out + [(what, key, cite(key).badge) for what, key in more]
