"""Before a lesson runs, after it was saved and closed, after its kernel restarted, and by a link."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
NAME = "to_save.ipynb"
STILL = ".jp-OutputArea-output figure img"


@pytest.fixture(scope="module")
def lesson(visit, jupyter):
    shutil.copy(ROOT / "notebooks/04_spinal_load.ipynb", jupyter.notebooks / NAME)
    return visit(NAME).ready()


def check_still(page):
    picture = page.page.locator(STILL).first
    picture.scroll_into_view_if_needed()
    assert picture.get_attribute("alt").startswith("Standing, empty hands")
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 1000
    assert page.page.locator("figcaption").first.is_visible()
    for words in ("model not found", "Loading widget", "Traceback"):
        assert page.page.get_by_text(words).count() == 0


def test_before_anything_runs_there_is_a_still_picture(lesson):
    check_still(lesson)
    assert lesson.page.locator(".edu-lab").count() == 0
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    assert axe.Axe().run(lesson.page, context="figure").response["violations"] == []


def test_the_one_button_named_in_the_text_brings_it_to_life(lesson):
    assert "Hide Input" in lesson.page.locator(".jp-Notebook").inner_text()
    lesson.page.locator('[title="Hide Input"]').first.click()
    lesson.open_lab()
    assert lesson.page.locator(STILL).count() == 0
    assert lesson.page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0


def test_saved_and_opened_again_it_shows_the_still_picture(lesson, visit, jupyter, ask_server):
    lesson.put("Load, kg", 15)
    lesson.wait_for_words("15 kg in the hands")
    file, kinds = jupyter.notebooks / NAME, None
    before = file.read_text(encoding="utf-8")
    lesson.page.keyboard.press("Control+s")  # while a control has the focus
    for _ in range(100):
        now = file.read_text(encoding="utf-8")
        if now == before or not now.rstrip().endswith("}"):  # not written yet, or not to its end
            lesson.page.wait_for_timeout(100)
            continue
        cells = json.loads(now)["cells"]
        (lab,) = (cell for cell in cells if cell["id"] == "lab")
        kinds = [sorted(output["data"]) for output in lab["outputs"]]
        break
    assert kinds, "it was not saved"
    assert kinds == [["text/html", "text/plain"]]
    assert lesson.page.locator(".edu-lab svg").count() == 1  # saving takes nothing from the open page
    for session in ask_server("GET", "sessions"):
        if session["path"] == NAME:
            ask_server("DELETE", f"sessions/{session['id']}")
    lesson.page.close()
    again = visit(NAME).ready()
    check_still(again)
    assert again.page.locator(".edu-lab").count() == 0
    again.run_all()
    again.put("Load, kg", 5)
    again.wait_for_words("5 kg in the hands")
    assert again.complaints == []
    again.page.close()


def test_after_a_restart_of_the_kernel_one_action_brings_all_back(visit):
    page = visit(NAME).ready().run_all()
    page.put("Load, kg", 15)
    page.wait_for_words("15 kg in the hands")
    page.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.page.get_by_text("Restart Kernel and Run All Cells").click()
    page.page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.lab.wait_for(state="detached")
    assert page.page.get_by_text("model not found").count() == 0
    page.find_lab()
    assert "Standing, empty hands" in page.say.text_content()
    page.put("Load, kg", 7)
    page.wait_for_words("7 kg in the hands")
    page.page.close()


def test_a_link_restores_the_state_and_carries_no_token(visit, jupyter):
    page = visit(NAME).ready().run_all()
    page.put("Load, kg", 12)
    page.wait_for_words("12 kg in the hands")
    page.lab.get_by_text("Person", exact=True).press("Enter")
    page.lab.get_by_label("Sex").select_option("female")
    page.page.wait_for_timeout(800)
    page.lab.get_by_role("button", name="Copy link to this state").click()
    page.lab.locator(".edu-note").filter(has_text="copied").wait_for()
    link = page.page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"/{NAME}#lab=spinal_load&hands_load_kg=12&sex=female")
    assert jupyter.token not in link
    page.page.close()
    other = visit(link).ready().run_all()
    other.wait_for_words("12 kg in the hands")
    assert other.lab.get_by_label("Sex").input_value() == "female"
    assert other.slider("hands_load_kg").input_value() == "12"
    bad = link.replace("hands_load_kg=12", "hands_load_kg=900")
    other.page.close()
    third = visit(bad).ready().run_all()
    third.lab.locator(".edu-error").filter(has_text="between 0 and 50 kg").wait_for()
    assert "Standing, empty hands" in third.say.text_content()
    third.page.close()
