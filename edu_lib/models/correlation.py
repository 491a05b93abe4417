"""What a correlation looks like: a cloud of simulated people whose two changes go together more or less."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from edu_lib.params import Param, check_choice, check_switch, signed
from edu_lib.sources import BADGES, table

__all__ = [
    "CLOUDS", "OWN", "PARAMS", "Correlation", "Reported", "correlation", "interval_of_r", "percent", "reported", "two_decimals",
]  # fmt: skip

PARAMS = {
    p.key: p
    for p in (
        Param("r", "r", "", (-1.0, 1.0), 0.08, 0.01, "all that a correlation can be"),
        Param("n", "People", "", (5.0, 150.0), 32.0, 1.0, "assumed; 32 as in the study of 2012"),
        Param("seed", "Another sample", "", (1.0, 999.0), 2.0, 1.0, "any number gives a sample of its own"),
        Param("guess_r", "Your guess of r", "", (-1.0, 1.0), 0.0, 0.05, "all that a correlation can be"),
    )
}
OWN = "my own"
# Clouds to guess -> their r; one is that of the patients of 2012.
CLOUDS = {"mystery A": 0.6, "mystery B": 0.08, "mystery C": -0.5, "mystery D": 0.35, "mystery E": 0.8}
_Z = 1.959963984540054  # 95 % of a normal curve lie within so many sd


@dataclass(frozen=True)
class Reported:
    """An r that was published: by whom, of what, its value (or the ends of a range), and its 95 % interval.

    interval : as printed, or worked out here by `interval_of_r` (then `ours`); None where neither can be
    """

    name: str
    source: str
    what: str
    r: float
    r_high: float | None
    n: int | None
    interval: tuple[float, float] | None
    ours: bool
    badge: str


@lru_cache(maxsize=1)
def reported() -> tuple[Reported, ...]:
    """The published values that the cloud is held against, from the table "correlation"."""
    out = []
    for row in table("correlation"):
        printed = (row["ci_low"], row["ci_high"])
        ours = printed == (None, None)
        interval = (interval_of_r(row["r"], row["n"]) if row["n"] else None) if ours else printed
        same = {key: row[key] for key in ("name", "source", "what", "r", "r_high", "n")}
        out.append(Reported(**same, interval=interval, ours=ours, badge=BADGES[row["confidence"]]))
    return tuple(out)


def interval_of_r(r: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a correlation `r` of `n` people, by Fisher's z: tanh(atanh r +- 1.96 / sqrt(n - 3)).

    Takes both quantities to spread as normal curves. An r of 1 or -1 has no width. Raises `ValueError` in a sentence for an r
    outside -1 to 1 or fewer than 4 people.
    """
    if not -1.0 <= r <= 1.0 or n < 4:
        raise ValueError(f"r must lie between -1 and 1 and n be at least 4, but r = {r!r} and n = {n!r} were given.")
    if abs(r) == 1.0:
        return (float(r), float(r))
    middle, half = math.atanh(r), _Z / math.sqrt(n - 3)
    return (math.tanh(middle - half), math.tanh(middle + half))


