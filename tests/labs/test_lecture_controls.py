"""What a slide shows of a lab: a few controls that exist, and the rest of them marked, so that nothing is lost."""

from importlib import import_module

import pytest

from edu_lib import lab
from edu_lib.labs import _LABS

MOST = 8  # more do not fit beside the picture in words that can be read from the back row


def bare(name):
    """A lab that has computed and drawn nothing: its class says what is asked here."""
    module, kind = _LABS[name]
    kind = getattr(import_module(module), kind)
    return kind.__new__(kind)


@pytest.mark.parametrize("name", _LABS)
def test_a_slide_shows_controls_that_exist_and_leaves_few_out(name):
    made = bare(name)
    keys = [control["key"] for control in made._controls()]
    shown = [control["key"] for control in made._controls() if control["lecture"]]
    if made.lecture:
        assert shown == [key for key in keys if key in made.lecture]
        assert set(made.lecture) < set(keys), "a lecture names controls that exist, and not all of them"
        assert list(made.lecture) == shown, "in the order in which they stand"
        assert made.pick == "" or made.pick in shown
    else:
        assert shown == [
            key for group, few in made.groups.items() if group not in made.folded for key in (p.key for p in few)
        ]
    # Your own core is the list of its muscles: all fifteen boxes are the question.
    assert 1 <= len(shown) <= (15 if name == "own_core" else MOST)


@pytest.mark.parametrize("name", ["triage", "root_map", "root_signs", "resorption", "one_question", "screening"])
def test_what_is_urgent_is_never_cut_from_the_sentence(name):
    assert bare(name).brief == 0


def test_the_view_is_told_how_much_of_the_sentence_a_slide_shows():
    assert lab("traction_ladder").widget.first["brief"] == 280
