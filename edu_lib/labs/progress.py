"""A student's own progress as a card: the picture, what is worth another look, and what to do with the answers."""

from __future__ import annotations

import base64
import html
import io
import json
import textwrap
from datetime import date
from functools import lru_cache
from pathlib import Path

from edu_lib.learn import view
from edu_lib.learn.card import Card
from edu_lib.learn.journal import Journal, JournalError, journal
from edu_lib.learn.labels import questions as label_questions
from edu_lib.learn.summary import CONFIDENCE, LESSONS, Revisit, Summary, summary
from edu_lib.plates.progress import draw_progress_figure, progress_sentences, progress_size

__all__ = ["MyProgress", "my_progress"]

_DATA = Path(__file__).parents[1] / "data"
_MOST = 6  # things to look at again: a list that can be done in one evening
_LETTERS = 110  # of a question, enough to know it again
_DOTS_PER_INCH = 144  # twice the size it is shown at, for fine screens


def my_progress() -> MyProgress:
    """What your journal holds: how far you are, how well you judge yourself, and what is worth another look."""
    return MyProgress(journal())


class MyProgress(Card):
    """The card of `my_progress`. It reads the journal anew whenever it is shown.

    Parameters
    ----------
    kept : the journal to show.
    """

    title = "My progress"
    about = "How far you are, how well you judge what you know, and what is worth another look."

    def __init__(self, kept: Journal):
        self.journal = kept
        self._asks = False  # whether the student is being asked a second time
        self._said, self._tone = "", "good"  # what the last press did

    # What is pressed ----------------------------------------------------------------------------------------------

    def press(self, button: str, values: dict | None = None) -> None:
        """Update, table or delete, and then delete_now or keep; see `Card.press`."""
        does = {
            "update": lambda: "Up to date.",
            "table": self._table,
            "delete": lambda: "",
            "delete_now": self._delete,
            "keep": lambda: "Your answers are kept.",
        }
        if button not in does:
            raise ValueError(f'This card has no button "{button}". It has: {", ".join(does)}.')
        if button == "delete_now" and not self._asks:
            raise ValueError("Press “Delete my answers” first; you are then asked once more.")
        self._asks = button == "delete"
        try:
            self._said, self._tone = does[button](), "good"
        except JournalError as problem:
            self._said, self._tone = str(problem), "again"
        self._refresh()

    def _table(self) -> str:
        name = f"my_answers_{date.today()}"
        tries = (Path.cwd() / f"{name}{f'_{n}' if n > 1 else ''}.csv" for n in range(1, 1000))
        path = self.journal.export_csv(next(path for path in tries if not path.exists()))
        return f"Your answers are in the table {path.name}, in the folder of this lesson. A spreadsheet opens it."

    def _delete(self) -> str:
        self.journal.delete()
        return "Your answers are deleted. Tables that you saved are still there."

    # What is shown ------------------------------------------------------------------------------------------------

    def state(self) -> dict:
        """See `Card.state`."""
        entries = self.journal.entries()
        about = summary(entries, _read("predictions.json"))
        blocks = [view.text(f"<p>{html.escape(_headline(about))}</p>", "lead")]
        if self._said:
            blocks.append(view.text(f"<p>{html.escape(self._said)}</p>", self._tone))
        if self.journal.trouble:
            blocks.append(view.text(f"<p>{html.escape(self.journal.trouble)}</p>", "again"))
        if entries:
            blocks += [_picture_block(about), *_again(about), _in_words(about)]
        if about.claims:
            said = (
                f"You have judged {about.claims} of the article's claims; claims.ipynb shows your verdicts beside ours."
            )
            blocks.append(view.text(f"<p>{html.escape(said)}</p>", "note"))
        where = f"Your answers stay on this computer, in {self.journal.place}. Nobody sees them unless you send them."
        where += self.journal.care
        blocks.append(view.text(f"<p>{html.escape(where)}</p>", "note"))
        state = {"title": self.title, "say": self._said, "focus": ""}
        if self._asks:
            question = (
                f"Delete all your answers, predictions and beliefs ({len(entries)} in all)? This cannot be undone. "
                "If you may want them one day, keep them now and save them as a table first."
            )
            blocks.append(view.text(f"<p>{html.escape(question)}</p>", "again"))
            row = [view.button("keep", "Keep them", primary=True), view.button("delete_now", "Yes, delete them")]
            state |= {"say": question, "focus": "keep"}
        else:
            row = [view.button("update", "Update", primary=True)]
            if entries:
                row.append(view.button("table", "Save as a table (CSV)"))
            if entries or self.journal.path.exists():
                row.append(view.button("delete", "Delete my answers"))
        return state | {"blocks": [*blocks, view.buttons(row)]}


