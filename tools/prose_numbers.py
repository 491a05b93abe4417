"""The numbers in a lesson's prose: which of them can be traced, and how a reader is led to where they come from.

A Markdown cell lists its numbers in its metadata, each as it is printed:

    "numbers": [{"text": "0.50 MPa", "from": TRACE}, {"text": "20 kg", "is": "input"}, {"text": "55 minutes", "is": "time"},
                {"text": "3", "is": "count"}]

`input` is what the lesson chooses, `time` what a student spends, `count` what the reader can count. What has a trace is printed
as a link to the lesson's sources whose title says where it comes from,

    [0.50 MPa](#Sources "Wilke et al. 1999 (read)")

so that a mouse, the keyboard and a screen reader all find it; the cell with the id "numbers" under that heading lists all of
them. `problems` says what is missing, `footnotes` writes that list. edu_lib/learn/trace.py says what a trace is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint_notebooks import FENCE, text

from edu_lib.learn.trace import words
from edu_lib.sources import cite, source_keys
from edu_lib.words import _, speaking, spoken_in

KINDS = ("input", "time", "count")
LIST = "numbers"  # the id of the cell that lists them
_LINK = re.compile(r"\[(?P<text>[^\]\[]*)\]\((?P<to>[^)\s\"]*)(?:\s+\"(?P<title>[^\"]*)\")?\)")
_LEVEL = re.compile(r"\b[CTLS]\d{1,2}(?:[/-][CTLS]?\d{1,2})?\b")
_NAMES = re.compile(r"`[^`]*`|\b(?:lesson|Lektion) \d{1,2}\b|<[^>]+>", re.I)
_ITEM = re.compile(r"^\s*\d+\.\s", re.M)
_NUMBER = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"(?:18|19|20)\d\d[a-z]?")


def anchor() -> str:
    """The link to a lesson's sources, in the language that is set."""
    return "#" + _("Sources")


def finished(notebook: dict) -> bool:
    """Whether a lesson is complete: it has a quiz. Until then its numbers are not held to the rules."""
    return any("beat-check" in cell.get("metadata", {}).get("tags", []) for cell in notebook["cells"])


def numbers(cell: dict) -> list[dict]:
    """The numbers that a cell's metadata lists."""
    return cell.get("metadata", {}).get("numbers", [])


def prose(cell: dict) -> str:
    """What a reader sees of a Markdown cell: without code, links' addresses, tags and the numbers of list and heading."""
    shown = _LINK.sub(lambda link: link["text"], FENCE.sub("", text(cell["source"])))
    return _ITEM.sub(" ", _NAMES.sub(" ", shown))


def cited_years(notebook: dict) -> dict[str, set[str]]:
    """Year -> names of the authors of that year, over the sources that the lesson's `references` cell names."""
    code = "\n".join(text(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    found: dict[str, set[str]] = {}
    for key in set(re.findall(r"[\"']([a-z_]+\d{2,4}[a-z]?)[\"']", code)) & set(source_keys()):
        who, _, year = cite(key).short.rpartition(" ")
        found.setdefault(year, set()).add(who.removesuffix(" et al.").split(" and ")[0])
    return found


def problems(notebook: dict) -> Iterator[tuple[str, str]]:
    """Yield (cell id, sentence) for every number that traces to nothing, or whose link does not say where it comes from."""
    with speaking(spoken_in(notebook)):
        yield from list(_problems(notebook))


def _problems(notebook: dict) -> Iterator[tuple[str, str]]:
    years = cited_years(notebook)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and cell["id"] != LIST:
            for sentence in (*_untraced(cell, years), *_unlinked(cell)):
                yield cell["id"], sentence
    cells = {cell["id"]: text(cell["source"]) for cell in notebook["cells"]}
    wanted = footnotes(notebook)
    if wanted and wanted.strip() not in cells.get(LIST, ""):
        yield LIST, f"the cell {LIST!r} must list the traced numbers; run tools/refresh_worked_numbers.py"


def _untraced(cell: dict, years: dict[str, set[str]]) -> Iterator[str]:
    shown = prose(cell)
    rest = _LEVEL.sub(" ", shown)
    # The longest first, so that "0.50 MPa" is not taken for a "50 MPa".
    for entry in sorted(numbers(cell), key=lambda entry: -len(entry["text"])):
        if ("from" in entry) == ("is" in entry) or entry.get("is", "input") not in KINDS:
            yield f'{entry["text"]!r} must have either a trace under "from" or one of {KINDS} under "is"'
        whole = re.compile(rf"(?<![\d.,]){re.escape(entry['text'])}(?!\d|[.,]\d)")
        if not whole.search(shown):
            yield f"its metadata lists {entry['text']!r}, which its prose does not print"
        rest = whole.sub(" ", rest)
    for found in _NUMBER.finditer(rest):
        number = found[0].rstrip(".,")
        year = _YEAR.match(rest, found.start())
        if year and any(who in shown for who in years.get(year[0], ())):
            continue
        about = " ".join(rest[max(found.start() - 30, 0) : found.end() + 20].split())
        yield f"the number {number} traces to nothing (“{about}”)"


def _unlinked(cell: dict) -> Iterator[str]:
    source = FENCE.sub("", text(cell["source"]))
    titles: dict[str, list[str]] = {}
    for link in _LINK.finditer(source):
        if link["to"] == anchor():
            titles.setdefault(link["text"], []).append(link["title"] or "")
    bare = _LINK.sub(" ", source)
    wanted: dict[str, set[str]] = {}
    for entry in numbers(cell):
        if "from" in entry:
            wanted.setdefault(entry["text"], set()).add(words(entry["from"]))
    for shown, origins in wanted.items():
        if re.search(rf"(?<![\d.,]){re.escape(shown)}(?!\d|[.,]\d)", bare):
            yield f"{shown!r} stands somewhere without a link to its source"
        linked = set(titles.get(shown, ()))
        for origin in sorted(origins - linked):
            yield f"{shown!r} must be linked to {anchor()} with the title {origin!r}"
        for title in sorted(linked - origins):
            yield f"{shown!r} is linked with the title {title!r}, which is not where it comes from"
    for shown in titles.keys() - wanted.keys():
        yield f"{shown!r} is linked to {anchor()}, but has no trace"


def footnotes(notebook: dict) -> str:
    """The list of all traced numbers of a lesson in Markdown, each with where it comes from; empty if it has none."""
    with speaking(spoken_in(notebook)):
        return _footnotes(notebook)


def _footnotes(notebook: dict) -> str:
    origins: dict[str, list[str]] = {}
    for cell in notebook["cells"]:
        for entry in numbers(cell):
            if "from" in entry:
                shown = origins.setdefault(words(entry["from"]), [])
                if entry["text"] not in shown:
                    shown.append(entry["text"])
    return "\n".join(f"- {_(', ').join(shown)}: {origin}." for origin, shown in origins.items())


def renew_list(notebook: dict) -> None:
    """Write the list of the numbers anew where a lesson has a cell for it; the words above the list stay."""
    for cell in notebook["cells"]:
        if cell["id"] == LIST:
            above = text(cell["source"]).partition("\n\n- ")[0]
            cell["source"] = f"{above}\n\n{footnotes(notebook)}"
