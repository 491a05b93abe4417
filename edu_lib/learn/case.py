"""An unfolding case: a person, a choice, what comes of it, and a new fact that may change the plan.

A case is data (data/cases/NAME.json, described by data/case.schema.json): screens that end in choices, and choices that
lead to screens. Choices are good, fair or poor; none of them is the end of the world, and every one says why, with sources.
A screen may also hold envelopes (`draw`): what comes next is drawn at random, for nothing that came before could tell it.
"""

from __future__ import annotations

import html
import json
import random
from functools import lru_cache
from pathlib import Path

from edu_lib.params import check_name
from edu_lib.sources import cite
from edu_lib.words import N_, _, said

from . import view
from .card import Card
from .case_graph import columns, leads, problems

__all__ = ["Case", "case", "cases"]

FOLDER = Path(__file__).parents[1] / "data" / "cases"
_VERDICT = {
    "good": N_("A good choice."), "fair": N_("Fair, and it could be better."), "poor": N_("Not the best choice here."),
}  # fmt: skip
_TONE = {"good": "good", "fair": "note", "poor": "again"}


def cases() -> tuple[str, ...]:
    """The names of the cases there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def case(name: str, truth: str | None = None, seed: int | None = None) -> Case:
    """A case as a card, for example ``case("nurse")``. Raises a sentence with the names there are for an unknown one.

    Where a case holds envelopes: `truth` is the one to be opened first, for example ``case("gymnast", truth="disc_call")``
    (the screen that it leads to); without it one is drawn at random. `seed` is a whole number that makes the draws the same
    each time.
    """
    check_name("case", name, cases(), "case")
    data = _read(FOLDER / f"{name}.json")
    if truth is not None:
        envelopes = [sid for screen in data["screens"].values() for sid in screen.get("draw", ())]
        if not envelopes:
            raise ValueError(f'The case "{name}" has no envelopes, but truth={truth!r} was given. Leave truth out.')
        check_name("case", truth, envelopes, "envelope", what="truth")
    if seed is not None and type(seed) is not int:
        raise TypeError(f"seed must be a whole number or None, but {seed!r} was given. Leave it out for chance.")
    return Case(said(data), truth, seed)


@lru_cache(maxsize=16)
def _read(path: Path) -> dict:
    data = json.loads(path.read_text(encoding="utf-8"))
    if wrong := problems(data):
        raise ValueError(f"The case {path.name} cannot be used: {' '.join(wrong)}")
    return data


class Case(Card):
    """One case as a card. `path` holds the decisions taken, ``(screen, choice)`` each, oldest first.

    For an opened envelope the choice is the screen that was drawn.
    """

    def __init__(self, data: dict, truth: str | None = None, seed: int | None = None):
        self.data, self.screens = data, data["screens"]
        self._truth, self._chance = truth, random.Random(seed)
        self.title, self.about = data["title"], data["about"]
        self.path: list[tuple[str, str]] = []
        self._earlier: list[tuple[str, str]] = []  # the steps behind envelopes whose ways have ended
        self._finished = False
        self._say = self._focus = ""

    @property
    def here(self) -> str:
        """The id of the screen that shows."""
        return self._to(*self.path[-1]) if self.path else self.data["start"]

    @property
    def ended(self) -> bool:
        """Whether the case has come to an end."""
        return bool(self.screens[self.here].get("end"))

    @property
    def opened(self) -> tuple[str, ...]:
        """The envelopes opened since the beginning: the screens that were drawn."""
        return tuple(dict.fromkeys(c for s, c in [*self._earlier, *self.path] if "draw" in self.screens[s]))

    def _choice(self, screen: str, choice: str) -> dict:
        return next(c for c in self.screens[screen]["choices"] if c["id"] == choice)

    def _to(self, screen: str, choice: str) -> str:
        return choice if "draw" in self.screens[screen] else self._choice(screen, choice)["to"]

    def _closed(self, screen: str) -> list[str]:
        return [sid for sid in self.screens[screen].get("draw", ()) if sid not in self.opened]

    def _last_draw(self) -> int | None:
        """Where in the path the last envelope was opened; None where none was."""
        return max((at for at, (screen, _) in enumerate(self.path) if "draw" in self.screens[screen]), default=None)

    # What can be done ---------------------------------------------------------------------------------------------

    def choose(self, choice: str) -> None:
        """Decide. `choice` is the id of one of the screen's choices; anything else raises a sentence with the ids."""
        if self.ended:
            raise ValueError(_("The case has come to its end. Go back to the last decision, or start again."))
        if "draw" in self.screens[self.here]:
            raise ValueError(_("Here nothing can be chosen: open an envelope."))
        there = [c["id"] for c in self.screens[self.here]["choices"]]
        if not choice:
            raise ValueError(_("Choose one of the answers first, then decide."))
        if choice not in there:
            raise ValueError(f"There is no choice {choice!r} here. There are: {', '.join(there)}.")
        taken = self._choice(self.here, choice)
        self._step(choice, f"{_(_VERDICT[taken['quality']])} {taken['feedback']}")

    def draw(self) -> None:
        """Open an envelope: one that is still closed, at random, or any where all have been opened."""
        if "draw" not in self.screens[self.here]:
            raise ValueError("There is no envelope here. Choose one of the answers, or go back.")
        among = self._closed(self.here) or self.screens[self.here]["draw"]
        self._step(self._truth if self._truth in among else self._chance.choice(among), _("You opened an envelope."))

    def another(self) -> None:
        """Go back to the envelopes from the end of a way that came from one."""
        at = self._last_draw()
        if not self.ended or at is None:
            raise ValueError("Another envelope can be opened when the way of one has come to its end.")
        self._earlier += [step for step in self.path[at:] if step not in self._earlier]
        del self.path[at:]
        self._show_here(_("Back to the envelopes. All that came before was the same."))

    def _step(self, choice: str, say: str) -> None:
        screen = self.here
        self.path.append((screen, choice))
        self.remember("path", case=self.data["id"], screen=screen, choice=choice)
        if self.ended and not self._finished:
            self._finished = True
            before = self.unsaved
            self.remember("finished", case=self.data["id"])
            self.unsaved = self.unsaved or before
        now = self.screens[self.here]
        self._say = _("{before} Then: {now}", before=say, now=f"{now['fact']} {now['text']}")
        self._focus = "feedback"
        self._refresh()

    def back(self) -> None:
        """Go back to the last decision; it can be taken anew. What was chosen stays in the journal."""
        if not self.path:
            raise ValueError("This is the first decision; there is nothing to go back to.")
        self.path.pop()
        self._show_here(_("Back to the last decision."))

    def restart(self) -> None:
        """Start the case again; all envelopes are closed again."""
        self.path.clear()
        self._earlier.clear()
        self._show_here(_("From the beginning."))

    def _show_here(self, say: str) -> None:
        now = self.screens[self.here]
        self._say, self._focus = f"{say} {now['fact']} {now['text']}", "fact"
        self._refresh()

    def press(self, button: str, values: dict | None = None) -> None:
        """Decide, back, again (from the beginning), and where there are envelopes open or another; see `Card.press`."""
        if button == "decide":
            self.choose(next(iter((values or {}).get(self._key()) or ()), ""))
        elif button == "back":
            self.back()
        elif button == "again":
            self.restart()
        elif button == "open":
            self.draw()
        elif button == "another":
            self.another()
        else:
            raise ValueError(f'A case has no button "{button}". It has: decide, back, again, open, another.')

    # What is shown ------------------------------------------------------------------------------------------------

    def _key(self) -> str:
        return f"{self.data['id']}:{self.here}"

    def state(self) -> dict:
        """See `Card.state`."""
        now, blocks = self.screens[self.here], []
        if self.path:
            blocks += [*self._feedback(*self.path[-1]), self._map()]
        blocks.append(
            view.text(
                f"<p><strong>{html.escape(now['name'])}.</strong> {html.escape(now['fact'])}</p>", "lead", id="fact"
            )
        )
        blocks += [_sources(now["source"])] if "source" in now else []
        if self.ended:
            blocks.append(view.text(f"<p>{html.escape(now['text'])}</p>"))
            blocks.append(
                view.text(f"<p><strong>{_('To think about.')}</strong> {html.escape(now['reflection'])}</p>", "compare")
            )
            blocks.append(view.text(self._way(), "note"))
        elif "draw" in now:
            blocks += [view.text(f"<p>{html.escape(now['text'])}</p>"), self._envelopes()]
        else:
            mixed = list(now["choices"])
            random.Random(self._key()).shuffle(mixed)  # always the same way, so that going back finds them as they were
            options = [view.option(c["id"], c["text"]) for c in mixed]
            blocks.append(view.choice(self._key(), now["text"], options))
        row = []
        if "draw" in now:
            row.append(view.button("open", _("Open an envelope"), primary=True))
        elif not self.ended:
            row.append(view.button("decide", _("Decide"), primary=True))
        elif (at := self._last_draw()) is not None and self._closed(self.path[at][0]):
            row.append(view.button("another", _("Open another envelope"), primary=True))
        if self.path:
            row.append(view.button("back", _("Back to the last decision")))
            row.append(view.button("again", _("Start again")))
        blocks.append(view.buttons(row))
        return {"blocks": blocks, "say": self._say, "focus": self._focus}

    def _feedback(self, screen: str, choice: str) -> list[dict]:
        if "draw" in self.screens[screen]:
            name = html.escape(self.screens[choice]["name"])
            opened = _("You opened an envelope: {name}.", name=f"<strong>{name}</strong>")
            return [view.text(f"<p>{opened}</p>", "note", id="feedback")]
        taken = self._choice(screen, choice)
        answer = f"<em>{html.escape(taken['text'])}</em>"
        words = (
            f"<p>{_('You chose: {answer}', answer=answer)}</p>"
            f"<p><strong>{_(_VERDICT[taken['quality']])}</strong> {html.escape(taken['feedback'])}</p>"
        )
        return [view.text(words, _TONE[taken["quality"]], id="feedback"), _sources(taken["source"])]

    def _envelopes(self) -> dict:
        """Which envelopes lie open; a closed one keeps its name to itself."""
        rows = [
            _("Envelope {i}: opened, {name}", i=i, name=html.escape(self.screens[s]["name"]))
            if s in self.opened
            else _("Envelope {i}: closed", i=i)
            for i, s in enumerate(self.screens[self.here]["draw"], 1)
        ]
        rows = [f"<li>{row}</li>" for row in rows]
        return view.text(f"<ul>{''.join(rows)}</ul>")

    def _way(self) -> str:
        """The path in words, as HTML of ours."""
        steps = []
        for screen, choice in self.path:
            if "draw" in self.screens[screen]:
                took, verdict = self.screens[choice]["name"], _("Drawn, not chosen.")
            else:
                took, verdict = (taken := self._choice(screen, choice))["text"], _(_VERDICT[taken["quality"]])
            steps.append(
                f"<li>{html.escape(self.screens[screen]['name'])}: {html.escape(took)} <em>{verdict}</em></li>"
            )
        return f"<p>{_('The way you took:')}</p><ul>{''.join(steps)}</ul>"

    def _map(self) -> dict:
        """All screens in columns; what has not been seen keeps its name to itself."""
        been = {(s, self._to(s, c)) for s, c in [*self._earlier, *self.path]}
        seen = {screen for edge in been for screen in edge} | {self.here}
        nodes = []
        for sid, (column, row) in columns(self.data).items():
            screen = self.screens[sid]
            state = "here" if sid == self.here else "been" if sid in seen else "end" if screen.get("end") else "open"
            text = screen["name"] if sid in seen else _("an end") if screen.get("end") else _("not seen")
            nodes.append({"id": sid, "text": text, "x": column, "y": row, "state": state})
        edges = dict.fromkeys((sid, to) for sid, screen in self.screens.items() for to in leads(screen))
        names = _(", then ").join(self.screens[sid]["name"] for sid in [*(s for s, _ in self.path), self.here])
        alt = _(
            "Map of the case. Your way: {names}. You have seen {seen} of {all} screens.",
            names=names, seen=len(seen), all=len(self.screens),
        )  # fmt: skip
        return view.map(nodes, [(a, b, (a, b) in been) for a, b in edges], alt)


def _sources(keys: list[str]) -> dict:
    return view.text(
        f"<p>{_('Source: {sources}.', sources='; '.join(cite(key)._repr_html_() for key in keys))}</p>", "source"
    )
