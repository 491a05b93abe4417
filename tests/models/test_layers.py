"""What is seen at which depth: the bookkeeping of the layers."""

import pytest

from edu_lib.models.anatomy import structure
from edu_lib.models.layers import DEEPEST, LAYER_NAMES, NOTHING, STRUCTURES, VIEWS, depths_of, label_of, latin, layers


def test_every_structure_has_a_record_and_a_latin_name():
    assert {name for name in STRUCTURES if structure(name).id != name} == set()
    assert [name for name in STRUCTURES if not latin(name)] == []
    assert latin("no such thing") == ""


@pytest.mark.parametrize("view", VIEWS)
def test_every_depth_shows_something_and_every_structure_is_seen_somewhere(view):
    assert len(LAYER_NAMES) == DEEPEST + 1
    for depth in range(DEEPEST + 1):
        result = layers(view, depth)
        assert result.named
        assert set(result.named) <= set(result.visible)
        assert len(result.named) <= 10
    assert all(any(depths_of(name, v) for v in VIEWS) for name in STRUCTURES)


def test_the_wall_is_peeled_from_outside_in():
    order = ["skin", "external oblique", "internal oblique", "transversus abdominis", "psoas major"]
    first = [min(depths_of(name, "front")) for name in order]
    assert first == sorted(set(first))
    back = ["latissimus dorsi", "serratus posterior inferior", "erector spinae", "multifidus", "rotatores"]
    first = [min(depths_of(name, "back")) for name in back]
    assert first == sorted(set(first))
    # The rectus lies in its sheath: seen when the front layer is off, and before the back layer is.
    front, behind = depths_of("rectus sheath", "front")
    assert front < min(depths_of("rectus abdominis", "front")) < behind


def test_a_structure_that_is_covered_is_shown_where_it_can_be_seen_and_the_sentence_says_so():
    result = layers("front", 0, "psoas major")
    assert (result.view, result.depth, result.asked_depth) == ("front", 5, 0)
    assert result.moved
    assert "Psoas major cannot be seen well at depth 0, so you see it from the front at depth 5." in str(result)
    stays = layers("front", 5, "psoas major")
    assert not stays.moved
    assert "so you see it" not in str(stays)


def test_a_structure_that_a_view_does_not_show_is_shown_from_another_side():
    result = layers("front", 1, "multifidus")
    assert (result.view, result.depth, result.asked_view) == ("back", 4, "front")
    assert "Multifidus is not drawn from the front" in str(result)


def test_a_glimpse_is_not_enough_for_what_is_chosen():
    assert 1 in depths_of("internal oblique", "back")
    assert layers("back", 1, "internal oblique").depth == 2


def test_alone_means_bones_and_the_structure():
    result = layers("back", 2, "longissimus", isolate=True)
    assert result.visible == ("longissimus",)
    assert str(result) == "From behind: the bones and longissimus alone."
    assert not layers("back", 2, isolate=True).isolate


def test_names_can_be_hidden():
    assert layers("front", 1, names=False).named == ()
    assert label_of("front", 4, "rectus sheath") == "rectus sheath, posterior layer"
    assert label_of("front", 3, "rectus abdominis") == "rectus abdominis"


def test_a_name_with_a_comma_reads_as_words():
    assert "the posterior layer of the thoracolumbar fascia" in str(layers("back", 1))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"view": "top"}, 'Choose "front" or "side" or "back"'),
        ({"depth": 2.5}, "whole number"),
        ({"depth": 9}, "between 0 and 6"),
        ({"structure": "liver"}, '"liver" was given'),
    ],
)
def test_bad_input_gets_a_sentence(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        layers(**given)


def test_nothing_chosen_is_the_start():
    assert layers().structure == NOTHING
    assert "Chosen" not in str(layers())
