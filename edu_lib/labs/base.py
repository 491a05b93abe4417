"""A lab: quantities that can be set, a model, and a plate that shows its result."""

from __future__ import annotations

import difflib
import html
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from edu_lib.params import Param, check_choice, check_switch
from edu_lib.words import _

__all__ = ["Choice", "Lab", "Switch"]


@dataclass(frozen=True)
class Choice:
    """A quantity chosen from a list: its key, label, options and default, which is the first option if left out."""

    key: str
    label: str
    options: tuple[str, ...]
    default: str = ""

    def __post_init__(self):
        if not self.default:
            object.__setattr__(self, "default", self.options[0])

    def check(self, value: object) -> str:
        """Return `value` if it is an option, or raise a sentence naming the options."""
        return check_choice(self.key, self.label, value, self.options)


@dataclass(frozen=True)
class Switch:
    """A quantity that is on or off: its key, label and default; a box to tick."""

    key: str
    label: str
    default: bool = False

    def check(self, value: object) -> bool:
        """Return `value` if it is True or False, or raise a sentence (`TypeError`)."""
        return check_switch(
            f"{self.key} ({_(self.label)})", value, "Give True to switch it on, False to switch it off."
        )


Quantity = Param | Choice | Switch


class Lab:
    """What every lab can do. A lab of its own says what it computes and what it draws.

    A subclass gives `name`, `title`, `groups` (heading -> params), `folded` (headings that start closed), `auto` (key ->
    words, for a quantity that is worked out when it is None) and four methods: `compute`, `plate`, `describe`, `worked_out`.
    It may add `sources`, and what takes too long for a drag: `rest` and `asides`.

    In a lecture room a slide has no space for many controls and long words. `lecture` names the keys of the controls that it
    shows (if left out, all that do not start folded), and `brief` is how many letters of the sentence, to the end of a
    sentence (0: all of them, where a sign of danger may stand last). A button opens the rest over the slide.

    What is in the picture can be chosen and moved too. `pick` is the key of the `Choice` that a click sets, whose first
    option stands for nothing chosen; the plate then has `picks`, artist's id -> option. A plate with `handles`, id of a
    small live artist -> name, and `handle_names`, id -> what it is called, needs a lab with `dragged` and `nudged`.
    """

    name = ""
    title = ""
    groups: Mapping[str, tuple[Quantity, ...]] = {}
    folded: tuple[str, ...] = ()
    auto: Mapping[str, str] = {}
    pick = ""
    lecture: tuple[str, ...] = ()
    brief = 280

    def __init__(self):
        self.params: dict[str, Quantity] = {p.key: p for group in self.groups.values() for p in group}
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

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        """What to set when the middle of handle `name` is pulled to (x, y), in data coordinates of its axes.

        Numbers may lie anywhere: they are brought into their range and to the nearest step, as by a slider.
        """
        return {}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        """What to set when arrow keys move handle `name` by so many steps; of (0, 0), what stands now, by key.

        The keys of the latter tell whoever hears the picture what the handle moves. Give whole steps of a quantity.
        """
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

    def _param(self, key: str) -> Quantity:
        if key not in self.params:
            near = difflib.get_close_matches(key, self.params, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise TypeError(f'This lab has no "{key}".{hint} It has: {", ".join(self.params)}.')
        return self.params[key]

    def __str__(self) -> str:
        return self.describe(self.result)

    def __repr__(self) -> str:
        return f"{_(self.title)}: {self}"

    def _repr_mimebundle_(self, **options):
        bundle = self.widget._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        # The server saves the still picture in place of the live view; see edu_lib/server.py.
        return {**data, "text/html": self.still(), "text/plain": repr(self)}, metadata

    def still(self) -> str:
        """The picture as it is now, as HTML that needs nothing to run."""
        from .still import still_html

        self.widget.show({"more": (more := self.rest())})  # shows it in open views too, before drawing forgets it
        return still_html(self._plate.figure, _(self.title), f"{self} {more}".strip())

    # The view -----------------------------------------------------------------------------------------------------

    @cached_property
    def widget(self):
        """The live view; made when it is first asked for."""
        from .live import LiveView
        from .picture import LivePicture

        self._plate = self.plate()
        self._plate.update(self.result)
        picture = LivePicture(self._plate.figure, self._plate.live)
        first = self._frame(fresh=True) | {"folds": self._asides() + self._source_fold, "brief": self.brief}
        return LiveView(
            picture,
            self._controls(),
            self.name,
            _(self.title),
            first,
            self._hear,
            self._picks(picture),
            self._handles(),
        )

    def _picks(self, picture) -> dict:
        """Which option of which choice a click on an artist sets; empty where nothing can be chosen."""
        picks = getattr(self._plate, "picks", {})
        if not self.pick or not picks:
            return {}
        choice = self._param(self.pick)
        if not isinstance(choice, Choice):
            raise TypeError(
                f'{type(self).__name__}.pick is "{self.pick}", which is no Choice. Name the key of a Choice.'
            )
        for gid, option in picks.items():
            choice.check(option)
            if not picture.draws(gid):
                raise ValueError(f'Nothing in the picture has the id "{gid}", which picks give to "{option}".')
        return {"key": self.pick, "artists": dict(picks)}

    def _handles(self) -> list[dict]:
        """Each handle: the artist's id, what it is called, and the keys of what it moves."""
        names = getattr(self._plate, "handle_names", {})
        out = []
        for gid, name in getattr(self._plate, "handles", {}).items():
            if gid not in self._plate.live:
                raise ValueError(f'The handle "{gid}" is not among the plate\'s live artists. Make it with Part.shape.')
            out.append({"gid": gid, "label": names.get(gid, name), "keys": list(self.nudged(name, 0, 0))})
        return out

    def _by_hand(self, gid: str, to=None, by=(0, 0)) -> dict[str, object]:
        """What a handle sets that is pulled to a place of the picture, or nudged by steps."""
        name = self._plate.handles[gid]
        wanted = self.nudged(name, *by) if to is None else self.dragged(name, *self.widget.picture.data_at(gid, *to))
        return {key: self._as_by_slider(key, value) for key, value in wanted.items()}

    def _as_by_slider(self, key: str, value):
        p = self._param(key)
        if not isinstance(p, Param) or not isinstance(value, (int, float)) or not math.isfinite(value):
            return value
        low, high = p.range
        on_step = low + round((value - low) / p.step) * p.step
        return min(max(round(on_step, 10), low), high)

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
            items.append(f"<li>{html.escape(what)}: {where} ({html.escape(_(badge or source.badge))})</li>")
        return [{"title": _("Where the numbers come from"), "html": f"<ul>{''.join(items)}</ul>"}]

    def _controls(self) -> list[dict]:
        out = []
        for group, params in self.groups.items():
            for p in params:
                entry = {
                    "key": p.key,
                    "label": _(p.label),
                    "group": _(group),
                    "folded": group in self.folded,
                    "start": p.default,
                    "lecture": p.key in self.lecture if self.lecture else group not in self.folded,
                }
                if isinstance(p, Choice):
                    entry |= {"options": list(p.options), "shown": [_(option) for option in p.options]}
                elif isinstance(p, Switch):
                    entry |= {"switch": True}
                else:
                    low, high = p.range
                    auto = _(self.auto.get(p.key, ""))
                    entry |= {"unit": _(p.unit), "min": low, "max": high, "step": p.step, "auto": auto}
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
                hand = self._by_hand(**message["hand"]) if "hand" in message else {}
                self._apply(message.get("set", {}) | hand, seq=seq)
        except (TypeError, ValueError) as problem:
            bad = next((key for key in message.get("set", {}) if str(problem).startswith(key)), None)
            self._complain(str(problem), seq, bad)
        except Exception as problem:
            self._complain(
                _(
                    "The lab could not follow that ({kind}: {problem}). Reset brings it back.",
                    kind=type(problem).__name__,
                    problem=str(problem),
                ),
                seq,
            )

    def _complain(self, sentence: str, seq, bad: str | None = None) -> None:
        self.error = sentence
        self.widget.send({"seq": seq, "error": sentence, "bad": bad})
