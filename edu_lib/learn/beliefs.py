"""Ten statements and how far one agrees with each: asked in the first lesson, asked again in the last.

Nothing here is right or wrong. The statements are data (data/beliefs.json); what a student sets is kept in the journal.
"""

from __future__ import annotations

import html
import json
from functools import lru_cache
from pathlib import Path

from edu_lib.params import Param, check_choice

from . import view
from .card import Card

__all__ = ["Beliefs", "beliefs"]

FILE = Path(__file__).parents[1] / "data" / "beliefs.json"
WHEN = ("start", "end")
_AGREE = Param("agreement", "how far you agree", "", (0, 100), 50, 1, "0 is I disagree, 100 is I agree")
_THEN = "In lesson 00 it was"


def beliefs(when: str = "start") -> Beliefs:
    """The ten statements as a card. ``beliefs(when="end")`` in the last lesson shows then beside now, once you have answered."""
    return Beliefs(_read(), check_choice("when", "which time it is asked", when, WHEN))


@lru_cache(maxsize=1)
def _read() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))


class Beliefs(Card):
    """The statements, a few on a page. `now` and `then` hold what was set, by statement; what was not touched is missing."""

    def __init__(self, data: dict, when: str):
        self.data, self.when = data, when
        self.title = data["title"] if when == "start" else data["title_again"]
        self.about = data["about"]
        self.statements = {s["id"]: s["text"] for s in data["statements"]}
        self.then = self._recall("start") if when == "end" else {}
        self.now = self._recall(when)
        self.pages = [data["statements"][i : i + data["page"]] for i in range(0, len(data["statements"]), data["page"])]
        # Behind the last page stands the summary: where everything has been answered before, it opens there.
        self.page = len(self.pages) if len(self.now) == len(self.statements) else self._first_open()
        self._say = self._focus = ""

    def _recall(self, when: str) -> dict[str, float]:
        """What the journal knows, the last answer to each statement."""
        from .journal import journal

        found = {}
        for entry in journal().entries("belief", when=when):
            try:
                value = _agree(entry.get("value"))
            except (TypeError, ValueError):
                continue
            if entry["item"] in self.statements and value is not None:
                found[entry["item"]] = value
        return found

    def _first_open(self) -> int:
        return next((i for i, page in enumerate(self.pages) if any(s["id"] not in self.now for s in page)), 0)

    # What can be done ---------------------------------------------------------------------------------------------

    def answer(self, item: str, value: float) -> None:
        """Set how far you agree with a statement, from 0 (I disagree) to 100 (I agree). Bad values raise a sentence."""
        self._keep({item: value})
        self._refresh()

    def _keep(self, values: dict) -> None:
        """Keep what was touched and has changed; check all of it before anything is written."""
        checked = {
            check_choice("item", "statement", item, tuple(self.statements)): _agree(v) for item, v in values.items()
        }
        problems = []
        for item, value in checked.items():
            if value is not None and self.now.get(item) != value:
                self.now[item] = value
                problems.append(self.remember("belief", item=item, value=value, when=self.when))
        self.unsaved = next((sentence for sentence in problems if sentence), "")

    def press(self, button: str, values: dict | None = None) -> None:
        """Next (saves the page), back (saves it too) or change (from the summary to the first page); see `Card.press`."""
        if button not in ("next", "back", "change"):
            raise ValueError(f'The beliefs have no button "{button}". They have: next, back, change.')
        if self.page < len(self.pages):
            here = [s["id"] for s in self.pages[self.page]]
            self._keep(
                {item: (values or {}).get(self._key(item)) for item in here if self._key(item) in (values or {})}
            )
        step = {"next": 1, "back": -1, "change": -self.page}[button]
        self.page = min(max(self.page + step, 0), len(self.pages))
        if self.page < len(self.pages):
            self._say, self._focus = self._place(), self._key(self.pages[self.page][0]["id"])
        else:
            self._say, self._focus = self._summary_words(), "summary"
        self._refresh()

    # What is shown ------------------------------------------------------------------------------------------------

    def _key(self, item: str) -> str:
        return f"{self.when}:{item}"

    def _place(self) -> str:
        return f"Page {self.page + 1} of {len(self.pages)}."

    def _slider(self, statement: dict, locked: bool = False) -> dict:
        item, marks = statement["id"], []
        if locked and item in self.then:
            marks = [{"value": self.then[item], "text": "then"}]
        return view.slider(
            self._key(item) + (":shown" if locked else ""),
            statement["text"],
            0,
            100,
            1,
            value=self.now.get(item),
            low=self.data["low"],
            high=self.data["high"],
            marks=marks,
            locked=locked,
        )

    def state(self) -> dict:
        """See `Card.state`."""
        if self.page == len(self.pages):
            return {"blocks": self._summary(), "say": self._say, "focus": self._focus}
        first = "Nothing is right or wrong here, and your answers stay in your own journal. Leave out what you like."
        blocks = [view.text(f"<p>{self._place()} {first if self.page == 0 else ''}</p>", "note")]
        blocks += [self._slider(s) for s in self.pages[self.page]]
        last = self.page == len(self.pages) - 1
        row = [view.button("next", "Save" if last else "Save and go on", primary=True)]
        row.append(view.button("back", "Back", disabled=self.page == 0))
        return {"blocks": [*blocks, view.buttons(row)], "say": self._say, "focus": self._focus}

    def _summary_words(self) -> str:
        kept = f"You have answered {len(self.now)} of {len(self.statements)} statements."
        if self.when == "start":
            return f"{kept} They are kept in your journal; in the last lesson you will see them beside what you think then."
        both = [item for item in self.now if item in self.then]
        if not both:
            return f"{kept} There are no answers from the first lesson on this computer to compare them with."
        moved = sum(abs(self.now[item] - self.then[item]) >= 10 for item in both)
        return f"{kept} Of {len(both)} that you also answered in lesson 00, {moved} moved by ten points or more."

    def _summary(self) -> list[dict]:
        blocks = [view.text(f"<p>{html.escape(self._summary_words())}</p>", "lead", id="summary")]
        for statement in self.data["statements"]:
            item = statement["id"]
            if self.when == "end" and item in self.now and item in self.then:
                blocks.append(self._slider(statement, locked=True))
                blocks.append(view.text(f"<p>{_moved(self.then[item], self.now[item])}</p>", "compare"))
            elif item in self.now:
                blocks.append(self._slider(statement, locked=True))
            else:
                blocks.append(view.text(f"<p>{html.escape(statement['text'])} <em>Not answered.</em></p>", "note"))
        return [*blocks, view.buttons(view.button("change", "Change my answers"))]


def _agree(value: object) -> float | None:
    """A value from 0 to 100, whole where it can be; None stays None."""
    if value is None:
        return None
    number = _AGREE.check(value)
    return int(number) if number.is_integer() else number


def _moved(then: float, now: float) -> str:
    if then == now:
        return f"{_THEN} {then:g}, now {now:g}: the same."
    return f"{_THEN} {then:g}, now {now:g}: you {'agree more' if now > then else 'agree less'}, by {abs(now - then):g}."
