"""A person lying on a table that can be tilted, as one rigid group, and the forces along the table drawn to scale."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from edu_lib.models.muscles import LEVELS
from edu_lib.models.pull import pull_of
from edu_lib.models.tilt import below_knees, share_above

from .bones import outlines
from .part import Part
from .skeleton import coarse
from .skin import FOOT, HEAD, LIMBS, TRUNK, along, smooth_closed
from .style import TYPE

__all__ = ["PER_WEIGHT_M", "TiltedPerson", "arrow", "lying_joints"]

PER_WEIGHT_M = 0.36  # an arrow as long as this stands for the whole body weight
BAND_M = 0.40  # and so does a band as wide as this
_BACK_M, _PIVOT_M = (
    0.128,
    0.12,
)  # how high the body's axis lies over the table; where the table turns, footward of L5/S1
_BAND_AT_M = 0.37
_BONES = ("thoracic vertebrae", "L1", "L2", "L3", "L4", "L5", "sacrum", "right hip bone")
_ANKLE = np.array([-0.037, -0.945])
HANDLE_M = 1.02
XLIM, YLIM = (-1.16, 1.16), (-1.09, 1.23)


def _lie(points) -> np.ndarray:
    """Points (n, 2) of the standing figure, laid on the table: along it towards the feet, and up from it."""
    p = np.atleast_2d(points)
    return np.column_stack([-p[:, 1] - _PIVOT_M, p[:, 0] + _BACK_M])


def _laid(path: Path, matrix=None) -> Path:
    points = path.vertices
    if matrix is not None:
        points = points @ matrix[:2, :2].T + matrix[:2, 2]
    return Path(_lie(points), path.codes)


@lru_cache(maxsize=1)
def lying_joints() -> dict[str, float]:
    """How far along the table, metres towards the feet from where it turns, each disc and joint lies."""
    body = pull_of().body
    at = {level: -y - _PIVOT_M for level, y in zip(LEVELS, _heights(), strict=True)}
    hip = body.hip_m[:2]
    knee = hip + 0.425 / (0.425 + 0.443) * (_ANKLE - hip)
    low = {"hip": hip, "knee": knee, "ankle": _ANKLE, "neck": (0, 0.47), "crown": (0, 0.735), "sole": (0, -1.01)}
    return at | {name: float(_lie(p)[0, 0]) for name, p in low.items()}


@lru_cache(maxsize=1)
def _heights() -> list[float]:
    return [float(pull_of(level=level).joint_m[1]) for level in LEVELS]


def _bands(hold: str) -> tuple[Path, Path]:
    """How much of the body hangs at each place along the table, and how much leans there, as shares of body weight."""
    at = lying_joints()
    rows = [("crown", 0.0), ("neck", 0.07), *((level, share_above(level)) for level in LEVELS)]
    rows += [("hip", 0.6), ("knee", 1.0 - below_knees()), ("ankle", 0.973)]
    x, share = np.array([at[name] for name, _ in rows]), np.array([value for _, value in rows])
    held = at["ankle"] if hold == "ankles" else _BELTS[hold](at)
    there = np.interp(held, x, share)
    before, after = x < held, x > held
    return (
        _closed(np.r_[x[before], held], np.r_[share[before], there]),
        _closed(np.r_[held, x[after]], np.r_[1.0 - there, 1.0 - share[after]]),
    )


def _closed(x, y) -> Path:
    return Path(np.column_stack([np.r_[x, x[-1], x[0], x[0]], np.r_[y, 0.0, 0.0, y[0]]]), closed=True)


_BELTS = {"pelvis belt": lambda at: 0.5 * (at["hip"] + at["L5/S1"]), "chest belt": lambda at: at["T12/L1"] - 0.13}


def arrow(start, end) -> np.ndarray:
    """The matrix that lays the unit arrow's shaft (its head is drawn apart) from `start` to `end`."""
    x, y = np.subtract(end, start)
    long = np.hypot(x, y)
    unit = np.array([x, y]) / long if long > 1e-9 else np.array([1.0, 0.0])
    return np.array([[unit[0], -unit[1], end[0]], [unit[1], unit[0], end[1]], [0, 0, 1.0]])


_HEAD = Path([(-0.062, 0.034), (0, 0), (-0.062, -0.034), (-0.062, 0.034)], closed=True)


