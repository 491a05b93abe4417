"""The palette can be read: arithmetic, not taste."""

import itertools

import pytest

from edu_lib.plates.style import DARK, LIGHT, TYPE, contrast, css_rules, load_colour, mix

OKABE_ITO_ON_WHITE = {"#0072b2", "#d55e00", "#009e73", "#cc79a7"}  # those of the set that reach 3:1 on white


def test_contrast_of_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_reaches_four_and_a_half_to_one(palette):
    pairs = [("ink", "paper"), ("quiet", "paper"), ("box_text", "box"), ("paper", "measured")]
    assert {
        pair: round(contrast(*(palette[role] for role in pair)), 2)
        for pair in pairs
        if contrast(*(palette[r] for r in pair)) < 4.5
    } == {}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_reach_three_to_one(palette):
    on_paper = ["back", "deep", "belly", "measured", "rule", "skin_edge", "box", "ink"]
    low = {role: round(contrast(palette[role], palette["paper"]), 2) for role in on_paper}
    assert {role: ratio for role, ratio in low.items() if ratio < 3} == {}
    # A bone is told from the paper by its rim or by itself, and a bar from its track by its rim.
    assert max(contrast(palette[role], palette["paper"]) for role in ("bone", "bone_edge")) >= 3
    assert max(contrast(palette[role], palette["paper"]) for role in ("bone_far", "bone_edge")) >= 3
    assert contrast(palette["ink"], palette["track"]) >= 3


def test_the_light_muscles_and_marks_are_the_colour_blind_safe_ones():
    assert {LIGHT[role] for role in ("back", "deep", "belly", "measured")} == OKABE_ITO_ON_WHITE


def test_every_role_has_a_colour_of_its_own_in_both_palettes():
    assert LIGHT.keys() == DARK.keys()
    # The live view finds a role by its light colour.
    assert len(set(LIGHT.values())) == len(LIGHT)


def test_the_load_colours_darken_steadily_and_never_stand_for_a_role():
    colours = [load_colour(newton) for newton in range(0, 9000, 250)]
    lightness = [contrast(colour, "#000000") for colour in colours]
    assert all(a >= b for a, b in itertools.pairwise(lightness))
    assert lightness[0] > 4 * lightness[24]  # 0 and 6000 N can be told apart in grey
    assert not set(colours) & set(LIGHT.values())
    assert load_colour(-50) == load_colour(0)


def test_mix_ends_where_it_should():
    assert (mix("#102030", "#405060", 0), mix("#102030", "#405060", 1)) == ("#102030", "#405060")


def test_type_is_at_least_thirteen_points():
    assert min(TYPE.values()) >= 13


def test_the_dark_rules_apply_to_a_dark_page_only():
    light, dark = css_rules(".edu-lab").strip().split("\n")
    assert light.startswith(".edu-lab{")
    assert f"--edu-ink:{LIGHT['ink']};" in light
    assert dark.startswith('[data-jp-theme-light="false"] .edu-lab{')
    assert f"--edu-ink:{DARK['ink']};" in dark


def test_the_smallest_words_stay_legible_where_the_lab_is_smallest(plate, solve):
    """At 1280 by 720 with the side bars closed the lab shows the plate 515 pixels high (live.css), and 9 pixels are the least."""
    from edu_lib.plates.body_map import draw_body_map
    from edu_lib.plates.trunk import draw_trunk_back

    plate.update(solve())
    for figure in (plate.figure, draw_trunk_back(solve()).figure, draw_body_map(solve(), solve()).figure):
        smallest = min(text.get_fontsize() for axes in figure.axes for text in axes.texts)
        assert smallest * min(515 / (figure.get_figheight() * 72), 1.0) >= 10
