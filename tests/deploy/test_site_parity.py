"""The Python of the browser, run by Node: the same numbers, and a library that does without what a browser does not have."""

import copy
import io
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
import site_parity
import site_runtime
from course_env import Problem

ROOT = Path(__file__).parents[2]
PACKAGES = sysconfig.get_paths()["purelib"]  # for what edu_lib needs beside NumPy; plain Python, after Pyodide's own
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def runtime():
    return site_runtime.assemble(ROOT / "build" / "site-runtime")


def test_the_model_gives_the_same_numbers_on_the_six_tasks(runtime):
    here, there = site_parity.numbers(), site_parity.in_browser_python(runtime)
    assert there["python"].endswith("on emscripten") and not here["python"].endswith("on emscripten")
    assert len(here["tasks"]) == 6 and here["tasks"].keys() == there["tasks"].keys()
    for name, task in here["tasks"].items():
        apart = site_parity.difference(task, there["tasks"][name])
        print(f"{name:22s}{apart:10.1e}")
        assert apart <= site_parity.GOAL, name


def test_a_number_that_differs_is_noticed():
    here = site_parity.numbers()["tasks"]["standing"]
    there = copy.deepcopy(here)
    assert site_parity.difference(here, there) == 0.0
    there["compression_n"][2] *= 1 + 1e-8
    assert site_parity.difference(here, there) == pytest.approx(1e-8, rel=1e-3)
    there["compression_n"].pop()
    with pytest.raises(ValueError, match="compression_n do not match"):
        site_parity.difference(here, there)


LIBRARY = """
import os, sys, pathlib
os.environ["EDU_LIB_JOURNAL"] = "/drive/journal"
for absent in ("filelock", "tornado"):
    sys.modules[absent] = None  # the site serves neither

from edu_lib.learn.journal import journal
kept = journal()
kept.try_out()
assert not pathlib.Path("/drive").exists(), "a trial leaves nothing behind"
kept.append("finished", lesson="04")
kept.append("finished", lesson="05")
assert [one["lesson"] for one in journal().entries("finished")] == ["04", "05"]
# What a student sees, downloads and uploads is one file, and there is no lock beside it.
assert os.listdir("/drive/journal") == ["course.jsonl"]
assert kept.export_csv("/table.csv").read_text("utf-8-sig").count("finished") == 2

from edu_lib import check_setup
said = str(check_setup())
assert said.startswith("All is ready."), said
assert "journal/course.jsonl of the list of files at the left" in said and "download it" in said, said
kept.delete()
assert os.listdir("/drive/journal") == []

from edu_lib import predict
from edu_lib.learn.vote import Vote, addresses
from edu_lib.learn.vote_count import Poll
from edu_lib.learn.predict import predictions
assert addresses() == []
try:
    Vote(Poll("04-ladder", predictions()["04-ladder"]))
except ValueError as problem:
    print("VOTE", problem)

asked = predict("04-ladder")
def press(button, **values):
    asked.card.widget.answer({"press": button, "values": values})
    return asked.card.state()
print("PANEL", press("vote"))
press("vote-start", **{"vote-who": ["here"]})  # a page can send what it does not offer
print("REFUSED", asked.error)
print("HANDS", press("vote-start", **{"vote-who": ["hands"]}))
"""


def test_the_library_runs_where_there_are_no_locks_sockets_or_threads(runtime):
    said = site_parity.run_code(LIBRARY, runtime, PACKAGES)
    line = {row.split()[0]: row for row in said.splitlines() if row[:1].isupper()}
    why = "which cannot take votes from other devices: count a show of hands."
    assert line["VOTE"].endswith(why)
    assert why in line["PANEL"] and "'hands'" in line["PANEL"] and "This computer only" not in line["PANEL"]
    assert why in line["REFUSED"]
    assert "How many hands?" in line["HANDS"]


def test_what_goes_wrong_in_the_browsers_python_is_one_sentence(runtime):
    with pytest.raises(Problem, match="The browser's Python stopped: ValueError: too heavy"):
        site_parity.run_code("raise ValueError('too heavy')", runtime)


# The parts of the runtime ---------------------------------------------------------------------------------------------


@pytest.fixture
def offered(runtime, monkeypatch):
    """The two downloads, made of the runtime's own files, which a test may change before they are taken: name -> bytes."""
    files = {path.name: path.read_bytes() for path in runtime.iterdir()}

    def fetch(command, pattern, source):
        made = io.BytesIO()
        if source == site_runtime.CARRIER:
            with zipfile.ZipFile(made, "w") as carrier:
                for name in files:
                    carrier.writestr(f"somewhere/{name}", files[name])
            return made.getvalue()
        with tarfile.open(fileobj=made, mode="w") as npm:
            for name in (*site_runtime.CORE, "pyodide-lock.json"):
                entry = tarfile.TarInfo(f"package/{name}")
                entry.size = len(files[name])
                npm.addfile(entry, io.BytesIO(files[name]))
        return made.getvalue()

    told = site_runtime.hashlib.sha256(fetch([], "", "npm")).hexdigest()
    monkeypatch.setattr(site_runtime, "NPM_SHA256", told)
    monkeypatch.setattr(site_runtime, "fetch", fetch)
    return files


def test_official_files_are_put_together(offered, tmp_path):
    made = site_runtime.assemble(tmp_path / "made")
    assert {path.name: path.read_bytes() for path in made.iterdir()} == offered


@pytest.mark.parametrize("start", ["numpy-", "pyodide.asm.wasm"])
def test_a_changed_file_is_refused(offered, tmp_path, start):
    (name,) = [one for one in offered if one.startswith(start)]
    offered[name] = offered[name][:-1] + bytes([offered[name][-1] ^ 1])
    with pytest.raises(Problem, match="is not the official file .*the runtime is not whole.*--runtime FOLDER"):
        site_runtime.assemble(tmp_path / "made")
    assert not (tmp_path / "made" / "complete").exists()


def test_a_carrier_that_is_gone_is_said_in_one_sentence():
    with pytest.raises(Problem, match=r"carrier==1 could not be downloaded \(it is gone\)\..*--runtime FOLDER"):
        site_runtime.fetch([sys.executable, "-c", "raise SystemExit('it is gone')"], "*.whl", "carrier==1")
