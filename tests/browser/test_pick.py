"""A picture that is used by hand: structures are chosen in it, and a handle is pulled, with the mouse, a finger and keys."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TINY = (Path(__file__).resolve().parents[1] / "helpers/tiny_lab.py").read_text(encoding="utf-8").splitlines()
FOCUSED = """() => { const e = document.activeElement, s = getComputedStyle(e);
  return [e.className, s.outlineStyle, s.outlineWidth]; }"""
WIDE, HIGH = 100, 50  # the picture, in its data coordinates


class Squares:
    """A notebook with two tiny labs, of which the first is used."""

    def __init__(self, page):
        self.open, self.page, self.keyboard = page.ready(), page.page, page.page.keyboard
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.page.locator(".edu-lab svg").nth(1).wait_for()
        self.lab, self.other = (self.page.locator(".edu-lab").nth(i) for i in (0, 1))
        self.open.lab = self.lab
        self.picture, self.dot = self.lab.locator(".edu-picture"), self.lab.locator(".edu-hand")
        self.says("Chosen: nothing.")
        self.lab.evaluate("lab => lab.scrollIntoView()")

    def says(self, words, lab=None):
        (lab or self.lab).locator(".edu-say").filter(has_text=words).wait_for(timeout=15_000)

    def at(self, x, y):
        """A place of the picture, in pixels of the page."""
        box = self.lab.locator("svg").bounding_box()
        return box["x"] + box["width"] * x / WIDE, box["y"] + box["height"] * (1 - y / HIGH)

    def click(self, x, y, words):
        self.page.mouse.click(*self.at(x, y))
        self.says(f"Chosen: {words}.")

    def middle_of_dot(self):
        """Where the handle lies, in data coordinates."""
        box, dot = self.lab.locator("svg").bounding_box(), self.dot.bounding_box()
        x, y = dot["x"] + dot["width"] / 2 - box["x"], dot["y"] + dot["height"] / 2 - box["y"]
        return x / box["width"] * WIDE, HIGH * (1 - y / box["height"])

    def show_middle(self):
        self.lab.get_by_label("Middle square").check()
        self.page.wait_for_function("document.querySelector('[id$=\"-tiny-middle\"]').style.display !== 'none'")

    def reset(self):
        self.lab.get_by_role("button", name="Reset").click()
        self.says("Chosen: nothing. The dot is at 50, 5.")
        self.picture.evaluate("e => e.scrollIntoView({block: 'end'})")  # a mouse reaches only what is in the window


@pytest.fixture(scope="module")
def opened(visit, write_notebook):
    show = ("from IPython.display import display", "display(TinyLab(), TinyLab())")
    return Squares(visit(write_notebook("squares.ipynb", *TINY, *show)))


@pytest.fixture
def squares(opened):
    opened.reset()
    return opened


def test_a_click_on_a_structure_chooses_it_and_one_beside_it_chooses_none(squares):
    squares.click(12, 20, "left")
    assert squares.lab.get_by_label("Structure").input_value() == "left"
    squares.click(85, 28, "right")
    squares.click(50, 45, "nothing")
    assert "Chosen: nothing." in squares.other.locator(".edu-say").text_content()


def test_what_covers_a_structure_blocks_the_click_but_a_line_over_it_does_not(squares):
    squares.click(80, 20, "right")  # where a line without a name runs across, and the hatch
    squares.click(22, 20, "nothing")  # on the bar over the left square


def test_a_thin_line_is_caught_by_a_click_that_misses_it_by_a_little(squares):
    x, y = squares.at(30, 40)
    squares.page.mouse.click(x, y - 4)
    squares.says("Chosen: line.")
    squares.page.mouse.click(x, y - 12)
    squares.says("Chosen: nothing.")


def test_what_is_hidden_is_never_hit(squares):
    squares.click(12, 20, "left")
    squares.click(50, 20, "nothing")  # the middle square is not shown
    squares.show_middle()
    squares.click(50, 20, "middle")


def test_the_name_of_a_structure_shows_under_the_pointer(squares):
    squares.page.mouse.move(*squares.at(80, 15))
    squares.page.wait_for_function("document.querySelector('.edu-picture').title === 'right'")
    assert squares.picture.evaluate("e => getComputedStyle(e).cursor") == "pointer"
    squares.page.mouse.move(*squares.at(50, 45))
    squares.page.wait_for_function("!document.querySelector('.edu-picture').hasAttribute('title')")
    assert squares.picture.evaluate("e => getComputedStyle(e).cursor") != "pointer"


def test_arrow_keys_go_from_structure_to_structure_that_is_shown(squares):
    squares.picture.focus()
    chosen = []
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp", "Home", "End"):
        squares.keyboard.press(key)
        chosen.append(squares.lab.get_by_label("Structure").input_value())
    assert chosen == ["left", "right", "line", "left", "line", "right", "left", "line"]
    squares.says("Chosen: line.")
    squares.keyboard.press("Escape")
    squares.says("Chosen: nothing.")
    squares.show_middle()
    squares.picture.focus()
    for _ in range(2):
        squares.keyboard.press("ArrowRight")
    squares.says("Chosen: middle.")
    assert "Chosen: nothing." in squares.other.locator(".edu-say").text_content()


def test_the_picture_and_the_handle_show_when_they_have_the_focus(squares):
    squares.lab.locator("select").focus()
    reached = []
    for _ in range(16):
        squares.keyboard.press("Tab")
        reached.append(squares.page.evaluate(FOCUSED))
    for name in ("edu-picture", "edu-hand"):
        assert [name, "solid", "3px"] in reached


def test_a_handle_follows_the_mouse_and_stays_within_its_range(squares):
    assert squares.middle_of_dot() == pytest.approx((50, 5), abs=0.3)
    x, y = squares.at(50, 5)
    squares.page.mouse.move(x + 8, y - 6)  # grabbed beside its middle: it must not jump
    squares.page.mouse.down()
    target_x, target_y = squares.at(30, 35)
    squares.page.mouse.move(target_x + 8, target_y - 6, steps=12)
    squares.says("The dot is at 30, 35.")
    assert squares.middle_of_dot() == pytest.approx((30, 35), abs=0.3)
    squares.page.mouse.move(0, 0, steps=3)  # far outside, which a captured pointer may be
    squares.says("The dot is at 5, 48.")
    squares.page.mouse.up()
    squares.page.mouse.move(*squares.at(60, 20), steps=3)
    squares.page.wait_for_timeout(600)
    assert "The dot is at 5, 48." in squares.lab.locator(".edu-say").text_content()  # it has been let go
    assert "Chosen: nothing." in squares.lab.locator(".edu-say").text_content()
    assert squares.open.slider("along").input_value() == "5"


def test_a_handle_follows_a_finger(squares):
    touch = squares.page.context.new_cdp_session(squares.page)

    def finger(kind, *places):
        points = [{"x": x, "y": y} for x, y in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", squares.at(50, 5))
    for x in range(50, 71, 4):
        finger("touchMove", squares.at(x, 5 + (x - 50)))
    finger("touchEnd")
    touch.detach()
    squares.says("The dot is at 70, 25.")


def test_arrow_keys_nudge_a_handle_and_its_value_is_told(squares):
    squares.dot.focus()
    squares.keyboard.press("ArrowRight")
    squares.keyboard.press("Shift+ArrowUp")
    squares.says("The dot is at 51, 10.")
    assert squares.dot.get_attribute("aria-valuetext") == "Along 51.0 cm, High 10 cm"
    for _ in range(20):  # quicker than the answers come: none is lost
        squares.keyboard.press("ArrowLeft")
    squares.says("The dot is at 31, 10.")
    assert squares.middle_of_dot() == pytest.approx((31, 10), abs=0.3)
    assert squares.lab.get_by_label("Structure").input_value() == "nothing"
    assert "The dot is at 50, 5." in squares.other.locator(".edu-say").text_content()


def test_a_handle_is_large_enough_for_a_finger_and_keeps_its_place_in_any_window(squares):
    try:
        for width in (1600, 820):
            squares.page.set_viewport_size({"width": width, "height": 720})
            squares.page.wait_for_timeout(500)
            box = squares.dot.bounding_box()
            assert min(box["width"], box["height"]) >= 24
            assert squares.middle_of_dot() == pytest.approx((50, 5), abs=0.5)
    finally:
        squares.page.set_viewport_size({"width": 1280, "height": 720})
        squares.page.wait_for_timeout(500)


def test_a_saved_picture_knows_nothing_of_hands(squares, tmp_path):
    squares.dot.focus()
    with squares.page.expect_download() as download:
        squares.lab.get_by_role("button", name="Save as SVG").click()
    download.value.save_as(tmp_path / "squares.svg")
    saved = (tmp_path / "squares.svg").read_text(encoding="utf-8")
    assert 'id="tiny-right"' in saved
    for mark in ("tabindex", "pointer-events", "data-pick", "edu-hand", "outline", "cursor"):
        assert mark not in saved


def test_a_link_to_a_state_keeps_what_is_chosen_and_switched(squares):
    squares.lab.get_by_label("Middle square").check()
    squares.click(12, 20, "left")
    squares.lab.get_by_role("button", name="Copy link to this state").click()
    squares.lab.locator(".edu-note").filter(has_text="link is copied").wait_for()
    link = squares.page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("#lab=tiny&structure=left&middle=true")


def test_a_picture_used_by_hand_is_clean_under_axe(squares):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    squares.dot.focus()
    found = axe.Axe().run(squares.page, context=".edu-lab").response["violations"]
    assert [(v["id"], v["help"], [node["html"][:120] for node in v["nodes"]]) for v in found] == []


def test_the_console_is_free_of_errors(squares):
    assert squares.open.complaints == []
