"""Run the notebooks and store the worked numbers anew: the outputs of cells tagged nbval-check-output, and no others.

    python tools/refresh_worked_numbers.py notebooks/04_spinal_load.ipynb

Use it after the model has changed on purpose, then read the prose around each number again.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CHECKED = "nbval-check-output"


def refresh(path: Path) -> None:
    """Run one notebook from top to bottom and write it back with the checked outputs alone."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            checked = CHECKED in cell.metadata.get("tags", [])
            cell.execution_count = 1 if checked else None  # nbval compares no output of a cell that was never run
            cell.metadata.pop("execution", None)
            if not checked:
                cell.outputs = []
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = 1
    notebook.metadata["language_info"] = {"name": "python"}  # the exact Python of one machine is nobody's business
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        refresh(Path(name))
        print(f"{name}: worked numbers stored.")
