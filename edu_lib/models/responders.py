"""How many people more pass a line of relief when a treatment shifts the average: from a mean difference to a number needed.

Both arms are normal curves of pain afterwards, 0-100, with one spread; the treated curve is the other one, shifted by the
published difference. Who ends at or below the line counts as a responder (Furukawa 2005; Cochrane Handbook, chapter 15).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

from edu_lib.models.effect_size import SPREAD, Needed
from edu_lib.models.posture_claim import overlap, superiority
from edu_lib.params import Param, check_choice
from edu_lib.sources import published

__all__ = ["CONTRASTS", "PARAMS", "Responders", "contrast_row", "responders"]

# What a student reads -> row of the table of trials.
CONTRASTS = {
    "exercise against no exercise": "E28",
    "Pilates against little care": "E27",
    "motor control exercise against other exercise": "E09",
}
PARAMS = {
    p.key: p
    for p in (
        Param("mean_difference", "mean difference", "points", (-30.0, 10.0), None, 0.1, "of 100; below 0 is less pain"),
        SPREAD,
        Param("relief_percent", "relief needed", "%", (10.0, 80.0), 30.0, 5.0, "Ostelo 2008 proposes 30 %"),
        Param("start", "pain at the start", "points", (30.0, 90.0), 56.0, 1.0, "Wallwork 2024, persistent pain"),
        Param("other_change", "change without it", "points", (-30.0, 10.0), -8.0, 1.0, "Wallwork 2024, six weeks"),
    )
}
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Responders:
    """The answer of `responders`; points of pain 0-100, shares 0 to 1.

    effect, low, high : mean difference with its interval;  sd : spread of pain afterwards, in both arms
    line : pain at or below which the relief is reached;  means : average afterwards, (without, with)
    without, treated : shares that reach the line;  needed : the number needed, with the interval that follows from the effect's
    shared : what the two curves have in common;  better : chance that a treated person ends with less pain than another
    published : whether the effect is the published one
    """

    contrast: str
    source: str
    badge: str
    effect: float
    low: float
    high: float
    sd: float
    start: float
    relief_percent: float
    line: float
    means: tuple[float, float]
    without: float
    treated: float
    needed: Needed
    shared: float
    better: float
    published: bool

    @property
    def arms(self) -> tuple[str, str]:
        """What the two arms get: (without, with)."""
        treated, other = self.contrast.split(" against ")
        return other, treated

    def __str__(self) -> str:
        return (
            f"Of 100 people {100 * self.without:.0f} reach {self.relief_percent:.0f} % relief without and "
            f"{100 * self.treated:.0f} with the treatment: {self.needed.words}."
        )


@lru_cache(maxsize=8)
def contrast_row(contrast: str) -> tuple[float, float, float, str, str]:
    """Effect, low, high (points of 100), source and badge of a contrast of `CONTRASTS`."""
    row = published("trials", id=CONTRASTS[contrast])
    return float(row["effect"]), float(row["ci_low"]), float(row["ci_high"]), row["source"], row["badge"]


def responders(
    contrast: str = next(iter(CONTRASTS)),
    mean_difference: float | None = None,
    sd: float = 25.0,
    relief_percent: float = 30.0,
    start: float = 56.0,
    other_change: float = -8.0,
) -> Responders:
    """From a mean difference to shares who reach a line of relief, and to a number needed to treat.

    Parameters
    ----------
    contrast : the published comparison, a key of `CONTRASTS`.
    mean_difference : points of pain 0-100, below 0 for less pain; None takes the published one. One of your own keeps the
        width of the published interval.
    sd : spread of pain afterwards in each arm, points.
    relief_percent : how much less pain than `start` counts as relief, %.
    start : average pain before, points;  other_change : what changes without the treatment, points.

    Assumes normal curves of one spread (some of which then lies outside 0 to 100), the same start for everybody, and a shift of
    the whole curve, so it cannot tell whether a few gained much or all a little. The cut is a convention.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    check_choice("contrast", "comparison", contrast, tuple(CONTRASTS))
    given = {"mean_difference": mean_difference, "sd": sd, "relief_percent": relief_percent, "start": start}
    shift, sd, relief, start = (PARAMS[key].check(value) for key, value in given.items())
    other = PARAMS["other_change"].check(other_change)
    effect, low, high, source, badge = contrast_row(contrast)
    own = shift is not None and abs(shift - effect) > 1e-9
    if own:
        low, high, effect = low + shift - effect, high + shift - effect, shift
    mean, line = start + other, start * (1.0 - relief / 100.0)

    def share(of_effect: float) -> float:
        return _NORMAL.cdf((line - mean - of_effect) / sd)

    without, treated = share(0.0), share(effect)
    # A smaller number is a better one, so the low end of the effect is the high end of the gain.
    needed = Needed(treated - without, share(high) - without, share(low) - without)
    return Responders(
        contrast, source, badge, effect, low, high, sd, start, relief, line, (mean, mean + effect), without, treated, needed,
        shared=overlap(mean, sd, mean + effect, sd), better=superiority(mean, sd, mean + effect, sd), published=not own,
    )  # fmt: skip
