"""The structures of the trunk to look up: a search box, a list of hits, and the record of one of them.

The records are those of `models.anatomy`; nothing here is asked, marked or kept.
"""

from __future__ import annotations

import base64
import difflib
import html
import re
from functools import cache

from edu_lib.learn import view
from edu_lib.learn.card import Card
from edu_lib.learn.terms import look
from edu_lib.models import anatomy
from edu_lib.models.anatomy import Structure
from edu_lib.params import capital, check_choice
from edu_lib.sources import cite

__all__ = ["Atlas", "atlas"]

_MOST = 12  # hits that are shown: a row of buttons that the eye takes in
_LIKELY = 0.85  # from here on a name was meant and not written quite so
_ALL = "everywhere"
_SHORT = {"vertebra and disc": "vertebra, disc"}  # so that the regions stand beside each other
_BYTE_ORDER = "\ufeff"  # tells a spreadsheet that the file is UTF-8
# The card's style sheet knows no definition lists; beside each other where there is room, below each other elsewhere.
_LIST = "display:grid;grid-template-columns:minmax(6.5em,max-content) 1fr;gap:4px 16px;margin:0"


def atlas(name: str = "") -> Atlas:
    """The structures of the trunk, to be looked up by name, nerve, attachment or action. In a notebook it shows itself.

    `name` opens a record: ``atlas("multifidus")``. Raises `ValueError` with near names where there is none of that name.
    """
    card = Atlas()
    if name != "":
        card.open(name)
    return card


class Atlas(Card):
    """The card of `atlas`. `found` are the structures of the last search, `shown` is the one whose record is open."""

    title = "Atlas of the trunk"
    about = (
        "Look up a muscle, a nerve, a bone or a ligament: its Latin name, attachments, nerve and action, with sources."
    )

    def __init__(self):
        self.asked, self.region = "", _ALL
        self.found: tuple[Structure, ...] = ()
        self.shown: Structure | None = None
        self._said = self._speak = self._focus = ""

    # What can be done ---------------------------------------------------------------------------------------------

    def search(self, words: str, region: str = _ALL) -> None:
        """Look for words in all records, or in those of a region (a name of `models.anatomy.REGIONS`).

        A name that fits exactly, or a single hit, opens at once. Bad values raise a sentence.
        """
        check_choice("region", "part of the trunk", region, (_ALL, *anatomy.REGIONS))
        hits = anatomy.search(words)
        self.asked, self.region, self.shown = " ".join(words.split()), region, None
        self._said = self._speak = self._focus = ""
        if not self.asked and region == _ALL:
            self.found, self._said = (), "Type a name, a nerve or an action first, or choose a region."
        else:
            self.found = self._within(hits)
            self._said = self._count() if self.found else self._nearest(hits)
        exact = [one for one in self.found if self.asked.casefold() in {name.casefold() for name in one.names}]
        if len(exact) == 1 or len(self.found) == 1:
            self.shown = (exact or self.found)[0]
        self._tell()

    def open(self, name: str) -> None:
        """Show the record of the structure with this id, Latin or English name, or synonym."""
        self.shown = anatomy.structure(name)
        if self.shown not in self.found:
            self.asked, self.region, self.found, self._said = "", _ALL, (), ""
        self._tell()

    def press(self, button: str, values: dict | None = None) -> None:
        """Search (with the values of the boxes), or "open:" and the id of a hit; see `Card.press`."""
        if button == "search":
            values = values or {}
            self.search(values.get("atlas:words") or "", (values.get("atlas:region") or [_ALL])[0])
        elif button.startswith("open:"):
            self.open(button.removeprefix("open:"))
        else:
            raise ValueError(
                f'The atlas has no button "{button}". It has: search, and open: with the id of a structure.'
            )

    def _tell(self) -> None:
        """Say and show what is there now."""
        self._focus = "record" if self.shown else "found"
        record = f"{capital(self.shown.english)}, record below." if self.shown else ""
        self._speak = " ".join(part for part in (self._said, record) if part)
        self._refresh()

    def _within(self, hits: tuple[Structure, ...]) -> tuple[Structure, ...]:
        return tuple(one for one in hits if self.region in (_ALL, one.region))

    def _count(self) -> str:
        many = f"{len(self.found)} structures" if len(self.found) > 1 else "One structure"
        more = len(self.found) - _MOST
        return f"{many} found." + (f" {_MOST} are shown; and {more} more: be more specific." if more > 0 else "")

    # Where nothing is found ---------------------------------------------------------------------------------------

    def _nearest(self, hits: tuple[Structure, ...]) -> str:
        """A sentence on what may have been meant; `found` then holds it."""
        if hits:  # there are some, but not in this region
            self.found = hits
            return f"Nothing in the region “{self.region}”, but elsewhere:"
        start, name = f"Nothing is found for “{self.asked}”.", self.asked.casefold()
        names = {name.casefold(): one for one in anatomy.structures() for name in one.names}
        if near := difflib.get_close_matches(name, names, n=3, cutoff=_LIKELY):  # one name, written a little otherwise
            self.found = tuple(dict.fromkeys(names[one] for one in near))
            hint = look(self.asked, near[:1]).hint
            return " ".join(part for part in (start, hint, f"Did you mean “{near[0]}”?") if part)
        typed, known = name.split(), _words()
        right = [word if anatomy.search(word) else _near(word, known) for word in typed]
        meant = " ".join(right)
        self.found = anatomy.search(meant) if all(right) else ()
        if self.found:  # words of names, one of them misspelt
            hints = [look(a, [b]).hint for a, b in zip(typed, right, strict=True) if a != b]
            return " ".join(part for part in (start, *hints, f"Did you mean “{meant}”?") if part)
        near = difflib.get_close_matches(name, names, n=_MOST, cutoff=0.55)
        self.found = tuple(dict.fromkeys(names[one] for one in near))
        return f"{start} Names near it:" if near else f"{start} Try one word of the name, or the name of a nerve."

    # What is shown ------------------------------------------------------------------------------------------------

    def state(self) -> dict:
        """See `Card.state`."""
        regions = [view.option(one, _SHORT.get(one, one)) for one in (_ALL, *anatomy.REGIONS)]
        blocks = [
            view.words("atlas:words", "Search a name, a nerve, an action", value=self.asked),
            view.choice("atlas:region", "Where", regions, value=[self.region]),
            view.buttons(view.button("search", "Search", primary=True)),
        ]
        if self._said:
            tone = "plain" if self.found else "again"
            blocks.append(view.text(f"<p>{html.escape(self._said)}</p>", tone, id="found"))
        if len(self.found) > 1 or (self.found and not self.shown):
            rows = [view.button(f"open:{one.id}", capital(one.english)) for one in self.found[:_MOST]]
            blocks.append(view.buttons(rows))
        if self.shown:
            blocks += [view.text(_record(self.shown), "plain", id="record"), view.text(_origin(self.shown), "source")]
        blocks.append(view.text(_table(), "note"))
        return {"blocks": blocks, "say": self._speak, "focus": self._focus}

    def __str__(self) -> str:
        """What is open or found, in words."""
        if self.shown:
            works = "; ".join(str(cite(key)) for key in self.shown.sources)
            return f"{self.shown}\nSources: {works}."
        hits = "\n".join(f"  {capital(one.english)} ({one.ta})" for one in self.found[:_MOST])
        start = f"{self.title}: {len(anatomy.structures())} structures. {self.about}"
        return "\n".join(part for part in (self._said or start, hits) if part)


