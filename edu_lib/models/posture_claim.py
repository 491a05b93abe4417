"""The claim "strong, so short, so bent, so loaded, so it hurts", link by link: what a stated relation says, and what was measured.

The relations are simple, published or marked as assumed, and stand in the docstring of `posture_claim`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from edu_lib.models.loads import spine_loads
from edu_lib.models.muscle_length import pull, rectus_lengths
from edu_lib.models.posture import Posture
from edu_lib.params import Param, check_choice
from edu_lib.sources import published, table

__all__ = [
    "COMPARED", "LINKS", "PARAMS", "VERDICTS", "Groups", "Link", "PostureClaim", "overlap", "posture_claim", "superiority",
]  # fmt: skip

PARAMS = {
    p.key: p
    for p in (
        Param("strength_percent", "stronger by", "%", (0.0, 50.0), 0.0, 5.0, "up to what months of training give"),
        Param(
            "shortening_percent",
            "muscle shorter by",
            "%",
            (0.0, 15.0),
            0.0,
            1.0,
            "assumed; up to well beyond the reserve",
        ),
        Param("effort", "tensed now", "", (0.0, 1.0), 0.0, 0.05, "share of what one can do at will"),
    )
}
VERDICTS = ("holds", "weak", "not shown", "contested")
# What is compared in the last link -> source, quantity, group with pain, group without, who.
COMPARED = {
    "acute back pain": ("singh2024", "lumbar lordosis", "acute back pain", "no back pain", "200 people in all"),
    "disc herniation": ("fei2017", "lumbar lordosis", "disc herniation", "no symptoms", "100 and 100 people"),
    "neck pain of teenagers": ("ruivo2013", "head angle", "neck pain", "no neck pain", "275 in all"),
}
NODES = ("strong", "short", "bent posture", "load", "pain")
BIG_BEND_DEG = 60.0


@dataclass(frozen=True)
class Link:
    """One link of the chain: from, to, verdict (of VERDICTS), certainty in a word, why in a sentence, source and badge."""

    start: str
    end: str
    verdict: str
    certainty: str
    why: str
    source: str
    badge: str


def _row(source: str, quantity: str) -> dict:
    rows = [r for r in table("posture_claim") if r["source"] == source and r["quantity"].startswith(quantity)]
    return published("posture_claim", source=source, quantity=rows[0]["quantity"])


@lru_cache(maxsize=1)
def _links() -> tuple[Link, ...]:
    def link(i, verdict, why, table_name, source, **where):
        badge = published(table_name, source=source, **where)["badge"]
        return Link(NODES[i], NODES[i + 1], verdict, "low", why, source, badge)

    reviews = {"quantity": _row("swain2020", "reviews")["quantity"]}
    motion = {"quantity": _row("alizadeh2023", "range of motion")["quantity"]}
    return (
        link(
            0, "not shown", "Resistance training gave more range of motion, not less.",
            "posture_claim", "alizadeh2023", **motion,
        ),
        link(
            1, "weak", "Muscle length went with lordosis in women; strength that was trained changed neither tilt nor lordosis.",
            "posture_claim", "youdas1996", quantity="lordosis explained by abdominal length",
        ),
        link(
            2, "contested", "A few degrees change the load little; a big bend changes it a lot.",
            "invivo_pressure", "wilke1999", activity="standing, bent forward",
        ),
        link(3, "not shown", "41 reviews do not agree that posture or load is the cause.", "posture_claim", "swain2020", **reviews),
    )  # fmt: skip


LINKS = _links()


def _phi(z: float) -> float:
    return 0.5 * (1.0 + math.erf(z / math.sqrt(2.0)))


def _check_curves(sd_a: float, sd_b: float, *rest: float) -> None:
    if not all(map(math.isfinite, (sd_a, sd_b, *rest))) or min(sd_a, sd_b) <= 0.0:
        raise ValueError(
            f"Means must be finite and standard deviations above 0, but sd_a = {sd_a!r} and sd_b = {sd_b!r} were given. "
            "Give both groups in the same unit."
        )


def overlap(mean_a: float, sd_a: float, mean_b: float, sd_b: float) -> float:
    """The share, 0 to 1, that two groups have in common: the area under the lower of their two curves (overlapping coefficient).

    Assumes that each group spreads as a normal curve; exact for two such curves. Raises `ValueError` in a sentence for a
    standard deviation that is not above 0.
    """
    _check_curves(sd_a, sd_b, mean_a, mean_b)
    if math.isclose(sd_a, sd_b, rel_tol=1e-9):
        return 2.0 * _phi(-abs(mean_a - mean_b) / (sd_a + sd_b))
    if sd_a > sd_b:
        mean_a, sd_a, mean_b, sd_b = mean_b, sd_b, mean_a, sd_a
    # Between the two places where the curves cross the narrow one (a) is higher, outside them the wide one (b).
    va, vb = sd_a**2, sd_b**2
    middle = (mean_a * vb - mean_b * va) / (vb - va)
    half = sd_a * sd_b * math.sqrt((mean_a - mean_b) ** 2 + 2.0 * (vb - va) * math.log(sd_b / sd_a)) / (vb - va)
    low, high = middle - half, middle + half
    inside_b = _phi((high - mean_b) / sd_b) - _phi((low - mean_b) / sd_b)
    outside_a = _phi((low - mean_a) / sd_a) + 1.0 - _phi((high - mean_a) / sd_a)
    return inside_b + outside_a


def superiority(mean_a: float, sd_a: float, mean_b: float, sd_b: float) -> float:
    """The chance, 0 to 1, that one person drawn from group a has more than one from group b (probability of superiority).

    Assumes normal curves and independent draws. Raises as `overlap`.
    """
    _check_curves(sd_a, sd_b, mean_a, mean_b)
    return _phi((mean_a - mean_b) / math.hypot(sd_a, sd_b))


@dataclass(frozen=True)
class Groups:
    """People with and without pain: what was measured, mean and sd of each in degrees, and how far the groups are one.

    shared : overlapping coefficient, 0 to 1;  more : chance that the one with pain has more, 0 to 1
    """

    compared: str
    quantity: str
    source: str
    badge: str
    who: str
    with_pain: tuple[float, float]
    without: tuple[float, float]
    shared: float
    more: float

    @property
    def words(self) -> str:
        """Such as "If you drew one person of each group, ...; the two groups share 95 of 100."""
        return (
            f"If you drew one person of each group, the one with pain would have less {self.quantity} in about "
            f"{100 * (1 - self.more):.0f} of 100 draws; the two groups share {100 * self.shared:.0f} of 100."
        )


