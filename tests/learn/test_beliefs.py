"""Ten statements: kept, shown again, and never marked right or wrong."""

import json
import re

import pytest

from edu_lib.learn import beliefs as module
from edu_lib.learn.beliefs import beliefs
from edu_lib.learn.journal import journal

DATA = json.loads(module.FILE.read_text(encoding="utf-8"))
IDS = [s["id"] for s in DATA["statements"]]
VERDICTS = ("refuted", "supported", "contested")


def kept(when="start"):
    return {e["item"]: e["value"] for e in journal().entries("belief", when=when)}


def blocks(card, kind):
    return [b for b in card.state()["blocks"] if b["kind"] == kind]


# The statements ---------------------------------------------------------------------------------------------------


def test_there_are_ten_and_agreeing_with_all_is_no_way_to_be_right():
    assert len(set(IDS)) == len(IDS) == 10
    verdicts = [s["verdict"] for s in DATA["statements"]]
    assert set(verdicts) == set(VERDICTS)
    assert all(verdicts.count(one) <= 5 for one in VERDICTS)  # nor is one answer right for most of them
    assert 3 <= sum(v != "refuted" for v in verdicts) <= 7


def test_each_is_one_plain_sentence_about_a_misconception_of_the_course():
    curriculum = set()
    for statement in DATA["statements"]:
        assert re.fullmatch(r"[A-Z][^.!?;]+\.", statement["text"])
        assert len(statement["text"].split()) <= 16
        assert not re.search(r"\b(not|never|all of the)\b|\d|n't\b", statement["text"])  # a double no is hard to answer
        assert statement["about"]
        assert re.fullmatch(r"0[1-9]", statement["lesson"])
        assert all(re.fullmatch(r"C\d\d", claim) for claim in statement["claims"])
        curriculum.add(statement["lesson"])
    assert len(curriculum) >= 5  # they look ahead to the whole course


# Answering --------------------------------------------------------------------------------------------------------


def test_what_was_not_touched_is_not_kept():
    card = beliefs()
    assert all(b["value"] is None for b in blocks(card, "slider"))
    values = {b["id"]: None for b in blocks(card, "slider")}
    first, second = list(values)[:2]
    card.press("next", values | {first: 0, second: 75})
    assert kept() == {IDS[0]: 0, IDS[1]: 75}


def test_a_page_at_a_time_then_the_summary():
    card, shown = beliefs(), []
    while sliders := [b for b in blocks(card, "slider") if not b["locked"]]:
        assert 2 <= len(sliders) <= 5
        shown += sliders
        card.press("next", {b["id"]: 60 for b in sliders})
    assert [b["label"] for b in shown] == [s["text"] for s in DATA["statements"]]
    assert all((b["low"], b["high"]) == ("I disagree", "I agree") for b in shown)
    assert set(kept()) == set(IDS)
    assert "10 of 10" in str(card)
    assert [b["text"] for b in blocks(card, "buttons")[0]["buttons"]] == ["Change my answers"]


def test_no_answer_is_called_right_or_wrong():
    card = beliefs()
    for item in IDS:
        card.answer(item, 100)
    for _ in card.pages:
        card.press("next")
    for text in (str(card), json.dumps(card.state()), str(beliefs())):
        assert not re.search(r"refuted|supported|contested|correct|✓|✗", text)
        assert not re.search(r"\b(right|wrong)\b", text.replace("Nothing is right or wrong here", ""))


def test_reopening_shows_what_was_answered():
    card = beliefs()
    card.answer(IDS[0], 20)
    again = beliefs()
    assert again.page == 0
    assert [b["value"] for b in blocks(again, "slider")] == [20, None, None, None, None]
    for item in IDS:
        card.answer(item, 35)
    card.answer(IDS[3], 80)
    again = beliefs()
    assert [b["value"] for b in blocks(again, "slider")] == [35, 35, 35, 80, 35, 35, 35, 35, 35, 35]
    again.press("change")
    assert not blocks(again, "slider")[0]["locked"]
    assert [b["value"] for b in blocks(again, "slider")] == [35, 35, 35, 80, 35]


def test_going_on_from_the_first_page_that_has_an_open_statement():
    card = beliefs()
    for item in IDS[:5]:
        card.answer(item, 50)
    assert beliefs().page == 1


