"""Bones of one person, drawn where they are in quiet standing; a posture only moves them.

Every outline is in the world frame of the standing model (metres, x forward, y up, origin L5/S1). A body's bones are
carried to another posture by the matrix from its standing frame to its present one, so the picture's posture is the
model's posture.
"""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

from .shapes import HEAD, ILIUM, SACRUM, smooth_closed, vertebra

__all__ = ["BODY_INDEX", "Standing", "frames"]

BODY_INDEX = {"pelvis": 0, "L5": 1, "L4": 2, "L3": 3, "L2": 4, "L1": 5, "thorax": 6}
_REFERENCE_HEIGHT_M = 1.75  # the height at which the drawn-by-eye outlines are life-size


def frames(geometry) -> np.ndarray:
    """Side-view matrices (7, 3, 3) of the bodies: where their own forward and up axes and their origins are seen."""
    matrix = np.zeros((7, 3, 3))
    matrix[:, :2, :2] = geometry.rotation[:, :2, :2]
    matrix[:, :2, 2] = geometry.origin_m[:, :2]
    matrix[:, 2, 2] = 1.0
    return matrix


def _mirror(points: np.ndarray, centre: np.ndarray, axis: np.ndarray) -> np.ndarray:
    """`points` reflected in the mid-plane of a disc: the endplate on its other side."""
    return points - 2 * ((points - centre) @ axis)[:, None] * axis


def _thorax_line(base: np.ndarray, top: np.ndarray, bow: float) -> np.ndarray:
    """Centres of T12 to T1 from the T12/L1 disc to the neck, bowed backward; (12, 2)."""
    t = (np.arange(12) + 0.5)[:, None] / 12
    way = top - base
    backward = np.array([-way[1], way[0]]) / np.hypot(*way)
    return base + way * t + backward * bow * 4 * t * (1 - t)


