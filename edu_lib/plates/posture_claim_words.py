"""What stands beside the four links of the plate "posture_claim": a heading and a few lines each, with the trials' numbers."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from edu_lib.models.posture_claim import BIG_BEND_DEG
from edu_lib.sources import published

__all__ = ["describe_posture_claim", "texts"]

_WIDE = 58  # characters to a line of text
_SHORT = {"singh2024": "Singh 2024", "fei2017": "Fei 2017", "ruivo2013": "Ruivo 2013"}


@lru_cache(maxsize=1)
def _facts() -> dict[str, str]:
    """Published numbers as they are written in the sentences below."""

    def claim(source: str, column: str = "mean", **where) -> str:
        return f"{published('posture_claim', source=source, **where)[column]:g}"

    mpa = {
        key: f"{published('invivo_pressure', source='wilke1999', activity=activity)['value']:.2f}"
        for key, activity in (
            ("bent", "standing, bent forward"), ("stand", "relaxed standing"), ("slouch", "sitting slouched in chair (nonchalant)"),
        )
    }  # fmt: skip
    return mpa | {
        "effect": claim("alizadeh2023"), "studies": claim("alizadeh2023", "n"),
        "tilt": claim("youdas1996", quantity="pelvic inclination explained by abdominal performance"),
        "length": claim("youdas1996", quantity="lordosis explained by abdominal length"),
        "lordosis": claim("chun2017"), "reviews": claim("swain2020"),
        "trained": str(published("study_facts", source="levine1997", what="people who trained")["value"]),
        "williams": str(published("study_facts", source="fatemi2015", what="people in the trial")["value"]),
    }  # fmt: skip


def texts(claim) -> list[tuple[str, ...]]:
    """Per link a heading and up to six short lines."""
    f, g, change = _facts(), claim.groups, claim.posture_percent
    peak = (
        "The peak grew and stayed in its place"
        if claim.strength_percent
        else "Strength lifts the peak and leaves its place"
    )
    left = claim.reserve_percent - claim.shortening_percent
    reserve = (
        f"The muscle has {left:.0f} % in reserve for upright standing."
        if left > 0
        else "Shorter than its reserve, the muscle bends the posture."
    )
    than = "as much as" if abs(change) < 0.5 else f"{abs(change):.0f} % {'more' if change > 0 else 'less'} than"
    tensing = 100.0 * (claim.tensed_n / claim.posture_n - 1.0)
    hold = f"Tensing adds {tensing:.0f} %, while it lasts." if claim.effort else "Tensing adds to it, while it lasts."
    among = (
        f"{f['lordosis']} studies: flatter with pain, but no difference that held at like age (Chun 2017)."
        if g.quantity == "lumbar lordosis"
        else "Adults with neck pain held the head further forward, teenagers not clearly (Mahmoud 2019)."
    )
    rows = (
        (
            "Strong is not short",
            f"{peak}; shortness is another slider. Strength training gave more range of motion: "
            f"effect {f['effect']}, {f['studies']} studies (Alizadeh 2023), no less than stretching (Afonso 2021). A review found "
            "no sound data that exercise shortens muscles or changes posture (Chrysomallis and Goodman 2001).",
        ),
        (
            "Strength did not tilt the pelvis",
            f"{reserve} After 8 weeks {f['trained']} people were stronger and stood as before (Levine 1997). "
            "Strength explained "
            f"{f['tilt']} % of tilt in women, none in men; length {f['length']} % of lordosis in women (Youdas 1996). But in "
            f"{f['williams']} women with much lordosis it fell; they stretched as well (Fatemi 2015).",
        ),
        (
            "A few degrees are not a big bend",
            f"In this posture L4/L5 carries {than} in standing. {hold} Bent {BIG_BEND_DEG:.0f}° it carries "
            f"{claim.bent_n / claim.standing_n:.1f} times as much. Measured in one man: bent {f['bent']}, "
            f"standing {f['stand']}, "
            f"slouched in a chair {f['slouch']} MPa (Wilke 1999). Others found more in sitting than in standing.",
        ),
        (
            f"{g.compared.capitalize()}: {100 * g.shared:.0f} of 100 shared",
            f"{_SHORT[g.source]}, {g.who}. Draw one person of each group: the one with pain has the smaller angle in about "
            f"{100 * (1 - g.more):.0f} of 100 draws. Which came first is not told. {among} {f['reviews']} "
            "reviews: linked here and "
            "there, no agreement on a cause (Swain 2020).",
        ),
    )  # fmt: skip
    return [(head, *textwrap.wrap(words, _WIDE)) for head, words in rows]


def describe_posture_claim(claim) -> str:
    """What the plate shows, in sentences; for alt text, caption and live region."""
    return f"{claim} {' '.join(link.why for link in claim.links)}"
