"""The line of time: every study can be found, read and picked, and nothing lies on anything."""

import math

import pytest
from plate_words import assert_apart

from edu_lib.models.tra_story import LANES, LINKS, NAMES, NOTHING, STUDIES, tra_story
from edu_lib.plates.style import DARK, LIGHT
from edu_lib.plates.tra_story import TraStoryPlate, card, draw_tra_story

SETTINGS = [
    *({"study": name} for name in (NOTHING, *NAMES)),
    *({"study": name, "chain": True} for name in (NOTHING, *(s.name for s in STUDIES if s.tests))),
    *({"lane": lane} for lane in LANES),
]


@pytest.fixture(scope="module")
def plate():
    return TraStoryPlate()


def test_no_word_lies_on_another_and_none_is_lost(plate):
    for values in SETTINGS:
        story = tra_story(**values)
        plate.update(story)
        assert_apart(plate)
        for (head, lines, _), title, slots in zip(card(story), plate.heads, plate.lines, strict=True):
            assert title.get_text() == head
            assert [slot.get_text() for slot in slots if slot.get_text()] == [line for line in lines if line]
            assert len(lines) <= len(slots)


def test_the_card_holds_all_that_is_known_of_a_study():
    for study in STUDIES:
        words = " ".join(" ".join((head, *lines)) for head, lines, _ in card(tra_story(study.name)))
        words = words.replace("\N{NO-BREAK SPACE}", " ").lower()
        for said in (study.name, study.people, study.question, study.found, study.not_shown, study.badge, study.design):
            assert said.lower() in words


def test_marks_stand_at_their_year_in_their_lane_and_grow_with_people(plate):
    plate.update(tra_story())
    at = {study.name: mark.move.get_matrix() for study, mark in zip(STUDIES, plate.marks, strict=True)}
    for study, other in zip(STUDIES[1:], STUDIES[2:], strict=False):
        assert (at[other.name][0, 2] - at[study.name][0, 2] > 0) == (other.year > study.year)
    assert len({at[study.name][1, 2] for study in STUDIES}) == len(LANES)
    people = sorted((s for s in STUDIES if s.n), key=lambda s: s.n)
    sizes = [at[s.name][0, 0] for s in people]
    assert sizes == sorted(sizes)
    assert math.isclose(at["Gubler 2010"][0, 0] - at["Hodges 1996"][0, 0], 3.3 * math.log10(96 / 30))


@pytest.mark.parametrize("values", [{}, {"lane": "isolation"}, {"chain": True}])
def test_what_does_not_stand_out_is_grey_and_nameless(plate, values):
    story = tra_story(**values)
    plate.update(story)
    named = {study.name for study, name in zip(STUDIES, plate.names, strict=True) if name.get_visible()}
    assert named == {study.name for study in story.shown}
    grey = {
        s.name for s, mark in zip(STUDIES, plate.marks, strict=True) if mark.get_facecolor()[:3] == _rgb(LIGHT["track"])
    }
    assert grey == set(NAMES) - named


def test_every_study_can_be_picked_by_its_mark_and_its_name(plate):
    assert sorted(plate.picks.values()) == sorted([*NAMES, *NAMES])
    assert set(plate.picks) <= set(plate.live)


def test_the_ring_round_a_chosen_study_keeps_its_line_thin(plate):
    for study, mark in zip(STUDIES, plate.marks, strict=True):
        plate.update(tra_story(study.name))
        box, at = plate.ring.get_path().get_extents(), mark.move.get_matrix()
        assert ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) == pytest.approx((at[0, 2], at[1, 2]))
        assert box.width / 2 > at[0, 0]
        assert (plate.ring.move.get_matrix() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]).all()


def test_the_chain_tells_verdicts_and_who_tested_each_link(plate):
    plate.update(tra_story("Mannion 2012", chain=True))
    assert [text.get_text() for text in plate.verdicts] == [link.verdict for link in LINKS]
    assert all(artist.get_visible() for artist in (*plate.verdicts, *plate.signs, *plate.claims))
    last = [slot.get_text() for slot in plate.lines[3]]
    assert "for: Ferreira 2010, 34" in last
    assert "\N{RIGHTWARDS ARROW} against: Mannion 2012, 32" in last
    plate.update(tra_story())
    assert not any(artist.get_visible() for artist in (*plate.verdicts, *plate.signs, *plate.claims, plate.ring))


def test_a_dark_plate_can_be_drawn():
    assert draw_tra_story(tra_story(chain=True), DARK).verdicts[0].get_color() == DARK["ink"]


def _rgb(code):
    return tuple(int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
