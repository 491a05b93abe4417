"""A card: a title, blocks to read and to answer, and what a press of a button changes. All its logic is Python.

A card of its own gives `title` and `about`, and two methods: `state`, which says what stands in the card now, and `press`,
which takes an answer. What a student answered is kept by `remember`; if it cannot be kept, the card says so and goes on.
"""

from __future__ import annotations

import html
import re
from functools import cached_property

from edu_lib.server import STILL
from edu_lib.words import N_, _, number

from . import view

__all__ = ["Card", "parse_number", "plain", "remember"]


def remember(kind: str, **fields) -> str:
    """Write an entry into the student's journal. Returns "" or, if that failed, the sentence to show.

    See `learn.journal` for the kinds and their fields.
    """
    from .journal import JournalError, journal

    try:
        journal().append(kind, **fields)
    except JournalError as problem:
        return str(problem)
    return ""


def plain(markup: str) -> str:
    """The words of a piece of HTML, without its tags."""
    markup = re.sub(r"</(p|li|h\d)>|<br>", " ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def parse_number(typed: str, low: float | None = None, high: float | None = None) -> float | None:
    """The number in what somebody typed, or None. A comma may be the decimal mark, a true minus is a minus.

    "2,480" means two thousand where `low` to `high` holds that; a space between digits parts thousands anyway.

    >>> parse_number("−1,5"), parse_number("2,480", 0, 5000), parse_number("2,480", 0, 10), parse_number("many")
    (-1.5, 2480.0, 2.48, None)
    """
    text = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", typed.strip()).replace("−", "-").replace("–", "-")
    if number(0.5) != "0.5":  # where a comma is the decimal mark, a point parts thousands: read as its mirror image
        text = text.translate({ord("."): ",", ord(","): "."})
    if re.fullmatch(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", text):
        many = float(text.replace(",", ""))
        if text.count(",") > 1 or (low is not None and high is not None and low <= many <= high):
            return many
    text = text.replace(",", ".")
    return float(text) if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", text) else None


class Card:
    """What every card can do."""

    title = ""
    about = ""  # what it is for, in a sentence: shown where the lesson has not been run

    error: str | None = None  # what went wrong with the last press, in a sentence
    unsaved: str = ""  # why the last answer could not be written into the journal, in a sentence
    _turn = 0

    # What a card of its own fills in ------------------------------------------------------------------------------

    def state(self) -> dict:
        """What the card shows now: ``{"title", "blocks", "say", "focus"}``, see `learn.view`."""
        raise NotImplementedError

    def press(self, button: str, values: dict | None = None) -> None:
        """Take the press of a button with the values of all inputs; ends with ``self._refresh()``.

        Raises a sentence where that cannot be done.
        """
        raise NotImplementedError

    # What every card can do ---------------------------------------------------------------------------------------

    def remember(self, kind: str, **fields) -> str:
        """Keep an answer in the journal; if that fails, the card says why under its blocks. Returns that sentence or ""."""
        self.unsaved = remember(kind, **fields)
        return self.unsaved

    @cached_property
    def widget(self) -> view.CardView:
        """The view; made when it is first asked for."""
        return view.CardView(self._whole_state(), self._hear)

    def _refresh(self) -> None:
        """Show the state as it is now, if there is a view."""
        self._turn += 1
        if "widget" in self.__dict__:
            self.widget.state = self._whole_state()

    def _whole_state(self) -> dict:
        state = {"title": self.title, "say": "", "focus": "", **self.state(), "turn": self._turn}
        state["blocks"] = list(state["blocks"])
        said = [view.text(f"<p>{html.escape(s)}</p>", "again") for s in (self.unsaved, self.error) if s]
        last = len(state["blocks"]) - (bool(state["blocks"]) and state["blocks"][-1]["kind"] == "buttons")
        state["blocks"][last:last] = said  # above the buttons, where the eye is
        if self.error:
            state |= {"say": self.error, "focus": ""}
        return state

    def _hear(self, message: dict) -> None:
        """Answer the browser. Nothing is raised here, for nobody would see it: a failure is kept and shown."""
        before = self._turn
        self.error = None
        try:
            self.press(message.get("press", ""), self._read(message.get("values") or {}))
        except (TypeError, ValueError) as problem:
            self.error = str(problem)
        except Exception as problem:
            self.error = _(
                "That could not be done ({kind}: {problem}). Run the cell again to start afresh.",
                kind=type(problem).__name__, problem=str(problem),
            )  # fmt: skip
        try:
            if self.error or self._turn == before:
                self._refresh()
        except Exception as problem:
            self.error = _(
                "This card cannot be shown ({kind}: {problem}). Run the cell again.",
                kind=type(problem).__name__, problem=str(problem),
            )  # fmt: skip
            block = view.text(f"<p>{html.escape(self.error)}</p>", "again")
            self.widget.state = {
                "title": self.title,
                "blocks": [block],
                "say": self.error,
                "focus": "",
                "turn": self._turn,
            }

    def _read(self, values: dict) -> dict:
        """The browser's values, with what was typed into a box for a number read as one where that can be done."""
        values = dict(values)
        for block in self.widget.state["blocks"]:
            typed = values.get(block.get("id"))
            if block["kind"] == "number" and isinstance(typed, str):
                number = parse_number(typed, block["min"], block["max"])
                values[block["id"]] = typed if number is None else number
        return values

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.title!r})"

    def __str__(self) -> str:
        """The card in words, block by block."""
        return "\n".join([self.title, *(line for block in self.state()["blocks"] for line in _lines(block))])

    def still(self) -> str:
        """What stands in the lesson before it is run, as HTML that needs nothing to run."""
        about = f" {html.escape(self.about)}" if self.about else ""
        return (
            f'{STILL}"><figcaption><strong>{html.escape(self.title)}.</strong>{about} '
            f"{html.escape(_('To work on it, run the lesson: choose Run > Run All Cells.'))}</figcaption></figure>"
        )

    def _repr_mimebundle_(self, **options):
        bundle = self.widget._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        # The server saves this sentence in place of the live view; see edu_lib/server.py.
        return {**data, "text/html": self.still(), "text/plain": repr(self)}, metadata


