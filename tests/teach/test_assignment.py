"""The assignment: marked as nbgrader wants it, solved by its own solutions, and not passed where it is unanswered."""

import ast
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from edu_lib.teach import assignment

KEYS = {"grade", "solution", "locked", "task", "grade_id", "schema_version"}


def marks(notebook):
    """What nbgrader is told of each cell: id -> (cell, marks). The cell to try things out in has none."""
    return {c["id"]: (c, c["metadata"]["nbgrader"]) for c in notebook["cells"] if "nbgrader" in c["metadata"]}


def run(notebook, answers=None):
    """Run a notebook's cells one after the other; return the message of each that failed, by its id.

    `answers` take the place of cells, by id.
    """
    names, failed = {}, {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            try:
                exec(compile((answers or {}).get(cell["id"], cell["source"]), cell["id"], "exec"), names)
            except AssertionError as problem:
                failed[cell["id"]] = str(problem)
    return failed


SOURCE = assignment.source()
RELEASE = assignment.release(SOURCE)
TESTS = [f"{name}-test" for name, *_ in assignment.TASKS]


@pytest.mark.parametrize("notebook", [SOURCE, RELEASE], ids=["source", "release"])
def test_the_marks_are_those_that_nbgrader_reads(notebook):
    nbformat.validate(nbformat.from_dict(notebook))
    found = marks(notebook)
    assert len(found) == len(notebook["cells"]) - 1
    for name, (cell, mark) in found.items():
        assert KEYS <= set(mark) <= KEYS | {"points"}
        assert (mark["grade_id"], mark["schema_version"]) == (name, 3)
        assert ("points" in mark) == mark["grade"]
        assert mark["locked"] == (not mark["solution"])  # all but what students fill in is locked
        if mark["grade"]:  # either tests that nobody may change, or a text that somebody reads
            assert cell["cell_type"] == ("markdown" if mark["solution"] else "code")
    graded = [mark["points"] for _, mark in found.values() if mark["grade"]]
    assert graded == [2, 2, 2, 4]
    for name in TESTS:  # the test stands right below what it tests
        ids = [cell["id"] for cell in notebook["cells"]]
        assert ids[ids.index(name) - 1] == name.removesuffix("-test")


def test_the_solutions_pass_every_test(capsys):
    assert run(SOURCE) == {}
    assert "Forward-bending moment about L4/L5: 134.8 Nm" in capsys.readouterr().out


def test_nothing_is_left_of_solutions_hidden_tests_and_marking():
    words = "\n".join(cell["source"] for cell in RELEASE["cells"])
    for gone in ("BEGIN", "END", "For the marker", "/ 0.06", "abs(answer"):
        assert gone not in words
    assert words.count(assignment.CODE_STUB) == len(TESTS) and words.count(assignment.TEXT_STUB) == 1
    assert [cell["id"] for cell in RELEASE["cells"]] == [cell["id"] for cell in SOURCE["cells"]]


def test_what_is_unanswered_fails_with_a_sentence_that_says_what_to_do():
    failed = run(RELEASE)
    assert list(failed) == TESTS
    assert all(words.startswith("There is no number yet.") for words in failed.values())


# The slips that the lesson's quiz names: centimetres for metres, the difference the wrong way round, a ratio for percent.
SLIPS = {"lever": "answer = 134.8 / 6", "closer": "answer = 1400 - 2480", "percent": "answer = 1.9"}


@pytest.mark.parametrize("name", SLIPS)
def test_a_likely_slip_is_told_at_once(name):
    failed = run(RELEASE, {name: SLIPS[name]})
    assert not failed[f"{name}-test"].startswith("There is no number yet.")
    assert failed[f"{name}-test"].endswith((".", "50."))


@pytest.mark.parametrize("name", SLIPS)
def test_a_wrong_number_passes_what_is_seen_and_fails_what_is_hidden(name):
    assert f"{name}-test" not in run(RELEASE, {name: "answer = 5000"})
    assert list(run(SOURCE, {name: "answer = 5000"})) == [f"{name}-test"]


def test_the_calculation_by_hand_from_the_rounded_numbers_that_are_shown_passes():
    by_hand = {
        "lever": "answer = 134.8 / 0.06",
        "closer": "answer = %d - %d",
        "percent": "answer = 100 * (%d - %d) / %d",
    }
    from edu_lib import Posture, spine_loads

    def shown(**given):
        return round(spine_loads(Posture(**given)).compression_n["L4/L5"])

    far, near = (shown(hands_load_kg=20, hands_forward_m=ahead) for ahead in (0.6, 0.25))
    standing, bent = (shown(trunk_flexion_deg=angle) for angle in (0, 45))
    by_hand["closer"] %= (far, near)
    by_hand["percent"] %= (bent, standing, standing)
    assert run(SOURCE, by_hand) == {}


def test_the_folder_is_laid_out_as_nbgrader_wants_it(tmp_path):
    written = assignment.write_assignment(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "source/lesson-04/assignment.ipynb", "release/lesson-04/assignment.ipynb", "nbgrader_config.py",
    ]  # fmt: skip
    assert nbformat.read(written[1], 4).cells[5].metadata.nbgrader.grade_id == "lever"
    settings = ast.parse(written[2].read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(settings) if isinstance(node, ast.Constant)}
    assert {assignment.CODE_STUB, assignment.TEXT_STUB} <= texts


def test_nbgrader_itself_agrees(tmp_path):
    validator = pytest.importorskip(
        "nbgrader.validator", reason="nbgrader is not installed; the checks above stand alone"
    )
    source, release, _ = assignment.write_assignment(tmp_path)
    assert validator.Validator().validate(str(source)) == {}
    assert len(validator.Validator().validate(str(release))["failed"]) == len(TESTS)


@pytest.mark.parametrize("given", [["11"], ["04", "12"]])
def test_the_tool_names_the_lessons_there_are(given, tmp_path):
    tool = Path(__file__).parents[2] / "tools" / "exports.py"
    done = subprocess.run([sys.executable, str(tool), *given, "-o", str(tmp_path)], capture_output=True, text=True)
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert done.stderr.startswith(f"There is no quiz for lesson {given[-1]}. There are: 00, 01,")
