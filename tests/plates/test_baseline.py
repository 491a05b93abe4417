"""A handful of plates against stored pictures, so that no change of looks goes unseen. Everything else is tested by meaning."""

import pytest

from edu_lib.models.exercises import exercise_ladder
from edu_lib.models.postures import measured_postures
from edu_lib.plates.body_map import draw_body_map
from edu_lib.plates.exercise_ladder import draw_exercise_ladder
from edu_lib.plates.postures import draw_postures
from edu_lib.plates.spinal_load import draw_spinal_load
from edu_lib.plates.style import DARK
from edu_lib.plates.trunk import draw_trunk_back, draw_trunk_front

BENT = {"trunk_flexion_deg": 60, "hands_load_kg": 20}
SIDE = {"hands_load_kg": 20, "hands_side_m": 0.4}
# The difference that other versions of Matplotlib and FreeType may make, as a root mean square of 0 to 255.
LIKE = {
    "tolerance": 6,
    "style": "default",
    "backend": "agg",
    "savefig_kwargs": {"dpi": 50, "metadata": {"Software": None}, "pil_kwargs": {"optimize": True}},
}


@pytest.mark.mpl_image_compare(filename="bent.png", **LIKE)
def test_bent_with_a_load(solve):
    plate = draw_spinal_load(solve(**BENT), lambda person: solve())
    plate.show_bands((2700.0, 3400.0), (2300.0, 4200.0))
    return plate.figure


@pytest.mark.mpl_image_compare(filename="knees_dark.png", **LIKE)
def test_knees_bent_in_the_dark(solve):
    task = {"trunk_flexion_deg": 45, "knee_flexion_deg": 90, "hands_load_kg": 10, "hands_forward_m": 0.3}
    return draw_spinal_load(solve(**task), lambda person: solve(), DARK).figure


@pytest.mark.mpl_image_compare(filename="trunk_back.png", **LIKE)
def test_trunk_from_behind(solve):
    return draw_trunk_back(solve(**SIDE)).figure


@pytest.mark.mpl_image_compare(filename="trunk_front.png", **LIKE)
def test_trunk_from_the_front(solve):
    return draw_trunk_front(solve(**SIDE)).figure


@pytest.mark.mpl_image_compare(filename="body_map.png", **LIKE)
def test_body_map(solve):
    return draw_body_map(solve(**BENT), solve()).figure


@pytest.mark.mpl_image_compare(filename="postures.png", **LIKE)
def test_postures_with_an_order():
    result = measured_postures()
    return draw_postures(result, order=tuple(row.id for row in result.rows[::-1])).figure


@pytest.mark.mpl_image_compare(filename="exercise_ladder.png", **LIKE)
def test_exercise_ladder():
    return draw_exercise_ladder(exercise_ladder("curl-up, feet free", "external oblique")).figure
