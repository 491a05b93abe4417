"""The angles of a spine agree with each other, with the tables, and with what is handed to the spine model."""

import itertools

import pytest

from edu_lib import Posture, spine_loads
from edu_lib.models.posture_norms import NAMES, below, norm, place
from edu_lib.models.spine_shape import LEVELS, POSITIONS, spine_shape
from edu_lib.sources import published, table

GRID = list(itertools.product(POSITIONS, (32.0, 53.0, 78.0), (-5.0, 13.0, 30.0), (20.0, 50.0, 80.0)))


@pytest.mark.parametrize(("position", "incidence", "tilt", "lordosis"), GRID)
def test_incidence_is_tilt_and_slope_and_levels_add_up(position, incidence, tilt, lordosis):
    shape = spine_shape(position, incidence, tilt, lordosis)
    assert shape.pelvic_incidence == incidence  # it is the pelvis's shape, in every position
    assert shape.pelvic_tilt + shape.sacral_slope == pytest.approx(incidence)
    assert sum(shape.segment.values()) == pytest.approx(shape.lumbar_lordosis)
    assert shape.tilt["S1"] == pytest.approx(shape.sacral_slope)
    assert shape.tilt["S1"] - shape.tilt["L1"] == pytest.approx(shape.lumbar_lordosis)
    assert shape.tilt["T1"] - shape.tilt["L1"] == pytest.approx(shape.thoracic_kyphosis)


def test_levels_have_the_published_proportions():
    shape = spine_shape(lumbar_lordosis_deg=72)
    for level in LEVELS:
        degrees = published("spine_geometry", quantity="segmental lordosis", level=level)["value"]
        assert shape.segment[level] == pytest.approx(degrees)  # theirs add up to 72


@pytest.mark.parametrize(
    ("position", "quantity", "change"),
    [
        ("sitting upright", "pelvic_tilt", 18.3),
        ("sitting upright", "sacral_slope", -18.3),
        ("sitting upright", "lumbar_lordosis", -16.6),
        ("slouched", "lumbar_lordosis", -24.0),
        ("slouched", "thoracic_kyphosis", 12.0),
        ("lying", "lumbar_lordosis", -13.0),
    ],
)
def test_positions_move_the_angles_by_what_was_measured(position, quantity, change):
    assert getattr(spine_shape(position), quantity) - getattr(spine_shape(), quantity) == pytest.approx(change)


def test_endo_is_close_to_the_sum_it_should_be():
    """Tilt and slope were averaged apart: they need not cancel to the last digit, but nearly."""
    changes = [
        published("posture_norms", source="endo2012", quantity=f"change of {what}")["mean"]
        for what in ("pelvic tilt", "sacral slope")
    ]
    assert abs(sum(changes)) < 0.5


def test_lordosis_follows_a_pelvis_that_is_rolled_at_will():
    back, forward = spine_shape(tilt_change_deg=8.7), spine_shape(tilt_change_deg=-11.4)
    assert back.lordosis_change == pytest.approx(-9.0)
    assert forward.lordosis_change == pytest.approx(10.8)
    assert spine_shape("slouched", tilt_change_deg=22.6).lordosis_change == pytest.approx(-24.0)
    assert spine_shape(tilt_change_deg=8.7, lordosis_change_deg=0).lordosis_change == 0.0


def test_the_spine_model_is_told_the_change_from_the_person_s_own_standing():
    for lordosis in (35.0, 50.0, 65.0):
        shape = spine_shape("sitting upright", lumbar_lordosis_deg=lordosis)
        assert shape.lumbar_flexion == pytest.approx(16.6)
        assert shape.trunk_flexion == pytest.approx(16.6 - 18.3)
        told = Posture(trunk_flexion_deg=shape.trunk_flexion, lumbar_flexion_deg=shape.lumbar_flexion)
        assert shape.load_n == pytest.approx(spine_loads(told).compression_n["L4/L5"])
        assert shape.standing_n == pytest.approx(spine_loads().compression_n["L4/L5"])


def test_the_flatter_the_more_load_and_standing_is_its_own_measure():
    loads = [spine_shape(tilt_change_deg=roll).load_n for roll in (-10, -5, 0, 5, 10, 15, 20, 25, 30, 35)]
    assert loads == sorted(loads)
    assert loads[-1] > 1.4 * loads[2]
    assert spine_shape(lumbar_lordosis_deg=35).load_percent == 0.0
    assert "as much as in your own standing" in str(spine_shape())
    assert "24 % more than in your own standing" in str(spine_shape("sitting upright"))


