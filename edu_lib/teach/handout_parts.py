"""The cards of a lesson on paper: predictions, statements, claims, stories to sort, sentences to mend, and the quiz.

Each function gives HTML. `answers` adds what a card says after one has answered; without it nothing of that is there.
"""

from __future__ import annotations

import html
import json
import random

from edu_lib.learn import beliefs, claims, items, predict, rewrite
from edu_lib.learn.predict_kinds import KINDS, mixed
from edu_lib.words import _, number, said

from .handout_page import citations, esc

__all__ = ["beliefs_table", "claims_table", "prediction", "quiz", "rewrites", "sorting"]

_LINES = '<p class="write" aria-hidden="true"></p>' * 2


def _card(kind: str, inner: str) -> str:
    return f'<div class="card"><p class="kind">{esc(kind)}</p>{inner}</div>'


def _answer(inner: str) -> str:
    return f'<div class="answer"><p class="kind">{esc(_("Answer"))}</p>{inner}</div>'


def _boxes(texts, sign: str = "box") -> str:
    return f'<ul class="{sign}">{"".join(f"<li>{esc(text)}</li>" for text in texts)}</ul>'


def _blank(unit: str) -> str:
    return f'<p class="blank">{esc(_("My guess:"))} <span class="gap" aria-hidden="true"></span> {esc(unit)}</p>'


def prediction(name: str, answers: bool) -> str:
    """A question to answer before the picture is looked at."""
    item = said(predict.predictions()[name])
    inner = f"<p><strong>{esc(item['ask'])}</strong></p>"
    if item["kind"] == "number":
        inner += _blank(item["unit"])
    elif item["kind"] == "choice":
        inner += _boxes(option["text"] for option in item["options"])
    elif item["kind"] == "order":
        text = {one["id"]: one["text"] for one in item["items"]}
        inner += f'<p class="small">{esc(_("Number them from 1 to {n}.", n=len(text)))}</p>'
        inner += _boxes((text[one] for one in mixed(item, name)), "rank")
    inner += f'<p class="small">{esc(_("Why? A guess is fine; write it down before you read on."))}</p>{_LINES}'
    if answers:
        told = f"<p><strong>{esc(KINDS[item['kind']].answer(item))}</strong> {esc(item['reveal'])}</p>"
        if item["kind"] == "order":
            told = f"<ol>{''.join(f'<li>{esc(text[one])}</li>' for one in item['answer'])}</ol><p>{esc(item['reveal'])}</p>"
        inner += _answer(told + citations(item["source"]))
    return _card(_("Predict first"), inner)


