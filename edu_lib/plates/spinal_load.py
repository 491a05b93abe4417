"""The plate of lesson 04: a person, the spine enlarged, a bar for each disc and one for each muscle group."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .bars import NIOSH_N, DiscBars, MuscleBars
from .breakdown import Breakdown
from .part import Part
from .person import Person, carried_above
from .spine import LEVELS, STROKE_N, Spine, tally
from .strands import FAMILIES
from .style import LIGHT, TALLY, TYPE, load_colour, tally_on

__all__ = ["SpinalLoadPlate", "describe_spinal_load", "draw_spinal_load"]

SIZE = (884.0, 600.0)  # points
# Panels: left, bottom, width, height in points.
PERSON, SPINE, LEGEND, HEAD = (4, 4, 312, 520), (320, 92, 256, 430), (320, 0, 262, 88), (4, 536, 580, 60)
CAUSES, DISCS, MUSCLES = (272, 524, 304, 76), (594, 256, 284, 344), (594, 4, 284, 246)
SPINE_X, SPINE_Y = (-0.160, 0.195), (-0.190, 0.4063)
_MIDDLE = np.array([0.014, 0.080])  # where the window shows the middle of the lumbar discs


class SpinalLoadPlate:
    """Draw once with `SpinalLoadPlate(reference)`, then `update(result)` as often as you like.

    Parameters
    ----------
    reference : function from a person to the result of quiet standing, to compare with.
    palette : `style.LIGHT` or `style.DARK`.
    """

    def __init__(self, reference, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        self.reference, self._person = reference, None
        axes = [
            self.figure.add_axes((x / SIZE[0], y / SIZE[1], w / SIZE[0], h / SIZE[1]))
            for x, y, w, h in (PERSON, SPINE, LEGEND, HEAD, DISCS, MUSCLES, CAUSES)
        ]
        self.person = Person(axes[0], palette=palette)
        axes[1].set(xlim=SPINE_X, ylim=SPINE_Y, aspect="equal")
        self.spine = Spine(axes[1], palette=palette)
        axes[1].add_patch(
            Rectangle(
                (0, 0),
                1,
                1,
                transform=axes[1].transAxes,
                fill=False,
                edgecolor=palette["rule"],
                linewidth=1.6,
                zorder=9,
            )
        )
        self.lens = self.person.keep(
            "lens",
            Rectangle(
                (0, 0),
                SPINE_X[1] - SPINE_X[0],
                SPINE_Y[1] - SPINE_Y[0],
                fill=False,
                edgecolor=palette["rule"],
                linewidth=1.2,
                zorder=3.4,
            ),
        )
        axes[0].add_patch(self.lens)
        self._legend(Part(axes[2], "legend", palette))
        self.head = Part(axes[3], "head", palette)
        axes[3].set(xlim=(0, HEAD[2]), ylim=(HEAD[3], 0))
        self.headline = self.head.text(0, 24, "", "line", fontsize=TYPE["head"], fontweight="bold")
        self.verdict = self.head.text(0, 50, "", "verdict", fontsize=TYPE["title"])
        self.discs, self.muscles = DiscBars(axes[4], palette=palette), MuscleBars(axes[5], palette=palette)
        self.causes = Breakdown(axes[6], *CAUSES[2:], palette=palette)
        self.live = {
            gid: artist
            for part in (self.person, self.spine, self.head, self.discs, self.muscles, self.causes)
            for gid, artist in part.live.items()
        }

    def _legend(self, part: Part) -> None:
        ax, c = part.ax, part.palette
        ax.set(xlim=(0, LEGEND[2]), ylim=(LEGEND[3], 0))
        part.text(0, 16, "Muscles: the thicker, the more force", fontsize=TYPE["small"])
        x = 0.0
        for family, (words, _) in FAMILIES.items():
            ax.plot([x + 2, x + 12], [32, 22], color=c[family], linewidth=4, solid_capstyle="round")
            part.text(x + 17, 32, words, fontsize=TYPE["small"])
            x += 28 + 7.4 * len(words)
        part.text(0, 60, f"Discs: one stroke for every {STROKE_N:.0f} N", fontsize=TYPE["small"])
        for i in range(5):
            newton, left = STROKE_N * (i + 1), 2 + 52 * i
            box = {"facecolor": load_colour(newton), "edgecolor": c["bone_edge"], "linewidth": 0.9}
            ax.add_patch(Rectangle((left, 68), 40, 13, **box))
            for n in range(tally(newton)):
                x = left + 4 + 32 * (n + 0.5) / tally(newton)
                ax.plot([x, x], [70.5, 78.5], color=TALLY[tally_on(newton)], linewidth=1.3)

    def update(self, result) -> None:
        """Show `result`."""
        if result.person != self._person:
            self._person = result.person
            self.standing_result = self.reference(result.person)
        matrices = self.person.update(result)
        # The window goes half-way with the spine, so that it stays in sight however far the trunk bends.
        middle = result.geometry.joint_m[:, :2].mean(axis=0)
        shift = _MIDDLE - middle
        self.spine.update(result, matrices, shift)
        self.discs.update(result)
        self.muscles.update(result)
        self.causes.update(result, self.discs.full)
        self.lens.set_xy(self.person.shift - shift + (SPINE_X[0], SPINE_Y[0]))
        newton = result.compression_n["L4/L5"]
        if result.held:
            self.headline.set_text(f"L4/L5 carries {newton:.0f} N")
            self.verdict.set_text(f"{newton / self.standing_result.compression_n['L4/L5']:.1f} times quiet standing")
        else:
            self.headline.set_text("This posture cannot be held")
            self.verdict.set_text(_missing(result))

    def show_bands(self, model, people) -> None:
        """Show how sure L4/L5 is, each (lowest, highest) in newtons or None, until the next `update`."""
        self.discs.show_bands((model, people))


def _missing(result) -> str:
    """The largest missing moment in few words."""
    level, axis = max(
        ((level, i) for level in LEVELS for i in range(3)), key=lambda at: abs(result.missing_nm[at[0]][at[1]])
    )
    amount = result.missing_nm[level][axis]
    way = (("backward bend", "forward bend"), ("left bend", "right bend"), ("left twist", "right twist"))[axis][
        int(amount > 0)
    ]
    return f"{abs(amount):.0f} Nm against {way} missing at {level}; bars hatched"


def describe_spinal_load(result, standing=None) -> str:
    """What the plate shows, in sentences; for alt text, caption and live region."""
    if not result.held:
        return " ".join([str(result), *result.notes])
    parts = [str(result)]
    if result.posture.hands_load_kg:
        reach = result.geometry.hands_m[0] * 100
        parts.append(f"The load is {abs(reach):.0f} cm {'ahead of' if reach >= 0 else 'behind'} L5/S1.")
    mass, centre = carried_above(result)
    ahead = (centre[0] - result.geometry.joint_m[4, 0]) * 100
    if abs(ahead) >= 0.5:
        parts.append(
            f"The {mass:.0f} kg above L4/L5 act {abs(ahead):.0f} cm {'ahead of' if ahead > 0 else 'behind'} it."
        )
    times = result.compression_n["L4/L5"] / standing.compression_n["L4/L5"] if standing is not None else 1.0
    if abs(times - 1.0) >= 0.05:
        parts.append(f"On L4/L5 that is {times:.1f} times this person's quiet standing.")
    level, most = max(result.compression_n.items(), key=lambda item: item[1])
    side = "above" if most > NIOSH_N else "below"
    parts.append(
        f"The most loaded disc, {level} with {round(most, -1):.0f} N, is {side} the NIOSH design criterion of {NIOSH_N:.0f} N."
    )
    (first, most), (second, next_most) = sorted(result.activation.items(), key=lambda item: -item[1])[:2]
    parts.append(f"Working hardest: {first} ({most * 100:.0f} %) and {second} ({next_most * 100:.0f} %).")
    return " ".join([*parts, *result.notes])


def draw_spinal_load(result, reference, palette=LIGHT) -> SpinalLoadPlate:
    """Draw the whole plate for `result`; `.figure` is a Matplotlib figure."""
    plate = SpinalLoadPlate(reference, palette)
    plate.update(result)
    return plate
