"""The browser benchmark's own sums, from event logs made up here; the browser itself is not needed."""

import json
import math
import sys
import time

import pytest

pytest.importorskip("websocket", reason="the course's environment is not installed")
pytest.importorskip("psutil", reason="the course's environment is not installed")

import bench_browser
import machine_load

LIVE = {"median_ms": 30.0, "p95_ms": 50.0, "fps": 45.0, "lag_ms": 60.0, "bytes": 7000.0}
QUIET = {"step_foreign": 0.0, "drag_foreign": 0.0}


def log(**more):
    """A log of ten steps, each painted 30 ms after its key."""
    keys = [1000.0 + 200 * i for i in range(10)]
    out = {"keys": keys, "moves": [], "shown": [key + 30 for key in keys], "bytesIn": 0, "bytesOut": 0}
    return out | {"kernel_ms": [9.0, 8.0, 10.0], "foreign": 0.1} | more


def drag(**more):
    """A second of dragging with a picture each 20 ms, the last one 40 ms after the last move."""
    moves = [5000.0 + 10 * i for i in range(101)]
    shown = [5010.0 + 20 * i for i in range(50)] + [6040.0]
    return log(keys=[], moves=moves, inputs=60, shown=shown, bytesIn=51 * 7000, bytesOut=51 * 400) | more


def test_a_step_lasts_from_its_key_to_the_first_picture_before_the_next_key():
    assert bench_browser.step_times([100.0, 300.0], [130.0, 150.0, 345.0]) == [30.0, 45.0]


def test_a_step_without_a_picture_of_its_own_is_not_given_the_next_ones():
    first, second = bench_browser.step_times([100.0, 300.0], [345.0])
    assert math.isnan(first)
    assert second == 45.0


def test_a_drag_counts_the_pictures_shown_while_the_pointer_moved():
    fps, lag = bench_browser.drag_figures([1000.0, 2000.0], [900.0, 1100.0, 1500.0, 1900.0, 2070.0])
    assert fps == 3.0
    assert lag == 70.0


def test_a_drag_that_shows_nothing_has_no_lag_to_tell():
    fps, lag = bench_browser.drag_figures([1000.0, 2000.0], [])
    assert fps == 0.0
    assert math.isnan(lag)


def test_the_summary_of_a_run():
    found = bench_browser.summary(log(), drag())
    assert found["median_ms"] == found["p95_ms"] == 30.0
    assert found["missed"] == 0
    assert found["fps"] == pytest.approx(50.0)
    assert found["lag_ms"] == 40.0
    assert found["moves"] == pytest.approx(100.0)
    assert found["bytes"] == 7000.0
    assert found["step_kernel_ms"] == 9.0


def test_one_slow_step_in_ten_moves_the_p95_and_not_the_median():
    steps = log()
    steps["shown"][3] += 100
    found = bench_browser.summary(steps, drag())
    assert found["median_ms"] == 30.0
    assert 80 < found["p95_ms"] <= 130


def test_a_picture_that_does_not_follow_is_no_result():
    with pytest.raises(RuntimeError, match="8 of 10 steps"):
        bench_browser.summary(log(shown=[1030.0, 1230.0]), drag())


def verdicts(live, interact_ms=300.0, interact_foreign=0.0):
    interact = {"median_ms": interact_ms, "step_foreign": interact_foreign}
    return bench_browser.verdicts(LIVE | QUIET | live, interact)


def test_all_goals_are_met_on_a_quiet_machine():
    assert all(line.endswith(", met") for line in verdicts({}))


@pytest.mark.parametrize(
    ("worse", "words"),
    [
        ({"median_ms": 36.0}, "median"),
        ({"p95_ms": 61.0}, "p95"),
        ({"fps": 39.0}, "pictures a second"),
        ({"lag_ms": 81.0}, "lag"),
        ({"bytes": 8001.0}, "bytes"),
    ],
)
def test_a_missed_goal_is_said(worse, words):
    (missed,) = [line for line in verdicts(worse) if "MISSED" in line]
    assert words in missed
    assert "quiet machine" not in missed


def test_noise_may_explain_a_missed_time_but_never_too_many_bytes():
    lines = verdicts({"fps": 20.0, "bytes": 9000.0, "drag_foreign": 0.9})
    assert ["quiet machine" in line for line in lines if "MISSED" in line] == [True, False]


def test_noise_casts_doubt_on_the_ratio_even_when_its_goal_is_met():
    line = verdicts({}, interact_foreign=0.9)[-1]
    assert ", met, but" in line


def test_the_notebooks_are_valid_and_hide_their_code():
    made = json.loads(bench_browser.notebook("a = 1\n", "a"))
    assert [cell["source"] for cell in made["cells"]] == ["a = 1\n", "a"]
    assert all(cell["metadata"]["jupyter"]["source_hidden"] for cell in made["cells"])
    compile(bench_browser.KERNEL_LOG.format(log="C:\\a 'b'.log"), "hidden cell", "exec")


def test_without_chromium_it_says_so_and_ends_with_2(monkeypatch, capsys):
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    monkeypatch.setattr(sys, "argv", ["bench_browser.py"])
    assert bench_browser.main() == 2
    said = capsys.readouterr()
    assert "no Chromium" in said.err
    assert said.out == ""


def test_what_this_program_does_is_not_counted_as_other_programs(monkeypatch):
    busy = {"cpu": 10.0, "own": 3.0}
    monkeypatch.setattr(
        machine_load.OtherPrograms, "_now", staticmethod(lambda: (busy["t"], busy["cpu"], {1: busy["own"]}))
    )
    busy["t"] = 100.0
    others = machine_load.OtherPrograms()
    busy.update(t=110.0, cpu=28.0, own=16.0)  # 18 s of processor time in 10 s, 13 of them our own
    assert others.cores() == pytest.approx(0.5)


def test_waiting_for_quiet_has_an_end(monkeypatch):
    monkeypatch.setattr(machine_load.OtherPrograms, "cores", lambda self: 2.0)
    start = time.monotonic()
    machine_load.wait_for_quiet(at_most_s=0.5)
    assert time.monotonic() - start < 5


GOOD = {"median_ms": 30.0, "p95_ms": 50.0, "fps": 45.0, "lag_ms": 60.0, "bytes": 7000.0, "inputs": 58.0}


@pytest.mark.parametrize(
    ("more", "missed"),
    [
        ({}, []),
        ({"median_ms": 36.0, "bytes": 9000.0}, ["median 36", "bytes 9000"]),
        ({"fps": 30.0}, ["pictures a second 30"]),
        ({"fps": 5.0, "inputs": 5.2}, []),  # a slider of six steps
        ({"fps": 3.0, "inputs": 5.2}, ["pictures a second 3"]),
        ({"lag_ms": float("nan")}, ["lag nan"]),
    ],
)
def test_a_lab_is_told_which_goals_it_missed(more, missed):
    assert bench_browser.misses(GOOD | more) == missed


def test_every_lab_with_a_slider_is_measured():
    names = bench_browser.with_slider()
    assert names[0] == bench_browser.FIRST
    assert {"layers", "slice", "pull", "pelvis", "sit_up", "posture", "posture_claim"} <= set(names)
    assert "own_core" not in names  # boxes to tick


def test_the_table_has_a_line_for_each_lab(capsys):
    row = GOOD | {"drag_kernel_ms": 9.0, "drag_foreign": 0.1}
    bench_browser.every({"one": row, "two": row | {"lag_ms": 99.0}})
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("one") and lines[1].endswith("met")
    assert lines[2].startswith("two") and lines[2].endswith("MISSED: lag 99")
