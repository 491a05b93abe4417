"""Hold the notebooks to the course's structure, without running them.

    python tools/lint_notebooks.py notebooks/*.ipynb

Each broken rule is one line: file, cell (counted from 1), what is wrong and what to do. The exit code is 1 if any rule
is broken. `problems(notebook)` does the same for a notebook that has been read as a dict.
"""

import ast
import json
import re
import sys
from pathlib import Path

CHECKED = "nbval-check-output"  # the tag of a cell whose stored output the tests recompute and compare
STILL = "still"  # the tag of a cell that shows a lab; it stores the lab's still picture, or the question before it
STILL_KB = 150  # as base64 in the file
BEATS = ("hook", "goals", "predict", "lab", "explain", "check", "case", "sources")
MAY_REPEAT = {"predict", "lab", "explain"}  # a lesson may go round these three more than once

SLIDE_TYPES = ("slide", "fragment", "skip")  # and none at all: the cell continues the slide before it
WIDGETS = {
    "atlas", "beliefs", "card_sort", "case", "certificate", "check_setup", "claim", "claims", "lab", "label_quiz",
    "my_progress", "plan", "predict", "quiz", "rewrite", "sheet",
}  # fmt: skip  # what fills a slide: a card or a lab
MOST_CLAIMS = 3  # on one slide; more do not fit
MOST_WORDS = 110  # of a text slide, its fragments included, so that the last row of a room can read it
MOST_NOTES = 150  # words a lecturer can take in at a glance
TEN_MINUTES = (4, 10)  # how many slides the ten-minute version of a lesson has

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
    yield from check_slides(cells)
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


def calls(node):
    """The call of a card or a lab that a statement or an argument is, as a list of one, or an empty list."""
    call = node.value if isinstance(node, ast.Expr) else node
    named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    if named and call.func.id == "display":
        return [found for argument in call.args for found in calls(argument)]
    return [call] if named and call.func.id in WIDGETS else []


def widgets(cell):
    """The calls in a code cell that show a card or a lab. `print(lab(...))` shows none, only words."""
    try:
        tree = ast.parse(text(cell["source"])) if cell["cell_type"] == "code" else ast.Module([], [])
    except SyntaxError:  # a line for IPython alone
        return []
    return [call for statement in tree.body for call in calls(statement)]


def prose_words(cell):
    """How many words of a Markdown cell a reader sees."""
    if cell["cell_type"] != "markdown":
        return 0
    shown = re.sub(r"\]\([^)]*\)", "]", text(cell["source"]))  # a link without its address
    return sum(any(letter.isalnum() for letter in word) for word in shown.split())


def check_slides(cells):
    """A lecture shows the lesson as slides: one thing on each, and words for who presents them.

    A notebook without slides may still be growing; a finished lesson, one with a quiz, has notes on every slide.
    """
    shows = [cell.get("metadata", {}).get("slideshow", {}) for cell in cells]
    finished = any("beat-check" in cell.get("metadata", {}).get("tags", []) for cell in cells)
    if not any(shows) and not finished:
        return
    short, on_slide, words = [], 0, 0
    for number, (cell, show) in enumerate(zip(cells, shows, strict=True), 1):
        kind, found = show.get("slide_type"), widgets(cell)
        if kind is not None and kind not in SLIDE_TYPES:
            yield number, f"its slide_type {kind!r} is not one of {', '.join(SLIDE_TYPES)}"
        if number == 1 and kind != "slide":
            yield number, "the first cell must begin a slide; set its slide_type to slide"
        if found and kind not in ("slide", "skip"):
            yield number, "it shows a card or a lab, which needs a slide of its own; set its slide_type to slide"
        on_slide = len(found) if kind == "slide" else on_slide + (kind != "skip") * len(found)
        if found and kind != "skip" and on_slide > 1:
            yield number, f"its slide shows {on_slide} cards or labs; give each a cell and a slide of its own"
        if kind == "slide" and any(call.func.id == "claim" and len(call.args) > MOST_CLAIMS for call in found):
            yield number, f"more than {MOST_CLAIMS} claims do not fit on a slide; split the cell"
        words = words * (kind != "slide") + (kind != "skip") * prose_words(cell)
        if words > MOST_WORDS and prose_words(cell) and kind != "skip":
            yield number, f"its slide now holds {words} words, more than {MOST_WORDS}; split it, or mark a part skip"
        yield from ((number, sentence) for sentence in check_notes(show, finished))
        if show.get("ten_minutes"):
            short.append(number)
    least, most = TEN_MINUTES
    if finished and not least <= len(short) <= most:
        yield (
            0,
            f"{len(short)} slides are marked ten_minutes; mark the {least} to {most} that tell the lesson in ten minutes",
        )
    if finished and short and short[0] != 1:
        yield short[0], "the ten-minute version begins here; it must begin with the first slide"


def check_notes(show, finished):
    """Speaker notes stand on every slide of a finished lesson, on nothing else, and are short."""
    begins, notes = show.get("slide_type") == "slide", show.get("notes")
    if not begins:
        for key in ("notes", "ten_minutes"):
            if key in show:
                yield f"it has {key}, but begins no slide; move {key} to the cell that does"
    elif notes is None:
        if finished:
            yield "its slide has no speaker notes; say in metadata slideshow.notes what to ask and what to expect"
    elif not isinstance(notes, str) or not notes.split():
        yield "its speaker notes are empty; write them as plain text"
    elif len(notes.split()) > MOST_NOTES:
        yield f"its speaker notes have {len(notes.split())} words; {MOST_NOTES} is the most that is read while speaking"
    if begins and not isinstance(show.get("ten_minutes", True), bool):
        yield "its ten_minutes must be true or left out"


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
