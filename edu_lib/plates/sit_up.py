"""Sit-up and dead bug side by side: what weighs on the trunk, what holds it, and what was measured."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from edu_lib.models.muscles import fascicles
from edu_lib.models.pull import line_of, pull_of
from edu_lib.models.sit_up import LyingResult
from edu_lib.sources import published

from .bones import outlines
from .part import Part
from .skeleton import coarse
from .skin import FOOT, HEAD, LIMBS, TRUNK, along, smooth_closed
from .style import LIGHT, TYPE

__all__ = ["SitUpPlate", "describe_sit_up", "draw_sit_up", "measured"]

SIZE = (884.0, 600.0)  # points
_WIDE, _TALL, _LOW = 438.0, 212.0, 314.0  # of a picture, and how high it stands
_X = (-1.11, 1.17)  # metres from the hip, towards the feet
_Y = (-0.062, -0.062 + (_X[1] - _X[0]) * _TALL / _WIDE)
HIP_M, _FLOOR_M = np.array([0.0, 0.15]), 0.0
_TITLES = ("Sit-up: bends the trunk over the hips", "Dead bug: keeps the back from arching")
_BONES = ("thoracic vertebrae", "L1", "L2", "L3", "L4", "L5", "sacrum", "right hip bone")
_KNEE_UP = np.radians(50.0)  # of the legs of a bent-leg sit-up
_ANKLE = np.array([-0.037, -0.945])  # of the standing foot's outline
_LEFT, _RIGHT = 232.0, 632.0  # of the bars
# What each row shows: title, unit, full scale, and how to take it from a result.
_ROWS = (
    ("Held at L4/L5 against bending back", "Nm", 160.0, lambda r: r.moment_nm["L4/L5"]),
    ("Rectus abdominis, of its strength", "%", 120.0, lambda r: 100.0 * r.effort["rectus abdominis"]),
    ("Held by the hip flexors", "Nm", 160.0, lambda r: r.hip_nm),
    ("Presses on L4/L5, at least", "N", 4000.0, lambda r: r.compression_n["L4/L5"]),
)
_NAMES = ("sit-up", "dead bug")


def measured() -> dict:
    """Published numbers beside ours: (row, exercise) -> value, badge, words."""
    axler = published("exercise_loads", source="axler1997", exercise="bent-leg sit-up")
    legs = published("exercise_loads", source="axler1997", exercise="straight-leg raise")
    quoted = published("exercise_loads", source="mcgill2004", exercise="bent-leg sit-up")
    bug = published("sit_up", quantity="dead bug: most activity of any muscle recorded")
    a, q, s = axler["badge"], quoted["badge"], bug["badge"]
    return {
        (0, 0): (axler["moment_nm"], f"{axler['moment_nm']} Nm moving (Axler, {a})"),
        (1, 0): (axler["rectus_abdominis_percent"], f"{axler['rectus_abdominis_percent']} % (Axler, {a})"),
        (1, 1): (bug["value"], f"none above {bug['value']} % (Souza, {s})"),
        (3, 0): (quoted["compression_n"], f"{quoted['compression_n']} N ({q})"),
        (3, 1): (legs["compression_n"], f"both legs {legs['compression_n']} N ({legs['badge']})"),
    }


class SitUpPlate:
    """Draw once with `SitUpPlate()`, then `update((sit_up, dead_bug))` as often as you like.

    `handles`: ``"trunk"`` at the shoulder of the sit-up, ``"knee"`` and ``"foot"`` of the dead bug's leg.
    """

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        back = self.figure.add_axes((0, 0, 1, 1))
        self.panel = Part(back, "situp-panel", palette)
        back.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self._draw_panel(back, palette)
        self.figures = []
        for i, name in enumerate(("sit", "bug")):
            box = ((2 + 442 * i) / SIZE[0], _LOW / SIZE[1], _WIDE / SIZE[0], _TALL / SIZE[1])
            ax = self.figure.add_axes(box)
            ax.set(xlim=_X, ylim=_Y)
            ax.patch.set_visible(False)
            self.figures.append(_Lying(ax, name, palette, legs_move=bool(i)))
        self.live = {gid: a for part in (self.panel, *self.figures) for gid, a in part.live.items()}
        self.handles = {"sit-handle-trunk": "trunk", "bug-handle-knee": "knee", "bug-handle-foot": "foot"}
        self.handle_names = {
            "sit-handle-trunk": "shoulder: raise or lower the trunk",
            "bug-handle-knee": "knee: lower or raise the leg",
            "bug-handle-foot": "foot: straighten or bend the knee",
        }

    def _draw_panel(self, ax, c) -> None:
        part = self.panel
        self.head = part.text(4, 28, "", "head", fontsize=TYPE["head"], fontweight="bold")
        part.text(
            4,
            52,
            "Both held still by the least effort: lower bounds. Diamonds: measured or published.",
            fontsize=TYPE["label"],
        )
        for i, title in enumerate(_TITLES):
            part.text(8 + 442 * i, 82, title, fontsize=TYPE["title"], fontweight="bold")
        self.bars, self.numbers = {}, {}
        found = measured()
        diamond = Path(np.array([(0, 1), (1, 0), (0, -1), (-1, 0), (0, 1)]) * 6.5, closed=True)
        for k, (title, _, full, _) in enumerate(_ROWS):
            y = 309 + 63 * k
            part.text(4, y, title, fontsize=TYPE["label"], fontweight="bold")
            for i, name in enumerate(_NAMES):
                top = y + 7 + 21 * i
                part.text(24, top + 13, name, fontsize=TYPE["small"])
                ax.add_patch(Rectangle((_LEFT, top), _RIGHT - _LEFT, 16, facecolor=c["track"], zorder=1))
                bar = Rectangle((_LEFT, top + 1), 0, 14, facecolor=c["back" if i == 0 else "deep"], zorder=2)
                self.bars[k, i] = part.keep(f"bar{k}{i}", ax.add_patch(bar))
                style = {"fontsize": TYPE["small"], "fontweight": "bold", "ha": "right"}
                self.numbers[k, i] = part.text(_LEFT - 10, top + 13, "", f"number{k}{i}", **style)
                if (k, i) in found:
                    value, words = found[k, i]
                    x = _LEFT + min(value / full, 1.0) * (_RIGHT - _LEFT)
                    mark = part.shape(f"mark{k}{i}", diamond, facecolor=c["measured"], edgecolor=c["paper"], zorder=3)
                    mark.place(np.array([[1.0, 0, x], [0, 1.0, top + 8], [0, 0, 1]]))
                    part.text(_RIGHT + 12, top + 13, words, fontsize=TYPE["small"], color=c["measured"])
        people = published("sit_up", quantity="people with a measuring implant")
        y = 572
        words = "No published compression of a dead bug was found. On the back, with a measuring implant:"
        part.text(4, y, words, fontsize=TYPE["small"])
        words = f"({people['value']} people; Rohlmann, {people['badge']})."
        words = f"one straight leg lifted loaded it little, both as much as walking or more {words}"
        part.text(4, y + 18, words, fontsize=TYPE["small"])

    def update(self, results: tuple[LyingResult, LyingResult]) -> None:
        """Show a sit-up and a dead bug."""
        for figure, result in zip(self.figures, results, strict=True):
            if result is not figure.shown:  # only one of the two moves at a time
                figure.update(result)
        for k, (_, unit, full, take) in enumerate(_ROWS):
            for i, result in enumerate(results):
                value = take(result)
                self.bars[k, i].set_width(min(max(value / full, 0.0), 1.0) * (_RIGHT - _LEFT))
                rounded = round(value, -1) if unit == "N" else value
                self.numbers[k, i].set_text(f"{rounded:.0f} {unit}")
        newton = [round(r.compression_n["L4/L5"], -1) for r in results]
        self.head.set_text(f"L4/L5 carries at least {newton[0]:.0f} N in the sit-up, {newton[1]:.0f} N in the dead bug")


class _Lying(Part):
    """One person on the floor. The trunk turns about the hip; in the dead bug the legs do."""

    def __init__(self, ax, name: str, palette, legs_move: bool):
        super().__init__(ax, name, palette)
        c, self.legs_move, self.shown = palette, legs_move, None
        upright = pull_of()
        self._hip, self._disc = upright.body.hip_m[:2], upright.joint_m[:2]
        ax.plot(_X, [_FLOOR_M] * 2, color=c["rule"], linewidth=1.6, zorder=0.5)
        trunk = smooth_closed(np.array([(x, y) for _, x, y in TRUNK]))
        self.limbs = {}
        order = (
            ("other thigh", LIMBS["thigh"][2], 0.6, "skin_far"), ("other shank", LIMBS["shank"][2], 0.6, "skin_far"),
            ("other foot", FOOT, 0.6, "skin_far"), ("head", HEAD, 1.0, "skin"), ("trunk", trunk, 1.0, "skin"),
            ("thigh", LIMBS["thigh"][2], 1.0, "skin"), ("shank", LIMBS["shank"][2], 1.0, "skin"), ("foot", FOOT, 1.0, "skin"),
            ("arm", LIMBS["arm"][2], 2.0, "skin"), ("forearm", LIMBS["forearm"][2], 2.0, "skin"),
        )  # fmt: skip
        for key, path, z, fill in order:
            gid = key.replace(" ", "-")
            rim = self.shape(f"{gid}-rim", path, edgecolor=c["skin_edge"], linewidth=2.4, zorder=z)
            # The near arm is thin as glass, so that the muscles behind it can be seen.
            self.shape(gid, path, rim.move, facecolor=c[fill], zorder=z + 0.1, alpha=0.5 if z == 2.0 else None)
            self.limbs[key] = rim
        paths = [coarse(b.outline, 0.0012) for b in outlines("side") if b.name in _BONES]
        bones = Path.make_compound_path(*paths)
        self.bones = self.shape(
            "bones", bones, facecolor=c["bone"], edgecolor=c["bone_edge"], linewidth=0.6, zorder=1.5
        )
        style = {"solid_capstyle": "round", "solid_joinstyle": "round"}
        self.rectus = self.keep("rectus", ax.add_line(Line2D([0, 0], [0, 0], color=c["belly"], zorder=1.7, **style)))
        self.psoas = self.keep(
            "psoas", ax.add_line(Line2D([0, 0], [0, 0], color=c["muscle_psoas"], zorder=1.6, **style))
        )
        table, pulled = fascicles(), {}
        for muscle in ("rectus abdominis", "psoas major"):
            i = line_of(muscle, "L4/L5")
            pulled[muscle] = table.neutral_m[table.start[i] : table.start[i + 1], :2]
        self._rectus, self._psoas = pulled["rectus abdominis"], pulled["psoas major"][::-1]
        self.disc = self.shape("disc", Path.unit_circle(), facecolor=c["chosen"], edgecolor=c["paper"], zorder=2.4)
        ink = {"color": c["ink"], "zorder": 3.0}
        self.weight = self.keep("weight", ax.add_line(Line2D([0, 0], [0, 0], linewidth=2.4, **ink)))
        self.tip = self.shape("tip", _TIP, facecolor=c["ink"], zorder=3.0)
        self.lever = self.keep("lever", ax.add_line(Line2D([0, 0], [0, 0], linewidth=1.6, **ink)))
        self.drops = self.keep(
            "drops", ax.add_line(Line2D([0, 0], [0, 0], linewidth=0.9, linestyle=(0, (4, 3)), **ink))
        )
        rim = {"facecolor": c["paper"], "edgecolor": c["chosen"], "linewidth": 2.6, "zorder": 3.6}
        names = ("knee", "foot") if legs_move else ("trunk",)
        self.knobs = {key: self.shape(f"handle-{key}", Path.unit_circle(), **rim) for key in names}
        # Where no head, arm or foot comes.
        x, ha = (_X[0] + 0.03, "left") if legs_move else (_X[1] - 0.01, "right")
        style = {"fontsize": TYPE["small"], "ha": ha}
        self.words = self.text(x, _Y[1] - 0.155, "", "words", **style)
        self.named = self.text(x, _Y[1] - 0.245, "", "named", color=c["quiet"], **style)

    def _trunk(self, raised_deg: float) -> np.ndarray:
        """Matrix from the standing figure to the trunk lying with its head to the left, raised by so much."""
        t = np.radians(90.0 - raised_deg)
        turn = np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])
        m = np.eye(3)
        m[:2, :2], m[:2, 2] = turn, HIP_M - turn @ self._hip
        return m

    def update(self, r: LyingResult) -> None:
        """Show `r`."""
        self.shown = r
        raised = r.asked.get("trunk_deg", 0.0)
        m = self._trunk(raised)

        def moved(points):
            return np.atleast_2d(points) @ m[:2, :2].T + m[:2, 2]

        for key in ("head", "trunk"):
            self.limbs[key].place(m)
        self.bones.place(m)
        legs = self._legs(r)
        for prefix in ("", "other "):
            hip, knee, ankle = legs[prefix]
            self.limbs[f"{prefix}thigh"].place(along(hip, knee))
            self.limbs[f"{prefix}shank"].place(along(knee, ankle))
            self.limbs[f"{prefix}foot"].place(self._foot(knee, ankle))
        self._arms(r, moved)
        rectus = moved(self._rectus)
        self.rectus.set_data(rectus[:, 0], rectus[:, 1])
        self.rectus.set_linewidth(1.5 + 9.0 * np.sqrt(min(r.effort["rectus abdominis"], 1.0)))
        hip, knee, ankle = legs[""]
        psoas = np.vstack([moved(self._psoas), hip + 0.16 * (knee - hip) + [0.0, -0.012]])
        self.psoas.set_data(psoas[:, 0], psoas[:, 1])
        self.psoas.set_linewidth(1.5 + 9.0 * np.sqrt(min(r.hip_effort, 1.0)))
        self.disc.place(_spot(moved(self._disc)[0], 0.014))
        self._weight(r)
        if self.legs_move:
            self.knobs["knee"].place(_spot(knee, 0.026))
            self.knobs["foot"].place(_spot(ankle, 0.026))
        else:
            self.knobs["trunk"].place(_spot(np.array(r.joints_m["shoulder"]) + HIP_M, 0.026))
        share = 100 * r.effort["rectus abdominis"]
        self.named.set_text(f"pink: rectus {share:.0f} %, purple: hips {100 * r.hip_effort:.0f} %")

    def _legs(self, r) -> dict[str, tuple]:
        if self.legs_move:
            return {
                "": tuple(HIP_M + p for p in ((0, 0), r.joints_m["knee"], r.joints_m["ankle"])),
                "other ": tuple(HIP_M + p for p in ((0, 0), r.joints_m["other knee"], r.joints_m["other ankle"])),
            }
        knee = HIP_M + 0.425 * np.array([np.cos(_KNEE_UP), np.sin(_KNEE_UP)])
        drop = knee[1] - 0.065
        ankle = np.array([knee[0] + np.sqrt(0.443**2 - drop**2), 0.065])
        return {"": (HIP_M, knee, ankle), "other ": (HIP_M, knee, ankle)}

    def _foot(self, knee, ankle) -> np.ndarray:
        """The foot at a right angle to the shank, or flat on the floor in the sit-up."""
        down = (ankle - knee) / np.hypot(*(ankle - knee)) if self.legs_move else np.array([0.0, -1.0])
        turn = np.array([[-down[1], -down[0]], [down[0], -down[1]]])
        m = np.eye(3)
        m[:2, :2], m[:2, 2] = turn, ankle - turn @ _ANKLE
        return m

    def _arms(self, r, moved) -> None:
        shoulder = moved(np.array([0.003, 0.416]))[0]
        if self.legs_move:  # reaching up
            elbow, hand = shoulder + [0.0, 0.30], shoulder + [0.0, 0.57]
        else:  # folded on the chest
            elbow, hand = moved(np.array([[0.115, 0.18], [0.135, 0.38]]))
        self.limbs["arm"].place(along(shoulder, elbow))
        self.limbs["forearm"].place(along(elbow, hand, 0.9))

    def _weight(self, r) -> None:
        at, about = np.array(r.weight_at_m) + HIP_M, np.array(r.about_m) + HIP_M
        self.weight.set_data([at[0], at[0]], [at[1], at[1] - 0.13])
        self.tip.place(np.array([[0.022, 0, at[0]], [0, 0.05, at[1] - 0.175], [0, 0, 1]]))
        low = -0.035
        self.lever.set_data([about[0], at[0]], [low, low])
        self.drops.set_data(
            [about[0], about[0], np.nan, at[0], at[0]], [low - 0.015, about[1], np.nan, low - 0.015, at[1] - 0.18]
        )
        arm = abs(at[0] - about[0])
        what = "the hip" if self.legs_move else "L4/L5"
        self.words.set_text(f"{r.weight_n:.0f} N × {100 * arm:.0f} cm from {what}")


_TIP = Path([(-1, 1), (1, 1), (0, 0), (-1, 1)], closed=True)


def _spot(at, size: float) -> np.ndarray:
    return np.array([[size, 0, at[0]], [0, size, at[1]], [0, 0, 1.0]])


def describe_sit_up(results: tuple[LyingResult, LyingResult]) -> str:
    """What the plate shows, in sentences."""
    found = measured()
    people = published("sit_up", quantity="people with a measuring implant")
    return (
        f"{results[0]} {results[1]} These are lower bounds. Published for a bent-leg sit-up: {found[3, 0][1]}; for a dead bug no "
        f"compression was found, and for muscle activity {found[1, 1][1]}. In {people['value']} people with a measuring implant, "
        "lifting one straight leg on the back loaded it little, lifting both as much as walking or more."
    )


def draw_sit_up(results: tuple[LyingResult, LyingResult], palette=LIGHT) -> SitUpPlate:
    """Draw a sit-up and a dead bug; `.figure` is a Matplotlib figure, `.update(results)` changes it."""
    plate = SitUpPlate(palette)
    plate.update(results)
    return plate
