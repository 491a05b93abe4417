"""What belongs to a root: the words of the published lists, and nothing else."""

import pytest

from edu_lib.models.root_map import AREAS, BOTH, MAPS, NOTHING, READ_AS, ROOTS, SADDLE, belongs, phrases, root_map
from edu_lib.sources import table


@pytest.mark.parametrize("which", [1, 2])
def test_every_word_of_a_list_is_drawn_and_no_other(which):
    words = [word for own in phrases(which).values() for word in own]
    assert sorted(words) == sorted(READ_AS[which])
    drawn = [area for word in words for area in READ_AS[which][word]]
    assert len(drawn) == len(set(drawn))  # no list gives one patch to two roots
    assert set(drawn) <= set(AREAS)


# Written down from the lists themselves, not from the model: patch, root of map 1 and its word, root of map 2 and its word.
LISTS = [
    ("thigh_upper", "L2", "upper thigh", None, ""),
    ("thigh_lower", None, "", None, ""),
    ("knee", "L3", "knee", None, ""),
    ("leg_inner", "L4", "medial leg", "L4", "medial leg"),
    ("leg_outer", "L5", "lateral leg", "L5", "lateral leg"),
    ("foot_inner", "L5", "medial side of the dorsum", "L5", "dorsum of the foot"),
    ("foot_outer", "S1", "lateral foot", "L5", "dorsum of the foot"),
    ("heel_back", "S1", "heel", None, ""),
    ("sole", "S1", "most of the sole", "S1", "sole"),
    ("thigh_back", "S2", "back of the thigh", "S1", "back of the thigh"),
    ("buttock", None, "", "S1", "buttock"),
    ("leg_back", None, "", "S1", "back of the leg"),
]


@pytest.mark.parametrize(("area", "one", "word_1", "two", "word_2"), LISTS)
def test_a_patch_belongs_to_the_root_that_the_list_says(area, one, word_1, two, word_2):
    assert belongs(area) == (one, two)
    rows = {(r["source"], r["root"]): r["quantity"] for r in table("nerve_roots") if r["kind"] == "dermatome"}
    assert word_1 in rows.get(("gpnotebook_dermatomes", one), "")
    assert word_2 in rows.get(("faleiros2009", two), "")


@pytest.mark.parametrize("root", ROOTS)
def test_the_overlap_is_what_both_maps_give(root):
    found = root_map(root)
    assert set(found.overlap) == set(found.map_1) & set(found.map_2)
    assert bool(found.map_2) == (root in ("L4", "L5", "S1"))
    assert (f"says nothing about {root}" in str(found)) == (not found.map_2)


@pytest.mark.parametrize("maps", MAPS)
@pytest.mark.parametrize("root", [NOTHING, *ROOTS])
def test_no_root_is_told_without_the_saddle(root, maps):
    said = str(root_map(root, maps))
    assert said.endswith(SADDLE)
    assert "emergency department now" in SADDLE
    assert len(said.split()) <= 90


def test_both_answers_stand_where_the_maps_differ():
    for root in ("S1", "S2"):
        assert "back of the thigh (S2 by map 1, S1 by map 2)" in str(root_map(root))
    for root in ("L4", "L5"):
        assert "great toe" in str(root_map(root))
    assert "back of the thigh (" not in str(root_map("S1", MAPS[1]))  # one map alone cannot disagree


def test_pain_is_told_with_its_numbers():
    s1, l5, l3 = (root_map(root) for root in ("S1", "L5", "L3"))
    assert (s1.lumbar_not_percent, s1.s1_follows_percent) == (64.1, 64.9)
    assert "64.9 %" in s1.pain and "83 people" in s1.pain and "nobody" in s1.pain
    assert "98 people" in l5.pain and ", 1 had more than half" in l5.pain
    assert "no figure for L3" in l3.pain


def test_tests_are_told_for_the_roots_that_their_tables_name():
    assert {root for root in ROOTS if "Femoral stretch" in root_map(root).tests} == {"L2", "L3", "L4"}
    assert {root for root in ROOTS if root_map(root).tests.startswith("Straight leg raise")} == {"L5", "S1"}
    assert all("Never one root alone" in root_map(root).movements for root in ROOTS)


def test_the_saddle_is_no_root_to_choose():
    with pytest.raises(ValueError, match='root.*"L2".*"S4" was given'):
        root_map("S4")
    with pytest.raises(ValueError, match="maps shown"):
        root_map("S1", "Keegan")
    assert root_map().maps == BOTH
