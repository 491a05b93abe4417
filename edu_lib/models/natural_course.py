"""A waiting room whose pain falls for four reasons, so that what a clinician sees can be held against what a trial finds.

The reasons: people came in a bad week (regression to the mean), the natural course, the placebo effect, and the effect of the
treatment itself. How a person's pain is made up stands in the docstring of `waiting_room`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from edu_lib.params import Param, check_choice
from edu_lib.sources import published

__all__ = ["KINDS", "PARAMS", "PARTS", "WEEKS", "WHO", "Difference", "WaitingRoom", "course", "waiting_room"]

KINDS = ("acute", "subacute", "persistent")
WHO = ("in a bad week", "in any week")
WEEKS = (6, 26, 52)
PARTS = ("came in a bad week", "natural course", "placebo", "the treatment itself")


def _given(quantity: str, what: str) -> float:
    return float(published("natural_course", quantity=quantity, what=what)["value"])


PARAMS = {
    p.key: p
    for p in (
        Param(
            "fluctuation", "swing from week to week", "points", (0.0, 16.0),
            _given("swing of pain within one person", "standard deviation over a week"), 1.0, "around the 12 of Page 2022",
        ),
        Param("natural", "natural course", "points", (0.0, 36.0), None, 1.0, "up to the largest fall in Wallwork 2024"),
        Param(
            "placebo", "placebo", "points", (0.0, 15.0),
            _given("placebo against no treatment", "lasting back pain: pain in the short term"), 1.0, "up to twice Strijkers 2021",
        ),
        Param(
            "specific", "the treatment itself", "points", (0.0, 15.0),
            _given("effect of the treatment itself", "dial at the start"), 1.0, "assumed",
        ),
        Param("people", "people in the waiting room", "", (10, 1000), 100, 1, "assumed"),
        Param("trial_people", "people in the trial", "", (30, 3000), 600, 30, "assumed"),
        Param("seed", "another hundred", "", (1, 999), 3, 1, "any whole number"),
    )
}  # fmt: skip
BETTER_PERCENT = float(
    published("study_facts", source="ostelo2008", what="improvement from the start that counts as meaningful")["value"]
)
_SPREAD = _given("spread of usual pain between people", "standard deviation")
_SQRT6 = math.sqrt(6.0)  # half width of a triangle over its standard deviation
# Mean of the larger of two draws from a triangle on -1..1: half of E|X - Y|, which is the mean deviation of a sum of four
# uniform numbers, 7/15.
_WORSE_OF_TWO = 7.0 / 30.0
_MOST = 0.95  # how much of the pain there is can be taken away on average


@lru_cache(maxsize=3)
def course(kind: str) -> dict[int, float]:
    """Mean pain, points of 100, at 0, 6, 26 and 52 weeks after people entered a study (Wallwork 2024)."""
    letter = check_choice("kind", "whose pain", kind, KINDS)[0]
    return {week: float(published("trials", id=f"E106{letter}{week}")["effect"]) for week in (0, *WEEKS)}


def _half_width(level, swing: float):
    """Half the width of the triangle of weeks around a level, narrowed so that it stays within 0 to 100."""
    return np.minimum(_SQRT6 * swing, np.minimum(level, 100.0 - level))


def _levels(mean: float, draw):
    """Usual pain of people, from draws of a triangle on -1..1; its mean is `mean` and it stays within 0 to 100."""
    return mean + min(_SQRT6 * _SPREAD, mean, 100.0 - mean) * draw


@lru_cache(maxsize=256)
def _usual(start: float, swing: float) -> float:
    """Mean usual pain of people whose mean is `start` in the worse of two weeks: `start` less the regression to come."""
    share = (np.arange(400) + 0.5) / 400
    draw = np.where(share < 0.5, np.sqrt(2 * share) - 1, 1 - np.sqrt(2 * (1 - share)))
    mean = start
    for _ in range(30):
        mean = start - _WORSE_OF_TWO * float(_half_width(_levels(mean, draw), swing).mean())
    return mean


@dataclass(frozen=True)
class Difference:
    """Pain of a group less than of a control group: mean difference, points (more is better), with its 95 % interval.

    name : what is compared;  effect, low, high : points;  truth : what the dials say, points;  n : people in each group
    """

    name: str
    effect: float
    low: float
    high: float
    truth: float
    n: tuple[int, int]

    @property
    def reaches_zero(self) -> bool:
        """True if no difference at all is within the interval."""
        return self.low <= 0.0 <= self.high


def _t(df: float, level: float = 0.95) -> float:
    """Quantile of Student's t for a two-sided interval, from the normal one (Cornish and Fisher's series, df of 9 or more)."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    return z + (z**3 + z) / (4 * df) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)


