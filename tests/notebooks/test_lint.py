"""The lint passes the course's notebooks, and each of its rules fails a notebook that breaks it."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import lint_notebooks
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def markdown(source, *tags):
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def code(source="# Show the lab.\nlab('spinal_load')", *tags, outputs=(), count=None, hidden=True):
    metadata = {"tags": list(tags), "jupyter": {"source_hidden": hidden}}
    return {
        "cell_type": "code", "metadata": metadata, "source": source, "outputs": list(outputs), "execution_count": count
    }  # fmt: skip


def notebook(*cells, kernel="python3"):
    cells = [{"id": f"cell-{i}", **copy.deepcopy(cell)} for i, cell in enumerate(cells)]
    return {"cells": cells, "metadata": {"kernelspec": {"name": kernel}}, "nbformat": 4, "nbformat_minor": 5}


TITLE = markdown("# What loads a disc?")
NUMBER = {"output_type": "stream", "name": "stdout", "text": "690 N\n"}
GOOD = [
    TITLE,
    markdown("## Why\n\n![A person lifts a box.](box.png) See [the paper](https://doi.org/10.1000/x).", "beat-hook"),
    markdown("```\n# not a heading\n```\n\n### Detail", "beat-predict"),
    code("# Show the lab.\nlab('spinal_load')", "beat-lab"),
    code("# How large is it?\nprint(value)", "beat-explain", "nbval-check-output", outputs=[NUMBER], count=3),
    markdown("#### Again", "beat-predict"),
    code("# Once more: with a load.\nlab('spinal_load')", "beat-lab"),
    markdown('<img src="box.png" alt="A box.">', "beat-sources"),
]


def said(*cells, **options):
    return " | ".join(sentence for _, sentence in lint_notebooks.problems(notebook(*cells, **options)))


def test_a_good_notebook_passes():
    assert said(*GOOD) == ""


EVERY_BEAT = [markdown("x", f"beat-{beat}") for beat in lint_notebooks.BEATS]


def test_a_finished_lesson_with_every_beat_passes():
    assert said(TITLE, *EVERY_BEAT) == ""


@pytest.mark.parametrize("missing", [beat for beat in lint_notebooks.BEATS if beat != "check"])
def test_a_lesson_with_a_quiz_has_every_beat(missing):
    rest = [cell for cell in EVERY_BEAT if cell["metadata"]["tags"] != [f"beat-{missing}"]]
    assert said(TITLE, *rest) == f"it has a quiz, so it should have every beat, but no cell is tagged beat-{missing}"


def test_a_lesson_without_a_quiz_may_still_be_growing():
    assert said(TITLE, *EVERY_BEAT[:5]) == ""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_course_passes(path):
    found = list(lint_notebooks.problems(json.loads(path.read_text(encoding="utf-8"))))
    assert found == []


def test_there_is_a_lesson():
    assert NOTEBOOKS, "there is no notebook in notebooks/"


@pytest.mark.parametrize(
    ("expected", "cells"),
    [
        ("one title", [markdown("## No title")]),
        ("one title", [TITLE, markdown("# Another")]),
        ("leave levels out", [TITLE, markdown("### Too deep")]),
        ("leave levels out", [markdown("## Before the title"), TITLE]),
        ("holds an output", [TITLE, code(outputs=[NUMBER])]),
        ("execution count", [TITLE, code(count=1)]),
        ("no output to compare", [TITLE, code("# Work it out.\n1", "nbval-check-output")]),
        ("no output to compare", [TITLE, code("# Work it out.\n1", "nbval-check-output", outputs=[NUMBER])]),
        (
            "output is an error",
            [TITLE, code("# Work.\n1", "nbval-check-output", outputs=[{"output_type": "error"}], count=1)],
        ),
        ("not hidden", [TITLE, code(hidden=False)]),
        ("must be a comment", [TITLE, code("lab('spinal_load')")]),
        ("must be a comment", [TITLE, code("# show the lab.\nlab('spinal_load')")]),
        ("must be a comment", [TITLE, code("# Show the lab\nlab('spinal_load')")]),
        ("must be a comment", [TITLE, code("")]),
        ("no alt text", [TITLE, markdown("![](box.png)")]),
        ("no alt text", [TITLE, markdown('![ ](box.png "title")')]),
        ("no alt text", [TITLE, markdown('<img src="box.png">')]),
        ("no alt text", [TITLE, markdown("<img alt='' src='box.png'>")]),
        ("from the network", [TITLE, markdown("![A box.](https://example.org/box.png)")]),
        ("from the network", [TITLE, markdown('<img alt="A box." src="//example.org/box.png">')]),
        ("from the network", [TITLE, markdown('<iframe src="https://example.org"></iframe>')]),
        ("reaches for the network", [TITLE, code("# Get it.\nimport urllib.request")]),
        ("reaches for the network", [TITLE, code("# Get it.\n!pip install numpy")]),
        ("reaches for the network", [TITLE, code("# Get it.\nread('https://example.org/a.csv')")]),
        ("one computer", [TITLE, code("# Get it.\nopen('/" + "home/me/a.csv')")]),
        ("one computer", [TITLE, code("# Get it.\nopen('C:\\\\data\\\\a.csv')")]),
        ("one computer", [TITLE, markdown("Look in ~/course.")]),
        (
            "one computer",
            [TITLE, code("# Work.\n1", "nbval-check-output", outputs=[{**NUMBER, "text": "/" + "root/a.py"}])],
        ),
        ("is not one of", [TITLE, markdown("x", "beat-quiz")]),
        ("comes after beat-explain", [TITLE, markdown("x", "beat-explain"), markdown("y", "beat-hook")]),
        ("comes after beat-lab", [TITLE, markdown("x", "beat-lab"), markdown("y", "beat-goals")]),
        ("comes after beat-lab", [TITLE, markdown("x", "beat-lab"), markdown("y", "beat-predict")]),
        ("comes after beat-check", [TITLE, markdown("x", "beat-check"), markdown("y", "beat-lab")]),
        ("no cell is tagged beat-case", [TITLE, markdown("x", "beat-check")]),
    ],
)
def test_each_rule_fails_a_bad_notebook(expected, cells):
    assert expected in said(*cells)


def test_ids_kernel_and_widget_state():
    assert "must be python3" in said(TITLE, kernel="conda-env-py")
    book = notebook(TITLE, markdown("a"), markdown("b"))
    book["metadata"]["widgets"] = {"state": {}}
    del book["cells"][1]["id"]
    book["cells"][2]["id"] = book["cells"][0]["id"]
    found = " | ".join(sentence for _, sentence in lint_notebooks.problems(book))
    assert "has no id" in found
    assert "used twice" in found
    assert "state of widgets" in found


def test_a_list_of_lines_is_read_like_a_string():
    assert "must be a comment" not in said(TITLE, code(["# Show the lab.\n", "lab('spinal_load')"]))


def test_the_command_counts_and_fails(tmp_path):
    good, bad = tmp_path / "good.ipynb", tmp_path / "bad.ipynb"
    good.write_text(json.dumps(notebook(*GOOD)), encoding="utf-8")
    bad.write_text(json.dumps(notebook(TITLE, code(hidden=False))), encoding="utf-8")
    script = [sys.executable, str(ROOT / "tools" / "lint_notebooks.py")]
    done = subprocess.run([*script, str(good), str(bad)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "bad.ipynb: cell 2: its code is not hidden" in done.stdout
    assert "good.ipynb:" not in done.stdout
    assert subprocess.run([*script, str(good)], capture_output=True).returncode == 0


ALT = 'alt="A person stands, and L4/L5 carries so and so much."'
STILL = f'<figure class="edu-still"><img src="data:image/webp;base64,UklG" {ALT}></figure>'


def still(page=STILL, *, count=1, **more):
    output = {"output_type": "display_data", "data": {"text/html": page, "text/plain": "A lab."} | more, "metadata": {}}
    return code("# The lab.\nlab('spinal_load')", "still", outputs=[output], count=count)


def test_a_lab_may_store_its_still_picture():
    assert said(TITLE, still()) == ""


def test_a_lab_may_store_the_question_before_it_alone():
    caption = "<figcaption><strong>Predict first.</strong> Which of these ten comes first? Run the lesson.</figcaption>"
    assert said(TITLE, still(f'<figure class="edu-still">{caption}</figure>')) == ""


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (still('<figure class="edu-still"></figure>'), "neither a picture nor the question"),
        (code("# The lab.\nlab('spinal_load')", "still"), "does not hold one still picture"),
        (still(count=None), "does not hold one still picture"),
        (still(**{"application/vnd.jupyter.widget-view+json": {}}), "does not hold one still picture"),
        (still(STILL.replace("alt=", "title=")), "no alt text"),
        (still(STILL.replace("data:image/webp;base64,UklG", "https://example.org/a.png")), "fetched from elsewhere"),
        (still(STILL.replace("UklG", "U" * 160_000)), "takes 160 kB"),
    ],
)
def test_a_still_picture_is_alone_told_in_words_and_small(cell, words):
    assert words in said(TITLE, cell)
