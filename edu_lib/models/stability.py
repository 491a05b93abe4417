"""How stiffly the trunk column stands: what a brace, a hollow, or the silence of one muscle group does to it, and at what price.

The forces are those of the spine model (`loads.equations`, `share_effort`); the stiffness of a fascicle is q F / L; the second
derivatives of the potential energy over 18 rotations come from `stability_terms`. Nothing here is fitted: q, the joints'
stiffness and the co-contraction come from the sources in ``data/stability.csv``, and `findings` holds the model against others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from edu_lib.models.body import GRAVITY, UP
from edu_lib.models.loads import SpineGeometry, spine_loads
from edu_lib.models.muscles import GROUPS, LEVELS
from edu_lib.models.posture import Posture
from edu_lib.models.stability_state import (
    NOTHING,
    State,
    constant,
    extra_weight_n,
    group_masks,
    mean_curvature,
    task_state,
    without_each,
)
from edu_lib.models.stability_words import stability_words
from edu_lib.params import Param, check_choice
from edu_lib.sources import published

__all__ = ["LOST", "NOTHING", "PARAMS", "TASKS", "Stability", "stability", "trails"]

LOST = (NOTHING, *GROUPS)
# What the trunk does -> the posture; a load in the hands and a bend of one's own are added to it.
TASKS = {
    "standing": {},
    "load held in front": {"hands_forward_m": 0.4},
    "load at one side": {"hands_side_m": 0.3},
    "bent forward": {"trunk_flexion_deg": 30.0},
}
WAYS = ("forwards or backwards", "sideways", "by twisting")


PARAMS = {
    p.key: p
    for p in (
        Param("brace", "brace", "", (0.0, 1.0), 0.0, 0.02, "asked of all abdominal muscles, on top of their resting tone"),
        Param("hollow", "hollow", "", (0.0, 1.0), 0.0, 0.02, "asked of transversus alone, on top of its resting tone"),
        Param("hands_load_kg", "load in the hands", "kg", (0.0, 40.0), 0.0, 1.0, "cholewicki1997 put 32 kg on the trunk"),
        Param("trunk_flexion_deg", "trunk bend", "degrees", (-20.0, 90.0), None, 1.0, "the task's own if left out"),
        Param(
            "q", "stiffness of a muscle for its force (q)", "", (1.0, 100.0), constant("q"), 1.0,
            "bergmark1989 about 40, cholewicki1996 about 10; neither re-read",
        ),
    )
}  # fmt: skip

_REFLEXES = published(
    "stability_iap", source="moorhouse2007", quantity="share of reflexes in the stiffness of the trunk"
)["value"]
LEAVES_OUT = (
    f"Reflexes: in people they gave {_REFLEXES} % of the stiffness of the trunk (Moorhouse and Granata 2007); here there are none.",
    "Time: one moment, at rest, and a very small push. A stumble or a heavy catch is another question.",
    "Habit: people tense more muscle, and less evenly, than the least effort that balances the joints.",
    "Pressure: that the pressed abdomen and the fasciae stiffen the trunk themselves is not counted (Stokes 2011 found it does).",
    "Short muscles, ribs and legs: only the muscles of the spine model; the pelvis stands still and the chest is one piece.",
    "Pain: less stiffness in a model is no illness, and more is no cure.",
)


@dataclass(frozen=True, eq=False)
class Stability:
    """The answer of `stability`. Per cents are against the same task with a relaxed wall and every muscle at work.

    smallest_eigenvalue_nm : stiffness in the weakest direction, Nm/rad; below 0 muscle stiffness alone does not hold it
    index_nm : mean stiffness over all directions, Nm/rad; 0 where the weakest is below 0
    index_percent : its change; -100 where it is 0
    critical_q : the smallest q that still holds it;  softer_percent : how much softer than in the relaxed task muscles may be
    extra_weight_kg : what could still be laid on the shoulders, all else unchanged;  compression_n, compression_percent
    loss_percent : group -> change of the index when its stiffness is silenced and the balance kept as it was
    group_stiffness_percent : group -> its part of the stiffness that all muscles give together
    holds : stiff enough without reflexes;  balanced : the muscles can hold the posture at all
    weakest : where and how it would give first, in words;  mode : (6, 3) as `State.mode`
    """

    task: str
    lost: str
    brace: float
    hollow: float
    hands_load_kg: float
    trunk_flexion_deg: float
    q: float
    smallest_eigenvalue_nm: float
    index_nm: float
    relaxed_index_nm: float
    index_percent: float
    critical_q: float
    softer_percent: float
    extra_weight_kg: float
    compression_n: float
    relaxed_compression_n: float
    compression_percent: float
    loss_percent: dict[str, float]
    group_stiffness_percent: dict[str, float]
    weakest: str
    balanced: bool
    relaxed_holds: bool
    mode: np.ndarray = field(repr=False)
    stiffness_n_m: np.ndarray = field(repr=False)  # (n,) of each fascicle
    posture: Posture = field(repr=False)

    leaves_out = LEAVES_OUT

    @property
    def holds(self) -> bool:
        return self.smallest_eigenvalue_nm > 0.0

    @property
    def geometry(self) -> SpineGeometry:
        return _geometry(replace(self.posture, hands_load_kg=0.0))

    def __str__(self) -> str:
        return stability_words(self)


@lru_cache(maxsize=16)
def _geometry(posture: Posture) -> SpineGeometry:
    return spine_loads(posture).geometry


def weakest_words(mode: np.ndarray) -> str:
    """Such as "sideways, most of all at L2/L3", for a mode (6, 3), L5/S1 first."""
    way = WAYS[int(np.argmax((mode**2).sum(axis=0)))]
    level = LEVELS[UP][int(np.argmax((mode**2).sum(axis=1)))]
    return f"{way}, most of all at {level}"


def stability(
    brace: float = 0.0,
    hollow: float = 0.0,
    lost: str = NOTHING,
    task: str = "standing",
    hands_load_kg: float = 0.0,
    trunk_flexion_deg: float | None = None,
    q: float | None = None,
) -> Stability:
    """How stiffly the trunk column of a man of 70 kg stands in a task, and what it costs at L4/L5.

    Parameters
    ----------
    brace : activation asked of all abdominal muscles on top of their resting tone, 0 to 1; never less than the task needs.
    hollow : the same of transversus abdominis alone.
    lost : a muscle group that is silent on both sides, one of `LOST`. The others share its work where they can.
    task : one of `TASKS`;  hands_load_kg : 0 to 40 kg;  trunk_flexion_deg : -20 to 90, the task's own if left out.
    q : stiffness of a muscle = q times force over length, 1 to 100; of ``data/stability.csv`` if left out.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    q = PARAMS["q"].default if q is None else q
    given = {
        "brace": brace,
        "hollow": hollow,
        "hands_load_kg": hands_load_kg,
        "trunk_flexion_deg": trunk_flexion_deg,
        "q": q,
    }
    v = {key: PARAMS[key].check(value) for key, value in given.items()}
    check_choice("lost", "silent muscle", lost, LOST)
    check_choice("task", "task", task, tuple(TASKS))
    posture = _posture(task, v["hands_load_kg"], v["trunk_flexion_deg"])
    relaxed = _relaxed(posture, v["q"])
    plain = lost == NOTHING and not v["brace"] and not v["hollow"]
    whole = relaxed if plain else task_state(posture, v["brace"], v["hollow"], v["q"])
    state = whole if lost == NOTHING else task_state(posture, v["brace"], v["hollow"], v["q"], lost)
    index, whole_index = state.index_nm, whole.index_nm
    loss = {
        group: 100.0 * (mean_curvature(values) / whole_index - 1.0) if whole_index else float("nan")
        for group, values in zip(GROUPS, without_each(whole), strict=True)
    }
    stiff = state.q * state.force_n / state.terms.length_m
    turned = stiff * (state.terms.slope**2).sum(axis=0)
    part = 100.0 * (group_masks() @ turned) / turned.sum()
    critical, base_q = state.critical_q, relaxed.critical_q
    return Stability(
        task=task, lost=lost, brace=v["brace"], hollow=v["hollow"], hands_load_kg=v["hands_load_kg"],
        trunk_flexion_deg=posture.trunk_flexion_deg, q=v["q"],
        smallest_eigenvalue_nm=float(state.eigenvalues[0]), index_nm=index, relaxed_index_nm=relaxed.index_nm,
        index_percent=_percent(index, relaxed.index_nm), critical_q=critical,
        softer_percent=-_percent(critical, base_q),
        extra_weight_kg=extra_weight_n(state) / GRAVITY, compression_n=state.compression_n,
        relaxed_compression_n=relaxed.compression_n, compression_percent=_percent(state.compression_n, relaxed.compression_n),
        loss_percent=loss, group_stiffness_percent=dict(zip(GROUPS, part.tolist(), strict=True)),
        weakest=weakest_words(state.mode), balanced=state.missing_nm < 1e-6, relaxed_holds=bool(relaxed.eigenvalues[0] > 0.0),
        mode=state.mode, stiffness_n_m=stiff, posture=posture,
    )  # fmt: skip


