"""Quiz items as a deck of cards for Anki: the question in front, the answer and why behind. Needs the library genanki.

Ids never change, so a newer export updates a card and keeps what its owner has learned.
"""

from __future__ import annotations

import hashlib
import html
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .bank import COURSE, NAMES, Question, number, paragraph, picture, title

__all__ = ["write_deck"]

STYLE = """
.card { font: 20px/1.5 sans-serif; text-align: left; max-width: 36em; margin: auto; padding: 0.5em; }
.card img { max-width: 100%; height: auto; background: #fff; }
.why { opacity: 0.85; }
"""
ANSWER = "{{FrontSide}}<hr id=answer>{{Answer}}<div class=why>{{Why}}</div><p><small>{{Source}}</small></p>"


def write_deck(questions: Sequence[Question], path: Path | str, timestamp: float | None = None) -> None:
    """Write the questions to `path`, which should end in .apkg, in a deck for each lesson.

    `timestamp` is when they were written, in seconds since 1970; now, where it is left out. Anki takes a card that it has
    over again only from a newer file. Raises `ImportError` with what to do where genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        raise ImportError(
            "Decks for Anki need the library genanki, which is not installed. Type: python -m pip install genanki"
        ) from None
    fields = ("Id", "Ask", "Answer", "Why", "Source")
    template = {"name": "Card", "qfmt": "{{Ask}}", "afmt": ANSWER}
    model = genanki.Model(
        _fixed("card 1"), COURSE, fields=[{"name": name} for name in fields], templates=[template], css=STYLE
    )
    decks: dict[str, genanki.Deck] = {}
    with tempfile.TemporaryDirectory() as folder:
        media: set[str] = set()
        for question in questions:
            if question.lesson not in decks:  # "::" makes a deck within a deck
                name = title(question.lesson).replace("::", ":")
                decks[question.lesson] = genanki.Deck(_fixed(f"lesson {question.lesson}"), f"{COURSE}::{name}")
            ask, answer, why = _sides(question, Path(folder), media)
            note = genanki.Note(
                model,
                [question.id, ask, answer, why, html.escape(question.sources, quote=False)],
                guid=genanki.guid_for("edu_lib", question.id),
                tags=[NAMES if question.lesson == NAMES else f"lesson{question.lesson}", question.kind],
            )
            decks[question.lesson].add_note(note)
        package = genanki.Package(list(decks.values()))
        package.media_files = sorted(media)
        package.write_to_file(str(path), timestamp=timestamp)


def _fixed(name: str) -> int:
    """A number for a deck or a kind of note, always the same one for the same name."""
    return int(hashlib.sha256(f"edu_lib {name}".encode()).hexdigest()[:8], 16) >> 1 | 1 << 20


def _sides(question: Question, folder: Path, media: set[str]) -> tuple[str, str, str]:
    """The front, the answer and the reasons, as HTML; pictures are put into `folder` and named in `media`."""
    kind, said, ask = question.kind, question.feedback, question.ask
    if kind in ("single", "multiple"):
        ask += _list(choice.text for choice in question.choices)
        right = [choice.text for choice in question.choices if choice.right]
        why = "".join(
            f"<p>{'✓' if choice.right else '✗'} {_escaped(choice.text)}<br><small>{_escaped(choice.feedback)}</small></p>"
            for choice in question.choices
        )
        return ask, f"<p><b>{'<br>'.join(map(_escaped, right))}</b></p>", why
    if kind == "order":
        ask += _list(sorted(choice.text for choice in question.choices))
        placed = (
            f"{choice.text} ({choice.feedback})" if choice.feedback else choice.text for choice in question.choices
        )
        return ask, _list(placed, "ol"), paragraph(said["all"])
    if kind == "number":
        about = f"{number(question.answer)} {question.unit} (± {number(question.tolerance)} counts as right)"
        return ask, paragraph(about), paragraph(said["right"])
    if kind == "fix":
        ask += paragraph(f"“{' '.join(question.sentence)}”")
        wrong = question.sentence[question.wrong].strip(".,;:!?")
        return ask, paragraph(f"{wrong} → {' / '.join(question.accept)}"), paragraph(said["right"])

    def shown(ring: str = "") -> str:
        one = picture(question.shows, ring=ring)
        path = folder / f"edu_lib_{one.file}"  # Anki keeps the pictures of all decks in one folder
        path.write_bytes(one.data)
        media.add(str(path))
        return f'<img src="{path.name}" alt="{html.escape(one.alt)}">'

    answer = paragraph(question.accept[0])
    if kind == "find":
        return ask + shown(), shown(question.target) + answer, paragraph(said["right"])
    return ask + shown(question.target), answer, paragraph(said["right"])


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)


def _list(entries, tag: str = "ul") -> str:
    return f"<{tag}>" + "".join(f"<li>{_escaped(entry)}</li>" for entry in entries) + f"</{tag}>"
