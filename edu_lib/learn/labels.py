"""Names on a picture, both ways: see the name and find the place, see the place and type its name.

A round draws eight of the places in one plate's pictures, mixes the two ways and never asks for the same structure twice.
The next round draws others; what was missed comes first. The cards, the grading and the journal are those of `quiz`.

The pictures with their places and names are drawn by `tools/draw_quiz_pictures.py` and stand in data/pictures.
"""

from __future__ import annotations

import json
import random
from functools import cache

from edu_lib.params import capital, check_name

from . import items, view
from .quiz import Quiz, Try

__all__ = ["LabelQuiz", "bank", "label_quiz", "plates", "questions"]

LESSON = "01"
ROUND = 8  # items: a few minutes, and short enough to do another one
ONE_WAY = 5  # at most, of the eight
# Plate -> its pictures. The layers need more than one: what lies deep is hidden by what lies over it.
PLATES: dict[str, tuple[str, ...]] = {
    "front": ("front_1", "front_3", "front_4", "front_5", "front_6"),
    "side": ("side_1", "side_3", "side_4", "side_5", "side_6"),
    "back": ("back_1", "back_2", "back_4", "back_5"),
    "slice above": ("slice_above_front", "slice_above_back"),
    "slice below": ("slice_below_front", "slice_below_back"),
}
_TITLES = {
    "front": "the trunk from the front",
    "side": "the trunk from the side",
    "back": "the trunk from behind",
    "slice above": "the slice above the arcuate line",
    "slice below": "the slice below the arcuate line",
}
_WAYS = ("find", "name")


def plates() -> tuple[str, ...]:
    """The plates that have a label quiz."""
    return tuple(PLATES)


def label_quiz(plate: str) -> LabelQuiz:
    """A round of naming and finding on one plate, for example ``label_quiz("front")``.

    `plate` is one of `plates()`. Raises `ValueError` with these names for an unknown one, `TypeError` for what is no text.
    """
    check_name("label_quiz", plate, plates(), "label quiz", what="plate")
    return LabelQuiz(plate)


class LabelQuiz(Quiz):
    """Rounds of eight items on one plate, as a card; see `Quiz`. `items` are those of the round that shows."""

    def __init__(self, plate: str):
        self.plate, self.rounds = plate, 0
        self.bank = {item["id"]: item for item in bank(plate)}
        self._known = _answers(self.bank)
        super().__init__(LESSON, self._draw())
        self.title = f"Find it, name it: {_TITLES[plate]}"
        self.about = f"{len(self.items)} places to find or to name; {len(self.bank)} in all. A new round draws others."

    def _recall(self) -> None:
        """Nothing to take up: what the journal knows has gone into the choice of the items."""

    def remember(self, kind: str, **fields) -> str:
        """Keep the answers. A round is not the lesson's quiz, so its end does not finish the lesson."""
        if kind != "answer":
            return self.unsaved
        if fields["attempt"] == 1:
            self._known.pop(fields["item"], None)  # so that it stands last: the newest
            self._known[fields["item"]] = fields["right"]
        return super().remember(kind, **fields)

    def press(self, button: str, values: dict | None = None) -> None:
        """As `Quiz.press`; "afresh" draws a new round."""
        if button != "afresh":
            return super().press(button, values)
        self.rounds += 1
        self.items = self._draw()
        self.tries, self.at = [Try() for _ in self.items], 0
        self._focus, self.say = self._key(), f"A new round. {self._place()}"
        self._refresh()

    def _draw(self) -> list[dict]:
        """The items of a round: what was missed, then structures not asked for yet, the other way round, the oldest."""
        chance = random.Random(f"{self.plate}:{len(self._known)}:{self.rounds}")
        mixed = list(self.bank.values())
        chance.shuffle(mixed)
        seen = {self.bank[name]["target"] for name in self._known}
        order = {name: place for place, name in enumerate(self._known)}

        def turn(item: dict) -> tuple[int, int]:
            if self._known.get(item["id"]) is False:
                return 0, order[item["id"]]
            if item["id"] in order:
                return 3, order[item["id"]]
            return (2 if item["target"] in seen else 1), 0

        drawn: list[dict] = []
        for item in sorted(mixed, key=turn):
            used = {one["target"] for one in drawn}
            same_way = sum(one["how"] == item["how"] for one in drawn)
            if len(drawn) < ROUND and item["target"] not in used and same_way < ONE_WAY:
                drawn.append(item)
        missed = [item for item in drawn if turn(item)[0] == 0]
        rest = [item for item in drawn if turn(item)[0] > 0]
        chance.shuffle(rest)
        return missed + rest

    def _key(self) -> str:
        """A block of its own for each round as well: what was typed in the last one is gone."""
        return f"{super()._key()}:{self.rounds}"

    def _summary(self) -> list[dict]:
        *blocks, row = super()._summary()
        new = [button | {"text": "A new round"} if button["id"] == "afresh" else button for button in row["buttons"]]
        missed = sum(right is False for right in self._known.values())
        said = f"{len(self._known)} of the {len(self.bank)} on this plate have been asked so far"
        said += f"; {missed} {'waits' if missed == 1 else 'wait'} for another try." if missed else "."
        return [*blocks, view.text(f"<p>{said}</p>", "note"), view.buttons(new)]


