"""Hand-outs: nothing from the network, nothing that only works live, every question and source, answers only where they belong."""

import base64
import html
import json
import random
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from edu_lib.learn import items
from edu_lib.learn.predict import predictions
from edu_lib.models.loads import spine_loads
from edu_lib.models.muscles import LEVELS
from edu_lib.models.posture import Posture
from edu_lib.models.tilt import tilt
from edu_lib.sources import cite
from edu_lib.teach import handout_live
from edu_lib.teach.handout import LIVE, Handout, call, handouts
from edu_lib.teach.handout_labels import label_pages
from edu_lib.teach.handout_page import prose

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
GERMAN = sorted((ROOT / "notebooks" / "de").glob("*.ipynb"))
# Words of the lesson as it runs. "Press" and "reset" alone are also words about discs and people.
ONLY_LIVE = re.compile(
    r"\b(drag|sliders? to|click|commit to|crossed-out|toolbar|run the lesson|run all|(lab|slice|chain) opens|arrow keys"
    r"|the cursor|you may try again|lab below|choose a study|set your guess|ziehen sie den)\b",
    re.I,
)


@cache
def page(path, answers=False):
    """A page; each is made once for all tests."""
    return Handout(path).html(answers)


def text(page):
    """What a page says, without its scripts and styles."""
    found = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found)).split())


def plain(words):
    """Words as `text` gives them."""
    return " ".join(words.split())


each_lesson = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@each_lesson
def test_a_page_asks_for_nothing_shows_no_picture_without_words_and_skips_no_heading(path):
    for answers in (False, True):
        made = page(path, answers)
        loaded = re.findall(r'<(?:img|script|link|iframe|source|object|image)\b[^>]*(?:src|href)="([^"]*)"', made)
        assert [address[:40] for address in loaded if not address.startswith("data:image/")] == []
        assert "default-src 'none'" in html.unescape(made)
        assert "style=" not in re.sub(r"<style>.*?</style>", "", made, flags=re.S)  # its policy would drop it
        pictures = re.findall(r"<img[^>]*>", made)
        assert all(re.search(r'alt="[^"]{8,}"', picture) for picture in pictures)
        levels = [int(level) for level in re.findall(r"<h([1-6])", made)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False))
        assert re.search(r"not medical advice", text(made))


@each_lesson
def test_no_words_that_only_work_live(path):
    for answers in (False, True):
        assert [found[0] for found in ONLY_LIVE.finditer(text(page(path, answers)))] == []


@each_lesson
def test_every_question_and_source_is_there_and_answers_only_in_the_page_with_answers(path):
    without, told = text(page(path)), text(page(path, True))
    asked = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        name, args, _lab = call("".join(cell["source"])) if cell["cell_type"] == "code" else ("", [], "")
        if name == "quiz":
            asked += items.load(args[0])
        elif name == "predict":
            asked.append(predictions()[args[0]])
        elif name == "references":
            for key in args:
                assert plain(cite(key).reference)[:40] in without.replace(" .", ".") or cite(key).url in page(path), key
    for item in asked:
        assert plain(item["ask"]) in without
        assert plain(item["ask"]) in told
        for words in after(item):
            assert plain(words) not in without, item.get("id")
            assert plain(words) in told, item.get("id")


def after(item):
    """What a card says after one has answered, as far as a hand-out repeats it."""
    if "reveal" in item:
        return [item["reveal"]]
    if item["kind"] in ("single", "multiple"):
        return [option["feedback"] for option in item["options"]]
    return [item["feedback"] if item["kind"] == "order" else item["feedback"]["right"]]


@each_lesson
def test_other_words_for_paper_tell_no_number_that_the_lesson_does_not(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        told = set(re.findall(r'\[[^\]]+\]\(#Sources "[^"]+"\)', cell["metadata"].get("handout", "")))
        assert told <= set(re.findall(r'\[[^\]]+\]\(#Sources "[^"]+"\)', "".join(cell["source"]))), cell["id"]


@pytest.mark.parametrize("path", GERMAN, ids=lambda path: path.stem)
def test_a_translated_lesson_has_a_page_in_its_language(path):
    made = page(path)
    assert '<html lang="de">' in made
    assert made.count("<img") == page(ROOT / "notebooks" / path.name).count("<img")
    assert plain(items.load(path.stem[:2])[0]["ask"]) not in text(made)


def test_links_lead_to_other_pages_or_are_words():
    there = {"04_spinal_load.ipynb": "04_spinal_load.html"}
    assert '<a href="04_spinal_load.html">load</a>' in prose("[load](04_spinal_load.ipynb)", there)
    assert "<em>load</em>" in prose("[load](somewhere.ipynb)", there)


def test_a_file_that_is_no_notebook_is_refused_in_a_sentence(tmp_path):
    file = tmp_path / "05.ipynb"
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="is no notebook. Give the path"):
        Handout(file)


def test_label_sheets_hold_the_names_on_one_of_two(tmp_path):
    for number, word in (("01", "Musculus rectus abdominis"), ("04", "Sacrum"), ("06", "S2 / S1")):
        pages = label_pages(Handout(next(path for path in NOTEBOOKS if path.name.startswith(number))))
        assert word not in text(pages[False])
        assert word.lower() in text(pages[True]).lower()
    assert label_pages(Handout(NOTEBOOKS[7])) == {}


def test_the_index_lists_every_file_and_says_where_there_is_nothing_to_label(tmp_path):
    made = handouts([NOTEBOOKS[2], NOTEBOOKS[7]], tmp_path)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in made} | {"index.html"}
    assert all(f'href="{file.name}"' in index for file in made)
    assert index.count("nothing in it to label") == 1


# The live labs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", handout_live.TABLES)
def test_a_live_table_is_the_model_at_every_place_looked_at_and_small(name):
    table, grid, rng = handout_live.TABLES[name], handout_live.read(name), random.Random(8)
    for _n in range(60):
        place = tuple(rng.randrange(len(axis.values)) for axis in table.axes)
        values = [axis.values[i] for axis, i in zip(table.axes, place, strict=True)]
        assert np.abs(grid[place] - _model(name, *values)).max() <= 0.51, values
    assert len(base64.b64encode(grid.tobytes())) <= 300_000


def _model(name, *values):
    if name == "tilt":
        return np.array([1e4 * tilt(*values, 70.0, level).pull_share for level in LEVELS])
    bend, kg, ahead, brace = values
    found = spine_loads(
        Posture(trunk_flexion_deg=bend, hands_load_kg=kg, hands_forward_m=ahead if kg else None, brace=brace)
    )
    return (1 if found.held else -1) * np.array([found.compression_n[level] for level in LEVELS])


def test_one_live_lab_in_the_lessons_that_have_one_and_nothing_to_move_elsewhere():
    for path in NOTEBOOKS:
        made = page(path)
        assert made.count('<section class="live"') == (path.stem[:2] in LIVE)
        assert ("<input" in made) == (path.stem[:2] in LIVE)
        assert len(re.findall(r"<label for=", made)) == len(re.findall(r"<(?:input|select) ?[^>]*id=", made))
