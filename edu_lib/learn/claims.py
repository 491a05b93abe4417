"""The claims of the web article that the course takes apart: the student's own verdict first, then ours beside it.

The claims are data (data/claims.json), told in our own words. `claim` shows one or a few of them in a lesson; `claims`, in
claims_index.py, is the index of all. A student's verdict is kept in the journal under the kind "claim"; where it changes, the
first one stays there.
"""

from __future__ import annotations

import difflib
import html
import json
import re
from functools import lru_cache
from pathlib import Path

from edu_lib.params import check_choice, check_name
from edu_lib.server import STILL
from edu_lib.sources import BADGES, cite
from edu_lib.words import N_, _, language
from edu_lib.words import said as in_language

from . import trace, view
from .card import Card
from .summary import LESSONS

__all__ = ["CERTAINTIES", "VERDICTS", "Claims", "claim", "details", "figure", "read_claims", "said"]

FILE = Path(__file__).parents[1] / "data" / "claims.json"
# Verdict -> (a sign besides its colour, its word, what it means).
VERDICTS = {
    "supported": ("✓", N_("Supported"), N_("what is known speaks for it")),
    "partly": ("◐", N_("Partly"), N_("one part of it holds, another does not")),
    "contested": ("⇄", N_("Contested"), N_("studies disagree, or hardly anybody has looked")),
    "refuted": ("✗", N_("Refuted"), N_("what is known speaks against it")),
    "not testable": ("○", N_("Not testable"), N_("no study could settle it as it is put")),
}
CERTAINTY_WORDS = {
    "high": N_("high certainty"), "moderate": N_("moderate certainty"), "low": N_("low certainty"),
    "very low": N_("very low certainty"),
}  # fmt: skip
CERTAINTIES = (*CERTAINTY_WORDS, "n/a")


def read_claims() -> dict[str, dict]:
    """All claims by id."""
    return _read(language())


@lru_cache(maxsize=4)
def _read(_spoken: str) -> dict[str, dict]:
    return {one["id"]: one for one in in_language(json.loads(FILE.read_text(encoding="utf-8"))["claims"])}


def claim(*ids: str) -> Claims:
    """A claim of the article, ``claim("C05")``, or a short list of them, ``claim("C33", "C34")``: your verdict, then ours.

    Raises a sentence with the nearest id where there is no such claim.
    """
    if not ids:
        raise ValueError('claim needs the id of at least one claim, for example claim("C05"). claims() lists them all.')
    for one in ids:
        _known(one)
    return Claims(tuple(dict.fromkeys(ids)))


