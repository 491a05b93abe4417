"""Every lesson as live slides, at the sizes of two projectors; and JupyterLab as it was when the lecture is over."""

import json
import re
import shutil
from pathlib import Path

import lecture_walk
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("0*.ipynb"))


@pytest.fixture
def present(visit, jupyter, ask_server):
    """Open a lesson as slides: present("04_spinal_load.ipynb"); its page and its kernel end with the test."""
    opened = []
    shutil.rmtree(
        jupyter.folder / "journal", ignore_errors=True
    )  # a lab that was opened once would be open from the start

    def start(name, version="", ready=True):
        page = visit(f"{jupyter.url(name)}&lecture{version}")
        opened.append(page)
        if ready:
            lecture_walk.start(page.page)
        return page

    yield start
    for page in opened:
        page.page.close()
    for session in ask_server("GET", "sessions"):
        ask_server("DELETE", f"sessions/{session['id']}")


def slides_of(name):
    """The cells (counted from 1) at which the slides of a lesson stop, and those of its ten-minute version."""
    cells = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))["cells"]
    shows = [cell["metadata"].get("slideshow", {}) for cell in cells]
    stops, ten, kept = [], [], False
    for i, show in enumerate(shows, 1):
        if show.get("slide_type") == "slide":
            kept = show.get("ten_minutes", False)
        if show.get("slide_type") in ("slide", "fragment"):
            stops.append(i)
            ten += [i] * kept
    return stops, ten


@pytest.mark.parametrize("name", LESSONS)
def test_every_slide_fits_and_can_be_read(present, name):
    page = present(name)
    slides = list(lecture_walk.walk(page.page, text_sizes=lecture_walk.SIZES[:1]))
    found = [
        f"cell {slide.cell}, {slide.state}, {slide.size[1]} (zoom {slide.look['zoom']}): {words}"
        for slide in slides
        for words in lecture_walk.complaints(slide)
    ]
    assert found == []
    assert list(dict.fromkeys(slide.cell for slide in slides)) == slides_of(name)[0]
    assert any(slide.look["drawn"][1] for slide in slides)  # labs were there, and alive
    assert page.complaints == []
    assert page.strangers() == []


def cell(page):
    """The number of the cell that the slide shows, from 1."""
    return page.evaluate(lecture_walk.LOOK)["cell"] + 1


def press(page, key, to):
    page.keyboard.press(key)
    page.wait_for_function(f"({lecture_walk.LOOK})().cell === {to - 1}")


def test_a_lab_lives_on_its_slide_and_the_keys_are_the_presenters(present):
    page = present("04_spinal_load.ipynb").page
    stops, ten = slides_of("04_spinal_load.ipynb")
    press(page, "PageDown", stops[1])
    press(page, "ArrowLeft", stops[0])
    press(page, " ", stops[1])
    anyway = page.locator(".jp-deck-mod-onscreen").get_by_role("button", name="Show me anyway")
    at = 1
    while not anyway.is_visible():
        at += 1
        press(page, "ArrowRight", stops[at])
    anyway.click()
    slider = page.locator(".jp-deck-mod-onscreen .edu-lab input[type=range]").first
    slider.wait_for()
    say = page.locator(".jp-deck-mod-onscreen .edu-say")
    words, value = say.inner_text(), slider.input_value()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    page.wait_for_function("([node, words]) => node.innerText !== words", arg=[say.element_handle(), words])
    assert slider.input_value() != value
    value = slider.input_value()
    page.keyboard.press("ArrowRight")
    assert slider.input_value() != value
    assert cell(page) == stops[at]  # the arrow was the slider's
    press(page, "PageDown", stops[at + 1])  # a presenter's remote turns the slide from within a lab
    press(page, "PageUp", stops[at])
    slider.focus()
    page.keyboard.press("Escape")  # gives the keys back, and the lecture goes on
    press(page, "ArrowRight", stops[at + 1])
    page.keyboard.press("t")
    page.locator(".edu-lecture-say", has_text="Ten-minute version").wait_for()
    press(page, "Home", ten[0])
    press(page, "ArrowRight", ten[1])
    press(page, "End", ten[-1])


