"""The still picture of a lab, for a lesson that has not been run, was saved, or is read where nothing runs."""

from __future__ import annotations

import base64
import html
import io

from matplotlib.figure import Figure

from edu_lib.server import STILL
from edu_lib.words import _

__all__ = ["still_html"]

# JupyterLab shows a picture in HTML, with its alt text, even in a notebook it does not trust yet; an SVG it would not.
# WebP at this quality keeps letters clean and the file small.
_DOTS_PER_INCH, _QUALITY = 100, 70


def still_html(figure: Figure, title: str, words: str) -> str:
    """`figure` as HTML: a picture with `words` as its alt text, and a caption that says how to bring it to life."""
    file = io.BytesIO()
    figure.savefig(file, format="webp", dpi=_DOTS_PER_INCH, pil_kwargs={"quality": _QUALITY, "method": 6})
    data = base64.b64encode(file.getvalue()).decode("ascii")
    caption = _("{title} A still picture. Run the lesson, and it moves.", title=title)
    return (
        f'{STILL}"><img style="max-width:100%;height:auto" src="data:image/webp;base64,{data}" '
        f'alt="{html.escape(words)}"><figcaption>{html.escape(caption)} {html.escape(words)}</figcaption></figure>'
    )
