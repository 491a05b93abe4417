"""Two legs, a foot from above and from below, and the seat, drawn by eye; with the patches of skin that lists name.

Everything is in metres: x from the midline to the right leg's outer side, y up from the floor; feet stand on their heel,
x to the little toe. The borders between patches are ours: the lists give words.
"""

from __future__ import annotations

import numpy as np

from .trunk_surface import smooth

__all__ = ["CREASES", "FOOT_CREASES", "PATCHES", "SEAT", "TOES", "curve", "foot", "hatch", "legs", "ring"]

# The right leg's outer and inner edge from the waist to the ankle, each (x, y).
_EDGES = {
    "front": (
        ((0.140, 1.06), (0.149, 1.02), (0.160, 0.98), (0.170, 0.93), (0.177, 0.88), (0.179, 0.83), (0.176, 0.76),
         (0.170, 0.69), (0.162, 0.62), (0.154, 0.56), (0.148, 0.52), (0.146, 0.485), (0.146, 0.45), (0.152, 0.41),
         (0.158, 0.36), (0.157, 0.31), (0.150, 0.25), (0.141, 0.19), (0.134, 0.14), (0.131, 0.105), (0.137, 0.080)),
        ((0.000, 0.825), (0.008, 0.800), (0.012, 0.76), (0.020, 0.70), (0.029, 0.64), (0.038, 0.58), (0.043, 0.54),
         (0.043, 0.505), (0.046, 0.475), (0.052, 0.445), (0.048, 0.41), (0.045, 0.365), (0.050, 0.31), (0.061, 0.24),
         (0.070, 0.18), (0.075, 0.135), (0.075, 0.110), (0.070, 0.090)),
    ),
    "back": (
        ((0.140, 1.06), (0.150, 1.02), (0.161, 0.98), (0.171, 0.93), (0.178, 0.88), (0.179, 0.83), (0.175, 0.76),
         (0.168, 0.69), (0.160, 0.62), (0.152, 0.56), (0.147, 0.52), (0.145, 0.485), (0.146, 0.45), (0.153, 0.41),
         (0.159, 0.36), (0.157, 0.31), (0.149, 0.25), (0.139, 0.19), (0.130, 0.14), (0.128, 0.105), (0.136, 0.078)),
        ((0.000, 0.815), (0.008, 0.795), (0.012, 0.76), (0.020, 0.70), (0.029, 0.64), (0.038, 0.58), (0.043, 0.54),
         (0.044, 0.505), (0.047, 0.475), (0.050, 0.445), (0.045, 0.41), (0.042, 0.36), (0.048, 0.30), (0.061, 0.24),
         (0.071, 0.18), (0.077, 0.135), (0.077, 0.110), (0.071, 0.088)),
    ),
}  # fmt: skip
# From the outer ankle round the foot to the inner.
_FEET = {
    "front": ((0.137, 0.064), (0.147, 0.040), (0.163, 0.020), (0.170, 0.006), (0.164, -0.006), (0.150, -0.012),
              (0.130, -0.017), (0.108, -0.020), (0.086, -0.018), (0.073, -0.008), (0.070, 0.012), (0.073, 0.036),
              (0.072, 0.062), (0.067, 0.078)),
    "back": ((0.137, 0.062), (0.148, 0.040), (0.160, 0.020), (0.160, 0.006), (0.146, 0.000), (0.128, -0.006),
             (0.108, -0.010), (0.086, -0.007), (0.076, 0.004), (0.076, 0.030), (0.073, 0.060), (0.068, 0.074)),
}  # fmt: skip
# Lines on the skin: folds, kneecap, hollows, tendons.
CREASES = {
    "front": (
        ((0.020, 0.842), (0.060, 0.885), (0.105, 0.935), (0.140, 0.975)),  # groin
        ((0.074, 0.530), (0.090, 0.540), (0.112, 0.534), (0.122, 0.512), (0.117, 0.484), (0.100, 0.468), (0.082, 0.474),
         (0.069, 0.498), (0.070, 0.516)),  # kneecap
        ((0.060, 0.560), (0.052, 0.590), (0.058, 0.630)), ((0.134, 0.575), (0.138, 0.610), (0.134, 0.660)),
        ((0.098, 0.452), (0.097, 0.436)), ((0.104, 0.420), (0.101, 0.330), (0.098, 0.230)),  # shin
        ((0.078, 0.096), (0.083, 0.086)), ((0.126, 0.086), (0.130, 0.076)),  # ankle bones
        ((0.096, 0.004), (0.094, -0.010)), ((0.118, 0.006), (0.117, -0.010)), ((0.133, 0.007), (0.134, -0.008)),
        ((0.147, 0.008), (0.150, -0.004)),  # toes
    ),
    "back": (
        ((0.004, 0.835), (0.030, 0.806), (0.070, 0.798), (0.112, 0.808), (0.138, 0.830)),  # fold of the buttock
        ((0.055, 0.494), (0.080, 0.486), (0.108, 0.486), (0.134, 0.494)),  # behind the knee
        ((0.062, 0.560), (0.064, 0.530), (0.058, 0.500)), ((0.128, 0.560), (0.127, 0.530), (0.132, 0.500)),
        ((0.100, 0.440), (0.100, 0.370), (0.098, 0.300)), ((0.058, 0.300), (0.078, 0.270), (0.096, 0.262)),
        ((0.146, 0.310), (0.124, 0.282), (0.104, 0.268)),  # calf
        ((0.094, 0.200), (0.098, 0.120), (0.092, 0.060)), ((0.112, 0.200), (0.111, 0.120), (0.118, 0.060)),
    ),
}  # fmt: skip
# Patch -> view -> outline as (share of the way from the inner to the outer edge, y).
_ON_LEG = {
    "thigh_upper": {"front": ((0.03, 0.790), (0.12, 0.842), (0.36, 0.882), (0.66, 0.925), (0.99, 0.945), (0.99, 0.80),
                              (0.99, 0.675), (0.75, 0.668), (0.50, 0.664), (0.25, 0.668), (0.03, 0.675))},
    "thigh_lower": {"front": ((0.03, 0.667), (0.25, 0.660), (0.50, 0.656), (0.75, 0.660), (0.99, 0.667), (0.99, 0.60),
                              (0.99, 0.560), (0.75, 0.566), (0.50, 0.568), (0.25, 0.566), (0.03, 0.560), (0.03, 0.60))},
    "knee": {
        "front": ((0.02, 0.552), (0.25, 0.558), (0.50, 0.560), (0.75, 0.558), (0.98, 0.552), (0.98, 0.490),
                  (0.98, 0.442), (0.75, 0.432), (0.50, 0.428), (0.25, 0.432), (0.02, 0.442), (0.02, 0.490)),
        "back outer": ((0.98, 0.552), (0.90, 0.550), (0.87, 0.495), (0.90, 0.445), (0.98, 0.442)),
        "back inner": ((0.02, 0.552), (0.10, 0.550), (0.13, 0.495), (0.10, 0.445), (0.02, 0.442)),
    },
    "leg_inner": {
        "front": ((0.02, 0.432), (0.25, 0.423), (0.47, 0.419), (0.47, 0.34), (0.46, 0.25), (0.44, 0.16), (0.42, 0.098),
                  (0.20, 0.094), (0.03, 0.096), (0.02, 0.16), (0.02, 0.25), (0.02, 0.34)),
        "back": ((0.02, 0.432), (0.12, 0.435), (0.21, 0.38), (0.23, 0.30), (0.23, 0.20), (0.20, 0.096), (0.03, 0.096),
                 (0.02, 0.16), (0.02, 0.25), (0.02, 0.34)),
    },
    "leg_outer": {
        "front": ((0.98, 0.432), (0.75, 0.423), (0.51, 0.419), (0.51, 0.34), (0.50, 0.25), (0.48, 0.16), (0.46, 0.098),
                  (0.75, 0.092), (0.97, 0.094), (0.98, 0.16), (0.98, 0.25), (0.98, 0.34)),
        "back": ((0.98, 0.432), (0.88, 0.435), (0.79, 0.38), (0.77, 0.30), (0.77, 0.20), (0.80, 0.096), (0.97, 0.096),
                 (0.98, 0.16), (0.98, 0.25), (0.98, 0.34)),
    },
    "thigh_back": {"back": ((0.06, 0.790), (0.30, 0.792), (0.60, 0.796), (0.84, 0.806), (0.86, 0.72), (0.87, 0.64),
                            (0.87, 0.562), (0.65, 0.557), (0.50, 0.556), (0.30, 0.557), (0.06, 0.562), (0.05, 0.64),
                            (0.05, 0.72))},
    "knee_back": {"back": ((0.15, 0.548), (0.50, 0.546), (0.85, 0.548), (0.83, 0.495), (0.85, 0.450), (0.50, 0.446),
                           (0.15, 0.450), (0.17, 0.495))},
    "leg_back": {"back": ((0.16, 0.440), (0.50, 0.437), (0.84, 0.440), (0.75, 0.38), (0.73, 0.30), (0.73, 0.20),
                          (0.76, 0.098), (0.50, 0.094), (0.24, 0.098), (0.27, 0.20), (0.27, 0.30), (0.25, 0.38))},
}  # fmt: skip
# Patch -> view -> outline in metres.
_ON_SKIN = {
    "buttock": {"back": ((0.022, 0.985), (0.060, 1.002), (0.105, 0.995), (0.142, 0.965), (0.160, 0.915), (0.163, 0.865),
                         (0.150, 0.832), (0.115, 0.813), (0.072, 0.804), (0.040, 0.810), (0.031, 0.845), (0.022, 0.900),
                         (0.016, 0.950))},
    "heel_back": {"back": ((0.084, 0.062), (0.101, 0.066), (0.120, 0.062), (0.131, 0.040), (0.130, 0.012),
                           (0.118, -0.002), (0.104, -0.005), (0.088, -0.001), (0.080, 0.014), (0.081, 0.040))},
    "foot_inner": {
        "front": ((0.080, 0.080), (0.098, 0.084), (0.122, 0.080), (0.126, 0.050), (0.130, 0.014), (0.108, 0.010),
                  (0.080, 0.008), (0.077, 0.040)),
        "top": ((-0.026, 0.085), (-0.008, 0.094), (0.014, 0.096), (0.018, 0.140), (0.024, 0.198), (0.006, 0.206),
                (-0.014, 0.208), (-0.036, 0.204), (-0.041, 0.188), (-0.037, 0.150), (-0.029, 0.115)),
    },
    "foot_outer": {
        "front": ((0.128, 0.078), (0.134, 0.060), (0.146, 0.036), (0.158, 0.018), (0.154, 0.012), (0.136, 0.014),
                  (0.131, 0.050)),
        "top": ((0.019, 0.096), (0.031, 0.094), (0.034, 0.125), (0.041, 0.160), (0.046, 0.186), (0.039, 0.192),
                (0.029, 0.197), (0.023, 0.140)),
    },
    "sole": {"below": ((0.044, 0.182), (0.034, 0.196), (0.012, 0.205), (-0.014, 0.208), (-0.034, 0.202),
                       (-0.040, 0.186), (-0.030, 0.165), (-0.014, 0.140), (-0.004, 0.115), (-0.008, 0.090),
                       (-0.016, 0.072), (0.004, 0.067), (0.028, 0.071), (0.032, 0.110), (0.038, 0.150))},
    "sole_inner": {"below": ((-0.0385, 0.176), (-0.026, 0.154), (-0.013, 0.132), (-0.009, 0.112), (-0.014, 0.090),
                             (-0.023, 0.072), (-0.0265, 0.085), (-0.026, 0.115), (-0.0335, 0.150))},
    "heel_pad": {"below": ((-0.024, 0.064), (0.003, 0.059), (0.028, 0.063), (0.030, 0.040), (0.025, 0.016),
                           (0.012, 0.005), (-0.004, 0.004), (-0.019, 0.012), (-0.027, 0.034))},
}  # fmt: skip
_FOOT = (
    (0.000, -0.002), (0.020, 0.004), (0.032, 0.022), (0.035, 0.055), (0.036, 0.095), (0.042, 0.140), (0.049, 0.172),
    (0.049, 0.192), (0.040, 0.204), (0.020, 0.212), (-0.006, 0.218), (-0.030, 0.216), (-0.044, 0.204), (-0.046, 0.184),
    (-0.040, 0.150), (-0.031, 0.115), (-0.031, 0.075), (-0.033, 0.045), (-0.028, 0.018), (-0.016, 0.003),
)  # fmt: skip
# Middle (x, y), half width and half length in metres, lean in degrees; the great toe first.
TOES = (
    (-0.029, 0.235, 0.0150, 0.0270, -3), (-0.002, 0.236, 0.0090, 0.0240, 3), (0.017, 0.227, 0.0085, 0.0210, 8),
    (0.033, 0.214, 0.0080, 0.0185, 14), (0.046, 0.198, 0.0080, 0.0165, 22),
)  # fmt: skip
FOOT_CREASES = {
    "top": (((-0.020, 0.115), (-0.024, 0.160), (-0.027, 0.205)), ((0.000, 0.120), (0.000, 0.165), (0.000, 0.205)),
            ((0.012, 0.118), (0.018, 0.160), (0.023, 0.195))),
    "below": (((-0.030, 0.176), (-0.012, 0.184), (0.012, 0.182), (0.036, 0.172)),),
}  # fmt: skip
# The seat from below, right half, middle at nought: outline of buttock and thigh, and the saddle.
SEAT = {
    "half": ((0.002, 0.060), (0.040, 0.085), (0.090, 0.084), (0.125, 0.058), (0.134, 0.012), (0.126, -0.040),
             (0.106, -0.082), (0.066, -0.086), (0.036, -0.066), (0.016, -0.040), (0.002, -0.034)),
    "saddle": ((0.000, 0.066), (0.018, 0.058), (0.034, 0.034), (0.038, 0.006), (0.028, -0.024), (0.018, -0.050),
               (0.010, -0.070), (0.000, -0.076)),
}  # fmt: skip


