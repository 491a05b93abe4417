"""Naming and finding: rounds of eight, both ways, missed ones first; nothing is given away, and the journal stays whole."""

import json
import re
from collections import Counter

import pytest

from edu_lib.learn import items, labels
from edu_lib.learn.card import plain
from edu_lib.learn.items import grade, picture_of
from edu_lib.learn.journal import journal
from edu_lib.learn.labels import LabelQuiz, bank, label_quiz, plates, questions
from edu_lib.learn.quiz import quiz
from edu_lib.learn.summary import summary
from edu_lib.learn.terms import look
from edu_lib.sources import cite

SLICES = ("slice above", "slice below")
PICTURES = [(plate, name) for plate in plates() for name in labels.PLATES[plate]]


def told(name):
    """What the file of a picture says of its places."""
    return json.loads((items.PICTURES / f"{name}.json").read_text(encoding="utf-8"))["names"]


def right(item):
    return item["target"] if item["how"] == "pick" else item["accept"][0]


def wrong(item):
    """Another place of the same picture, as it would be picked or typed."""
    other = next(one for one in bank_of(item) if one["picture"] == item["picture"] and one["target"] != item["target"])
    return other["target"] if item["how"] == "pick" else other["accept"][0]


def bank_of(item):
    return next(bank(plate) for plate in plates() if item["id"] in {one["id"] for one in bank(plate)})


def answer(card, value, sure="3"):
    key = card._key()
    card.press("check", {key: value, f"{key}:sure": [sure]})


def do_round(card, miss=()):
    """Answer a whole round; the items in `miss` wrongly, twice."""
    for at, item in enumerate(card.items):
        card.at = at
        if item["id"] in miss:
            answer(card, wrong(item))
            answer(card, wrong(item))
        else:
            answer(card, right(item))
    card.press("next")


# The bank -------------------------------------------------------------------------------------------------------------


def test_there_are_five_plates_with_enough_to_ask():
    assert plates() == ("front", "side", "back", *SLICES)
    targets = {plate: {item["target"] for item in bank(plate)} for plate in plates()}
    assert all(len(targets[plate]) >= 10 for plate in ("front", "side", "back"))
    assert all(len(targets[plate]) >= 12 for plate in SLICES)
    assert sum(len(bank(plate)) for plate in plates()) >= 100


def test_every_structure_is_asked_both_ways_and_every_item_has_a_name_of_its_own():
    ids = [item["id"] for plate in plates() for item in bank(plate)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"01(-[a-z0-9]+)+", name) for name in ids)
    for plate in plates():
        ways = Counter((item["target"], item["how"]) for item in bank(plate))
        assert set(ways.values()) == {1}
        assert {how for _, how in ways} == {"pick", "type"}
        assert len(ways) == 2 * len({target for target, _ in ways})


@pytest.mark.parametrize("plate", plates())
def test_every_item_can_be_shown_and_its_right_answers_are_right(plate):
    card = label_quiz(plate)
    for item in bank(plate):
        card.items[card.at] = item
        assert card._ask(item, card.tries[card.at])
        assert [cite(key).key for key in item["source"]] == item["source"]
        for value in item["accept"] if item["how"] == "type" else [item["target"]]:
            found = grade(item, value)
            assert found.right, (item["id"], value)
            assert found.words.startswith("Yes. ")


@pytest.mark.parametrize(("plate", "name"), PICTURES)
def test_a_name_stands_for_one_place_of_a_picture(plate, name):
    spelt = Counter()
    for about in told(name).values():
        spelt.update({" ".join(re.findall(r"[a-z0-9]+", word.lower())) for word in about["accept"]})
    assert [word for word, count in spelt.items() if count > 1] == []


@pytest.mark.parametrize(("plate", "name"), PICTURES)
def test_what_is_said_of_a_place_does_not_name_it(plate, name):
    """The hint after a wrong answer must leave something to find out."""
    for target, about in told(name).items():
        hint = f" {about['about'].lower()} "
        for word in (target, *about["accept"]):
            assert not re.search(rf"\b{re.escape(word.lower())}\b", hint), (target, word)
        assert 3 <= len(about["about"].split()) <= 40


