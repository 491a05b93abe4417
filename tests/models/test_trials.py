"""The table of trials: what may share an axis, what an interval says, and the one printed P value that does not fit."""

import math
import re
from dataclasses import replace

import pytest
from scipy.stats import norm

from edu_lib.models.forest import OUTCOMES, QUESTIONS, SORTS, TIMES, forest
from edu_lib.models.trials import (
    COMPARATORS,
    agrees,
    axis_of,
    certainty_words,
    check_row,
    evidence,
    high_bias,
    interval_words,
    no_pool,
    p_value,
    per_100,
    standard_error,
    trial,
    trials,
    worth_it,
)
from edu_lib.sources import published, table

WITH_INTERVAL = [row for row in trials() if row.has_interval]


# ------------------------------------------------------------------------------------------------------------ the table


def test_every_id_is_there_once_and_leads_to_words():
    ids = [row.id for row in trials()]
    assert len(set(ids)) == len(ids) == 134
    assert {f"G{i}" for i in range(1, 10)} <= set(ids)
    for row in trials():
        assert row.effect is not None or row.note, row.id
        assert str(row).startswith(f"{row.short} ({row.badge}): {row.comparison}"), row.id
        assert row.comparator in (None, *COMPARATORS), row.id


def test_a_number_that_lives_in_another_table_is_not_written_twice():
    raw = {row["id"]: row for row in table("trials")}
    elsewhere = [row for row in trials() if row.see]
    assert len(elsewhere) == 18
    for row in elsewhere:
        assert raw[row.id]["effect"] is None
        assert isinstance(row.effect, int | float), row.id
    assert trial("E61").effect == published("invivo_pressure", source="wilke1999", activity="relaxed standing")["value"]


def test_the_course_of_pain_is_told_alike_in_both_tables():
    seen = 0
    for row in table("study_facts"):
        found = re.fullmatch(r"(acute|persistent) back pain: mean pain at (the start|six weeks)", row["what"])
        if row["source"] == "wallwork2024" and found:
            name = f"E106{found[1][0]}{0 if found[2] == 'the start' else 6}"
            assert trial(name).effect == row["value"], name
            seen += 1
    assert seen == 4


def test_evidence_resolves_ranges_lists_and_series():
    found = evidence("E01-E25, E75-E77")
    assert {row.id for row in found} == {f"E{i:02}" for i in (1, *range(5, 26), 75, 76, 77)}
    assert [row.id for row in evidence("G2,E96-E97")] == ["E96", "E96b", "E97", "G2"]
    assert [row.id for row in evidence("E106a")] == ["E106a0", "E106a6", "E106a26", "E106a52"]
    assert evidence("") == ()
    for wrong in ("E02", "G10", "E10-E05", "E1", "E01-E03"):
        with pytest.raises(ValueError, match=r"There is no row|runs backwards"):
            evidence(wrong)


@pytest.mark.parametrize("row", WITH_INTERVAL, ids=lambda row: row.id)
def test_an_interval_holds_its_effect_and_standard_error_and_p_agree_with_scipy(row):
    assert row.ci_low < row.effect < row.ci_high
    low, mean, high = (math.log(v) if row.ratio else v for v in (row.ci_low, row.effect, row.ci_high))
    se = (high - low) / (2 * norm.ppf(0.975))
    assert standard_error(row) == pytest.approx(se, rel=1e-6)
    assert p_value(row) == pytest.approx(2 * norm.sf(abs(mean) / se), rel=1e-6)


def test_wangs_p_is_the_only_printed_one_that_does_not_fit():
    printed = [row for row in trials() if row.printed_p is not None]
    assert [row.id for row in printed] == ["E11", "E12", "E13", "E14"]
    assert [row.id for row in printed if not agrees(row)] == ["E11"]
    assert agrees(trial("E11"), 0.03)
    assert not agrees(trial("E11"), 0.04)
    check = check_row("E11")
    assert (check.printed_p, check.fits) == (0.003, False)
    assert str(check).endswith("P = 0.03; printed is P = 0.003, which does not fit.")
    assert str(check_row("E28")).endswith("P below 0.001; no P value is printed.")
    with pytest.raises(ValueError, match="E28: no P value is printed"):
        agrees(trial("E28"))


# -------------------------------------------------------------------------------------------------------------- mixing


@pytest.mark.parametrize(
    ("ids", "says"),
    [
        (("E09", "E11"), r"scale differs: 0-100 in E09; 0-10 in E11\. Plot them apart, or take per_100"),
        (("E09", "E24"), r"kind of effect differs: mean difference in E09; standardised mean difference in E24\. Plot"),
        (("E109", "E111"), r"kind of effect differs: risk ratio in E109; hazard ratio in E111"),
        (("E41", "E42"), r"direction that is better differs: lower in E41; higher in E42"),
        (("E42", "E44"), r"scale differs: 0-10 in E42; 3-30 in E44\. Plot them apart\.$"),
        (("E22", "E09"), r"E22: no effect with both ends"),
        (("E06",), r"E06: no effect with both ends"),
        ((), r"no row to draw"),
    ],
)
def test_what_does_not_belong_on_one_axis_gets_a_sentence(ids, says):
    with pytest.raises(ValueError, match=says):
        axis_of(trial(id) for id in ids)


def test_names_of_one_kind_of_effect_may_share_an_axis():
    axis = axis_of([trial("E09"), trial("E17")])  # MD and WMD
    assert (axis.family, axis.unit, axis.none) == ("mean difference", "points", 0.0)
    assert axis_of([trial("E71"), trial("E79")]).unit == "SD"  # SMD and Hedges' g
    assert axis_of([trial("E109"), trial("E110")]).none == 1.0


