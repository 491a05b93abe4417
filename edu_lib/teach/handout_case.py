"""A case on paper: numbered steps, and behind them, on another page, what came of each choice and where to go on.

The steps after the first are mixed, so that the next one on the page is not the right one.
"""

from __future__ import annotations

import json
import random

from edu_lib.learn import case as cases
from edu_lib.learn.case_graph import leads
from edu_lib.params import check_name
from edu_lib.words import _, said

from .handout_page import citations, esc

__all__ = ["paper_case"]


def paper_case(name: str, answers: bool) -> str:
    """A case as HTML; with `answers` a good way through it as well. Raises a sentence for a case that does not exist."""
    check_name("case", name, cases.cases(), "case")
    data = said(json.loads((cases.FOLDER / f"{name}.json").read_text(encoding="utf-8")))
    screens = data["screens"]
    rest = [sid for sid in screens if sid != data["start"]]
    random.Random(name).shuffle(rest)
    place = {sid: n for n, sid in enumerate([data["start"], *rest], 1)}
    steps, outcomes = [], []
    for sid, n in place.items():
        choices = _shuffled(screens[sid], f"{name}:{sid}")
        steps.append(_step(n, screens[sid], choices, place))
        outcomes += [_outcome(f"{n}{letter}", one, place) for letter, one in choices]
    how = _(
        "Begin at step 1 and read only the steps that you are sent to. Choose, then look up your choice under “What came of it”: "
        "it says what we think, and where to go on."
    )
    good = _good(data, place) if answers else ""
    return (
        f'<div class="case"><p>{esc(data["about"])}</p><p class="small">{esc(how)}</p>{"".join(steps)}'
        f'<div class="outcomes"><p class="kind">{esc(_("What came of it"))}</p>{"".join(outcomes)}</div>{good}</div>'
    )


def _shuffled(screen: dict, seed: str) -> list[tuple[str, dict]]:
    choices = list(screen.get("choices", ()))
    random.Random(seed).shuffle(choices)
    return list(zip("abcdefgh", choices, strict=False))


def _step(n: int, screen: dict, choices, place) -> str:
    inner = f'<p><strong class="step">{n}</strong> <strong>{esc(screen["name"])}.</strong> {esc(screen["fact"])}</p>'
    inner += f"<p>{esc(screen['text'])}</p>"
    if choices:
        rows = "".join(f"<li><strong>{n}{letter}</strong> {esc(one['text'])}</li>" for letter, one in choices)
        inner += f'<ul class="choices">{rows}</ul>'
    elif "draw" in screen:
        where = ", ".join(str(place[sid]) for sid in screen["draw"])
        turn = _("Let chance decide: write {steps} on slips of paper, draw one, go on there.", steps=where)
        inner += f'<p class="turn">{esc(turn)}</p>'
    else:
        inner += f"<p><strong>{esc(_('To think about.'))}</strong> {esc(screen['reflection'])}</p>"
        inner += f'<p class="turn">{esc(_("Here this way ends."))}</p>'
    return f'<div class="screen">{inner}{citations(screen.get("source", ()))}</div>'


def _verdict(choice: dict) -> str:
    return _(cases._VERDICT[choice["quality"]])


def _outcome(mark: str, choice: dict, place) -> str:
    turn = _("Go on at {step}.", step=place[choice["to"]])
    return (
        f'<div class="outcome"><p><strong class="step">{mark}</strong> <strong>{esc(_verdict(choice))}</strong> '
        f'{esc(choice["feedback"])} <span class="turn">{esc(turn)}</span></p>{citations(choice["source"])}</div>'
    )


def _good(data: dict, place) -> str:
    """The way on which every choice is a good one; where an envelope decides, the ways of all of them."""
    rows, waiting, seen = [], [data["start"]], set()
    for sid in waiting:
        if sid in seen:
            continue
        seen.add(sid)
        screen = data["screens"][sid]
        best = [one for one in screen.get("choices", ()) if one["quality"] == "good"] or list(screen.get("choices", ()))
        if best:
            words = f"{best[0]['text']} → {place[best[0]['to']]}"
            waiting.append(best[0]["to"])
        elif "draw" in screen:
            words = _("an envelope: {steps}", steps=", ".join(str(place[to]) for to in leads(screen)))
            waiting += leads(screen)
        else:
            words = _("the end of this way")
        rows.append(f"<li><strong>{place[sid]}</strong> {esc(screen['name'])}: {esc(words)}</li>")
    title = _("A good way through; there may be others")
    return f'<div class="answer"><p class="kind">{esc(title)}</p><ul class="choices">{"".join(rows)}</ul></div>'