def curve(points) -> np.ndarray:
    """A smooth line through `points` (n, 2), open, six points to a stretch."""
    return smooth(points, 6)


def ring(points) -> np.ndarray:
    """A smooth closed ring through `points` (n, 2), as many points."""
    p = np.asarray(points, float)
    return curve(np.vstack([p[-1:], p, p[:2]]))[6:-7]


def legs(view: str) -> np.ndarray:
    """The outline (n, 2) of the body from the waist down, both legs, as one ring; the right leg has x > 0."""
    outer, inner = (curve(edge) for edge in _EDGES[view])
    half = np.vstack([outer, curve(_FEET[view]), inner[::-1]])
    return np.vstack([half, half[::-1] * (-1, 1)])


def foot() -> np.ndarray:
    """The outline (n, 2) of the right foot from above, without the toes."""
    return ring(_FOOT)


def _across(view: str, points) -> np.ndarray:
    """Places given as (share from the inner to the outer edge, y) in metres."""
    edges = [curve(edge)[::-1] for edge in _EDGES[view]]
    share, y = np.asarray(points, float).T
    out, into = (np.interp(y, edge[:, 1], edge[:, 0]) for edge in edges)
    into = np.where(y > 0.80, 0.006, into)
    return np.column_stack([into + share * (out - into), y])


