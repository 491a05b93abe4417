"""A small table of words as HTML that a screen reader can follow: a caption, heads of columns and of rows."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

__all__ = ["table"]

_CELL = "padding:4px 18px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--card-line,#b9c0c8)"


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: bool = False) -> str:
    """HTML of a table whose first column names the rows. All cells are plain text and are escaped here.

    `numbers` sets all columns but the first to the right.
    """

    def cell(tag: str, scope: str, value: object, right: bool) -> str:
        style = _CELL.replace("text-align:left", "text-align:right") if right else _CELL
        return f'<{tag}{scope} style="{style}">{html.escape(str(value))}</{tag}> '

    first = "".join(cell("th", ' scope="col"', words, numbers and i > 0) for i, words in enumerate(head))
    body = "".join(
        "<tr>"
        + "".join(
            cell("td", "", value, numbers) if i else cell("th", ' scope="row"', value, False)
            for i, value in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<table style="border-collapse:collapse"><caption style="text-align:left;font-weight:600;padding-bottom:4px">'
        f"{html.escape(caption)}</caption> <thead><tr>{first}</tr></thead><tbody>{body}</tbody></table>"
    )
