"""A prediction opens its lab, stays beside the result, and is remembered; the lab gives nothing away before."""

import json
import re

import pytest

from edu_lib.learn.journal import journal
from edu_lib.learn.predict import FILE, Prediction, predict, predictions
from edu_lib.learn.predict_kinds import KINDS, mixed
from edu_lib.sources import published, source_keys

ITEMS = json.loads(FILE.read_text(encoding="utf-8"))
LABS = {"04-reach": "spinal_load", "04-order": "postures", "04-ladder": "exercise_ladder", "01-arcuate": "slice"}
REACH = {"hands_load_kg": 20, "hands_forward_m": 0.6}


class Lab:
    """The least that a lab must be, and a record of what was done with it."""

    title = "A lab"

    def __init__(self):
        import ipywidgets

        self.widget, self.done, self.result = ipywidgets.HTML("the lab"), [], None

    def set(self, **values):
        if "wrong" in values:
            raise TypeError('This lab has no "wrong".')
        self.done.append(values)

    def reset(self):
        self.done.append("reset")

    def still(self):
        return '<figure class="edu-still">the picture</figure>'

    def __str__(self):
        return "The lab says what it shows."


MARK = {
    "lesson": "00",
    "kind": "mark",
    "ask": "Where is it?",
    "picture": {"src": "data:,", "alt": "A square.", "width": 100, "height": 80},
    "unit": "mm",
    "answer": {"x": [40, 60], "y": [20, 30], "name": "the target"},
    "set": {"far": 1},
    "source": [],
    "reveal": "There.",
}


def shown(prediction, kind):
    return [b for b in prediction.card.state()["blocks"] if b["kind"] == kind]


def buttons(prediction):
    return [b["text"] for b in shown(prediction, "buttons")[0]["buttons"]]


def is_open(prediction):
    return prediction.lab.widget in prediction.widget.children


# The items --------------------------------------------------------------------------------------------------------


def test_the_predictions_of_lessons_00_and_04_are_there():
    assert {"00-class", "04-reach", "04-order", "04-ladder"} <= set(ITEMS)


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_is_whole(name):
    item = ITEMS[name]
    assert name.startswith(item["lesson"] + "-")
    assert item["kind"] in KINDS
    assert item["ask"].endswith(("?", "."))
    assert len(item["reveal"].split()) >= 15
    assert set(item["source"]) <= set(source_keys())
    assert item["source"] or item["answer"] is None
    if item["kind"] == "number" and item["answer"] is not None:
        low, high = item["range"]
        assert low < item["answer"] < high
        assert item["from"]
    if item["kind"] == "order":
        by_value = sorted(item["values"], key=lambda one: one["value"])
        assert [one["id"] for one in by_value] == item["answer"] == [one["id"] for one in item["items"]]
        assert len({one["value"] for one in item["values"]}) == len(item["values"]) == 10
    if item["kind"] == "choice":
        assert item["answer"] in {one["id"] for one in item["options"]}
    if item["kind"] == "choice" and "values" in item:
        assert item["answer"] == max(item["values"], key=lambda one: one["value"])["id"]
        assert {one["id"] for one in item["values"]} == {one["id"] for one in item["options"]}


@pytest.mark.parametrize("name", ITEMS)
def test_every_number_of_an_item_is_what_its_source_says(name):
    recompute = pytest.importorskip("recompute")  # tools/recompute.py
    assert [wrong for _, entry in recompute.entries(ITEMS[name], name) if (wrong := recompute.stale(entry))] == []


@pytest.mark.parametrize("name", ITEMS)
def test_every_printed_number_is_traced_or_given(name):
    item, rest = ITEMS[name], ""
    for words in (item["ask"], item["reveal"]):
        rest += re.sub(r"L[45]/L5|\bL5\b|\bL5/S1\b", "", words) + " "
    for entry in sorted(item.get("numbers", ()), key=lambda entry: -len(entry["text"])):
        assert entry["text"] in rest, entry
        rest = rest.replace(entry["text"], "")
    assert not re.search(r"\d", rest), rest


