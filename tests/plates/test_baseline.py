"""A handful of plates against stored pictures, so that no change of looks goes unseen. Everything else is tested by meaning."""

import pytest

from edu_lib.models.axial_slice import axial_slice
from edu_lib.models.correlation import correlation
from edu_lib.models.exercises import exercise_ladder
from edu_lib.models.forest import forest
from edu_lib.models.layers import layers
from edu_lib.models.natural_course import waiting_room
from edu_lib.models.nerve_slide import nerve_slide
from edu_lib.models.one_question import one_question
from edu_lib.models.onset import onset_trace
from edu_lib.models.onset_sample import onset_sample
from edu_lib.models.own_core import own_core
from edu_lib.models.p_interval import p_interval
from edu_lib.models.pelvis import pelvis_balance
from edu_lib.models.posture_claim import posture_claim
from edu_lib.models.postures import measured_postures
from edu_lib.models.pull import pull_of
from edu_lib.models.resorption import resorption
from edu_lib.models.responders import responders
from edu_lib.models.root_map import root_map
from edu_lib.models.root_signs import root_signs
from edu_lib.models.scan_findings import scan_findings
from edu_lib.models.screening import screening
from edu_lib.models.spine_shape import spine_shape
from edu_lib.models.stability import stability
from edu_lib.models.tilt import tilt
from edu_lib.models.tra_story import tra_story
from edu_lib.models.traction_ladder import traction_ladder
from edu_lib.models.triage import triage
from edu_lib.plates.axial_slice import draw_axial_slice
from edu_lib.plates.body_map import draw_body_map
from edu_lib.plates.correlation import draw_correlation
from edu_lib.plates.exercise_ladder import draw_exercise_ladder
from edu_lib.plates.forest import draw_forest
from edu_lib.plates.layers import draw_layers
from edu_lib.plates.natural_course import draw_natural_course
from edu_lib.plates.nerve_slide import draw_nerve_slide
from edu_lib.plates.one_question import draw_one_question
from edu_lib.plates.onset import draw_onset
from edu_lib.plates.onset_sample import draw_onset_sample
from edu_lib.plates.own_core import draw_own_core
from edu_lib.plates.p_interval import draw_p_interval
from edu_lib.plates.pelvis import draw_pelvis
from edu_lib.plates.posture import draw_posture
from edu_lib.plates.posture_claim import draw_posture_claim
from edu_lib.plates.postures import draw_postures
from edu_lib.plates.pull import draw_pull
from edu_lib.plates.resorption import draw_resorption
from edu_lib.plates.responders import draw_responders
from edu_lib.plates.root_map import draw_root_map
from edu_lib.plates.root_signs import draw_root_signs
from edu_lib.plates.scan_findings import draw_scan_findings
from edu_lib.plates.screening import draw_screening
from edu_lib.plates.spinal_load import draw_spinal_load
from edu_lib.plates.stability import draw_stability
from edu_lib.plates.style import DARK
from edu_lib.plates.tilt import draw_tilt
from edu_lib.plates.tra_story import draw_tra_story
from edu_lib.plates.traction_ladder import draw_traction_ladder
from edu_lib.plates.triage import draw_triage
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


@pytest.mark.mpl_image_compare(filename="layers_front.png", **LIKE)
def test_the_wall_from_the_front():
    return draw_layers(layers("front", 3)).figure


@pytest.mark.mpl_image_compare(filename="layers_back_dark.png", **LIKE)
def test_the_back_in_the_dark():
    return draw_layers(layers("back", 3, "multifidus"), DARK).figure


@pytest.mark.mpl_image_compare(filename="slice.png", **LIKE)
def test_a_slice_below_the_arcuate_line():
    return draw_axial_slice(axial_slice(level=6.0, structure="psoas major")).figure


@pytest.mark.mpl_image_compare(filename="own_core.png", **LIKE)
def test_a_core_of_ones_own():
    return draw_own_core(own_core(multifidus=True, transversus_abdominis=True)).figure


@pytest.mark.mpl_image_compare(filename="pull.png", **LIKE)
def test_one_side_of_an_oblique():
    return draw_pull(pull_of("external oblique", "right"), view="front").figure


