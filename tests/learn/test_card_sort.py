"""The card sort: every term has its words on every card, urgent ones are never quiet, and the journal brings it back."""

import json
import re

import jsonschema
import pytest

from edu_lib.learn import card_sort as module
from edu_lib.learn.card_sort import CardSort, card_sort, problems, sorts
from edu_lib.learn.journal import journal
from edu_lib.sources import source_keys

SCHEMA = json.loads((module.FOLDER.parent / "sort.schema.json").read_text(encoding="utf-8"))
NAME = "pain_terms"
FEARFUL = re.compile(
    r"worn|unstable|instabilit|slipped|out of place|crumbl|fragile|vulnerable|damag|cured?\b|\bcase\b", re.I
)


@pytest.fixture
def data():
    return json.loads((module.FOLDER / f"{NAME}.json").read_text(encoding="utf-8"))


@pytest.fixture
def card():
    return card_sort(NAME)


def select_of(card, name):
    return next((b for b in card.state()["blocks"] if b["kind"] == "select" and f":{name}:" in b["id"]), None)


def check(card, **terms):
    """As the browser does it."""
    card._hear({"press": "check", "values": {select_of(card, name)["id"]: term for name, term in terms.items()}})


# The data ---------------------------------------------------------------------------------------------------------


def test_it_keeps_to_its_schema_and_to_the_sources(data):
    jsonschema.validate(data, SCHEMA, jsonschema.Draft202012Validator)
    assert problems(data) == []
    assert sorts() == (data["id"],)
    assert len(data["cards"]) == 8
    assert {c["is"] for c in data["cards"]} == {t["id"] for t in data["terms"]}  # each term comes up
    for one in [*data["cards"], *data["terms"]]:
        assert set(one["source"]) <= set(source_keys())


def test_every_term_has_words_of_its_own_on_every_card(data):
    for one in data["cards"]:
        right = {one["is"], *one.get("also", ())}
        for term, words in one["feedback"].items():
            assert len(words.split()) >= 12, (one["id"], term)
            if term not in right and (one["id"], term) != ("both", "cauda"):
                assert "would be" in words, (one["id"], term)
        if one["is"] != "cauda":  # taking it for the urgent one is met with what would make it so
            assert "emergency department now" in one["feedback"]["cauda"].lower(), one["id"]


def test_every_printed_number_is_traced_or_given(data):
    recompute = pytest.importorskip("recompute")  # tools/recompute.py
    traced = []
    for one in data["cards"]:
        words = " ".join([one["text"], one.get("urgent", ""), *one["feedback"].values()])
        for entry in sorted(one.get("numbers", ()), key=lambda entry: -len(entry["text"])):
            assert entry["text"] in words, entry
            words = words.replace(entry["text"], "")
            traced += [entry] if "from" in entry else []
        assert not re.search(r"\d", words), one["id"]
    assert traced
    assert [wrong for entry in traced if (wrong := recompute.stale(entry))] == []
    other = " ".join([data["task"], data["end"], *(t["says"] for t in data["terms"])])
    assert not re.search(r"\d", other)


def test_the_words_do_not_frighten_and_nobody_is_a_case(data):
    assert not FEARFUL.search(json.dumps(data, ensure_ascii=False))
    assert all(one["text"].startswith("A person ") for one in data["cards"])


# Sorting ----------------------------------------------------------------------------------------------------------


def test_all_right_comes_to_the_end(card, data):
    check(card, **{c["id"]: c["is"] for c in data["cards"]})
    assert card.error is None
    assert all(card.right(name) for name in card.cards)
    shown = str(card)
    assert data["end"] in shown
    assert "8 of 8" in shown
    assert "[Check]" not in shown
    assert not [b for b in card.state()["blocks"] if b["kind"] == "select"]


def test_a_wrong_card_says_why_and_can_be_sorted_again(card):
    check(card, ache="radicular", shoot="radicular")
    assert (card.right("ache"), card.right("shoot")) == (False, True)
    shown = str(card)
    assert card.cards["ache"]["feedback"]["radicular"] in shown
    assert "Not this one: radicular pain" in shown
    assert "✓ Right: radicular pain" in shown
    assert "Not this one yet: card 1." in card.state()["say"]
    assert select_of(card, "shoot") is None
    assert select_of(card, "ache")["value"] == ""
    check(card, ache="somatic")
    assert card.right("ache")
    assert card.cards["ache"]["feedback"]["radicular"] not in str(card)
    entries = journal().entries("sort", sort=NAME, item="ache")
    assert [(e["value"], e["right"], e["attempt"]) for e in entries] == [("radicular", False, 1), ("somatic", True, 2)]


