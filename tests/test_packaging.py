"""What a stranger meets first: the lock, the conda route, the commands, and what must never be in the repository."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.M)


def split(requirement):
    """Return (name as the index writes it, version range) of a requirement."""
    name, bounds = re.fullmatch(r"([A-Za-z0-9_.-]+?)\s*([<>=!~][^;]*)?", requirement).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), bounds or ""


def tracked():
    """Return the files of the repository: those in git and those about to be, or all but the made ones without git."""
    git = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if shutil.which("git") and (ROOT / ".git").exists():
        names = subprocess.run(git, capture_output=True, check=True).stdout.decode().split("\0")
        paths = [ROOT / name for name in names if name]
    else:
        made = {".venv", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".ipynb_checkpoints"}
        paths = [path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file()]


# --- the lock


def test_every_direct_dependency_is_pinned_within_its_bounds():
    from packaging.specifiers import SpecifierSet

    pins = dict(PIN.findall(LOCK))
    for requirement in [*PROJECT["dependencies"], *EXTRAS["course"], *EXTRAS["test"]]:
        name, bounds = split(requirement)
        assert name in pins, f"{name} is not in requirements.lock; run make lock"
        assert pins[name] in SpecifierSet(bounds), f"{name} {pins[name]} is pinned, {bounds} asked for; run make lock"


def test_every_pin_has_hashes_and_there_is_one_version_of_each():
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    assert [block for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []
    names = [name for name, _ in PIN.findall(LOCK)]
    assert len(names) == len(blocks) == len(set(names))


def test_the_lock_holds_no_address():
    assert not re.search(r"://| @ |--index|--find-links|--extra-index|\bfile:", LOCK)


def test_the_lock_is_complete():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_build_backend_is_in_the_lock():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert build == [one for one in EXTRAS["test"] if one.startswith("flit_core")]


# --- the conda route


def test_the_conda_environment_equals_pyproject():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(item["pip"] for item in conda if isinstance(item, dict))
    listed = [item for item in conda if isinstance(item, str)] + pip
    assert listed.count("-e .") == 1
    listed = sorted(split(item.replace("matplotlib-base", "matplotlib")) for item in listed if item != "-e .")
    wanted = [split(item) for item in [*PROJECT["dependencies"], *EXTRAS["course"], *EXTRAS["teach"]]]
    wanted += [("pip", ""), ("python", PROJECT["requires-python"] + ",<3.15")]
    assert listed == sorted(wanted)


def test_the_library_is_found_from_any_folder(tmp_path):
    show = "import edu_lib, pathlib; print(pathlib.Path(edu_lib.__file__).parent)"
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert Path(done.stdout.strip()) == ROOT / "edu_lib"
    assert metadata.version("edu_lib") == PROJECT["version"]


def test_server_settings_are_installed_with_the_library():
    wanted = {path.name for path in (ROOT / "jupyter").rglob("*") if path.suffix in (".json", ".js", ".css")}
    assert {"lecture.js", "lecture.css", "notes.js"} <= wanted
    assert wanted <= {path.name for path in metadata.files("edu_lib")}


# --- the commands


def test_make_help_lists_every_command():
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    done = subprocess.run(["make", "-s", "-C", str(ROOT), "help"], capture_output=True, text=True, check=True)
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)[1].split()
    assert [line.split()[1] for line in done.stdout.splitlines() if line.startswith("make ")] == targets


def test_help_without_make_says_the_same():
    import course

    listed = re.findall(r"^    make ([\w-]+)", course.__doc__, re.M)
    assert {
        "lab",
        "lecture",
        "handouts",
        "exports",
        "site",
        "test",
        "validate",
        "bench",
        "bench-browser",
        "lint",
        "lock",
        "clean",
        "help",
    } == set(listed)


def test_the_readme_names_only_commands_and_files_that_exist():
    import course

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^    make ([\w-]+)", course.__doc__, re.M))
    assert set(re.findall(r"`make ([\w-]+)", readme)) <= known
    missing = [link for link in re.findall(r"\]\(([^)#:]+)\)", readme) if not (ROOT / link).exists()]
    assert missing == []


# --- what must never be in the repository


# Written in halves, so that this file does not hold what it looks for.
HOSTS = [a + b for a, b in (("py", "pi.org"), ("python", "hosted"), ("registry.", "npmjs"), ("crates", ".io"),
                            ("deb.", "debian"), ("conda.", "anaconda"))]  # fmt: skip
FORBIDDEN = {
    "the host of a registry": r"(?i)\b(" + "|".join(map(re.escape, HOSTS)) + ")",
    "a folder of one computer": r"(?<![\w./])/(root|work|tmp|Users|home)/\w",
    "a key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{30,}|\bAKIA[0-9A-Z]{16}\b",
}


def offences(name, content):
    """Return what a file holds that must not be committed."""
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, content)]


def test_no_file_holds_what_must_not_be_committed():
    bad = {}
    for path in tracked():
        if b"\0" in path.read_bytes()[:4096]:
            continue
        found = offences(path.name, path.read_text(encoding="utf-8"))
        if found:
            bad[path.relative_to(ROOT).as_posix()] = found
    assert bad == {}


@pytest.mark.parametrize(
    "content",
    [f"--index-url https://{HOSTS[0]}/simple", "open('/" + "root/x')", "/" + "home/ada/course", "ghp_" + "a" * 36],
)
def test_the_search_finds_what_must_not_be_committed(content):
    assert offences("a.py", content)


def test_no_checkpoint_no_site_no_environment_is_committed():
    parts = {part for path in tracked() for part in path.relative_to(ROOT).parts}
    assert parts & {".ipynb_checkpoints", ".venv", "_site", "site", "__pycache__", "node_modules"} == set()


def test_the_citation_file_says_what_pyproject_says():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == PROJECT["version"]
    assert citation["title"].startswith(PROJECT["name"])
    assert citation["authors"] and citation["message"]
    assert f"[{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
