"""Names as people type them: what does not matter is accepted, and a near miss is told what is amiss."""

import pytest

from edu_lib.learn.terms import look

RECTUS = ["musculus rectus abdominis", "rectus abdominis", "six-pack muscle"]


@pytest.mark.parametrize(
    "typed",
    [
        "rectus abdominis", "Rectus Abdominis", "M. rectus abdominis", "the rectus-abdominis muscle", "  rectus  abdominis ",
        "musculus rectus abdominis", "réctus abdominis",
    ],
)  # fmt: skip
def test_case_hyphens_accents_and_the_word_muscle_do_not_matter(typed):
    verdict = look(typed, RECTUS)
    assert (verdict.right, verdict.hint) == (True, "")


def test_an_accepted_synonym_is_right_and_learns_the_name_of_ta2():
    verdict = look("Six pack", RECTUS)
    assert verdict.right
    assert "TA2" in verdict.hint and "musculus rectus abdominis" in verdict.hint


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("rectus abdominus", "“abdominis” is a genitive, “of the abdomen”; you typed “abdominus”"),
        ("rectis abdominis", "“rectus” is a nominative; you typed “rectis”"),
        ("rectus abdomnis", "a letter is missing in “abdomnis”"),
        ("recttus abdominis", "“recttus” has a letter too many"),
        ("retcus abdominis", "two letters of “retcus” have changed places"),
        ("rectus abdoninis", "one letter of “abdoninis” is another one"),
        ("rectus abdonimus", "look again at how “abdonimus” is written"),
        ("rectusabdominis", "write it “rectus abdominis”"),
        ("abdominis rectus", "the words stand in another order"),
        ("rectus", "a part of the name"),
        ("rectus abdominis major", "leave out “major”"),
    ],
)
def test_a_near_miss_is_not_right_yet_and_says_what_is_amiss(typed, hint):
    verdict = look(typed, RECTUS)
    assert not verdict.right
    assert hint in verdict.hint


def test_a_genitive_plural_is_told_from_another_one():
    assert "“lumborum” is a genitive plural" in look("quadratus lumbarum", ["musculus quadratus lumborum"]).hint


@pytest.mark.parametrize("typed", ["", "   ", "gluteus maximus", "abc", "?!", "latissimus", "腹直筋"])
def test_what_is_far_off_is_wrong_without_a_hint(typed):
    verdict = look(typed, RECTUS)
    assert (verdict.right, verdict.hint) == (False, "")
