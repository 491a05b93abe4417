"""Label sheets: the pictures of a lesson with a number at each place, and lines for the names, or the names."""

from __future__ import annotations

import base64
import html
import io
import json
from collections.abc import Iterator
from functools import lru_cache

from edu_lib.learn import items, labels
from edu_lib.params import capital
from edu_lib.words import N_, _, speaking

from .handout_page import document, esc
from .handout_parts import marked

__all__ = ["label_pages", "pictures"]

# Lesson -> pictures of data/pictures. Those of the trunk come from the rounds of names of its lesson.
_PICTURES = {
    "01": tuple(name for plate in labels.PLATES.values() for name in plate),
    "02": ("back_muscles",),
    "04": ("spine_side",),
    "06": ("root map",),
}
# The slices are told apart by what they show; of the others the alt text says it before its colon.
_TITLES = {
    "slice_above_front": N_("A slice above the arcuate line: in front"),
    "slice_above_back": N_("A slice above the arcuate line: at the back"),
    "slice_below_front": N_("A slice below the arcuate line: in front"),
    "slice_below_back": N_("A slice below the arcuate line: at the back"),
}


_GAP = '<li><span class="gap" aria-hidden="true"></span></li>'
_ROOTS = "root map"


def pictures(lesson: str) -> tuple[str, ...]:
    """The pictures of a lesson whose places can be named; none where there is nothing to label."""
    return _PICTURES.get(lesson, ())


def label_pages(handout) -> dict[bool, str]:
    """The sheets of a `Handout`, without names (False) and with them (True); empty where there is nothing to label."""
    names = pictures(handout.lesson)
    with speaking(handout.language):
        return {named: _sheet(handout, names, named) for named in (False, True)} if names else {}


def _sheet(handout, names, named: bool) -> str:
    title = _("Label sheet: {title}", title=handout.title)
    if named:
        title += f" ({_('with names')})"
    notice = _("For education; not medical advice.")
    how = notice if named else f"{_('Write the name beside its number.')} {notice}"
    body = "".join(f'<section class="sheet">{part}</section>' for part in _parts(names, named))
    note = _("Trunk and spine") + " · " + _("Lesson {number}", number=handout.lesson)
    return document(title, f"<h1>{esc(title)}</h1><p>{esc(how)}</p>{body}", note=note)


def _parts(names, named: bool) -> Iterator[str]:
    for name in names:
        if name == _ROOTS:
            yield _root_sheet(named)
            continue
        about = json.loads((items.PICTURES / f"{name}.json").read_text(encoding="utf-8"))
        rows = []
        for target in about["targets"]:
            words = _called(about.get("names", {}).get(target), target) if named else ""
            rows.append(f"<li>{esc(words)}</li>" if named else _GAP)
        title = _TITLES.get(name) or ", ".join(about["alt"].split(":")[0].split(".")[0].split(",")[:2])
        yield f'<h2>{esc(_(title))}</h2>{marked(name, numbers=True)}<ol class="names">{"".join(rows)}</ol>'


@lru_cache(maxsize=1)
def _roots() -> tuple[bytes, tuple[str, ...]]:
    """The two maps of the skin without a word on them, a number at each area, and what both maps call it, in that order."""
    from matplotlib.text import Text

    from edu_lib.models.root_map import root_map
    from edu_lib.plates.root_map import draw_root_map

    plate = draw_root_map(root_map())
    named = [label for label in plate.labels.values() if label.get_text()]
    names = tuple(label.get_text() for label in named)
    for n, label in enumerate(named, 1):
        label.set(text=str(n), ha="center", color="black", fontsize=11)
        label.set_bbox({"boxstyle": "circle,pad=0.25", "facecolor": "white", "edgecolor": "black"})
    for words in plate.hints:
        words.set_visible(False)
    for words in plate.figure.findobj(Text):  # the notes beside the key tell one of the answers
        if words.get_text().startswith("S2 / S1"):
            words.set_visible(False)
        elif words.get_text().startswith("map 2 says"):
            words.set_text(words.get_text().split(". ")[-1])
    file = io.BytesIO()
    plate.figure.savefig(file, format="webp", dpi=110, pil_kwargs={"quality": 75, "method": 4})
    return file.getvalue(), names


def _root_sheet(named: bool) -> str:
    data, names = _roots()
    alt = _(
        "Legs and feet from the front, from behind, from above and below; {n} areas of skin are numbered.", n=len(names)
    )
    said = _("Which root has this skin? Two names: the two maps disagree.")
    src = f"data:image/webp;base64,{base64.b64encode(data).decode('ascii')}"
    rows = "".join(f"<li>{esc(name)}</li>" if named else _GAP for name in names)
    title = _("Areas of skin and their roots")
    return (
        f'<h2>{esc(title)}</h2><p>{esc(said)}</p><div class="plate"><img src="{src}" alt="{html.escape(alt)}"></div>'
        f'<ol class="names">{rows}</ol>'
    )


def _called(one: dict | None, target: str) -> str:
    if one is None:
        return capital(target)
    first = one["accept"][0]
    return capital(first if first.casefold().endswith(one["english"].casefold()) else f"{first} ({one['english']})")