def test_only_an_exact_change_of_scale_is_made_and_it_is_marked():
    wang = per_100(trial("E11"))
    assert (wang.effect, wang.ci_low, wang.ci_high, wang.scale, wang.converted) == (-12.9, -24.7, -1.1, "0-100", 10)
    assert p_value(wang) == pytest.approx(p_value(trial("E11")))
    assert per_100(wang) == wang
    for same in ("E09", "E24", "E44", "E111"):
        assert per_100(trial(same)) == trial(same)


def test_nothing_is_pooled_and_the_reason_is_given():
    assert "share trials" in no_pool([trial("E01"), trial("E17")])
    assert "share its people" in no_pool([trial("E15"), trial("E17")])
    assert "different treatments" in no_pool([trial("E79"), trial("E81")])
    assert "kind of effect" in no_pool([trial("E09"), trial("E24")])
    assert "nothing to pool" in no_pool([trial("E09")])


# ------------------------------------------------------------------------------------------------------------- one row


def test_intervals_and_certainty_in_words():
    assert interval_words(trial("E01"), 15) == "from 18.5 to 7.4 points less pain; 15 points is inside"
    assert (
        interval_words(trial("E09"), 15)
        == "from 6.7 points less to 0.6 points more pain; 15 points is better than all of it"
    )
    assert interval_words(trial("E34")) == "from 1.71 to 0.56 SD better physical function"
    assert interval_words(trial("E42"), 0.2).endswith("0.2 points is less than all of it")
    assert interval_words(trial("E111")) == "from 0.6 to 0.85 times the risk"
    worse = replace(trial("E09"), effect=2.0, ci_low=1.0, ci_high=3.0)
    assert interval_words(worse) == "from 1.0 to 3.0 points more pain"
    assert certainty_words(trial("E01")) == "low to moderate certainty"
    assert certainty_words(trial("E41")) == "one trial"
    assert certainty_words(trial("E71")) == "risk of bias high or unclear"


@pytest.mark.parametrize(
    ("id", "line", "verdict"),
    [
        ("E01", 7.0, "whole interval"),
        ("E01", 15.0, "part"),
        ("E01", 19.0, "none"),
        ("E09", 3.0, "could go either way"),
        ("E09", 15.0, "none"),
        ("E42", 0.3, "whole interval"),  # more is better
        ("E72", 0.05, "could go either way"),
    ],
)
def test_worth_it(id, line, verdict):
    assert worth_it(trial(id), line) == verdict


def test_worth_it_asks_for_a_size_on_a_scale_of_differences():
    for wrong in (0, -15, math.nan, True, "15"):
        with pytest.raises(ValueError, match="must be a number above 0"):
            worth_it(trial("E01"), wrong)
    with pytest.raises(ValueError, match="E111 is a ratio"):
        worth_it(trial("E111"), 0.2)
    with pytest.raises(ValueError, match="E22 has no effect"):
        standard_error(trial("E22"))


# ------------------------------------------------------------------------------------------------------- the selection


def test_no_question_mixes_and_none_is_empty():
    for name, question in QUESTIONS.items():
        shown = {row.id for outcome in OUTCOMES for row in forest(name, outcome).rows}
        assert shown, name
        for outcome in OUTCOMES:
            plot = forest(name, outcome)
            if plot.rows:
                assert plot.axis.unit == question.unit
                assert plot.axis.better == "lower"
                by_time = [row.id for time in list(TIMES)[1:] for row in forest(name, outcome, time).rows]
                assert sorted(by_time) == sorted(row.id for row in plot.rows)
            else:
                assert plot.why.startswith(f"No row here for {outcome}")
        groups = {row.id for group in question.groups for row in trials(plot_group=group) if row.has_interval}
        assert shown == groups


def test_other_exercise_brings_the_results_nearer_to_no_difference():
    """What the lesson asks its readers to foresee."""
    against_little = forest("Motor control v little or no care", time="long term").rows
    against_other = forest("Motor control v other exercise", time="long term").rows
    assert max(row.effect for row in against_little) < min(row.effect for row in against_other) - 3


def test_dropping_high_bias_drops_what_its_name_says():
    every = forest("SMD: exercise v no care", "disability or function")
    strict = forest("SMD: exercise v no care", "disability or function", drop_high_bias=True)
    assert [row.source for row in every.rows] == ["owen2020", "owen2020", "verville2023"]
    assert [row.source for row in strict.rows] == ["verville2023"]
    assert strict.dropped == 2
    none = forest("Sciatica: exercise v advice", drop_high_bias=True)
    assert none.rows == ()
    assert none.why.startswith("The only row is of low certainty")
    assert not high_bias(trial("E09"))  # not graded is not the same as bad


def test_sorting_and_the_reviewers_own_line():
    name = "Motor control v other exercise"
    keys = {
        "effect": lambda row: row.effect,
        "precision": lambda row: row.ci_high - row.ci_low,
        "year": lambda row: -row.year,
    }
    for sort, key in keys.items():
        found = [key(row) for row in forest(name, sort=sort).rows]
        assert found == sorted(found)
    order = [
        COMPARATORS.index(row.comparator) for row in forest("Motor control: all comparators", sort="comparator").rows
    ]
    assert order == sorted(order)
    assert set(order) == set(range(len(COMPARATORS)))
    first = forest("Motor control: all comparators", sort="certainty").rows[0]
    assert first.certainty == "low to moderate"
    assert forest(name).line == 15.0
    assert forest(name, "disability or function").line == 10.0
    assert forest(name, worth_points=4).line == 4.0
    assert forest("SMD: traction added", worth_points=4).line == 0.5
    with pytest.raises(ValueError, match="sort"):
        forest(sort="size")
    assert set(keys) < set(SORTS)