@pytest.mark.parametrize("term", ["radicular", "radiculopathy"])
def test_pain_and_loss_together_may_bear_either_name(card, term):
    check(card, both=term)
    assert card.right("both")
    assert "radicular pain with radiculopathy" in str(card)


@pytest.mark.parametrize("name", ["seat", "twolegs"])
@pytest.mark.parametrize("term", ["somatic", "radicular", "radiculopathy", "stenosis", "cauda"])
def test_a_suspected_cauda_equina_goes_to_the_emergency_department_however_it_was_sorted(card, name, term):
    assert "Emergency department now" not in str(card)
    check(card, **{name: term})
    assert card.right(name) == (term == "cauda")
    strong = [b["html"] for b in card.state()["blocks"] if "<strong>Emergency department now" in b.get("html", "")]
    assert len(strong) == 1
    assert card.state()["say"].startswith("Emergency department now")
    assert "Emergency department now" in str(card_sort(NAME))  # also when it is opened again


def test_it_reopens_with_what_the_journal_knows(card):
    check(card, ache="radicular", numb="radiculopathy")
    check(card, ache="somatic", trolley="cauda")
    again = card_sort(NAME)
    assert again.tries == card.tries
    assert str(again) == str(card)
    again.press("again")
    assert not any(again.tries.values())
    check(again, ache="stenosis")
    third = card_sort(NAME)
    assert third.tries["ache"] == ["stenosis"]  # the last round; the earlier one stays in the journal
    assert len(journal().entries("sort", item="ache")) == 3


def test_what_stands_in_the_journal_by_mistake_is_left_out(card):
    for value in ("no such term", None, 3, ["somatic"]):
        journal().append("sort", sort=NAME, item="ache", value=value, right=True, attempt=1)
    journal().append("sort", sort=NAME, item="no such card", value="somatic", right=True, attempt=1)
    assert not any(card_sort(NAME).tries.values())


def test_bad_input_gets_a_sentence_and_changes_nothing(card):
    card._hear({"press": "check", "values": {}})
    assert card.error == "Choose a term for at least one card, then check."
    with pytest.raises(ValueError, match=r'no card named "acke"\. Did you mean "ache"'):
        card.sort(acke="somatic")
    with pytest.raises(ValueError, match='no term named "nerve"'):
        card.sort(shoot="radicular", ache="nerve")
    with pytest.raises(ValueError, match="no button"):
        card.press("jump")
    assert not any(card.tries.values())
    card.sort(ache="somatic")
    with pytest.raises(ValueError, match="already lies where it belongs"):
        card.sort(ache="stenosis")
    with pytest.raises(ValueError, match='no card sort named "pain"'):
        card_sort("pain")


def test_the_terms_open_and_close(card, data):
    assert data["terms"][0]["says"] not in str(card)
    card.press("terms")
    assert all(term["says"] in str(card) for term in data["terms"])
    card.press("terms")
    assert data["terms"][0]["says"] not in str(card)


def test_words_of_the_data_cannot_become_markup(data):
    data["cards"][0]["text"] = data["cards"][0]["feedback"]["somatic"] = "<script>alert(1)</script>"
    card = CardSort(data)
    card.sort(ache="somatic")
    assert not any("<script" in b.get("html", "") for b in card.state()["blocks"])


def test_a_journal_that_cannot_be_written_does_not_stop_the_sort(journal_folder):
    journal_folder.write_text("in the way")
    card = card_sort(NAME)
    card.sort(ache="somatic")
    assert card.right("ache")
    assert card.unsaved


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d["cards"][1].update(id="ache"), "have the same id"),
        (lambda d: d["cards"][0].update({"is": "nerve"}), 'card "ache" belongs to a term that is not there'),
        (lambda d: d["cards"][0]["feedback"].pop("cauda"), 'card "ache" must say something about each term'),
    ],
)
def test_a_broken_sort_is_found(data, change, sentence):
    change(data)
    assert any(sentence in said for said in problems(data))
