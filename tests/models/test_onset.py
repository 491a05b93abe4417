"""Simulated traces are what the docstring says, and each algorithm errs in the direction that the lesson names."""

import numpy as np
import pytest

from edu_lib.models.onset import (
    BASELINE_END_MS,
    TIME_MS,
    WINDOW_MS,
    energy,
    find_onset,
    onset_errors,
    onset_trace,
    within,
)

ON = TIME_MS >= 100.0  # fully active in every trial that starts at 0


def test_the_same_seed_gives_the_same_trial_and_another_another():
    one, again, other = onset_trace(seed=7), onset_trace(seed=7), onset_trace(seed=8)
    assert np.array_equal(one.transversus, again.transversus)
    assert (one.true_ms, one.by_threshold.onset_ms) == (again.true_ms, again.by_threshold.onset_ms)
    assert not np.allclose(one.transversus, other.transversus)
    assert onset_errors(trials=30) == onset_errors(trials=30)


def test_a_trace_has_the_noise_the_activity_and_the_band_that_were_asked_for():
    """Over many trials: baseline 20 dB below full activity, silence before the onset, and no power outside the band."""
    traces = [onset_trace(seed=s, onset_ms=0, snr_db=20) for s in range(1, 61)]
    tra = np.array([t.transversus for t in traces])
    rest, active = tra[:, TIME_MS < 0].std(), tra[:, ON].std()
    assert rest == pytest.approx(0.1, rel=0.03)
    assert active == pytest.approx(np.hypot(1.0, 0.1), rel=0.03)
    power = (np.abs(np.fft.rfft(tra[:, TIME_MS < 0] * np.hanning((TIME_MS < 0).sum()))) ** 2).mean(axis=0)
    hertz = np.fft.rfftfreq((TIME_MS < 0).sum(), 0.0005)
    inside = (hertz > 45) & (hertz < 485)
    assert power[(hertz < 15) | (hertz > 515)].max() < 0.01 * power[inside].mean()


def test_cross_talk_is_a_share_of_a_neighbour_that_starts_earlier():
    clean, mixed = (onset_trace(seed=3, onset_ms=40, cross_talk=c, cross_talk_ms=60) for c in (0.0, 0.5))
    extra = mixed.transversus - clean.transversus
    assert np.abs(extra[TIME_MS <= -20.0]).max() == 0.0
    assert extra[ON].std() == pytest.approx(0.5, rel=0.15)
    with_less = onset_trace(seed=3, onset_ms=40, cross_talk=0.25, cross_talk_ms=60).transversus - clean.transversus
    assert extra == pytest.approx(2.0 * with_less)


def test_the_energy_operator_is_its_formula_and_knows_a_pure_tone():
    """For a cos(w n) the energy is a^2 sin(w)^2 at every sample (Kaiser's own example of the formula)."""
    w, a = 0.3, 2.0
    tone = a * np.cos(w * np.arange(200) + 0.4)
    assert energy(tone) == pytest.approx((a * np.sin(w)) ** 2)
    x = np.random.default_rng(1).standard_normal(50)
    by_hand = [x[i] ** 2 - x[i - 1] * x[i + 1] for i in range(1, 49)]
    assert energy(x)[1:-1] == pytest.approx(by_hand)


def test_the_onset_is_the_first_moment_that_lasts():
    """A built signal: one short spike that must not count, then a step; found by a slow search as well."""
    rng = np.random.default_rng(5)
    x = rng.uniform(0.5, 1.5, 2048)
    shown = 2048 // 2 - len(TIME_MS) // 2 - 1 + np.arange(len(TIME_MS))
    place = {ms: shown[np.flatnonzero(TIME_MS == ms)[0]] for ms in (-150.0, 30.0)}
    x[place[-150.0] : place[-150.0] + 16] += 20.0
    x[place[30.0] :] += 20.0
    onset, average, threshold = find_onset(x, k=3.0, window_ms=5.0)
    base = average[TIME_MS < BASELINE_END_MS]
    assert threshold == pytest.approx(base.mean() + 3.0 * base.std(ddof=1))
    over = average > threshold
    slow = next(
        TIME_MS[i] for i in range(len(TIME_MS) - 39) if TIME_MS[i] >= BASELINE_END_MS and over[i : i + 40].all()
    )
    assert onset == slow
    assert abs(onset - 30.0) <= 5.0
    assert np.isnan(find_onset(rng.uniform(0.5, 1.5, 2048), k=10.0, window_ms=20.0)[0])


