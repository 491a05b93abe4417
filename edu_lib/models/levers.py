"""What a line of pull does at a joint: its force, and its moment about the three axes of a disc.

The spine model and the lab of single muscles use these same few lines, so that they cannot disagree.
"""

from __future__ import annotations

import numpy as np

from edu_lib.models.body import Body, Pose
from edu_lib.models.muscles import fascicles

__all__ = ["disc_turns", "muscle_levers", "pull_about"]


def pull_about(
    lower: np.ndarray, upper: np.ndarray, joint: np.ndarray, share: np.ndarray | float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Pull of taut lines on what carries their upper ends, and its moment about a joint, for each newton of tension.

    Parameters
    ----------
    lower, upper, joint : (3, k) ends of the lines and centres of the joints they pass, metres, world frame.
    share : part of the pull that reaches the bodies above, (k,) or one number.

    Returns
    -------
    pull : (3, k) force per newton;  moment : (3, k) Nm per newton, about the world's axes.
    """
    # Component by component: (3, k) arrays run several times faster here than (k, 3).
    pull = lower - upper
    pull *= share / np.sqrt((pull * pull).sum(axis=0))
    x, y, z = upper - joint
    return pull, np.stack([y * pull[2] - z * pull[1], z * pull[0] - x * pull[2], x * pull[1] - y * pull[0]])


def muscle_levers(body: Body, pose: Pose) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All fascicles in a pose: points (p, 3), and pull and moment at each joint for each newton of tension, (18, n).

    The rows are three for each joint, L5/S1 first, about the world's axes.
    """
    frames = np.empty((7, 4, 3))
    frames[:, :3] = pose.rotation.transpose(0, 2, 1)
    frames[:, 3] = pose.origin_m
    path = body.placing @ frames.reshape(28, 3)
    k, low, high, share, entry = body.crossing
    across = path.T
    pull, turn = pull_about(across[:, low], across[:, high], pose.joint_m.T[:, k], share)
    n = len(fascicles().names)
    return (
        path,
        np.bincount(entry, pull.ravel(), 18 * n).reshape(18, n),
        np.bincount(entry, turn.ravel(), 18 * n).reshape(18, n),
    )


def disc_turns(pose: Pose) -> np.ndarray:
    """(6, 3, 3) rows that take a moment to (flexion, right bend, right twist) of each disc, L5/S1 first.

    Flexion turns against the disc's `side`, right bend with `forward`, right twist against `axis`.
    """
    return np.stack([-pose.side, pose.forward, -pose.axis], axis=1)
