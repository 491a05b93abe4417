"""The check of the set-up says what is so and what to do, and never raises."""

import os
import sys
from html.parser import HTMLParser
from importlib import metadata

import pytest

from edu_lib.learn import setup
from edu_lib.learn.journal import journal
from edu_lib.learn.setup import check_setup

REQUIRES = metadata.requires


@pytest.fixture(autouse=True)
def requirements(monkeypatch):
    """The tests' own requirements, so that they say the same wherever they run."""
    monkeypatch.setattr(metadata, "requires", lambda name: ["pytest>=1.0", "numpy", 'nothing-such>=9; extra == "x"'])


def line(result, what):
    (found,) = [check for check in result.checks if check.what == what]
    return found


def test_where_all_is_well_it_says_so_and_changes_nothing(journal_folder):
    result = check_setup()
    assert result.ok
    assert [check.what for check in result.checks] == [
        "Python",
        "Packages",
        "Saving your answers",
        "Where they are kept",
    ]
    assert "All 2 packages" in line(result, "Packages").says
    assert str(journal_folder / "course.jsonl") in line(result, "Where they are kept").says
    assert str(result).splitlines()[0] == "All is ready. You can begin."
    assert sum("OK: " in row for row in str(result).splitlines()) == 4
    assert not journal_folder.exists()


def test_it_leaves_no_entry_in_a_journal_that_is_in_use(journal_folder):
    journal().append("finished", lesson="00")
    before = journal().path.read_bytes()
    assert "holds one entry" in line(check_setup(), "Where they are kept").says
    assert journal().path.read_bytes() == before
    assert {path.name for path in journal_folder.iterdir()} == {"course.jsonl", "course.jsonl.lock"}


def test_an_old_python_is_told_which_one_is_needed(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    result = check_setup()
    assert not result.ok
    assert "This is Python 3.9.2, and the lessons need 3.11 or newer" in line(result, "Python").says


def test_packages_that_are_missing_or_old_are_named(monkeypatch):
    needs = ["pytest>=999.1", "no-such-package-here>=1", "numpy>=2.0,<9"]
    monkeypatch.setattr(metadata, "requires", lambda name: needs)
    said = line(check_setup(), "Packages")
    assert not said.ok
    assert "missing: no-such-package-here" in said.says
    assert f"too old: pytest (here {metadata.version('pytest')}, needed 999.1)" in said.says
    assert "numpy" not in said.says


@pytest.mark.parametrize(("have", "fine"), [("2.0", True), ("2.0rc1", True), ("10.1", True), ("1.26.4", False)])
def test_versions_are_compared_as_numbers(monkeypatch, have, fine):
    monkeypatch.setattr(metadata, "requires", lambda name: ["numpy>=2.0"])
    monkeypatch.setattr(metadata, "version", lambda name: have)
    assert line(check_setup(), "Packages").ok is fine


def test_the_packages_own_requirements_can_be_read(monkeypatch):
    monkeypatch.setattr(metadata, "requires", REQUIRES)
    assert line(check_setup(), "Packages").says.startswith("All ")


def test_a_journal_that_cannot_be_written_says_so_and_what_that_means(journal_folder):
    journal_folder.write_text("a file in the folder's place", encoding="utf-8")
    result = check_setup()
    said = line(result, "Saving your answers")
    assert not said.ok and not result.ok
    assert "something else is in the way" in said.says and "your answers are lost when you close" in said.says
    assert result.headline == "One thing is left to do; the rest is ready."


def test_a_journal_file_that_cannot_be_opened_is_found(journal_folder):
    (journal_folder / "course.jsonl").mkdir(parents=True)
    assert not line(check_setup(), "Saving your answers").ok


def test_a_students_name_that_is_none_is_said(monkeypatch):
    monkeypatch.setenv("EDU_LIB_STUDENT", "../me")
    result = check_setup()
    assert "EDU_LIB_STUDENT" in line(result, "Saving your answers").says
    assert "2 things are left to do" in result.headline


def test_lines_that_cannot_be_read_are_mentioned(journal_folder):
    journal().append("finished", lesson="00")
    with open(journal().path, "ab") as file:
        file.write(b"junk\n")
    assert "1 line of the journal could not be read" in line(check_setup(), "Where they are kept").says


def test_a_check_that_fails_hides_no_other(monkeypatch):
    def broken(name):
        raise RuntimeError("all wrong")

    monkeypatch.setattr(metadata, "requires", broken)
    result = check_setup()
    assert [check.ok for check in result.checks] == [True, False, True, True]
    assert "could not be looked at (RuntimeError: all wrong)" in line(result, "Packages").says


def test_a_course_that_is_not_installed_is_said(monkeypatch):
    monkeypatch.setattr(setup, "_PACKAGE", "no-such-package-here")
    said = line(check_setup(), "Python").says
    assert "The course is not installed in this Python" in said and "set the course up again" in said


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.items, self.words = 0, ""

    def handle_starttag(self, tag, attrs):
        self.items += tag == "li"

    def handle_data(self, data):
        self.words += data


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such name")
def test_html_and_markdown_carry_the_same_words_and_no_markup_of_others(monkeypatch, tmp_path):
    monkeypatch.setenv("EDU_LIB_JOURNAL", str(tmp_path / "<b>_my_*notes*"))
    result = check_setup()
    reader = _Text()
    reader.feed(result._repr_html_())
    assert reader.items == 4 and result.headline in reader.words
    markdown = result._repr_markdown_()
    assert result.headline in markdown and markdown.count("\n- ") == 4
    assert r"\<b\>\_my\_\*notes\*" in markdown
    for check in result.checks:
        assert check.says in reader.words
        assert check.says in markdown.replace("\\", "")
