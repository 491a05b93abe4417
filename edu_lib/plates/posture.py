"""The plate of the lab "posture": a spine with its angles drawn in place, each among people, and what L4/L5 carries."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from edu_lib.models.posture_norms import NAMES
from edu_lib.models.postures import measured_postures
from edu_lib.params import signed

from .part import Part
from .posture_angles import Angles
from .posture_people import Strip
from .spine_shape import ShapedSpine
from .style import LIGHT, TYPE, load_colour

__all__ = ["PosturePlate", "conflict_words", "describe_posture", "draw_posture"]

SIZE = (884.0, 700.0)  # points
# Panels: left, bottom, width, height in points.
BODY, HEAD, PEOPLE, LOAD = (0, 6, 408, 616), (4, 626, 404, 70), (420, 184, 460, 512), (420, 4, 460, 172)
X, Y = (-0.375, 0.365), (-0.240, 0.8774)
_FULL = (1000.0, 2000.0, 4000.0)


class PosturePlate:
    """Draw once with `PosturePlate()`, then `update(shape)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        axes = [
            self.figure.add_axes((x / SIZE[0], y / SIZE[1], w / SIZE[0], h / SIZE[1]))
            for x, y, w, h in (BODY, HEAD, PEOPLE, LOAD)
        ]
        axes[0].set(xlim=X, ylim=Y, aspect="equal")
        self.spine = ShapedSpine(axes[0], palette=palette)
        self.angles = Angles(self.spine)
        self.head = Part(axes[1], "head", palette)
        axes[1].set(xlim=(0, HEAD[2]), ylim=(HEAD[3], 0))
        self.headline = self.head.text(0, 26, "", "line", fontsize=TYPE["head"], fontweight="bold")
        self.sum = self.head.text(0, 48, "", "sum", fontsize=TYPE["title"])
        self.moved = self.head.text(0, 67, "", "moved", fontsize=TYPE["small"], color=palette["quiet"])
        people = Part(axes[2], "people", palette)
        axes[2].set(xlim=(0, PEOPLE[2]), ylim=(PEOPLE[3], 0))
        self.title = people.text(0, 18, "", "title", fontsize=TYPE["title"], fontweight="bold")
        self.strips = {quantity: Strip(people, quantity, 28 + 97 * i) for i, quantity in enumerate(NAMES)}
        self.load = _Load(axes[3], palette)
        parts = (self.spine, self.head, people, self.load)
        self.live = {gid: artist for part in parts for gid, artist in part.live.items()}

    def update(self, shape) -> None:
        """Show `shape`."""
        self.angles.update(shape, self.spine.update(shape))
        head = {"lying": "Lying on the back"}.get(shape.position, shape.position.capitalize())
        self.headline.set_text(head)
        pi, pt = round(shape.pelvic_incidence), round(shape.pelvic_tilt)
        self.sum.set_text(f"PI {pi}° = PT {signed(pt)}° + SS {signed(pi - pt)}°")
        self.moved.set_text(_moved(shape))
        self.title.set_text(
            "Where you are among people" if shape.position == "standing" else "Compared with people who stand"
        )
        for quantity, strip in self.strips.items():
            strip.update(shape.places[quantity], shape.standing[NAMES[quantity]])
        self.load.update(shape)


def _moved(shape) -> str:
    """What the position, or the sliders, added to standing."""
    tilt, curve = round(shape.tilt_change), round(shape.lordosis_change)
    words = [f"pelvis {'back' if tilt > 0 else 'forward'} {abs(tilt)}°"] if tilt else []
    words += [f"lordosis {abs(curve)}° {'more' if curve > 0 else 'less'}"] if curve else []
    return ", ".join(words + ["picture turned upright"] * (shape.position == "lying"))


class _Load(Part):
    """What L4/L5 carries now and in the person's own standing, or the pressure measured where the model has no answer."""

    left, right = 118.0, 372.0

    def __init__(self, ax, palette):
        super().__init__(ax, "load", palette)
        ax.set(xlim=(0, LOAD[2]), ylim=(LOAD[3], 0))
        c = palette
        ax.plot([0, LOAD[2]], [1, 1], color=c["rule"], linewidth=1.0)
        self.title = self.text(0, 24, "", "title", fontsize=TYPE["title"], fontweight="bold")
        self.bars, self.values = [], []
        self.names = [self.text(0, 54 + 28 * i, "", f"name{i}", fontsize=TYPE["label"]) for i in range(2)]
        for i in range(2):
            ax.add_patch(
                Rectangle((self.left, 40 + 28 * i), self.right - self.left, 18, facecolor=c["track"], zorder=1)
            )
            bar = Rectangle((self.left, 40 + 28 * i), 0, 18, edgecolor=c["ink"], linewidth=0.9, zorder=2)
            self.bars.append(self.keep(f"bar{i}", ax.add_patch(bar)))
            self.values.append(
                self.text(self.right + 8, 54 + 28 * i, "", f"value{i}", fontsize=TYPE["label"], fontweight="bold")
            )
        self.words = [self.text(0, 114 + 20 * i, "", f"words{i}", fontsize=TYPE["small"]) for i in range(3)]

    def update(self, shape) -> None:
        lines = conflict_words(shape)
        if shape.load_n is None:
            pair, unit, full = (shape.measured_standing_mpa, shape.measured_mpa), "MPa", 0.5
            self.title.set_text("Pressure in L4/L5, measured in one man")
            if not shape.lying_told:
                pair = (0.0, 0.0)
                self.title.set_text("What L4/L5 carries: no answer")
        else:
            pair, unit = (shape.standing_n, shape.load_n), "N"
            full = next((f for f in _FULL if max(pair) <= f), _FULL[-1])
            self.title.set_text("What L4/L5 carries, by the spine model")
        first = "standing" if unit == "MPa" else "your standing"
        now = {"standing": "now", "lying": "lying"}.get(shape.position, "sitting")
        rows = zip(self.names, self.bars, self.values, pair, (first, now), strict=True)
        for name, bar, text, value, words in rows:
            name.set_text(words)
            bar.set_width((self.right - self.left) * min(value / full, 1.0))
            bar.set_facecolor(load_colour(value) if unit == "N" else self.palette["measured"])
            text.set_text(f"{round(value, -1):.0f} N" if unit == "N" else f"{value:.2f} MPa" if value else "")
        for text, line in zip(self.words, (*lines, "", "", ""), strict=False):
            text.set_text(line)


def conflict_words(shape) -> tuple[str, ...]:
    """Up to three short lines on what was measured in people, for the foot of the plate."""
    if shape.load_n is None and not shape.lying_told:
        return tuple(textwrap.wrap(shape.why_no_load, 64))
    if shape.load_n is None:
        return (
            "The spine model knows no lying; these are pressures (Wilke 1999).",
            "So little, as the weight of the trunk lies on the couch.",
        )
    if shape.position == "standing":
        return (
            "A spread, not a target: people without pain stand everywhere",
            "under these curves. Nobody has found one right posture.",
        )
    if shape.position == "slouched":
        less = 100 * (1 - shape.measured_mpa / shape.measured_standing_mpa)
        return (
            "Nothing to lean on here. In a chair, slouching measured lower:",
            f"{less:.0f} % less than standing, in one man (Wilke 1999).",
        )
    one, *others = _sitting()
    found = ", ".join(f"{name.split()[0]} {percent:+.0f} %" for name, percent in (*others, one))
    return (
        f"Sitting against standing, the model: {shape.load_percent:+.0f} %. Measured in people:".replace("-", "−"),
        f"{found}. They conflict.".replace("-", "−"),
    )


def _sitting() -> tuple[tuple[str, float], ...]:
    """By how many per cent sitting differed from standing: Wilke, then the others."""
    found = measured_postures()
    return (("Wilke 1999", found.sitting_percent), *reversed(found.others))


def describe_posture(shape) -> str:
    """What the plate shows, in sentences; for alt text, caption and live region."""
    among = "; ".join(f"{place.quantity} {place.value:.0f}°, {place.words}" for place in shape.places.values())
    parts = [str(shape), f"Among people: {among}."]
    if shape.position != "standing" and not shape.places["pelvic tilt"].same:
        parts.append("Those people stood; how people differ in this position was not told in what we read.")
    return " ".join([*parts, *conflict_words(shape)]).replace("  ", " ")


def draw_posture(shape, palette=LIGHT) -> PosturePlate:
    """Draw a `SpineShape`; `.figure` is a Matplotlib figure."""
    plate = PosturePlate(palette)
    plate.update(shape)
    return plate
