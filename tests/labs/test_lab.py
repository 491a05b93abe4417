"""A lab keeps its word: what is set is computed, what is wrong is said, and nothing is lost on the way."""

import json
import re

import pytest

from edu_lib import Posture, lab, predict, spine_loads
from edu_lib.labs.base import Choice
from edu_lib.models.band import compression_band, people_band


@pytest.fixture
def heard():
    """A lab with its widget made, and the list of messages it sends to the browser."""
    made, messages = lab("spinal_load"), []
    made.widget.send = lambda content, buffers=None: messages.append(content)
    return made, messages


def test_a_lab_starts_at_its_defaults():
    made = lab("spinal_load")
    assert made.result.compression_n == spine_loads(Posture()).compression_n
    assert made.error is None
    assert made.values == {key: param.default for key, param in made.params.items()}


def test_set_computes_with_what_was_set():
    made = lab("spinal_load")
    made.set(trunk_flexion_deg=40, hands_load_kg=10, sex="female")
    assert made.result.posture == Posture(trunk_flexion_deg=40, hands_load_kg=10)
    assert made.result.person.sex == "female"
    made.set(hands_load_kg=5)
    assert made.result.posture == Posture(trunk_flexion_deg=40, hands_load_kg=5)


def test_a_lab_can_open_in_a_state_and_still_resets_to_its_start():
    made = lab("spinal_load", hands_load_kg=20, hands_forward_m=0.6)
    assert made.result.posture.hands_forward_m == 0.6
    made.reset()
    assert made.result.posture == Posture()


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        ({"hands_load_kg": 500}, ValueError, "between 0 and 50 kg"),
        ({"hands_load_kg": float("nan")}, ValueError, "finite"),
        ({"trunk_flexion_deg": "far"}, TypeError, "must be a number"),
        ({"sex": "cat"}, ValueError, '"female" or "male"'),
        ({"trunk_flexion": 30}, TypeError, 'Did you mean "trunk_flexion_deg"?'),
        ({"hands_load_kg": 10, "brace": 7}, ValueError, "brace"),
    ],
)
def test_a_bad_value_raises_a_sentence_and_loses_nothing(values, kind, words):
    made = lab("spinal_load", trunk_flexion_deg=30)
    before, result = dict(made.values), made.result
    with pytest.raises(kind, match=re.escape(words)):
        made.set(**values)
    assert (made.values, made.result) == (before, result)


def test_an_unknown_lab_is_answered_with_the_labs_there_are():
    with pytest.raises(
        ValueError, match=r'no lab named "spinal_lode". Did you mean "spinal_load"\? There are: spinal_load'
    ):
        lab("spinal_lode")


def test_what_is_shown_bears_no_address():
    made = lab("spinal_load")
    data, _ = made._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    for words in (repr(made), str(made), repr(made.widget), data["text/plain"]):
        assert "0x" not in words
        assert words


def test_each_control_says_label_unit_range_and_start(heard):
    made, _ = heard
    controls = {control["key"]: control for control in made.widget.controls}
    assert controls.keys() == made.params.keys()
    for key, param in made.params.items():
        control = controls[key]
        assert control["label"] == param.label
        assert control["start"] == param.default
        if not isinstance(param, Choice):
            assert (control["unit"], control["min"], control["max"]) == (param.unit, *param.range)
            assert bool(control["auto"]) == (param.default is None)
    json.dumps(made.widget.controls)


def test_a_message_of_the_browser_is_answered_with_its_own_number(heard):
    made, messages = heard
    made._hear({"seq": 7, "set": {"trunk_flexion_deg": 30}})
    (frame,) = messages
    assert frame["seq"] == 7
    assert "say" not in frame  # a drag is quicker without the words
    made._hear({"tell": True})
    told = messages.pop()
    assert told["say"] == str(made)
    assert "The model's own uncertainty at L4/L5" in told["more"]
    assert "seq" not in told and "values" not in told
    assert frame["values"]["trunk_flexion_deg"] == 30
    assert frame["values"]["lumbar_flexion_deg"] > 10  # worked out by the model and shown
    assert "auto" not in frame  # as before
    made._hear({"seq": 8, "set": {"lumbar_flexion_deg": 20}})
    assert messages.pop()["auto"] == ["hands_forward_m"]
    assert made.error is None


