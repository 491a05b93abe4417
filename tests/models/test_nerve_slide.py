"""Measured excursions: what the table says, at the angles where somebody measured, and nothing between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_lib.models.nerve_slide import STRUCTURES, TESTS, nerve_slide
from edu_lib.sources import source_keys, table


def row(result, source, at=None):
    return next(r for r in result.rows if r.source == source and (at is None or r.at_deg == at))


def test_the_numbers_are_those_of_the_studies():
    r = nerve_slide("straight leg raise", 90)
    smith, bellier = row(r, "smith1993"), row(r, "bellier2018")
    assert (smith.value, smith.low, smith.high, smith.at_deg, smith.reached) == (None, 0.5, 5, None, None)
    assert (bellier.low, bellier.high) == (1.0, 5.1)
    thirty, sixty = row(r, "ridehalgh2014", 30), row(r, "ridehalgh2014", 60)
    assert (thirty.value, thirty.low, thirty.high) == (9.92, 6.4, 14.7)
    assert (sixty.value, sixty.low, sixty.high) == (12.4, 5.1, 20.2)
    assert row(r, "rade2014").words == "2.33 mm (SD 1.2)"
    assert row(r, "rade2015").words == "3.54 mm (SD 0.87)"
    assert r.pain_deg == 35


@pytest.mark.parametrize(
    ("source", "at", "not_yet", "reached"),
    [("ridehalgh2014", 30, 29, 30), ("ridehalgh2014", 60, 59, 60), ("rade2014", 50, 49, 50), ("rade2015", 60, 59, 60)]
    + [("gilbert2007a", 60, 60, 61)],  # the roots shift clearly ABOVE 60 degrees
)
def test_a_row_is_lit_when_the_leg_has_come_as_far(source, at, not_yet, reached):
    assert row(nerve_slide(TESTS[0], not_yet), source, at).reached is False
    assert row(nerve_slide(TESTS[0], reached), source, at).reached is True


@given(st.sampled_from(TESTS), st.floats(0, 90), st.booleans())
def test_no_millimetre_depends_on_the_angle_or_the_toes(test, move, toes):
    r, still = nerve_slide(test, move, toes), nerve_slide(test, 0)
    assert [(x.structure, x.value, x.low, x.high, x.words) for x in r.rows] == [
        (x.structure, x.value, x.low, x.high, x.words) for x in still.rows
    ]
    in_table = {x[key] for x in table("nerve_excursion") for key in ("value", "low", "high")}
    assert {n for x in r.rows for n in (x.value, x.low, x.high)} <= in_table
    for x in r.rows:
        assert bool(x.reached) == (x.at_deg is not None and (move > x.at_deg if x.low is None else move >= x.at_deg))


@pytest.mark.parametrize("test", TESTS)
def test_every_structure_has_a_row_and_what_is_unknown_says_so(test):
    r = nerve_slide(test, 90, True)
    assert list(dict.fromkeys(x.structure for x in r.rows)) == list(STRUCTURES[test])
    for x in r.rows:
        assert (x.source in source_keys()) if x.source else x.words == "no number found"
        in_table = {t["n"] for t in table("nerve_excursion") if t["source"] == x.source}
        assert not x.source or any(f": {n} " in x.who for n in in_table if n), x.who
    if test != TESTS[0]:
        assert all(x.low is None for x in r.rows)
        assert "no number" in r.toes
        assert r.pain_deg is None


def test_the_table_says_of_every_row_who_was_measured():
    for x in table("nerve_excursion"):
        assert x["who"], x
        assert x["at_deg"] is None or x["at_deg"] in (30, 50, 60)


@pytest.mark.parametrize(
    ("given", "problem", "sentence"),
    [
        ({"test": "slumped"}, ValueError, "slump"),
        ({"move_deg": 91}, ValueError, "90"),
        ({"move_deg": "far"}, TypeError, "move_deg"),
        ({"toes_up": 1}, TypeError, "True"),
    ],
)
def test_bad_input_gets_a_sentence(given, problem, sentence):
    with pytest.raises(problem, match=sentence):
        nerve_slide(**given)