def _patches() -> dict[str, dict[str, list[np.ndarray]]]:
    out: dict[str, dict[str, list[np.ndarray]]] = {}
    for name, views in _ON_LEG.items():
        for key, points in views.items():
            view = key.split()[0]
            # Put between, so that a long side follows the leg's edge.
            closed = np.vstack([points, points[:1]])
            fine = np.vstack([np.linspace(a, b, 6, endpoint=False) for a, b in zip(closed, closed[1:])])
            out.setdefault(name, {}).setdefault(view, []).append(_across(view, fine))
    for name, views in _ON_SKIN.items():
        for view, points in views.items():
            out.setdefault(name, {}).setdefault(view, []).append(ring(points))
    return out


# Patch -> view ("front", "back", "top", "below") -> rings (n, 2) in metres.
PATCHES = _patches()


def hatch(polygon: np.ndarray, apart: float, degrees: float, spare=None) -> np.ndarray:
    """Parallel lines inside `polygon` (n, 2), `apart` from one another and at an angle; (m, 2) with nan between them.

    `spare` (left, right, low, high) is a place for words that is left free.
    """
    turn = np.radians(degrees)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    p = polygon @ matrix  # here the lines are level
    q = np.roll(p, -1, axis=0)
    out = []
    for level in np.arange(np.ceil(p[:, 1].min() / apart) * apart, p[:, 1].max(), apart):
        crossed = (p[:, 1] <= level) != (q[:, 1] <= level)
        a, b = p[crossed], q[crossed]
        x = np.sort(a[:, 0] + (level - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1]))
        for left, right in zip(x[::2], x[1::2]):
            ends = np.array([(left, level), (right, level)]) @ matrix.T
            for start, end in _outside(*ends, spare) if spare else [ends]:
                out += [start, end, (np.nan, np.nan)]
    return np.array(out).reshape(-1, 2)


def _outside(start, end, box) -> list:
    """The pieces of a slanted line that lie outside `box` (left, right, low, high)."""
    way = end - start
    into = [sorted(((box[2 * k] - start[k]) / way[k], (box[2 * k + 1] - start[k]) / way[k])) for k in range(2)]
    first, last = max(0.0, *(one[0] for one in into)), min(1.0, *(one[1] for one in into))
    if first >= last:
        return [(start, end)]
    pieces = [(start, start + first * way), (start + last * way, end)]
    return [piece for piece, long in zip(pieces, (first, 1 - last)) if long > 1e-6]