def test_a_bad_message_is_kept_shown_and_changes_nothing(heard):
    made, messages = heard
    made._hear({"seq": 1, "set": {"hands_load_kg": 999}})
    assert made.error == messages[-1]["error"]
    assert made.error.startswith("hands_load_kg (Load) must lie between 0 and 50 kg")
    assert (messages[-1]["seq"], messages[-1]["bad"]) == (1, "hands_load_kg")
    assert made.result.posture == Posture()
    made._hear({"seq": 2, "set": {"hands_load_kg": 9}})
    assert made.error is None
    assert "error" not in messages[-1]


def test_a_failure_nobody_foresaw_is_kept_and_shown_too(heard, monkeypatch):
    made, messages = heard
    monkeypatch.setattr(made, "compute", lambda values: 1 / 0)
    made._hear({"seq": 1, "set": {"brace": 0.5}})
    assert "ZeroDivisionError" in made.error
    assert messages[-1]["error"] == made.error
    assert messages[-1]["seq"] == 1


def test_reset_from_the_browser_tells_every_control_its_value(heard):
    made, messages = heard
    made._hear({"seq": 1, "set": {"brace": 0.5, "sex": "female"}})
    made._hear({"seq": 2, "reset": True})
    assert messages[-1]["values"].keys() == made.params.keys()
    assert messages[-1]["values"]["sex"] == "male"
    assert made.result.posture == Posture()


def test_a_view_that_opens_late_is_told_everything(heard):
    made, messages = heard
    for bend in (10, 50, 30):
        made._hear({"seq": bend, "set": {"trunk_flexion_deg": bend}})
    made._hear({"hello": True})
    late = _by_artist(messages[-1]["svg"])
    early = {}
    for message in [made.widget.first, *messages[:-1]]:
        for number, change in _by_artist(message["svg"]).items():
            early.setdefault(number, {}).update(change)
    assert late == early
    assert messages[-1]["values"].keys() == made.params.keys()


def test_two_labs_do_not_cross_wires(heard):
    one, messages = heard
    other, others = lab("spinal_load"), []
    other.widget.send = lambda content, buffers=None: others.append(content)
    one._hear({"seq": 1, "set": {"trunk_flexion_deg": 50}})
    assert len(messages) == 1
    assert others == []
    assert other.result.posture == Posture()
    other.set(hands_load_kg=30)
    assert one.result.posture == Posture(trunk_flexion_deg=50)


