"""The trunk in one posture with given muscle forces: its matrix of second derivatives, and what is read from it.

Forces are those of the spine model (`loads.equations`, `share_effort`); a fascicle's stiffness is q F / L; the parts of the matrix
come from `stability_terms`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.body import body_of, pose_of
from edu_lib.models.levers import disc_turns
from edu_lib.models.loads import equations, passive_stiffness, weights_of
from edu_lib.models.muscles import ABDOMINALS, GROUPS, fascicles
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.models.sharing import share_effort
from edu_lib.models.stability_terms import Terms, critical_q, terms_of
from edu_lib.sources import published

__all__ = [
    "HOLLOWED", "NOTHING", "State", "constant", "extra_weight_n", "group_masks", "joint_stiffness", "mean_curvature", "task_state",
    "without_each",
]  # fmt: skip

NOTHING = "nothing"
HOLLOWED = ("transversus abdominis",)


@lru_cache(maxsize=64)
def constant(quantity: str) -> float:
    """A constant of this model, from ``data/stability.csv``."""
    return float(published("stability", quantity=quantity)["value"])


@dataclass(frozen=True, eq=False)
class State:
    """A task with given muscle forces, and its matrix.

    force_n : (n,);  rest, spring : (18, 18), the matrix is rest + q spring
    eigenvalues : (18,) Nm/rad, rising;  mode : (6, 3) flexion, right bend, right twist of each joint, L5/S1 first, in the
    direction that gives most easily (unit length)
    compression_n : at L4/L5;  missing_nm : worst moment that the muscles could not balance
    """

    force_n: np.ndarray
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
    """The geometric mean of the eigenvalues, one of the measures in use (Eskandari 2024); 0 where one is not positive."""
    return float(np.exp(np.log(eigenvalues).mean())) if eigenvalues[0] > 0.0 else 0.0


def joint_stiffness() -> np.ndarray:
    """(6, 3) Nm/rad in flexion, side bend and twist, L5/S1 first: 10 Nm over the angle it took in vitro (Yamamoto 1989).

    Flexion takes the value of extension, and a bent joint that of a straight one; both are left as the source gives them.
    """
    return np.degrees(passive_stiffness()) * constant("factor on the stiffness of the joints")


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
        # As `spine_loads` does: on top of the floor, never less than the task needs, asked and not forced.
        least = np.where(e["body"].abdominal, a, low)
        more = brace * names.of(*ABDOMINALS) + hollow * names.of(*HOLLOWED)
        a, gap = share_effort(moment, e["target_nm"], least, np.minimum(low + more * here, 1.0))
        a, missing = a * here, float(abs(gap).max())
    return _state(task, a, q, missing)


def _state(task: _Task, a: np.ndarray, q: float, missing: float) -> State:
    e, t = task.e, task.terms
    force = a * e["body"].capacity_n
    # einsum, not @: sums of this size go to several threads there, which wait for a core that the browser holds.
    rest = np.einsum("f,fm->m", force, t.string).reshape(18, 18) + t.weight + e["hands"] * t.hands + t.passive
    spring = np.einsum("f,fm->m", force, t.spring).reshape(18, 18)
    values, vectors = np.linalg.eigh(rest + q * spring)
    mode = np.einsum("kij,kj->ki", disc_turns(e["pose"]), vectors[:, 0].reshape(6, 3))
    mode *= np.sign(mode.ravel()[np.argmax(abs(mode).ravel())])
    axis, k = e["pose"].axis, 1  # joint 1 is L4/L5
    pulled = (e["pull"][3 * k : 3 * k + 3] @ force) @ axis[k]
    weight = (e["weight"][k] + e["hands"]) * axis[k, 1]
    return State(
        force, rest, spring, q, values, mode, float(weight - pulled - e["lift"] + e["ligament_n"][k]), missing, t
    )  # fmt: skip


@lru_cache(maxsize=1)
def group_masks() -> np.ndarray:
    names = fascicles()
    return np.array([names.of(group) for group in GROUPS], dtype=float)


def without_each(state: State) -> np.ndarray:
    """(11, 18) eigenvalues when the stiffness of each group of `GROUPS` is taken out and the balance is kept as it was."""
    parts = group_masks() * state.force_n
    gone = np.einsum("gf,fm->gm", parts, state.q * state.terms.spring + state.terms.string)  # not @, as above
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