def beliefs_table() -> str:
    """The ten statements with a line each to put a cross on."""
    data = said(json.loads(beliefs.FILE.read_text(encoding="utf-8")))
    ends = f"<th>{esc(data['low'])}</th><td></td><th>{esc(data['high'])}</th>"
    line = '<td></td><td class="line"><span aria-hidden="true"></span></td><td></td>'
    rows = "".join(f'<tr><th scope="row">{esc(one["text"])}</th>{line}</tr>' for one in data["statements"])
    how = _("Put a cross on each line, where you stand today.")
    return (
        f'<p class="small">{esc(how)}</p><table class="beliefs"><thead><tr><th>{esc(_("Statement"))}</th>{ends}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def claims_table(ids, answers: bool) -> str:
    """Claims of the article with room for one's own verdict; with `answers` ours, why, and the sources."""
    found, rows = claims.read_claims(), []
    signs = " ".join(sign for sign, _word, _means in claims.VERDICTS.values())
    for name in ids:
        one = found[name]
        cells = f'<th scope="row">{esc(name)}</th><td>{esc(one["claim"])}</td><td class="signs">{signs}</td>'
        if answers:
            sign, word, _means = claims.VERDICTS[one["verdict"]]
            certain = "" if one["certainty"] == "n/a" else f", {_(claims.CERTAINTY_WORDS[one['certainty']])}"
            why = f"<strong>{sign} {esc(_(word))}{esc(certain)}.</strong> {esc(one['why'])}{citations(one['sources'])}"
            cells += f"<td>{why}</td>"
        rows.append(f"<tr>{cells}</tr>")
    head = [
        _("Claim"),
        _("The article says (in our words)"),
        _("Your verdict"),
        *([_("Ours, and why")] if answers else []),
    ]
    head = "".join(f"<th>{esc(word)}</th>" for word in head)
    key = "; ".join(f"{sign} {_(word).lower()}" for sign, word, _means in claims.VERDICTS.values())
    return (
        f'<table class="claims"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f'<p class="small">{esc(_("Ring one sign: {key}.", key=key))}</p>'
    )


def sorting(name: str, answers: bool) -> str:
    """Stories to be laid under terms."""
    from edu_lib.learn import card_sort

    data = said(json.loads((card_sort.FOLDER / f"{name}.json").read_text(encoding="utf-8")))
    term = {one["id"]: one["name"] for one in data["terms"]}
    cards = list(data["cards"])
    random.Random(data["id"]).shuffle(cards)
    out = []
    for card in cards:
        inner = f'<p>{esc(card["text"])}</p><p class="blank">{esc(_("The term:"))} <span class="gap" aria-hidden="true"></span></p>'
        if answers:
            right = [card["is"]] if isinstance(card["is"], str) else card["is"]
            told = " ".join(dict.fromkeys(card["feedback"].get(one, "") for one in right))
            named = ", ".join(term[one] for one in right)
            inner += _answer(f"<p><strong>{esc(named)}.</strong> {esc(told)}</p>")
        out.append(f"<li>{inner}</li>")
    lead = f"<p>{esc(data['about'])} {esc(_('The terms: {terms}.', terms=', '.join(term.values())))}</p>"
    return _card(data["title"], f'{lead}<ol class="quiz">{"".join(out)}</ol>')


def rewrites(answers: bool) -> str:
    """Sentences to be written anew, with the questions to hold the own text against."""
    data = said(json.loads(rewrite.FILE.read_text(encoding="utf-8")))
    out = []
    for one in data["sentences"]:
        inner = f"<p>“{esc(one['sentence'])}”</p>{_LINES}{_LINES}"
        if answers:
            ours = " ".join(part["text"] for part in one["ours"])
            inner += _answer(f"<p>{esc(ours)}</p>{citations(one['sources'])}")
        out.append(f"<li>{inner}</li>")
    asks = _boxes(one["text"] for one in data["checklist"])
    return _card(
        data["title"], f'<p>{esc(_("Hold your text against this list:"))}</p>{asks}<ol class="quiz">{"".join(out)}</ol>'
    )


# The quiz ------------------------------------------------------------------------------------------------------------


def quiz(lesson: str, answers: bool) -> str:
    """Every question of a lesson's quiz, those that come back from earlier lessons among them."""
    out = []
    for item in said(items.load(lesson)):
        inner = f"<p><strong>{esc(item['ask'])}</strong></p>{_QUESTION[item['kind']](item)}"
        if answers:
            inner += _answer(_TOLD[item["kind"]](item) + citations(item["source"]))
        out.append(f"<li>{inner}</li>")
    return f'<ol class="quiz">{"".join(out)}</ol>'


def marked(name: str, ring: str = "", numbers: bool = False) -> str:
    """A picture of the bank with a ring round one place, or with a number at each."""
    about = items.picture_of(name)
    alt, marks = about["alt"], []
    if ring:
        x, y = about["targets"][ring]
        marks = [f'<circle cx="{x}" cy="{y}" r="16" class="{kind}"/>' for kind in ("under", "ring")]
        alt += " " + _("A ring is drawn round the place that is asked for.")
    if numbers:
        for n, (x, y) in enumerate(about["targets"].values(), 1):
            marks.append(f'<circle cx="{x}" cy="{y}" r="13" class="disc"/><text x="{x}" y="{y + 5}">{n}</text>')
        alt += " " + _("{n} places are numbered.", n=len(about["targets"]))
    over = (
        f'<svg viewBox="0 0 {about["width"]} {about["height"]}" aria-hidden="true">{"".join(marks)}</svg>'
        if marks
        else ""
    )
    return f'<div class="marked"><img src="{about["src"]}" alt="{html.escape(alt)}">{over}</div>'


def _choices(item) -> str:
    return _boxes((option["text"] for option in items.shuffled(item)), "box" if item["kind"] == "multiple" else "round")


def _order(item) -> str:
    return _boxes((one["text"] for one in items.shuffled(item)), "rank")


def _number(item) -> str:
    return f'<p class="blank"><span class="gap" aria-hidden="true"></span> {esc(item["unit"])}</p>'


def _fix(item) -> str:
    line = '<span class="gap" aria-hidden="true"></span>'
    return (
        f"<p>“{esc(' '.join(item['sentence']))}”</p>"
        f'<p class="blank">{esc(_("The word:"))} {line} {esc(_("better:"))} {line}</p>'
    )


def _label(item) -> str:
    if item["how"] == "pick":
        return f'<p class="small">{esc(_("Draw a ring round the place."))}</p>{marked(item["picture"])}'
    return marked(item["picture"], ring=item["target"]) + _number({"unit": ""})


def _told_choices(item) -> str:
    rows = []
    for option in items.shuffled(item):
        sign = "✓" if option["right"] else "✗"
        rows.append(f"<li>{sign} <strong>{esc(option['text'])}</strong> {esc(option['feedback'])}</li>")
    return f'<ul class="told">{"".join(rows)}</ul>'


def _told_number(item) -> str:
    words, unit = item["feedback"], esc(item["unit"])
    within = esc(_("give or take {x}", x=number(item["tolerance"], "g")))
    return (
        f"<p><strong>{number(item['answer'], 'g')} {unit}</strong> ({within}). {esc(words['right'])}</p>"
        f"<p>{esc(_('Too low:'))} {esc(words['low'])}</p><p>{esc(_('Too high:'))} {esc(words['high'])}</p>"
    )


def _told_order(item) -> str:
    rows = "".join(f"<li><strong>{esc(one['text'])}</strong> {esc(one['note'])}</li>" for one in item["items"])
    return f"<ol>{rows}</ol><p>{esc(item['feedback'])}</p>"


def _told_fix(item) -> str:
    was = item["sentence"][item["wrong"]].strip(".,;:!?")
    return f"<p><strong>{esc(was)} → {esc(item['accept'][0])}.</strong> {esc(item['feedback']['right'])}</p>"


def _told_label(item) -> str:
    shown = marked(item["picture"], ring=item["target"]) if item["how"] == "pick" else ""
    return f"<p><strong>{esc(item['accept'][0])}.</strong> {esc(item['feedback']['right'])}</p>{shown}"


_QUESTION = {"single": _choices, "multiple": _choices, "order": _order, "number": _number, "fix": _fix, "label": _label}
_TOLD = {
    "single": _told_choices, "multiple": _told_choices, "order": _told_order, "number": _told_number, "fix": _told_fix,
    "label": _told_label,
}  # fmt: skip
