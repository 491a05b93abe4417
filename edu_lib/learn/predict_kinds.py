"""The kinds of prediction: what each asks, which answers it takes, and the difference from the result in words.

A kind has five functions of an item (see data/predictions.json): `check` returns a value that may be kept or raises a sentence;
`ask` and `done` give the blocks of the card before and after; `answer` says the result, `compare` the difference from it.
"""

from __future__ import annotations

import html
import random
from itertools import combinations

from edu_lib.params import Param
from edu_lib.sources import published
from edu_lib.words import _, number

from . import view
from .card import parse_number
from .items import picture_of

__all__ = ["KINDS", "mixed"]


class _Number:
    """A number with a unit; an answer of None means that there is none."""

    asks_again = False  # whether the block of `done` holds the question

    @staticmethod
    def check(item: dict, value) -> float:
        if isinstance(value, str):
            number = parse_number(value, *item["range"])
            if number is None:
                raise ValueError(
                    _(
                        "“{value}” is not a number that I can read. Type digits, for example {example:g}.",
                        value=value, example=item["range"][1] / 2,
                    )
                )  # fmt: skip
            value = number
        if value is None:
            raise ValueError(_("Type a number first, then commit."))
        unit, (low, high) = item["unit"], item["range"]
        return Param(_("Your prediction"), item["label"], unit, (low, high), low, item["step"]).check(value)

    @staticmethod
    def ask(item: dict, key: str, name: str) -> list[dict]:
        low, high = item["range"]
        block = view.number(key, item["label"], item["unit"], min=low, max=high, step=item["step"])
        return [view.text(f"<p>{html.escape(item['ask'])}</p>", "lead"), block]

    @staticmethod
    def done(item: dict, key: str, value) -> list[dict]:
        return []

    @staticmethod
    def answer(item: dict) -> str:
        if item["answer"] is None:
            return ""
        return _("{who} says {value}.", who=_who(item), value=_unit(item, item["answer"]))

    @classmethod
    def compare(cls, item: dict, value: float) -> str:
        if item["answer"] is None:
            return _("You said {value}.", value=_unit(item, value))
        off = value - item["answer"]
        words = {"value": _unit(item, value), "answer": cls.answer(item)[:-1], "off": _unit(item, abs(off))}
        if abs(off) < item["step"]:
            return _("You said {value}. {answer}: you were right.", **words)
        words["share"] = f" ({abs(100 * off / item['answer']):.0f} %)" if item["answer"] else ""
        if off < 0:
            return _("You said {value}. {answer}: you were {off}{share} below.", **words)
        return _("You said {value}. {answer}: you were {off}{share} above.", **words)


class _Order:
    """Things to bring into an order; `values` gives what each of them measures."""

    asks_again = True

    @staticmethod
    def check(item: dict, value) -> list[str]:
        if not isinstance(value, (list, tuple)) or sorted(map(str, value)) != sorted(item["answer"]):
            raise ValueError(
                f"An order names each of these once: {', '.join(item['answer'])}. But {_short(value)} was given."
            )
        return list(value)

    @staticmethod
    def ask(item: dict, key: str, name: str) -> list[dict]:
        return [view.order(key, item["ask"], item["items"], value=mixed(item, name))]

    @staticmethod
    def done(item: dict, key: str, value) -> list[dict]:
        items = [
            one | {"note": f"{_valued(item, one['id'])}: place {item['answer'].index(one['id']) + 1}"}
            for one in item["items"]
        ]
        order = item["answer"] if value is None else value
        return [view.order(f"{key}:done", item["ask"], items, value=order, locked=True)]

    @staticmethod
    def answer(item: dict) -> str:
        return f"{item.get('who', 'The model')} gives the order above."

    @staticmethod
    def compare(item: dict, value: list[str]) -> str:
        by_id = {one["id"]: one["value"] for one in item["values"]}
        text = {one["id"]: one["text"] for one in item["items"]}
        pairs = list(combinations(value, 2))
        wrong = [(a, b) for a, b in pairs if by_id[a] > by_id[b]]
        if not wrong:
            return f"You have all {len(pairs)} pairs in the right order."
        a, b = max(wrong, key=lambda pair: by_id[pair[0]] - by_id[pair[1]])
        return (
            f"You have {len(pairs) - len(wrong)} of {len(pairs)} pairs in the right order. Two that differ most: you put "
            f"“{text[a]}” ({_valued(item, a)}) before “{text[b]}” ({_valued(item, b)})."
        )


