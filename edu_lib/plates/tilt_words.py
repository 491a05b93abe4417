"""What the tilt plate says: its headline, its rows of measurements, and the description in sentences."""

from __future__ import annotations

from functools import lru_cache

from edu_lib.models.tilt import TiltResult, readings
from edu_lib.sources import published, table

__all__ = ["WHO", "describe_tilt", "head", "rows", "steps"]

WHO = {
    "gianakopoulos1985": "Gianakopoulos", "lemarr1984": "LeMarr", "friberg1985": "Friberg", "weinreb1984": "Weinreb",
    "whittle2022": "Whittle", "rheault1985": "Rheault", "vernon1985": "Vernon",
}  # fmt: skip


def head(r: TiltResult) -> str:
    """The headline: what is left."""
    if r.angle_deg == 0.0:
        return "Lying flat, none of the body's weight pulls along the spine"
    if abs(r.pull_share) < 0.005:
        return f"Tilted {r.angle_deg:.0f}°: friction can hold it all, nothing need pull at {r.level}"
    does = "pulls at" if r.pull_n > 0 else "presses on"
    least = "at least " if r.friction_n > 0 and r.pull_n > 0 else "about "
    return f"Tilted {r.angle_deg:.0f}°, {least}{100 * abs(r.pull_share):.0f} % of body weight {does} {r.level}"


def steps(r: TiltResult) -> tuple[tuple[str, float], ...]:
    """From the whole weight to what is left: words, and share of body weight."""
    way, share = ("headward", r.share_above) if r.hold != "chest belt" else ("footward", 1.0 - r.share_above)
    part = abs(r.pull_n) + r.friction_n
    does = "pulls at" if r.hold != "chest belt" else "presses on"
    return (
        (f"body weight: {r.weight_n:.0f} N", 1.0),
        (f"along the table, × sin {r.angle_deg:.0f}° = {r.along_share:.2f}: {r.along_n:.0f} N", r.along_share),
        (f"of the part {way} of {r.level}, × {share:.2f}: {part:.0f} N", part / r.weight_n),
        (f"friction may hold {r.friction_n:.0f} N; {does} {r.level}: {abs(r.pull_n):.0f} N", abs(r.pull_share)),
    )


@lru_cache(maxsize=1)
def rows() -> tuple:
    """What was measured, as (title, role of the colour, mark, lines); a line is (lowest tilt, highest or None, words)."""
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
        (0.0, steady["angle_deg"], f"systolic stays within {steady['value']} % (Whittle)"),
        (0.0, None, f"+{rise.change:.0f}/+{second.change:.0f}, up to +{rise.high}/+{second.high} (Gianakop.)"),
        (0.0, None, "systolic fell (Rheault); no change (Vernon)"),
    )
    eye = tuple(
        (x.angle_deg, x.angle_deg, f"{x.before:.0f} → {x.hanging:.0f} mmHg ({WHO[x.source]})")
        for x in readings()
        if x.what == "eye"
    )
    sick = {"source": "weinreb1984", "quantity": "eye pressure"}
    was = published("tilt", what="before with glaucoma", **sick)
    now = published("tilt", what="hanging with glaucoma", **sick)
    eye += ((now["angle_deg"], now["angle_deg"], f"with glaucoma {was['value']:.0f} → {now['value']:.0f} (Weinreb)"),)
    gain = {
        source: [row for row in table("tilt") if row["quantity"] == "height gained" and row["source"] == source]
        for source in ("rodacki2007", "bridger1990")
    }
    ours = ", ".join(f"{row['value']:.1f}" for row in gain["rodacki2007"])
    other = ", ".join(f"{row['value']:.1f}" for row in gain["bridger1990"])
    tall = (
        (0.0, 0.0, f"0, 30, 60 %: {ours} mm (Rodacki)"),
        (0.0, 0.0, f"0, 33 %: {other} mm (Bridger)"),
    )
    return (
        ("Blood pressure at the arm", "measured", "o", blood),
        ("Pressure in the eye", "back", "D", eye),
        ("Height gained, by pull lying", "deep", "s", tall),
    )


def describe_tilt(r: TiltResult) -> str:
    """What the plate shows, in sentences."""
    gap = published("tilt", source="gianakopoulos1985", quantity="separation while hanging")
    found = readings()
    rise = [x for x in found if x.source == "gianakopoulos1985"]
    eye = [x for x in found if x.what == "eye" and x.source == "friberg1985"][0]
    return (
        f"{r} In {gap['n']} people hanging, vertebrae moved apart by {gap['low']:g} to {gap['high']:g} mm and blood pressure rose "
        f"by {rise[0].change:.0f}/{rise[1].change:.0f} mmHg; elsewhere it rose, stayed or fell. Straight down, eye pressure "
        f"went from {eye.before:.0f} to {eye.hanging:.0f} mmHg. None of this says whether a back feels better."
    )