def test_the_ten_postures_are_measured_ones_and_those_of_the_lab():
    from edu_lib import lab

    for one in ITEMS["04-order"]["values"]:
        row = published("invivo_pressure", source="wilke1999", activity=one["id"])
        assert (row["value"], row["unit"]) == (one["value"], one["unit"])
    bars = {row.id: row.words for row in lab("postures").result.rows}
    assert {one["id"]: one["text"].lower() for one in ITEMS["04-order"]["items"]} == {
        k: v.lower() for k, v in bars.items()
    }


def test_the_lists_of_core_muscles_are_counted_rightly():
    from collections import Counter

    from edu_lib.models.own_core import core_definitions

    named = Counter(muscle for one in core_definitions() for muscle in one.muscles)
    assert {one["id"]: one["value"] for one in ITEMS["01-core"]["values"]} == {
        one["id"]: named[one["id"]] for one in ITEMS["01-core"]["values"]
    }
    assert len(core_definitions()) == 8  # as the question and lesson 01 say in words
    assert [muscle for muscle, count in named.items() if count == 8] == [ITEMS["01-core"]["answer"]]


@pytest.mark.parametrize(("name", "lab_name"), LABS.items())
def test_the_lab_knows_what_it_is_set_to(name, lab_name):
    from edu_lib import lab

    prediction = predict(name, lab(lab_name))
    prediction.show_anyway()
    prediction.show_in_lab()
    assert prediction.lab.error is None
    for key, value in ITEMS[name]["set"].items():
        assert prediction.lab.values[key] == value
    if name == "04-reach":
        assert prediction.lab.result.compression_n["L4/L5"] == pytest.approx(ITEMS[name]["answer"], abs=5)


# Committing -------------------------------------------------------------------------------------------------------


def test_the_lab_is_closed_and_at_its_start_until_there_is_a_prediction():
    prediction = predict("04-reach", Lab())
    assert prediction.lab.done == ["reset"]
    assert not is_open(prediction)
    assert "2480" not in str(prediction)
    assert buttons(prediction) == ["Commit", "Show me anyway", "Ask the class"]
    with pytest.raises(ValueError, match="The lab opens after your prediction"):
        prediction.show_in_lab()
    prediction.commit(1500)
    assert is_open(prediction)
    assert prediction.lab.done == ["reset"]  # nothing is shown that was not asked for


def test_the_prediction_stands_beside_the_result():
    prediction = predict("04-reach", Lab())
    prediction.commit(1500)
    sentence = "You said 1500 N. The model says 2480 N: you were 980 N (40 %) below."
    assert sentence in str(prediction)
    assert sentence in shown(prediction, "text")[1]["html"]
    assert prediction.lab.widget is prediction.widget.children[1]  # below it
    assert "The lab says what it shows." in str(prediction)
    (entry,) = journal().entries("prediction")
    assert (entry["lesson"], entry["item"], entry["value"], entry["shown_anyway"]) == ("04", "04-reach", 1500, False)
    assert entry["words"] == sentence


def test_show_me_anyway_is_kept_and_says_so():
    prediction = predict("04-reach", Lab())
    prediction.show_anyway()
    assert is_open(prediction)
    assert "You looked before you predicted. The model says 2480 N." in str(prediction)
    (entry,) = journal().entries("prediction")
    assert (entry["value"], entry["shown_anyway"]) == (None, True)
    assert buttons(prediction) == ["Show this in the lab", "Predict after all"]
    again = predict("04-reach", Lab())
    assert is_open(again)
    assert "You looked at this before" in str(again)


def test_show_this_in_the_lab_sets_it_and_says_so():
    prediction = predict("04-reach", Lab())
    prediction.commit(2500)
    prediction.card._hear({"press": "set", "values": {}})
    assert prediction.error is None
    assert prediction.lab.done[-1] == REACH
    assert "The lab below was set to show this" in str(prediction)
    assert "The lab says what it shows." in prediction.card.state()["say"]


