"""The three plates of lesson 08: arrows to scale, points where they were measured, and no word on another."""

import itertools
import re

import numpy as np
import pytest
from plate_words import assert_apart, words_on

from edu_lib.labs.picture import LivePicture
from edu_lib.models.muscles import LEVELS
from edu_lib.models.tilt import HOLDS, tilt
from edu_lib.models.tilt_screen import CONDITIONS, NOTICE, tilt_screen
from edu_lib.models.traction_ladder import NOTHING, RUNGS, traction_ladder
from edu_lib.plates.style import DARK
from edu_lib.plates.tilt import TiltPlate, describe_tilt, draw_tilt
from edu_lib.plates.tilt_figure import BAND_M, HANDLE_M, PER_WEIGHT_M, lying_joints
from edu_lib.plates.tilt_screen import TiltScreenPlate, describe_tilt_screen, draw_tilt_screen
from edu_lib.plates.traction_ladder import (
    TractionLadderPlate,
    describe_traction_ladder,
    differences,
    draw_traction_ladder,
)


@pytest.fixture(scope="module")
def plate():
    return TiltPlate()


@pytest.mark.parametrize("angle", (0, 20, 45, 70, 90))
@pytest.mark.parametrize("hold", HOLDS)
def test_no_word_lies_on_another_at_any_tilt(plate, angle, hold):
    for level, mass, friction in (("T12/L1", 150, 0.0), ("L4/L5", 70, 0.35), ("L5/S1", 40, 0.7)):
        plate.update(tilt(angle, friction, hold, mass, level))
        assert_apart(plate)


def drawn(arrow):
    """How long an arrow is drawn, tail to tip."""
    if not arrow.line.get_visible():
        return 0.0
    x, y = arrow.line.get_data()
    return float(np.hypot(*(arrow.head.move.transform((0, 0)) - (x[0], y[0]))))


@pytest.mark.parametrize("hold", HOLDS)
@pytest.mark.parametrize("angle, friction", [(20.0, 0.1), (60.0, 0.5), (90.0, 0.3), (10.0, 0.5)])
def test_arrows_and_bars_are_to_scale(plate, hold, angle, friction):
    r = tilt(angle, friction, hold)
    plate.update(r)
    p = plate.person
    for arrow, newton in (
        (p.weight, r.weight_n),
        (p.push, r.into_n),
        (p.friction, r.whole_friction_n),
        (p.hold, r.hold_n),
    ):
        assert drawn(arrow) == pytest.approx(PER_WEIGHT_M * newton / r.weight_n, abs=0.013)
    full = plate.bars[0].get_width()
    widths = [bar.get_width() / full for bar in plate.bars]
    assert widths == pytest.approx([1.0, r.along_share, (abs(r.pull_n) + r.friction_n) / r.weight_n, abs(r.pull_share)])
    assert plate.lost.get_width() / full == pytest.approx(r.friction_n / r.weight_n)
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    assert p.knob.move.transform((0, 0)) == pytest.approx(HANDLE_M * along)


@pytest.mark.parametrize("level", LEVELS)
def test_the_band_is_as_wide_as_the_pull(plate, level):
    r = tilt(35.0, 0.2, "ankles", 70, level)
    plate.update(r)
    top = plate.person.pulls.get_path().vertices
    wide = np.interp(lying_joints()[level], top[:-3, 0], top[:-3, 1]) - top[0, 1]
    assert wide == pytest.approx(BAND_M * r.pull_share, abs=1e-6)


def test_what_was_measured_stands_with_its_badge_and_its_tilt(plate):
    plate.update(tilt(60))
    words = " ".join(w for w, _ in words_on(plate))
    for said in (
        "110/77 → 130/90",
        "within 3 %",
        "14 → 36",
        "17 → 33",
        "21 → 38",
        "0.3 to 4 mm",
        "6.1, 5.7, 7.0",
        "read",
    ):
        assert said in words
    x = [plate.now.get_xdata()[0] for a in (0, 45, 90) if plate.update(tilt(a)) is None]
    assert x[1] - x[0] == pytest.approx(x[2] - x[1])
    assert "None of this says whether a back feels better" in describe_tilt(tilt())


