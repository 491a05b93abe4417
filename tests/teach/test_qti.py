"""The zip for Canvas: every file is listed, every picture used, and what counts as right is what the quiz says."""

import io
import re
import zipfile

import pytest
from lxml import etree, html
from PIL import Image
from quiz_bank import NASTY, bank, nasty, of

from edu_lib.learn import items
from edu_lib.teach import qti

SCHEMA = etree.XMLSchema(etree.parse(items.FOLDER.parent / "schemas" / "qti12.xsd"))
Q = "{" + qti.QTI + "}"
NAMES = {"q": qti.QTI, "p": qti.PACKAGE}


def files(questions):
    with zipfile.ZipFile(io.BytesIO(qti.qti_zip(questions))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def quizzes(found):
    return [etree.fromstring(data) for name, data in found.items() if re.fullmatch(r"g\w+/g\w+\.xml", name)]


@pytest.fixture(scope="module")
def whole():
    return files(bank())


@pytest.fixture(scope="module")
def entries(whole):
    return {item.get("title"): item for quiz in quizzes(whole) for item in quiz.iter(f"{Q}item")}


def test_it_keeps_to_the_schema_with_a_quiz_for_each_lesson(whole, entries):
    for quiz in quizzes(whole):
        SCHEMA.assertValid(quiz)
    titles = [quiz[0].get("title") for quiz in quizzes(whole)]
    assert len(titles) == len(items.lessons()) and "Lesson 04: What loads a disc?" in titles
    assert list(entries) == [question.id for question in bank()]


def test_the_manifest_lists_every_file_once_and_every_picture_is_used(whole):
    manifest = etree.fromstring(whole["imsmanifest.xml"])
    listed = manifest.xpath("//p:file/@href", namespaces=NAMES)
    assert sorted(listed) == sorted(set(whole) - {"imsmanifest.xml"})
    assert len(set(manifest.xpath("//p:resource/@identifier", namespaces=NAMES))) == len(listed)
    assert set(manifest.xpath("//p:resource/@type", namespaces=NAMES)) == {"imsqti_xmlv1p2", "webcontent"}
    words = "".join(text for quiz in quizzes(whole) for text in quiz.xpath("//q:mattext/text()", namespaces=NAMES))
    used = re.findall(r'src="\$IMS-CC-FILEBASE\$/([^"]+)"', words)
    assert sorted(used) == sorted(name for name in whole if name.startswith("images/"))
    for name in used:
        assert Image.open(io.BytesIO(whole[name])).format == "JPEG"
    assert all(len(alt) > 40 for alt in re.findall(r'<img [^>]*alt="([^"]*)"', words))


def test_every_answer_and_every_feedback_that_is_named_is_there(entries):
    for item in entries.values():
        labels = set(item.xpath(".//q:response_label/@ident", namespaces=NAMES))
        asked = set(item.xpath(".//q:response_lid/@ident | .//q:response_str/@ident", namespaces=NAMES))
        assert set(item.xpath(".//@respident")) <= asked
        if "answer1" not in labels:
            assert set(item.xpath(".//q:varequal/text()", namespaces=NAMES)) == labels
        shown = item.xpath(".//q:displayfeedback/@linkrefid", namespaces=NAMES)
        assert sorted(set(shown)) == sorted(item.xpath("./q:itemfeedback/@ident", namespaces=NAMES))


def holds(test, given):
    """Whether a condition of QTI holds for an answer: the set of what was chosen, or what was typed."""
    kind, value = etree.QName(test).localname, test.text
    parts = [holds(part, given) for part in test]
    if kind == "not":
        return not any(parts)
    if kind == "or" or (
        kind == "conditionvar" and isinstance(given, str)
    ):  # Canvas takes each word that is typed as one more answer
        return any(parts)
    if kind in ("and", "conditionvar"):
        return all(parts)
    if kind == "varequal":
        return value in given if isinstance(given, set) else str(given) == value
    return kind == "other" or (float(given) >= float(value) if kind == "vargte" else float(given) <= float(value))


def score(item, given):
    conditions = item.findall(f".//{Q}respcondition")
    return any(c.find(f"{Q}setvar") is not None and holds(c.find(f"{Q}conditionvar"), given) for c in conditions)


@pytest.mark.parametrize("kind", ["single", "multiple", "find"])
def test_the_right_choice_and_no_other_scores(entries, kind):
    for question in of(kind):
        item = entries[question.id]
        idents = item.xpath(".//q:response_label/@ident", namespaces=NAMES)
        right = {ident for ident, choice in zip(idents, question.choices, strict=True) if choice.right}
        assert score(item, right)
        assert [ident for ident in idents if score(item, {ident})] == (sorted(right) if len(right) == 1 else [])
        if kind == "multiple":
            assert not score(item, set(idents))
        said = [plain(item.find(f"{Q}itemfeedback[@ident='{ident}_fb']")) for ident in idents]
        assert said == [choice.feedback for choice in question.choices]


def plain(element):
    return html.fromstring(f"<div>{''.join(element.itertext()).strip()}</div>").text_content()


def test_numbers_score_within_their_tolerance(entries):
    for question in of("number"):
        item, off = entries[question.id], question.tolerance
        assert [score(item, question.answer + k * off) for k in (-1.01, -0.99, 0, 0.99, 1.01)] == [
            False,
            True,
            True,
            True,
            False,
        ]
        wrong = plain(item.find(f"{Q}itemfeedback[@ident='general_incorrect_fb']"))
        assert question.feedback["low"] in wrong and question.feedback["high"] in wrong


@pytest.mark.parametrize("kind", ["fix", "name"])
def test_the_accepted_words_score(entries, kind):
    for question in of(kind):
        assert [score(entries[question.id], word) for word in (*question.accept, "harm")] == [True] * len(
            question.accept
        ) + [False]


def test_an_order_gives_a_part_for_each_place_and_does_not_stand_in_the_right_order(entries):
    for question in of("order"):
        item = entries[question.id]
        places = item.findall(f".//{Q}response_lid")
        assert len(places) == len(question.choices)
        assert sum(float(part.text) for part in item.iter(f"{Q}setvar")) == pytest.approx(100, abs=0.1)
        shown = [plain(label) for label in places[0].iter(f"{Q}response_label")]
        texts = {label.get("ident"): plain(label) for label in places[0].iter(f"{Q}response_label")}
        right = [texts[equal.text] for equal in item.iter(f"{Q}varequal")]
        assert right == [choice.text for choice in question.choices]
        assert shown != right


def test_words_stay_words_and_the_same_questions_give_the_same_bytes():
    assert qti.qti_zip(nasty()) == qti.qti_zip(nasty())
    [quiz] = quizzes(files(nasty()))
    SCHEMA.assertValid(quiz)
    for text in quiz.iter(f"{Q}mattext"):
        assert not list(html.fromstring(f"<div>{text.text}</div>").iter("script"))
    assert plain(quiz.find(f".//{Q}response_label")) == NASTY
    broken = quiz.find(f".//{Q}response_label")
    broken.set("ident", "a word")
    assert not SCHEMA.validate(quiz)
