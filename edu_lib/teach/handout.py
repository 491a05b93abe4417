"""A lesson as a page of paper: prose, still pictures, questions, sources. It is read from the notebook itself, no copy.

The metadata of a text cell may hold ``handout``, other words for the page (Markdown); that of a lab, another caption. A tag
``no-handout`` leaves a cell out; ``handout-fold`` is for a lab whose picture tells the answer to the question before it.
"""

from __future__ import annotations

import ast
import json
import re
from functools import cached_property, lru_cache
from pathlib import Path

from edu_lib.learn import claims
from edu_lib.learn.predict import predictions
from edu_lib.learn.summary import LESSONS
from edu_lib.sources import references
from edu_lib.words import _, speaking, spoken_in

from . import handout_live, handout_parts
from .handout_case import paper_case
from .handout_page import document, esc, folded, plain_output, plates, prose

__all__ = ["LIVE", "Handout", "handouts", "page_names"]

LIVE = {"04": "spinal_load", "08": "tilt"}  # lesson -> its live lab; one each, where a table can hold it
# Cards that only work live: of these the hand-out holds nothing. Words for them stand in the cells before.
_NOT_ON_PAPER = {"atlas", "certificate", "check_setup", "label_quiz", "language", "my_progress", "plan", "sheet"}


def page_names(folder: Path) -> dict[str, str]:
    """Notebook -> the page that it becomes, for the notebooks of a folder."""
    return {path.name: f"{path.stem}.html" for path in sorted(folder.glob("*.ipynb"))}


class Handout:
    """The hand-out of one notebook. `name` is the stem of its files, `lesson` its number, empty for a page that is no lesson.

    Raises `ValueError` in a sentence for a file that is no notebook, `OSError` for one that cannot be read.
    """

    def __init__(self, path: str | Path):
        self.path = Path(path)
        self.name = self.path.stem
        try:
            self.cells = (notebook := json.loads(self.path.read_text(encoding="utf-8")))["cells"]
        except (json.JSONDecodeError, KeyError, TypeError):
            raise ValueError(f"{self.path} is no notebook. Give the path of a lesson, such as {_EXAMPLE}.") from None
        self.language = spoken_in(notebook)
        self.lesson = self.name[:2] if self.name[:2] in LESSONS else ""
        found = re.search(r"^# (.+)", "".join(self.cells[0]["source"]), re.M) if self.cells else None
        self.title = found[1].strip() if found else self.name

    def html(self, answers: bool = False) -> str:
        """The page; with `answers` what the cards say after one has answered stands there as well."""
        with speaking(self.language):
            body = "\n".join(part for part in self._parts(answers) if part)
            kind = _("Hand-out with answers") if answers else _("Hand-out")
            where = _("Lesson {number}", number=self.lesson) if self.lesson else ""
            note = " · ".join(part for part in (_("Trunk and spine"), where, kind) if part)
            title = f"{where}: {self.title}" if where else self.title
            if answers:
                title += f" ({_('with answers')})"
            return document(title, body, note=note, script=handout_live.SCRIPT if self._table else "")

    @property
    def _table(self) -> str:
        return LIVE.get(self.lesson, "")

    @cached_property
    def there(self) -> dict[str, str]:
        """Notebook -> page, of those beside this one."""
        return page_names(self.path.parent)

    def _parts(self, answers: bool):
        waiting = self._table
        for cell in self.cells:
            meta, source = cell["metadata"], "".join(cell["source"])
            if "no-handout" in meta.get("tags", ()):
                continue
            if cell["cell_type"] == "markdown":
                yield self._prose(cell, meta.get("handout", source))
                continue
            yield self._code(source, cell, answers)
            if waiting and f'lab("{waiting}"' in source:  # below the picture of the same lab
                yield folded(
                    handout_live.live(waiting), _("A small lab that moves, for after your guess"), "later moves"
                )
                waiting = ""

    def _prose(self, cell, source: str) -> str:
        found = prose(source, self.there)
        if cell.get("id") == "numbers":  # its lead says how to point at a number, and then they are listed
            found = re.sub(r"(</h3>)\s*<p>.*?</p>", r"\1", found, count=1, flags=re.S)
        tag = "notice" if cell.get("id") == "notice" else "part"
        return f'<div class="{tag}">{found}</div>'

    def _code(self, source: str, cell: dict, answers: bool) -> str:
        name, args, lab = call(source)
        if name in _NOT_ON_PAPER:
            return ""
        if name == "predict":
            still = self._still(cell, lab)
            told = "handout-fold" in cell["metadata"].get("tags", ()) or predictions()[args[0]].get("hidden")
            return handout_parts.prediction(args[0], answers) + (folded(still) if told and still else still)
        if name == "lab":
            still = self._still(cell, source)
            return folded(still) if "handout-fold" in cell["metadata"].get("tags", ()) else still
        if name == "claims":
            return handout_parts.claims_table(claims.read_claims(), answers) if not self.lesson else ""
        if name == "claims.references":
            return f'<div class="references">{claims_references()._repr_html_()}</div>'
        if name in _ON_PAPER:
            return _ON_PAPER[name](args, answers)
        printed = "".join("".join(o.get("text", "")) for o in cell.get("outputs", ()) if o["output_type"] == "stream")
        return plain_output(printed) if printed else ""

    def _still(self, cell: dict, lab: str) -> str:
        """The lab's picture as the notebook holds it; drawn now where it holds none, for there it tells the answer."""
        for output in cell.get("outputs", ()):
            stored = "".join(output.get("data", {}).get("text/html", ""))
            if found := plates(stored, cell["metadata"].get("handout", "")):
                return found
        return _drawn(lab.strip().splitlines()[-1], self.language) if lab else ""


