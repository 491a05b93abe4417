"""Run the notebooks and store anew what they show before anybody runs them.

That is the worked numbers (outputs of cells tagged nbval-check-output), the labs' still pictures (cells tagged still) and the list
of where the numbers in the text come from (the cell with the id "numbers").

    python tools/refresh_worked_numbers.py notebooks/04_spinal_load.ipynb

Use it after the model has changed on purpose, then read the prose around each number again.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import prose_numbers
from nbclient import NotebookClient

CHECKED, STILL = "nbval-check-output", "still"


def still_output(cell) -> list:
    """The one output of a lab's cell: its still picture and its sentence, without the live view."""
    (shown,) = (output.data for output in cell.outputs if "text/html" in output.get("data", {}))
    return [nbformat.v4.new_output("display_data", {kind: shown[kind] for kind in ("text/html", "text/plain")})]


def refresh(path: Path) -> float:
    """Run a notebook and write it back with the checked outputs and still pictures alone; returns the seconds it ran."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EDU_LIB_JOURNAL"] = folder  # as for a new student: the author's own answers open no lab
        begun = time.perf_counter()
        NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
        seconds = time.perf_counter() - begun
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            checked = CHECKED in cell.metadata.get("tags", [])
            still = STILL in cell.metadata.get("tags", [])
            cell.execution_count = (
                1 if checked or still else None
            )  # nbval refuses the output of a cell that was never run
            cell.metadata.pop("execution", None)
            if still:
                cell.outputs = still_output(cell)
            elif not checked:
                cell.outputs = []
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = 1
    prose_numbers.renew_list(notebook)
    notebook.metadata["language_info"] = {"name": "python"}  # the exact Python of one machine is nobody's business
    nbformat.write(notebook, path)
    return seconds


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(
            f"{name}: ran in {refresh(Path(name)):.1f} s from a cold kernel; worked numbers and still pictures stored."
        )
