"""Predict first: the student commits to an answer, then the lab opens and the two stand side by side.

The items are data (data/predictions.json), of four kinds: number, order, choice and mark (a place in a picture). The lab is
handed in as an object; it needs `.widget`, and `.set` and `.reset` where the item sets it.
"""

from __future__ import annotations

import html
import json
from functools import cached_property, lru_cache
from pathlib import Path

from edu_lib.params import check_name
from edu_lib.sources import cite
from edu_lib.words import _, said

from . import trace, view
from .card import Card
from .predict_kinds import KINDS, mixed
from .vote_panel import Panel

__all__ = ["Prediction", "predict", "predictions"]

FILE = Path(__file__).parents[1] / "data" / "predictions.json"


@lru_cache(maxsize=1)
def predictions() -> dict[str, dict]:
    """All items by name."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def predict(item: str, lab=None) -> Prediction:
    """The prediction `item` before `lab`, for example ``predict("04-reach", lab("spinal_load"))``.

    Without a lab it is a question by itself. Raises a sentence with the names there are for an unknown item.
    """
    check_name("predict", item, predictions(), "prediction")
    if lab is not None and "widget" not in dir(lab):  # hasattr would make the widget of a lab that is still closed
        raise TypeError(f'predict needs a lab to open, for example lab("spinal_load"), but {lab!r} was given.')
    return Prediction(item, said(predictions()[item]), lab)


class Prediction:
    """A question above a lab that stays closed until the student has committed to an answer, or asks to see it anyway."""

    def __init__(self, name: str, item: dict, lab=None):
        self.name, self.item, self.lab = name, item, lab
        self.card = Question(name, item, self)
        if not self.opened:
            self._reset()
        self._lend_order()
        self._remind()

    @property
    def title(self) -> str:
        """What stands above the question."""
        return self.card.title

    @property
    def value(self):
        """What the student predicted; None where nothing was."""
        return self.card.value

    @property
    def opened(self) -> bool:
        """Whether the lab is open: after a prediction, or after "Show me anyway"."""
        return self.card.opened

    @property
    def error(self) -> str | None:
        """What went wrong with the last press in the browser, in a sentence."""
        return self.card.error

    def commit(self, value) -> None:
        """Commit to `value`: a number, the ids in order, the id of an option, or ``[x, y]``. Bad values raise a sentence."""
        self.card.commit(value)

    def show_anyway(self) -> None:
        """Open the lab without a prediction; the journal keeps that there was none."""
        self.card.show_anyway()

    def again(self) -> None:
        """Close the lab and predict once more; what was predicted stays in the journal."""
        self.card.again()

    def show_in_lab(self) -> None:
        """Set the lab to what the question asked."""
        if not self.opened:
            raise ValueError(_("The lab opens after your prediction. Commit to one first, or choose to see it anyway."))
        if self.lab is None or not self.item["set"]:
            raise ValueError(f'The prediction "{self.name}" has nothing to set in a lab.')
        self.lab.set(**self.item["set"])
        self.card.shown_in_lab()

    @cached_property
    def widget(self):
        """The question, and below it the lab once it is open."""
        import ipywidgets

        return ipywidgets.VBox(self._children())

    def _children(self) -> tuple:
        return (self.card.widget, self.lab.widget) if self.opened and self.lab is not None else (self.card.widget,)

    def opened_or_closed(self) -> None:
        """Show or hide the lab, as the question now stands."""
        if not self.opened:
            self._reset()
        self._lend_order()
        self._remind()
        if "widget" in self.__dict__:
            self.widget.children = self._children()

    def _remind(self) -> None:
        """Let the lab keep the prediction beside its result, in words."""
        if hasattr(self.lab, "remind"):
            told = self.opened and (self.value is not None or self.card.by_class)
            self.lab.remind(self.card.compare() if told else "")

    def _reset(self) -> None:
        """Back to where the lab starts, so that its picture does not tell the answer."""
        if self.item["set"] and hasattr(self.lab, "reset"):
            self.lab.reset()

    def _lend_order(self) -> None:
        """Give a lab that can show it the student's own order; an empty one while it is closed."""
        if self.item["kind"] == "order" and hasattr(self.lab, "order"):
            self.lab.order = tuple(self.value or ())

    def still(self) -> str:
        """What stands in the lesson before it is run: the question, and the lab's picture where that does not answer it."""
        picture = "" if self.item.get("hidden") or not hasattr(self.lab, "still") else self.lab.still()
        return self.card.still() + picture

    def __repr__(self) -> str:
        return f"Prediction({self.name!r})"

    def __str__(self) -> str:
        return f"{self.card}\n{self.lab}" if self.opened and self.lab is not None else str(self.card)

    def _repr_mimebundle_(self, **options):
        bundle = self.widget._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": self.still(), "text/plain": repr(self)}, metadata


