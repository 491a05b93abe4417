"""Hold the notebooks to the course's structure, without running them.

    python tools/lint_notebooks.py notebooks/*.ipynb

Each broken rule is one line: file, cell (counted from 1), what is wrong and what to do. The exit code is 1 if any rule
is broken. `problems(notebook)` does the same for a notebook that has been read as a dict.
"""

import json
import re
import sys
from pathlib import Path

CHECKED = "nbval-check-output"  # the tag of a cell whose stored output the tests recompute and compare
STILL = "still"  # the tag of a cell that shows a lab; it stores the lab's still picture, or the question before it
STILL_KB = 150  # as base64 in the file
BEATS = ("hook", "goals", "predict", "lab", "explain", "check", "case", "sources")
MAY_REPEAT = {"predict", "lab", "explain"}  # a lesson may go round these three more than once

FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.M | re.S)
HEADING = re.compile(r"^(#{1,6})\s+\S", re.M)
SENTENCE = re.compile(r"# [A-Z0-9].*[.!?:]")
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<src>[^)\s]*)[^)]*\)")
HTML_PICTURE = re.compile(r"<img\b[^>]*>", re.I)
ATTRIBUTE = r"""\b{}\s*=\s*(?:"([^"]*)"|'([^']*)')"""
REMOTE = re.compile(r"^\s*(https?:)?//", re.I)
REMOTE_PART = re.compile(r"<(script|iframe|video|audio|link|object|embed)\b[^>]*(https?:)?//", re.I)
NETWORK = re.compile(
    r"https?://|ftp://|\b(urllib|requests|httpx|aiohttp|socket|urlopen|urlretrieve)\b|\b(curl|wget)\s|[!%]\s*(pip|conda|mamba|uv)\b"
)
ABSOLUTE = re.compile(
    r"(?<![\w./:>-])/(home|Users|root|tmp|work|mnt|media|var|opt|etc|usr|private|content|srv)/|file://|(?<!\w)~/"
    r"|(?<![A-Za-z])[A-Za-z]:\\\\?\w"
)


def text(source):
    """Return a cell's source, which a notebook may hold as one string or as a list of lines."""
    return source if isinstance(source, str) else "".join(source)


def problems(notebook):
    """Yield (cell number or 0 for the whole notebook, sentence) for each broken rule of a notebook given as a dict."""
    cells = notebook.get("cells", [])
    kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield 0, f"the kernel must be python3, which every installation has, but it is {kernel!r}"
    if notebook.get("metadata", {}).get("widgets"):
        yield 0, "the state of widgets is saved in it; clear all outputs and save again"
    yield from check_ids(cells)
    yield from check_headings(cells)
    yield from check_beats(cells)
    for number, cell in enumerate(cells, 1):
        rules = {"code": check_code, "markdown": check_markdown}.get(cell["cell_type"])
        for sentence in rules(cell) if rules else ():
            yield number, sentence
        if ABSOLUTE.search(text(cell["source"])) or ABSOLUTE.search(json.dumps(cell.get("outputs", []))):
            yield number, "it names a folder of one computer; use a path relative to the notebook"


def check_ids(cells):
    """Every cell has an id of its own, so that an edit changes only the lines it touches."""
    seen = set()
    for number, cell in enumerate(cells, 1):
        name = cell.get("id")
        if not name:
            yield number, "it has no id; open and save the notebook in JupyterLab"
        elif name in seen:
            yield number, f"its id {name!r} is used twice; delete the id and save the notebook in JupyterLab"
        seen.add(name)


def check_headings(cells):
    """One title, and no level of heading left out on the way down: screen readers navigate by it."""
    titles, level = 0, 0
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "markdown":
            continue
        for marks in HEADING.findall(FENCE.sub("", text(cell["source"]))):
            titles += len(marks) == 1
            if len(marks) > level + 1:
                yield number, f"a heading of level {len(marks)} follows one of level {level}; do not leave levels out"
            level = len(marks)
    if titles != 1:
        yield 0, f"there must be one title (a line that begins with a single #), but there are {titles}"


