"""Quiz items as QTI 1.2, a zip that Canvas imports as a quiz ("QTI .zip file").

Canvas reads other versions as well, but only 1.2 with its own `question_type` keeps the kinds and the feedback.
data/schemas/qti12.xsd holds the part of QTI that is written here. What is lost stands in docs/instructors.md.
"""

from __future__ import annotations

import hashlib
import html
import io
import random
import zipfile
from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from .bank import Picture, Question, number, paragraph, picture, title

__all__ = ["qti_zip"]

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
TYPES = {
    "single": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "number": "numerical_question",
    "order": "matching_question",  # there is no ordering in this version: a thing for each place
    "fix": "short_answer_question",
    "find": "multiple_choice_question",  # no hot spots either: the places are numbered
    "name": "short_answer_question",
}


def qti_zip(questions: Sequence[Question]) -> bytes:
    """The questions as a zip file, a quiz for each lesson. The same questions give the same bytes."""
    quizzes, pictures = {}, {}
    for lesson, own in groupby(questions, key=lambda q: q.lesson):
        name = _ident("quiz", lesson)
        quizzes[f"{name}/{name}.xml"] = _quiz(name, lesson, list(own), pictures)
    files = {"imsmanifest.xml": _manifest(quizzes, pictures), **quizzes, **pictures}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _ident(*parts: str) -> str:
    """An id that stays the same from export to export, so that the importer knows the item again."""
    return "g" + hashlib.sha256("/".join(parts).encode()).hexdigest()[:31]


def _number_of(question: Question, key: str) -> str:
    """The id of an answer: digits, for Canvas makes up its own where it is given words."""
    return str(int(hashlib.sha256(f"{question.id}/{key}".encode()).hexdigest()[:6], 16) % 90000 + 10000)


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {name.rstrip("_"): value for name, value in attributes.items()})
    element.text = text
    return element


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _manifest(quizzes: dict, pictures: dict) -> bytes:
    root = ET.Element("manifest", {"xmlns": PACKAGE, "identifier": _ident("manifest", *quizzes)})
    about = _add(root, "metadata")
    _add(about, "schema", "IMS Content")
    _add(about, "schemaversion", "1.1.3")
    _add(root, "organizations")
    resources = _add(root, "resources")
    for name in quizzes:
        quiz = _add(resources, "resource", identifier=name.split("/")[0], type="imsqti_xmlv1p2")
        _add(quiz, "file", href=name)
    for name in pictures:
        shown = _add(resources, "resource", identifier=_ident(name), type="webcontent", href=name)
        _add(shown, "file", href=name)
    return _bytes(root)


def _quiz(name: str, lesson: str, questions: list[Question], pictures: dict[str, bytes]) -> bytes:
    root = ET.Element("questestinterop", {"xmlns": QTI})
    assessment = _add(root, "assessment", ident=name, title=title(lesson))
    _fields(assessment, {"cc_maxattempts": "unlimited"})
    section = _add(assessment, "section", ident="root_section")
    for question in questions:
        _item(section, question, pictures)
    return _bytes(root)


def _fields(parent: ET.Element, fields: dict[str, str]) -> None:
    element = _add(parent, "qtimetadata")
    for label, entry in fields.items():
        one = _add(element, "qtimetadatafield")
        _add(one, "fieldlabel", label)
        _add(one, "fieldentry", entry)


def _material(parent: ET.Element, words: str) -> None:
    _add(_add(parent, "material"), "mattext", words, texttype="text/html")


def _shown(shown: Picture, pictures: dict[str, bytes]) -> str:
    """Pack a picture; return the HTML that shows it. $IMS-CC-FILEBASE$ is where Canvas puts the files of the zip."""
    pictures[f"images/{shown.file}"] = shown.data
    where, alt = f"$IMS-CC-FILEBASE$/images/{shown.file}", html.escape(shown.alt)
    return f'<p><img src="{where}" alt="{alt}" width="{shown.width}" height="{shown.height}"></p>'


