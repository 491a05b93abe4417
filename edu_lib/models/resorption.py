"""What becomes of a disc herniation without surgery, by its type and by how one counts; and, beside it, of the pain.

Published shares only, looked up and never pooled: the two reviews used many of the same studies. By type neither summary
prints an interval, so none is shown; the band of a third review, all types together, stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

from edu_lib.params import check_choice
from edu_lib.sources import cite, published, table

__all__ = ["COUNTED", "KINDS", "REVIEWS", "Resorption", "resorption"]

KINDS = ("bulge", "protrusion", "extrusion", "sequestration")
REVIEWS = {"Zou 2023": "zou2023", "Chiu 2015": "chiu2015"}
# How one counts -> the quantity's names in the table.
COUNTED = {
    "any shrinking": ("share that shrank",),
    "by half or more": ("share reduced by 50 % or more", "share shrunk by half or more"),
    "gone": ("share gone (100 %)", "share gone altogether"),
}


@dataclass(frozen=True)
class Resorption:
    """Shares of 100, or None where none is printed.

    kind, counted, review : what was asked.  share : for just that.  shares : review -> kind -> share.
    anywhere : (short source, share) of all types together, counted in this way.  band : share, low, high of all types, any
    shrinking, with its 95 % confidence interval.
    """

    kind: str
    counted: str
    review: str
    share: float | None
    shares: dict[str, dict[str, float | None]]
    anywhere: tuple[tuple[str, float], ...]
    band: tuple[float, float, float]

    def __str__(self) -> str:
        if self.share is None:
            return f"No share of {self.kind}s by this way of counting ({self.counted}) stands in {self.review}."
        done = {"any shrinking": "shrank", "by half or more": "shrank by half or more", "gone": "had gone"}[
            self.counted
        ]
        return f"Of 100 {self.kind}s treated without surgery, {self.share:.0f} {done} ({self.review})."


def resorption(kind: str = "extrusion", counted: str = "any shrinking", review: str = "Zou 2023") -> Resorption:
    """What is published on herniations of a `kind`, `counted` in a way, in a `review`.

    Raises `ValueError` with the names there are. Sources: Zou 2023, Chiu 2015, Wang 2020, Lee 2017.
    """
    check_choice("kind", "type of herniation", kind, KINDS)
    check_choice("counted", "way of counting", counted, tuple(COUNTED))
    check_choice("review", "review", review, tuple(REVIEWS))
    rows = [row for row in table("resorption") if row["quantity"] in COUNTED[counted]]
    shares = {
        name: {k: next((r["value"] for r in rows if (r["source"], r["disc_type"]) == (key, k)), None) for k in KINDS}
        for name, key in REVIEWS.items()
    }
    anywhere = tuple((cite(r["source"]).short, r["value"]) for r in rows if r["disc_type"] == "all")
    wang = published("resorption", source="wang2020", disc_type="all")
    band = (wang["value"], wang["low"], wang["high"])
    return Resorption(kind, counted, review, shares[review][kind], shares, anywhere, band)
