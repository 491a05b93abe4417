"""Translate a lesson: its text, its labs and cards, through one catalogue of messages a language.

    python tools/translate.py extract 08 --to de    brings the catalogue up to date: new messages are empty
    python tools/translate.py build 08 --to de      compiles it and writes notebooks/de/08_traction_and_inversion.ipynb
    python tools/translate.py status                says how much is translated

The catalogue is edu_lib/data/locale/de/LC_MESSAGES/edu_lib.po; any editor of .po files opens it. The German notebook is made
of the English one and the catalogue, never by hand: a paragraph without a translation stays English. In a paragraph, [4.0 mm] is
a number that will be linked to its source; write it as its own message says, or with a decimal comma.
"""

from __future__ import annotations

import argparse
import ast
import copy
import inspect
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import prose_numbers
from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from lint_notebooks import text
from refresh_worked_numbers import refresh

from edu_lib import words
from edu_lib.learn import trace

ROOT = Path(__file__).parents[1]
PACKAGE, NOTEBOOKS = ROOT / "edu_lib", ROOT / "notebooks"
KEYWORDS = {"_": 1, "N_": 1, "plural": 2}  # how many texts each takes
# What a line of Markdown begins with that is no words: a heading, an entry of a list, a quotation.
MARK = re.compile(r"(?:#{1,6} |- |\d+\. |> |)")
RULE = re.compile(r"-{3,}$|!\[|\||```|~~~")  # lines that stay as they are
NUMBER = re.compile(r"\[([^\]\[]*)\]\(#\w+ \"[^\"]*\"\)")  # a number that is linked to its source


def catalogue_of(code: str) -> Path:
    """The catalogue of a language, as translators edit it."""
    return words.LOCALE / code / "LC_MESSAGES" / f"{words.DOMAIN}.po"


