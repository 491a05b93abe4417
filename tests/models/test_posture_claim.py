"""Overlap and superiority are right by integration; the sliders do what is stated and no more."""

import math

import numpy as np
import pytest

from edu_lib import Posture, spine_loads
from edu_lib.models.muscle_length import full_arch, pull, rectus_lengths
from edu_lib.models.posture_claim import COMPARED, LINKS, NODES, VERDICTS, overlap, posture_claim, superiority
from edu_lib.sources import published

CURVES = [
    (50.51, 8.78, 50.05, 9.86), (34.4, 15.3, 50.8, 10.2), (46.4, 5.6, 47.96, 4.8), (0.0, 1.0, 0.0, 1.0), (0.0, 1.0, 3.0, 1.0),
    (0.0, 1.0, 0.0, 5.0), (10.0, 2.0, -10.0, 0.5),
]  # fmt: skip


def density(x, mean, sd):
    return np.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * math.sqrt(2.0 * math.pi))


@pytest.mark.parametrize("curves", CURVES)
def test_overlap_and_superiority_agree_with_integration(curves):
    a, sa, b, sb = curves
    x = np.linspace(min(a - 9 * sa, b - 9 * sb), max(a + 9 * sa, b + 9 * sb), 400_001)
    step = x[1] - x[0]
    one, other = density(x, a, sa), density(x, b, sb)
    assert overlap(*curves) == pytest.approx(np.minimum(one, other).sum() * step, abs=1e-5)
    assert overlap(b, sb, a, sa) == pytest.approx(overlap(*curves))
    less = np.cumsum(other) * step  # the share of b below x
    assert superiority(*curves) == pytest.approx((one * less).sum() * step, abs=1e-3)
    assert superiority(b, sb, a, sa) == pytest.approx(1.0 - superiority(*curves))


def test_same_groups_share_everything_and_far_ones_nothing():
    assert overlap(5.0, 2.0, 5.0, 2.0) == pytest.approx(1.0)
    assert overlap(0.0, 1.0, 100.0, 2.0) == pytest.approx(0.0, abs=1e-9)
    assert overlap(0.0, 1.0, 1.0, 1.0) == pytest.approx(overlap(0.0, 1.0, 1.0, 1.0 + 1e-7), abs=1e-5)
    for bad in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="standard deviations above 0"):
            overlap(0.0, 1.0, 0.0, bad)
        with pytest.raises(ValueError, match="standard deviations above 0"):
            superiority(0.0, bad, 0.0, 1.0)


@pytest.mark.parametrize("compared", COMPARED)
def test_groups_are_rows_of_the_table(compared):
    groups = posture_claim(compared=compared).groups
    source, quantity, one, other, _ = COMPARED[compared]
    for group, curve in ((one, groups.with_pain), (other, groups.without)):
        row = published("posture_claim", source=source, quantity=quantity, group=group)
        assert curve == (row["mean"], row["sd"])
    assert groups.shared == overlap(*groups.with_pain, *groups.without)
    assert f"share {100 * groups.shared:.0f} of 100" in groups.words
    assert f"in about {100 * (1 - groups.more):.0f} of 100 draws" in groups.words


def test_strength_lifts_the_active_curve_and_moves_nothing_else():
    length = np.linspace(0.6, 1.6, 101)
    was, rest = pull(length)
    now, still = pull(length, strength_percent=50)
    assert now == pytest.approx(1.5 * was)
    assert still == pytest.approx(rest)
    assert length[now.argmax()] == length[was.argmax()] == pytest.approx(1.0)
    weak, strong = posture_claim(), posture_claim(strength_percent=50)
    for what in (
        "flexion",
        "posture_n",
        "tensed_n",
        "resting_percent",
        "tilt_length",
        "tilt_effort",
        "groups",
        "links",
    ):
        assert getattr(weak, what) == getattr(strong, what)
    assert strong.tilt_strength == 0.0
    assert strong.peak_percent == 150.0


def test_shortness_moves_both_curves_to_shorter_lengths():
    length = np.linspace(0.6, 1.6, 1001)
    active, passive = pull(length, shortening_percent=10)
    assert length[active.argmax()] == pytest.approx(0.9, abs=0.001)
    assert np.all(passive >= pull(length)[1])
    assert float(pull(1.6)[1]) == pytest.approx(1.0)  # the strain at which it equals the strongest active pull
    assert posture_claim(shortening_percent=10).resting_percent > 0.0


def test_a_shorter_muscle_first_uses_up_its_reserve():
    reserve = posture_claim().reserve_percent
    assert full_arch() == 16.0
    assert 4.0 < reserve < 10.0
    assert posture_claim(shortening_percent=math.floor(reserve) - 1).tilt_length == 0.0
    bent = [posture_claim(shortening_percent=s).tilt_length for s in range(16)]
    assert bent == sorted(bent)
    assert bent[-1] > 15.0
    flexion, length = rectus_lengths()
    longest = length[0] * (1 - 0.12)
    assert np.interp(bent[12], flexion, length) == pytest.approx(longest, abs=1e-6)  # it is as long as it can be


def test_effort_tilts_as_far_as_people_did_and_lets_go():
    full = posture_claim(effort=1.0)
    assert full.tilt_effort == pytest.approx(8.7)
    assert full.flexion == pytest.approx(9.0)
    assert posture_claim(effort=0.5).tilt_effort == pytest.approx(4.35)
    assert posture_claim(effort=0.0).flexion == 0.0


def test_loads_are_the_spine_model_s():
    claim = posture_claim(shortening_percent=12, effort=0.5)
    alone = spine_loads(Posture(lumbar_flexion_deg=claim.flexion))
    tensed = spine_loads(Posture(lumbar_flexion_deg=claim.flexion, brace=0.5))
    assert claim.posture_n == pytest.approx(alone.compression_n["L4/L5"])
    assert claim.tensed_n == pytest.approx(tensed.compression_n["L4/L5"])
    assert claim.standing_n < claim.posture_n < claim.tensed_n
    assert claim.bent_n > 2.0 * claim.standing_n
    assert posture_claim(effort=1.0).posture_percent < 10.0  # a full pelvic tilt is no big bend


def test_the_chain_hangs_together_and_wears_its_verdicts():
    assert [link.start for link in LINKS] == list(NODES[:-1])
    assert [link.end for link in LINKS] == list(NODES[1:])
    assert {link.verdict for link in LINKS} <= set(VERDICTS)
    assert "holds" not in {link.verdict for link in LINKS}
    words = str(posture_claim(strength_percent=20))
    for link in LINKS:
        assert f"{link.start} to {link.end}: {link.verdict} ({link.certainty} certainty)" in words
        assert link.badge == "read"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"strength_percent": 80}, "strength_percent .* between 0 and 50"),
        ({"effort": -0.1}, "effort .* between 0 and 1"),
        ({"compared": "sciatica"}, 'compared .* must be "acute back pain"'),
    ],
)
def test_bad_input_gets_a_sentence(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        posture_claim(**given)
