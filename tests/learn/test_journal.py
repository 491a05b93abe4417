"""The journal loses nothing but the line in hand, whatever happens to kernel, disk and file, and says what went wrong."""

import csv
import errno
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import filelock
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib.learn import journal as module
from edu_lib.learn.journal import CONFIDENCE, LESSONS, VERSION, Journal, JournalError, journal

ANSWER = {"lesson": "04", "item": "04-lever", "value": ["a"], "right": True, "confidence": 3, "attempt": 1}
OLD = {"v": 1, "time": "2025-03-01T10:00:00+00:00", "kind": "answer", **ANSWER}
needs_posix = pytest.mark.skipif(os.name != "posix", reason="kill -9, named pipes and /dev/full are not on this system")


@pytest.fixture
def kept(tmp_path):
    return Journal(tmp_path / "course.jsonl")


def fails(action, *args, **kwargs):
    """Return the sentence with which `action` fails; exactly one, and no traceback in it."""
    with pytest.raises(JournalError) as caught:
        action(*args, **kwargs)
    sentence = str(caught.value)
    assert isinstance(caught.value, OSError)
    assert sentence[0].isupper() and sentence.endswith(".") and "\n" not in sentence and "Errno" not in sentence
    return sentence


# What it is ----------------------------------------------------------------------------------------------------------


def test_an_entry_comes_back_as_it_was_given(kept):
    before = datetime.now(UTC)
    written = kept.append("answer", **ANSWER)
    assert written.items() >= {"v": VERSION, "kind": "answer", **ANSWER}.items()
    assert int(written["id"], 16) >= 0
    assert abs((datetime.fromisoformat(written["at"]) - before).total_seconds()) < 60
    assert kept.entries() == [written]
    assert kept.trouble == ""


def test_entries_are_added_and_what_stood_there_stays_byte_for_byte(kept):
    kept.append("belief", item="a", value=3, when="start")
    first = kept.path.read_bytes()
    kept.append("belief", item="a", value=4, when="end")
    assert kept.path.read_bytes().startswith(first)
    assert [e["value"] for e in kept.entries()] == [3, 4]
    assert len({e["id"] for e in kept.entries()}) == 2


def test_entries_are_found_by_kind_and_by_field(kept):
    kept.append("answer", **ANSWER)
    kept.append("answer", **ANSWER | {"lesson": "05"})
    kept.append("finished", lesson="04")
    assert [e["kind"] for e in kept.entries(lesson="04")] == ["answer", "finished"]
    assert [e["lesson"] for e in kept.entries("answer")] == ["04", "05"]
    assert kept.entries("answer", lesson="04", right=False) == []


@given(st.text(max_size=300))
def test_any_words_come_back_in_one_line(tmp_path_factory, words):
    kept = Journal(tmp_path_factory.mktemp("words") / "j.jsonl")
    kept.append("prediction", item="x", words=words)
    assert kept.entries()[0]["words"] == words
    assert kept.path.read_bytes().count(b"\n") == 1


def test_half_a_character_comes_back_and_does_no_harm_in_a_table(kept, tmp_path):
    kept.append("prediction", item="x", words="a\ud83d b")
    assert kept.entries()[0]["words"] == "a\ud83d b"
    assert "a? b" in kept.export_csv(tmp_path / "out.csv").read_text("utf-8-sig")


def test_numbers_of_numpy_are_kept_as_plain_ones(kept):
    kept.append("prediction", item="x", value=np.float64(1.5), more=np.arange(2))
    assert [(e["value"], e["more"]) for e in kept.entries()] == [(1.5, [0, 1])]