@lru_cache(maxsize=32)
def _drawn(lab: str, _spoken: str) -> str:
    """The picture of a lab as it starts, from its call as code."""
    from edu_lib.labs import lab as open_lab

    node = ast.parse(lab, mode="eval").body
    settings = {word.arg: ast.literal_eval(word.value) for word in node.keywords}
    return plates(open_lab(ast.literal_eval(node.args[0]), **settings).still())


_EXAMPLE = "notebooks/08_traction_and_inversion.ipynb"


def call(source: str) -> tuple[str, list, str]:
    """What a cell shows, without running it: the function of its last line, its plain arguments, and a lab among them as code."""
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):
        return "", [], ""
    if not isinstance(last, ast.Expr) or not isinstance(last.value, ast.Call):
        return "", [], ""
    node, args, lab = last.value, [], ""
    for arg in node.args:
        if isinstance(arg, ast.Call):
            lab = ast.unparse(arg)
        elif isinstance(arg, ast.Constant):
            args.append(arg.value)
    name = re.sub(r"\(\)", "", ast.unparse(node.func))
    return name, args, lab


def claims_references():
    """The sources of all claims."""
    from edu_lib.learn.claims_index import claims as index

    return index().references()


def _references(args, _answers) -> str:
    return f'<div class="references">{references(*args)._repr_html_()}</div>'


_ON_PAPER = {
    "beliefs": lambda _args, _answers: handout_parts.beliefs_table(),
    "card_sort": lambda args, answers: handout_parts.sorting(args[0], answers),
    "case": lambda args, answers: paper_case(args[0], answers),
    "claim": lambda args, answers: handout_parts.claims_table(args, answers),
    "quiz": lambda args, answers: handout_parts.quiz(args[0], answers),
    "references": _references,
    "rewrite": lambda _args, answers: handout_parts.rewrites(answers),
}


def handouts(paths, out: Path, pdf: bool = False) -> dict[Path, str]:
    """Write the pages of some notebooks, with answers and without, their label sheets and an index; file -> what it is.

    With `pdf` the index names the PDFs too, which tools/handouts.py makes.
    Raises `OSError` where the folder `out` takes no files, and what `Handout` raises.
    """
    from .handout_labels import label_pages

    out.mkdir(parents=True, exist_ok=True)
    written, rows = {}, []
    for path in paths:
        one, files = Handout(path), []
        for answers, what in ((False, _("hand-out")), (True, _("hand-out with answers"))):
            files.append((out / f"{one.name}{'-answers' if answers else ''}.html", what, one.html(answers)))
        for named, page in label_pages(one).items():
            what = _("label sheet with names") if named else _("label sheet to fill in")
            files.append((out / f"{one.name}-labels{'-named' if named else ''}.html", what, page))
        for file, what, page in files:
            file.write_text(page, encoding="utf-8")
            written[file] = what
        rows.append((one, [(file, what) for file, what, _page in files]))
    (out / "index.html").write_text(index(rows, pdf), encoding="utf-8")
    return written


def index(rows, pdf: bool) -> str:
    """The page that lists every file with what it is; with `pdf` its PDF too."""
    lines = []
    for one, files in rows:
        links = []
        for file, what in files:
            printed = f' (<a href="{file.stem}.pdf">PDF</a>)' if pdf else ""
            links.append(f'<a href="{file.name}">{esc(what)}</a>{printed}')
        if one.lesson and not any("label" in file.name for file, _what in files):
            links.append(esc("nothing in it to label"))
        name = f"{one.lesson} {one.title}".strip()
        lines.append(f"<li><strong>{esc(name)}</strong><br>{'; '.join(links)}</li>")
    about = (
        "Every page works without a network and without the course running. Lessons 04 and 08 hold a small lab that moves; "
        "the other pictures stand still. The pages with answers are for instructors, or for afterwards."
    )
    notice = "<p><strong>For education; not medical advice.</strong></p>"
    body = f'<h1>Hand-outs</h1><p>{about}</p><ul class="index">{"".join(lines)}</ul>{notice}'
    return document("Hand-outs of the course Trunk and spine", body, note="Trunk and spine · Hand-outs")
