"""The set-up recovers from what goes wrong, and each failure is one sentence that a student can act on."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

import course
import course_env
import pytest

ROOT = Path(__file__).parents[1]
needs_make = pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="make is not installed")


@pytest.fixture
def copy(tmp_path):
    """A fresh copy of what the set-up needs, in a folder with a space and an accent in its name."""
    home = tmp_path / "My cours\u00e9 folder"
    (home / "tools").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "tools/course.py", "tools/course_env.py"):
        shutil.copy(ROOT / name, home / name)
    return home


def run(command, **env):
    """Run a command with no pip settings from outside; return its exit code and what it said on standard error."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    outside["PIP_CONFIG_FILE"] = os.devnull
    done = subprocess.run(command, env={**outside, **env}, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


# --- sentences


@needs_make
def test_no_python_from_3_11_on(copy, tmp_path):
    old = tmp_path / "bin"
    old.mkdir()
    for name in ("python3", "python"):
        (old / name).write_text("#!/bin/sh\nexit 1\n")  # what an old Python answers to the question for its version
        (old / name).chmod(0o755)
    code, said = run([shutil.which("make"), "-C", str(copy), "lab"], PATH=str(old))
    assert code != 0
    assert "No Python from 3.11 to 3.14 was found. Install one" in said


@pytest.mark.parametrize("version", [(2, 7), (3, 8, 1), (3, 10), (3, 15)])
def test_a_python_that_does_not_fit(version):
    with pytest.raises(course.Problem, match=rf"this is Python {version[0]}\.{version[1]}\. Install one"):
        course_env.check_python(version)


@needs_make
@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_no_venv_module(copy, tmp_path, missing):
    (tmp_path / f"{missing}.py").write_text("raise ImportError")
    code, said = run(["make", "-C", str(copy), "test", f"PYTHON={sys.executable}"], PYTHONPATH=str(tmp_path))
    version = "{}.{}".format(*sys.version_info[:2])
    assert code != 0
    assert f"Python {version} is here, but not its venv module" in said
    assert f"sudo apt install python{version}-venv" in said


def test_no_network_and_the_next_run_starts_over(copy):
    command = [sys.executable, str(copy / "tools" / "course.py"), "lint"]
    code, said = run(command, PIP_INDEX_URL="http://127.0.0.1:9", PIP_RETRIES="0")
    assert code == 1
    assert said.strip() == course_env.NETWORK
    assert (copy / ".venv").is_dir() and not (copy / ".venv" / "course-setup.json").exists()


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("form", ["--port={}", "--port {}", "--ServerApp.port={}"])
def test_the_port_is_taken(copy, taken, form):
    command = [sys.executable, str(copy / "tools" / "course.py"), "lab", "--no-browser", *form.format(taken).split()]
    code, said = run(command)
    assert code == 1
    assert f"Port {taken} cannot be used" in said and "choose another one, or leave the port out" in said
    assert not (copy / ".venv").exists(), "the port is looked at before a set-up that takes minutes"


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_the_port_is_not_a_port(port):
    with pytest.raises(course.Problem, match="must be a whole number from 1 to 65535"):
        course.check_port(["--port", port])


def test_a_free_port_is_kept_to_and_no_port_is_no_matter():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert course.check_port(["--no-browser", f"--port={port}"]) == ["--ServerApp.port_retries=0"]
    assert course.check_port(["--no-browser"]) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", course_env.DISK),
        ("OSError: [WinError 112] There is not enough space on the disk", course_env.DISK),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", course_env.HASH),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", course_env.DENIED),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\n"
            "ERROR: No matching distribution found for anyio==4.16.0",
            course_env.NETWORK,
        ),
        ("ProxyError('Cannot connect to proxy.')", course_env.NETWORK),
        ("[Errno -3] Temporary failure in name resolution", course_env.NETWORK),
    ],
)
def test_what_pip_says_becomes_a_sentence(said, sentence, tmp_path, monkeypatch):
    monkeypatch.setattr(course_env, "LOG", str(tmp_path / "log"))
    with pytest.raises(course.Problem) as problem:
        course_env.run_logged([sys.executable, "-c", f"import sys; print({said!r}); sys.exit(1)"])
    assert str(problem.value) == sentence


def test_no_package_for_this_machine_and_anything_else(tmp_path, monkeypatch):
    assert "package of quux==1.0 for this machine" in course_env.explain("No matching distribution found for quux==1.0")
    monkeypatch.setattr(course_env, "LOG", str(tmp_path / "log"))
    with pytest.raises(course.Problem, match=r"stopped with: odd\. All that was said is in .*log\. Run the same"):
        course_env.run_logged([sys.executable, "-c", "print('odd'); raise SystemExit(3)"])


