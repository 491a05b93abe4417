"""Colours that mean different things stay apart for people who do not see all colours: arithmetic, not taste.

Simulation: Machado, Oliveira and Fernandes 2009 (IEEE Transactions on Visualization and Computer Graphics 15, 1291-1298), the
matrices of full severity, applied to linear RGB. Distance: CIELAB, D65, CIE 1976 (Euclidean).
"""

import itertools

import numpy as np
import pytest

from edu_lib.plates.style import DARK, LIGHT, TALLY, contrast, effort_colour, load_colour, tally_on

SEEN = {
    "all colours": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
# Linear sRGB to XYZ, and the white of D65: IEC 61966-2-1.
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
APART = 15.0  # six times the just noticeable difference of 2.3 (Mahy et al. 1994)
STEP = 12.0  # neighbours on a ramp, whose places also fall in lightness


def lab(colour: str, sight: str) -> np.ndarray:
    """CIELAB of a ``#rrggbb`` colour as a kind of sight sees it."""
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    xyz = _TO_XYZ @ np.clip(SEEN[sight] @ linear, 0, 1) / _TO_XYZ.sum(axis=1)
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: str, other: str, sight: str) -> float:
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def test_the_arithmetic_knows_white_black_and_red():
    assert lab("#ffffff", "all colours") == pytest.approx([100, 0, 0], abs=0.05)
    assert lab("#ff0000", "all colours") == pytest.approx([53.24, 80.09, 67.20], abs=0.2)
    # Red and green of one lightness, which a deuteranope confuses, come close.
    assert apart("#a06a00", "#5f8a00", "deuteranopia") < 0.5 * apart("#a06a00", "#5f8a00", "all colours")
    for sight in SEEN:
        assert np.abs(SEEN[sight].sum(axis=1) - 1).max() < 1e-5  # greys stay grey


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_muscle_families_and_marks_stay_apart(palette, sight):
    roles = ("back", "deep", "belly", "measured", "bone", "ink", "idle")
    close = {
        (a, b): round(apart(palette[a], palette[b], sight), 1)
        for a, b in itertools.combinations(roles, 2)
        if apart(palette[a], palette[b], sight) < APART
    }
    assert close == {}


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("ramp", [lambda s: load_colour(5000 * s), effort_colour], ids=["load", "effort"])
def test_a_ramp_darkens_in_steps_that_everyone_sees(ramp, sight):
    steps = [lab(ramp(share), sight) for share in (0, 0.25, 0.5, 0.75, 1)]
    assert all(a[0] > b[0] + 5 for a, b in itertools.pairwise(steps))
    assert all(np.linalg.norm(a - b) > STEP for a, b in itertools.pairwise(steps))


def test_the_strokes_in_a_disc_can_be_counted():
    assert not set(TALLY) & set(LIGHT.values())  # they keep their colour in both themes
    for newton in range(0, 16000, 100):
        assert contrast(TALLY[tally_on(newton)], load_colour(newton)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_names_on_bone_can_be_read(palette):
    for role in ("bone", "bone_shade", "bone_deep"):
        assert contrast(palette["bone_text"], palette[role]) >= 4.5
    assert contrast(palette["bone_edge"], palette["bone_deep"]) >= 3