@lru_cache(maxsize=4)
def _groups(compared: str) -> Groups:
    source, quantity, one, other, who = COMPARED[compared]
    a, b = (published("posture_claim", source=source, quantity=quantity, group=group) for group in (one, other))
    curves = (a["mean"], a["sd"], b["mean"], b["sd"])
    return Groups(
        compared, quantity, source, a["badge"], who, curves[:2], curves[2:], overlap(*curves), superiority(*curves)
    )  # fmt: skip


@lru_cache(maxsize=2)
def _tilted(what: str) -> float:
    return float(
        published("posture_norms", quantity=f"change of {what}", position="standing, pelvis tilted back")["mean"]
    )


@lru_cache(maxsize=512)
def _l4l5(flexion: float, brace: float) -> float:
    return spine_loads(Posture(lumbar_flexion_deg=flexion, brace=brace)).compression_n["L4/L5"]


@lru_cache(maxsize=1)
def _bent() -> float:
    return spine_loads(Posture(trunk_flexion_deg=BIG_BEND_DEG)).compression_n["L4/L5"]


@dataclass(frozen=True)
class PostureClaim:
    """The answer of `posture_claim`; degrees, newtons, per cent.

    peak_percent : the strongest active pull, 100 before training;  resting_percent : passive pull in standing, of the same
    reserve_percent : how much longer than in standing rectus abdominis is when the lumbar spine is fully arched
    tilt_strength, tilt_length, tilt_effort : how far the pelvis is rolled back by each slider alone, degrees
    flexion : lumbar flexion that goes with all of it, degrees
    standing_n, posture_n, tensed_n, bent_n : compression of L4/L5 standing, in this posture, in it with the wall tensed, and
        in a bend of 60 degrees
    links : the four links with their verdicts;  groups : people with and without pain
    """

    strength_percent: float
    shortening_percent: float
    effort: float
    peak_percent: float
    resting_percent: float
    reserve_percent: float
    tilt_strength: float
    tilt_length: float
    tilt_effort: float
    flexion: float
    standing_n: float
    posture_n: float
    tensed_n: float
    bent_n: float
    links: tuple[Link, ...]
    groups: Groups

    @property
    def posture_percent(self) -> float:
        """By how many per cent the posture alone changes the load of L4/L5."""
        return 100.0 * (self.posture_n / self.standing_n - 1.0)

    def __str__(self) -> str:
        first = (
            f"Stronger by {self.strength_percent:.0f} %, shorter by {self.shortening_percent:.0f} %, tensed to "
            f"{100 * self.effort:.0f} %: the strongest pull is {self.peak_percent:.0f} % of before, the pull at rest in standing "
            f"{self.resting_percent:.1f} %."
        )
        second = (
            f"The pelvis rolls back {self.tilt_strength:.0f}° by strength, {self.tilt_length:.0f}° by length and "
            f"{self.tilt_effort:.0f}° by effort, while it lasts."
        )
        third = (
            f"L4/L5 carries {round(self.standing_n, -1):.0f} N standing, {round(self.posture_n, -1):.0f} N in this posture, "
            f"{round(self.tensed_n, -1):.0f} N with the wall tensed and {round(self.bent_n, -1):.0f} N bent {BIG_BEND_DEG:.0f}°."
        )
        verdicts = "; ".join(f"{k.start} to {k.end}: {k.verdict} ({k.certainty} certainty)" for k in self.links)
        return f"{first} {second} {third} The links: {verdicts}. {self.groups.words}"


