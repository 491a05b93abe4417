"""What a class is asked, and what it answered: the question of a prediction as a vote, its counts in words and as a table.

Nothing here knows of a network or a browser. An answer is kept as text: the id of an option, or a number as Python prints it.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from edu_lib.words import _, number, plural

from .card import parse_number
from .predict_kinds import KINDS, mixed

__all__ = ["Poll", "Tally"]


@dataclass(frozen=True)
class Poll:
    """The question of a prediction as a class is asked it. `item` is its entry in data/predictions.json.

    A number is asked for as it is; of options one is chosen. Of things to order, a class is asked which comes first, for a
    whole order is too long to vote on. Raises ValueError for a kind that cannot be voted on (a mark in a picture).
    """

    name: str
    item: Mapping

    def __post_init__(self):
        if not self.possible(self.item):
            raise ValueError(f'The prediction "{self.name}" asks for a place in a picture, which cannot be voted on.')

    @staticmethod
    def possible(item: Mapping) -> bool:
        """Whether a class can vote on this."""
        return item["kind"] in ("number", "choice", "order")

    @property
    def is_number(self) -> bool:
        """Whether the answer is a number; otherwise it is the id of an option."""
        return self.item["kind"] == "number"

    @property
    def ask(self) -> str:
        """The question."""
        return self.item["ask"]

    @property
    def hint(self) -> str:
        """What to do with it, where that differs from what a student alone does."""
        return _("Which of them comes first?") if self.item["kind"] == "order" else ""

    @property
    def unit(self) -> str:
        """The unit of a number, or ""."""
        return self.item.get("unit", "") if self.is_number else ""

    @cached_property
    def options(self) -> dict[str, str]:
        """Id and words of what can be chosen; for a number its ranges, as hands are counted."""
        if self.item["kind"] == "order":
            words = {one["id"]: one["text"] for one in self.item["items"]}
            return {one: words[one] for one in mixed(self.item, self.name)}
        if self.item["kind"] == "choice":
            return {one["id"]: one["text"] for one in self.item["options"]}
        step, ends = self.item["step"], self.edges
        highs = [*(end - step for end in ends[1:-1]), ends[-1]]  # the last range holds its upper end
        rows = [
            _("{low} to {high} {unit}", low=_number(a), high=_number(b), unit=self.unit) for a, b in zip(ends, highs)
        ]
        return {str(i): row.strip() for i, row in enumerate(rows)}

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """The ends of a number's ranges: four to ten of equal width, at round numbers."""
        low, high = self.item["range"]
        rough = (high - low) / 10
        ten = 10 ** math.floor(math.log10(rough))
        width = next(w * ten for w in (1, 2, 5, 10) if w * ten >= rough * 0.999)
        width = max(width, self.item["step"])
        return tuple(low + i * width for i in range(math.ceil((high - low) / width - 1e-9))) + (high,)

    @property
    def answer(self):
        """What the model, the study or the measurement says: a number or the id of an option; None where nothing does."""
        return self.item["answer"][0] if self.item["kind"] == "order" else self.item["answer"]

    @property
    def who(self) -> str:
        """Who says so."""
        return self.item.get("who") or _("The model")

    @property
    def answer_words(self) -> str:
        """The answer in a sentence, or ""."""
        if self.item["kind"] == "order":
            return _("{who} puts “{one}” first.", who=self.who, one=self.options[self.answer])
        return KINDS[self.item["kind"]].answer(self.item)

    def check(self, typed: str) -> str:
        """An answer as it is kept, or ValueError with a sentence that says what to do."""
        typed = typed.strip()
        if not self.is_number:
            if typed not in self.options:
                raise ValueError(_("Choose one of the answers, then send."))
            return typed
        low, high = self.item["range"]
        value = parse_number(typed, low, high)
        if value is None:
            example = _number((low + high) / 2)
            raise ValueError(_("Type a number in digits, for example {example}, then send.", example=example))
        if not low <= value <= high:
            ends = {"low": _number(low), "high": f"{_number(high)} {self.unit}".strip()}
            raise ValueError(_("Type a number from {low} to {high}, then send.", **ends))
        return repr(value + 0.0)  # so that nobody votes for minus nought

    def place(self, number: float) -> int:
        """Which of a number's ranges holds it, counted from 0."""
        return max(0, min(len(self.edges) - 2, sum(edge <= number for edge in self.edges) - 1))


@dataclass(frozen=True)
class Tally:
    """What a class answered. `counts`: answer -> how many gave it; by a show of `hands` a number's keys are its ranges'."""

    poll: Poll
    counts: Mapping[str, int]
    hands: bool = False

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    @cached_property
    def rows(self) -> list[tuple[str, str, int]]:
        """Id, words and count of every option, or of every range of a number."""
        found = dict.fromkeys(self.poll.options, 0)
        for answer, count in self.counts.items():
            found[str(self.poll.place(float(answer))) if self.poll.is_number and not self.hands else answer] += count
        return [(one, self.poll.options[one], count) for one, count in found.items()]

    @property
    def words(self) -> str:
        """The class in a sentence: its median, or what most of it chose."""
        if not self.n:
            return _("The class: no answers.")
        many = plural("{count} answer", "{count} answers", self.n)
        if self.poll.is_number:
            return _("The class: median {median}, {many}.", median=self._median(), many=many)
        most = max(count for *_, count in self.rows)
        best = [f"“{text}”" for _, text, count in self.rows if count == most]
        if len(best) > 3:
            return _("The class: divided, {many}.", many=many)
        if len(best) == 1:
            return _("The class: most often {best} ({most} of {many}).", best=best[0], most=most, many=many)
        return _(
            "The class: most often {best} ({most} each of {many}).", best=_(" and ").join(best), most=most, many=many
        )

    def _median(self) -> str:
        if self.hands:
            places = [int(one) for one, _, count in self.rows for _ in range(count)]
            return self.poll.options[str(places[(len(places) - 1) // 2])]
        value = median([float(answer) for answer, count in self.counts.items() for _ in range(count)])
        return f"{_number(value)} {self.poll.unit}".strip()

    @property
    def table(self) -> str:
        """The counts in words, for who cannot see the bars: what was answered at all, and how often."""
        said = "; ".join(f"{text}: {count}" for _, text, count in self.rows if count)
        return f"{said}." if said else _("No answers yet.")

    def csv(self) -> str:
        """The counts as a small table for a spreadsheet. A number's own values are kept, not only its ranges."""
        file = io.StringIO()
        out = csv.writer(file)
        out.writerow(["item", "question", "answer", "unit", "votes"])
        if self.poll.is_number and not self.hands:
            rows = [(f"{float(a):.10g}", c) for a, c in sorted(self.counts.items(), key=lambda one: float(one[0]))]
        else:
            rows = [(text.removesuffix(f" {self.poll.unit}"), count) for _, text, count in self.rows]
        ask = f"{self.poll.ask} {self.poll.hint}".strip()
        out.writerows([self.poll.name, ask, answer, self.poll.unit, count] for answer, count in rows)
        return file.getvalue()


def _number(value: float) -> str:
    return number(value, ".10g").replace("-", "−")