@pytest.mark.parametrize(("plate", "name"), PICTURES)
def test_names_come_from_the_atlas_ta_first(plate, name):
    from edu_lib.models.anatomy import structure

    for target, about in told(name).items():
        record = structure(target)
        assert about["accept"][:1] == [record.ta]
        assert {record.english, *record.synonyms} <= set(about["accept"])
        assert set(about["source"]) <= set(record.sources)


@pytest.mark.parametrize(("plate", "name"), PICTURES)
def test_words_and_question_give_no_name_away(plate, name):
    picture = picture_of(name)
    for target, about in told(name).items():
        for word in (target, *about["accept"]):
            if word.lower() not in ("skin",):
                assert not re.search(rf"\b{re.escape(word.lower())}\b", picture["alt"].lower()), word
    for item in bank(plate):
        if item["how"] == "type":
            assert not any(re.search(rf"\b{re.escape(word.lower())}\b", item["ask"].lower()) for word in item["accept"])


# Grading --------------------------------------------------------------------------------------------------------------


def test_a_wrong_place_is_named():
    item = next(item for item in bank("front") if item["id"] == "01-front-find-rectus-abdominis")
    other = next(one for one in bank("front") if one["picture"] == item["picture"] and one["target"] != item["target"])
    found = grade(item, other["target"])
    assert not found.right
    assert found.words.startswith(f"You picked {other['accept'][0]}")
    assert "You are looking for this: " in found.words


def test_a_right_name_of_another_place_is_told_apart_from_a_misspelt_one():
    item = next(item for item in bank("slice above") if item["id"] == "01-slice-above-name-external-oblique")
    assert "the name of another place in this picture" in grade(item, "internal oblique").words
    assert grade(item, "obliquus externus abdominus").words == (
        "Nearly: “abdominis” is a genitive, “of the abdomen”; you typed “abdominus”."
    )
    assert grade(item, "External oblique").words.endswith("In TA2 it is called musculus obliquus externus abdominis.")


@pytest.mark.parametrize(
    ("typed", "name", "hint"),
    [
        (
            "obliquus internus abdominis",
            "musculus obliquus externus abdominis",
            "“internus” means “inner”, and that names",
        ),
        ("gluteus medius", "musculus gluteus maximus", "“medius” means “middle”, and that names"),
        ("latissimus dorsus", "musculus latissimus dorsi", "“dorsi” is a genitive, “of the back”"),
        ("erector spine", "musculus erector spinae", "“spinae” is a genitive, “of the spine”"),
        ("fascia thoracolumbale", "fascia thoracolumbalis", "“thoracolumbalis” is an adjective"),
        ("linea semilunare", "linea semilunaris", "“semilunaris” is an adjective"),
        ("intersectiones tendinea", "intersectiones tendineae", "“tendineae” is a plural"),
        ("ligamentum inguinalis", "ligamentum inguinale", "“inguinale” is a neuter adjective"),
    ],
)
def test_near_misses_of_the_new_names_are_told_what_is_amiss(typed, name, hint):
    verdict = look(typed, [name])
    assert not verdict.right
    assert hint in verdict.hint


# Rounds ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plate", plates())
def test_a_round_has_eight_items_both_ways_and_no_structure_twice(plate):
    card = label_quiz(plate)
    for _ in range(6):
        assert len(card.items) == 8
        assert len({item["target"] for item in card.items}) == 8
        assert min(Counter(item["how"] for item in card.items).values()) >= 3
        do_round(card, miss=[card.items[2]["id"]])
        card.press("afresh")


def test_the_same_journal_gives_the_same_round():
    assert [item["id"] for item in label_quiz("back").items] == [item["id"] for item in label_quiz("back").items]


def test_a_new_round_brings_what_was_missed_first_and_then_others():
    card = label_quiz("front")
    first = [item["id"] for item in card.items]
    do_round(card, miss=[first[1], first[6]])
    card.press("afresh")
    now = [item["id"] for item in card.items]
    assert set(now[:2]) == {first[1], first[6]}
    assert set(now[2:]).isdisjoint(first)
    assert card.at == 0 and all(state.attempts == 0 for state in card.tries)
    assert card.say.startswith("A new round.")


