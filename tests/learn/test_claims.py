"""The claims of the article: each with a verdict, sources and traced numbers, and each treated in some lesson."""

import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import lint_notebooks
import pytest
import recompute

from edu_lib import claim, claims
from edu_lib.labs.progress import my_progress
from edu_lib.learn.claims import CERTAINTIES, VERDICTS, read_claims
from edu_lib.learn.journal import journal
from edu_lib.learn.summary import LESSONS, summary
from edu_lib.sources import BADGES, source_keys, table

ROOT = Path(__file__).parents[2]
EVERY = list(read_claims().values())
EVIDENCE = {row["id"] for row in table("trials")}
LESSON_FILES = {
    path.name[:2]: path for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if path.name[:2] in LESSONS
}
FEARFUL = re.compile(r"worn|unstable|instabilit|slipped|out of place|crumbl|fragile|vulnerable|damag", re.I)


def blocks(card, kind):
    return [block for block in card.state()["blocks"] if block["kind"] == kind]


def words(card):
    return " ".join(str(card).split())


# The data -------------------------------------------------------------------------------------------------------------


def test_there_are_61():
    assert [one["id"] for one in EVERY] == [f"C{n:02}" for n in range(1, 63) if n != 44]
    assert len({one["claim"] for one in EVERY}) == 61


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one["id"])
def test_a_claim_is_whole(one):
    assert one["verdict"] in VERDICTS
    assert one["certainty"] in CERTAINTIES
    assert one["confidence"] in BADGES
    assert one["kind"] and one["lessons"] and set(one["lessons"]) <= set(LESSONS)
    assert re.fullmatch(r"[A-Z].+\.", one["claim"]) and len(one["claim"].split()) <= 25
    assert re.fullmatch(r"[A-Z].+[.”]", one["why"]) and len(one["why"].split()) <= 90
    assert 2 <= len(re.findall(r"[.?](?= |$)", one["why"])) <= 5  # sentences
    assert not FEARFUL.search(one["claim"] + one["why"])
    assert set(one["sources"]) <= set(source_keys())
    assert one["sources"] or one["verdict"] == "not testable"
    assert set(one["evidence"]) <= EVIDENCE
    assert (one["certainty"] == "n/a") == (one["verdict"] == "not testable") or one["id"] == "C60"


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one["id"])
def test_every_number_is_traced_and_true(one):
    assert not re.search(r"\d", one["claim"])
    rest = one["why"]
    for number in sorted(one["numbers"], key=lambda number: -len(number["text"])):
        whole = re.compile(rf"(?<![\d.]){re.escape(number['text'])}(?!\d|\.\d)")
        assert whole.search(one["why"]), f"{number['text']} is traced, but not printed"
        rest = whole.sub(" ", rest)
        assert recompute.stale(number) == ""
    assert not re.search(r"\d", rest), rest


def test_relaxed_sitting_is_not_called_upright():
    """The man's pressure of 0.46 MPa was measured in relaxed sitting without support."""
    why = read_claims()["C38"]["why"]
    assert "relaxed sitting without support (0.46 MPa)" in why
    assert "upright" not in why


def placed(path):
    """The claims that a notebook shows: the arguments of its calls of claim, wherever in a cell they stand."""
    found = set()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "claim":
                found |= {argument.value for argument in node.args}
    return found


def test_each_claim_is_treated_in_some_lesson():
    shown = {key: placed(path) for key, path in LESSON_FILES.items()}
    everywhere = set().union(*shown.values())
    assert [one["id"] for one in EVERY if one["id"] not in everywhere] == []
    # And where its record says so, as far as these lessons are there.
    promised = [(key, one["id"]) for one in EVERY for key in one["lessons"] if key in shown]
    assert [(key, item) for key, item in promised if item not in shown[key]] == []


# A card ---------------------------------------------------------------------------------------------------------------


def test_a_claim_asks_before_it_tells():
    card, one = claim("C33"), read_claims()["C33"]
    assert one["claim"] in words(card)
    assert one["why"] not in words(card)
    (asked,) = blocks(card, "choice")
    assert [option["id"] for option in asked["options"]] == list(VERDICTS)
    card.press("show:C33", {"verdict:C33": ["partly"]})
    for said in (
        "You: ◐ partly",
        "Ours: ✗ refuted, low certainty",
        one["why"],
        "Levine et al. 1997 [read]",
        "8 weeks:",
    ):
        assert said in words(card)
    assert blocks(card, "choice") == []


def test_both_verdicts_stay_after_a_restart():
    claim("C33").press("show:C33", {"verdict:C33": ["partly"]})
    again = claim("C33", "C34")
    note = {block["id"]: block["note"] for block in blocks(again, "fold")}
    assert note == {"open:C33": "You: partly. Ours: refuted, low certainty.", "open:C34": ""}
    (entry,) = journal().entries("claim")
    assert (entry["item"], entry["value"], entry["lesson"], entry["shown_anyway"]) == ("C33", "partly", "05", False)


