"""The nerve slide: what is drawn is what was measured, words stay apart, and the ankle can be dragged."""

import numpy as np
import pytest
from plate_words import assert_apart

from edu_lib.labs.nerve_slide import NerveSlideLab
from edu_lib.models.nerve_slide import TESTS, nerve_slide
from edu_lib.plates.nerve_slide import NerveSlidePlate, describe_nerve_slide, draw_nerve_slide
from edu_lib.plates.nerve_slide_figure import angle_of, pose
from edu_lib.plates.style import DARK

SETTINGS = [(test, move, move in (0, 60)) for test in TESTS for move in (0, 12, 30, 35, 47, 60, 75, 90)]


@pytest.fixture(scope="module")
def plate():
    return NerveSlidePlate()


def test_words_keep_apart_and_on_the_page(plate):
    for setting in SETTINGS:
        plate.update(nerve_slide(*setting))
        assert_apart(plate)


def test_all_of_the_person_stays_in_the_picture(plate):
    (x0, x1), (y0, y1) = plate.person.ax.get_xlim(), plate.person.ax.get_ylim()
    for setting in SETTINGS:
        p = pose(*setting)
        for line in (p.trunk, p.thigh, p.shank, p.foot, p.other, p.nerve, p.arc, p.head[None]):
            assert (line[:, 0] > x0 + 0.06).all(), setting
            assert (line[:, 0] < x1 - 0.03).all(), setting
            assert (line[:, 1] > y0 + 0.03).all(), setting
            assert (line[:, 1] < y1 - 0.03).all(), setting


def test_a_bar_lies_where_its_millimetres_are_and_is_filled_when_reached(plate):
    for move in (29, 30, 50, 60):
        r = nerve_slide(TESTS[0], move)
        plate.update(r)
        ticks = {t.get_text(): t.get_position()[0] for t in plate.panel.ax.texts if t.get_text() in ("0", "20")}
        mm = (ticks["20"] - ticks["0"]) / 20
        for row, (bar, mean, *_) in zip(r.rows, plate.rows, strict=True):
            assert bar.get_visible() == (row.low is not None)
            if row.low is not None:
                assert bar.get_x() == pytest.approx(ticks["0"] + mm * row.low)
                assert bar.get_width() == pytest.approx(mm * (row.high - row.low))
                paper = bar.get_facecolor()[:3] == (1, 1, 1)
                assert paper == (not row.reached)
            assert mean.get_visible() == (row.value is not None)


def test_where_no_number_was_found_no_bar_is_drawn(plate):
    for test in TESTS[1:]:
        plate.update(nerve_slide(test, 90))
        assert not any(bar.get_visible() or mean.get_visible() for bar, mean, *_ in plate.rows)
        assert "no number found" in describe_nerve_slide(nerve_slide(test, 90))


def test_the_nerve_runs_behind_or_before_the_thigh():
    lifted, bent = pose(TESTS[0], 0, False), pose(TESTS[2], 40, False)
    assert lifted.marks[1][1] < 0  # lying on the back: behind is below
    assert bent.marks[1][1] < 0  # lying face down: before is below
    assert bent.marks[0][1] > 0
    assert len(bent.nerve) < len(lifted.nerve)  # the femoral nerve is drawn to the knee only
    assert bent.nerve[:, 0].max() < bent.thigh[1, 0] < lifted.nerve[:, 0].max()


@pytest.mark.parametrize("test", TESTS)
def test_legs_keep_their_length_and_the_ankle_leads_to_its_angle(test):
    for move in (0.0, 33.0, 90.0):
        p = pose(test, move, True)
        assert np.linalg.norm(np.diff(p.thigh, axis=0)) == pytest.approx(0.43)
        assert np.linalg.norm(np.diff(p.shank, axis=0)) == pytest.approx(0.41)
        assert angle_of(test, *p.handle) == pytest.approx(move)


def test_the_words_are_short_and_name_each_structure():
    for setting in SETTINGS:
        r = nerve_slide(*setting)
        said = describe_nerve_slide(r)
        assert len(said.split()) <= 90
        assert all(structure in said.lower() for structure in r.structures)
        if setting[1] not in (30, 50, 60) or setting[0] != TESTS[0]:
            note = draw_nerve_slide(r).notes[0].get_text()
            assert note.startswith("Not measured at" if setting[0] == TESTS[0] else "None was found, at any angle")


def test_updating_makes_nothing_new_and_dark_can_be_drawn(plate):
    before = len(plate.figure.findobj())
    for setting in SETTINGS:
        plate.update(nerve_slide(*setting))
    assert len(plate.figure.findobj()) == before
    draw_nerve_slide(nerve_slide(), DARK).figure.draw_without_rendering()


def test_the_lab_follows_hand_and_keys_and_keeps_the_urgent_signs():
    lab = NerveSlideLab()
    p = pose(TESTS[0], 70, False)
    assert lab.dragged("ankle", *p.handle)["move_deg"] == pytest.approx(70)
    assert lab.nudged("ankle", 0, 0) == {"move_deg": 45}
    for test in TESTS:  # an arrow moves the ankle its own way
        lab.set(test=test, move_deg=45)
        for right, up in ((1, 0), (0, 1)):
            there = lab.nudged("ankle", right, up)["move_deg"]
            moved = pose(test, there, False).handle - pose(test, 45, False).handle
            assert moved @ (right, up) > 0, test
    assert lab.widget.picture.draws("slide-handle")
    lab._hear({"seq": 1, "hand": {"gid": "slide-handle", "by": [0, 5]}})
    assert lab.values["move_deg"] == 50
    assert "emergency department now" in str(lab.asides())
    assert {key for _, key, _ in lab.sources()} >= {"gilbert2007b", "fajolu2018"}
