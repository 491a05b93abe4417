"""The course in another language: the catalogue is whole, labs and cards speak it, and the built lesson is up to date."""

import gettext
import json
import re
import string
from pathlib import Path

import pytest
import translate
from plate_words import assert_apart

from edu_lib import case, cite, claim, lab, language, predict, quiz, words
from edu_lib.labs.live import LiveView
from edu_lib.learn.card import parse_number
from edu_lib.learn.view import CardView
from edu_lib.models.tilt_screen import CONDITIONS, tilt_screen
from edu_lib.models.traction_ladder import RUNGS
from edu_lib.words import N_, Message, _, plural, speaking

ROOT = Path(__file__).parents[1]
LESSON = ROOT / "notebooks/08_traction_and_inversion.ipynb"
GERMAN = ROOT / "notebooks/de" / LESSON.name


@pytest.fixture(scope="module")
def catalogue():
    return translate.load("de")


@pytest.fixture(scope="module")
def template():
    """All that lesson 08 says, in English."""
    with speaking("en"):
        return translate.messages([LESSON])


@pytest.fixture
def german(monkeypatch, tmp_path):
    monkeypatch.setenv("EDU_LIB_JOURNAL", str(tmp_path))
    with speaking("de"):
        yield


def forms(message):
    """The English and the German forms of a message, as two lists."""
    as_list = [x if isinstance(x, (list, tuple)) else [x] for x in (message.id, message.string)]
    return [list(x) for x in as_list]


def places(text):
    """The places in braces that are filled in, with how they are written."""
    return {(name, form) for _text, name, form, _how in string.Formatter().parse(text) if name is not None}


# ------------------------------------------------------------------------------------------------------- the catalogue


def test_every_message_of_the_lesson_is_translated(catalogue, template):
    wanted = {one.id if isinstance(one.id, str) else one.id[0] for one in template if one.id}
    missing = [said for said in wanted if not (one := catalogue.get(said)) or one.fuzzy or not all(forms(one)[1])]
    assert missing == [], "python tools/translate.py extract 08 --to de, then fill what is empty or fuzzy"


def test_what_is_filled_in_is_the_same_in_both_languages(catalogue):
    for one in catalogue:
        if one.id:
            english, german = forms(one)
            assert all(places(said) == places(english[-1]) for said in german), one.id


def test_numbers_are_the_same_in_both_languages(catalogue):
    def digits(said):
        found = re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"\{[^}]*\}|\([^)]*\.ipynb\)", "", said))
        return sorted(number.replace(",", ".") for number in found)

    for one in catalogue:
        if one.id:
            english, german = forms(one)
            assert digits(english[-1]) == digits(german[-1]), one.id


def test_the_compiled_catalogue_is_the_one_that_translators_edit(catalogue):
    compiled = gettext.translation(words.DOMAIN, words.LOCALE, ["de"])
    for one in catalogue:
        if one.id and not one.fuzzy:
            for n, said in enumerate(forms(one)[1]):
                found = compiled.ngettext(*one.id, 2 if n else 1) if one.pluralizable else compiled.gettext(one.id)
                assert found == said


def test_the_german_lesson_is_what_the_tool_builds():
    made = translate.built(translate.read(LESSON), LESSON.name, "de")
    stored = translate.read(GERMAN)
    for cell in (*made["cells"], *stored["cells"]):
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
        cell["source"] = "".join(cell["source"])
    assert stored["cells"] == made["cells"], "python tools/translate.py build 08 --to de"
    assert stored["metadata"]["edu_lib"] == {"language": "de", "lesson": LESSON.name}
    english = translate.read(LESSON)["cells"]
    assert [(c["id"], c["metadata"].get("tags"), c["cell_type"]) for c in stored["cells"]] == [
        (c["id"], c["metadata"].get("tags"), c["cell_type"]) for c in english
    ]


def test_a_paragraph_is_one_message_and_its_numbers_keep_their_sources():
    numbers = [{"text": "0.5", "from": {"constant": 0.5, "why": "in percent"}}]
    source = '## Why it matters\n\nTake [0.5](#Sources "in percent")\nof it.\n\n- one\n  more\n- two'
    cell = {"id": "x", "cell_type": "markdown", "metadata": {"numbers": numbers}, "source": source}
    assert list(translate.cell_messages(cell)) == ["Why it matters", "Take [0.5] of it.", "one more", "two"]
    made = translate.built({"cells": [cell], "metadata": {}}, "x.ipynb", "de")["cells"][0]
    said = "".join(made["source"])
    assert said.startswith("## Warum das wichtig ist\n\nTake [0.5]")  # a paragraph that nobody has translated
    assert made["metadata"]["numbers"][0]["text"] == "0,5"


