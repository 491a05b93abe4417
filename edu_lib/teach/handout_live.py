"""Labs that stay alive in a hand-out, without a kernel: a table holds the model's answer for every place a slider can stop.

`TABLES` says what the sliders are and how a cell of the table is worked out; `tools/build_handout_tables.py` fills the tables
and handout.js reads them in the page. Nothing is read off between two places.
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from edu_lib.models.loads import spine_loads
from edu_lib.models.muscles import LEVELS
from edu_lib.models.posture import Posture
from edu_lib.models.tilt import HOLDS, tilt
from edu_lib.words import N_, _, language, number

__all__ = ["FOLDER", "SCRIPT", "TABLES", "Axis", "Table", "live", "read"]

FOLDER = Path(__file__).parents[1] / "data" / "handout"
SCRIPT = (Path(__file__).parent / "handout.js").read_text(encoding="utf-8")
MASS_KG = 70.0  # of the person in both tables, the one that the lessons begin with


@dataclass(frozen=True)
class Axis:
    """One control: where it can stop, where it starts, and how a stop is written. `form` empty: a list of words."""

    key: str
    label: str
    values: tuple
    start: int
    form: str = ""
    unit: str = ""

    def stops(self) -> list[str]:
        """Every stop as the page writes it."""
        if not self.form:
            return [_(value) for value in self.values]
        return [f"{number(value, self.form)}{self.unit}" for value in self.values]


@dataclass(frozen=True)
class Table:
    """A live lab. `cell` gives the whole numbers (-32768 to 32767) of one place, one for each of `outputs`."""

    title: str
    about: str
    axes: tuple[Axis, ...]
    outputs: tuple[str, ...]
    cell: Callable[..., list[int]]
    words: dict[str, str]


def _tilt_cell(angle_deg, friction, hold) -> list[int]:
    """Hundredths of a percent of body weight that are left to pull at each disc; below 0 they press."""
    return [round(1e4 * tilt(angle_deg, friction, hold, MASS_KG, level).pull_share) for level in LEVELS]


def _load_cell(trunk_flexion_deg, hands_load_kg, hands_forward_m, brace) -> list[int]:
    """Newtons of compression on each disc; below 0 where the muscles cannot hold the posture. Empty hands hang down."""
    posture = Posture(
        trunk_flexion_deg=trunk_flexion_deg,
        hands_load_kg=hands_load_kg,
        hands_forward_m=hands_forward_m if hands_load_kg else None,
        brace=brace,
    )
    result = spine_loads(posture)
    sign = 1 if result.held else -1
    return [sign * round(result.compression_n[level]) for level in LEVELS]


def _steps(first: float, step: float, count: int) -> tuple[float, ...]:
    return tuple(round(first + k * step, 6) for k in range(count))


TABLES = {
    "tilt": Table(
        N_("Try it here: the tilting table"),
        N_(
            "Numbers from the same model as in the lesson, for a person of 70 kg; without the lesson running, only these "
            "settings. The sketch is not to scale."
        ),
        (
            Axis("angle_deg", N_("Tilt, head-down"), _steps(0.0, 1.0, 91), 30, ".0f", "°"),
            Axis("friction", N_("Friction of the table"), _steps(0.0, 0.05, 15), 10, ".2f"),
            Axis("hold", N_("Held by"), HOLDS, 0),
        ),
        LEVELS,
        _tilt_cell,
        {
            "pull": N_(
                "{angle} head-down, friction {friction}: at least {share}\N{NO-BREAK SPACE}% of body weight are left to pull at "
                "{level}."
            ),
            "none": N_("{angle} head-down, friction {friction}: nothing slides, and nothing pulls at {level}."),
            "press": N_(
                "{angle} head-down, friction {friction}: {share}\N{NO-BREAK SPACE}% of body weight press {level} together."
            ),
            "scale": N_("% of body weight"),
            "left": N_("pressed"),
            "right": N_("pulled apart"),
        },
    ),
    "spinal_load": Table(
        N_("Try it here: what presses the discs"),
        N_(
            "Numbers from the same model as in the lesson, for a man of 70 kg and 1.75 m; without the lesson running, only these "
            "settings. A force is not pain, and no line here says where harm begins. Empty hands hang down; the "
            "sketch leaves out the arms."
        ),
        (
            Axis("trunk_flexion_deg", N_("Trunk bend"), _steps(0.0, 5.0, 19), 0, ".0f", "°"),
            Axis("hands_load_kg", N_("Load in the hands"), _steps(0.0, 2.5, 13), 4, ".1f", " kg"),
            Axis("hands_forward_m", N_("Load ahead of L5/S1"), _steps(0.1, 0.05, 13), 3, ".2f", " m"),
            Axis("brace", N_("Brace of the abdominal wall"), (0.0, 0.25, 0.5, 0.75, 1.0), 0, ".2f"),
        ),
        LEVELS,
        _load_cell,
        {
            "held": N_(
                "The L4/L5 disc carries about {force}\N{NO-BREAK SPACE}N, {times} times body weight; quiet standing: "
                "{standing}\N{NO-BREAK SPACE}N."
            ),
            "lost": N_("The muscles cannot hold this: the forces are no prediction."),
            "scale": N_("compression of each disc, N"),
            "left": "",
            "right": "",
        },
    ),
}  # fmt: skip


@lru_cache(maxsize=2)
def read(name: str) -> np.ndarray:
    """The grid of a table: one axis for each control, then the outputs. Raises `ValueError` where it does not fit `TABLES`."""
    with np.load(FOLDER / f"{name}.npz") as found:
        grid = found["grid"]
    table = TABLES[name]
    shape = (*(len(axis.values) for axis in table.axes), len(table.outputs))
    if grid.shape != shape:
        raise ValueError(
            f"The table {name}.npz has the shape {grid.shape}, where {shape} is needed. "
            f"Run tools/build_handout_tables.py {name}."
        )
    return grid


def live(name: str) -> str:
    """The HTML of a live lab: hidden until its script runs, so that a page without scripts shows nothing that is dead."""
    table, grid = TABLES[name], read(name)
    rows = []
    for axis in table.axes:
        key, label, stops = f"live-{axis.key}", html.escape(_(axis.label)), axis.stops()
        if axis.form:
            control = (
                f'<input type="range" id="{key}" min="0" max="{len(stops) - 1}" step="1" value="{axis.start}">'
                f'<output for="{key}" aria-hidden="true">{html.escape(stops[axis.start])}</output>'
            )
        else:
            options = "".join(f"<option>{html.escape(stop)}</option>" for stop in stops)
            control = f'<select id="{key}">{options}</select>'
        rows.append(f'<p class="control"><label for="{key}">{label}</label>{control}</p>')
    about = {
        "name": name,
        "lang": language(),
        "axes": [{"key": a.key, "stops": a.stops(), "values": list(a.values) if a.form else []} for a in table.axes],
        "outputs": list(table.outputs),
        "words": {key: _(text) for key, text in table.words.items()},
        "weight": MASS_KG * 9.81,
        "data": base64.b64encode(grid.astype("<i2").tobytes()).decode("ascii"),
    }
    data = json.dumps(about, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<section class="live" id="live" hidden aria-labelledby="live-title"><h3 id="live-title">{html.escape(_(table.title))}'
        f'</h3><div class="controls">{"".join(rows)}</div><div class="pictures"><svg id="live-sketch" viewBox="0 0 260 220" '
        f'aria-hidden="true"></svg><svg id="live-bars" viewBox="0 0 360 220" aria-hidden="true"></svg></div>'
        f'<p id="live-say" class="say" role="status"></p><p class="small">{html.escape(_(table.about))}</p></section>'
        f'<script type="application/json" id="live-data">{data}</script>'
    )
