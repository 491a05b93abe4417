"""One quantity, described once: its name, its unit, what may be given, and where that range comes from.

The models check their input with the same `Param` that a lab turns into a slider, so the range a student can
reach and the range the model accepts are one thing.
"""

from __future__ import annotations

import difflib
import functools
import math
from collections.abc import Collection
from dataclasses import dataclass, fields
from numbers import Real

from edu_lib.words import _, number

__all__ = ["Param", "capital", "check_choice", "check_name", "check_switch", "listed", "plain_keywords", "signed"]


def capital(words: str) -> str:
    """`words` as a sentence or a heading begins; all other letters stay, as those of L4 and TrA must."""
    return words[:1].upper() + words[1:]


def listed(words) -> str:
    """One or more words as a list in a sentence: "a", "a and b", "a, b and c"."""
    *most, last = words
    return _("{most} and {last}", most=", ".join(most), last=last) if most else last


def signed(value: float, form: str = "") -> str:
    """A number as it is read, with a true minus sign; `form` as in a format string."""
    return number(value, form).replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class Param:
    """A quantity that a person may set.

    Parameters
    ----------
    key : the field's name with its unit, for example ``"trunk_flexion_deg"``.
    label : what a student reads beside the control.
    unit : the unit as it is written and spoken, for example ``"degrees"``; empty for a pure number.
    range : smallest and largest value allowed, both included.
    default : the value used when nothing is given; ``None`` where the model works the value out itself.
    step : the step of a control; it does not restrict what a program may pass.
    source : why the range is what it is.
    """

    key: str
    label: str
    unit: str
    range: tuple[float, float]
    default: float | None
    step: float
    source: str = ""

    def check(self, value: object) -> float | None:
        """Return `value` as a float, or raise a sentence that says what to do.

        ``None`` passes where the default is ``None``. Raises `TypeError` for something that is not a number and
        `ValueError` for a number that is not finite or lies outside `range`.
        """
        low, high = self.range
        if type(value) is float and low <= value <= high:  # the common case, spared the rest
            return value
        if value is None and self.default is None:
            return None
        # A plain number wears no unit in the sentence; the others are spelled out.
        said = {
            "key": self.key,
            "label": _(self.label),
            "low": low,
            "high": high,
            "unit": f" {_(self.unit)}" if self.unit else "",
        }
        said["advice"] = _("Give a number from {low:g} to {high:g}{unit}.", **said)
        if self.default is None:
            said["advice"] += " " + _("Or leave it out and it is worked out from the rest.")
        if isinstance(value, bool) or not isinstance(value, Real):
            shown = repr(value)
            if len(shown) > 40:
                shown = shown[:37] + "..."
            raise TypeError(_("{key} ({label}) must be a number, but {shown} was given. {advice}", shown=shown, **said))
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(
                _("{key} ({label}) must be a finite number, but {number} was given. {advice}", number=number, **said)
            )
        if not low <= number <= high:
            raise ValueError(
                _(
                    "{key} ({label}) must lie between {low:g} and {high:g}{unit}, but {number:g} was given. {advice}",
                    number=number,
                    **said,
                )
            )
        return number

    def whole(self, value: object) -> int:
        """Return `value` as a whole number, or raise a sentence as `check` does; also `ValueError` for 2.5."""
        number = self.check(value)
        if number != int(number):
            low, high = self.range
            raise ValueError(
                f"{self.key} ({self.label}) must be a whole number, but {number:g} was given. "
                f"Give one from {low:g} to {high:g}, such as {round(number)}."
            )
        return int(number)


def check_choice(key: str, label: str, value: object, allowed: tuple[str, ...]) -> str:
    """Return `value` if it is one of `allowed`, or raise a sentence naming the choices."""
    said = {"key": key, "label": _(label), "choices": _(" or ").join(f'"{name}"' for name in allowed)}
    if not isinstance(value, str):
        raise TypeError(
            _("{key} ({label}) must be text, but {value} was given. Choose {choices}.", value=repr(value), **said)
        )
    if value not in allowed:
        raise ValueError(
            _('{key} ({label}) must be {choices}, but "{value}" was given. Choose {choices}.', value=value, **said)
        )
    return value


def check_switch(name: str, value: object, advice: str = "Give one of them.") -> bool:
    """Return `value` if it is True or False, or raise a sentence (`TypeError`): 1 and "yes" are neither."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, but {value!r} was given. {advice}")
    return value


def check_name(call: str, name: object, names: Collection[str], kind: str, *, what: str = "") -> str:
    """Return `name` if there is one like it, or raise a sentence with the names there are, the nearest first.

    `call` is the function that was called, `kind` what a name stands for; `what` says it where the argument is called
    otherwise (``quiz("04")`` takes a lesson).
    """
    there = "There are: " + ", ".join(f'"{known}"' for known in names) + "."
    if not isinstance(name, str):
        raise TypeError(f"{call} needs the name of a {what or kind} as text, but {name!r} was given. {there}")
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise ValueError(f'There is no {kind} named "{name}".{hint} {there}')
    return name


def plain_keywords(cls):
    """Class decorator for a dataclass: an unknown name is answered with the names that exist, nearest first."""
    names = [f.name for f in fields(cls) if f.init]
    init = cls.__init__

    @functools.wraps(init)
    def __init__(self, *args, **kwargs):
        for name in kwargs:
            if name not in names:
                near = difflib.get_close_matches(name, names, n=1)
                hint = f' Did you mean "{near[0]}"?' if near else ""
                raise TypeError(f'{cls.__name__} knows no quantity named "{name}".{hint} It takes: {", ".join(names)}.')
        if len(args) > len(names):
            raise TypeError(
                f"{cls.__name__} takes at most {len(names)} values, but {len(args)} were given. "
                f"It takes: {', '.join(names)}."
            )
        init(self, *args, **kwargs)

    cls.__init__ = __init__
    return cls
