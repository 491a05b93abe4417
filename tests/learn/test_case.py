"""Every way through every case: no dead end, nothing out of reach, a reason and a source for each choice."""

import json
import re
from functools import cache

import jsonschema
import pytest

from edu_lib.learn import case as module
from edu_lib.learn.case import Case, case, cases
from edu_lib.learn.case_graph import columns, problems
from edu_lib.learn.journal import journal
from edu_lib.sources import source_keys

SCHEMA = json.loads((module.FOLDER.parent / "case.schema.json").read_text(encoding="utf-8"))
QUALITIES = {"good", "fair", "poor"}
TRUTHS = ("pars_scan", "disc_call", "ns_scan")  # the gymnast's envelopes
# Words that frighten people about their backs; a case may not put them into anybody's mouth.
FEARFUL = re.compile(r"worn|unstable|instabilit|slipped|out of place|crumbl|fragile|vulnerable|damag|cured?\b", re.I)


def read(name):
    return json.loads((module.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def steps(screen):
    """What can be taken on a screen: its choices, or its envelopes, which have no quality."""
    return screen.get("choices") or [{"id": sid, "to": sid} for sid in screen.get("draw", ())]


def ways(data):
    """Every path from the start to an end, as lists of (screen, choice)."""

    def walk(screen, above):
        taken = steps(data["screens"][screen])
        if not taken:
            yield above
        for step in taken:
            yield from walk(step["to"], [*above, (screen, step)])

    return walk(data["start"], [])


@cache
def all_ways(name):
    """All paths of a case that there is; the finale has many, so they are worked out once."""
    return tuple(ways(read(name)))


def some_ways(name):
    """All ways; of a case with a great many, as few as go over each edge and open each envelope."""
    every = all_ways(name)
    if len(every) < 1000:
        return every
    seen, kept = set(), []
    for way in every:
        if new := {(screen, choice["id"]) for screen, choice in way} - seen:
            seen |= new
            kept.append(way)
    return kept


def qualities(way):
    return {choice["quality"] for _, choice in way if "quality" in choice}


def started(data, way):
    """A card on which the envelope of this way is the one to be drawn."""
    return Case(data, next((c["id"] for s, c in way if "draw" in data["screens"][s]), None))


def take(card, screen, choice):
    assert card.here == screen
    if "draw" in card.screens[screen]:
        card.draw()
        assert card.here == choice["to"]
    else:
        card.choose(choice["id"])


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
    most = 40 if data["id"] == "gymnast" else 9  # the finale is larger
    assert (25 if data["id"] == "gymnast" else 6) <= len(data["screens"]) <= most


def test_a_file_bears_the_name_of_its_case():
    assert [read(name)["id"] for name in cases()] == list(cases())


def test_every_way_comes_to_an_end_and_all_screens_are_seen(data):
    seen = {data["start"]}
    for way in all_ways(data["id"]):
        assert 2 <= len(way) < len(data["screens"])
        assert data["screens"][way[-1][1]["to"]].get("end") is True
        seen |= {choice["to"] for _, choice in way}
    assert seen == set(data["screens"])


def test_there_is_a_way_of_good_choices_only_and_ways_through_each_quality(data):
    found = {frozenset(qualities(way)) for way in all_ways(data["id"])}
    assert {"good"} in found
    assert QUALITIES <= set().union(*found)
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
    for way in all_ways("nurse"):
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


# The gymnast: one beginning, three truths -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gymnast():
    return read("gymnast")


@pytest.fixture(scope="module")
def gymnast_ways():
    return all_ways("gymnast")


def reached(data, first, but=()):
    """All screens that follow from one, itself included, without those in `but`."""
    seen, queue = {first}, [first]
    for sid in queue:
        new = [step["to"] for step in steps(data["screens"][sid]) if step["to"] not in seen and step["to"] not in but]
        seen.update(new)
        queue.extend(new)
    return seen


def good_texts(data, sid):
    return [c["text"] for c in data["screens"][sid]["choices"] if c["quality"] == "good"]


def test_the_envelopes_are_the_only_doors_to_the_truths(gymnast):
    assert gymnast["screens"]["three"]["draw"] == list(TRUTHS)
    opening = reached(gymnast, "start", but=TRUTHS)
    behind = [reached(gymnast, truth) for truth in TRUTHS]
    assert {"three", "exam", "legs"} <= opening
    for own in behind:
        assert own & opening <= {"dark_loop"}
        assert all(own & other <= {"dark_loop"} for other in behind if other is not own)
    assert opening.union(*behind) == set(gymnast["screens"])


def test_nothing_in_the_opening_tells_the_truths_apart(gymnast):
    shown = []
    for truth in TRUTHS:
        card, pages = case("gymnast", truth=truth), []
        for choice in ("ask", "plain", "alone", "lead", "out"):
            card.choose(choice)
            pages.append((str(card), json.dumps(card.state(), sort_keys=True)))
        assert card.here == "three"
        card.draw()
        assert card.here == truth
        shown.append(pages)
    assert shown[0] == shown[1] == shown[2]


def test_good_choices_lead_to_each_truth_and_to_its_own_good_end(gymnast, gymnast_ways):
    good = [way for way in gymnast_ways if qualities(way) == {"good"}]
    drawn = {choice["id"]: way[-1][1]["to"] for way in good for screen, choice in way if screen == "three"}
    assert drawn == {"pars_scan": "pars_end", "disc_call": "disc_end", "ns_scan": "ns_end"}
    assert "dark_loop" not in {way[-1][1]["to"] for way in good}


def test_each_truth_says_its_own_spread_at_the_end(gymnast):
    said = {sid: words for sid, words, _ in spoken(gymnast)}
    for sid, parts in {
        "pars_end": ("98 to 150 days", "middle half", "one clinic", "took longer"),
        "disc_end": ("from 1 to 12", "range", "not an interval", "grown-ups"),
        "ns_end": ("16 to 37 %", "no interval", "spread between cohorts", "not her chance"),
        "disc_urgent": ("no spread can be told", "no good figures"),
        "dark_loop": ("no figure can be told",),
    }.items():
        assert [part for part in parts if part not in said[sid]] == [], sid


def test_urgent_signs_go_to_the_emergency_department_now_or_are_seen_the_same_day(gymnast, gymnast_ways):
    signs = re.compile(r"slaps on the floor|wiped|to the outside of her foot")  # what is new in a fact, and urgent
    urgent = {sid for sid, screen in gymnast["screens"].items() if signs.search(screen["fact"])}
    assert urgent == {"disc_call", "disc_worse"}
    for sid in urgent:
        assert all("emergency department now" in text.lower() for text in good_texts(gymnast, sid))
    assert all("tonight" in text for text in good_texts(gymnast, "disc_worse"))
    waiting = [c["quality"] for c in gymnast["screens"]["disc_worse"]["choices"] if "now, tonight" not in c["text"]]
    assert waiting == ["poor", "poor"]  # to wait is never fair there
    assert all("see her today" in text for text in good_texts(gymnast, "disc_call"))
    for sid in ("exam", "disc_exam"):  # and wherever she goes home with a plan, she takes the signs along
        assert all("emergency department now" in text for text in good_texts(gymnast, sid))
    for way in gymnast_ways:  # nobody is sent on without having been asked
        been = [screen for screen, _ in way]
        if "three" in been:
            assert "legs" in been or "exam" in been
        if "disc_worse" in been:
            assert way[-1][1]["to"] == "disc_urgent"
    asked = gymnast["screens"]["exam"]["fact"]
    assert all(sign in asked for sign in ("both legs", "saddle", "bladder", "bowel", "nights", "fever"))


def test_a_bone_that_may_be_under_stress_is_not_landed_on_and_pain_is_no_ticket(gymnast):
    assert "Leave out arching, landing and tumbling" in good_texts(gymnast, "exam")[0]
    assert "Sport by criteria, not by date" in good_texts(gymnast, "pars_plan")[0]
    score = {c["id"]: c for c in gymnast["screens"]["coach"]["choices"]}["agree"]
    assert (score["quality"], score["to"]) == ("poor", "dark_loop")
    for sid in ("pars_plan", "pars_hurry", "exam"):  # the amber light has no place here
        assert not re.search(r"\b(three|four|five) of ten", " ".join(good_texts(gymnast, sid)))


def test_the_longest_answer_is_not_the_good_one_by_habit(gymnast):
    asked = [screen["choices"] for screen in gymnast["screens"].values() if "choices" in screen]
    longest = sum(max(choices, key=lambda c: len(c["text"]))["quality"] == "good" for choices in asked)
    assert 0.3 <= longest / len(asked) <= 0.6


# Envelopes --------------------------------------------------------------------------------------------------------

OPENING = ("ask", "plain", "alone", "lead", "out")
REST = {
    "pars_scan": ("bone", "neutral", "half", "skills"),
    "disc_call": ("now", "plain", "good"),
    "ns_scan": ("real", "choose", "usual"),
}


def at_the_envelopes(**how):
    card = case("gymnast", **how)
    for choice in OPENING:
        card.choose(choice)
    return card


def buttons(card):
    return [b["id"] for block in card.state()["blocks"] if block["kind"] == "buttons" for b in block["buttons"]]


def test_the_other_envelopes_can_be_opened_and_the_map_keeps_them():
    card, seen = at_the_envelopes(seed=2), []
    for still_closed in (2, 1, 0):
        assert "open" in buttons(card)
        assert "decide" not in buttons(card)
        assert str(card).count("closed") == still_closed + 1
        card.press("open")
        seen.append(card.here)
        for choice in REST[card.here]:
            card.choose(choice)
        assert card.ended
        assert ("another" in buttons(card)) == bool(still_closed)
        state = {n["id"]: n["state"] for b in card.state()["blocks"] if b["kind"] == "map" for n in b["nodes"]}
        assert {truth for truth in TRUTHS if state[truth] == "been"} == set(seen)
        if still_closed:
            card.press("another")
            assert card.here == "three"
            assert len(card.path) == len(OPENING)
    assert sorted(seen) == sorted(TRUTHS)
    assert card.opened == tuple(seen)
    card.restart()
    assert (card.here, card.opened) == ("start", ())


def test_an_opened_envelope_goes_into_the_journal_as_the_screen_drawn():
    card = at_the_envelopes(truth="disc_call")
    card.draw()
    assert card.path[-1] == ("three", "disc_call")
    last = journal().entries("path", case="gymnast")[-1]
    assert (last["screen"], last["choice"]) == ("three", "disc_call")
    card.back()
    assert (card.here, card.opened) == ("three", ())


def test_chance_draws_each_truth_and_a_seed_repeats_it():
    def drawn(seed):
        card = at_the_envelopes(seed=seed)
        card.draw()
        return card.here

    some = [drawn(seed) for seed in range(12)]
    assert set(some) == set(TRUTHS)
    assert [drawn(seed) for seed in range(12)] == some


@pytest.mark.parametrize(
    ("name", "how", "problem", "sentence"),
    [
        (
            "gymnast",
            {"truth": "disc_cal"},
            ValueError,
            r'Did you mean "disc_call"\? There are: "pars_scan", "disc_call", ',
        ),
        ("gymnast", {"truth": 3}, TypeError, r'name of a truth as text, but 3 was given\. There are: "pars_scan"'),
        ("nurse", {"truth": "disc_call"}, ValueError, r'"nurse" has no envelopes.*Leave truth out'),
        ("gymnast", {"seed": 1.5}, TypeError, r"seed must be a whole number or None, but 1\.5 was given"),
    ],
)
def test_a_bad_truth_or_seed_gets_a_sentence(name, how, problem, sentence):
    with pytest.raises(problem, match=sentence):
        case(name, **how)


def test_envelopes_are_opened_only_where_they_lie():
    card = case("gymnast")
    with pytest.raises(ValueError, match="no envelope here"):
        card.draw()
    with pytest.raises(ValueError, match="when the way of one has come to its end"):
        card.another()
    for choice in OPENING:
        card.choose(choice)
    with pytest.raises(ValueError, match="open an envelope"):
        card.choose("pars_scan")
    assert card.here == "three"


# Walking ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", cases())
def test_a_student_can_walk_every_way(name, monkeypatch):
    monkeypatch.setattr(
        "edu_lib.learn.card.remember", lambda kind, **fields: ""
    )  # hundreds of ways; the journal is tested below
    data = read(name)
    for way in some_ways(name):
        card = started(data, way)
        for screen, choice in way:
            assert not card.ended
            take(card, screen, choice)
            shown = str(card)
            assert choice.get("feedback", "You opened an envelope") in shown
            assert card.screens[card.here]["fact"] in shown
            assert "[Back to the last decision]" in shown
        assert card.ended
        assert card.error is None
        assert card.screens[card.here]["reflection"] in shown
        assert all(choice.get("text", "Drawn, not chosen") in shown for _, choice in way)  # the way, in words
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
    way = all_ways(data["id"])[0]
    card = started(data, way)
    assert not [b for b in card.state()["blocks"] if b["kind"] == "map"]  # nothing to see yet
    for screen, choice in way:
        take(card, screen, choice)
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
    for way in all_ways(data["id"]):
        for depth, (_, choice) in enumerate(way, 1):
            if not data["screens"][choice["to"]].get("end"):
                shortest[choice["to"]] = min(depth, shortest.get(choice["to"], 99))
    place = columns(data)
    assert {sid: place[sid][0] for sid in shortest} == shortest
    assert place[data["start"]][0] == 0
    for end in set(place) - set(shortest) - {data["start"]}:  # no line of the map runs back to an end
        before = [place[sid][0] for sid, s in data["screens"].items() if end in [step["to"] for step in steps(s)]]
        assert place[end][0] == max(before) + 1


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


def envelopes(screens, *names):
    del screens["first"]["choices"]
    screens["first"]["draw"] = list(names)


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
        (lambda s: s["first"].update(draw=["good_end", "poor_end"]), "or hold envelopes to draw"),
        (lambda s: envelopes(s, "good_end", "nowhere"), 'The envelope "nowhere" of "first" leads to no screen'),
        (lambda s: envelopes(s, "good_end", "good_end"), "needs two envelopes or more, all different"),
        (lambda s: envelopes(s, "good_end", "first"), 'goes round in a circle at "first"'),
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
