"""How often do small studies find a difference that is not there, or miss and inflate one that is?

Two groups of n people each are drawn from normal curves with a standard deviation of 1; their means differ by a true difference
that we set. 1000 such studies are drawn once for each seed and kept, so that moving a slider moves the same studies: those of
n = 20 are the first 20 people of each group. Each study may look at several independent measurements (muscles, directions of
the arm) and reports the one with the smallest P-value; "differs" means P < 0.05 in a two-sided t-test with pooled variance.

All numbers are in standard deviations. Nothing here is a measured onset.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from edu_lib.params import Param
from edu_lib.sources import published

__all__ = ["ALPHA", "MARKS", "PARAMS", "SIZES", "STUDIES", "OnsetSample", "onset_sample", "t_critical", "two_sided_p"]

ALPHA = 0.05
STUDIES, _MOST, _LOOKS = 1000, 100, 8
SIZES = (5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 48, 60, 80, 100)  # group sizes of the curve
MARKS = {
    key: int(published("onset", source=key, quantity="people in each group")["value"])
    for key in ("hodges1996", "gubler2010")
}  # study -> how many people were in each group
PARAMS = {
    p.key: p
    for p in (
        Param("n", "people in each group", "people", (5, _MOST), MARKS["hodges1996"], 1, "small to large; our choice"),
        Param("difference", "true difference", "SD", (0.0, 1.5), 0.0, 0.1, "none to very large; our choice"),
        Param("looks", "measurements tried", "", (1, _LOOKS), 1, 1, "muscles times directions of the arm; our choice"),
        Param("study", "study shown", "", (1, STUDIES), 1, 1, "one of those drawn"),
        Param("seed", "draw", "", (1, 10_000), 1, 1, "which 1000 studies are drawn"),
    )
}


@dataclass(frozen=True)
class OnsetSample:
    """One study and the 1000 to which it belongs; differences are in standard deviations, positive = later with back pain.

    mean, low, high, p : the study's reported difference, its 95 % interval and P-value;  look : which measurement that is
    with_pain, without : (n,) the people of the reported measurement
    means, differs : (1000,) what each study reports, and whether it says "differs"
    share : share of studies that say "differs";  wrong_sign : share of those whose difference points the wrong way
    exaggeration : mean size of the reported differences of those, over the true one; nan where that is 0
    false_expected : 1 - 0.95^looks, the share that theory expects where nothing differs
    sizes, curve : group sizes, and the share that says "differs" at each
    """

    n: int
    difference: float
    looks: int
    study: int
    seed: int
    mean: float
    low: float
    high: float
    p: float
    look: int
    share: float
    wrong_sign: float
    exaggeration: float
    false_expected: float
    sizes: tuple[int, ...]
    curve: tuple[float, ...]
    with_pain: np.ndarray = field(repr=False, compare=False)
    without: np.ndarray = field(repr=False, compare=False)
    means: np.ndarray = field(repr=False, compare=False)
    differs: np.ndarray = field(repr=False, compare=False)

    @property
    def says_differs(self) -> bool:
        """Whether the study shown says that the groups differ."""
        return bool(self.differs[self.study - 1])

    def __str__(self) -> str:
        one = (
            f"Simulated study {self.study}, {self.n} against {self.n}: difference {self.mean:+.2f} SD "
            f"({self.low:+.2f} to {self.high:+.2f}), P = {self.p:.3f}."
        )
        many = f"True difference {self.difference:g} SD: {round(STUDIES * self.share)} of {STUDIES} studies say that they differ."
        if self.difference > 0.0 and self.share > 0.0:
            many += f" Those show {self.exaggeration:.1f} times the true difference on average."
        return f"{one} {many}"


def two_sided_p(t, degrees: int):
    """Two-sided P-value of Student's t with an even number of degrees of freedom, exact.

    The finite series of Abramowitz and Stegun 1964, 26.7.4, which holds for even degrees; two equal groups always give one.
    """
    if degrees < 2 or degrees % 2:
        raise ValueError(f"degrees must be an even number of at least 2, but {degrees!r} was given. Give 2 n - 2.")
    t = np.abs(np.asarray(t, dtype=float))
    cos2 = degrees / (degrees + t * t)
    term, total = np.ones_like(t), np.ones_like(t)
    for k in range(1, degrees // 2):
        term = term * cos2 * (2 * k - 1) / (2 * k)
        total = total + term
    return np.clip(1.0 - np.sqrt(1.0 - cos2) * total, 0.0, 1.0)


@lru_cache(maxsize=256)
def t_critical(degrees: int) -> float:
    """The t beyond which P < 0.05 (two-sided), for an even number of degrees of freedom; by bisection."""
    low, high = 1.0, 100.0
    while high - low > 1e-10:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if two_sided_p(middle, degrees) > ALPHA else (low, middle)
    return 0.5 * (low + high)


@lru_cache(maxsize=2)
def _drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Sums and sums of squares (person, group, study, look) of the first people of each group."""
    z = np.random.default_rng([15, seed]).standard_normal((_MOST, 2, STUDIES, _LOOKS))
    return np.cumsum(z, axis=0), np.cumsum(z * z, axis=0)


