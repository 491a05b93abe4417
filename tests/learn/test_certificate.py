"""The page of what was practised: counted by hand, ticked only where shown, no score, and no name kept."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from edu_lib import certificate
from edu_lib.learn.certificate import LIMITS, LONGEST_NAME, whole_page
from edu_lib.learn.journal import journal
from edu_lib.learn.practice import ABILITIES, day, practice


def entry(kind, at="2026-03-01T12:00:00+00:00", **fields):
    return {"v": 2, "id": "0", "at": at, "kind": kind, **fields}


SOME = [
    entry("prediction", item="04-reach", value=3000),
    entry("prediction", item="04-reach", value=2500),  # again: no more
    entry("prediction", item="04-order", value=None, shown_anyway=True),  # only looked at
    entry("answer", lesson="04", item="a", right=False, at="2026-03-05T12:00:00+00:00"),
    entry("answer", lesson="04", item="a", right=True, attempt=2, at="2026-03-06T12:00:00+00:00"),
    entry("answer", lesson="04", item="b", right=True, at="2026-03-06T12:00:00+00:00"),
    entry("finished", lesson="04", at="2026-03-07T12:00:00+00:00"),
    entry("path", case="numb", screen="start", choice="a"),
    entry("finished", case="numb", at="2026-03-08T12:00:00+00:00"),
    entry("claim", item="C33", lesson="05", value="refuted"),
    entry("claim", item="C34", lesson="05", value=None, shown_anyway=True),
    entry("sort", item="shoot", sort="pain_terms", value="radicular", right=True),
    entry("sort", item="ache", sort="pain_terms", value="radicular", right=False),
    entry("rewrite", item="cause", lesson="09", text="Mine."),
    entry("rewrite", item="benefit", lesson="09", text=" ", shown=True),
    entry("plan", item="begin"),
    entry("plan", item="goal", goal="to be in the team"),
    entry("plan", item="dose", minutes=None, days=[]),
    entry("zebra", lesson="03"),
]


class Page(HTMLParser):
    """The tags and the words of a page; fails on a tag that is not closed."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.words = [], [], ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words += data


def write_some():
    for one in SOME:
        journal().append(one["kind"], **{k: v for k, v in one.items() if k not in ("v", "id", "at", "kind")})


def words(card):
    return " ".join(str(card).split())


# What was practised ---------------------------------------------------------------------------------------------------


def test_practice_is_counted_and_never_marked():
    found = practice(SOME)
    assert {row.key: row.count for row in found.rows} == {
        "prediction": 1, "answer": 2, "case": 1, "sort": 2, "claim": 1, "rewrite": 1, "plan": 1,
    }  # fmt: skip
    answers = next(row for row in found.rows if row.key == "answer")
    assert (answers.words, answers.first, answers.last) == ("questions answered", date(2026, 3, 5), date(2026, 3, 6))
    assert [(key, stage) for key, _, stage, _ in found.lessons] == [
        ("04", "finished"),
        ("05", "begun"),
        ("09", "begun"),
    ]
    assert found.cases == ("Leg pain worse than back pain",)
    right = [e | {"right": True} if "right" in e else e for e in SOME]
    assert practice(right) == found  # whether it was right changes nothing


def test_an_ability_is_ticked_only_where_the_journal_shows_practice():
    shown = {one.words for one in practice(SOME).abilities if one.practised}
    assert shown == {
        "calculate a static disc load, and say what the sum leaves out",
        "compare postures and exercises with measured data",
        "keep load, injury, nociception and pain apart",
        "keep referred pain, radicular pain, radiculopathy and cauda equina syndrome apart",
        "critique a health article",
        "triage: see what cannot wait",
        "design, justify and revise a plan",
        "explain without frightening",
    }
    assert not any(one.practised for one in practice([]).abilities)
    only_looked = [e for e in SOME if e.get("shown_anyway")]
    assert not practice(only_looked)
    lone = practice([entry("finished", case="sit_up")])
    assert [one.words for one in lone.abilities if one.practised] == ["explain without frightening"]
    assert next(o for o in practice(SOME).abilities if o.words.startswith("calc")).because == (
        "lesson 04: 1 prediction, 2 answers",
    )