class _Choice:
    """One of several options; `values`, where there are some, give what each of them measures."""

    asks_again = True

    @staticmethod
    def check(item: dict, value) -> str:
        ids = [one["id"] for one in item["options"]]
        if value is None or value == "":
            raise ValueError(_("Choose one of the answers first, then commit."))
        if value not in ids:
            raise ValueError(f"Choose one of these: {', '.join(ids)}. But {_short(value)} was given.")
        return value

    @staticmethod
    def ask(item: dict, key: str, name: str) -> list[dict]:
        return [view.choice(key, item["ask"], [{"id": o["id"], "text": o["text"]} for o in item["options"]])]

    @staticmethod
    def done(item: dict, key: str, value) -> list[dict]:
        def mark(option: str) -> str:
            return "right" if option == item["answer"] else "wrong" if option == value else ""

        options = [view.option(o["id"], o["text"], _valued(item, o["id"]), mark(o["id"])) for o in item["options"]]
        return [view.choice(f"{key}:done", item["ask"], options, value=[value] if value else (), locked=True)]

    @staticmethod
    def answer(item: dict) -> str:
        text = next(o["text"] for o in item["options"] if o["id"] == item["answer"])
        return f"{item.get('who', 'The model')} says “{text}”{_bracketed(_valued(item, item['answer']))}."

    @classmethod
    def compare(cls, item: dict, value: str) -> str:
        if value == item["answer"]:
            return f"You were right. {cls.answer(item)}"
        text = next(o["text"] for o in item["options"] if o["id"] == value)
        return f"You said “{text}”{_bracketed(_valued(item, value))}. {cls.answer(item)}"


class _Mark:
    """A place in a picture; the answer is a region, ``{"x": [from, to], "y": [from, to], "name": words}``."""

    asks_again = False

    @staticmethod
    def picture(item: dict) -> dict:
        return item["picture"] if isinstance(item["picture"], dict) else picture_of(item["picture"])

    @classmethod
    def check(cls, item: dict, value) -> list[float]:
        if value is None:
            raise ValueError("Mark a place in the picture first, then commit.")
        if not isinstance(value, (list, tuple)) or len(value) != 2:
            raise TypeError(f"A mark is two numbers, [x, y] in the picture, but {_short(value)} was given.")
        picture = cls.picture(item)
        ends = (("from the left", picture["width"]), ("from the top", picture["height"]))
        return [Param("Your mark", way, "", (0, most), 0, 1).check(one) for one, (way, most) in zip(value, ends)]

    @classmethod
    def _block(cls, item: dict, key: str, value, mode: str = "mark", **more) -> dict:
        picture = cls.picture(item)
        shape = [picture[one] for one in ("src", "alt", "width", "height")]
        return view.picture(key, *shape, value=value, mode=mode, **more)

    @classmethod
    def ask(cls, item: dict, key: str, name: str) -> list[dict]:
        return [view.text(f"<p>{html.escape(item['ask'])}</p>", "lead"), cls._block(item, key, None)]

    @classmethod
    def done(cls, item: dict, key: str, value) -> list[dict]:
        middle = {axis: sum(item["answer"][axis]) / 2 for axis in ("x", "y")}
        target = {"id": "target", "text": item["answer"]["name"], **middle}
        mode = "show" if value is None else "mark"  # a mark that nobody made must not show
        return [cls._block(item, f"{key}:done", value, mode, targets=[target], locked=True)]

    @staticmethod
    def answer(item: dict) -> str:
        return f"{item['answer']['name'].capitalize()} is marked in the picture."

    @staticmethod
    def compare(item: dict, value: list[float]) -> str:
        unit, off = item.get("unit") or "units of the picture", []
        for axis, words in (("x", ("left", "right")), ("y", ("high", "low"))):
            (low, high), at = item["answer"][axis], value[0 if axis == "x" else 1]
            if at < low or at > high:
                off.append(f"{max(low - at, at - high):.0f} {unit} too far {words[at > high]}" if axis == "x" else "")
                off[-1] = off[-1] or f"{max(low - at, at - high):.0f} {unit} too {words[at > high]}"
        name = item["answer"]["name"]
        return f"Your mark is outside {name}: {' and '.join(off)}." if off else f"Your mark is inside {name}."


KINDS = {"number": _Number, "order": _Order, "choice": _Choice, "mark": _Mark}


def mixed(item: dict, name: str) -> list[str]:
    """The ids as they are first shown: always the same way, and never in the right order."""
    ids = list(item["answer"])
    random.Random(name).shuffle(ids)
    return ids if ids != item["answer"] else [*ids[1:], ids[0]]


def _who(item: dict) -> str:
    return item.get("who") or _("The model")


def _unit(item: dict, value: float) -> str:
    return f"{number(value, '.10g')} {item['unit']}".strip()


def _valued(item: dict, which: str) -> str:
    """What one of the things to order or to choose from measures; says so where nobody has read the number yet."""
    values = {one["id"]: one for one in item.get("values", ())}
    if which not in values:
        return ""
    places = max(len(str(one["value"]).partition(".")[2]) for one in values.values())
    one = values[which]
    source = one.get("from", {})
    badge = published(source["table"], **source["where"])["badge"] if "table" in source else "read"
    return f"{one['value']:.{places}f} {item['unit']}".strip() + ("" if badge == "read" else f", {badge}")


def _bracketed(words: str) -> str:
    return f" ({words})" if words else ""


def _short(value) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