def test_a_second_verdict_keeps_the_first():
    card = claim("C33")
    card.press("show:C33", {"verdict:C33": ["supported"]})
    card.press("change:C33")
    assert blocks(card, "choice")[0]["value"] == ["supported"]
    card.press("show:C33", {"verdict:C33": ["refuted"]})
    for shown in (card, claim("C33")):
        assert "You: ✗ refuted (at first: ✓ supported)" in words(shown)
    assert [entry["value"] for entry in journal().entries("claim", item="C33")] == ["supported", "refuted"]


def test_a_verdict_can_be_left_out_and_given_later():
    card = claim("C34")
    card.press("show:C34", {"verdict:C34": []})
    assert "You: no verdict" in words(card)
    assert "Give a verdict after all" in words(claim("C34"))
    assert summary(journal().entries()).claims == 0
    card.press("change:C34")
    card.press("show:C34", {"verdict:C34": ["supported"]})
    assert "You: ✓ supported Ours" in words(card)


def test_of_several_claims_one_is_open_at_a_time():
    card = claim("C33", "C34", "C33")
    assert [block["open"] for block in blocks(card, "fold")] == [False, False]
    card.press("open:C33")
    assert [block["open"] for block in blocks(card, "fold")] == [True, False]
    card.press("show:C33")
    card.press("next:C33")
    assert [block["open"] for block in blocks(card, "fold")] == [False, True]
    card.press("open:C34")
    assert not blocks(card, "choice") and not any(block["open"] for block in blocks(card, "fold"))


