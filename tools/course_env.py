"""Build the course's own environment (.venv) from the lock, and say in one sentence what is wrong where that fails.

A finished environment carries a stamp of what it was made from and is left alone while the stamp and its files are
right; one that was interrupted, damaged, moved or made from another lock is made anew.

This file uses the standard library only and has to be readable by old Pythons too, so that they can say what is
missing: nothing newer than Python 3.6.
"""

import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
LOCK = os.path.join(ROOT, "requirements.lock")
STAMP = os.path.join(VENV, "course-setup.json")
LOG = os.path.join(VENV, "course-setup.log")
OLDEST, NEWEST = (3, 11), (3, 14)
ROOM_MB = 900  # the finished environment takes about 650 MB, and pip unpacks beside it


class Problem(Exception):
    """Something the person at the keyboard can put right; the message is the whole report."""


NETWORK = (
    "The Python package index could not be reached. Check the internet connection (behind a proxy, set HTTPS_PROXY), "
    "then run the same command again; it goes on where it stopped."
)
DISK = (
    f"The disk is full. Free about {ROOM_MB} MB on the disk that holds {ROOT} (or the folder for temporary files), "
    "then run the same command again."
)
HASH = (
    "A downloaded package is not the file this course was tested with, so nothing was installed. Run the same command "
    "again; if it says this again, do not go on, and report it to whoever gave you the course."
)
DENIED = (
    f"The folder {ROOT} cannot be written to. Copy the course into a folder of your own (for example your home folder) "
    "and run the same command there."
)
CAUSES = (  # what pip or the system says -> what to say; the first match counts
    (r"No space left|Errno 28|WinError 112|not enough space|Disk quota", DISK),
    (r"DO NOT MATCH THE HASHES|HashMismatch", HASH),
    (r"Permission denied|Errno 13\b|WinError 5\b|Read-only file system", DENIED),
    (
        r"NewConnectionError|Failed to establish a new connection|Max retries exceeded|ConnectTimeout|ReadTimeout"
        r"|ProxyError|SSLError|SSLCertVerification|name resolution|getaddrinfo failed|unreachable|Connection refused"
        r"|Connection reset|Connection broken|IncompleteRead|RemoteDisconnected|HTTP error 5",
        NETWORK,
    ),
    (
        r"No matching distribution found for (\S+)",
        "There is no ready-made package of {0} for this machine and Python version. Use the conda route that README.md "
        "describes.",
    ),
)


def explain(text):
    """Return the sentence for what `text` (the output of pip or an error) reports, or None if it says nothing known."""
    for pattern, sentence in CAUSES:
        found = re.search(pattern, text)
        if found:
            return sentence.format(*found.groups())
    return None


def environment():
    """Return environment variables under which nothing from outside the course's own environment is picked up."""
    drop = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}
    env = {name: value for name, value in os.environ.items() if name not in drop}
    scripts = os.path.dirname(venv_python())
    env["PATH"] = scripts + os.pathsep + env.get("PATH", "")
    env.update(VIRTUAL_ENV=VENV, PYTHONNOUSERSITE="1", PIP_DISABLE_PIP_VERSION_CHECK="1", JUPYTER_PREFER_ENV_PATH="1")
    return env


def venv_python():
    """Return the path of the environment's own Python."""
    return os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")


def check_python(version=sys.version_info):
    """Raise `Problem` where this Python is too old or newer than the pinned packages."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return
    raise Problem(
        f"The course needs Python 3.11, 3.12, 3.13 or 3.14, and this is Python {version[0]}.{version[1]}. Install one "
        "of them, or use the conda route that README.md describes."
    )


def digest(paths):
    """Return a short fingerprint of the contents of files."""
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as handle:
            total.update(handle.read())
    return total.hexdigest()


def wanted():
    """Return what the environment must have been made from: (packages, edu_lib)."""
    data = sorted(p for p in glob.glob(os.path.join(ROOT, "jupyter", "**"), recursive=True) if os.path.isfile(p))
    python = [sys.version, sys.base_prefix, VENV]  # an environment cannot move, nor change its Python
    packages = [digest([LOCK]), *python]
    return packages, digest([os.path.join(ROOT, "pyproject.toml"), *data])


# Runs inside the environment: everything that was installed is still there, with the size it had, and Python works.
HEALTH = """
import glob, os, ssl, sys, sysconfig
site = sysconfig.get_paths()["purelib"]
records = glob.glob(os.path.join(site, "*.dist-info", "RECORD"))
for record in records:
    for line in open(record, encoding="utf-8"):
        path, _, size = line.rstrip().rsplit(",", 2)
        if size and os.stat(os.path.join(site, path.strip('"'))).st_size != int(size):
            sys.exit(path)
