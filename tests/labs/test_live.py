"""The picture in the browser is the picture in Python: patches lead to what a fresh drawing shows."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib import lab
from edu_lib.labs.live import pack
from edu_lib.labs.paths import join_numbers, write_lines, write_outline
from edu_lib.labs.picture import LivePicture
from edu_lib.plates.part import Part
from edu_lib.plates.style import LIGHT


@pytest.fixture
def scene():
    """A small figure with one artist of every kind, 100 by 100 points, data coordinates equal to points."""
    figure = Figure(figsize=(100 / 72, 100 / 72), dpi=72)
    ax = figure.add_axes((0, 0, 1, 1))
    part = Part(ax, "part", LIGHT)
    ax.set(xlim=(0, 100), ylim=(0, 100))
    part.shape("shape", Path([(0, 0), (10, 0), (10, 10), (0, 0)], closed=True), facecolor=LIGHT["bone"])
    part.keep("line", ax.add_line(Line2D([0, 10, np.nan, 20], [0, 10, np.nan, 20], linewidth=2)))
    part.keep("bar", ax.add_patch(Rectangle((10, 10), 20, 5, facecolor="#123456")))
    part.text(5, 95, "word", "text")
    return part, LivePicture(figure, part.live)


def test_nothing_changed_sends_nothing(scene):
    _, picture = scene
    assert picture.changes() == {}


def test_a_moved_shape_sends_a_matrix_and_not_its_outline(scene):
    part, picture = scene
    part.live["part-shape"].place(np.array([[1, 0, 30], [0, 1, 20], [0, 0, 1.0]]))
    # Up on the page is down in SVG.
    assert picture.changes() == {"part-shape": {"t": "1 0 0 1 30 -20"}}
    part.live["part-shape"].place(np.eye(3))
    assert picture.changes() == {"part-shape": {"t": ""}}


def test_a_new_outline_is_sent_once_and_is_where_it_should_be(scene):
    part, picture = scene
    shape = part.live["part-shape"]
    shape.place(np.array([[1, 0, 5], [0, 1, 5], [0, 0, 1.0]]))
    picture.changes()
    shape.set_path(Path([(0, 0), (20, 0), (20, 20), (0, 0)], closed=True))
    assert picture.changes() == {"part-shape": {"d": "M5 95l20 0l0-20Z", "t": ""}}


def test_each_kind_of_artist_sends_what_changed(scene):
    part, picture = scene
    part.live["part-bar"].set_width(40)
    part.live["part-text"].set_text("other")
    part.live["part-line"].set_linewidth(3)
    assert picture.changes() == {
        "part-bar": {"d": "M10 90H50V85H10Z"},
        "part-text": {"c": "other"},
        "part-line": {"w": 3},
    }
    part.live["part-bar"].set_facecolor(LIGHT["back"])
    part.live["part-text"].set_position((50, 50))
    assert picture.changes() == {
        "part-bar": {"f": f"var(--edu-back,{LIGHT['back']})"},
        "part-text": {"p": (50.0, 50.0)},
    }


def test_what_is_hidden_waits_until_it_shows(scene):
    part, picture = scene
    bar = part.live["part-bar"]
    bar.set_visible(False)
    assert picture.changes() == {"part-bar": {"v": False}}
    bar.set_width(30)
    assert picture.changes() == {}
    bar.set_visible(True)
    assert picture.changes() == {"part-bar": {"v": True, "d": "M10 90H40V85H10Z"}}


def test_a_line_is_written_in_pieces_and_without_needless_points():
    points = np.array([(0, 0), (10, 0), (20, 0), (np.nan, np.nan), (5, 5), (6.4, 8)])
    assert write_lines([points]) == ["m0 0 20 0m-15 5 1.5 3"]
    assert write_lines([np.full((2, 2), np.nan), points[:2]]) == ["", "m0 0 10 0"]
    one_sided = np.array([(0, 0), (10, 0), (10, np.nan), (5, 5), (6.4, 8)])  # a gap in one coordinate is a gap
    assert write_lines([one_sided]) == ["m0 0 10 0m-5 5 1.5 3"]


def test_numbers_are_written_short():
    assert join_numbers([5, -5, 120, -30, 0, 12]) == ".5-.5 12-3 0 1.2"


def test_a_smooth_curve_is_written_with_mirrored_handles():
    curve = Path([(0, 0), (1, 1), (2, 1), (3, 0), (4, -1), (5, -1), (6, 0)], [1, 4, 4, 4, 4, 4, 4])
    assert write_outline(curve, np.eye(3)) == "M0 0c1 1 2 1 3 0s2-1 3 0"


def test_equal_values_are_sent_once():
    packed = pack({"a": {"t": "x", "p": [1, 2]}, "b": {"t": "x", "v": True}}, {"a": 0, "b": 1})
    assert packed == {"t": [["x", [0, 1]]], "p": [[(1, 2), [0]]], "v": [[True, [1]]]}


@pytest.fixture(scope="module")
def svg():
    return lab("spinal_load").widget.svg


def test_every_live_artist_has_one_element_in_the_svg(svg):
    made = lab("spinal_load")
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert set(made.widget.ids) <= set(ids)
    root = ET.fromstring(svg)
    for group in root.iter("{http://www.w3.org/2000/svg}g"):
        if group.get("id") in made.widget.ids:
            leaves = [e.tag.rpartition("}")[2] for e in group.iter() if e.tag.rpartition("}")[2] in ("path", "text")]
            assert len(leaves) == 1, group.get("id")


def test_the_svg_is_the_same_each_time_and_tells_no_date(svg):
    assert lab("spinal_load").widget.svg == svg
    assert "<metadata" not in svg
    assert "<style" not in svg  # its rules would reach the whole page


def test_the_svgs_colours_follow_the_theme(svg):
    assert f"var(--edu-ink,{LIGHT['ink']})" in svg
    bare = re.sub(r"var\(--edu-\w+,#\w+\)", "", svg)
    assert not [colour for colour in LIGHT.values() if colour in bare]


def test_text_stays_text(svg):
    assert ">Compression of each disc</text>" in svg


def test_patches_lead_to_the_picture_that_a_fresh_drawing_shows():
    """Whatever way it came there: the attributes known to a browser equal those of a lab that opens in that state."""
    walked, direct = lab("spinal_load"), lab("spinal_load", trunk_flexion_deg=55, hands_load_kg=15)
    picture = walked.widget.picture
    walked.widget.send = lambda *_: None
    for state in (
        {"hands_load_kg": 50, "hands_forward_m": 0.9},
        {"height_m": 1.5},
        {"trunk_flexion_deg": -10, "brace": 1},
    ):
        walked.set(**state)
    walked.reset()
    walked.set(trunk_flexion_deg=55, hands_load_kg=15)
    fresh = direct.widget.picture
    for gid, artist in fresh.live.items():
        now, other = picture._sent[gid], fresh._read(gid, artist)
        if not other["v"]:
            assert not now["v"], gid
            continue
        shape = gid in fresh._shapes
        for key, value in other.items():
            if shape and key in "dt":
                continue  # the same place by another pair of outline and matrix: compared below
            assert now[key] == value, (gid, key)
        if shape:
            old = picture.live[gid]
            seen = old.get_path().transformed(old.move).vertices
            assert seen == pytest.approx(artist.get_path().transformed(artist.move).vertices, abs=1e-9), gid


def test_no_path_ever_holds_what_is_no_number():
    made, messages = lab("spinal_load"), []
    made.widget.send = lambda content, buffers=None: messages.append(content)
    for state in ({"trunk_flexion_deg": 30}, {"hands_load_kg": 50, "hands_forward_m": 0.9}, {"hands_forward_m": -0.2}):
        made.set(**state)
    assert not re.search(r"nan|inf", made.widget.svg)
    assert not [d for message in messages for d, _ in message["svg"].get("d", []) if "n" in d]


def test_a_text_that_is_empty_at_first_is_empty_in_the_browser():
    figure = Figure(figsize=(1, 1), dpi=72)
    part = Part(figure.add_axes((0, 0, 1, 1)), "part", LIGHT)
    part.text(0.5, 0.5, "", "late")
    picture = LivePicture(figure, part.live)
    assert 'id="part-late"' in picture.svg
    assert picture.total["part-late"] == {"c": ""}
