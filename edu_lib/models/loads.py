"""What each lumbar disc carries in a held posture, from the weight, the muscles, the passive tissue and the pressure within.

The chain is cut at each disc. Everything above the cut has to balance: its weight and the load in the hands, the pull
of every muscle that passes the cut, ligaments and disc, and the pressure under the diaphragm. The three moments of six
discs are the 18 equations that `sharing.share_effort` solves; the forces then give compression and shear.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.body import GRAVITY, UP, Body, Pose, body_of, pose_of, table_value
from edu_lib.models.levers import disc_turns, muscle_levers
from edu_lib.models.muscles import BODIES, GROUPS, LEVELS, fascicles
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.models.sharing import share_effort

__all__ = ["SpineGeometry", "SpineResult", "equations", "passive_stiffness", "spine_loads"]

_HELD_NM = 1e-6
# Which body carries each mass (slices L5 to L1, thorax, head, arms), and which masses lie above each joint, L5/S1 first.
CARRIER = np.array([1, 2, 3, 4, 5, 6, 6, 6])
LOADS_ABOVE = (CARRIER[None, :] > np.arange(6)[:, None]).astype(float)
CAUSES = ("body", "hands", "muscles", "pressure", "passive")

LEAVES_OUT = (
    "Time: nothing moves, so speed, jerk, fatigue and creep are not here.",
    "Strategy: real people tense more, and less evenly, than the least effort that balances the joints.",
    "You: muscles, bones and habits differ between people; this is one scaled body, not a measurement of anyone.",
    "The upper back: the rib cage is one rigid piece, and side bend and twist of the chest are shared out by averages.",
    "The facet joints: what they carry of compression and shear is counted as the disc's.",
    "The price of pressure: pressure in the abdomen relieves the spine here, but the muscle effort that makes it is not charged.",
    "Shear: public models differ four-fold in it. Read its direction, not its size.",
    "Pain and injury: a force on a disc is not pain, and not damage.",
)


@dataclass(frozen=True, eq=False)
class SpineGeometry:
    """Where everything is, for a plate. World frame: metres, x forward, y up, z right, origin in the L5/S1 disc."""

    bodies: tuple[str, ...]
    rotation: np.ndarray  # (7, 3, 3)
    origin_m: np.ndarray  # (7, 3)
    joint_m: np.ndarray  # (6, 3) disc centres in the order of LEVELS
    disc_axis: np.ndarray  # (6, 3) cranial
    hip_m: np.ndarray
    knee_m: np.ndarray
    ankle_m: np.ndarray
    shoulder_m: np.ndarray
    elbow_m: np.ndarray
    hands_m: np.ndarray
    neck_m: np.ndarray
    head_m: np.ndarray
    com_m: dict[str, np.ndarray]
    mass_kg: dict[str, float]
    vertebra_outline_m: np.ndarray  # (5, 4, 3) L5 .. L1
    spinous_tip_m: np.ndarray  # (5, 3)
    path_m: np.ndarray  # (p, 3)
    path_start: np.ndarray  # (n + 1,)
    fascicle_names: tuple[str, ...]
    fascicle_group: tuple[str, ...]
    fascicle_side: tuple[str, ...]
    fascicle_force_n: np.ndarray  # (n,)


@dataclass(frozen=True, eq=False)
class SpineResult:
    """The answer of `spine_loads`. Dictionaries are keyed by disc, ``"T12/L1"`` down to ``"L5/S1"``, unless said otherwise.

    compression_n : force along the disc's axis, N; pressing positive
    shear_n : force across the disc, N; the body above sliding forward positive. Read its direction only
    pressure_mpa : compression over area and factor (see `Assumptions`), MPa
    moment_nm : net external moment (flexion, right bend, right twist), Nm: weight and hands alone
    share_n : parts of the compression from ``body``, ``hands``, ``muscles``, ``pressure`` (relief, so negative) and
        ``passive``; they add up to `compression_n`
    activation : per muscle group, 0 to 1, weighted by force
    muscle_force_n : per fascicle, N;  group_force_n : per group, both sides, N
    held : whether the muscles can balance every joint;  missing_nm : what they lack, as `moment_nm`
    residual_nm : worst unbalanced moment of any joint, Nm
    leaves_out : sentences;  notes : sentences about this posture
    """

    posture: Posture
    person: Person
    assumptions: Assumptions
    residual_nm: float
    notes: tuple[str, ...]
    _body: Body = field(repr=False)
    _pose: Pose = field(repr=False)
    _path_m: np.ndarray = field(repr=False)
    _activation: np.ndarray = field(repr=False)
    _force_n: np.ndarray = field(repr=False)
    _com_m: np.ndarray = field(repr=False)
    _shares: np.ndarray = field(repr=False)  # (6, 5) in the order of LEVELS and CAUSES
    _shear: np.ndarray = field(repr=False)
    _moment: np.ndarray = field(repr=False)
    _missing: np.ndarray = field(repr=False)

    leaves_out = LEAVES_OUT

    @property
    def held(self) -> bool:
        return self.residual_nm <= _HELD_NM

    @cached_property
    def compression_n(self) -> dict[str, float]:
        return dict(zip(LEVELS, self._shares.sum(axis=1).tolist(), strict=True))

    @cached_property
    def shear_n(self) -> dict[str, float]:
        return dict(zip(LEVELS, self._shear.tolist(), strict=True))

    @cached_property
    def pressure_mpa(self) -> dict[str, float]:
        pressure = self._shares.sum(axis=1) / (self._body.disc_area_mm2 * self.assumptions.pressure_factor)
        return dict(zip(LEVELS, pressure.tolist(), strict=True))

    @cached_property
    def moment_nm(self) -> dict[str, tuple[float, float, float]]:
        return {level: tuple(row) for level, row in zip(LEVELS, self._moment.tolist(), strict=True)}

    @cached_property
    def missing_nm(self) -> dict[str, tuple[float, float, float]]:
        rows = self._missing if not self.held else np.zeros((6, 3))
        return {level: tuple(row) for level, row in zip(LEVELS, rows.tolist(), strict=True)}

    @cached_property
    def share_n(self) -> dict[str, dict[str, float]]:
        return {
            level: dict(zip(CAUSES, row, strict=True)) for level, row in zip(LEVELS, self._shares.tolist(), strict=True)
        }

    @cached_property
    def muscle_force_n(self) -> dict[str, float]:
        return dict(zip(fascicles().names, self._force_n.tolist(), strict=True))

    @cached_property
    def group_force_n(self) -> dict[str, float]:
        return dict(zip(GROUPS, (_members() @ self._force_n).tolist(), strict=True))

    @cached_property
    def activation(self) -> dict[str, float]:
        members, capacity = _members(), self._body.capacity_n
        return dict(zip(GROUPS, ((members @ self._force_n) / (members @ capacity)).tolist(), strict=True))

    @cached_property
    def geometry(self) -> SpineGeometry:
        return _geometry(self)

    def __str__(self) -> str:
        what = f"Trunk bent {self.posture.trunk_flexion_deg:.0f} degrees"
        if self.posture.trunk_flexion_deg < 0.0:
            what = f"Trunk bent back {-self.posture.trunk_flexion_deg:.0f} degrees"
        elif self.posture.trunk_flexion_deg < 0.5:
            what = "Standing"
        load = self.posture.hands_load_kg
        what += f", {load:g} kg in the hands" if load else ", empty hands"
        if not self.held:
            level = max(LEVELS, key=lambda name: max(map(abs, self.missing_nm[name])))
            missing = self.missing_nm[level]
            k = max(range(3), key=lambda i: abs(missing[i]))
            way = (("forward bend", "backward bend"), ("right bend", "left bend"), ("right twist", "left twist"))[k][
                missing[k] < 0
            ]
            return (
                f"{what}: this posture cannot be held. With every muscle that helps at its limit, {abs(missing[k]):.0f} Nm against "
                f"{way} are still missing at {level}. Lower or move the load, or straighten up; the forces shown are no prediction."
            )
        force = self.compression_n["L4/L5"]
        weight = force / (self.person.mass_kg * GRAVITY)
        return (
            f"{what}: the L4/L5 disc carries about {round(force, -1):.0f} N ({weight:.1f} times body weight), "
            f"L5/S1 about {round(self.compression_n['L5/S1'], -1):.0f} N."
        )


@lru_cache(maxsize=1)
def _members() -> np.ndarray:
    """(11, n) ones where a fascicle belongs to a group."""
    table = fascicles()
    return np.array([table.of(group) for group in GROUPS], dtype=float)


def _geometry(r: SpineResult) -> SpineGeometry:
    pose, body, table = r._pose, r._body, fascicles()
    hip = pose.rotation[0] @ body.hip_m
    knee_bend = math.radians(r.posture.knee_flexion_deg)
    tall = r.person.height_m
    thigh = (table_value("hip height") - table_value("knee height")) * tall
    shank = (table_value("knee height") - table_value("foot height")) * tall
    # A person stands: all that is carried lies over the feet, so the hips go back as the trunk goes forward. Pelvis and legs
    # act half-way between hip and ankle, which itself is what is sought.
    over = float(body.mass_kg.sum()) + r.posture.hands_load_kg
    legs = r.person.mass_kg - float(body.mass_kg.sum())
    carried = float(body.mass_kg @ r._com_m[:, 0]) + r.posture.hands_load_kg * pose.hands_m[0]
    stand = table_value("centre ahead of ankle") / 1000.0 * tall / table_value("reference height")
    ahead = (carried - over * hip[0] - (over + legs) * stand) / (over + 0.5 * legs)
    span = math.sqrt(thigh**2 + shank**2 + 2.0 * thigh * shank * math.cos(knee_bend))
    tilt = math.asin(min(max(ahead / span, -0.5), 0.5))
    ankle = hip + span * np.array([math.sin(tilt), -math.cos(tilt), 0.0])
    at_hip = tilt + math.acos(min(max((thigh**2 + span**2 - shank**2) / (2.0 * thigh * span), -1.0), 1.0))
    knee = hip + thigh * np.array([math.sin(at_hip), -math.cos(at_hip), 0.0])
    # Elbow of a two-link arm from shoulder to hands, pointing back.
    reach = pose.hands_m - pose.shoulder_m
    long = math.hypot(reach[0], reach[1])
    upper = 0.5 * body.arm_m
    out = math.sqrt(max(upper**2 - (long / 2.0) ** 2, 0.0))
    elbow = pose.shoulder_m + reach / 2.0
    if long > 0.0:
        elbow = elbow + out * np.array([reach[1], -reach[0], 0.0]) / long
    names = (*BODIES[1:6], "thorax", "head", "arms")
    neck = pose.shoulder_m + pose.rotation[6] @ np.array([0.0, 0.045 * tall / 1.75, 0.0])
    corner = np.einsum("kij,kcj->kci", pose.rotation[1:6], body.vertebra_m) + pose.origin_m[1:6, None]
    tip = np.einsum("kij,kj->ki", pose.rotation[1:6], body.spinous_m) + pose.origin_m[1:6]
    return SpineGeometry(
        bodies=BODIES, rotation=pose.rotation, origin_m=pose.origin_m, joint_m=pose.joint_m[UP], disc_axis=pose.axis[UP],
        hip_m=hip, knee_m=knee, ankle_m=ankle, shoulder_m=pose.shoulder_m, elbow_m=elbow, hands_m=pose.hands_m,
        neck_m=neck, head_m=r._com_m[6],
        com_m=dict(zip(names, r._com_m, strict=True)), mass_kg=dict(zip(names, body.mass_kg.tolist(), strict=True)),
        vertebra_outline_m=corner, spinous_tip_m=tip,
        path_m=r._path_m, path_start=table.start, fascicle_names=table.names, fascicle_group=table.group,
        fascicle_side=table.side, fascicle_force_n=r._force_n,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _passive_rate(reference_nm: float) -> float:
    """Growth rate per degree of the passive moment: exponential through two measured points.

    ``reference_nm`` at 55 degrees of lumbar flexion, and 10 Nm at 40.2 degrees (Yamamoto 1989). Where the reference is so low
    that the two points ask for no growth, the curve is nearly straight.
    """
    full, half = table_value("passive reference angle"), table_value("passive half-way angle")
    ratio = reference_nm / table_value("passive half-way moment")
    low, high = 1e-6, 1.0
    for _ in range(60):
        mid = 0.5 * (low + high)
        if math.expm1(full * mid) / math.expm1(half * mid) < ratio:
            low = mid
        else:
            high = mid
    return 0.5 * (low + high)


@lru_cache(maxsize=1)
def passive_stiffness() -> np.ndarray:
    """(6, 3) Nm per degree in extension, side bend and twist, L5/S1 first: 10 Nm over the angle it took in vitro."""
    motions = ("extension", "side bend", "twist")
    return np.array([[10.0 / table_value(f"{m} at 10 Nm {level}") for m in motions] for level in LEVELS[UP]])


@lru_cache(maxsize=64)
def _upright_moment(person: Person, assumptions: Assumptions) -> np.ndarray:
    """Flexion moment of the body's own weight at each joint in quiet standing, (6,) Nm, L5/S1 first."""
    return -equations(Posture(), person, replace(assumptions, lean_m=0.0, upright_rest=0.0))["external"][:, 2]


