"""The plate of the triage: words apart and whole, the reached rung lit, the emergency as loud as can be."""

import pytest
from plate_words import assert_apart, words_on

from edu_lib import lab
from edu_lib.models.triage import triage
from edu_lib.models.triage_rules import SIGNS, STEADY
from edu_lib.plates.style import DARK, LIGHT, contrast
from edu_lib.plates.triage import TriagePlate, describe_triage, draw_triage

SETS = [
    *([sign.key] for sign in SIGNS),
    [],
    ["saddle", STEADY],
    ["cancer_ever", "weight_loss", "no_better"],
    ["cancer_ever", "foot_drop", "night_pain"],
    ["both_legs_pain", "foot_drop", "weakness_grows", "unsteady", "night_pain"],
    ["fever", "minor_fall", "osteoporosis", "foot_drop", "cancer_ever"],
    ["weight_loss", "night_pain", "over_70"],
    ["cancer_ever", "low_defences", "ill", "fever", "major_trauma", "unsteady", "foot_drop"],
    [sign.key for sign in SIGNS],
]


@pytest.fixture(scope="module")
def plate():
    return TriagePlate()


@pytest.mark.parametrize("signs", SETS, ids=lambda s: "+".join(s)[:60])
def test_words_are_apart_and_whole_and_the_rung_is_lit(plate, signs):
    t = triage(**dict.fromkeys(signs, True))
    plate.update(t)
    assert_apart(plate)
    shown = " ".join(" ".join(words for words, _ in words_on(plate)).split())
    for sentence in (t.why, t.detail[1:], t.what, f"How soon: {t.how_soon}", *t.also):
        assert sentence in shown
    if t.differs:
        assert "Guidance differs: follow your local pathway." in shown
        assert t.differs[0][1:] in shown
    assert [shape.get_visible() for shape in plate.lit] == [i == t.level for i in range(4)]
    right = plate.ax.transData.transform((466 + 402 - 6, 0))[0]
    for line in (*plate.action, plate.soon, *plate.detail, plate.source, *plate.notes):
        assert line.get_window_extent().x1 < right
    for _, _, words in plate.chips:
        for line in words:
            assert not line.get_text() or line.get_window_extent().x1 < plate.ax.transData.transform((268 + 154, 0))[0]
    assert {key for key, tick in plate.ticks.items() if tick.get_visible()} == set(t.ticked)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_emergency_is_loud_without_colour(palette):
    made = draw_triage(triage(saddle=True), palette)
    card, words = made.lit[3], made.action[0]
    assert words.get_color() == palette["box_text"]
    assert contrast(palette["box_text"], palette["box"]) > 7
    assert contrast(palette["box"], palette["paper"]) > 7  # the card is turned inside out
    assert card.get_linewidth() >= 6
    assert words.get_fontsize() >= 26
    assert made.marks[3].get_path().vertices.shape != made.marks[2].get_path().vertices.shape  # a shape of its own


def test_the_sentence():
    for signs in SETS:
        t = triage(**dict.fromkeys(signs, True))
        said = describe_triage(t)
        assert len(said.split()) <= 90
        assert t.how_soon in said
        assert ("whatever else is found" in said) == t.emergency
    assert describe_triage(triage(bladder=True)).startswith("Emergency department now")


def test_the_lab_asks_and_tells():
    made = lab("triage", saddle=True, over_70=True)
    assert made.result.emergency
    assert len(made.params) == len(SIGNS) + 1
    assert all(made.asides().values())
    assert any("50 %" in line for lines in made.asides().values() for line in lines)
    made.set(saddle=False)
    assert made.result.level == 1
    assert made.sources()
