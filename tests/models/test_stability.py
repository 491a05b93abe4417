"""The matrix of second derivatives is that of an energy worked out another way; brace, hollow and silence do what they must."""

import math

import numpy as np
import pytest

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.loads import equations, spine_loads
from edu_lib.models.muscles import GROUPS, fascicles
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture
from edu_lib.models.stability import LOST, TASKS, stability, trails
from edu_lib.models.stability_findings import bare_column_n, co_contraction_needed, findings, largest_loss
from edu_lib.models.stability_state import (
    constant,
    extra_weight_n,
    joint_stiffness,
    mean_curvature,
    task_state,
    without_each,
)
from edu_lib.models.stability_terms import critical_q, terms_of, weight_curve


def rotation(v):
    """The turn by a rotation vector (Rodrigues), written out again so that the model is not tested with its own."""
    angle = np.linalg.norm(v)
    if angle == 0.0:
        return np.eye(3)
    x, y, z = v / angle
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + math.sin(angle) * k + (1 - math.cos(angle)) * k @ k


class Energy:
    """Potential energy of one posture after finite turns of its six joints, from nothing but lengths and heights."""

    def __init__(self, posture, force, q):
        self.e = equations(posture, Person(), Assumptions())
        self.force, self.q = force, q
        self.rest = self.lengths(np.zeros(18))

    def carried(self, turns):
        """Seven (matrix, shift) pairs: where each body's points go."""
        a, b = np.eye(3), np.zeros(3)
        out = [(a, b)]
        for turn, c in zip(turns.reshape(6, 3), self.e["pose"].joint_m, strict=True):
            r = rotation(turn)
            a, b = a @ r, a @ (c - r @ c) + b
            out.append((a, b))
        return out

    def lengths(self, turns):
        pose, table = self.e["pose"], fascicles()
        frames = np.empty((7, 4, 3))
        for k, (a, b) in enumerate(self.carried(turns)):
            frames[k, :3] = (a @ pose.rotation[k]).T
            frames[k, 3] = a @ pose.origin_m[k] + b
        path = self.e["body"].placing @ frames.reshape(28, 3)
        return np.array([
            np.linalg.norm(np.diff(path[i:j], axis=0), axis=1).sum() for i, j in zip(table.start[:-1], table.start[1:], strict=True)
        ])  # fmt: skip

    def __call__(self, turns):
        stretch = self.lengths(turns) - self.rest
        energy = self.force @ stretch + 0.5 * self.q * (self.force / self.rest) @ stretch**2
        pose, moved = self.e["pose"], self.carried(turns)
        places = np.vstack([self.e["com"], pose.hands_m])
        places[7:, 1] = pose.shoulder_m[1]  # arms and load follow the shoulder
        weights = np.append(self.e["body"].mass_kg * 9.81, self.e["hands"])
        for place, weight, body in zip(places, weights, (1, 2, 3, 4, 5, 6, 6, 6, 6), strict=True):
            a, b = moved[body]
            energy += weight * (a @ place + b)[1]
        return energy + 0.5 * turns @ self.passive @ turns


@pytest.mark.parametrize(
    "posture",
    [
        Posture(hands_load_kg=12.0),
        Posture(trunk_flexion_deg=40.0, lateral_bend_deg=10.0, axial_twist_deg=10.0, hands_load_kg=10.0),
    ],
)
def test_the_matrix_is_the_second_derivative_of_the_energy(posture):
    rng = np.random.default_rng(3)
    force, q = rng.uniform(0.0, 100.0, len(fascicles().names)), 7.0
    energy = Energy(posture, force, q)
    e = energy.e
    terms = terms_of(e["body"], e["pose"], e["com"], joint_stiffness())
    energy.passive = terms.passive
    matrix = (force @ (q * terms.spring + terms.string)).reshape(18, 18)
    matrix += terms.weight + e["hands"] * terms.hands + terms.passive
    for _ in range(6):  # second derivatives along random ways, with the error of the step taken out (Richardson)
        way = rng.normal(size=18)
        way /= np.linalg.norm(way)

        def second(h, way=way):
            return (energy(h * way) - 2.0 * energy(np.zeros(18)) + energy(-h * way)) / h**2

        numeric = (4.0 * second(2e-3) - second(4e-3)) / 3.0
        assert way @ matrix @ way == pytest.approx(numeric, rel=1e-6, abs=1e-3)
    assert np.allclose(matrix, matrix.T)
    np.testing.assert_allclose(energy.rest, terms.length_m, rtol=1e-12)


def test_a_muscle_gets_shorter_by_its_moment_arm():
    e = equations(Posture(), Person(), Assumptions())
    terms = terms_of(e["body"], e["pose"], e["com"], joint_stiffness())
    np.testing.assert_allclose(-terms.slope * e["body"].capacity_n, e["moment_nm"], atol=1e-9)


def test_an_inverted_pendulum_between_two_springs():
    """Mass m at height h on one joint, two muscles beside it: it holds when 2 q F a^2 / L reaches m g h."""
    joint, height = np.zeros((6, 3)), 0.4
    curve = weight_curve(np.array([[0.0, height, 0.0]]), np.array([1]), joint)[0]
    rest = 300.0 * curve[:1, :1]
    assert rest[0, 0] == pytest.approx(-300.0 * height)
    force, arm, length = 20.0, 0.05, 0.3
    spring = np.array([[2.0 * force * arm**2 / length]])
    assert critical_q(rest, spring) == pytest.approx(300.0 * height * length / (2.0 * force * arm**2), rel=1e-6)
    assert critical_q(-rest, spring) == 0.0
    assert critical_q(rest, 0.0 * spring) == math.inf


