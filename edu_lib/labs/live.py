"""The live view: one widget for every lab. Matplotlib draws the picture once, then only what changed travels."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from edu_lib.plates.style import css_rules
from edu_lib.words import for_script

from .picture import LivePicture

__all__ = ["LiveView", "pack"]

_HERE = Path(__file__).parent


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
    name : the lab's name in Python; links and saved pictures bear it.
    title : what the lab is called, for people who hear it.
    answer : takes a message of the browser, returns nothing; the lab then calls `show`.
    picks : what a click in the picture sets, `key` and `artists` (id -> option); empty for nothing.
    handles : plain dicts, one a handle: `gid`, `label` and the `keys` that it moves.
    """

    _esm = "\n".join(
        (_HERE / name).read_text(encoding="utf-8") for name in ("controls.js", "figure.js", "hands.js", "live.js")
    )
    _css = css_rules(".edu-lab") + (_HERE / "live.css").read_text(encoding="utf-8")
    name = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)  # what the view itself says, in another language than English
    ids = traitlets.List().tag(sync=True)  # the artists' ids; messages name an artist by its place here
    svg = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    picks = traitlets.Dict().tag(sync=True)
    handles = traitlets.List().tag(sync=True)
    first = traitlets.Dict().tag(sync=True)  # the state in which a view starts

    def __init__(
        self,
        picture: LivePicture,
        controls: list[dict],
        name: str,
        title: str,
        first: dict,
        answer: Callable[[dict], None],
        picks: dict | None = None,
        handles: list[dict] | None = None,
    ):
        self._number = {gid: i for i, gid in enumerate(picture.live)}
        first = first | {"svg": pack(picture.total, self._number)}
        super().__init__(
            name=name, title=title, svg=picture.svg, ids=list(picture.live), controls=controls, first=first,
            picks=picks or {}, handles=handles or [], words=for_script(self._esm),
        )  # fmt: skip
        self.picture = picture
        gc.freeze()  # what is here stays; looking through all of it for garbage would hold a drag up now and then
        self.on_msg(lambda _widget, content, _buffers: answer(content))

    def show(self, frame: dict, *, whole: bool = False) -> dict:
        """Send `frame` with the picture's changes (or, for a view that has just opened, all of them); returns it."""
        changes = self.picture.changes()
        frame = frame | {"svg": pack(self.picture.total if whole else changes, self._number)}
        self.send(frame)
        return frame

    def __repr__(self) -> str:
        return f"LiveView({self.title!r})"
