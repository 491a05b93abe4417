"""The waiting room: what was put in comes out, each of the four reasons by itself and all of them together."""

import numpy as np
import pytest
from scipy import stats

from edu_lib.models.natural_course import KINDS, WEEKS, WHO, _difference, _t, course, waiting_room

SEEDS = range(1, 301)
NONE = {"fluctuation": 0, "natural": 0, "placebo": 0, "specific": 0}
KEPT = ([27, 66, 63, 42, 86, 37, 56, 89], [1, 6, 14, 3, 24, 4, 28, 3])


def rooms(seeds=range(1, 41), people=1000, trial_people=30, **values):
    return [waiting_room(seed=seed, people=people, trial_people=trial_people, **values) for seed in seeds]


def near(numbers, expected):
    """The mean of `numbers` lies within four standard errors of `expected`; half a hundredth is left for rounding."""
    numbers = np.asarray(numbers, dtype=float)
    assert abs(numbers.mean() - expected) < 4 * numbers.std(ddof=1) / len(numbers) ** 0.5 + 0.005


def test_the_same_seed_gives_the_same_people_and_another_gives_others():
    one, again, other = waiting_room(seed=5), waiting_room(seed=5), waiting_room(seed=6)
    assert str(one) == str(again) != str(other)
    assert (one.after == again.after).all()
    larger = waiting_room(seed=5, trial_people=1500)
    assert (one.before == larger.before).all()
    assert one.against_sham.n == (200, 200) and larger.against_sham.n == (500, 500)


def test_what_people_say_is_kept_between_versions():
    room = waiting_room()
    assert room.before[:8].tolist() == KEPT[0]
    assert room.after[:8].tolist() == KEPT[1]


@pytest.mark.parametrize("weeks", WEEKS)
@pytest.mark.parametrize("kind", KINDS)
def test_without_treatment_the_published_course_comes_out(kind, weeks):
    found = rooms(kind=kind, weeks=weeks)
    near([r.before.mean() for r in found], course(kind)[0])
    near([r.untreated.mean() for r in found], course(kind)[weeks])


def test_the_courses_are_those_of_the_table():
    assert [list(course(kind).values()) for kind in KINDS] == [[56, 26, 22, 21], [63, 29, 29, 31], [56, 48, 43, 40]]


@pytest.mark.parametrize("swing", (0, 5, 10, 12))
def test_regression_and_natural_course_share_the_published_fall(swing):
    regression, natural, *_ = waiting_room(kind="persistent", fluctuation=swing).expected
    assert regression + natural == pytest.approx(8.0)
    assert natural >= 0 and (regression > 0) == (swing > 0)


def test_the_four_parts_add_up_in_every_room():
    for seed in range(1, 60):
        room = waiting_room(seed=seed, who=WHO[seed % 2], placebo=seed % 15, specific=seed % 7)
        assert sum(room.parts) == pytest.approx(room.fall, abs=1e-9)
        assert sum(room.whole_parts) == round(room.fall)
        assert all(abs(w - p) < 1 for w, p in zip(room.whole_parts, room.parts, strict=True))


def test_nothing_happens_where_nothing_is_put_in():
    room = waiting_room(**NONE)
    assert (room.before == room.after).all()
    assert room.fall == 0
    assert (room.against_sham.truth, room.against_nothing.truth) == (0, 0)


@pytest.mark.parametrize("swing", (4, 12, 16))
def test_pain_regresses_only_where_people_come_in_a_bad_week(swing):
    bad = rooms(**NONE | {"fluctuation": swing})
    near([r.fall for r in bad], bad[0].expected[0])
    assert bad[0].expected[0] > 0.4 * swing
    near([r.fall for r in rooms(**NONE | {"fluctuation": swing}, who=WHO[1])], 0.0)


@pytest.mark.parametrize("key", ("natural", "placebo", "specific"))
@pytest.mark.parametrize("kind", ("acute", "persistent"))
def test_one_dial_alone_is_what_the_clinic_sees(key, kind):
    found = rooms(kind=kind, **NONE | {key: 12})
    near([r.fall for r in found], 12)
    part = ("natural", "placebo", "specific").index(key) + 1
    near([r.parts[part] for r in found], 12)


