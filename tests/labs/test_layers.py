"""The lab of layers."""

import pytest

from edu_lib.labs import lab
from edu_lib.models.layers import DEEPEST, NOTHING, STRUCTURES


@pytest.fixture
def layers_lab():
    return lab("layers")


def test_it_opens_on_the_first_layer(layers_lab):
    assert str(layers_lab).startswith("From the front, the first layer under the skin:")
    assert layers_lab.asides() == {}


def test_depth_peels(layers_lab):
    said = []
    for depth in range(DEEPEST + 1):
        layers_lab.set(depth=depth)
        said.append(str(layers_lab))
    assert len(set(said)) == DEEPEST + 1


def test_a_chosen_structure_tells_its_record(layers_lab):
    layers_lab.set(structure="multifidus")
    ((title, lines),) = layers_lab.asides().items()
    assert title.lower().startswith("multifidus")
    for word in ("Origin", "Nerve", "Fibres"):
        assert any(line.startswith(word) for line in lines)
    assert "Chosen: multifidus" in str(layers_lab)


def test_view_and_depth_follow_what_is_chosen(layers_lab):
    layers_lab.set(structure="multifidus")
    assert (layers_lab.values["view"], layers_lab.values["depth"]) == ("back", 4.0)
    assert "Multifidus is not drawn from the front, so you see it from the back at depth 4." in str(layers_lab)
    layers_lab.set(names=False)
    assert "so you see it" in str(layers_lab)


def test_a_step_that_covers_what_is_chosen_lets_it_go(layers_lab):
    layers_lab.set(structure="internal oblique")
    assert layers_lab.values["depth"] == 2.0
    layers_lab.set(depth=3)
    assert layers_lab.values["structure"] == "internal oblique"
    assert "so you see it" not in str(layers_lab)
    layers_lab.set(depth=4)
    assert layers_lab.values["structure"] == NOTHING
    assert layers_lab.result.depth == 4
    layers_lab.reset()
    assert layers_lab.values["depth"] == 1.0


def test_every_structure_and_nothing_can_be_picked(layers_lab):
    choice = layers_lab.params[layers_lab.pick]
    assert choice.options == (NOTHING, *STRUCTURES)
    for name in choice.options:
        layers_lab.set(structure=name)


def test_only_this_and_names_are_switches(layers_lab):
    layers_lab.set(structure="psoas major", isolate=True)
    assert "alone" in str(layers_lab)
    layers_lab.set(names=False, isolate=False)
    assert layers_lab.result.named == ()


def test_the_view_opens_with_what_can_be_picked(layers_lab):
    picks = layers_lab.widget.picks
    assert picks["key"] == "structure"
    assert "external oblique" in picks["artists"].values()


def test_sources_can_be_cited(layers_lab):
    from edu_lib.sources import cite

    found = layers_lab.sources()
    assert found
    assert all(cite(key).short for _, key, _ in found)


def test_a_wrong_structure_gets_a_sentence(layers_lab):
    with pytest.raises(ValueError, match="liver"):
        layers_lab.set(structure="liver")
