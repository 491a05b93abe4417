"""Every number in a finished lesson leads to its source, and agrees with it as it is now."""

import copy
import csv
import json
import subprocess
import sys
from pathlib import Path

import prose_numbers
import pytest
import recompute

from edu_lib.learn import trace
from edu_lib.models.loads import spine_loads
from edu_lib.models.posture import Posture
from edu_lib.words import printed, speaking, spoken_in

ROOT = Path(__file__).parents[2]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


LESSONS = sorted([*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "notebooks").glob("??/*.ipynb")])
FINISHED = [path for path in LESSONS if prose_numbers.finished(read(path))]
QUIZ = {
    item["id"]: item for path in sorted((ROOT / "edu_lib/data/quiz").glob("*.json")) for item in read(path)["items"]
}


def wilke(activity):
    return {"table": "invivo_pressure", "where": {"source": "wilke1999", "activity": activity}, "column": "value"}


STANDING = wilke("relaxed standing")
FAR = {"spine": {"posture": {"hands_load_kg": 20, "hands_forward_m": 0.6}}, "take": ["compression_n", "L4/L5"]}


# ------------------------------------------------------------------------------------------------------ the course itself


@pytest.mark.parametrize("path", FINISHED, ids=lambda path: path.stem)
def test_every_number_of_a_finished_lesson_is_traced_and_linked(path):
    assert list(prose_numbers.problems(read(path))) == []


@pytest.mark.parametrize("path", recompute.sources(), ids=lambda path: path.stem)
def test_every_traced_number_is_still_true(path):
    assert list(recompute.problems(path)) == []


def test_lessons_quizzes_and_their_numbers_are_found():
    assert {path.stem for path in FINISHED} >= {"00_start_here", "04_spinal_load"}
    names = {path.name for path in recompute.sources()}
    assert {"00.json", "04.json", "predictions.json", "nurse.json", "sure.json", "04_spinal_load.ipynb"} <= names
    traced = [entry for path in recompute.sources() for _, entry in recompute.entries(read(path))]
    assert len(traced) > 40
    assert sum("answer" in entry for entry in traced) >= 2


# The schema of a quiz traces answers. These are the numbers that its questions and notes print.
PRINTED = [
    ("00-harm", "0.50 MPa", STANDING),
    ("00-harm", "1.10 MPa", wilke("standing, bent forward")),
    ("00-interval", "14 points", {"table": "trials", "where": {"source": "yamato2015"}, "column": "effect"}),
    ("00-interval", "9 to", {"table": "trials", "where": {"source": "yamato2015"}, "column": "ci_high"}),
    ("00-interval", "19 points", {"table": "trials", "where": {"source": "yamato2015"}, "column": "ci_low"}),
    ("04-lever", "135 Nm", {**FAR, "take": ["moment_nm", "L4/L5", 0]}),
    ("04-percent", "0.50 MPa", STANDING),
    ("04-percent", "1.10 MPa", wilke("standing, bent forward")),
    ("04-more", "0.30 MPa", wilke("sitting slouched in chair (nonchalant)")),
    ("04-order", "0.12 MPa", wilke("side lying")),
    ("04-order", "0.30 MPa", wilke("sitting slouched in chair (nonchalant)")),
    ("04-order", "0.50 MPa", STANDING),
    ("04-order", "1.10 MPa", wilke("standing, bent forward")),
    ("04-order", "1.70 MPa", wilke("lifting, knees flexed")),
    ("04-order", "2.30 MPa", wilke("lifting, round flexed back")),
]