class Standing:
    """The standing outlines of one person.

    Parameters
    ----------
    geometry : the model's geometry in quiet standing.
    height_m : the person's height, which scales what the model does not hold (skull, ribs, hip bone).
    """

    def __init__(self, geometry, height_m: float):
        self.geometry = geometry
        self.scale = k = height_m / _REFERENCE_HEIGHT_M
        self._inverse = np.linalg.inv(frames(geometry))
        corners = np.asarray(geometry.vertebra_outline_m)[..., :2]  # L5..L1
        tips = np.asarray(geometry.spinous_tip_m)[:, :2]
        joints = np.asarray(geometry.joint_m)[:, :2]  # T12/L1 .. L5/S1
        axes = np.asarray(geometry.disc_axis)[:, :2]
        sacral = _mirror(corners[0][[0, 1]], joints[5], axes[5])
        twelfth = _mirror(corners[4][[3, 2]], joints[0], axes[0])
        # Endplates (body, lower or upper, back or front, x or y).
        self.endplates = np.full((7, 2, 2, 2), np.nan)
        self.endplates[0, 1], self.endplates[6, 0] = sacral, twelfth
        self.endplates[1:6, 0], self.endplates[1:6, 1] = corners[:, [0, 1]], corners[:, [3, 2]]
        self.bones: dict[str, list[tuple[str, Path]]] = {body: [] for body in BODY_INDEX}
        for body, four, tip in zip(("L5", "L4", "L3", "L2", "L1"), corners, tips, strict=True):
            solid, arch = vertebra(four, tip)
            self.bones[body] = [("arch", arch), ("body", solid)]
        self.bones["pelvis"] = [("ilium", Path(ILIUM.vertices * k, ILIUM.codes)), ("sacrum", self._sacrum(sacral))]
        self.skin, self.skin_body = self._skin(geometry, joints, tips)
        self._thorax(twelfth, axes[0], np.asarray(geometry.neck_m)[:2], corners[4], tips[4])

    def _sacrum(self, plate: np.ndarray) -> Path:
        """The drawn sacrum turned and sized so that its top is the model's sacral endplate."""
        drawn = SACRUM.vertices[[0, 3]]  # its two upper corners, back and front
        was, now = (complex(*(p[1] - p[0])) for p in (drawn, plate))
        turn = now / was
        moved = (SACRUM.vertices - drawn[0]) @ np.array([[turn.real, turn.imag], [-turn.imag, turn.real]]) + plate[0]
        return Path(moved, SACRUM.codes)

    def _thorax(self, plate, axis, neck, first_lumbar, first_tip) -> None:
        k, base = self.scale, plate.mean(axis=0)
        line = _thorax_line(base, neck, 0.035 * k)
        step = np.gradient(line, axis=0)
        column = []
        for i, (centre, up) in enumerate(zip(line, step, strict=True)):
            size = 1 - 0.035 * i  # thoracic bodies grow smaller upward
            up = up / np.hypot(*up)
            ahead = np.array([up[1], -up[0]]) * 0.0155 * k * size
            tall = up * 0.0095 * k
            corners = np.array(
                [centre - ahead - tall, centre + ahead - tall, centre + ahead + tall, centre - ahead + tall]
            )
            if i == 0:
                corners[:2] = plate
            tip = centre - ahead * (3.1 if i < 2 else 2.7) - tall * (1.0 + 1.6 * min(i, 5) / 5)
            column.append(vertebra(corners, tip))
        solids = Path.make_compound_path(*(solid for solid, _ in column))
        arches = Path.make_compound_path(*(arch for _, arch in column))
        up = (neck - base) / np.hypot(*(neck - base))
        ahead = np.array([up[1], -up[0]])
        tall = np.hypot(*(neck - base))

        def at(rise: float, forward: float) -> np.ndarray:
            return base + up * rise * tall + ahead * forward * k

        top, tip = at(0.88, 0.070), at(0.38, 0.118)  # manubrium and xiphoid
        ribs = []
        for i, start in enumerate(line):
            number = 12 - i  # rib number
            if number <= 7:
                end = top + (tip - top) * (number - 0.6) / 7
            elif number <= 10:
                end = tip + (at(0.06, 0.075) - tip) * (number - 7) / 3.2
            else:  # the two short ribs that end in the wall of the belly
                end = at(-0.035, 0.012 + 0.040 * (12 - number))
            drop = up * (0.035 + 0.009 * min(number, 9)) * k
            hind = start - ahead * (0.068 if number > 1 else 0.04) * k - drop * 0.45
            near = end - ahead * 0.075 * k - drop if number <= 10 else end - ahead * 0.030 * k
            ribs.append(Path([start, hind, near, end], [Path.MOVETO] + [Path.CURVE4] * 3))
        sternum = smooth_closed(
            np.array([top - ahead * 0.006, top + ahead * 0.008, tip + ahead * 0.010, tip - ahead * 0.004])
        )
        cage = Path.make_compound_path(*ribs)
        skull = Path(HEAD.vertices * 0.160 * k + np.asarray(self.geometry.head_m)[:2], HEAD.codes)
        self.bones["thorax"] = [("cage", cage), ("sternum", sternum), ("arch", arches), ("body", solids)]
        self.head = skull

    def _skin(self, geometry, joints, tips) -> tuple[np.ndarray, np.ndarray]:
        """Points of the trunk's skin (n, 2), up the back and down the front, and the body that carries each (n,)."""
        k, neck, hip = self.scale, np.asarray(geometry.neck_m)[:2], np.asarray(geometry.hip_m)[:2]
        base, rise = joints[0], neck - joints[0]
        ahead = np.array([rise[1], -rise[0]]) / np.hypot(*rise)
        # On the line from T12/L1 to the neck, and so far ahead of it.
        chest = lambda share, forward: base + rise * share + ahead * forward * k  # noqa: E731
        rows = [("pelvis", hip + np.array(to) * k) for to in ((-0.085, -0.06), (-0.120, 0.02), (-0.098, 0.085))]
        rows += [(body, tips[i] - (0.020 * k, 0)) for i, body in ((0, "L5"), (2, "L3"), (4, "L1"))]
        rows += [("thorax", chest(*to)) for to in ((0.20, -0.085), (0.45, -0.112), (0.70, -0.108), (0.92, -0.068))]
        rows += [
            ("thorax", chest(*to)) for to in ((1.02, 0.045), (0.86, 0.090), (0.62, 0.130), (0.36, 0.138), (0.10, 0.118))
        ]
        rows += [(body, joints[i] + (0.108 * k, 0)) for i, body in ((2, "L2"), (4, "L4"))]
        rows += [("pelvis", hip + np.array(to) * k) for to in ((0.085, 0.075), (0.088, 0.0), (0.05, -0.08))]
        return np.array([point for _, point in rows]), np.array([BODY_INDEX[body] for body, _ in rows])

    def carry(self, geometry, shift=(0.0, 0.0)) -> np.ndarray:
        """The matrices (7, 3, 3) that carry the bodies' standing outlines to their places in `geometry`, moved by `shift`."""
        matrix = frames(geometry) @ self._inverse
        matrix[:, :2, 2] += shift
        return matrix
