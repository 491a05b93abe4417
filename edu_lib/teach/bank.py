"""The quiz items in one plain form that every export is written from: question, pictures, choices, answer, feedback.

Words are plain text here except `Question.ask`, which is HTML; a writer escapes what it writes with `paragraph`. Pictures are
JPEG, for not every learning platform and not every phone shows WebP.
"""

from __future__ import annotations

import html
import io
import math
from dataclasses import dataclass, field, replace
from functools import lru_cache

from edu_lib.learn import items, labels
from edu_lib.learn.summary import LESSONS
from edu_lib.sources import cite

__all__ = [
    "COURSE",
    "NAMES",
    "Choice",
    "Picture",
    "Question",
    "names",
    "number",
    "paragraph",
    "picture",
    "questions",
    "title",
]

COURSE = "Trunk and spine"
NAMES = "names"  # what stands for the label quizzes in place of a lesson
WIDTH = 640  # pixels of a picture where nothing else is asked for
TYPE_NUMBER = "Type only the number, without “{unit}”."


@dataclass(frozen=True)
class Choice:
    """One thing to choose, to order or to find; plain text. `feedback` of a thing to order is the note beside it."""

    key: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Picture:
    """A picture to pack into an export: the bytes of a JPEG, its size in pixels, words for it, and where its places are.

    `file` is a name that no other picture has. `places` are in pixels from the upper left corner, by name.
    """

    file: str
    data: bytes
    width: int
    height: int
    alt: str
    places: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Question:
    """A quiz item, ready to be written.

    id : the item's own, such as ``"04-lever"``; it never changes, so a second export can be told to be the same item
    kind : single, multiple, number, order, fix, find (a place for a name), name (a name for a place)
    ask : the question as HTML
    choices : of single and multiple as a card shows them; of order in the right order; of find the places of the picture
    accept : the words that count as right (fix, name); the first one is shown as the answer
    answer, tolerance, low, high : of a number; `low` and `high` are the ends of what may be typed at all
    sentence, wrong : the words of a sentence to mend, and which of them is wrong, counted from 0
    shows, target : the picture's name and the place in it that is asked for
    feedback : plain text by "right", "wrong", "low", "high", "wrong_word", "wrong_fix" or "all", as the kind has them
    sources : where it is from, as a sentence for a reader: "Source: Wilke et al. 1999 (read)."; may be empty
    """

    id: str
    lesson: str
    kind: str
    ask: str
    sources: str
    choices: tuple[Choice, ...] = ()
    accept: tuple[str, ...] = ()
    answer: float = math.nan
    tolerance: float = math.nan
    low: float = math.nan
    high: float = math.nan
    unit: str = ""
    sentence: tuple[str, ...] = ()
    wrong: int = -1
    shows: str = ""
    target: str = ""
    feedback: dict[str, str] = field(default_factory=dict)


def questions(lesson: str) -> list[Question]:
    """The items of a lesson in the order they are asked, without those that only come up again from earlier lessons.

    Raises `ValueError` with the names there are for a lesson that has no quiz.
    """
    return [question(item) for item in items.load(lesson) if item["lesson"] == lesson]


def names() -> list[Question]:
    """Every place of the label quizzes, to find and to name; their `lesson` is `NAMES`."""
    bank = (item for plate in labels.plates() for item in labels.bank(plate))
    return [replace(question(item), lesson=NAMES) for item in bank]


def title(lesson: str) -> str:
    """A lesson's name for a heading: "Lesson 04: What loads a disc?"."""
    if lesson == NAMES:
        return "Names on pictures"
    return f"Lesson {lesson}: {LESSONS[lesson]['title']}" if lesson in LESSONS else f"Lesson {lesson}"


