"""What the Jupyter server does for the lessons. It loads no drawing and no widgets, so the server starts as quickly.

- It sends each small message at once. The server leaves Nagle's algorithm on for the kernel's websocket, so a small
  message may wait for the answer to the one before it. With it off, a lab's picture follows the hand about a third sooner.
- It saves a lab as its still picture. A saved live view could only say that its model is not found when it is opened again.

Without it all works: a little later, and with that sentence in place of the picture. It is switched on by
``etc/jupyter/jupyter_server_config.d/edu_lib.json``, which comes with the package.
"""

from __future__ import annotations

import functools

__all__: list[str] = []

STILL = '<figure class="edu-still'  # how the still picture of a lab begins; see labs/still.py
LIVE = "application/vnd.jupyter.widget-view+json"


def keep_still(model: dict, **_where) -> None:
    """Before a notebook is saved: where a lab has both a live view and a still picture, keep the still picture."""
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    for cell in model["content"].get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if LIVE in data and "".join(data.get("text/html", "")).startswith(STILL):
                del data[LIVE]


def send_at_once(log) -> None:
    """Switch the delay off for every kernel connection that is opened from now on."""
    from jupyter_server.services.kernels.websocket import KernelWebsocketHandler as Handler

    if getattr(Handler.open, "edu_lib_nodelay", False):
        return
    inherited = Handler.open

    @functools.wraps(inherited)
    def open_at_once(self, *args, **kwargs):
        try:
            self.set_nodelay(True)
        except Exception as problem:  # a closed or unusual connection: slower, never broken
            self.log.debug("edu_lib: this connection keeps its delay (%s).", problem)
        return inherited(self, *args, **kwargs)

    open_at_once.edu_lib_nodelay = True
    Handler.open = open_at_once
    log.info("edu_lib: kernel messages are sent without delay.")


def _load_jupyter_server_extension(app) -> None:
    """Called by the Jupyter server at its start with the server application."""
    try:
        send_at_once(app.log)
    except Exception as problem:
        app.log.warning(
            "edu_lib: pictures may follow a little later, for this Jupyter server is unknown to it (%s).", problem
        )
    try:
        app.contents_manager.register_pre_save_hook(keep_still)
    except Exception as problem:
        app.log.warning("edu_lib: labs are saved without their still pictures (%s).", problem)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "edu_lib.server"}]