def check_beats(cells):
    """The tags that name a lesson's beats are known, in the order every lesson has, and all there once it has a quiz."""
    reached, seen = 0, set()
    for number, cell in enumerate(cells, 1):
        for tag in cell.get("metadata", {}).get("tags", []):
            if not tag.startswith("beat-"):
                continue
            name = tag[len("beat-") :]
            if name not in BEATS:
                yield number, f"the tag {tag} is not one of {', '.join('beat-' + beat for beat in BEATS)}"
                continue
            here = BEATS.index(name)
            next_round = name in seen & MAY_REPEAT and BEATS[reached] in MAY_REPEAT
            if here < reached and not next_round:
                yield number, f"the tag {tag} comes after beat-{BEATS[reached]}"
            reached = here
            seen.add(name)
    # A lesson with a quiz is finished, and has them all; before that it may still be growing.
    if "check" in seen:
        for name in BEATS:
            if name not in seen:
                yield 0, f"it has a quiz, so it should have every beat, but no cell is tagged beat-{name}"


def check_code(cell):
    """A code cell is hidden, says in its first line what it does, fetches nothing and stores no stray output."""
    metadata, source = cell.get("metadata", {}), text(cell["source"])
    if metadata.get("jupyter", {}).get("source_hidden") is not True:
        yield "its code is not hidden; collapse the code cell and save (metadata jupyter.source_hidden)"
    first = source.split("\n", 1)[0].rstrip()
    if not SENTENCE.fullmatch(first):
        yield f"its first line, which stays visible, must be a comment that is a sentence, not {first[:40]!r}"
    if NETWORK.search(source):
        yield "it reaches for the network; lessons work offline"
    outputs = cell.get("outputs", [])
    if STILL in metadata.get("tags", []):
        yield from check_still(cell)
    elif CHECKED not in metadata.get("tags", []):
        if outputs:
            yield f"it holds an output; clear it, or tag the cell {CHECKED} if it is a worked number"
        if cell.get("execution_count") is not None:
            yield "it holds an execution count; clear all outputs and save"
    elif not outputs or cell.get("execution_count") is None:
        yield f"it is tagged {CHECKED}, but holds no output to compare with; run tools/refresh_worked_numbers.py"
    elif any(output["output_type"] == "error" for output in outputs):
        yield "its stored output is an error"


def check_still(cell):
    """A lab's cell stores one still picture with alt text, small, that needs nothing to run.

    Where the picture would tell what the student is to predict, the question alone.
    """
    data = [output.get("data", {}) for output in cell.get("outputs", [])]
    if len(data) != 1 or set(data[0]) != {"text/html", "text/plain"} or cell.get("execution_count") is None:
        yield f"it is tagged {STILL}, but does not hold one still picture alone; run tools/refresh_worked_numbers.py"
        return
    page = text(data[0]["text/html"])
    if "<img" in page and not re.search(r"<img\b[^>]*\balt=\"[^\"]{40,}\"", page):
        yield "its still picture has no alt text that says what it shows; run tools/refresh_worked_numbers.py"
    if "<img" not in page and not re.search(r"<figcaption>.{40,}</figcaption>", page, re.S):
        yield "it stores neither a picture nor the question that stands before the lab; run tools/refresh_worked_numbers.py"
    if REMOTE_PART.search(page) or re.search(r"""\bsrc=["'](?!data:image/)""", page, re.I):
        yield "its still picture would be fetched from elsewhere; lessons work offline"
    if len(page) > STILL_KB * 1000:
        yield f"its still picture takes {len(page) // 1000} kB, more than {STILL_KB}"


def check_markdown(cell):
    """Every picture has words for those who do not see it, and comes with the course."""
    source = FENCE.sub("", text(cell["source"]))
    pictures = [(found["alt"], found["src"]) for found in PICTURE.finditer(source)]
    for found in HTML_PICTURE.findall(source):
        values = [re.search(ATTRIBUTE.format(name), found, re.I) for name in ("alt", "src")]
        pictures.append(tuple((value[1] or value[2] or "") if value else "" for value in values))
    for alt, src in pictures:
        if not alt.strip():
            yield f"the picture {src[:60]} has no alt text; say in words what it shows"
        if REMOTE.match(src):
            yield f"the picture {src[:60]} would be fetched from the network; put the file beside the notebook"
    if REMOTE_PART.search(source):
        yield "it embeds something from the network; lessons work offline"


def main(paths):
    """Print what is wrong with each notebook and return the exit code."""
    bad = 0
    for path in paths:
        notebook = json.loads(Path(path).read_text(encoding="utf-8"))
        for number, sentence in problems(notebook):
            bad += 1
            print(f"{path}: {f'cell {number}: ' if number else ''}{sentence}.")
    print(f"{len(paths)} notebooks, {bad} broken rules.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
