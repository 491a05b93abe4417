"""Work out the tables behind the labs that stay alive in a hand-out: the answers of a model at every place a slider can stop.

    python tools/build_handout_tables.py            all of them, about a minute
    python tools/build_handout_tables.py tilt       one

They are written to edu_lib/data/handout. Nothing is read off between two places, so what a page says is what the model says,
but for rounding. Run it again after a change to one of these models; tests/teach/test_handout.py tells when it is needed.
"""

import sys

import numpy as np

from edu_lib.teach.handout_live import FOLDER, TABLES


def build(name):
    """Work out one table and write it; return its path."""
    table = TABLES[name]
    axes = [axis.values for axis in table.axes]
    grid = np.zeros((*(len(values) for values in axes), len(table.outputs)), "<i2")
    for place in np.ndindex(grid.shape[:-1]):
        grid[place] = table.cell(*(values[i] for values, i in zip(axes, place, strict=True)))
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.npz"
    np.savez_compressed(path, grid=grid)
    return path


def main(names):
    """Build the tables named, or all; return the exit code."""
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        print(f"There is no table named {', '.join(unknown)}. There are: {', '.join(TABLES)}.", file=sys.stderr)
        return 1
    for name in names or TABLES:
        path = build(name)
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
