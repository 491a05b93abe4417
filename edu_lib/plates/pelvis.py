"""The pelvis puppet from the side: bones that turn, muscles as strings, a dial of the tilt and the balance of all moments."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.levers import muscle_levers
from edu_lib.models.muscles import fascicles
from edu_lib.models.pelvis import GROUPS, PelvisResult, hip_path, pose_at
from edu_lib.models.pull import line_of, pull_of
from edu_lib.sources import published

from .bones import REFERENCE_HEIGHT_M, VIEWS, outlines, placements
from .part import Part
from .skeleton import Skeleton
from .style import LIGHT, TYPE

__all__ = ["PelvisPlate", "describe_pelvis", "draw_pelvis", "measured"]

SIZE = (884.0, 600.0)  # points
PICTURE, PANEL = (4.0, 4.0, 476.0, 528.0), (496.0, 0.0, 388.0, 600.0)
_Y = (-0.36, 0.32)  # metres; the hip's centre of the standing figure stays where it is
_X0 = -0.29
_X = (_X0, _X0 + (_Y[1] - _Y[0]) * PICTURE[2] / PICTURE[3])
# Which bones are seen: the far half of the pelvis and chest, so that the spine lies open.
_BONES = (
    (("left hip bone",), 1.0, "bone_far"), (("left ribs",), 1.05, "bone_far"), (("right thigh",), 1.1, "bone_far"),
    (("thoracic vertebrae",), 2.0, "bone"), (("sacrum",), 2.1, "bone"),
    *(((f"L{i}",), 2.2 + i / 100, "bone") for i in range(5, 0, -1)),
)  # fmt: skip
_ROLE = {"abdominals": "belly", "hip flexors": "muscle_psoas", "hip extensors": "deep", "back extensors": "back"}
# Strings: one fascicle of each muscle of the trunk's table, all of the hip's.
_TRUNK = (
    "rectus abdominis", "external oblique", "internal oblique", "psoas major", "multifidus", "longissimus thoracis",
    "iliocostalis lumborum",
)  # fmt: skip
_HIP = tuple(name for members in GROUPS.values() for name in members if name not in fascicles().group)
# Where the name of each group stands (metres), which end of it, the muscle and how far along it (0 low, 1 high) its leader ends.
_LABELS = {
    "abdominals": ((0.175, 0.150), "left", "rectus abdominis", 0.55),
    "hip flexors": ((0.175, -0.195), "left", "rectus femoris", 0.62),
    "hip extensors": ((-0.120, -0.215), "right", "semimembranosus", 0.66),
    "back extensors": ((-0.120, 0.020), "right", "longissimus thoracis", 0.30),
}
_FULL_N, _THIN, _THICK = 4_000.0, 1.2, 13.0  # width of a string by its force
_FULL_NM = 250.0
_OWN_LORDOSIS = published("posture_norms", source="yukawa2019", quantity="lumbar lordosis", position="standing")["mean"]
_ANSWERS = {
    "muscle stiffness": "stiff muscles",
    "hips": "hips, passive",
    "lumbar spine": "spine, passive",
    "weight": "weight above",
}


@lru_cache(maxsize=1)
def measured() -> dict:
    """How far people tilt the pelvis in standing as far as they can, degrees: back (below zero), forward, and their badge."""
    rows = {
        way: published(
            "posture_norms",
            source="levinewhittle1996",
            quantity="change of pelvic tilt",
            position=f"standing, pelvis tilted {way}",
        )
        for way in ("back", "forward")
    }
    return {"back": -abs(rows["back"]["mean"]), "forward": abs(rows["forward"]["mean"]), "badge": rows["back"]["badge"]}


class PelvisPlate:
    """Draw once with `PelvisPlate()`, then `update(result)` as often as you like."""

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        c = palette
        axes = [
            self.figure.add_axes((x / SIZE[0], y / SIZE[1], w / SIZE[0], h / SIZE[1]))
            for x, y, w, h in (PICTURE, PANEL)
        ]
        axes[0].set(xlim=_X, ylim=_Y)
        self.picture = Part(axes[0], "pelvis", palette)
        self._hip = pull_of().body.hip_m
        bone = next(b for b in outlines("side") if b.name == "left hip bone")
        self.picture.shape("own", bone.outline, edgecolor=c["rule"], linewidth=1.4, zorder=2.9, linestyle=(0, (4, 3)))
        self.picture.live.pop("pelvis-own")  # it never moves
        self.skeleton = Skeleton(self.picture, "side", _BONES, shaded=True, plain=("left ribs",), tolerance_m=0.0004)
        self.strings = {}
        for group, members in GROUPS.items():
            for name in members:
                if name in _TRUNK or name in _HIP:
                    style = {"color": c[_ROLE[group]], "solid_capstyle": "round", "solid_joinstyle": "round"}
                    line = axes[0].add_line(Line2D([0, 0], [0, 0], zorder=3.0 + 0.01 * len(self.strings), **style))
                    self.strings[name] = self.picture.keep(f"string-{name}".replace(" ", "-").replace(",", ""), line)
        self.joint = self.picture.shape(
            "joint", Path.unit_circle(), facecolor=c["ink"], edgecolor=c["paper"], zorder=3.6
        )
        self.joint.place(np.array([[0.006, 0, self._hip[0]], [0, 0.006, self._hip[1]], [0, 0, 1]]))
        self.leaders, self.words = {}, {}
        for group, (at, ha, _, _) in _LABELS.items():
            halo = axes[0].add_line(Line2D([0, 0], [0, 0], color=c["paper"], linewidth=3.4, zorder=3.8))
            line = axes[0].add_line(Line2D([0, 0], [0, 0], color=c["ink"], linewidth=1.2, zorder=3.9))
            key = group.replace(" ", "-")
            self.leaders[group] = (self.picture.keep(f"halo-{key}", halo), self.picture.keep(f"leader-{key}", line))
            self.picture.text(*at, group, fontsize=TYPE["label"], fontweight="bold", ha=ha, zorder=4)
            style = {"fontsize": TYPE["small"], "ha": ha, "zorder": 4}
            self.words[group] = self.picture.text(at[0], at[1] - 0.024, "", f"words-{key}", **style)
        low = _Y[0] + 0.012
        style = {"fontsize": TYPE["small"], "color": c["quiet"]}
        self.picture.text(_X[0] + 0.006, low, "back", **style)
        self.picture.text(_X[1] - 0.006, low, "front", ha="right", **style)
        self.picture.text(_X[0] + 0.006, low + 0.028, "Dashed: own standing", **style)
        self.panel = Part(axes[1], "pelvis-panel", palette)
        axes[1].set(xlim=(0, PANEL[2]), ylim=(PANEL[3], 0))
        self._draw_panel(axes[1], c)
        self.live = self.picture.live | self.panel.live

    def _draw_panel(self, ax, c) -> None:
        part = self.panel
        self.head = part.text(-490, 30, "", "head", fontsize=TYPE["head"], fontweight="bold")
        self.head2 = part.text(-490, 56, "", "head2", fontsize=TYPE["title"])
        bold = {"fontsize": TYPE["title"], "fontweight": "bold"}
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        # The dial: half a circle, five degrees of tilt to each mark, magnified so that twenty fill it.
        part.text(0, 96, "Tilt of the pelvis", **bold)
        found = measured()
        t = np.linspace(found["back"], found["forward"], 40)
        band = np.vstack([_dial(t, _R), _dial(t[::-1], _R - 13)])
        ax.fill(band[:, 0], band[:, 1], facecolor=c["measured"], zorder=1)
        rim = _dial(np.linspace(-20, 20, 80), _R)
        ax.plot(rim[:, 0], rim[:, 1], color=c["rule"], linewidth=1.2, zorder=1.5)
        for degree in range(-20, 21, 5):
            a, b = _dial(np.array([degree]), _R)[0], _dial(np.array([degree]), _R - (13 if degree % 10 else 17))[0]
            ax.plot([a[0], b[0]], [a[1], b[1]], color=c["ink"], linewidth=1.0, zorder=2)
            if degree % 10 == 0:
                x, y = _dial(np.array([degree]), _R + 11)[0]
                part.text(x, y + 4, f"{abs(degree)}", ha="center", **quiet)
        self.needle = part.keep("needle", ax.add_line(Line2D([0, 0], [0, 0], color=c["ink"], linewidth=3.2, zorder=3)))
        hub = part.shape("hub", Path.unit_circle(), facecolor=c["ink"], zorder=3.1)
        hub.place(np.array([[5.0, 0, _HUB[0]], [0, 5.0, _HUB[1]], [0, 0, 1]]))
        part.text(0, _HUB[1] + 6, "back", fontsize=TYPE["small"])
        part.text(2 * _HUB[0], _HUB[1] + 6, "forward", ha="right", fontsize=TYPE["small"])
        self.tilt_words = part.text(
            _HUB[0], _HUB[1] + 27, "", "tilt-words", ha="center", fontsize=TYPE["label"], fontweight="bold"
        )
        ax.add_patch(Rectangle((0, _HUB[1] + 40), 14, 10, facecolor=c["measured"]))
        part.text(20, _HUB[1] + 50, f"as far as people could ({found['badge']})", **quiet)
        # The curve: an arc that opens by the lordosis.
        part.text(_ARC_X - 4, 96, "Lumbar curve", **bold)
        self._own_arc = ax.plot([], [], color=c["rule"], linewidth=2.0, linestyle=(0, (4, 3)), zorder=2)[0]
        own = _arc(_OWN_LORDOSIS)
        self._own_arc.set_data(own[:, 0], own[:, 1])
        self.arc = part.keep("arc", ax.add_line(Line2D([0, 0], [0, 0], color=c["back"], linewidth=5.0, zorder=3)))
        self.arc_words = part.text(_ARC_X + 44, 160, "", "arc-words", fontsize=TYPE["label"], fontweight="bold")
        part.text(_ARC_X + 44, 180, f"(standing {_OWN_LORDOSIS:.0f}°)", **quiet)
        # Who pulls and who answers.
        y = 300
        part.text(0, y, "Moments on the pelvis, in balance", **bold)
        part.text(_LEFT, y + 21, "back", **quiet)
        part.text(_RIGHT, y + 21, "forward", ha="right", **quiet)
        self.bars, self.numbers = {}, {}
        y += 28
        rows = [*GROUPS, *_ANSWERS]
        for i, key in enumerate(rows):
            top = y + 23 * i + (6 if i >= len(GROUPS) else 0)
            part.text(0, top + 13, _ANSWERS.get(key, key), fontsize=TYPE["small"])
            ax.add_patch(Rectangle((_LEFT, top), _RIGHT - _LEFT, 17, facecolor=c["track"], zorder=1))
            colour = c[_ROLE[key]] if key in _ROLE else c["quiet"]
            self.bars[key] = part.keep(
                f"bar{i}", ax.add_patch(Rectangle((_MID, top + 1), 0, 15, facecolor=colour, zorder=2))
            )
            self.numbers[key] = part.text(_RIGHT + 8, top + 13, "", f"number{i}", fontsize=TYPE["small"])
        ax.plot([_MID, _MID], [y - 3, y + 23 * len(rows) + 3], color=c["ink"], linewidth=1.1, zorder=3)
        y = 548
        people = published("study_facts", source="levine1997", what="people who trained")
        weeks = published("study_facts", source="levine1997", what="length of the training")
        words = f"Measured: {weeks['value']} weeks of strengthening, {people['value']} people."
        part.text(0, y, words, fontsize=TYPE["small"], fontweight="bold")
        part.text(0, y + 19, "They grew stronger. Tilt and curve at rest", fontsize=TYPE["small"])
        part.text(0, y + 37, f"stayed as they were (Levine 1997, {people['badge']}).", fontsize=TYPE["small"])

    # -------------------------------------------------------------------------------------------------------------

    def update(self, result: PelvisResult) -> None:
        """Show `result`."""
        pose = pose_at(result.tilt_deg)
        body = pull_of().body
        hip = pose.rotation[0] @ body.hip_m
        shift = (self._hip - hip)[:2]
        matrices = placements("side", _frame(pose, body, hip), REFERENCE_HEIGHT_M)
        matrices[:, :2, 2] += shift
        self.skeleton.place(matrices)
        paths = self._paths(result, pose, body, shift)
        for name, points in paths.items():
            line = self.strings[name]
            line.set_data(points[:, 0], points[:, 1])
            line.set_linewidth(_THIN + (_THICK - _THIN) * np.sqrt(min(result.line_force_n[name], _FULL_N) / _FULL_N))
        for group, (at, ha, name, along) in _LABELS.items():
            spot = _along(paths[name], along)
            start = (at[0] + (-0.006 if ha == "left" else 0.006), at[1] + 0.006)
            for line in self.leaders[group]:
                line.set_data([start[0], spot[0]], [start[1], spot[1]])
            percent = 100 * result.effort[group]
            force = result.force_n[group]
            self.words[group].set_text(f"{percent:.0f} %, {force:.0f} N" if percent else f"at rest, {force:.0f} N")
        self._panel_update(result)

    def _paths(self, result, pose, body, shift) -> dict[str, np.ndarray]:
        """Strings from below, name -> (k, 2) in the picture."""
        path, table, basis = muscle_levers(body, pose)[0], fascicles(), VIEWS["side"][:2]
        out = {}
        for name in _TRUNK:
            i = line_of(name, "L4/L5")
            points = path[table.start[i] : table.start[i + 1]] @ basis.T + shift
            points = (
                points
                if table.neutral_m[table.start[i], 1] <= table.neutral_m[table.start[i + 1] - 1, 1]
                else points[::-1]
            )
            if name == "psoas major":
                points = np.vstack([hip_path(name, result.tilt_deg)[:0:-1, :2] + self._hip[:2], points])
            out[name] = points
        for name in _HIP:
            out[name] = hip_path(name, result.tilt_deg)[::-1, :2] + self._hip[:2]
        return out

    def _panel_update(self, r) -> None:
        size = abs(r.tilt_deg)
        way = "forward" if r.tilt_deg > 0 else "back"
        moves = size >= 0.05
        pulling = [group for group, share in r.effort.items() if share > 0]
        strong = f"; abdominals {r.stronger_percent:.0f} % stronger" if r.stronger_percent else ""
        self.head.set_text(
            f"The pelvis tilts {way} by {size:.1f}°" if moves else "The pelvis stands as it always stands"
        )
        names = " and ".join([", ".join(pulling[:-1]), pulling[-1]]) if len(pulling) > 1 else "".join(pulling)
        who = "all four groups pull" if len(pulling) == len(GROUPS) else f"{names} pull"
        self.head2.set_text(f"while {who}{strong}" if pulling else f"at rest{strong}")
        needle = _dial(np.array([np.clip(r.tilt_deg, -20, 20)]), _R - 20)[0]
        self.needle.set_data([_HUB[0], needle[0]], [_HUB[1], needle[1]])
        self.tilt_words.set_text(f"{size:.1f}° {way}" if moves else "0°")
        arc = _arc(_OWN_LORDOSIS + r.lordosis_deg)
        self.arc.set_data(arc[:, 0], arc[:, 1])
        self.arc_words.set_text(f"{_OWN_LORDOSIS + r.lordosis_deg:.0f}°")
        for key, bar in self.bars.items():
            nm = r.moment_nm[key] if key in r.moment_nm else r.opposing_nm[key]
            long = min(abs(nm), _FULL_NM) / _FULL_NM * (_RIGHT - _MID)
            bar.set_x(_MID if nm >= 0 else _MID - long)
            bar.set_width(long)
            self.numbers[key].set_text(f"{abs(nm):.0f} Nm")


_HUB, _R = np.array([92.0, 214.0]), 82.0
_ARC_X = 244.0
_LEFT, _RIGHT = 132.0, 322.0
_MID = 0.5 * (_LEFT + _RIGHT)


def _dial(degree: np.ndarray, radius: float) -> np.ndarray:
    """Points (k, 2) of the panel on the dial; twenty degrees of tilt stand a quarter of a turn from the top."""
    t = np.radians(np.asarray(degree, float) * 4.0)
    return np.column_stack([_HUB[0] + radius * np.sin(t), _HUB[1] - radius * np.cos(t)])


def _arc(degree: float, high: float = 120.0) -> np.ndarray:
    """An arc of a given opening whose ends stand `high` apart, bulging forward (right), (31, 2) in the panel."""
    t = np.radians(np.linspace(-degree / 2, degree / 2, 31))
    radius = high / (2 * np.sin(np.radians(max(degree, 1.0)) / 2))
    bulge = radius * (np.cos(t) - np.cos(t[0]))
    return np.column_stack([_ARC_X + bulge, 168 + radius * np.sin(t)])


def _along(points: np.ndarray, share: float) -> np.ndarray:
    step = np.linalg.norm(np.diff(points, axis=0), axis=1)
    far = np.concatenate([[0.0], np.cumsum(step)])
    return np.array([np.interp(share * far[-1], far, points[:, i]) for i in range(2)])


def _frame(pose, body, hip):
    """Joints for `placements`: the leg stands straight below the hip."""
    down = {"knee_m": -0.43, "ankle_m": -0.86}
    limbs = {name: hip + np.array([0.0, y, 0.0]) for name, y in down.items()}
    limbs |= {"elbow_m": pose.shoulder_m - [0.0, 0.3, 0.0], "hands_m": pose.shoulder_m - [0.0, 0.6, 0.0]}
    head = pose.origin_m[6] + pose.rotation[6] @ body.com_m[6]
    return SimpleNamespace(
        rotation=pose.rotation, origin_m=pose.origin_m, shoulder_m=pose.shoulder_m, head_m=head, hip_m=hip, **limbs
    )


def describe_pelvis(result: PelvisResult) -> str:
    """What the plate shows, in sentences."""
    found = measured()
    parts = [str(result)]
    if abs(result.tilt_deg) >= 0.5:
        most = found["forward"] if result.tilt_deg > 0 else -found["back"]
        way = "forward" if result.tilt_deg > 0 else "back"
        parts.append(f"People who tilted it {way} as far as they could came {most:.1f} degrees.")
    weeks = published("study_facts", source="levine1997", what="length of the training")["value"]
    parts.append(
        f"After {weeks} weeks of strengthening, measured tilt and lumbar curve at rest were as before (Levine 1997)."
    )
    return " ".join(parts)


def draw_pelvis(result: PelvisResult, palette=LIGHT) -> PelvisPlate:
    """Draw `result`; `.figure` is a Matplotlib figure, `.update(result)` changes it."""
    plate = PelvisPlate(palette)
    plate.update(result)
    return plate
