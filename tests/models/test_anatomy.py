"""The records of the structures: complete, sourced, found by any name, and safe to hand on."""

import csv
import dataclasses
import io

import pytest

from edu_lib.models import anatomy
from edu_lib.models.anatomy import KINDS, REGIONS, Structure, as_csv, search, structure, structures
from edu_lib.sources import BADGES, source_keys

PLATES_USE = """skin; external oblique; internal oblique; transversus abdominis; rectus abdominis; pyramidalis; linea alba;
linea semilunaris; tendinous intersections; rectus sheath; arcuate line; inguinal ligament; aponeurosis of external oblique;
transversalis fascia; thoracolumbar fascia; thoracolumbar fascia, anterior layer; thoracolumbar fascia, middle layer;
thoracolumbar fascia, posterior layer; latissimus dorsi; trapezius; serratus posterior inferior; gluteus maximus;
gluteus medius; erector spinae; iliocostalis; longissimus; spinalis; multifidus; rotatores; interspinales; intertransversarii;
quadratus lumborum; psoas major; iliacus; diaphragm; crura of the diaphragm; central tendon; pelvic floor; levator ani;
coccygeus; vertebral body; vertebral arch; spinous process; transverse process; facet joint; intervertebral disc;
anulus fibrosus; nucleus pulposus; vertebral canal; cauda equina; dural sac; dorsal root ganglion; spinal nerve;
intervertebral foramen; anterior longitudinal ligament; posterior longitudinal ligament; ligamentum flavum;
interspinous ligament; supraspinous ligament; iliolumbar ligament; sacroiliac joint; ribs; costal margin; xiphoid process;
iliac crest; anterior superior iliac spine; pubic symphysis; sacrum; umbilicus; abdominal aorta; inferior vena cava;
lumbar vessels; inferior epigastric vessels; lumbar plexus; femoral nerve; sciatic nerve; iliohypogastric nerve;
ilioinguinal nerve; subcostal nerve; thoraco-abdominal nerves; dorsal rami; peritoneum; kidney"""
IDS = [" ".join(name.split()) for name in PLATES_USE.split(";")]
EVERY = pytest.mark.parametrize("one", structures(), ids=lambda one: one.id)
MUSCLES = pytest.mark.parametrize("one", [s for s in structures() if s.kind == "muscle"], ids=lambda one: one.id)


def test_every_structure_that_plates_and_quizzes_use_is_there():
    assert sorted(set(IDS) - {one.id for one in structures()}) == []


def test_ids_are_unique():
    ids = [one.id for one in structures()]
    assert len(set(ids)) == len(ids)


def test_no_two_structures_answer_to_one_name():
    """A student who types a name is shown one structure, never the neighbour."""
    shared = {}
    for one in structures():
        for name in {anatomy._plain(name) for name in one.names}:
            shared.setdefault(name, []).append(one.id)
    assert {name: ids for name, ids in shared.items() if len(ids) > 1} == {}


@EVERY
def test_a_record_is_complete(one):
    for name in ("id", "ta", "english", "region", "layer", "kind", "action"):
        assert getattr(one, name), name
    assert one.region in REGIONS
    assert one.kind in KINDS
    assert one.id == one.id.strip().lower().replace("_", " ")
    for cell in (one.ta, one.english, *one.synonyms):
        assert cell == " ".join(cell.split())
    assert "abdominus" not in as_csv([one]).lower()


@MUSCLES
def test_a_muscle_has_attachments_nerve_blood_and_fibres(one):
    for name in ("origin", "insertion", "nerve", "blood", "fibres"):
        assert getattr(one, name), name
    # A group such as the pelvic floor has no muscle's name; a muscle has, but for the diaphragm.
    assert one.ta.startswith(("musculus ", "musculi ")) or one.id == "diaphragm", one.ta


@EVERY
def test_a_record_names_two_sources_or_says_that_it_does_not(one):
    assert set(one.sources) <= set(source_keys())
    assert one.confidence in BADGES
    assert len(set(one.sources)) >= 2 or (one.confidence == "B" and "one source" in one.note)


@EVERY
def test_each_of_its_names_finds_it(one):
    for name in one.names:
        assert structure(name) is one
        assert structure(name.upper()) is one
        assert structure(name.replace("-", " ")) is one


def test_accents_and_the_word_muscle_do_not_matter():
    assert structure("Ôbliquus éxternus ABDÓMINIS").id == "external oblique"
    assert structure("m. rectus abdominis").id == "rectus abdominis"
    assert structure("the iliacus muscle").id == "iliacus"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("transversus abdominus", "transversus abdominis"),
        ("quadratus lumborium", "quadratus lumborum"),
        ("linea semilunata", "linea semilunaris"),
        ("psoas mayor", "psoas major"),
    ],
)
def test_a_near_miss_is_answered_with_the_name(typed, meant):
    with pytest.raises(ValueError, match=f'There is no structure named "{typed}"\\. Did you mean .*"{meant}"'):
        structure(typed)


def test_what_is_no_name_is_answered_with_advice():
    with pytest.raises(
        ValueError, match=r'no structure named "zzzz"\. search\("\.\.\."\) looks through all \d+ records'
    ):
        structure("zzzz")
    with pytest.raises(TypeError, match="needs a name as text, but 7 was given"):
        structure(7)
    with pytest.raises(TypeError, match="needs words as text, but None was given"):
        search(None)


def test_search_finds_by_nerve_action_and_attachment():
    found = {one.id for one in search("subcostal nerve")}
    assert {"external oblique", "internal oblique", "transversus abdominis", "rectus abdominis"} <= found
    assert "iliacus" not in found
    assert "iliacus" in {one.id for one in search("flexes hip")}
    assert "diaphragm" in {one.id for one in search("PHRENIC")}
    assert {"psoas major", "iliacus"} <= {one.id for one in search("lesser trochanter")}


def test_search_puts_what_is_called_so_first():
    found = [one.id for one in search("arcuate line")]
    assert found[0] == "arcuate line"
    assert len(found) > 1  # others speak of it
    assert search("no such word") == ()
    assert search("") == structures()


def test_the_csv_reads_back_as_the_same_records():
    rows = list(csv.DictReader(io.StringIO(as_csv())))
    assert list(rows[0]) == [f.name for f in dataclasses.fields(Structure)]
    assert len(rows) == len(structures())
    for row, one in zip(rows, structures(), strict=True):
        for name, cell in row.items():
            value = getattr(one, name)
            assert cell == ("; ".join(value) if isinstance(value, tuple) else value)
    few = structures()[:3]
    assert [row["id"] for row in csv.DictReader(io.StringIO(as_csv(few)))] == [one.id for one in few]


def test_no_cell_is_taken_for_a_formula_by_a_spreadsheet():
    cells = [cell for row in csv.reader(io.StringIO(as_csv())) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert [cell for cell in cells if "\n" in cell] == []


def test_a_record_in_sentences():
    words = str(structure("pyramidalis"))
    assert words.startswith("Pyramidalis (musculus pyramidalis): muscle, abdominal wall")
    assert "Nerve: subcostal nerve T12" in words
    assert "Origin:" in words
    assert "Starts at:" in str(structure("inguinal ligament"))
    assert all(str(one).endswith(".") and ".." not in str(one) for one in structures())
