"""The lab of lines of pull: a muscle, or a fibre of one's own, and what it does about a disc."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from edu_lib.models.muscles import GROUPS, LEVELS
from edu_lib.models.posture import PARAMS as POSTURE
from edu_lib.models.pull import OWN, PARAMS, SIDES, PullResult, fibre_ends, fibre_pull, full_force, pull_of
from edu_lib.plates.bones import VIEWS
from edu_lib.plates.pull import SHIFT, VIEW_NAMES, PullPlate, angle_spot, describe_pull

from .base import Choice, Lab

__all__ = ["PullLab"]

_WAYS = ("forward", "up", "right")
_LABELS = {"forward": "forward", "up": "height", "right": "to the right"}
_START = "rectus abdominis"
_KEYS = {end: tuple(f"{end}_{way}_mm" for way in _WAYS) for end in ("low", "high")}
_OWN_KEYS = (*_KEYS["low"], *_KEYS["high"], "force_n")


def _fibre_values(muscle: str, level: str) -> dict[str, float]:
    """What the sliders of one's own fibre show while a ready-made muscle is chosen: the fibre that stands for it."""
    ends = np.round(1000.0 * fibre_ends(muscle, level))
    values = {key: float(mm) for end, row in zip(("low", "high"), ends) for key, mm in zip(_KEYS[end], row)}
    return values | {"force_n": round(full_force(muscle), -1)}


_FIRST = _fibre_values(_START, "L4/L5")


def _end(end: str, way: str):
    words = {"low": "Lower end", "high": "Upper end"}[end]
    key = f"{end}_{way}_mm"
    return replace(PARAMS[key], label=f"{words}, {_LABELS[way]}", default=_FIRST[key])


