"""The plan on one page of paper, and in place of it a page that says where to go first."""

from __future__ import annotations

import html
from datetime import date

from edu_lib.params import capital
from edu_lib.sources import cite

from .page import page
from .plan_rules import OURS, Finding, badge_of, fields, fill, read_date, read_plan, source_words

__all__ = ["STOP", "chosen", "plan_page", "referral_page", "stop_list"]

NOTE = "Education, not medical advice: an exercise plan made in a lesson."
# What everybody with a plan has to know, in words that a patient understands: (what to do, the signs).
STOP = (
    (
        "Emergency department now",
        "numbness between the legs or around the bottom; new trouble with passing or holding urine or stool; a change of "
        "sexual function; new pain, numbness or weakness in both legs; a big fall or a crash (do not move: an ambulance)",
    ),
    (
        "A doctor today, or the emergency department if none can see you",
        "weakness of a leg or foot that is new, severe or grows; fever or feeling ill; for anybody under 18, pain that wakes "
        "at night; for adults, night pain that drives you out of bed",
    ),
    (
        "Stop and call the physiotherapist",
        "leg pain that moves further down; three bad mornings in a row; anything new that worries you",
    ),
)
_STYLE = """<style>
body { font-size: 9.6pt; line-height: 1.32; overflow-wrap: anywhere } h1 { font-size: 17pt }
h2 { font-size: 11pt; margin: 2.4mm 0 .4mm }
p { margin: 0 0 .8mm } ul { margin: 0 0 .8mm } .small { font-size: 7.6pt; line-height: 1.25 } table { margin: .4mm 0 .8mm }
.goal { border-left: 1.4mm solid #005a9c; padding: .6mm 0 .6mm 3mm; margin: 1.6mm 0 } .goal b { font-size: 12pt }
.box { margin: 1.6mm 0 0; padding: 1.4mm 3mm } .stop { border: .8mm solid #a11212 } .stop h2 { margin-top: 0; color: #a11212 }
.stop b { color: #a11212 } .dot { display: inline-block; width: 7mm; font-size: 11pt; line-height: 1 }
td:first-child { white-space: nowrap; width: 27mm } td:nth-child(2) { width: 76mm }
td.g { color: #0a6648 } td.a { color: #8a5200 } td.r { color: #a11212 } td { padding-top: .5mm; padding-bottom: .5mm }
@page { margin: 11mm 15mm }
</style>"""
_DENSE = """<style>
body { font-size: 8.8pt; line-height: 1.26 } h1 { font-size: 14pt } h2 { margin-top: 1.2mm; font-size: 10.2pt }
.goal b { font-size: 10.4pt }
</style>"""
_MANY = 380  # letters typed; with more, the letters of the page are smaller


def _text(plan: dict, key: str) -> str:
    """What stands in a field, ready for a page; "not said" where nothing does."""
    value = plan.get(key)
    return html.escape(" ".join(value.split())) if isinstance(value, str) and value.strip() else "not said"


def chosen(plan: dict, key: str) -> list[str]:
    """The words of the options that were chosen."""
    value = plan.get(key) or ()
    ids = [value] if isinstance(value, str) else value
    return [fill(words) for one, words in fields()[key]["options"] if one in ids]


def stop_list() -> str:
    """The stop list as HTML, the same on every plan."""
    return "".join(f"<p><b>{what}:</b> {signs}.</p>" for what, signs in STOP)


def course(plan: dict) -> tuple[str, str]:
    """The usual course with its kind of spread: (sentence, source)."""
    kind = {"pars": "course_pars", "disc": "course_disc"}.get(plan["suspected"], f"course_{plan['since']}")
    text, source = read_plan()["evidence"][kind][:2]
    lent = read_plan()["evidence"]["course_lent"]
    young = plan["age"] == "young" and plan["suspected"] in lent[2]["suspected"]
    return fill(text) + (f" {lent[0]}" if young else ""), source


def _light(plan: dict) -> list[tuple[str, str, str, str, str]]:
    """The rows of the traffic light: (class, sign, name, pain during, what to do)."""
    if plan["light"] == "own":
        return [
            (
                "g",
                "&#9679;",
                "Go on",
                "no increase of the person's own pain, during and the day after",
                "go on as planned",
            ),
            ("r", "&#9632;", "Stop", "any increase of it", "stop that movement; do the step back"),
        ]
    low, amber = fill("{green_low}" if plan["limits"] == "two" else "{green_high}"), fill("{amber}")
    middle = "go on, with care; not higher" if plan["light"] == "amber" else "stop for today; repeat lower next time"
    return [
        ("g", "&#9679;", "Green", f"0 to {low} of 10", "go on"),
        ("a", "&#9650;", "Amber", f"above {low}, up to {amber}", middle),
        ("r", "&#9632;", "Red", f"above {amber}", "stop; do the step back"),
    ]


def _morning(plan: dict) -> str:
    """The rule for the next morning, as HTML; where the light is off, one sore morning is enough for the step back."""
    worse, rest = chosen(plan, "worse")[0].split(";", 1)
    if plan["light"] == "own":
        worse = "one morning: the step back"
    return f"The same or better: repeat. Worse: {html.escape(worse)}; {html.escape(rest.strip())}."


