"""The card of progress: it shows what the journal holds, saves it as a table, and deletes only when asked twice."""

import base64
import csv
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from edu_lib.labs.progress import my_progress
from edu_lib.learn.journal import journal
from edu_lib.plates.progress import progress_size

DATA = Path(__file__).parents[2] / "edu_lib/data"


@pytest.fixture(autouse=True)
def lesson_folder(tmp_path, monkeypatch):
    """Where the notebook lies, as far as the kernel knows."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def filled():
    """A journal with something of everything; what was answered is taken from the course's own data."""
    kept = journal()
    kept.append("belief", item="weak", value=80, when="start")
    kept.append("belief", item="weak", value=20, when="end")
    kept.append("prediction", lesson="04", item="04-reach", value=300, shown_anyway=False, words="You said 300 N.")
    kept.append("answer", lesson="04", item="04-lever", value="100", right=False, confidence=4, attempt=1)
    kept.append("answer", lesson="04", item="04-percent", value="1", right=True, confidence=2, attempt=1)
    kept.append("finished", lesson="04")
    return kept


def block(card, kind):
    return next(b for b in card.state()["blocks"] if b["kind"] == kind)


def pressable(card):
    return [b["id"] for b in block(card, "buttons")["buttons"]]


def words(card):
    return " ".join(b["html"] for b in card.state()["blocks"] if b["kind"] == "text")


def question(item):
    asked = {one["id"]: one["ask"] for one in json.loads((DATA / "quiz/04.json").read_text(encoding="utf-8"))["items"]}
    asked |= {key: one["ask"] for key, one in json.loads((DATA / "predictions.json").read_text("utf-8")).items()}
    return asked[item]


def test_an_empty_journal_is_met_kindly():
    card = my_progress()
    assert "Nothing stands here yet, and that is as it should be" in str(card)
    assert "lesson 00" in str(card)
    assert pressable(card) == ["update"]
    assert not any(b["kind"] == "picture" for b in card.state()["blocks"])
    assert not journal().path.exists()


def test_the_card_shows_the_picture_and_says_it_in_words(filled):
    card = my_progress()
    picture = block(card, "picture")
    kind, data = picture["src"].split(",")
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    from edu_lib.learn.summary import summary

    width, height = progress_size(summary(filled.entries()))
    assert kind == "data:image/webp;base64"
    assert image.size == pytest.approx((2 * width, 2 * height), abs=1)
    assert (picture["width"], picture["height"], picture["mode"]) == (width, height, "show")
    assert "what you believed then and now" in picture["alt"]
    said = words(card)
    assert "You have finished 1 of the ten lessons and begun 2 more." in said
    assert "04 What loads a disc (1 of 2 right)" in said
    assert "0 of 1 when you said “sure”" in said
    statement = json.loads((DATA / "beliefs.json").read_text(encoding="utf-8"))["statements"][0]
    assert f"“{statement['text']}”: 80 then, 20 now." in said


def test_the_picture_is_drawn_anew_when_the_journal_says_something_new(filled):
    card = my_progress()
    first = block(card, "picture")["src"]
    assert block(card, "picture")["src"] == first
    filled.append("finished", lesson="05")
    assert block(card, "picture")["src"] != first


def test_what_to_look_at_again_names_the_question_and_the_lesson(filled):
    said = str(my_progress())
    sure, far = (question(item)[:60] for item in ("04-lever", "04-reach"))
    assert f"Lesson 04 (What loads a disc?): “{sure}" in said and "You were sure, and it is something else" in said
    assert f"“{far}" in said and "Your prediction was far from what came out" in said
    assert said.index(sure) < said.index(far)
    assert question("04-percent")[:60] not in said


def test_a_long_list_is_cut_to_what_can_be_done():
    for n in range(9):
        journal().append("answer", lesson="77", item=f"<b>{n}</b>", right=False, attempt=1)
    said = words(my_progress())
    assert said.count("Not right at the first try.") == 6 and "And 3 more; these come first." in said
    assert "&lt;b&gt;0&lt;/b&gt;" in said and "<b>" not in said


