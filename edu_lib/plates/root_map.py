"""The plate of the root map: the skin that two published lists give to one root, and what else belongs to it."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from edu_lib.models.root_map import AREAS, MAP_1, MAP_2, NOTHING, RootMap, belongs

from .knob import star
from .part import Part
from .root_map_shapes import CREASES, FOOT_CREASES, PATCHES, SEAT, TOES, curve, foot, hatch, legs, ring
from .style import LIGHT, TYPE

__all__ = ["RootMapPlate", "describe_root_map", "draw_root_map"]

SIZE = (940.0, 724.0)  # points
# View -> where its origin stands on the page, and points to the metre; a negative scale across mirrors it.
_FLOOR = 170.0
_AT = {
    "front": (103.0, _FLOOR, -470.0, 470.0),
    "back": (303.0, _FLOOR, 470.0, 470.0),
    "top": (452.0, 480.0, 700.0, 700.0),
    "below": (577.0, 480.0, -700.0, 700.0),
    "seat": (104.0, 72.0, 580.0, 580.0),
}
_ROLES = ("measured", "belly", "muscle_transversus")  # map 1, map 2, both
_LINES_OF = ("measured", "paper")  # the hatching of map 1 and of map 2
_SLANT = (45.0, -45.0)
_APART = 7.0
# Patch -> view and place of its label, metres.
_LABEL = {
    "thigh_upper": ("front", 0.100, 0.772),
    "knee": ("front", 0.096, 0.496),
    "leg_inner": ("front", 0.074, 0.325),
    "leg_outer": ("front", 0.127, 0.325),
    "foot_inner": ("top", -0.008, 0.146),
    "foot_outer": ("top", 0.053, 0.146),
    "sole": ("below", 0.012, 0.150),
    "sole_inner": ("below", -0.038, 0.112),
    "heel_pad": ("below", 0.001, 0.028),
    "heel_back": ("back", 0.105, 0.020),
    "buttock": ("back", 0.092, 0.905),
    "thigh_back": ("back", 0.098, 0.680),
    "knee_back": ("back", 0.097, 0.486),
    "leg_back": ("back", 0.100, 0.345),
}
_BESIDE = {"foot_outer": "left", "sole_inner": "left"}  # labels outside their patch
_COLUMN, _CHARS, _LINES = 648.0, 37, 20
_PARTS = ("Do the maps agree?", "Movement to test", "Reflex", "The test that pulls on it", "Does pain follow the map?")


def _put(view: str, points) -> np.ndarray:
    x, y, across, up = _AT[view]
    return np.asarray(points, float) * (across, up) + (x, y)


def _outline(*rings: np.ndarray) -> Path:
    """Closed rings as one path."""
    return Path.make_compound_path(*(Path(np.vstack([r, r[:1]]), closed=True) for r in rings))


class RootMapPlate(Part):
    """Draw once with `RootMapPlate()`, then `update(root_map(...))` as often as you like.

    `picks` maps the id of each patch of skin to the root that a click on it chooses: that of map 1, or of map 2 where map 1
    does not name the patch.
    """

    def __init__(self, palette=LIGHT, ax=None):
        if ax is None:
            figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
            ax = figure.add_axes((0, 0, 1, 1))
        self.figure = ax.figure
        super().__init__(ax, "roots", palette)
        ax.set(xlim=(0, SIZE[0]), ylim=(0, SIZE[1]))
        self.picks: dict[str, str] = {}
        self._bodies()
        self._saddle()
        self._skin()
        self._legend()
        self._column()

    # What never changes ---------------------------------------------------------------------------------------------

    def _flat(self, path: Path, role: str, edge: str = "none", width: float = 1.0, z: float = 1.0) -> None:
        c = self.palette
        rim = {"edgecolor": c[edge], "linewidth": width} if edge != "none" else {"edgecolor": "none"}
        self.ax.add_artist(PathPatch(path, facecolor=c[role], joinstyle="round", zorder=z, **rim))

    def _lines(self, view: str, lines, z: float = 3.0, width: float = 0.9) -> None:
        points = [part for line in lines for part in (_put(view, curve(line)), [(np.nan, np.nan)])]
        x, y = np.vstack(points).T
        self.stroke(None, x, y, color=self.palette["skin_edge"], linewidth=width, solid_capstyle="round", zorder=z)

    def _bodies(self) -> None:
        for view, words in (("front", "Front"), ("back", "Back")):
            self._flat(_outline(_put(view, legs(view))), "skin", "skin_edge", 1.4)
            self._lines(view, CREASES[view])
            self._lines(view, [np.multiply(line, (-1, 1)) for line in CREASES[view]])
            self.text(_AT[view][0], 700, words, ha="center", fontsize=TYPE["title"], fontweight="bold")
        side = {"fontsize": TYPE["small"], "color": self.palette["quiet"]}
        self.text(_AT["front"][0] - 84, 679, "right leg", ha="left", **side)
        self.text(_AT["back"][0] + 84, 679, "right leg", ha="right", **side)
        for view, words in (("top", "Top of foot"), ("below", "Sole")):
            for x, y, half, long, lean in TOES:
                turn = np.radians(-lean)
                around = np.linspace(0, 2 * np.pi, 40, endpoint=False)
                toe = np.column_stack([half * np.cos(around), long * np.sin(around)])
                toe = toe @ [[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]] + (x, y)
                self._flat(_outline(_put(view, toe)), "skin", "skin_edge", 1.2, 0.9)
            self._flat(_outline(_put(view, foot())), "skin", "skin_edge", 1.2, 0.95)
            self._flat(_outline(_put(view, foot() * (0.96, 0.985) + (0.0, 0.002))), "skin", z=0.96)
            self._lines(view, FOOT_CREASES[view])
            middle = _AT[view][0] - (8 if view == "top" else 0)
            self.text(middle, 700, words, ha="center", fontsize=TYPE["title"], fontweight="bold")
        nail = ring([(-0.035, 0.244), (-0.023, 0.244), (-0.022, 0.256), (-0.029, 0.260), (-0.036, 0.256)])
        self._flat(_outline(_put("top", nail)), "paper", "skin_edge", 0.8, 1.2)
        # Where the leg stands on the foot, seen from above.
        around = np.linspace(0, 2 * np.pi, 60, endpoint=False)
        cut = np.column_stack([0.001 + 0.028 * np.cos(around), 0.052 + 0.033 * np.sin(around)])
        self._flat(_outline(_put("top", cut)), "skin_far", "skin_edge", 1.0, 1.1)
        x, y = _put("top", (-0.029, 0.226))
        self.text(x, y, "?", ha="center", fontsize=TYPE["label"], fontweight="bold", zorder=5)

    def _saddle(self) -> None:
        """The saddle: its own mark in every view, and the words that no choice can take away."""
        c = self.palette
        warn = {"facecolor": c["paper"], "edgecolor": c["back"], "linewidth": 3.0, "zorder": 0.4}
        self.ax.add_artist(FancyBboxPatch((14, 12), SIZE[0] - 28, 120, boxstyle="round,pad=0,rounding_size=10", **warn))
        for view, low in (("front", 0.808), ("back", 0.800)):
            patch = ring([(0, low), (0.017, low + 0.016), (0.016, low + 0.044), (0, low + 0.060), (-0.016, low + 0.044),
                          (-0.017, low + 0.016)])  # fmt: skip
            self._flat(_outline(_put(view, patch)), "back", "paper", 1.2, 4.0)
            x, top = _put(view, (0, low))
            self.stroke(None, [x, x], [top, 132], color=c["back"], linewidth=2.2, zorder=3.9)
        half, saddle = (ring(np.array(SEAT["half"])), np.array(SEAT["saddle"]))
        for side in (1, -1):
            self._flat(_outline(_put("seat", half * (side, 1))), "skin", "skin_edge", 1.2, 0.5)
        whole = ring(np.vstack([saddle, saddle[-2:0:-1] * (-1, 1)]))
        self._flat(_outline(_put("seat", whole)), "back", "ink", 1.2, 0.6)
        around = np.linspace(0, 2 * np.pi, 60)
        for wide, z in ((0.024, 0.7), (0.012, 0.8)):
            x, y = _put("seat", np.column_stack([wide * np.cos(around), 0.030 + wide * np.sin(around)])).T
            self.stroke(None, x, y, color=c["paper"], linewidth=1.6, zorder=z)
        sign = Affine2D().translate(204, 104).transform_path(star(15.0))
        self._flat(sign, "back", z=0.6)
        self.text(224, 96, "Saddle (S3 to S5) newly numb or odd: emergency department now",
                  fontsize=17.5, fontweight="bold")  # fmt: skip
        said = (
            "Whatever root is chosen above. So too: a new change of bladder, bowel or sexual function, or new",
            "pain or weakness in both legs, back pain or not. There is no set pattern: do not wait for more signs.",
            "Seat from below; S3 is the outer ring (GPnotebook). Chartered Society of Physiotherapy 2024.",
        )
        for k, line in enumerate(said):
            self.text(194, 71 - 20 * k, line, fontsize=TYPE["label"] if k < 2 else TYPE["small"],
                      color=c["ink" if k < 2 else "quiet"])  # fmt: skip

    # What is chosen -------------------------------------------------------------------------------------------------

    def _skin(self) -> None:
        c = self.palette
        self.bases, self.tints, self.hatches, self.labels = {}, {}, {}, {}
        for name in AREAS:
            owners = belongs(name)
            rings = [_put(view, one) for view, own in PATCHES[name].items() for one in own]
            if not any(owners):
                continue  # no list names it: it stays plain skin
            view, x, y = _LABEL[name]
            x, y = _put(view, (x, y))
            wide = 29 if len(set(owners) - {None}) > 1 else 12
            spare = (x - wide, x + wide, y - 4, y + 14)  # no hatching behind the label
            path = _outline(*rings)
            key = name.replace("_", "-")
            base = self.shape(f"skin-{key}", path, facecolor=c["skin_far"], zorder=2.0)
            base.set_edgecolor(c["skin_edge"])
            base.set_linewidth(0.5)
            self.bases[name] = base
            tint = self.shape(f"tint-{key}", path, facecolor=c[_ROLES[0]], alpha=0.5, zorder=2.1)
            self.tints[name] = tint
            self.hatches[name] = tuple(
                self._hatched(f"hatch{k}-{key}", rings, k, spare) if owners[k] else None for k in range(2)
            )
            for artist in (base, tint):
                self.picks[artist.get_gid()] = owners[0] or owners[1]
            style = {"ha": _BESIDE.get(name, "center"), "fontsize": TYPE["small"], "fontweight": "bold", "zorder": 5}
            self.labels[name] = self.text(x, y, "", f"label-{key}", **style)

    def _hatched(self, key: str, rings, which: int, spare):
        parts = [part for one in rings for part in (hatch(one, _APART, _SLANT[which], spare),) if len(part)]
        x, y = np.vstack(parts).T
        style = {"color": self.palette[_LINES_OF[which]], "linewidth": 1.6, "solid_capstyle": "butt"}
        style |= {"zorder": 2.3 - which / 10}
        return self.stroke(key, x, y, **style)

    def _legend(self) -> None:
        c, left = self.palette, 414.0
        self.keys = []
        for k, y in enumerate((424.0, 384.0, 344.0)):
            box = np.array([(0, 0), (34, 0), (34, 24), (0, 24)]) + (left, y)
            self._flat(_outline(box), "skin_far", "skin_edge", 0.6, 0.5)
            self.ax.add_artist(
                PathPatch(_outline(box), facecolor=c[_ROLES[k]], edgecolor="none", alpha=0.5, zorder=0.6)
            )
            for which in range(2):
                if k in (which, 2):
                    x, up = hatch(box, _APART, _SLANT[which]).T
                    self.stroke(None, x, up, color=c[_LINES_OF[which]], linewidth=1.6, zorder=0.8 - which / 10)
            lines = [self.text(left + 43, y + 14 - 16 * i, "", f"key{k}{i}", fontsize=TYPE["small"]) for i in range(2)]
            self.keys.append(lines)
        notes = (
            "S2 / S1: map 1 says S2,",
            "map 2 says S1. Plain skin:",
            "neither list names it.",
            "?: great toe, L4 or L5;",
            "textbooks differ.",
            "Borders: drawn by us from",
            "the words of the lists.",
        )
        for k, line in enumerate(notes):
            self.text(left, 312 - 18 * k - (6 if k > 2 else 0) - (6 if k > 4 else 0), line,
                      fontsize=TYPE["small"], color=c["quiet"])  # fmt: skip

    def _column(self) -> None:
        c = self.palette
        self.root = self.text(_COLUMN, 684, "", "root", fontsize=34.0, fontweight="bold")
        self.heads = [self.text(_COLUMN, 600, words, f"head{k}", fontsize=TYPE["small"], fontweight="bold",
                                color=c["chosen"]) for k, words in enumerate(_PARTS)]  # fmt: skip
        self.lines = [self.text(_COLUMN, 580, "", f"line{k}", fontsize=TYPE["label"]) for k in range(_LINES)]
        self.cited = self.text(_COLUMN, 160, "", "cited", fontsize=TYPE["small"], color=c["quiet"])
        self.hints = [
            self.text(_COLUMN, 644 - 24 * k, words, f"hint{k}", fontsize=TYPE["title"])
            for k, words in enumerate(("Choose a root, or click on the skin.", "Then ask: do the maps agree?"))
        ]

    def update(self, result: RootMap) -> None:
        """Show `result`."""
        c, shows = self.palette, result.shows
        for name, tint in self.tints.items():
            mine = [shown and name in areas for shown, areas in zip(shows, (result.map_1, result.map_2))]
            tint.set_visible(any(mine))
            if any(mine):
                tint.set_facecolor(c[_ROLES[2 if all(mine) else mine.index(True)]])
            for line, on in zip(self.hatches[name], mine):
                if line is not None:
                    line.set_visible(on)
            owners = [owner for owner, shown in zip(belongs(name), shows) if shown and owner]
            self.bases[name].set_visible(bool(owners))
            self.labels[name].set_text(" / ".join(dict.fromkeys(owners)))
            self.labels[name].set_color(c["ink" if any(mine) else "quiet"])
        self._explain(result)
        self._write(result)

    def _explain(self, result: RootMap) -> None:
        c = self.palette
        silent = result.root != NOTHING and not result.map_2
        words = (
            (f"Map 1: {MAP_1},", "a textbook list"),
            (f"Map 2: {MAP_2},", f"no word on {result.root}" if silent else "60 patients"),
            ("Both maps", "agree here"),
        )
        for k, lines in enumerate(self.keys):
            on = result.shows[k] if k < 2 else all(result.shows)
            for artist, line in zip(lines, words[k]):
                artist.set_text(line if on else "not shown" if artist is lines[1] else words[k][0].rstrip(","))
                artist.set_color(c["ink" if on else "quiet"])

    def _write(self, result: RootMap) -> None:
        chosen = result.root != NOTHING
        self.root.set_text(result.root if chosen else "")
        for hint in self.hints:
            hint.set_visible(not chosen)
        cited = "Murphy 2009, Taylor 2013, Albert 2019" if result.root in ("L5", "S1") else "Murphy 2009"
        self.cited.set_text(cited if chosen else "")
        said = (result.agree, result.movements, result.reflex, result.tests, result.pain)
        pool, y = iter(self.lines), 655.0
        for head, words in zip(self.heads, said):
            head.set_visible(chosen)
            head.set_position((_COLUMN, y))
            y -= 19
            for line in textwrap.wrap(words, _CHARS):
                artist = next(pool)
                artist.set_text(line)
                artist.set_position((_COLUMN, y))
                y -= 18
            y -= 10
        self.cited.set_position((_COLUMN, y + 6))
        for artist in pool:
            artist.set_text("")


def describe_root_map(result: RootMap) -> str:
    """What the plate shows, in sentences."""
    return str(result)


def draw_root_map(result: RootMap, palette=LIGHT, ax=None) -> RootMapPlate:
    """Draw `result` of `edu_lib.models.root_map.root_map` alone; `.figure` is a Matplotlib figure."""
    plate = RootMapPlate(palette, ax)
    plate.update(result)
    return plate