def test_a_prediction_of_lesson_nine_is_counted_for_it():
    found = practice(
        [entry("prediction", item="09-question", value=["legs"]), entry("belief", item="x", when="end", value=3)]
    )
    assert [key for key, *_ in found.lessons] == ["09"]


# The page -------------------------------------------------------------------------------------------------------------


def test_the_page_says_what_it_is_not_and_holds_no_score():
    page = Page(whole_page(practice(SOME), "Noor", date(2026, 4, 2)))
    text = " ".join(page.words.split())
    assert LIMITS in text and "certifies no competence" in LIMITS and "nobody has checked it" in LIMITS
    assert "What I practised" in text and "Noor" in text and "page made on 2 April 2026" in text
    assert "1 March 2026 to 8 March 2026" in text
    assert text.count("☑") == 8 and text.count("☐") == len(ABILITIES) - 8
    assert not re.search(r"%|percent|score|correct|passed|awarded", text, re.I)
    assert page.tags.count("h1") == 1
    assert not {"img", "script", "link"} & set(page.tags)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "&lt;b&gt;"])
def test_a_hostile_name_is_shown_as_text(name):
    write_some()
    card = certificate()
    page = Page(card.make(name))
    assert name in page.words
    assert not {"script", "img", "b"} & set(page.tags)
    for block in card.state()["blocks"]:
        assert "<script" not in block.get("html", "") and "<img" not in block.get("html", "")


def test_the_name_is_kept_nowhere():
    write_some()
    before = journal().entries()
    card = certificate()
    card.press("make", {"name": "  Noor\n\x00 B. "})
    assert card.name == "Noor B." and "Noor B." in card.whole
    assert journal().entries() == before
    assert "Noor" not in certificate().whole and "Noor" not in words(certificate())
    assert "Noor" not in certificate().make("")


def test_the_page_is_handed_out_and_saved_and_nothing_is_written_over(tmp_path, monkeypatch):
    write_some()
    monkeypatch.chdir(tmp_path)
    card = certificate()
    assert "Save beside the lesson" not in words(card)
    card.press("make", {"name": "Noor"})
    links = [b["html"] for b in card.state()["blocks"] if b["kind"] == "text" and "<a download" in b["html"]]
    assert len(links) == 1 and "data:text/html;base64," in links[0]
    card.press("save")
    card.press("save")
    files = sorted(tmp_path.glob("what_i_practised_*.html"))
    assert len(files) == 2 and all(file.read_text(encoding="utf-8") == card.whole for file in files)
    assert f"Saved as {files[0].name.removesuffix('.html')}" in words(card)


def test_an_empty_journal_gets_kind_words_and_no_page():
    card = certificate()
    assert "no fault" in words(card) and "Lesson 00" in words(card)
    assert [block["kind"] for block in card.state()["blocks"]] == ["text", "buttons"]
    with pytest.raises(ValueError, match="journal is empty"):
        card.make("Noor")
    assert card.whole == ""


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda c: c.make("x" * (LONGEST_NAME + 1)), ValueError, f"at most {LONGEST_NAME} fit"),
        (lambda c: c.make(3), TypeError, "must be text"),
        (lambda c: c.press("save"), ValueError, "Make the page first"),
        (lambda c: c.press("award"), ValueError, 'no button "award"'),
    ],
)
def test_bad_input_gets_a_sentence(call, error, sentence):
    write_some()
    with pytest.raises(error, match=sentence):
        call(certificate())


def test_a_folder_that_takes_no_files_gets_a_sentence(monkeypatch):
    write_some()
    card = certificate()
    card.make()

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("edu_lib.learn.certificate.save_page", refuse)
    with pytest.raises(ValueError, match=r"could not be saved beside the lesson .* Download it instead"):
        card.press("save")


def test_a_day_is_written_as_people_write_it():
    assert day(date(2026, 3, 9)) == "9 March 2026"