def test_what_the_journal_holds_by_mistake_is_left_out():
    for value in (["refuted"], "maybe", 3, None):
        journal().append("claim", item="C33", value=value)
    journal().append("claim", item="C99", value="refuted")
    assert claim("C33").said == {"C33": []}


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: claim(), ValueError, r'at least one claim, for example claim\("C05"\)'),
        (lambda: claim("C5"), ValueError, r"no claim 'C5'\. Did you mean C05\?"),
        (lambda: claim("c33"), ValueError, r"no claim 'c33'\. Did you mean C33"),
        (lambda: claim("C01", "C44"), ValueError, r"no claim 'C44'.* from C01 to C62; claims\(\) lists them"),
        (lambda: claim(33), TypeError, r"no claim 33\. Did you mean C33\?"),
        (lambda: claim("C33").judge("C33", "true"), ValueError, r'your verdict.*"supported" or "partly"'),
        (lambda: claim("C33").judge("C34"), ValueError, r"claim on this card"),
        (lambda: claim("C33").press("show"), ValueError, r'no button "show"'),
        (lambda: claim("C33").press("next:C33"), ValueError, r"last claim"),
        (lambda: claims().press("show", {"shown": "verdict:wrong"}), ValueError, r"which claims"),
        (lambda: claims().press("open"), ValueError, r'no button "open"'),
    ],
)
def test_what_does_not_exist_gets_a_sentence(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


# The index ------------------------------------------------------------------------------------------------------------


def test_the_index_counts_and_lists_all():
    card = claims()
    counts = ", ".join(f"{sum(one['verdict'] == verdict for one in EVERY)} {verdict}" for verdict in VERDICTS)
    assert f"61 claims: {counts}." in words(card)
    assert {one["id"] for one in card.found()} == {one["id"] for one in EVERY}
    for one in EVERY:
        assert one["claim"] in words(card) and one["why"] in words(card)


@pytest.mark.parametrize(
    ("shown", "search", "fits"),
    [
        ("lesson:05", "", lambda one: "05" in one["lessons"]),
        ("verdict:contested", "", lambda one: one["verdict"] == "contested"),
        ("kind:load", "", lambda one: one["kind"] == "load"),
        ("all", "Pilates yoga", lambda one: {"pilates", "yoga"} <= set(re.findall(r"\w+", (one["claim"] + one["why"]).lower()))),
        ("verdict:refuted", "c33", lambda one: one["id"] == "C33"),
    ],
)  # fmt: skip
def test_the_index_finds(shown, search, fits):
    card = claims()
    card.press("show", {"shown": shown, "search": search})
    assert [one["id"] for one in card.found()] == sorted(
        (one["id"] for one in EVERY if fits(one)), key=lambda item: (read_claims()[item]["lessons"][0], item)
    )
    assert card.found()
    card.press("clear")
    assert len(card.found()) == 61


def test_the_index_says_where_nothing_fits():
    card = claims()
    card.press("show", {"shown": "all", "search": "zebra"})
    assert "No claim fits" in words(card)


def test_your_verdict_stands_beside_ours_in_the_index_and_is_counted():
    claim("C33").judge("C33", "refuted")
    claim("C34").judge("C34", "refuted")
    claim("C35").judge("C35")
    card = claims()
    assert "You have given your verdict on 2 of 61; on 1 of these it is the same as ours." in words(card)
    for shown, found in (("yours:given", ["C33", "C34"]), ("yours:other", ["C34"])):
        card.press("show", {"shown": shown})
        assert [one["id"] for one in card.found()] == found
    assert "You: ✗ refuted." in words(card)
    assert summary(journal().entries()).claims == 2
    assert "judged 2 of the article's claims" in words(my_progress())


def test_a_lesson_is_linked_where_it_is_there_and_told_as_coming_where_not(tmp_path, monkeypatch):
    from edu_lib.learn import claims_index

    page = "".join(block["html"] for block in blocks(claims(), "text"))
    assert '<a href="05_posture.ipynb">Lesson 05' in page
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(claims_index, "__file__", str(tmp_path / "edu_lib/learn/claims_index.py"))
    page = "".join(block["html"] for block in blocks(claims(), "text"))
    assert "Lesson 05: Posture, strength, tightness (coming)" in page
    (tmp_path / "05_other.ipynb").write_text("{}")
    page = "".join(block["html"] for block in blocks(claims(), "text"))
    assert '<a href="05_other.ipynb">Lesson 05' in page


# Before the lesson is run -----------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The words of a page, and those of its summaries; fails on a tag that is not closed."""

    def __init__(self, page):
        super().__init__()
        self.open, self.words, self.summaries = [], "", []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag == "summary":
            self.summaries.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data
        if "summary" in self.open:
            self.summaries[-1] += data


def test_all_words_are_there_before_the_lesson_is_run():
    page = Page(claim("C33", "C34").still())
    assert page.summaries == [read_claims()[item]["claim"] for item in ("C33", "C34")]  # ours only where one opens it
    for item, ours in (("C33", "Ours: ✗ refuted, low certainty."), ("C34", "Ours: ✓ supported, moderate certainty.")):
        assert ours in page.words and read_claims()[item]["why"] in page.words
    page = Page(claims().still())
    assert len(page.summaries) == 61
    assert all(one["claim"] in page.words and one["why"] in page.words for one in EVERY)


def test_the_page_of_the_claims():
    """It is no lesson: it has no beats, but it shows the index and says where everything comes from."""
    book = json.loads((ROOT / "notebooks/claims.ipynb").read_text(encoding="utf-8"))
    assert list(lint_notebooks.problems(book)) == []
    tags = {tag for cell in book["cells"] for tag in cell["metadata"].get("tags", [])}
    assert tags - {"no-handout"} == {"still"}
    source = "\n".join("".join(cell["source"]) for cell in book["cells"])
    for there in ("\nclaims()", "claims().references()", "## Sources", "not medical advice"):
        assert there in source
    listed = {citation.key for citation in claims().references().citations}
    assert listed == {key for one in EVERY for key in one["sources"]} | {"overcome2019"}


# The tally ------------------------------------------------------------------------------------------------------------


def test_the_tally_counts_each_claim_once():
    claim("C33").judge("C33", "refuted")  # ours: refuted
    claim("C34").judge("C34", "refuted")  # ours: supported
    claim("C35").judge("C35")  # looked at, not judged
    ours = {verdict: sum(one["verdict"] == verdict for one in EVERY) for verdict in VERDICTS}
    wanted = {verdict: (0, 0, n) for verdict, n in ours.items()}
    wanted["refuted"] = (1, 0, ours["refuted"] - 1)
    wanted["supported"] = (0, 1, ours["supported"] - 1)
    card = claims()
    assert card.tally() == wanted
    assert f"refuted: 1 the same, none another, {ours['refuted'] - 1} not yet given" in words(card)
    claim("C34").judge("C34", "supported")  # the latest counts
    assert claims().tally()["supported"] == (1, 0, ours["supported"] - 1)


def test_the_tally_is_a_table_that_can_be_heard():
    (page,) = [block["html"] for block in blocks(claims(), "text") if "<table" in block["html"]]
    Page(page)
    assert page.count("<caption") == 1
    assert page.count('scope="col"') == 4
    assert page.count('scope="row"') == len(VERDICTS) + 1
    for sign, word, _ in VERDICTS.values():
        assert f">{sign} {word}</th>" in page
    assert ">61</td>" in page


def test_what_is_not_judged_stands_under_the_lesson_that_asks_for_it():
    for one in EVERY:
        if one["lessons"][0] != "05":
            claim(one["id"]).judge(one["id"], one["verdict"])
    card = claims()
    card.press("show", {"shown": "yours:open"})
    assert {one["lessons"][0] for one in card.found()} == {"05"}
    assert "Each stands under the lesson that asks for your verdict." in words(card)
    assert '<a href="05_posture.ipynb">Lesson 05' in blocks(card, "text")[-1]["html"]
