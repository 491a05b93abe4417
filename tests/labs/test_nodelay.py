"""The server setting that makes pictures follow the hand is shipped, works, and never stands in the way."""

import asyncio
import json
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest

from edu_lib.labs import nodelay

ROOT = Path(__file__).resolve().parents[2]
APP = SimpleNamespace(log=logging.getLogger("edu_lib.test"))


def test_the_data_file_switches_the_extension_on():
    path = ROOT / "jupyter/etc/jupyter/jupyter_server_config.d/edu_lib.json"
    switches = json.loads(path.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]
    assert switches == {"edu_lib.labs.nodelay": True}
    assert nodelay._jupyter_server_extension_points() == [{"module": "edu_lib.labs.nodelay"}]


@pytest.fixture
def handler(monkeypatch):
    websocket = pytest.importorskip("jupyter_server.services.kernels.websocket")

    async def opened(self, *args, **kwargs):
        return "opened"

    monkeypatch.setattr(websocket.KernelWebsocketHandler, "open", opened)
    return websocket.KernelWebsocketHandler


def test_a_connection_is_opened_without_delay(handler):
    nodelay._load_jupyter_server_extension(APP)
    nodelay._load_jupyter_server_extension(APP)  # a second load does not wrap it twice
    asked = []
    connection = SimpleNamespace(set_nodelay=asked.append, log=APP.log)
    assert asyncio.run(handler.open(connection)) == "opened"
    assert asked == [True]


def test_a_connection_that_refuses_is_opened_all_the_same(handler):
    nodelay._load_jupyter_server_extension(APP)

    def refuse(_value):
        raise OSError("closed")

    assert asyncio.run(handler.open(SimpleNamespace(set_nodelay=refuse, log=APP.log))) == "opened"


def test_a_server_of_another_make_is_left_alone_and_told_in_a_sentence(monkeypatch, caplog):
    monkeypatch.setitem(__import__("sys").modules, "jupyter_server.services.kernels.websocket", None)
    with caplog.at_level(logging.WARNING):
        nodelay._load_jupyter_server_extension(APP)
    assert "pictures may follow a little later" in caplog.text
