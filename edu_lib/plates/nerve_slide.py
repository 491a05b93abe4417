"""The plate of the nerve slide lab: a leg that moves, the nerve along it, and the millimetres that were measured, by structure."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from edu_lib.models.nerve_slide import TESTS, NerveSlide, nerve_slide

from .knob import disc, knob, put
from .nerve_slide_figure import pose
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["NerveSlidePlate", "describe_nerve_slide", "draw_nerve_slide"]

SIZE = (960.0, 560.0)  # points
_BOX = (4.0, 66.0, 430.0, 400.0)  # of the figure: left, top, wide, high
_LEFT, _SCALE, _RIGHT = 452.0, 716.0, 938.0  # of the rows: words, bars
_MOST = 22.0  # mm
_ROWS, _ROW, _HEAD = 7, 43.0, 28.0
_ROLES = ("measured", "deep", "back")  # roots, nerve, cord tip
_HEADS = {
    TESTS[0]: "Lift the leg, knee straight",
    TESTS[1]: "Sit slumped, straighten the knee",
    TESTS[2]: "Lie face down, bend the knee",
}
_DRAWN = {test: "sciatic nerve, roots L4 to S1" for test in TESTS} | {TESTS[2]: "femoral nerve, roots L2 to L4"}
_WHAT = "Measured shift, in mm, of three different things"


class NerveSlidePlate:
    """Draw once with `NerveSlidePlate()`, then `update(nerve_slide(...))` as often as you like. `handles`: the ankle."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        self.panel = Part(self.figure.add_axes((0, 0, 1, 1)), "slidepanel", palette)
        self.panel.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        left, top, wide, high = _BOX
        ax = self.figure.add_axes((left / SIZE[0], 1 - (top + high) / SIZE[1], wide / SIZE[0], high / SIZE[1]))
        ax.patch.set_visible(False)
        self.person = Part(ax, "slide", palette)
        across = 1.96
        ax.set(xlim=(-0.86, -0.86 + across), ylim=(-0.62, -0.62 + across * high / wide))
        self._body()
        self._scale()
        self.live = self.panel.live | self.person.live
        self.handles = {"slide-handle": "ankle"}
        self.handle_names = {"slide-handle": "ankle: move the leg"}

    # The left: a person -------------------------------------------------------------------------------------------

    def _body(self) -> None:
        part, c = self.person, self.person.palette
        self.lines = {"bench": part.stroke("bench", color=c["rule"], linewidth=4, zorder=0.5)}
        round_ = {"solid_capstyle": "round", "solid_joinstyle": "round"}
        for key, wide, z in (
            ("other", 21, 1.0),
            ("trunk", 41, 2.0),
            ("thigh", 33, 2.0),
            ("shank", 25, 2.0),
            ("foot", 15, 2.0),
        ):
            skin = c["skin_far" if key == "other" else "skin"]
            self.lines[f"{key}-rim"] = part.stroke(
                f"{key}-rim", color=c["skin_edge"], linewidth=wide + 2.4, zorder=z, **round_
            )
            self.lines[key] = part.stroke(key, color=skin, linewidth=wide, zorder=z + 0.1, **round_)
        skin = {"facecolor": c["skin"], "edgecolor": c["skin_edge"], "linewidth": 1.2, "zorder": 2.3}
        self.head = part.shape("head", disc(0.092, 32), **skin)
        for key, wide in (("cord", 6.5), ("roots", 1.9), ("nerve", 4.0)):
            self.lines[f"{key}-rim"] = part.stroke(
                f"{key}-rim", color=c["nerve_edge"], linewidth=wide + 1.8, zorder=3, **round_
            )
            self.lines[key] = part.stroke(key, color=c["nerve"], linewidth=wide, zorder=3.1, **round_)
        self.lines["arc"] = part.stroke("arc", color=c["chosen"], linewidth=2.2, zorder=2.6)
        angle = {"fontsize": TYPE["title"], "fontweight": "bold", "color": c["chosen"], "ha": "center", "va": "center"}
        self.degrees = part.text(0, 0, "", "degrees", zorder=4.8, **angle)
        self.marks, self.numbers = [], []
        for i, role in enumerate(_ROLES):
            style = {"facecolor": c[role], "edgecolor": c["paper"], "linewidth": 1.6, "zorder": 5}
            self.marks.append(part.shape(f"mark{i}", disc(0.043, 24), **style))
            number = {
                "fontsize": TYPE["small"],
                "fontweight": "bold",
                "color": c["paper"],
                "ha": "center",
                "va": "center",
            }
            self.numbers.append(part.text(0, 0, str(i + 1), f"number{i}", zorder=5.1, **number))
        self.handle = knob(part, "handle", radius=0.036)
        self._dial()

    def _dial(self) -> None:
        """Where round the hip somebody measured, and, as a ring, where people with radiculopathy had a positive test."""
        part, c, r = self.person, self.person.palette, nerve_slide(TESTS[0])
        ticks = sorted({row.at_deg for row in r.rows if row.at_deg})
        turns = np.radians(np.repeat(ticks, 3))
        far = np.tile([0.97, 1.03, np.nan], len(ticks))
        line = part.stroke("dial", far * np.cos(turns), far * np.sin(turns), color=c["quiet"], linewidth=2.4, zorder=4)
        self.dial = [line]
        for deg in [*ticks, r.pain_deg]:
            x, y = 1.06 * np.cos(np.radians(deg)), 1.06 * np.sin(np.radians(deg))
            style = {"fontsize": TYPE["small"], "color": c["quiet"], "va": "center", "zorder": 4}
            self.dial.append(part.text(x, y, f"{deg:g}°", f"dial{deg:g}", **style))
        ring = part.shape("ring", disc(0.026, 20), edgecolor=c["ink"], linewidth=2.2, zorder=4)
        put(ring, np.cos(np.radians(r.pain_deg)), np.sin(np.radians(r.pain_deg)))
        self.dial.append(ring)

    # The right: what was measured ---------------------------------------------------------------------------------

    def _scale(self) -> None:
        part, c = self.panel, self.panel.palette
        small = {"fontsize": TYPE["small"]}
        self.title = part.text(10, 32, "", "title", fontsize=TYPE["head"], fontweight="bold")
        self.drawn = part.text(10, 76, "", "drawn", color=c["quiet"], **small)
        self.under = part.text(10, 55, "", "under", fontsize=TYPE["label"], color=c["quiet"])
        self.what = part.text(_LEFT, 32, _WHAT, "what", fontsize=TYPE["title"], fontweight="bold")
        self.scale = []  # hidden where there is nothing to lay on it
        for mm in range(0, 21, 5):
            line = part.stroke(f"grid{mm}", [_at(mm)] * 2, [58, 484], color=c["track"], linewidth=1.2, zorder=0.5)
            tick = part.text(_at(mm), 53, f"{mm}", f"tick{mm}", ha="center", color=c["quiet"], **small)
            self.scale += [line, tick]
        self.heads, self.discs = [], []
        for i, role in enumerate(_ROLES):
            style = {"facecolor": c[role], "edgecolor": "none", "zorder": 2}
            self.discs.append(part.shape(f"disc{i}", disc(10.0, 24), **style))
            number = {"fontsize": TYPE["small"], "fontweight": "bold", "color": c["paper"], "ha": "center"}
            made = (
                part.text(0, 0, str(i + 1), f"disc-number{i}", zorder=3, **number),
                part.text(_LEFT + 27, 0, "", f"head{i}", fontsize=TYPE["label"], fontweight="bold"),
            )
            self.heads.append(made)
        self.rows = []
        for i in range(_ROWS):
            bar = Rectangle((0, 0), 0, 14, edgecolor=c["ink"], linewidth=1.2, zorder=2)
            self.rows.append(
                (
                    part.keep(f"bar{i}", part.ax.add_patch(bar)),
                    part.stroke(f"mean{i}", color=c["ink"], linewidth=3.0, zorder=3),
                    part.text(_LEFT, 0, "", f"words{i}", fontsize=TYPE["small"], fontweight="bold"),
                    part.text(_LEFT, 0, "", f"who{i}", **small),
                )
            )
        self.key = part.text(
            _LEFT,
            510,
            "filled: the leg has come as far; open: not yet; dashed: angle not stated",
            "key",
            color=c["quiet"],
            **small,
        )
        self.notes = [part.text(10, 510 + 19 * i, "", f"note{i}", **small) for i in range(3)]

    def update(self, r: NerveSlide) -> None:
        """Show `r`."""
        p = pose(r.test, r.move_deg, r.toes_up)
        for key in ("other", "trunk", "thigh", "shank", "foot", "cord", "roots", "nerve"):
            line = getattr(p, key)
            self.lines[key].set_data(*line.T)
            self.lines[f"{key}-rim"].set_data(*line.T)
        self.lines["bench"].set_data(*p.bench.T)
        for artist in self.dial:
            artist.set_visible(r.test == TESTS[0])
        self.lines["arc"].set_data(*p.arc.T)
        put(self.head, *p.head)
        put(self.handle, *p.handle)
        for mark, number, (x, y) in zip(self.marks, self.numbers, p.marks, strict=True):
            put(mark, x, y)
            number.set_position((x, y - 0.004))
        self.degrees.set_position(p.words)
        self.degrees.set_text(f"{r.move_deg:.0f}°")
        self.title.set_text(_HEADS[r.test])
        self.under.set_text(f"{r.moved} {r.move_deg:.0f}°, {'toes pulled up' if r.toes_up else 'foot loose'}")
        self.drawn.set_text(f"drawn: {_DRAWN[r.test]}")
        any_mm = any(row.low is not None for row in r.rows)
        for artist in (*self.scale, self.key):
            artist.set_visible(any_mm)
        self.what.set_text(_WHAT if any_mm else "No shift in mm found for this test")
        for note, words in zip(self.notes, _notes(r), strict=True):
            note.set_text(words)
        self._list(r)

    def _list(self, r: NerveSlide) -> None:
        c, y, used = self.panel.palette, 62.0, 0
        for i, structure in enumerate(r.structures):
            y += _HEAD
            put(self.discs[i], _LEFT + 10, y - 5)
            self.heads[i][0].set_position((_LEFT + 10, y))
            self.heads[i][1].set_y(y)
            self.heads[i][1].set_text(structure)
            for row in (row for row in r.rows if row.structure == structure):
                bar, mean, words, who = self.rows[used]
                used += 1
                lit = bool(row.reached)
                for text, dy, said in ((words, 19, row.words), (who, 36, row.who)):
                    text.set_visible(True)
                    text.set_y(y + dy)
                    text.set_text(said)
                    text.set_color(c["ink" if lit else "quiet"])
                bar.set_visible(row.low is not None)
                mean.set_visible(row.value is not None)
                if row.low is not None:
                    bar.set_bounds(_at(row.low), y + 7, _at(row.high) - _at(row.low), 14)
                    bar.set_facecolor(c[_ROLES[i]] if lit else c["paper"])
                    bar.set_edgecolor(c[_ROLES[i]])
                    bar.set_linestyle((0, (3, 2)) if row.at_deg is None else "-")
                if row.value is not None:
                    mean.set_data([_at(row.value)] * 2, [y + 4, y + 24])
                y += _ROW
        for artists in self.rows[used:]:
            for artist in artists:
                artist.set_visible(False)