def passive_moment(pose: Pose, body: Body, person: Person, assumptions: Assumptions) -> tuple[np.ndarray, np.ndarray]:
    """Moment of disc and ligaments on the body above each joint (6, 3), disc axes: extension, right bend, right twist; and
    the ligaments' pull along the disc's axis (6,) N."""
    moment = -passive_stiffness() * pose.angle_deg
    moment[:, 0] = -moment[:, 0]  # extension resists flexion; below, flexion itself takes the exponential curve
    pull = np.zeros(6)
    if pose.lumbar_deg >= 0.0:
        full = 0.0
        if body.passive_nm > 0.0:
            rate = _passive_rate(body.passive_nm)
            full = (
                body.passive_nm
                * math.expm1(rate * pose.lumbar_deg)
                / math.expm1(rate * table_value("passive reference angle"))
            )
        moment[:, 0] = full
        pull[:] = assumptions.ligament_share * full / (table_value("ligament arm") / 1000.0)
    # Quiet standing is taken as the column's rest posture: there it carries the weight above without help.
    if assumptions.upright_rest:
        moment[:, 0] += assumptions.upright_rest * _upright_moment(person, assumptions)
    return moment, pull


def weights_of(posture: Posture, person: Person, body: Body, pose: Pose) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Centres of mass (8, 3) m, moment of weight and hands about each joint (6, 3) Nm and weight above each joint (6,) N.

    The forces are vertical, so a moment needs only the horizontal distances.
    """
    com = (pose.rotation[CARRIER] @ body.com_m[:, :, None])[:, :, 0] + pose.origin_m[CARRIER]
    com[7] = pose.shoulder_m + _arm_centre(person.sex) * (pose.hands_m - pose.shoulder_m)
    above = LOADS_ABOVE * (body.mass_kg * GRAVITY)
    weight = above.sum(axis=1)
    hands = posture.hands_load_kg * GRAVITY
    total = weight + hands
    external = np.zeros((6, 3))
    external[:, 0] = above @ com[:, 2] + hands * pose.hands_m[2] - total * pose.joint_m[:, 2]
    external[:, 2] = -(above @ com[:, 0] + hands * pose.hands_m[0] - total * pose.joint_m[:, 0])
    return com, external, weight


def equations(posture: Posture, person: Person, assumptions: Assumptions) -> dict:
    """The sharing problem of a posture: everything that `share_effort` needs and that its answer is read with.

    Returns a dict: ``moment_nm`` (18, n), ``target_nm`` (18,), ``low`` (n,), and the forces,
    pose and paths behind them.
    Benchmarks and tests use it to give a general solver the very same problem.
    """
    body = body_of(person, assumptions)
    pose = pose_of(posture, body, assumptions)
    path, pull_per_newton, per_newton = muscle_levers(body, pose)
    com, external, weight = weights_of(posture, person, body, pose)
    side = pose.side
    flexion_l5s1 = -(external[0] @ side[0])
    kpa = assumptions.iap_kpa_per_100nm * max(flexion_l5s1 - table_value("pressure threshold"), 0.0) / 100.0
    kpa = min(kpa, table_value("pressure ceiling")) + posture.iap_kpa
    lift = kpa * 1000.0 * table_value("diaphragm area")
    passive_nm, ligament_n = passive_moment(pose, body, person, assumptions)
    inner = passive_nm.copy()
    inner[:, 0] += lift * table_value("pressure arm")
    inside = inner[:, :1] * side + inner[:, 1:2] * pose.forward - inner[:, 2:] * pose.axis

    floor = min(assumptions.floor + assumptions.floor_per_kg * posture.hands_load_kg, 1.0)
    least = np.where(body.floored, floor, 0.0)
    return dict(
        body=body, pose=pose, path=path, com=com, weight=weight,
        hands=posture.hands_load_kg * GRAVITY, lift=lift, ligament_n=ligament_n,
        external=external, pull=pull_per_newton, moment_nm=per_newton * body.capacity_n,
        target_nm=-(external + inside).ravel(), low=least,
    )  # fmt: skip


@lru_cache(maxsize=2)
def _arm_centre(sex: str) -> float:
    """Where the whole arm's mass acts between shoulder and hand, as a share of the way (de Leva 1996, straight arm)."""
    start = moment = mass = 0.0
    for part in ("upper arm", "forearm", "hand"):
        m, length = table_value(f"{part} mass {sex}"), table_value(f"{part} length {sex}")
        moment += m * (start + table_value(f"{part} centre {sex}") * length)
        mass += m
        start += length
    return moment / mass / start


