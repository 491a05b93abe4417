"""Which one question would most change your plan? A girl gymnast of 14 with back pain: what an answer tells, and changes.

What an answer tells is a share: of 100 girls who come like her, how many have a pars stress injury before, and after. Odds
after = odds before * likelihood ratio. What it changes is read from guidance and trials, with what is our own rule named so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edu_lib.models.screening import chance, odds
from edu_lib.params import Param, check_choice
from edu_lib.sources import published

__all__ = [
    "ANSWERS", "CLINICS", "QUESTIONS", "RUNGS", "SHARE", "Outcome", "Question", "Told", "one_question", "ratios",
]  # fmt: skip

ANSWERS = ("positive", "negative")
RUNGS = ("hour", "load", "picture", "words", "nothing")
# Who comes -> the row of the table "gymnast" with the share of a pars stress injury there.
_CLINICS = (
    ("sweeney2024", "spondylolysis among adolescents with back pain in a sports clinic"),
    ("selhorst2019", "spondylolysis among adolescent athletes who came with back pain"),
    ("li2023", "spondylolysis among athletes with back pain, pooled"),
    ("masci2006", "young active people with back pain who had active spondylolysis"),
)


@lru_cache(maxsize=64)
def _row(source: str, what: str) -> dict:
    return published("gymnast", source=source, what=what)


CLINICS = tuple((source, float(_row(source, what)["value"]), _row(source, what)["badge"]) for source, what in _CLINICS)
SHARE = Param(
    "share", "Pars stress injury before any test", "of 100", (5.0, 60.0), CLINICS[1][1], 1.0,
    "14 to 55 of 100 in four clinics and reviews, with some room on either side",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What one answer means and changes.

    means : the answer in words;  changes : rung of `RUNGS` -> a sentence;  sources : keys of what it rests on
    """

    means: str
    changes: dict[str, str]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question or test: its name in the list, how it is asked, and its two outcomes by `ANSWERS`."""

    name: str
    asked: str
    outcomes: dict[str, Outcome]


def _question(name: str, asked: str, positive: Outcome, negative: Outcome) -> Question:
    return Question(name, asked, dict(zip(ANSWERS, (positive, negative), strict=True)))


_ALL = (
    _question(
        "legs, saddle, bladder, bowel", "Anything in your legs, your saddle, your bladder or bowel?",
        Outcome(
            "Yes: numb saddle, new bladder, bowel or sexual trouble, both legs, or growing weakness",
            {
                "hour": "Emergency department now. Ring ahead; do not wait for a test of yours. "
                "Pain in one leg and none of these: examine its nerves today.",
                "load": "No exercise plan until this is settled. With leg pain alone, the leg is the guide.",
                "picture": "MRI as an emergency, asked for there. With leg pain alone: if severe, lasting or worse.",
                "words": "“These signs have to be looked at now. I am ringing ahead, and you go there at once.”",
            },
            ("finucane2020", "girft_ces2024", "zhang2023aldh"),
        ),
        Outcome(
            "No: none of these today",
            {
                "words": "No all-clear: it holds for today. Tell her and her mother the signs and “come at once”, "
                "and ask again each time.",
            },
            ("finucane2020",),
        ),
    ),
    _question(
        "which movement brings it each time", "Which movement brings it each time? And if you leave it out?",
        Outcome(
            "Arching and landing, each time; it eases when she leaves them out",
            {
                "load": "Out of arching, landing and tumbling for now. Walking, school and time with the team stay.",
                "picture": "Now pars is a real question: a doctor about MRI, in days to two weeks (our rule).",
                "words": "“This movement is more than it likes just now. You stay with your team.”",
            },
            ("selhorst2026", "esh2020"),
        ),
        Outcome(
            "Many movements, other ones each day",
            {
                "load": "No one movement to leave out: change the dose with her, look again in 2 to 4 weeks (our rule).",
                "words": "“It differs from day to day, and so may the dose.” A pars stress injury is not ruled out.",
            },
            ("frosch2022b", "junge2019"),
        ),
    ),
    _question(
        "hours, growth, food, periods", "How many hours? Growing fast? And, in private: food, periods?",
        Outcome(
            "Many hours, fast growth; or missed periods, worry about food",
            {
                "load": "No added hours or landings for now, and days off. Missed periods or food worries: no added load, "
                "a doctor.",
                "picture": "An earlier bone stress injury or missed periods: tell the doctor who decides on MRI.",
                "words": "Asked of everybody, alone, in the same words. “A doctor can look at this with you.” No diet.",
            },
            ("mountjoy2023", "jayanthi2015", "sweeney2019", "bologna2010"),
        ),
        Outcome(
            "Nothing told today",
            {"nothing": "Today's plan stays. What is not told today may be told later: ask again, kindly, alone."},
            ("mountjoy2023",),
        ),
    ),
    _question(
        "is she strong", "Is she strong?",
        Outcome("The strongest in her group", {
            "nothing": "Strong girls can have all three. It tells neither that she is safe nor what she has."},
            ("stuber2014",)),
        Outcome("Weaker than most in her group", {
            "nothing": "It explains nothing yet: weakness has not been shown to decide who gets back pain. "
            "Do not say “weak core”."},
            ("hamberg2007", "hartvigsen2018")),
    ),
    _question(
        "is she very flexible", "Is she very flexible?",
        Outcome("Very", {
            "nothing": "It sorts none of the three out. In one study pain went with very much movement and with very little."},
            ("bologna2010",)),
        Outcome("Not very", {
            "nothing": "It sorts none of the three out. In one study pain went with very little movement and with very much."},
            ("bologna2010",)),
    ),
    _question(
        "one-leg hyperextension test", "Does it hurt to arch, standing on one leg?",
        Outcome("It hurts", {
            "nothing": "Arching hurts; that you knew. Which of the three it is, this test cannot tell. Do not say “fracture”."},
            ("alqarni2015", "grodahl2016", "masci2006")),
        Outcome("It does not hurt", {
            "nothing": "Look at the band: perhaps a few less than before, perhaps far more. A test without pain clears nobody."},
            ("alqarni2015", "grodahl2016", "masci2006")),
    ),
    _question(
        "plain films, two views", "What do two plain films show?",
        Outcome(
            "A line in the pars",
            {
                "load": "Out of arching, landing and tumbling until she meets the criteria to come back.",
                "picture": "MRI tells fresh from old: a line may be old and silent.",
                "words": "“A part of a bone has had more load than it could rebuild in time. It can settle.”",
            },
            ("sweeney2024", "klein2009", "esh2020", "selhorst2026"),
        ),
        Outcome(
            "Clean",
            {"nothing": "Hardly fewer than before. If arching brings it each time, MRI is still the question. "
                        "Do not say “all clear”."},
            ("sweeney2024",),
        ),
    ),
    _question(
        "MRI, with a fluid-sensitive sequence", "What does MRI show?",
        Outcome(
            "A bright pars",
            {
                "load": "Out of sport until criteria are met; physiotherapy starts, within a week in the one trial.",
                "picture": "None needed to begin. CT only for a specialist's question: it brings radiation.",
                "words": "“It is irritated and can settle. You stay with your team; we start this week.” "
                "Well and healed are two things.",
            },
            ("esh2020", "selhorst2026", "klein2009", "tofte2017"),
        ),
        Outcome(
            "Nothing bright",
            {
                "load": "Back in steps, watching the next morning: change the dose, not the sport. "
                "Look again in 2 to 4 weeks (our rule).",
                "picture": "No further picture now. If it does not settle, ask again: a few are missed.",
                "words": "“It hurts and it is real. We found no sign of anything that needs protecting.”",
            },
            ("esh2020", "frosch2022b"),
        ),
    ),
)  # fmt: skip
QUESTIONS = tuple(one.name for one in _ALL)
_BY_NAME = {one.name: one for one in _ALL}
ONE_LEG, FILMS, MRI = QUESTIONS[5:]


@lru_cache(maxsize=8)
def ratios(question: str, answer: str) -> tuple[float, float] | None:
    """The lowest and highest likelihood ratio of a test's answer, or None where there is no number.

    One-leg test: ends of the published ranges, put together at their worst and best; they are not pairs from one study.
    Films: the specificity and the published negative ratio; the positive one follows from both. MRI: two studies, one pair
    of sensitivity and specificity each; a specificity of 100 makes the positive ratio infinite.
    """
    check_choice("question", "question", question, QUESTIONS)
    check_choice("answer", "its answer", answer, ANSWERS)
    yes = answer == ANSWERS[0]
    if question == ONE_LEG:
        (a, b), (c, d) = (_ends("alqarni2015", f"one-leg hyperextension test for spondylolysis, {w}") for w in _KINDS)
        return (a / (1 - c), b / (1 - d)) if yes else ((1 - b) / d, (1 - a) / c)
    if question == FILMS:
        specific = _row("sweeney2024", "two-view films against SPECT, specificity")["value"] / 100.0
        clean = float(_row("sweeney2024", "two-view films against SPECT, negative likelihood ratio")["value"])
        found = (1.0 - clean * specific) / (1.0 - specific)
        return (found, found) if yes else (clean, clean)
    if question == MRI:
        (a, b), (c, d) = (_ends("esh2020", f"MRI against SPECT-CT for bone stress, {w}") for w in _KINDS)
        pairs = ((a, d), (b, c))  # the study with the lower sensitivity has the higher specificity
        both = [s / (1 - p) if p < 1 else float("inf") for s, p in pairs] if yes else [(1 - s) / p for s, p in pairs]
        return min(both), max(both)
    return None


_KINDS = ("sensitivity", "specificity")


def _ends(source: str, what: str) -> tuple[float, float]:
    row = _row(source, what)
    return row["low"] / 100.0, row["high"] / 100.0


def _after(share: float, ratio: float) -> float:
    """The share, of 100, after an answer with this ratio."""
    return 100.0 if ratio == float("inf") else 100.0 * chance(odds(share / 100.0) * ratio)


@dataclass(frozen=True)
class Told:
    """The answer of `one_question`.

    question, answer : as asked;  outcome : what it means and changes;  before : share of 100 before
    low, high : share of 100 after, over the published numbers; None where there is no number
    ratio : the lowest and highest likelihood ratio, or None;  kind : "", "band" (ends of ranges), "one" or "studies"
    """

    question: Question
    answer: str
    outcome: Outcome
    before: float
    low: float | None
    high: float | None
    ratio: tuple[float, float] | None
    kind: str

    @property
    def width(self) -> float:
        """How many of 100 lie between the ends; 0 where there is one number or none."""
        return 0.0 if self.low is None else self.high - self.low

    def __str__(self) -> str:
        rungs = " ".join(self.outcome.changes.values())
        if self.low is None:
            return f"{self.question.asked} {self.outcome.means}. We found no number. {rungs}"
        after = f"{self.low:.0f}" if f"{self.low:.0f}" == f"{self.high:.0f}" else f"{self.low:.0f} to {self.high:.0f}"
        return f"{self.question.asked} {self.outcome.means}. Before {self.before:g} of 100, after {after}. {rungs}"


def one_question(question: str = QUESTIONS[0], answer: str = ANSWERS[0], share: float = SHARE.default) -> Told:
    """What the answer to one question tells about a girl gymnast of 14 with back pain, and what it changes.

    Parameters
    ----------
    question : one of `QUESTIONS`.
    answer : "positive" or "negative".
    share : pars stress injuries among 100 girls who come like her, before any test; 14 to 55 is published.

    Raises `ValueError` or `TypeError` in a sentence for a value that is not allowed.
    """
    share = SHARE.check(share)
    ratio = ratios(question, answer)
    one = _BY_NAME[question]
    low, high = (None, None) if ratio is None else (_after(share, r) for r in ratio)
    kind = {ONE_LEG: "band", FILMS: "one", MRI: "studies"}.get(question, "")
    return Told(one, answer, one.outcomes[answer], share, low, high, ratio, kind)
