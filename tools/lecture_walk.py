"""Walk a lesson as a lecture, slide by slide, and tell what does not fit on the screen of a lecture room.

    .venv/bin/python tools/lecture_walk.py 04 08 [--shots DIR] [--dark]

Prints one line for each slide that breaks a rule of `complaints`, and how many slides there were; `--shots` keeps a picture
of every slide at both sizes. `walk` does the same for an open page. Needs Chromium and playwright.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["SIZES", "Slide", "complaints", "start", "steady", "walk"]

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((1280, 720), (1920, 1080))  # a projector, and a good one
# The smallest that may be read from the back of a room, in pixels of a screen 720 high, each lower than we should like:
TEXT_PX = 20.0  # a slide of text
WORDS_PX = 13.0  # controls, cards and sentences
PICTURE_PX = 10.5  # words drawn in a picture

# Everything about the slide on the screen that a rule needs, in one question to the page.
LOOK = """() => {
  const notebook = document.querySelector('.jp-Deck .jp-Notebook');
  const all = [...notebook.querySelectorAll('.jp-Cell')];
  const on = all.filter((cell) => cell.classList.contains('jp-deck-mod-onscreen'));
  const view = notebook.querySelector('.jp-WindowedPanel-viewport');
  const outer = notebook.querySelector('.jp-WindowedPanel-outer');
  const per720 = 720 / innerHeight;
  const zoom = Number(view.dataset.lectureZoom);
  const seen = (e) => e.getClientRects().length && !e.closest('.edu-unseen')
    && e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const any = (cell, what) => [...cell.querySelectorAll(what)].some(seen);
  const size = (e) => parseFloat(getComputedStyle(e).fontSize);
  // the words themselves, which may hang out of their own box, and the place where the notebook cuts them off
  const lines = (e) => { const range = document.createRange(); range.selectNodeContents(e); return range.getBoundingClientRect(); };
  const edge = Math.min(innerHeight, outer.getBoundingClientRect().bottom);
  const html = [], drawn = [], out = [];
  for (const e of on.flatMap((cell) => [...cell.querySelectorAll('*')])) {
    if (!seen(e)) continue;
    const words = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join(' ').trim();
    if (words && !e.ownerSVGElement) html.push([size(e) * zoom, words]);
    else if (words && e.closest('.edu-picture')) {
      const { a, b } = e.getScreenCTM(); // both, for words that stand on their side
      drawn.push([size(e) * Math.hypot(a, b) * per720, words]);
    }
    if (!words && !e.matches('input,select,button,textarea,img')) continue;
    const box = words ? lines(e) : e.getBoundingClientRect();
    const beside = box.right > innerWidth + 2 || box.left < -2;
    if (box.width > 1 && (beside || box.bottom > edge + 2 || box.top < -2)) out.push(words || e.tagName);
  }
  const cut = [outer, ...on.flatMap((cell) => [...cell.querySelectorAll('div,section,fieldset')])].filter((e) => seen(e)
    && getComputedStyle(e).overflowY !== 'visible' && e.clientHeight > 1
    && e.scrollHeight > e.clientHeight + 2).map((e) => e.className);
  const least = (list) => list.sort((a, b) => a[0] - b[0])[0] || [99, ''];
  const widgets = on.filter((cell) => any(cell, '.edu-lab,.edu-card')).length;
  return {
    cell: all.indexOf(notebook.querySelector('.jp-Cell.jp-mod-active')), zoom, widgets, html: least(html), drawn: least(drawn),
    high: view.getBoundingClientRect().height * per720, room: innerHeight * per720, out: out.slice(0, 3), cut,
    sideways: outer.scrollWidth - outer.clientWidth,
    code: on.some((cell) => cell.matches('.jp-CodeCell') && any(cell, '.jp-InputArea-editor')),
    stuck: on.some((cell) => cell.matches('.jp-CodeCell') && !cell.querySelector('.jp-OutputArea-output')),
  };
}"""
# A change of size is told before the next frame but one; without these a picture that has just come would be measured
# before the slide was fitted to it.
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
STEADY = """() => {
  const view = document.querySelector('.jp-Deck .jp-WindowedPanel-viewport');
  const now = view && view.dataset.lectureFits;
  const steady = now && now !== 'soon' && window.eduSteady?.[0] === now && performance.now() - window.eduSteady[1] > 100;
  if (window.eduSteady?.[0] !== now) window.eduSteady = [now, performance.now()];
  return steady;
}"""


@dataclass(frozen=True)
class Slide:
    """What stood on the screen: the lesson's cell (counted from 1), the state of its card, the size, and the measures."""

    cell: int
    state: str
    size: tuple[int, int]
    look: dict


def start(page) -> None:
    """Wait until a page that was opened with ``&lecture`` shows slides and every cell has been run."""
    page.wait_for_function("document.body.dataset.eduLecture === 'ready'", timeout=120_000)
    steady(page)


def steady(page) -> None:
    """Wait until the slide on the screen is fitted and has stayed so."""
    page.evaluate(FRAMES)
    page.wait_for_function(STEADY)


