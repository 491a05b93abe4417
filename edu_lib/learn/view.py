"""One view for every card: Python says which blocks stand in it, the browser draws them and sends back what is pressed.

A card's state is ``{"title", "blocks", "say", "focus"}``. The functions below return blocks; `CardView` shows them. All text
is shown as plain text, except `text`, which takes HTML of ours: escape what comes from data (`html.escape`). Two more are
optional: "quiet" (only what has changed is drawn anew, nothing is spoken, the focus stays) and "leaving" (what is pressed by
itself when the slides of a lecture are left).

An id stands for one question. What a student has typed or moved but not sent yet is kept while a block with the same id and
the same wording stays, so a new question takes a new id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import anywidget
import traitlets

from edu_lib.words import for_script

__all__ = [
    "CardView", "button", "buttons", "choice", "fold", "map", "number", "only", "option", "order", "pick_word", "picture",
    "select", "slider", "text", "words",
]  # fmt: skip

_HERE = Path(__file__).parent
TONES = ("plain", "lead", "good", "again", "note", "source", "compare")
MARKS = ("", "right", "wrong", "missed")
MODES = ("show", "pick", "mark")
STATES = ("here", "been", "open", "end")
WHERE = ("", "lecture", "study")


def text(html: str, tone: str = "plain", id: str = "") -> dict:
    """Words. `html` is ours: data in it is escaped by the caller. With an `id` the block can take the focus.

    `tone`: plain; lead (the question or the situation); good (praise); again (try again); note (small, quiet); source;
    compare (two things side by side, such as prediction and result).
    """
    return {"kind": "text", "html": html, "tone": _one_of("tone of a text", tone, TONES), "id": id}


def option(id: str, text: str, note: str = "", mark: str = "") -> dict:
    """One option of a `choice`; `note` is feedback under it, `mark` is "", "right", "wrong" or "missed"."""
    return {"id": id, "text": text, "note": note, "mark": _one_of("mark of an option", mark, MARKS)}


def choice(
    id: str,
    legend: str,
    options: Iterable[Mapping],
    *,
    multiple: bool = False,
    value: Iterable[str] = (),
    locked: bool = False,
) -> dict:
    """Radio buttons, or boxes to tick where `multiple`. The browser sends a list of option ids, also for one."""
    return {
        "kind": "choice",
        "id": id,
        "legend": legend,
        "multiple": bool(multiple),
        "options": [option(**o) for o in options],
        "value": list(value or ()),
        "locked": bool(locked),
    }


def fold(id: str, text: str, note: str = "", *, open: bool = False) -> dict:
    """The head of a part that opens and closes: a heading that is a button and presses `id`. `note` stands small under it.

    The blocks of the part follow it while it is open; which part that is, Python knows.
    """
    return {"kind": "fold", "id": id, "text": text, "note": note, "open": bool(open)}


def select(id: str, label: str, groups: Iterable[tuple[str, Iterable[tuple[str, str]]]], *, value: str = "") -> dict:
    """A list to choose one of. `groups`: (name, ((id, words), ...)); a group without a name stands by itself."""
    rows = [{"name": name, "options": [{"id": i, "text": words} for i, words in options]} for name, options in groups]
    return {"kind": "select", "id": id, "label": label, "groups": rows, "value": value}


def number(
    id: str,
    label: str,
    unit: str = "",
    *,
    value: float | str | None = None,
    min: float | None = None,
    max: float | None = None,
    step: float | None = None,
    locked: bool = False,
) -> dict:
    """A box for a number. `card.Card` hands `press` a float; the text as typed where that is no number; None if empty."""
    block = {"kind": "number", "id": id, "label": label, "unit": unit, "value": value}
    return block | {"min": min, "max": max, "step": step, "locked": bool(locked)}


def slider(
    id: str,
    label: str,
    min: float,
    max: float,
    step: float,
    *,
    value: float | None = None,
    low: str = "",
    high: str = "",
    marks: Iterable[Mapping] = (),
    locked: bool = False,
) -> dict:
    """A slider; `value` None means not yet touched, and comes back as None until it is. `low`, `high`: words at its ends.

    `marks`: ``{"value", "text"}`` each, named ticks on the scale.
    """
    return {
        "kind": "slider",
        "id": id,
        "label": label,
        "min": min,
        "max": max,
        "step": step,
        "value": value,
        "low": low,
        "high": high,
        "marks": [{"value": m["value"], "text": m["text"]} for m in marks],
        "locked": bool(locked),
    }


def words(id: str, label: str, *, value: str = "", rows: int = 1, locked: bool = False) -> dict:
    """A box for a few words, or for as many lines as `rows` says."""
    return {"kind": "words", "id": id, "label": label, "value": value or "", "rows": rows, "locked": bool(locked)}


def order(
    id: str, legend: str, items: Iterable[Mapping], *, value: Sequence[str] | None = None, locked: bool = False
) -> dict:
    """Items (``{"id", "text", "note"}``) to bring into an order; `value` is their ids as they stand now."""
    items = [{"id": i["id"], "text": i["text"], "note": i.get("note", "")} for i in items]
    value = [i["id"] for i in items] if value is None else list(value)
    if sorted(value) != sorted(i["id"] for i in items):
        raise ValueError(f'The order "{id}" must name each of its items once, but {value} was given.')
    return {"kind": "order", "id": id, "legend": legend, "items": items, "value": value, "locked": bool(locked)}


def picture(
    id: str,
    src: str,
    alt: str,
    width: float,
    height: float,
    *,
    targets: Iterable[Mapping] = (),
    value: object = None,
    mode: str = "show",
    locked: bool = False,
) -> dict:
    """A picture; `src` is a data address. `targets` (``{"id", "x", "y", "text"}``) lie in the units of width and height.

    `mode` show: targets are marks with their text. pick: they are buttons, and `value` is the id of the chosen one.
    mark: click anywhere, or move a cross by the arrow keys; `value` is ``[x, y]`` or None.
    """
    return {
        "kind": "picture",
        "id": id,
        "src": src,
        "alt": alt,
        "width": width,
        "height": height,
        "targets": [{"id": t["id"], "x": t["x"], "y": t["y"], "text": t.get("text", "")} for t in targets],
        "value": value,
        "mode": _one_of("mode of a picture", mode, MODES),
        "locked": bool(locked),
    }


def pick_word(id: str, legend: str, words: Iterable[str], *, value: int | None = None, locked: bool = False) -> dict:
    """A sentence whose words can be picked; `value` is the place of the picked word, counted from 0."""
    return {
        "kind": "pick_word",
        "id": id,
        "legend": legend,
        "words": list(words),
        "value": value,
        "locked": bool(locked),
    }


def button(id: str, text: str, primary: bool = False, disabled: bool = False, only: str = "") -> dict:
    """One button for `buttons`. The primary one stands out, and Enter in a box of the card presses it. `only`: see there."""
    where = _one_of("place of a button", only, WHERE)
    return {"id": id, "text": text, "primary": bool(primary), "disabled": bool(disabled), "only": where}


def only(where: str, blocks: Iterable[Mapping]) -> list[dict]:
    """These blocks, to be seen on slides alone ("lecture") or everywhere else alone ("study")."""
    return [{**block, "only": _one_of("place of a block", where, WHERE)} for block in blocks]


def buttons(*all_of_them: Mapping | Iterable[Mapping]) -> dict:
    """A row of buttons: ``buttons(button("next", "Next", primary=True), ...)``; a list of them will do too."""
    flat = [b for one in all_of_them for b in ([one] if isinstance(one, Mapping) else one)]
    return {"kind": "buttons", "buttons": [button(**b) for b in flat]}


def map(nodes: Iterable[Mapping], edges: Iterable[Sequence], alt: str) -> dict:
    """A map of a case: nodes ``{"id", "text", "x", "y", "state"}`` in columns and rows, edges ``[from, to, been]``.

    `state` is here, been, open or end.
    """
    return {
        "kind": "map",
        "nodes": [
            {
                **{key: n[key] for key in ("id", "text", "x", "y")},
                "state": _one_of("state of a node", n["state"], STATES),
            }
            for n in nodes
        ],
        "edges": [[start, end, bool(been)] for start, end, been in edges],
        "alt": alt,
    }


def _one_of(what: str, given: str, allowed: tuple[str, ...]) -> str:
    if given not in allowed:
        raise ValueError(f"The {what} must be one of {', '.join(repr(a) for a in allowed)}, but {given!r} was given.")
    return given


class CardView(anywidget.AnyWidget):
    """The widget of a card: it shows `state` and tells `answer` what was pressed, with the value of every input.

    Parameters
    ----------
    state : ``{"title", "blocks", "say", "focus"}``, see the functions of this module.
    answer : takes a message of the browser, ``{"press": id, "values": {block id: value}}``, and sets a new state.
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("blocks.js", "vote_blocks.js", "card.js"))
    _css = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("card.css", "vote.css"))
    state = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)  # what the view itself says, in another language than English

    def __init__(self, state: dict, answer: Callable[[dict], None]):
        super().__init__(state=state, words=for_script(self._esm))
        self.answer = answer
        self.on_msg(self._hear)

    def _hear(self, _widget, content, _buffers) -> None:
        self.answer(content)
        self.send({"done": True})  # the browser takes no second press before

    def __repr__(self) -> str:
        return f"CardView({self.state.get('title', '')!r})"
