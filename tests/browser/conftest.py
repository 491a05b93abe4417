"""A JupyterLab of our own on the loopback, Chromium to look at it with, and a page with a lab on it."""

from __future__ import annotations

import json
import os
import re
import shutil
import urllib.request
from pathlib import Path

import pytest
from browser_session import CHROMIUM_FLAGS, JupyterLab, find_chromium

ROOT = Path(__file__).resolve().parents[2]
LESSON = "04_spinal_load.ipynb"
# What JupyterLab and its extensions say of themselves, each with the day it was looked at; nothing of ours may be here.
NOT_OURS = (
    ".woff2",  # 2026-11-22 JupyterLab 4.6.6: a font of its own is refused (403) after Notebook 7 was open on the server
    "Cannot read properties of undefined (reading 'hide')",  # 2026-11-22 jupyterlab-hide-code 4.1.3, cells not yet drawn
)


class Page:
    """An open notebook, with what it asked of the network and what it complained about."""

    def __init__(self, context, url: str):
        self.page = context.new_page()
        self.page.set_default_timeout(60_000)  # a shared machine may be busy
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on(
            "console",
            lambda message: message.type == "error" and self._complain(f"{message.text} {message.location['url']}"),
        )
        self.page.goto(url)

    def _complain(self, words: str) -> None:
        if not any(known in words for known in NOT_OURS):
            self.complaints.append(words)

    def ready(self) -> Page:
        """Wait for the text and for a kernel: run before it is there, and JupyterLab asks which one to take."""
        self.page.wait_for_selector(".jp-Notebook .jp-MarkdownOutput h1")
        self.page.get_by_text("| Idle").wait_for()
        return self

    def run_all(self) -> Page:
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        return self.open_lab()

    def open_lab(self) -> Page:
        # The labs of a lesson open after a prediction, or once somebody has asked to see them anyway.
        anyway = self.page.get_by_role("button", name="Show me anyway").first
        anyway.or_(self.page.locator(".edu-lab svg").first).first.wait_for()
        if not self.page.locator(".edu-lab svg").count():
            anyway.click()
        return self.find_lab()

    def find_lab(self) -> Page:
        self.page.wait_for_selector(".edu-lab svg")
        self.lab = self.page.locator(".edu-lab").first
        self.lab.scroll_into_view_if_needed()
        self.say = self.lab.locator(".edu-say")
        self.page.wait_for_function("document.querySelector('.edu-say').textContent.includes('L4/L5')")
        return self

    def slider(self, key, lab=None):
        return (lab or self.lab).locator(f"input[type=range][data-key={key}]")

    def artist(self, gid, lab=None):
        return (lab or self.lab).locator(f'svg [id$="-{gid}"]')

    def path(self, gid):
        """What the browser draws for an artist: its path or matrix."""
        return self.artist(gid).evaluate(
            "e => (e.getAttribute('transform') || '') + (e.querySelector('path')?.getAttribute('d') || e.textContent)"
        )

    def text(self, gid, lab=None):
        return self.artist(gid, lab).locator("text").text_content()

    def wait_for_words(self, words, lab=None):
        (lab or self.lab).locator(".edu-say").filter(has_text=words).wait_for(timeout=15_000)

    def put(self, label, value, lab=None):
        """Type a number."""
        box = (lab or self.lab).get_by_label(f"{label}, type a number")
        box.fill(str(value))
        box.press("Enter")

    def strangers(self) -> list[str]:
        """What was asked of any other machine."""
        return [url for url in self.requests if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", url)]


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    server = JupyterLab(tmp_path_factory.mktemp("jupyter"))
    shutil.copytree(ROOT / "notebooks", server.notebooks, dirs_exist_ok=True)
    with server:
        yield server


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    if path is None:
        reason = "no Chromium: install Debian's package chromium, or say where one is with CHROMIUM=path"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def visit(chromium, jupyter):
    """Open pages in one browser profile: visit(notebook or whole address, theme=...). All are closed in the end."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open_page(where: str = LESSON, theme: str = "JupyterLab Light") -> Page:
        jupyter.set_theme(theme)
        return Page(context, where if "://" in where else jupyter.url(where))

    yield open_page
    context.close()


@pytest.fixture(scope="session")
def write_notebook(jupyter):
    """Write a small notebook with a title and one code cell; returns its name."""

    def write(name: str, *lines: str) -> str:
        cells = [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Try"},
            {
                "cell_type": "code",
                "id": "labs",
                "metadata": {},
                "source": "\n".join(lines),
                "outputs": [],
                "execution_count": None,
            },
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        content = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (jupyter.notebooks / name).write_text(json.dumps(content), encoding="utf-8")
        return name

    return write


@pytest.fixture(scope="session")
def ask_server(jupyter):
    """Call the Jupyter server's own interface: ask_server("GET", "sessions")."""

    def ask(method: str, what: str):
        address = f"http://127.0.0.1:{jupyter.port}/api/{what}?token={jupyter.token}"
        with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=30) as answer:
            return json.loads(answer.read() or "null")

    return ask
