"""Anki's own library takes the decks in: notes, media and decks are counted, and a second import adds nothing."""

import os
import re
import sys
from dataclasses import replace

import pytest
from quiz_bank import bank, nasty, of

from edu_lib.learn import items, labels
from edu_lib.teach.anki import write_deck
from edu_lib.teach.bank import names, paragraph

pytest.importorskip("anki")
THEN = 1_700_000_000


@pytest.fixture
def collection(tmp_path):
    from anki.collection import Collection

    found = Collection(str(tmp_path / "collection.anki2"))
    yield found
    found.close()


def take_in(collection, path):
    """Import a file as the program does when it is opened; return what it says of the notes."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    return collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    ).log


def note_of(collection, question):
    [found] = collection.find_notes(f'"Id:{question.id}"')
    return collection.get_note(found)


def test_anki_takes_the_decks_in_and_a_second_import_adds_nothing(collection, tmp_path):
    path = tmp_path / "all.apkg"
    write_deck(bank(), path, THEN)
    assert len(take_in(collection, path).new) == len(bank()) == collection.note_count() == collection.card_count()
    decks = [deck.name for deck in collection.decks.all_names_and_ids() if "::" in deck.name]
    assert len(decks) == len(items.lessons())
    assert len(collection.find_notes('"deck:Trunk and spine::Lesson 04: What loads a disc?"')) == 8
    used, notes = set(), {note["Id"]: note for note in map(collection.get_note, collection.find_notes(""))}
    for question in bank():
        note = notes[question.id]
        assert question.ask in note["Ask"] and note["Answer"]
        assert {f"lesson{question.lesson}", question.kind} == set(note.tags)
        used |= set(re.findall(r'<img src="([^"]+)" alt="[^"]{40,}"', "".join(note.fields)))
    assert len(used) == 2 * len(of("find")) + len(of("name"))  # each of another picture or another place
    check = collection.media.check()
    assert (sorted(os.listdir(collection.media.dir())), list(check.missing), list(check.unused)) == (
        sorted(used),
        [],
        [],
    )

    write_deck(bank(), path, THEN)
    again = take_in(collection, path)
    assert (len(again.new), len(again.duplicate), collection.note_count()) == (0, len(bank()), len(bank()))


def test_a_newer_file_mends_a_card_and_leaves_its_owner_s_progress(collection, tmp_path):
    path = tmp_path / "one.apkg"
    [old, *_] = of("number")
    write_deck([old], path, THEN)
    take_in(collection, path)
    card = note_of(collection, old).cards()[0]
    card.reps, card.ivl, card.type, card.queue = 5, 30, 2, 2
    collection.update_card(card)
    write_deck([replace(old, ask=paragraph("Asked in another way?"))], path, THEN + 60)
    assert len(take_in(collection, path).updated) == 1
    note = note_of(collection, old)
    assert note["Ask"] == "<p>Asked in another way?</p>"
    assert (collection.note_count(), note.cards()[0].reps, note.cards()[0].ivl) == (1, 5, 30)


def test_answers_stand_behind_the_card_and_words_stay_words(collection, tmp_path):
    path = tmp_path / "few.apkg"
    chosen = [of("single")[0], of("order")[0], *nasty()]
    write_deck(chosen, path, THEN)
    take_in(collection, path)
    single, order = (note_of(collection, question) for question in chosen[:2])
    [right] = (choice for choice in chosen[0].choices if choice.right)
    assert right.text in single["Answer"] and all(choice.feedback in single["Why"] for choice in chosen[0].choices)
    shown = re.findall(r"<li>(.*?)</li>", order["Ask"])
    assert sorted(shown) == sorted(choice.text for choice in chosen[1].choices) != [c.text for c in chosen[1].choices]
    for question in nasty():
        assert "<script" not in "".join(note_of(collection, question).fields)


def test_the_places_on_pictures_make_a_deck_of_their_own_and_share_their_pictures(collection, tmp_path):
    every = names()
    assert (
        len({question.id for question in every})
        == len(every)
        == sum(len(labels.bank(plate)) for plate in labels.plates())
    )
    path, few = tmp_path / "names.apkg", [question for question in every if question.shows == "back_4"][:4]
    assert [question.kind for question in few] == ["find", "name"] * 2
    write_deck(few, path, THEN)
    take_in(collection, path)
    assert {collection.decks.name(card.did) for q in few for card in note_of(collection, q).cards()} == {
        "Trunk and spine::Names on pictures"
    }
    assert len(os.listdir(collection.media.dir())) == 3  # the picture, and a ring in two places


def test_without_genanki_one_sentence_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(ImportError, match="Type: python -m pip install genanki"):
        write_deck(bank(), tmp_path / "x.apkg")
