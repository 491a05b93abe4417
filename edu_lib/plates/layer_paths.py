"""Outlines and fibres of the pieces of `layer_shapes`, in each view, as paths: worked out once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from matplotlib.path import Path

from .layer_shapes import WALL, Piece
from .layer_shapes_back import BACK, DEEP
from .skeleton import coarse
from .trunk_surface import as_place, cut, in_space, project, smooth

__all__ = ["Drawn", "drawn", "fibres_of", "on_wall", "pieces"]

# Where the wall turns away from the viewer: limits of the angle, 1 for beyond and -1 for before.
_TURNS = {
    "front": (((58.0, 1),),),
    "side": (((30.0, -1),), ((152.0, 1),)),
    "back": (((118.0, -1),),),
}
_STEPS = 8  # to a stretch of a fibre
_ACROSS = 6  # lines of a sheet from one guide to the next


@dataclass(frozen=True, eq=False)
class Drawn:
    """A piece in a view.

    outline : closed shapes, both sides where both are seen
    fibres : open lines within it, one curve each
    shade : closed shapes within it that turn away from the viewer; may be empty
    """

    piece: Piece
    first: int
    last: int
    outline: Path
    fibres: Path
    shade: Path


def pieces() -> tuple[Piece, ...]:
    """All pieces, from the inside outwards."""
    return (*DEEP, *WALL[:8], *BACK[:2], *WALL[8:], *BACK[2:])


def on_wall(piece: Piece) -> bool:
    """Whether a piece lies on the trunk's wall; the others are drawn for one view."""
    return len(piece.guides[0][0]) == 3


def _guides(guides: tuple) -> list[np.ndarray]:
    """Each guide as a smooth line (17, 2): angle and height, or the picture's own metres."""
    out = []
    for guide in guides:
        points = np.array([as_place(*p) if len(p) == 3 else p for p in guide], float)
        line = smooth(points, _STEPS)
        # The same number of points in all, spread evenly along the fibre as it was given.
        t = np.linspace(0, 1, 17)
        along = np.linspace(0, 1, len(line))
        out.append(np.column_stack([np.interp(t, along, line[:, k]) for k in (0, 1)]))
    return out


def _sheet(piece: Piece) -> np.ndarray:
    """Lines (m, 17, 2) along the fibres over the whole piece, close enough for a smooth outline."""
    return _laid_over(piece.guides)


@lru_cache(maxsize=256)
def _laid_over(guides: tuple) -> np.ndarray:
    lines = np.array(_guides(guides))
    flat = lines.reshape(len(lines), -1)
    if len(flat) == 2:
        t = np.linspace(0, 1, _ACROSS + 1)[:, None]
        return (flat[0] + (flat[1] - flat[0]) * t).reshape(-1, *lines.shape[1:])
    fine = [smooth(flat[:, k : k + 2], _ACROSS) for k in range(0, flat.shape[1], 2)]
    return np.stack(fine, axis=1).reshape(-1, *lines.shape[1:])


def _see(piece: Piece, view: str, line: np.ndarray, closed: bool) -> np.ndarray:
    """A line or outline of the piece as the view shows it, (n, 2) metres; empty where it does not."""
    if not on_wall(piece):
        return line * (1, 1) if view != "front" else line * (-1, 1)
    line = cut(view, line, closed)
    return project(view, line) if len(line) > 1 else np.zeros((0, 2))


def _border(piece: Piece, sheet: np.ndarray) -> np.ndarray:
    """The outline in the piece's own coordinates: along the starts, down the last fibre, back along the ends."""
    start, end = sheet[:, 0], sheet[::-1, -1]
    if piece.teeth:  # a tip where each guide ends, a notch half-way between two
        missing = _notch(np.arange(len(sheet)) / _ACROSS)[:, None] * (sheet.shape[1] - 1)
        low = np.minimum(missing.astype(int), sheet.shape[1] - 2)
        share, row = missing - low, np.arange(len(sheet))
        if piece.teeth == "start":
            start = sheet[row, low[:, 0]] * (1 - share) + sheet[row, low[:, 0] + 1] * share
        else:
            end = (sheet[row, -1 - low[:, 0]] * (1 - share) + sheet[row, -2 - low[:, 0]] * share)[::-1]
    return np.vstack([start, sheet[-1, 1:-1], end, sheet[0, -2:0:-1]])