@pytest.mark.parametrize("who", WHO)
def test_the_trial_finds_what_was_put_in_and_its_interval_holds_it_in_95_of_100(who):
    found = rooms(SEEDS, people=10, trial_people=300, kind="persistent", who=who, placebo=8, specific=5)
    for answers, truth in (([r.against_sham for r in found], 5), ([r.against_nothing for r in found], 13)):
        assert {a.truth for a in answers} == {truth}
        near([a.effect for a in answers], truth)
        held = np.mean([a.low <= truth <= a.high for a in answers])
        assert abs(held - 0.95) < 4 * (0.95 * 0.05 / len(found)) ** 0.5


def test_the_interval_is_that_of_welch():
    rng = np.random.default_rng(1)
    treated, control = rng.normal(30, 10, 22), rng.normal(36, 19, 31)
    ours = _difference("", treated, control, 0.0)
    theirs = stats.ttest_ind(control, treated, equal_var=False).confidence_interval(0.95)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), rel=1e-4)
    for df in (9, 20, 200, 2000):
        assert _t(df) == pytest.approx(stats.t.ppf(0.975, df), rel=2e-3)


def test_no_score_is_cut_off_so_every_mean_stays():
    for swing in (0, 8, 16):
        for kind in KINDS:
            found = rooms(range(1, 21), kind=kind, fluctuation=swing, placebo=15, specific=15)
            said = np.concatenate([np.concatenate([r.before, r.untreated, r.after]) for r in found])
            assert said.min() >= 0 and said.max() <= 100
            near([r.before.mean() for r in found], course(kind)[0])
            near([r.after.mean() for r in found], found[0].usual - sum(found[0].expected[1:]))


def test_no_more_pain_is_taken_than_there_is():
    room = waiting_room(placebo=15, specific=15)
    left = room.usual - room.expected[1]
    assert room.limited
    assert room.against_nothing.truth == pytest.approx(0.95 * left)
    assert room.expected[2] == pytest.approx(room.expected[3])
    assert not waiting_room(kind="persistent", placebo=15, specific=15).limited


def test_the_stories_are_the_best_of_people_without_treatment():
    room = waiting_room()
    falls = room.before - room.untreated
    assert [before - then for before, then in room.stories] == sorted(falls, reverse=True)[:5]
    assert room.stories == waiting_room(placebo=0, specific=15).stories
    improved = sum(then <= 0.7 * before for before, then in zip(room.before, room.untreated, strict=True))
    assert room.better(room.untreated) == improved


def test_a_trial_of_few_often_misses_what_a_large_one_finds():
    small, large = (
        [r.against_sham.reaches_zero for r in rooms(range(1, 61), 10, n, kind="persistent")] for n in (90, 1500)
    )
    assert np.mean(small) > 0.6 > 0.2 > np.mean(large)


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"kind": "chronic"}, ValueError, '"persistent"'),
        ({"who": "always"}, ValueError, "in a bad week"),
        ({"weeks": 12}, ValueError, "6, 26 or 52"),
        ({"weeks": "6"}, ValueError, "6, 26 or 52"),
        ({"weeks": [6]}, ValueError, "6, 26 or 52"),
        ({"fluctuation": 40}, ValueError, "between 0 and 16"),
        ({"natural": -1}, ValueError, "between 0 and 36"),
        ({"placebo": "much"}, TypeError, "must be a number"),
        ({"specific": float("nan")}, ValueError, "finite"),
        ({"seed": 1.5}, ValueError, "whole number"),
        ({"seed": 0}, ValueError, "between 1 and 999"),
        ({"people": 3}, ValueError, "between 10 and 1000"),
        ({"trial_people": None}, TypeError, "must be a number"),
    ],
)
def test_bad_input_gets_a_sentence(values, error, words):
    with pytest.raises(error, match=words):
        waiting_room(**values)