def test_notes_follow_in_a_window_of_their_own(present):
    page = present("04_spinal_load.ipynb", "=short").page
    cells = json.loads((ROOT / "notebooks" / "04_spinal_load.ipynb").read_text(encoding="utf-8"))["cells"]
    ten = slides_of("04_spinal_load.ipynb")[1]
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    notes = opened.value
    first = lambda number: cells[number - 1]["metadata"]["slideshow"]["notes"].split("\n")[0]  # noqa: E731
    notes.get_by_text(first(ten[0])[:60]).wait_for()
    assert notes.locator("#place").inner_text().startswith("Slide 1 of ")
    notes.get_by_role("button", name="Forward").click()
    notes.locator("#notes", has_text=first(ten[1])[:60]).wait_for()
    notes.keyboard.press("PageDown")
    notes.locator("#notes", has_text=first(ten[2])[:60]).wait_for()
    assert cell(page) == ten[2]
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    assert [found["id"] for found in axe.Axe().run(notes).response["violations"]] == []
    page.evaluate("document.body.focus()")
    page.keyboard.press("Escape")
    notes.wait_for_event("close") if not notes.is_closed() else None


STATE = """() => {
  const seen = (what) => Boolean(document.querySelector(what)?.offsetWidth);
  const panel = [...document.querySelectorAll('.jp-NotebookPanel')].find((one) => one.offsetWidth);
  const zoom = panel.querySelector('.jp-WindowedPanel-viewport').style.getPropertyValue('--lecture-zoom');
  const bars = ['#jp-left-stack', '#jp-right-stack', '.lm-DockPanel-tabBar', '#jp-main-statusbar', '.jp-NotebookPanel-toolbar'];
  return {
    bars: bars.map(seen), code: seen('.jp-CodeCell .jp-Cell-inputWrapper'), zoom,
    deck: document.body.dataset.jpDeckMode ?? null, theme: document.body.dataset.jpThemeName,
    lecture: [...document.body.classList].filter((name) => name.includes('lecture')),
    cell: panel.querySelector('.jp-Cell.jp-mod-active')?.dataset.windowedListIndex,
    top: Math.round(panel.querySelector('.jp-WindowedPanel-outer').scrollTop / 8),
  };
}"""


@pytest.mark.parametrize("how", ["Escape", "remote", "at once"])
def test_leaving_puts_everything_back(visit, jupyter, how):
    page = visit("08_traction_and_inversion.ipynb").ready().page
    page.locator(".jp-Cell.jp-MarkdownCell").nth(2).click()
    page.wait_for_timeout(500)
    before = page.evaluate(STATE)
    page.get_by_role("button", name="Lecture").click()
    page.wait_for_function("document.body.dataset.jpDeckMode === 'presenting'")
    if how != "at once":
        lecture_walk.start(page)
        page.keyboard.press("PageDown")
        lecture_walk.steady(page)
    if how == "remote":
        page.get_by_title("Exit Deck").click()
    else:
        page.keyboard.press("Escape")
    page.wait_for_function("!document.body.classList.contains('edu-lecture')")
    page.wait_for_function("localStorage.getItem('edu-lecture-open') === null")
    after = page.evaluate(STATE)
    assert after == before
    saved = jupyter.folder / "settings/jupyterlab-slideshow/plugin.jupyterlab-settings"
    page.wait_for_timeout(1200)  # the deck saves a moment later, then what we put back
    assert not re.search(r'"active":\s*true', saved.read_text(encoding="utf-8") if saved.exists() else "")
    page.close()


def test_a_window_closed_in_a_lecture_opens_as_jupyterlab_again(present, visit):
    page = present("08_traction_and_inversion.ipynb").page
    page.goto("about:blank")
    again = visit("08_traction_and_inversion.ipynb").ready().page
    again.wait_for_timeout(1500)
    assert again.evaluate("document.body.dataset.jpDeckMode ?? null") is None
    again.close()


def test_the_launcher_asks_for_a_lesson(visit, jupyter):
    page = visit(f"http://127.0.0.1:{jupyter.port}/lab/workspaces/launcher?token={jupyter.token}&reset").page
    page.locator(".jp-LauncherCard", has_text="Lecture").click()
    page.locator(".jp-Dialog select").select_option("08 traction and inversion")
    page.locator(".jp-Dialog").get_by_role("button", name="Start the lecture").click()
    lecture_walk.start(page)
    assert "Traction" in page.locator(".jp-deck-mod-onscreen").first.inner_text()
    page.close()
