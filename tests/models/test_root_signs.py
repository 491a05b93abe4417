"""Two questions, bounded answers, seven reasons to say that one cannot tell, and one that overrides them all."""

from itertools import product

import pytest

from edu_lib.models.root_ratios import ladder, ratio_of, single_losses
from edu_lib.models.root_signs import CHOICES, HOSPITAL, ROOTS, SWITCHES, root_signs

TESTS = ("leg_raise", "crossed", "slump", "femoral_stretch")
CLEAR = {"leg_raise": "positive", "pain_area": "S1 area", "below_knee": True, "reflex": "ankle"}


def every(*keys):
    """All combinations of these choices."""
    for values in product(*(CHOICES[key] for key in keys)):
        yield dict(zip(keys, values, strict=True))


@pytest.mark.parametrize(
    ("pre_test", "given", "after"),
    [
        (50, {"leg_raise": "positive"}, 56.14),  # 1.28 / 2.28
        (50, {"leg_raise": "negative"}, 22.48),  # 0.29 / 1.29
        (20, {"crossed": "positive"}, 41.18),  # 0.25 * 2.8 = 0.7; 0.7 / 1.7
        (80, {"slump": "positive"}, 91.80),  # 4 * 2.8 = 11.2; 11.2 / 12.2
        (50, {"femoral_stretch": "positive"}, 83.33),  # capped: 5 / 6
        (50, {"leg_raise": "positive", "slump": "positive"}, 73.68),  # the strongest only: 2.8 / 3.8
        (50, {"leg_raise": "positive", "slump": "negative"}, 50),  # they disagree
        (50, {"femoral_stretch": "negative"}, 50),  # its ratio was not read
    ],
)
def test_the_chance_by_hand(pre_test, given, after):
    assert root_signs(pre_test, **given).after == pytest.approx(after, abs=0.005)


def test_the_band_by_hand_and_none_where_no_interval_was_read():
    # Sensitivity 0.87 to 0.95, specificity 0.18 to 0.40: 0.87 / 0.82 = 1.061 and 0.95 / 0.60 = 1.583
    assert root_signs(50, leg_raise="positive").band == pytest.approx((51.48, 61.29), abs=0.01)
    # 0.05 / 0.40 = 0.125 and 0.13 / 0.18 = 0.722
    assert root_signs(50, leg_raise="negative").band == pytest.approx((11.11, 41.94), abs=0.01)
    assert root_signs(femoral_stretch="positive").band is None
    assert "no range was read" in str(root_signs(femoral_stretch="positive"))
    both = root_signs(50, leg_raise="positive", slump="negative")
    assert (
        both.band[0]
        < root_signs(50, slump="negative").after
        < root_signs(50, leg_raise="positive").after
        < both.band[1]
    )
    assert "the tests disagree" in str(both)


def test_the_shares_by_hand():
    # Start 42.5 each, upper roots 5 each; S1 area 75.0 / 28.8; ankle jerk 7.1 for L5 and S1 alike.
    s1, l5 = 42.5 * 7.1 * 75.0 / 28.8, 42.5 * 7.1
    clear = root_signs(**CLEAR)
    assert clear.shares["S1"] == pytest.approx(100 * s1 / (s1 + l5 + 15))
    assert clear.shares["L2"] == 5.0 and clear.best == "S1" and not clear.rules
    assert clear.verdict == "Points to S1: about 7 in 10" and "less sure" in str(clear).lower()
    hip = {"pain_area": "L5 area", "loss": "hip abduction weak", "below_knee": True}
    l5 = 42.5 * 59.4 / 18.9 * 5
    assert root_signs(**hip).shares["L5"] == pytest.approx(100 * l5 / (l5 + 42.5 + 15))
    assert root_signs(whole_examination="L4").shares["L4"] == pytest.approx(100 * 5 * 6.28 / (5 * 6.28 + 95))
    assert HOSPITAL == (58, 98) and single_losses() == (0.97, 1.32)


@pytest.mark.parametrize(
    ("rule", "changed", "words"),
    [
        (1, {"pain_area": "no clear area"}, "No root reaches 70 %"),
        (1, {"reflex": "none lost", "pain_area": "L4 area"}, "No finding here"),
        (2, {"pain_area": "no clear area"}, "ankle jerk, 0.96 to 53"),
        (3, {"reflex": "none lost"}, "somatic referred pain"),
        (3, {"reflex": "none lost", "below_knee": False, "pain_area": "no clear area"}, "somatic referred pain"),
        (4, {"reflex": "knee"}, "do not adjoin"),
        (4, {"pain_area": "front of thigh"}, "do not adjoin"),
        (5, {"pain_area": "great toe"}, "L4 on one family"),
        (5, {"pain_area": "back of thigh"}, "S2 on one map, S1 on the other"),
        (6, {"reflex": "none lost", "pain_area": "no clear area", "loss": "hip abduction weak"}, "is our choice"),
        (7, {"saddle": True}, "cauda equina"),
        (7, {"both_legs": True}, "cauda equina"),
    ],
)
def test_each_rule_fires_and_is_silent_without_its_cause(rule, changed, words):
    assert root_signs(**CLEAR).rules == ()
    result = root_signs(**CLEAR | changed)
    assert rule in result.rules
    assert words in dict(zip(result.rules, result.reasons, strict=True))[rule]
    assert result.verdict == ("Emergency department now" if rule == 7 else "Cannot tell")