def plan_page(plan: dict, today: date | None = None) -> str:
    """A finished plan as one page of HTML for A4. The plan is to be complete and safe, see `plan_rules.verdict`.

    What only the physiotherapist should think of is not on it: others read this page, too.
    """
    light = "".join(
        f'<tr><td class="{c}"><span class="dot" aria-hidden="true">{sign}</span><b>{name}</b></td>'
        f"<td>{during}</td><td>{do}</td></tr>"
        for c, sign, name, during, do in _light(plan)
    )
    usual, usual_source = course(plan)
    say = f"<p>In our words: {_text(plan, 'say')}</p>" if (plan.get("say") or "").strip() else ""
    times = "once" if plan["times"] == 1 else f"{plan['times']:g} times"
    review = read_date(plan["review"])
    sources = [usual_source, "finucane2020", "wood2024", "hayden2021b"]
    sources += [] if plan["light"] == "own" else ["silbernagel2007", "bim_painmodel"]
    sources += (
        ["selhorst2026"] if plan["suspected"] == "pars" else ["albert2012"] if plan["suspected"] == "disc" else []
    )
    typed = sum(len(plan.get(key) or "") for key, field in fields().items() if field["kind"] == "words")
    style = _STYLE + (_DENSE if typed > _MANY else "")
    drug = "<p>A medicine: ask the doctor or the pharmacist first.</p>" if "drug" in plan["activity"] else ""
    activity = chosen(plan | {"activity": [one for one in plan["activity"] if one != "drug"]}, "activity")
    body = f"""{style}<p class="small"><b>{NOTE}</b> An invented person. Made on {_day(today or date.today())}.</p>
<div class="goal"><p>The goal, in the person's own words</p><p><b>&#8220;{_text(plan, "goal")}&#8221;</b></p></div>
<p><b>Likes:</b> {_text(plan, "prefers").rstrip(".")}. <b>In the way:</b> {_text(plan, "barriers").rstrip(".")}.</p>
<h2>What, how much, how often</h2>
<p><b>{html.escape(capital("; ".join(activity)))}</b></p><p>{_text(plan, "what")}</p>{drug}
<p><b>{plan["minutes"]:g} minutes, {times} a week</b> to begin with. All training of the week: {chosen(plan, "load")[0]}.</p>
<h2>Pain during, and the next morning</h2>
<table><tr><th>Light</th><th>Pain during</th><th>What to do</th></tr>{light}</table>
<p><b>Next morning.</b> {_morning(plan)} The score belongs to the person, who decides who hears it.</p>
<div class="two"><div><h2>The next step</h2><p>{_text(plan, "next_step")}</p></div>
<div><h2>The step back</h2><p>{_text(plan, "step_back")}</p></div></div>
<h2>What usually happens</h2>{say}<p>{html.escape(usual)} Nobody can tell the day for one person.</p>
<div class="box stop"><h2>Stop list</h2>{stop_list()}</div>
<div class="two"><div><h2>We look again on</h2><p><b>{_day(review)}</b></p></div>
<div><h2>Who knows</h2><p>{html.escape("; ".join(chosen(plan, "knows")))}</p></div></div>
<h2>What would change this plan</h2><p>{_text(plan, "changes")}</p>
<p class="small">{_sources(sources)} Reviews do not agree which kind of exercise does most; most studies followed adults with
lasting pain. The rule for the morning, the review date and the wording of the stop list are ours.</p>"""
    return page(f"A plan for {' '.join(plan['who'].split())}", body)


def referral_page(found: list[Finding], now: bool, today: date | None = None) -> str:
    """In place of a plan: where to go first, why, and what to hand over. `now`: the emergency department."""
    reasons = "".join(
        f"<p><b>{html.escape(one.sentence)}</b></p><p>{html.escape(one.why)} ({html.escape(source_words(one.source))})</p>"
        for one in found
        if one.level in ("emergency", "doctor")
    )
    steps = [
        "Say it plainly and calmly: what you noticed, why it matters today, and that you will help.",
        "Ring ahead. Say the signs, since when, what is new, and what you examined with its result.",
        "A written note goes along or follows; nobody waits for it. Nobody drives there alone, and a person under 18 is "
        "never sent alone.",
        "Do not load, stretch or manipulate; no exercises until a doctor has seen the person.",
        "Write down the time, whom you spoke to and what was agreed, and ask the next day how it went.",
    ]
    # Where the emergency department is the answer, nothing stands beside it.
    until = "" if now else f'<div class="box stop"><h2>If this comes before the doctor does</h2>{stop_list()}</div>'
    title = "Emergency department now" if now else "A doctor first"
    body = f"""{_STYLE}<p class="small"><b>{NOTE}</b> An invented person. Made on {_day(today or date.today())}.</p>
<div class="box stop">{reasons}</div><h2>What to do instead of a plan</h2>
<ul>{"".join(f"<li>{step}</li>" for step in steps)}</ul>{until}
<p class="small">{_sources([one.source for one in found])} The list of steps is ours, for teaching; follow local pathways.</p>"""
    return page(f"{title}: no exercise plan", body)


def _sources(keys: list[str]) -> str:
    known = [key for key in dict.fromkeys(keys) if key != OURS]
    named = "; ".join(f"{html.escape(cite(key).short)} [{badge_of('', key)}]" for key in known)
    return f"Sources: {named}." if named else ""


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
