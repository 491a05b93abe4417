"""The file for Moodle keeps to the schema, is worth what it should be worth, and carries pictures and feedback."""

import base64
import io
import re

import pytest
from lxml import etree, html
from PIL import Image
from quiz_bank import NASTY, bank, nasty, of

from edu_lib.learn import items
from edu_lib.teach import moodle

SCHEMA = etree.XMLSchema(etree.parse(items.FOLDER.parent / "schemas" / "moodle.xsd"))
# What an answer may be worth, in percent: the list of Moodle's own question bank; each of them may be negative too.
WORTH = {
    100,
    90,
    83.33333,
    80,
    75,
    70,
    66.66667,
    60,
    50,
    40,
    33.33333,
    30,
    25,
    20,
    16.66667,
    14.28571,
    12.5,
    11.11111,
    10,
    5,
    0,
}


@pytest.fixture(scope="module")
def quiz():
    return etree.fromstring(moodle.moodle_xml(bank()))


def found(quiz, question):
    [element] = quiz.xpath(f"question[idnumber = '{question.id}']")
    return element


def plain(words):
    return html.fromstring(f"<div>{words}</div>").text_content()


def test_it_keeps_to_the_schema_with_a_category_for_each_lesson(quiz):
    SCHEMA.assertValid(quiz)
    assert len(quiz.xpath("question[@type != 'category']")) == len(bank())
    categories = quiz.xpath("question/category/text/text()")
    assert len(categories) == len(items.lessons())
    assert categories[4] == "$course$/top/Trunk and spine/Lesson 04: What loads a disc?"


@pytest.mark.parametrize("kind", moodle.TYPES)
def test_every_question_of_a_kind_is_there_with_its_words(quiz, kind):
    for question in of(kind):
        element = found(quiz, question)
        assert element.get("type") == moodle.TYPES[kind]
        assert plain(question.ask) in plain(element.findtext("questiontext/text"))


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_right_answers_are_worth_all_and_ticking_everything_nothing(quiz, kind):
    for question in of(kind):
        worth = {a.findtext("text"): float(a.get("fraction")) for a in found(quiz, question).iterfind("answer")}
        said = {
            plain(a.findtext("text")): plain(a.findtext("feedback/text"))
            for a in found(quiz, question).iterfind("answer")
        }
        assert said == {choice.text: choice.feedback for choice in question.choices}
        assert {abs(value) for value in worth.values()} <= WORTH
        assert sum(value for value in worth.values() if value > 0) == pytest.approx(100, abs=1e-3)
        right = {plain(text) for text, value in worth.items() if value > 0}
        assert right == {choice.text for choice in question.choices if choice.right}
        assert sum(worth.values()) == pytest.approx(100 if kind == "single" else 0, abs=1e-3)


def test_a_number_is_right_within_its_tolerance_and_too_low_or_too_high_elsewhere(quiz):
    for question in of("number"):
        answers = [
            (
                *(float(x) for x in (a.findtext("text"), a.findtext("tolerance"), a.get("fraction"))),
                plain(a.findtext("feedback/text")),
            )
            for a in found(quiz, question).iterfind("answer")
        ]

        def said(value, answers=answers):
            return next((worth, words) for middle, wide, worth, words in answers if abs(value - middle) <= wide + 1e-9)

        feedback, low, high = question.feedback, question.low, question.high
        assert said(question.answer + question.tolerance * 0.99) == (100, feedback["right"])
        for value, key in ((low, "low"), (question.answer - 1.01 * question.tolerance, "low")):
            assert said(value) == (0, feedback[key])
        for value, key in ((high, "high"), (question.answer + 1.01 * question.tolerance, "high")):
            assert said(value) == (0, feedback[key])


def test_the_places_of_an_order_count_up(quiz):
    for question in of("order"):
        answers = found(quiz, question).findall("answer")
        assert [a.get("fraction") for a in answers] == [str(n) for n in range(1, len(answers) + 1)]
        assert [a.findtext("text") for a in answers] == [choice.text for choice in question.choices]
        assert found(quiz, question).findtext("selectcount") == str(len(answers))


def gaps(words):
    """The gaps of a cloze text: kind, and (worth, answer, feedback) of each alternative, as Moodle splits them."""
    for kind, inside in re.findall(r"\{1:([A-Z_]+):((?:\\.|[^}\\])*)\}", words):
        parts = re.findall(r"(=?)((?:\\.|[^~#}\\])+)(?:#((?:\\.|[^~}\\])*))?", inside)
        yield kind, [(bool(worth), *(re.sub(r"\\(.)", r"\1", part) for part in rest)) for worth, *rest in parts]


def test_a_sentence_to_mend_has_a_gap_for_the_word_and_one_for_the_better_one(quiz):
    for question in of("fix"):
        (first, words), (second, better) = gaps(found(quiz, question).findtext("questiontext/text"))
        assert (first, second) == ("MULTICHOICE_S", "SHORTANSWER")
        assert [word for right, word, _ in words if right] == [question.sentence[question.wrong]]
        assert {word for _, word, _ in words} == set(question.sentence)
        assert [word for right, word, _ in better if right] == list(question.accept)
        assert better[-1] == (False, "*", question.feedback["wrong_fix"])


@pytest.mark.parametrize("kind", ["find", "name"])
def test_pictures_are_inside_and_small_enough_for_moodle(quiz, kind):
    for question in of(kind):
        element = found(quiz, question)
        [file] = element.iter("file")
        shown = Image.open(io.BytesIO(base64.b64decode(file.text, validate=True)))
        assert shown.format == "JPEG"
        if kind == "name":
            assert file.getparent().tag == "questiontext"
            [image] = html.fromstring(element.findtext("questiontext/text")).iter("img")
            assert image.get("src") == f"@@PLUGINFILE@@/{file.get('name')}"
            assert len(image.get("alt")) > 40
            continue
        assert shown.width <= 600 and shown.height <= 400
        x, y, near = map(int, re.fullmatch(r"(\d+),(\d+);(\d+)", element.findtext("drop/coords")).groups())
        about = items.picture_of(question.shows)
        scale = shown.width / about["width"]
        assert (x, y) == pytest.approx([c * scale for c in about["targets"][question.target]], abs=1)
        for name, place in about["targets"].items():  # no other place is nearer to the middle than the circle's rim
            inside = ((place[0] * scale - x) ** 2 + (place[1] * scale - y) ** 2) ** 0.5 <= near
            assert inside == (name == question.target)


def test_words_stay_words():
    quiz = etree.fromstring(moodle.moodle_xml(nasty()))
    for element in quiz.iter("text"):
        if "<" in (element.text or "") and element.getparent().tag not in ("name", "category"):
            assert not list(html.fromstring(f"<div>{element.text}</div>").iter("script"))
    assert plain(quiz.findtext("question[@type='multichoice']/answer/text")) == NASTY
    (_, words), (_, better) = gaps(quiz.findtext("question[@type='cloze']/questiontext/text"))
    assert plain(words[1][1]) == plain(better[0][1]) == plain(better[0][2]) == NASTY


def test_the_same_questions_give_the_same_file_and_a_broken_one_is_refused(quiz):
    assert moodle.moodle_xml(bank()[:9]) == moodle.moodle_xml(bank()[:9])
    broken = etree.fromstring(moodle.moodle_xml(bank()[:2]))
    broken.findall("question")[1].set("type", "riddle")
    assert not SCHEMA.validate(broken)
