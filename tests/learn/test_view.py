"""Blocks are plain data that the browser's view knows, and a card keeps its head whatever is pressed."""

import json
import re
from pathlib import Path

import pytest

from edu_lib.learn import card, view
from edu_lib.learn.card import Card, parse_number, plain
from edu_lib.learn.journal import journal
from edu_lib.server import STILL

ONE_OF_EACH = [
    view.text("<p>Words &amp; more</p>", "lead"),
    view.choice("c", "Which?", [view.option("a", "A", "because", "right"), {"id": "b", "text": "B"}], value=["a"]),
    view.number("n", "How much?", "N", min=0, max=10),
    view.slider("s", "How far?", 0, 10, 1, low="no", high="yes", marks=[{"value": 5, "text": "so-so"}]),
    view.words("w", "In a word?"),
    view.order("o", "In order", [{"id": "x", "text": "X"}, {"id": "y", "text": "Y"}], value=["y", "x"]),
    view.picture("p", "data:,", "a picture", 100, 50, targets=[{"id": "t", "x": 1, "y": 2}], mode="pick"),
    view.pick_word("k", "Pick", ["one", "two"], value=0),
    view.buttons(view.button("go", "Go", primary=True)),
    view.fold("f", "A part", "a note", open=True),
    view.select("l", "Show", [("", [("all", "all")]), ("Some", [("a", "A")])], value="all"),
    view.map([{"id": "m", "text": "Start", "x": 0, "y": 0, "state": "here"}], [], "a map"),
]


class Try(Card):
    title = "Try & see"
    about = "A card for a test."

    def __init__(self, blocks=None):
        self.pressed = []
        self.blocks = blocks or [view.number("n", "N", "kg", min=0, max=5000), view.buttons(view.button("go", "Go"))]

    def state(self):
        return {"blocks": self.blocks, "say": "said", "focus": "n"}

    def press(self, button, values=None):
        if button == "bad":
            raise ValueError("That is < allowed.")
        if button == "worse":
            raise KeyError("inside")
        self.pressed.append((button, values))
        self._refresh()


def test_every_kind_of_block_is_plain_json_and_known_to_the_browser():
    source = (Path(view.__file__).parent / "blocks.js").read_text(encoding="utf-8")
    known = set(re.findall(r"^  (\w+)\(\{", source, re.MULTILINE))
    assert {block["kind"] for block in ONE_OF_EACH} == known
    assert json.loads(json.dumps(ONE_OF_EACH)) == ONE_OF_EACH


def test_only_our_own_html_is_set_as_html():
    source = "".join((Path(view.__file__).parent / f).read_text(encoding="utf-8") for f in ("blocks.js", "card.js"))
    assert re.findall(r"\w+\.innerHTML\s*=.*?;|insertAdjacentHTML|outerHTML", source) == ["node.innerHTML = html;"]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: view.text("x", "loud"), "tone of a text must be one of 'plain'"),
        (lambda: view.option("a", "A", mark="maybe"), "mark of an option must be one of"),
        (lambda: view.picture("p", "", "", 1, 1, mode="draw"), "mode of a picture must be one of 'show'"),
        (lambda: view.order("o", "O", [{"id": "x", "text": "X"}], value=["y"]), "must name each of its items once"),
        (lambda: view.map([{"id": "m", "text": "", "x": 0, "y": 0, "state": "lost"}], [], ""), "state of a node"),
    ],
)
def test_a_block_that_the_browser_would_not_know_is_answered_in_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