def test_a_frame_is_small_and_a_frame_without_change_is_tiny(heard):
    made, messages = heard
    for bend in range(-20, 101, 4):
        made._hear({"seq": 1, "set": {"trunk_flexion_deg": bend, "hands_load_kg": (bend + 20) / 4}})
    sizes = sorted(len(json.dumps(message)) for message in messages)
    assert sizes[len(sizes) // 2] < 8000
    assert sizes[-1] < 9000
    messages.clear()
    made._hear({"seq": 2, "set": {"trunk_flexion_deg": 100}})
    assert messages[0]["svg"] == {}
    assert len(json.dumps(messages[0])) < 700


def test_setting_from_python_moves_the_picture_too(heard):
    made, messages = heard
    made.set(trunk_flexion_deg=45)
    assert len(messages) == 1
    assert messages[0]["svg"]["d"]
    assert "seq" not in messages[0]


def test_hand_calculations_stand_beside_the_full_model():
    made = lab("spinal_load", hands_load_kg=20, hands_forward_m=0.6)
    words = str(made.by_hand())
    assert f"{made.result.compression_n['L4/L5']:.0f} N on L4/L5" in words
    for method in ("lever arm", "Utah", "NIOSH", "specimens"):
        assert method in words
    assert "NIOSH" not in str(lab("spinal_load").by_hand())  # an equation for lifts has nothing to say without a load


def test_at_rest_the_band_shows_and_the_next_move_hides_it(heard):
    made, messages = heard
    lines = [line for _, line, _ in made._plate.discs.whiskers]
    assert not any(line.get_visible() for line in lines)
    made._hear({"tell": True})
    number = made.widget.ids.index("discs-whisker0")
    assert _by_artist(messages[-1]["svg"])[number]["v"] is True
    assert all(line.get_visible() for line in lines)
    made._hear({"seq": 1, "set": {"trunk_flexion_deg": 20}})
    assert _by_artist(messages[-1]["svg"])[number] == {"v": False}
    assert not any(line.get_visible() for line in lines)


def test_the_words_of_the_band_are_the_models_numbers():
    made = lab("spinal_load", trunk_flexion_deg=40, hands_load_kg=10, sex="female")
    r = made.result
    words = made.rest()
    assert f"L4/L5: {compression_band(r.posture, r.person)} (" in words
    people = people_band(r.posture, "female", (40.0, 150.0), (1.40, 2.10))
    assert f"From person to person: {people} for women of 40 kg and 1.40 m to 150 kg and 2.10 m" in words
    assert "no measured spread" in words
    heavy = lab("spinal_load", hands_load_kg=50, hands_forward_m=0.9, trunk_flexion_deg=100)
    assert not heavy.result.held
    assert heavy.rest() == ""


def test_folds_hold_the_hand_calculations_and_the_sources(heard):
    made, messages = heard
    made._hear({"seq": 1, "set": {"hands_load_kg": 10}})
    assert "folds" not in messages[-1]  # not in a drag
    made._hear({"tell": True})
    (hand,) = messages[-1]["folds"]  # the sources stay as they are
    sources = made.widget.first["folds"][1]
    assert hand["title"] == "The same by hand"
    assert f"{made.result.compression_n['L4/L5']:.0f} N on L4/L5" in hand["html"]
    assert sources["title"] == "Where the numbers come from"
    assert re.search(
        r"NIOSH design criterion 3400 N: <a [^>]*>Waters et al. 1993</a> \(quoted elsewhere\)", sources["html"]
    )
    for letter, badge in zip("ABCDE", ("read", "read", "read", "recheck", "read"), strict=True):
        assert re.search(rf"Point {letter}, [^<]* MPa: <a [^>]*>Wilke et al. 1999</a> \({badge}\)", sources["html"])
    assert [fold["title"] for fold in made.widget.first["folds"]] == [hand["title"], sources["title"]]


def test_words_in_a_fold_are_escaped(monkeypatch):
    made = lab("postures")
    monkeypatch.setattr(made, "asides", lambda: {"Odd": ("<b>1 < 2</b>",)})
    monkeypatch.setattr(made, "sources", lambda: [("<i>x</i>", "wilke1999", "")])
    odd, sources = made.widget.first["folds"]
    assert odd["html"] == "<p>&lt;b&gt;1 &lt; 2&lt;/b&gt;</p>"
    assert "&lt;i&gt;x&lt;/i&gt;: <a " in sources["html"]
    assert "(read)" in sources["html"]


def _by_artist(packed):
    out = {}
    for attribute, rows in packed.items():
        for value, numbers in rows:
            for number in numbers:
                out.setdefault(number, {})[attribute] = value
    return out


def test_a_prediction_stays_beside_the_result_until_it_is_taken_back():
    made = predict("04-reach", lab("spinal_load"))
    made.commit(1500)
    assert made.lab.widget.first["remind"].startswith("You said 1500 N.")
    messages = []
    made.lab.widget.send = lambda content, buffers=None: messages.append(content)
    made.again()
    assert {"remind": ""} in messages
    made.show_anyway()
    assert messages[-1] == {"remind": ""}  # nothing was predicted