def _item(section: ET.Element, question: Question, pictures: dict[str, bytes]) -> None:
    kind, ask = question.kind, question.ask
    if kind == "fix":
        ask += paragraph(f"“{' '.join(question.sentence)}”", "Type only the word that you would write instead.")
    elif kind == "find":
        ask += _shown(picture(question.shows, numbers=True), pictures)
    elif kind == "name":
        ask += _shown(picture(question.shows, ring=question.target), pictures)
    item = _add(section, "item", ident=_ident(question.id), title=question.id)
    answers = [] if kind == "order" else [_number_of(question, choice.key) for choice in question.choices]
    about = {
        "question_type": TYPES[kind],
        "points_possible": "1",
        "original_answer_ids": ",".join(answers),
        "assessment_question_identifierref": _ident(question.id, "bank"),
    }
    _fields(_add(item, "itemmetadata"), about)
    presentation = _add(item, "presentation")
    _material(presentation, ask)
    _asked(presentation, question)
    processing = _add(item, "resprocessing")
    outcomes = _add(processing, "outcomes")
    _add(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    feedback = _scored(processing, question)
    for name, said in feedback.items():
        _material(_add(_add(item, "itemfeedback", ident=name), "flow_mat"), said)


def _asked(presentation: ET.Element, question: Question) -> None:
    """Where the student answers: options, a list for each place, or a field to type in."""
    if question.kind == "order":
        mixed = list(question.choices)
        random.Random(question.id).shuffle(mixed)
        for n, choice in enumerate(question.choices, 1):
            ident = f"response_{_number_of(question, f'place {n}')}"
            place = _add(presentation, "response_lid", ident=ident)
            _material(place, paragraph(f"Place {n} of {len(mixed)}"))
            shown = _add(place, "render_choice")
            for choice in mixed:
                label = _add(shown, "response_label", ident=_number_of(question, choice.key))
                _material(label, html.escape(choice.text, quote=False))
    elif question.choices:
        many = "Multiple" if question.kind == "multiple" else "Single"
        shown = _add(_add(presentation, "response_lid", ident="response1", rcardinality=many), "render_choice")
        for choice in question.choices:
            label = _add(shown, "response_label", ident=_number_of(question, choice.key))
            _material(label, paragraph(choice.text))
    else:
        field = _add(presentation, "response_str", ident="response1", rcardinality="Single")
        what = {"fibtype": "Decimal"} if question.kind == "number" else {}
        _add(_add(field, "render_fib", **what), "response_label", ident="answer1", rshuffle="No")


def _condition(processing: ET.Element, go_on: bool) -> tuple[ET.Element, ET.Element]:
    condition = _add(processing, "respcondition", continue_="Yes" if go_on else "No")
    return condition, _add(condition, "conditionvar")


def _say(condition: ET.Element, feedback: str) -> None:
    _add(condition, "displayfeedback", feedbacktype="Response", linkrefid=feedback)


def _scored(processing: ET.Element, question: Question) -> dict[str, str]:
    """Write what counts as right; return the feedback by its ident, as HTML."""
    kind, said = question.kind, question.feedback
    general = paragraph(said.get("all", ""), question.sources)
    feedback = {}
    if general:
        feedback["general_fb"] = general
        condition, when = _condition(processing, True)
        _add(when, "other")
        _say(condition, "general_fb")
    if kind == "order":
        for n, choice in enumerate(question.choices, 1):
            condition, when = _condition(processing, True)
            ident = f"response_{_number_of(question, f'place {n}')}"
            _add(when, "varequal", _number_of(question, choice.key), respident=ident)
            _add(condition, "setvar", f"{100 / len(question.choices):.2f}", varname="SCORE", action="Add")
        return feedback
    for choice in question.choices:
        name = _number_of(question, choice.key)
        feedback[f"{name}_fb"] = paragraph(choice.feedback)
        condition, when = _condition(processing, True)
        _add(when, "varequal", name, respident="response1")
        _say(condition, f"{name}_fb")
    condition, when = _condition(processing, False)
    if kind == "multiple":
        every = _add(when, "and")
        for choice in question.choices:
            inside = every if choice.right else _add(every, "not")
            _add(inside, "varequal", _number_of(question, choice.key), respident="response1")
    elif kind == "number":
        either = _add(when, "or")  # Canvas reads this as one exact answer with a margin
        _add(either, "varequal", number(question.answer), respident="response1")
        both = _add(either, "and")
        _add(both, "vargte", number(question.answer - question.tolerance), respident="response1")
        _add(both, "varlte", number(question.answer + question.tolerance), respident="response1")
    else:
        right = [_number_of(question, choice.key) for choice in question.choices if choice.right] or question.accept
        for name in right:
            _add(when, "varequal", name, respident="response1")
    _add(condition, "setvar", "100", varname="SCORE", action="Set")
    if not question.choices:
        # Canvas has one feedback for every wrong answer, so a number's two stand one after the other.
        wrong = [said[key] for key in ("low", "high", "wrong_fix", "wrong") if key in said]
        feedback |= {"correct_fb": paragraph(said["right"]), "general_incorrect_fb": paragraph(*wrong)}
        _say(condition, "correct_fb")
        condition, when = _condition(processing, True)
        _add(when, "other")
        _say(condition, "general_incorrect_fb")
    return feedback
