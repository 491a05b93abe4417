"""Hand-outs in Chromium: opened from a file without a network, the live labs worked by keyboard, and one printed to a PDF."""

import subprocess
import sys
from pathlib import Path

import pytest

from edu_lib.teach.handout import handouts

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All that is written for the lessons, with the index."""
    out = tmp_path_factory.mktemp("handouts")
    handouts(NOTEBOOKS, out)
    return out


def page_of(folder, lesson):
    """The page of a lesson, without answers."""
    return folder / f"{next(path for path in NOTEBOOKS if path.name.startswith(lesson)).stem}.html"


@pytest.mark.browser
def test_pages_open_without_a_network_and_their_labs_follow_the_keyboard(folder, chromium):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    asked, said = [], []
    context = chromium.new_context(
        offline=True, bypass_csp=True
    )  # axe is a script, which the pages' policy would refuse
    strict = chromium.new_context(offline=True, viewport={"width": 390, "height": 800})
    tab = strict.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    for file in sorted(folder.glob("*.html")):
        tab.goto(file.as_uri(), wait_until="domcontentloaded")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), file.name
    for lesson, part, words in (
        ("04", ".moves", ["about 610\N{NO-BREAK SPACE}N", "about 660"]),
        ("08", "html", ["nothing slides", "at least 5"]),
    ):
        tab = context.new_page()
        tab.goto(page_of(folder, lesson).as_uri())
        found = axe.Axe().run(tab, context=part).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:90]) for one in found] == [], lesson
        tab.locator("details.moves summary").press("Enter")
        for slider in tab.locator(".live input").all()[:2]:
            slider.press("Home")
        say = tab.locator("#live-say")
        if lesson == "08":
            tab.locator("#live-friction").press("End")
        assert words[0] in say.inner_text()
        first = tab.locator(".live input").first
        for _step in range(2 if lesson == "04" else 40):
            first.press("ArrowRight")
        assert words[1] in say.inner_text()
        assert first.get_attribute("aria-valuetext") == ("10°" if lesson == "04" else "40°")
    context.close()
    strict.close()
    assert {url.split(":")[0] for url in asked} <= {"file", "data"}
    assert said == []


@pytest.mark.browser
def test_a_pdf_is_tagged_and_has_a_language_a_title_an_outline_and_words_for_its_pictures(folder, chromium):
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    made = page_of(folder, "08").with_suffix(".pdf")
    # in a process of its own: the tests' own Chromium is driven from this one
    script = "import sys, pathlib, print_pages; print_pages.pdfs([pathlib.Path(sys.argv[1])])"
    subprocess.run([sys.executable, "-c", script, page_of(folder, "08")], cwd=ROOT / "tools", check=True, timeout=120)
    reader = pypdf.PdfReader(made)
    root, tags, silent = reader.trailer["/Root"], set(), []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            tags.add(node.get("/S"))
            if node.get("/S") == "/Figure" and not node.get("/Alt"):
                silent.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/Figure", "/Link"} <= tags
    assert silent == []
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Lesson 08: Traction, inversion, gadgets"
    assert len(reader.outline) >= 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)
    text = " ".join(page.extract_text() for page in reader.pages)
    assert f"/ {len(reader.pages)}" in text  # page numbers
    assert "Try it here" not in text  # on paper nothing pretends to move
