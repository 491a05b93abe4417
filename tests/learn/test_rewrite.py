"""Three sentences rewritten: the data is whole and traced, the student's text is kept, and notes come only where sure."""

import re

import pytest
import recompute

from edu_lib import rewrite
from edu_lib.learn.claims import CERTAINTIES, read_claims
from edu_lib.learn.journal import journal
from edu_lib.learn.rewrite import LONGEST, cautions, read_rewrites
from edu_lib.sources import source_keys

DATA = read_rewrites()
SENTENCES = DATA["sentences"]
QUESTIONS = [one["id"] for one in DATA["checklist"]]
OWN = "In 69 people it may have helped a little; nobody knows for whom."


def blocks(card, kind):
    return [block for block in card.state()["blocks"] if block["kind"] == kind]


def words(card):
    return " ".join(str(card).split())


def ours(one):
    return " ".join(part["text"] for part in one["ours"])


# The data -------------------------------------------------------------------------------------------------------------


def test_there_are_a_benefit_a_cause_and_a_promise():
    assert [one["id"] for one in SENTENCES] == ["benefit", "cause", "promise"]
    assert QUESTIONS == ["who", "compared", "size", "certain", "unknown", "promise"]
    assert set(DATA) == {"title", "about", "checklist", "cautions", "sentences"}


@pytest.mark.parametrize("one", SENTENCES, ids=lambda one: one["id"])
def test_a_sentence_is_whole(one):
    assert set(one) == {"id", "kind", "claims", "sentence", "ours", "certainty", "numbers", "sources"}
    assert set(one["claims"]) <= set(read_claims()) and one["claims"]
    assert one["certainty"] in CERTAINTIES
    assert set(one["sources"]) <= set(source_keys()) and len(one["sources"]) >= 2
    assert len(one["sentence"].split()) <= 25 and len(ours(one).split()) <= 130
    assert {key for part in one["ours"] for key in part["answers"]} == set(QUESTIONS)  # ours answers all six
    assert all(re.fullmatch(r"[A-Z].+\.", part["text"]) for part in one["ours"])
    # What we ask of others we ask of ourselves.
    assert cautions(ours(one)) == []
    assert not re.search(r"worn|unstable|slipped|out of place|damag|crumbl", ours(one), re.I)


@pytest.mark.parametrize("one", SENTENCES, ids=lambda one: one["id"])
def test_every_number_of_ours_is_traced_and_true(one):
    rest = ours(one)
    assert not re.search(r"\d", one["sentence"])
    for number in sorted(one["numbers"], key=lambda number: -len(number["text"])):
        whole = re.compile(rf"(?<![\d.]){re.escape(number['text'])}(?!\d|\.\d)")
        assert whole.search(rest), f"{number['text']} is traced, but not printed"
        rest = whole.sub(" ", rest)
        assert recompute.stale(number) == ""
    assert not re.search(r"\d", rest), rest


def test_urgent_signs_stand_with_the_promise():
    assert "emergency department, at once" in ours(SENTENCES[2])


# The notes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This always helps.", ["always"]),
        ("It PROVES that sport cures backs.", ["PROVES", "cures"]),
        ("You will never have pain again. This is guaranteed.", ["never", "guaranteed"]),
        ("Always warm up. Always.", ["Always"]),
        ("It does not prove anything, and it is no cure.", []),
        ("Nobody can guarantee that, and it doesn't always help.", []),
        ("This has never been tested.", []),
        ("The word “always” is too strong; so is “cure”.", []),
        ("It is not tested; it always helps.", ["always"]),
        ("An improved, procured, waterproof mattress.", []),
        ("Hardly any trial proves it.", []),
        ("", []),
    ],
)
def test_a_note_is_made_only_where_sure(text, found):
    said = cautions(text)
    assert sorted(line.split("“")[1].split("”")[0] for line in said) == sorted(found)
    assert all(line.endswith("?") for line in said)


# The card -------------------------------------------------------------------------------------------------------------


