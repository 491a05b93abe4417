"""The labs "responders", "p_interval" and "screening": values go in, handles move them, sources are known."""

import json

import pytest

from edu_lib import lab
from edu_lib.sources import BADGES, source_keys

NAMES = ("responders", "p_interval", "screening")


@pytest.mark.parametrize("name", NAMES)
def test_every_control_changes_the_result(name):
    made = lab(name)
    for key, quantity in made.params.items():
        if hasattr(quantity, "options"):
            other = [option for option in quantity.options if option != quantity.default][0]
        elif hasattr(quantity, "range"):
            other = quantity.range[0]
        else:
            other = not quantity.default
        # A relation between two findings matters once there are two; a spread once people are given.
        first = {"relation": {"second": "an equal second one"}, "sd": {"people": 50.0}}.get(key, {})
        first = {k: v for k, v in first.items() if k in made.params}
        made.reset()
        made.set(**first)
        before = made.result
        made.set(**{key: other})
        assert made.result != before, key


@pytest.mark.parametrize("name", NAMES)
def test_sources_are_known_and_folds_have_words(name):
    made = lab(name)
    found = made.sources()
    assert {key for _, key, _ in found} <= set(source_keys())
    assert {badge for _, _, badge in found} <= {"", *BADGES.values()}
    assert all(title and all(lines) for title, lines in made.asides().items())
    assert made.still().count("<img") == 1


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_to_the_model_is_shown(name):
    made = lab(name)
    worked = made.worked_out(made.result)
    free = {key for key, value in made.values.items() if value is None}
    assert set(worked) == free == set(made.auto)
    # Setting what was worked out comes to the same numbers, but for rounding.
    made.set(**{key: made.params[key].check(value) for key, value in worked.items()})
    assert made.worked_out(made.result) == pytest.approx(worked, rel=0.01)


HANDLES = [
    ("responders", "responders-line-knob", "relief_percent", (-1, 0), 35.0),
    ("responders", "responders-shift-knob", "mean_difference", (5, 0), -14.7),
    ("p_interval", "pinterval-dot", "effect", (0, -1), -13.0),
    ("p_interval", "pinterval-knob", "worth_it", (-5, 0), 20.0),
    ("screening", "screening-before", "pre_test", (1, 0), 0.8),
]


@pytest.mark.parametrize(("name", "gid", "key", "by", "becomes"), HANDLES)
def test_handles_are_nudged_and_dragged(name, gid, key, by, becomes):
    made = lab(name)
    assert {"gid": gid, "label": made.widget.handles[0]["label"], "keys": [key]} in [
        handle | {"label": made.widget.handles[0]["label"]} for handle in made.widget.handles
    ]
    made._hear({"seq": 1, "hand": {"gid": gid, "by": list(by)}})
    assert made.error is None and made.values[key] == pytest.approx(becomes)
    # Dragged to where it stands, it stays; dragged to the right it moves with the hand.
    matrix = made._plate.live[gid].move.get_matrix()
    x, y = matrix[0, 2], matrix[1, 2]
    made._hear({"seq": 2, "hand": {"gid": gid, "to": [x, y]}})
    assert made.values[key] == pytest.approx(becomes, abs=0.06)
    made._hear({"seq": 3, "hand": {"gid": gid, "to": [x + 60, y]}})
    moved = made._plate.live[gid].move.get_matrix()[0, 2]
    assert moved == pytest.approx(x + 60, abs=12)  # to the nearest step of a slider
    json.dumps(made.widget.handles)


def test_the_labs_describe_what_they_show():
    assert "36 of 100 reach 30 % relief" in str(lab("responders"))
    assert "P = 0.03" in str(lab("p_interval", reveal=True))
    said = str(lab("screening"))
    assert "none is no all-clear" in said and "emergency" in said and "level of concern" in said
