"""A sheet in a notebook: shown small, taken along as a file, read aloud as words."""

import base64
import re

import pytest

from edu_lib import sheet


@pytest.fixture(scope="module")
def one():
    return sheet("02")


def test_it_can_be_saved_and_is_the_file_behind_the_link(one, tmp_path):
    path = one.save(tmp_path / "page.pdf")
    shown = one._repr_html_()
    link = re.search(r'download="lesson-02.pdf" href="data:application/pdf;base64,([^"]+)"', shown)
    assert base64.b64decode(link[1]) == path.read_bytes()
    assert len(shown) < 600_000


def test_it_saves_beside_the_notebook(one, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert one.save().resolve() == tmp_path / "lesson-02.pdf"


def test_it_has_words_for_those_who_do_not_see_it(one):
    shown = one._repr_html_()
    assert 'alt="What can a muscle do?' in shown
    assert "<summary>The page in words</summary>" in shown
    assert "Rectus abdominis" in str(one)
    assert repr(one) == "Sheet('02'): What can a muscle do?"


@pytest.mark.parametrize(("lesson", "problem"), [("99", ValueError), ("1", ValueError), (1, TypeError)])
def test_an_unknown_lesson_gets_the_names(lesson, problem):
    with pytest.raises(problem, match='"01", "02", "05"'):
        sheet(lesson)
