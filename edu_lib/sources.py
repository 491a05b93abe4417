"""Where every published number comes from: tables, citations, and how far each has been checked.

A number enters a lesson or a model through `published` or `table`, so that it is written down once, beside its
source. `cite` and `references` show the source itself. Both carry a badge:

=========================  ==========================================================================
read                       we read the source's own text or abstract
from the model file        we read and ran the public model itself
quoted elsewhere           we read it in a work that quotes the source
recheck                    believed right, but none of us has read it in the source yet
our assumption             chosen by us, near what the source says; the row's note says why
=========================  ==========================================================================

Formatting of citations is left to pybtex, which is imported on the first citation and not before.
"""

from __future__ import annotations

import csv
import difflib
import functools
import html
import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from edu_lib.words import N_, _, language

__all__ = ["BADGES", "Citation", "References", "cite", "published", "references", "source_keys", "table", "tables"]

BADGES = {
    "A": N_("read"),
    "A-model": N_("from the model file"),
    "A-secondary": N_("quoted elsewhere"),
    "B": N_("recheck"),
    "assumption": N_("our assumption"),
}
_MEANING = {
    "read": N_("we read the source's own text or abstract"),
    "from the model file": N_("we read and ran the public model itself"),
    "quoted elsewhere": N_("we read it in a work that quotes the source"),
    "recheck": N_("believed right, but not yet read in the source"),
    "our assumption": N_("chosen by us, near what the source says"),
}
_DATA = Path(__file__).parent / "data"


# ------------------------------------------------------------------------------------------------ tables of numbers


