"""One look for every plate: a light and a dark palette, type sizes, and the arithmetic that keeps them legible.

Colours have roles (``ink``, ``bone``, ``back``). A plate is drawn in the light palette; the live view replaces each
colour by the CSS custom property of its role, so that the same drawing follows JupyterLab from light to dark.
"""

from __future__ import annotations

__all__ = ["LIGHT", "DARK", "TYPE", "contrast", "load_colour", "mix", "css_rules"]

# back, deep, belly and measured are the Okabe-Ito colours that reach 3:1 on white; the dark palette lightens them.
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
    "bone_edge": "#66542f",
    "back": "#d55e00",
    "deep": "#009e73",
    "belly": "#cc79a7",
    "measured": "#0072b2",
    "box": "#3b444d",
    "box_text": "#fefefe",
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
    "bone_edge": "#2a2416",
    "back": "#ff9147",
    "deep": "#2ec79b",
    "belly": "#e79cc5",
    "measured": "#5ab6ea",
    "box": "#c3cad2",
    "box_text": "#101214",
}

# Points at the plate's own size; 72 points to the inch makes them the pixels of an undilated view.
TYPE = {"head": 21.0, "title": 15.5, "label": 14.0, "small": 13.0}

# Pale to deep with falling lightness, so that it reads in grey too; no alarm red, for a load is not a threat.
_RAMP = ((0.0, "#fbf3c0"), (1000.0, "#a9d8b8"), (2500.0, "#45a0ad"), (4500.0, "#1f6391"), (7000.0, "#15304f"))


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


def load_colour(newton: float) -> str:
    """Colour of a disc or bar that carries `newton`; the same in both themes."""
    if newton <= _RAMP[0][0]:
        return _RAMP[0][1]
    for (low, pale), (high, deep) in zip(_RAMP, _RAMP[1:]):
        if newton <= high:
            return mix(pale, deep, (newton - low) / (high - low))
    return _RAMP[-1][1]


def css_rules(scope: str) -> str:
    """CSS that gives `scope` (a selector) the light palette, and the dark one where the page says it is dark."""

    def block(palette: dict[str, str]) -> str:
        return "".join(f"--edu-{role}:{colour};" for role, colour in palette.items())

    return f'{scope}{{{block(LIGHT)}}}\n[data-jp-theme-light="false"] {scope}{{{block(DARK)}}}\n'