class Question(Card):
    """The card of a prediction. `value` is the answer, None where the lab was opened without one."""

    def __init__(self, name: str, item: dict, owner: Prediction):
        self.name, self.item, self.owner = name, item, owner
        self.title, self.about = _("Predict first"), item["ask"]
        self.value, self.opened, self.before, self._round = None, False, "", 0
        self._say = self._focus = ""
        self._set = False  # whether the lab has been set to what was asked
        self.by_class, self._quiet = "", False  # what the class said, where it opened the lab
        self.panel = Panel(name, item, self)
        self._recall()

    def _recall(self) -> None:
        """Take up the last prediction that the journal knows."""
        from .journal import journal

        entries = journal().entries("prediction", item=self.name)
        if not entries:
            return
        value = entries[-1].get("value")
        try:
            self.value = None if value is None else KINDS[self.item["kind"]].check(self.item, value)
        except (TypeError, ValueError):
            return  # the question has changed since
        self.opened, self.before = True, str(entries[-1].get("at", ""))[:10]

    def commit(self, value) -> None:
        """See `Prediction.commit`."""
        if self.opened:
            raise ValueError(_('This prediction is made. To make another one, use "Predict again".'))
        self.value = KINDS[self.item["kind"]].check(self.item, value)
        self._open(shown_anyway=False)

    def show_anyway(self) -> None:
        """See `Prediction.show_anyway`."""
        if self.opened:
            raise ValueError(_('The lab is open already. To close it and predict, use "Predict again".'))
        self.value = None
        self._open(shown_anyway=True)

    def open_for_class(self) -> None:
        """Open the lab after a vote. The journal keeps what the class said, and never as a prediction of the student."""
        if self.opened:
            raise ValueError(_('The lab is open already. To close it and ask the class, use "Predict after all".'))
        if self.panel.tally is None:
            raise ValueError(_("Ask the class first, and close the vote; then the lab opens."))
        self.value, self.by_class = None, self.panel.words
        fields = {"votes": self.panel.tally.n, "words": self.by_class}
        self.remember("vote", lesson=self.item["lesson"], item=self.name, **fields)
        self._show_opened()

    def _open(self, shown_anyway: bool) -> None:
        self.panel.close()
        words = self.compare()
        fields = {"value": self.value, "shown_anyway": shown_anyway, "words": words}
        self.remember("prediction", lesson=self.item["lesson"], item=self.name, **fields)
        self._show_opened()

    def _show_opened(self) -> None:
        self.opened, self.before = True, ""
        below = "" if self.owner.lab is None else " The lab is open below."
        self._say, self._focus = f"{self.compare()} {self.item['reveal']}{below}", "compare"
        self._refresh()
        self.owner.opened_or_closed()

    def again(self) -> None:
        """See `Prediction.again`."""
        self.value, self.opened, self.before, self._set, self.by_class = None, False, "", False, ""
        self.panel.close()
        self._round += 1
        self._say, self._focus = _("Predict again. {ask}", ask=self.item["ask"]), self._key()
        self._refresh()
        self.owner.opened_or_closed()

    def shown_in_lab(self) -> None:
        """Say that the lab now shows what was asked."""
        self._set = True
        self._say, self._focus = _("The lab below shows it now. {words}", words=str(self.owner.lab)), ""
        self._refresh()

    def press(self, button: str, values: dict | None = None) -> None:
        """Commit, show (anyway), again or set (the lab); see `Card.press`."""
        if button == "commit":
            value = (values or {}).get(self._key())
            if self.item["kind"] == "order" and value == mixed(self.item, self.name):
                raise ValueError(_("Bring them into your own order first: drag them, or use the arrows."))
            if self.item["kind"] == "choice":
                value = next(iter(value or ()), None)
            self.commit(value)
        elif button == "show":
            self.show_anyway()
        elif button == "again":
            self.again()
        elif button == "set":
            self.owner.show_in_lab()
        elif button == "vote-open":
            self.open_for_class()
        elif button.startswith("vote"):
            self.tell(*self.panel.press(button, values or {}))
        else:
            raise ValueError(f'A prediction has no button "{button}". It has: commit, show, again, set.')

    def tell(self, say: str, focus: str) -> None:
        """Show what is now, say it, and move the focus."""
        self._say, self._focus = say, focus
        self._refresh()

    def refresh_quietly(self) -> None:
        """Show what is now without a word: a count has grown."""
        self._quiet = True
        self._refresh()
        self._quiet = False

    # What is shown ------------------------------------------------------------------------------------------------

    def _key(self) -> str:
        return f"{self.name}:{self._round}"

    def compare(self) -> str:
        """The prediction beside the result, in words."""
        if self.by_class:
            return self.by_class
        if self.value is None:
            answer = KINDS[self.item["kind"]].answer(self.item)
            return _("You looked before you predicted. {answer}", answer=answer).strip()
        return KINDS[self.item["kind"]].compare(self.item, self.value)

    def state(self) -> dict:
        """See `Card.state`."""
        kind = KINDS[self.item["kind"]]
        if not self.opened:
            guess = _("A guess is fine; commit to it before you look.")
            if self.owner.lab is not None:
                guess += " " + _("Then the lab opens.")
            row = [view.button("commit", _("Commit"), primary=True), view.button("show", _("Show me anyway"))]
            if self.panel.possible:
                row.append(view.button("vote", _("Ask the class"), only="lecture"))
            blocks = [
                *kind.ask(self.item, self._key(), self.name),
                view.text(f"<p>{guess}</p>", "note"),
                view.buttons(row),
            ]
            if vote := self.panel.blocks():  # on slides it takes the place of what one student is asked
                blocks = [*view.only("study", blocks), *view.only("lecture", vote)]
            leaving = "vote-left" if self.panel.stage == "running" else ""
            state = {"say": self._say, "focus": self._focus, "quiet": self._quiet, "leaving": leaving}
            return {"blocks": blocks, **state}
        blocks = [view.text(f"<p>{html.escape(self.item['ask'])}</p>", "lead")] if not kind.asks_again else []
        blocks += kind.done(self.item, self._key(), self.value)
        blocks.append(view.text(f"<p><strong>{html.escape(self.compare())}</strong></p>", "compare", id="compare"))
        blocks.append(view.text(f"<p>{html.escape(self.item['reveal'])}</p>"))
        if self.before:
            before = (
                _("You predicted this before, on {day}.", day=self.before)
                if self.value is not None
                else _("You looked at this before, on {day}.", day=self.before)
            )
            blocks.append(view.text(f"<p>{html.escape(before)}</p>", "note"))
        blocks += self._origin()
        if self._set:
            blocks.append(view.text(f"<p>{_('The lab below was set to show this.')}</p>", "note"))
        row = [view.button("again", _("Predict again") if self.value is not None else _("Predict after all"))]
        if self.item["set"] and self.owner.lab is not None:
            row.insert(0, view.button("set", _("Show this in the lab"), primary=True))
        return {"blocks": [*blocks, view.buttons(row)], "say": self._say, "focus": self._focus}

    def _origin(self) -> list[dict]:
        parts = [cite(key)._repr_html_() for key in self.item["source"]]
        if "from" in self.item:
            parts.append(_("the number: {origin}", origin=html.escape(trace.words(self.item["from"]))))
        return [view.text(f"<p>{_('Source: {sources}.', sources='; '.join(parts))}</p>", "source")] if parts else []
