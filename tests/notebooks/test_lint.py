"""The lint passes the course's notebooks, and each of its rules fails a notebook that breaks it."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import lint_notebooks
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted([*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "notebooks").glob("??/*.ipynb")])


def markdown(source, *tags):
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def code(source="# Show the lab.\nlab('spinal_load')", *tags, outputs=(), count=None, hidden=True):
    metadata = {"tags": list(tags), "jupyter": {"source_hidden": hidden}}
    return {
        "cell_type": "code", "metadata": metadata, "source": source, "outputs": list(outputs), "execution_count": count
    }  # fmt: skip


def slide(cell, kind="slide", notes="Ask the room first.", **more):
    """The same cell as the beginning of a slide with notes, or as what `kind` says."""
    show = {"slide_type": kind} | ({"notes": notes} if notes is not None else {}) | more
    return {**cell, "metadata": {**cell["metadata"], "slideshow": show}}


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


SHORT = {"ten_minutes": True}
OPENING = slide(TITLE, **SHORT)
EVERY_BEAT = [slide(markdown("x", f"beat-{beat}"), **SHORT) for beat in lint_notebooks.BEATS]


def test_a_finished_lesson_with_every_beat_passes():
    assert said(OPENING, *EVERY_BEAT) == ""


@pytest.mark.parametrize("missing", [beat for beat in lint_notebooks.BEATS if beat != "check"])
def test_a_lesson_with_a_quiz_has_every_beat(missing):
    rest = [cell for cell in EVERY_BEAT if cell["metadata"]["tags"] != [f"beat-{missing}"]]
    assert said(OPENING, *rest) == f"it has a quiz, so it should have every beat, but no cell is tagged beat-{missing}"


def test_a_lesson_without_a_quiz_may_still_be_growing():
    assert said(OPENING, *EVERY_BEAT[:5]) == ""


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


LAB = code("# Show the lab.\nlab('spinal_load')")
CLAIMS = "# Claims of the article.\nclaim('C01', 'C02', 'C03'{})"


def test_a_lecture_may_skip_continue_and_uncover():
    printed = code("# How large?\nprint(lab('spinal_load'))")
    cells = [slide(markdown("more"), "fragment", None), printed, slide(LAB, "skip", None), slide(LAB)]
    assert said(slide(TITLE), *cells, slide(code(CLAIMS.format("")))) == ""


def test_a_growing_lesson_needs_neither_slides_nor_notes():
    assert said(TITLE, LAB) == ""
    assert said(slide(TITLE, notes=None), slide(LAB, notes=None)) == ""


@pytest.mark.parametrize(
    ("expected", "cells"),
    [
        ("'subslide' is not one of slide, fragment, skip", [OPENING, slide(markdown("x"), "subslide", None)]),
        ("'notes' is not one of", [OPENING, slide(markdown("x"), "notes", None)]),
        ("first cell must begin a slide", [TITLE, slide(markdown("x"))]),
        ("first cell must begin a slide", [slide(TITLE, "skip", None), slide(markdown("x"))]),
        ("needs a slide of its own", [OPENING, LAB]),
        ("needs a slide of its own", [OPENING, slide(LAB, "fragment", None)]),
        ("needs a slide of its own", [OPENING, code("# Show it.\ndisplay(lab('spinal_load'))")]),
        ("shows 2 cards or labs", [OPENING, slide(code("# Both.\nlab('tilt')\nquiz('08')"))]),
        ("shows 2 cards or labs", [OPENING, slide(code("# Both.\ndisplay(lab('tilt'), claim('C42'))"))]),
        ("shows 2 cards or labs", [OPENING, slide(LAB), LAB]),
        ("more than 3 claims", [OPENING, slide(code(CLAIMS.format(", 'C04'")))]),
        ("holds 111 words, more than 110", [OPENING, slide(markdown("word " * 111))]),
        ("holds 112 words", [OPENING, slide(markdown("word " * 56)), slide(markdown("word " * 56), "fragment", None)]),
        ("notes are empty", [slide(TITLE, notes=" \n")]),
        ("notes are empty", [slide(TITLE, notes=["Ask."])]),
        ("notes have 151 words", [slide(TITLE, notes="ask " * 151)]),
        ("has notes, but begins no slide", [OPENING, slide(markdown("x"), "fragment")]),
        ("has notes, but begins no slide", [OPENING, slide(LAB, "skip")]),
        ("has ten_minutes, but begins no slide", [OPENING, slide(markdown("x"), "fragment", None, **SHORT)]),
        ("must be true or left out", [slide(TITLE, ten_minutes="yes")]),
        ("no speaker notes", [OPENING, *EVERY_BEAT, slide(markdown("x"), notes=None)]),
        ("first cell must begin a slide", [TITLE, markdown("x", "beat-check")]),
        ("3 slides are marked ten_minutes", [OPENING, *EVERY_BEAT[:2], slide(markdown("x", "beat-check"))]),
        ("11 slides are marked ten_minutes", [OPENING, *EVERY_BEAT, *(slide(markdown("x"), **SHORT) for _ in "ab")]),
        ("must begin with the first slide", [slide(TITLE), *EVERY_BEAT]),
    ],
)
def test_each_rule_for_slides_fails_a_bad_notebook(expected, cells):
    assert expected in said(*cells)


def test_an_address_is_no_word_of_a_slide():
    assert said(OPENING, slide(markdown('[word](#Sources "one more word") ' * 60))) == ""


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