def test_it_opens_committed_when_it_was_predicted_before():
    predict("04-reach", Lab()).commit(1500)
    prediction = predict("04-reach", Lab())
    assert prediction.opened
    assert prediction.value == 1500
    assert is_open(prediction)
    assert prediction.lab.done == []  # a lab that is open is left alone
    assert "You predicted this before" in str(prediction)
    assert "You said 1500 N." in str(prediction)
    assert len(journal().entries("prediction")) == 1


def test_predict_again_closes_the_lab_and_keeps_both():
    prediction = predict("04-reach", Lab())
    prediction.commit(1500)
    first = prediction.card._key()
    prediction.again()
    assert not is_open(prediction)
    assert prediction.lab.done == ["reset", "reset"]
    assert prediction.card._key() != first  # a new question: what was typed before is gone
    assert shown(prediction, "number")[0]["value"] is None
    assert "2480" not in str(prediction)
    prediction.commit(2600)
    assert [e["value"] for e in journal().entries("prediction")] == [1500, 2600]
    assert predict("04-reach", Lab()).value == 2600


def test_what_the_journal_holds_of_another_question_is_passed_over():
    for value in ("much", -5, [1, 2], True):
        journal().append("prediction", lesson="04", item="04-reach", value=value, shown_anyway=False, words="")
        assert not predict("04-reach", Lab()).opened


def test_twice_is_once_too_often():
    prediction = predict("04-reach", Lab())
    prediction.commit(1500)
    with pytest.raises(ValueError, match="Predict again"):
        prediction.commit(2000)
    with pytest.raises(ValueError, match="open already"):
        prediction.show_anyway()
    assert len(journal().entries("prediction")) == 1


def test_without_a_lab_it_is_a_question_by_itself():
    prediction = predict("04-reach")
    prediction.commit(1500)
    assert len(prediction.widget.children) == 1
    assert buttons(prediction) == ["Predict again"]
    assert "lab" not in str(prediction).lower()
    with pytest.raises(ValueError, match="nothing to set in a lab"):
        prediction.show_in_lab()


def test_a_journal_that_cannot_be_written_does_not_stop_it(journal_folder):
    journal_folder.write_text("in the way")
    prediction = predict("04-reach", Lab())
    prediction.commit(1500)
    assert is_open(prediction)
    assert prediction.card.unsaved
    assert any(prediction.card.unsaved in b.get("html", "") for b in prediction.card.widget.state["blocks"])


def test_the_class_has_no_right_answer():
    prediction = predict("00-class")
    prediction.commit(60)
    said = str(prediction)
    assert "You said 60 %." in said
    assert "no right answer" in said
    assert "spread" in said
    assert "None" not in said
    predict("00-class").again()
    other = predict("00-class")
    other.again()
    other.show_anyway()
    assert "You looked before you predicted." in str(other)


# The four kinds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1500, "you were 980 N (40 %) below."),
        (3720, "you were 1240 N (50 %) above."),
        (2480, "you were right."),
        (2478, "you were right."),
        ("1 500", "you were 980 N (40 %) below."),
        ("1500,5", "you were 979.5 N (39 %) below."),
    ],
)
def test_a_number_above_below_and_right(value, words):
    prediction = predict("04-reach")
    prediction.commit(value)
    assert prediction.card.compare().endswith(words)


def test_pairs_of_an_order_are_counted_and_the_two_furthest_apart_named():
    item = ITEMS["04-order"]
    prediction = predict("04-order")
    order = list(item["answer"])
    order[0], order[9] = order[9], order[0]
    prediction.commit(order)
    said = prediction.card.compare()
    # The two ends change places: they are wrong with each other and with each of the eight between.
    assert f"{45 - 17} of 45 pairs" in said
    assert "“Lifting 20 kg, round back” (2.30 MPa) before “Lying face down” (0.10 MPa)" in said
    block = shown(prediction, "order")[0]
    assert block["locked"]
    assert block["value"] == order
    notes = {one["id"]: one["note"] for one in block["items"]}
    assert notes["relaxed standing"] == "0.50 MPa: place 5"
    assert notes["holding away from body"] == "1.80 MPa, recheck: place 9"


def test_a_right_order():
    prediction = predict("04-order")
    prediction.commit(tuple(ITEMS["04-order"]["answer"]))
    assert prediction.card.compare() == "You have all 45 pairs in the right order."


