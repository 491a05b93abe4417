"""The lab of the story: a click in the picture chooses a study, and its sentence follows."""

from edu_lib import lab
from edu_lib.models.tra_story import NAMES, NOTHING
from edu_lib.sources import cite


def test_a_click_chooses_and_the_chain_lies_over_it():
    made = lab("tra_story")
    made.widget.send = lambda content, buffers=None: None
    assert made.values["study"] == NOTHING
    made._hear({"seq": 1, "set": {"study": "Hodges 1996"}})
    assert made._plate.heads[0].get_text() == "Hodges 1996"
    assert "15 people with back pain and 15 without; recheck" in str(made)
    made._hear({"seq": 2, "set": {"chain": True}})
    assert 'it speaks for "Late in the patients"' in str(made)
    made._hear({"seq": 3, "set": {"study": NOTHING}})
    assert str(made).startswith("The inference has four links.")


def test_what_can_be_clicked_are_the_options_of_the_choice():
    made = lab("tra_story")
    assert made._picks(made.widget.picture)["key"] == "study"
    assert set(made._picks(made.widget.picture)["artists"].values()) == set(NAMES)


def test_every_study_is_a_source_with_its_badge():
    found = lab("tra_story").sources()
    assert len(found) == len(NAMES)
    assert all(cite(key).reference and badge for _, key, badge in found)