@pytest.mark.parametrize(("item", "text", "origin"), PRINTED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_a_quiz_prints_is_still_true(item, text, origin):
    assert text in json.dumps(QUIZ[item], ensure_ascii=False)
    if origin["table" if "table" in origin else "spine"] == "trials":  # "lower" is said in words
        origin = {"product": [{"constant": -1, "why": "lower"}, origin]}
    assert recompute.stale({"text": text, "from": origin}) == ""


def test_what_is_to_be_put_in_order_is_in_order():
    notes = [recompute.printed(item["note"])[0] for item in QUIZ["04-order"]["items"]]
    assert notes == sorted(notes)


def test_options_differ_in_length_without_giving_the_answer_away():
    """Whoever always picks the longest option should be wrong more often than not."""
    single = [item["options"] for item in QUIZ.values() if item["kind"] == "single"]
    longest_is_right = sum(max(options, key=lambda option: len(option["text"]))["right"] for options in single)
    assert longest_is_right <= len(single) / 3


# ---------------------------------------------------------------------------------------------------------------- traces


@pytest.mark.parametrize(
    ("origin", "number", "said"),
    [
        (STANDING, 0.50, "Wilke et al. 1999 (read)"),
        ({"ratio": [wilke("standing, bent forward"), STANDING]}, 2.2, "worked out from Wilke et al. 1999 (read)"),
        ({"difference": [wilke("standing, bent forward"), STANDING]}, 0.6, "worked out from Wilke et al. 1999 (read)"),
        ({"percent_more": [wilke("standing, bent forward"), STANDING]}, 120, "worked out from Wilke et al. 1999 (read)"),
        ({"product": [STANDING, {"constant": 1000, "why": "kPa"}]}, 500, "worked out from Wilke et al. 1999 (read)"),
        (
            {"product": [{"ratio": [STANDING, STANDING]}, wilke("lying supine")]}, 0.10,
            "worked out from Wilke et al. 1999 (read) and Wilke et al. 1999 (recheck)",
        ),
        ({"constant": 60, "why": "seconds in a minute"}, 60, "seconds in a minute"),
        ({"estimate": "lever_compression", "args": {"external_moment_nm": 120}, "take": ["mid_n"]}, 2000,
         "a hand calculation: lever_compression(external_moment_nm=120)"),
        ({"estimate": "pressure_to_force", "args": {"pressure_mpa": STANDING}, "take": ["force_n"]}, 693,
         "a hand calculation: pressure_to_force(pressure_mpa=...)"),
        (FAR, spine_loads(Posture(hands_load_kg=20, hands_forward_m=0.6)).compression_n["L4/L5"],
         "the spine model: spine_loads(Posture(hands_forward_m=0.6, hands_load_kg=20))"),
        ({"spine": {}, "take": ["compression_n", "L4/L5"]}, spine_loads().compression_n["L4/L5"],
         "the spine model: spine_loads()"),
    ],
)  # fmt: skip
def test_a_trace_has_a_value_and_words(origin, number, said):
    assert recompute.value(origin) == pytest.approx(number)
    assert trace.words(origin) == said


def test_a_trace_names_the_person_and_the_assumptions():
    spine = {"person": {"sex": "female"}, "assumptions": {"floor": 0.02}}
    assert trace.words({"spine": spine, "take": []}) == (
        "the spine model: spine_loads(person=Person(sex='female'), assumptions=Assumptions(floor=0.02))"
    )


def test_the_words_stay_when_a_notebook_is_saved_and_its_keys_are_sorted():
    saved = json.loads(json.dumps(FAR, sort_keys=True))
    assert list(saved["spine"]["posture"]) != list(FAR["spine"]["posture"])
    assert trace.words(saved) == trace.words(FAR)


@pytest.mark.parametrize(
    ("origin", "sentence"),
    [
        ({}, "exactly one of table, spine"),
        ("wilke1999", "exactly one of table, spine"),
        ({"constant": 1, "ratio": []}, "exactly one of table, spine"),
        ({"table": "invivo_pressure", "where": {"source": "wilke1999"}}, "rows of invivo_pressure"),
        ({**STANDING, "column": "note"}, "holds no number"),
        ({**STANDING, "column": "newtons"}, "has no column 'newtons'"),
        ({**FAR, "take": ["compression_n", "L9/L9"]}, "has nothing at"),
        ({"estimate": "PARAMS", "take": ["mid_n"]}, "There is no estimate 'PARAMS'"),
        ({"ratio": [STANDING, STANDING, STANDING]}, "takes two numbers, but 3"),
        ({"spine": {"posture": {"trunk_flexion_deg": 90, "hands_load_kg": 100}}, "take": ["residual_nm"]}, "cannot hold"),
    ],
)  # fmt: skip
def test_what_is_no_trace_gets_a_sentence(origin, sentence):
    with pytest.raises(ValueError, match=sentence):
        recompute.value(origin)


@pytest.mark.parametrize(
    ("text", "number", "step"),
    [
        ("0.50 MPa", 0.5, 0.01), ("2480 N", 2480, 10), ("2478 N", 2478, 1), ("15 600 N", 15600, 10), ("40 %", 40, 1),
        ("1800 mm²", 1800, 10), ("−0.3", -0.3, 0.1), ("about 12,000 N", 12000, 10),
    ],
)  # fmt: skip
def test_a_printed_number_says_how_far_it_is_rounded(text, number, step):
    assert recompute.printed(text) == (pytest.approx(number), pytest.approx(step))


@pytest.mark.parametrize(
    ("entry", "fits"),
    [
        ({"text": "0.50 MPa"}, True), ({"text": "0.51 MPa"}, False), ({"text": "0.5"}, True), ({"text": "1.5"}, False),
        ({"text": "0.503"}, False), ({"answer": 0.5}, True), ({"answer": 0.52}, False), ({"value": 0.5}, True),
        ({"text": "0.7", "round": 1}, True), ({"text": "two"}, False), ({"text": "0.50 or 0.60"}, False), ({}, False),
    ],
)  # fmt: skip
def test_a_stale_number_is_found(entry, fits):
    assert (recompute.stale({**entry, "from": STANDING}) == "") is fits


def test_the_command_names_the_stale_number_and_fails(tmp_path, monkeypatch, capsys):
    quiz = tmp_path / "edu_lib/data/quiz/04.json"
    quiz.parent.mkdir(parents=True)
    items = [{"id": "04-a", "answer": 0.5, "from": STANDING}, {"id": "04-b", "answer": 0.6, "from": STANDING}]
    quiz.write_text(json.dumps({"items": items}), encoding="utf-8")
    monkeypatch.setattr(recompute, "ROOT", tmp_path)
    monkeypatch.setattr(recompute, "sources", lambda: [quiz])
    assert recompute.main() == 1
    said = capsys.readouterr().out
    assert "quiz/04.json: 04-b: 0.6 is printed, but it is now 0.5." in said
    assert "04-a" not in said
    assert "2 numbers in 1 files worked out again, 1 stale." in said


def test_a_changed_constant_is_noticed():
    """The command, in a Python of its own in which a constant of the model is another one."""
    script = (
        "import sys; sys.path.insert(0, 'tools'); import edu_lib.models.body as body, edu_lib.models.loads as loads; "
        "body.GRAVITY = loads.GRAVITY = 9.0; import recompute; sys.exit(recompute.main())"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    for place in ("04-lever", "04_spinal_load.ipynb", "nurse.json"):
        assert place in done.stdout, done.stdout + done.stderr
    # A change of the model leaves alone what was measured in people.
    assert "04-percent" not in done.stdout


# ---------------------------------------------------------------------------------------------------------- numbers in prose


def cell(source, *numbers, name="a"):
    return {"cell_type": "markdown", "id": name, "metadata": {"numbers": list(numbers)}, "source": source}


CODE = {"cell_type": "code", "id": "c", "metadata": {}, "source": "references('wilke1999', 'sato1999')", "outputs": []}
LINKED = '[0.50 MPa](#Sources "Wilke et al. 1999 (read)")'
TRACED = {"text": "0.50 MPa", "from": STANDING}


def said(*cells):
    book = {"cells": [*copy.deepcopy(cells), copy.deepcopy(CODE)]}
    listed = prose_numbers.footnotes(book)
    book["cells"].append(cell(f"### Numbers\n\n{listed}", name=prose_numbers.LIST))
    return " | ".join(sentence for _, sentence in prose_numbers.problems(book))


@pytest.mark.parametrize(
    "good",
    [
        cell("No number at all, on L4/L5, T12/L1 or S1."),
        cell("1. First\n2. Second"),
        cell("In 1999 Wilke and colleagues looked (Sato et al. 1999)."),
        cell("`Posture(trunk_flexion_deg=60)`\n\n```\n3 + 4\n```"),
        cell("20 kg, for 55 minutes.", {"text": "20 kg", "is": "input"}, {"text": "55 minutes", "is": "time"}),
        cell(f"It was {LINKED}, and {LINKED} again.", TRACED),
        cell(f"{LINKED}, or n = 1.", TRACED, {"text": "1", "is": "count"}),
        cell("See [the paper](https://doi.org/10.1000/182)."),
    ],
    ids=lambda good: good["source"][:30],
)
def test_prose_that_is_in_order(good):
    assert said(good) == ""


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (cell("It was 0.50 MPa."), "the number 0.50 traces to nothing"),
        (cell("About 3 of them."), "the number 3 traces to nothing"),
        (cell("It was 2.3 times as much.", {"text": "3", "is": "count"}), "does not print"),
        (cell("In 1999 somebody looked."), "the number 1999 traces to nothing"),
        (cell("Wilke et al. 1989 looked."), "the number 1989 traces to nothing"),
        (
            cell("Grenier and McGill 2007 looked."),
            "the number 2007 traces to nothing",
        ),  # not among the lesson's sources
        (cell("It was 0.50 MPa.", TRACED), "stands somewhere without a link"),
        (cell(f"{LINKED}, so 0.50 MPa.", TRACED), "stands somewhere without a link"),
        (cell("[0.50 MPa](#Sources)", TRACED), "must be linked to #Sources with the title"),
        (cell('[0.50 MPa](#Sources "Wilke et al. 1999 (recheck)")', TRACED), "is not where it comes from"),
        (cell(LINKED, {"text": "0.50 MPa", "is": "input"}), "is linked to #Sources, but has no trace"),
        (cell("20 kg", {"text": "20 kg", "is": "secret"}), "either a trace"),
        (cell("20 kg", {"text": "20 kg"}), "either a trace"),
        (cell("20 kg", {"text": "30 kg", "is": "input"}), "does not print"),
    ],
)
def test_prose_that_is_not(bad, sentence):
    assert sentence in said(bad)


