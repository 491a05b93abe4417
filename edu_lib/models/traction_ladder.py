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
from edu_lib.words import N_, _

__all__ = ["MORAL", "NOTHING", "RUNGS", "VERDICTS", "Estimate", "Ladder", "Rung", "exact_p", "traction_ladder"]

VERDICTS = (
    N_("holds"), N_("contested"), N_("not shown"), N_("little or none"), N_("unsure"), N_("advised against"),
)  # fmt: skip
NOTHING = N_("nothing chosen")
MORAL = N_(
    "A true mechanism does not make a useful treatment; a refuted mechanism does not make a useless one. Ask people, "
    "in trials, whether they fare better."
)


_OUTCOMES = {"pain": N_("pain"), "disability": N_("disability")}


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
        said = [self.headline, _(self.why), *map(_, self.found)]
        said += [
            _(
                "{what}, {outcome}: {effect:.2f} (95 % interval {low:.2f} to {high:.2f}).",
                what=_(e.what), outcome=_(e.outcome), effect=e.effect, low=e.low, high=e.high,
            )
            for e in self.estimates
        ]  # fmt: skip
        return " ".join(said)

    @property
    def headline(self) -> str:
        """Claim, verdict and certainty, as a sentence."""
        about = {"claim": capital(_(self.claim)), "verdict": _(self.verdict), "certainty": _(self.certainty)}
        return _("{claim}: {verdict} (certainty: {certainty}).", **about)


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
    return Estimate(what, _OUTCOMES[r["outcome"]], r["effect"], r["ci_low"], r["ci_high"], r["source"], r["badge"])


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
    lying, small = N_("lying on the back: traction added to physiotherapy"), N_("surgery avoided")
    return (
        Rung(
            N_("body weight pulls"), N_("holds"), N_("high"),
            N_("Plain mechanics: what lies headward of a disc hangs from it, less friction."),
            (N_("Hanging straight down, {share:.0f} % of body weight pull at L4/L5; at 30° with friction {friction:g}, "
                "{less:.0f} %.",
                share=100 * hung.pull_share, friction=0.5, less=100 * tilt(30.0, 0.5).pull_share),),
            ("deleva1996", "lanetraction"),
            amounts=tuple(
                (N_("tilted {a}°, friction {friction:g}", a=a, friction=0.5), 100 * tilt(float(a), 0.5).pull_share)
                for a in (30, 45, 60, 90)
            ),
            unit="%",
        ),
        Rung(
            N_("vertebrae move apart"), N_("holds"), N_("moderate"),
            N_("By millimetres, while it lasts. Part of it comes from lying down alone."),
            (N_("{low:g} to {high:g} mm in {n} people who hung (Gianakopoulos, {badge}).", **gap),
             N_("Height gained in 42 minutes: lying {lying:.1f} mm, pulled with 30 % of body weight {third:.1f}, with 60 % "
                "{most:.1f}; lost again in about an hour (Rodacki, {badge}).",
                lying=none["value"], third=third["value"], most=most["value"], badge=none["badge"]),
             N_("In 25 minutes: lying {lying:.1f} mm, pulled {pulled:.1f} (Bridger, {badge}).",
                lying=rest["value"], pulled=pulled["value"], badge=rest["badge"])),
            ("gianakopoulos1985", "kane1985", "rodacki2007", "bridger1990"),
            amounts=(
                (N_("42 min lying"), none["value"]), (N_("pulled with 30 %"), third["value"]),
                (N_("pulled with 60 %"), most["value"]),
                (N_("25 min lying"), rest["value"]), (N_("pulled with 33 %"), pulled["value"]),
            ),
            unit="mm",
        ),
        Rung(
            N_("pressure in the disc falls"), N_("contested"), N_("very low"),
            N_("Two sets of measurements in a few people say opposite things. The muscles may make the difference."),
            (N_("Fell to below {pressure} mmHg with the pelvis pulled (Ramos, {badge}, on a maker's page).",
                pressure=str(ramos["value"]).replace("-", "−"), badge=ramos["badge"]),
             N_("Rose when people pulled by themselves (Andersson, {badge}).",
                badge=_badge("andersson1983b", "disc pressure in traction")),
             N_("Fell in specimens from the dead, without muscles (Gay, {badge}).",
                badge=_badge("gay2008", "disc pressure in traction"))),
            ("ramos1994", "andersson1983b", "gay2008"),
        ),
        Rung(
            N_("disc material goes back"), N_("not shown"), N_("low"),
            N_("In some people for as long as a strong pull lasts. That it stays there was not shown."),
            (N_("While 45 kg pulled it drew back in {drew} of {of} people (Onel, {badge}).",
                drew=drew, of=of, badge=_badge("onel1989", "disc material")),
             N_("The same before and after, yet all but one felt better (Gillström, {badge}; no control group).",
                badge=_badge("gillstrom1985", "disc material")),
             N_("7 trials together: no clear effect on its size (Cheng, {badge}).",
                badge=_badge("cheng2020", "disc material"))),
            ("onel1989", "gillstrom1985", "cheng2020"), (),
            ((N_("while 45 kg pulled"), drew, of),), N_("disc material drew back"),
        ),
        Rung(
            N_("less pain than sham or none"), N_("little or none"), N_("low to moderate"),
            N_("The large review found little or no difference. A smaller one, of disc herniation alone, found some, soon after "
               "only."),
            (N_("{n_trials} trials, {n_participants} people, with and without sciatica: little or no difference (Wegner, {badge}).",
                **large),
             N_("7 trials: no clear difference later (Cheng, {badge}).", badge=_badge("cheng2020", "later"))),
            ("wegner2013", "cheng2020"),
            (_estimate("cheng2020", N_("pain soon after"), N_("traction v sham or none, disc herniation")),
             _estimate("cheng2020", N_("disability soon after"), N_("traction v sham or none, disc herniation"))),
        ),
        Rung(
            N_("more than physiotherapy alone"), N_("unsure"), N_("low"),
            N_("Lying on the back, some in small trials of low quality; prone, in better trials, none. Hanging: an interval that "
               "fits both much and none."),
            (N_("Up to three months, people with a painful nerve root (Vanti, both {badge}).",
                badge=published("trials", id="E79")["badge"]),),
            ("vanti2021", "vanti2021b"),
            (_trial("E79", lying), _trial("E80", lying), _trial("E81", N_("hanging: traction added to physiotherapy")),
             _estimate("vanti2021b", N_("pain"), N_("hanging: traction added to medicine")),
             _estimate("vanti2021b", N_("pain"), N_("hanging: traction added to bed rest"))),
        ),
        Rung(
            small, N_("unsure"), N_("very low"),
            N_("One pilot of 24 people. Whether to operate was a decision, and people knew what they had got."),
            (N_("Avoided by {a} of {n} who hung and {b} of {m} who did not (Prasad, {badge}). By an exact test p = {p:.2f}.",
                a=a, n=n, b=b, m=m, badge=with_it["badge"], p=exact_p(a, n, b, m)),
             N_("But 11 had been allotted: had both who are not counted avoided it too, p = {p:.2f}.",
                p=exact_p(a, n, b + 2, m + 2)),
             N_("No larger randomised trial is known to us.")),
            ("prasad2012",), (),
            ((N_("hung, with physiotherapy"), a, n), (N_("physiotherapy alone"), b, m)), small,
        ),
        Rung(
            N_("guidelines offer it"), N_("advised against"), N_("conditional"),
            N_("For back pain and sciatica (NICE) and for lasting primary back pain (WHO). So for other things one can buy."),
            (N_("Traction: do not offer (NICE, {nice}); not in routine care, very low certainty (WHO, {who}).", nice=nice, who=who),
             N_("Belts and corsets: do not offer (NICE); not in routine care, very low certainty (WHO)."),
             N_("TENS, a box that tingles: do not offer (NICE); not in routine care, very low certainty (WHO)."),
             N_("Not in routine care does not mean that it never helped anyone.")),
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
            return _("Rung {number} of {all}. {rung}", number=number, all=len(self.rungs), rung=str(self.rung))
        said = "; ".join(f"{_(rung.claim)}: {_(rung.verdict)}" for rung in self.rungs)
        return _(
            "From the ground up: {said}. {holding} of {all} rungs hold, the two lowest. {moral}",
            said=said, holding=self.holding, all=len(self.rungs), moral=_(MORAL),
        )  # fmt: skip


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
