"""The parts of the plan builder's card that are read, not answered."""

from __future__ import annotations

import html

from . import plan_rules as rules
from . import view
from .plan_page import chosen

__all__ = ["bands", "finding", "known", "summary"]


def summary(plan: dict) -> dict:
    """The plan so far in a few lines; what has not been answered is left out."""
    minutes, times, day = plan.get("minutes"), plan.get("times"), rules.read_date(plan.get("review"))
    lines = (
        ("Goal", plan.get("goal")),
        ("Activity", "; ".join(chosen(plan, "activity"))),
        ("What exactly", plan.get("what")),
        ("To begin with", f"{minutes:g} minutes, {times:g} times a week" if minutes and times else ""),
        ("Pain during", "".join(chosen(plan, "light"))),
        ("Next step", plan.get("next_step")),
        ("Step back", plan.get("step_back")),
        ("Review", str(day) if day else ""),
        ("What would change it", plan.get("changes")),
        ("Who knows", "; ".join(chosen(plan, "knows"))),
    )
    rows = "".join(f"<li><strong>{name}:</strong> {html.escape(words)}</li>" for name, words in lines if words)
    return view.text(f"<p><strong>The plan so far</strong></p><ul>{rows or '<li>Nothing yet.</li>'}</ul>")


def finding(one: rules.Finding) -> dict:
    """A finding with its reason and its source; what is urgent in large letters."""
    urgent = one.level in ("emergency", "doctor")
    page = next(page["short"] for page in rules.read_plan()["pages"] if page["id"] == one.page)
    where = "" if urgent else f" Change it under {page}."
    why = f"<p>Why: {html.escape(one.why)} <small>({html.escape(rules.source_words(one.source))})</small>{where}</p>"
    large = ' class="edu-lead"' if urgent else ""
    first = f"<p{large}><strong>{html.escape(one.sentence)}</strong></p>"
    return view.text(first + why, "note" if one.level == "warn" else "again")


def bands() -> list[dict]:
    """The three ways of reading the dose side by side, and that they do not agree."""
    rows = (
        f"<p><strong>{html.escape(name)}</strong><br>{html.escape(says)}<br>"
        f"<small>{html.escape(whom)} ({html.escape(rules.source_words(source))}, {badge})</small></p>"
        for name, says, whom, source, badge in rules.bands()
    )
    after = "<p>The three do not agree. All are from adults, mostly with lasting pain.</p>"
    return [view.text("".join(rows), "compare"), view.text(after)]


def known(found: list[tuple[str, str, str]]) -> dict:
    """What is known for a page, a sentence each with its source and how far it has been checked."""
    rows = ""
    for says, source, badge in found:
        checked = f", {badge}" if badge and source != rules.OURS else ""
        rows += f"<li>{html.escape(says)} <small>({html.escape(rules.source_words(source))}{checked})</small></li>"
    return view.text(f"<p><strong>What is known</strong></p><ul>{rows}</ul>", "source")
