"""A lesson's sheet: one page of paper with its plates and the records behind them, to print and to keep."""

from __future__ import annotations

import base64
import html
from functools import cached_property
from pathlib import Path

from edu_lib.params import check_name
from edu_lib.plates.sheet import SHEETS, draw_sheet

__all__ = ["Sheet", "sheet"]


def sheet(lesson: str) -> Sheet:
    """The sheet of a lesson, for example ``sheet("01")``. Raises a sentence with the lessons that have one."""
    check_name("sheet", lesson, SHEETS, "sheet", what="lesson")
    return Sheet(lesson)


class Sheet:
    """One page of A4. A notebook shows it small, with a link to the file; `save` writes the file."""

    def __init__(self, lesson: str):
        self.lesson = lesson
        self.file = f"lesson-{lesson}.pdf"

    @cached_property
    def _page(self):
        return draw_sheet(self.lesson)

    def pdf(self) -> bytes:
        """The page as the bytes of a PDF."""
        return self._page.pdf()

    def save(self, path: str | Path | None = None) -> Path:
        """Write the PDF to `path` (beside the notebook, named after the lesson, where it is left out); returns the path."""
        target = Path(self.file if path is None else path)
        target.write_bytes(self.pdf())
        return target

    def __str__(self) -> str:
        return "\n".join(self._page.words)

    def __repr__(self) -> str:
        return f"Sheet({self.lesson!r}): {self._page.words[0]}"

    def _repr_html_(self) -> str:
        small, page = (base64.b64encode(data).decode("ascii") for data in (self._page.webp(), self.pdf()))
        words = html.escape(f"{self._page.words[0]}: {self._page.words[1]}")
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in self._page.words)
        # A file that the browser itself holds: it works without a network, and where the server's files cannot be reached.
        return (
            f'<p><a download="{self.file}" href="data:application/pdf;base64,{page}">Take the page along as a PDF</a>, to print on '
            f'one side of A4.</p><img style="max-width:100%;width:640px;height:auto;border:1px solid #7b838c" '
            f'src="data:image/webp;base64,{small}" alt="{words}">'
            f"<details><summary>The page in words</summary>{lines}</details>"
        )
