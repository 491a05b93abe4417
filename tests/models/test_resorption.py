"""Shares by type are the published ones, never pooled; both halves of the scan lab are always there."""

import itertools

import pytest

from edu_lib.models.resorption import COUNTED, KINDS, REVIEWS, resorption
from edu_lib.models.scan_findings import FINDINGS, NOT_ASSOCIATED, scan_findings
from edu_lib.sources import published, table


@pytest.mark.parametrize(
    ("kind", "zou", "chiu"),
    [("bulge", 13.33, 13), ("protrusion", 37.53, 41), ("extrusion", 66.91, 70), ("sequestration", 87.77, 96)],
)
def test_shares_that_shrank_are_those_of_the_reviews(kind, zou, chiu):
    assert resorption(kind=kind).share == zou
    assert resorption(kind=kind, review="Chiu 2015").share == chiu
    assert f"{zou:.0f} shrank (Zou 2023)" in str(resorption(kind=kind))


def test_what_a_review_does_not_print_by_type_is_none_and_said():
    none = resorption(kind="bulge", counted="gone")
    assert none.share is None
    assert "No share" in str(none)
    assert {k: resorption(kind=k, counted="gone", review="Chiu 2015").share for k in KINDS} == {
        "bulge": None,
        "protrusion": None,
        "extrusion": 15,
        "sequestration": 43,
    }
    assert all(resorption(kind=k, counted="by half or more", review=r).share is None for k in KINDS for r in REVIEWS)


def test_no_share_is_worked_out_from_others_and_the_band_is_the_third_review_s():
    printed = {row["value"] for row in table("resorption")}
    for kind, counted, review in itertools.product(KINDS, COUNTED, REVIEWS):
        found = resorption(kind, counted, review)
        shown = [share for by in found.shares.values() for share in by.values()] + [
            share for _, share in found.anywhere
        ]
        assert {share for share in shown if share is not None} <= printed
        assert found.band == (63, 49, 77)


@pytest.mark.parametrize("bad", [{"kind": "hernia"}, {"counted": "all"}, {"review": "zou"}])
def test_bad_words_get_a_sentence_with_those_there_are(bad):
    with pytest.raises(ValueError, match=next(iter(bad.values()))):
        resorption(**bad)


@pytest.mark.parametrize(("age", "share"), [(20, 37), (50, 80), (80, 96)])
def test_disc_degeneration_without_pain(age, share):
    assert scan_findings(age=age).share == share


@pytest.mark.parametrize("finding", FINDINGS)
def test_every_finding_has_all_seven_ages_and_grows_with_them(finding):
    found = scan_findings(finding, 50)
    assert found.ages == tuple(range(20, 81, 10))
    assert list(found.shares) == sorted(found.shares)
    assert found.share == found.shares[3]


def test_ratios_are_those_of_the_second_review_and_always_there():
    row = published("scan_findings", source="brinjikji2015b", finding="disc extrusion")
    for finding in FINDINGS:
        odds = {one.finding: (one.ratio, one.low, one.high) for one in scan_findings(finding).odds}
        assert odds["disc extrusion"] == (row["value"], row["low"], row["high"]) == (4.38, 1.98, 9.68)
        assert len(odds) == 6
    assert scan_findings("disc bulge").chosen.ratio == 7.54
    assert all(scan_findings(finding).chosen is None for finding in NOT_ASSOCIATED)


def test_few_people_are_marked():
    assert scan_findings("facet degeneration", 20).people == 0
    assert scan_findings("disc bulge", 20).people == 55 and scan_findings("disc bulge", 20).few
    assert scan_findings("disc bulge", 50).people == 123 and not scan_findings("disc bulge", 50).few
    assert scan_findings("disc bulge", 60).people is None and not scan_findings("disc bulge", 60).few
    assert scan_findings("disc bulge", 20).badge == "read"
    assert scan_findings("disc bulge", 50).badge == "quoted elsewhere"


@pytest.mark.parametrize("age", [45, 19, 90, "old"])
def test_no_age_between_those_printed(age):
    with pytest.raises((ValueError, TypeError), match="age"):
        scan_findings(age=age)
