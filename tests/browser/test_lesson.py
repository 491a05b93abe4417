"""Lesson 04 in a real JupyterLab in a real browser: it runs, it follows the keyboard, and everyone can read it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON = "04_spinal_load.ipynb"


class Page:
    """An open notebook, with what it asked of the network and what it complained about."""

    def __init__(self, browser, jupyter, theme="JupyterLab Light", notebook=LESSON):
        jupyter.theme(theme)
        self.page = browser.new_page(viewport={"width": 1280, "height": 720})
        self.page.set_default_timeout(60_000)  # a shared machine may be busy
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.goto(jupyter.url(notebook))
        self.page.wait_for_selector(".jp-Notebook .jp-MarkdownOutput h1", timeout=60_000)

    def run_all(self):
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.page.wait_for_selector(".edu-lab svg", timeout=60_000)
        # The last cell shows the sources; when it has its output, all cells have run.
        self.page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output").first.wait_for(timeout=60_000)
        self.lab = self.page.locator(".edu-lab").first
        self.lab.scroll_into_view_if_needed()
        self.say = self.lab.locator(".edu-say")
        self.page.wait_for_function("document.querySelector('.edu-say').textContent.includes('L4/L5')")

    def slider(self, key):
        return self.lab.locator(f"input[type=range][data-key={key}]")

    def artist(self, gid, lab=None):
        lab = lab or self.lab
        prefix = lab.locator("svg [id]").first.get_attribute("id").split("-")[0]
        return lab.locator(f'[id="{prefix}-{gid}"]')

    def path(self, gid):
        """What the browser draws for an artist: its path or matrix."""
        return self.artist(gid).evaluate(
            "e => (e.getAttribute('transform') || '') + (e.querySelector('path')?.getAttribute('d') || e.textContent)"
        )

    def text(self, gid):
        return self.artist(gid).locator("text").text_content()

    def wait_for_words(self, words):
        self.page.wait_for_function(
            "w => document.querySelector('.edu-say').textContent.includes(w)", arg=words, timeout=10_000
        )


@pytest.fixture(scope="module")
def lesson(chromium, jupyter):
    page = Page(chromium, jupyter)
    page.closed_look = page.page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count()
    page.run_all()
    yield page
    page.page.close()


def test_code_is_hidden_when_the_lesson_opens(lesson):
    assert lesson.closed_look == 0


def test_every_cell_runs_without_an_error(lesson):
    errors = lesson.page.locator(
        '[data-mime-type="application/vnd.jupyter.error"], .jp-RenderedText[data-mime-type*="stderr"]'
    )
    assert errors.all_text_contents() == []
    assert lesson.page.locator(".edu-error:not(:empty)").count() == 0


def test_arrow_keys_bend_the_person_and_the_sentence_follows(lesson):
    before = {
        gid: lesson.path(gid) for gid in ("spine-disc4", "spine-L3-body", "person-trunk", "discs-bar4", "spine-back0")
    }
    lesson.slider("trunk_flexion_deg").focus()
    for _ in range(30):
        lesson.page.keyboard.press("ArrowRight")
    lesson.wait_for_words("Trunk bent 30 degrees")
    after = {gid: lesson.path(gid) for gid in before}
    assert [gid for gid in before if before[gid] == after[gid]] == []
    newton = int(re.search(r"\d+", lesson.text("discs-value4"))[0])
    assert f"L4/L5 disc carries about {round(newton, -1)} N" in lesson.say.text_content()
    assert lesson.text("head-line") == f"L4/L5 carries {newton} N"


def test_home_end_and_page_keys_move_a_slider_and_speak_its_unit(lesson):
    slider = lesson.slider("hands_load_kg")
    slider.focus()
    lesson.page.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") == "50 kg"
    lesson.page.keyboard.press("PageDown")
    assert slider.get_attribute("aria-valuetext") == "45 kg"
    lesson.page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "0 kg"
    # JupyterLab took none of these keys: the same cell is still the active one and nothing was deleted.
    assert lesson.page.locator(".edu-lab").count() == 1


def test_a_number_can_be_typed_and_a_bad_one_is_answered_in_words(lesson):
    box = lesson.lab.get_by_label("Load, kg, type a number")
    box.fill("20")
    box.press("Enter")
    lesson.wait_for_words("20 kg in the hands")
    assert lesson.slider("hands_load_kg").input_value() == "20"
    box.fill("500")
    box.press("Enter")
    trouble = lesson.lab.locator(".edu-error")
    trouble.filter(has_text="between 0 and 50 kg").wait_for()
    assert box.get_attribute("aria-invalid") == "true"
    assert "20 kg in the hands" in lesson.say.text_content()
    box.fill("10")
    box.press("Enter")
    lesson.wait_for_words("10 kg in the hands")
    assert trouble.text_content() == ""
    assert box.get_attribute("aria-invalid") is None


def test_what_the_model_works_out_can_be_taken_over_and_given_back(lesson):
    tick = lesson.lab.get_by_label("arms hang straight down")
    slider = lesson.slider("hands_forward_m")
    assert tick.is_checked()
    slider.focus()
    lesson.page.keyboard.press("End")
    lesson.wait_for_words("The load is 90 cm ahead of L5/S1")
    assert not tick.is_checked()
    tick.check()
    lesson.page.wait_for_function("() => !document.querySelector('.edu-say').textContent.includes('90 cm')")
    assert float(slider.input_value()) < 0.9


def test_the_keyboard_alone_reaches_every_control(lesson):
    lesson.lab.locator("summary").press("Enter")
    wanted = set(
        lesson.lab.locator("input, select, button, summary").evaluate_all(
            "all => all.map((e, i) => (e.dataset.walk = i, String(i)))"
        )
    )
    lesson.lab.locator("input").first.focus()
    reached = set()
    for _ in range(len(wanted) + 3):
        reached.add(lesson.page.evaluate("document.activeElement.dataset.walk"))
        lesson.page.keyboard.press("Tab")
    assert wanted <= reached
    sex = lesson.lab.get_by_label("Sex")
    sex.select_option("female")
    lesson.page.wait_for_function("() => document.querySelector('.edu-say').textContent.length > 0")


def test_reset_leads_back_to_quiet_standing(lesson):
    lesson.lab.get_by_role("button", name="Reset").press("Enter")
    lesson.wait_for_words("Standing, empty hands")
    assert lesson.slider("trunk_flexion_deg").input_value() == "0"
    assert lesson.lab.get_by_label("Sex").input_value() == "male"


def test_the_picture_has_a_name_that_follows_it(lesson):
    svg = lesson.lab.locator("svg")
    assert svg.get_attribute("role") == "img"
    lesson.page.wait_for_function(
        "() => document.querySelector('.edu-lab svg').getAttribute('aria-label').startsWith('Standing')"
    )
    assert lesson.say.get_attribute("aria-live") == "polite"


def test_our_own_markup_is_clean_under_axe(lesson):
    check_axe(lesson)


def test_nothing_is_asked_of_any_other_machine(lesson):
    assert [url for url in lesson.requests if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", url)] == []


def test_the_console_is_free_of_errors(lesson):
    assert lesson.complaints == []


def test_the_light_lab_fits_the_screen(lesson, tmp_path_factory):
    check_look(lesson, tmp_path_factory.getbasetemp() / "lesson-light.png", paper="rgb(255, 255, 255)")


def test_the_dark_lab_fits_the_screen_and_is_clean_under_axe(chromium, jupyter, tmp_path_factory):
    page = Page(chromium, jupyter, "JupyterLab Dark")
    try:
        page.run_all()
        check_look(page, tmp_path_factory.getbasetemp() / "lesson-dark.png", paper="rgb(20, 23, 26)")
        check_axe(page)
        assert page.complaints == []
    finally:
        page.page.close()


def test_two_labs_on_one_page_do_not_cross_wires(chromium, jupyter):
    source = [
        "# Two labs.\n",
        "from edu_lib import lab\n",
        "from IPython.display import display\n",
        'display(lab("spinal_load"), lab("spinal_load"))',
    ]
    cells = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Two labs"]},
        {"cell_type": "code", "id": "labs", "metadata": {}, "source": source, "outputs": [], "execution_count": None},
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (jupyter.notebooks / "two.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    page = Page(chromium, jupyter, notebook="two.ipynb")
    try:
        page.run_all()
        one, other = page.page.locator(".edu-lab").nth(0), page.page.locator(".edu-lab").nth(1)
        before = page.artist("discs-value4", one).text_content()
        other.locator("input[data-key=trunk_flexion_deg]").focus()
        page.page.keyboard.press("End")
        other.locator(".edu-say").filter(has_text="Trunk bent 100 degrees").wait_for()
        assert page.artist("discs-value4", other).text_content() != before
        assert page.artist("discs-value4", one).text_content() == before
        assert "Standing" in one.locator(".edu-say").text_content()
        ids = page.page.locator(".edu-lab [id]").evaluate_all("all => all.map(e => e.id)")
        assert len(ids) == len(set(ids))
        assert page.complaints == []
    finally:
        page.page.close()


def check_axe(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page.page, context=".edu-lab").response["violations"]
    assert [(v["id"], v["help"], [node["html"][:120] for node in v["nodes"]]) for v in found] == []


def check_look(page, shot: Path, paper: str):
    """The picture is in the theme's colours and nothing sticks out; a screenshot is left in pytest's folder."""
    page.slider("trunk_flexion_deg").focus()
    for _ in range(4):
        page.page.keyboard.press("PageUp")
    page.wait_for_words("Trunk bent")
    page.lab.evaluate("lab => lab.scrollIntoView({block: 'center'})")
    page.page.wait_for_timeout(300)
    page.page.screenshot(path=shot)
    look = page.lab.evaluate(
        """lab => { const box = lab.querySelector('svg').getBoundingClientRect();
                    return {paper: getComputedStyle(lab.querySelector('svg path')).fill, right: box.right, wide: innerWidth,
                            high: box.height, over: lab.scrollWidth - lab.clientWidth}; }"""
    )
    assert look["paper"] == paper
    assert look["right"] <= look["wide"]
    assert look["over"] <= 0
    assert 350 < look["high"] < 720
