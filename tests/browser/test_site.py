"""The course as a site, with nothing installed: Python in the browser, and not one request to another machine.

What it prints (pytest -s) is where the figures in deploy/jupyterlite/README.md come from.
"""

from __future__ import annotations

import functools
import http.server
import re
import threading
import time
from pathlib import Path

import build_site
import pytest

from edu_lib import Posture, spine_loads

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LESSON = "04_spinal_load.ipynb"
ALL_RAN = """() => {
  const cells = [...document.querySelectorAll('.jp-CodeCell')];
  const idle = document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle';
  return idle && cells.length > 5 && cells.every((cell) => cell.querySelector('.jp-OutputArea-output'));
}"""


class Host(http.server.SimpleHTTPRequestHandler):
    """A plain host of files, which counts what it sends."""

    sent: dict[str, int] = {}
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def copyfile(self, source, outputfile):
        data = source.read()
        self.sent[self.path] = self.sent.get(self.path, 0) + len(data)
        outputfile.write(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a site that was just built, under a path as on a shared host."""
    folder = tmp_path_factory.mktemp("host")
    began = time.perf_counter()
    assert build_site.main(["--out", str(folder / "course")]) == 0
    print(f"\nbuilt in {time.perf_counter() - began:.0f} s")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/course"
        server.shutdown()
        thread.join()


def memory_mb():
    """What Chromium's processes hold together, shared pages counted once; None where the system does not tell."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if "chrom" in (process / "comm").read_text():
                total += int(re.search(r"^Pss:\s+(\d+)", (process / "smaps_rollup").read_text(), re.M)[1])
        except (OSError, TypeError):
            continue
    return round(total / 1024) or None


def test_a_lesson_runs_to_its_end_and_its_lab_moves(chromium, site):
    context = chromium.new_context(viewport={"width": 1180, "height": 820})  # a tablet on its side
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(120_000)
    before = memory_mb()
    for visit in ("first", "second"):
        Host.sent = {}
        began = time.perf_counter()
        took = {}
        if visit == "first":
            page.goto(site)
            page.get_by_role("link", name="Start with lesson 0").wait_for()
        page.goto(f"{site}/lab/index.html?path={LESSON}")
        line = page.locator("#edu-lib-start")
        line.filter(has_text=re.compile(r"Python is .*takes? about 20 s|took \d+ s")).wait_for()
        page.wait_for_function("document.body.dataset.eduPython === 'ready'")
        took["Python ready"] = time.perf_counter() - began
        line.wait_for(state="detached")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        clicked = time.perf_counter()
        page.wait_for_function(ALL_RAN)
        took["last cell (without the wait before the click)"] = took["Python ready"] + time.perf_counter() - clicked
        assert page.locator("[data-mime-type$=error], [data-mime-type$=stderr]").all_inner_texts() == []
        if visit == "first":  # what this does is kept: on the second visit the lab is open
            page.get_by_role("button", name="Show me anyway").first.click()
        lab = page.locator(".edu-lab").first
        slider = lab.locator("input[type=range][data-key=hands_load_kg]")
        slider.click()
        slider.press("Home")
        for _ in range(8):
            slider.press("PageUp")
        kg = float(slider.input_value())
        assert kg > 0
        words = lab.locator(".edu-say").filter(has_text=f"{kg:g} kg in the hands")
        words.wait_for()
        newton = spine_loads(Posture(hands_load_kg=kg)).compression_n["L4/L5"]
        page.wait_for_function(
            "words => document.querySelector('.edu-lab svg').textContent.includes(words)", arg=f"carries {newton:.0f} N"
        )
        print(f"{visit} visit: " + ", ".join(f"{what} {seconds:.1f} s" for what, seconds in took.items()), end="; ")
        print(f"{sum(Host.sent.values()) / 1e6:.1f} MB sent; Chromium holds {memory_mb()} MB, {before} before")
    assert not [path for path in Host.sent if "/static/pyodide/" in path], "the browser keeps Python"
    page.get_by_text("journal", exact=True).first.dblclick()
    page.get_by_text("course.jsonl", exact=True).first.wait_for()
    home = site.removesuffix("/course")  # JupyterLite asks at the root whether its service worker is there
    assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == []
    assert len(asked) > 50
    context.close()