def _difference(name: str, treated: np.ndarray, control: np.ndarray, truth: float) -> Difference:
    a, b = treated.var(ddof=1) / len(treated), control.var(ddof=1) / len(control)
    effect, error = float(control.mean() - treated.mean()), math.sqrt(a + b)
    df = (a + b) ** 2 / (a**2 / (len(treated) - 1) + b**2 / (len(control) - 1)) if error > 0 else 1e9
    half = _t(df) * error
    return Difference(name, effect, effect - half, effect + half, truth, (len(treated), len(control)))


@dataclass(frozen=True)
class WaitingRoom:
    """The answer of `waiting_room`; points of 100.

    expected : what the dials say of the four `PARTS`;  usual : mean usual pain of those who come
    limited : True if placebo and treatment were asked for more pain than there is left
    before, untreated, after : pain of each person when they come, and then without and with treatment; whole points, (people,)
    level : their usual pain, (people,)
    sham_mean : mean pain of the same people after a sham;  trial_people : how many the trial had
    against_sham, against_nothing : the trial's answers
    """

    seed: int
    kind: str
    who: str
    weeks: int
    expected: tuple[float, float, float, float]
    usual: float
    limited: bool
    before: np.ndarray = field(repr=False)
    level: np.ndarray = field(repr=False)
    untreated: np.ndarray = field(repr=False)
    after: np.ndarray = field(repr=False)
    sham_mean: float
    trial_people: int
    against_sham: Difference
    against_nothing: Difference

    @property
    def people(self) -> int:
        """How many people wait."""
        return len(self.before)

    @property
    def fall(self) -> float:
        """By how many points mean pain fell in the clinic: what the clinician sees."""
        return float(self.before.mean() - self.after.mean())

    @property
    def parts(self) -> tuple[float, float, float, float]:
        """How the fall is made up in these very people, in the order of `PARTS`; the four add up to `fall`.

        Known only because the same people can be sent through the room three times. Chance is in it: few people, few weeks.
        """
        steps = (self.before.mean(), self.level.mean(), self.untreated.mean(), self.sham_mean, self.after.mean())
        return tuple(float(high - low) for high, low in zip(steps, steps[1:]))

    @property
    def whole_parts(self) -> tuple[int, int, int, int]:
        """`parts` as whole points that add up to the rounded fall (largest remainders)."""
        parts = np.array(self.parts)
        whole = np.floor(parts).astype(int)
        short = round(self.fall) - int(whole.sum())
        whole[np.argsort(whole - parts, kind="stable")[:short]] += 1
        return tuple(int(w) for w in whole)

    def better(self, then: np.ndarray) -> int:
        """How many people's pain fell by 30 % or more (Ostelo 2008), from `before` to `then`."""
        return int(np.sum((self.before - then) * 100.0 >= BETTER_PERCENT * self.before))

    @property
    def stories(self) -> tuple[tuple[int, int], ...]:
        """Pain before and then of the five people who improved most, in points, without any treatment: (before, then)."""
        best = np.argsort(-(self.before - self.untreated), kind="stable")[:5]
        return tuple((int(self.before[i]), int(self.untreated[i])) for i in best)

    def __str__(self) -> str:
        parts = ", ".join(f"{name} {points}" for name, points in zip(PARTS, self.whole_parts, strict=True))
        trial = "; ".join(
            f"{d.name}: {d.effect:.1f} (95 % interval {d.low:.1f} to {d.high:.1f})"
            for d in (self.against_sham, self.against_nothing)
        )
        return (
            f"{self.people} people with {self.kind} back pain who came {self.who}: mean pain {self.before.mean():.0f}, "
            f"{self.weeks} weeks later {self.after.mean():.0f}. The fall of {round(self.fall)} points: {parts}. "
            f"{self.better(self.after)} improved by {BETTER_PERCENT:.0f} % or more; without treatment it would have been "
            f"{self.better(self.untreated)}. Trial: {trial}."
        )


def _check_weeks(weeks: object) -> int:
    if isinstance(weeks, bool) or weeks not in WEEKS:
        raise ValueError(
            f"weeks (when pain is asked again) must be 6, 26 or 52, for these were published, but {weeks!r} was given. "
            "Choose one of them."
        )
    return int(weeks)


@lru_cache(maxsize=8)
def _draws(seed: int, people: int) -> np.ndarray:
    """(people, 10) numbers from 0 to 1. The first people of a larger crowd are those of a smaller one."""
    draws = np.random.default_rng(seed).random((people, 10))
    draws.setflags(write=False)
    return draws


