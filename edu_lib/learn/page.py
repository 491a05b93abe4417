"""One page of paper, made on the student's own machine: a page of HTML that needs nothing else and prints on A4."""

from __future__ import annotations

import base64
import html
from datetime import date
from pathlib import Path

__all__ = ["link", "page", "save_page"]

_STYLE = """
@page { size: A4; margin: 14mm 16mm }
* { box-sizing: border-box }
body { font: 11pt/1.4 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; color: #1b1f24; background: #fff;
  max-width: 178mm; margin: 8mm auto; padding: 0 4mm }
h1 { font-size: 19pt; margin: 0 0 1mm; line-height: 1.2 } h2 { font-size: 12.5pt; margin: 4mm 0 1mm; break-after: avoid }
p { margin: 0 0 1.6mm } ul, ol { margin: 0 0 2mm; padding-left: 5mm } li { margin: 0 0 .6mm }
table { border-collapse: collapse; width: 100%; margin: 1mm 0 2mm } th, td { text-align: left; vertical-align: top;
  padding: .8mm 2mm .8mm 0; border-bottom: .2mm solid #b9c0c8 } th { font-weight: 600 }
.small { font-size: 8.5pt; color: #454c54 } .box { border: .5mm solid #1b1f24; padding: 2mm 3mm; margin: 2mm 0;
  break-inside: avoid } .two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm }
button { font: inherit; padding: 1.5mm 4mm; margin: 0 0 4mm }
@media print { body { margin: 0; padding: 0 } button { display: none } }
@media (max-width: 620px) { .two { display: block } }
"""


def page(title: str, body: str) -> str:
    """A whole page of HTML. `title` is plain text; `body` is HTML of ours, in which data has been escaped.

    It has one ``h1``, the title; the body begins its parts with ``h2``. The classes small, box and two (columns) are styled.
    The page asks nothing of a network and has a button that opens the browser's print window.
    """
    title = html.escape(title)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        f'<button type="button" onclick="print()">Print this page</button><h1>{title}</h1>\n{body}\n</main></body></html>\n'
    )


def link(file: str, whole: str, words: str) -> str:
    """A link that hands a page out as a file named `file`; the browser itself holds it. `words` is what the link says."""
    data = base64.b64encode(whole.encode("utf-8")).decode("ascii")
    return f'<a download="{html.escape(file)}" href="data:text/html;base64,{data}">{html.escape(words)}</a>'


def save_page(name: str, whole: str, folder: Path | None = None) -> Path:
    """Write a page to a new file ``name_DATE.html`` beside the lesson and return its path; nothing is written over.

    `folder` defaults to the folder that the lesson runs in. Raises `OSError` where the folder takes no files.
    """
    folder = Path.cwd() if folder is None else Path(folder)
    stem = f"{name}_{date.today()}"
    for n in range(1, 1000):
        path = folder / f"{stem}{f'_{n}' if n > 1 else ''}.html"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(whole)
        except FileExistsError:
            continue
        return path
    raise OSError(f"There are a thousand pages named {stem} in {folder}; move some of them elsewhere.")
