"""The plate of progress carries the summary's numbers, its words lie apart, and it is told in words too."""

import itertools
import json
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from edu_lib.learn.summary import summary
from edu_lib.plates.progress import (
    CHART,
    SCALE,
    describe_progress,
    draw_progress,
    draw_progress_figure,
    progress_sentences,
    progress_size,
)
from edu_lib.plates.style import DARK, LIGHT, TYPE

STATEMENTS = {f"b{i}": words * (1 + i % 3) for i, words in enumerate(["A strong core protects the back. "] * 10)}


def entry(kind, **fields):
    return {"v": 2, "id": "0", "at": "2026-01-01T00:00:00+00:00", "kind": kind, **fields}


def answers(lesson, level, right, count):
    return [
        entry("answer", lesson=lesson, item=f"{lesson}-{level}-{n}", right=n < right, confidence=level, attempt=1)
        for n in range(count)
    ]


ANSWERS = [
    *answers("00", 1, 1, 3),
    *answers("04", 2, 0, 4),
    *answers("04", 4, 12, 12),
    entry("finished", lesson="04"),
    entry("prediction", lesson="07", item="07-diamond", value=1),
]
BELIEFS = [
    entry("belief", item="b0", value=25, when="start"),
    entry("belief", item="b0", value=75, when="end"),
    entry("belief", item="b1", value=0, when="start"),
    entry("belief", item="b2", value=200, when="end"),
    *(entry("belief", item=f"b{n}", value=10 * n, when=when) for n in range(3, 10) for when in ("start", "end")),
]
JOURNALS = {"empty": [], "answers": ANSWERS, "beliefs": BELIEFS, "all": ANSWERS + BELIEFS}


def draw(entries, palette=LIGHT):
    about = summary(entries)
    width, height = progress_size(about)
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    return draw_progress(figure.add_axes((0, 0, 1, 1)), about, palette, statements=STATEMENTS)


def texts(part):
    return [text.get_text() for text in part.ax.texts]


def test_each_column_is_as_high_as_the_share_that_was_right():
    part = draw(ANSWERS)
    full = CHART[3] - CHART[2]
    heights = {level: abs(part.live[f"progress-sure{level}"].get_height()) for level in (1, 2, 4)}
    assert heights == pytest.approx({1: full / 3, 2: 0, 4: full})
    assert "progress-sure3" not in part.live
    shown = texts(part)
    assert [words for words in shown if " of " in words and "right" not in words] == ["1 of 3", "0 of 4", "12 of 12"]
    assert shown.count("none yet") == 1


def test_each_lesson_has_its_row_and_its_stage_is_told_by_shape():
    part = draw(ANSWERS)
    shown = texts(part)
    assert [key for key in shown if key.isdigit() and len(key) == 2] == [f"{n:02}" for n in range(10)]
    assert (
        "1 of 3 right" in shown and "12 of 16 right" in shown and "1 predicted" in shown and shown.count("55 min") == 1
    )
    # Beside those of the legend: two half-filled rings and one tick.
    empty = draw([])
    kinds = [type(patch).__name__ for patch in part.ax.patches]
    assert kinds.count("Wedge") == 3 and [type(p).__name__ for p in empty.ax.patches].count("Wedge") == 1
    assert len(part.ax.lines) == len(empty.ax.lines) + 1


def test_beliefs_lie_where_they_were_and_where_they_are():
    part = draw(BELIEFS)
    at = {gid.removeprefix("progress-"): artist.center[0] for gid, artist in part.live.items()}
    quarter = (SCALE[1] - SCALE[0]) / 4
    assert (at["then-b0"], at["now-b0"]) == pytest.approx((SCALE[0] + quarter, SCALE[0] + 3 * quarter))
    assert at["then-b1"] == SCALE[0] and "now-b1" not in at
    assert at["now-b2"] == SCALE[1] and "then-b2" not in at  # beyond the end of the scale
    then, now = part.live["progress-then-b3"], part.live["progress-now-b3"]
    assert then.center == now.center and then.radius > now.radius and then.get_zorder() < now.get_zorder()