def posture_claim(
    strength_percent: float = 0.0,
    shortening_percent: float = 0.0,
    effort: float = 0.0,
    compared: str = next(iter(COMPARED)),
) -> PostureClaim:
    """What three sliders do to each link of the claim, by stated relations, beside what was measured.

    Parameters
    ----------
    strength_percent : how much stronger the abdominal muscles became, 0 to 50 %.
    shortening_percent : how much shorter they became, 0 to 15 %: a thing of its own, which training was not shown to do.
    effort : how hard they are tensed at will now, 0 to 1.
    compared : who is compared in the last link, a key of `COMPARED`.

    Relations
    ---------
    Strength scales the active curve of the muscle and leaves its length (`pull`); on tilt it has no effect, as none was found
    (Levine 1997). A shorter muscle first uses up what it is longer when the spine is fully arched than in standing; only a
    shortening beyond that reserve rolls the pelvis back, by as much as the model's rectus abdominis then lacks. That is the most
    it could do: it takes for granted that the muscle stops the arching. Effort rolls the pelvis back in proportion, up to the
    8.7 degrees of tilt and 9.0 of lordosis that people reached (Levine and Whittle 1996; the proportion is assumed), and tenses
    the wall in the spine model. The trunk stays upright.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    strength = PARAMS["strength_percent"].check(strength_percent)
    shorter = PARAMS["shortening_percent"].check(shortening_percent)
    effort = PARAMS["effort"].check(effort)
    check_choice("compared", "compared", compared, tuple(COMPARED))
    flexion, length = rectus_lengths()
    longest = length[0] * (1.0 - shorter / 100.0)
    forced = 0.0 if longest >= 1.0 else float(np.interp(-longest, -length, flexion))
    at_will = -_tilted("lumbar lordosis") * effort
    total = forced + at_will
    active, passive = pull(1.0, strength, shorter)
    return PostureClaim(
        strength_percent=strength, shortening_percent=shorter, effort=effort,
        peak_percent=100.0 + strength, resting_percent=100.0 * float(passive), reserve_percent=100.0 * (length[0] - 1.0),
        tilt_strength=0.0, tilt_length=forced, tilt_effort=_tilted("pelvic tilt") * effort, flexion=total,
        standing_n=_l4l5(0.0, 0.0), posture_n=_l4l5(total, 0.0), tensed_n=_l4l5(total, effort), bent_n=_bent(),
        links=LINKS, groups=_groups(compared),
    )  # fmt: skip
