"""Cards in a real JupyterLab: every kind of block by keyboard alone, on a narrow screen, in the dark, and clean under axe."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OWN = Path(__file__).parents[1] / "learn" / "data"
# A quiz with an item of each kind, and a card with the blocks that no quiz has.
NOTEBOOK = """
import os, pathlib
os.environ["EDU_LIB_JOURNAL"] = {journal!r}
from IPython.display import display
from edu_lib.learn import items, view
from edu_lib.learn.card import Card
from edu_lib.learn.items import picture_of
from edu_lib.learn.quiz import quiz
items.FOLDER = pathlib.Path({own!r})
class Demo(Card):
    title, heard = "The other blocks", "nothing"
    def state(self):
        p = picture_of("spine_side")
        nodes = [("a", "Start here", 0, 0, "been"), ("b", "A long way round to it", 1, 0, "here"), ("c", "Out", 2, 0, "end")]
        return {{"blocks": [
            view.text("<div><strong>You said</strong> 1</div><div><strong>It is</strong> 2</div>", "compare"),
            view.slider("slide", "How far do you agree?", 0, 10, 1, low="not at all", high="entirely"),
            view.picture("mark", p["src"], p["alt"], p["width"], p["height"], mode="mark"),
            view.map([dict(zip(("id", "text", "x", "y", "state"), n)) for n in nodes],
                     [("a", "b", True), ("b", "c", False)], "A map of three screens."),
            view.text(f"<p>Heard: {{self.heard}}</p>", "note", id="heard"),
            view.buttons(view.button("send", "Send", primary=True), view.button("break", "Break")),
        ], "say": f"Heard: {{self.heard}}", "focus": ""}}
    def press(self, button, values=None):
        if button == "break":
            raise ValueError("That cannot be done now.")
        self.heard = f"{{values['slide']}} {{values['mark']}}"
        self._refresh()