def test_extracting_again_finds_nothing_new_and_loses_nothing(catalogue, template, monkeypatch):
    kept = {}
    monkeypatch.setattr(translate, "messages", lambda lessons: template)
    monkeypatch.setattr(translate, "save", lambda found, code: kept.update(found=found))
    translate.extract(LESSON, "de")
    now = kept["found"]
    assert {str(one.id) for one in now} == {str(one.id) for one in catalogue}
    assert not [one.id for one in now if one.fuzzy and one.id]


# ------------------------------------------------------------------------------------------------------- the language


def test_english_is_spoken_until_another_language_is_set():
    assert language() == "en" and _("Reset") == "Reset"
    with speaking("de"):
        assert language() == "de" and _("Reset") == "Zurücksetzen"
        assert _("nobody has translated this") == "nobody has translated this"
    assert _("Reset") == "Reset"


@pytest.mark.parametrize(("given", "kind"), [("fr", ValueError), ("../de", ValueError), (3, TypeError)])
def test_an_unknown_language_is_answered_with_those_there_are(given, kind):
    with pytest.raises(kind, match=re.escape('There are: "de", "en".')):
        language(given)
    assert language() == "en"


def test_the_environment_may_say_the_language(monkeypatch):
    monkeypatch.setattr(words, "_now", None)
    monkeypatch.setenv("EDU_LIB_LANGUAGE", "de")
    assert language() == "de" and str(tilt_screen()).startswith("Nichts auf dieser Liste.")
    monkeypatch.setenv("EDU_LIB_LANGUAGE", "fr")
    with pytest.raises(ValueError, match="^EDU_LIB_LANGUAGE must be the code of a language"):
        language()
    monkeypatch.delenv("EDU_LIB_LANGUAGE")
    assert language() == "en"


def test_a_message_is_english_text_that_can_be_said_in_another_language():
    made = N_("tilted {a}°, friction {friction:g}", a=30, friction=0.5)
    assert isinstance(made, Message) and made == "tilted 30°, friction 0.5" == _(made)
    with speaking("de"):
        assert _(made) == "30°, Reibung 0,5" and made == "tilted 30°, friction 0.5"
        assert words.number(1234.5, ",.1f") == "1.234,5"
        assert (
            _("Glaucoma, or high pressure in the eye") == "Glaukom oder hoher Druck im Auge"
        )  # without a capital there
        one, many = "{count} of {all} is in the right place.", "{count} of {all} are in the right place."
        assert plural(one, many, 1, all=5) != plural(one, many, 2, all=5)


def test_a_typed_number_is_read_as_the_language_writes_it(german):
    assert [parse_number(t, 0, 10000) for t in ("0,5", "2.250", "86,6", "86.6")] == [0.5, 2250.0, 86.6, 86.6]


# ------------------------------------------------------------------------------------- labs and cards of the lesson

SETTINGS = [
    ("tilt", {}), ("tilt", {"angle_deg": 0}), ("tilt", {"angle_deg": 15}),
    ("tilt", {"angle_deg": 30, "friction": 0.2, "hold": "chest belt"}),
    ("tilt", {"angle_deg": 90, "friction": 0, "hold": "pelvis belt"}), ("tilt_screen", {}), ("tilt_screen", {"saddle": True}),
    ("tilt_screen", {c.key: True for c in CONDITIONS}), ("traction_ladder", {}),
    *(("traction_ladder", {"rung": rung.claim}) for rung in RUNGS),
]  # fmt: skip
# Words that no German sentence holds; English names of programs and quoted titles are not in these labs.
ENGLISH = re.compile(
    r"\b(the|of|and|with|is|are|people|pull(s|ed)?|weight|nothing|friction|trials?|while|read)\b", re.I
)