def _percent(now: float, before: float) -> float:
    return 100.0 * (now / before - 1.0) if before else float("nan")


@lru_cache(maxsize=64)
def _posture(task: str, load: float, flexion: float | None) -> Posture:
    own = TASKS[task] if flexion is None else TASKS[task] | {"trunk_flexion_deg": flexion}
    return Posture(hands_load_kg=load, **own)


@lru_cache(maxsize=64)
def _relaxed(posture: Posture, q: float) -> State:
    return task_state(posture, q=q)


@lru_cache(maxsize=32)
def trails(task: str, hands_load_kg: float, q: float) -> dict[str, tuple[tuple[float, float, float], ...]]:
    """ "brace" and "hollow" -> points (price, gain, effort): change of compression and of the index in per cent, up to 40 % effort.

    Empty where muscle stiffness does not hold the relaxed trunk.
    """
    posture = _posture(task, hands_load_kg, None)
    relaxed = _relaxed(posture, q)
    found = {}
    for name in ("brace", "hollow"):
        points = [(0.0, 0.0, 0.0)]
        for effort in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4):
            state = task_state(posture, q=q, **{name: effort})
            price = _percent(state.compression_n, relaxed.compression_n)
            gain = _percent(state.index_nm, relaxed.index_nm)
            if not (price <= 60.0 and -20.0 <= gain <= 60.0):
                break
            points.append((price, gain, effort))
        found[name] = tuple(points) if relaxed.index_nm else ()
    return found
