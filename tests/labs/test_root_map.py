"""The lab of the root map: a click on the skin chooses the root of map 1, and nothing drowns the saddle."""

import pytest

from edu_lib.labs.root_map import RootMapLab
from edu_lib.models.root_map import AREAS, MAPS, ROOTS, belongs
from edu_lib.sources import cite


@pytest.fixture(scope="module")
def lab():
    return RootMapLab()


def test_a_click_on_the_skin_chooses_the_root_of_map_1_and_says_what_map_2_says(lab):
    picks = lab._picks(lab.widget.picture)["artists"]
    for area in AREAS:
        one, two = belongs(area)
        assert picks.get(f"roots-skin-{area.replace('_', '-')}") == (one or two)
    lab._hear({"seq": 1, "set": {"root": picks["roots-skin-thigh-back"]}})
    assert lab.error is None and lab.values["root"] == "S2"
    assert "S2 by map 1, S1 by map 2" in str(lab)


def test_a_root_that_map_2_does_not_know_is_said(lab):
    lab.set(root="L3", maps=MAPS[0])
    assert "says nothing about L3" in str(lab)


def test_the_folds_tell_what_is_urgent_what_conflicts_and_what_is_missing(lab):
    folds = {title: " ".join(lines) for title, lines in lab.asides().items()}
    assert list(folds)[0] == "The saddle is no root to look up"
    assert "emergency department now" in folds["The saddle is no root to look up"]
    assert "S2 in map 1, S1 in map 2" in folds["What conflicts"]
    assert "we drew the patches" in folds["What this leaves out"]
    for map_ in ("Lee 2008", "Keegan and Garrett 1948"):
        assert map_ in folds["What this leaves out"]


def test_every_source_has_an_entry_and_no_saddle_root_can_be_set(lab):
    assert all(cite(key).reference for _, key, _ in lab.sources())
    with pytest.raises(ValueError, match="Choose"):
        lab.set(root="S3")
    assert [option for option in lab.params["root"].options if option in ROOTS] == list(ROOTS)
