"""The same lab in Notebook 7 and in Voila."""

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# 2026-11-22 voila 0.5.13: its own page asks for icons there; nothing of a lab needs them.
NOT_OURS = ("https://cdn.jsdelivr.net/npm/@fortawesome/fontawesome-free@", "https://cdnjs.cloudflare.com/")
ONE = ("# One lab.", "from edu_lib import lab", 'lab("spinal_load")')


def use(page):
    page.put("Load, kg", 20)
    page.wait_for_words("20 kg in the hands")
    newton = int(re.search(r"\d+", page.text("discs-value4"))[0])
    assert page.text("head-line") == f"L4/L5 carries {newton} N"
    assert [url for url in page.strangers() if not url.startswith(NOT_OURS)] == []


def test_notebook_7_shows_the_lab(visit, jupyter, write_notebook, tmp_path_factory):
    pytest.importorskip("notebook", reason="the package notebook is not installed")
    name = write_notebook("host.ipynb", *ONE)
    page = visit(f"http://127.0.0.1:{jupyter.port}/notebooks/{name}?token={jupyter.token}")
    page.page.wait_for_selector(".jp-Notebook .jp-MarkdownOutput h1")
    page.page.locator('.jp-NotebookKernelStatus, [data-status="idle"]').first.wait_for(state="attached")
    page.page.wait_for_timeout(2000)
    page.page.get_by_role("menuitem", name="Run", exact=True).click()
    page.page.get_by_text("Run All Cells", exact=True).click()
    use(page.find_lab())
    page.page.screenshot(path=tmp_path_factory.getbasetemp() / "notebook7.png")


def test_voila_shows_the_lab(visit, jupyter, write_notebook, tmp_path_factory):
    pytest.importorskip("voila", reason="the package voila is not installed")
    name = write_notebook("host.ipynb", *ONE)
    page = visit(f"http://127.0.0.1:{jupyter.port}/voila/render/{name}?token={jupyter.token}")
    use(page.find_lab())
    page.page.screenshot(path=tmp_path_factory.getbasetemp() / "voila.png")
