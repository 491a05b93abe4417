"""A class votes in a lecture: the panel on a slide, a phone, the counts as they come in, the answer, the lab; then all is gone."""

from __future__ import annotations

import asyncio
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from vote_load import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LESSON = Path(__file__).parents[2] / "notebooks" / "08_traction_and_inversion.ipynb"


def listens(address):
    host, port = address.split("/")[0].split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def votes(address, *answers):
    """Phones that vote through HTTP."""
    port, code = address.split(":")[1].split("/")
    with ThreadPoolExecutor(1) as other:  # this thread's loop is Playwright's
        return [other.submit(lambda a=a: asyncio.run(phone(int(port), code, a))[0]).result() for a in answers]


def violations(page, context=None):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page, context=context).response["violations"]
    return [(v["id"], v["help"], [node["html"][:120] for node in v["nodes"]]) for v in found]


@pytest.fixture(scope="module")
def deck(visit, jupyter, tmp_path_factory):
    """The slide of lesson 08 on which the class is asked, and one of another question after it."""
    notebook = json.loads(LESSON.read_text(encoding="utf-8"))
    (cell,) = [c for c in notebook["cells"] if 'predict("08-sixty"' in "".join(c["source"])]
    folder = str(tmp_path_factory.mktemp("lecture"))
    source = f'# Ask about the table.\nimport os\nos.environ["EDU_LIB_JOURNAL"] = {folder!r}\n' + "".join(
        cell["source"]
    )
    slide = {"slideshow": {"slide_type": "slide"}}
    empty = {"outputs": [], "execution_count": None, "cell_type": "code", "metadata": slide}
    other = '# Ask about exercises.\nfrom edu_lib import predict\npredict("04-ladder")'
    title = {"cell_type": "markdown", "id": "title", "metadata": slide, "source": "# Try"}
    notebook["cells"] = [title, empty | {"id": "one", "source": source}, empty | {"id": "two", "source": other}]
    (jupyter.notebooks / "vote.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    opened = visit(jupyter.url("vote.ipynb") + "&lecture")
    opened.page.wait_for_function("document.body.dataset.jpDeckMode === 'presenting'")
    opened.page.locator(".edu-card").nth(1).wait_for(state="attached")
    opened.page.keyboard.press("PageDown")
    opened.page.locator(".jp-deck-mod-onscreen .edu-card").wait_for()
    return opened


def ask(deck):
    """Open a vote on this computer; return the card and the address."""
    card = deck.page.locator(".jp-deck-mod-onscreen .edu-card")
    card.get_by_role("button", name="Ask the class").click()
    card.get_by_label("This computer only").check()
    card.get_by_role("button", name="Start").click()
    return card, card.locator(".edu-where").text_content()


def make_busy(jupyter, seconds):
    """Let every kernel compute for a while."""
    from jupyter_client import BlockingKernelClient

    for file in (jupyter.folder / "jupyter_runtime_dir").glob("kernel-*.json"):
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        client.execute(f"import time\nend = time.time() + {seconds}\nwhile time.time() < end: pass", silent=True)
        client.stop_channels()


def test_a_class_predicts_on_a_slide_and_then_opens_the_lab(deck, jupyter, chromium, tmp_path):
    page, found = deck.page, []
    card, address = ask(deck)
    counted = card.locator(".edu-so-far")
    assert counted.text_content() == "0 answers so far" and not card.locator(".edu-columns").count()
    found += violations(page, ".edu-card")
    # The kernel is idle: the slide follows by itself, and not a word is spoken.
    spoken = card.locator("[role=status]").text_content()
    assert votes(address, "60", "70") == [200, 200]
    counted.filter(has_text="2 answers").wait_for()
    card.get_by_role("button", name="Show the counts").click()
    card.locator(".edu-columns").wait_for()
    # It computes: the votes are taken meanwhile, and shown after.
    make_busy(jupyter, 2)
    assert votes(address, "75", "90") == [200, 200]
    # A phone, by keyboard alone.
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    small = context.new_page()
    small.goto(f"http://{address}")
    found += violations(small)
    assert small.evaluate("document.documentElement.scrollWidth") == 390
    small.keyboard.press("Tab")
    small.keyboard.type("many")
    small.keyboard.press("Enter")
    small.locator("[role=alert]").filter(has_text="Type a number in digits").wait_for()
    found += violations(small)
    small.keyboard.press("Tab")
    small.keyboard.press("Control+a")
    small.keyboard.type("86,6")
    small.keyboard.press("Enter")
    small.get_by_text("Thank you. Your answer is counted.").wait_for()
    small.goto(f"http://{address}")
    small.get_by_text("You have answered.").wait_for()
    assert not small.locator("form").count()
    found += violations(small)
    context.close()
    counted.filter(has_text="5 answers").wait_for()
    assert sum(map(int, card.locator(".edu-columns .edu-many").all_text_contents())) == 5
    assert page.evaluate("document.activeElement.textContent") == "Hide the counts"  # the focus stays
    assert "5" not in card.locator("[role=status]").text_content() and "The vote is open" in spoken
    page.screenshot(path=tmp_path / "running.png")
    # Closed: the class alone. Then the answer beside it, in words, too.
    card.get_by_role("button", name="Close the vote").click()
    card.get_by_text("The class: median 75 %, 5 answers.").wait_for()
    assert not listens(address) and not card.locator(".edu-says").count()
    card.get_by_role("button", name="Show the answer").click()
    card.locator(".edu-says-words").filter(has_text="Trigonometry: 86.6 %").wait_for()
    assert "Trigonometry says 86.6 %" in card.get_by_role("img").get_attribute("aria-label")
    found += violations(page, ".edu-card")
    page.screenshot(path=tmp_path / "told.png")
    # The lab is open and alive.
    card.get_by_role("button", name="Open the lab").click()
    lab = page.locator(".jp-deck-mod-onscreen .edu-lab")
    lab.locator(".edu-remind").filter(
        has_text="The class: median 75 %, 5 answers. Trigonometry says 86.6 %."
    ).wait_for()
    before = lab.locator(".edu-say").text_content()
    slider = lab.locator("input[type=range]").first
    slider.focus()
    slider.press("ArrowLeft")
    lab.locator(".edu-say").filter(has_not_text=before).wait_for()
    assert found == []


def test_the_vote_is_gone_when_the_slides_are_left(deck):
    page = deck.page
    page.keyboard.press("PageDown")
    page.locator(".jp-deck-mod-onscreen").get_by_text("Which of these four exercises").first.wait_for()
    card, address = ask(deck)
    assert votes(address, "curl-up,+feet+free") == [200]
    for _ in range(2):  # from the card to the slide, and out of the slides
        page.keyboard.press("Escape")
    page.wait_for_function("!document.body.classList.contains('edu-lecture')")
    for _ in range(100):
        if not listens(address):
            break
        page.wait_for_timeout(100)
    assert not listens(address)
    # What is for study is seen, what is for slides is not.
    card = page.locator(".edu-card").nth(1)
    card.get_by_role("button", name="Commit").wait_for()
    assert not card.get_by_role("button", name="Show the answer").is_visible()
    assert deck.strangers() == [] and deck.complaints == []