def test_an_unknown_command(capsys):
    assert course.main(["labb"]) == 1
    assert "There is no command 'labb'; `make help` lists them." in capsys.readouterr().err


def test_the_disk_fills_up_outside_pip(monkeypatch, capsys):
    def full():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(course, "setup", full)
    assert course.main(["lint"]) == 1
    assert capsys.readouterr().err.strip() == course_env.DISK


# --- recovery


@pytest.fixture
def project(copy, monkeypatch):
    """The set-up pointed at the copy, with pip played by a function that writes one small package."""
    paths = {"ROOT": copy, "VENV": copy / ".venv", "LOCK": copy / "requirements.lock"}
    paths.update(STAMP=copy / ".venv" / "course-setup.json", LOG=copy / ".venv" / "log")
    for name, path in paths.items():
        monkeypatch.setattr(course_env, name, str(path))
    steps = []

    def play(command):
        step = "venv" if "venv" in command else "packages" if "-r" in command else "edu_lib"
        steps.append(step)
        if step == "venv":
            play.python = command[0]
            venv.create(copy / ".venv", with_pip=False, symlinks=os.name != "nt")
        if step == "packages":
            site = next((copy / ".venv").rglob("site-packages"))
            (site / "thing-1.dist-info").mkdir()
            (site / "thing.py").write_text("a = 1\n", newline="\n")
            (site / "thing-1.dist-info" / "RECORD").write_text("thing.py,sha256=x,6\nthing-1.dist-info/RECORD,,\n")

    monkeypatch.setattr(course_env, "run_logged", play)
    play.steps = steps
    return copy, play


EVERYTHING = ["venv", "packages", "edu_lib"]


def built(play):
    """Run the set-up and return the steps it took."""
    play.steps.clear()
    course_env.setup()
    return list(play.steps)


def test_an_activated_environment_can_be_built_anew(project):
    _, play = project
    built(play)
    assert Path(play.python).exists()
    assert not Path(play.python).is_relative_to(sys.prefix) or sys.prefix == sys.base_prefix


def test_a_second_run_does_nothing(project):
    _, play = project
    assert built(play) == EVERYTHING
    started = time.perf_counter()
    assert built(play) == []
    assert time.perf_counter() - started < 5


def spoil_file(home):
    next(home.rglob("thing.py")).unlink()


def spoil_half_a_file(home):
    next(home.rglob("thing.py")).write_text("a")


def spoil_package(home):
    shutil.rmtree(next(home.rglob("thing-1.dist-info")))


def spoil_python(home):
    shutil.rmtree(home / ".venv" / ("Scripts" if os.name == "nt" else "bin"))


def spoil_stamp(home):
    (home / ".venv" / "course-setup.json").write_text("{")


def spoil_everything(home):
    shutil.rmtree(home / ".venv")
    (home / ".venv").write_text("not a folder")


def change_lock(home):
    (home / "requirements.lock").write_text("# other\n")


@pytest.mark.parametrize(
    "spoil",
    [spoil_file, spoil_half_a_file, spoil_package, spoil_python, spoil_stamp, spoil_everything, change_lock],
    ids=lambda function: function.__name__,
)
def test_a_broken_environment_is_made_anew(project, spoil):
    home, play = project
    built(play)
    spoil(home)
    assert built(play) == EVERYTHING
    assert built(play) == []


def test_a_moved_folder_is_set_up_anew(project, monkeypatch, tmp_path):
    home, play = project
    built(play)
    stamp = json.loads((home / ".venv" / "course-setup.json").read_text())
    monkeypatch.setattr(course_env, "VENV", str(tmp_path / "elsewhere" / ".venv"))
    assert course_env.wanted()[0] != stamp["packages"]


def test_changed_settings_only_install_the_library_again(project):
    home, play = project
    built(play)
    (home / "jupyter").mkdir()
    (home / "jupyter" / "new.json").write_text("{}")
    assert built(play) == ["edu_lib"]
    assert built(play) == []


@pytest.mark.parametrize("stopped_in", EVERYTHING)
def test_an_interrupted_set_up_starts_over(project, monkeypatch, stopped_in):
    _, play = project

    def stop(command):
        play(command)
        if play.steps[-1] == stopped_in:
            raise KeyboardInterrupt

    monkeypatch.setattr(course_env, "run_logged", stop)
    with pytest.raises(KeyboardInterrupt):
        course_env.setup()
    monkeypatch.setattr(course_env, "run_logged", play)
    assert built(play) == EVERYTHING
    assert built(play) == []


def test_little_room_is_said_before_anything_is_fetched(project, monkeypatch):
    _, play = project
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(2**30, 2**30, 50 * 2**20))
    with pytest.raises(course.Problem, match="The disk is full. Free about 900 MB on the disk .* Now 50 MB are free"):
        course_env.setup()
    assert play.steps == []


