"""An assignment from lesson 04 for nbgrader: the instructor's notebook with solutions, and what students get.

nbgrader itself is not needed here, for its marks are plain metadata of the cells. Every number is worked out by the model
when the tests run; none is written down.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["CODE_STUB", "NAME", "TEXT_STUB", "release", "source", "write_assignment"]

NAME = "lesson-04"
SCHEMA = 3  # the version of nbgrader's metadata
CODE_STUB = "answer = None  # take None away, and type a number or a calculation"
TEXT_STUB = "*Double-click here, write your answer in place of this line, then press Shift and Enter.*"
_SOLUTION = re.compile(r"### BEGIN SOLUTION\n.*?### END SOLUTION", re.S)
_HIDDEN = re.compile(r"\n?### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS", re.S)

INTRO = """# Assignment: what loads a disc?

This goes with lesson 4. You need no programming: you type numbers, or a calculation as on a pocket calculator.

1. Click into a grey cell and press **Shift and Enter** together. That runs it. Begin at the top and go down.
2. Each task has a line that says `answer = None`. Take `None` away, and type a number or a calculation in its place, for
   example `answer = 12.5 * 4`. A decimal point is a point, `*` is times, `/` is divided by. Leave units out.
3. Run that cell, and then the cell below it. If nothing appears, your answer has the right form. If red lines appear, read the
   last one: it says what to do. Whether the number is right is checked after you hand in.
4. Before you hand in, choose *Kernel > Restart Kernel and Run All Cells* in the menu, and save.

The person in the model is a man of 70 kg and 1.75 m. The model knows forces; it knows nothing of pain.

*For education; not medical advice.*"""

SETUP = """# Run this cell first: it loads the model and asks it about 20 kg, held 60 cm ahead of L5/S1.
from edu_lib import Posture, spine_loads

held = spine_loads(Posture(hands_load_kg=20, hands_forward_m=0.6))
print(held)
print(f"Forward-bending moment about L4/L5: {held.moment_nm['L4/L5'][0]:.1f} Nm")"""

TRY = """# Here you may change the three numbers and run the cell as often as you like. Nothing of it is graded.
posture = Posture(trunk_flexion_deg=0, hands_load_kg=20, hands_forward_m=0.6)
print(f"L4/L5 carries {spine_loads(posture).compression_n['L4/L5']:.0f} N.")"""

TRY_WORDS = """## Ask the model

In the next cell, `trunk_flexion_deg` is how far the trunk is bent forward, in degrees; `hands_load_kg` is the load in the hands,
in kilograms; `hands_forward_m` is how far ahead of L5/S1 it is held, in metres (0.6 is 60 cm). You will need it for the tasks 2
and 3."""

IS_NUMBER = (
    "assert isinstance(answer, (int, float)), "
    '"There is no number yet. Replace None in the cell above by a number or a calculation, and run that cell."\n'
)

# Name, the task in words, its solution, what students see checked, what is checked after they hand in.
TASKS = (
    (
        "lever",
        """## Task 1: the pull of one muscle (2 points)

Load and trunk together make the forward-bending moment about L4/L5 that the first cell printed. Say that one back muscle holds
against it, 6 cm behind the middle of the disc. **How hard must it pull, in newtons?**

A moment is a force times a distance, and the distance is in metres.""",
        "answer = held.moment_nm['L4/L5'][0] / 0.06",
        'assert answer > 200, "That is less than the load itself weighs. Divide the moment by the distance in metres."\n',
        "assert abs(answer - held.moment_nm['L4/L5'][0] / 0.06) <= 60",
    ),
    (
        "closer",
        """## Task 2: the same box, held closer (2 points)

He holds the same 20 kg, first 60 cm and then 25 cm ahead of L5/S1, and stands upright both times. **How many newtons less does
L4/L5 carry when the box is close?** Use the cell under *Ask the model*.""",
        "near = spine_loads(Posture(hands_load_kg=20, hands_forward_m=0.25))\n"
        "answer = held.compression_n['L4/L5'] - near.compression_n['L4/L5']",
        'assert answer > 0, "Less is asked for: take the smaller force away from the larger one."\n',
        "near = spine_loads(Posture(hands_load_kg=20, hands_forward_m=0.25))\n"
        "assert abs(answer - (held.compression_n['L4/L5'] - near.compression_n['L4/L5'])) <= 15",
    ),
    (
        "percent",
        """## Task 3: a bend, in percent (2 points)

