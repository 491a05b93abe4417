"""What the tilt plate says: its headline, its rows of measurements, and the description in sentences."""

from __future__ import annotations

from functools import lru_cache

from edu_lib.models.tilt import TiltResult, readings
from edu_lib.sources import published, table
from edu_lib.words import _, language, number

__all__ = ["WHO", "describe_tilt", "head", "rows", "steps"]

WHO = {
    "gianakopoulos1985": "Gianakopoulos", "lemarr1984": "LeMarr", "friberg1985": "Friberg", "weinreb1984": "Weinreb",
    "whittle2022": "Whittle", "rheault1985": "Rheault", "vernon1985": "Vernon",
}  # fmt: skip


def head(r: TiltResult) -> str:
    """The headline: what is left."""
    if r.angle_deg == 0.0:
        return _("Lying flat, none of the body's weight pulls along the spine")
    if abs(r.pull_share) < 0.005:
        about = {"angle": r.angle_deg, "level": r.level}
        return _("Tilted {angle:.0f}°: friction can hold it all, nothing need pull at {level}", **about)
    about = {"angle": r.angle_deg, "share": 100 * abs(r.pull_share), "level": r.level}
    if r.pull_n <= 0:
        return _("Tilted {angle:.0f}°, about {share:.0f} % of body weight presses on {level}", **about)
    if r.friction_n > 0:
        return _("Tilted {angle:.0f}°, at least {share:.0f} % of body weight pulls at {level}", **about)
    return _("Tilted {angle:.0f}°, about {share:.0f} % of body weight pulls at {level}", **about)


def steps(r: TiltResult) -> tuple[tuple[str, float], ...]:
    """From the whole weight to what is left: words, and share of body weight."""
    part, pulls = abs(r.pull_n) + r.friction_n, r.hold != "chest belt"
    about = {"level": r.level, "share": r.share_above if pulls else 1.0 - r.share_above, "part": part}
    left = {"friction": r.friction_n, "level": r.level, "left": abs(r.pull_n)}
    along = {"angle": r.angle_deg, "share": r.along_share, "along": r.along_n}
    return (
        (_("body weight: {weight:.0f} N", weight=r.weight_n), 1.0),
        (_("along the table, × sin {angle:.0f}° = {share:.2f}: {along:.0f} N", **along), r.along_share),
        (
            _("of the part headward of {level}, × {share:.2f}: {part:.0f} N", **about)
            if pulls
            else _("of the part footward of {level}, × {share:.2f}: {part:.0f} N", **about),
            part / r.weight_n,
        ),
        (
            _("friction may hold {friction:.0f} N; pulls at {level}: {left:.0f} N", **left)
            if pulls
            else _("friction may hold {friction:.0f} N; presses on {level}: {left:.0f} N", **left),
            abs(r.pull_share),
        ),
    )


def rows() -> tuple:
    """What was measured, as (title, role of the colour, mark, lines); a line is (lowest tilt, highest or None, words)."""
    return _rows(language())


@lru_cache(maxsize=4)
def _rows(_spoken: str) -> tuple:
    by = {(x.what, x.source): x for x in readings()}
    up, down = by["systolic", "lemarr1984"], by["diastolic", "lemarr1984"]
    rise, second = by["systolic", "gianakopoulos1985"], by["diastolic", "gianakopoulos1985"]
    steady = published("tilt", source="whittle2022")
    blood = (
        (
            up.angle_deg,
            up.angle_deg,
            f"{up.before}/{down.before} → {up.hanging}/{down.hanging} mmHg ({WHO[up.source]})",
        ),
        (0.0, steady["angle_deg"], _("systolic stays within {value} % (Whittle)", value=steady["value"])),
        (
            0.0,
            None,
            _(
                "+{systolic:.0f}/+{diastolic:.0f}, up to +{most}/+{most_diastolic} (Gianakop.)",
                systolic=rise.change,
                diastolic=second.change,
                most=rise.high,
                most_diastolic=second.high,
            ),
        ),
        (0.0, None, _("systolic fell (Rheault); no change (Vernon)")),
    )
    eye = tuple(
        (x.angle_deg, x.angle_deg, f"{x.before:.0f} → {x.hanging:.0f} mmHg ({WHO[x.source]})")
        for x in readings()
        if x.what == "eye"
    )
    sick = {"source": "weinreb1984", "quantity": "eye pressure"}
    was = published("tilt", what="before with glaucoma", **sick)
    now = published("tilt", what="hanging with glaucoma", **sick)
    glaucoma = _("with glaucoma {was:.0f} → {now:.0f} (Weinreb)", was=was["value"], now=now["value"])
    eye += ((now["angle_deg"], now["angle_deg"], glaucoma),)
    gain = {
        source: [row for row in table("tilt") if row["quantity"] == "height gained" and row["source"] == source]
        for source in ("rodacki2007", "bridger1990")
    }
    ours, other = (_(", ").join(number(row["value"], ".1f") for row in found) for found in gain.values())
    tall = (
        (0.0, 0.0, _("0, 30, 60 %: {heights} mm (Rodacki)", heights=ours)),
        (0.0, 0.0, _("0, 33 %: {heights} mm (Bridger)", heights=other)),
    )
    return (
        (_("Blood pressure at the arm"), "measured", "o", blood),
        (_("Pressure in the eye"), "back", "D", eye),
        (_("Height gained, by pull lying"), "deep", "s", tall),
    )


def describe_tilt(r: TiltResult) -> str:
    """What the plate shows, in sentences."""
    gap = published("tilt", source="gianakopoulos1985", quantity="separation while hanging")
    found = readings()
    rise = [x for x in found if x.source == "gianakopoulos1985"]
    eye = [x for x in found if x.what == "eye" and x.source == "friberg1985"][0]
    measured = _(
        "In {n} people hanging, vertebrae moved apart by {low:g} to {high:g} mm and blood pressure rose by "
        "{systolic:.0f}/{diastolic:.0f} mmHg; elsewhere it rose, stayed or fell. Straight down, eye pressure went from "
        "{before:.0f} to {hanging:.0f} mmHg. None of this says whether a back feels better.",
        n=gap["n"], low=gap["low"], high=gap["high"], systolic=rise[0].change, diastolic=rise[1].change,
        before=eye.before, hanging=eye.hanging,
    )  # fmt: skip
    return f"{r} {measured}"