def test_what_the_model_does_not_know_is_said_and_not_computed():
    lying = spine_shape("lying")
    assert lying.load_n is None
    assert lying.load_percent is None
    assert (
        lying.measured_mpa == published("invivo_pressure", source="wilke1999", activity="lying prone")["value"] == 0.10
    )
    assert "knows no lying" in str(lying)
    assert "0.10 MPa, against 0.50 MPa" in str(lying)
    leaning = spine_shape(tilt_change_deg=35, lordosis_change_deg=0)
    assert leaning.load_n is None
    assert "without a back rest" in str(leaning)
    assert "MPa" not in str(leaning)


def test_a_lordosis_goes_with_its_pelvis():
    """Where trunk and pelvis do not go together, no load is told but what would."""
    for incidence in (40.0, 53.0, 70.0):
        shape = spine_shape(pelvic_incidence_deg=incidence)
        assert shape.tilt["L1"] == pytest.approx(39.5 - 49.8)
        assert shape.load_percent == 0.0
    steep = spine_shape(pelvic_incidence_deg=78, lumbar_lordosis_deg=50)
    assert steep.load_n is None
    assert "the trunk leans 25° too far forward" in str(steep)
    assert "lordosis near 75° would bring it upright" in str(steep)
    assert spine_shape(pelvic_incidence_deg=78, lumbar_lordosis_deg=75).load_percent == 0.0
    assert "too far back" in str(spine_shape(lumbar_lordosis_deg=80))
    assert not spine_shape("lying", lumbar_lordosis_deg=80).lying_told


def test_percentiles_are_those_of_the_normal_curve():
    assert below(50.0, 50.0, 10.0) == pytest.approx(50.0)
    assert below(60.0, 50.0, 10.0) == pytest.approx(84.134, abs=0.001)
    assert below(30.4, 50.0, 10.0) == pytest.approx(2.5, abs=0.01)
    with pytest.raises(ValueError, match="sd must be above 0"):
        below(1.0, 1.0, 0.0)


@pytest.mark.parametrize("quantity", NAMES)
def test_every_curve_is_a_row_of_the_table(quantity):
    found = norm(quantity)
    row = published("posture_norms", quantity=quantity, position="standing", source=found.source)
    assert (found.mean, found.sd, found.n, found.badge) == (row["mean"], row["sd"], row["n"], row["badge"])
    assert place(quantity, found.mean).below == pytest.approx(50.0)
    assert abs(spine_shape().places[quantity].value - found.mean) <= 1.0  # the lab opens in the middle of the curve


def test_words_of_a_place():
    assert place("lumbar lordosis", 44.0).words == "about 30 of 100 people stand with less"
    assert place("pelvic incidence", 53.0).words == "about 50 of 100 people have less"
    assert place("pelvic tilt", 60.0).words == "more than 99 of 100 people stand with less"
    assert place("pelvic tilt", -20.0).words == "fewer than 1 of 100 people stand with less"
    lying = place("lumbar lordosis", 36.8, "lying")
    assert lying.words == "about 50 of 100 people lie with less"
    assert lying.same
    assert not place("lumbar lordosis", 33.0, "sitting upright").same
    assert place("pelvic incidence", 53.0, "slouched").same


def test_men_and_women_put_together_as_the_table_says():
    rows = {r["quantity"]: r for r in table("posture_norms") if r["source"] == "langtapia2011"}
    men, women = rows["thoracic kyphosis of men"], rows["thoracic kyphosis of women"]
    n = men["n"] + women["n"]
    mean = (men["n"] * men["mean"] + women["n"] * women["mean"]) / n
    spread = sum(r["n"] * (r["sd"] ** 2 + (r["mean"] - mean) ** 2) for r in (men, women)) / n
    both = rows["thoracic kyphosis"]
    assert both["n"] == n
    assert both["mean"] == pytest.approx(mean, abs=0.05)
    assert both["sd"] == pytest.approx(spread**0.5, abs=0.05)


@pytest.mark.parametrize(
    ("given", "kind", "sentence"),
    [
        ({"position": "kneeling"}, ValueError, r'position .* must be "standing" or "sitting upright"'),
        ({"position": 3}, TypeError, "position .* must be text"),
        ({"pelvic_tilt_deg": 90}, ValueError, r"pelvic_tilt_deg .* between -5 and 35 degrees, but 90 was given"),
        ({"lumbar_lordosis_deg": "much"}, TypeError, "lumbar_lordosis_deg .* must be a number"),
        ({"tilt_change_deg": float("nan")}, ValueError, "tilt_change_deg .* finite"),
    ],
)
def test_bad_input_gets_a_sentence(given, kind, sentence):
    with pytest.raises(kind, match=sentence):
        spine_shape(**given)
