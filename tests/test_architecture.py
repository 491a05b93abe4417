"""Imports go one way, and `import edu_lib` stays light."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "edu_lib"
# What each part may import from the others. `edu_lib` itself (its __init__) hands out names lazily, so it may see all.
MAY_IMPORT = {
    "words": set(),
    "params": {"words"},
    "sources": {"words", "params"},
    "models": {"words", "params", "sources"},
    "plates": {"words", "params", "sources", "models"},
    "learn": {"words", "params", "sources", "server"},
    "labs": {"words", "params", "sources", "models", "plates", "learn", "server"},
    "teach": {"words", "params", "sources", "models", "plates", "learn", "labs"},
    "server": set(),  # runs in the Jupyter server, which should start as quickly as without it
}
DRAWING = {"matplotlib", "mpl_toolkits", "PIL"}
WIDGETS = {"ipywidgets", "anywidget", "traitlets", "IPython", "ipykernel", "jupyter_server"}
# The lists of libraries that a part must never load, at the top of a module or inside a function.
NEVER = {
    "words": DRAWING | WIDGETS,
    "params": DRAWING | WIDGETS,
    "sources": DRAWING | WIDGETS,
    "models": DRAWING | WIDGETS,
    "plates": WIDGETS,
}
RUNTIME = {
    "numpy",
    "matplotlib",
    "ipywidgets",
    "anywidget",
    "pybtex",
    "filelock",
    "platformdirs",
    "edu_lib",
    "segno",
    "genanki",
}

WITH_JUPYTER = {
    "IPython",
    "traitlets",
    "jupyter_server",
    "tornado",
    "ipykernel",
    "nbconvert",
    "nbformat",
}  # there wherever a lab is shown


def part(path):
    """Return the part of edu_lib that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """Return the full names of the modules that a file imports, wherever in it that is done."""
    package = ["edu_lib", *path.relative_to(PACKAGE).parent.parts]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base += [node.module] if node.module else []
            found |= {".".join([*base, alias.name]) for alias in node.names}
    return found


def wrong_imports(path):
    """Return the imports of a file that its part may not make."""
    own = part(path)
    wrong = set()
    for name in imports(path):
        top, *rest = name.split(".")
        if top == "edu_lib":
            # from edu_lib import Person would load through the lazy door; inside the package one says where it lives
            target = rest[0] if rest else "edu_lib"
            if target != own and target not in MAY_IMPORT[own]:
                wrong.add(name)
        elif top in NEVER.get(own, set()) or top not in sys.stdlib_module_names | RUNTIME | WITH_JUPYTER:
            wrong.add(name)
    return wrong


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if part(path) != "__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path):
    assert part(path) in MAY_IMPORT, f"say in this test what the part {part(path)!r} may import"
    assert wrong_imports(path) == set()


@pytest.mark.parametrize(
    ("where", "line", "wrong"),
    [
        ("models/spine.py", "from edu_lib.plates import draw", "edu_lib.plates.draw"),
        ("models/spine.py", "from ..labs import lab", "edu_lib.labs.lab"),
        ("models/spine.py", "from .. import plates", "edu_lib.plates"),
        ("models/spine.py", "def f():\n    import matplotlib.pyplot", "matplotlib.pyplot"),
        ("models/spine.py", "import scipy.optimize", "scipy.optimize"),
        ("params.py", "from .sources import cite", "edu_lib.sources.cite"),
        ("sources.py", "import edu_lib.models.spine", "edu_lib.models.spine"),
        ("plates/load.py", "import ipywidgets", "ipywidgets"),
        ("plates/load.py", "from edu_lib.labs import lab", "edu_lib.labs.lab"),
        ("models/spine.py", "from edu_lib import Person", "edu_lib.Person"),
    ],
)
def test_a_wrong_import_is_found(where, line, wrong, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    path = tmp_path / where
    path.parent.mkdir(exist_ok=True)
    path.write_text("import numpy\nfrom edu_lib.params import Param\n" + line, encoding="utf-8")
    assert wrong in wrong_imports(path)


def loaded_by(statement):
    """Return the top-level names of all modules that a fresh Python holds after a statement."""
    script = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    ["import edu_lib", "from edu_lib import Posture, spine_loads\nspine_loads(Posture(trunk_flexion_deg=30))"],
)
def test_importing_and_calling_the_model_loads_neither_drawing_nor_widgets(statement):
    assert loaded_by(statement) & (DRAWING | WIDGETS | {"pybtex", "tornado"}) == set()


def test_the_public_names_are_all_there():
    import edu_lib

    assert {"Person", "Posture", "spine_loads", "lab", "cite", "references"} <= set(edu_lib.__all__)
    assert [name for name in edu_lib.__all__ if not hasattr(edu_lib, name)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_use_only_the_public_names(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert re.findall(r"edu_lib\.\w+", source) == []
