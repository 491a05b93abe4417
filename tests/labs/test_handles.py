"""What is chosen and moved in the picture: the lab's side. The browser's side is tested in tests/browser/test_pick.py."""

import json
import re

import pytest
from tiny_lab import TinyLab, TinyPlate

from edu_lib import lab
from edu_lib.labs.base import Choice, Switch


@pytest.fixture
def heard():
    """A tiny lab with its widget made, and the list of messages it sends to the browser."""
    made, messages = TinyLab(), []
    made.widget.send = lambda content, buffers=None: messages.append(content)
    return made, messages


def with_plate(**attributes):
    """A tiny lab whose plate has other picks or handles."""
    made = TinyLab()
    made.plate = type("Plate", (TinyPlate,), attributes)
    return made


def test_a_switch_is_on_or_off():
    made = TinyLab()
    assert made.values["middle"] is False
    made.set(middle=True)
    assert made.result["middle"] is True
    made.reset()
    assert made.values["middle"] is False


@pytest.mark.parametrize("value", [1, 0, "yes", "true", None, 0.5])
def test_a_switch_takes_nothing_else_and_says_so(value):
    made = TinyLab()
    with pytest.raises(TypeError, match=re.escape(f"middle (Middle square) must be True or False, but {value!r}")):
        made.set(middle=value)
    assert made.values["middle"] is False


def test_a_switch_is_a_box_to_tick_in_the_browser(heard):
    made, messages = heard
    (control,) = [control for control in made.widget.controls if control["key"] == "middle"]
    assert control["switch"] is True
    assert "options" not in control and "min" not in control
    made._hear({"seq": 1, "set": {"middle": True}})
    assert messages[-1]["values"] == {"middle": True}
    made._hear({"seq": 2, "set": {"middle": 1}})
    assert messages[-1]["bad"] == "middle"
    made._hear({"seq": 3, "set": {"middle": False}})
    assert messages[-1]["values"] == {"middle": False}


def test_the_browser_is_told_what_can_be_chosen_and_moved(heard):
    made, _ = heard
    assert made.widget.picks == {"key": "structure", "artists": TinyPlate.picks}
    assert made.widget.handles == [{"gid": "tiny-dot", "label": "Dot", "keys": ["along", "high"]}]
    json.dumps([made.widget.picks, made.widget.handles])


def test_a_lab_without_picks_or_handles_has_none():
    made = lab("postures")
    assert made.widget.picks == {}
    assert made.widget.handles == []


def test_a_pull_sets_the_place_in_data_coordinates(heard):
    made, messages = heard
    made._hear({"seq": 1, "hand": {"gid": "tiny-dot", "to": [216, 72]}})  # points: the picture is 720 by 360
    assert (made.values["along"], made.values["high"]) == (30.0, 40.0)
    assert messages[-1]["seq"] == 1
    assert messages[-1]["values"] == {"along": 30.0, "high": 40.0}
    assert messages[-1]["svg"].keys() == {"t"}  # the dot has moved


def test_a_pull_ends_where_a_slider_would_and_on_its_steps(heard):
    made, _ = heard
    made._hear({"seq": 1, "hand": {"gid": "tiny-dot", "to": [-500, 9000]}})
    assert (made.values["along"], made.values["high"]) == (5.0, 2.0)
    made._hear({"seq": 2, "hand": {"gid": "tiny-dot", "to": [9000, -9000]}})
    assert (made.values["along"], made.values["high"]) == (95.0, 48.0)
    made._hear({"seq": 3, "hand": {"gid": "tiny-dot", "to": [217.9, 73]}})
    assert (made.values["along"], made.values["high"]) == (30.5, 40.0)
    assert made.error is None


def test_a_nudge_moves_by_steps(heard):
    made, messages = heard
    made._hear({"seq": 1, "hand": {"gid": "tiny-dot", "by": [-5, 1]}})
    assert (made.values["along"], made.values["high"]) == (45.0, 6.0)
    made._hear({"seq": 2, "set": {"middle": True}, "hand": {"gid": "tiny-dot", "by": [0, -100]}})
    assert (made.values["high"], made.values["middle"]) == (2.0, True)
    assert [message["seq"] for message in messages] == [1, 2]


def test_a_pull_to_nowhere_changes_nothing_and_is_said(heard):
    made, messages = heard
    made._hear({"seq": 1, "hand": {"gid": "tiny-dot", "to": [float("nan"), 10]}})
    assert "finite" in messages[-1]["error"]
    made._hear({"seq": 2, "hand": {"gid": "no-dot", "to": [10, 10]}})
    assert (messages[-1]["seq"], made.error) == (2, messages[-1]["error"])
    assert made.values["along"] == 50.0


def test_a_click_is_a_choice_like_any_other(heard):
    made, messages = heard
    made._hear({"seq": 1, "set": {"structure": "right"}})
    assert made.result["structure"] == "right"
    assert messages[-1]["values"] == {"structure": "right"}


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"picks": {"tiny-left": "liver"}}, 'must be "nothing" or "left"'),
        ({"picks": {"tiny-top": "left"}}, 'Nothing in the picture has the id "tiny-top"'),
        ({"handles": {"tiny-top": "top"}}, '"tiny-top" is not among the plate\'s live artists'),
    ],
)
def test_a_plate_that_names_what_is_not_there_is_told_so(attributes, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        str(with_plate(**attributes).widget)


def test_only_a_choice_can_be_picked():
    made = TinyLab()
    made.pick = "along"
    with pytest.raises(TypeError, match='pick is "along", which is no Choice'):
        str(made.widget)


def test_a_handle_without_a_name_of_its_own_bears_the_one_it_has():
    assert with_plate(handle_names={}).widget.handles[0]["label"] == "dot"


def test_what_can_be_chosen_is_among_the_options():
    made = TinyLab()
    assert isinstance(made.params["structure"], Choice) and isinstance(made.params["middle"], Switch)
    assert set(made.widget.picks["artists"].values()) < set(made.params["structure"].options)