@pytest.mark.parametrize(
    ("kind", "fields", "word"),
    [
        ("prediction", {"item": "x", "value": float("nan")}, "JSON"),
        ("prediction", {"item": "x", "value": float("inf")}, "JSON"),
        ("prediction", {"item": "x", "value": {1, 2}}, "set"),
        ("prediction", {"item": "x", "value": 10**400}, "too large"),
        ("prediction", {"item": "x", "words": "long " * 100_000}, "longer"),
        ("prediction", {"item": "x", "value": [[[[[[[[1]]]]]]]]}, "deep"),
        ("prediction", {"item": 7}, "item"),
        ("answer", {"item": "x", "right": "yes"}, "right"),
        ("answer", {"item": "x", "right": True, "confidence": 5}, "confidence"),
        ("answer", {"item": "x", "right": True, "confidence": True}, "confidence"),
        ("belief", {"item": "x", "value": 1}, "when"),
        ("finished", {"lesson": 4}, "lesson"),
        ("finished", {"at": "noon"}, "at"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(kept, kind, fields, word):
    assert word in fails(kept.append, kind, **fields)
    assert not kept.path.exists()


def test_a_list_that_holds_itself_is_refused(kept):
    value = []
    value.append(value)
    fails(kept.append, "prediction", item="x", value=value)


def test_the_file_is_named_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("EDU_LIB_JOURNAL", str(tmp_path / "here"))
    assert journal().path == tmp_path / "here/course.jsonl"
    monkeypatch.setenv("EDU_LIB_STUDENT", "Ana Müller-2")
    assert journal("spine").path == tmp_path / "here/Ana Müller-2/spine.jsonl"
    journal().append("finished", lesson="00")
    monkeypatch.setenv("EDU_LIB_STUDENT", "Ben")
    assert journal().entries() == []


def test_without_the_environment_it_is_in_the_users_own_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("EDU_LIB_JOURNAL")
    asked = []
    monkeypatch.setattr(
        module.platformdirs, "user_data_dir", lambda *a, **k: asked.append((a, k)) or str(tmp_path / "data")
    )
    assert journal().path == tmp_path / "data/course.jsonl"
    assert asked == [(("edu_lib",), {"appauthor": False})]


@pytest.mark.parametrize("name", ["../else", "a/b", "a\\b", "..", ".hidden", "C:", "a\nb", "x" * 65, " ", "a*"])
def test_a_student_who_is_no_plain_name_reaches_no_folder(monkeypatch, journal_folder, name):
    monkeypatch.setenv("EDU_LIB_STUDENT", name)
    kept = journal()
    assert kept.entries() == []
    assert "EDU_LIB_STUDENT" in kept.trouble
    assert fails(kept.append, "finished", lesson="00") == kept.trouble
    fails(kept.delete)
    fails(kept.try_out)
    assert not journal_folder.exists()


@pytest.mark.parametrize("name", ["", "../x", "a/b"])
def test_a_course_that_is_no_plain_name_is_refused(name):
    assert "course" in fails(journal(name).append, "finished", lesson="00")


def test_the_lessons_are_those_of_the_readme():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:4]] for line in readme.splitlines() if line[:3] == "| 0"]
    shown = [(key, title.strip("[").partition("](")[0], int(minutes)) for key, title, minutes in rows]
    assert shown == [(key, about["title"], about["minutes"]) for key, about in LESSONS.items()]
    assert len(LESSONS) == 10