def test_an_order_is_shown_mixed_and_has_to_be_touched():
    prediction = predict("04-order")
    start = shown(prediction, "order")[0]["value"]
    assert sorted(start) == sorted(ITEMS["04-order"]["answer"])
    assert start != ITEMS["04-order"]["answer"]
    assert mixed({"answer": ["a", "b"]}, "x") == mixed({"answer": ["a", "b"]}, "y") == ["b", "a"]
    with pytest.raises(ValueError, match="your own order first"):
        prediction.card.press("commit", {prediction.card._key(): start})
    assert not prediction.opened


def test_a_lab_that_can_shows_the_students_own_order():
    class Ordered(Lab):
        order = ("left from before",)

    prediction = predict("04-order", Ordered())
    assert prediction.lab.order == ()
    order = list(reversed(ITEMS["04-order"]["answer"]))
    prediction.commit(order)
    assert prediction.lab.order == tuple(order)
    prediction.again()
    assert prediction.lab.order == ()
    assert predict("04-order", Ordered()).lab.order == tuple(order)


def test_a_choice_right_and_wrong():
    right, wrong = predict("04-ladder"), predict("04-ladder")
    wrong.commit("curl-up, feet free")
    assert wrong.card.compare().startswith("You said “Curl-up, feet free” (1991 N, recheck).")
    assert "“Sit-up with straight legs” (3506 N, recheck)" in wrong.card.compare()
    marks = {o["id"]: o["mark"] for o in shown(wrong, "choice")[0]["options"]}
    assert marks["straight-leg sit-up"] == "right"
    assert marks["curl-up, feet free"] == "wrong"
    right.commit("straight-leg sit-up")
    assert right.card.compare().startswith("You were right.")
    assert "wrong" not in {o["mark"] for o in shown(right, "choice")[0]["options"]}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([50, 25], "Your mark is inside the target."),
        ([40, 30], "Your mark is inside the target."),
        ([30, 25], "Your mark is outside the target: 10 mm too far left."),
        ([75, 10], "Your mark is outside the target: 15 mm too far right and 10 mm too high."),
        ([50, 80], "Your mark is outside the target: 50 mm too low."),
    ],
)
def test_a_mark_inside_and_outside(value, words):
    prediction = Prediction("mark", MARK, Lab())
    assert shown(prediction, "picture")[0]["targets"] == []  # the region is not given away
    prediction.commit(value)
    assert prediction.card.compare() == words
    picture = shown(prediction, "picture")[0]
    assert (picture["mode"], picture["value"], picture["locked"]) == ("mark", value, True)
    assert picture["targets"] == [{"id": "target", "x": 50, "y": 25, "text": "the target"}]


def test_a_mark_that_nobody_made_is_not_shown():
    prediction = Prediction("mark", MARK, Lab())
    prediction.show_anyway()
    assert shown(prediction, "picture")[0]["mode"] == "show"
    assert "The target is marked in the picture." in str(prediction)


# What goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "problem", "sentence"),
    [
        ("04-reach", None, ValueError, "Type a number first"),
        ("04-reach", "many", ValueError, "“many” is not a number that I can read"),
        ("04-reach", -1, ValueError, r"must lie between 0 and 10000 N, but -1 was given"),
        ("04-reach", float("nan"), ValueError, "finite"),
        ("04-reach", True, TypeError, "must be a number"),
        ("04-reach", [1], TypeError, "must be a number"),
        ("04-order", None, ValueError, "names each of these once: lying prone, "),
        ("04-order", ["lying prone"], ValueError, r"But \['lying prone'\] was given"),
        ("04-order", ["lying prone"] * 10, ValueError, "names each of these once"),
        ("04-order", 4, ValueError, "But 4 was given"),
        ("04-ladder", None, ValueError, "Choose one of the answers first"),
        ("04-ladder", "plank", ValueError, r"Choose one of these: curl-up.*But 'plank' was given"),
        ("04-ladder", ["plank"], ValueError, r"But \['plank'\] was given"),
    ],
)
def test_a_bad_value_gets_a_sentence_and_opens_nothing(name, value, problem, sentence):
    prediction = predict(name, Lab())
    with pytest.raises(problem, match=sentence):
        prediction.commit(value)
    assert not prediction.opened
    assert not is_open(prediction)
    assert journal().entries() == []