Empty hands: set `hands_load_kg` to 0. **How many percent more does L4/L5 carry with the trunk bent 45 degrees than standing
upright?** “More” asks for the difference alone, as a part of what standing takes.""",
        "standing, bent = (\n"
        "    spine_loads(Posture(trunk_flexion_deg=angle)).compression_n['L4/L5'] for angle in (0, 45)\n"
        ")\n"
        "answer = 100 * (bent - standing) / standing",
        'assert answer > 10, "In percent, please: half as much again would be 50."\n',
        "standing, bent = (\n"
        "    spine_loads(Posture(trunk_flexion_deg=angle)).compression_n['L4/L5'] for angle in (0, 45)\n"
        ")\n"
        "assert abs(answer - 100 * (bent - standing) / standing) <= 2",
    ),
)

WORDS = """## Task 4: words for a patient (4 points)

*“I read that training my abdomen compresses my spine and makes my back pain worse. Should I stop?”*

**Answer her in two to four sentences**, in words that she would use. Say what is true in it, and what your numbers above cannot
tell her. Your instructor reads this one."""

MARKING = """### BEGIN SOLUTION
For the marker, a point each:

- It says yes to the half that holds: muscles that work press on the discs.
- It does not call the load harm, and does not frighten.
- It says what the numbers leave out: a model of one body, a force, nothing about pain.
- It leaves her something to do, in plain words, and promises nothing.
### END SOLUTION"""

CONFIG = f'''# nbgrader reads this file where it is started in this folder.
c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "trunk-and-spine"
c.ClearSolutions.code_stub = {{"python": "{CODE_STUB}"}}
c.ClearSolutions.text_stub = "{TEXT_STUB}"
'''


def source() -> dict:
    """The instructor's notebook, as plain data: solutions, tests, hidden tests and how to mark the written answer."""
    cells = [
        _cell("markdown", "intro", INTRO, locked=True),
        _cell("code", "setup", SETUP, locked=True),
        _cell("markdown", "try-words", TRY_WORDS, locked=True),
        {"cell_type": "code", "id": "try", "metadata": {}, "source": TRY, "execution_count": None, "outputs": []},
    ]
    for name, words, solution, seen, hidden in TASKS:
        solved = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
        tests = f"# Run this cell after yours.\n{IS_NUMBER}{seen}### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        cells += [
            _cell("markdown", f"{name}-task", words, locked=True),
            _cell("code", name, solved, solution=True),
            _cell("code", f"{name}-test", tests, grade=True, locked=True, points=2),
        ]
    cells += [
        _cell("markdown", "patient-task", WORDS, locked=True),
        _cell("markdown", "patient", MARKING, grade=True, solution=True, points=4),
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def release(notebook: dict) -> dict:
    """What students get of an instructor's notebook: solutions, hidden tests and the marking are taken out."""
    out = []
    for cell in notebook["cells"]:
        stub = CODE_STUB if cell["cell_type"] == "code" else TEXT_STUB
        words = _HIDDEN.sub("", _SOLUTION.sub(stub, cell["source"]))
        out.append(cell | {"source": words})
    return notebook | {"cells": out}


def write_assignment(folder: Path | str) -> list[Path]:
    """Write both notebooks and nbgrader's settings into `folder`, laid out as nbgrader wants a course. Returns the files."""
    import nbformat

    folder = Path(folder)
    files = []
    for kind, notebook in (("source", source()), ("release", release(source()))):
        files.append(folder / kind / NAME / "assignment.ipynb")
        files[-1].parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.from_dict(notebook), files[-1])
    files.append(folder / "nbgrader_config.py")
    files[-1].write_text(CONFIG, encoding="utf-8")
    return files


def _cell(kind: str, name: str, words: str, *, points: int | None = None, **marks: bool) -> dict:
    about = {"grade": False, "solution": False, "locked": False, "task": False} | marks
    about |= {"grade_id": name, "schema_version": SCHEMA}
    if points is not None:
        about["points"] = points
    cell = {"cell_type": kind, "id": name, "metadata": {"nbgrader": about}, "source": words}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