display(Demo())
display(quiz("98"))
"""


class Cards:
    """A page with the two cards."""

    def __init__(self, visit, write_notebook, name, folder, theme="JupyterLab Light"):
        lines = NOTEBOOK.format(journal=str(folder / name), own=str(OWN)).strip().splitlines()
        self.visited = visit(write_notebook(f"{name}.ipynb", *lines), theme).ready()
        self.page, self.keys = self.visited.page, self.visited.page.keyboard
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.page.locator(".edu-card").nth(1).locator("button").first.wait_for()
        self.demo, self.quiz = (self.page.locator(".edu-card").nth(i) for i in range(2))

    def active(self, what):
        return self.page.evaluate(f"document.activeElement.{what}")

    def tab_to(self, selector):
        """Press Tab, or Shift and Tab, until what has the focus is `selector`."""
        for key, most in (("Tab", 14), ("Shift+Tab", 30)):
            for _ in range(most):
                if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                    return
                self.keys.press(key)
        raise AssertionError(f"the keyboard does not reach {selector}; it stopped at {self.active('outerHTML')[:200]}")

    def hears(self, card, words):
        try:
            card.locator("[role=status]").filter(has_text=words).wait_for(timeout=15_000, state="attached")
        except Exception:
            print(
                card.inner_text(),
                "SPOKEN:",
                card.locator("[role=status]").text_content(),
                self.active("outerHTML")[:300],
            )
            raise

    def check(self):
        """Say "guess", press Check."""
        self.tab_to("[data-key*=':sure/']")
        self.keys.press("Space")
        self.tab_to("button.edu-primary")
        self.keys.press("Enter")

    def out(self):
        """What sticks out of its card or is cut off."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('.edu-card')].flatMap(card => { const edge = card.getBoundingClientRect();
                 return [...card.querySelectorAll('*')].filter(e => !e.closest('.edu-unseen, svg, details:not([open]) > ul'))
                   .filter(e => { const b = e.getBoundingClientRect();
                     return b.right > edge.right + 1 || b.left < edge.left - 1 || b.right > innerWidth ||
                       (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible' && !e.matches('input')); })
                   .map(e => e.outerHTML.slice(0, 100)); })"""
        )

    def smallest_text(self):
        return self.page.evaluate(
            """() => Math.min(...[...document.querySelectorAll('.edu-card *:not(svg *)')]
                 .filter(e => e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                 .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
        )

    def axe(self):
        axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
        found = axe.Axe().run(self.page, context=".edu-card").response["violations"]
        return [(v["id"], v["help"], [node["html"][:120] for node in v["nodes"]]) for v in found]

    def skip_through(self, look):
        """Call `look(i)` at each item that shows, going on by the button."""
        for i in range(8):
            self.quiz.get_by_text(f"{i + 1} of 8", exact=i not in (4,)).wait_for()
            look(i)
            self.quiz.get_by_role("button", name="Skip for now").click()
        self.quiz.get_by_text("Not answered yet:").wait_for()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cards")


@pytest.fixture(scope="module")
def cards(visit, write_notebook, folder):
    return Cards(visit, write_notebook, "cards", folder)


def test_the_other_blocks_work_by_keyboard_alone(cards):
    cards.demo.locator("input[type=range]").focus()
    assert cards.active("getAttribute('aria-valuetext')") == "not set yet"
    cards.keys.press("ArrowRight")
    assert cards.active("getAttribute('aria-valuetext')").startswith("6")
    cards.tab_to(".edu-cross")
    cards.keys.press("ArrowLeft")
    cards.keys.press("Shift+ArrowUp")
    cards.hears(cards.demo, "% from the left")
    cards.tab_to("summary")
    cards.keys.press("Enter")
    assert cards.demo.locator("details li").all_text_contents()[1].startswith("A long way round to it (you are here)")
    cards.tab_to("button.edu-primary")
    cards.keys.press("Enter")
    cards.hears(cards.demo, "Heard: 6 [307.2")
    assert cards.active("textContent") == "Send"  # the focus stays where it was
    cards.tab_to("[data-key=break]")
    cards.keys.press("Enter")
    cards.hears(cards.demo, "That cannot be done now.")
    assert cards.demo.locator(".edu-again").text_content() == "That cannot be done now."


def test_a_place_in_a_picture_can_be_clicked(cards):
    image = cards.demo.locator("img")
    box = image.bounding_box()
    image.click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    assert cards.demo.locator(".edu-cross").get_attribute("aria-label").startswith("Cross: 25 % from the left, 50 %")


def test_a_quiz_is_walked_by_keyboard_alone_and_each_state_is_clean_under_axe(cards, folder):
    found, keys = [], cards.keys

    def done(words, shot):
        cards.hears(cards.quiz, words)
        found.extend(cards.axe())
        cards.quiz.screenshot(path=folder / f"{shot}.png")
        if cards.active("textContent") in ("Next", "Summary"):
            keys.press("Enter")

    cards.quiz.locator("input").first.focus()
    # single: arrows choose
    for _ in range(4):
        if cards.active("value") == "b":
            break
        keys.press("ArrowDown")
    keys.press("Space")
    cards.check()
    done("Right at the first try", "single")
    # multiple: first too little, then right; the focus comes back to the answers
    cards.hears(cards.quiz, "Question 2 of 8")
    cards.tab_to("input[value=a]")
    keys.press("Space")
    cards.check()
    done("Not this. Try once more. What you ticked is right, but it is not all.", "multiple-hint")
    assert cards.active("type") == "checkbox"
    cards.tab_to("input[value=b]")
    keys.press("Space")
    cards.check()
    done("Right at the second try", "multiple")
    # number: a comma and a true minus; what was typed stays while the card asks for more
    cards.hears(cards.quiz, "Question 3 of 8")
    cards.tab_to("input[type=text]")
    keys.insert_text("−1,5")
    keys.press("Enter")
    cards.hears(cards.quiz, "Say how sure you are")
    assert cards.quiz.locator("input[type=text]").input_value() == "−1,5"
    cards.check()
    done("Right at the first try", "number")
    # picture: letters are buttons
    cards.hears(cards.quiz, "Question 4 of 8")
    cards.tab_to("[aria-label='Place B']")
    keys.press("Enter")
    assert cards.active("getAttribute('aria-pressed')") == "true"
    cards.check()
    done("Right at the first try", "pick")
    # one of an earlier lesson
    cards.hears(cards.quiz, "From lesson 97")
    cards.tab_to("input[type=radio]")
    while cards.active("value") != "wrong":
        keys.press("ArrowDown")
    keys.press("Space")
    cards.check()
    done("Not this. Try once more", "repeated-hint")
    while cards.active("value") != "unread":
        keys.press("ArrowDown")
    cards.check()
    done("Right at the second try", "repeated")
    # name it
    cards.hears(cards.quiz, "Question 6 of 8")
    cards.tab_to("input[type=text]")
    keys.type("psoas mayor")
    cards.check()
    done("one letter of “mayor”", "type-hint")
    keys.press("Control+a")
    keys.type("Psoas major")
    cards.check()
    done("Right at the second try", "type")
    # order: Alt and arrows, spoken
    cards.hears(cards.quiz, "Question 7 of 8")
    for place, item in enumerate("abc", 1):
        cards.tab_to(f"[data-item={item}] button")
        for _ in range(3):
            now = cards.quiz.locator("[data-item]").evaluate_all("all => all.map(e => e.dataset.item)").index(item) + 1
            if now == place:
                break
            keys.press("Alt+ArrowUp" if now > place else "Alt+ArrowDown")
            cards.hears(cards.quiz, f"now {now - 1 if now > place else now + 1} of 3.")
    cards.check()
    done("In the order of the alphabet", "order")
    # fix: pick the word, type another
    cards.hears(cards.quiz, "Question 8 of 8")
    cards.tab_to("[data-key$='/1']")
    assert cards.active("textContent") == "harmed"
    keys.press("Space")
    cards.tab_to("input[type=text]")
    keys.type("loaded")
    cards.check()
    done("Right at the first try", "fix")
    cards.quiz.get_by_text("Of 8 questions you have 5 right at the first try and 3 at the second.").wait_for()
    assert found + cards.axe() == []
    assert "Come back in a week" in cards.quiz.text_content()


def test_an_item_can_be_dragged_to_its_place(cards):
    cards.quiz.get_by_role("button", name="Do them all again").click()
    for i in range(6):
        cards.quiz.get_by_text(f"{i + 1} of 8").wait_for()
        cards.quiz.get_by_role("button", name="Skip for now").click()
    items = cards.quiz.locator("[data-item]")
    items.nth(2).wait_for()
    before = items.evaluate_all("all => all.map(e => e.dataset.item)")
    first, last = items.nth(0).bounding_box(), items.nth(2).bounding_box()
    mouse = cards.page.mouse
    mouse.move(first["x"] + 60, first["y"] + first["height"] / 2)
    mouse.down()
    mouse.move(first["x"] + 60, last["y"] + last["height"] - 2, steps=12)
    mouse.up()
    assert items.evaluate_all("all => all.map(e => e.dataset.item)") == [before[1], before[2], before[0]]
    cards.hears(cards.quiz, "now 3 of 3.")
    for _ in range(6):
        cards.quiz.get_by_role("button", name="Back").click()
        cards.page.wait_for_timeout(150)


def test_nothing_is_cut_off_on_a_narrow_screen_and_no_text_is_small(cards, folder):
    cards.page.keyboard.press("Control+b")
    cards.page.set_viewport_size({"width": 640, "height": 720})
    cards.page.wait_for_timeout(600)
    wrong, small = [], []

    def look(i):
        wrong.extend(cards.out())
        small.append(cards.smallest_text())
        cards.quiz.screenshot(path=folder / f"narrow-{i}.png")

    try:
        cards.skip_through(look)
        cards.demo.screenshot(path=folder / "narrow-demo.png")
        # And with every place's name in the picture.
        for _ in range(5):
            cards.quiz.get_by_role("button", name="Back").click()
            cards.page.wait_for_timeout(150)
        for _ in range(2):
            cards.quiz.get_by_label("Place C").click()
            cards.quiz.get_by_label("Sure", exact=True).check()
            cards.quiz.get_by_role("button", name="Check").click()
            cards.hears(cards.quiz, "Not this.")
        cards.quiz.locator(".edu-name").first.wait_for()
        look("named")
    finally:
        cards.page.set_viewport_size({"width": 1280, "height": 720})
        cards.page.keyboard.press("Control+b")
    assert wrong == []
    assert min(small) >= 15


def test_nothing_moves_by_itself_for_those_who_ask_for_less_motion(cards):
    cards.page.emulate_media(reduced_motion="reduce")
    moving = cards.page.evaluate(
        """() => [...document.querySelectorAll('.edu-card *')].filter(e => { const s = getComputedStyle(e);
             return s.transitionDuration.split(',').some(t => parseFloat(t) > 0) || s.animationName !== 'none'; }).length"""
    )
    cards.page.emulate_media(reduced_motion="no-preference")
    assert moving == 0


def test_jupyterlab_takes_no_key_of_a_card(cards):
    cards.quiz.locator("button").first.focus()
    for key in ("d", "d", "a", "x", "ArrowDown", "0", "0"):
        cards.keys.press(key)
    assert cards.page.locator(".jp-CodeCell").count() == 1
    assert cards.page.locator(".edu-card").count() == 2


def test_no_other_machine_is_asked_and_nobody_complains(cards):
    assert cards.visited.strangers() == []
    assert cards.visited.complaints == []


def test_in_the_dark_every_item_is_clean_under_axe(visit, write_notebook, folder):
    dark, found = Cards(visit, write_notebook, "cards_dark", folder, "JupyterLab Dark"), []
    paper = "e => getComputedStyle(e.querySelector('.edu-page')).backgroundColor"
    assert dark.quiz.evaluate(paper) != "rgb(255, 255, 255)"

    def look(i):
        found.extend(dark.axe())
        dark.quiz.screenshot(path=folder / f"dark-{i}.png")

    dark.skip_through(look)
    dark.demo.screenshot(path=folder / "dark-demo.png")
    # And an answered one, for the colours of right and wrong.
    dark.quiz.get_by_role("button", name="Do what is left").click()
    dark.quiz.get_by_label("Alpha & beta").check()
    dark.quiz.get_by_label("Sure", exact=True).check()
    for words in ("Try once more", "your answer"):
        dark.quiz.get_by_role("button", name="Check").click()
        dark.quiz.locator(".edu-blocks").get_by_text(words).first.wait_for()
    found.extend(dark.axe())
    dark.quiz.screenshot(path=folder / "dark-done.png")
    assert found == []
    assert dark.visited.complaints == []
    dark.page.close()
