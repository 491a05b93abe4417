"""The angles of a spine, drawn in place: the lines they lie between, their arcs, and their names beside the body."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.params import signed

from .part import spread
from .spine_shape import ShapedSpine, ear_and_c7
from .style import TYPE

__all__ = ["Angles"]

# Which of the 17 points of each arc its name's leader goes to.
_AIM = {"head": 12, "TK": 8, "PI": 5, "PT": 8, "LL": 8, "SS": 8}


def _unit(tilt_deg: float) -> np.ndarray:
    """Forward along a line that falls to the front by `tilt_deg`."""
    return np.array([math.cos(math.radians(tilt_deg)), -math.sin(math.radians(tilt_deg))])


def _arc(centre, radius: float, start_deg: float, end_deg: float) -> np.ndarray:
    """Points of an arc; degrees counted from forward, upward positive."""
    at = np.radians(np.linspace(start_deg, end_deg, 17))
    return centre + radius * np.column_stack([np.cos(at), np.sin(at)])


def _fan(one, one_way, other, other_way) -> np.ndarray:
    """A curve from `one` to `other` that leaves both lines at right angles to them."""
    long = np.hypot(*(other - one)) / 3.0
    t = np.linspace(0.0, 1.0, 17)[:, None]
    a, b = one + long * np.array([one_way[1], -one_way[0]]), other - long * np.array([other_way[1], -other_way[0]])
    return (1 - t) ** 3 * one + 3 * t * (1 - t) ** 2 * a + 3 * t**2 * (1 - t) * b + t**3 * other


class Angles:
    """The lines between which the angles lie, their arcs, and their names beside the body."""

    def __init__(self, part: ShapedSpine):
        self.part, c = part, part.palette

        def line(key, **style):
            return part.keep(key, part.ax.add_line(Line2D([], [], **style)))

        # A rim of paper keeps the lines apart from bone in either theme.
        self.rim = line("rim", color=c["paper"], linewidth=3.4, zorder=5.95)
        self.lines = line("lines", color=c["ink"], linewidth=1.4, zorder=6)
        self.level = line("level", color=c["ink"], linewidth=1.1, linestyle=(0, (4, 3)), zorder=6)
        self.arc_rim = line("arc-rim", color=c["paper"], linewidth=4.4, zorder=6.05)
        self.arcs = line("arcs", color=c["measured"], linewidth=2.6, zorder=6.1)
        self.leaders = line("leaders", color=c["rule"], linewidth=1.0, zorder=5.9)
        self.hip = part.shape(
            "hip", Path.unit_circle(), facecolor=c["paper"], edgecolor=c["ink"], linewidth=1.4, zorder=6.2
        )
        bold = {"fontsize": TYPE["label"], "fontweight": "bold", "zorder": 7, "va": "center"}
        self.names = {
            key: part.text(-0.365, 0, "", f"name-{key}", ha="left", **bold) for key in ("head", "TK", "PI", "PT")
        } | {key: part.text(0.355, 0, "", f"name-{key}", ha="right", **bold) for key in ("LL", "SS")}
        self.couch = part.keep(
            "couch",
            part.ax.add_patch(Rectangle((0, self.part.ax.get_ylim()[0]), 0.014, 1.2, facecolor=c["rule"], zorder=0.2)),
        )
        self.seat = part.keep(
            "seat", part.ax.add_patch(Rectangle((-0.22, 0), 0.7, 0.014, facecolor=c["rule"], zorder=0.2))
        )
        small = {"fontsize": TYPE["small"], "color": c["quiet"]}
        self.gravity = line("gravity", color=c["quiet"], linewidth=1.8, zorder=3)
        part.text(0.355, 0.842, "gravity", ha="right", **small)

    def update(self, shape, m) -> None:
        hip, ends = self.part.hip, self.part.ends
        self.hip.place(np.array([[0.009, 0, hip[0]], [0, 0.009, hip[1]], [0, 0, 1]]))
        s1_back, s1_front = ends[0][3], ends[0][2]
        s1 = (s1_back + s1_front) / 2
        slope = _unit(shape.sacral_slope)
        down = np.array([slope[1], -slope[0]])
        down = down if down[1] < 0 else -down
        l1 = (ends[5][2] + ends[5][3]) / 2
        l1_way, t12_way, t1_way = (_unit(shape.tilt[key]) for key in ("L1", "L1", "T1"))
        t12 = (ends[6][0] + ends[6][1]) / 2
        t1 = self.part.t1
        ear, c7 = ear_and_c7(m)
        far, back = 0.20, 0.17
        strokes = (
            (s1 - 0.03 * slope, s1 + far * slope), (s1, s1 + 0.105 * down), (s1, hip), (l1 - 0.02 * l1_way, l1 + far * l1_way),
            (t12 + 0.01 * t12_way, t12 - back * t12_way), (t1 + 0.01 * t1_way, t1 - back * t1_way), (c7, ear),
        )  # fmt: skip
        for drawn in (self.rim, self.lines):
            self._draw(drawn, [np.array(s) for s in strokes])
        self._draw(
            self.level,
            [np.array([hip, hip + [0, 0.155]]), np.array([s1, s1 + [0.13, 0]]), np.array([c7, c7 + [0.12, 0]])],
        )
        to_s1 = math.degrees(math.atan2(*(s1 - hip)[::-1]))
        from_s1 = to_s1 - 180.0
        drop = math.degrees(math.atan2(down[1], down[0]))
        arcs = {
            "PT": _arc(hip, 0.065, 90.0, to_s1), "SS": _arc(s1, 0.105, 0.0, -shape.sacral_slope),
            "PI": _arc(s1, 0.052, drop, from_s1), "head": _arc(c7, 0.075, 0.0, shape.head_angle),
            "LL": _fan(l1 + far * l1_way, l1_way, s1 + far * slope, slope),
            "TK": _fan(t12 - back * t12_way, -t12_way, t1 - back * t1_way, -t1_way),
        }  # fmt: skip
        for drawn in (self.arc_rim, self.arcs):
            self._draw(drawn, list(arcs.values()))
        self._names(shape, arcs)
        lying = shape.position == "lying"
        self.couch.set_visible(lying)
        rear, low = self.part.reach
        self.couch.set_x(rear - 0.014)
        self.seat.set_y(low - 0.014)
        self.seat.set_visible(shape.position in ("sitting upright", "slouched"))
        tip, way = (
            (np.array([0.165, 0.851]), np.array([-1.0, 0.0]))
            if lying
            else (np.array([0.2, 0.80]), np.array([0.0, -1.0]))
        )
        side = np.array([way[1], -way[0]])
        points = [tip - 0.06 * way, tip, tip - 0.018 * way + 0.012 * side, tip, tip - 0.018 * way - 0.012 * side]
        self.gravity.set_data(*np.array(points).T)

    def _names(self, shape, arcs) -> None:
        value = {
            "PI": shape.pelvic_incidence, "PT": shape.pelvic_tilt, "SS": shape.sacral_slope, "LL": shape.lumbar_lordosis,
            "TK": shape.thoracic_kyphosis, "head": shape.head_angle,
        }  # fmt: skip
        rounded = {key: round(v) for key, v in value.items()}
        rounded["SS"] = rounded["PI"] - rounded["PT"]  # as written above the picture
        point = {key: arcs[key][at] for key, at in _AIM.items()}
        leaders = []
        for keys in (("head", "TK", "PI", "PT"), ("LL", "SS")):
            order = sorted(keys, key=lambda key: -point[key][1] + 0.05 * (key in ("PT", "SS")))
            for key, y in zip(order, spread([point[key][1] for key in order], 0.062, -0.2, 0.78), strict=True):
                words = f"{key} {signed(rounded[key])}°"
                self.names[key].set_text(words)
                self.names[key].set_y(y)
                reach = 0.0175 * len(words)
                leaders.append(np.array([[0.355 - reach if keys[0] == "LL" else reach - 0.365, y], point[key]]))
        self._draw(self.leaders, leaders)

    @staticmethod
    def _draw(line: Line2D, pieces) -> None:
        gap = np.full((1, 2), np.nan)
        points = np.vstack([np.vstack([piece, gap]) for piece in pieces])[:-1]
        line.set_data(points[:, 0], points[:, 1])
