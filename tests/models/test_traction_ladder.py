"""The ladder: rungs are what the tables say, the exact test is right, and no rung claims more than its studies."""

import pytest

from edu_lib.models.tilt import tilt
from edu_lib.models.traction_ladder import MORAL, NOTHING, RUNGS, VERDICTS, exact_p, traction_ladder
from edu_lib.sources import published, source_keys, table


def test_the_two_lowest_rungs_hold_and_no_other():
    assert [rung.verdict == "holds" for rung in RUNGS] == [True] * 2 + [False] * 6
    assert {rung.verdict for rung in RUNGS} == set(VERDICTS)
    assert traction_ladder().holding == 2
    assert MORAL in str(traction_ladder())


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.claim)
def test_each_rung_names_its_sources_and_how_well_they_were_read(rung):
    ladder = traction_ladder(rung.claim)
    assert ladder.rung is rung and str(rung) in str(ladder)
    assert set(rung.sources) <= set(source_keys())
    if rung is not RUNGS[0]:
        assert any(badge in str(rung) for badge in ("read", "recheck", "quoted elsewhere"))


def test_effects_are_rows_and_better_is_below_nought():
    effects = [e for rung in RUNGS for e in rung.estimates]
    assert len(effects) == 7
    assert all(e.low < e.effect < e.high for e in effects)
    trial = published("trials", id="E81")
    assert (-0.14, -1.03, 0.76) == (trial["effect"], trial["ci_low"], trial["ci_high"])
    assert (-0.14, -1.03, 0.76) in [(e.effect, e.low, e.high) for e in effects]
    # The note of that row holds the two comparisons with weaker care, which stand in our table.
    for e in effects:
        if e.source == "vanti2021b" and e.effect != trial["effect"]:
            assert f"g = {e.effect:.2f} ({e.low:.2f} to {e.high:.2f})" in trial["note"]


def test_people_are_counted_right():
    counts = {rung.claim: rung.people for rung in RUNGS if rung.people}
    assert counts["surgery avoided"] == (("hung, with physiotherapy", 10, 13), ("physiotherapy alone", 2, 9))
    assert 10 / 13 == pytest.approx(0.769, abs=5e-4) and 2 / 9 == pytest.approx(0.222, abs=5e-4)
    assert counts["disc material goes back"] == (("while 45 kg pulled", 21, 30),)
    for row in (r for r in table("tilt") if r["source"] == "onel1989"):
        printed = float(row["note"].split("from ")[1].split(" %")[0])
        assert 100 * row["value"] / row["n"] == pytest.approx(printed, abs=0.1)


def test_the_exact_test_agrees_with_another_library():
    fisher = pytest.importorskip("scipy.stats").fisher_exact
    for a, n, b, m in ((10, 13, 2, 9), (10, 13, 4, 11), (0, 5, 5, 5), (3, 7, 3, 7), (1, 20, 9, 12)):
        assert exact_p(a, n, b, m) == pytest.approx(fisher([[a, n - a], [b, m - b]])[1])
    assert exact_p(10, 13, 2, 9) == pytest.approx(0.0274, abs=1e-3)
    words = str(traction_ladder("surgery avoided"))
    assert f"p = {exact_p(10, 13, 2, 9):.2f}" in words and f"p = {exact_p(10, 13, 4, 11):.2f}" in words


def test_the_lowest_rung_quotes_the_model():
    assert f"{100 * tilt(90, 0).pull_share:.0f} % of body weight" in str(RUNGS[0])
    assert RUNGS[0].amounts[2] == ("tilted 60°, friction 0.5", 100 * tilt(60, 0.5).pull_share)
    lying, pulled = ([v for w, v in RUNGS[1].amounts if kind in w] for kind in ("lying", "pulled"))
    assert (lying, pulled) == ([6.09, 3.33], [5.7, 7.01, 8.94])


def test_bad_input_gets_a_sentence():
    with pytest.raises(ValueError, match=f'rung .* must be "{NOTHING}"'):
        traction_ladder("hope")
    for bad in ((3, 2, 1, 4), (-1, 2, 1, 4), (1.5, 2, 1, 4), (True, 2, 1, 4)):
        with pytest.raises(ValueError, match="Counts must be whole"):
            exact_p(*bad)
