"""Signs together: the highest level wins, one more sign never lowers it, suspected cauda equina goes now."""

import itertools
import random

import pytest

from edu_lib.models.triage import LEVELS, SPEEDS, triage, triage_row
from edu_lib.models.triage_rules import CAUDA, GROUPS, RULES, SIGNS, SLOW, STEADY, WEAK
from edu_lib.sources import source_keys, table

KEYS = [sign.key for sign in SIGNS]
ROWS = table("triage")


def told(*signs):
    return triage(**dict.fromkeys(signs, True))


def urgency(t):
    return t.level, SPEEDS.index(t.how_soon)


def some_sets():
    """None, all singles, pairs and triples, and 1500 larger sets."""
    yield from itertools.chain.from_iterable(itertools.combinations(KEYS, k) for k in range(4))
    dice = random.Random(6)
    for _ in range(1500):
        yield tuple(dice.sample(KEYS, dice.randint(4, len(KEYS))))


def test_the_more_signs_the_more_urgent():
    seen = {}

    def urgent(signs):
        key = frozenset(signs)
        if key not in seen:
            seen[key] = urgency(told(*signs))
        return seen[key]

    for signs in some_sets():
        for left_out in signs[:6]:
            assert urgent(signs) >= urgent([s for s in signs if s != left_out]), (signs, left_out)


def test_suspected_cauda_equina_goes_to_the_emergency_department_now():
    for signs in some_sets():
        if not CAUDA & set(signs):
            continue
        assert told(*signs).emergency
        steady = told(*signs, STEADY)
        if set(signs) <= SLOW:  # the one exception, and even it is urgent
            assert not steady.emergency
            assert (steady.level, steady.how_soon) == (2, "ring today")
            assert "emergency department the hour anything is new or grows" in steady.detail
            assert steady.differs
        else:
            assert steady == told(*signs)


def test_old_and_steady_changes_nothing_else():
    for signs in some_sets():
        if not CAUDA & set(signs):
            assert told(*signs, STEADY) == told(*signs)
    assert urgency(told("saddle", "bladder", STEADY)) >= urgency(told("saddle", STEADY)) > urgency(told(STEADY))


def test_every_sign_counts_and_none_is_ever_clear():
    nothing = told()
    assert (nothing.level, nothing.words) == (0, LEVELS[0])
    assert "clears nobody" in str(nothing)
    for key in KEYS:
        assert told(key).level >= 1
    for key in WEAK:
        one = told(key)
        assert (one.level, one.how_soon) == (1, "early review")
    for pair in itertools.combinations(sorted(WEAK), 2):
        assert told(*pair).level == 2  # together they tell more
    assert "clear" not in str(told("over_70")).lower()


@pytest.mark.parametrize(
    ("signs", "row", "level", "soon"),
    [
        ("saddle", "C2", 3, "now"),
        ("both_legs_pain", "C8", 3, "now"),
        ("foot_drop", "N1", 3, "today"),
        ("weakness_grows", "N2", 3, "today"),
        ("cancer_ever", "M10", 2, "within 2 weeks"),
        ("cancer_ever weight_loss", "M12", 2, "days"),
        ("cancer_ever weight_loss no_better", "M6", 3, "today"),
        ("cancer_ever unsteady", "M1", 3, "now"),
        ("minor_fall over_70", "X2", 2, "days"),
        ("major_trauma", "X1", 3, "now"),
        ("fever", "I1", 3, "today"),
        ("fever foot_drop", "I4", 3, "now"),
        ("low_defences", "I6", 2, "days to 2 weeks"),
        ("low_defences ill", "I7", 3, "today"),
    ],
)
def test_rows_that_the_lesson_builds_on(signs, row, level, soon):
    t = told(*signs.split())
    assert (t.rows[0].id, t.level, t.how_soon) == (row, level, soon)
    assert t.what == triage_row(row)["in_short"]
    assert t.rows[0].source == triage_row(row)["source"]


def test_where_guidance_differs_it_is_said():
    for signs in (["both_legs_pain"], ["foot_drop"], ["sexual"], ["cancer_ever"], ["weight_loss"]):
        assert told(*signs).differs
    assert not told("saddle", "both_legs_pain").differs  # settled by what is more urgent


def test_the_table_holds_together():
    ids = [row["id"] for row in ROWS]
    assert len(set(ids)) == len(ids)
    assert {rule.row for rule in RULES} | {"C7", "F1"} <= set(ids)
    for row in ROWS:
        assert set((row["also"] or "").split()) <= set(source_keys()), row
        assert row["source"] not in (row["also"] or "").split()
        assert row["level_from"] in {"source", "ours"}
        assert (row["level_from"] == "source") == (row["confidence"] not in {"assumption", "B"}), row
    assert {sign.group for sign in SIGNS} == set(GROUPS)
    assert {key for rule in RULES for key in rule.uses} == set(KEYS)
    assert "191 scan-negative" in triage_row("C19")["note"]


def test_wrong_input_gets_a_sentence():
    with pytest.raises(TypeError, match=r"saddle must be True or False, but 'yes' was given\..*\."):
        triage(saddle="yes")
    with pytest.raises(ValueError, match=r"Z9"):
        triage_row("Z9")
