"""Hand-outs as PDF, printed by Chromium: A4, tagged, with an outline and page numbers."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

from browser_session import CHROMIUM_FLAGS, find_chromium

__all__ = ["missing", "pdfs"]


def missing() -> str:
    """What is missing to make PDFs, and what to do, in a sentence; empty where nothing is."""
    if find_chromium() is None:
        return "No PDFs were made, for no Chromium was found. Install it, or name it in CHROMIUM, and run this again."
    if importlib.util.find_spec("playwright") is None:
        return (
            "No PDFs were made, for the package playwright is missing. "
            'Install the course with its extra "test", and run this again.'
        )
    return ""


def pdfs(pages: Iterable[Path]) -> list[Path]:
    """Print pages to PDF files beside them; returns those. Raises `RuntimeError` with what is missing."""
    if wrong := missing():
        raise RuntimeError(wrong)
    from playwright.sync_api import Error, sync_playwright

    made, program = [], find_chromium()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        except Error as problem:
            raise RuntimeError(
                f"No PDFs were made, for {program} did not start: {str(problem).splitlines()[0]}"
            ) from None
        with browser:
            context = browser.new_context(offline=True)
            for page in pages:
                made.append(_print(context, page))
    return made


def _print(context, page: Path) -> Path:
    target = page.with_suffix(".pdf")
    tab = context.new_page()
    tab.goto(page.absolute().as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    tab.pdf(path=target, tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    tab.close()
    return target
