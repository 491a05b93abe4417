"""How stiffly the trunk column stands: what a brace, a hollow, or the silence of one muscle group does to it, and at what price.

The forces are those of the spine model (`loads.equations`, `share_effort`); the stiffness of a fascicle is q F / L; the second
derivatives of the potential energy over 18 rotations come from `stability_terms`. Nothing here is fitted: q, the joints'
stiffness and the co-contraction come from the sources in ``data/stability.csv``, and `findings` holds the model against others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.body import GRAVITY, body_of, pose_of
from edu_lib.models.levers import disc_turns
from edu_lib.models.loads import SpineGeometry, _stiffness, equations, spine_loads, weights_of
from edu_lib.models.muscles import ABDOMINALS, GROUPS, fascicles
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.models.sharing import share_effort
from edu_lib.models.stability_terms import Terms, critical_q, terms_of
from edu_lib.params import Param, check_choice
from edu_lib.sources import published

__all__ = [
    "HOLLOWED",
    "LOST",
    "NOTHING",
    "PARAMS",
    "TASKS",
    "State",
    "Stability",
    "constant",
    "stability",
    "task_state",
    "trails",
]

NOTHING = "nothing"
LOST = (NOTHING, *GROUPS)
HOLLOWED = ("transversus abdominis",)
# What the trunk does -> the posture; a load in the hands and a bend of one's own are added to it.
TASKS = {
    "standing": {},
    "load held in front": {"hands_forward_m": 0.4},
    "load at one side": {"hands_side_m": 0.3},
    "bent forward": {"trunk_flexion_deg": 30.0},
}
WAYS = ("forwards or backwards", "sideways", "by twisting")


@lru_cache(maxsize=64)
def constant(quantity: str) -> float:
    """A constant of this model, from ``data/stability.csv``."""
    return float(published("stability", quantity=quantity)["value"])


PARAMS = {
    p.key: p
    for p in (
        Param("brace", "brace", "", (0.0, 1.0), 0.0, 0.02, "asked of all abdominal muscles, on top of what the task needs"),
        Param("hollow", "hollow", "", (0.0, 1.0), 0.0, 0.02, "asked of transversus alone, on top of what the task needs"),
        Param("hands_load_kg", "load in the hands", "kg", (0.0, 40.0), 0.0, 1.0, "cholewicki1997 put 32 kg on the trunk"),
        Param("trunk_flexion_deg", "trunk bend", "degrees", (-20.0, 90.0), None, 1.0, "the task's own if left out"),
        Param(
            "q", "stiffness of a muscle for its force (q)", "", (1.0, 100.0), constant("q"), 1.0,
            "bergmark1989 about 40, cholewicki1996 about 10",
        ),
    )
}  # fmt: skip

LEAVES_OUT = (
    "Reflexes: in people they gave 42 % of the stiffness of the trunk (Moorhouse and Granata 2007); here there are none.",
    "Time: one moment, at rest, and a very small push. A stumble or a heavy catch is another question.",
    "Habit: people tense more muscle, and less evenly, than the least effort that balances the joints.",
    "Pressure: that the pressed abdomen and the fasciae stiffen the trunk themselves is not counted (Stokes 2011 found it does).",
    "Short muscles, ribs and legs: only the muscles of the spine model; the pelvis stands still and the chest is one piece.",
    "Pain: less stiffness in a model is no illness, and more is no cure.",
)


@dataclass(frozen=True, eq=False)
class State:
    """A task with given muscle forces, and its matrix.

    force_n : (n,);  activation : (n,);  rest, spring : (18, 18), the matrix is rest + q spring
    eigenvalues : (18,) Nm/rad, rising;  mode : (6, 3) flexion, right bend, right twist of each joint, L5/S1 first, in the
    direction that gives most easily (unit length)
    compression_n : at L4/L5;  missing_nm : worst moment that the muscles could not balance
    """

    force_n: np.ndarray
    activation: np.ndarray
    rest: np.ndarray
    spring: np.ndarray
    q: float
    eigenvalues: np.ndarray
    mode: np.ndarray
    compression_n: float
    missing_nm: float
    terms: Terms = field(repr=False)

    @property
    def index_nm(self) -> float:
        """The geometric mean of the 18 curvatures, Nm/rad; 0 where not all of them are positive."""
        return mean_curvature(self.eigenvalues)

    @cached_property
    def critical_q(self) -> float:
        return critical_q(self.rest, self.spring)

    @property
    def matrix(self) -> np.ndarray:
        return self.rest + self.q * self.spring


def mean_curvature(eigenvalues: np.ndarray) -> float:
    """The 18th root of the determinant, as the sources average it; 0 where one direction has no stiffness left."""
    return float(np.exp(np.log(eigenvalues).mean())) if eigenvalues[0] > 0.0 else 0.0


def joint_stiffness() -> np.ndarray:
    """(6, 3) Nm/rad in flexion, side bend and twist, L5/S1 first: 10 Nm over the angle it took in vitro (Yamamoto 1989).

    Flexion takes the value of extension, and a bent joint that of a straight one; both are left as the source gives them.
    """
    return np.degrees(_stiffness()) * constant("factor on the stiffness of the joints")


def _assumptions(**change) -> Assumptions:
    return Assumptions(
        floor=constant("co-contraction, no load"), floor_per_kg=constant("co-contraction per kg"), **change
    )


@dataclass(frozen=True, eq=False)
class _Task:
    """All that a posture fixes: the sharing problem, the parts of the matrix, the least effort."""

    e: dict
    terms: Terms
    least: np.ndarray
    missing: float


@lru_cache(maxsize=16)
def _terms(posture: Posture, person: Person, assumptions: Assumptions, joint_factor: float) -> Terms:
    body = body_of(person, assumptions)
    pose = pose_of(posture, body, assumptions)
    return terms_of(body, pose, weights_of(posture, person, body, pose)[0], joint_stiffness() * joint_factor)


@lru_cache(maxsize=48)
def _task(posture: Posture, person: Person, assumptions: Assumptions, joint_factor: float = 1.0) -> _Task:
    e = equations(posture, person, assumptions)
    # Neither a load in the hands nor tension moves a muscle: the parts that take long are those of empty hands.
    empty = replace(posture, hands_load_kg=0.0, brace=0.0)
    terms = _terms(empty, person, replace(assumptions, floor=0.0, floor_per_kg=0.0), joint_factor)
    least, missing = share_effort(e["moment_nm"], e["target_nm"], e["low"])
    return _Task(e, terms, least, float(abs(missing).max()))


def task_state(
    posture: Posture | None = None,
    brace: float = 0.0,
    hollow: float = 0.0,
    q: float | None = None,
    silent: str = NOTHING,
    person: Person | None = None,
    assumptions: Assumptions | None = None,
    joint_factor: float = 1.0,
) -> State:
    """The matrix of a posture, with the abdominal wall tensed on top of the least effort; `silent` takes a group out and
    shares its work among the others. Plain values are not checked here; see `stability`."""
    posture = Posture() if posture is None else posture
    person = Person() if person is None else person
    task = _task(posture, person, _assumptions() if assumptions is None else assumptions, joint_factor)
    e, names, q = task.e, fascicles(), constant("q") if q is None else q
    moment, low, a, missing = e["moment_nm"], e["low"], task.least, task.missing
    here = ~names.of(silent)
    if silent != NOTHING:
        moment, low = moment * here, low * here
        a, gap = share_effort(moment, e["target_nm"], low)
        a, missing = a * here, float(abs(gap).max())
    if brace or hollow:
        # As `spine_loads` does: on top of what the task needs, asked and not forced.
        least = np.where(e["body"].abdominal, a, low)
        more = brace * names.of(*ABDOMINALS) + hollow * names.of(*HOLLOWED)
        a, gap = share_effort(moment, e["target_nm"], least, np.minimum(least + more * here, 1.0))
        a, missing = a * here, float(abs(gap).max())
    return _state(task, a, q, missing)


def _state(task: _Task, a: np.ndarray, q: float, missing: float) -> State:
    e, t = task.e, task.terms
    force = a * e["body"].capacity_n
    rest = (force @ t.string).reshape(18, 18) + t.weight + e["hands"] * t.hands + t.passive
    spring = (force @ t.spring).reshape(18, 18)
    values, vectors = np.linalg.eigh(rest + q * spring)
    mode = np.einsum("kij,kj->ki", disc_turns(e["pose"]), vectors[:, 0].reshape(6, 3))
    mode *= np.sign(mode.ravel()[np.argmax(abs(mode).ravel())])
    axis, k = e["pose"].axis, 1  # joint 1 is L4/L5
    pulled = (e["pull"][3 * k : 3 * k + 3] @ force) @ axis[k]
    weight = (e["weight"][k] + e["hands"]) * axis[k, 1]
    return State(
        force, a, rest, spring, q, values, mode, float(weight - pulled - e["lift"] + e["ligament_n"][k]), missing, t
    )  # fmt: skip


@lru_cache(maxsize=1)
def _masks() -> np.ndarray:
    names = fascicles()
    return np.array([names.of(group) for group in GROUPS], dtype=float)


def without_each(state: State) -> np.ndarray:
    """(11, 18) eigenvalues when the stiffness of each group of `GROUPS` is taken out and the balance is kept as it was."""
    parts = _masks() * state.force_n
    gone = parts @ (state.q * state.terms.spring + state.terms.string)
    return np.linalg.eigvalsh(state.matrix - gone.reshape(-1, 18, 18))


def extra_weight_n(state: State) -> float:
    """Weight that could still be laid on the shoulders before one direction has no stiffness left, muscles unchanged, N.

    Negative where weight would have to be taken off. Infinite where no weight does it.
    """
    matrix, push = state.matrix, -state.terms.shoulder
    off = 0.0
    while np.linalg.eigvalsh(matrix + off * push)[0] <= 0.0:  # take weight off until it holds, and count from there
        off += 100.0
        if off > 5000.0:
            return float("-inf")
    lower = np.linalg.inv(np.linalg.cholesky(matrix + off * push))
    most = np.linalg.eigvalsh(lower @ push @ lower.T)[-1]
    return float(1.0 / most - off) if most > 1e-9 else float("inf")


@dataclass(frozen=True, eq=False)
class Stability:
    """The answer of `stability`. Per cents are against the same task with a relaxed wall and every muscle at work.

    smallest_eigenvalue_nm : stiffness in the weakest direction, Nm/rad; below 0 muscle stiffness alone does not hold it
    index_nm : mean stiffness over all directions, Nm/rad; 0 where the weakest is below 0
    index_percent : its change; -100 where it is 0
    critical_q : the smallest q that still holds it;  softer_percent : how much softer than in the relaxed task muscles may be
    extra_weight_kg : what could still be laid on the shoulders, all else unchanged;  compression_n, compression_percent
    loss_percent : group -> change of the index when its stiffness is silenced and the balance kept as it was (the sources' way)
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
        from edu_lib.models.stability_words import stability_words

        return stability_words(self)


@lru_cache(maxsize=16)
def _geometry(posture: Posture) -> SpineGeometry:
    return spine_loads(posture).geometry


def weakest_words(mode: np.ndarray) -> str:
    """Such as "sideways, most of all at L2/L3", for a mode (6, 3), L5/S1 first."""
    way = WAYS[int(np.argmax((mode**2).sum(axis=0)))]
    level = ("L5/S1", "L4/L5", "L3/L4", "L2/L3", "L1/L2", "T12/L1")[int(np.argmax((mode**2).sum(axis=1)))]
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
    brace : activation asked of all abdominal muscles on top of what the task needs, 0 to 1.
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
    part = 100.0 * (_masks() @ turned) / turned.sum()
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
