"""Work out every traced number of the course again, and say which ones the lessons print wrongly.

    python tools/recompute.py

looks at the learning data in edu_lib/data and at the notebooks. A number that no longer agrees with its
source or with the model is one line: file, place, what is printed, what it is now. The exit code is 1 if there is any.
A change of a model's constant therefore shows where prose, answers and feedback have to be read again.

`value(trace)` works one number out; edu_lib/learn/trace.py says what a trace is.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from edu_lib.learn.trace import kind
from edu_lib.models import estimates
from edu_lib.models.assumptions import Assumptions
from edu_lib.models.loads import spine_loads
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.sources import published
from edu_lib.words import in_english, spoken_in

ROOT = Path(__file__).parents[1]
# A number as it is printed: 0.50, 2 480, 15 600, -0.3; a comma or a space may part the thousands.
PRINTED = re.compile(
    r"[-\N{MINUS SIGN}]?\d{1,3}(?:[ ,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d{3})+(?!\d)|[-\N{MINUS SIGN}]?\d+(?:\.\d+)?"
)
ESTIMATES = {name: getattr(estimates, name) for name in estimates.__all__ if name[0].islower()}


def value(trace: dict) -> float:
    """The number that a trace leads to. Raises `ValueError` in a sentence when it leads to none."""
    what = kind(trace)
    if what == "constant":
        return float(trace["constant"])
    if what == "table":
        row, column = published(trace["table"], **trace.get("where", {})), trace.get("column", "value")
        if column not in row:
            raise ValueError(f"{trace['table']} has no column {column!r}. It has: {', '.join(row)}.")
        if not isinstance(row[column], int | float):
            raise ValueError(
                f"The column {column!r} of that row of {trace['table']} holds no number but {row[column]!r}."
            )
        return float(row[column])
    if what == "spine":
        result = _spine(json.dumps(trace["spine"], sort_keys=True))
        return _taken(result, trace["take"])
    if what == "estimate":
        if trace["estimate"] not in ESTIMATES:
            raise ValueError(f"There is no estimate {trace['estimate']!r}. There are: {', '.join(ESTIMATES)}.")
        given = {key: value(x) if isinstance(x, dict) else x for key, x in trace.get("args", {}).items()}
        return _taken(ESTIMATES[trace["estimate"]](**given), trace["take"])
    if what == "model":
        return _taken(_model(trace["model"], json.dumps(trace.get("args", {}), sort_keys=True)), trace["take"])
    first, *rest = (value(part) for part in trace[what])
    if what == "product":
        return math.prod([first, *rest])
    if len(rest) != 1:
        raise ValueError(f"{what} takes two numbers, but {1 + len(rest)} were given.")
    if what == "difference":
        return first - rest[0]
    return first / rest[0] if what == "ratio" else 100 * (first - rest[0]) / rest[0]


@lru_cache(maxsize=256)
def _spine(given: str):
    said = json.loads(given)
    result = spine_loads(
        Posture(**said.get("posture", {})), Person(**said.get("person", {})), Assumptions(**said.get("assumptions", {}))
    )
    if not result.held:
        raise ValueError(f"The muscles cannot hold {said}, so its forces are no prediction and must not be printed.")
    return result


@lru_cache(maxsize=256)
def _model(name: str, args: str):
    """The result of a public function of edu_lib.models, for example "pull.pull_of"."""
    home, _, function = name.partition(".")
    try:
        module = import_module(f"edu_lib.models.{home}")
    except ModuleNotFoundError:
        module = None
    if function not in getattr(module, "__all__", ()):
        raise ValueError(f'There is no public function "{name}" in edu_lib.models. Name it as module.function.')
    return getattr(module, function)(**json.loads(args))


def _taken(result, path: list) -> float:
    """Follow a path of attribute, keys and places into a result."""
    found = result
    for step in path:
        try:
            found = found[step] if isinstance(found, dict | tuple | list) else getattr(found, step)
        except (AttributeError, KeyError, IndexError, TypeError):
            raise ValueError(f"{type(result).__name__} has nothing at {path!r}.") from None
    return float(found)


# ------------------------------------------------------------------------------------------------- printed and worked out


def printed(text: str) -> tuple[float, float]:
    """The number that `text` prints and the step it is rounded to.

    Raises `ValueError` when there is not exactly one number. A whole number of three digits or more that ends in 0 is taken as
    rounded to tens: 2480 stands for 2478.
    """
    found = PRINTED.findall(text)
    if len(found) != 1:
        raise ValueError(f"{text!r} must print exactly one number, but it prints {len(found)}.")
    plain = re.sub(r"[ ,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", "", found[0]).replace("\N{MINUS SIGN}", "-")
    if "." in plain:
        return float(plain), 10.0 ** -len(plain.split(".")[1])
    return float(plain), 10.0 if abs(int(plain)) >= 100 and plain.endswith("0") else 1.0


def stale(entry: dict) -> str:
    """What is wrong with a printed number, as a sentence; empty when it agrees.

    `entry` holds the trace under "from" and the number under "answer", "value" or, as it is printed, "text"; "round" may say that
    it is rounded more coarsely than its digits show.
    """
    shown = next((entry[key] for key in ("text", "answer", "value") if key in entry), None)
    try:
        now = value(entry["from"])
        said, step = printed(shown if isinstance(shown, str) else f"{shown:.10g}")
    except (ValueError, TypeError, KeyError) as problem:
        return f"{shown!r} cannot be worked out: {problem}"
    step = float(entry.get("round", step))
    if abs(said - now) <= 0.5 * step * (1 + 1e-9):
        return ""
    return f"{shown!r} is printed, but it is now {now:.6g}"


def entries(found: object, place: str = "") -> Iterator[tuple[str, dict]]:
    """Every dict with a trace under "from" in some JSON, with its place in words."""
    if isinstance(found, dict):
        place = f"{place} {found['id']}".strip() if isinstance(found.get("id"), str) else place
        if isinstance(found.get("from"), dict):
            yield place, found
        for key, inner in found.items():
            if key not in ("from", "outputs"):
                yield from entries(inner, place or (key if isinstance(inner, dict) else ""))
    elif isinstance(found, list):
        for inner in found:
            yield from entries(inner, place)


def sources(root: Path = ROOT) -> list[Path]:
    """The files in which numbers are traced."""
    data = root / "edu_lib" / "data"
    files = [
        *data.glob("quiz/*.json"),
        *data.glob("predictions.json"),
        *data.glob("claims.json"),
        *data.glob("cases/*.json"),
        *data.glob("rewrites.json"),
        *data.glob("sorts/*.json"),
        *data.glob("plan.json"),
        *root.glob("notebooks/*.ipynb"),
        *root.glob("notebooks/??/*.ipynb"),  # in other languages
    ]
    return sorted(files)


def problems(path: Path) -> Iterator[str]:
    """A sentence for every stale number of a file."""
    found = json.loads(path.read_text(encoding="utf-8"))
    code = spoken_in(found) if isinstance(found, dict) else "en"
    for place, entry in entries(found):
        if isinstance(entry.get("text"), str):
            entry["text"] = in_english(entry["text"], code)
        if sentence := stale(entry):
            yield f"{place}: {sentence}"


def main() -> int:
    """Print what is stale and return the exit code."""
    files, checked, bad = sources(), 0, 0
    for path in files:
        checked += sum(1 for _ in entries(json.loads(path.read_text(encoding="utf-8"))))
        for sentence in problems(path):
            bad += 1
            print(f"{path.relative_to(ROOT).as_posix()}: {sentence}.")
    print(f"{checked} numbers in {len(files)} files worked out again, {bad} stale.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
