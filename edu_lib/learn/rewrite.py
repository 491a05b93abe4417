"""Three overstated sentences, written anew by the student with honest certainty, then ours beside theirs.

The sentences are data (data/rewrites.json), in our own words. What a student writes is kept in the journal under the kind
"rewrite". Nothing is marked: the student holds the text against six questions, and a note is made only of words that promise
more than studies can.
"""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from pathlib import Path

from edu_lib.params import check_name
from edu_lib.sources import cite

from . import trace, view
from .card import Card
from .tables import table

__all__ = ["LONGEST", "Rewrite", "cautions", "rewrite"]

FILE = Path(__file__).parents[1] / "data" / "rewrites.json"
LESSON = "09"
LONGEST = 1500  # letters of a text that are kept: a long paragraph
# A word is let pass where one of these stands shortly before it ("does not prove", "nobody can guarantee").
_NOT = re.compile(r"\b(no|not|nobody|none|nor|neither|cannot|without|hardly|rarely|\w+n['’]t|never)\b", re.I)
_REACH = 4  # words


@lru_cache(maxsize=1)
def read_rewrites() -> dict:
    """The sentences, the six questions and the words of caution."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def rewrite() -> Rewrite:
    """Three sentences to write anew with honest certainty; your texts are kept, and ours stand beside them when you ask."""
    return Rewrite(read_rewrites())


def cautions(text: str) -> list[str]:
    """A gentle sentence for each word in `text` that promises more than studies can, the first time it stands there.

    Only sure cases: a word after "not", "no" and the like, within quotation marks, or in "has never been" is let pass.
    """
    out = []
    for one in read_rewrites()["cautions"]:
        pattern = re.compile(rf"(?<![\w“\"'‘-])({'|'.join(one['forms'])})(?![\w”\"’'-])", re.I)
        for found in pattern.finditer(text):
            before = re.split(r"[.;:!?]", text[: found.start()])[-1].split()[-_REACH:]
            if _NOT.search(" ".join(before)) or re.match(r"\s+been\b", text[found.end() :], re.I):
                continue
            out.append(f"You wrote “{found[0]}”: {one['ask']}")
            break
    return out


class Rewrite(Card):
    """The card of `rewrite`. `texts`, `ticked` and `shown` hold, by sentence, the student's text, the ticks, and whether
    ours has been looked at."""

    def __init__(self, data: dict):
        self.data, self.title, self.about = data, data["title"], data["about"]
        self.sentences = {one["id"]: one for one in data["sentences"]}
        self._questions = {one["id"]: one["text"] for one in data["checklist"]}
        self.texts: dict[str, str] = {}
        self.ticked: dict[str, list[str]] = {}
        self.shown: set[str] = set()
        self._recall()
        self.open = next((item for item in self.sentences if item not in self.shown), "")
        self.changing = ""
        self._say = self._focus = ""

    def _recall(self) -> None:
        """What the journal knows; the last entry of a sentence counts."""
        from .journal import journal

        for entry in journal().entries("rewrite"):
            item, text, ticked = (entry.get(key) for key in ("item", "text", "ticked"))
            if not isinstance(item, str) or item not in self.sentences:
                continue
            if isinstance(text, str) and text.strip():
                self.texts[item] = text[:LONGEST]
            self.ticked[item] = [q for q in self._questions if q in ticked] if isinstance(ticked, list) else []
            (self.shown.add if entry.get("shown") is True else self.shown.discard)(item)

    # What can be done ---------------------------------------------------------------------------------------------

    def write(self, item: str, text: str) -> None:
        """Keep your own version of a sentence. Raises a sentence where it is empty, too long or no text."""
        self._known(item)
        if not isinstance(text, str):
            raise TypeError(f"Your version must be text, but {text!r} was given.")
        text = " ".join(text.split())
        if not text:
            raise ValueError("There is nothing in the box yet. Write your version, or look at ours without writing.")
        if len(text) > LONGEST:
            raise ValueError(
                f"Your version has {len(text)} letters, and at most {LONGEST} are kept. Please shorten it."
            )
        if text != self.texts.get(item):  # a new text is held against the questions anew
            self.ticked[item] = []
            self.shown.discard(item)
        self.texts[item], self.open, self.changing = text, item, ""
        self._keep(item)
        notes = " ".join(cautions(text))
        self._say, self._focus = f"Kept. {notes or 'Now hold it against the six questions.'}", f"own:{item}"
        self._refresh()

    def show(self, item: str, ticked: list[str] | None = None) -> None:
        """See our version beside yours; `ticked` names the questions that your text answers, as you see it."""
        self._known(item)
        for question in ticked or []:
            check_name("show", question, tuple(self._questions), "question", what="question")
        self.ticked[item] = [q for q in self._questions if q in (ticked or [])]
        self.shown.add(item)
        self.open, self.changing = item, ""
        self._keep(item)
        self._say, self._focus = f"Our version: {self._ours(item)}", f"ours:{item}"
        self._refresh()

    def _keep(self, item: str) -> None:
        self.remember(
            "rewrite",
            lesson=LESSON,
            item=item,
            text=self.texts.get(item, ""),
            ticked=self.ticked.get(item, []),
            shown=item in self.shown,
        )

    def _known(self, item: object) -> None:
        check_name("rewrite", item, tuple(self.sentences), "sentence to rewrite", what="sentence")

    def press(self, button: str, values: dict | None = None) -> None:
        """Open, keep, show, next, change or leave, each followed by a colon and the sentence; see `Card.press`."""
        (what, _, item), values = button.partition(":"), values or {}
        if what not in ("open", "keep", "show", "next", "change", "leave") or item not in self.sentences:
            raise ValueError(
                f'This card has no button "{button}". It has: open, keep, show, next, change, leave, each with a sentence.'
            )
        if what == "keep":
            self.write(item, values.get(f"text:{item}") or "")
            return
        if what == "show":
            typed = values.get(f"text:{item}")
            if isinstance(typed, str) and typed.strip():  # written, but not kept yet: it is not lost
                self.write(item, typed)
            self.show(item, list(values.get(f"check:{item}") or ()))
            return
        if what == "open":
            self.open = "" if self.open == item else item
            self._say, self._focus = "" if self.open else "Closed.", f"open:{item}"
        elif what == "next":
            every = list(self.sentences)
            self.open = every[(every.index(item) + 1) % len(every)]
            self._say, self._focus = self.sentences[self.open]["sentence"], f"open:{self.open}"
        else:
            self._say, self._focus = "", f"text:{item}" if what == "change" else f"own:{item}"
        self.changing = item if what == "change" else ""
        self._refresh()

    # What is shown ------------------------------------------------------------------------------------------------

    def _ours(self, item: str) -> str:
        return " ".join(part["text"] for part in self.sentences[item]["ours"])

    def _note(self, item: str) -> str:
        if item in self.texts:
            return "You have written yours" + (", and seen ours." if item in self.shown else ".")
        return "You have seen ours." if item in self.shown else ""

    def state(self) -> dict:
        """See `Card.state`."""
        blocks = [view.text(f"<p>{html.escape(self.about)}</p>", "note")]
        for number, (item, one) in enumerate(self.sentences.items(), 1):
            here = item == self.open
            blocks.append(
                view.fold(f"open:{item}", f"{number}. {one['sentence']}", "" if here else self._note(item), open=here)
            )
            if here:
                blocks += self._part(item)
        return {"blocks": blocks, "say": self._say, "focus": self._focus}

    def _part(self, item: str) -> list[dict]:
        own, one = self.texts.get(item, ""), self.sentences[item]
        first = view.text(f"<p>This is {html.escape(one['kind'])}. How would you say it?</p>")
        if self.changing == item or (not own and item not in self.shown):
            asked = view.words(f"text:{item}", "Your version", value=own, rows=4)
            row = [view.button(f"keep:{item}", "Keep my version", primary=True)]
            if own:
                row.append(view.button(f"leave:{item}", "Leave it as it was"))
            else:
                row.append(view.button(f"show:{item}", "Show ours without writing"))
            return [first, asked, view.buttons(row)]
        return self._beside(item) if item in self.shown else [first, *self._checked(item)]

    def _checked(self, item: str) -> list[dict]:
        """The student's own text, the notes on it, and the six questions."""
        own = self.texts[item]
        options = [view.option(key, words) for key, words in self._questions.items()]
        row = [
            view.button(f"show:{item}", "Show ours", primary=True),
            view.button(f"change:{item}", "Change my version"),
        ]
        return [
            view.text(f"<p><strong>Yours:</strong> {html.escape(own)}</p>", "compare", id=f"own:{item}"),
            *self._cautions(own),
            view.choice(
                f"check:{item}", "Read your text again, and tick what is true of it.", options,
                multiple=True, value=self.ticked.get(item, []),
            ),
            view.buttons(row),
        ]  # fmt: skip

    @staticmethod
    def _cautions(own: str) -> list[dict]:
        found = cautions(own)
        return [view.text("".join(f"<p>{html.escape(line)}</p>" for line in found), "note")] if found else []

    def _beside(self, item: str) -> list[dict]:
        """Both versions side by side, what ours answers where, and where its numbers come from."""
        own, one = self.texts.get(item, ""), self.sentences[item]
        yours = html.escape(own) if own else "<em>You wrote none.</em>"
        pair = f"<p><strong>Yours:</strong> {yours}</p><p><strong>Ours:</strong> {html.escape(self._ours(item))}</p>"
        rows = [(words, self._ticked(item, key, own), self._where(one, key)) for key, words in self._questions.items()]
        head = ("Question", "Yours, as you see it", "Ours, in sentence")
        certainty = one["certainty"]
        sure = "No trial, so no grade." if certainty == "n/a" else f"The certainty of what we say is {certainty}."
        row = [view.button(f"change:{item}", "Change my version" if own else "Write mine after all")]
        if item != list(self.sentences)[-1]:
            row.insert(0, view.button(f"next:{item}", "Next sentence", primary=True))
        return [
            view.text(pair, "compare", id=f"ours:{item}"),
            *self._cautions(own),
            view.text(table("The six questions, and both versions", head, rows)),
            view.text(f"<p>{sure} Yours may be shorter and as honest; ours is one way to say it.</p>"),
            view.text("".join(f"<p>{line}</p>" for line in _origins(one)), "source"),
            view.buttons(row),
        ]

    def _ticked(self, item: str, key: str, own: str) -> str:
        return ("ticked" if key in self.ticked.get(item, []) else "not ticked") if own else "no text"

    @staticmethod
    def _where(one: dict, key: str) -> str:
        places = [str(n) for n, part in enumerate(one["ours"], 1) if key in part["answers"]]
        return " and ".join(places) if places else "nowhere"

    def still(self) -> str:
        """See `Card.still`: here the sentences too, each with ours in a part that opens."""
        from .claims import figure

        parts = "".join(
            f"<details><summary>{html.escape(one['sentence'])}</summary><p><strong>Ours:</strong> "
            f"{html.escape(self._ours(item))}</p><p><small>{' '.join(_origins(one))}</small></p></details>"
            for item, one in self.sentences.items()
        )
        return figure(self.title, self.about, parts).replace("give your own verdict first", "write your own first")


def _origins(one: dict) -> list[str]:
    """Where ours comes from, as lines of HTML: the sources, the claims, then where each number was taken."""
    origins: dict[str, list[str]] = {}
    for number in one["numbers"]:
        origins.setdefault(trace.words(number["from"]), []).append(number["text"])
    numbers = "; ".join(f"{html.escape(', '.join(shown))}: {html.escape(words)}" for words, shown in origins.items())
    return [
        "Sources: " + "; ".join(cite(key)._repr_html_() for key in one["sources"]) + ".",
        f"Numbers: {numbers}.",
        f"After the claims {', '.join(one['claims'])} of the index.",
    ]
