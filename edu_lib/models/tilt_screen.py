"""Before anyone hangs head-down: what speaks against it, with the reason and how well it is known. A teaching aid, no advice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edu_lib.models.tilt import below_knees
from edu_lib.params import capital, check_switch
from edu_lib.sources import published, table
from edu_lib.words import N_, _

__all__ = ["CONDITIONS", "LEVELS", "NOTICE", "Condition", "Screen", "tilt_screen"]

LEVELS = (
    N_("nothing found here"), N_("ask first"), N_("do not"), N_("see someone today"), N_("emergency department, at once"),
)  # fmt: skip
NOTICE = N_("For learning, not medical advice.")
_WORDS = {
    LEVELS[0]: N_(
        "Nothing on this list. That is no all-clear, and no reason to hang: no trial has shown that anyone needs it. "
        "People who try it all the same should not be alone, and come up at once if eyes, head or chest feel wrong."
    ),
    LEVELS[1]: N_("Ask a doctor who knows the condition before the first try, and tell what the table does."),
    LEVELS[2]: N_("Do not hang head-down. A doctor who knows the condition may see it otherwise; a seller may not."),
    LEVELS[3]: N_("This is not about the table: ask for medical advice today."),
    LEVELS[4]: N_(
        "This is not about the table. These may be signs of a pressed cauda equina: emergency department, at once."
    ),
}


@dataclass(frozen=True)
class Condition:
    """One thing to ask about.

    key : keyword of `tilt_screen`;  name : in plain words;  group : heading;  level : of `LEVELS`, what it leads to
    reason : a sentence;  source, badge : where it is from and how well we know it
    """

    key: str
    name: str
    group: str
    level: str
    reason: str
    source: str
    badge: str

    def __str__(self) -> str:
        return _("{name}: {level}. {reason}", name=_(self.name), level=_(self.level), reason=_(self.reason))


@lru_cache(maxsize=1)
def _conditions() -> tuple[Condition, ...]:
    was, now = (
        published("tilt", source="weinreb1984", quantity="eye pressure", what=f"{w} with glaucoma")["value"]
        for w in ("before", "hanging")
    )
    up, second = (
        published("tilt", source="gianakopoulos1985", what=f"{w} rise")["value"] for w in ("systolic", "diastolic")
    )
    knees = 100 * (1 - below_knees())
    fell = published("tilt", source="jung2021", quantity="advice")["value"]
    rows = (
        ("glaucoma", N_("glaucoma, or high pressure in the eye"), N_("Head"), LEVELS[2],
         N_("Eye pressure nearly doubles straight down: with glaucoma from {was:.0f} to {now:.0f} mmHg.", was=was, now=now),
         "weinreb1984", "glaucoma or raised eye pressure"),
        ("retina", N_("retina torn, detached or ill"), N_("Head"), LEVELS[2],
         N_("Eye doctors advise against it; one person with both retinas detached is on record."),
         "friberg1985", "retina or its vessels"),
        ("stroke", N_("a stroke, or a narrowed neck artery"), N_("Head"), LEVELS[2],
         N_("Makers warn of the narrowed artery. We found no study that tried it."), "klatz1983", "narrowed neck artery"),
        ("ear", N_("ear infection or dizziness"), N_("Head"), LEVELS[1],
         N_("Sellers warn that it hurts or makes giddy."), "inversionseller", "middle ear infection"),
        ("heart", N_("heart disease or heart failure"), N_("Heart and blood"), LEVELS[2],
         N_("Hanging makes more work for the heart; makers warn of it too."), "vehrs1988", "heart disease"),
        ("blood_pressure", N_("high blood pressure"), N_("Heart and blood"), LEVELS[1],
         N_("In one study it rose by {up:.0f}/{second:.0f} mmHg on average. If yours is not under control: do not.",
            up=up, second=second),
         "haskvitz1986", "high blood pressure"),
        ("thinners", N_("blood thinners"), N_("Heart and blood"), LEVELS[1],
         N_("Small bleeds of lids and eyes were seen in healthy people; sellers say ask a doctor."),
         "inversionseller", "blood thinners"),
        ("reflux", N_("hiatus hernia or reflux"), N_("Belly"), LEVELS[1],
         N_("Gravity no longer holds the acid down. Makers warn of the hernia."), "klatz1983", "hiatus hernia"),
        ("surgery", N_("surgery not long ago"), N_("Belly"), LEVELS[1],
         N_("We found no study. Who operated knows what may be loaded, and when."), "inversionseller", "surgery not long ago"),
        ("pregnant", N_("pregnancy"), N_("Belly"), LEVELS[2],
         N_("A trial of hanging left pregnant women out, so nothing is known."), "vanti2021b", "pregnancy"),
        ("bones", N_("weak bones, or a recent fracture"), N_("Bones and joints"), LEVELS[1],
         N_("Sellers say ask a doctor. We found no study."), "inversionseller", "weak bones or a recent fracture"),
        ("implant", N_("new hip or knee, or metal in a bone"), N_("Bones and joints"), LEVELS[1],
         N_("By the ankles, {knees:.0f} % of the body hang from the knees. Sellers say ask a doctor.", knees=knees),
         "inversionseller", "an implant in a bone or joint"),
        ("alone", N_("alone, or unsure of the ankle lock"), N_("Bones and joints"), LEVELS[2],
         N_("Feet slipped out: {fell} people in one report injured the spinal cord in the neck.", fell=fell),
         "jung2021", "alone or a doubtful ankle lock"),
        ("saddle", N_("numb saddle; bladder, bowel or sexual trouble; weak legs"), N_("Not about hanging at all"), LEVELS[4],
         N_("Nerves of the lower spine may be pressed. Emergency department, now."), "finucane2020", "urgent signs"),
        ("illness", N_("fever, cancer before, or a bad fall"), N_("Not about hanging at all"), LEVELS[3],
         N_("With back pain, each of these wants a look at the whole person first."), "finucane2020", "urgent signs"),
    )  # fmt: skip
    return tuple(
        Condition(key, name, group, level, reason, source, _badge(source, what))
        for key, name, group, level, reason, source, what in rows
    )


def _badge(source: str, what: str) -> str:
    return published("tilt", source=source, quantity="advice", what=what)["badge"]


CONDITIONS = _conditions()
SOURCES = tuple(dict.fromkeys(row["source"] for row in table("tilt") if row["quantity"] == "advice"))


@dataclass(frozen=True)
class Screen:
    """The answer of `tilt_screen`: the level, what was ticked (most urgent first), and what to make of it."""

    level: str
    ticked: tuple[Condition, ...]

    @property
    def words(self) -> str:
        """What to make of it, in a sentence or two."""
        return _(_WORDS[self.level])

    def __str__(self) -> str:
        reasons = " ".join(f"{capital(_(c.name))}: {_(c.reason)} ({_(c.badge)})" for c in self.ticked)
        return f"{self.words} {reasons} {_(NOTICE)}".replace("  ", " ")


def tilt_screen(**ticked: bool) -> Screen:
    """What speaks against hanging head-down, for what is ticked.

    Parameters
    ----------
    ticked : True or False for each key of `CONDITIONS`, such as ``glaucoma=True``; left out means False.

    Returns the most urgent level among what is ticked. Not a validated screen: the reasons come from abstracts, makers' and
    sellers' lists, and say so.

    Raises
    ------
    TypeError
        In a sentence, for a key that does not exist or a value that is not True or False.
    """
    known = {c.key: c for c in CONDITIONS}
    for key, value in ticked.items():
        if key not in known:
            raise TypeError(f'There is no condition "{key}" in the screen. Give some of {", ".join(known)}.')
        check_switch(f"{key} ({_(known[key].name)})", value, "Give True if it is so.")
    found = [c for c in CONDITIONS if ticked.get(c.key)]
    found.sort(key=lambda c: -LEVELS.index(c.level))
    return Screen(found[0].level if found else LEVELS[0], tuple(found))