def lesson_of(key: str) -> Path:
    """The English notebook of a lesson: "08" or its whole name."""
    found = sorted(NOTEBOOKS.glob(f"{key.removesuffix('.ipynb')}*.ipynb"))
    if len(found) != 1:
        there = ", ".join(sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")))
        raise SystemExit(f'There is no lesson "{key}". There are: {there}.')
    return found[0]


def read(path: Path) -> dict:
    """A notebook as a dict."""
    return json.loads(path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------------------------------------- messages of a notebook


def lines(markdown: str) -> list[tuple[str, str]]:
    """Markdown as lines (mark, words): a paragraph is one line, as each entry of a list; "" parts them as in the source."""
    out: list[tuple[str, str]] = []
    for line in markdown.split("\n"):
        mark = MARK.match(line)[0]
        goes_on = out and out[-1][1] and not RULE.match(out[-1][1]) and not out[-1][0].startswith("#")
        if goes_on and line.strip() and not RULE.match(line) and (not mark or mark == out[-1][0] == "> "):
            out[-1] = (out[-1][0], f"{out[-1][1]} {line.removeprefix(mark).strip()}")
        else:
            out.append((mark, line.removeprefix(mark).rstrip()))
    return out


def message(line: str) -> str:
    """The words of a line as a translator sees them: a number without the link to its source."""
    return NUMBER.sub(r"[\1]", line)


def cell_messages(cell: dict) -> Iterator[str]:
    """Every message of a cell: its lines or its first comment, the speaker's notes, the words for paper, numbers with words."""
    source, about = text(cell["source"]), cell.get("metadata", {})
    if cell["cell_type"] == "code":
        yield source.split("\n", 1)[0].removeprefix("# ")
    else:
        source = source.partition("\n\n- ")[0] if cell["id"] == prose_numbers.LIST else source
        yield from (message(line) for _mark, line in lines(source) if line and not RULE.match(line))
    for more in (about.get("slideshow", {}).get("notes", ""), about.get("handout", "")):
        yield from (message(line) for _mark, line in lines(more) if line)
    yield from (entry["text"] for entry in prose_numbers.numbers(cell) if words.needs_words(entry["text"]))


# ------------------------------------------------------------------------------------------- messages of code and data


def calls(notebook: dict) -> Iterator[tuple[str, list[str]]]:
    """What a notebook calls: the name of each function with the text that it is given."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            for node in ast.walk(ast.parse(text(cell["source"]))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield node.func.id, [a.value for a in node.args if isinstance(a, ast.Constant)]


def modules(starts: set[Path]) -> set[Path]:
    """Modules of edu_lib and all of edu_lib that they import, at whatever remove."""
    found, ahead = set(), list(starts)
    while ahead:
        path = ahead.pop()
        if path in found or not path.exists():
            continue
        found.add(path)
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ImportFrom):
                base = path.parents[node.level - 1] if node.level else ROOT
                home = base.joinpath(*(node.module or "").split("."))
                ahead += [home.with_suffix(".py"), *(home / f"{alias.name}.py" for alias in node.names)]
    return {path for path in found if path.is_relative_to(PACKAGE)}


@lru_cache(maxsize=256)
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def code_messages(path: Path) -> Iterator[str | tuple]:
    """Every message of a module or a script."""
    if path.suffix == ".js":
        yield from (found for _line, found, *_rest in extract_from_file("javascript", str(path), {"_": None}))
        return
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            found = [
                one.value if isinstance(one, ast.Constant) else None for one in node.args[: KEYWORDS[node.func.id]]
            ]
            if found and all(isinstance(one, str) for one in found):
                yield found[0] if len(found) == 1 else tuple(found)


def lab_messages(lab) -> Iterator[str]:
    """What a lab's controls say."""
    yield lab.title
    for group, params in lab.groups.items():
        yield group
        for one in params:
            yield one.label
            yield from getattr(one, "options", ())
            yield getattr(one, "unit", "")
    yield from lab.auto.values()


def data_messages(found, key: str = "") -> Iterator[str]:
    """Every word of learning data that is shown; see `words.said`."""
    if isinstance(found, dict):
        if "sentence" in found:
            yield words.sentence(found)
            yield " / ".join(found["accept"])
        for inner, value in found.items():
            if inner == "from":
                yield from (one["why"] for one in _constants(value))
            elif inner == "text" and ("from" in found or "is" in found):
                yield from [value] * words.needs_words(value)
            else:
                yield from data_messages(value, key if key == "spots" else inner)
    elif isinstance(found, list):
        for value in found:
            yield from data_messages(value, key)
    elif isinstance(found, str) and key in words.SHOWN:
        yield found


def _constants(found: dict) -> Iterator[dict]:
    if trace.kind(found) == "constant":
        yield found
    for value in found.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict) and any(kind in inner for kind in ("constant", *trace.COMBINED)):
                yield from _constants(inner)


def used(notebook: dict) -> tuple[set[Path], list[tuple[str, str]]]:
    """The modules that a notebook's labs and cards are made of, and the messages of its labs and learning data."""
    import edu_lib
    from edu_lib.labs import lab
    from edu_lib.learn import case, claims, items, predict
    from edu_lib.learn.summary import LESSONS

    homes, out = set(), []
    for name, given in calls(notebook):
        if name not in edu_lib.__all__:
            continue
        home = inspect.getfile(getattr(edu_lib, name))
        if name == "lab":
            made = lab(given[0])
            home = inspect.getfile(type(made))
            out += [(f"lab {given[0]}", said) for said in lab_messages(made)]
        elif name == "predict":
            out += [(f"prediction {given[0]}", said) for said in data_messages(predict.predictions()[given[0]])]
        elif name == "quiz":
            for item in items.load(given[0]):
                out += [(f"quiz {item['id']}", said) for said in data_messages(item)]
                out.append(("lessons", LESSONS[item["lesson"]]["title"]))
        elif name == "claim":
            for one in given:
                claimed = claims.read_claims()[one]
                out += [(f"claim {one}", said) for said in (*data_messages(claimed), claimed["kind"])]
        elif name == "case":
            out += [(f"case {given[0]}", said) for said in data_messages(case.case(given[0]).data)]
        homes.add(Path(home))
    homes |= set((PACKAGE / "teach").glob("handout*.py"))  # a lesson's page to print speaks its language
    paths = modules(homes)
    scripts = {script for path in paths for script in path.parent.glob("*.js")}
    return paths | scripts, out


def messages(lessons: list[Path]) -> Catalog:
    """Every message of these lessons, with where it stands."""
    catalogue, every = Catalog(fuzzy=False), {}
    for path in lessons:
        notebook = read(path)
        for cell in notebook["cells"]:
            for said in cell_messages(cell):
                every.setdefault(said, []).append(f"notebooks/{path.name}:{cell['id']}")
        paths, more = used(notebook)
        for where, said in more:
            every.setdefault(said, []).append(where)
        for module in sorted(paths):
            for said in code_messages(module):
                every.setdefault(said, []).append(module.relative_to(ROOT).as_posix())
    for said, where in every.items():
        small = said[:1].lower() + said[1:] if isinstance(said, str) else said
        # A label that only begins with a capital letter is no message of its own; see `words._`.
        if said and (small == said or small not in every):
            catalogue.add(said, locations=[(place, 0) for place in dict.fromkeys(where)])
    return catalogue


# ------------------------------------------------------------------------------------------------------- what is done


def translated(code: str) -> list[Path]:
    """The lessons that have been built in a language, in English."""
    return [NOTEBOOKS / path.name for path in sorted((NOTEBOOKS / code).glob("*.ipynb"))]


def load(code: str) -> Catalog:
    """The catalogue of a language; an empty one for a new language."""
    path = catalogue_of(code)
    if not path.exists():
        return Catalog(locale=code, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def extract(lesson: Path, code: str) -> Catalog:
    """Bring a catalogue up to date with this lesson and those built before; what nobody says any more becomes obsolete."""
    with words.speaking("en"):
        now = messages(sorted({*translated(code), lesson}))
    catalogue = load(code)
    catalogue.update(now, update_creation_date=False)
    save(catalogue, code)
    return catalogue


def save(catalogue: Catalog, code: str) -> None:
    """Write a catalogue as text, and compiled beside it."""
    path = catalogue_of(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.project, catalogue.version, catalogue.copyright_holder = "edu_lib", "1", "edu_lib"
    catalogue.header_comment = f"# The words of edu_lib's lessons in {catalogue.locale.english_name}."
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # no date in a diff
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    words._catalogue.cache_clear()


def build(lesson: Path, code: str, *, run: bool = True) -> Path:
    """Write a lesson in another language; `run` stores its still pictures anew."""
    save(load(code), code)
    path = NOTEBOOKS / code / lesson.name
    stored = read(path) if path.exists() else {"cells": []}
    outputs = {cell["id"]: cell for cell in stored["cells"] if cell["cell_type"] == "code"}
    made = built(read(lesson), lesson.name, code)
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            old = outputs.get(cell["id"], {})
            cell |= {"outputs": old.get("outputs", []), "execution_count": old.get("execution_count")}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if run:
        refresh(path)
    return path


def built(notebook: dict, name: str, code: str) -> dict:
    """A notebook in another language, without outputs; ids, tags, slides and traces are those of the English one."""
    made = copy.deepcopy(notebook)
    made["metadata"]["edu_lib"] = {"language": code, "lesson": name}
    with words.speaking(code):
        first = True
        for cell in made["cells"]:
            source, about = text(cell["source"]), cell.get("metadata", {})
            for entry in prose_numbers.numbers(cell):
                entry["text"] = words.printed(entry["text"])
            if cell["cell_type"] == "markdown":
                source = said(source, cell)
            else:
                comment, _break, rest = source.partition("\n")
                source = f"# {words._(comment.removeprefix('# '))}\n{_speaking(rest, code) if first else rest}"
                cell |= {"outputs": [], "execution_count": None}
                first = False
            cell["source"] = source.splitlines(keepends=True)
            if "notes" in about.get("slideshow", {}):
                about["slideshow"]["notes"] = said(about["slideshow"]["notes"])
            if "handout" in about:
                about["handout"] = said(about["handout"], cell)
        prose_numbers.renew_list(made)
        for cell in made["cells"]:
            cell["source"] = text(cell["source"]).splitlines(keepends=True)
    return made


def said(markdown: str, cell: dict | None = None) -> str:
    """Markdown in the language that is set; the numbers of a cell lead to their sources again."""
    out = "\n".join(mark + (words._(message(line)) if line else "") for mark, line in lines(markdown))
    titles: dict[str, list[str]] = {}
    for entry in prose_numbers.numbers(cell or {}):
        if "from" in entry:
            titles.setdefault(entry["text"], []).append(trace.words(entry["from"]))

    def link(found: re.Match) -> str:
        if not (wanted := titles.get(found[1])):
            return found[0]
        title = wanted.pop(0) if len(wanted) > 1 else wanted[0]
        return f'[{found[1]}]({prose_numbers.anchor()} "{title}")'

    out = re.sub(r"\[([^\]\[]*)\](?!\()", link, out)
    here = {path.name for path in translated(words.language())}  # other lessons: in this language where there are any
    return re.sub(r"\]\((\d\d_\w+\.ipynb)", lambda to: f"]({'' if to[1] in here else '../'}{to[1]}", out)


def _speaking(code_lines: str, code: str) -> str:
    """The first code cell, with the language set before anything is made."""
    names = re.search(r"^from edu_lib import (.+)$", code_lines, re.M)
    imported = ", ".join(sorted({*re.split(r",\s*", names[1]), "language"}, key=str.casefold))
    out = code_lines.replace(names[0], f"from edu_lib import {imported}", 1)
    return out.replace("\n\n", f'\n\nlanguage("{code}")\n', 1)


def counted(catalogue: Catalog) -> str:
    """How much of a catalogue is translated, in words."""
    every = [one for one in catalogue if one.id]
    empty = sum(not (all(one.string) if one.pluralizable else one.string) for one in every)
    fuzzy = sum(one.fuzzy for one in every)
    return f"{len(every)} messages: {empty} empty, {fuzzy} to look at again (fuzzy), {len(catalogue.obsolete)} obsolete"


def main(arguments: list[str] | None = None) -> int:
    """See the top of this file."""
    parser = argparse.ArgumentParser(description="Translate a lesson.")
    parser.add_argument("what", choices=("extract", "build", "status"))
    parser.add_argument("lesson", nargs="?", help="08, or the name of its notebook")
    parser.add_argument("--to", default="de", metavar="CODE", help="the language (default: de)")
    given = parser.parse_args(arguments)
    if given.what == "status":
        for path in sorted(words.LOCALE.glob("*/LC_MESSAGES/*.po")):
            code = path.parts[-3]
            print(f"{code}: {counted(load(code))}; lessons: {', '.join(p.stem for p in translated(code)) or 'none'}.")
        return 0
    if not given.lesson:
        parser.error(f"{given.what} needs a lesson, for example: {given.what} 08 --to de")
    lesson = lesson_of(given.lesson)
    if given.what == "extract":
        print(f"{catalogue_of(given.to).relative_to(ROOT)}: {counted(extract(lesson, given.to))}.")
    else:
        path = build(lesson, given.to)
        print(f"{path.relative_to(ROOT)} is written. {given.to}: {counted(load(given.to))}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
