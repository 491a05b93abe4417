"""The journal: a student's own answers, in one file on the student's own disk. Nothing here leaves the machine.

JSON Lines: one entry a line, added at the end and never changed. A line goes out in one write to a file opened for
appending, under a lock and followed by fsync, so that a kernel killed at any moment loses at most the line in hand and
two notebooks at once do not mix their lines. A half line left by a crash is closed off by the next write and skipped.
"""

from __future__ import annotations

import csv
import errno
import json
import os
import stat
import sys
import uuid
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from .entry import VERSION, NewerEntry, plain_number, read_line
from .summary import CONFIDENCE, LESSONS, Summary, summary

__all__ = ["CONFIDENCE", "LESSONS", "VERSION", "Journal", "JournalError", "Summary", "journal", "summary"]

LOCK_WAIT_S = 5.0
BROWSER_FILES = "/drive"  # what the list of files in JupyterLab shows, where Python runs in the browser
LARGEST_FILE = 64_000_000  # bytes; some hundred thousand answers
_FIRST_COLUMNS = ("at", "kind", "lesson", "case", "item", "value", "right", "confidence", "attempt", "when")


class JournalError(OSError):
    """The journal could not be written or changed; the sentence says why, and what was there is as it was."""


def journal(course: str = "course") -> Journal:
    """The student's journal of a course.

    It is kept in the folder named by the environment variable EDU_LIB_JOURNAL, or else in the user's data folder; where
    several students share an account, EDU_LIB_STUDENT names a folder for each within it.

    A name that cannot be a folder's does not raise here: the journal then reads as empty, `.trouble` says why, and
    `append` raises the same sentence.
    """
    folder = os.environ.get("EDU_LIB_JOURNAL") or platformdirs.user_data_dir("edu_lib", appauthor=False)
    folder, student = Path(os.path.expanduser(folder)), os.environ.get("EDU_LIB_STUDENT", "")
    for what, name in (("EDU_LIB_STUDENT", student), ("The course", course)):
        if not _plain(name) and (name, what) != ("", "EDU_LIB_STUDENT"):
            sentence = (
                f"{what} is {name!r}, which cannot name a student's journal; use letters, digits, spaces, dots, "
                "hyphens and underscores, at most 64, with no dot or space at either end."
            )
            return Journal(folder / f"{course}.jsonl", refused=sentence)
    return Journal(folder / student / f"{course}.jsonl")


def _in_browser() -> bool:
    return sys.platform == "emscripten"


def _plain(name: str) -> bool:
    return 0 < len(name) <= 64 and name == name.strip(" .") and all(c.isalnum() or c in " .-_" for c in name)