@pytest.mark.parametrize(("name", "values"), SETTINGS, ids=lambda x: x if isinstance(x, str) else "")
def test_a_lab_speaks_german_throughout_and_its_words_do_not_collide(german, name, values):
    made = lab(name, **values)
    plate = made.plate()
    plate.update(made.result)
    assert_apart(plate)
    drawn = [text.get_text() for axes in plate.figure.axes for text in axes.texts if text.get_visible()]
    folds = [line for title, lines in made.asides().items() for line in (title, *lines)]
    named = [what for what, _key, _badge in made.sources()]
    controls = [one[key] for one in made._controls() for key in ("label", "group")]
    for said in (str(made), *drawn, *folds, *named, *controls):
        assert not ENGLISH.search(said), said
    assert not re.search(r"\d\.\d", str(made))


def test_urgent_signs_are_as_urgent_in_german(german):
    said = str(lab("tilt_screen", saddle=True, glaucoma=True))
    assert said.startswith("Hier geht es nicht um den Tisch.") and "Notaufnahme, sofort" in said
    assert said.endswith("Zum Lernen, keine medizinische Beratung.")
    notice = "".join(translate.read(GERMAN)["cells"][-1]["source"])
    signs = ("keine medizinische Beratung", "dringend", "Taubheit im Reithosenbereich", "Blase oder Darm", "Schwäche")
    for sign in (*signs, "Fieber", "Krebs", "Sturz"):
        assert sign in notice


def everything(card):
    """All that a card shows, as JSON."""
    return json.dumps(card._whole_state(), ensure_ascii=False)


def test_cards_speak_german(german):
    asked = predict("08-sixty", lab("tilt"))
    assert "Ein Tisch ist um 60 Grad geneigt" in everything(asked.card) and asked.title == "Erst vorhersagen"
    asked.commit(66.7)
    assert (
        asked.card.compare() == "Du hast 66,7 % gesagt. Die Trigonometrie sagt 86,6 %: Du lagst 19,9 % (23 %) darunter."
    )
    asked.show_in_lab()
    questions = quiz("08")
    shown = []
    for at in range(len(questions.items)):
        questions.at = at
        shown.append(everything(questions))
    told = claim("C42", "C43")
    told.judge("C42", "partly")
    assert "Wir: teilweise, niedrige Gewissheit." in told._say and "0,3; 4,0 mm" in everything(told)
    unfolding = case("inversion")
    for choice in ("ask", "no", "watch", "pilot", "move"):
        unfolding.choose(choice)
    assert unfolding.ended
    for said in (everything(asked.card), *shown, everything(told), everything(unfolding)):
        seen = re.sub(
            r'\\"(title|href|class|aria-hidden)=?.*?\\"|<[^>]*>|"(id|kind|tone|mark|only|focus|state)": "[^"]*"',
            " ",
            said,
        )
        assert not re.search(r"\b(the|of|people|lesson|question|right|answer)\b", re.sub(r'"[a-z_]+":', "", seen)), seen


def test_the_word_to_put_right_may_stand_elsewhere_in_german(german):
    item = next(one for one in quiz("08").items if one["kind"] == "fix")
    assert item["sentence"][item["wrong"]] == "Zentimeter" and item["accept"][:2] == ["Millimeter", "mm"]
    from edu_lib.learn.items import grade

    assert grade(item, [item["wrong"], "millimeter"]).right and not grade(item, [0, "Millimeter"]).right


def test_sources_keep_their_titles_and_their_badges_are_translated(german):
    german = cite("ramos1994")
    assert german.short == "Ramos und Martin 1994" and "[gelesen]" in german._repr_html_()
    with speaking("en"):
        assert cite("ramos1994").short == "Ramos and Martin 1994"
        assert cite("ramos1994").reference == german.reference


def test_the_views_are_sent_their_words_and_nothing_in_english():
    for view in (LiveView, CardView):
        assert words.for_script(view._esm) == {}
        with speaking("de"):
            sent = words.for_script(view._esm)
        assert sent["lang"] == "de" and sent["point"] == "," and len(sent["words"]) > 15
        assert [said for said, other in sent["words"].items() if said == other] == []


def test_a_refused_value_is_explained_in_german(german):
    made = lab("tilt")
    with pytest.raises(
        ValueError, match=r"^angle_deg \(Neigung kopfüber\) muss zwischen 0 und 90 Grad liegen, aber 95"
    ):
        made.set(angle_deg=95)
    assert made.values["angle_deg"] == 60.0