_SIGN = {"": "", "right": N_(" (right)"), "wrong": N_(" (not this)"), "missed": N_(" (this too)")}


def _lines(block: dict) -> list[str]:
    """A block as lines of plain text."""
    kind = block["kind"]
    if kind == "text":
        return [plain(block["html"])]
    if kind == "buttons":
        return ["[" + "] [".join(b["text"] for b in block["buttons"]) + "]"] if block["buttons"] else []
    if kind == "choice":
        chosen = block["value"]
        rows = [
            f"  {'x' if o['id'] in chosen else '-'} {o['text']}{_(_SIGN[o['mark']])}{' ' + o['note'] if o['note'] else ''}"
            for o in block["options"]
        ]
        return [block["legend"], *rows]
    if kind == "order":
        by_id = {i["id"]: i for i in block["items"]}
        return [block["legend"], *(f"  {n}. {by_id[i]['text']}" for n, i in enumerate(block["value"], 1))]
    if kind == "pick_word":
        return [block["legend"], "  " + " ".join(block["words"])]
    if kind in ("picture", "map", "columns", "bars"):
        return [block["alt"]]
    if kind == "invite":
        return [f"{block['lead']} {block['address']}{block['code']}", f"{block['count']} {block['counted']}"]
    if kind == "hands":
        return [block["legend"], *(f"  {row['text']}: {block['value'].get(row['id'], '')}" for row in block["rows"])]
    if kind == "fold":
        return [f"{'v' if block['open'] else '>'} {block['text']}", *([f"  {block['note']}"] if block["note"] else [])]
    value = "" if block["value"] in (None, "") else f" {block['value']}"
    return [f"{block['label']}{value}" + (f" {block['unit']}" if block.get("unit") else "")]
