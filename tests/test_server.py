"""What the Jupyter server does for the lessons is shipped, works, and never stands in the way."""

import asyncio
import json
import logging
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from edu_lib import server

ROOT = Path(__file__).resolve().parents[1]
APP = SimpleNamespace(
    log=logging.getLogger("edu_lib.test"), contents_manager=SimpleNamespace(register_pre_save_hook=lambda hook: None)
)


def test_the_data_file_switches_the_extension_on():
    path = ROOT / "jupyter/etc/jupyter/jupyter_server_config.d/edu_lib.json"
    switches = json.loads(path.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]
    assert switches == {"edu_lib.server": True}
    assert server._jupyter_server_extension_points() == [{"module": "edu_lib.server"}]


def test_jupyterlab_spends_no_time_on_busy_signs_while_a_slider_moves():
    """Each step makes the kernel busy and idle; a tab icon and a toolbar that follow cost more than the picture does."""
    config = pytest.importorskip("jupyterlab_server.config")
    settings = pytest.importorskip("jupyterlab_server.settings_utils")
    page = json.loads((ROOT / "jupyter/etc/jupyter/labconfig/page_config.d/edu_lib.json").read_text(encoding="utf-8"))
    assert page == {"disabledExtensions": {"@jupyterlab/application-extension:faviconbusy": True}}
    assert (
        page["disabledExtensions"].items() <= config.get_static_page_config(level="all")["disabledExtensions"].items()
    )
    overrides, error = settings._get_overrides(str(ROOT / "jupyter/share/jupyter/lab/settings"))
    assert not error
    assert overrides["@jupyterlab/notebook-extension:tracker"]["kernelStatus"]["showOnStatusBar"] is True


@pytest.fixture
def handler(monkeypatch):
    websocket = pytest.importorskip("jupyter_server.services.kernels.websocket")

    async def opened(self, *args, **kwargs):
        return "opened"

    monkeypatch.setattr(websocket.KernelWebsocketHandler, "open", opened)
    return websocket.KernelWebsocketHandler


def test_a_connection_is_opened_without_delay(handler):
    server._load_jupyter_server_extension(APP)
    server._load_jupyter_server_extension(APP)  # a second load does not wrap it twice
    asked = []
    connection = SimpleNamespace(set_nodelay=asked.append, log=APP.log)
    assert asyncio.run(handler.open(connection)) == "opened"
    assert asked == [True]


def test_a_connection_that_refuses_is_opened_all_the_same(handler):
    server._load_jupyter_server_extension(APP)

    def refuse(_value):
        raise OSError("closed")

    assert asyncio.run(handler.open(SimpleNamespace(set_nodelay=refuse, log=APP.log))) == "opened"


def test_a_server_of_another_make_is_left_alone_and_told_in_a_sentence(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "jupyter_server.services.kernels.websocket", None)
    with caplog.at_level(logging.WARNING):
        server._load_jupyter_server_extension(APP)
    assert "pictures may follow a little later" in caplog.text


def test_the_server_loads_no_drawing_and_no_widgets_for_it():
    script = "import sys, edu_lib.server; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"matplotlib", "ipywidgets", "anywidget"} & set(done.stdout.split())


def saved(*outputs):
    """What is left of outputs, given as dicts by kind, when a notebook that holds them is saved."""
    cells = [
        {"cell_type": "code", "outputs": [{"output_type": "display_data", "data": dict(data)} for data in outputs]}
    ]
    model = {"type": "notebook", "content": {"cells": [{"cell_type": "markdown"}, *cells]}}
    server.keep_still(model, path="x.ipynb", contents_manager=None)
    return [output["data"] for output in model["content"]["cells"][1]["outputs"]]


def test_a_lab_is_saved_as_its_still_picture_and_nothing_else_is_touched():
    still, live = {"text/html": server.STILL + '"><img>'}, {server.LIVE: {"model_id": "1"}}
    assert saved(still | live) == [still]
    assert saved({"text/html": [still["text/html"]]} | live) == [{"text/html": [still["text/html"]]}]
    for other in (live, live | {"text/html": "<p>"}, {"text/plain": "x"}, still):
        assert saved(other) == [other]
    server.keep_still({"type": "file", "content": "text"}, path="x.txt")
    server.keep_still({"type": "notebook", "content": None})


def test_the_hook_is_registered_and_a_server_without_hooks_is_left_alone(handler, caplog):
    hooks = []
    app = SimpleNamespace(log=APP.log, contents_manager=SimpleNamespace(register_pre_save_hook=hooks.append))
    server._load_jupyter_server_extension(app)
    assert hooks == [server.keep_still]
    with caplog.at_level(logging.WARNING):
        server._load_jupyter_server_extension(SimpleNamespace(log=APP.log))
    assert "saved without their still pictures" in caplog.text
