"""Every way through every case: no dead end, nothing out of reach, a reason and a source for each choice."""

import json
import re

import jsonschema
import pytest

from edu_lib.learn import case as module
from edu_lib.learn.case import Case, case, cases, columns, problems
from edu_lib.learn.journal import journal
from edu_lib.sources import source_keys

SCHEMA = json.loads((module.FOLDER.parent / "case.schema.json").read_text(encoding="utf-8"))
QUALITIES = {"good", "fair", "poor"}
# Words that frighten people about their backs; a case may not put them into anybody's mouth.
FEARFUL = re.compile(r"worn|unstable|instabilit|slipped|out of place|crumbl|fragile|vulnerable|damag|cured?\b", re.I)


def read(name):
    return json.loads((module.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def ways(data, screen=None):
    """Every path from the start to an end, as lists of (screen, choice)."""
    screen = screen or data["start"]
    choices = data["screens"][screen].get("choices", ())
    if not choices:
        yield []
    for choice in choices:
        for rest in ways(data, choice["to"]):
            yield [(screen, choice), *rest]


def spoken(data):
    """Everything a case says: (place, words, numbers)."""
    for sid, screen in data["screens"].items():
        words = " ".join(screen.get(key, "") for key in ("name", "fact", "text", "reflection"))
        yield sid, words, screen.get("numbers", ())
        for choice in screen.get("choices", ()):
            yield f"{sid}/{choice['id']}", f"{choice['text']} {choice['feedback']}", choice.get("numbers", ())


def small(**changes):
    """A case of three screens, to break."""
    choices = [
        {
            "id": "a",
            "text": "This way",
            "to": "good_end",
            "quality": "good",
            "feedback": "Yes.",
            "source": ["wilke1999"],
        },
        {
            "id": "b",
            "text": "That way",
            "to": "poor_end",
            "quality": "poor",
            "feedback": "No.",
            "source": ["wilke1999"],
        },
    ]
    end = {"name": "The end", "fact": "It ends.", "text": "So be it.", "end": True, "reflection": "Think."}
    first = {"name": "The start", "fact": "A fact.", "text": "What now?", "choices": choices}
    data = {"id": "small", "lesson": "04", "title": "A <b>small</b> case", "about": "To try.", "start": "first"}
    return data | {"screens": {"first": first, "good_end": end, "poor_end": end}} | changes


@pytest.fixture(params=cases())
def data(request):
    return read(request.param)


# The data ---------------------------------------------------------------------------------------------------------


def test_the_cases_of_lessons_00_and_04_are_there():
    assert {"nurse", "sure"} <= set(cases())
    assert (read("nurse")["lesson"], read("sure")["lesson"]) == ("04", "00")


def test_a_case_keeps_to_its_schema(data):
    jsonschema.validate(data, SCHEMA, jsonschema.Draft202012Validator)
    assert problems(data) == []
    assert 6 <= len(data["screens"]) <= 9


def test_a_file_bears_the_name_of_its_case():
    assert [read(name)["id"] for name in cases()] == list(cases())


def test_every_way_comes_to_an_end_and_all_screens_are_seen(data):
    seen = {data["start"]}
    for way in ways(data):
        assert 2 <= len(way) < len(data["screens"])
        assert data["screens"][way[-1][1]["to"]].get("end") is True
        seen |= {choice["to"] for _, choice in way}
    assert seen == set(data["screens"])


def test_there_is_a_way_of_good_choices_only_and_ways_through_each_quality(data):
    qualities = [{choice["quality"] for _, choice in way} for way in ways(data)]
    assert {"good"} in qualities
    for quality in QUALITIES:
        assert any(quality in found for found in qualities)
    for screen in data["screens"].values():
        if "choices" in screen:  # where one can decide, one can decide well, and not only well
            assert {c["quality"] for c in screen["choices"]} >= {"good", "poor"}


def test_every_choice_says_why_with_sources_that_exist(data):
    for screen in data["screens"].values():
        assert set(screen.get("source", ())) <= set(source_keys())
        for choice in screen.get("choices", ()):
            assert len(choice["feedback"].split()) >= 12
            assert set(choice["source"]) <= set(source_keys())
            assert choice["source"]


def test_every_printed_number_is_traced_or_given(data):
    for place, words, numbers in spoken(data):
        rest = words.replace("L4/L5", "")
        for entry in sorted(numbers, key=lambda entry: -len(entry["text"])):
            assert entry["text"] in words, (place, entry)
            rest = rest.replace(entry["text"], "")
        assert not re.search(r"\d", rest), (place, rest)


def test_every_traced_number_is_what_its_source_says(data):
    recompute = pytest.importorskip("recompute")  # tools/recompute.py
    traced = [entry for _, _, numbers in spoken(data) for entry in numbers if "from" in entry]
    assert traced
    assert [wrong for entry in traced if (wrong := recompute.stale(entry))] == []


def test_the_words_do_not_frighten_and_are_not_long(data):
    for place, words, _ in spoken(data):
        assert not FEARFUL.search(words), (place, words)
        assert len(words.split()) <= 150, place


def test_the_nurse_is_asked_about_signs_that_need_urgent_care_and_the_new_fact_changes_the_plan():
    said = {place: words for place, words, _ in spoken(read("nurse"))}
    for sign in ("saddle", "bladder", "bowel", "weakness", "fever", "cancer", "accident"):
        assert sign in said["first/listen"]
    for way in ways(read("nurse")):
        assert "legs" in [screen for screen, _ in way]
        assert all(
            sign in " ".join(c["feedback"] for _, c in way) + said[way[-1][1]["to"]] for sign in ("saddle", "same day")
        )


def test_the_pilates_teacher_gets_a_sentence_for_her_class_and_nobody_is_examined_there():
    data = read("pilates")
    ends = [screen for screen in data["screens"].values() if screen.get("end")]
    assert any("Your core is what we call the wall" in end["fact"] for end in ends)
    good = {
        c["id"]: c["feedback"]
        for sid in ("ana", "tested")
        for c in data["screens"][sid]["choices"]
        if c["quality"] == "good"
    }
    for words in good.values():  # what would need care the same day is said, and no test of a belly is made
        assert all(sign in words for sign in ("saddle", "bladder", "bowel", "weakness")), words
    assert "not test or judge her back here" in next(
        c["text"] for c in data["screens"]["ana"]["choices"] if c["id"] == "scope"
    )


# Walking ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", cases())
def test_a_student_can_walk_every_way(name, monkeypatch):
    monkeypatch.setattr(
        "edu_lib.learn.card.remember", lambda kind, **fields: ""
    )  # hundreds of ways; the journal is tested below
    for way in ways(read(name)):
        card = case(name)
        for screen, choice in way:
            assert card.here == screen
            assert not card.ended
            card.choose(choice["id"])
            shown = str(card)
            assert choice["feedback"] in shown
            assert card.screens[card.here]["fact"] in shown
            assert "[Back to the last decision]" in shown
        assert card.ended
        assert card.error is None
        assert card.screens[card.here]["reflection"] in shown
        assert all(choice["text"] in shown for _, choice in way)  # the way, in words
        assert "[Decide]" not in shown


def test_each_decision_goes_into_the_journal_and_so_does_the_end():
    card = case("nurse")
    for choice in ("listen", "compare", "graded", "bend", "examine"):
        card.choose(choice)
    entries = journal().entries("path", case="nurse")
    assert [(e["screen"], e["choice"]) for e in entries] == card.path
    assert len(journal().entries("finished", case="nurse")) == 1
    card.back()
    card.choose("same")
    assert len(journal().entries("path", case="nurse")) == 6
    assert len(journal().entries("finished", case="nurse")) == 1  # once for all


def test_back_and_start_again():
    card = case("nurse")
    card.choose("strength")
    assert card.here == "worried"
    card.back()
    assert (card.here, card.path) == ("first", [])
    assert card.state()["focus"] == "fact"
    card.choose("listen")
    card.choose("limit")
    card.restart()
    assert (card.here, card.path) == ("first", [])
    with pytest.raises(ValueError, match="nothing to go back to"):
        card.back()


def test_a_bad_choice_gets_a_sentence_and_changes_nothing():
    card = case("nurse")
    with pytest.raises(ValueError, match=r"no choice 'run' here\. There are: listen, list, strength\."):
        card.choose("run")
    with pytest.raises(ValueError, match="Choose one of the answers first"):
        card.press("decide", {})
    with pytest.raises(ValueError, match=r'no button "jump"\. It has: decide, back, again'):
        card.press("jump")
    assert card.path == []
    assert journal().entries() == []
    for choice in ("listen", "compare", "graded", "bend", "examine"):
        card.choose(choice)
    with pytest.raises(ValueError, match="come to its end"):
        card.choose("examine")


@pytest.mark.parametrize(
    ("name", "problem", "sentence"),
    [
        ("nurs", ValueError, r'no case named "nurs"\. Did you mean "nurse"\? There are: .*"nurse", '),
        ("zzz", ValueError, r'no case named "zzz"\. There are: .*"nurse"'),
        ("../quiz/04", ValueError, "no case named"),
        (4, TypeError, r'as text, but 4 was given\. There are: .*"nurse"'),
    ],
)
def test_an_unknown_case_gets_the_names(name, problem, sentence):
    with pytest.raises(problem, match=sentence):
        case(name)


# The view ---------------------------------------------------------------------------------------------------------


def test_the_browser_decides_by_the_same_way():
    card = case("sure")
    key = next(b["id"] for b in card.widget.state["blocks"] if b["kind"] == "choice")
    card._hear({"press": "decide", "values": {key: ["mind"]}})
    assert card.error is None
    assert card.here == "test"
    assert card.widget.state["focus"] == "feedback"
    assert card.screens["test"]["fact"] in card.widget.state["say"]
    card._hear({"press": "decide", "values": {}})
    assert "Choose one of the answers first" in card.error
    assert card.here == "test"


def test_the_good_answer_does_not_always_stand_first(data):
    card, first = Case(data), []
    for sid, screen in data["screens"].items():
        if "choices" in screen:
            card.path = []
            card.data = data | {"start": sid}
            shown = next(b for b in card.state()["blocks"] if b["kind"] == "choice")["options"]
            first.append(next(c["quality"] for c in screen["choices"] if c["id"] == shown[0]["id"]))
            assert [o["id"] for o in shown] == [
                o["id"] for o in next(b for b in card.state()["blocks"] if b["kind"] == "choice")["options"]
            ]
    assert set(first) > {"good"} or "good" not in first


def test_the_map_shows_the_way_and_keeps_the_rest_to_itself(data):
    card = Case(data)
    assert not [b for b in card.state()["blocks"] if b["kind"] == "map"]  # nothing to see yet
    way = next(iter(ways(data)))
    for _, choice in way:
        card.choose(choice["id"])
        shown = next(b for b in card.state()["blocks"] if b["kind"] == "map")
        state = {n["id"]: n["state"] for n in shown["nodes"]}
        assert [sid for sid in state if state[sid] == "here"] == [card.here]
        assert {sid for sid in state if state[sid] == "been"} == {screen for screen, _ in card.path}
        assert [(a, b) for a, b, been in shown["edges"] if been]
        hidden = [n["text"] for n in shown["nodes"] if n["state"] in ("open", "end")]
        assert set(hidden) <= {"not seen", "an end"}
        assert data["screens"][card.here]["name"] in shown["alt"]
    assert len({(n["x"], n["y"]) for n in shown["nodes"]}) == len(data["screens"])


def test_columns_count_the_decisions(data):
    shortest = {}
    for way in ways(data):
        for depth, (_, choice) in enumerate(way, 1):
            shortest[choice["to"]] = min(depth, shortest.get(choice["to"], 99))
    place = columns(data)
    assert {sid: place[sid][0] for sid in shortest} == shortest
    assert place[data["start"]][0] == 0


def test_words_of_the_data_cannot_become_markup():
    card = Case(small())
    card.data["screens"]["first"]["choices"][0]["feedback"] = "<script>alert(1)</script>"
    card.choose("a")
    assert not any("<script" in b["html"] for b in card.state()["blocks"] if b["kind"] == "text")


def test_a_card_shows_where_it_has_not_been_run():
    bundle = case("nurse")._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/html"].startswith('<figure class="edu-still')
    assert "The nurse moving boxes" in data["text/html"]


def test_a_journal_that_cannot_be_written_does_not_stop_the_case(journal_folder):
    journal_folder.write_text("in the way")
    card = case("nurse")
    card.choose("listen")
    assert card.here == "told"
    assert card.unsaved
    assert any(card.unsaved in b.get("html", "") for b in card.widget.state["blocks"])


# What a broken case is told ---------------------------------------------------------------------------------------


def broken(change):
    data = small()
    change(data["screens"])
    return problems(data)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda s: s["first"]["choices"][0].update(to="nowhere"), 'leads to "nowhere", which is no screen'),
        (lambda s: s["first"].pop("choices"), 'The screen "first" must have choices or be an end'),
        (lambda s: s["first"].update(end=True), 'The screen "first" must have choices or be an end'),
        (lambda s: s["first"]["choices"][1].update(id="a"), "gives two choices the same id"),
        (lambda s: s["first"]["choices"][1].update(to="good_end"), 'No choice leads to the screen "poor_end"'),
        (lambda s: s["first"]["choices"][1].update(to="first"), 'goes round in a circle at "first"'),
    ],
)
def test_a_broken_case_is_found(change, sentence):
    assert problems(small()) == []
    assert any(sentence in said for said in broken(change))


def test_a_broken_start_is_found():
    assert problems(small(start="nowhere")) == ['It starts at "nowhere", which is no screen.']


def test_a_broken_file_is_not_shown(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    (tmp_path / "small.json").write_text(json.dumps(small(start="nowhere")), encoding="utf-8")
    with pytest.raises(ValueError, match=r"The case small.json cannot be used: It starts at"):
        case("small")


@pytest.mark.parametrize("key", ["feedback", "source", "quality"])
def test_the_schema_wants_a_reason_a_source_and_a_quality(key):
    data = small()
    jsonschema.validate(data, SCHEMA)
    del data["screens"]["first"]["choices"][0][key]
    with pytest.raises(jsonschema.ValidationError, match=key):
        jsonschema.validate(data, SCHEMA)
