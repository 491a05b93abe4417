"""The lab of the slice: what is set shows, what is chosen is told, and every source can be cited."""

import json

import pytest

from edu_lib import lab
from edu_lib.models.axial_slice import arcuate_line
from edu_lib.sources import cite


def silent(made):
    made.widget.send = lambda content, buffers=None: None
    return made


def test_the_sentence_tells_level_sheath_and_areas():
    words = str(lab("slice", level=4.5))
    assert "disc L4/L5" in words
    assert "above the arcuate line" in words
    assert "psoas major 17.7" in words
    assert "below the arcuate line" in str(lab("slice", level=6.2))


def test_a_click_sets_the_structure_and_its_record_folds_out():
    made = silent(lab("slice", level=3.0))
    picks = made.widget.picks
    assert picks["key"] == "structure"
    gid = next(gid for gid, name in picks["artists"].items() if name == "quadratus lumborum")
    made._hear({"set": {"structure": picks["artists"][gid]}, "seq": 1})
    assert made.error is None
    assert made.result.structure == "quadratus lumborum"
    folds = made.asides()
    assert any(
        "quadratus lumborum" in " ".join(lines).lower() for title, lines in folds.items() if title.startswith("About")
    )


def test_a_structure_without_a_record_leaves_the_lab_working(monkeypatch):
    def none(name):
        raise ValueError(name)

    monkeypatch.setattr("edu_lib.models.anatomy.structure", none)
    made = lab("slice", structure="psoas major")
    assert list(made.asides()) == ["Where the arcuate line lies"]


def test_the_spread_of_the_arcuate_line_is_told():
    mean, high, low = arcuate_line()
    words = " ".join(lab("slice").asides()["Where the arcuate line lies"])
    for level in (mean, high, low):
        assert f"{level:.1f}" in words


def test_names_can_be_hidden_for_testing_oneself():
    made = silent(lab("slice"))
    made.set(names=False)
    assert not any(text.get_visible() for side in made._plate.words.names.values() for text in side)
    made.reset()
    assert made.values["names"] is True


def test_every_source_can_be_cited():
    for _, key, _ in lab("slice").sources():
        assert cite(key).short


@pytest.mark.parametrize("start", [{"level": 6.0, "structure": "rectus sheath"}, {"level": 1.0, "names": False}])
def test_the_live_view_can_be_patched_from_any_start(start):
    """What opens elsewhere and comes back shows what a fresh one shows."""
    made, other = lab("slice"), silent(lab("slice", **start))
    assert set(made.widget.ids) == set(other.widget.ids)
    other.reset()
    here, there = other.widget.picture, made.widget.picture
    for gid in there.live:
        if there._sent[gid]["v"] and gid not in there._shapes:
            assert here._sent[gid] == there._sent[gid], gid


def test_a_step_of_the_slider_is_small():
    made = silent(lab("slice", level=3.0))
    made.widget  # noqa: B018
    sizes = []
    for i in range(1, 21):
        made._plate.update(made.compute(made.values | {"level": 3.0 + i * 0.05}))
        sizes.append(len(json.dumps(made.widget.picture.changes(), separators=(",", ":"))))
    assert sum(sizes) / len(sizes) < 9500