def test_nothing_leaves_the_machine(kept, tmp_path, monkeypatch):
    def forbidden(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    kept.append("answer", **ANSWER)
    kept.entries()
    kept.export_csv(tmp_path / "out.csv")
    kept.delete()


# Killed, and two at once ----------------------------------------------------------------------------------------------

WRITER = """
import sys
from edu_lib.learn.journal import Journal
kept = Journal(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for n in range(1000):
    kept.append("prediction", item=sys.argv[2], value=n, words="é" * 500)
    print(n, flush=True)
"""


def start_writers(path, names):
    """Processes that write a thousand entries each, and begin together."""
    command = [sys.executable, "-c", WRITER, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen([*command, name], **pipes) for name in names]
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * len(writers)
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    return writers


@needs_posix
@pytest.mark.parametrize("at_least", [1, 137, 500])
def test_a_kernel_killed_between_two_of_a_thousand_writes_loses_at_most_the_line_in_hand(kept, at_least):
    (writer,) = start_writers(kept.path, "x")
    confirmed = -1
    for line in writer.stdout:
        confirmed = int(line)
        if confirmed == at_least:
            os.kill(writer.pid, signal.SIGKILL)
            break
    confirmed = max([confirmed, *(int(line) for line in writer.stdout)])
    assert writer.wait() == -signal.SIGKILL
    writer.stdin.close()
    writer.stdout.close()
    values = [e["value"] for e in kept.entries()]
    assert values == list(range(len(values)))
    assert confirmed + 1 <= len(values) <= confirmed + 2 < 1000
    kept.append("prediction", item="after", value=-1)  # the lock of the dead is no hindrance
    assert [e["value"] for e in kept.entries()] == [*values, -1]


@needs_posix
def test_two_processes_at_once_keep_their_lines_apart(kept):
    writers = start_writers(kept.path, "ab")
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    entries = kept.entries()
    assert kept.trouble == ""
    for name in "ab":
        assert [e["value"] for e in entries if e["item"] == name] == list(range(1000))
    assert [e["item"] for e in entries] != sorted(e["item"] for e in entries), "they did not run at the same time"


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_half_a_line_is_closed_off_by_the_next_entry(kept, cut):
    kept.append("finished", lesson="00")
    kept.append("finished", lesson="01")
    kept.path.write_bytes(kept.path.read_bytes()[:-cut])
    torn = kept.path.read_bytes()
    kept.append("finished", lesson="02")
    assert kept.path.read_bytes().startswith(torn + b"\n")
    # With only its line end lost, the line is whole.
    assert [e["lesson"] for e in kept.entries()] == (["00", "01", "02"] if cut == 1 else ["00", "02"])
    assert ("1 line of the journal could not be read" in kept.trouble) == (cut > 1)


def test_a_lock_that_stays_taken_is_waited_for_and_then_said(kept, monkeypatch):
    monkeypatch.setattr(module, "LOCK_WAIT_S", 0.2)
    kept.append("finished", lesson="00")
    before = kept.path.read_bytes()
    with filelock.FileLock(str(kept.path) + ".lock"):
        start = time.monotonic()
        assert "another lesson has held the journal for 0.2 seconds" in fails(kept.append, "finished", lesson="01")
        assert time.monotonic() - start >= 0.2
        assert len(kept.entries()) == 1  # reading needs no lock
    assert kept.path.read_bytes() == before


# A disk that does not take it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("taken", [0, 1, 40])
def test_a_full_disk_leaves_what_was_there(kept, monkeypatch, taken):
    kept.append("finished", lesson="00")
    before, write, calls = kept.path.read_bytes(), os.write, []

    def full(handle, data):
        calls.append(len(data))
        if len(calls) == 1 and taken:
            return write(handle, data[:taken])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert "the disk is full" in fails(kept.append, "finished", lesson="01")
    monkeypatch.undo()
    assert len(calls) == (2 if taken else 1)
    assert kept.path.read_bytes() == before
    kept.append("finished", lesson="02")
    assert [e["lesson"] for e in kept.entries()] == ["00", "02"]
    assert kept.trouble == ""


def test_a_disk_that_takes_it_in_two_parts_has_it_whole(kept, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:30]))
    kept.append("finished", lesson="01")
    assert [e["lesson"] for e in kept.entries()] == ["01"]


def test_a_disk_that_cannot_keep_it_takes_it_back(kept, monkeypatch):
    kept.append("finished", lesson="00")
    before = kept.path.read_bytes()

    def broken(handle):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    assert "Input/output error" in fails(kept.append, "finished", lesson="01")
    assert kept.path.read_bytes() == before