def test_only_a_change_is_written():
    card = beliefs()
    card.answer(IDS[0], 20)
    card.answer(IDS[0], 20)
    beliefs().press("next", {f"start:{IDS[0]}": 20})
    assert len(journal().entries("belief")) == 1
    card.answer(IDS[0], 21)
    assert [e["value"] for e in journal().entries("belief")] == [20, 21]


def test_the_last_lesson_shows_then_beside_now_and_only_afterwards():
    start = beliefs()
    start.answer(IDS[0], 90)
    start.answer(IDS[1], 40)
    start.answer(IDS[2], 50)
    end = beliefs(when="end")
    assert end.title != start.title
    assert all(b["value"] is None and not b["marks"] for b in blocks(end, "slider"))
    assert "90" not in str(end)  # what one said then would pull what one says now
    end.answer(IDS[0], 25)
    end.answer(IDS[1], 40)
    end.answer(IDS[3], 60)
    for _ in end.pages:
        end.press("next")
    said = str(end)
    assert "In lesson 00 it was 90, now 25: you agree less, by 65." in said
    assert "In lesson 00 it was 40, now 40: the same." in said
    assert "Of 2 that you also answered in lesson 00, 1 moved by ten points or more." in said
    assert blocks(end, "slider")[0]["marks"] == [{"value": 90, "text": "then"}]
    assert kept("end") == {IDS[0]: 25, IDS[1]: 40, IDS[3]: 60}
    assert kept("start") == {IDS[0]: 90, IDS[1]: 40, IDS[2]: 50}


def test_the_last_lesson_without_a_first():
    end = beliefs(when="end")
    end.answer(IDS[0], 25)
    for _ in end.pages:
        end.press("next")
    assert "no answers from the first lesson" in str(end)


# What goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "problem", "sentence"),
    [
        (lambda c: c.answer(IDS[0], 101), ValueError, r"must lie between 0 and 100, but 101 was given"),
        (lambda c: c.answer(IDS[0], "much"), TypeError, r"must be a number, but 'much' was given"),
        (lambda c: c.answer(IDS[0], float("nan")), ValueError, "finite"),
        (lambda c: c.answer("nothing", 5), ValueError, 'but "nothing" was given'),
        (lambda c: c.press("jump"), ValueError, r'no button "jump"\. They have: next, back, change'),
        (lambda c: c.press("next", {f"start:{IDS[0]}": 5, f"start:{IDS[1]}": 500}), ValueError, "500 was given"),
        (lambda c: beliefs(when="middle"), ValueError, r'"start" or "end", but "middle" was given'),
        (lambda c: beliefs(when=9), TypeError, "9 was given"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_nothing(call, problem, sentence):
    card = beliefs()
    with pytest.raises(problem, match=sentence):
        call(card)
    assert journal().entries() == []
    assert card.now == {}


def test_the_browser_gets_the_sentence_too():
    card = beliefs()
    card.widget  # noqa: B018
    card._hear({"press": "next", "values": {f"start:{IDS[0]}": 500}})
    assert "500 was given" in card.error
    assert card.error in card.widget.state["say"]
    card._hear({"press": "next", "values": {f"start:{IDS[0]}": 50}})
    assert card.error is None
    assert card.page == 1


def test_entries_that_do_not_fit_are_passed_over():
    for value in (500, "much", None, [1], True):
        journal().append("belief", item=IDS[0], value=value, when="start")
    journal().append("belief", item="gone", value=5, when="start")
    assert beliefs().now == {}


def test_a_journal_that_cannot_be_written_does_not_stop_the_card(journal_folder):
    journal_folder.write_text("in the way")
    card = beliefs()
    card.answer(IDS[0], 10)
    assert card.now == {IDS[0]: 10}
    assert card.unsaved
    assert any(card.unsaved in b.get("html", "") for b in card.widget.state["blocks"])


def test_markup_in_a_statement_stays_text():
    data = DATA | {"statements": [DATA["statements"][0] | {"text": "<script>alert(1)</script>."}]}
    card = module.Beliefs(data, "start")
    card.press("next")
    assert not any("<script" in b["html"] for b in blocks(card, "text"))
