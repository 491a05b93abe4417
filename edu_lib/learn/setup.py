"""Does the course run here? A few checks, each answered in a sentence for somebody who has never seen Python."""

from __future__ import annotations

import html
import re
import sys
from dataclasses import dataclass
from importlib import metadata

__all__ = ["Check", "Setup", "check_setup"]

_PACKAGE = "edu_lib"
_AGAIN = "close JupyterLab and set the course up again as the README says under “Start”"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: what, whether all is well, and the sentence that says so or says what to do."""

    what: str
    ok: bool
    says: str

    def __str__(self) -> str:
        return f"{'OK' if self.ok else 'To do'}: {self.what}. {self.says}"


@dataclass(frozen=True)
class Setup:
    """The answer of `check_setup`; in a notebook it shows itself as a list."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check went well."""
        return all(check.ok for check in self.checks)

    @property
    def headline(self) -> str:
        if self.ok:
            return "All is ready. You can begin."
        todo = sum(not check.ok for check in self.checks)
        return f"{'One thing is' if todo == 1 else f'{todo} things are'} left to do; the rest is ready."

    def __str__(self) -> str:
        return "\n".join([self.headline, *map(str, self.checks)])

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        rows = [f"- **{'OK' if c.ok else 'To do'}:** {_escape(c.what)}. {_escape(c.says)}" for c in self.checks]
        return "\n".join([f"**{self.headline}**", "", *rows])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<li><strong>{'OK' if c.ok else 'To do'}:</strong> {html.escape(c.what)}. {html.escape(c.says)}</li>"
            for c in self.checks
        )
        return f"<p><strong>{html.escape(self.headline)}</strong></p><ul>{rows}</ul>"


def check_setup() -> Setup:
    """Look whether the course can run and keep answers here. Never raises, changes nothing, and needs no internet."""
    return Setup(tuple(_careful(what, look) for what, look in _LOOKS))


def _careful(what: str, look) -> Check:
    try:
        return Check(what, *look())
    except metadata.PackageNotFoundError:  # the library lies in a folder, but was never installed
        return Check(what, False, f"The course is not installed in this Python: {_AGAIN}.")
    except Exception as problem:  # a check that fails must not hide the others
        said = f"{type(problem).__name__}: {problem}".rstrip(".")
        return Check(what, False, f"This could not be looked at ({said}); show this line to whoever set the course up.")


# What is looked at: each returns whether all is well, and a sentence ---------------------------------------------------


def _python() -> tuple[bool, str]:
    wanted = _numbers(metadata.metadata(_PACKAGE).get("Requires-Python") or "")
    have = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= wanted[:2]:
        return True, f"This is Python {have}, which runs the lessons."
    least = ".".join(map(str, wanted))
    return False, f"This is Python {have}, and the lessons need {least} or newer: install that, then {_AGAIN}."


def _packages() -> tuple[bool, str]:
    missing, old = [], []
    needed = [line for line in metadata.requires(_PACKAGE) or [] if ";" not in line]
    if sys.platform == "emscripten":  # a browser has no locks, and the journal does without them there
        needed = [line for line in needed if not line.startswith("filelock")]
    for line in needed:
        name = re.match(r"[\w.-]+", line)[0]
        try:
            have = metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if (least := re.search(r">=\s*([\d.]+)", line)) and _numbers(have) < _numbers(least[1]):
            old.append(f"{name} (here {have}, needed {least[1]})")
    if not missing and not old:
        return True, f"All {len(needed)} packages that the lessons need are here and new enough."
    said = [f"{words}: {', '.join(names)}" for words, names in (("missing", missing), ("too old", old)) if names]
    return False, f"Some of the packages that the lessons need are not as they should be ({'; '.join(said)}): {_AGAIN}."


def _saving() -> tuple[bool, str]:
    from .journal import JournalError, journal

    kept = journal()
    if kept.trouble:
        return False, kept.trouble
    try:
        kept.try_out()
    except JournalError as problem:
        return False, f"{problem} Until then you can work, but your answers are lost when you close a lesson."
    return True, "A trial entry could be saved; it was not kept."


def _where() -> tuple[bool, str]:
    from .journal import journal

    kept = journal()
    if kept.trouble:
        return False, kept.trouble
    count = len(kept.entries())
    holds = {0: "nothing yet", 1: "one entry"}.get(count, f"{count} entries")
    left_out = f" {kept.trouble}" if kept.trouble else ""
    return (
        True,
        f"Your answers stay on this computer, in the file {kept.place}, which holds {holds}.{kept.care}{left_out}",
    )


_LOOKS = (
    ("Python", _python),
    ("Packages", _packages),
    ("Saving your answers", _saving),
    ("Where they are kept", _where),
)


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version or of a demand such as ">=3.11"."""
    found = re.search(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()


def _escape(text: str) -> str:
    """Text that Markdown leaves as it is, file names with underscores among it."""
    return re.sub(r"([\\`*_\[\]<>$|~#])", r"\\\1", text)