class _Arrow:
    """A force: a line with a head, hidden where it is next to nothing."""

    def __init__(self, part: Part, key: str, colour: str, **style):
        line = {"color": colour, "linewidth": 4.0, "solid_capstyle": "butt", "zorder": 5} | style
        self.line = part.keep(f"{key}-line", part.ax.add_line(Line2D([0, 0], [0, 0], **line)))
        self.head = part.shape(f"{key}-head", _HEAD, facecolor=colour, zorder=5.1)

    def put(self, start, end) -> None:
        long = float(np.hypot(*np.subtract(end, start)))
        shown = long > 0.012
        self.line.set_visible(shown)
        self.head.set_visible(shown)
        if shown:
            size = min(1.0, long / 0.08)
            m = arrow(start, end)
            m[:2, :2] *= size
            back = np.asarray(end) - 0.05 * size * np.subtract(end, start) / long
            self.line.set_data([start[0], back[0]], [start[1], back[1]])
            self.head.place(m)


class TiltedPerson(Part):
    """The person, the table and the forces. `handle`: a disc at the foot end of the table."""

    def __init__(self, ax, palette):
        super().__init__(ax, "tilt", palette)
        c = palette
        ax.set(xlim=XLIM, ylim=YLIM, aspect="equal")
        ax.plot(XLIM, [-1.07] * 2, color=c["rule"], linewidth=1.6, zorder=0.4)
        stand = {"color": c["rule"], "linewidth": 7.0, "solid_capstyle": "round", "zorder": 0.5}
        ax.plot([-0.30, 0.0, 0.30], [-1.05, 0.0, -1.05], solid_joinstyle="round", **stand)
        ax.plot([0, HANDLE_M + 0.1], [0, 0], color=c["rule"], linewidth=1.2, linestyle=(0, (4, 3)), zorder=0.4)
        self.arc = self.keep("arc", ax.add_line(Line2D([0, 0], [0, 0], color=c["chosen"], linewidth=1.8, zorder=0.6)))
        self.move = Affine2D()
        self._table(c)
        self._body(c)
        band = {"facecolor": c["back"], "alpha": 0.55, "edgecolor": c["back"], "linewidth": 1.4, "zorder": 2.6}
        self.pulls = self.shape("pulls", _bands("ankles")[0], self.move, **band)
        band |= {"facecolor": c["idle"], "edgecolor": c["ink"], "hatch": "////"}
        self.leans = self.shape("leans", _bands("chest belt")[1], self.move, **band)
        at = lying_joints()
        base = Path([(at["crown"], _BAND_AT_M), (at["ankle"], _BAND_AT_M)])
        self.shape("base", base, self.move, edgecolor=c["ink"], linewidth=1.2, zorder=2.7)
        self.cut_move = Affine2D()
        cut = Path([(0, -0.02), (0, _BAND_AT_M + 0.36)])
        self.shape("cut", cut, self.cut_move, edgecolor=c["ink"], linewidth=2.0, linestyle=(0, (4, 2)), zorder=2.8)
        self.level = self.text(0, 0, "", "level", fontsize=TYPE["label"], fontweight="bold", ha="center", zorder=6)
        self.weight = _Arrow(self, "weight", c["ink"])
        self.push = _Arrow(self, "push", c["quiet"], linewidth=2.6)
        self.friction = _Arrow(self, "friction", c["deep"], linestyle=(0, (1.6, 0.7)))
        self.hold = _Arrow(self, "hold", c["measured"], linewidth=5.0)
        knob = {"facecolor": c["paper"], "edgecolor": c["chosen"], "linewidth": 2.8, "zorder": 7}
        self.knob = self.shape("handle", Path.unit_circle(), **knob)
        self.shown = None

    def _table(self, c) -> None:
        at = lying_joints()
        top = smooth_closed(
            np.array([(-0.93, -0.035), (-0.92, 0.0), (0.4, 0.0), (0.78, 0.0), (0.79, -0.035), (0.3, -0.035)]), 0.35
        )
        self.shape("table", top, self.move, facecolor=c["box"], zorder=0.9)
        rail = Path([(0.74, -0.02), (HANDLE_M, -0.02)])
        self.shape("rail", rail, self.move, edgecolor=c["box"], linewidth=4.0, zorder=0.8)
        post = Path([(at["ankle"] - 0.02, -0.02), (at["ankle"] - 0.02, 0.06)])
        self.shape("post", post, self.move, edgecolor=c["box"], linewidth=5.0, zorder=0.85)

    def _body(self, c) -> None:
        hip = pull_of().body.hip_m[:2]
        knee = hip + 0.425 / (0.425 + 0.443) * (_ANKLE - hip)
        trunk = smooth_closed(np.array([(x, y) for _, x, y in TRUNK]))
        m = np.eye(3)
        m[:2, 2] = 0.0
        parts = [_laid(p) for p in (HEAD, trunk, FOOT)]
        parts += [_laid(LIMBS[k][2], along(a, b)) for k, a, b in (("thigh", hip, knee), ("shank", knee, _ANKLE))]
        skin = Path.make_compound_path(*parts)
        self.shape("rim", skin, self.move, edgecolor=c["skin_edge"], linewidth=2.4, zorder=1.0)
        for i, piece in enumerate(parts):  # one by one: where two lie over each other, a joint path would leave holes
            self.shape(f"skin{i}", piece, self.move, facecolor=c["skin"], zorder=1.1)
        bones = Path.make_compound_path(
            *(_laid(coarse(b.outline, 0.0014)) for b in outlines("side") if b.name in _BONES)
        )
        self.shape("bones", bones, self.move, facecolor=c["bone"], edgecolor=c["bone_edge"], linewidth=0.6, zorder=1.5)
        shoulder, elbow, hand = np.array([0.003, 0.416]), np.array([-0.045, 0.135]), np.array([-0.030, -0.115])
        arms = [
            _laid(LIMBS[k][2], along(a, b, 0.9)) for k, a, b in (("arm", shoulder, elbow), ("forearm", elbow, hand))
        ]
        arm = Path.make_compound_path(*arms)
        self.shape("arm-rim", arm, self.move, edgecolor=c["skin_edge"], linewidth=1.8, zorder=1.6)
        at = lying_joints()
        self.straps = {}
        for hold, x, low, high in (
            ("ankles", at["ankle"] - 0.02, 0.045, 0.15),
            ("pelvis belt", _BELTS["pelvis belt"](at), -0.01, 0.262),
            ("chest belt", _BELTS["chest belt"](at), -0.01, 0.275),
        ):
            strap = Path(
                [(x - 0.03, low), (x - 0.03, high), (x + 0.03, high), (x + 0.03, low), (x - 0.03, low)], closed=True
            )
            self.straps[hold] = self.shape(
                f"strap-{hold.split()[0]}", strap, self.move,
                facecolor=c["measured"], edgecolor=c["paper"], linewidth=1.2, zorder=2.2,
            )  # fmt: skip
        self._hold_at = {"ankles": at["ankle"] + 0.01} | {name: f(at) + 0.03 for name, f in _BELTS.items()}
        self._hold_up = {"ankles": 0.10, "pelvis belt": 0.20, "chest belt": 0.20}

    def update(self, r) -> None:
        """Show the `TiltResult` `r`."""
        t = np.radians(r.angle_deg)
        turn = np.array([[np.cos(t), -np.sin(t), 0], [np.sin(t), np.cos(t), 0], [0, 0, 1.0]])
        self.move.set_matrix(turn)

        def world(u, v):
            return turn[:2, :2] @ (u, v)

        if self.shown is None or self.shown.hold != r.hold:
            self._bands = _bands(r.hold)
            self.leans.set_visible(r.hold != "ankles")
            for hold, strap in self.straps.items():
                strap.set_visible(hold == r.hold)
        # Drawn anew rather than stretched, since a stretched shape stretches its rim and its hatching too.
        for shape, band in zip((self.pulls, self.leans), self._bands, strict=True):
            wide = band.vertices * [1.0, BAND_M * r.hold_n / r.weight_n] + [0.0, _BAND_AT_M]
            shape.set_path(Path(wide, band.codes))
        u = lying_joints()[r.level]
        self.cut_move.set_matrix(turn @ np.array([[1, 0, u], [0, 1, 0], [0, 0, 1.0]]))
        x, y = world(u, _BAND_AT_M + 0.36)
        self.level.set_text(r.level)
        self.level.set_position((x - 0.14 * np.sin(t), y + 0.02 - 0.045 * np.sin(t)))
        scale = PER_WEIGHT_M / r.weight_n
        centre = world(-0.02, 0.10)
        self.weight.put(centre, centre + [0, -scale * r.weight_n])
        self.push.put(world(0.16, -0.05 - scale * r.into_n), world(0.16, -0.05))
        self.friction.put(world(-0.62, -0.075), world(-0.62 + scale * r.whole_friction_n, -0.075))
        start = self._hold_at[r.hold]
        self.hold.put(world(start, self._hold_up[r.hold]), world(start + scale * r.hold_n, self._hold_up[r.hold]))
        self.knob.place(np.array([[0.038, 0, HANDLE_M * np.cos(t)], [0, 0.038, HANDLE_M * np.sin(t)], [0, 0, 1.0]]))
        bend = np.linspace(0, t, 31)
        self.arc.set_data(HANDLE_M * np.cos(bend), HANDLE_M * np.sin(bend))
        self.shown = r