class Journal:
    """One file of entries.

    Parameters
    ----------
    path : the file; it and its folder are made with the first entry.
    refused : a sentence; where there is one, nothing is read or written.
    """

    def __init__(self, path, refused: str = ""):
        self.path = Path(path)
        self.trouble = self._refused = refused
        self._shown = self.path  # in sentences

    def __repr__(self) -> str:
        return f"Journal({str(self.path)!r})"

    # For a student ------------------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """Where it is, in words: the file's path; in a browser, which has no disk to look at, its place in the list of files."""
        if _in_browser() and self.path.is_relative_to(BROWSER_FILES):
            return f"{self.path.relative_to(BROWSER_FILES)} of the list of files at the left"
        return str(self.path)

    @property
    def care(self) -> str:
        """What to do so that it is not lost, as a sentence with a space before it; "" where it lies on a disk."""
        if not _in_browser():
            return ""
        return (
            " This browser alone keeps it, until its data are cleared: download it to keep it or to take it elsewhere, and "
            "upload it there."
        )

    # Writing ------------------------------------------------------------------------------------------------------

    def append(self, kind: str, **fields) -> dict:
        """Add an entry and return it as it was written; raise `JournalError` with a sentence if that cannot be done."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"v": VERSION, "id": uuid.uuid4().hex, "at": now, "kind": kind}
        if taken := entry.keys() & fields.keys():
            raise JournalError(f"An entry has its own {', '.join(sorted(taken))}; give the field another name.")
        try:
            text = json.dumps(entry | fields, ensure_ascii=False, allow_nan=False, default=plain_number)
            # Half a character, as some keyboards send, is written as the escape that JSON has for it.
            line = text.encode("utf-8", "backslashreplace")
            written = read_line(line)
        except (TypeError, ValueError, RecursionError) as problem:
            raise JournalError(f"This {kind!r} cannot be kept in the journal: {problem}.") from None
        with self._saying("save this"), self._lock():
            self._write(line + b"\n")
        return written

    def _open(self, flags: int) -> int:
        """A handle to the file; something that is not a file is neither waited for nor written to."""
        for more in ("O_NONBLOCK", "O_BINARY", "O_NOCTTY"):  # the first for named pipes, the second on Windows
            flags |= getattr(os, more, 0)
        handle = os.open(self.path, flags, 0o600)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(errno.EISDIR, "")
        return handle

    def _write(self, line: bytes) -> None:
        handle = self._open(os.O_RDWR | os.O_APPEND | os.O_CREAT)
        try:
            end = os.lseek(handle, 0, os.SEEK_END)
            if end:
                os.lseek(handle, end - 1, os.SEEK_SET)
                if os.read(handle, 1) != b"\n":  # a crash left half a line: it ends here
                    line = b"\n" + line
            try:
                while line:  # once, unless the disk takes only a part
                    line = line[os.write(handle, line) :]
                os.fsync(handle)
            except BaseException:  # also when the student interrupts the kernel
                with suppress(OSError):
                    os.ftruncate(handle, end)
                raise
        finally:
            os.close(handle)

    def try_out(self) -> None:
        """Raise `JournalError` if an entry could not be added now. Leaves nothing behind, even when killed halfway: the
        entry that it really writes goes into a file beside the journal."""
        new = [folder for folder in (self.path.parent, *self.path.parent.parents) if not folder.exists()]
        trial = Journal(self.path.with_name(f"trial-{uuid.uuid4().hex}.jsonl"), self._refused)
        trial._shown = self.path
        try:
            trial.append("trial")
            if os.path.lexists(self.path):
                with self._saying("save this"), self._lock():
                    os.close(self._open(os.O_RDWR | os.O_APPEND))
        finally:
            with suppress(JournalError):
                trial.delete()
            with suppress(OSError):
                for folder in new:
                    folder.rmdir()

    @contextmanager
    def _lock(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if _in_browser():  # in a browser, which has no locks; a file goes there whole when it is closed
            yield
            return
        import filelock

        with filelock.FileLock(self._lock_path, timeout=LOCK_WAIT_S):
            yield

    @property
    def _lock_path(self) -> Path:
        return self.path.with_name(self.path.name + ".lock")

    @contextmanager
    def _saying(self, doing: str):
        """Turn whatever the operating system says into one sentence."""
        if self._refused:
            raise JournalError(self._refused)
        try:
            yield
        except JournalError:
            raise
        except (OSError, NotImplementedError, ValueError) as problem:
            raise JournalError(f"I could not {doing}: {_why(problem, self._shown)}") from problem

    def delete(self) -> None:
        """Remove the journal and its lock file, and nothing else."""
        with self._saying("delete the journal"):
            if not self.path.parent.is_dir():
                return
            with self._lock():
                self.path.unlink(missing_ok=True)
            self._lock_path.unlink(missing_ok=True)
        self.trouble = ""

    # Reading ------------------------------------------------------------------------------------------------------

    def entries(self, kind: str | None = None, **where) -> list[dict]:
        """Entries, oldest first, of a kind (all kinds if None) and with these fields: ``entries("answer", lesson="04")``.

        Never raises. What cannot be read stays in the file and is left out here; `.trouble` says so.
        """
        if self._refused:
            return []
        self.trouble = ""
        try:
            lines = self._lines()
        except (OSError, ValueError) as problem:
            self.trouble = f"I could not read the journal: {_why(problem, self._shown)}"
            return []
        found, newer, unreadable = [], 0, 0
        for line in lines:
            try:
                found.append(read_line(line))
            except NewerEntry:
                newer += 1
            except (ValueError, RecursionError):
                unreadable += 1
        said = []
        if unreadable:
            said.append(f"{_lines_of(unreadable)} of the journal could not be read and {_was(unreadable)} left out.")
        if newer:
            said.append(f"{_lines_of(newer)} {_was(newer)} written by a newer edu_lib; update it to see them.")
        self.trouble = " ".join(said)
        return [e for e in found if kind in (None, e["kind"]) and all(e.get(k) == v for k, v in where.items())]

    def _lines(self) -> list[bytes]:
        try:
            handle = self._open(os.O_RDONLY)
        except FileNotFoundError:
            return []
        with open(handle, "rb") as file:
            if os.fstat(handle).st_size > LARGEST_FILE:
                raise OSError(errno.EFBIG, "")
            return [line for line in file.read(LARGEST_FILE).split(b"\n") if line.strip()]

    def export_csv(self, path) -> Path:
        """Write all entries to a new file that a spreadsheet can open, and return its path."""
        entries = self.entries()
        columns = {c: None for c in _FIRST_COLUMNS if any(c in e for e in entries)}
        columns |= {key: None for e in entries for key in e if key not in ("v", "id")}
        path = Path(path)
        with self._saying("write the table"):
            try:
                # A mark at the start (utf-8-sig) tells Excel that this is not its own old alphabet.
                with open(path, "x", newline="", encoding="utf-8-sig", errors="replace") as file:
                    try:
                        table = csv.writer(file)
                        table.writerow(map(_cell, columns))
                        table.writerows([_cell(e.get(c)) for c in columns] for e in entries)
                        file.flush()
                    except BaseException:
                        with suppress(OSError):
                            path.unlink()
                        raise
            except FileExistsError:
                raise JournalError(f"There is already something called {path}; choose another name.") from None
            except OSError as problem:
                raise JournalError(f"I could not write the table: {_why(problem, path)}") from problem
        return path


# Small things --------------------------------------------------------------------------------------------------------


def _cell(value) -> str:
    """A value for a spreadsheet, which must not take a student's words for a formula."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        try:
            float(text)
        except ValueError:
            return "'" + text
    return text


# Sentences ------------------------------------------------------------------------------------------------------------


# The system's names of what went wrong, and our words for it.
_WHYS = {
    "ENOSPC EDQUOT": "the disk is full; make room and try again. What was saved before is still there.",
    "EACCES EPERM EROFS": "this account may not use {path}; set EDU_LIB_JOURNAL to a folder of your own.",
    "EISDIR ENOTDIR EEXIST ELOOP ENXIO": "something else is in the way at {path}; move it, or set EDU_LIB_JOURNAL to "
    "another folder.",
    "EFBIG": "{path} has grown too large to be a journal; move it elsewhere, and a new one is begun.",
    "ENOENT": "there is no folder {path.parent}; choose one that exists.",
}


def _why(problem: Exception, path: Path) -> str:
    if isinstance(problem, TimeoutError):
        return f"another lesson has held the journal for {LOCK_WAIT_S:g} seconds; close that lesson and try again."
    name = errno.errorcode.get(getattr(problem, "errno", None), "")
    for names, words in _WHYS.items():
        if name in names.split():
            return words.format(path=path)
    said = getattr(problem, "strerror", None) or problem
    return f"the computer says “{said}” at {path}; try again, or set EDU_LIB_JOURNAL to another folder."


def _lines_of(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
