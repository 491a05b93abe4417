"""A quiz asks one item at a time, gives a second try, keeps the answers, and takes them up again."""

import json
from pathlib import Path

import pytest
from quiz_answers import right_answer

from edu_lib.learn import items
from edu_lib.learn.card import plain
from edu_lib.learn.journal import journal
from edu_lib.learn.quiz import quiz

OWN = Path(__file__).parent / "data"
REAL = items.FOLDER
RIGHT = {
    "98-one": ["b"], "98-many": ["a", "b"], "98-number": -1.5, "98-pick": "quadratus lumborum", "98-type": "psoas major",
    "98-order": ["a", "b", "c"], "98-fix": [1, "loaded"], "97-again": ["unread"],
}  # fmt: skip
WRONG = {
    "98-one": ["a"], "98-many": ["a"], "98-number": -2, "98-pick": "multifidus", "98-type": "psoas mayor",
    "98-order": ["c", "b", "a"], "98-fix": [1, "hurt"], "97-again": ["wrong"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_items(monkeypatch):
    monkeypatch.setattr(items, "FOLDER", OWN)


def answer(card, value, sure="3"):
    """Answer the item that shows, as the browser would."""
    key, item = card._key(), card.items[card.at]
    values = {key: value, f"{key}:sure": [sure]}
    if item["kind"] == "fix":
        values = {key: value[0], f"{key}:word": value[1], f"{key}:sure": [sure]}
    card.press("check", values)


def go_to(card, name):
    card.at = [item["id"] for item in card.items].index(name)
    return card.items[card.at]


def blocks(card, kind):
    return [block for block in card.state()["blocks"] if block["kind"] == kind]


def button_ids(card):
    return [b["id"] for b in blocks(card, "buttons")[-1]["buttons"]]


def said(card):
    return " ".join(plain(block["html"]) for block in blocks(card, "text"))


def test_progress_and_the_lesson_of_a_repeated_item_are_shown():
    card = quiz("98")
    assert said(card) == "1 of 8"
    go_to(card, "97-again")
    assert said(card).endswith("of 8 · from lesson 97")


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_is_said_to_be_right_and_leads_on(name):
    card = quiz("98")
    go_to(card, name)
    answer(card, RIGHT[name])
    state = card.tries[card.at]
    assert (state.right, state.attempts, state.done) == (True, 1, True)
    assert card.state()["say"].startswith("Right at the first try.")
    assert "✓ Right at the first try." in said(card)
    assert button_ids(card) == ["next", "back", "again"]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_gets_a_hint_then_a_second_try_and_then_the_right_answer(name):
    card = quiz("98")
    item = go_to(card, name)
    answer(card, WRONG[name])
    assert card.state()["say"].startswith("Not this. Try once more.")
    assert button_ids(card) == ["check", "back", "next"]
    assert not any(block.get("locked") for block in card.state()["blocks"])
    hint = items.grade(item, WRONG[name]).words
    assert hint in said(card)
    assert "Right:" not in said(card)
    answer(card, WRONG[name])
    assert card.tries[card.at].done and not card.tries[card.at].right
    assert "✗ Not this." in said(card)
    after = [block for block in card.state()["blocks"] if "locked" in block]
    assert all(block["locked"] for block in after)


def test_after_the_last_try_every_option_has_its_feedback_and_before_it_none():
    card = quiz("98")
    go_to(card, "98-one")
    assert {o["note"] for o in blocks(card, "choice")[0]["options"]} == {""}
    answer(card, ["a"])
    assert {o["note"] for o in blocks(card, "choice")[0]["options"]} == {""}
    assert "alpha < beta & so on" in said(card) and "gamma were first" not in said(card)
    answer(card, ["c"])
    options = {o["id"]: o for o in blocks(card, "choice")[0]["options"]}
    assert all(o["note"] for o in options.values())
    assert {name: o["mark"] for name, o in options.items()} == {"a": "", "b": "right", "c": "wrong"}


def test_what_was_not_ticked_is_marked_too():
    card = quiz("98")
    go_to(card, "98-many")
    answer(card, ["a", "c"])
    answer(card, ["a", "c"])
    marks = {o["id"]: o["mark"] for o in blocks(card, "choice")[0]["options"]}
    assert marks == {"a": "right", "b": "missed", "c": "wrong"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("98-number", "Right: −1.5 kN."),
        ("98-pick", "Right: musculus quadratus lumborum."),
        ("98-type", "Right: musculus psoas major."),
        ("98-order", "In the order of the alphabet."),
        ("98-fix", "Right: “loaded” instead of “harmed”"),
    ],
)
def test_after_two_wrong_answers_the_right_one_is_told(name, words):
    card = quiz("98")
    go_to(card, name)
    answer(card, WRONG[name])
    answer(card, WRONG[name])
    assert words in said(card)


def test_data_is_escaped():
    card = quiz("98")
    go_to(card, "98-one")
    answer(card, ["a"])
    assert "alpha &lt; beta &amp; so on" in [b["html"] for b in blocks(card, "text")][-1]


def test_sources_are_cited_once_the_item_is_done():
    card = quiz("98")
    go_to(card, "98-number")
    assert "Source" not in said(card)
    answer(card, -1.5)
    assert "Source: Wilke et al. 1999 [read]; The number: made up for a test." in said(card)


def test_how_sure_one_is_has_to_be_said():
    card = quiz("98")
    with pytest.raises(ValueError, match="how sure you are"):
        card.press("check", {card._key(): ["b"]})
    with pytest.raises(ValueError, match="Choose an answer first"):
        card.press("check", {f"{card._key()}:sure": ["2"]})
    assert card.tries[0].attempts == 0 and journal().entries() == []


def test_answers_go_to_the_journal():
    card = quiz("98")
    answer(card, ["a"], "4")
    answer(card, ["b"], "2")
    kept = [
        {k: e[k] for k in ("lesson", "item", "value", "right", "confidence", "attempt")}
        for e in journal().entries("answer")
    ]
    assert kept == [
        {"lesson": "98", "item": "98-one", "value": ["a"], "right": False, "confidence": 4, "attempt": 1},
        {"lesson": "98", "item": "98-one", "value": ["b"], "right": True, "confidence": 2, "attempt": 2},
    ]


def walk(card, choose):
    """Answer everything; `choose(name, attempt)` gives the value."""
    while card.at < len(card.items):
        name = card.items[card.at]["id"]
        while not card.tries[card.at].done:
            answer(card, choose(name, card.tries[card.at].attempts), "4" if name == "98-one" else "1")
        card.press("next")


def test_opened_again_it_shows_what_was_answered_before_and_goes_on_where_it_was_left():
    card = quiz("98")
    answer(card, ["a"])
    answer(card, ["b"])
    card.press("next")
    answer(card, ["a"])
    again = quiz("98")
    assert again.at == 1 and again.tries[1].attempts == 1  # the second try is still to come
    assert "Try once more" in said(again)
    again.press("back")
    assert "You answered this on 20" in said(again)
    assert blocks(again, "choice")[0]["locked"] and blocks(again, "choice")[0]["value"] == ["b"]
    again.press("again")
    assert not blocks(again, "choice")[0]["locked"] and blocks(again, "choice")[0]["value"] == []
    assert again._key() != "98-one:0"  # new inputs: nothing of before is left in them


@pytest.mark.parametrize("value", [None, "b", 7, ["gone"], {"odd": 1}])
@pytest.mark.parametrize("name", ["98-one", "98-number", "98-order", "98-fix", "98-type", "98-pick"])
def test_an_odd_entry_in_the_journal_does_no_harm(name, value):
    journal().append("answer", lesson="98", item=name, value=value, right=True, confidence=4, attempt=1)
    card = quiz("98")
    for i in range(len(card.items)):
        card.at = i
        card._whole_state()


def test_everything_right_ends_in_praise_and_the_lesson_is_finished():
    card = quiz("98")
    walk(card, lambda name, attempt: RIGHT[name])
    assert "Of 8 questions you have 8 right at the first try and 0 at the second." in said(card)
    assert "Come back in a week" in said(card)
    assert button_ids(card) == ["back", "afresh"]
    assert [e["lesson"] for e in journal().entries("finished")] == ["98"]


def test_the_summary_names_what_to_revisit_and_first_what_one_was_sure_of():
    card = quiz("98")
    wrong = {"98-one", "98-number", "97-again"}
    walk(card, lambda name, attempt: WRONG[name] if name in wrong or name == "98-many" and not attempt else RIGHT[name])
    words = said(card)
    assert "Of 8 questions you have 4 right at the first try and 1 at the second." in words
    sure, rest = words.split("To revisit:")
    assert "Look at these first" in sure and "1. Which one fits? Right: Beta." in sure
    assert "Right: −1.5 kN." in rest and "(lesson 97)" in rest and "Which fit?" not in rest
    card.press("missed")
    assert card.items[card.at]["id"] == "98-one"
    left = [item["id"] for item, state in zip(card.items, card.tries, strict=True) if not state.done]
    assert set(left) == wrong


def test_what_was_skipped_is_named_in_the_summary():
    card = quiz("98")
    for _ in card.items:
        card.press("next")
    assert "Not answered yet: 1. Which one fits?" in said(card)
    card.press("next")  # there is nothing behind the summary
    assert card.at == len(card.items)
    card.press("back")
    assert card.at == len(card.items) - 1


def test_at_the_start_there_is_nothing_to_go_back_to():
    card = quiz("98")
    back = next(b for b in blocks(card, "buttons")[0]["buttons"] if b["id"] == "back")
    assert back["disabled"]
    card.press("back")
    assert card.at == 0


def test_an_unknown_button_and_an_answered_item_are_answered_in_sentences():
    card = quiz("98")
    with pytest.raises(ValueError, match='no button "jump"'):
        card.press("jump")
    answer(card, ["b"])
    with pytest.raises(ValueError, match="is answered"):
        card.press("check", {})


def test_a_name_is_shown_with_its_ta2_term_and_the_picture_does_not_name_it_before():
    card = quiz("98")
    go_to(card, "98-type")
    assert [t["text"] for t in blocks(card, "picture")[0]["targets"]] == [""]
    answer(card, "psoas")
    assert [t["text"] for t in blocks(card, "picture")[0]["targets"]] == ["musculus psoas major"]
    assert "In TA2 it is called musculus psoas major." in said(card)
    go_to(card, "98-pick")
    assert {t["text"] for t in blocks(card, "picture")[0]["targets"]} == {""}


def test_each_state_travels_as_json():
    card = quiz("98")
    for i in range(len(card.items) + 1):
        card.at = i
        json.dumps(card._whole_state(), allow_nan=False)


@pytest.mark.parametrize("lesson", sorted(path.stem for path in REAL.glob("*.json")))
def test_each_lessons_quiz_can_be_walked_to_its_end(lesson, monkeypatch):
    monkeypatch.setattr(items, "FOLDER", REAL)
    card = quiz(lesson)
    by_id = {item["id"]: item for item in card.items}
    walk(card, lambda name, attempt: right_answer(by_id[name]))
    assert f"you have {len(card.items)} right at the first try" in said(card)
    again = quiz(lesson)
    assert again.at == len(again.items)
    assert said(again) == said(card)
