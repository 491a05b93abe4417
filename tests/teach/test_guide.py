"""What the instructors' guide says is so: its examples are taken in by the real loaders, its commands and links exist."""

import contextlib
import copy
import io
import json
import re
import shlex
from pathlib import Path

import course
import exports
import jsonschema
import lint_notebooks
import prose_numbers
import pytest
import recompute

from edu_lib.learn import case, items
from edu_lib.learn.case_graph import problems as case_problems
from edu_lib.learn.predict import Prediction, predictions
from edu_lib.learn.summary import LESSONS
from edu_lib.sources import source_keys
from edu_lib.teach.bank import NAMES, question

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
EXAMPLES = {
    name: json.loads(words)
    for name, words in re.findall(r"<!-- example: ([\w ]+) -->\n```json\n(.*?)\n```", GUIDE, re.S)
}
TEMPLATE = json.loads((ROOT / "docs" / "template_lesson.ipynb").read_text(encoding="utf-8"))
DATA = items.FOLDER.parent


def schema(name):
    found = json.loads((DATA / name).read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(found)


def test_every_example_of_json_is_checked_below():
    assert GUIDE.count("```json") == len(EXAMPLES)
    assert set(EXAMPLES) == {"quiz item", "prediction", "case", "slide", "lesson"}


# The examples ---------------------------------------------------------------------------------------------------------


def test_the_quiz_item_fits_into_its_lesson_is_graded_and_exported():
    item = EXAMPLES["quiz item"]
    quiz = json.loads((items.FOLDER / "04.json").read_text(encoding="utf-8"))
    quiz["items"] = [one for one in quiz["items"] if one["id"] != item["id"]] + [item]  # perhaps somebody has put it in
    schema("quiz.schema.json").validate(quiz)
    assert items.problems(quiz) == []
    assert set(item["source"]) <= set(source_keys())
    assert [items.grade(item, [option["id"]]).right for option in item["options"]] == [True, False, False]
    assert question(item | {"lesson": "04"}).kind == "single"


def test_a_quiz_for_the_new_lesson_loads(tmp_path, monkeypatch):
    for name in ("00", "04"):
        (tmp_path / f"{name}.json").write_bytes((items.FOLDER / f"{name}.json").read_bytes())
    own = EXAMPLES["quiz item"] | {"id": "10-bag"}
    quiz = {"lesson": "10", "repeat": ["04-lever", "00-harm"], "items": [own]}
    schema("quiz.schema.json").validate(quiz)
    (tmp_path / "10.json").write_text(json.dumps(quiz), encoding="utf-8")
    monkeypatch.setattr(items, "FOLDER", tmp_path)
    assert [item["id"] for item in items.load("10")] == ["10-bag", "04-lever", "00-harm"]


def test_the_prediction_is_asked_answered_and_shown():
    [(name, item)] = EXAMPLES["prediction"].items()
    assert set(item["source"]) <= set(source_keys())
    assert set(item) <= set().union(*predictions().values())
    from edu_lib import lab

    shown = Prediction(name, item, lab("spinal_load"))
    shown.commit("box")
    assert shown.opened and item["reveal"] in json.dumps(shown.card.state(), ensure_ascii=False)
    shown.show_in_lab()


def test_every_way_through_the_case_comes_to_an_end_and_teaches_something():
    data = EXAMPLES["case"]
    schema("case.schema.json").validate(data)
    assert case_problems(data) == []
    seen = {data["start"]}
    ways = [[choice] for choice in data["screens"][data["start"]]["choices"]]
    for way in ways:
        card = case.Case(data)
        for choice in way:
            card.choose(choice["id"])
            assert choice["feedback"] in json.dumps(card.state(), ensure_ascii=False)
            assert len(choice["feedback"].split()) >= 12 and set(choice["source"]) <= set(source_keys())
        seen.add(card.here)
        if not card.ended:
            ways += [[*way, choice] for choice in data["screens"][card.here]["choices"]]
    assert seen == set(data["screens"])


def test_the_entry_of_a_lesson_has_what_the_others_have():
    [(number, entry)] = EXAMPLES["lesson"].items()
    assert number.isdigit() and set(entry) == set(LESSONS["04"])


def test_the_messages_are_of_the_catalogue_and_keep_their_braces():
    from babel.messages.pofile import read_po

    def read(words):
        return {one.id: one.string for one in read_po(io.BytesIO(words)) if one.id}

    [block] = re.findall(r"<!-- example: messages -->\n```po\n(.*?)```", GUIDE, re.S)
    catalogue = read((DATA / "locale/de/LC_MESSAGES/edu_lib.po").read_bytes())
    shown = read(block.encode())
    assert len(shown) == 2 and set(shown) <= set(catalogue)
    for message, said in shown.items():
        assert sorted(re.findall(r"{.*?}", message)) == sorted(re.findall(r"{.*?}", said))


# The template ---------------------------------------------------------------------------------------------------------


def cells(kind):
    return [cell for cell in TEMPLATE["cells"] if cell["cell_type"] == kind]


def test_the_template_keeps_every_rule_of_a_finished_lesson():
    assert list(lint_notebooks.problems(TEMPLATE)) == []
    assert list(prose_numbers.problems(TEMPLATE)) == []
    assert list(recompute.problems(ROOT / "docs" / "template_lesson.ipynb")) == []
    beats = [tag for cell in TEMPLATE["cells"] for tag in cell["metadata"]["tags"] if tag.startswith("beat-")]
    assert list(dict.fromkeys(beats)) == [f"beat-{beat}" for beat in lint_notebooks.BEATS]


def test_the_slide_of_the_guide_is_one_that_the_lint_takes_and_it_would_find_a_wrong_one():
    for change, found in ({}, []), ({"slide_type": "subslide"}, ["is not one of"]):
        notebook = copy.deepcopy(TEMPLATE)
        notebook["cells"][2]["metadata"]["slideshow"] = EXAMPLES["slide"]["slideshow"] | change
        said = [sentence for _, sentence in lint_notebooks.problems(notebook)]
        assert all(any(words in sentence for sentence in said) for words in found)
        assert bool(said) == bool(found)


def test_every_cell_of_the_template_runs_and_works_its_number_out():
    names = {}
    for cell in cells("code"):
        *lines, last = "".join(cell["source"]).strip().split("\n")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec("\n".join(lines), names)
            shown = eval(last, names)
        if "nbval-check-output" in cell["metadata"]["tags"]:
            [stored] = cell["outputs"]
            assert said.getvalue() == "".join(stored["text"])
        else:
            assert hasattr(shown, "widget") or hasattr(shown, "_repr_html_") or hasattr(shown, "_repr_mimebundle_")


# Commands and links ---------------------------------------------------------------------------------------------------


def commands():
    """Everything that the guide tells to type, and every command that it names."""
    blocks = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", GUIDE, re.M | re.S)
    typed = [line.strip() for language, block in blocks if not language for line in block.splitlines()]
    return typed + re.findall(r"`((?:make|python|\.venv/bin/python) [^`]+)`", GUIDE)


def test_every_command_exists():
    there = set(re.findall(r"^    make ([\w-]+)", course.__doc__, re.M))
    assert len(commands()) > 10
    for command in commands():
        first, *rest = shlex.split(command)
        if first == "make":
            assert rest[0] in there | {"something"}, command
            if rest[0] == "lecture":
                course.lecture([word for given in rest[1:] for word in given.removeprefix("ARGS=").split()])
        else:
            assert first in ("python", ".venv/bin/python") and (ROOT / rest[0]).exists(), command
            if rest[0] == "tools/translate.py":
                assert rest[1] in ("extract", "build", "status") and (ROOT / "notebooks/de").is_dir()
            if rest[0] == "tools/course.py":
                assert rest[1] in there | {"something"}, command


def test_the_options_of_exports_are_taken():
    asked = [shlex.split(words) for words in re.findall(r'make exports ARGS="([^"]+)"', GUIDE)]
    asked += [shlex.split(words) for words in re.findall(r"tools/exports\.py ([^`\n]+)`", GUIDE)]
    assert len(asked) >= 4
    for words in asked:
        assert set(exports.arguments(words).lessons) <= {*items.lessons(), NAMES}


def test_the_keys_are_those_of_the_slides():
    script = ROOT / "jupyter/share/jupyter/labextensions/edu-lib-lecture/static/lecture.js"
    words = script.read_text(encoding="utf-8")
    table = GUIDE[GUIDE.index("| key |") : GUIDE.index("In a lab the arrow keys")]
    letters = re.findall(r"(\w+|'\.'): \(\) =>", re.search(r"const letters = {(.*?)};", words, re.S)[1])
    assert len(letters) >= 5
    spoken = {"'.'": "full stop"}
    for key in [*letters, "Escape", "PageDown", "PageUp"]:
        told = spoken.get(key) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key)
        assert re.search(rf"\b{told}\b", table, 0 if len(told) > 1 else re.I), key