def test_a_drag_sends_little_at_any_tilt():
    live = TiltPlate()
    live.update(tilt(0))
    picture = LivePicture(live.figure, live.live)
    for angle, hold in itertools.product((10, 0, 55, 90, 26), HOLDS):
        live.update(tilt(angle, 0.5, hold))
        changed = picture.changes()
        assert changed and len(str(changed)) < 8000


@pytest.fixture(scope="module")
def ladder():
    return TractionLadderPlate()


@pytest.mark.parametrize("claim", [NOTHING, *(rung.claim for rung in RUNGS)])
def test_the_ladder_shows_all_that_was_found(ladder, claim):
    result = traction_ladder(claim)
    ladder.update(result)
    assert_apart(ladder)
    words = " ".join(w for w, _ in words_on(ladder))
    if result.rung is None:
        assert "2 of 8 rungs hold" in words
        return
    for one in result.rung.found:
        assert one in words
    assert [line.get_visible() for line in ladder.f_lines] == [k < len(result.rung.estimates) for k in range(5)]
    for line, e in zip(ladder.f_lines, result.rung.estimates, strict=False):
        assert tuple(line.get_xdata()) == pytest.approx((ladder._x(e.low), ladder._x(e.high)))
    bars = [bar.get_width() for bar in ladder.a_bars if bar.get_visible()]
    values = [value for _, value in result.rung.amounts]
    assert [w * max(values, default=1) for w in bars] == pytest.approx([v * max(bars, default=1) for v in values])
    if result.rung.people:
        discs = [int((s.get_path().codes == 1).sum()) for s in (ladder.some_people, ladder.all_people)]
        hits, of = (sum(group[k] for group in result.rung.people) for k in (1, 2))
        assert discs == [hits, of - hits]


def test_each_rung_can_be_picked_and_is_marked(ladder):
    for i, rung in enumerate(RUNGS):
        ladder.update(traction_ladder(rung.claim))
        marked = [row.get_facecolor() for row in ladder.rows]
        assert ladder.frame.get_visible() and ladder.frame.get_path() is ladder.rows[i].get_path()
        assert marked.count(marked[i]) == 1
        assert sum(option == rung.claim for option in ladder.picks.values()) == 4
    assert set(ladder.picks) <= set(ladder.live)


@pytest.fixture(scope="module")
def screen():
    return TiltScreenPlate()


def test_many_ticks_and_many_differences_are_told_in_few_words():
    every = tilt_screen(**{one.key: True for one in CONDITIONS})
    said = describe_tilt_screen(every)
    assert len(said.split()) <= 105 and f"{len(CONDITIONS) - 3} more are ticked" in said
    assert all(one.reason in said for one in every.ticked[:3]) and NOTICE in said
    few = tilt_screen(glaucoma=True)
    assert describe_tilt_screen(few) == str(few)
    for rung in RUNGS:
        said = describe_traction_ladder(traction_ladder(rung.claim))
        assert len(said.split()) <= 100 and not re.search(r"(?<!\w)-\d", said)
        assert len(differences(rung)) == len(rung.estimates)


def test_what_is_ticked_has_its_reason_and_its_place(screen):
    keys = [c.key for c in CONDITIONS]
    for ticked in ([], ["glaucoma"], keys, *([one] for one in keys[1::4])):
        result = tilt_screen(**dict.fromkeys(ticked, True))
        screen.update(result)
        assert_apart(screen)
        words = " ".join(w for w, _ in words_on(screen))
        for c, mark, spot, box in zip(CONDITIONS, screen.marks, screen.spots, screen.boxes, strict=True):
            on = c.key in ticked
            assert (f"{c.reason} ({c.badge})" in words) == on == mark.get_visible() != box.get_visible()
            assert spot.get_visible() == (on and c.key != "illness")
        assert screen.head.get_text().lower() == result.level
        assert " ".join(line.get_text() for line in screen.words).strip() == result.words


def test_dark_plates_can_be_drawn():
    assert draw_tilt(tilt(), DARK).head.get_color() == DARK["ink"]
    assert draw_traction_ladder(traction_ladder(), DARK).title.get_color() == DARK["ink"]
    assert draw_tilt_screen(tilt_screen(), DARK).head.get_color() == DARK["ink"]
