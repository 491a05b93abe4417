"""The index of the article's claims: by lesson, verdict or kind, searched, with the student's own verdict beside ours."""

from __future__ import annotations

import html
from pathlib import Path

from edu_lib.params import check_choice
from edu_lib.sources import References, cite, references

from . import view
from .card import Card
from .claims import VERDICTS, details, figure, read_claims, said
from .summary import LESSONS
from .tables import table

__all__ = ["Index", "claims"]

ARTICLE = "overcome2019"
# What can be asked of a student's own verdicts -> (words, the states that fit).
_YOURS = {
    "given": ("judged by you", ("same", "other")),
    "other": ("where yours is not ours", ("other",)),
    "open": ("not yet judged by you", ("open",)),
}


def _state(one: dict, own: list[str] | None) -> str:
    return "open" if not own else "same" if own[-1] == one["verdict"] else "other"


def _by_lesson() -> list[dict]:
    return sorted(read_claims().values(), key=lambda one: (one["lessons"][0], one["id"]))


def claims() -> Index:
    """The index of all claims: by lesson, verdict or kind, with your own verdict beside ours where you gave one."""
    return Index()


class Index(Card):
    """The card of `claims`. `shown` says which claims: "all", "lesson:05", "verdict:partly", "kind:load", "yours:given"."""

    title = "The claims of the article"
    about = "Each in our words, with our verdict, how certain it is, and the lesson that treats it."

    def __init__(self):
        self.shown, self.search = "all", ""
        self._say = self._focus = ""

    def press(self, button: str, values: dict | None = None) -> None:
        """Show (what is chosen and searched for) or clear; see `Card.press`."""
        if button not in ("show", "clear"):
            raise ValueError(f'The index has no button "{button}". It has: show, clear.')
        values = {} if button == "clear" else values or {}
        allowed = tuple(key for _, options in self._groups() for key, _ in options)
        self.shown = check_choice("shown", "which claims", values.get("shown") or "all", allowed)
        self.search = (values.get("search") or "").strip()
        self._say, self._focus = self._count(), "found"
        self._refresh()

    def found(self) -> list[dict]:
        """The claims that are shown now, in the order of the lessons."""
        own, (what, _, which) = said(), self.shown.partition(":")
        fits = {
            "all": lambda one: True,
            "lesson": lambda one: which in one["lessons"],
            "verdict": lambda one: one["verdict"] == which,
            "kind": lambda one: one["kind"] == which,
            "yours": lambda one: _state(one, own.get(one["id"])) in _YOURS[which][1],
        }[what]
        typed = self.search.casefold().split()
        return [one for one in _by_lesson() if fits(one) and all(word in _words(one) for word in typed)]

    @staticmethod
    def references() -> References:
        """The article itself and all sources of the claims, in the order of their names."""
        keys = {key for one in read_claims().values() for key in one["sources"]} - {ARTICLE}
        return references(ARTICLE, *sorted(keys, key=lambda key: cite(key).short.casefold()))

    # What is shown ------------------------------------------------------------------------------------------------

    @staticmethod
    def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
        every = list(read_claims().values())
        lessons = [key for key in LESSONS if any(key in one["lessons"] for one in every)]
        return [
            ("", [("all", f"all {len(every)} claims")]),
            ("By lesson", [(f"lesson:{key}", f"{key} {LESSONS[key]['title']}") for key in lessons]),
            ("By our verdict", [(f"verdict:{key}", VERDICTS[key][1]) for key in VERDICTS]),
            ("By kind", [(f"kind:{kind}", kind) for kind in sorted({one["kind"] for one in every})]),
            ("By your verdict", [(f"yours:{key}", words) for key, (words, _) in _YOURS.items()]),
        ]

    def _count(self) -> str:
        found = self.found()
        counts = ", ".join(f"{n} {v}" for v in VERDICTS if (n := sum(one["verdict"] == v for one in found)))
        claims_ = "1 claim" if len(found) == 1 else f"{len(found)} claims"
        if not found:
            return "No claim fits. Clear the search, or choose others."
        where = " Each stands under the lesson that asks for your verdict." if self.shown == "yours:open" else ""
        return f"{claims_}: {counts}.{where}"

    def _own_count(self) -> str:
        own, every = said(), read_claims()
        judged = [item for item, given in own.items() if given]
        if not judged:
            return "You have given no verdict yet; the lessons ask for yours before they show ours."
        same = sum(own[item][-1] == every[item]["verdict"] for item in judged)
        return f"You have given your verdict on {len(judged)} of {len(every)}; on {same or 'none'} of these it is the same as ours."

    @staticmethod
    def tally() -> dict[str, tuple[int, int, int]]:
        """Our verdict -> on how many of these claims yours is the same, another, and not yet given."""
        own, counts = said(), {verdict: dict.fromkeys(("same", "other", "open"), 0) for verdict in VERDICTS}
        for one in read_claims().values():
            counts[one["verdict"]][_state(one, own.get(one["id"]))] += 1
        return {verdict: tuple(states.values()) for verdict, states in counts.items()}

    def _tally(self) -> str:
        """The tally as a table, then in words; HTML of ours."""
        counts = self.tally()
        rows = [(f"{VERDICTS[v][0]} {VERDICTS[v][1]}", *three) for v, three in counts.items()]
        rows.append(("All", *(sum(column) for column in zip(*counts.values(), strict=True))))
        head = ("Our verdict", "yours is the same", "yours is another", "not yet given")
        words = "; ".join(
            f"{v}: {same or 'none'} the same, {other or 'none'} another, {still or 'none'} not yet given"
            for v, (same, other, still) in counts.items()
        )
        caption = "Your verdicts beside ours; another one than ours may be as well thought out"
        return (
            f"{table(caption, head, rows, numbers=True)}<details><summary>The same in words</summary>"
            f"<p>Where we say {html.escape(words)}.</p></details>"
        )

    def state(self) -> dict:
        """See `Card.state`."""
        own, rows, lesson = said(), [], ""
        for one in self.found():
            if one["lessons"][0] != lesson:
                lesson = one["lessons"][0]
                rows.append(
                    f'<p role="heading" aria-level="4" style="margin-top:16px"><strong>{_lesson(lesson)}</strong></p>'
                )
            rows.append(details(one, own.get(one["id"])))
        blocks = [
            view.text(f"<p>{html.escape(self._own_count())}</p>", "note"),
            view.text(self._tally()),
            view.select("shown", "Which claims", self._groups(), value=self.shown),
            view.words("search", "with the words", value=self.search),
            view.buttons(view.button("show", "Show", primary=True), view.button("clear", "Clear")),
            view.text(f"<p><strong>{html.escape(self._count())}</strong></p>", "plain", id="found"),
            view.text("".join(rows)),
        ]
        return {"blocks": blocks, "say": self._say, "focus": self._focus}

    def still(self) -> str:
        """See `Card.still`: here every claim with our verdict, each in a part that opens."""
        return figure(self.title, self.about, "".join(map(details, _by_lesson())))


def _words(one: dict) -> str:
    return " ".join((one["id"], one["claim"], one["why"], one["kind"], one["verdict"])).casefold()


def _lesson(key: str) -> str:
    """A lesson's name, as a link where its notebook is there; beside the notebook that runs, or in the course's folder."""
    name = f"Lesson {key}: {html.escape(LESSONS[key]['title'])}"
    for folder in (Path(), Path(__file__).parents[2] / "notebooks"):
        if file := next(iter(sorted(folder.glob(f"{key}_*.ipynb"))), None):
            return f'<a href="{html.escape(file.name)}">{name}</a>'
    return f"{name} (coming)"
