"""Both plates say what the models say, hide what is to be guessed, and no word lies on another."""

import itertools

import numpy as np
import pytest
from plate_words import assert_apart, words_on

from edu_lib import lab
from edu_lib.models.onset import TIME_MS, WINDOW_MS, onset_trace
from edu_lib.models.onset_sample import MARKS, onset_sample
from edu_lib.plates.onset import OnsetPlate, describe_onset, ms_at, signed_ms
from edu_lib.plates.onset_sample import OnsetSamplePlate, describe_onset_sample
from edu_lib.plates.style import DARK


@pytest.fixture(scope="module")
def plate():
    return OnsetPlate()


@pytest.fixture(scope="module")
def sample_plate():
    return OnsetSamplePlate()


@pytest.mark.parametrize("cursor", [-200, -105, 55, 60, 190])
@pytest.mark.parametrize(("algorithms", "true"), [(False, False), (True, False), (False, True), (True, True)])
def test_no_word_lies_on_another_and_none_is_lost(plate, cursor, algorithms, true):
    for onset, k in ((-80, 1), (90, 10)):
        trace = onset_trace(onset_ms=onset, k=k, cursor_ms=cursor, show_algorithms=algorithms, show_true=true)
        plate.update(trace)
        assert_apart(plate)


def test_what_is_to_be_guessed_is_neither_drawn_nor_said(plate):
    trace = onset_trace(seed=4, cursor_ms=10)
    plate.update(onset_trace(seed=4, show_algorithms=True, show_true=True))
    plate.update(trace)
    words = " ".join(text for text, _ in words_on(plate)) + describe_onset(trace)
    assert "starts at +" not in words and signed_ms(trace.true_ms) not in words
    assert signed_ms(trace.by_threshold.onset_ms) not in words
    assert not any(
        artist.get_visible() for artist in (plate.true, plate.claims, *plate.bases, *plate.limits, *plate.marks)
    )
    shown = onset_trace(seed=4, cursor_ms=10, show_algorithms=True, show_true=True)
    plate.update(shown)
    words = [text for text, _ in words_on(plate)]
    assert f"true onset {signed_ms(trace.true_ms)}" in words
    assert signed_ms(trace.by_energy.onset_ms) in words


def test_marks_stand_where_the_model_says(plate):
    trace = onset_trace(seed=6, cursor_ms=30, cross_talk=0.3, show_algorithms=True, show_true=True)
    plate.update(trace)
    at = [ms_at(mark.move.get_matrix()[0, 2]) for mark in plate.marks]
    assert at == pytest.approx([trace.by_threshold.onset_ms, trace.by_energy.onset_ms])
    assert [ms_at(x) for x in plate.claims.get_xdata()[::3]] == pytest.approx(at)
    assert ms_at(plate.cursor.get_xdata()[0]) == pytest.approx(30.0)
    assert ms_at(plate.true.get_xdata()[0]) == pytest.approx(trace.true_ms)
    # The smoothed line crosses the dashed one where the mark stands.
    x, y = plate.bases[0].get_data()
    limit = plate.limits[0].get_ydata()[0]
    above = np.asarray(y) < limit
    near = np.abs(np.array([ms_at(v) for v in x]) - trace.by_threshold.onset_ms) <= 3.0
    assert above[near].any() and not above[near].all()
    assert ms_at(plate.bases[0].get_xdata()[0]) == TIME_MS[0]


def test_the_verdict_on_the_window_follows_the_answers():
    def say(**values):
        return describe_onset(onset_trace(show_algorithms=True, show_true=True, **values))

    far = say(onset_ms=-30, cursor_ms=-28, snr_db=24, k=6)
    assert "agree on the window" in far and "too little to change the verdict" in far and "2 ms late" in far
    near = say(seed=12, onset_ms=60, cursor_ms=60, cross_talk=0.5)
    assert "disagree on the window" in near and "could decide the verdict" in near and "You hit it" in near
    assert "still waits" in say(cursor_ms=-180)
    assert "finds none" in say(seed=1, snr_db=0, k=10)


def test_the_cursor_is_dragged_and_nudged_in_milliseconds():
    made = lab("onset")
    made.set(cursor_ms=-40)
    x = made.plate()
    x.update(made.result)
    at = x.grip.move.get_matrix()[0, 2]
    assert made.dragged("cursor", at, 0.0)["cursor_ms"] == pytest.approx(-40.0)
    assert made.nudged("cursor", 0, 0) == {"cursor_ms": -40.0}
    assert made.nudged("cursor", 5, 0) == {"cursor_ms": -35.0}
    assert list(x.handles.values()) == ["cursor"] and set(x.handles) == set(x.handle_names) <= set(x.live)


SAMPLES = list(itertools.product((5, 15, 48, 100), (0.0, 0.2, 1.5), (1, 8)))


@pytest.mark.parametrize(("n", "difference", "looks"), SAMPLES)
def test_the_words_of_the_studies_never_collide(sample_plate, n, difference, looks):
    for study in (1, 412):
        sample_plate.update(onset_sample(n=n, difference=difference, looks=looks, study=study))
        assert_apart(sample_plate)


def test_dots_heap_and_counts_are_the_sample(sample_plate):
    sample = onset_sample(n=15, difference=0.5, study=17)
    sample_plate.update(sample)
    y = sample_plate.dots[1].get_ydata()[::3]
    assert len(y) == 15
    assert np.argsort(-y).tolist() == np.argsort(sample.with_pain).tolist()
    words = [text for text, _ in words_on(sample_plate)]
    count = round(1000 * sample.share)
    assert f"{count} of 1000 say “differs”" in words
    assert f"They show {sample.exaggeration:.1f} times the true size." in words

    def area(shape):
        v = shape.get_path().vertices[:-1]
        return (v[0, 1] - v[:-1, 1]) @ np.diff(v[:, 0])

    assert area(sample_plate.said) / area(sample_plate.heap) == pytest.approx(sample.share, abs=1e-6)
    for key, n in MARKS.items():
        assert any(key[:6].capitalize() in word for word in words) and str(n) in words
    said = describe_onset_sample(sample)
    assert f"{sample.exaggeration:.1f} times" in said and "nothing differs" not in said
    assert "nothing differs" in describe_onset_sample(onset_sample())


def test_the_labs_say_what_is_simulated_and_do_not_overreach():
    made = lab("onset")
    asides = " ".join(line for lines in made.asides().values() for line in lines)
    assert f"{WINDOW_MS[1]:.0f} ms after deltoid" in asides
    assert "nobody's measured value" in asides
    assert "does not show that the finding of 1996 was chance" in str(lab("onset_sample").asides())


def test_dark_plates_can_be_drawn():
    for kind, result in ((OnsetPlate, onset_trace(show_algorithms=True)), (OnsetSamplePlate, onset_sample())):
        dark = kind(DARK)
        dark.update(result)
        assert dark.figure.get_facecolor() != OnsetPlate().figure.get_facecolor()
