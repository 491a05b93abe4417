"""A Jupyter server extension of a few lines: send each small message at once.

The server leaves Nagle's algorithm on for the kernel's websocket, so a small message may wait for the answer to the one
before it. With it off, a lab's picture follows the hand about a third sooner. Without this setting all works, a little
later. It is switched on by ``etc/jupyter/jupyter_server_config.d/edu_lib.json``, which comes with the package.
"""

from __future__ import annotations

import functools

__all__: list[str] = []


def _load_jupyter_server_extension(app) -> None:
    """Called by the Jupyter server at its start with the server application."""
    try:
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
        app.log.info("edu_lib: kernel messages are sent without delay.")
    except Exception as problem:
        app.log.warning(
            "edu_lib: pictures may follow a little later, for this Jupyter server is unknown to it (%s).", problem
        )


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "edu_lib.labs.nodelay"}]