def fibres_of(piece: Piece) -> list[np.ndarray]:
    """The fibres of a piece, (n, 2) each in its own coordinates, from where they start to where they end."""
    return _laid(piece)[0]


def _laid(piece: Piece) -> tuple[list[np.ndarray], np.ndarray]:
    """The fibres of a piece, evenly apart, and between which guides each lies (0 the first guide, 1 the second)."""
    if not piece.gap_m:
        return [], np.zeros(0)
    sheet = _sheet(piece)
    spots = in_space(sheet.reshape(-1, 2)) if on_wall(piece) else np.pad(sheet.reshape(-1, 2), ((0, 0), (0, 1)))
    spots = spots.reshape(*sheet.shape[:2], 3)
    # How far apart two fibres run, square to their course: where one only starts behind the other no line is needed between.
    way = np.gradient(spots, axis=1)[:-1]
    way /= np.maximum(np.linalg.norm(way, axis=2, keepdims=True), 1e-9)
    apart = np.linalg.norm(np.cross(way, np.diff(spots, axis=0)), axis=2).mean(axis=1)
    far = np.concatenate([[0.0], np.cumsum(apart)])
    count = max(round(far[-1] / piece.gap_m), 1)
    at = np.interp((np.arange(count) + 0.5) / count * far[-1], far, np.arange(len(far)))
    low = np.minimum(at.astype(int), len(sheet) - 2)
    share = (at - low)[:, None, None]
    return list(sheet[low] + (sheet[low + 1] - sheet[low]) * share), at / _ACROSS


def _notch(between: np.ndarray) -> np.ndarray:
    """How much of a fibre is missing at an edge with teeth, by where it lies between the guides: 0 at their tips."""
    return 0.094 * np.abs(np.sin(between * np.pi))