def test_an_interrupted_write_is_taken_back(kept, monkeypatch):
    kept.append("finished", lesson="00")
    before = kept.path.read_bytes()

    def interrupted(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        kept.append("finished", lesson="01")
    assert kept.path.read_bytes() == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_what_the_system_says_of_a_full_disk_is_understood(kept, monkeypatch):
    kept.append("finished", lesson="00")
    before, write = kept.path.read_bytes(), os.write
    with open("/dev/full", "wb", buffering=0) as full:
        monkeypatch.setattr(os, "write", lambda handle, data: write(full.fileno(), data))
        assert "the disk is full" in fails(kept.append, "finished", lesson="01")
    assert kept.path.read_bytes() == before


LIMITED = """
import os, resource, sys
from edu_lib.learn.journal import Journal, JournalError
kept = Journal(sys.argv[1])
kept.append("finished", lesson="00")
size = os.path.getsize(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, size + 50))
try:
    kept.append("finished", lesson="01")
except JournalError as problem:
    print(problem)
assert os.path.getsize(sys.argv[1]) == size
"""


@needs_posix
def test_a_true_short_write_is_truncated_back(kept):
    done = subprocess.run([sys.executable, "-c", LIMITED, str(kept.path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "too large" in done.stdout
    assert [e["lesson"] for e in kept.entries()] == ["00"]
    assert kept.trouble == ""


def test_every_write_reaches_the_disk_in_one_piece_to_the_end_of_the_file(kept, monkeypatch):
    opened, written, synced = [], [], []
    real = os.open, os.write, os.fsync
    monkeypatch.setattr(os, "open", lambda p, f, *a, **k: opened.append((str(p), f)) or real[0](p, f, *a, **k))
    monkeypatch.setattr(os, "write", lambda handle, data: written.append(data) or real[1](handle, data))
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(handle) or real[2](handle))
    kept.append("finished", lesson="00")
    assert [flags & os.O_APPEND for path, flags in opened if path == str(kept.path)] == [os.O_APPEND]
    lines = [data for data in written if b"finished" in data]
    assert len(lines) == 1 and lines[0].endswith(b"\n") and len(synced) == 1


# Something else in the place ------------------------------------------------------------------------------------------


def test_a_folder_that_may_not_be_written(kept, monkeypatch):
    """The tests may run as root, whom no mode stops; so the system's answer is put in its mouth."""
    kept.append("finished", lesson="00")
    real = os.open

    def refuse(path, flags, *args, **kwargs):
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(errno.EROFS, "Read-only file system", str(path))
        return real(path, flags, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    said = fails(kept.append, "finished", lesson="01")
    assert "this account may not use" in said and str(kept.path) in said
    assert [e["lesson"] for e in kept.entries()] == ["00"]
    assert "may not use" in fails(kept.delete)
    assert kept.path.exists()


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root writes where it likes, and Windows has no modes"
)
def test_a_folder_that_is_truly_read_only(kept):
    kept.append("finished", lesson="00")
    kept.path.chmod(0o400)
    kept.path.parent.chmod(0o500)
    try:
        assert "may not use" in fails(kept.append, "finished", lesson="01")
        assert len(kept.entries()) == 1
    finally:
        kept.path.parent.chmod(0o700)


def test_a_file_in_the_folders_place(tmp_path):
    (tmp_path / "folder").write_text("mine", encoding="utf-8")
    kept = Journal(tmp_path / "folder/course.jsonl")
    assert "something else is in the way" in fails(kept.append, "finished", lesson="00")
    assert kept.entries() == []
    assert "something else is in the way" in kept.trouble or os.name == "nt"
    assert (tmp_path / "folder").read_text(encoding="utf-8") == "mine"


def in_the_way(path, what):
    if what == "folder":
        path.mkdir()
        (path / "inside").touch()
    elif what == "loop":
        path.symlink_to(path)
    elif what == "loop of two":
        path.with_name("other").symlink_to(path)
        path.symlink_to(path.with_name("other"))
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path.symlink_to("/dev/zero")


@needs_posix
@pytest.mark.parametrize("what", ["folder", "loop", "loop of two", "pipe", "device"])
def test_something_else_in_the_files_place(kept, what):
    in_the_way(kept.path, what)
    assert "something else is in the way" in fails(kept.append, "finished", lesson="00")
    assert "something else is in the way" in fails(kept.try_out)
    assert kept.entries() == []
    assert "something else is in the way" in kept.trouble
    assert os.path.lexists(kept.path)


@needs_posix
def test_a_link_to_a_file_elsewhere_is_followed(kept, tmp_path):
    target = tmp_path / "backed up.jsonl"
    kept.path.symlink_to(target)
    kept.append("finished", lesson="00")
    assert len(target.read_text(encoding="utf-8").splitlines()) == len(kept.entries()) == 1


# A file that somebody else wrote --------------------------------------------------------------------------------------

GOOD = json.dumps({"v": 2, "id": "0", "at": "2026-01-01T00:00:00+00:00", "kind": "finished", "lesson": "00"}).encode()


def with_(**fields):
    return json.dumps(json.loads(GOOD) | fields).encode()


HOSTILE = {
    "binary": bytes(range(11, 256)) * 4,
    "not utf-8": GOOD.replace(b"finished", b"f\xefnished"),
    "half": GOOD[:40],
    "not an object": b"[1, 2]",
    "bare number": b"7",
    "nan": GOOD[:-1] + b', "value": NaN}',
    "infinity": GOOD[:-1] + b', "value": -Infinity}',
    "too large a fraction": GOOD[:-1] + b', "value": 1e999}',
    "too large a number": GOOD[:-1] + b', "value": ' + b"9" * 300 + b"}",
    "number of 5000 digits": GOOD[:-1] + b', "value": ' + b"9" * 5000 + b"}",
    "deep": GOOD[:-1] + b', "value": ' + b"[" * 50 + b"]" * 50 + b"}",
    "very deep": b"[" * 90_000 + b"]" * 90_000,
    "huge line": with_(words="x" * 1_000_000),
    "version is text": with_(v="2"),
    "version is true": with_(v=True),
    "version is nought": with_(v=0),
    "no version": b'{"kind": "finished"}',
    "kind is a list": with_(kind=[]),
    "id is a number": with_(id=3),
    "time is a number": with_(at=3),
    "time is no time": with_(at="yesterday"),
    "lesson is a number": with_(lesson=4),
    "answer without item": with_(kind="answer", right=True),
    "right is a word": with_(kind="answer", item="x", right="true"),
    "confidence is large": with_(kind="answer", item="x", right=True, confidence=9),
    "confidence is a list": with_(kind="answer", item="x", right=True, confidence=[]),
}


@pytest.mark.parametrize("junk", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_line_is_left_out_and_left_there(kept, junk):
    assert b"\n" not in junk.replace(bytes(range(11, 256)), b"")
    whole = GOOD + b"\n" + junk + b"\n" + GOOD + b"\n"
    kept.path.write_bytes(whole)
    assert [e["id"] for e in kept.entries()] == ["0", "0"]
    assert kept.trouble == "1 line of the journal could not be read and was left out."
    kept.append("finished", lesson="01")
    assert kept.path.read_bytes().startswith(whole)
    assert len(kept.entries()) == 3


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=15,
)
fields = st.sampled_from(
    ["v", "id", "at", "time", "kind", "item", "right", "when", "case", "lesson", "confidence", "value", "attempt"]
)
likely = st.sampled_from([1, 2, 3, True, "answer", "belief", "path", "prediction", "start", "2026-01-01", "04", "04-x"])
near = st.dictionaries(fields, likely | values, min_size=4).map(lambda e: json.dumps(e).encode())


@given(st.lists(st.binary(max_size=60) | values.map(lambda v: json.dumps(v).encode()) | near, max_size=8))
def test_whatever_stands_in_the_file_it_is_read_summed_up_exported_and_added_to(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("any")
    kept = Journal(folder / "j.jsonl")
    kept.path.write_bytes(b"\n".join([GOOD, *lines]))
    entries = kept.entries()
    assert [e for e in entries if e["id"] == "0"]
    parts = [line for line in b"\n".join([GOOD, *lines]).split(b"\n") if line.strip()]
    assert len(entries) == len(parts) or kept.trouble
    assert module.summary(entries).entries == len(entries)
    rows = list(csv.reader(io.StringIO(kept.export_csv(folder / "out.csv").read_text("utf-8-sig"), newline="")))
    assert len(rows) == len(entries) + 1
    before = kept.path.read_bytes()
    kept.append("finished", lesson="09")
    assert kept.path.read_bytes().startswith(before)
    assert kept.entries()[-1]["lesson"] == "09"


def test_a_file_too_large_to_be_a_journal_is_not_read(kept):
    with open(kept.path, "wb") as file:
        file.truncate(module.LARGEST_FILE + 1)
    assert kept.entries() == []
    assert "too large" in kept.trouble


def test_a_mark_at_the_start_and_the_line_ends_of_windows_do_no_harm(kept):
    kept.path.write_bytes(b"\xef\xbb\xbf" + GOOD + b"\r\n\r\n" + GOOD + b"\r\n")
    assert len(kept.entries()) == 2 and kept.trouble == ""


# Versions -------------------------------------------------------------------------------------------------------------


def test_an_entry_of_version_1_is_read_as_one_of_today_and_not_rewritten(kept):
    whole = (json.dumps(OLD) + "\n" + json.dumps(OLD | {"time": "2025-03-01T10:00:01+00:00"}) + "\n").encode()
    kept.path.write_bytes(whole)
    first, second = kept.entries()
    assert first.items() >= {"v": 2, "kind": "answer", "at": OLD["time"], **ANSWER}.items()
    assert "time" not in first and first["id"] != second["id"]
    assert kept.entries()[0]["id"] == first["id"]
    assert kept.trouble == ""
    assert kept.path.read_bytes() == whole
    kept.append("finished", lesson="04")
    assert [json.loads(line)["v"] for line in kept.path.read_text(encoding="utf-8").splitlines()] == [1, 1, 2]


def test_an_entry_of_version_1_without_a_time_is_left_out(kept):
    kept.path.write_text(json.dumps({k: v for k, v in OLD.items() if k != "time"}), encoding="utf-8")
    assert kept.entries() == [] and "could not be read" in kept.trouble


def test_an_entry_of_a_newer_version_is_kept_and_said(kept):
    whole = GOOD + b"\n" + with_(v=3, at={"new": 1}) + b"\n"
    kept.path.write_bytes(whole)
    assert len(kept.entries()) == 1
    assert kept.trouble == "1 line was written by a newer edu_lib; update it to see them."
    kept.append("finished", lesson="01")
    assert kept.path.read_bytes().startswith(whole)


def test_a_step_is_there_from_every_older_version():
    from edu_lib.learn.entry import _MIGRATE

    assert sorted(_MIGRATE) == list(range(1, VERSION))


# Out of it ------------------------------------------------------------------------------------------------------------


def test_the_table_holds_every_entry_and_every_field(kept, tmp_path):
    kept.append("answer", **ANSWER)
    kept.append("belief", item="ü", value=-3.5, when="start")
    kept.append("prediction", item="p", words='said "more, or less"\nthan that', extra={"a": 1})
    path = kept.export_csv(tmp_path / "out.csv")
    first, second, third = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert (first["item"], first["right"], first["confidence"], first["value"]) == ("04-lever", "true", "3", '["a"]')
    assert (second["item"], second["value"], second["right"]) == ("ü", "-3.5", "")
    assert (third["words"], third["extra"]) == ('said "more, or less"\nthan that', '{"a": 1}')
    assert list(first)[:3] == ["at", "kind", "lesson"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd", "'+cmd"),
        ("-lumbar", "'-lumbar"),
        ("@here", "'@here"),
        ("\t=1+1", "'\t=1+1"),
        ("-5", "-5"),
        ("+5.2e3", "+5.2e3"),
        ("a=b", "a=b"),
    ],
)
def test_no_words_become_a_formula(kept, tmp_path, words, cell):
    kept.append("prediction", item="x", **{"words": words, words: 1})
    table = kept.export_csv(tmp_path / "out.csv").read_text("utf-8-sig")
    heading, row = csv.reader(io.StringIO(table, newline=""))
    assert row[heading.index("words")] == cell
    assert cell in heading


def test_the_table_takes_the_place_of_nothing(kept, tmp_path):
    kept.append("finished", lesson="00")
    (tmp_path / "out.csv").write_text("mine", encoding="utf-8")
    assert "already" in fails(kept.export_csv, tmp_path / "out.csv")
    assert "already" in fails(kept.export_csv, kept.path)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "mine"
    assert "no folder" in fails(kept.export_csv, tmp_path / "nowhere/out.csv")


def test_a_table_that_could_not_be_finished_is_not_left_half(kept, tmp_path, monkeypatch):
    kept.append("finished", lesson="00")

    def full(value):
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(module, "_cell", full)
    assert "the disk is full" in fails(kept.export_csv, tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_delete_removes_the_journal_and_its_lock_and_nothing_else(kept, tmp_path):
    kept.append("finished", lesson="00")
    others = {tmp_path / name for name in ("other.jsonl", "course.csv", "course.jsonl.old")}
    for other in others:
        other.touch()
    kept.delete()
    assert set(tmp_path.iterdir()) == others
    assert kept.entries() == [] and kept.trouble == ""
    kept.delete()
    assert set(tmp_path.iterdir()) == others
    kept.append("finished", lesson="01")
    assert len(kept.entries()) == 1


def test_delete_of_a_journal_that_was_never_begun_makes_no_folder(tmp_path):
    Journal(tmp_path / "new/course.jsonl").delete()
    assert not (tmp_path / "new").exists()


def test_a_trial_leaves_nothing_behind(tmp_path, kept):
    Journal(tmp_path / "new/er/course.jsonl").try_out()
    assert list(tmp_path.iterdir()) == []
    kept.append("finished", lesson="00")
    before = sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir())
    kept.try_out()
    assert sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir()) == before


def test_a_trial_writes_for_true(kept, monkeypatch):
    def full(handle, data):
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "write", full)
    assert "the disk is full" in fails(kept.try_out)
    assert list(kept.path.parent.iterdir()) == []


def test_confidence_has_four_words():
    assert list(CONFIDENCE.values()) == ["guess", "unsure", "fairly sure", "sure"]