def test_the_column_without_muscles_gives_way_in_proportion_to_its_joints():
    assert bare_column_n(0.5) == pytest.approx(0.5 * bare_column_n())
    # A chain of equal joints lies between one joint for all and the Euler column of the same softness and length.
    assert 90.0 < bare_column_n() < 600.0


@pytest.fixture(scope="module")
def standing():
    return task_state()


def test_at_the_critical_q_the_weakest_way_has_no_stiffness(standing):
    q = standing.critical_q
    assert task_state(q=q).eigenvalues[0] == pytest.approx(0.0, abs=1e-3)
    weakest = [task_state(q=x).eigenvalues[0] for x in (5.0, 10.0, 20.0, 40.0, 80.0)]
    assert weakest == sorted(weakest)


def test_the_extra_weight_is_the_one_that_takes_the_last_stiffness(standing):
    for state in (standing, task_state(q=10.0)):
        weight = extra_weight_n(state)
        assert (weight > 0.0) == (state.eigenvalues[0] > 0.0)
        left = np.linalg.eigvalsh(state.matrix + weight * state.terms.shoulder)[0]
        assert left == pytest.approx(0.0, abs=1e-6)


def test_left_and_right_are_alike():
    right, left = (task_state(Posture(hands_load_kg=10.0, hands_side_m=z)) for z in (0.3, -0.3))
    np.testing.assert_allclose(right.eigenvalues, left.eigenvalues, rtol=1e-6)


def test_forces_and_price_are_those_of_the_spine_model():
    for brace in (0.0, 0.2):
        assert task_state(brace=brace).compression_n == pytest.approx(
            spine_loads(Posture(brace=brace)).compression_n["L4/L5"]
        )


def test_a_brace_buys_stiffness_at_a_price_and_a_hollow_less_of_both():
    for task in TASKS:
        brace, hollow = (stability(task=task, hands_load_kg=5.0, **{how: 0.2}) for how in ("brace", "hollow"))
        assert brace.index_percent > hollow.index_percent > 0.0
        assert brace.compression_percent > hollow.compression_percent > 0.0
        assert brace.softer_percent > 0.0
        assert brace.extra_weight_kg > stability(task=task, hands_load_kg=5.0).extra_weight_kg


def test_trails_end_where_the_model_goes():
    points = trails("standing", 0.0, 40.0)["brace"]
    r = stability(brace=0.1)
    assert (r.compression_percent, r.index_percent, 0.1) == pytest.approx(next(p for p in points if p[2] == 0.1))


def test_a_silent_group_pulls_no_more_and_the_others_hold_the_task():
    for lost in ("multifidus", "internal oblique"):
        r = stability(lost=lost, brace=0.1)
        assert r.group_stiffness_percent[lost] == 0.0
        assert r.balanced
        assert sum(r.group_stiffness_percent.values()) == pytest.approx(100.0)
    silent = task_state(silent="internal oblique")
    assert silent.missing_nm < 1e-6
    assert silent.index_nm < task_state().index_nm


def test_silencing_by_subtraction_is_silencing(standing):
    """The quick ranking equals the matrix put together anew without the group's forces."""
    t, i = standing.terms, GROUPS.index("multifidus")
    force = standing.force_n * ~fascicles().of("multifidus")
    whole = (force @ (standing.q * t.spring + t.string)).reshape(18, 18) + t.weight + t.passive
    np.testing.assert_allclose(without_each(standing)[i], np.linalg.eigvalsh(whole), atol=1e-6)


def test_the_index_is_nought_where_one_way_has_no_stiffness():
    assert mean_curvature(np.array([-1.0, 5.0])) == 0.0
    assert mean_curvature(np.array([2.0, 8.0])) == pytest.approx(4.0)
    soft = stability(q=10.0)
    assert not soft.holds
    assert "would need other muscles or reflexes" in str(soft)
    assert soft.extra_weight_kg < 0.0


def test_the_words_say_where_and_how_much():
    r = stability(hands_load_kg=20.0, brace=0.1)
    assert str(r).startswith("Standing, 20 kg in the hands, brace of 10 %.")
    assert r.weakest.startswith("sideways")
    assert f"{round(r.compression_n, -1):.0f} N" in str(r)
    for task in TASKS:
        for lost in LOST:
            words = str(stability(task=task, lost=lost, hands_load_kg=15.0))
            assert "nan" not in words
            assert "unstable" not in words
            assert len(words.split()) <= 95


def test_findings_are_held_against_the_model_and_misses_are_named():
    rows = {row.source + row.what[:8]: row for row in findings()}
    assert len(rows) == 5
    assert all(row.why for row in rows.values())
    bare = next(row for row in findings() if row.source == "crisco1992")
    assert bare.agrees == "misses"
    assert f"{bare_column_n():.0f} N" in bare.model
    # What any such model must say: more load needs more tension, stiffer muscle less.
    assert co_contraction_needed(32.0) > co_contraction_needed(0.0) > co_contraction_needed(0.0, q=60.0)
    group, loss = largest_loss(Posture())
    assert group in GROUPS
    assert -30.0 <= loss < 0.0
    assert math.isnan(largest_loss(Posture(), q=5.0)[1])
    assert constant("q") == 40.0


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"brace": 2.0}, ValueError, "brace"),
        ({"hollow": float("nan")}, ValueError, "hollow"),
        ({"hands_load_kg": "heavy"}, TypeError, "hands_load_kg"),
        ({"q": 0.0}, ValueError, "q"),
        ({"lost": "gluteus"}, ValueError, "gluteus"),
        ({"task": "flying"}, ValueError, "standing"),
        ({"trunk_flexion_deg": 120.0}, ValueError, "trunk_flexion_deg"),
    ],
)
def test_bad_input_gets_a_sentence(given, error, words):
    with pytest.raises(error, match=words):
        stability(**given)
