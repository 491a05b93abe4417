"""A card sort: short stories, and the terms they belong to. Each card is checked, says why, and can be sorted again.

A sort is data (data/sorts/NAME.json, described by data/sort.schema.json). Where two terms hold for a card, either is right.
Every check goes into the journal under the kind "sort"; the first one of a card stays there when it is sorted again.
"""

from __future__ import annotations

import html
import json
from functools import lru_cache
from pathlib import Path

from edu_lib.params import check_name
from edu_lib.sources import cite

from . import view
from .card import Card

__all__ = ["CardSort", "card_sort", "problems", "sorts"]

FOLDER = Path(__file__).parents[1] / "data" / "sorts"


def sorts() -> tuple[str, ...]:
    """The names of the sorts there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def card_sort(name: str) -> CardSort:
    """A sort as a card, for example ``card_sort("pain_terms")``. Raises a sentence with the names for an unknown one."""
    check_name("card_sort", name, sorts(), "card sort")
    return CardSort(_read(FOLDER / f"{name}.json"))


@lru_cache(maxsize=4)
def _read(path: Path) -> dict:
    data = json.loads(path.read_text(encoding="utf-8"))
    if wrong := problems(data):
        raise ValueError(f"The sort {path.name} cannot be used: {' '.join(wrong)}")
    return data


def problems(data: dict) -> list[str]:
    """What is wrong with a sort beyond its schema, a sentence each."""
    terms, out = [t["id"] for t in data["terms"]], []
    if len({c["id"] for c in data["cards"]}) < len(data["cards"]) or len(set(terms)) < len(terms):
        out.append("Two of its cards, or two of its terms, have the same id.")
    for card in data["cards"]:
        if {card["is"], *card.get("also", ())} - set(terms):
            out.append(f'The card "{card["id"]}" belongs to a term that is not there.')
        if set(card["feedback"]) != set(terms):
            out.append(f'The card "{card["id"]}" must say something about each term, and about no other.')
    return out


class CardSort(Card):
    """One sort as a card. `tries` holds the terms given to each card so far, oldest first."""

    def __init__(self, data: dict):
        self.data = data
        self.title, self.about = data["title"], data["about"]
        self.terms = {t["id"]: t["name"] for t in data["terms"]}
        self.cards = {c["id"]: c for c in data["cards"]}
        self.tries: dict[str, list[str]] = self._recall()
        self._explained = False
        self._say = self._focus = ""

    def _recall(self) -> dict[str, list[str]]:
        """What the journal knows of the last round: a card's first attempt begins a new one."""
        from .journal import journal

        found: dict[str, list[str]] = {card: [] for card in self.cards}
        for entry in journal().entries("sort", sort=self.data["id"]):
            card, term = entry.get("item"), entry.get("value")
            if card not in found or not isinstance(term, str) or term not in self.terms:
                continue
            if entry.get("attempt") == 1:
                found[card].clear()
            found[card].append(term)
        return found

    def right(self, card: str) -> bool:
        """Whether a card lies where it belongs."""
        return any(self._fits(card, term) for term in self.tries[card])

    def _fits(self, card: str, term: str) -> bool:
        return term == self.cards[card]["is"] or term in self.cards[card].get("also", ())

    # What can be done ---------------------------------------------------------------------------------------------

    def sort(self, **terms: str) -> None:
        """Lay cards under terms and check them: ``sort(shoot="radicular")``. What is not allowed raises a sentence."""
        for card, term in terms.items():
            check_name("sort", card, tuple(self.cards), "card", what="card")
            check_name("sort", term, tuple(self.terms), "term", what="term")
            if self.right(card):
                raise ValueError(f'The card "{card}" already lies where it belongs. Sort one of the others.')
        if not terms:
            raise ValueError("Choose a term for at least one card, then check.")
        unsaved = []
        for card, term in terms.items():
            self.tries[card].append(term)
            fields = {"item": card, "value": term, "right": self._fits(card, term), "attempt": len(self.tries[card])}
            unsaved.append(self.remember("sort", sort=self.data["id"], **fields))
        self.unsaved = next((sentence for sentence in unsaved if sentence), "")
        urgent = [self.cards[card]["urgent"] for card in terms if "urgent" in self.cards[card]]
        again = [str(self._number(card)) for card in terms if not self.right(card)]
        more = f" Not this one yet: card {', card '.join(again)}." if again else ""
        self._say = " ".join([*urgent[:1], f"{self._count()}{more}"])
        self._focus = f"{self.data['id']}:{next(iter(terms))}"
        self._refresh()

    def press(self, button: str, values: dict | None = None) -> None:
        """Check what has a term, terms (what they mean) or again (from the beginning); see `Card.press`."""
        if button == "check":
            given = {card: (values or {}).get(self._key(card)) for card in self.cards if not self.right(card)}
            self.sort(**{card: term for card, term in given.items() if term})
        elif button == "terms":
            self._explained = not self._explained
            self._say, self._focus = "Open." if self._explained else "Closed.", "terms"
            self._refresh()
        elif button == "again":
            self.tries = {card: [] for card in self.cards}
            self._say, self._focus = "All cards lie open again.", f"{self.data['id']}:{next(iter(self.cards))}"
            self._refresh()
        else:
            raise ValueError(f'A card sort has no button "{button}". It has: check, terms, again.')

    # What is shown ------------------------------------------------------------------------------------------------

    def _number(self, card: str) -> int:
        return list(self.cards).index(card) + 1

    def _key(self, card: str) -> str:
        """A new one for each attempt, so that the list starts empty again."""
        return f"{self.data['id']}:{card}:{len(self.tries[card])}"

    def _count(self) -> str:
        return f"{sum(self.right(card) for card in self.cards)} of {len(self.cards)} cards lie where they belong."

    def state(self) -> dict:
        """See `Card.state`."""
        blocks = [
            view.text(f"<p>{html.escape(self.data['task'])} {self._count()}</p>", "note"),
            view.fold("terms", "What the terms mean", open=self._explained),
        ]
        if self._explained:
            rows = (
                f"<li><strong>{html.escape(t['name'])}</strong>: {html.escape(t['says'])}</li>"
                for t in self.data["terms"]
            )
            blocks.append(view.text(f"<ul>{''.join(rows)}</ul>"))
            keys = dict.fromkeys(key for t in self.data["terms"] for key in t["source"])
            blocks.append(_sources(list(keys)))
        for card in self.cards:
            blocks += self._card(card)
        open_ = [card for card in self.cards if not self.right(card)]
        if not open_:
            blocks.append(view.text(f"<p>{html.escape(self.data['end'])}</p>", "compare", id="end"))
        row = [view.button("check", "Check", primary=True)] if open_ else []
        if any(self.tries.values()):
            row.append(view.button("again", "Sort all again"))
        return {"blocks": [*blocks, view.buttons(row)], "say": self._say, "focus": self._focus}

    def _card(self, card: str) -> list[dict]:
        """A story, what was said of it last, and the list to choose from while it does not lie right."""
        one, given, number = self.cards[card], self.tries[card], self._number(card)
        story = f"<p><strong>{number}.</strong> {html.escape(one['text'])}</p>"
        blocks = [view.text(story, "lead", id=f"{self.data['id']}:{card}")]
        if given:
            term, right = given[-1], self._fits(card, given[-1])
            sign = "✓ Right" if right else "Not this one"
            words = (
                f"<p><strong>{sign}: {html.escape(self.terms[term])}.</strong> {html.escape(one['feedback'][term])}</p>"
            )
            blocks.append(view.text(words, "good" if right else "again"))
            if "urgent" in one:  # however it was sorted
                blocks.append(view.text(f"<p><strong>{html.escape(one['urgent'])}</strong></p>", "again"))
            blocks.append(_sources(one["source"]))
        if not self.right(card):
            options = [("", "choose a term"), *self.terms.items()]
            label = f"Card {number} {'again' if given else 'is'}"
            blocks.append(view.select(self._key(card), label, [("", options)]))
        return blocks


def _sources(keys: list[str]) -> dict:
    return view.text(f"<p>Source: {'; '.join(cite(key)._repr_html_() for key in keys)}.</p>", "source")
