"""The story keeps to its table: what each study measured, and verdicts that follow from what came out."""

import re

import pytest

from edu_lib.models.tra_story import ALL, LANES, LINKS, NAMES, NOTHING, OUTCOMES, STUDIES, tra_story
from edu_lib.sources import cite, published, table


def test_each_study_stands_in_one_lane_and_is_called_by_author_and_year():
    assert len(set(NAMES)) == len(STUDIES)
    assert [study.year for study in STUDIES] == sorted(study.year for study in STUDIES)
    assert {study.lane for study in STUDIES} == set(LANES)
    for study in STUDIES:
        author, year = study.name.split(",")[0].split()
        assert cite(study.source).short.startswith(author)
        assert cite(study.source).short.rstrip("b").endswith(year)
        assert int(year) == study.year


def test_the_number_of_people_is_that_of_the_words():
    for study in STUDIES:
        counts = [
            int(count.replace(",", ""))
            for count in re.findall(r"[\d,]*\d(?= (?:people|\w* ?men|athletes|healthy|with))", study.people)
        ]
        counts = counts or [0]
        total = sum(map(int, re.findall(r"\d+", study.people))) if study.design == "two groups" else counts[0]
        assert (study.n or 0) == total, study.name


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.key)
def test_a_verdict_follows_from_what_came_out(link):
    came_out = [study.tests[link.key] for study in STUDIES if link.key in study.tests]
    assert set(came_out) <= set(OUTCOMES)
    plain = {
        "mixed": {"for", "against"} <= set(came_out),
        "not tested": not {"for", "against"} & set(came_out),
        "not supported": came_out.count("against") > came_out.count("for"),
    }
    assert plain[link.verdict]


def test_no_delay_is_told_in_milliseconds():
    """No such value may be quoted; see the table of the sources."""
    told = " ".join(f"{study} {study.people}" for study in STUDIES) + " ".join(link.why for link in LINKS)
    assert not re.search(r"\bms\b|millisecond", told)


def test_numbers_agree_with_the_tables_that_hold_them():
    told = {study.source: study.found for study in STUDIES}
    mannion, ferreira = (
        next(row for row in table("correlation") if row["source"] == source)
        for source in ("mannion2012", "ferreira2010")
    )
    assert f"r = {mannion['r']}" in told["mannion2012"]
    assert f"r = {ferreira['r']}, 95 % interval {ferreira['ci_low']} to {ferreira['ci_high']}" in told["ferreira2010"]
    assert published("correlation", source="prieske2016")["r_high"] == 0.18


def test_it_says_in_words_what_stands_out():
    assert str(tra_story()).startswith(
        "22 studies, 1989 to 2020. Timing, isolation, strength and getting better are four"
    )
    assert "Steiger 2012; Tagliaferri 2020" in str(tra_story(lane="strength"))
    assert "No delay was found (p = 0.398)" in str(tra_story("Gubler 2010"))
    chain = str(tra_story(chain=True))
    places = [chain.index(f"{i}. {link.claim}: {link.verdict}.") for i, link in enumerate(LINKS, 1)]
    assert places == sorted(places)
    assert 'it speaks against "Mending eases pain"' in str(tra_story("Wong 2014", chain=True))
    assert "It tests no link of the chain." in str(tra_story("Ferreira 2007", chain=True))
    assert "No entry under treatment tests a link" in str(tra_story(lane="treatment", chain=True))
    assert len(str(tra_story(chain=True)).split()) <= 90


def test_the_chain_leaves_only_studies_that_say_something_of_it():
    assert tra_story(chain=True).shown == tuple(study for study in STUDIES if study.tests)
    assert {study.lane for study in tra_story(chain=True).shown} == {"timing", "isolation", "strength"}
    assert tra_story(lane="timing").shown == tuple(study for study in STUDIES if study.lane == "timing")


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        ({"study": "Hodges 1997"}, ValueError, f'study .* must be "{NOTHING}" or'),
        ({"lane": "pain"}, ValueError, f'must be "{ALL}" or "stability"'),
        ({"chain": "yes"}, TypeError, "chain .* must be True or False, but 'yes'"),
    ],
)
def test_bad_input_gets_a_sentence(values, kind, words):
    with pytest.raises(kind, match=words):
        tra_story(**values)
