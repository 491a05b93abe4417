"""A page of what was practised, made on the student's own computer from the journal. It is no score and no certificate of
competence, and says so."""

from __future__ import annotations

import html
from datetime import date

from . import view
from .card import Card
from .page import link, page, save_page
from .practice import Practice, day, practice
from .tables import table

__all__ = ["LIMITS", "Certificate", "certificate", "whole_page"]

LONGEST_NAME = 80
LIMITS = (
    "This page certifies no competence and is not a qualification. It says what was practised and when, and nothing of how "
    "well. It was made by the student, from the student's own journal, and nobody has checked it."
)
_EMPTY = (
    "There is nothing to put on a page yet, and that is no fault: your journal is empty on this computer. Predict something "
    "before you look, answer a question, walk through a case; then come back. Lesson 00 is a good place to begin."
)


def certificate() -> Certificate:
    """A page for print of what you practised in the course: lessons, predictions, cases and more, with days. No score."""
    return Certificate()


class Certificate(Card):
    """The card of `certificate`. `name` and `whole` hold the name typed and the page made, while the lesson runs; neither
    is written into the journal."""

    title = "What you practised, on a page"
    about = "Made from your own journal on this computer. It is no score, and nobody has checked it."

    def __init__(self):
        self.name, self.whole = "", ""
        self._say = self._focus = ""

    @staticmethod
    def _practice() -> Practice:
        from .journal import journal

        return practice(journal().entries())

    # What can be done ---------------------------------------------------------------------------------------------

    def make(self, name: str = "") -> str:
        """Make the page with `name` on it ("" leaves a line to write on) and return its HTML. The name is kept nowhere.

        Raises a sentence where the journal is empty, or the name is too long or no text.
        """
        if not isinstance(name, str):
            raise TypeError(f"The name for the page must be text, but {name!r} was given. Leave it out if you like.")
        name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        if len(name) > LONGEST_NAME:
            raise ValueError(f"The name has {len(name)} letters; at most {LONGEST_NAME} fit on the line. Shorten it.")
        found = self._practice()
        if not found:
            raise ValueError(_EMPTY)
        self.name, self.whole = name, whole_page(found, name, date.today())
        self._say, self._focus = "The page is made. Download it, or save it beside the lesson.", "made"
        self._refresh()
        return self.whole

    def press(self, button: str, values: dict | None = None) -> None:
        """Look (into the journal again), make (the page) or save (it beside the lesson); see `Card.press`."""
        if button not in ("look", "make", "save"):
            raise ValueError(f'This card has no button "{button}". It has: look, make, save.')
        if button == "look":
            self._say = "Up to date."
            self._refresh()
            return
        if button == "make":
            self.make((values or {}).get("name") or "")
            return
        if not self.whole:
            raise ValueError("Make the page first, then save it.")
        try:
            path = save_page("what_i_practised", self.whole)
        except OSError as problem:
            raise ValueError(
                f"The page could not be saved beside the lesson ({problem.strerror or problem}). Download it instead."
            ) from problem
        self._say, self._focus = f"Saved as {path.name}, in the folder of this lesson.", "made"
        self._refresh()

    # What is shown ------------------------------------------------------------------------------------------------

    def state(self) -> dict:
        """See `Card.state`."""
        found = self._practice()
        if not found:
            again = view.buttons(view.button("look", "Look again", primary=True))
            return {
                "blocks": [view.text(f"<p>{html.escape(_EMPTY)}</p>", "lead"), again],
                "say": self._say,
                "focus": "",
            }
        lessons = "; ".join(f"{key} {title} ({stage})" for key, title, stage, _ in found.lessons)
        blocks = [
            view.text(f"<p>{html.escape(self.about)}</p>", "note"),
            view.text(table("What your journal shows", _HEAD, _rows(found))),
        ]
        if lessons:
            blocks.append(view.text(f"<p>Lessons: {html.escape(lessons)}.</p>"))
        blocks.append(view.words("name", "Name on the page, if you like (it is not kept)", value=self.name))
        row = [view.button("make", "Make the page anew" if self.whole else "Make the page", primary=not self.whole)]
        row.append(view.button("look", "Look again"))
        if self.whole:
            done = self._say if self._say.startswith("Saved") else "The page is made."
            blocks.append(
                view.text(
                    f"<p>{html.escape(done)} {link('what_i_practised.html', self.whole, 'Download the page')}, "
                    "open it, and print it on A4.</p>",
                    "good",
                    id="made",
                )
            )
            row.insert(0, view.button("save", "Save beside the lesson", primary=True))
        blocks.append(view.text(f"<p>{html.escape(LIMITS)}</p>", "note"))
        return {"blocks": [*blocks, view.buttons(row)], "say": self._say, "focus": self._focus}


_HEAD = ("Practised", "How many", "When")


def _rows(found: Practice) -> list[tuple[str, str, str]]:
    return [(row.words[0].upper() + row.words[1:], str(row.count), _days(row.first, row.last)) for row in found.rows]


def _days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def whole_page(found: Practice, name: str, today: date) -> str:
    """The whole page as HTML that prints on A4. `name` may hold anything: it is shown as text."""
    first, last = min(row.first for row in found.rows), max(row.last for row in found.rows)
    who = html.escape(name) if name else "&nbsp;"
    cells = "".join(
        f'<tr><th scope="row">{html.escape(words)}</th><td>{count}</td><td>{when}</td></tr>'
        for words, count, when in _rows(found)
    )
    heads = "".join(f'<th scope="col">{words}</th>' for words in _HEAD)
    lessons = "".join(
        f"<li>{key} {html.escape(title)}: {stage} {when.day} {when:%b %Y}</li>"
        for key, title, stage, when in found.lessons
    )
    cases = f"<p>Cases: {html.escape('; '.join(found.cases))}.</p>" if found.cases else ""
    able = "".join(
        f'<li style="list-style:none"><span aria-hidden="true">{"☑" if one.practised else "☐"}</span> '
        f"{html.escape(one.words)}"
        f'<span class="small"> ({html.escape("; ".join(one.because)) or "not in this journal yet"})</span></li>'
        for one in found.abilities
    )
    body = (
        f'<p style="font-size:16pt;border-bottom:.3mm solid #1b1f24;margin:4mm 0 1mm;padding-bottom:1mm">{who}</p>'
        f'<p class="small">Interactive lessons on the lumbar spine, for students of physiotherapy. Practised {_days(first, last)}; '
        f"page made on {day(today)}.</p>"
        # Smaller than the page's own type: a whole course then fits on one sheet.
        '<div style="font-size:9.5pt;line-height:1.32">'
        f"<h2>What I did</h2><table><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>{cases}"
        + (
            f'<h2>Lessons</h2><ul class="two small" style="list-style:none;padding-left:0">{lessons}</ul>'
            if lessons
            else ""
        )
        + '<h2>What the course is for</h2><p class="small">A box is ticked where the journal shows practice of it, '
        f'however little. It does not say that it can be done.</p><ul style="padding-left:0">{able}</ul>'
        f'<div class="box"><p style="margin:0"><strong>{html.escape(LIMITS)}</strong></p></div></div>'
    )
    return page("What I practised", body)
