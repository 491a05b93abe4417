"""SVG path data, written short and quickly: whole numbers of tenths of a point become text by looking them up.

Steps are relative, which is shorter, and taken between rounded points, so that no error adds up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.path import Path

__all__ = ["join_numbers", "moved", "write_lines", "write_outline"]

_LETTER = {2: "l", 3: "q", 4: "c"}  # Matplotlib's path codes, and how many points each takes
_POINTS = {1: 1, 2: 1, 3: 2, 4: 3, 79: 1}


class _Words(dict):
    """Number of tenths -> its text with what parts it from the number before: a blank, or its own minus sign."""

    def __missing__(self, tenths: float) -> str:
        word = f"{tenths / 10:g}"
        if -10 < tenths < 10 and tenths:
            word = word.replace("0.", ".", 1)
        if len(self) < 50_000:
            self[tenths] = word if tenths < 0 else " " + word
        return word if tenths < 0 else " " + word


class _First(dict):
    """The same, right after a letter."""

    def __missing__(self, tenths: float) -> str:
        return _WORD[tenths].lstrip()


_WORD, _FIRST = _Words(), _First()


def moved(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """`points` (n, 2) moved by the affine `matrix` (3, 3)."""
    return points @ matrix[:2, :2].T + matrix[:2, 2]


def join_numbers(tenths) -> str:
    """Several numbers of tenths as SVG reads them.

    >>> join_numbers([5, -5, 120])
    '.5-.5 12'
    """
    return "".join(map(_WORD.__getitem__, tenths)).lstrip()


def write_lines(lines: Sequence[np.ndarray], grids: Sequence[float] | float = 0.5) -> list[str]:
    """Path data of open lines, each (n, 2) in points; a gap (NaN) begins a new piece.

    Places are rounded to `grids` points (one for all lines, or one each): finer than a line is wide, nobody sees more. All
    lines are worked on together, for a picture has many short ones.
    """
    gap = np.full((1, 2), np.nan)
    points = np.concatenate([part for line in lines for part in (gap, line)] + [gap, gap])
    lengths = np.array([len(line) for line in lines])
    owner = np.append(np.repeat(np.arange(len(lines)), lengths + 1), [len(lines)] * 2)
    # Leave out points that lie on the line anyway, but never two in a row.
    chord, bend = points[2:] - points[:-2], points[1:-1] - points[:-2]
    off = np.abs(chord[:, 0] * bend[:, 1] - chord[:, 1] * bend[:, 0])
    needed = np.ones(len(points), bool)
    needed[1:-1] = ~(off < 0.25 * np.hypot(chord[:, 0], chord[:, 1]))  # a gap compares as false: it is needed
    needed[2:-1] |= ~needed[1:-2]
    points, owner = points[needed], owner[needed]
    grid = np.append(np.broadcast_to(grids, len(lines)), 1.0)[owner][:, None]
    points = (points / grid).round() * (grid * 10)
    solid = ~np.isnan(points).any(axis=1)
    starts = np.flatnonzero(solid[1:] & ~solid[:-1]) + 1
    ends = np.flatnonzero(solid[:-1] & ~solid[1:]) + 1
    steps = np.diff(points, axis=0, prepend=gap).ravel().tolist()
    flat = points.ravel().tolist()
    out, at = [""] * len(lines), [(0.0, 0.0)] * len(lines)
    for start, end, who in zip(starts.tolist(), ends.tolist(), owner[starts].tolist(), strict=True):
        if end - start > 1:
            # The steps that follow a relative "m" are lines.
            x, y = at[who]
            first = [flat[2 * start] - x, flat[2 * start + 1] - y]
            out[who] += "m" + join_numbers(first + steps[2 * start + 2 : 2 * end])
            at[who] = (flat[2 * end - 2], flat[2 * end - 1])
    return out


@lru_cache(maxsize=256)
def _plan(codes: bytes) -> tuple:
    """How to write a path with these codes.

    For each point its letter, the table its first number is found in, and the point that its step is taken from; then the
    first handles of curves that follow a curve, which may mirror the handle before them, and the places of closings.
    """
    kinds = np.frombuffer(codes, np.uint8).tolist()
    letters, base, curves, i, last, before = [], [], [], 0, -1, 0
    while i < len(kinds):
        kind = kinds[i]
        count = _POINTS[kind]
        if kind == 79:
            letters.append("Z")
            base.append(i)
        else:
            letters += ["M" if kind == 1 else _LETTER[kind]] + [""] * (count - 1)
            base += [i if kind == 1 else last] * count
            if kind == before == 4:
                curves.append(i)
            last = i + count - 1
        before = kind
        i += count
    tables = [_FIRST if letter else _WORD for letter in letters]
    ends = [i for i, letter in enumerate(letters) if letter == "Z"]
    return letters, tables, np.array(base), np.array(curves, int), ends


def write_outline(path: Path, matrix: np.ndarray) -> str:
    """Path data of a shape with Bezier pieces, moved by `matrix` (3, 3), in tenths of a point."""
    points = (moved(path.vertices, matrix) * 10).round()
    codes = path.codes
    if codes is None:
        codes = np.full(len(points), 2, np.uint8)
        codes[0] = 1
    letters, tables, base, curves, ends = _plan(codes.astype(np.uint8).tobytes())
    steps = points - points[base]
    start = codes == 1
    steps[start] = points[start]
    across = [table[x] for table, x in zip(tables, steps[:, 0].tolist())]
    words = [""] * (3 * len(points))
    words[::3], words[1::3], words[2::3] = letters, across, map(_WORD.__getitem__, steps[:, 1].tolist())
    for i in ends:
        words[3 * i + 1] = words[3 * i + 2] = ""
    # A first handle that mirrors the last handle need not be told.
    mirror = 2 * points[curves - 1] - points[curves - 2]
    for i in curves[np.abs(points[curves] - mirror).max(axis=1, initial=0) < 1.5].tolist():
        words[3 * i : 3 * i + 5] = "", "", "", "s", words[3 * i + 4].lstrip()
    return "".join(words)
