"""The slice: its areas are the published ones, and what it meets changes where the anatomy says."""

import numpy as np
import pytest

from edu_lib.models.axial_slice import LEVEL, MUSCLES, STRUCTURES, arcuate_line, axial_slice, height_cm, presence
from edu_lib.sources import table

LEVELS = np.arange(LEVEL.range[0], LEVEL.range[1] + 0.01, 0.05).round(2).tolist()


def published():
    """(level, muscle, mean area) of every study's row that was read."""
    for row in table("axial_slice"):
        if row["quantity"] == "area, one side" and row["confidence"] != "assumption":
            yield row["level"], row["structure"], row["value"]


@pytest.mark.parametrize(("level", "muscle", "cm2"), list(published()))
def test_areas_are_the_published_ones(level, muscle, cm2):
    areas = axial_slice(level=level).areas_cm2
    shown = areas["longissimus"] + areas.get("iliocostalis", 0.0) if muscle == "erector spinae" else areas[muscle]
    assert shown == pytest.approx(cm2, rel=0.01)


@pytest.mark.parametrize("muscle", MUSCLES)
def test_between_the_published_levels_areas_run_straight(muscle):
    at = [(level, axial_slice(level=level).areas_cm2.get(muscle)) for level in LEVELS]
    seen = [(level, area) for level, area in at if area is not None]
    assert [level for level, _ in seen] == LEVELS[LEVELS.index(seen[0][0]) :][: len(seen)]  # without a hole
    steps = np.abs(np.diff([area for _, area in seen]))
    assert 0 < min(area for _, area in seen)
    assert steps.max() < 0.6  # cm2 in a twentieth of a level


def test_psoas_grows_down_to_the_disc_below_l4_and_multifidus_too():
    for muscle in ("psoas major", "multifidus"):
        areas = [axial_slice(level=level).areas_cm2[muscle] for level in np.arange(1.0, 4.51, 0.25)]
        assert areas == sorted(areas)
    assert axial_slice(level=1.0).areas_cm2["psoas major"] < 3 < 15 < axial_slice(level=4.5).areas_cm2["psoas major"]


def test_the_sheath_changes_at_the_arcuate_line():
    mean = arcuate_line()[0]
    above, below = axial_slice(level=mean - 0.02), axial_slice(level=mean + 0.02)
    assert above.above_arcuate
    assert not below.above_arcuate
    assert [words.split()[0] for words in above.sheath_front] == ["external", "front"]
    assert [words.split()[0] for words in above.sheath_behind] == ["back", "transversus", "transversalis", "peritoneum"]
    assert [words.split()[0] for words in below.sheath_front] == ["external", "internal", "transversus"]
    assert below.sheath_behind == ("transversalis fascia", "peritoneum")
    assert "all three aponeuroses pass in front" in str(below)


def test_two_studies_put_the_arcuate_line_where_they_measured_it():
    """70.2 % of the way up from symphysis to umbilicus (15.96 cm) and 9.17 - 3.71 cm below the umbilicus, which is at L4."""
    mean, high, low = arcuate_line()
    below_umbilicus = (15.96 * (1 - 0.702) + 9.17 - 3.71) / 2
    assert height_cm(mean) == pytest.approx(-below_umbilicus, abs=0.05)
    assert height_cm(high) - height_cm(mean) == pytest.approx(2.32, abs=0.05)
    assert height_cm(mean) - height_cm(low) == pytest.approx(2.32, abs=0.05)
    assert high < mean < low < LEVEL.range[1]  # the slider passes all of the spread


def test_what_a_slice_meets():
    def met(level):
        return set(axial_slice(level=level).present)

    assert "abdominal aorta" in met(4.05)
    assert "abdominal aorta" not in met(4.15)
    assert "inferior vena cava" in met(4.75)
    assert "inferior vena cava" not in met(4.85)
    assert {"kidney", "crura of the diaphragm", "ribs"} <= met(1.0)
    assert not {"kidney", "crura of the diaphragm", "ribs", "quadratus lumborum", "latissimus dorsi"} & met(4.5)
    assert "quadratus lumborum" in met(4.0)
    assert "iliac crest" in met(4.5)
    assert "iliac crest" not in met(4.0)
    assert "cauda equina" not in met(1.0)
    assert {"sacrum", "sacroiliac joint", "iliacus", "gluteus maximus"} <= met(6.0)
    assert "umbilicus" in met(4.0)


@pytest.mark.parametrize("n", range(1, 6))
def test_bodies_and_discs_take_turns(n):
    body, disc = axial_slice(level=n), axial_slice(level=n + 0.5)
    assert "vertebral body" in body.present
    assert {"anulus fibrosus", "nucleus pulposus", "facet joint"} <= set(disc.present)
    assert "vertebral body" not in disc.present
    assert f"L{n}" in body.words
    assert disc.words == ("disc L5/S1" if n == 5 else f"disc L{n}/L{n + 1}")
    assert {"vertebral arch", "transverse process", "spinous process"} <= set(body.present)


def test_end_plates_are_panjabis():
    for n in range(1, 6):
        for end, f in (("upper", -0.35), ("lower", 0.35))[n == 1 :]:  # the upper one of L1 is above the picture
            for name in ("width", "depth"):
                row = next(
                    r for r in table("spine_geometry") if (r["quantity"], r["level"]) == (f"{end} endplate {name}", f"L{n}")
                )  # fmt: skip
                shown = getattr(axial_slice(level=n + f), f"{name}_cm")
                assert shown == pytest.approx(row["value"] / 10, abs=0.02)


def test_parts_come_and_go_without_a_jump():
    for part in ("vertebral body", "pedicle", "transverse process", "lamina", "spinous process", "facet joint"):
        shares = [presence(part, level) for level in np.arange(1.0, 5.6, 0.01)]
        assert 0.0 <= min(shares) <= max(shares) == 1.0
        assert np.abs(np.diff(shares)).max() < 0.11


def test_heights_fall_and_start_at_l4():
    heights = [height_cm(level) for level in LEVELS]
    assert heights == sorted(heights, reverse=True)
    assert height_cm(4.0) == pytest.approx(0.0)


def test_what_no_study_measured_is_told_as_an_estimate():
    here = axial_slice(level=4.5)
    assert set(here.areas_cm2) == set(here.measured)
    assert "estimate" not in str(here)
    for level, muscle, _ in published():
        names = ("longissimus",) if muscle == "erector spinae" else (muscle,)
        assert set(names) <= set(axial_slice(level=level).measured)
    above = axial_slice(level=3.0, structure="external oblique")
    assert "external oblique" not in above.measured
    assert "psoas major" in above.measured
    assert str(above).endswith("Chosen: external oblique, 9.6 cm² a side (our estimate).")
    assert "drawn by our estimate (cm²): rectus abdominis 7.6, external oblique 9.6" in str(above)


def test_words():
    assert "Chosen: psoas major, 17.7 cm² a side." in str(axial_slice(level=4.5, structure="psoas major"))
    assert "This level has no kidney." in str(axial_slice(level=5.0, structure="kidney"))
    assert set(axial_slice(level=3.0).present) <= set(STRUCTURES)


def test_bad_input_gets_a_sentence():
    with pytest.raises(ValueError, match="level .* must lie between 1 and 6.5"):
        axial_slice(level=9)
    with pytest.raises(ValueError, match="structure"):
        axial_slice(structure="spleen")