def _headline(about: Summary) -> str:
    if not about.entries:
        first = next(iter(LESSONS.values()))
        return (
            "Nothing stands here yet, and that is as it should be: this page fills while you predict, answer and decide. "
            f"A good place to begin is lesson 00, “{first['title']}” ({first['minutes']} minutes)."
        )
    stages = [lesson.stage for lesson in about.lessons]
    done, begun = stages.count("finished"), stages.count("begun")
    if done == len(stages):
        return "You have finished all ten lessons."
    if not done:
        return "You have begun. Below is what your answers say so far."
    also = f" and begun {begun} more" if begun else ""
    return f"You have finished {done} of the ten lessons{also}."


def _again(about: Summary) -> list[dict]:
    """What to look at again, as a block; none where there is nothing."""
    if not about.revisit:
        return []
    rows = "".join(f"<li>{html.escape(_row(one))}</li>" for one in about.revisit[:_MOST])
    more = len(about.revisit) - _MOST
    rest = f"<p>And {more} more; these come first.</p>" if more > 0 else ""
    return [view.text(f"<p><strong>Worth another look</strong></p><ul>{rows}</ul>{rest}", "plain")]


def _row(one: Revisit) -> str:
    name = LESSONS.get(one.lesson, {}).get("title", "")
    where = f"Lesson {one.lesson} ({name})" if name else f"Lesson {one.lesson}".rstrip()
    words = textwrap.shorten(_questions().get(one.item, one.item), _LETTERS, placeholder=" …")
    if one.what == "prediction":
        return f"{where}: “{words}” Your prediction was far from what came out; what did you have in mind?"
    if one.confidence is not None and one.confidence >= 3:
        return (
            f"{where}: “{words}” You were {CONFIDENCE[one.confidence]}, and it is something else: here is most to gain."
        )
    return f"{where}: “{words}” Not right at the first try."


def _in_words(about: Summary) -> dict:
    rows = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in progress_sentences(about, **_beliefs()))
    return view.text(f"<p>The picture in words:</p><ul>{rows}</ul>", "note")


def _picture_block(about: Summary) -> dict:
    width, height = progress_size(about)
    shown = ["how far each lesson has got", "how often you were right for each level of sureness"]
    shown += ["what you believed then and now"] * bool(about.beliefs)
    alt = f"Your progress: {', '.join(shown)}. The same stands in words below."
    return view.picture("progress", _picture(about), alt, round(width), round(height), mode="show")


@lru_cache(maxsize=4)
def _picture(about: Summary) -> str:
    """The plate as a data address. Flat colours make a lossless WebP the smallest of all."""
    file = io.BytesIO()
    figure = draw_progress_figure(about, **_beliefs())
    figure.savefig(file, format="webp", dpi=_DOTS_PER_INCH, pil_kwargs={"lossless": True, "method": 6})
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode("ascii")


# What the data files call things --------------------------------------------------------------------------------------


def _read(name: str) -> dict:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _questions() -> dict[str, str]:
    """Item -> what was asked."""
    asked = {key: one["ask"] for key, one in _read("predictions.json").items()}
    for path in sorted((_DATA / "quiz").glob("*.json")):
        asked |= {one["id"]: one.get("ask", one["id"]) for one in _read(f"quiz/{path.name}")["items"]}
    return asked | label_questions()


@lru_cache(maxsize=1)
def _beliefs() -> dict:
    """What the plate needs to know of the beliefs: the statements, and the scale with the words at its ends."""
    data = _read("beliefs.json")
    return {
        "statements": {one["id"]: one["text"] for one in data["statements"]},
        "scale": (0.0, 100.0, data["low"], data["high"]),  # as learn.beliefs keeps them
    }