def question(item: dict) -> Question:
    """One item of data/quiz in the plain form."""
    kind, said = item["kind"], item["feedback"] if "feedback" in item else {}
    ask, more = paragraph(item["ask"]), {}
    if kind in ("single", "multiple"):
        chosen = (Choice(o["id"], o["text"], o["right"], o["feedback"]) for o in items.shuffled(item))
        more = {"choices": tuple(chosen)}
    elif kind == "order":
        more = {"choices": tuple(Choice(o["id"], o["text"], True, o["note"]) for o in item["items"])}
        said = {"all": said}
    elif kind == "number":
        if item["unit"]:
            ask += paragraph(TYPE_NUMBER.format(unit=item["unit"]))
        low, high = item["range"]
        more = {"low": low, "high": high} | {key: item[key] for key in ("answer", "tolerance", "unit")}
    elif kind == "fix":
        more = {"sentence": tuple(item["sentence"]), "wrong": item["wrong"], "accept": tuple(item["accept"])}
    else:
        kind = "find" if item["how"] == "pick" else "name"
        more = {"shows": item["picture"], "target": item["target"], "accept": tuple(item["accept"])}
        if kind == "find":
            more["choices"] = _places(item)
    sources = f"Source: {', '.join(cite(key).short for key in item['source'])}." if item["source"] else ""
    return Question(item["id"], item["lesson"], kind, ask, sources, feedback=dict(said), **more)


def _places(item: dict) -> tuple[Choice, ...]:
    said = item["feedback"]
    out = []
    for n, name in enumerate(items.picture_of(item["picture"])["targets"], 1):
        right = name == item["target"]
        words = said["right"] if right else f"{said.get('spots', {}).get(name, '')} {said['wrong']}".strip()
        out.append(Choice(name, f"Place {n}", right, words))
    return tuple(out)


# HTML and numbers ----------------------------------------------------------------------------------------------------


def paragraph(*words: str) -> str:
    """Plain text as HTML paragraphs; nothing for an empty one."""
    return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in words if text)


def number(value: float) -> str:
    """A number with a point and without an exponent, as importers read it.

    >>> number(2250.0), number(0.03)
    ('2250', '0.03')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".")


# Pictures ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def picture(
    name: str, *, ring: str = "", numbers: bool = False, within: tuple[int, int] = (WIDTH, 10 * WIDTH)
) -> Picture:
    """A picture of data/pictures as it is, with a ring round one place, or with a number at each place.

    `within` is the largest width and height in pixels. Raises `ValueError` for a picture or a place that is not there.
    """
    from matplotlib.figure import Figure
    from matplotlib.image import imread

    about = items.picture_of(name)
    if ring and ring not in about["targets"]:
        raise ValueError(f'The picture "{name}" has no place "{ring}". It has: {", ".join(about["targets"])}.')
    scale = min(most / about[side] for most, side in zip(within, ("width", "height"), strict=True))
    width, height = int(about["width"] * scale), int(about["height"] * scale)
    places = {key: (round(x * scale), round(y * scale)) for key, (x, y) in about["targets"].items()}
    figure = Figure(figsize=(width / 100, height / 100), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow(imread(items.PICTURES / f"{name}.webp"), extent=(0, width, height, 0), interpolation="antialiased")
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    alt, more = about["alt"], ""
    if ring:  # black and white, so that it stands out from any colour below it
        for colour, line in (("black", 5.0), ("white", 2.0)):
            axes.plot(*places[ring], "o", mfc="none", mec=colour, ms=20, mew=line)
        alt += " A ring is drawn round the place that is asked for."
        more = f"-{list(places).index(ring) + 1}"
    if numbers:
        for n, (x, y) in enumerate(places.values(), 1):
            axes.plot(x, y, "o", mfc="white", mec="black", ms=17, mew=1.2)
            axes.text(x, y, str(n), ha="center", va="center_baseline", size=11, color="black")
        alt += f" {len(places)} places are numbered."
        more = "-numbered"
    out = io.BytesIO()
    figure.savefig(out, format="jpeg", pil_kwargs={"quality": 85})
    return Picture(f"{name}{more}.jpg", out.getvalue(), width, height, alt, places)
