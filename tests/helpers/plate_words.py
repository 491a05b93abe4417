"""Where the words of a plate stand, for the tests that they never collide."""

import itertools


def words_on(plate):
    """Each visible text of a plate with its box on the page."""
    plate.figure.draw_without_rendering()
    return [
        (text.get_text(), text.get_window_extent())
        for axes in plate.figure.axes
        for text in axes.texts
        if text.get_visible() and text.get_text().strip()
    ]


def overlap(one, other):
    """By how many dots two boxes lie over each other; negative where they are apart."""
    return min(min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0))


def assert_apart(plate):
    """No word on another, none beyond the page."""
    texts = words_on(plate)
    clashes = [(a, b) for (a, one), (b, two) in itertools.combinations(texts, 2) if overlap(one, two) > 1.0]
    assert clashes == []
    width, height = plate.figure.get_size_inches() * plate.figure.dpi
    assert [w for w, box in texts if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height] == []