def test_a_clean_onset_is_found():
    """At 30 dB and 6 SD both methods lie within 15 ms of the truth in 95 of 100 trials, wherever the onset is."""
    for onset in (-80.0, 0.0, 90.0):
        traces = [onset_trace(seed=s, onset_ms=onset, snr_db=30, k=6) for s in range(1, 101)]
        for errors in ([t.threshold_error_ms for t in traces], [t.energy_error_ms for t in traces]):
            assert sum(abs(e) <= 15.0 for e in errors) >= 95
    drawn = [t.true_ms for t in (onset_trace(seed=s) for s in range(1, 201))]
    assert -80 <= min(drawn) < -60 and 70 < max(drawn) <= 90


def test_a_higher_threshold_is_later_and_a_low_one_falsely_early():
    low, middle, high = (onset_errors(trials=200, k=k) for k in (1, 3, 10))
    for i in (0, 1):
        assert low.late_ms[i] < middle.late_ms[i] < high.late_ms[i]
        assert low.early[i] > 0.25 > 0.1 > middle.early[i] >= high.early[i]
        assert high.late_ms[i] > 5.0


def test_cross_talk_and_smoothing_pull_early_and_noise_pushes_late():
    mixed = [onset_errors(trials=200, k=5, cross_talk=c) for c in (0.0, 0.2, 0.5)]
    smooth = [onset_errors(trials=200, k=5, window_ms=w) for w in (5, 20, 100)]
    noisy = [onset_errors(trials=200, k=5, snr_db=s) for s in (24, 14, 6)]
    for i in (0, 1):
        assert mixed[0].late_ms[i] > mixed[1].late_ms[i] > mixed[2].late_ms[i]
        assert mixed[2].wrong_side[i] > 0.3 > 0.1 > mixed[0].wrong_side[i]
        assert smooth[0].late_ms[i] > smooth[1].late_ms[i] > smooth[2].late_ms[i]
        assert noisy[0].late_ms[i] < noisy[1].late_ms[i] < noisy[2].late_ms[i]


def test_many_trials_are_the_single_trials_counted():
    errors = onset_errors(trials=25, k=2, cross_talk=0.3)
    singles = [onset_trace(seed=s, k=2, cross_talk=0.3) for s in range(1, 26)]
    assert errors.late_ms[0] == pytest.approx(np.mean([t.threshold_error_ms for t in singles]))
    assert errors.late_ms[1] == pytest.approx(np.mean([t.energy_error_ms for t in singles]))
    assert errors.wrong_side[0] == np.mean([t.by_threshold.inside != within(t.true_ms) for t in singles])


def test_the_window_is_the_published_one_with_both_edges_inside():
    assert WINDOW_MS == (-100.0, 50.0)
    assert [bool(within(ms)) for ms in (-100.5, -100.0, 0.0, 50.0, 50.5)] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"k": 0}, "k .* between 1 and 10"),
        ({"cross_talk": 1.5}, "cross_talk .* between 0 and 1"),
        ({"seed": 2.5}, "seed .* whole number, but 2.5"),
        ({"cursor_ms": 400}, "cursor_ms .* between -200 and 190"),
        ({"snr_db": float("nan")}, "snr_db .* finite"),
    ],
)
def test_bad_input_gets_a_sentence(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        onset_trace(**given)
