"""Each lesson's sheet: one page, nothing beyond its edges or on top of each other, and the records' own words and numbers."""

import re
from functools import lru_cache

import numpy as np
import pytest

from edu_lib.models.anatomy import structure
from edu_lib.models.pull import pull_of
from edu_lib.plates.page import Page
from edu_lib.plates.sheet import SHEETS, draw_sheet


@lru_cache
def drawn(lesson):
    return draw_sheet(lesson)


@pytest.fixture(params=SHEETS)
def page(request):
    return drawn(request.param)


def test_it_is_one_page_of_a4_whose_words_stay_words(page):
    pdf = page.pdf()
    assert pdf.startswith(b"%PDF") and pdf == page.pdf()
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    (box,) = re.findall(rb"/MediaBox \[([^\]]*)\]", pdf)
    assert [float(x) for x in box.split()] == pytest.approx([0, 0, 595.3, 841.9], abs=0.5)
    assert b"/Subtype /Type3" not in pdf


def test_nothing_leaves_the_page_and_no_words_lie_on_others(page):
    page.figure.set_dpi(288)
    page.figure.canvas.draw()
    boxes = np.array([text.get_window_extent().extents for text in page.ax.texts]) / 4
    page.figure.set_dpi(72)
    assert boxes[:, 0].min() >= page.left - 1 and boxes[:, 2].max() <= page.right + 6
    assert boxes[:, 1].min() >= 20 and boxes[:, 3].max() <= 842 - 20
    pictures = [inset.get_position().bounds for inset in page.figure.axes[1:]]
    assert pictures
    boxes = [*boxes, *((x * 595.3, y * 841.9, (x + w) * 595.3, (y + h) * 841.9) for x, y, w, h in pictures)]
    for i, (a, b, c, d) in enumerate(boxes):
        for e, f, g, h in boxes[i + 1 :]:
            # Lines of one paragraph may touch by a point: accents and tails.
            assert min(c, g) - max(a, e) < 1.0 or min(d, h) - max(b, f) < 2.0


def test_words_are_large_enough_for_paper(page):
    assert min(text.get_fontsize() for text in page.ax.texts) >= 5.0


def test_every_sheet_says_that_it_is_no_advice_and_names_its_sources(page):
    words = " ".join(page.words)
    assert "not medical advice" in words and "urgent care" in words
    assert "Sources: " in words and "(read)" in words


def test_the_muscles_are_those_of_the_records():
    words = "\n".join(drawn("01").words)
    for name in ("external oblique", "transversus abdominis", "multifidus"):
        record = structure(name)
        for said in (record.ta, record.origin, record.insertion, record.nerve, record.action):
            assert said in words


def test_the_moments_are_the_models():
    words = "\n".join(drawn("02").words)
    assert f"flexes, {pull_of('rectus abdominis').moment_nm[0]:.0f} Nm" in words
    right = pull_of("external oblique", "right").moment_nm
    assert f"bends right, {right[1]:.0f} Nm; turns left, {-right[2]:.0f} Nm" in words
    assert "Transversus abdominis" in words.replace("\n", " ")


def test_a_page_that_is_too_full_says_so():
    page = Page()
    with pytest.raises(ValueError, match="too full by .* points"):
        for _ in range(200):
            page.paragraph("One more line.")