def test_all_of_a_plate_comes_up_in_the_end():
    card = label_quiz("side")
    for _ in range(2 * len(card.bank) // 8 + 2):
        do_round(card)
        card.press("afresh")
    assert set(card._known) == set(card.bank)


def test_what_was_missed_comes_first_in_another_session_as_well():
    card = label_quiz("back")
    missed = card.items[4]["id"]
    do_round(card, miss=[missed])
    later = label_quiz("back")
    assert later.items[0]["id"] == missed
    assert set(item["id"] for item in later.items[1:]).isdisjoint(item["id"] for item in card.items)
    answer(later, right(later.items[0]))
    assert missed not in [item["id"] for item in label_quiz("back").items]


def test_what_was_typed_in_one_round_is_gone_in_the_next():
    card = label_quiz("front")
    missed = card.items[0]["id"]
    key = card._key()
    do_round(card, miss=[missed])
    card.press("afresh")
    assert card.items[0]["id"] == missed
    assert card._key() != key


def test_the_summary_offers_a_new_round_and_says_how_far_one_is():
    card = label_quiz("front")
    do_round(card, miss=[card.items[0]["id"]])
    shown = card.state()["blocks"]
    assert [b["text"] for b in shown[-1]["buttons"]] == ["Do what is left", "Back", "A new round"]
    said = " ".join(plain(b["html"]) for b in shown if b["kind"] == "text")
    assert f"8 of the {len(card.bank)} on this plate have been asked so far; 1 waits for another try." in said


# The journal and the page of one's own progress ------------------------------------------------------------------------


def test_a_round_does_not_finish_the_lesson_and_its_answers_count():
    do_round(label_quiz("front"))
    assert journal().entries("finished") == []
    (lesson,) = [one for one in summary(journal().entries()).lessons if one.key == "01"]
    assert (lesson.stage, lesson.answered, lesson.right) == ("begun", 8, 8)


def test_the_quiz_of_the_lesson_is_not_touched_by_a_round():
    before = [item["id"] for item in quiz("01").items]
    do_round(label_quiz("front"))
    card = quiz("01")
    assert [item["id"] for item in card.items] == before
    assert card.at == 0 and all(state.attempts == 0 for state in card.tries)


def test_progress_asks_again_in_words_and_forgets_what_was_mended():
    from edu_lib.labs.progress import my_progress

    card = label_quiz("front")
    missed = card.items[0]
    do_round(card, miss=[missed["id"]])
    said = plain(" ".join(b.get("html", "") for b in my_progress().state()["blocks"]))
    assert questions()[missed["id"]][:60] in said
    assert missed["id"] not in said
    card.press("afresh")
    answer(card, right(card.items[0]))
    assert "Worth another look" not in plain(" ".join(b.get("html", "") for b in my_progress().state()["blocks"]))


def test_without_a_journal_rounds_still_go_on(journal_folder):
    journal_folder.parent.mkdir(parents=True, exist_ok=True)
    journal_folder.write_text("in the way")
    card = label_quiz("side")
    first = {item["id"] for item in card.items}
    do_round(card)
    assert card.unsaved
    card.press("afresh")
    assert first.isdisjoint(item["id"] for item in card.items)


# Asked wrongly --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plate", "problem", "sentence"),
    [
        ("fron", ValueError, r'There is no label quiz named "fron"\. Did you mean "front"\? There are: "front"'),
        ("slice", ValueError, r'There is no label quiz named "slice"\.'),
        ("", ValueError, "There is no label quiz named"),
        (3, TypeError, "as text, but 3 was given"),
    ],
)
def test_an_unknown_plate_gets_the_names(plate, problem, sentence):
    with pytest.raises(problem, match=sentence):
        label_quiz(plate)


def test_an_unknown_button_gets_a_sentence():
    with pytest.raises(ValueError, match='no button "shuffle"'):
        LabelQuiz("front").press("shuffle")


def test_making_the_items_loads_no_models_and_no_drawing():
    import subprocess
    import sys

    script = "import sys; from edu_lib.learn.labels import bank; bank('front'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"matplotlib", "PIL", "pybtex", "edu_lib.models"} & set(loaded)