@pytest.mark.parametrize(
    ("typed", "limits", "number"),
    [
        ("1,5", (), 1.5),
        ("−1.5", (), -1.5),
        ("–2", (), -2.0),
        (" 2 480 ", (), 2480.0),
        ("2,480", (0, 5000), 2480.0),
        ("2,480", (0, 10), 2.48),
        ("0,480", (0, 5000), 0.48),
        ("1,234,567", (), 1234567.0),
        (".5", (), 0.5),
        ("12 N", (), None),
        ("many", (), None),
        ("", (), None),
        ("nan", (), None),
        ("1e400", (), None),
        ("--1", (), None),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, limits, number):
    assert parse_number(typed, *limits) == number


def test_a_press_reaches_the_card_with_its_numbers_read():
    one = Try()
    one.widget.answer({"press": "go", "values": {"n": "2,5"}})
    one.widget.answer({"press": "go", "values": {"n": "much"}})
    one.widget.answer({"press": "go"})
    assert one.pressed == [("go", {"n": 2.5}), ("go", {"n": "much"}), ("go", {})]
    assert one.error is None


def test_the_browser_is_told_when_a_press_is_done(monkeypatch):
    one, sent = Try(), []
    monkeypatch.setattr(type(one.widget), "send", lambda self, content, buffers=None: sent.append(content))
    one.widget._handle_custom_msg({"press": "worse"}, [])
    assert sent == [{"done": True}]


@pytest.mark.parametrize(("button", "words"), [("bad", "That is < allowed."), ("worse", "KeyError")])
def test_what_goes_wrong_is_shown_and_spoken_and_over_with_the_next_press(button, words):
    one = Try()
    one.widget._handle_custom_msg({"press": button}, [])
    state = one.widget.state
    assert words in one.error and words in state["say"]
    kinds = [block["kind"] for block in state["blocks"]]
    assert kinds == ["number", "text", "buttons"]  # above the buttons
    assert words in plain(state["blocks"][1]["html"])
    assert "< allowed" not in state["blocks"][1]["html"]
    one.widget._handle_custom_msg({"press": "go"}, [])
    assert one.error is None
    assert [block["kind"] for block in one.widget.state["blocks"]] == ["number", "buttons"]


def test_a_card_that_cannot_show_itself_says_so():
    one = Try()
    one.widget  # noqa: B018 - made before its state breaks
    one.state = lambda: 1 / 0
    one.widget._handle_custom_msg({"press": "bad"}, [])
    assert "cannot be shown (ZeroDivisionError" in one.widget.state["say"]


def test_the_same_state_twice_is_two_states_so_that_it_is_spoken_twice():
    one = Try()
    before = one.widget.state["turn"]
    one._hear({"press": "bad"})
    one._hear({"press": "bad"})
    assert one.widget.state["turn"] == before + 2


def test_called_from_python_a_press_raises():
    with pytest.raises(ValueError, match="That is < allowed"):
        Try().press("bad")


def test_a_card_needs_no_view_to_be_pressed():
    one = Try()
    one.press("go", {"n": 1})
    assert "widget" not in one.__dict__
    assert one.pressed == [("go", {"n": 1})]


def test_a_card_has_words_and_a_name_without_an_address():
    one = Try(ONE_OF_EACH)
    assert repr(one) == "Try('Try & see')" and "0x" not in repr(one.widget)
    said = str(one)
    for words in (
        "Words & more",
        "x A (right) because",
        "- B",
        "How much? N",
        "1. Y",
        "one two",
        "a picture",
        "[Go]",
        "a map",
    ):
        assert words in said, words


def test_a_notebook_that_was_not_run_says_what_the_card_is():
    data, _ = Try()._repr_mimebundle_()
    assert data["text/html"].startswith(STILL)
    assert "Try &amp; see" in data["text/html"] and "Run All Cells" in data["text/html"]
    assert data["text/plain"] == "Try('Try & see')"
    assert "application/vnd.jupyter.widget-view+json" in data


def test_an_answer_is_kept_in_the_journal():
    assert card.remember("answer", lesson="98", item="98-one", value=["b"], right=True, confidence=4, attempt=1) == ""
    (entry,) = journal().entries("answer")
    assert (entry["item"], entry["value"]) == ("98-one", ["b"])


def test_a_journal_that_cannot_be_written_is_said_in_the_card_and_it_goes_on(journal_folder):
    journal_folder.parent.mkdir(exist_ok=True)
    journal_folder.write_text("in the way", encoding="utf-8")
    one = Try()
    sentence = one.remember("answer", item="x", value=1, right=True)
    assert sentence and one.unsaved == sentence
    one._refresh()
    one._hear({"press": "go", "values": {}})
    assert sentence in [plain(b["html"]) for b in one.widget.state["blocks"] if b["kind"] == "text"]
    assert one.pressed and one.error is None