@pytest.mark.mpl_image_compare(filename="pelvis_dark.png", **LIKE)
def test_a_pelvis_that_tips_in_the_dark():
    return draw_pelvis(pelvis_balance(abdominals=0.6), DARK).figure


@pytest.mark.mpl_image_compare(filename="posture.png", **LIKE)
def test_a_slouched_spine():
    return draw_posture(spine_shape("slouched")).figure


@pytest.mark.mpl_image_compare(filename="posture_claim.png", **LIKE)
def test_the_chain_of_a_claim():
    return draw_posture_claim(posture_claim(strength_percent=25)).figure


@pytest.mark.mpl_image_compare(filename="tra_story.png", **LIKE)
def test_the_story_of_transversus():
    return draw_tra_story(tra_story("Gubler 2010", chain=True)).figure


@pytest.mark.mpl_image_compare(filename="correlation.png", **LIKE)
def test_a_cloud_without_a_slope():
    return draw_correlation(correlation(0.08, 32, show_r=True)).figure


@pytest.mark.mpl_image_compare(filename="forest.png", **LIKE)
def test_a_forest_of_reviews():
    return draw_forest(forest("Motor control: all comparators")).figure


@pytest.mark.mpl_image_compare(filename="responders.png", **LIKE)
def test_relief_in_two_arms():
    return draw_responders(responders()).figure


@pytest.mark.mpl_image_compare(filename="p_interval.png", **LIKE)
def test_an_interval_and_its_p():
    return draw_p_interval(p_interval(reveal=True)).figure


@pytest.mark.mpl_image_compare(filename="screening.png", **LIKE)
def test_a_flag_among_a_thousand():
    return draw_screening(screening()).figure


@pytest.mark.mpl_image_compare(filename="natural_course.png", **LIKE)
def test_a_waiting_room_and_its_trial():
    return draw_natural_course(waiting_room(), trial=True).figure


@pytest.mark.mpl_image_compare(filename="tilt_dark.png", **LIKE)
def test_a_table_tilted_in_the_dark():
    return draw_tilt(tilt(60.0), DARK).figure


@pytest.mark.mpl_image_compare(filename="traction_ladder.png", **LIKE)
def test_the_ladder_of_traction():
    return draw_traction_ladder(traction_ladder()).figure


@pytest.mark.mpl_image_compare(filename="onset.png", **LIKE)
def test_a_trace_and_its_onset():
    return draw_onset(onset_trace()).figure


@pytest.mark.mpl_image_compare(filename="onset_sample.png", **LIKE)
def test_a_thousand_small_studies():
    return draw_onset_sample(onset_sample(difference=0.5)).figure


@pytest.mark.mpl_image_compare(filename="stability.png", **LIKE)
def test_a_brace_and_its_price():
    return draw_stability(stability(brace=0.2)).figure


@pytest.mark.mpl_image_compare(filename="root_map.png", **LIKE)
def test_one_root_by_two_maps():
    return draw_root_map(root_map("S1")).figure


@pytest.mark.mpl_image_compare(filename="nerve_slide.png", **LIKE)
def test_a_raised_leg():
    return draw_nerve_slide(nerve_slide("straight leg raise", 62)).figure


@pytest.mark.mpl_image_compare(filename="root_signs_dark.png", **LIKE)
def test_signs_of_a_root_in_the_dark():
    signs = {"leg_raise": "positive", "pain_area": "S1 area", "below_knee": True, "reflex": "ankle"}
    return draw_root_signs(root_signs(**signs), DARK).figure


@pytest.mark.mpl_image_compare(filename="resorption.png", **LIKE)
def test_herniations_and_the_pain():
    return draw_resorption(resorption("extrusion")).figure


@pytest.mark.mpl_image_compare(filename="scan_findings.png", **LIKE)
def test_scans_without_pain_and_with():
    return draw_scan_findings(scan_findings()).figure


@pytest.mark.mpl_image_compare(filename="triage.png", **LIKE)
def test_signs_that_are_an_emergency():
    return draw_triage(triage(saddle=True, both_legs_pain=True)).figure


@pytest.mark.mpl_image_compare(filename="one_question.png", **LIKE)
def test_what_a_clean_film_changes():
    return draw_one_question(one_question("plain films, two views", "negative", 30)).figure
