"""An unfolding case: a person, a choice, what comes of it, and a new fact that may change the plan.

A case is data (data/cases/NAME.json, described by data/case.schema.json): screens that end in choices, and choices that
lead to screens. Choices are good, fair or poor; none of them is the end of the world, and every one says why, with sources.
"""

from __future__ import annotations

import html
import json
import random
from functools import lru_cache
from pathlib import Path

from edu_lib.params import check_name
from edu_lib.sources import cite

from . import view
from .card import Card

__all__ = ["Case", "case", "cases", "columns", "problems"]

FOLDER = Path(__file__).parents[1] / "data" / "cases"
_VERDICT = {"good": "A good choice.", "fair": "Fair, and it could be better.", "poor": "Not the best choice here."}
_TONE = {"good": "good", "fair": "note", "poor": "again"}


def cases() -> tuple[str, ...]:
    """The names of the cases there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def case(name: str) -> Case:
    """A case as a card, for example ``case("nurse")``. Raises a sentence with the names there are for an unknown one."""
    check_name("case", name, cases(), "case")
    return Case(_read(FOLDER / f"{name}.json"))


@lru_cache(maxsize=16)
def _read(path: Path) -> dict:
    data = json.loads(path.read_text(encoding="utf-8"))
    if wrong := problems(data):
        raise ValueError(f"The case {path.name} cannot be used: {' '.join(wrong)}")
    return data


class Case(Card):
    """One case as a card. `path` holds the decisions taken, ``(screen, choice)`` each, oldest first."""

    def __init__(self, data: dict):
        self.data, self.screens = data, data["screens"]
        self.title, self.about = data["title"], data["about"]
        self.path: list[tuple[str, str]] = []
        self._finished = False
        self._say = self._focus = ""

    @property
    def here(self) -> str:
        """The id of the screen that shows."""
        return self._choice(*self.path[-1])["to"] if self.path else self.data["start"]

    @property
    def ended(self) -> bool:
        """Whether the case has come to an end."""
        return bool(self.screens[self.here].get("end"))

    def _choice(self, screen: str, choice: str) -> dict:
        return next(c for c in self.screens[screen]["choices"] if c["id"] == choice)

    # What can be done ---------------------------------------------------------------------------------------------

    def choose(self, choice: str) -> None:
        """Decide. `choice` is the id of one of the screen's choices; anything else raises a sentence with the ids."""
        if self.ended:
            raise ValueError("The case has come to its end. Go back to the last decision, or start again.")
        there = [c["id"] for c in self.screens[self.here]["choices"]]
        if not choice:
            raise ValueError("Choose one of the answers first, then decide.")
        if choice not in there:
            raise ValueError(f"There is no choice {choice!r} here. There are: {', '.join(there)}.")
        taken, screen = self._choice(self.here, choice), self.here
        self.path.append((screen, choice))
        self.remember("path", case=self.data["id"], screen=screen, choice=choice)
        if self.ended and not self._finished:
            self._finished = True
            before = self.unsaved
            self.remember("finished", case=self.data["id"])
            self.unsaved = self.unsaved or before
        now = self.screens[self.here]
        self._say = f"{_VERDICT[taken['quality']]} {taken['feedback']} Then: {now['fact']} {now['text']}"
        self._focus = "feedback"
        self._refresh()

    def back(self) -> None:
        """Go back to the last decision; it can be taken anew. What was chosen stays in the journal."""
        if not self.path:
            raise ValueError("This is the first decision; there is nothing to go back to.")
        self.path.pop()
        self._show_here("Back to the last decision.")

    def restart(self) -> None:
        """Start the case again."""
        self.path.clear()
        self._show_here("From the beginning.")

    def _show_here(self, say: str) -> None:
        now = self.screens[self.here]
        self._say, self._focus = f"{say} {now['fact']} {now['text']}", "fact"
        self._refresh()

    def press(self, button: str, values: dict | None = None) -> None:
        """Decide, back or again (from the beginning); see `Card.press`."""
        if button == "decide":
            self.choose(next(iter((values or {}).get(self._key()) or ()), ""))
        elif button == "back":
            self.back()
        elif button == "again":
            self.restart()
        else:
            raise ValueError(f'A case has no button "{button}". It has: decide, back, again.')

    # What is shown ------------------------------------------------------------------------------------------------

    def _key(self) -> str:
        return f"{self.data['id']}:{self.here}"

    def state(self) -> dict:
        """See `Card.state`."""
        now, blocks = self.screens[self.here], []
        if self.path:
            taken = self._choice(*self.path[-1])
            blocks.append(
                view.text(
                    f"<p>You chose: <em>{html.escape(taken['text'])}</em></p>"
                    f"<p><strong>{_VERDICT[taken['quality']]}</strong> {html.escape(taken['feedback'])}</p>",
                    _TONE[taken["quality"]],
                    id="feedback",
                )
            )
            blocks += [_sources(taken["source"]), self._map()]
        blocks.append(
            view.text(
                f"<p><strong>{html.escape(now['name'])}.</strong> {html.escape(now['fact'])}</p>", "lead", id="fact"
            )
        )
        blocks += [_sources(now["source"])] if "source" in now else []
        if self.ended:
            blocks.append(view.text(f"<p>{html.escape(now['text'])}</p>"))
            blocks.append(
                view.text(f"<p><strong>To think about.</strong> {html.escape(now['reflection'])}</p>", "compare")
            )
            blocks.append(view.text(self._way(), "note"))
        else:
            mixed = list(now["choices"])
            random.Random(self._key()).shuffle(mixed)  # always the same way, so that going back finds them as they were
            options = [view.option(c["id"], c["text"]) for c in mixed]
            blocks.append(view.choice(self._key(), now["text"], options))
        row = [] if self.ended else [view.button("decide", "Decide", primary=True)]
        if self.path:
            row.append(view.button("back", "Back to the last decision"))
            row.append(view.button("again", "Start again"))
        blocks.append(view.buttons(row))
        return {"blocks": blocks, "say": self._say, "focus": self._focus}

    def _way(self) -> str:
        """The path in words, as HTML of ours."""
        steps = (
            f"<li>{html.escape(self.screens[s]['name'])}: {html.escape(self._choice(s, c)['text'])} "
            f"<em>{_VERDICT[self._choice(s, c)['quality']]}</em></li>"
            for s, c in self.path
        )
        return f"<p>The way you took:</p><ul>{''.join(steps)}</ul>"

    def _map(self) -> dict:
        """All screens in columns; what has not been seen keeps its name to itself."""
        seen = {screen for screen, _ in self.path} | {self.here}
        been = {(s, self._choice(s, c)["to"]) for s, c in self.path}
        nodes = []
        for sid, (column, row) in columns(self.data).items():
            screen = self.screens[sid]
            state = "here" if sid == self.here else "been" if sid in seen else "end" if screen.get("end") else "open"
            text = screen["name"] if sid in seen else "an end" if screen.get("end") else "not seen"
            nodes.append({"id": sid, "text": text, "x": column, "y": row, "state": state})
        edges = dict.fromkeys((sid, c["to"]) for sid, s in self.screens.items() for c in s.get("choices", ()))
        names = ", then ".join(self.screens[sid]["name"] for sid in [*(s for s, _ in self.path), self.here])
        alt = f"Map of the case. Your way: {names}. You have seen {len(seen)} of {len(self.screens)} screens."
        return view.map(nodes, [(a, b, (a, b) in been) for a, b in edges], alt)