print(len(records))
"""


def count_packages():
    """Return how many packages the environment holds, or raise `ValueError` where one is damaged."""
    command = [venv_python(), "-c", HEALTH]
    return int(subprocess.run(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)


def read_stamp():
    """Return what the environment says it was made from, or nothing if it was not finished or does not work."""
    try:
        with open(STAMP, encoding="utf-8") as handle:
            stamp = json.load(handle)
        return stamp if count_packages() >= stamp["count"] else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def remove(path):
    """Remove a file, link or folder, if it is there."""
    if os.path.islink(path) or os.path.isfile(path):
        os.remove(path)
    elif os.path.isdir(path):
        shutil.rmtree(path)


def run_logged(command):
    """Run a step of the set-up, counting packages on the screen and keeping the output in a log; explain a failure."""
    count, lines = 0, []
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    with process, open(LOG, "ab") as log:
        for raw in process.stdout:
            log.write(raw)
            line = raw.decode("utf-8", "replace").strip()
            lines.append(line)
            count += line.startswith("Collecting ")
            if sys.stdout.isatty() and line.startswith(("Collecting ", "Installing collected")):
                sys.stdout.write(f"\r  {count} packages {'found' if line[0] == 'C' else 'being installed'} ")
                sys.stdout.flush()
    if count and sys.stdout.isatty():
        sys.stdout.write("\n")
    if process.wait() != 0:
        told = [line for line in lines if line and not line.startswith("WARNING")] or ["no output"]
        last = ([line for line in told if line.startswith("ERROR")] or told)[-1].rstrip(".")
        unknown = f"The set-up stopped with: {last}. All that was said is in {LOG}. Run the same command again."
        raise Problem(explain("\n".join(lines)) or unknown)


def create_venv():
    """Make an empty environment from this Python."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        python = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Problem(
            f"Python {python} is here, but not its venv module, which the course needs. On Debian or Ubuntu type: "
            f"sudo apt install python{python}-venv. Then run the same command again."
        ) from None
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < ROOM_MB:
        raise Problem(f"{DISK} Now {free} MB are free.")
    remove(VENV)
    os.makedirs(VENV)
    # Not sys.executable: with the environment activated that is the one just removed.
    run_logged([getattr(sys, "_base_executable", None) or sys.executable, "-m", "venv", VENV])


def wait_for_others():
    """Return a file that is held until this program ends, so that two windows do not build one environment at once."""
    handle = open(VENV + ".lock", "a")
    if os.name != "nt":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def setup():
    """Bring the environment into the state that the lock and pyproject.toml describe; do nothing if it is."""
    check_python()
    with wait_for_others():
        build()


def build():
    """Do the work of `setup`, alone."""
    packages, project = wanted()
    stamp = read_stamp()
    if stamp.get("packages") == packages and stamp.get("project") == project:
        return
    pip = [venv_python(), "-m", "pip", "install", "--no-input", "--retries", "2", "--progress-bar", "off"]
    if stamp.get("packages") != packages:
        print("Setting the course up in its own folder .venv; this takes a minute or two, once.", flush=True)
        create_venv()
        # Only wheels, each with its hash: building from source would fetch tools that nobody has checked. The lock is
        # complete, so pip need not work it out again, and Python compiles what it uses: this halves the wait.
        run_logged([*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-compile", "-r", LOCK])
        quiet_kernels()
    remove(STAMP)
    run_logged([*pip, "--no-deps", "--no-index", "--no-build-isolation", "--force-reinstall", "-e", ROOT])
    stamp = {"packages": packages, "project": project, "count": count_packages()}
    with open(STAMP, "w", encoding="utf-8") as handle:
        json.dump(stamp, handle)


def quiet_kernels():
    """Keep kernels from warning, each time one starts, that they talk without encryption: they do so within this machine."""
    path = os.path.join(VENV, "etc", "ipython", "ipython_kernel_config.py")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as handle:
        handle.write("get_config().IPKernelApp.log_level = 40  # errors only\n")