def _differences(n: int, seed: int, difference: float, looks: int) -> tuple[np.ndarray, np.ndarray]:
    """Observed difference and t of every study (1000, looks)."""
    sums, squares = (part[n - 1, ..., :looks] for part in _drawn(seed))
    apart = (sums[0] - sums[1]) / n + difference
    within = (squares[0] - sums[0] ** 2 / n + squares[1] - sums[1] ** 2 / n) / (2 * n - 2)
    return apart, apart / np.sqrt(within * 2.0 / n)


@lru_cache(maxsize=64)
def _curve(seed: int, difference: float, looks: int) -> tuple[float, ...]:
    shares = []
    for n in SIZES:
        t = np.abs(_differences(n, seed, difference, looks)[1]).max(axis=1)
        shares.append(float((t > t_critical(2 * n - 2)).mean()))
    return tuple(shares)


def onset_sample(n: int = 15, difference: float = 0.0, looks: int = 1, study: int = 1, seed: int = 1) -> OnsetSample:
    """Draw (or take from those drawn) 1000 studies of two groups and count what they say.

    Parameters
    ----------
    n : people in each group, 5 to 100;  difference : true difference of the means in standard deviations, 0 to 1.5.
    looks : independent measurements that each study tries, 1 to 8; the smallest P-value is reported.
    study : which of the 1000 is shown;  seed : which 1000.

    The exaggeration is the type M error of Gelman and Carlin 2014, the wrong sign their type S error; trying several
    measurements and reporting one is what Simmons 2011 warn of. Real measurements hang together, so that trying m of them
    misleads less often than here.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    n, looks, study, seed = (
        PARAMS[key].whole(value) for key, value in (("n", n), ("looks", looks), ("study", study), ("seed", seed))
    )
    difference = PARAMS["difference"].check(difference)
    apart, t = _differences(n, seed, difference, looks)
    reported = np.abs(t).argmax(axis=1)
    every = np.arange(STUDIES)
    means, differs = apart[every, reported], np.abs(t[every, reported]) > t_critical(2 * n - 2)
    count = int(differs.sum())
    wrong = float((means[differs] < 0.0).mean()) if count and difference > 0.0 else 0.0
    more = float(np.abs(means[differs]).mean() / difference) if count and difference > 0.0 else math.nan
    one, look = study - 1, int(reported[study - 1])
    mean, half = float(means[one]), float(abs(means[one] / t[one, look])) * t_critical(2 * n - 2)
    people = np.diff(_drawn(seed)[0][:n, :, one, look], axis=0, prepend=0.0)
    return OnsetSample(
        n=n, difference=difference, looks=looks, study=study, seed=seed, mean=mean, low=mean - half, high=mean + half,
        p=float(two_sided_p(t[one, look], 2 * n - 2)), look=look + 1, share=count / STUDIES, wrong_sign=wrong,
        exaggeration=more, false_expected=1.0 - (1.0 - ALPHA) ** looks, sizes=SIZES, curve=_curve(seed, difference, looks),
        with_pain=people[:, 0] + difference, without=people[:, 1], means=means, differs=differs,
    )  # fmt: skip