def spine_loads(
    posture: Posture | None = None, person: Person | None = None, assumptions: Assumptions | None = None
) -> SpineResult:
    """Load on each lumbar disc of a person who holds a posture, by a three-dimensional, level-by-level static model.

    Parameters
    ----------
    posture : how the trunk is held and what is in the hands; upright with empty hands if left out.
    person : whose body; a man of 70 kg and 1.75 m if left out.
    assumptions : the model's open constants; their published defaults if left out.

    Returns
    -------
    SpineResult
        Compression, shear, pressure, moments, muscle forces and what the model leaves out. A posture that the muscles cannot
        balance has ``held`` False and says what moment is missing.

    Raises
    ------
    TypeError
        If an argument is not of the kind named above.

    Sources
    -------
    Geometry: Christophy et al. 2012 with extensor arms of Bruno et al. 2015 and areas of Beaucage-Gauvreau et al.
    2019; masses: de Leva 1996, Pearsall 1996; each constant with its source in ``edu_lib/data/spine_model.csv`` and `Assumptions`.
    """
    posture = Posture() if posture is None else posture
    person = Person() if person is None else person
    assumptions = Assumptions() if assumptions is None else assumptions
    for value, kind, label in (
        (posture, Posture, "posture"),
        (person, Person, "person"),
        (assumptions, Assumptions, "assumptions"),
    ):
        if not isinstance(value, kind):
            raise TypeError(
                f"spine_loads needs a {kind.__name__} as its {label}, but {value!r} was given. "
                f"Write {kind.__name__}(...) around the values."
            )
    e = equations(posture, person, assumptions)
    body, pose = e["body"], e["pose"]
    activation, missing = share_effort(e["moment_nm"], e["target_nm"], e["low"], power=assumptions.exponent)
    if posture.brace:
        # Asked of the wall on top of the floor, and never less than the task needs. Asked, not forced: the wall gives as
        # much as the back can balance. The cost stays the one of the first sharing, so a brace of next to nothing changes
        # next to nothing.
        low = np.where(body.abdominal, activation, e["low"])
        asked = np.where(body.abdominal, np.minimum(e["low"] + posture.brace, 1.0), low)
        activation, missing = share_effort(e["moment_nm"], e["target_nm"], low, asked, assumptions.exponent)
    force = activation * body.capacity_n
    pulled = (e["pull"] @ force).reshape(6, 3)

    axis, forward = pose.axis, pose.forward
    shares = np.empty((6, 5))
    shares[:, 0] = e["weight"] * axis[:, 1]
    shares[:, 1] = e["hands"] * axis[:, 1]
    shares[:, 2] = -(pulled * axis).sum(axis=1)
    shares[:, 3] = -e["lift"]
    shares[:, 4] = e["ligament_n"]
    shear = (pulled * forward).sum(axis=1) - (e["weight"] + e["hands"]) * forward[:, 1]

    def in_disc(world):
        return (disc_turns(pose) * world[:, None]).sum(axis=2)

    notes = ()
    if pose.beyond_reach_m > 0.005:
        notes = (
            f"The load is {pose.beyond_reach_m * 100:.0f} cm beyond the reach of straight arms; it is counted where it was put.",
        )
    missing = missing.reshape(6, 3)
    return SpineResult(
        posture, person, assumptions, float(abs(missing).max()), notes, body, pose, e["path"], activation, force, e["com"],
        shares[UP], shear[UP], in_disc(e["external"])[UP], -in_disc(missing)[UP],
    )  # fmt: skip
