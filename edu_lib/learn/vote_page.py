"""The ballot as a phone shows it: one plain form, without JavaScript, that needs nothing but itself."""

from __future__ import annotations

import html

from edu_lib.words import _, language, number

from .vote_count import Poll

__all__ = ["ballot", "policy"]

# Large letters, rows as high as a thumb, the phone's own choice of light or dark.
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#6b737c;--accent:#005a9c;--on:#fff;--warn:#9a3d0b}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#15181c;--line:#8a929b;--accent:#7cc0f0;--on:#0b1620;--warn:#ffab7d}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:36rem;padding:1rem;font:1.125rem/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);
overflow-wrap:break-word}
h1{font-size:1.15rem;margin:0 0 .75rem;color:var(--accent)}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend,.ask{padding:0;margin:0 0 1rem;font-size:1.3rem;font-weight:600;line-height:1.35}
.row{display:flex;
gap:.75rem;align-items:center;min-height:3.25rem;padding:.5rem .9rem;margin:0 0 .6rem;border:1px solid var(--line);
border-radius:.5rem}
.row:has(:checked){border-color:var(--accent);box-shadow:inset 4px 0 var(--accent)}
input[type=radio]{flex:none;width:1.4rem;height:1.4rem;margin:0;accent-color:var(--accent)}
.field{display:block;margin:0 0 .4rem}
input[type=text]{font:inherit;font-size:1.5rem;width:8rem;max-width:70%;padding:.5rem .7rem;color:inherit;background:var(--paper);
border:1px solid var(--line);border-radius:.4rem}
button{font:inherit;font-weight:600;width:100%;min-height:3.25rem;margin:1rem 0 0;color:var(--on);background:var(--accent);border:0;
border-radius:.5rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.wrong{border-left:5px solid var(--warn);padding-left:.75rem;font-weight:600}
.done{font-size:1.3rem;font-weight:600}
.small{font-size:1rem;margin-top:1.5rem}
"""


def policy(nonce: str) -> str:
    """What the browser may load for the page: its own style, and nothing else at all."""
    return (
        f"default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def ballot(
    poll: Poll | None,
    nonce: str,
    said: str = "",
    *,
    code: str = "",
    wrong: bool = False,
    form: bool = True,
    typed: str = "",
) -> str:
    """The page. `said` is what happened, `wrong` whether that is a refusal; with `form` one can (still) answer.

    Everything is escaped here: the question, the options, what was typed before, and the sentence.
    """
    esc = html.escape
    tone = 'role="alert" class="wrong"' if wrong else 'role="status" class="done"'
    told = f'<p {tone} id="said">{esc(said)}</p>' if said else ""
    ask = f"{poll.ask} {poll.hint}".strip() if poll else ""
    if poll and form:
        send = esc(_("Send my answer"))
        body = (
            f'{told}<form method="post" action="/{esc(code)}"><fieldset{_described(wrong)}><legend>{esc(ask)}</legend>'
            f"{_fields(poll, typed, wrong)}</fieldset><button>{send}</button></form>"
        )
    else:
        body = told + (f'<p class="ask">{esc(ask)}</p>' if ask else "")
    small = _("Nothing about you is kept: no name and no address. One answer from each phone.")
    small += " " + _("For education; not medical advice.")
    title = esc(_("Predict first"))
    return (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<title>{title}</title><link rel="icon" href="data:,"><style nonce="{nonce}">{_STYLE}</style></head>'
        f'<body><main><h1>{title}</h1>{body}<p class="small">{esc(small)}</p></main></body></html>\n'
    )


def _described(wrong: bool) -> str:
    return ' aria-describedby="said"' if wrong else ""


def _fields(poll: Poll, typed: str, wrong: bool) -> str:
    esc = html.escape
    if not poll.is_number:
        return "".join(
            f'<label class="row"><input type="radio" name="answer" required value="{esc(one)}"> <span>{esc(text)}</span></label>'
            for one, text in poll.options.items()
        )
    low, high = poll.item["range"]
    low_, high_ = (number(end, "g").replace("-", "−") for end in (low, high))
    limits = _("from {low} to {high}", low=low_, high=f"{high_} {poll.unit}".strip())
    # Not type=number, which swallows a comma on some phones. Their pad of digits has no minus, so it is offered only
    # where none is needed.
    pad = "decimal" if low >= 0 else "text"
    return (
        f'<label class="field" for="answer">{esc(poll.item["label"])}, {esc(limits)}</label>'
        f'<input type="text" inputmode="{pad}" autocomplete="off" id="answer" name="answer" maxlength="20" required '
        f'value="{esc(typed)}"{" aria-invalid=true" if wrong else ""}{_described(wrong)}> <span>{esc(poll.unit)}</span>'
    )
