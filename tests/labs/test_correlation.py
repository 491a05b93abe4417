"""The lab of correlation: guess, then show."""

from edu_lib import lab
from edu_lib.sources import cite


def test_it_asks_first_and_answers_when_told_to():
    made = lab("correlation")
    made.widget.send = lambda content, buffers=None: None
    assert made.result.hidden
    assert "Set your guess of r, then show it." in str(made)
    made._hear({"seq": 1, "set": {"cloud": "mystery B", "guess_r": 0.3}})
    assert not made._plate.fit.get_visible()
    made._hear({"seq": 2, "set": {"show_r": True}})
    assert made._plate.fit.get_visible()
    assert "you guessed 0.30, off by 0.22" in str(made)


def test_a_cloud_of_ones_own_starts_at_the_published_study():
    assert (lab("correlation", cloud="my own").result.r, lab("correlation").values["n"]) == (0.08, 32)


def test_its_sources_can_be_shown_and_the_still_picture_drawn():
    made = lab("correlation", show_r=True)
    assert {"mannion2012", "ferreira2010", "prieske2016", "wong2014"} == {key for _, key, _ in made.sources()}
    assert all(cite(key).reference for _, key, _ in made.sources())
    assert "r = 0.60 in 32 simulated people" in made.still()
