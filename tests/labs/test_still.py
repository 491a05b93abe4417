"""The still picture that a lesson shows before it runs is the picture of the lab as it is now."""

import base64
import html
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from edu_lib import lab
from edu_lib.words import speaking, spoken_in

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = {
    path.relative_to(FOLDER).with_suffix("").as_posix(): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted([*FOLDER.glob("*.ipynb"), *FOLDER.glob("??/*.ipynb")])
}
STORED = [
    (name, cell)
    for name, notebook in NOTEBOOKS.items()
    for cell in notebook["cells"]
    if "still" in cell["metadata"].get("tags", [])
]


def taken_apart(page):
    """Alt text, caption and pixels (rows, columns, 3) of a still picture."""
    alt, data = re.search(r'alt="([^"]*)"', page)[1], re.search(r"data:image/webp;base64,([^\"]+)", page)[1]
    caption = " ".join(re.findall(r"<figcaption>(.*?)</figcaption>", page))
    pixels = imread(io.BytesIO(base64.b64decode(data)), format="webp")
    return html.unescape(alt), html.unescape(caption), np.asarray(pixels, float)[..., :3] / np.max(pixels)


def test_there_is_a_still_picture():
    assert STORED


@pytest.mark.parametrize(("name", "cell"), STORED, ids=[name for name, _ in STORED])
def test_the_stored_picture_is_what_the_lab_draws_now(name, cell):
    (output,) = cell["outputs"]
    stored = "".join(output["data"]["text/html"])
    scope = {}
    *lines, last = "".join(cell["source"]).splitlines()
    with speaking(spoken_in(NOTEBOOKS[name])):
        exec("\n".join([*lines, f"made = {last}"]), scope)
        now, short = scope["made"].still(), repr(scope["made"])
    again = f"{name}: store it anew with python tools/refresh_worked_numbers.py notebooks/{name}.ipynb"
    assert "".join(output["data"]["text/plain"]) == short
    if "<img" not in now:  # a prediction whose lab would give the answer away shows its question alone
        assert stored == now, again
        return
    alt, caption, pixels = taken_apart(stored)
    alt_now, caption_now, pixels_now = taken_apart(now)
    assert (alt, caption) == (alt_now, caption_now), again
    assert pixels.shape == pixels_now.shape, again
    assert np.sqrt(np.mean((pixels - pixels_now) ** 2)) < 0.03, again  # fonts may differ by a hair between versions
    assert len(stored) < 150_000


def test_another_posture_is_another_picture():
    one, other = (taken_apart(lab("spinal_load", hands_load_kg=load).still()) for load in (0, 40))
    assert one[0] != other[0]
    assert np.sqrt(np.mean((one[2] - other[2]) ** 2)) > 0.03


def test_a_lab_shows_the_live_view_and_keeps_the_still_beside_it():
    made = lab("spinal_load", hands_load_kg=20)
    data, _ = made._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert "20 kg in the hands" in taken_apart(data["text/html"])[0]


def test_drawing_a_still_loses_no_change_of_the_live_view():
    made, messages = lab("spinal_load"), []
    made.widget.send = lambda content, buffers=None: messages.append(content)
    made.set(trunk_flexion_deg=30)
    made.still()
    made.set(trunk_flexion_deg=60)
    made.widget.show({}, whole=True)
    assert messages[-1]["svg"]["d"]
    direct = lab("spinal_load", trunk_flexion_deg=60)
    here, there = made.widget.picture, direct.widget.picture
    for gid in here.live:
        if there._sent[gid]["v"] and gid not in here._shapes:
            assert here._sent[gid] == there._sent[gid]