def test_no_other_rule_fires_where_it_has_no_cause():
    for given in every("pain_area", "femoral_stretch", "reflex", "loss", "whole_examination"):
        for knee in (False, True):
            r = root_signs(**given, below_knee=knee)
            lost = given["reflex"] != "none lost" or given["loss"] != "none"
            assert (5 in r.rules) == (given["pain_area"] in ("back of thigh", "great toe"))
            assert (3 in r.rules) == (list(r.counted) == ["pain area"] or (not knee and not lost))
            assert (6 in r.rules) == (bool(r.counted) and all(x.capped for x in r.counted.values()))
            assert 7 not in r.rules
            if not r.rules:
                rest = [share for root, share in r.shares.items() if root != r.best]
                assert r.shares[r.best] >= 70 and r.shares[r.best] >= 2 * max(rest)
            if r.best in ("L2", "L3", "L4"):
                assert r.rules  # the page says that no set of signs can name an upper root


def test_urgent_signs_override_everything():
    for given in every("leg_raise", "femoral_stretch", "pain_area", "reflex", "loss", "whole_examination"):
        for signs in ({"saddle": True}, {"both_legs": True}, {"saddle": True, "both_legs": True}):
            r = root_signs(95, **given, **signs)
            assert r.emergency and r.verdict == "Emergency department now" and str(r).startswith(r.verdict)
            assert (r.before, r.after, r.band) == (None, None, None) and not r.shares and not r.used and not r.counted
            assert not any(mark in str(r) for mark in ("%", *ROOTS))


def test_answers_stay_within_bounds_and_the_band_holds_the_point():
    for pre_test, given in product((5, 37, 95), every(*TESTS)):
        r = root_signs(pre_test, **given)
        assert 5 <= r.after <= 95
        if r.band:
            assert 5 <= r.band[0] <= r.after <= r.band[1] <= 95
    for given in every("pain_area", "femoral_stretch", "reflex", "loss", "whole_examination"):
        r = root_signs(**given)
        assert all(5 <= share <= 95 for share in r.shares.values()) and tuple(r.shares) == ROOTS
        assert set(r.counted) <= {"pain area", "provocation", "loss"} or set(r.counted) == {"whole examination"}


@pytest.mark.parametrize("test", TESTS)
def test_a_negative_test_never_clears(test):
    for pre_test in (5, 50, 95):
        none, negative, positive = (root_signs(pre_test, **{test: found}) for found in CHOICES[test])
        assert 5 <= negative.after <= none.after <= positive.after
        assert "A negative test does not clear the root" in str(negative)
        assert "does not clear" not in str(none)


def test_losses_are_never_multiplied():
    one, two = root_signs(reflex="knee"), root_signs(reflex="knee", loss="inner ankle numb")
    assert one.shares == two.shares
    strong = root_signs(reflex="ankle", loss="hip abduction weak")  # 7.1 against 5: the strongest counts
    assert strong.shares == root_signs(reflex="ankle").shares
    tie = root_signs(reflex="knee", loss="hip abduction weak").counted["loss"]
    assert tie.roots == ("L4", "L5") and tie.value == 5  # equally strong, of two roots: the pair


def test_every_ratio_says_what_it_was_measured_against():
    for pair in ladder().values():
        for ratio in filter(None, pair):
            assert ratio.reference and ratio.setting and ratio.target and ratio.badge and ratio.short in str(ratio)
            assert ratio.low is None or ratio.low <= ratio.value <= ratio.high
    assert ladder()["femoral_stretch"][1] is None and "5 or more" in str(ladder()["femoral_stretch"][0])
    assert ratio_of("suri2011", "ankle jerk", "L5 or S1", ("L5", "S1")).how == "interval read"


def test_bad_input_gets_a_sentence():
    with pytest.raises(TypeError, match='There is no sign "knee"'):
        root_signs(knee=True)
    with pytest.raises(ValueError, match="pre_test .* between 5 and 95"):
        root_signs(100)
    with pytest.raises(ValueError, match="leg_raise .* Choose"):
        root_signs(leg_raise="maybe")
    for key in SWITCHES:
        with pytest.raises(TypeError, match=f"{key} .* must be True or False"):
            root_signs(**{key: 1})
