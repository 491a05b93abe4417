"""The atlas: what is typed finds the records, a record shows all of itself, and a slip of the pen leads on."""

import base64
import csv
import html
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib.labs import atlas as module
from edu_lib.labs.atlas import Atlas, atlas
from edu_lib.models import anatomy
from edu_lib.models.anatomy import Structure
from edu_lib.sources import cite

EVERY = [one.id for one in anatomy.structures()]


def ask(words, region="everywhere"):
    card = atlas()
    card.press("search", {"atlas:words": words, "atlas:region": [region]})
    return card


def blocks(card, kind):
    return [block for block in card.state()["blocks"] if block["kind"] == kind]


def hits(card):
    """The ids on the buttons below Search."""
    return [b["id"].removeprefix("open:") for row in blocks(card, "buttons")[1:] for b in row["buttons"]]


def text(card, of="record"):
    found = [block["html"] for block in blocks(card, "text") if block["id"] == of]
    return html.unescape(re.sub(r"<[^>]+>", "", found[0])) if found else ""


# Searching --------------------------------------------------------------------------------------------------------


def test_it_opens_with_a_box_the_regions_and_one_button_that_enter_presses():
    card = atlas()
    (box,), (where,), (row,) = blocks(card, "words"), blocks(card, "choice"), blocks(card, "buttons")
    assert box["label"] == "Search a name, a nerve, an action"
    assert [o["id"] for o in where["options"]] == ["everywhere", *anatomy.REGIONS]
    assert where["value"] == ["everywhere"]
    assert max(len(o["text"]) for o in where["options"]) <= 14  # else the card sets them below each other
    assert [(b["id"], b["primary"]) for b in row["buttons"]] == [("search", True)]


def test_a_nerve_leads_to_all_that_it_supplies():
    card = ask("subcostal nerve")
    assert hits(card)[0] == "subcostal nerve"
    assert set(hits(card)[1:]) & {"external oblique", "pyramidalis", "transversus abdominis"}
    assert all("subcostal" in str(anatomy.structure(one)).lower() for one in hits(card))


def test_a_name_that_fits_opens_at_once_and_the_other_hits_stay():
    card = ask("Multifidus")
    assert card.shown.id == "multifidus"
    assert card.state()["focus"] == "record"
    assert "Multifidus" in card.state()["say"]
    other = next(one for one in hits(card) if one != "multifidus")
    before = hits(card)
    card.press(f"open:{other}")
    assert card.shown.id == other
    assert hits(card) == before


def test_more_hits_than_fit_are_counted():
    card = ask("muscle")
    many = len(anatomy.search("muscle"))
    assert many > 12 == len(hits(card))
    assert f"{many} structures found" in text(card, "found")
    assert f"and {many - 12} more: be more specific" in text(card, "found")


def test_a_region_narrows_and_alone_lists_all_of_it():
    ligaments = {one.id for one in anatomy.structures() if one.region == "ligaments"}
    assert set(hits(ask("", "ligaments"))) == ligaments
    assert set(hits(ask("limits", "ligaments"))) < ligaments
    card = ask("multifidus", "vessels")
    assert "elsewhere" in text(card, "found")
    assert "multifidus" in [one.id for one in card.found]


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_and_no_region_asks_for_something(typed):
    card = ask(typed)
    assert (hits(card), card.shown) == ([], None)
    assert "Type a name" in text(card, "found")
    assert card.error is None


# A slip of the pen ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant", "hint"),
    [
        ("abdominus", "rectus abdominis", "“abdominis” is a genitive"),
        ("rectus abdominus", "rectus abdominis", "“abdominis” is a genitive"),
        ("erector spinea", "erector spinae", "“spinae” is a genitive"),
        ("latisimus dorsi", "latissimus dorsi", "a letter is missing"),
        ("illiac crest", "iliac crest", "letter too many"),
    ],
)
def test_a_misspelt_name_leads_to_the_right_one(typed, meant, hint):
    assert anatomy.search(typed) == ()
    card = ask(typed)
    assert meant in [one.id for one in card.found]
    said = text(card, "found")
    assert said.startswith(f"Nothing is found for “{typed}”.")
    assert hint in said
    assert "Did you mean" in said


def test_what_is_like_nothing_gets_advice():
    card = ask("xyzzq")
    assert (hits(card), card.shown) == ([], None)
    assert "Try one word of the name" in text(card, "found")