def test_another_scale_moves_them():
    about = summary([entry("belief", item="a", value=3, when="start")])
    figure = Figure(figsize=(7, 7))
    part = draw_progress(figure.add_axes((0, 0, 1, 1)), about, scale=(1, 5, "no", "yes"))
    assert part.live["progress-then-a"].center[0] == pytest.approx(sum(SCALE) / 2)
    assert {"a", "no", "yes"} <= set(texts(part))


@pytest.mark.parametrize("entries", JOURNALS.values(), ids=JOURNALS.keys())
def test_no_words_lie_on_one_another_or_beyond_the_edge(entries):
    part = draw(entries)
    part.ax.figure.draw_without_rendering()
    boxes = {text.get_text() + str(n): text.get_window_extent() for n, text in enumerate(part.ax.texts)}
    width, height = progress_size(summary(entries))
    for words, box in boxes.items():
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, words
    laid_over = [(a, b) for a, b in itertools.combinations(boxes, 2) if boxes[a].overlaps(boxes[b])]
    assert laid_over == []
    rings = [patch.get_window_extent() for patch in part.ax.patches if type(patch).__name__ in ("Circle", "Wedge")]
    assert [words for words, box in boxes.items() if any(box.overlaps(ring) for ring in rings)] == []


def test_the_courses_own_statements_stand_whole_and_clear_of_the_scale():
    data = json.loads((Path(__file__).parents[2] / "edu_lib/data/beliefs.json").read_text(encoding="utf-8"))
    statements = {one["id"]: one["text"] for one in data["statements"]}
    about = summary([entry("belief", item=item, value=0, when="start") for item in statements])
    figure = draw_progress_figure(about, statements=statements, scale=(0, 100, data["low"], data["high"]))
    figure.draw_without_rendering()
    boxes = {text.get_text(): text.get_window_extent() for text in figure.axes[0].texts}
    drawn = " ".join(boxes)
    for statement in statements.values():
        assert statement in drawn
    assert [words for words, box in boxes.items() if box.y1 < 480 and SCALE[0] - 12 < box.x1 and box.x0 < 60] == []


def test_words_are_large_enough_to_read():
    assert min(text.get_fontsize() for text in draw(ANSWERS + BELIEFS).ax.texts) >= TYPE["small"] >= 13


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_is_one_of_the_palette(palette):
    from matplotlib.colors import to_hex

    part = draw(ANSWERS + BELIEFS, palette)
    used = {to_hex(text.get_color()) for text in part.ax.texts} | {to_hex(line.get_color()) for line in part.ax.lines}
    used |= {to_hex(patch.get_facecolor()) for patch in part.ax.patches}
    assert used <= set(palette.values())
    assert to_hex(draw_progress_figure(summary([]), palette).get_facecolor()) == palette["paper"]


def test_the_words_say_what_the_picture_shows():
    said = describe_progress(summary(ANSWERS + BELIEFS), STATEMENTS)
    assert "Finished: 04 What loads a disc (12 of 16 right)." in said
    assert (
        "Begun: 00 What do you believe (1 of 3 right), 07 Reading trials (1 predicted), 09 Reason and prescribe."
        in said
    )
    assert "Not begun: 6 of 10 lessons." in said
    assert "1 of 3 when you said “guess”, 0 of 4 when you said “unsure”, 12 of 12 when you said “sure”" in said
    assert f"“{STATEMENTS['b0']}”: 25 then, 75 now." in said
    assert f"“{STATEMENTS['b1']}”: 0 then." in said
    assert "from 0 (disagree) to 100 (agree)" in said
    assert " ".join(progress_sentences(summary(ANSWERS + BELIEFS), STATEMENTS)) == said


def test_of_an_empty_journal_the_words_say_only_what_is_ahead():
    assert describe_progress(summary([])) == "Not begun: 10 of 10 lessons."


def test_the_words_never_judge_or_frighten():
    said = describe_progress(summary(ANSWERS + BELIEFS), STATEMENTS).lower()
    for entries in JOURNALS.values():
        said += " ".join(texts(draw(entries))).lower()
    assert [word for word in ("fail", "bad", "poor", "mistake", "wrong", "score") if word in said] == []
