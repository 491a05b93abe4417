"""What a muscle can do: its lines on the trunk, its lever arm about a disc, and a bar for the moment about each axis."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.muscles import LEVELS
from edu_lib.models.pull import MOTIONS, NEARLY_NM, OWN, PullResult
from edu_lib.params import capital

from .bones import REFERENCE_HEIGHT_M, VIEWS, outlines, placements
from .part import Part
from .pull_words import NO_ARM_M, SEEN, describe_pull, shown_arm, the_sum, verdict
from .skeleton import Skeleton, row_of
from .skin import TRUNK, smooth_closed
from .strands import FAMILY_OF
from .style import LIGHT, TYPE

__all__ = ["VIEW_NAMES", "PullPlate", "describe_pull", "draw_pull"]

SIZE = (884.0, 600.0)  # points
PICTURE, PANEL = (6.0, 6.0, 470.0, 526.0), (490.0, 0.0, 394.0, 600.0)
VIEW_NAMES = ("side", "front", "back")
_ENDS = {"side": ("back", "front"), "front": ("right", "left"), "back": ("left", "right")}
_Y = (-0.176, 0.434)  # metres
_WIDE = (_Y[1] - _Y[0]) * PICTURE[2] / PICTURE[3]
_X = {"side": (-0.235, _WIDE - 0.235), "front": (-_WIDE / 2, _WIDE / 2), "back": (-_WIDE / 2, _WIDE / 2)}
# One window for all views: the side view is shifted in it, so that all keep one scale.
SHIFT = {view: np.array([_X["front"][0] - _X[view][0], 0.0]) for view in VIEW_NAMES}
_LIMBS = ("shank", "foot", "hand", "forearm", "upper arm", "shoulders", "head", "thigh")
# Bones that only stand around what is looked at: one shape each.
_AROUND = ("left ribs", "thoracic vertebrae", "ribs", "back ribs", "front ribs and breast bone")
_FULL_NM, _FULL_N = 220.0, 5000.0  # of the bars
_HANDLES = {
    "low": "lower end of the fibre",
    "high": "upper end of the fibre",
    "angle": "angle of the fibre, about its middle",
}
_ANGLE_AT = 0.74  # where along the fibre the handle of the angle sits
_DISC_M = (0.0195, 0.0055)
_UNIT = Path.unit_circle()


def angle_spot(ends: np.ndarray) -> np.ndarray:
    """Where the handle of the angle sits between two ends, each row a point."""
    return ends[0] + _ANGLE_AT * (ends[1] - ends[0])


class PullPlate:
    """Draw once with `PullPlate()`, then `update(result, view)` as often as you like.

    `handles` names the three small circles that may be dragged: ``"low"``, ``"high"`` and ``"angle"``.
    """

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        c = self.palette = palette
        axes = [
            self.figure.add_axes((x / SIZE[0], y / SIZE[1], w / SIZE[0], h / SIZE[1]))
            for x, y, w, h in (PICTURE, PANEL)
        ]
        axes[0].set(xlim=_X["front"], ylim=_Y)
        self.bones, parts = {}, []
        for view in VIEW_NAMES:
            part = Part(axes[0], f"pull-{view}", palette)
            self.bones[view] = _skeleton(part, view)
            parts.append(part)
        self.picture = Part(axes[0], "pull", palette)
        self._draw_lines(axes[0], c)
        self.panel = Part(axes[1], "pull-panel", palette)
        axes[1].set(xlim=(0, PANEL[2]), ylim=(PANEL[3], 0))
        self._draw_panel(axes[1], c)
        parts += [self.picture, self.panel]
        self.live = {gid: artist for part in parts for gid, artist in part.live.items()}
        self.handles = {f"pull-handle-{name}": name for name in _HANDLES}
        self.handle_names = {f"pull-handle-{name}": words for name, words in _HANDLES.items()}
        self._view = None

    def _draw_lines(self, ax, c) -> None:
        keep, part = self.picture.keep, self.picture

        def line(key, z, **style):
            return keep(key, ax.add_line(Line2D([0, 0], [0, 0], zorder=z, **style)))

        self.skin = part.shape("skin", edgecolor=c["skin_edge"], linewidth=1.2, zorder=0.5)
        self.alba = line("alba", 2.9, color=c["tendon_edge"], linewidth=2.0)
        self.discs = [
            part.shape(f"disc{i}", _BOX, edgecolor=c["bone_edge"], facecolor=c["track"], zorder=1.95) for i in range(6)
        ]
        self.muscles = {
            role: line(f"muscle-{role}", 3.0, color=c[role], linewidth=3.0, solid_capstyle="round") for role in _ROLES
        }
        self.halo = line("halo", 3.3, color=c["paper"], linewidth=9.0, solid_capstyle="round")
        self.bold = {
            role: line(f"bold-{role}", 3.4, color=c[role], linewidth=6.0, solid_capstyle="round") for role in _ROLES
        }
        self.action_halo = line("action-halo", 3.5, color=c["paper"], linewidth=5.0)
        self.action = line("action", 3.6, color=c["chosen"], linewidth=2.0, dashes=(4, 2.5))
        self.arrow = part.shape("arrow", _ARROW, facecolor=c["chosen"], edgecolor=c["paper"], zorder=3.7)
        self.arm_halo = line("arm-halo", 3.75, color=c["paper"], linewidth=6.5)
        self.arm = line("arm", 3.8, color=c["ink"], linewidth=2.6, solid_capstyle="butt")
        self.middle = part.shape("middle", _UNIT, facecolor=c["ink"], edgecolor=c["paper"], zorder=3.9)
        self.box = part.shape("box", _LABEL, facecolor=c["paper"], edgecolor=c["rule"], zorder=4.2)
        self.arm_words = self.picture.text(0, 0, "", "arm-words", fontsize=TYPE["small"], ha="center", zorder=4.3)
        self.level_line = line("level-line", 3.85, color=c["ink"], linewidth=1.1)
        self.level_box = part.shape("level-box", _LEVEL, facecolor=c["paper"], edgecolor=c["chosen"], zorder=4.2)
        style = {"fontsize": TYPE["small"], "fontweight": "bold", "ha": "center", "zorder": 4.3}
        self.level_words = self.picture.text(0, 0, "", "level-words", **style)
        rim = {"facecolor": c["paper"], "edgecolor": c["chosen"], "linewidth": 2.6}
        self.knobs = {
            name: part.shape(f"handle-{name}", _DIAMOND if name == "angle" else _UNIT, zorder=4.6, **rim)
            for name in _HANDLES
        }
        low = _Y[0] + 0.010
        style = {"fontsize": TYPE["small"], "color": c["quiet"]}
        x = _X["front"]
        self.left = part.text(x[0] + 0.006, low, "", "left", zorder=5, **style)
        self.right = part.text(x[1] - 0.006, low, "", "right", ha="right", zorder=5, **style)

    def _draw_panel(self, ax, c) -> None:
        part = self.panel
        self.head = part.text(-484, 30, "", "head", fontsize=TYPE["head"], fontweight="bold")
        self.head2 = part.text(-484, 56, "", "head2", fontsize=TYPE["title"])
        self.bars, self.numbers = [], []
        style = {"fontsize": TYPE["small"], "color": c["quiet"]}
        part.text(0, 98, "Moment about each axis of the disc", fontsize=TYPE["title"], fontweight="bold")
        for i, (below, above) in enumerate(MOTIONS):
            y = 130 + 64 * i
            part.text(0, y, below, fontsize=TYPE["label"])
            part.text(_RIGHT, y, above, fontsize=TYPE["label"], ha="right")
            ax.add_patch(Rectangle((0, y + 8), _RIGHT, 18, facecolor=c["track"], zorder=1))
            half = NEARLY_NM * _HALF / _FULL_NM
            band = {"facecolor": c["paper"], "edgecolor": c["rule"], "linewidth": 0.8, "linestyle": (0, (2, 2))}
            ax.add_patch(Rectangle((_MID - half, y + 4), 2 * half, 26, zorder=1.5, **band))
            bar = Rectangle((_MID, y + 9), 0.0, 16, facecolor=c["chosen"], zorder=2)
            self.bars.append(part.keep(f"bar{i}", ax.add_patch(bar)))
            ax.plot([_MID, _MID], [y + 4, y + 30], color=c["ink"], linewidth=1.2, zorder=3)
            style_n = {"fontsize": TYPE["label"], "fontweight": "bold", "ha": "center"}
            self.numbers.append(part.text(_MID, y, "", f"number{i}", **style_n))
        y = 130 + 64 * 3 - 12
        part.text(0, y, f"In dots: nearly nothing, under {NEARLY_NM:.0f} Nm", **style)
        part.text(_RIGHT, y, f"ends: {_FULL_NM:.0f} Nm", ha="right", **style)
        y += 38

        def bar(key: str, title: str, role: str):
            part.text(0, y, title, fontsize=TYPE["title"], fontweight="bold")
            ax.add_patch(Rectangle((0, y + 10), _RIGHT, 18, facecolor=c["track"], zorder=1))
            made = part.keep(key, ax.add_patch(Rectangle((0, y + 11), 0.0, 16, facecolor=c[role], zorder=2)))
            words = part.text(_RIGHT, y, "", f"{key}-words", fontsize=TYPE["label"], fontweight="bold", ha="right")
            return made, words, part.text(0, y + 46, "", f"{key}-under", **style)

        self.press, self.press_words, self.press_under = bar("press", "Force along the disc's axis", "back")
        y += 86
        self.share, self.share_words, self.share_under = bar("share", "Up-and-down part of the fibres", "deep")
        y += 84
        part.text(0, y, "The sum", fontsize=TYPE["title"], fontweight="bold")
        self.sums = [part.text(0, y + 22 + 20 * i, "", f"sum{i}", fontsize=TYPE["label"]) for i in range(2)]

    # -------------------------------------------------------------------------------------------------------------

    def update(self, result: PullResult, view: str = "side") -> None:
        """Show `result` from ``"side"``, ``"front"`` or ``"back"``."""
        if view != self._view:
            for name, skeleton in self.bones.items():
                for artist in skeleton.artists:
                    artist.set_visible(name == view)
            self._view = view
            self.left.set_text(_ENDS[view][0])
            self.right.set_text(_ENDS[view][1])
        self._basis, self._at = VIEWS[view][:2], SHIFT[view]
        self._bones(result, view)
        self._fibres(result)
        self._lever(result, view)
        self._words(result, view)

    def flat(self, points: np.ndarray) -> np.ndarray:
        """World points (k, 3) or (3,) as the picture shows them, in its data coordinates."""
        return points @ self._basis.T + self._at

    def _bones(self, r, view) -> None:
        matrices = placements(view, _frame(r), REFERENCE_HEIGHT_M)
        matrices[:, :2, 2] += self._at
        self.bones[view].place(matrices)
        pose = r.pose
        alba = self.flat(r.alba_m)
        self.alba.set_data(alba[:, 0], alba[:, 1])
        self.skin.set_visible(view == "side")
        if view == "side":
            rows = matrices[_skin_rows()]
            points = np.einsum("nij,nj->ni", rows[:, :2, :2], _SKIN) + rows[:, :2, 2]
            self.skin.set_path(smooth_closed(points))
        for i, patch in enumerate(self.discs):
            up, at = self._basis @ pose.axis[i], self.flat(pose.joint_m[i])
            patch.place(np.array([[up[1], up[0], at[0]], [-up[0], up[1], at[1]], [0, 0, 1]]))
            chosen = LEVELS[len(LEVELS) - 1 - i] == r.level
            patch.set_facecolor(self.palette["chosen" if chosen else "track"])

    def _fibres(self, r) -> None:
        role = "measured" if r.muscle == OWN else FAMILY_OF[r.muscle]
        points = []
        for line in r.lines_m:
            points += [self.flat(line), _GAP]
        points = np.vstack(points)[:-1]
        ends = self.flat(r.ends_m)
        for name in _ROLES:
            self.muscles[name].set_visible(name == role)
            self.bold[name].set_visible(name == role)
        self.muscles[role].set_data(points[:, 0], points[:, 1])
        # The fibre that can be dragged is bold: of a muscle it is the one that stands for the group.
        bold = points if r.muscle == OWN else self.flat(_bold(r))
        self.bold[role].set_data(bold[:, 0], bold[:, 1])
        self.halo.set_data(bold[:, 0], bold[:, 1])
        for name, spot, size in (
            ("low", ends[0], 0.0082),
            ("high", ends[1], 0.0082),
            ("angle", angle_spot(ends), 0.0098),
        ):
            self.knobs[name].place(_spot(spot, size))

    def _lever(self, r, view) -> None:
        found = shown_arm(r, view)
        joint = self.flat(r.joint_m)
        self.middle.place(_spot(joint, 0.0050))
        side = -1.0 if (found is None or self.flat(found[1])[0] >= joint[0]) else 1.0
        label = np.array([joint[0] + side * 0.128, joint[1] - 0.052])
        self.level_box.place(_shift(label))
        self.level_words.set_text(r.level)
        self.level_words.set_position((label[0], label[1] - 0.0053))
        start = label - [side * 0.030, 0.0]
        self.level_line.set_data([start[0], joint[0] + side * 0.0215], [start[1], joint[1]])
        far = found is not None and found[0] > NO_ARM_M
        for artist in (self.action, self.action_halo, self.arrow):
            artist.set_visible(found is not None)
        for artist in (self.arm, self.arm_halo, self.box, self.arm_words):
            artist.set_visible(far)
        if found is None:
            return
        arm, foot, way = found
        foot, way = self.flat(foot), self._basis @ way
        ends = np.stack([foot + 0.075 * way, foot - 0.075 * way])
        self.action.set_data(ends[:, 0], ends[:, 1])
        self.action_halo.set_data(ends[:, 0], ends[:, 1])
        long = max(float(np.hypot(*way)), 1e-6)
        u = way / long
        self.arrow.place(
            np.array([[-u[1], u[0], ends[0, 0]], [u[0], u[1], ends[0, 1]], [0, 0, 1]]) @ np.diag([0.008, 0.02, 1])
        )
        if not far:
            return
        out = foot - joint
        out = out / max(float(np.hypot(*out)), 1e-6)
        k = 0.008  # of the mark of the right angle
        corner = [foot - k * out, foot - k * out + k * u, foot + k * u]
        points = np.array([joint, foot, _GAP[0], *corner])
        self.arm.set_data(points[:, 0], points[:, 1])
        self.arm_halo.set_data(points[:2, 0], points[:2, 1])
        middle = foot + np.array([np.sign(out[0] or 1.0) * 0.078, -0.026])
        x = _X["front"]
        middle = np.clip(middle, [x[0] + 0.076, _Y[0] + 0.04], [x[1] - 0.076, _Y[1] - 0.05])
        self.box.place(_shift(middle))
        self.arm_words.set_text(f"lever arm {1000 * arm:.0f} mm")
        self.arm_words.set_position((middle[0], middle[1] - 0.0053))

    def _words(self, r, view) -> None:
        own = r.muscle == OWN
        who = {"both": "both sides", "right": "right side", "left": "left side"}[r.side]
        name = "your own fibre" if own else r.muscle
        effort = (
            f"{r.force_n:.0f} N" if own else "full effort" if r.effort >= 0.995 else f"{100 * r.effort:.0f} % effort"
        )
        self.head.set_text(f"{capital(name)}, {who}, {effort}")
        self.head2.set_text(f"{SEEN[view]}: {verdict(r)}")
        for nm, bar, text, _ in zip(r.moment_nm, self.bars, self.numbers, MOTIONS, strict=True):
            long = min(abs(nm), _FULL_NM) * _HALF / _FULL_NM
            bar.set_x(_MID if nm >= 0 else _MID - long)
            bar.set_width(long)
            small = abs(nm) < NEARLY_NM
            bar.set_facecolor(self.palette["quiet" if small else "chosen"])
            text.set_text("0" if abs(nm) < 0.05 else f"{abs(nm):.0f} Nm" if abs(nm) >= 1 else f"{abs(nm):.1f} Nm")
        n = r.compression_n
        self.press.set_width(min(abs(n), _FULL_N) / _FULL_N * _RIGHT)
        self.press_words.set_text(f"{abs(n):.0f} N")
        words = "presses the discs together" if n >= 0 else "would draw them apart, were nothing else pulling"
        if abs(n) < 0.05 * max(r.force_n, 1.0):
            words = "next to nothing"
        self.press_under.set_text(f"of {r.force_n:.0f} N in the fibres: {words}")
        self.share.set_width(r.along_share * _RIGHT)
        self.share_words.set_text(f"{100 * r.along_share:.0f} %")
        self.share_under.set_text(
            "only an up-and-down part can tip the trunk"
            if r.along_share < 0.1
            else "the rest runs level: forward or sideways"
        )
        for text, line in zip(self.sums, the_sum(r, view), strict=True):
            text.set_text(line)


def _bold(r) -> np.ndarray:
    """The line of `r` whose ends are its `ends_m`, (k, 3)."""
    for line in r.lines_m:
        if np.array_equal(line[0], r.ends_m[0]) and np.array_equal(line[-1], r.ends_m[1]):
            return line
        if np.array_equal(line[0], r.ends_m[1]) and np.array_equal(line[-1], r.ends_m[0]):
            return line
    return r.ends_m


def _skeleton(part: Part, view: str) -> Skeleton:
    groups = [
        ((bone.name,), 1.0 + i / 100, "bone_far" if bone.layer == "far" else "bone")
        for i, bone in enumerate(outlines(view))
        if bone.body not in _LIMBS and not (view == "side" and bone.layer == "near")
    ]
    plain = [names[0] for names, _, _ in groups if names[0] in _AROUND]
    skeleton = Skeleton(part, view, groups, shaded=True, plain=plain, tolerance_m=0.0004)
    skeleton.artists = list(part.live.values())
    return skeleton


def _frame(r):
    """Joints of the trunk for `placements`; no limb is drawn, so these stand anywhere."""
    pose, body = r.pose, r.body
    arms = {
        f"{name}_m": np.array([0.0, -0.1 - 0.1 * i, 0.0])
        for i, name in enumerate(("hip", "knee", "ankle", "elbow", "hands"))
    }
    head = pose.origin_m[6] + pose.rotation[6] @ body.com_m[6]
    return SimpleNamespace(
        rotation=pose.rotation, origin_m=pose.origin_m, shoulder_m=pose.shoulder_m, head_m=head, **arms
    )


_RIGHT, _MID, _HALF = 380.0, 190.0, 190.0
_ROLES = ("back", "deep", "belly", "measured")
_GAP = np.array([(np.nan, np.nan)])
_SQUARE = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], float)
_BOX = Path(_SQUARE * _DISC_M, closed=True)
_LABEL = Path(_SQUARE * (0.072, 0.0135), closed=True)
_LEVEL = Path(_SQUARE * (0.030, 0.0135), closed=True)
_DIAMOND = Path([(0, 1), (1, 0), (0, -1), (-1, 0), (0, 1)], closed=True)
_ARROW = Path([(-1, -0.3), (0, 1), (1, -0.3), (-1, -0.3)], closed=True)


_SKIN = np.array([(x, y) for _, x, y in TRUNK])


@lru_cache(maxsize=1)
def _skin_rows() -> np.ndarray:
    return np.array([row_of("side", bone) for bone, _, _ in TRUNK])


def _spot(at, size: float) -> np.ndarray:
    return np.array([[size, 0, at[0]], [0, size, at[1]], [0, 0, 1.0]])


def _shift(at) -> np.ndarray:
    return np.array([[1.0, 0, at[0]], [0, 1.0, at[1]], [0, 0, 1.0]])


def draw_pull(result: PullResult, palette=LIGHT, view: str = "side") -> PullPlate:
    """Draw `result` from a view; `.figure` is a Matplotlib figure, `.update(result, view)` changes it."""
    plate = PullPlate(palette)
    plate.update(result, view)
    return plate
