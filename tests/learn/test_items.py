"""Quiz files are whole, keep to one schema, and are graded as they say; the pictures are what their tool draws."""

import copy
import json
import sys
from pathlib import Path

import jsonschema
import pytest
from PIL import Image
from quiz_answers import right_answer

from edu_lib.learn import items
from edu_lib.learn.items import grade, lessons, load, picture_of, problems, shuffled, spaced
from edu_lib.sources import cite

DATA = Path(items.__file__).parents[1] / "data"
SCHEMA = json.loads((DATA / "quiz.schema.json").read_text(encoding="utf-8"))
OWN = Path(__file__).parent / "data"
FILES = sorted((DATA / "quiz").glob("*.json")) + sorted(OWN.glob("9*.json"))
PICTURES = sorted(path.stem for path in (DATA / "pictures").glob("*.json"))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def kinds(monkeypatch):
    """The test's own items, one of each kind, by the end of their id."""
    monkeypatch.setattr(items, "FOLDER", OWN)
    return {item["id"][3:]: item for item in load("98")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_quiz_file_keeps_to_the_schema_and_has_no_problems(path):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    found = jsonschema.Draft202012Validator(SCHEMA).iter_errors(read(path))
    assert [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in found] == []
    assert problems(read(path)) == []
    assert read(path)["lesson"] == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_source_of_an_item_is_in_the_bibliography(path):
    for item in read(path)["items"]:
        assert [cite(key).key for key in item["source"]] == item["source"]


@pytest.mark.parametrize("lesson", lessons())
def test_every_lesson_can_be_loaded_and_the_right_answer_is_graded_right(lesson):
    for item in load(lesson):
        assert grade(item, right_answer(item, accepted=-1)).right, item["id"]


SPOILED = [
    ("98-one", lambda i: i.update(ask="Which is not true here?"), "ask"),
    ("98-one", lambda i: i["options"][0].update(text="All of the above"), "text"),
    ("98-one", lambda i: i["options"][0].pop("misconception"), "misconception"),
    ("98-one", lambda i: i["options"][0].update(feedback="<b>bold</b>"), "feedback"),
    ("98-number", lambda i: i.update(tolerance=0), "tolerance"),
    ("98-number", lambda i: i.pop("from"), "from"),
    ("98-fix", lambda i: i.update(surprise=1), "surprise"),
    ("98-pick", lambda i: i.update(how="guess"), "how"),
    ("98-order", lambda i: i.update(source="wilke1999"), "source"),
]


@pytest.mark.parametrize(("name", "spoil", "word"), SPOILED, ids=[f"{n}-{w}" for n, _, w in SPOILED])
def test_the_schema_finds_what_a_file_may_not_have(name, spoil, word):
    data = read(OWN / "98.json")
    spoil(next(item for item in data["items"] if item["id"] == name))
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(data)


@pytest.mark.parametrize(
    ("name", "spoil", "sentence"),
    [
        ("98-one", lambda i: i["options"][0].update(right=True), "98-one needs exactly one right option."),
        ("98-many", lambda i: i["options"][2].update(right=True), "98-many needs right options and wrong ones."),
        ("98-one", lambda i: i["options"][0].update(id="b"), "98-one gives two entries the same id."),
        ("98-number", lambda i: i.update(answer=9), "98-number has an answer outside its range."),
        ("98-fix", lambda i: i.update(wrong=9), "98-fix marks a word that its sentence does not have."),
        ("98-pick", lambda i: i.update(target="nowhere"), "98-pick names the target 'nowhere'; its picture has"),
        ("98-pick", lambda i: i.update(picture="none_such"), "98-pick has no picture: There is no picture named"),
        ("98-many", lambda i: i.update(id="98-one"), "98-one is there twice."),
        ("98-many", lambda i: i.update(id="97-x"), "97-x must begin with its lesson, 98-."),
        ("98-many", lambda i: i.update(kind="riddle"), "98-many is of the kind 'riddle'"),
    ],
)
def test_what_a_schema_cannot_hold_is_said_in_a_sentence(name, spoil, sentence):
    data = read(OWN / "98.json")
    spoil(next(item for item in data["items"] if item["id"] == name))
    assert any(problem.startswith(sentence) for problem in problems(data))


def test_items_come_up_again_only_from_earlier_lessons():
    data = read(OWN / "97.json") | {"repeat": ["98-one"]}
    assert problems(data) == ["98-one comes up again, but is not of an earlier lesson."]


@pytest.mark.parametrize("name", ["4", "lesson 04", "", "../04"])
def test_an_unknown_lesson_is_answered_with_the_names_there_are(name):
    with pytest.raises(ValueError, match='There is no quiz named .* There are: "00"'):
        load(name)


def test_a_lesson_that_is_no_text_is_answered_in_a_sentence():
    with pytest.raises(TypeError, match="as text, but 4 was given"):
        load(4)


def test_an_item_that_is_to_come_up_again_but_is_nowhere_is_named(monkeypatch, tmp_path):
    (tmp_path / "98.json").write_text(json.dumps(read(OWN / "98.json")), encoding="utf-8")
    monkeypatch.setattr(items, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match='"97-again" is to come up again'):
        load("98")


def test_what_comes_up_again_is_spread_and_never_first(kinds):
    order = [item["lesson"] for item in kinds.values()]
    assert order.count("97") == 1 and order[0] == "98" and order[-1] == "98"
    for n in range(1, 10):
        for k in range(4):
            out = spaced(range(n), "abc"[:k])
            assert out[0] == 0
            assert [x for x in out if isinstance(x, int)] == list(range(n))
            assert "".join(x for x in out if isinstance(x, str)) == "abc"[:k]


def test_options_are_mixed_the_same_way_each_time_and_an_order_is_never_solved(kinds):
    assert shuffled(kinds["one"]) == shuffled(kinds["one"])
    for n in range(200):
        item = copy.deepcopy(kinds["order"]) | {"id": f"98-{n}"}
        assert shuffled(item) != item["items"]
        assert sorted(i["id"] for i in shuffled(item)) == ["a", "b", "c"]
    first = {shuffled(kinds["one"] | {"id": f"98-{n}"})[0]["id"] for n in range(30)}
    assert first == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("name", "value", "right", "words"),
    [
        ("one", ["b"], True, "Yes, beta."),
        ("one", ["c"], False, "gamma were first"),
        ("many", ["b", "a"], True, "Yes, alpha."),
        ("many", ["a"], False, "not all"),
        ("many", ["a", "c"], False, "Gamma: That would be true"),
        ("number", -1.5, True, "Just so."),
        ("number", -1.4, True, "Just so."),
        ("number", -1.39, False, "Too much."),
        ("number", -2, False, "Too little."),
        ("pick", "quadratus lumborum", True, "Just so."),
        ("pick", "multifidus", False, "farther out"),
        ("type", "Psoas", True, "In TA2 it is called musculus psoas major."),
        ("type", "psoas mayor", False, "one letter"),
        ("type", "diaphragm", False, "bends the hip"),
        ("order", ["a", "b", "c"], True, "alphabet"),
        ("order", ["a", "c", "b"], False, "1 of 3 is in the right place."),
        ("order", ["b", "c", "a"], False, "None of 3"),
        ("fix", [1, "Loaded."], True, "Just so."),
        ("fix", [1, "hurt"], False, "not what was measured"),
        ("fix", [0, "loaded"], False, "Another word."),
    ],
)
def test_answers_are_graded(kinds, name, value, right, words):
    found = grade(kinds[name], value)
    assert (found.right, words in found.words) == (right, True), found


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("one", [], "Choose an answer first"),
        ("number", None, "Type a number first"),
        ("number", "many", "“many” is not a number"),
        ("number", True, "not a number"),
        ("number", 7, "between −5 and 5 kN"),
        ("pick", None, "Choose a place in the picture first"),
        ("type", "  ", "Type a name first"),
        ("order", ["a"], "into an order first"),
        ("fix", [None, "x"], "Pick the word"),
        ("fix", [1, ""], "Type the word"),
    ],
)
def test_an_answer_that_is_not_there_yet_is_asked_for(kinds, name, value, sentence):
    with pytest.raises(ValueError, match=sentence):
        grade(kinds[name], value)