def test_the_list_of_numbers_must_be_there_and_up_to_date():
    book = {"cells": [cell(LINKED, TRACED), CODE]}
    assert prose_numbers.footnotes(book) == "- 0.50 MPa: Wilke et al. 1999 (read)."
    assert [name for name, _ in prose_numbers.problems(book)] == [prose_numbers.LIST]
    book["cells"].append(cell("### Numbers\n\n- 9 MPa: nowhere.", name=prose_numbers.LIST))
    assert [name for name, _ in prose_numbers.problems(book)] == [prose_numbers.LIST]
    prose_numbers.renew_list(book)
    assert list(prose_numbers.problems(book)) == []
    assert book["cells"][-1]["source"] == "### Numbers\n\n- 0.50 MPa: Wilke et al. 1999 (read)."


@pytest.mark.parametrize("path", FINISHED, ids=lambda path: path.stem)
def test_the_minutes_are_those_of_the_table_of_lessons(path):
    minutes = read(ROOT / "edu_lib/data/lessons.json")[path.name[:2]]["minutes"]
    goals = next(cell for cell in read(path)["cells"] if cell["id"] == "goals")
    with speaking(spoken_in(read(path))):
        said = printed(f"{minutes} minutes")
    assert {"text": said, "is": "time"} in prose_numbers.numbers(goals)


@pytest.mark.parametrize("path", FINISHED, ids=lambda path: path.stem)
def test_the_links_have_a_heading_to_lead_to(path):
    lines = "".join(
        "".join(c["source"]) + "\n" for c in read(path)["cells"] if c["cell_type"] == "markdown"
    ).splitlines()
    with speaking(spoken_in(read(path))):
        assert f"## {prose_numbers.anchor()[1:]}" in lines


def test_the_tables_that_the_lessons_name_are_shipped():
    with (ROOT / "edu_lib/data/trials.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ci_low"]]
    assert len(rows) > 40
    for row in rows:
        assert float(row["ci_low"]) < float(row["effect"]) < float(row["ci_high"])
