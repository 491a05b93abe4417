"""JupyterLab of our own on the loopback, and where Chromium is; for whatever drives the lessons in a real browser."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

__all__ = ["CHROMIUM_FLAGS", "JupyterLab", "find_chromium", "free_port"]

# Chromium must not call home: the lessons need no network, and in a closed one each such call waits and costs time.
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps",
]  # fmt: skip


def find_chromium() -> str | None:
    """The Chromium to drive: what CHROMIUM names, else the first on the path; None if there is none."""
    asked = os.environ.get("CHROMIUM")
    return shutil.which(asked) if asked else shutil.which("chromium") or shutil.which("chromium-browser")


def free_port() -> int:
    """A port of the loopback that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class JupyterLab:
    """A server on a free port with a token of its own, that keeps all it writes in `folder`; use it in a with statement.

    Notebooks belong in `.notebooks`. Leaving the with statement stops the server and its kernels by process id. Raises
    `RuntimeError` with the end of the server's log if it does not start within a minute.
    """

    def __init__(self, folder: Path, theme: str = "JupyterLab Light"):
        self.folder, self.notebooks, self.log = folder, folder / "notebooks", folder / "server.log"
        self.token = secrets.token_hex(8)
        self.notebooks.mkdir(exist_ok=True)
        self.set_theme(theme)

    def set_theme(self, theme: str) -> None:
        """The theme of pages that are opened from now on; and no question about news."""
        for plugin, values in {
            "themes": {"theme": theme},
            "notification": {"fetchNews": "false", "checkForUpdates": False},
        }.items():
            path = self.folder / "settings/@jupyterlab/apputils-extension" / f"{plugin}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values), encoding="utf-8")

    def url(self, notebook: str) -> str:
        return f"http://127.0.0.1:{self.port}/lab/tree/{notebook}?token={self.token}&reset"

    def __enter__(self) -> JupyterLab:
        self.port = free_port()
        places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        env = os.environ | {name: str(self.folder / name.lower()) for name in places}
        env["EDU_LIB_JOURNAL"] = str(self.folder / "journal")
        env["JUPYTERLAB_SETTINGS_DIR"] = str(self.folder / "settings")
        env["JUPYTERLAB_WORKSPACES_DIR"] = str(self.folder / "workspaces")
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
        command += [f"--port={self.port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={self.notebooks}"]
        command += [f"--IdentityProvider.token={self.token}"]
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, env=env, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api?token={self.token}", timeout=2).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise RuntimeError("JupyterLab did not start:\n" + self.log.read_text(encoding="utf-8")[-3000:])

    def __exit__(self, *_problem) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