@pytest.mark.parametrize("name", PICTURES)
def test_the_targets_lie_in_the_picture_and_the_file_is_small(name):
    picture = picture_of(name)
    path = DATA / "pictures" / f"{name}.webp"
    assert path.stat().st_size <= 60_000
    with Image.open(path) as image:
        assert abs(image.width / image.height - picture["width"] / picture["height"]) < 0.005
        for target, (x, y) in picture["targets"].items():
            assert 15 < x < picture["width"] - 15 and 15 < y < picture["height"] - 15, target
            # What is named is drawn: the place is not bare paper.
            scale = image.width / picture["width"]
            spot = image.convert("RGB").crop(tuple(int(v * scale) for v in (x - 6, y - 6, x + 6, y + 6)))
            assert min(low for low, _ in spot.getextrema()) < 225, target
    spots = list(picture["targets"].values())
    for i, (x, y) in enumerate(spots):  # two marks never touch
        assert all(abs(x - u) > 32 or abs(y - v) > 32 for u, v in spots[:i])


@pytest.mark.parametrize("name", PICTURES)
def test_the_words_for_a_picture_do_not_give_its_answers_away(name):
    picture = picture_of(name)
    for target in picture["targets"]:
        assert target.lower() not in picture["alt"].lower()
    assert [cite(key).key for key in picture["source"]] == picture["source"]


def test_the_tool_draws_the_same_pictures_again():
    import draw_quiz_pictures as tool

    assert sorted(tool.PICTURES) == PICTURES
    for name in PICTURES:
        assert tool.describe(name)[1] == read(DATA / "pictures" / f"{name}.json")


def test_loading_items_loads_neither_drawing_nor_the_bibliography():
    import subprocess

    script = 'import sys; from edu_lib.learn.items import load; load("04"); print(*sys.modules)'
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"matplotlib", "pybtex", "PIL"} & set(loaded)


@pytest.mark.parametrize("lesson", lessons())
def test_the_word_to_mend_is_not_itself_a_right_answer(lesson):
    for item in (one for one in load(lesson) if one["kind"] == "fix"):
        marked = item["sentence"][item["wrong"]]
        assert not grade(item, [item["wrong"], marked]).right, item["id"]
        others = [i for i in range(len(item["sentence"])) if i != item["wrong"]]
        assert not any(grade(item, [i, item["accept"][0]]).right for i in others)