def _record(one: Structure) -> str:
    """The record as a definition list, the Latin name first and marked as Latin."""
    told = (("Also called", ", ".join(one.synonyms)), ("Where it lies", one.layer), *one.told)
    rows = [
        f'<dt><strong>{name}</strong>:</dt>\n<dd style="margin:0">{html.escape(capital(words))}</dd>'
        for name, words in told
        if words
    ]
    head = f'<p><strong lang="la">{html.escape(one.ta)}</strong> (TA2)</p>\n<p>{html.escape(capital(one.english))}'
    what = f"{head}: {html.escape(one.kind)}, {html.escape(one.region)}</p>"
    return f'{what}\n<dl style="{_LIST}">\n' + "\n".join(rows) + "\n</dl>"


def _origin(one: Structure) -> str:
    """The works the record was written from, as links with their badges."""
    works = "; ".join(cite(key)._repr_html_() for key in one.sources)
    return f"<p>Sources: {works}.</p>"


@cache
def _table() -> str:
    """The link that saves all records; the file is in the address itself, so that it needs no server."""
    data = base64.b64encode((_BYTE_ORDER + anatomy.as_csv()).encode()).decode()
    address = f"data:text/csv;charset=utf-8;base64,{data}"
    return f'<p><a href="{address}" download="anatomy.csv">Take all records along as CSV</a></p>'


def _words() -> list[str]:
    """All words of all names, to set a misspelt one right."""
    names = " ".join(name for one in anatomy.structures() for name in one.names)
    return sorted({word for word in re.findall(r"\w+", names.casefold()) if len(word) > 2})


def _near(word: str, known: list[str]) -> str:
    """The known word nearest to a misspelt one, or ""."""
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.72)), "")
