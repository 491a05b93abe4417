"""Quiz items as Moodle XML, the format of Moodle's own question bank (Import, "Moodle XML format").

Moodle publishes no schema; what its importer reads is the rule, and data/schemas/moodle.xsd holds the part that is written
here. What each kind becomes, and what is lost, stands in docs/instructors.md.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from .bank import COURSE, Picture, Question, number, paragraph, picture, title

__all__ = ["moodle_xml"]

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "number": "numerical",
    "order": "ordering",
    "fix": "cloze",
    "find": "ddmarker",
    "name": "shortanswer",
}
MARKER_WITHIN = (600, 400)  # Moodle shrinks a larger picture under markers and leaves the places where they were
NEAR = 26  # pixels round a place that still count as the place


def moodle_xml(questions: Sequence[Question]) -> bytes:
    """The questions as one file for Moodle, in a category of its own for each lesson."""
    quiz = ET.Element("quiz")
    for lesson, own in groupby(questions, key=lambda q: q.lesson):
        category = _add(quiz, "question", type="category")
        name = title(lesson).replace("/", "//")  # one stroke would begin a category within
        _add(_add(category, "category"), "text", f"$course$/top/{COURSE}/{name}")
        for question in own:
            _question(quiz, question)
    ET.indent(quiz, " ")
    return ET.tostring(quiz, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _words(parent: ET.Element, tag: str, words: str) -> ET.Element:
    """Words in HTML, which XML then escapes once more."""
    element = _add(parent, tag, format="html")
    _add(element, "text", words)
    return element


def _file(parent: ET.Element, shown: Picture) -> None:
    data = base64.b64encode(shown.data).decode("ascii")
    _add(parent, "file", data, name=shown.file, path="/", encoding="base64")


def _question(quiz: ET.Element, question: Question) -> None:
    kind = question.kind
    element = _add(quiz, "question", type=TYPES[kind])
    _add(_add(element, "name"), "text", question.id)
    ask, shown = question.ask, None
    if kind == "fix":
        ask += _cloze(question)
    elif kind == "name":
        shown = picture(question.shows, ring=question.target)
        ask += (
            f'<p><img src="@@PLUGINFILE@@/{shown.file}" alt="{html.escape(shown.alt)}" '
            f'width="{shown.width}" height="{shown.height}"></p>'
        )
    text = _words(element, "questiontext", ask)
    if shown:
        _file(text, shown)
    _words(element, "generalfeedback", paragraph(question.feedback.get("all", ""), question.sources))
    if kind != "fix":
        _add(element, "defaultgrade", "1")
    _add(element, "penalty", "0.3333333")
    _add(element, "hidden", "0")
    _add(element, "idnumber", question.id)
    _PARTS[kind](element, question)


def _combined(element: ET.Element, right: str = "", wrong: str = "") -> None:
    """What is said to the whole answer; every kind with parts needs the three."""
    for tag, said in (("correct", right), ("partiallycorrect", wrong), ("incorrect", wrong)):
        _words(element, f"{tag}feedback", paragraph(said))


def _answer(element, fraction: float, text: str, said: str | None, form: str = "moodle_auto_format") -> ET.Element:
    """An answer worth `fraction` percent, which must be of Moodle's own list: 100, 50, 33.33333, 25, 20 ..."""
    answer = _add(element, "answer", fraction=f"{fraction:.5f}".rstrip("0").rstrip("."), format=form)
    _add(answer, "text", text)
    if said is not None:
        _words(answer, "feedback", paragraph(said))
    return answer


def _choices(element: ET.Element, question: Question) -> None:
    single = question.kind == "single"
    _add(element, "single", "true" if single else "false")
    _add(element, "shuffleanswers", "true")
    _add(element, "answernumbering", "none")
    _combined(element)
    right = sum(choice.right for choice in question.choices)
    wrong = len(question.choices) - right
    for choice in question.choices:
        # Of several right ones each earns its part, and each wrong one takes as much: ticking all earns nothing.
        fraction = 100 / right if choice.right else 0 if single else -100 / wrong
        _answer(element, fraction, paragraph(choice.text), choice.feedback, "html")


def _number(element: ET.Element, question: Question) -> None:
    right, off, said = question.answer, question.tolerance, question.feedback
    _add(_answer(element, 100, number(right), said["right"]), "tolerance", number(off))
    # Too low and too high are wrong answers with a wide tolerance, so that they can carry their own feedback.
    for low, high, key in ((question.low, right - off, "low"), (right + off, question.high, "high")):
        if low < high:
            answer = _answer(element, 0, number((low + high) / 2), said[key])
            _add(answer, "tolerance", number((high - low) / 2))
    for tag, value in (("unitgradingtype", "0"), ("unitpenalty", "0.1"), ("showunits", "3"), ("unitsleft", "0")):
        _add(element, tag, value)


def _order(element: ET.Element, question: Question) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(question.choices)),
        "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "SHOW",
    }
    for tag, value in settings.items():
        _add(element, tag, value)
    _combined(element)
    _add(element, "shownumcorrect", "1")
    for n, choice in enumerate(question.choices, 1):  # here the fraction is the place in the right order
        _answer(element, n, html.escape(choice.text, quote=False), None, "html")


def _find(element: ET.Element, question: Question) -> None:
    shown = picture(question.shows, within=MARKER_WITHIN)
    _add(element, "showmisplaced")
    _combined(element, question.feedback["right"], question.feedback["wrong"])
    _file(element, shown)
    drag = _add(element, "drag")
    for tag, value in (("no", "1"), ("text", question.target), ("noofdrags", "1")):
        _add(drag, tag, value)
    x, y = shown.places[question.target]
    others = (place for name, place in shown.places.items() if name != question.target)
    apart = min(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for u, v in others)
    drop = _add(element, "drop")
    near = f"{x},{y};{min(NEAR, int(apart / 2))}"
    for tag, value in (("no", "1"), ("shape", "circle"), ("coords", near), ("choice", "1")):
        _add(drop, tag, value)


def _name(element: ET.Element, question: Question) -> None:
    _add(element, "usecase", "0")
    for name in question.accept:
        _answer(element, 100, name.replace("*", r"\*"), question.feedback["right"])  # a star stands for anything
    _answer(element, 0, "*", question.feedback["wrong"])


def _cloze(question: Question) -> str:
    """The two gaps of a sentence to mend: which word, out of a list, and what to write instead."""
    said, wrong = question.feedback, question.sentence[question.wrong]
    words = dict.fromkeys(word for n, word in enumerate(question.sentence) if n != question.wrong and word != wrong)
    places = "~".join([f"={_mask(wrong)}", *(f"{_mask(word)}#{_mask(said['wrong_word'])}" for word in words)])
    better = "~".join(f"={_mask(word)}#{_mask(said['right'])}" for word in question.accept)
    better += f"~*#{_mask(said['wrong_fix'])}"
    return (
        paragraph(f"“{' '.join(question.sentence)}”")
        + f"<p>The word to change: {{1:MULTICHOICE_S:{places}}}</p><p>Better: {{1:SHORTANSWER:{better}}}</p>"
    )


def _mask(words: str) -> str:
    """Words within a gap, where four characters have a meaning of their own."""
    return re.sub(r"([~#}\\])", r"\\\1", html.escape(words, quote=False))


_PARTS = {
    "single": _choices,
    "multiple": _choices,
    "number": _number,
    "order": _order,
    "fix": lambda element, question: None,  # all of it stands in the question's text
    "find": _find,
    "name": _name,
}
