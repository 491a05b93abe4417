"""The lab of measured pressures keeps the table's numbers, their order and their conflict."""

import pytest

from edu_lib import lab
from edu_lib.models.postures import PEOPLE, measured_postures
from edu_lib.sources import published

WILKE, SATO, NACHEMSON = PEOPLE


def test_each_row_is_the_published_number_with_its_badge():
    for by, (source, _) in PEOPLE.items():
        result = measured_postures(by, "times standing")
        rows = {row.id: published("invivo_pressure", source=source, activity=row.id) for row in result.rows}
        standing = rows[result.rows[result.standing].id]["value"]
        for row in result.rows:
            assert row.value == pytest.approx(rows[row.id]["value"] / standing)
            assert row.badge == rows[row.id]["badge"]
        values = [row.value for row in result.rows]
        assert values == sorted(values)
    assert [row.value for row in measured_postures(SATO).rows][-1] == 1.324  # kPa in the table, MPa shown
    assert len(measured_postures(WILKE).rows) == 10


def test_the_conflict_about_sitting_is_computed():
    percent = {by: measured_postures(by).sitting_percent for by in PEOPLE}
    assert percent == pytest.approx({WILKE: -8.0, SATO: 15.6, NACHEMSON: 40.0}, abs=0.1)
    words = str(lab("postures"))
    assert "Here sitting presses 8 % less than standing; Sato 1999: 16 % more; Nachemson 1976: 40 % more." in words
    assert "one man" in words
    assert "8 healthy volunteers" in str(lab("postures", by=SATO))


def test_shares_of_standing_are_not_called_megapascals():
    made = lab("postures", by=NACHEMSON)
    assert made.result.unit == "times standing"
    assert "Told only as a share of standing." in str(made)
    assert "MPa" not in str(made)


def test_an_order_that_is_handed_over_stands_beside_the_bars():
    made = lab("postures")
    made.widget.send = lambda content, buffers=None: None
    right = [row.id for row in made.result.rows]
    mine = [right[1], right[0], *right[2:]]
    made.order = mine
    assert [slot.rank.get_text() for slot in made._plate.slots] == ["2", "1", *map(str, range(3, 11))]
    assert "In your order 8 of 10 stand at the measured place." in str(made)
    made.set(by=SATO)
    assert {slot.rank.get_text() for slot in made._plate.slots} == {""}  # other postures: no rank to compare
    made.reset()
    assert made._plate.slots[0].rank.get_text() == "2"
    with pytest.raises(ValueError, match="order must hold each of these once: lying prone"):
        made.order = right[:3]
    assert made.order == tuple(mine)


def test_reset_and_bad_choices():
    made = lab("postures", by=SATO, unit="times standing")
    made.reset()
    assert made.result == measured_postures()
    with pytest.raises(ValueError, match='by .* must be "Wilke 1999'):
        made.set(by="Smith 2030")


def test_its_sources_name_every_study():
    keys = {key for _, key, _ in lab("postures").sources()}
    assert {source for source, _ in PEOPLE.values()} <= keys


@pytest.mark.parametrize(
    ("name", "start"),
    [("postures", {"by": SATO}), ("exercise_ladder", {"muscle": "external oblique", "exercise": "superman"})],
)
def test_the_live_view_can_be_patched_from_any_start(name, start):
    """Hidden rows have elements too, and a lab that opens elsewhere and comes back shows what a fresh one shows."""
    made = lab(name)
    other = lab(name, **start)
    assert set(made.widget.ids) == set(other.widget.ids)
    other.widget.send = lambda content, buffers=None: None
    other.reset()
    here, there = other.widget.picture, made.widget.picture
    for gid in there.live:
        if there._sent[gid]["v"] and gid not in there._shapes:
            assert here._sent[gid] == there._sent[gid], gid