def _sources(keys: list[str]) -> dict:
    return view.text(f"<p>Source: {'; '.join(cite(key)._repr_html_() for key in keys)}.</p>", "source")


def columns(data: dict) -> dict[str, tuple[int, float]]:
    """Where each screen stands on the map: its column is the fewest decisions that lead to it, rows are centred."""
    depth, queue = {data["start"]: 0}, [data["start"]]
    for sid in queue:
        for choice in data["screens"][sid].get("choices", ()):
            if choice["to"] not in depth:
                depth[choice["to"]] = depth[sid] + 1
                queue.append(choice["to"])
    in_column: dict[int, list[str]] = {}
    for sid in data["screens"]:
        in_column.setdefault(depth.get(sid, 0), []).append(sid)
    most = max(len(ids) for ids in in_column.values())
    return {
        sid: (column, row + (most - len(ids)) / 2) for column, ids in in_column.items() for row, sid in enumerate(ids)
    }


def problems(data: dict) -> list[str]:
    """What is wrong with a case beyond its schema, a sentence each: leads nowhere, goes round, is never reached."""
    screens, out = data["screens"], []
    if data["start"] not in screens:
        return [f'It starts at "{data["start"]}", which is no screen.']
    for sid, screen in screens.items():
        choices = screen.get("choices", [])
        if bool(choices) == bool(screen.get("end")):
            out.append(f'The screen "{sid}" must have choices or be an end, one of the two.')
        if len({c["id"] for c in choices}) < len(choices):
            out.append(f'The screen "{sid}" gives two choices the same id.')
        out += [
            f'The choice "{sid}/{c["id"]}" leads to "{c["to"]}", which is no screen.'
            for c in choices
            if c["to"] not in screens
        ]
    if out:
        return out
    seen: set[str] = set()

    def walk(sid: str, above: tuple[str, ...]) -> None:
        if sid in above:
            if (sentence := f'The case goes round in a circle at "{sid}".') not in out:
                out.append(sentence)
            return
        seen.add(sid)
        for choice in screens[sid].get("choices", ()):
            walk(choice["to"], (*above, sid))

    walk(data["start"], ())
    out += [f'No choice leads to the screen "{sid}".' for sid in screens if sid not in seen]
    return out
