"""The shell of a hand-out, and the prose and pictures in it: HTML that needs no network, no kernel and no other file."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import lru_cache
from pathlib import Path

from edu_lib.sources import cite
from edu_lib.words import _, language

__all__ = ["citations", "document", "esc", "folded", "plain_output", "plates", "prose"]

STYLE = (Path(__file__).parent / "handout.css").read_text(encoding="utf-8")
_IMAGE = re.compile(r'<img[^>]*\bsrc="(data:image/[^"]+)"[^>]*?\balt="([^"]*)"[^>]*>')


def esc(words: object) -> str:
    """Plain text for HTML."""
    return html.escape(str(words), quote=False)


def document(title: str, body: str, *, note: str = "", script: str = "") -> str:
    """A whole page. `body` is HTML of ours, `note` plain words for the line at its top; only `script` may run in it."""
    allowed = [
        "default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'", f"style-src {_hash(STYLE)}",
        *([f"script-src {_hash(script)}"] if script else []),
    ]  # fmt: skip
    top = f'<p class="running">{esc(note)}</p>' if note else ""
    return (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape("; ".join(allowed))}">'
        f"<title>{esc(title)}</title><style>{STYLE}</style></head><body><main>{top}\n{body}\n</main>"
        f"{f'<script>{script}</script>' if script else ''}</body></html>\n"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


# Prose ---------------------------------------------------------------------------------------------------------------


def prose(source: str, there: dict[str, str]) -> str:
    """Markdown of a lesson as HTML. Links to lessons lead to hand-outs: `there` is notebook -> page; others lose their link."""
    from nbconvert.filters import markdown2html

    found = markdown2html(source)
    found = re.sub(r'<a class="anchor-link".*?</a>', "", found, flags=re.S)
    found = re.sub(r"<hr ?/?>", "", found)
    return re.sub(r'<a href="([^"#:]+\.ipynb)(#[^"]*)?"[^>]*>(.*?)</a>', lambda m: _linked(m, there), found, flags=re.S)


def _linked(match: re.Match, there: dict[str, str]) -> str:
    page = there.get(match[1].rsplit("/", 1)[-1])
    return f'<a href="{page}">{match[3]}</a>' if page else f"<em>{match[3]}</em>"


def plain_output(text: str) -> str:
    """What a cell has printed: a paragraph for each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    return f'<div class="printed">{"".join(f"<p>{esc(line)}</p>" for line in lines)}</div>'


# Pictures ------------------------------------------------------------------------------------------------------------


def plates(output: str, caption: str = "") -> str:
    """The pictures of a stored still: each in a part of its own, a short text as its name, the long one as its caption.

    `caption` takes the place of the long one, where that only fits a lab that runs.
    """
    return "".join(_plate(src, caption or html.unescape(alt), _title(output)) for src, alt in _IMAGE.findall(output))


def _title(output: str) -> str:
    """The lab's title: its caption begins with it, and the words that the still adds follow."""
    caption = re.findall(r"<figcaption>(.*?)</figcaption>", output, flags=re.S)[-1]
    start = _("{title} A still picture. Run the lesson, and it moves.", title="\0").split("\0")[1]
    return html.unescape(caption).split(start)[0].strip()


def _plate(src: str, words: str, title: str) -> str:
    # No <figure>: in a PDF it would be a figure of its own, without words, round the picture. And the caption does not repeat
    # the alt text, which would be read out twice.
    name = _("Picture: {title}", title=title)
    return (
        f'<div class="plate"><img src="{src}" alt="{html.escape(name)}"><p class="caption"><strong>{esc(title)}</strong> '
        f"{esc(words)}</p></div>"
    )


def folded(inner: str, words: str = "", kind: str = "later") -> str:
    """What tells the answer: closed on a screen, on the next page on paper. `words` say what will open."""
    words = words or _("The picture, for after your guess")
    return f'<details class="{kind}"><summary>{esc(words)}</summary>{inner}</details>'


@lru_cache(maxsize=512)
def _cited(key: str, _spoken: str) -> str:
    found = cite(key)
    return f"{esc(found.short)} [{esc(_(found.badge))}]"


def citations(keys) -> str:
    """Short names of sources with their badges, as one line of HTML; empty without sources."""
    line = "; ".join(_cited(key, language()) for key in keys)
    return f'<p class="small">{_("Source: {sources}.", sources=line)}</p>' if line else ""