def _at(mm: float) -> float:
    return _SCALE + (_RIGHT - _SCALE) * mm / _MOST


def _notes(r: NerveSlide) -> tuple[str, str, str]:
    angles = sorted({row.at_deg for row in r.rows if row.at_deg})
    if not angles:
        here = "None was found, at any angle. That does not mean: no shift."
    elif r.move_deg in angles:
        here = f"Measured at {r.move_deg:.0f}°: the filled rows that say so."
    else:
        here = f"Not measured at {r.move_deg:.0f}°. Nothing is filled in between."
    pain = f"Ring: with radiculopathy the test was positive at about {r.pain_deg or 0:g}°, on average (Fajolu et al. 2018)."
    return here, pain if r.pain_deg else "", r.toes if r.toes_up else ""


def describe_nerve_slide(r: NerveSlide) -> str:
    """What the plate shows, in plain words."""
    said = [f"{r.moved.capitalize()} {r.move_deg:.0f} degrees."]
    for structure in r.structures:
        rows = [row for row in r.rows if row.structure == structure]
        lit = [row for row in rows if row.reached]
        loose = [row.words for row in rows if row.at_deg is None]
        if lit:
            words = f"{lit[-1].words}, measured at {lit[-1].at_deg:g} degrees" if lit[-1].value else lit[-1].words
        elif loose:
            words = " and ".join(loose) + (", in cadavers, at an angle not stated" if rows[0].low else "")
        else:
            words = "not measured at so small an angle"
        said.append(f"{structure.capitalize()}: {words}.")
    return " ".join([*said, "These are three different things.", *([r.toes] if r.toes_up else [])])


def draw_nerve_slide(result: NerveSlide, palette=LIGHT) -> NerveSlidePlate:
    """Draw a `NerveSlide`; `.figure` is a Matplotlib figure."""
    plate = NerveSlidePlate(palette)
    plate.update(result)
    return plate
