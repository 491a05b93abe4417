"""Where a number of a lesson comes from, in words.

A trace is plain data beside the number (in a quiz item, a prediction, a case or a notebook's cell), so that the
number can be worked out again by `tools/recompute.py` and its origin can be shown to a reader. It is one of

``{"table": name, "where": {column: value}, "column": "value"}``
    one cell of a table of published numbers; `column` is "value" when left out
``{"spine": {"posture": {...}, "person": {...}, "assumptions": {...}}, "take": ["compression_n", "L4/L5"]}``
    a number of the spine model's result; each of the three may be left out
``{"estimate": "lever_compression", "args": {...}, "take": ["mid_n"]}``
    a number of a hand calculation; an argument may be a trace itself
``{"model": "pull.pull_of", "args": {...}, "take": [...]}``
    a number of another model of the library: a function of ``edu_lib.models``, called with plain values by keyword
``{"ratio": [a, b]}``, ``{"difference": [a, b]}``, ``{"percent_more": [a, b]}``, ``{"product": [a, ...]}``
    a / b, a - b, 100 (a - b) / b, a times the rest
``{"constant": x, "why": "..."}``
    a number that needs no source, with the reason why it needs none
"""

from __future__ import annotations

from edu_lib.sources import cite, published
from edu_lib.words import _

__all__ = ["COMBINED", "kind", "words"]

COMBINED = ("ratio", "difference", "percent_more", "product")
_KINDS = ("table", "spine", "estimate", "model", *COMBINED, "constant")


def kind(trace: object) -> str:
    """Which of the kinds above a trace is. Raises `ValueError` in a sentence for anything else."""
    found = [name for name in _KINDS if name in trace] if isinstance(trace, dict) else []
    if len(found) != 1:
        raise ValueError(
            f"A trace says where a number comes from with exactly one of {', '.join(_KINDS)}, but {trace!r} was given."
        )
    return found[0]


def words(trace: dict) -> str:
    """Where the number comes from, for a reader: "Wilke et al. 1999 (read)", or the call of the model.

    The mark in brackets is the single number's, which may be weaker than that of its source. Raises `ValueError` in a
    sentence for what is no trace and for a row that no table has.
    """
    what = kind(trace)
    if what == "table":
        row = published(trace["table"], **trace.get("where", {}))
        return f"{cite(row['source']).short} ({_(row['badge'])})"
    if what == "spine":
        given, parts = trace["spine"], []
        for key in ("posture", "person", "assumptions"):
            if given.get(key):
                call = f"{key.capitalize()}({_arguments(given[key])})"
                parts.append(call if key == "posture" else f"{key}={call}")
        return _("the spine model: {call}", call=f"spine_loads({', '.join(parts)})")
    if what == "estimate":
        return _("a hand calculation: {call}", call=f"{trace['estimate']}({_arguments(trace.get('args', {}))})")
    if what == "model":
        return _("the model: {call}", call=f"{trace['model'].split('.')[-1]}({_arguments(trace.get('args', {}))})")
    if what == "constant":
        return _(trace["why"])
    # Several numbers of one source are one origin, and a change of unit is none.
    parts = [part for part in trace[what] if kind(part) != "constant"] or trace[what]
    origins = list(dict.fromkeys(words(part) for part in parts))
    worked_out = _("worked out from {origins}", origins="")
    return _(
        "worked out from {origins}", origins=_(" and ").join(origin.removeprefix(worked_out) for origin in origins)
    )


def _arguments(given: dict) -> str:
    # In the order of the alphabet, for a notebook that is saved sorts the keys of its metadata.
    return ", ".join(f"{key}={'...' if isinstance(given[key], dict) else repr(given[key])}" for key in sorted(given))
