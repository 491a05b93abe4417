"""Agreement with published definitions of the core is counted from the table, never written down."""

import re

import pytest

from edu_lib.models import own_core as module
from edu_lib.models.own_core import GROUPS, MUSCLES, CoreDefinition, core_definitions, key_of, own_core
from edu_lib.sources import cite, table

NAMES = [one.name for one in core_definitions()]


def choose(*muscles):
    return own_core(**{key_of(muscle): True for muscle in muscles})


def test_there_are_enough_definitions_each_with_a_source_of_its_year():
    assert len(core_definitions()) >= 5
    assert len({one.source for one in core_definitions()}) == len(core_definitions())
    for one in core_definitions():
        year = re.search(r"\d{4}", one.name)
        assert year is None or year[0] in cite(one.source).reference
        assert set(one.loosely) <= set(one.muscles)
    sizes = [len(one.muscles) for one in core_definitions()]
    assert sizes == sorted(sizes)


def test_the_table_names_only_known_muscles_and_each_once():
    rows = [(row["definition"], row["muscle"]) for row in table("core_definitions")]
    assert len(set(rows)) == len(rows)
    assert {muscle for _, muscle in rows} == set(MUSCLES)  # none that no definition needs
    assert MUSCLES == tuple(muscle for group in GROUPS.values() for muscle in group)
    for one in core_definitions():
        assert set(one.muscles) == {muscle for name, muscle in rows if name == one.name}


def test_no_two_published_definitions_coincide():
    sets = [
        frozenset(row["muscle"] for row in table("core_definitions") if row["definition"] == name) for name in NAMES
    ]
    assert len(set(sets)) == len(sets)
    assert own_core().coincide == ()
    assert "no two name the same muscles" in str(own_core())


def test_two_definitions_that_do_coincide_are_told(monkeypatch):
    """What the sentence says is counted: with a twin in the table it says something else."""
    first = core_definitions()[0]
    twin = CoreDefinition("A twin", first.source, first.badge, first.muscles, ())
    every = (*core_definitions(), twin)
    monkeypatch.setattr(module, "core_definitions", lambda: every)
    module._among_definitions.cache_clear()
    try:
        result = own_core()
        assert result.coincide == ((first.name, "A twin"),)
        assert f"some name the same muscles: {first.name} and A twin." in str(result)
    finally:
        module._among_definitions.cache_clear()


def test_the_nearest_pair_is_nearest():
    sets = {one.name: set(one.muscles) for one in core_definitions()}
    best = max(len(sets[a] & sets[b]) / len(sets[a] | sets[b]) for a in NAMES for b in NAMES if a < b)
    for pair in own_core().nearest:
        a, b = pair.name.split(" with ")
        assert pair.share == pytest.approx(best)
        assert len(pair.both) == len(sets[a] & sets[b])
        assert f"({pair.name})" in str(own_core())
        assert f"shares {len(sets[a] & sets[b])} of {len(sets[a] | sets[b])}." in str(own_core())


@pytest.mark.parametrize("one", core_definitions(), ids=NAMES)
def test_a_choice_like_a_definition_agrees_with_it_wholly(one):
    result = choose(*one.muscles)
    mine = next(overlap for overlap in result.overlaps if overlap.name == one.name)
    assert mine.share == 1.0
    assert (mine.only_first, mine.only_second) == ((), ())
    assert result.closest == (one.name,)
    assert f"Closest to yours: {one.name}, the same muscles." in str(result)


def test_shares_are_counted_over_either():
    result = choose("transversus abdominis", "multifidus", "hip rotators")
    for overlap, one in zip(result.overlaps, core_definitions(), strict=True):
        both = {"transversus abdominis", "multifidus", "hip rotators"} & set(one.muscles)
        either = {"transversus abdominis", "multifidus", "hip rotators"} | set(one.muscles)
        assert set(overlap.both) == both
        assert overlap.words == f"{len(both)} of {len(either)}"
        assert overlap.share == pytest.approx(len(both) / len(either))
        assert len(overlap.both) + len(overlap.only_first) == 3
        assert len(overlap.both) + len(overlap.only_second) == len(one.muscles)


def test_nothing_and_everything():
    none, every = own_core(), choose(*MUSCLES)
    assert none.chosen == none.closest == ()
    assert str(none).startswith("No muscle chosen yet.")
    assert every.chosen == MUSCLES
    assert all(not overlap.only_second for overlap in every.overlaps)
    only = choose("gluteus maximus")
    assert "1 muscle: gluteus maximus" in str(only)


def test_a_choice_that_no_definition_shares(monkeypatch):
    few = tuple(one for one in core_definitions() if "gluteus maximus" not in one.muscles)
    monkeypatch.setattr(module, "core_definitions", lambda: few)
    module._among_definitions.cache_clear()
    try:
        assert "None of the definitions shares a muscle with yours." in str(choose("gluteus maximus"))
    finally:
        module._among_definitions.cache_clear()


def test_the_muscle_that_stands_in_all_is_counted():
    common = set(MUSCLES).intersection(*(one.muscles for one in core_definitions()))
    assert common
    for muscle in common:
        assert muscle in str(own_core()).rsplit("Only ", 1)[1]


def test_the_review_is_told_with_its_numbers():
    rows = {row["what"]: row["value"] for row in table("study_facts") if row["source"] == "enoki2024"}
    every = rows["studies of core stability in athletes"]
    silent = rows["of these: studies that do not say what the core is"]
    assert f"a review of {every} studies of core stability in sport, {silent} did not say" in module.about_studies()
    assert silent < every


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"multifidous": True}, 'knows no muscle named "multifidous". Did you mean "multifidus"'),
        ({"biceps": True}, 'knows no muscle named "biceps".* It takes: rectus_abdominis, external_oblique'),
        ({"multifidus": 1}, "multifidus must be True or False, but 1 was given. Give True"),
    ],
)
def test_bad_choices_get_a_sentence(choices, sentence):
    with pytest.raises(TypeError, match=sentence):
        own_core(**choices)
