"""The language in which the course speaks, and its words in that language.

Every sentence is written in English where it belongs and said through `_`. A catalogue in data/locale holds it in another
language; what a catalogue does not have stays English. `language("de")` comes before the first lab or card is made: what is
open already keeps the words that it has. CONTRIBUTING.md says how a lesson is translated.
"""

from __future__ import annotations

import gettext
import os
import re
import string
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

__all__ = [
    "SHOWN",
    "Message",
    "N_",
    "_",
    "for_script",
    "in_english",
    "language",
    "languages",
    "needs_words",
    "number",
    "plural",
    "printed",
    "said",
    "sentence",
    "speaking",
    "spoken_in",
]

LOCALE = Path(__file__).parent / "data" / "locale"
DOMAIN = "edu_lib"
VARIABLE = "EDU_LIB_LANGUAGE"
_COMMA = {"de"}  # languages that part whole and decimals by a comma
_now: str | None = None  # what `language` was told; None: what the environment says


def languages() -> tuple[str, ...]:
    """The codes of the languages there are, English among them."""
    return tuple(sorted({"en", *(path.parts[-3] for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))}))


def language(code: str | None = None) -> str:
    """Set the language, for example ``language("de")``, and return its code; without a code, only return it.

    Set it before labs and cards are made. Where nothing was set, the environment variable EDU_LIB_LANGUAGE counts, and
    English without it. Raises a sentence with the languages there are for any other.
    """
    global _now
    if code is not None:
        _now = _known("language", code)
    return _now or _known(VARIABLE, os.environ.get(VARIABLE) or "en")


def _known(what: str, code: object) -> str:
    there = "There are: " + ", ".join(f'"{one}"' for one in languages()) + "."
    if not isinstance(code, str):
        raise TypeError(
            f'{what} needs the code of a language as text, for example "de", but {code!r} was given. {there}'
        )
    if code not in languages():
        raise ValueError(f'{what} must be the code of a language of this course, but "{code}" was given. {there}')
    return code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Another language for a while; for tools and tests."""
    global _now
    before = _now
    language(code)
    try:
        yield
    finally:
        _now = before


@lru_cache(maxsize=8)
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, [code], fallback=True)


# Words ------------------------------------------------------------------------------------------------------------


class Message(str):
    """English words that remember how they were made, so that `_` can say them in the language of the moment."""

    text: str
    values: dict


def N_(text: str, **values) -> Message:
    """Words to be said later: English for now, for a constant or a model's result. `values` fill the places in braces."""
    made = Message(text.format(**values) if values else text)
    made.text, made.values = text, values
    return made


def _(text: str, **values) -> str:
    """`text` in the language that is set, its places in braces filled with `values`.

    >>> _("{share:.1f} % of {who}", share=49.25, who="them")
    '49.2 % of them'
    """
    if isinstance(text, Message):
        text, values = text.text, text.values | values
    code = language()
    if code == "en":
        return text.format(**values) if values else text
    found = _found(code, text)
    return _FORMAT.vformat(found, (), values) if values else found


def _found(code: str, text: str) -> str:
    """What the catalogue says for a message, or for the same message without its capital letter."""
    if not text:  # would find the catalogue's head
        return text
    found = _catalogue(code).gettext(text)
    if found == text and text[0].isupper():
        small = text[0].lower() + text[1:]
        other = _catalogue(code).gettext(small)
        found = text if other == small else other[:1].upper() + other[1:]
    return found


def plural(one: str, many: str, count: int, **values) -> str:
    """As `_`, with the form for `count`; it is filled in as {count}."""
    values |= {"count": count}
    code = language()
    if code == "en":
        return (one if count == 1 else many).format(**values)
    return _FORMAT.vformat(_catalogue(code).ngettext(one, many, count), (), values)


def number(value: float, form: str = "") -> str:
    """A number as the language writes it; `form` as in a format string.

    >>> number(0.5, ".2f")
    '0.50'
    """
    return _point(format(value, form))


class _Format(string.Formatter):
    """Fills numbers in as the language writes them, and words in that language."""

    def format_field(self, value, spec):
        if isinstance(value, Message):
            value = _(value)
        return number(value, spec) if isinstance(value, int | float) else format(value, spec)


_FORMAT = _Format()


def _point(digits: str) -> str:
    return in_english(digits, language())  # the same the other way round


# Data and scripts -------------------------------------------------------------------------------------------------

# Under these keys learning data holds words that are shown; all other text in it is for the machine.
SHOWN = {
    "about", "alt", "ask", "claim", "fact", "feedback", "high", "label", "low", "name", "note", "reflection", "reveal", "right",
    "spots", "text", "title", "unit", "who", "why", "wrong", "wrong_fix", "wrong_word",
}  # fmt: skip
_UNIT = r"(?:%|°|mm|cm|m|mmHg|kg|kPa|MPa|N|Nm)?"


def said(found, key: str = ""):
    """Learning data (lists and dicts of a JSON file) with every word that is shown in the language that is set."""
    if language() == "en":
        return found
    if isinstance(found, dict):
        here = {
            inner: said(value, key if key == "spots" else inner) for inner, value in found.items() if inner != "from"
        }
        if "from" in found:
            here["from"] = found["from"]
        if isinstance(here.get("text"), str) and ("from" in found or "is" in found):
            here["text"] = printed(found["text"])
        if "sentence" in found:
            words = _(sentence(found)).split()
            place = next(i for i, word in enumerate(words) if word.startswith("["))
            here |= {"sentence": [re.sub(r"[\[\]]", "", word) for word in words], "wrong": place}
            here["accept"] = _(" / ".join(found["accept"])).split(" / ")
        return here
    if isinstance(found, list):
        return [said(value, key) for value in found]
    return _(found) if isinstance(found, str) and key in SHOWN else found


def sentence(item: dict) -> str:
    """The sentence of an item in which one word has to be put right, that word in brackets: one message."""
    return " ".join(re.sub(r"([^.,;:!?]+)", r"[\1]", w, count=1) if i == item["wrong"] else w
                    for i, w in enumerate(item["sentence"]))  # fmt: skip


def needs_words(text: str) -> bool:
    """Whether a number as it is printed has words in it ("32 trials"), beside signs of units."""
    return not re.fullmatch(rf"[-\N{{MINUS SIGN}}]?[\d., ]*\d\s*{_UNIT}", text)


def printed(text: str) -> str:
    """A number as it is printed in English ("4.0 mm", "32 trials"), in the language that is set."""
    return _(text) if needs_words(text) else _point(text)


def in_english(number: str, code: str) -> str:
    """A printed number of a language with its decimal point as in English."""
    return number.translate({ord("."): ",", ord(","): "."}) if code in _COMMA else number


def for_script(script: str) -> dict:
    """What a browser needs to speak the language: ``{"lang", "point", "words"}``; empty in English.

    `script` is JavaScript in which words stand as ``_("...")``.
    """
    code = language()
    if code == "en":
        return {}
    texts = (found[1].replace(r"\"", '"') for found in re.finditer(r"\b_\(\"((?:[^\"\\]|\\.)*)\"", script))
    return {"lang": code, "point": _point("."), "words": {text: _(text) for text in texts}}


def spoken_in(notebook: dict) -> str:
    """The language of a notebook: what its metadata say, else English."""
    return notebook.get("metadata", {}).get("edu_lib", {}).get("language", "en")
