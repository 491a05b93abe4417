"""Likelihood ratios of the tests and findings that may point to a nerve root, read from the tables with their ranges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edu_lib.sources import BADGES, cite, published, table

__all__ = ["CAP", "LOSSES", "TESTS", "Ratio", "ladder", "pain_ratio", "ratio_of", "row_of", "single_losses"]

CAP = 5.0  # what a ratio printed as infinite counts for: our choice
TESTS = {
    "leg_raise": ("vanderwindt2010", "straight leg raise", None),
    "crossed": ("vanderwindt2010", "crossed straight leg raise", None),
    "slump": ("mkumbuzi2012", "slump", None),
    "femoral_stretch": ("suri2011", "femoral stretch", "L2 to L4"),
}
# What is found -> source, test and target of its row, and the roots it speaks for.
LOSSES = {
    "knee": ("suri2011", "knee jerk", "L4", ("L4",)),
    "medial hamstring": ("esene2012", "medial hamstring reflex", "L5", ("L5",)),
    "ankle": ("suri2011", "ankle jerk", "L5 or S1", ("L5", "S1")),
    "front thigh numb": ("suri2011", "sensation of the front thigh", "L2", ("L2",)),
    "inner ankle numb": ("suri2011", "sensation of the medial ankle", "L4", ("L4",)),
    "hip abduction weak": ("suri2011", "hip abduction weak", "L5", ("L5",)),
}


@dataclass(frozen=True)
class Ratio:
    """A likelihood ratio: how many times the odds change.

    name : what was found;  value : 1 tells nothing;  low, high : its range, None where no interval was read
    how : where that range is from, "interval read" or "ends of two intervals" (of sensitivity and specificity: our sum,
    wider than an interval of the ratio would be) or "";  capped : the paper prints infinite, `value` is our cap
    roots : for whom it speaks;  target, reference, setting : what was looked for, against what, in whom
    source, short, badge : key, short name and how well we know it
    """

    name: str
    value: float
    low: float | None
    high: float | None
    how: str
    capped: bool
    roots: tuple[str, ...]
    target: str
    reference: str
    setting: str
    source: str
    short: str
    badge: str

    def __str__(self) -> str:
        value = f"{CAP:g} or more" if self.capped else f"{self.value:.3g}"
        band = "no interval read" if self.low is None else f"{self.low:.2g} to {self.high:.2g}"
        return f"{self.name}: {value} ({band}); for {self.target}, against {self.reference}; {self.short}"


@lru_cache(maxsize=64)
def row_of(source: str, test: str, root: str | None) -> dict:
    return published("root_tests", source=source, test=test, root=root)


@lru_cache(maxsize=64)
def ratio_of(source: str, test: str, root: str | None, roots: tuple[str, ...] = (), found: str = "positive"):
    """The `Ratio` of one row, or None: a negative test whose ratio was not read."""
    row = row_of(source, test, root)
    side = "lr_pos" if found == "positive" else "lr_neg"
    value, low, high, how, capped = row[side], row[f"{side}_low"], row[f"{side}_high"], "", False
    if value is None and side == "lr_neg":
        return None
    if value is None:
        value, capped = CAP, True
    elif low is not None and high is not None:
        how = "interval read"
    else:
        low = high = None
        ends = [row[f"{which}_{end}"] for which in ("sens", "spec") for end in ("low", "high")]
        if None not in ends:
            a, b, c, d = ends
            low, high = (a / (1 - c), b / (1 - d)) if side == "lr_pos" else ((1 - b) / d, (1 - a) / c)
            how = "ends of two intervals"
    return Ratio(
        f"{test}, {found}" if root is None or "stretch" in test else test,
        value, low, high, how, capped, roots, row["target"], row["reference"], row["setting"],
        source, cite(source).short, BADGES["assumption" if capped else row["confidence"]],
    )  # fmt: skip


def ladder() -> dict[str, tuple[Ratio, Ratio | None]]:
    """Each test of the first question: its ratio where positive, and where negative (None: not read)."""
    return {key: tuple(ratio_of(*row, (), found) for found in ("positive", "negative")) for key, row in TESTS.items()}


def single_losses() -> tuple[float, float]:
    """Lowest and highest positive ratio of one loss alone (feeling, strength, reflex, wasting), for any herniation."""
    found = [r["lr_pos"] for r in table("root_tests") if r["source"] == "alnezari2013"]
    return min(found), max(found)


def pain_ratio(area: str) -> Ratio | None:
    """What the pain area tells of L5 against S1; None where the table holds no one, or too few to say."""
    if area not in ("L5 area", "S1 area"):
        return None
    root = area[:2]
    shares = {
        r: published(
            "nerve_roots", source="kortelainen1985", root=f"{r} (by the disc)", quantity=f"pain felt in: {root}"
        )
        for r in ("L5", "S1")
    }
    other = "S1" if root == "L5" else "L5"
    return Ratio(
        f"pain in the {area}", shares[root]["value"] / shares[other]["value"], None, None, "", False, (root,),
        f"disc {'L4/5' if root == 'L5' else 'L5/S1'}, against the other", "operation", "operated people",
        "kortelainen1985", cite("kortelainen1985").short, shares[root]["badge"],
    )  # fmt: skip
