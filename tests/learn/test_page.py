"""A page to print stands alone, keeps to its words, and is never written over another."""

import base64
import re
from html.parser import HTMLParser

import pytest

from edu_lib.learn.page import link, page, save_page


def test_a_page_asks_nothing_of_a_network_and_shows_a_title_as_text():
    whole = page("My <b>plan</b>", "<h2>Goal</h2><p>To run.</p>")
    HTMLParser().feed(whole)
    assert whole.count("<h1>My &lt;b&gt;plan&lt;/b&gt;</h1>") == 1
    assert "<b>" not in whole
    assert not re.search(r"https?:|src=|@import|url\(", whole)
    assert "size: A4" in whole


def test_a_link_hands_out_the_same_page():
    whole = page("Größe", "<p>é</p>")
    made = link('a"b.html', whole, "Take <it>")
    assert 'download="a&quot;b.html"' in made
    assert made.endswith(">Take &lt;it&gt;</a>")
    data = re.search(r"base64,([^\"]+)", made)[1]
    assert base64.b64decode(data).decode("utf-8") == whole


def test_nothing_is_written_over(tmp_path):
    first, second = (save_page("plan", words, tmp_path) for words in ("one", "two"))
    assert first != second
    assert (first.read_text(encoding="utf-8"), second.read_text(encoding="utf-8")) == ("one", "two")
    assert first.suffix == second.suffix == ".html"


def test_a_folder_that_takes_no_files_says_so(tmp_path):
    with pytest.raises(OSError):
        save_page("plan", "words", tmp_path / "nowhere")
