"""The plate of the lab "resorption": four herniations and their shares, 100 people, and the pain beside them."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from edu_lib.models.resorption import KINDS, REVIEWS
from edu_lib.params import capital
from edu_lib.sources import published

from .heads import Heads
from .knob import box
from .part import Part
from .style import LIGHT, TYPE

__all__ = ["ResorptionPlate", "describe_resorption", "draw_resorption"]

SIZE = (884.0, 628.0)  # points
_AXIS = (190.0, 410.0)  # of the shares, 0 and 100
_ROWS = 84.0, 46.0  # first row, step
_RIGHT = 476.0  # where the pain begins
_TIME = (500.0, 852.0)  # 0 and 12 months
_DONE = {"any shrinking": "shrank", "by half or more": "shrank by half or more", "gone": "had gone"}


def _x(share: float) -> float:
    return _AXIS[0] + (_AXIS[1] - _AXIS[0]) * share / 100


def _t(months: float) -> float:
    return _TIME[0] + (_TIME[1] - _TIME[0]) * months / 12


def _course(source: str, outcome: str, **where) -> dict:
    return published("sciatica_course", source=source, outcome=outcome, **where)


class ResorptionPlate(Part):
    """Draw once with `ResorptionPlate()`, then `update(result)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "resorption", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self.bold = {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.small = {"fontsize": TYPE["small"], "color": palette["quiet"]}
        self.chosen = self.shape("chosen", facecolor=palette["track"], zorder=0)
        self._shares()
        self._people()
        self._pain()
        self._year()
        self._warning()

    def _shares(self) -> None:
        c, (top, step) = self.palette, _ROWS
        self.text(24, 30, "The herniation", fontsize=TYPE["head"], fontweight="bold")
        bottom = top + 3.5 * step
        self.band = self.shape("band", facecolor=c["idle"], alpha=0.55, zorder=0.5)
        self.band_words = self.text(_x(63), bottom + 35, "", "band-words", ha="center", **self.small)
        for share in (0, 25, 50, 75, 100):
            self.stroke(None, [_x(share)] * 2, [top - 24, bottom], color=c["rule"], linewidth=0.6, zorder=0.6)
            self.text(_x(share), bottom + 16, f"{share}", ha="center", **self.small)
        for i, kind in enumerate(KINDS):
            self._disc(i, kind, 24, top + i * step)
            self.text(78, top + i * step + 5, kind.capitalize(), fontsize=TYPE["label"])
        style = {"linestyle": "none", "markersize": 12, "zorder": 3}
        self.dots = {
            "Zou 2023": self.stroke("dots-zou", marker="o", color=c["measured"], **style),
            "Chiu 2015": self.stroke("dots-chiu", marker="D", markerfacecolor=c["paper"],
                                     markeredgecolor=c["back"], markeredgewidth=2.4, color=c["back"], **style | {"markersize": 10}),
        }  # fmt: skip
        for x, name in zip((206, 306), REVIEWS, strict=True):
            mark = self.dots[name]
            self.stroke(None, [x], [52], marker=mark.get_marker(), markersize=10, markerfacecolor=mark.get_markerfacecolor(),
                        markeredgecolor=mark.get_markeredgecolor(), markeredgewidth=2.0, linestyle="none")  # fmt: skip
            self.text(x + 11, 57, name, fontsize=TYPE["small"])
        self.none = [self.text(_x(50), top + i * step + 5, "", f"none{i}", ha="center", **self.small) for i in range(4)]

    def _disc(self, i: int, kind: str, x: float, y: float) -> None:
        """A disc between two vertebrae from the side, front to the left, and what leaves it into the canal."""
        c = self.palette
        for edge in (-18, 7):
            box = np.array([(x, y + edge), (x + 27, y + edge), (x + 27, y + edge + 11), (x, y + edge + 11)])
            self.ax.fill(*box.T, facecolor=c["bone"], edgecolor=c["bone_edge"], linewidth=1.2, zorder=1)
        self.ax.fill(
            [x + 1, x + 27, x + 27, x + 1], [y - 6, y - 6, y + 6, y + 6], color=c["fascia"], linewidth=0, zorder=1
        )
        turn = np.linspace(0, 2 * np.pi, 33)
        for dx, dy, wide, tall in {
            "bulge": [(27, 0, 3.5, 6)],
            "protrusion": [(27, 0, 8, 6)],
            "extrusion": [(29, 0, 6, 3.5), (35, 3, 6, 8)],
            "sequestration": [(27, 0, 3.5, 4), (38, 10, 5.5, 6.5)],
        }[kind]:
            round_ = x + dx + wide * np.cos(turn), y + dy + tall * np.sin(turn)
            self.ax.fill(*round_, color=c["fascia_edge"], linewidth=0, zorder=1.2)

    def _people(self) -> None:
        self.count = self.text(24, 336, "", "count", **self.bold)
        self.heads = Heads(self, "people", 24, 350, "measured", cell=(19.4, 25.0))
        self.under = [self.text(24, 494 + 18 * i, "", f"under{i}", **self.small) for i in range(2)]

    def _pain(self) -> None:
        c, y = self.palette, 84
        self.text(_RIGHT, 30, "The pain: something else", fontsize=TYPE["head"], fontweight="bold")
        for months in range(0, 13, 3):
            self.stroke(None, [_t(months)] * 2, [y + 152, y + 158], color=c["rule"], linewidth=1.2)
            self.text(_t(months), y + 173, f"{months}", ha="center", **self.small)
        self.stroke(None, [_t(0), _t(12)], [y + 152] * 2, color=c["rule"], linewidth=1.2)
        self.text(_t(6), y + 188, "months", ha="center", **self.small)
        free = [
            published("resorption", source="macki2014", quantity=q)["value"]
            for q in ("time until symptoms had gone", "time to regression on the scan")
        ]
        self.text(_RIGHT, y - 6, "Free pieces: first well, then smaller (53 picked people)", fontsize=TYPE["small"])
        self.stroke(None, [_t(v) for v in free], [y + 16] * 2, color=c["rule"], linewidth=2)
        self._mark(_t(free[0]), y + 16, "o", "back", f"well: {free[0]:.1f} (SD 1.3)", below="left")
        self._mark(_t(free[1]), y + 16, "s", "measured", f"scan: {free[1]:.1f} (SD 13.3)", below="right")
        weeks = [
            _course("peul2007", "median time to recovery", arm=arm)["value"]
            for arm in ("early surgery", "prolonged conservative care")
        ]
        ever = _course("peul2007", "has recovered at some time")["value"]
        half = [w * 12 / 52 for w in weeks]
        self.text(_RIGHT, y + 70, "Severe sciatica: half had recovered by", fontsize=TYPE["small"])
        self._mark(_t(half[0]), y + 92, "^", "deep", f"early surgery: {weeks[0]} weeks")
        self._mark(_t(half[1]), y + 122, "v", "belly", f"waiting: {weeks[1]} weeks")
        self.text(_RIGHT + 24, y + 146, f"Recovered at some time within the year: {ever} % of both.", **self.small)

    def _mark(self, x: float, y: float, marker: str, role: str, words: str, below: str = "") -> None:
        """A mark with its words beside it, or `below` it, to the left or right of there."""
        self.stroke(None, [x], [y], marker=marker, markersize=11, color=self.palette[role], linestyle="none", zorder=3)
        style = {"ha": below or "left", "fontsize": TYPE["small"]}
        if below:
            self.text(x + (12 if below == "right" else -12), y + 24, words, **style)
        else:
            self.text(x + 12, y + 5, words, **style)

    def _year(self) -> None:
        """A year later, who was well: with the herniation still seen, and with it gone."""
        c, y = self.palette, 326
        self.text(_RIGHT, y, "A year later", **self.bold)
        seen, gone = (
            _course("elbarzouhi2013", "good outcome", arm=arm) for arm in ("herniation still seen", "herniation gone")
        )
        usual = _course("konstantinou2018", "disability down by 30 % or more")
        rows = (
            ("Herniation still seen: well", seen, "measured"),
            ("Herniation gone: well", gone, "measured"),
            ("Leg pain from the back: disability down by 30 % or more", usual, "deep"),
        )
        for i, (words, row, role) in enumerate(rows):
            top = y + 18 + 52 * i
            self.text(_RIGHT, top + 10, words, fontsize=TYPE["small"])
            for value, colour, order in ((100, "track", 0.5), (row["value"], role, 1)):
                across = _RIGHT + 3.16 * value * np.array([0, 1, 1, 0])
                down = top + np.array([17, 17, 33, 33])
                self.ax.fill(across, down, color=c[colour], linewidth=0, zorder=order)
            self.text(_RIGHT + 326, top + 31, f"{row['value']} %", **self.bold)
        self.text(_RIGHT, y + 180, "Blue: 267 people, operated on or not (el Barzouhi 2013).", **self.small)
        self.text(_RIGHT, y + 198, "Green: 609 people, usual care (Konstantinou 2018).", **self.small)

    def _warning(self) -> None:
        c = self.palette
        edge = np.array([(16, 552), (SIZE[0] - 16, 552), (SIZE[0] - 16, 614), (16, 614)])
        self.ax.fill(*edge.T, facecolor=c["paper"], edgecolor=c["back"], linewidth=2.4, joinstyle="round")
        self.text(
            30,
            577,
            "New: saddle numb, bladder, bowel, sexual function, both legs: emergency department now.",
            **self.bold,
        )
        calm = (
            "Strength that goes in one leg: doctor or spinal team the same day. No share above speaks for waiting then."
        )
        self.text(30, 601, calm, fontsize=TYPE["small"])

    def update(self, r) -> None:
        """Show the `Resorption` r."""
        top, step = _ROWS
        y = top + KINDS.index(r.kind) * step
        self.chosen.set_path(box(16, y - 22, 440, y + 22))
        for name, dots in self.dots.items():
            found = [(_x(v), top + step * i) for i, v in enumerate(r.shares[name].values()) if v is not None]
            dots.set_data(*(np.array(found).T if found else ([], [])))
        for i, kind in enumerate(KINDS):
            self.none[i].set_text("" if any(by[kind] is not None for by in r.shares.values()) else "no number by type")
        low, high = (_x(v) for v in r.band[1:])
        shown = r.counted == "any shrinking"
        self.band.set_path(box(low, top - 24, high, top + 3.5 * step))
        self.band.set_visible(shown)
        words = "band: all types, {:.0f} ({:.0f} to {:.0f}), Wang 2020".format(*r.band)
        if not shown:
            words = "All types: " + "; ".join(f"{v:.0f} ({who})" for who, v in r.anywhere)
        self.band_words.set_text(words)
        self.band_words.set_x(250)
        if r.share is None:
            self.count.set_text(f"{capital(r.kind)}: no number of this kind")
            self.heads.fill(0)
        else:
            self.count.set_text(f"Of 100 {r.kind}s, {r.share:.0f} {_DONE[r.counted]}")
            self.heads.fill(round(r.share))
        when = "mostly within 6 months" if r.review == "Zou 2023" else "over times that differ by study"
        lines = (f"treated without surgery; {when}.", "No interval by type is printed.")
        if r.share is None:
            lines = ("No summary of a review that we read prints it by type.", "Count any shrinking to see the types.")
            if any(by[r.kind] is not None for by in r.shares.values()):
                lines = (f"{r.review} does not print it by type; the other review does.", lines[1])
        for slot, line in zip(self.under, lines, strict=True):
            slot.set_text(line)


def describe_resorption(r) -> str:
    """The plate in words."""
    seen, gone = (
        _course("elbarzouhi2013", "good outcome", arm=arm)["value"]
        for arm in ("herniation still seen", "herniation gone")
    )
    band = ""
    if r.counted == "any shrinking":
        band = " No interval by type is printed; all types together: {:.0f}, from {:.0f} to {:.0f} (Wang 2020).".format(
            *r.band
        )
    elif r.anywhere:
        band = " All types together: " + "; ".join(f"{v:.0f} ({who})" for who, v in r.anywhere) + "."
    return (
        f"{r}{band} The pain is something else: a year on in a trial, many operated on, {seen} % were well with the herniation "
        f"still there and {gone} % with it gone. New numbness in the saddle, bladder, bowel or sexual trouble, pain or weakness "
        "in both legs: emergency department now."
    )


def draw_resorption(result, palette=LIGHT) -> ResorptionPlate:
    """Draw a `Resorption`; `.figure` is a Matplotlib figure."""
    plate = ResorptionPlate(palette)
    plate.update(result)
    return plate