@pytest.mark.parametrize(
    ("value", "problem", "sentence"),
    [
        (None, ValueError, "Mark a place in the picture first"),
        (5, TypeError, r"two numbers, \[x, y\] in the picture, but 5 was given"),
        ([1, 2, 3], TypeError, "two numbers"),
        ([101, 5], ValueError, r"Your mark \(from the left\) must lie between 0 and 100, but 101 was given"),
        ([5, -1], ValueError, r"Your mark \(from the top\)"),
    ],
)
def test_a_bad_mark_gets_a_sentence(value, problem, sentence):
    with pytest.raises(problem, match=sentence):
        Prediction("mark", MARK).commit(value)


def test_the_browser_gets_the_sentence_too():
    prediction = predict("04-reach", Lab())
    card = prediction.widget.children[0]
    prediction.card._hear({"press": "commit", "values": {"04-reach:0": "many"}})
    assert "“many” is not a number" in prediction.error
    assert prediction.error in card.state["say"]
    prediction.card._hear({"press": "commit", "values": {"04-reach:0": "1 500"}})
    assert prediction.error is None
    assert is_open(prediction)
    prediction.card._hear({"press": "jump", "values": {}})
    assert "no button" in prediction.error


def test_a_lab_that_will_not_be_set_says_why():
    prediction = Prediction("mark", MARK | {"set": {"wrong": 1}}, Lab())
    prediction.commit([50, 25])
    with pytest.raises(TypeError, match='no "wrong"'):
        prediction.show_in_lab()
    prediction.card._hear({"press": "set", "values": {}})
    assert prediction.error == 'This lab has no "wrong".'


@pytest.mark.parametrize(
    ("name", "lab", "problem", "sentence"),
    [
        ("04-reech", None, ValueError, r'no prediction named "04-reech"\. Did you mean "04-reach"\? There are: '),
        ("zzz", None, ValueError, r'no prediction named "zzz"\. There are: "00-class"'),
        (4, None, TypeError, "as text, but 4 was given"),
        ("04-reach", "spinal_load", TypeError, r"needs a lab to open, .* but 'spinal_load' was given"),
    ],
)
def test_an_unknown_item_or_no_lab_gets_a_sentence(name, lab, problem, sentence):
    with pytest.raises(problem, match=sentence):
        predict(name, lab)


def test_words_of_the_data_cannot_become_markup():
    evil = "<script>alert(1)</script>"
    prediction = Prediction("mark", MARK | {"ask": evil, "reveal": evil, "answer": MARK["answer"] | {"name": evil}})
    texts = [b["html"] for b in shown(prediction, "text")]
    prediction.commit([50, 25])
    texts += [b["html"] for b in shown(prediction, "text")]
    assert not any("<script" in html for html in [*texts, prediction.still()])


# Where it has not been run ----------------------------------------------------------------------------------------


def html_of(prediction):
    bundle = prediction._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "0x" not in data["text/plain"]
    return data["text/html"]


def test_an_unrun_lesson_shows_the_question_and_the_lab_at_its_start():
    from edu_lib import lab

    html = html_of(predict("04-reach", lab("spinal_load", **REACH)))
    assert html.startswith('<figure class="edu-still')
    assert "60 cm ahead" in html
    assert "empty hands" in html  # the picture is that of quiet standing, although the lab came with a load
    assert "2480" not in html


@pytest.mark.parametrize("name", [name for name in ITEMS if ITEMS[name].get("hidden")])
def test_a_picture_that_is_the_answer_is_not_shown_before(name):
    html = html_of(predict(name, Lab()))
    assert html.startswith('<figure class="edu-still')
    assert "the picture" not in html
    assert "the picture" in html_of(predict("04-reach", Lab()))


def test_the_names_are_read_once():
    assert predictions() is predictions()