@given(st.text(max_size=40))
def test_whatever_is_typed_it_is_answered_and_never_becomes_markup(typed):
    card = ask(typed)
    assert text(card, "found") or card.shown
    assert len(hits(card)) <= 12
    for block in blocks(card, "text"):
        assert set(re.findall(r"<(\w+)", block["html"])) <= {"p", "strong", "dl", "dt", "dd", "cite", "a", "span"}


# The record -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_every_record_shows_all_that_is_known(name):
    one, card = anatomy.structure(name), atlas(name)
    assert card.shown == one
    said = " ".join(text(card).split()).casefold()
    for field in ("ta", "english", "region", "kind", "layer", "origin", "insertion"):
        assert getattr(one, field).casefold() in said, field
    for field in ("nerve", "blood", "action", "fibres", "note"):
        assert getattr(one, field).casefold() in said, field
    assert all(also.casefold() in said for also in one.synonyms)
    markup = next(block["html"] for block in blocks(card, "text") if block["id"] == "record")
    assert markup.startswith(f'<p><strong lang="la">{html.escape(one.ta)}</strong>')  # the Latin name first
    assert ":</dt>\n<dd></dd>" not in markup  # what is not known has no row
    (sources,) = [block["html"] for block in blocks(card, "text") if block["tone"] == "source"]
    for key in one.sources:
        work = cite(key)
        assert html.escape(work.short) in sources
        assert f"[{work.badge}]" in sources
        assert work.url == "" or f'href="{html.escape(work.url)}"' in sources
    assert str(card).startswith(str(one))
    assert all(cite(key).short in str(card) for key in one.sources)


def test_a_muscle_has_origin_and_insertion_and_a_nerve_has_not():
    assert "Origin:" in text(atlas("multifidus"))
    assert "Origin:" not in text(atlas("femoral nerve"))
    assert "Starts at:" in text(atlas("femoral nerve"))


def test_what_stands_in_a_record_is_never_markup(monkeypatch):
    nasty = '<img src=x onerror=alert(1)> & "co"'
    cells = dict.fromkeys(("id", "ta", "english", "region", "layer", "origin", "insertion", "nerve", "blood"), nasty)
    cells |= dict.fromkeys(("action", "fibres", "note"), nasty)
    one = Structure(**cells, kind="muscle", synonyms=(nasty,), sources=("gray1918", "gray1918"), confidence="A")
    card = Atlas()
    card.shown = one
    shown = " ".join(block["html"] for block in blocks(card, "text"))
    assert "<img" not in shown
    assert shown.count("&lt;img") >= 10


# All records, words, mistakes -------------------------------------------------------------------------------------


def test_the_link_holds_all_records():
    (link,) = [block["html"] for block in blocks(atlas(), "text") if "download" in block["html"]]
    assert "Take all records along as CSV" in link
    assert 'download="anatomy.csv"' in link
    address = re.search(r'href="data:text/csv;charset=utf-8;base64,([A-Za-z0-9+/=]+)"', link)
    rows = list(csv.DictReader(io.StringIO(base64.b64decode(address[1]).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == EVERY
    assert rows[0]["ta"] == anatomy.structures()[0].ta


def test_in_words():
    assert str(len(EVERY)) in str(atlas())
    said = str(ask("subcostal nerve"))
    assert "nervus subcostalis" in said
    assert "<" not in said
    assert "<" not in str(atlas("multifidus"))


def test_mistakes_get_a_sentence():
    with pytest.raises(ValueError, match=r'no structure named "multifidis"\. Did you mean "multifidus"'):
        atlas("multifidis")
    with pytest.raises(TypeError, match="as text"):
        atlas(3)
    card = atlas("multifidus")
    with pytest.raises(ValueError, match="has no button"):
        card.press("burn")
    with pytest.raises(ValueError, match="everywhere"):
        card.search("multifidus", region="moon")
    assert card.shown.id == "multifidus"


def test_a_press_that_fails_is_shown_in_the_card():
    card = atlas("multifidus")
    card._hear({"press": "open:moon", "values": {}})
    assert 'no structure named "moon"' in card.widget.state["say"]
    assert card.shown.id == "multifidus"


def test_it_asks_and_keeps_nothing(journal_folder):
    ask("multifidus").press("open:rotatores")
    assert not journal_folder.exists()
    assert module.__all__ == ["Atlas", "atlas"]