def test_the_widget_follows_what_is_pressed_and_update_reads_the_journal_anew(filled):
    card = my_progress()
    before = len(card.widget.state["blocks"])
    filled.delete()
    card._hear({"press": "update", "values": {}})
    assert card.error is None
    assert "Nothing stands here yet" in card.widget.state["blocks"][0]["html"]
    assert len(card.widget.state["blocks"]) < before


def test_a_table_is_saved_beside_the_lesson_and_never_over_another(filled, lesson_folder):
    card = my_progress()
    card.press("table")
    (first,) = lesson_folder.glob("*.csv")
    assert first.name in words(card) and first.name in card.state()["say"]
    rows = list(csv.DictReader(io.StringIO(first.read_text("utf-8-sig"), newline="")))
    assert [row["kind"] for row in rows] == [e["kind"] for e in filled.entries()]
    first.write_text("mine", encoding="utf-8")
    card.press("table")
    assert len(list(lesson_folder.glob("*.csv"))) == 2
    assert first.read_text(encoding="utf-8") == "mine"


def test_a_table_that_cannot_be_saved_is_said_in_the_card(filled, monkeypatch):
    monkeypatch.setattr(
        "builtins.open", lambda *a, **k: (_ for _ in ()).throw(PermissionError(13, "Permission denied"))
    )
    card = my_progress()
    card.press("table")
    monkeypatch.undo()
    assert "I could not write the table: this account may not use" in words(card)
    assert card.error is None


def test_delete_asks_a_second_time(filled):
    card = my_progress()
    assert pressable(card) == ["update", "table", "delete"]
    card.press("delete")
    assert len(filled.entries()) == 6
    assert "(6 in all)? This cannot be undone." in words(card)
    assert pressable(card) == ["keep", "delete_now"]
    assert card.state()["focus"] == "keep"
    card.press("keep")
    assert len(filled.entries()) == 6 and pressable(card) == ["update", "table", "delete"]
    card.press("delete")
    card.press("delete_now")
    assert not filled.path.exists()
    assert "Your answers are deleted" in words(card) and "Nothing stands here yet" in words(card)


@pytest.mark.parametrize("between", [None, "keep", "update", "table"])
def test_nothing_is_deleted_that_was_not_asked_about_just_before(filled, between):
    card = my_progress()
    if between:
        card.press("delete")
        card.press(between)
    with pytest.raises(ValueError, match="Delete my answers"):
        card.press("delete_now")
    assert len(filled.entries()) == 6


def test_an_unknown_button_is_answered_with_those_there_are(filled):
    with pytest.raises(ValueError, match="It has: update, table, delete, delete_now, keep"):
        my_progress().press("explode")


def test_a_journal_that_cannot_be_read_is_said_and_can_be_deleted(journal_folder):
    journal_folder.mkdir()
    (journal_folder / "course.jsonl").write_bytes(b"\x00\xff" * 100)
    card = my_progress()
    assert "1 line of the journal could not be read" in words(card)
    assert pressable(card) == ["update", "delete"]


def test_a_delete_that_fails_is_said_in_the_card(journal_folder):
    (journal_folder / "course.jsonl").mkdir(parents=True)
    card = my_progress()
    card.press("delete")
    card.press("delete_now")
    assert "I could not delete the journal" in words(card)
    assert (journal_folder / "course.jsonl").is_dir()


def test_where_the_answers_are_is_said_with_its_signs_escaped(monkeypatch, tmp_path):
    monkeypatch.setenv("EDU_LIB_JOURNAL", str(tmp_path / "a&b"))
    assert "a&amp;b" in words(my_progress())
    assert "Nobody sees them unless you send them" in words(my_progress())


def test_in_a_notebook_it_has_a_still_and_words(filled):
    data, _ = my_progress()._repr_mimebundle_()
    assert "My progress" in data["text/html"] and "application/vnd.jupyter.widget-view+json" in data
    assert "0x" not in data["text/plain"]