def test_settings_from_outside_stay_outside(monkeypatch):
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_USER"):
        monkeypatch.setenv(name, "outside")
    assert not {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_USER"} & set(course_env.environment())


# --- commands


def test_a_path_given_to_make_test_takes_the_place_of_everything():
    ruff, side_by_side, browser = course.test([])
    assert side_by_side[-5:-1] == ["-m", "not browser", "tests", "notebooks"]
    assert side_by_side[-1].endswith("template_lesson.ipynb")
    assert browser[-3:] == ["-m", "browser", "tests"]
    assert course.test(["-k", "spine"])[1][-4:] == ["tests", "notebooks", "-k", "spine"]
    assert course.test(["tests/test_course.py::test_x", "-q"])[1][-2:] == ["tests/test_course.py::test_x", "-q"]
    assert "tests" not in course.test(["tests/test_course.py"])[1]


@pytest.mark.parametrize(("command", "ran"), [("test", 3), ("lint", 1)])
def test_a_failure_is_returned_and_the_other_tests_are_run_all_the_same(monkeypatch, command, ran):
    done = []
    monkeypatch.setattr(course, "setup", lambda: None)
    monkeypatch.setattr(course.subprocess, "call", lambda step, **_: done.append(step) or int(len(done) == 1))
    assert course.run(command, []) == 1
    assert len(done) == ran


def test_validate_prints_both_models_unless_asked_for_one():
    assert [Path(step[1]).name for step in course.validate([])] == ["validate.py", "validate_stability.py"]
    assert [step[1:] for step in course.validate(["--json"])] == [[str(Path("tools", "validate.py")), "--json"]]


def test_clean_keeps_what_people_wrote(copy, monkeypatch):
    monkeypatch.setattr(course, "ROOT", str(copy))
    for made in (".venv", "notebooks/.ipynb_checkpoints", "tools/__pycache__"):
        (copy / made).mkdir(parents=True)
    (copy / "notebooks" / "mine.ipynb").write_text("{}")
    course.clean()
    left = {path.relative_to(copy).as_posix() for path in copy.rglob("*")}
    assert not {".venv", "notebooks/.ipynb_checkpoints", "tools/__pycache__"} & left
    assert {"notebooks/mine.ipynb", "tools/course.py"} <= left


@pytest.mark.parametrize(
    ("args", "address"),
    [
        ([], "/lab/tree/00_"),
        (["04"], "/lab/tree/04_spinal_load.ipynb?lecture"),
        (["4", "short"], "/lab/tree/04_spinal_load.ipynb?lecture=short"),
        (["04_spinal_load.ipynb"], "/lab/tree/04_spinal_load.ipynb?lecture"),
    ],
)
def test_make_lecture_opens_the_lesson_as_slides(args, address):
    opens, rest = course.lecture([*args, "--no-browser"])
    assert opens.startswith(address)
    assert "?lecture" in opens
    assert rest == ["--no-browser"]
    assert "--LabApp.default_url=" + opens in course.lab(rest, opens)


def test_a_lesson_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(course.Problem, match=r"There is no lesson '77' to show\. There are: 00, 01, .*09"):
        course.lecture(["77"])


def test_a_lecture_saves_nothing_of_itself_and_keeps_the_lecturers_settings(monkeypatch, tmp_path):
    theme = tmp_path / "own" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    theme.parent.mkdir(parents=True)
    theme.write_text('{"theme": "JupyterLab Dark"}')
    monkeypatch.setattr(course, "ROOT", str(tmp_path / "course"))
    monkeypatch.setattr(course.subprocess, "check_output", lambda *_, **__: f"{tmp_path / 'own'}\n")
    room = course.lecture_room()
    settings = Path(room["JUPYTERLAB_SETTINGS_DIR"], "@jupyterlab")
    assert (settings / "apputils-extension" / theme.name).read_text() == theme.read_text()
    saving = settings / "docmanager-extension" / "plugin.jupyterlab-settings"
    assert json.loads(saving.read_text()) == {"autosave": False}
    assert not (theme.parents[1] / "docmanager-extension").exists()  # his own settings stay as they are
    assert Path(room["EDU_LIB_JOURNAL"]).is_relative_to(tmp_path / "course")


def test_make_lab_serves_the_lessons(monkeypatch, tmp_path):
    monkeypatch.setattr(course, "venv_python", lambda: sys.executable)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = course.lab(["--no-browser", f"--port={port}", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=t"])
    log = tmp_path / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=tmp_path)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/contents?token=t", timeout=10) as answer:
                    names = {item["name"] for item in json.load(answer)["content"]}
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.2)
    finally:
        server.terminate()
        server.wait(30)
    lessons = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert lessons <= names and "edu_lib" not in names
    assert f"/lab/tree/{min(lessons)}" in log.read_text()