def test_a_sentence_goes_from_text_to_questions_to_both_side_by_side():
    card, one = rewrite(), SENTENCES[0]
    assert [block["open"] for block in blocks(card, "fold")] == [True, False, False]
    assert ours(one) not in words(card)
    card.press("keep:benefit", {"text:benefit": f"  {OWN} "})
    assert ours(one) not in words(card)
    (asked,) = blocks(card, "choice")
    assert [option["id"] for option in asked["options"]] == QUESTIONS and asked["multiple"]
    card.press("show:benefit", {"check:benefit": ["who", "unknown"]})
    assert f"Yours: {OWN} Ours: {ours(one)}" in words(card)
    assert "It says who was studied. ticked 1" in words(card)
    assert "It says how certain that is. not ticked 3" in words(card)
    assert "Macedo et al. 2009 [read]" in words(card) and "The certainty of what we say is low." in words(card)
    assert not re.search(r"score|right|wrong|correct", words(card), re.I)
    card.press("next:benefit")
    assert card.open == "cause"


def test_all_of_it_is_kept_and_comes_back():
    card = rewrite()
    card.press("keep:cause", {"text:cause": OWN})
    card.press("show:cause", {"check:cause": ["size"]})
    first, last = journal().entries("rewrite")
    assert (first["item"], first["text"], first["ticked"], first["shown"]) == ("cause", OWN, [], False)
    assert (last["lesson"], last["ticked"], last["shown"]) == ("09", ["size"], True)
    again = rewrite()
    assert again.open == "benefit"
    again.press("open:cause")
    assert f"Yours: {OWN} Ours: {ours(SENTENCES[1])}" in words(again)
    assert "with its interval. ticked 2" in words(again)


def test_a_changed_text_is_held_against_the_questions_anew():
    card = rewrite()
    card.press("keep:cause", {"text:cause": OWN})
    card.press("show:cause", {"check:cause": ["size"]})
    card.press("change:cause")
    assert blocks(card, "words")[0]["value"] == OWN
    card.press("leave:cause")
    assert "Ours:" in words(card)
    card.press("change:cause")
    card.press("keep:cause", {"text:cause": "Shorter, and as honest."})
    for shown in (card, rewrite()):
        shown.open = "cause"
        assert blocks(shown, "choice")[0]["value"] == []
        assert "Shorter, and as honest." in words(shown)


def test_ours_can_be_seen_without_writing_and_what_is_in_the_box_is_not_lost():
    card = rewrite()
    card.press("show:promise", {"text:promise": ""})
    assert "You wrote none." in words(card) and ours(SENTENCES[2]) in words(card)
    assert "Write mine after all" in words(card)
    card.press("open:cause")
    card.press("show:cause", {"text:cause": OWN})
    assert rewrite().texts == {"cause": OWN}


def test_hostile_text_is_shown_as_text():
    card = rewrite()
    card.press("keep:benefit", {"text:benefit": "<script>alert(1)</script>"})
    card.press("show:benefit")
    html = "".join(block["html"] for block in blocks(card, "text"))
    assert "<script" not in html and "&lt;script&gt;" in html


def test_what_the_journal_holds_by_mistake_is_left_out():
    for fields in ({"text": 3}, {"text": OWN, "ticked": "who"}, {"ticked": ["zebra", "who"], "shown": "yes"}):
        journal().append("rewrite", item="cause", **fields)
    journal().append("rewrite", item="zebra", text="x")
    card = rewrite()
    assert (card.texts, card.ticked["cause"], card.shown) == ({"cause": OWN}, ["who"], set())


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda c: c.press("keep:cause", {"text:cause": "  "}), ValueError, "nothing in the box yet"),
        (lambda c: c.write("cause", "x" * (LONGEST + 1)), ValueError, f"has {LONGEST + 1} letters, and at most {LONGEST}"),
        (lambda c: c.write("cause", 3), TypeError, "must be text"),
        (lambda c: c.write("cuase", "x"), ValueError, 'Did you mean "cause"'),
        (lambda c: c.show("cause", ["zebra"]), ValueError, "no question named"),
        (lambda c: c.press("keep"), ValueError, 'no button "keep"'),
        (lambda c: c.press("burn:cause"), ValueError, 'no button "burn:cause"'),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_keeps_nothing(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call(rewrite())
    assert journal().entries("rewrite") == []


def test_before_the_lesson_is_run_all_sentences_are_there():
    still = rewrite().still()
    assert still.count("<details>") == 3 and "write your own first" in still
