"""One look for every plate: a light and a dark palette, type sizes, and the arithmetic that keeps them legible.

Colours have roles (``ink``, ``bone``, ``back``). A plate is drawn in the light palette; the live view replaces each
colour by the CSS custom property of its role, so that the same drawing follows JupyterLab from light to dark.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["DARK", "LIGHT", "TALLY", "TYPE", "contrast", "css_rules", "effort_colour", "load_colour", "mix", "tally_on"]

# back, deep, belly and measured are the Okabe-Ito colours that reach 3:1 on white; the dark palette lightens them until
# they stay apart for people who do not see all colours (see the test).
# Okabe and Ito 2008, Color universal design. Every role needs its own light colour (see `css_rules`).
LIGHT = {
    "paper": "#ffffff",  # behind everything
    "ink": "#16191d",  # text and main lines
    "quiet": "#525a63",  # second-rank text
    "rule": "#7b838c",  # axes, frames, leader lines
    "track": "#e9ecef",  # the empty part of a bar
    "skin": "#e8dfd6",
    "skin_far": "#d6cabd",
    "skin_edge": "#85786a",
    "bone": "#f6ecd4",
    "bone_far": "#e6d8b8",
    "bone_shade": "#ead9b0",
    "bone_deep": "#d8c18d",
    "bone_far_shade": "#d3c197",
    "bone_edge": "#66542f",
    "bone_text": "#2b210c",
    "idle": "#bcc2c8",  # muscles that rest: a hairline, and no shape that has to be read
    "back": "#d55e00",
    "deep": "#009e73",
    "belly": "#cc79a7",
    "measured": "#0072b2",
    "box": "#3b444d",
    "box_text": "#fefefe",
    # Soft tissue of the anatomy plates: muscle by muscle, told apart by tone and, always, by the way of the fibres.
    "muscle_rectus": "#cc6f5e",
    "muscle_external": "#dd9474",
    "muscle_internal": "#b9566a",
    "muscle_transversus": "#8f5689",
    "muscle_pyramidalis": "#e3ad8d",
    "muscle_multifidus": "#9a4438",
    "muscle_longissimus": "#c8694a",
    "muscle_iliocostalis": "#dfa27c",
    "muscle_spinalis": "#ad5f48",
    "muscle_quadratus": "#b25a78",
    "muscle_psoas": "#84608f",
    "muscle_diaphragm": "#bd7771",
    "muscle_pelvic": "#a4607f",
    "muscle_short": "#7d3b46",
    "muscle_other": "#dab09f",
    "muscle_edge": "#5a2a22",
    "fibre": "#6f3226",
    "tendon": "#f0e9da",
    "tendon_edge": "#857a61",
    "fascia": "#b7cbd0",
    "fascia_edge": "#3f6570",
    "nerve": "#e8c63c",
    "nerve_edge": "#75600f",
    "artery": "#bf3a32",
    "vein": "#3d659d",
    "fat": "#f5e6b6",
    "organ": "#e7d5d0",
    "chosen": "#0b5c9e",
}
DARK = {
    "paper": "#14171a",
    "ink": "#eceff2",
    "quiet": "#b3bbc4",
    "rule": "#808993",
    "track": "#2b3036",
    "skin": "#4a4642",
    "skin_far": "#37342f",
    "skin_edge": "#a1968a",
    "bone": "#d8cba9",
    "bone_far": "#a89a76",
    "bone_shade": "#c6b78f",
    "bone_deep": "#b0a075",
    "bone_far_shade": "#948662",
    "bone_edge": "#2a2416",
    "bone_text": "#17120a",
    "idle": "#6c757e",
    "back": "#ff8d48",
    "deep": "#45dd6f",
    "belly": "#e0a6c7",
    "measured": "#56ade1",
    "box": "#c3cad2",
    "box_text": "#101214",
    "muscle_rectus": "#b95f50",
    "muscle_external": "#c98264",
    "muscle_internal": "#a84b5f",
    "muscle_transversus": "#855084",
    "muscle_pyramidalis": "#cf9a7b",
    "muscle_multifidus": "#94473c",
    "muscle_longissimus": "#b65c40",
    "muscle_iliocostalis": "#cc906c",
    "muscle_spinalis": "#a0563f",
    "muscle_quadratus": "#a1506c",
    "muscle_psoas": "#7d5a88",
    "muscle_diaphragm": "#a96862",
    "muscle_pelvic": "#965672",
    "muscle_short": "#844550",
    "muscle_other": "#9c7767",
    "muscle_edge": "#f0c9ba",
    "fibre": "#3d150d",
    "tendon": "#d5ccb8",
    "tendon_edge": "#746a50",
    "fascia": "#5d7d85",
    "fascia_edge": "#a5c8d0",
    "nerve": "#e3c23f",
    "nerve_edge": "#f3df8c",
    "artery": "#d9564d",
    "vein": "#6690cc",
    "fat": "#6b6142",
    "organ": "#584c49",
    "chosen": "#6cbcf5",
}

# Points at the plate's own size; 72 points to the inch makes them the pixels of an undilated view.
TYPE = {"head": 21.0, "title": 15.5, "label": 14.0, "small": 13.0}

# Pale to deep with falling lightness, so that they read in grey too; no alarm red, for a load is not a threat.
_LOAD = ((0.0, "#fbf3c0"), (1000.0, "#a9d8b8"), (2500.0, "#45a0ad"), (4500.0, "#1f6391"), (7000.0, "#15304f"))
_EFFORT = ((0.0, "#f8efe6"), (0.25, "#f0b98f"), (0.5, "#d67f45"), (0.75, "#a2501b"), (1.0, "#5c2705"))
TALLY = ("#04070a", "#fefeff")  # strokes in a disc: in pale ones, in dark ones


def _channels(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """The colour `share` (0 to 1) of the way from `one` to `other`."""
    a, b = _channels(one), _channels(other)
    return "#" + "".join(f"{round(p + (q - p) * share):02x}" for p, q in zip(a, b))


@lru_cache(maxsize=2048)
def _ramp(steps, value: float) -> str:
    if value <= steps[0][0]:
        return steps[0][1]
    for (low, pale), (high, deep) in zip(steps, steps[1:]):
        if value <= high:
            return mix(pale, deep, (value - low) / (high - low))
    return steps[-1][1]


def load_colour(newton: float) -> str:
    """Colour of a disc or bar that carries `newton`; the same in both themes."""
    return _ramp(_LOAD, round(newton, -1))


def effort_colour(share: float) -> str:
    """Colour of a muscle that works with `share` (0 to 1) of what it can; the same in both themes."""
    return _ramp(_EFFORT, round(share, 2))


@lru_cache(maxsize=2048)
def _tally_on(colour: str) -> int:
    return int(contrast(TALLY[1], colour) > contrast(TALLY[0], colour))


def tally_on(newton: float) -> int:
    """Which of `TALLY` stands out better on `load_colour`."""
    return _tally_on(load_colour(newton))


def css_rules(scope: str) -> str:
    """CSS that gives `scope` (a selector) the light palette, and the dark one where the page says it is dark."""

    def block(palette: dict[str, str]) -> str:
        return "".join(f"--edu-{role}:{colour};" for role, colour in palette.items())

    return f'{scope}{{{block(LIGHT)}}}\n[data-jp-theme-light="false"] {scope}{{{block(DARK)}}}\n'
