"""A lab: quantities that can be set, a model, and a plate that shows its result."""

from __future__ import annotations

import difflib
import html
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from edu_lib.params import Param, check_choice

__all__ = ["Choice", "Lab"]


@dataclass(frozen=True)
class Choice:
    """A quantity chosen from a list: its key, label, options and default."""

    key: str
    label: str
    options: tuple[str, ...]
    default: str

    def check(self, value: object) -> str:
        """Return `value` if it is an option, or raise a sentence naming the options."""
        return check_choice(self.key, self.label, value, self.options)


class Lab:
    """What every lab can do. A lab of its own says what it computes and what it draws.

    A subclass gives `name`, `title`, `groups` (heading -> params), `folded` (headings that start closed), `auto` (key ->
    words, for a quantity that is worked out when it is None) and four methods: `compute`, `plate`, `describe`, `worked_out`.
    It may add `sources`, and what takes too long for a drag: `rest` and `asides`.
    """

    name = ""
    title = ""
    groups: Mapping[str, tuple[Param | Choice, ...]] = {}
    folded: tuple[str, ...] = ()
    auto: Mapping[str, str] = {}

    def __init__(self):
        self.params: dict[str, Param | Choice] = {p.key: p for group in self.groups.values() for p in group}
        self.values: dict[str, object] = {key: p.default for key, p in self.params.items()}
        self.error: str | None = None
        self._shown: dict[str, object] = {}  # what the controls were last told
        self._free: list[str] | None = None  # and which of them were left to the model
        self._reminder = ""  # what was predicted, in words
        self.result = self.compute(self.values)

    # What a lab of its own fills in -------------------------------------------------------------------------------

    def compute(self, values: dict):
        """The model's result for `values`."""
        raise NotImplementedError

    def plate(self):
        """A new plate, with `update(result)`, `figure` and `live`."""
        raise NotImplementedError

    def describe(self, result) -> str:
        """What the plate shows, in sentences."""
        raise NotImplementedError

    def worked_out(self, result) -> dict[str, float]:
        """Values that the model chose itself, by key, for the controls that are left to it."""
        return {}

    def sources(self) -> list[tuple[str, str, str]]:
        """Where the numbers come from: what number, the key of its source, and its badge ("" for the source's own)."""
        return []

    def rest(self) -> str:
        """Called when nothing has moved for a moment: show more on the plate, and return the words for it."""
        return ""

    def asides(self) -> dict[str, tuple[str, ...]]:
        """What stands folded below the sentence when nothing moves: title -> sentences, plain text."""
        return {}

    # What every lab can do ----------------------------------------------------------------------------------------

    def set(self, **values) -> None:
        """Set quantities by name, for example ``set(trunk_flexion_deg=60)``.

        A value that is not allowed raises a sentence and changes nothing.
        """
        self._apply(values)

    def reset(self) -> None:
        """Put every quantity back to where it started."""
        self._apply({key: p.default for key, p in self.params.items()})

    def remind(self, words: str) -> None:
        """Keep `words` (what was predicted, and how far off it was) beside the picture; "" takes them away."""
        self._reminder = words
        if "widget" in self.__dict__:
            self.widget.send({"remind": words})

    def _apply(self, values: dict, **frame) -> None:
        checked = {key: self._param(key).check(value) for key, value in values.items()}
        wanted = self.values | checked
        self.result, self.values, self.error = self.compute(wanted), wanted, None
        if "widget" in self.__dict__:
            self._plate.update(self.result)
            self.widget.show(self._frame(**frame))

    def _param(self, key: str) -> Param | Choice:
        if key not in self.params:
            near = difflib.get_close_matches(key, self.params, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise TypeError(f'This lab has no "{key}".{hint} It has: {", ".join(self.params)}.')
        return self.params[key]

    def __str__(self) -> str:
        return self.describe(self.result)

    def __repr__(self) -> str:
        return f"{self.title}: {self}"

    def _repr_mimebundle_(self, **options):
        bundle = self.widget._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        # The server saves the still picture in place of the live view; see edu_lib/server.py.
        return {**data, "text/html": self.still(), "text/plain": repr(self)}, metadata

    def still(self) -> str:
        """The picture as it is now, as HTML that needs nothing to run."""
        from .still import still_html

        self.widget.show({"more": (more := self.rest())})  # shows it in open views too, before drawing forgets it
        return still_html(self._plate.figure, self.title, f"{self} {more}".strip())

    # The view -----------------------------------------------------------------------------------------------------

    @cached_property
    def widget(self):
        """The live view; made when it is first asked for."""
        from .live import LiveView
        from .picture import LivePicture

        self._plate = self.plate()
        self._plate.update(self.result)
        picture = LivePicture(self._plate.figure, self._plate.live)
        first = self._frame(fresh=True) | {"folds": self._asides() + self._source_fold}
        return LiveView(picture, self._controls(), self.name, self.title, first, self._hear)

    def _asides(self) -> list[dict]:
        """What is folded below the sentence: titles and HTML, with every word of it escaped."""
        return [
            {"title": title, "html": "".join(f"<p>{html.escape(line)}</p>" for line in lines)}
            for title, lines in self.asides().items()
        ]

    @cached_property
    def _source_fold(self) -> list[dict]:
        found = self.sources()
        if not found:
            return []
        from edu_lib.sources import cite  # reads the bibliography, which takes a moment

        items = []
        for what, key, badge in found:
            source = cite(key)
            where = html.escape(source.short)
            if source.url:
                tip = html.escape(source.reference)
                where = f'<a href="{html.escape(source.url)}" target="_blank" rel="noopener" title="{tip}">{where}</a>'
            items.append(f"<li>{html.escape(what)}: {where} ({html.escape(badge or source.badge)})</li>")
        return [{"title": "Where the numbers come from", "html": f"<ul>{''.join(items)}</ul>"}]

    def _controls(self) -> list[dict]:
        out = []
        for group, params in self.groups.items():
            for p in params:
                entry = {
                    "key": p.key,
                    "label": p.label,
                    "group": group,
                    "folded": group in self.folded,
                    "start": p.default,
                }
                if isinstance(p, Choice):
                    entry |= {"options": list(p.options)}
                else:
                    low, high = p.range
                    entry |= {"unit": p.unit, "min": low, "max": high, "step": p.step, "auto": self.auto.get(p.key, "")}
                out.append(entry)
        return out

    def _frame(self, **more) -> dict:
        free = [key for key, value in self.values.items() if value is None]
        worked = self.worked_out(self.result)
        shown = {key: worked.get(key, 0.0) if value is None else value for key, value in self.values.items()}
        news = shown if more.get("fresh") else {k: v for k, v in shown.items() if self._shown.get(k) != v}
        self._shown = shown
        frame = {"values": news} | more
        if more.get("fresh"):
            frame["remind"] = self._reminder
        if more.get("fresh") or free != self._free:
            frame["auto"] = free
        self._free = free
        if not more.get("seq"):  # a browser that moved a slider asks for the words when the slider rests
            frame["say"] = self.describe(self.result)
        return frame

    def _hear(self, message: dict) -> None:
        """Answer the browser. Nothing is raised here, for nobody would see it: a failure is kept and shown."""
        seq = message.get("seq")
        try:
            if message.get("hello"):
                self.widget.show(self._frame(fresh=True), whole=True)
            elif message.get("tell"):
                more = self.rest()
                self.widget.show({"say": self.describe(self.result), "more": more, "folds": self._asides()})
            elif message.get("reset"):
                self._apply({key: p.default for key, p in self.params.items()}, seq=seq, fresh=True)
            else:
                self._apply(message.get("set", {}), seq=seq)
        except (TypeError, ValueError) as problem:
            bad = next((key for key in message.get("set", {}) if str(problem).startswith(key)), None)
            self._complain(str(problem), seq, bad)
        except Exception as problem:
            self._complain(
                f"The lab could not follow that ({type(problem).__name__}: {problem}). Reset brings it back.", seq
            )

    def _complain(self, sentence: str, seq, bad: str | None = None) -> None:
        self.error = sentence
        self.widget.send({"seq": seq, "error": sentence, "bad": bad})
