"""A quiz: one item at a time, with a second try, feedback on every option, and three items from earlier lessons."""

from __future__ import annotations

import html
from dataclasses import dataclass

from edu_lib.sources import cite
from edu_lib.words import N_, _, number
from edu_lib.words import said as in_language

from . import view
from .card import Card
from .items import grade, load, picture_of, shuffled
from .summary import CONFIDENCE, LESSONS
from .trace import words

__all__ = ["Quiz", "quiz"]

TRIES = 2
_VERDICT = {1: N_("Right at the first try."), 2: N_("Right at the second try.")}
_AGAIN = N_("Not this. Try once more.")


def quiz(lesson: str) -> Quiz:
    """The quiz of a lesson, for example ``quiz("04")``. Raises `ValueError` with the names there are for an unknown one."""
    return Quiz(lesson, in_language(load(lesson)))


@dataclass
class Try:
    """How far an item has got: answers given, the last of them, whether it was right, and when it was if that is long ago."""

    attempts: int = 0
    value: object = None
    confidence: int | None = None
    right: bool = False
    before: str = ""
    round: int = 0  # counts how often it was begun afresh, so that its inputs are new ones

    @property
    def done(self) -> bool:
        return self.right or self.attempts >= TRIES


class Quiz(Card):
    """The items of one lesson as a card. `at` is the item that shows; behind the last one stands the summary."""

    def __init__(self, lesson: str, items: list[dict]):
        self.lesson, self.items, self.at, self.say = lesson, items, 0, ""
        name = LESSONS.get(lesson, {}).get("title", "")
        self.title = _("Check yourself: {name}", name=_(name)) if name else _("Check yourself")
        self.about = _("{n} questions with feedback; two tries each.", n=len(items))
        self.tries = [Try() for _ in items]
        self._focus = ""
        self._recall()

    def _recall(self) -> None:
        """Take up what the journal knows, and open where the first unanswered item is."""
        from .journal import journal

        last = {entry.get("item"): entry for entry in journal().entries("answer", lesson=self.lesson)}
        for item, state in zip(self.items, self.tries, strict=True):
            entry = last.get(item["id"])
            try:
                right = grade(item, entry["value"]).right if entry else False
            except (KeyError, TypeError, ValueError):
                continue  # the item has changed since
            if entry:
                state.attempts = min(int(entry.get("attempt") or 1), TRIES)
                state.value, state.right, state.confidence = entry["value"], right, entry.get("confidence")
                state.before = str(entry.get("at", ""))[:10]
        self.at = next((i for i, state in enumerate(self.tries) if not state.done), len(self.items))

    # What is pressed ----------------------------------------------------------------------------------------------

    def press(self, button: str, values: dict | None = None) -> None:
        """Check, next, back, again (this item), missed or afresh (many items); see `Card.press`."""
        values, self.say = values or {}, ""
        if button == "check":
            self._check(values)
        elif button in ("next", "back"):
            self._go(self.at + (1 if button == "next" else -1))
        elif button == "again":
            self._afresh([self.at])
        elif button == "missed":
            self._afresh([i for i, state in enumerate(self.tries) if not state.right])
        elif button == "afresh":
            self._afresh(range(len(self.items)))
        else:
            raise ValueError(f'The quiz has no button "{button}". It has: check, next, back, again, missed, afresh.')
        self._refresh()

    def _check(self, values: dict) -> None:
        if self.at >= len(self.items) or self.tries[self.at].done:
            raise ValueError(_("This question is answered. Go to the next one, or do this one again."))
        item, state, key = self.items[self.at], self.tries[self.at], self._key()
        value = values.get(key)
        if item["kind"] == "fix":
            value = [value, values.get(f"{key}:word", "")]
        result = grade(item, value)
        sure = (values.get(f"{key}:sure") or [""])[0]
        if not sure:
            raise ValueError(_("Say how sure you are, then check."))
        state.attempts += 1
        state.value, state.right, state.confidence, state.before = value, result.right, int(sure), ""
        fields = {"value": value, "right": state.right, "confidence": state.confidence, "attempt": state.attempts}
        self.remember("answer", lesson=self.lesson, item=item["id"], **fields)
        verdict = _(_VERDICT[state.attempts]) if state.right else _("Not this.") if state.done else _(_AGAIN)
        self.say, self._focus = f"{verdict} {result.words}", "next" if state.done else key
        if all(state.done for state in self.tries):
            self.remember("finished", lesson=self.lesson)

    def _go(self, to: int) -> None:
        self.at = min(max(to, 0), len(self.items))
        self._focus = self._key() if self.at < len(self.items) and not self.tries[self.at].done else "summary"
        self.say = self._place() if self.at < len(self.items) else _("Summary.")

    def _afresh(self, which) -> None:
        for i in which:
            self.tries[i] = Try(round=self.tries[i].round + 1)
        self._go(min(which, default=self.at))

    # What is shown ------------------------------------------------------------------------------------------------

    def _key(self) -> str:
        """The id of the answer's block: a new one for each item and each time it is begun afresh."""
        return f"{self.items[self.at]['id']}:{self.tries[self.at].round}"

    def _place(self) -> str:
        item = self.items[self.at]
        place = _("Question {n} of {all}.", n=self.at + 1, all=len(self.items))
        again = item["lesson"] != self.lesson
        return f"{place} {_('From lesson {lesson}.', lesson=item['lesson'])}" if again else place

    def state(self) -> dict:
        """See `Card.state`."""
        if self.at >= len(self.items):
            return {"blocks": self._summary(), "say": self.say, "focus": self._focus}
        item, state = self.items[self.at], self.tries[self.at]
        where = _("{n} of {all}", n=self.at + 1, all=len(self.items))
        if item["lesson"] != self.lesson:
            title = LESSONS.get(item["lesson"], {}).get("title", "")
            where += " · " + _("from lesson {lesson}", lesson=item["lesson"]) + (f", {_(title)}" if title else "")
        blocks = [view.text(f"<p>{html.escape(where)}</p>", "note", id="summary"), *self._ask(item, state)]
        if state.attempts:
            blocks.append(self._feedback(item, state))
        if state.done:
            blocks += self._origin(item)
            onward = _("Next") if self.at + 1 < len(self.items) else _("Summary")
            row = [("next", onward, True), ("back", _("Back"), False), ("again", _("Do this one again"), False)]
        else:
            options = [view.option(str(n), _(words).capitalize()) for n, words in CONFIDENCE.items()]
            sure = [str(state.confidence)] if state.confidence else []
            blocks.append(view.choice(f"{self._key()}:sure", _("How sure are you?"), options, value=sure))
            row = [("check", _("Check"), True), ("back", _("Back"), False), ("next", _("Skip for now"), False)]
        buttons = [view.button(*one, disabled=one[0] == "back" and self.at == 0) for one in row]
        return {"blocks": [*blocks, view.buttons(buttons)], "say": self.say, "focus": self._focus}

    def _ask(self, item: dict, state: Try) -> list[dict]:
        """The question with its inputs."""
        kind, key, ask, value = item["kind"], self._key(), item["ask"], state.value
        ask_block = view.text(f"<p><strong>{html.escape(ask)}</strong></p>")
        locked = {"locked": state.done}
        if kind in ("single", "multiple"):
            options = [self._option(o, state, kind == "multiple") for o in shuffled(item)]
            legend = ask if kind == "single" else _("{ask} Tick all that fit.", ask=ask)
            return [view.choice(key, legend, options, multiple=kind == "multiple", value=value, **locked)]
        if kind == "number":
            tolerance = f"{number(item['tolerance'], 'g')} {item['unit']}".strip()
            label = _("{ask} (Right within {tolerance}.)", ask=ask, tolerance=tolerance)
            low, high = item["range"]
            return [view.number(key, label, item["unit"], value=value, min=low, max=high, **locked)]
        if kind == "order":
            fit = [i["id"] for i in item["items"]]
            entries = [
                {**i, "note": _("Place {n}. {note}", n=fit.index(i["id"]) + 1, note=i["note"]).strip()}
                if state.done
                else i
                for i in shuffled(item)
            ]
            return [view.order(key, ask, entries, value=value, **locked)]
        if kind == "fix":
            place, word = value or (None, "")
            return [
                view.pick_word(key, ask, item["sentence"], value=place, **locked),
                view.words(f"{key}:word", _("What would you write instead?"), value=word, **locked),
            ]
        return [ask_block, *self._label(item, state, key)]

    def _option(self, option: dict, state: Try, many: bool) -> dict:
        """An option as it shows; once the item is done, each with its feedback."""
        chosen, mark = option["id"] in (state.value or ()), ""
        if state.done:
            if option["right"]:
                mark = "missed" if many and not chosen else "right"
            elif chosen:
                mark = "wrong"
        note = option["feedback"] if state.done else ""
        return view.option(option["id"], option["text"], note, mark)

    def _label(self, item: dict, state: Try, key: str) -> list[dict]:
        """See the name and find it, or see it and name it."""
        picture = picture_of(item["picture"])
        shape = [picture[name] for name in ("src", "alt", "width", "height")]
        # From top to bottom, so that the letters say nothing about which one is meant.
        spots = sorted(picture["targets"].items(), key=lambda one: (one[1][1], one[1][0]))
        if item["how"] == "pick":
            named = {item["target"], state.value} if state.done else set()
            targets = [{"id": name, "x": x, "y": y, "text": name if name in named else ""} for name, (x, y) in spots]
            block = view.picture(key, *shape, targets=targets, value=state.value, mode="pick", locked=state.done)
            return [block]
        x, y = picture["targets"][item["target"]]
        name = item["accept"][0] if state.done else ""
        target = [{"id": "target", "x": x, "y": y, "text": name}]
        return [
            view.picture(f"{key}:picture", *shape, targets=target, locked=state.done),
            view.words(key, _("Its name"), value=state.value or "", locked=state.done),
        ]

    def _feedback(self, item: dict, state: Try) -> dict:
        result = grade(item, state.value)
        if state.right:
            verdict, tone = f"✓ {_(_VERDICT[state.attempts])}", "good"
        else:
            verdict, tone = f"✗ {_('Not this.') if state.done else _(_AGAIN)}", "again"
        choice = item["kind"] in ("single", "multiple")
        said = "" if choice and state.done else result.words  # then each option has its own
        if state.done and not state.right and not choice:
            said += f" {item['feedback'] if item['kind'] == 'order' else _answer(item)}"
        before = html.escape(_("You answered this on {day}.", day=state.before))
        before = f" <small>{before}</small>" if state.before else ""
        return view.text(f"<p><strong>{verdict}</strong> {html.escape(said)}{before}</p>", tone)

    def _origin(self, item: dict) -> list[dict]:
        """Where the answer comes from."""
        parts = [cite(key)._repr_html_() for key in item["source"]]
        if "from" in item:
            parts.append(_("The number: {origin}", origin=html.escape(words(item["from"]))))
        return [view.text(f"<p>{_('Source: {sources}.', sources='; '.join(parts))}</p>", "source")] if parts else []

    def _summary(self) -> list[dict]:
        """What is right, what to look at again, and where one was sure and should not have been."""
        first = sum(state.right and state.attempts == 1 for state in self.tries)
        second = sum(state.right and state.attempts == 2 for state in self.tries)
        open_, missed, sure = [], [], []
        for i, (item, state) in enumerate(zip(self.items, self.tries, strict=True), 1):
            again = _(" (lesson {lesson})", lesson=item["lesson"]) if item["lesson"] != self.lesson else ""
            line = html.escape(f"{i}. {item['ask']}{again}")
            if not state.done:
                open_.append(line)
            elif not state.right:
                line += f"<br><strong>{html.escape(_answer(item))}</strong>"
                (sure if (state.confidence or 0) >= 3 else missed).append(line)
        words_ = _(
            "Of {all} questions you have {first} right at the first try and {second} at the second.",
            all=len(self.items), first=first, second=second,
        )  # fmt: skip
        blocks = [view.text(f"<p>{words_}</p>", "lead", id="summary")]
        for head, lines in (
            (_("Look at these first: you were sure, and the answer is another one."), sure),
            (_("To revisit:"), missed),
            (_("Not answered yet:"), open_),
        ):
            if lines:
                entries = "".join(f"<li>{line}</li>" for line in lines)
                blocks.append(view.text(f"<p><strong>{head}</strong></p><ul>{entries}</ul>"))
        if first + second == len(self.items):
            praise = _("All of them. Come back in a week: what you recall then is yours to keep.")
            blocks.append(view.text(f"<p>{praise}</p>", "good"))
        row = [view.button("missed", _("Do what is left"), primary=True)] if first + second < len(self.items) else []
        row += [view.button("back", _("Back")), view.button("afresh", _("Do them all again"))]
        return [*blocks, view.buttons(row)]


def _answer(item: dict) -> str:
    """The right answer, as a sentence."""
    kind = item["kind"]
    if kind in ("single", "multiple"):
        said = "; ".join(o["text"].rstrip(".") for o in item["options"] if o["right"])
    elif kind == "number":
        said = f"{number(item['answer'], 'g')} {item['unit']}".strip().replace("-", "−")
    elif kind == "order":
        said = "; ".join(i["text"] for i in item["items"])
    elif kind == "fix":
        wrong = item["sentence"][item["wrong"]].strip(".,;")
        said = _("“{right}” instead of “{wrong}”", right=item["accept"][0], wrong=wrong)
    else:
        said = item["accept"][0]
    return _("Right: {said}", said=said) + ("" if said.endswith(("”", "“", "?", "!")) else ".")
