"""The screen: the most urgent tick decides, every reason has a source, and nothing ticked is no all-clear."""

import itertools

import pytest

from edu_lib.models.tilt_screen import CONDITIONS, LEVELS, NOTICE, tilt_screen
from edu_lib.sources import published, source_keys, table


def test_the_most_urgent_tick_decides():
    for one, other in itertools.combinations(CONDITIONS, 2):
        screen = tilt_screen(**{one.key: True, other.key: True})
        assert screen.level == max(one.level, other.level, key=LEVELS.index)
        assert set(screen.ticked) == {one, other}
        ranks = [LEVELS.index(c.level) for c in screen.ticked]
        assert ranks == sorted(ranks, reverse=True)


def test_every_reason_has_a_row_and_a_badge():
    advice = {row["source"] for row in table("tilt") if row["quantity"] == "advice"}
    for c in CONDITIONS:
        assert c.source in advice and c.source in source_keys() and c.badge
        assert str(c).count(c.reason) == 1
    was = published("tilt", source="weinreb1984", what="before with glaucoma")["value"]
    assert f"from {was:.0f} to 38 mmHg" in str(tilt_screen(glaucoma=True))
    assert len({c.key for c in CONDITIONS}) == len(CONDITIONS) == 15


def test_glaucoma_is_a_no_and_urgent_signs_are_not_about_the_table():
    assert tilt_screen(glaucoma=True).level == "do not"
    assert tilt_screen(illness=True, glaucoma=True).level == "see someone today"
    urgent = tilt_screen(saddle=True, illness=True, glaucoma=True)
    assert urgent.level == "emergency department, at once"
    assert "emergency department, at once" in urgent.words
    assert "not about the table" in str(tilt_screen(saddle=True))
    assert tilt_screen(glaucoma=False).level == LEVELS[0]


def test_nothing_ticked_is_no_all_clear():
    words = str(tilt_screen())
    assert "no all-clear" in words and "not be alone" in words and NOTICE in words


def test_bad_input_gets_a_sentence():
    with pytest.raises(TypeError, match='no condition "glacoma"'):
        tilt_screen(glacoma=True)
    with pytest.raises(TypeError, match="heart .* must be True or False"):
        tilt_screen(heart=1)
