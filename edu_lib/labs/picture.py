"""A Matplotlib figure as an SVG that can be patched: drawn once, and afterwards only what changed is written.

Moving artists carry ids. On each change one gets, by id, the changed attributes: a path, a matrix, a fill, a text. A
shape that only moved is a matrix, however many points it has. Colours are CSS custom properties, so the picture follows
JupyterLab's light and dark theme.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from edu_lib.plates.part import Shape
from edu_lib.plates.style import LIGHT

from .paths import write_lines, write_outline

__all__ = ["LivePicture"]

_ROLE_OF = {colour: f"var(--edu-{role},{colour})" for role, colour in LIGHT.items()}
_STAND_IN = "."  # what an empty text is drawn as, so that it has an element
_LEADING = re.compile(r"\b0(?=\.)")  # a nought that a number can do without


@lru_cache(maxsize=512)
def _colour(colour) -> str:
    """A colour as the browser should write it: by its role where it has one."""
    code = to_hex(colour)
    return _ROLE_OF.get(code, code)


class LivePicture:
    """A Matplotlib figure as an SVG that can be patched.

    Parameters
    ----------
    figure : drawn in `style.LIGHT`, after a first update, so that every live artist has something to draw.
    live : id -> artist, for the artists that may change. They must lie in the data coordinates of their axes.
    """

    def __init__(self, figure: Figure, live: dict[str, Artist]):
        self.figure, self.live = figure, live
        self.height = figure.get_figheight() * 72
        to_points = 72 / figure.dpi
        flip = np.array([[to_points, 0, 0], [0, -to_points, self.height], [0, 0, 1]])
        figure.draw_without_rendering()  # equal axes settle their limits here
        data = {artist.axes: flip @ artist.axes.transData.get_matrix() for artist in live.values()}
        self._to_svg = {gid: data[artist.axes] for gid, artist in live.items()}
        # Along x and along y, for what has no need of a whole matrix.
        self._scale = {gid: (m[0, 0], m[0, 2], m[1, 1], m[1, 2]) for gid, m in self._to_svg.items()}
        self._shapes = {gid: artist for gid, artist in live.items() if isinstance(artist, Shape)}
        self._rest = [(gid, artist) for gid, artist in live.items() if gid not in self._shapes]
        self._shape_to_svg = np.array([self._to_svg[gid] for gid in self._shapes])
        self._undo = np.empty_like(self._shape_to_svg)
        self._rows = np.full((len(self._shapes), 6), np.nan)
        self._drawn: dict[str, tuple] = {}
        self._moved: dict[str, str] = {}
        self._place_shapes()
        self._sent: dict[str, dict] = {gid: self._read(gid, artist) | {"v": True} for gid, artist in live.items()}
        self.svg = self._draw()
        for gid, artist in live.items():
            if isinstance(artist, Text) and not artist.get_text():
                self._sent[gid]["c"] = _STAND_IN
        self.total: dict[str, dict] = {}
        self.changes()

    def _draw(self) -> str:
        """The SVG with every live artist in it, hidden ones too, so that each has an element to patch."""
        hidden = [a for a in self.live.values() if not a.get_visible()]
        empty = [a for a in self.live.values() if isinstance(a, Text) and not a.get_text()]
        # A moved element would take its clip path along, so shapes are clipped by the group of their axes instead.
        shapes = [a for a in self.live.values() if isinstance(a, Shape) and a.get_clip_on()]
        for artist in hidden:
            artist.set_visible(True)
        for artist in empty:
            artist.set_text(_STAND_IN)
        for artist in shapes:
            artist.set_clip_on(False)
        file = io.StringIO()
        with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "edu_lib"}):
            self.figure.savefig(
                file, format="svg", dpi=72, metadata={"Date": None, "Creator": None}, facecolor=LIGHT["paper"]
            )
        for artist in hidden:
            artist.set_visible(False)
        for artist in empty:
            artist.set_text("")
        for artist in shapes:
            artist.set_clip_on(True)
        text = file.getvalue()
        text = text[text.index("<svg") :]
        # Matplotlib's rule for every element would reach the whole page; live.css holds it for the picture alone.
        text = re.sub(r"<style.*?</style>\s*|<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
        for axes in {artist.axes for artist in shapes}:
            (left, bottom), (right, top) = axes.bbox.get_points() * (72 / self.figure.dpi)
            gid = axes.get_gid()
            clip = (
                f'<clipPath id="clip-{gid}"><rect x="{left:.1f}" y="{self.height - top:.1f}" '
                f'width="{right - left:.1f}" height="{top - bottom:.1f}"/></clipPath>'
            )
            text = text.replace(f'<g id="{gid}">', f'{clip}<g id="{gid}" clip-path="url(#clip-{gid})">', 1)
        return re.sub(r"#[0-9a-f]{6}\b", lambda found: _ROLE_OF.get(found[0], found[0]), text)

    def draws(self, gid: str) -> bool:
        """Whether anything in the SVG has this id, live or not."""
        return f' id="{gid}"' in self.svg

    def data_at(self, gid: str, x: float, y: float) -> tuple[float, float]:
        """A place of the SVG (points from its upper left corner) in the data coordinates of an artist's axes."""
        ax, bx, ay, by = self._scale[gid]
        return float((x - bx) / ax), float((y - by) / ay)

    def _read(self, gid: str, artist: Artist) -> dict:
        """What the browser shows of an artist: d path, t matrix, f fill, w width, c text, p place, v visible."""
        state: dict = {"v": artist.get_visible()}
        if isinstance(artist, Shape):
            return state | {"f": _fill(artist), "d": self._drawn[gid][1], "t": self._moved[gid]}
        if isinstance(artist, Line2D):
            return state | {
                "d": write_lines([self._points(gid, artist)], _grid(artist))[0],
                "w": round(artist.get_linewidth(), 2),
            }
        ax, bx, ay, by = self._scale[gid]
        if isinstance(artist, Text):
            x, y = artist.get_position()
            place = (round(float(ax * x + bx), 1), round(float(ay * y + by), 1))
            return state | {"c": artist.get_text(), "p": place, "f": _colour(artist.get_color())}
        if not isinstance(artist, Rectangle):
            raise TypeError(f"The live view does not know how to move {gid}, a {type(artist).__name__}.")
        x, y = artist.get_xy()
        x0, x1 = ax * x + bx, ax * (x + artist.get_width()) + bx
        y0, y1 = ay * y + by, ay * (y + artist.get_height()) + by
        x0, y0, x1, y1 = round(float(x0), 1), round(float(y0), 1), round(float(x1), 1), round(float(y1), 1)
        return state | {"d": f"M{x0:g} {y0:g}H{x1:g}V{y1:g}H{x0:g}Z", "f": _fill(artist)}

    def _points(self, gid: str, line: Line2D) -> np.ndarray:
        """The points (n, 2) of a line in the SVG."""
        ax, bx, ay, by = self._scale[gid]
        x, y = line.get_data(orig=True)
        out = np.empty((len(x), 2))
        out[:, 0], out[:, 1] = x, y
        return out * (ax, ay) + (bx, by)

    def _place_shapes(self) -> None:
        """Write outlines that are new, and where each shape is now, as a matrix from where it was drawn."""
        if not self._shapes:
            return
        moves = self._shape_to_svg @ np.array([shape.move.get_matrix() for shape in self._shapes.values()])
        new, last = [], None
        for i, (gid, shape) in enumerate(self._shapes.items()):
            path = shape.get_path()
            if gid not in self._drawn or self._drawn[gid][0] is not path:
                # A rim and its fill share path and matrix, so that the second finds the work done.
                if last is None or last[0] is not path or (moves[i] != last[2]).any():
                    last = (path, write_outline(path, moves[i]), moves[i])
                self._drawn[gid] = last[:2]
                new.append(i)
        if new:
            self._undo[new] = np.linalg.inv(moves[new])
        rows = (moves @ self._undo)[:, :2].transpose(0, 2, 1).reshape(-1, 6)
        rows = rows.round(4)
        rows[:, 4:] = rows[:, 4:].round(1)
        rows += 0.0  # no minus zero
        gids = list(self._shapes)
        words: dict[tuple, str] = {(1.0, 0.0, 0.0, 1.0, 0.0, 0.0): ""}
        # One body carries many shapes, so most matrices are written once and used often.
        for i in np.flatnonzero((rows != self._rows).any(axis=1)).tolist():
            row = tuple(rows[i].tolist())
            if row not in words:
                words[row] = _LEADING.sub("", "{:g} {:g} {:g} {:g} {:.7g} {:.7g}".format(*row))
            self._moved[gids[i]] = words[row]
        self._rows = rows

    def changes(self) -> dict[str, dict]:
        """What changed since the last call, by id; `total` keeps all that changed since the SVG was drawn."""
        out: dict[str, dict] = {}
        self._place_shapes()
        for gid, shape in self._shapes.items():
            was = self._sent[gid]
            seen = shape.get_visible()
            if seen or was["v"]:
                now = {"v": seen, "d": self._drawn[gid][1], "t": self._moved[gid]}
                now["f"] = _fill(shape) if shape.stale else was["f"]
                shape.stale = False
                self._note(gid, now, was, out)
        lines = []
        for gid, artist in self._rest:
            # Matplotlib marks an artist stale when it is set, until it is drawn (so ask before drawing the figure
            # again). What nobody sees can wait until it shows, which makes it stale again.
            if not artist.stale:
                continue
            artist.stale = False
            was = self._sent[gid]
            if not (artist.get_visible() or was["v"]):
                continue
            if isinstance(artist, Line2D):
                lines.append((gid, artist, was))
            else:
                self._note(gid, self._read(gid, artist), was, out)
        if lines:
            written = write_lines(
                [self._points(gid, line) for gid, line, _ in lines], [_grid(line) for _, line, _ in lines]
            )
            for (gid, line, was), d in zip(lines, written, strict=True):
                self._note(gid, {"v": line.get_visible(), "d": d, "w": round(line.get_linewidth(), 2)}, was, out)
        return out

    def _note(self, gid: str, now: dict, was: dict, out: dict) -> None:
        """Put into `out` what is other `now` than what the browser was told."""
        new = {key: value for key, value in now.items() if was[key] != value}
        if new:
            out[gid] = new
            was.update(new)
            self.total.setdefault(gid, {}).update(new)


def _grid(line) -> float:
    """How finely a line is placed, in points: a thin one moves by whole points."""
    return 1.0 if line.get_linewidth() < 1.5 else 0.5


def _fill(patch) -> str:
    return _colour(patch.get_facecolor()) if patch.get_fill() and patch.get_facecolor()[3] else "none"
