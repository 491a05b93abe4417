"""Which muscles share the work: the least effort beyond what is asked of each muscle anyway, in balance at every joint.

    minimise  sum |a_i - asked_i|**p / p   subject to   B a = b,   low_i <= a_i <= 1

`asked` is the co-contraction floor and, for the abdominal wall, the brace. The problem has some 230 unknowns and 18 equations, so
it is solved from its dual, which has 18 unknowns and no constraint: at the optimum each activation depends on the 18
multipliers y alone, ``a = clip(asked + root(B' y), low, 1)``. A damped Newton method on y ends in a handful of steps.
"""

from __future__ import annotations

import numpy as np

__all__ = ["share_effort"]

_TOLERANCE_NM = 1e-8
# Weight of the equations' miss in the dual: next to nothing where the load can be held. Where the first try does not end, the
# weight comes down by steps, each started from the last answer, to where a miss costs a thousand times more than any activation.
_EXACT = 1e-10
_STEPS = (1e2, 1e1, 1e0, 1e-1, 1e-2, 1e-3)
_NEARLY_NM = 0.1


def _newton(moment_nm, target_nm, low, asked, power, weight, steps, start=None):
    """Minimise the dual; returns activations, multipliers and whether the slope vanished."""
    identity = np.eye(len(target_nm))
    square = power == 2.0  # the common case needs no root

    def at(y):
        pull = y @ moment_nm
        raw = pull if square else np.sign(pull) * np.abs(pull) ** (1.0 / (power - 1.0))
        raw = asked + raw
        a = np.minimum(np.maximum(raw, low), 1.0)
        x = a - asked
        cost = 0.5 * (x @ x) if square else (np.abs(x) ** power).sum() / power
        return a, raw, a @ pull - cost - target_nm @ y + 0.5 * weight * (y @ y)

    if start is None:
        whole = moment_nm @ moment_nm.T
        start = np.linalg.solve(whole + (1e-9 * whole.trace()) * identity, target_nm - moment_nm @ asked)
    y = start
    a, raw, value = at(y)
    least = 1e-13 * float((moment_nm * moment_nm).sum())
    damp = least
    for _ in range(steps):
        slope = moment_nm @ a - target_nm + weight * y
        if max(slope.max(), -slope.min()) < _TOLERANCE_NM:
            return a, y, True
        free = (raw > low) & (raw < 1.0)
        part = moment_nm[:, free]
        if square:
            curve = part @ part.T
        else:
            # Slope of the root; bounded where an activation is next to what was asked and the root is steep.
            curve = (part / ((power - 1.0) * np.maximum(np.abs(a[free] - asked[free]), 1e-4) ** (power - 2.0))) @ part.T
        step = np.linalg.solve(curve + (weight + damp) * identity, -slope)
        gain = 1e-4 * (slope @ step)
        t = 1.0
        y_new = y + step
        a_new, raw_new, new = at(y_new)
        while new > value + t * gain and t > 1e-3:
            t *= 0.3
            y_new = y + t * step
            a_new, raw_new, new = at(y_new)
        # Where few muscles are free the dual is nearly flat some way and the step far too long: damp it, then let go.
        damp = damp * 1e2 if t < 0.2 else max(damp * 1e-2, least)
        if new <= value:
            y, a, raw, value = y_new, a_new, raw_new, new
    return a, y, False


def share_effort(
    moment_nm: np.ndarray, target_nm: np.ndarray, low: np.ndarray, asked: np.ndarray | None = None, power: float = 2.0
) -> tuple[np.ndarray, np.ndarray]:
    """Activations that balance the joints with the least effort beyond what is asked.

    Parameters
    ----------
    moment_nm : (m, n) moments in Nm of each muscle at full activation.
    target_nm : (m,) moments in Nm that the muscles have to make.
    low : (n,) floor of each muscle's activation, 0 to 1.
    asked : (n,) activation asked of each muscle, at least `low`; `low` itself if left out.
    power : exponent of the cost, 2 to 3.

    Returns
    -------
    activation : (n,) within [low, 1].
    missing_nm : (m,) what the muscles cannot make. Where the load can be held it is zero to well below 1e-6 Nm; else it is the
        least miss (in the sum of squares) with every activation in its bounds.
    """
    asked = low if asked is None else asked
    a, y, exact = _newton(moment_nm, target_nm, low, asked, power, _EXACT, 30)
    missing = target_nm - moment_nm @ a
    if exact or abs(missing).max() < 1e-7:
        return a, missing
    y = None
    for weight in _STEPS:
        a, y, _ = _newton(moment_nm, target_nm, low, asked, power, weight, 60, y)
    missing = target_nm - moment_nm @ a
    if abs(missing).max() < _NEARLY_NM:  # perhaps the limit itself
        b, _, exact = _newton(moment_nm, target_nm, low, asked, power, _EXACT, 60, y)
        if exact:
            a, missing = b, target_nm - moment_nm @ b
    return a, missing
