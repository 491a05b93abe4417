"""One quantity among people: a normal curve as a study found it, a value in it, and how many have less."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.path import Path

from edu_lib.models.posture_norms import NAMES
from edu_lib.params import signed

from .part import Part
from .style import TYPE

__all__ = ["SHORT", "Strip"]

SHORT = {
    "macthiong2011": "Mac-Thiong 2011",
    "vialle2005": "Vialle 2005",
    "yukawa2019": "Yukawa 2019",
    "langtapia2011": "Lang-Tapia 2011",
    "ruivo2014": "Ruivo 2014",
}
_SCALES = {
    "pelvic incidence": (15.0, 95.0), "pelvic tilt": (-20.0, 60.0), "lumbar lordosis": (5.0, 95.0),
    "thoracic kyphosis": (5.0, 85.0), "head angle": (25.0, 70.0),
}  # fmt: skip
_WHO = {"ruivo2014": "teenagers", "langtapia2011": "adults, on the skin"}


class Strip:
    """One quantity among people: a normal curve, the value in it, and how many have less."""

    left, right, high = 178.0, 458.0, 42.0

    def __init__(self, part: Part, quantity: str, top: float):
        self.quantity, self.top, self.base = quantity, top, top + 74.0
        c, ax = part.palette, part.ax
        key = NAMES[quantity]
        self.name = part.text(0, top + 18, "", f"{key}-name", fontsize=TYPE["label"], fontweight="bold")
        self.words = part.text(self.right, top + 18, "", f"{key}-words", ha="right", fontsize=TYPE["small"])
        small = {"fontsize": TYPE["small"], "color": c["quiet"]}
        # The last line stands beside its dash.
        self.who = [part.text(24 * (i == 2), top + 38 + 17 * i, "", f"{key}-who{i}", **small) for i in range(3)]
        curve = {"zorder": 2, "linewidth": 1.4}
        self.all = part.shape(f"{key}-all", facecolor=c["track"], edgecolor=c["ink"], **curve)
        self.less = part.shape(f"{key}-less", facecolor=c["measured"], alpha=0.45, zorder=2.1)
        dashed = {"color": c["quiet"], "linewidth": 1.5, "linestyle": (0, (5, 3)), "zorder": 2.3}
        self.other = part.keep(f"{key}-other", ax.add_line(Line2D([], [], **dashed)))
        self.dash = part.keep(f"{key}-dash", ax.add_line(Line2D([0, 18], [top + 68] * 2, **dashed)))
        ax.plot([self.left, self.right], [self.base] * 2, color=c["rule"], linewidth=1.0, zorder=2.4)
        self.low, self.top_of = _SCALES[quantity]
        for tick in range(int(self.low // 10 + 1) * 10, int(self.top_of) - 2, 20):
            ax.plot([self.x(tick)] * 2, [self.base, self.base + 4], color=c["rule"], linewidth=1.0)
            part.text(self.x(tick), self.base + 17, f"{signed(tick)}°", ha="center", **small)
        self.was = part.keep(
            f"{key}-was",
            ax.add_line(Line2D([], [], color=c["quiet"], linewidth=1.6, linestyle=(0, (1, 1.6)), zorder=3)),
        )
        self.now = part.keep(f"{key}-now", ax.add_line(Line2D([], [], color=c["ink"], linewidth=2.4, zorder=3.1)))
        pin = Path([(0, 0), (-1, -1.5), (1, -1.5), (0, 0)], closed=True)
        self.pin = part.shape(f"{key}-pin", pin, facecolor=c["ink"], zorder=3.2)
        self.norm = None

    def x(self, degrees: float) -> float:
        share = (degrees - self.low) / (self.top_of - self.low)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def _curve(self, n, to: float = math.inf) -> np.ndarray:
        a, b = max(n.mean - 3.2 * n.sd, self.low), min(n.mean + 3.2 * n.sd, self.top_of, to)
        degrees = np.linspace(a, max(b, a), 33)
        y = self.base - self.high * np.exp(-0.5 * ((degrees - n.mean) / n.sd) ** 2)
        x = self.left + (self.right - self.left) * (degrees - self.low) / (self.top_of - self.low)
        return np.column_stack([x, y])

    def update(self, place, standing: float) -> None:
        """Show where `place` is; `standing` is the same person's standing value."""
        if place.norm != self.norm:
            self.norm = place.norm
            self.all.set_path(self._closed(self._curve(place.norm)))
            who = _WHO.get(place.norm.source, "adults")
            verb = ", lying" if place.norm.position == "lying" else ""
            self.who[0].set_text(f"{place.norm.n} {who}{verb}")
            self.who[1].set_text(f"{SHORT[place.norm.source]} ({place.norm.badge})")
            self.dash.set_visible(place.other is not None)
            self.who[2].set_text("" if place.other is None else f"{SHORT[place.other.source]} ({place.other.badge})")
            self.other.set_data(*(self._curve(place.other).T if place.other else ([], [])))
        self.less.set_path(self._closed(self._curve(place.norm, place.value)))
        short = "" if self.quantity == "head angle" else f" {NAMES[self.quantity]}"
        self.name.set_text(f"{self.quantity.capitalize()}{short} {signed(round(place.value))}°")
        self.words.set_text(place.words.replace(" people", ""))
        x, was = self.x(place.value), self.x(standing)
        self.now.set_data([x, x], [self.base, self.base - self.high - 3])
        self.pin.place(np.array([[5.0, 0, x], [0, 5.0, self.base - self.high + 2], [0, 0, 1]]))
        moved = abs(place.value - standing) > 0.5
        self.was.set_data(*(([was, was], [self.base, self.base - self.high]) if moved else ([], [])))

    def _closed(self, points: np.ndarray) -> Path:
        ends = np.array([[points[-1, 0], self.base], [points[0, 0], self.base]])
        return Path(np.vstack([points, ends, points[:1]]), closed=True)