def test_the_buttons_that_the_guide_names_are_there():
    code = "".join(
        (ROOT / "edu_lib/learn" / name).read_text(encoding="utf-8") for name in ("predict.py", "vote_panel.py")
    )
    for name in (
        "Ask the class",
        "Close the vote",
        "Show the answer",
        "Open the lab",
        "Show the counts",
        "Save the counts as a table",
    ):
        assert f'_("{name}")' in code
        assert name in " ".join(GUIDE.split())


def slug(heading):
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)\s]+)\)", GUIDE))))
def test_every_link_leads_somewhere(link):
    file, _, anchor = link.partition("#")
    if file.startswith("https://"):
        return
    page = (ROOT / "docs" / file).resolve() if file else ROOT / "docs" / "instructors.md"
    assert page.is_file()
    if anchor:
        headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
        assert anchor in {slug(heading) for heading in headings}


def test_every_file_and_folder_that_is_named_is_there():
    made = ("build/", "notebooks/10_", "edu_lib/data/quiz/10")
    named = re.findall(r"(?<![\w/.])((?:edu_lib|tools|notebooks|docs|tests)/[\w./]*\w)", GUIDE)
    assert len(named) > 8
    assert [name for name in named if not name.startswith(made) and not (ROOT / name).exists()] == []