def _answers(bank: dict[str, dict]) -> dict[str, bool]:
    """Item -> whether the latest first try was right, the oldest first, as the journal knows it."""
    from .journal import journal

    known: dict[str, bool] = {}
    for entry in journal().entries("answer", lesson=LESSON):
        if entry.get("item") in bank and entry.get("attempt") in (None, 1):
            known.pop(entry["item"], None)
            known[entry["item"]] = bool(entry.get("right"))
    return known


# The items -----------------------------------------------------------------------------------------------------------


@cache
def bank(plate: str) -> tuple[dict, ...]:
    """Every item of a plate: each of its structures both ways. A structure of several pictures is asked in the first."""
    out, done = [], set()
    for name in PLATES[plate]:
        about = _about(name)
        for target in about["targets"]:
            if target not in done:
                done.add(target)
                out += [_item(plate, name, about["names"], target, way) for way in _WAYS]
    return tuple(out)


def questions() -> dict[str, str]:
    """Item -> what it asks, for all plates: for the page of one's own progress."""
    return {item["id"]: item["asked"] for plate in plates() for item in bank(plate)}


def _about(picture: str) -> dict:
    """What stands beside a picture, without the picture itself."""
    return json.loads((items.PICTURES / f"{picture}.json").read_text(encoding="utf-8"))


def _item(plate: str, picture: str, about: dict[str, dict], target: str, way: str) -> dict:
    """One item as `grade` and `Quiz` know it, of kind label; `about` is what the picture's file says of its places."""
    own = about[target]
    called = _called(own)
    others = {name: one for name, one in about.items() if name != target}
    item = {
        "id": f"{LESSON}-{plate}-{way}-{target}".replace(",", "").replace("/", "-").replace(" ", "-").lower(),
        "kind": "label",
        "lesson": LESSON,
        "goal": 1,
        "source": own["source"],
        "picture": picture,
        "target": target,
        "accept": own["accept"],
    }
    if way == "find":
        return item | {
            "how": "pick",
            "ask": f"Find {called}.",
            "asked": f"Find {called}, in {_TITLES[plate]}.",
            "feedback": {
                "right": f"Yes. {_sentence(own)}",
                "wrong": f"You are looking for this: {own['about']}.",
                "spots": {name: f"You picked {_called(one)}. {_sentence(one)}" for name, one in others.items()},
            },
        }
    return item | {
        "how": "type",
        "ask": f"Name the marked {own['kind']}, in Latin or in English.",
        "asked": f"See it and name it, in {_TITLES[plate]}: {own['accept'][0]}.",
        "others": [
            (one["accept"], f"That is the name of another place in this picture: {_called(one)}.")
            for one in others.values()
        ],
        "feedback": {"right": f"Yes. {_sentence(own)}", "wrong": f"A clue: {own['about']}."},
    }


def _called(one: dict) -> str:
    """Both names: "vagina musculi recti abdominis (rectus sheath)", or the Latin one alone where English takes it over."""
    ta, english = one["accept"][0], one["english"]
    return ta if ta.casefold().endswith(english.casefold()) else f"{ta} ({english})"


def _sentence(one: dict) -> str:
    said = one["about"]
    return f"{capital(said)}."