class PullLab(Lab):
    """Muscle, side, effort, posture, disc and view; or a fibre of one's own, whose ends and angle can be dragged."""

    name = "pull"
    title = "What can a muscle do?"
    lecture = ("muscle", "side", "effort", "view")
    groups = {
        "Muscle": (
            Choice("muscle", "Muscle", (*GROUPS, OWN), _START),
            Choice("side", "Side", SIDES, "both"),
            replace(PARAMS["effort"], label="Effort"),
        ),
        "Look": (Choice("view", "Seen from", VIEW_NAMES, "side"), Choice("level", "Disc", LEVELS, "L4/L5")),
        "Posture": (
            replace(POSTURE["trunk_flexion_deg"], label="Trunk bend", range=(-20.0, 45.0)),
            replace(POSTURE["lateral_bend_deg"], label="Side bend", range=(-25.0, 25.0)),
        ),
        "My own fibre": (
            *(_end(end, way) for end in ("low", "high") for way in _WAYS),
            replace(PARAMS["force_n"], label="Force", default=_FIRST["force_n"]),
        ),
    }
    folded = ("My own fibre",)

    def compute(self, values: dict) -> PullResult:
        about = {key: values[key] for key in ("side", "effort", "trunk_flexion_deg", "lateral_bend_deg", "level")}
        if values["muscle"] != OWN:
            return pull_of(values["muscle"], **about)
        low, high = (tuple(values[key] / 1000.0 for key in _KEYS[end]) for end in ("low", "high"))
        return fibre_pull(low, high, force_n=values["force_n"], **about)

    def _apply(self, values: dict, **frame) -> None:
        # A ready-made muscle lends its line to the sliders of one's own fibre; to move one of them makes the fibre one's own.
        muscle = values.get("muscle", self.values["muscle"])
        if "muscle" not in values and muscle != OWN and any(key in values for key in _OWN_KEYS):
            values = {"muscle": OWN} | values
        elif muscle in GROUPS and ("muscle" in values or "level" in values):
            level = values.get("level", self.values["level"])
            values = values | _fibre_values(muscle, level if level in LEVELS else self.values["level"])
        super()._apply(values, **frame)

    def plate(self) -> PullPlate:
        return _InView(self)

    def describe(self, result) -> str:
        return describe_pull(result, self.values["view"])

    # Dragging -----------------------------------------------------------------------------------------------------

    def _seen(self) -> np.ndarray:
        return VIEWS[self.values["view"]][:2]

    def _standing(self, ends: np.ndarray) -> dict[str, float]:
        """The sliders' values for ends (2, 3) in the world: back to upright standing and to the right side."""
        r, pose = self.result, self.result.pose
        lower = int(r.neutral_m[1, 1] < r.neutral_m[0, 1])
        out = {}
        for i, end in enumerate(("low", "high")):
            if i == lower:  # held by the pelvis
                at = pose.rotation[0].T @ (ends[i] - pose.origin_m[0])
            else:
                at = pose.rotation[6].T @ (ends[i] - pose.origin_m[6]) + _top()
            if r.side == "left":
                at = at * [1.0, 1.0, -1.0]
            out |= {key: float(1000.0 * v) for key, v in zip(_KEYS[end], at, strict=True)}
        return out

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        ends, seen = self.result.ends_m.copy(), self._seen()
        spot = np.array([x, y]) - SHIFT[self.values["view"]]
        if name == "angle":
            ends = self._turned(ends, seen, spot)
        else:
            i = ("low", "high").index(name)
            ends[i] += seen.T @ (spot - seen @ ends[i])
        found = self._standing(ends)
        return found if name == "angle" else {key: found[key] for key in _KEYS[name]}

    def _turned(self, ends, seen, spot) -> np.ndarray:
        """The fibre turned about its middle in the plane of view, until it points at `spot`."""
        middle = ends.mean(axis=0)
        half = seen @ (ends[1] - ends[0]) / 2.0
        to = spot - seen @ middle
        size = math.hypot(*to)
        if size < 1e-6:
            return ends
        new = to / size * math.hypot(*half)
        step = seen.T @ (new - half)
        return ends + np.array([-step, step])

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        if name == "angle":
            if not (right or up):
                return {key: self.values[key] for key in (*_KEYS["low"], *_KEYS["high"])}
            ends, seen = self.result.ends_m, self._seen()
            turn = math.radians(-2.0 * (right or up))
            arm = seen @ (angle_spot(ends) - ends.mean(axis=0))
            c, s = math.cos(turn), math.sin(turn)
            spot = seen @ ends.mean(axis=0) + np.array([c * arm[0] - s * arm[1], s * arm[0] + c * arm[1]])
            return self._standing(self._turned(ends, seen, spot))
        across = 0 if self.values["view"] == "side" else 2
        sign = {"side": 1.0, "front": -1.0, "back": 1.0}[self.values["view"]]
        if across == 2 and self.values["side"] == "left":
            sign = -sign  # the sliders stand for the right side, of which this is the mirror image
        return {
            _KEYS[name][across]: self.values[_KEYS[name][across]] + sign * right,
            _KEYS[name][1]: self.values[_KEYS[name][1]] + up,
        }

    def sources(self) -> list[tuple[str, str, str]]:
        return [
            ("Bones, joints and lines of pull", "christophy2012", ""),
            ("Lever arms of the long back muscles", "bruno2015", ""),
            ("Areas of the muscles", "beaucage2019", ""),
            (
                "Lines of transversus abdominis: ours, with the area of the thoracolumbar model",
                "bruno2015",
                "our assumption",
            ),
            ("Force for each square centimetre: 100 N, where 40 to 130 have been found", "burkhart2018", ""),
        ]

    def asides(self) -> dict[str, tuple[str, ...]]:
        return {
            "What this leaves out": (
                "One disc at a time, and the muscle alone: no weight, no other muscle, no pressure in the belly.",
                "A fibre's force changes with its length and speed; here it is area times stress times effort.",
                "Lines stand for sheets. The obliques and transversus end on the linea alba, which hands their pull on to chest "
                "and pelvis in shares that we chose.",
                "A fibre of your own runs straight, from the pelvis to the chest; a real muscle bends round what lies beneath.",
                "Which way transversus turns the trunk is small here, and models do not agree on it.",
            )
        }


class _InView(PullPlate):
    """The plate, told the lab's view with each result."""

    def __init__(self, lab: PullLab):
        self._lab = lab
        super().__init__()
        self.update(lab.result)

    def update(self, result, view: str | None = None) -> None:
        super().update(result, self._lab.values["view"] if view is None else view)


def _top() -> np.ndarray:
    """Where the chest hangs in standing: the centre of the T12/L1 disc, (3,)."""
    return pull_of().pose.origin_m[6]