@functools.cache
def tables() -> tuple[str, ...]:
    """Names of the tables of published numbers: every shipped csv whose rows name a source and a confidence."""
    names = []
    for path in sorted(_DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            header = next(csv.reader(lines), [])
        if {"source", "confidence"} <= set(header):
            names.append(path.stem)
    return tuple(names)


def table(name: str) -> list[dict]:
    """The rows of a table, one dict a row: numbers as numbers, empty cells as None, all else as text.

    Raises `ValueError` with the names that exist when there is no such table.
    """
    # The rows are kept, the dicts are handed out as copies: what one lesson changes, the next does not see.
    return [dict(row) for row in _rows(_known(name, tables(), "table of published numbers"))]


def published(name: str, **where) -> dict:
    """The one row of table `name` whose columns equal `where`; its badge stands under "badge".

    >>> published("invivo_pressure", source="wilke1999", activity="relaxed standing")["value"]
    0.5

    Raises `ValueError` in a sentence when no row or more than one fits, or a column does not exist.
    """
    rows = table(name)
    for column in where:
        _known(column, tuple(rows[0]), f"column of {name}")
    found = [row for row in rows if all(row[column] == value for column, value in where.items())]
    if len(found) == 1:
        return {**found[0], "badge": BADGES[found[0]["confidence"]]}
    asked = ", ".join(f"{column} = {value}" for column, value in where.items()) or "anything"
    if found:
        free = [c for c in rows[0] if c not in where and len({row[c] for row in found}) > 1]
        advice = f"Say more, for example by {free[0]}." if free else "The table holds the same row twice."
        raise ValueError(f"{len(found)} rows of {name} have {asked}, where one was asked for. {advice}")
    hint = ""
    for column, value in where.items():
        values = sorted({row[column] for row in rows if isinstance(row[column], str)})
        near = difflib.get_close_matches(str(value), values, n=1)
        if near and value not in values:
            hint = f' Did you mean {column} = "{near[0]}"?'
            break
    raise ValueError(f"No row of {name} has {asked}.{hint}")


@functools.cache
def _rows(name: str) -> tuple[dict, ...]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple({column: _cell(text) for column, text in row.items()} for row in csv.DictReader(lines))


def _cell(text: str) -> str | int | float | None:
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def _known(name: object, names: tuple[str, ...], what: str) -> str:
    """Return `name` if it is one of `names`, else raise a sentence with the nearest."""
    if isinstance(name, str) and name in names:
        return name
    shown = f'"{name}"' if isinstance(name, str) else repr(name)
    near = difflib.get_close_matches(str(name), names, n=3)
    if near:
        advice = "Nearest: " + ", ".join(near) + "."
    else:
        more = f" and {len(names) - 12} more" if len(names) > 12 else ""
        advice = "There are: " + ", ".join(names[:12]) + more + "."
    raise ValueError(f"There is no {what} named {shown}. {advice}")


# ---------------------------------------------------------------------------------------------------------- citations


@dataclass(frozen=True)
class Citation:
    """One source, ready to show.

    `short` is "Wilke et al. 1999"; `reference` the full reference as plain text; `badge` says whether we read it;
    `checked` what exactly was looked at; `url` leads to it and may be empty.
    """

    key: str
    short: str
    reference: str
    badge: str
    checked: str
    url: str
    html: str = field(repr=False)
    markdown: str = field(repr=False)

    def __str__(self) -> str:
        return f"{self.short} ({_(self.badge)})"

    def _repr_html_(self) -> str:
        short = html.escape(self.short)
        if self.url:
            # A link whose name stands alone when a screen reader lists the links of the page.
            short = f'<a href="{html.escape(self.url)}" title="{html.escape(self.reference)}">{short}</a>'
        return f"<cite>{short}</cite> {_badge_html(self.badge)}"


@dataclass(frozen=True)
class References:
    """An ordered list of sources with their badges, and what the badges mean."""

    citations: tuple[Citation, ...]

    def _legend(self) -> str:
        used = [badge for badge in _MEANING if any(c.badge == badge for c in self.citations)]
        return "; ".join(f"{_(badge)}: {_(_MEANING[badge])}" for badge in used) + "."

    def __str__(self) -> str:
        lines = [f"{i}. {c.reference} [{_(c.badge)}]" for i, c in enumerate(self.citations, 1)]
        return "\n".join([*lines, self._legend()])

    def _repr_markdown_(self) -> str:
        lines = [f"{i}. {c.markdown} **[{_(c.badge)}]**" for i, c in enumerate(self.citations, 1)]
        return "\n".join([*lines, "", f"*{self._legend()}*"])

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{c.html} {_badge_html(c.badge)}</li>" for c in self.citations)
        return f"<ol>{items}</ol><p><small>{html.escape(self._legend())}</small></p>"


def cite(key: str) -> Citation:
    """The source with this key, for example ``cite("wilke1999")``. Raises `ValueError` with the nearest keys."""
    _known(key, source_keys(), "source")
    return _citation(key, language())


def references(*which: str) -> References:
    """The sources with these keys as a list, in the order given, each once."""
    if not which:
        raise ValueError('references needs at least one source, for example references("wilke1999").')
    return References(tuple(cite(key) for key in dict.fromkeys(which)))


@functools.cache
def source_keys() -> tuple[str, ...]:
    """The keys of all sources."""
    return tuple(_bibliography().entries)


@functools.cache
def _bibliography():
    from pybtex.database import parse_string

    return parse_string((_DATA / "references.bib").read_text(encoding="utf-8"), "bibtex")


@functools.cache
def _tools():
    """pybtex's style and its three writers; the one for HTML escapes addresses too, which pybtex does not."""
    from pybtex.backends.html import Backend as Html
    from pybtex.backends.markdown import Backend as Markdown
    from pybtex.backends.plaintext import Backend as Plain
    from pybtex.style.formatting.plain import Style

    class SafeHtml(Html):
        def format_href(self, url, text, *rest, **more):
            return f'<a href="{html.escape(str(url))}">{text}</a>' if text else ""

        def format_protected(self, text):
            return text

    return Style(), Plain(), SafeHtml(), Markdown()


@functools.cache
def _citation(key: str, spoken: str) -> Citation:
    entry = _bibliography().entries[key]
    style, plain, safe_html, markdown = _tools()
    text = next(iter(style.format_entries([entry]))).text
    fields = entry.fields
    url = fields.get("url", "")
    if "pubmed" in fields:
        url = f"https://pubmed.ncbi.nlm.nih.gov/{fields['pubmed']}/"
    if "doi" in fields:
        url = f"https://doi.org/{fields['doi']}"
    return Citation(
        key=key,
        short=_short(key, entry, plain),
        reference=text.render(plain),
        badge=BADGES[fields["confidence"]],
        checked=fields["checked"],
        url=url,
        html=" ".join(text.render(safe_html).split()),
        markdown=" ".join(text.render(markdown).split()),
    )


def _short(key: str, entry, plain) -> str:
    """A short name such as Jäger 2018, Marras and Mirka 1996, Wilke et al. 1999, Rohlmann et al. 2014b."""
    people = [
        " ".join(name.render(plain) for name in (*person.rich_prelast_names, *person.rich_last_names))
        for person in entry.persons["author"]
    ]
    if len(people) > 2 or people[-1] == "others":
        who = f"{people[0]} et al."
    else:
        who = _("{one} and {other}", one=people[0], other=people[1]) if people[1:] else people[0]
    # A letter after the year in the key tells two papers of one year apart, as it does in a reading list.
    letter = re.search(r"\d{4}([a-z])$", key)
    year = entry.fields.get("year", "") + (letter[1] if letter else "")
    return f"{who} {year}".strip()


def _badge_html(badge: str) -> str:
    return f'<span class="edu-badge" title="{html.escape(_(_MEANING[badge]))}">[{html.escape(_(badge))}]</span>'
