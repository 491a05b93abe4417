"""From mechanism to outcome: what traction and hanging do, rung by rung, and how sure that is.

A mechanism may be true and the treatment of no use; a mechanism may be wrong and the treatment help for another reason. So
each rung is judged by itself, with the studies that looked at that rung.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from edu_lib.models.tilt import tilt
from edu_lib.params import capital, check_choice
from edu_lib.sources import published, table

__all__ = ["MORAL", "NOTHING", "RUNGS", "VERDICTS", "Estimate", "Ladder", "Rung", "exact_p", "traction_ladder"]

VERDICTS = ("holds", "contested", "not shown", "little or none", "unsure", "advised against")
NOTHING = "nothing chosen"
MORAL = (
    "A true mechanism does not make a useful treatment; a refuted mechanism does not make a useless one. Ask people, "
    "in trials, whether they fare better."
)


@dataclass(frozen=True)
class Estimate:
    """One pooled effect: what with what, outcome, standardised mean difference (below 0 is better with traction), 95 % interval."""

    what: str
    outcome: str
    effect: float
    low: float
    high: float
    source: str
    badge: str


@dataclass(frozen=True)
class Rung:
    """One rung: its claim, the verdict (of `VERDICTS`), how certain that is, why in a sentence or two, and what was found.

    found : sentences, each with its source's badge;  estimates : pooled effects, for a forest;  sources : their keys
    people : for a study that counts people, (words, how many, of how many) of each group;  filled : what those have in common
    amounts : (words, how much) of each, for bars;  unit : of all of them, "%" or "mm"
    """

    claim: str
    verdict: str
    certainty: str
    why: str
    found: tuple[str, ...]
    sources: tuple[str, ...]
    estimates: tuple[Estimate, ...] = ()
    people: tuple[tuple[str, int, int], ...] = ()
    filled: str = ""
    amounts: tuple[tuple[str, float], ...] = ()
    unit: str = ""

    def __str__(self) -> str:
        said = [f"{capital(self.claim)}: {self.verdict} (certainty: {self.certainty}). {self.why}", *self.found]
        said += [
            f"{e.what}, {e.outcome}: {e.effect:.2f} (95 % interval {e.low:.2f} to {e.high:.2f})."
            for e in self.estimates
        ]
        return " ".join(said)


def exact_p(a: int, n: int, b: int, m: int) -> float:
    """Fisher's exact test, two-sided: how likely `a` of `n` against `b` of `m`, or a split as unlikely, is by chance alone.

    Raises `ValueError` in a sentence for counts that are not whole numbers, below 0 or above their group.
    """
    whole = all(isinstance(x, int) and not isinstance(x, bool) for x in (a, n, b, m))
    if not whole or not (0 <= a <= n and 0 <= b <= m and n and m):
        raise ValueError(
            f"Counts must be whole and no more than their group, but {a!r} of {n!r} and {b!r} of {m!r} were given. "
            "Give how many of how many, twice."
        )
    total, hits = n + m, a + b
    ways = {k: math.comb(n, k) * math.comb(m, hits - k) for k in range(max(0, hits - m), min(n, hits) + 1)}
    return sum(way for way in ways.values() if way <= ways[a]) / math.comb(total, hits)


def _row(source: str, quantity: str, what: str) -> dict:
    return published("tilt", source=source, quantity=quantity, what=what)


def _badge(source: str, quantity: str) -> str:
    rows = [r for r in table("tilt") if r["source"] == source and r["quantity"] == quantity]
    return _row(source, quantity, rows[0]["what"])["badge"]


def _estimate(source: str, quantity: str, what: str) -> Estimate:
    r = _row(source, quantity, what)
    return Estimate(what, quantity, r["value"], r["low"], r["high"], source, r["badge"])


def _trial(key: str, what: str) -> Estimate:
    r = published("trials", id=key)
    return Estimate(what, r["outcome"], r["effect"], r["ci_low"], r["ci_high"], r["source"], r["badge"])


@lru_cache(maxsize=1)
def _rungs() -> tuple[Rung, ...]:
    gap = _row("gianakopoulos1985", "separation while hanging", "lower lumbar discs")
    none, third, most = (
        _row("rodacki2007", "height gained", w)
        for w in ("no pull", "pull of 30 % of body weight", "pull of 60 % of body weight")
    )
    rest, pulled = (_row("bridger1990", "height gained", w) for w in ("no pull", "pull of a third of body weight"))
    ramos = _row("ramos1994", "disc pressure in traction", "L4/L5 below")
    back = [r for r in table("tilt") if r["source"] == "onel1989"]
    drew, of = sum(r["value"] for r in back), sum(r["n"] for r in back)
    with_it = _row("prasad2012", "surgery avoided", "inversion and physiotherapy")
    without = _row("prasad2012", "surgery avoided", "physiotherapy alone")
    a, n, b, m = with_it["value"], with_it["n"], without["value"], without["n"]
    hung = tilt(90.0, 0.0)
    nice, who = (_badge(key, "guideline") for key in ("nice59", "who2023"))
    large = published("trials", id="E78")
    lying = "lying on the back: traction added to physiotherapy"
    return (
        Rung(
            "body weight pulls", "holds", "high",
            "Plain mechanics: what lies headward of a disc hangs from it, less friction.",
            (f"Hanging straight down, {100 * hung.pull_share:.0f} % of body weight pull at L4/L5; at 30° with friction 0.5, "
             f"{100 * tilt(30.0, 0.5).pull_share:.0f} %.",),
            ("deleva1996", "lanetraction"),
            amounts=tuple((f"tilted {a}°, friction 0.5", 100 * tilt(float(a), 0.5).pull_share) for a in (30, 45, 60, 90)),
            unit="%",
        ),
        Rung(
            "vertebrae move apart", "holds", "moderate",
            "By millimetres, while it lasts. Part of it comes from lying down alone.",
            (f"{gap['low']:g} to {gap['high']:g} mm in {gap['n']} people who hung (Gianakopoulos, {gap['badge']}).",
             f"Height gained in 42 minutes: lying {none['value']:.1f} mm, pulled with 30 % of body weight {third['value']:.1f}, "
             f"with 60 % {most['value']:.1f}; lost again in about an hour (Rodacki, {none['badge']}).",
             f"In 25 minutes: lying {rest['value']:.1f} mm, pulled {pulled['value']:.1f} (Bridger, {rest['badge']})."),
            ("gianakopoulos1985", "kane1985", "rodacki2007", "bridger1990"),
            amounts=(
                ("42 min lying", none["value"]), ("pulled with 30 %", third["value"]), ("pulled with 60 %", most["value"]),
                ("25 min lying", rest["value"]), ("pulled with 33 %", pulled["value"]),
            ),
            unit="mm",
        ),
        Rung(
            "pressure in the disc falls", "contested", "very low",
            "Two sets of measurements in a few people say opposite things. The muscles may make the difference.",
            (f"Fell to below {str(ramos['value']).replace('-', '−')} mmHg with the pelvis pulled (Ramos, {ramos['badge']}, on a "
             "maker's page).",
             f"Rose when people pulled by themselves (Andersson, {_badge('andersson1983b', 'disc pressure in traction')}).",
             f"Fell in specimens from the dead, without muscles (Gay, {_badge('gay2008', 'disc pressure in traction')})."),
            ("ramos1994", "andersson1983b", "gay2008"),
        ),
        Rung(
            "disc material goes back", "not shown", "low",
            "In some people for as long as a strong pull lasts. That it stays there was not shown.",
            (f"While 45 kg pulled it drew back in {drew} of {of} people (Onel, {_badge('onel1989', 'disc material')}).",
             "The same before and after, yet all but one felt better (Gillström, "
             f"{_badge('gillstrom1985', 'disc material')}; no control group).",
             f"7 trials together: no clear effect on its size (Cheng, {_badge('cheng2020', 'disc material')})."),
            ("onel1989", "gillstrom1985", "cheng2020"), (),
            (("while 45 kg pulled", drew, of),), "disc material drew back",
        ),
        Rung(
            "less pain than sham or none", "little or none", "low to moderate",
            "The large review found little or no difference. A smaller one, of disc herniation alone, found some, soon after only.",
            (f"{large['n_trials']} trials, {large['n_participants']} people, with and without sciatica: little or no difference "
             f"(Wegner, {large['badge']}).",
             f"7 trials: no clear difference later (Cheng, {_badge('cheng2020', 'later')})."),
            ("wegner2013", "cheng2020"),
            (_estimate("cheng2020", "pain soon after", "traction v sham or none, disc herniation"),
             _estimate("cheng2020", "disability soon after", "traction v sham or none, disc herniation")),
        ),
        Rung(
            "more than physiotherapy alone", "unsure", "low",
            "Lying on the back, some in small trials of low quality; prone, in better trials, none. Hanging: an interval that "
            "fits both much and none.",
            (f"Up to three months, people with a painful nerve root (Vanti, both {published('trials', id='E79')['badge']}).",),
            ("vanti2021", "vanti2021b"),
            (_trial("E79", lying), _trial("E80", lying), _trial("E81", "hanging: traction added to physiotherapy"),
             _estimate("vanti2021b", "pain", "hanging: traction added to medicine"),
             _estimate("vanti2021b", "pain", "hanging: traction added to bed rest")),
        ),
        Rung(
            "surgery avoided", "unsure", "very low",
            "One pilot of 24 people. Whether to operate was a decision, and people knew what they had got.",
            (f"Avoided by {a} of {n} who hung and {b} of {m} who did not (Prasad, {with_it['badge']}). By an exact test "
             f"p = {exact_p(a, n, b, m):.2f}.",
             f"But 11 had been allotted: had both who are not counted avoided it too, p = {exact_p(a, n, b + 2, m + 2):.2f}.",
             "No larger randomised trial is known to us."),
            ("prasad2012",), (),
            (("hung, with physiotherapy", a, n), ("physiotherapy alone", b, m)), "surgery avoided",
        ),
        Rung(
            "guidelines offer it", "advised against", "conditional",
            "For back pain and sciatica (NICE) and for lasting primary back pain (WHO). So for other things one can buy.",
            (f"Traction: do not offer (NICE, {nice}); not in routine care, very low certainty (WHO, {who}).",
             "Belts and corsets: do not offer (NICE); not in routine care, very low certainty (WHO).",
             "TENS, a box that tingles: do not offer (NICE); not in routine care, very low certainty (WHO).",
             "Not in routine care does not mean that it never helped anyone."),
            ("nice59", "who2023"),
        ),
    )  # fmt: skip


RUNGS = _rungs()


@dataclass(frozen=True)
class Ladder:
    """The answer of `traction_ladder`: what is looked at (or `NOTHING`), that rung or None, and all rungs, lowest first."""

    chosen: str
    rung: Rung | None
    rungs: tuple[Rung, ...]

    @property
    def holding(self) -> int:
        """How many rungs hold."""
        return sum(rung.verdict == "holds" for rung in self.rungs)

    def __str__(self) -> str:
        if self.rung is not None:
            number = self.rungs.index(self.rung) + 1
            return f"Rung {number} of {len(self.rungs)}. {self.rung}"
        said = "; ".join(f"{rung.claim}: {rung.verdict}" for rung in self.rungs)
        return f"From the ground up: {said}. {self.holding} of {len(self.rungs)} rungs hold, the two lowest. {MORAL}"


def traction_ladder(rung: str = NOTHING) -> Ladder:
    """The ladder from mechanism to outcome, with one rung looked at more closely.

    Parameters
    ----------
    rung : the claim of a rung, or `NOTHING`.

    Raises
    ------
    ValueError
        In a sentence, for a rung that does not exist.
    """
    check_choice("rung", "rung", rung, (NOTHING, *(one.claim for one in RUNGS)))
    found = next((one for one in RUNGS if one.claim == rung), None)
    return Ladder(rung, found, RUNGS)