@lru_cache(maxsize=8)
def _groups(seed: int, people: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Three groups of people, drawn by lot, as equal in size as may be."""
    order = np.random.default_rng([seed, 1]).permutation(people)
    return tuple(np.sort(order[i::3]) for i in range(3))


def waiting_room(
    seed: int = 3,
    people: int = 100,
    kind: str = "acute",
    who: str = WHO[0],
    weeks: int = 6,
    fluctuation: float = PARAMS["fluctuation"].default,
    natural: float | None = None,
    placebo: float = PARAMS["placebo"].default,
    specific: float = PARAMS["specific"].default,
    trial_people: int = 600,
) -> WaitingRoom:
    """Send people through a clinic, and through a randomised trial, knowing what lowers their pain.

    Parameters
    ----------
    seed : which people come, 1 to 999; the same seed always gives the same people.
    people : how many wait in the clinic, 10 to 1000.
    kind : whose pain: "acute", "subacute" or "persistent"; mean pain at the start is that of Wallwork 2024.
    who : "in a bad week": they come in the worse of two weeks; "in any week": the week has nothing to do with it.
    weeks : when pain is asked again: 6, 26 or 52, the times that were published.
    fluctuation : how far one person's pain swings from week to week, standard deviation, 0 to 16 points of 100.
    natural : fall of usual pain in the natural course, 0 to 36 points. Left out, it is what the published fall leaves when
        people came in a bad week.
    placebo, specific : further fall by a sham treatment, and by what the treatment adds to it, 0 to 15 points each.
    trial_people : how many people the trial shares out by lot between treatment, sham and nothing, 30 to 3000.

    How pain is made
    ----------------
    Everyone has a usual pain (a triangle of standard deviation 18 at most, assumed) around which weeks swing (a triangle,
    narrower near 0 and 100 so that no score has to be cut off; that keeps every mean exact). In time usual pain falls to a
    share of itself, v ** c with v even between 0 and 1: some recover, some hardly, and the mean is as set. Placebo and
    treatment take such a share of what is left, so nobody without pain can gain; of the mean they can take 95 % (`limited`).
    That people differ in all this is sure; how they differ is our assumption. Scores are rounded to whole points.

    The published course begins when people enter a study. So it holds regression to the mean and natural recovery together
    (and what care people had), and how much each is cannot be known from it. Here `fluctuation` decides the first and the rest
    is called natural; the two add up to the published fall when `natural` is left out and the swing is not so wide that regression
    alone is more. Weeks that lie 6 apart are taken to
    swing independently.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    seed, people, trial_people = (
        PARAMS[k].whole(v) for k, v in (("seed", seed), ("people", people), ("trial_people", trial_people))
    )
    path, weeks = course(kind), _check_weeks(weeks)
    check_choice("who", "who comes", who, WHO)
    swing, natural, placebo, specific = (
        PARAMS[key].check(value)
        for key, value in zip(
            ("fluctuation", "natural", "placebo", "specific"), (fluctuation, natural, placebo, specific)
        )
    )
    usual = _usual(path[0], swing)
    left = path[weeks] if natural is None else usual - natural
    left = float(np.clip(left, (1 - _MOST) * usual, usual))
    taken = placebo + specific
    scale = min(1.0, _MOST * left / taken) if taken else 1.0
    placebo, specific = scale * placebo, scale * specific

    u = _draws(seed, max(people, trial_people))
    level = _levels(usual, u[:, 0] + u[:, 1] - 1.0)
    week = u[:, 2] + u[:, 3] - 1.0
    if who == WHO[0]:
        week = np.maximum(week, u[:, 4] + u[:, 5] - 1.0)
    before = np.rint(level + _half_width(level, swing) * week)
    later_level = level * u[:, 6] ** (usual / left - 1.0)  # the mean of v ** c is 1 / (1 + c)
    later_week = u[:, 7] + u[:, 8] - 1.0

    def later(taken: float) -> np.ndarray:
        rest = later_level * u[:, 9] ** (left / (left - taken) - 1.0)
        return np.rint(rest + _half_width(rest, swing) * later_week)

    nothing, sham, treated = later(0.0), later(placebo), later(placebo + specific)
    a, b, c = _groups(seed, trial_people)
    return WaitingRoom(
        seed=seed, kind=kind, who=who, weeks=weeks,
        expected=(path[0] - usual if who == WHO[0] else 0.0, usual - left, placebo, specific), usual=usual, limited=scale < 1.0,
        before=before[:people], level=level[:people], untreated=nothing[:people], after=treated[:people],
        sham_mean=float(sham[:people].mean()),
        trial_people=trial_people,
        against_sham=_difference("treatment against sham", treated[a], sham[b], specific),
        against_nothing=_difference("treatment against nothing", treated[a], nothing[c], placebo + specific),
    )  # fmt: skip
