"""The two plates of herniations and scans: nothing collides, nothing leaves the picture, both halves in every setting."""

import itertools

import pytest
from plate_words import assert_apart, words_on

from edu_lib.labs import lab
from edu_lib.models.resorption import COUNTED, KINDS, REVIEWS, resorption
from edu_lib.models.scan_findings import FINDINGS, scan_findings
from edu_lib.plates.resorption import ResorptionPlate, describe_resorption
from edu_lib.plates.scan_findings import ScanFindingsPlate, describe_scan_findings


@pytest.fixture(scope="module")
def herniations():
    return ResorptionPlate()


@pytest.fixture(scope="module")
def scans():
    return ScanFindingsPlate()


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_herniations_stand_apart_and_the_pain_stands_beside(herniations, kind):
    for counted, review in itertools.product(COUNTED, REVIEWS):
        herniations.update(resorption(kind, counted, review))
        assert_apart(herniations)
        shown = [words for words, _ in words_on(herniations)]
        assert {"85 %", "83 %", "55 %"} <= set(shown)
        assert any("emergency department now" in words for words in shown)
        said = describe_resorption(resorption(kind, counted, review))
        assert "85 % were well" in said and said.endswith("emergency department now.")


@pytest.mark.parametrize("finding", FINDINGS)
def test_words_of_scans_stand_apart_and_both_halves_are_there(scans, finding):
    for age in (20, 50, 80):
        scans.update(scan_findings(finding, age))
        assert_apart(scans)
        shown = [words for words, _ in words_on(scans)]
        assert "Without any back pain" in shown and "With back pain, against without" in shown
        assert "4.38 (1.98 to 9.68)" in shown
        said = describe_scan_findings(scan_findings(finding, age))
        assert f"Of 100 people of {age}" in said and "does not tell which" in said
        assert len(said.split()) <= 95


def test_the_age_can_be_dragged_and_nudged_to_the_ages_that_are_printed():
    made = lab("scan_findings")
    assert made.widget is not None
    (gid,) = ScanFindingsPlate.handles
    made._hear({"seq": 1, "hand": {"gid": gid, "by": [1, 0]}})
    assert made.values["age"] == 60
    made._hear({"seq": 2, "hand": {"gid": gid, "to": [50.0, 300.0]}})
    assert made.values["age"] == 20
    assert made.error is None


@pytest.mark.parametrize("name", ["resorption", "scan_findings"])
def test_a_lab_says_where_its_numbers_come_from(name):
    made = lab(name)
    assert made.sources() and all(made.asides().values())