@dataclass(frozen=True)
class Correlation:
    """The answer of `correlation`.

    x, y : (n,) each person's change in activation and in disability (positive: less of it), in standard deviations
    r, low, high : correlation of this sample and its 95 % interval;  slope, intercept : of the least-squares line
    true_r : what the people were drawn from;  exact : whether the sample was made to have just that r
    hidden : whether r is still to be guessed;  guess : what was guessed, None in a cloud of one's own
    """

    cloud: str
    n: int
    true_r: float
    exact: bool
    hidden: bool
    guess: float | None
    r: float
    low: float
    high: float
    slope: float
    intercept: float
    x: np.ndarray = field(repr=False, compare=False)
    y: np.ndarray = field(repr=False, compare=False)

    @property
    def shared(self) -> float:
        """R squared: the share, 0 to 1, of the differences between people that the two changes have in common."""
        return self.r**2

    def __str__(self) -> str:
        if self.hidden:
            return (
                f"{self.n} simulated people, one dot each: how much the activation of the muscle rose, and how much disability "
                "fell. How closely do the two go together? Set your guess of r, then show it."
            )
        said = f"r = {two_decimals(self.r)} in {self.n} simulated people"
        if self.guess is not None:
            off = abs(self.guess - self.r)
            said += f"; you guessed {two_decimals(self.guess)}, " + (
                f"off by {off:.2f}" if off >= 0.005 else "which is right"
            )
        if abs(self.r) == 1.0:
            return f"{said}. Every dot lies on one line: who knows the one change knows the other."
        low, high = two_decimals(self.low), two_decimals(self.high)
        return (
            f"{said}. The two changes share {percent(self.shared)} of the differences between people. With {self.n} people "
            f"any true r from {low} to {high} fits (95 % interval). {self._held()}"
        )

    def _held(self) -> str:
        """What the interval says of no link, and of the strongest link that was published."""
        other = max(reported(), key=lambda one: one.r)
        none, strong = (self.low <= r <= self.high for r in (0.0, other.r))
        who = f"the {two_decimals(other.r)} of {other.name}"
        if none and strong:
            return (
                f"No link at all fits, and so does {who}: one small study cannot settle it. A review of fifteen articles found "
                "no link (Wong 2014)."
            )
        if none or strong:
            return f"No link at all fits, {who} does not." if none else f"No link at all does not fit, {who} does."
        return f"Neither no link at all nor {who} fits."


def two_decimals(value: float) -> str:
    """An r as it is written: two decimals and a true minus sign."""
    return signed(round(value, 2) + 0.0, ".2f")


def percent(share: float) -> str:
    """A share as it is written."""
    return f"{100 * share:.0f} %" if share >= 0.005 else "less than 1 %"


def correlation(
    r: float = 0.08,
    n: float = 32,
    seed: float = 2,
    exact: bool = True,
    cloud: str = OWN,
    guess_r: float = 0.0,
    show_r: bool = False,
) -> Correlation:
    """A cloud of simulated people: change in activation against change in disability, both in standard deviations.

    Parameters
    ----------
    r : the correlation of a cloud of one's own, -1 to 1.
    n : people, 5 to 150.
    seed : which sample, 1 to 999; the same seed gives the same people.
    exact : whether the sample has just this r, or is drawn at random from endless people who have it.
    cloud : `OWN`, or one of `CLOUDS`, whose r is hidden until it is shown.
    guess_r : what was guessed of such a cloud.
    show_r : whether its r is shown.

    Both changes are drawn from normal curves: y = r x + sqrt(1 - r^2) e. For an exact sample e is first freed of what it has in
    common with x, and all are brought to mean 0 and sd 1.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    r, guess = PARAMS["r"].check(r), PARAMS["guess_r"].check(guess_r)
    n, seed = round(PARAMS["n"].check(n)), round(PARAMS["seed"].check(seed))
    check_choice("cloud", "cloud", cloud, (OWN, *CLOUDS))
    for key, value in (("exact", exact), ("show_r", show_r)):
        check_switch(key, value)
    true_r = CLOUDS.get(cloud, r)
    x, e = np.random.default_rng(seed).standard_normal((150, 2))[:n].T  # more people join those who are there
    if exact:
        x = (x - x.mean()) / x.std(ddof=1)
        e = e - e.mean()
        e = e - (e @ x) / (x @ x) * x
        e = e / e.std(ddof=1)
    y = true_r * x + math.sqrt(1.0 - true_r**2) * e
    dx, dy = x - x.mean(), y - y.mean()
    sample = float(np.clip((dx @ dy) / math.sqrt((dx @ dx) * (dy @ dy)), -1.0, 1.0))
    sample = true_r if exact else round(sample, 12)
    slope = float((dx @ dy) / (dx @ dx))
    low, high = interval_of_r(sample, n)
    mystery = cloud != OWN
    return Correlation(
        cloud=cloud, n=n, true_r=true_r, exact=exact, hidden=mystery and not show_r, guess=guess if mystery else None,
        r=sample, low=low, high=high, slope=slope, intercept=float(y.mean() - slope * x.mean()), x=x, y=y,
    )  # fmt: skip
