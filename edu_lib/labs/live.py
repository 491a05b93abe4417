"""The live view: one widget for every lab. Matplotlib draws the picture once, then only what changed travels.

The figure becomes an SVG whose moving artists carry ids. On each change the browser gets one message with the changed
attributes of those ids: a path, a matrix, a fill, a text. A shape that only moved sends its matrix, however many points
it has. The SVG's colours are CSS custom properties, so it follows JupyterLab's light and dark theme.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import anywidget
import matplotlib as mpl
import numpy as np
import traitlets
from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from edu_lib.plates.part import Shape
from edu_lib.plates.style import LIGHT, css_rules

__all__ = ["LivePicture", "LiveView"]

_HERE = Path(__file__).parent
_ROLE_OF = {colour: f"var(--edu-{role},{colour})" for role, colour in LIGHT.items()}


_STEPS = {2: ("l", 1), 3: ("q", 2), 4: ("c", 3)}  # Matplotlib's path codes


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
        self._shapes = {gid: artist for gid, artist in live.items() if isinstance(artist, Shape)}
        self._shape_to_svg = np.array([self._to_svg[gid] for gid in self._shapes])
        self._undo = np.empty_like(self._shape_to_svg)
        self._drawn: dict[str, tuple] = {}
        self._place_shapes()
        self._sent: dict[str, dict] = {gid: self._read(gid, artist) | {"v": True} for gid, artist in live.items()}
        self.svg = self._draw()
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
            artist.set_text(".")
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

    def _read(self, gid: str, artist: Artist) -> dict:
        """What the browser shows of an artist: d path, t matrix, f fill, w width, c text, p place, v visible."""
        matrix = self._to_svg[gid]
        state: dict = {"v": artist.get_visible()}
        if isinstance(artist, Text):
            x, y = artist.get_position()
            place = matrix @ (x, y, 1)
            return state | {
                "c": artist.get_text(),
                "p": [round(place[0], 1), round(place[1], 1)],
                "f": _colour(artist.get_color()),
            }
        if isinstance(artist, Line2D):
            points = np.column_stack(artist.get_data(orig=True)).astype(float)
            return state | {"d": _line(_moved(points, matrix)), "w": round(artist.get_linewidth(), 2)}
        state["f"] = _colour(artist.get_facecolor()) if artist.get_fill() and artist.get_facecolor()[3] else "none"
        if isinstance(artist, Rectangle):
            x, y = artist.get_xy()
            far = (x + artist.get_width(), y + artist.get_height())
            (x0, y0), (x1, y1) = _moved(np.array([(x, y), far]), matrix).round(1).tolist()
            return state | {"d": f"M{x0:g} {y0:g}H{x1:g}V{y1:g}H{x0:g}Z"}
        return state | self._shape(gid)

    def _place_shapes(self) -> None:
        """Note where each shape is now, as a matrix from where it was drawn; all at once, for there are many."""
        moves = self._shape_to_svg @ np.array([shape.move.get_matrix() for shape in self._shapes.values()])
        new, last = [], None
        for i, (gid, shape) in enumerate(self._shapes.items()):
            path = shape.get_path()
            if gid not in self._drawn or self._drawn[gid][0] is not path:  # a new outline
                # A rim and its fill share path and matrix, so that the second finds the work done.
                if last is None or last[0] is not path or (moves[i] != last[2]).any():
                    last = (path, _outline(path, moves[i]), moves[i])
                self._drawn[gid] = last[:2]
                new.append(i)
        self._undo[new] = np.linalg.inv(moves[new])
        shifts = (moves @ self._undo)[:, :2].transpose(0, 2, 1).reshape(-1, 6)
        self._shift = dict(zip(self._shapes, shifts.tolist(), strict=True))

    def _shape(self, gid: str) -> dict:
        a, b, c, d, e, f = self._shift[gid]
        near = f"{a:.4f} {b:.4f} {c:.4f} {d:.4f} {e:.1f} {f:.1f}".replace("-0.0000", "0.0000")
        still = near.replace("-0.0", "0.0") == "1.0000 0.0000 0.0000 1.0000 0.0 0.0"
        return {"d": self._drawn[gid][1], "t": "" if still else f"matrix({near})"}

    def changes(self) -> dict[str, dict]:
        """What changed since the last call, by id; `total` keeps all that changed since the SVG was drawn."""
        out = {}
        self._place_shapes()
        for gid, artist in self.live.items():
            # Matplotlib marks an artist stale when it is set, until it is drawn (so ask before drawing the figure again);
            # the matrix of a shape does not tell, so shapes are always read.
            if not artist.stale and gid not in self._shapes:
                continue
            artist.stale = False
            now, was = self._read(gid, artist), self._sent[gid]
            if not now["v"] and not was["v"]:
                continue  # what nobody sees can wait until it shows, which makes it stale again
            new = {key: value for key, value in now.items() if was.get(key) != value}
            if new:
                out[gid] = new
                self._sent[gid] = now
                self.total.setdefault(gid, {}).update(new)
        return out


def _moved(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return points @ matrix[:2, :2].T + matrix[:2, 2]


@lru_cache(maxsize=20000)
def _word(tenths: int) -> str:
    """A number of tenths of a point as SVG reads it, with no character more than it needs."""
    return f"{tenths / 10:g}".replace("0.", ".", 1) if -10 < tenths < 10 and tenths else f"{tenths / 10:g}"


def _numbers(tenths) -> str:
    """Several numbers of tenths; a minus sign also parts two of them."""
    return " ".join([_word(n) for n in tenths]).replace(" -", "-")


def _line(points: np.ndarray) -> str:
    """Path data of an open line; a gap (NaN) begins a new piece. Steps are relative, which is shorter."""
    if len(points) > 2:  # leave out points that lie on the line anyway, but never two in a row
        chord, bend = points[2:] - points[:-2], points[1:-1] - points[:-2]
        off = np.abs(chord[:, 0] * bend[:, 1] - chord[:, 1] * bend[:, 0])
        needed = np.ones(len(points), bool)
        needed[1:-1] = ~(off < 0.25 * np.hypot(chord[:, 0], chord[:, 1]))
        needed[2:-1] |= ~needed[1:-2]
        points = points[needed]
    pieces, steps, last = [], [], None
    for x, y in ((points * 2).round() * 5).tolist():  # in tenths; half a point is finer than a line is wide
        if x != x:
            last = None
        elif last is None:
            pieces.append((x, y, steps := []))
            last = (x, y)
        else:
            steps += (x - last[0], y - last[1])
            last = (x, y)
    return "".join([f"M{_numbers((x, y))}l{_numbers(steps)}" for x, y, steps in pieces if steps])


def _outline(path, matrix: np.ndarray) -> str:
    """Path data of a shape with Bezier pieces; steps are relative."""
    points = (_moved(path.vertices, matrix) * 10).round().tolist()
    codes = path.codes.tolist() if path.codes is not None else [1] + [2] * (len(points) - 1)
    out, i, x, y, mirror = [], 0, 0.0, 0.0, None
    while i < len(codes):
        if codes[i] == 1:
            x, y = points[i]
            out.append("M" + _numbers((x, y)))
            i += 1
        elif codes[i] == 79:
            out.append("Z")
            i += 1
        else:
            letter, count = _STEPS[codes[i]]
            piece = points[i : i + count]
            i += count
            if mirror and letter == "c" and abs(piece[0][0] - mirror[0]) < 1.5 and abs(piece[0][1] - mirror[1]) < 1.5:
                letter, piece = "s", piece[1:]  # the first handle mirrors the last one, which SVG need not be told
            out.append(letter + _numbers([step for px, py in piece for step in (px - x, py - y)]))
            x, y = piece[-1]
            mirror = (2 * x - piece[-2][0], 2 * y - piece[-2][1]) if letter in "cs" else None
    return "".join(out)


def pack(changes: dict[str, dict], number: dict[str, int]) -> dict[str, list]:
    """Changes by attribute and value, each with the numbers of the artists that take it: shorter to send.

    >>> pack({"a": {"t": "x"}, "b": {"t": "x", "v": True}}, {"a": 0, "b": 1})
    {'t': [['x', [0, 1]]], 'v': [[True, [1]]]}
    """
    out: dict[str, dict] = {}
    for gid, new in changes.items():
        for attribute, value in new.items():
            key = tuple(value) if isinstance(value, list) else value
            out.setdefault(attribute, {}).setdefault(key, []).append(number[gid])
    return {attribute: [[value, who] for value, who in table.items()] for attribute, table in out.items()}


class LiveView(anywidget.AnyWidget):
    """The widget: controls, picture, and the sentence that says what the picture shows.

    Parameters
    ----------
    picture : the `LivePicture` to show.
    controls : plain dicts, one a control; see `lab.Lab`.
    title : what the lab is called, for people who hear it.
    answer : takes a message of the browser, returns nothing; the lab then calls `show`.
    """

    _esm = _HERE / "live.js"
    _css = css_rules(".edu-lab") + (_HERE / "live.css").read_text(encoding="utf-8")
    title = traitlets.Unicode().tag(sync=True)
    ids = traitlets.List().tag(sync=True)  # the artists' ids; messages name an artist by its place here
    svg = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    first = traitlets.Dict().tag(sync=True)  # the state in which a view starts

    def __init__(
        self, picture: LivePicture, controls: list[dict], title: str, first: dict, answer: Callable[[dict], None]
    ):
        self._number = {gid: i for i, gid in enumerate(picture.live)}
        first = first | {"svg": pack(picture.total, self._number)}
        super().__init__(title=title, svg=picture.svg, ids=list(picture.live), controls=controls, first=first)
        self.picture = picture
        self.on_msg(lambda _widget, content, _buffers: answer(content))

    def show(self, frame: dict, *, whole: bool = False) -> dict:
        """Send `frame` with the picture's changes (or, for a view that has just opened, all of them); returns it."""
        changes = self.picture.changes()
        frame = frame | {"svg": pack(self.picture.total if whole else changes, self._number)}
        self.send(frame)
        return frame

    def __repr__(self) -> str:
        return f"LiveView({self.title!r})"