def walk(page, shot: Callable[[Slide], None] = lambda slide: None, text_sizes=SIZES) -> Iterator[Slide]:
    """Go from the slide on the screen to the last, by the key of a presenter's remote; a closed lab is looked at twice.

    Slides with a lab or a card are looked at in all `SIZES`, slides of text in `text_sizes`: all is scaled with the height of
    the screen, so a text that fits one screen fits every other of its shape.
    """
    last, look = None, {}
    while True:
        states = ["as it comes"]
        for state in states:
            for size in SIZES:
                if size not in text_sizes and not look["widgets"]:
                    continue
                if page.viewport_size != {"width": size[0], "height": size[1]}:
                    page.set_viewport_size({"width": size[0], "height": size[1]})
                steady(page)
                look = page.evaluate(LOOK)
                if look["cell"] == last:
                    return
                slide = Slide(look["cell"] + 1, state, size, look)
                if complaints(slide):  # on a slow machine a lab may still be coming; what is wrong has to last
                    page.wait_for_timeout(1500)
                    steady(page)
                    slide = Slide(look["cell"] + 1, state, size, page.evaluate(LOOK))
                shot(slide)
                yield slide
            anyway = page.locator(".jp-deck-mod-onscreen").get_by_role("button", name="Show me anyway")
            if state == states[0] and anyway.count() and anyway.first.is_visible():
                anyway.first.click()
                # what it opens: a lab, which hides the card with its comparison, or that comparison alone
                there = (".jp-deck-mod-onscreen .edu-lab svg:visible", ".jp-deck-mod-onscreen .edu-compare:visible")
                page.locator(", ".join(there)).first.wait_for()
                states.append("opened")
        last = look["cell"]
        page.keyboard.press("PageDown")


def complaints(slide: Slide) -> list[str]:
    """What is wrong with a slide, in words; empty if nothing is."""
    look = slide.look
    out = []
    if look["high"] > look["room"] or look["sideways"] > 2:
        out.append(f"it is {look['high']:.0f} px high of {look['room']:.0f}")
    if look["cut"]:
        out.append(f"it is cut off, or scrolls: {look['cut'][0]}")
    if look["out"]:
        out.append(f"it leaves the screen: {', '.join(look['out'])}")
    if look["widgets"] > 1:
        out.append(f"{look['widgets']} widgets stand on one slide")
    if look["code"]:
        out.append("code is seen")
    if look["stuck"]:
        out.append("a cell shows nothing")
    least = WORDS_PX if look["widgets"] else TEXT_PX
    if look["html"][0] < least:
        out.append(f"words of {look['html'][0]:.1f} px: {look['html'][1][:40]!r}")
    if look["drawn"][0] < PICTURE_PX:
        out.append(f"words of {look['drawn'][0]:.1f} px in the picture: {look['drawn'][1][:40]!r}")
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lessons", nargs="*", help="numbers of lessons, 00 to 09; all if left out")
    parser.add_argument("--shots", type=Path, help="a folder for a picture of every slide")
    parser.add_argument("--dark", action="store_true", help="with JupyterLab's dark theme")
    parser.add_argument("--language", default="", help="a language's folder of notebooks, for example de")
    args = parser.parse_args()
    from browser_session import CHROMIUM_FLAGS, JupyterLab, find_chromium
    from playwright.sync_api import sync_playwright

    source = ROOT / "notebooks" / args.language
    names = sorted(path.name for path in source.glob("*.ipynb"))
    names = [name for name in names if not args.lessons or name[:2] in args.lessons or name in args.lessons]
    os.environ["JUPYTER_PATH"] = str(ROOT / "jupyter" / "share" / "jupyter")  # the deck as it is in this folder
    bad = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = JupyterLab(Path(folder), f"JupyterLab {'Dark' if args.dark else 'Light'}")
        for name in names:
            shutil.copy(source / name, server.notebooks)
        with server, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
            for name in names:
                context = browser.new_context(viewport={"width": SIZES[0][0], "height": SIZES[0][1]})
                page = context.new_page()
                page.set_default_timeout(60_000)
                page.on("pageerror", lambda error, name=name: print(f"{name}: error on the page: {error}"))
                page.goto(server.url(name) + "&lecture")
                start(page)

                def shot(slide, page=page, name=name):
                    if args.shots:
                        args.shots.mkdir(parents=True, exist_ok=True)
                        opened = "-opened" * (slide.state == "opened")
                        page.screenshot(path=args.shots / f"{name[:2]}-{slide.cell:02d}{opened}-{slide.size[1]}.png")

                slides = 0
                for slide in walk(page, shot):
                    slides += slide.size == SIZES[0]
                    for words in complaints(slide):
                        bad += 1
                        where = f"cell {slide.cell}, {slide.state}, {slide.size[1]}"
                        print(f"{name[:2]} {where} (zoom {slide.look['zoom']}): {words}", flush=True)
                print(f"{name}: {slides} slides", flush=True)
                context.close()
            browser.close()
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
