"""How hard a muscle pulls at a length, and how long the model's rectus abdominis is in a posture."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from edu_lib.models.loads import spine_loads
from edu_lib.models.posture import Posture
from edu_lib.sources import table

__all__ = ["full_arch", "pull", "rectus_lengths"]

_STRAIN = "strain at which the passive pull equals the strongest active one"


@lru_cache(maxsize=1)
def _shape() -> tuple[float, float, float]:
    rows = {row["quantity"]: row["mean"] for row in table("posture_claim") if row["source"] == "thelen2003"}
    found = (rows["shape of the active curve"], rows["shape of the passive curve"], rows[_STRAIN])
    return tuple(map(float, found))


def pull(length, strength_percent: float = 0.0, shortening_percent: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Active and passive pull of a muscle at `length`, both as shares of its strongest active pull before any training.

    `length` is a share of the length in standing, which is assumed to be the muscle's best one. Strength scales the active
    curve; shortening moves both curves to shorter lengths. Curves of Thelen 2003.
    """
    gamma, shape, strain = _shape()
    own = np.asarray(length, float) / (1.0 - shortening_percent / 100.0)
    active = (1.0 + strength_percent / 100.0) * np.exp(-((own - 1.0) ** 2) / gamma)
    passive = np.where(own > 1.0, np.expm1(shape * (own - 1.0) / strain) / math.expm1(shape), 0.0)
    return active, passive


@lru_cache(maxsize=1)
def full_arch() -> float:
    """Extension of the lumbar spine from standing, L1 to S1, degrees (Pearcy et al. 1984)."""
    rows = table("spine_geometry")
    return float(sum(r["value"] for r in rows if r["source"] == "pearcy1984" and r["quantity"] == "extension"))


@lru_cache(maxsize=1)
def rectus_lengths() -> tuple[np.ndarray, np.ndarray]:
    """Length of rectus abdominis in the spine model, standing 1, against lumbar flexion in degrees; arched first."""
    flexion = np.array([-full_arch(), 0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0])
    return flexion, np.array([_rectus(f) for f in flexion]) / _rectus(0.0)


def _rectus(flexion: float) -> float:
    g = spine_loads(Posture(trunk_flexion_deg=flexion, lumbar_flexion_deg=flexion)).geometry
    i = g.fascicle_group.index("rectus abdominis")
    return float(np.linalg.norm(np.diff(g.path_m[g.path_start[i] : g.path_start[i + 1]], axis=0), axis=1).sum())