def _hatching(piece: Piece) -> list[np.ndarray]:
    """Fibres as an engraver would leave them: of uneven length, so that the edges stay light."""
    out = []
    lines, between = _laid(piece)
    if piece.weave:
        step = max(len(lines) // 6, 1)
        pairs = [(lines[i], lines[j]) for i in range(len(lines)) for j in (i - step, i + step) if 0 <= j < len(lines)]
        return [a[0] + (b[-1] - a[0]) * np.linspace(0.03, 0.97, 9)[:, None] for a, b in pairs]
    for i, (line, missing) in enumerate(zip(lines, _notch(between), strict=True)):
        low, high = ((0.03, 0.97), (0.09, 0.88), (0.05, 0.94), (0.13, 0.80), (0.04, 0.90))[i % 5]
        low, high = low + missing * (piece.teeth == "start"), high - missing * (piece.teeth == "end")
        t = np.linspace(low, high, 9)
        out.append(np.column_stack([np.interp(t, np.linspace(0, 1, len(line)), line[:, k]) for k in (0, 1)]))
    return out


def _curves(lines: list[np.ndarray]) -> Path:
    """Open lines, each as one or two quadratic curves through its points."""
    points, codes = [], []
    for line in lines:
        long = np.hypot(*np.diff(line, axis=0).T).sum()
        if len(line) < 3 or long < 0.003:
            continue
        cuts = [0, len(line) - 1] if long < 0.12 else [0, (len(line) - 1) // 2, len(line) - 1]
        for n, (i, j) in enumerate(zip(cuts[:-1], cuts[1:])):
            middle = line[(i + j) // 2] if (i + j) % 2 == 0 else (line[(i + j) // 2] + line[(i + j) // 2 + 1]) / 2
            handle = 2 * middle - (line[i] + line[j]) / 2
            points += [line[i]] * (n == 0) + [handle, line[j]]
            codes += [Path.MOVETO] * (n == 0) + [Path.CURVE3, Path.CURVE3]
    return Path(np.array(points), codes) if points else Path(np.zeros((0, 2)))


def _mirrored(path: Path) -> Path:
    return Path(path.vertices * (-1, 1), path.codes)


def _thin(points: np.ndarray, tolerance: float = 0.00025) -> np.ndarray:
    closed = np.vstack([points, points[:1]])
    codes = [Path.MOVETO] + [Path.LINETO] * (len(points) - 1) + [Path.CLOSEPOLY]
    return coarse(Path(closed, codes), tolerance).vertices


def _closed(points: np.ndarray) -> Path:
    points = _thin(points)
    return Path(points, [Path.MOVETO] + [Path.LINETO] * (len(points) - 2) + [Path.CLOSEPOLY])


def _both(border: np.ndarray) -> Path:
    """An outline and its mirror image, as one where they meet in the middle."""
    middle = np.abs(border[:, 0]) < 1e-4
    if middle.sum() < 2:
        one = _closed(border)
        return Path.make_compound_path(one, _mirrored(one))
    first = int(np.flatnonzero(middle & ~np.roll(middle, -1))[0])  # where the outline leaves the middle
    border, middle = np.roll(border, -first, axis=0), np.roll(middle, -first)
    end = int(np.flatnonzero(middle[1:])[0]) + 2
    half = border[:end]
    half = _thin(half)[:-1]
    ring = np.vstack([half, half[-2:0:-1] * (-1, 1), half[:1]])
    return Path(ring, [Path.MOVETO] + [Path.LINETO] * (len(ring) - 2) + [Path.CLOSEPOLY])


def _shade(piece: Piece, view: str) -> Path:
    """Where the wall turns away from the viewer; of a muscle beside the spine its outer part."""
    sheet = _sheet(piece)
    if not piece.gap_m or len(sheet) < 8:
        return Path(np.zeros((0, 2)))
    rings = []
    if on_wall(piece):
        for edge in _TURNS[view]:
            border = cut(view, _border(piece, sheet), True)
            for limit, sign in edge:
                border = _half_plane(border, limit, sign)
            if len(border) > 3 and np.ptp(border[:, 1]) > 0.02:
                rings.append(project(view, border))
    else:
        part = sheet[-max(len(sheet) // 4, 2) :]
        rings.append(_see(piece, view, _border(replace(piece, teeth=""), part), True))
    return Path.make_compound_path(*map(_closed, rings)) if rings else Path(np.zeros((0, 2)))


def _half_plane(border: np.ndarray, limit: float, sign: float) -> np.ndarray:
    """What of a closed outline (n, 2: angle, height) lies beyond an angle (`sign` 1) or before it (-1)."""
    inside, out = sign * (border[:, 0] - limit) >= 0, []
    for i in range(len(border)):
        j = (i + 1) % len(border)
        if inside[i]:
            out.append(border[i])
        if inside[i] != inside[j]:
            t = (limit - border[i, 0]) / (border[j, 0] - border[i, 0])
            out.append(border[i] + t * (border[j] - border[i]))
    return np.array(out).reshape(-1, 2)


@lru_cache(maxsize=3)
def drawn(view: str) -> tuple[Drawn, ...]:
    """What a view shows of every piece that it shows, from the inside outwards."""
    out = []
    for piece in pieces():
        if view not in piece.shown:
            continue
        border = _see(piece, view, _border(piece, _sheet(piece)), True)
        if len(border) < 3:
            continue
        lines = [_see(piece, view, line, False) for line in _hatching(piece)]
        fibres = _curves([line for line in lines if len(line) > 2])
        if piece.both and view != "side":
            outline = _both(border)
            if len(fibres.vertices):
                fibres = Path.make_compound_path(fibres, _mirrored(fibres))
        else:
            outline = _closed(border)
        shade = _shade(piece, view)
        if piece.both and view != "side" and len(shade.vertices):
            shade = Path.make_compound_path(shade, _mirrored(shade))
        out.append(Drawn(piece, *piece.shown[view], outline, fibres, shade))
    return tuple(out)