def _known(item: object) -> None:
    """Raise a sentence where there is no claim with this id."""
    every = list(read_claims())
    if item in every:
        return
    digits = re.fullmatch(r"[Cc]?0*(\d+)", str(item))  # "c5" and 5 mean C05
    meant = f"C{int(digits[1]):02}" if digits else str(item).upper()
    near = [meant] if meant in every else difflib.get_close_matches(meant, every, n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    where = f"They run from {every[0]} to {every[-1]}; claims() lists them all."
    raise (ValueError if isinstance(item, str) else TypeError)(f"There is no claim {item!r}.{hint} {where}")


def said() -> dict[str, list[str]]:
    """Claim -> the student's verdicts in the order they were given; an empty list where ours was looked at without one."""
    from .journal import journal

    found: dict[str, list[str]] = {}
    for entry in journal().entries("claim"):
        if entry["item"] in read_claims():
            given = found.setdefault(entry["item"], [])
            if isinstance(value := entry.get("value"), str) and value in VERDICTS:
                given.append(value)
    return found


class Claims(Card):
    """The card of `claim`. `said` holds the verdicts given so far, by claim; a claim that is not in it is still closed."""

    def __init__(self, ids: tuple[str, ...]):
        self.ids = ids
        many = len(ids) > 1
        self.title = _("What the article says: your verdict, and ours") if many else _("A claim of the article")
        self.about = _("{n} claims, in our words.", n=len(ids)) if many else read_claims()[ids[0]]["claim"]
        known = said()
        self.said = {one: known[one] for one in ids if one in known}
        self.open = "" if many else ids[0]  # the claim that can be read; one at a time
        self.changing = ""  # the claim whose verdict is being given anew
        self._say = self._focus = ""

    # What can be done ---------------------------------------------------------------------------------------------

    def judge(self, item: str, verdict: str | None = None) -> None:
        """Give a verdict on a claim of this card (or none) and see ours. Bad values raise a sentence with what there is."""
        check_name("judge", item, self.ids, "claim on this card", what="claim")
        if verdict is not None:
            check_choice("verdict", "your verdict", verdict, tuple(VERDICTS))
        given = self.said.setdefault(item, [])
        self.remember(
            "claim", lesson=read_claims()[item]["lessons"][0], item=item, value=verdict, shown_anyway=verdict is None
        )
        if verdict is not None:
            given.append(verdict)
        self.open, self.changing = item, ""
        self._say, self._focus = f"{self._both(item)} {read_claims()[item]['why']}", f"ours:{item}"
        self._refresh()

    def press(self, button: str, values: dict | None = None) -> None:
        """Open, show, next, change or keep, each followed by a colon and the claim; see `Card.press`."""
        what, _colon, item = button.partition(":")
        if what not in ("open", "show", "next", "change", "keep") or item not in self.ids:
            raise ValueError(
                f'This card has no button "{button}". It has: open, show, next, change, keep, each with a claim.'
            )
        if what == "show":
            self.judge(item, next(iter((values or {}).get(f"verdict:{item}") or ()), None))
            return
        if what == "open":
            closing = self.open == item and len(self.ids) > 1
            self.open, self.changing = "" if closing else item, ""
            self._say, self._focus = _("Closed.") if closing else self._opened(item), f"open:{item}"
        elif what == "next":
            after = self.ids[self.ids.index(item) + 1 :]
            if not after:
                raise ValueError(_("This is the last claim of the card."))
            self.open, self.changing = after[0], ""
            self._say, self._focus = f"{read_claims()[after[0]]['claim']} {self._opened(after[0])}", f"open:{after[0]}"
        else:
            self.changing = item if what == "change" else ""
            self._say, self._focus = "", f"verdict:{item}" if what == "change" else f"ours:{item}"
        self._refresh()

    # What is shown ------------------------------------------------------------------------------------------------

    def _opened(self, item: str) -> str:
        return self._both(item) if item in self.said else _("Open. Your verdict first, if you like.")

    def _both(self, item: str) -> str:
        """Both verdicts in a sentence."""
        own, one = self.said.get(item), read_claims()[item]
        yours = _("You: {verdict}.", verdict=_word(own[-1])) if own else _("You gave no verdict.")
        return f"{yours} {_('Ours: {verdict}.', verdict=_ours_words(one))}"

    def state(self) -> dict:
        """See `Card.state`."""
        many, blocks = len(self.ids) > 1, []
        if many:
            how = _("Open one, say what you think of it, then see what we think. Nothing is marked.")
            blocks.append(view.text(f"<p>{self.about} {how}</p>", "note"))
        for item in self.ids:
            if many:
                note = self._both(item) if item in self.said and item != self.open else ""
                blocks.append(view.fold(f"open:{item}", read_claims()[item]["claim"], note, open=item == self.open))
            else:
                blocks.append(view.text(f"<p>{html.escape(read_claims()[item]['claim'])}</p>", "lead"))
            if item == self.open:
                blocks += self._part(item)
        return {"blocks": blocks, "say": self._say, "focus": self._focus}

    def _part(self, item: str) -> list[dict]:
        """What stands under an open claim."""
        own, one = self.said.get(item), read_claims()[item]
        asked = own is None or self.changing == item
        ask = []
        if asked:
            options = [view.option(key, _(word)) for key, (_sign_, word, _means) in VERDICTS.items()]
            ask = _("What do you say? You may leave it out.")
            ask = [view.choice(f"verdict:{item}", ask, options, value=(own or [])[-1:]), view.text(_key(), "note")]
        if own is None:
            return [*ask, view.buttons(view.button(f"show:{item}", _("Show ours"), primary=True))]
        yours = _sign(own[-1]) if own else _("no verdict")
        first = _(" (at first: {verdict})", verdict=_sign(own[0])) if own and own[0] != own[-1] else ""
        you, ours = _("You:"), _("Ours:")
        beside = f"<p><strong>{you}</strong> {yours}{first}</p><p><strong>{ours}</strong> {_ours(one)}</p>"
        blocks = [view.text(beside, "compare", id=f"ours:{item}"), view.text(f"<p>{html.escape(one['why'])}</p>")]
        blocks.append(view.text("".join(f"<p>{line}</p>" for line in _origins(one)), "source"))
        if asked:
            row = [
                view.button(f"show:{item}", _("Save my verdict"), primary=True),
                view.button(f"keep:{item}", _("Leave it")),
            ]
            return [*blocks, *ask, view.buttons(row)]
        row = [view.button(f"change:{item}", _("Change my verdict") if own else _("Give a verdict after all"))]
        if item != self.ids[-1]:
            row.insert(0, view.button(f"next:{item}", _("Next claim"), primary=True))
        return [*blocks, view.buttons(row)]

    def still(self) -> str:
        """See `Card.still`: here every claim, with ours in a part that opens."""
        return figure(self.title, self.about, "".join(details(read_claims()[item], tell=False) for item in self.ids))


# A claim in words and in HTML -----------------------------------------------------------------------------------------


def _key() -> str:
    words = "".join(
        f"<li>{sign} <strong>{_(word)}:</strong> {_(means)}.</li>" for sign, word, means in VERDICTS.values()
    )
    return f"<details><summary>{_('What the five words mean')}</summary><ul>{words}</ul></details>"


def _sign(verdict: str) -> str:
    return f'<span aria-hidden="true">{VERDICTS[verdict][0]}</span> {_word(verdict)}'


def _word(verdict: str) -> str:
    return _(VERDICTS[verdict][1]).lower()


def _certainty(one: dict) -> str:
    return "" if one["certainty"] == "n/a" else _(CERTAINTY_WORDS[one["certainty"]])


def _ours_words(one: dict) -> str:
    return f"{_word(one['verdict'])}, {_certainty(one)}".rstrip(", ")


def _ours(one: dict) -> str:
    return f"{_sign(one['verdict'])}{', ' if _certainty(one) else ''}{_certainty(one)}"


def _origins(one: dict) -> list[str]:
    """Where what we say comes from, as lines of HTML: the sources, then where each number was taken."""
    sources = "; ".join(cite(key)._repr_html_() for key in one["sources"])
    lines = [_("Sources: {sources}.", sources=sources)] if sources else []
    origins: dict[str, list[str]] = {}
    for number in one["numbers"]:
        origins.setdefault(trace.words(number["from"]), []).append(number["text"])
    numbers = "; ".join(f"{html.escape(_(', ').join(shown))}: {html.escape(words)}" for words, shown in origins.items())
    if numbers:
        lines.append(_("Numbers: {numbers}.", numbers=numbers))
    return [*lines, _("The badge of our verdict: [{badge}].", badge=html.escape(_(BADGES[one["confidence"]])))]


def details(one: dict, own: list[str] | None = None, *, tell: bool = True) -> str:
    """A claim as one part that opens, with short sources, for a page of many; `tell` our verdict while it is closed, too."""
    yours = f" <em>{_('You: {verdict}.', verdict=_sign(own[-1]))}</em>" if own else ""
    sources = "; ".join(f"{html.escape(c.short)} [{html.escape(_(c.badge))}]" for c in map(cite, one["sources"]))
    lessons = ", ".join(f"{key} {html.escape(_(LESSONS[key]['title']))}" for key in one["lessons"])
    summary = (
        f"<strong>{_ours(one)}:</strong> {html.escape(one['claim'])}{yours}" if tell else html.escape(one["claim"])
    )
    first = "" if tell else f"<p><strong>{_('Ours: {verdict}.', verdict=_ours(one))}</strong></p>"
    about = _("{id}, {kind}. Treated in: {lessons}.", id=one["id"], kind=html.escape(_(one["kind"])), lessons=lessons)
    return (
        f"<details><summary>{summary}</summary>{first}<p>{html.escape(one['why'])}</p>"
        f"<p><small>{about}{' ' + _('Sources: {sources}.', sources=sources) if sources else ''}</small></p></details>"
    )


def figure(title: str, about: str, parts: str) -> str:
    how = html.escape(_("To give your own verdict first, run the lesson: choose Run > Run All Cells."))
    return f'{STILL}"><figcaption><strong>{html.escape(title)}.</strong> {html.escape(about)} {how}</figcaption>{parts}</figure>'
