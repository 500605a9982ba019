"""The ephemeral server: starts from the template, restarts on its data, says why it did not start."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from evals.environment.server import PrefectServer, free_port
from evals.environment.template import template_path
from evals.outcomes import ServerNotMeasured

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path, template_cache: Path) -> Iterator[PrefectServer]:
    server = PrefectServer(home=tmp_path / "home", cache=template_cache, port=free_port(), owner=os.getpid())
    yield server
    server.stop()


def _post(server: PrefectServer, path: str, body: object) -> object:
    request = urllib.request.Request(
        f"{server.api_url}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def test_it_keeps_its_data_and_its_port_over_a_restart(server: PrefectServer) -> None:
    server.launch()
    server.wait_until_ready()
    _post(server, "/flows/", {"name": "kept"})

    server.stop()
    assert not server.is_ready()
    server.launch()
    server.wait_until_ready()

    names = [flow["name"] for flow in _post(server, "/flows/filter", {})]  # type: ignore[attr-defined]
    assert names == ["kept"]


def test_its_responses_are_not_held_back(server: PrefectServer) -> None:
    server.launch()
    server.wait_until_ready()

    seconds = []
    for number in range(11):
        began = time.perf_counter()
        _post(server, "/flows/", {"name": f"flow-{number}"})
        seconds.append(time.perf_counter() - began)

    # Nagle's algorithm alone, waiting for a delayed acknowledgement, takes 0.04 s.
    assert statistics.median(seconds) < 0.035


def test_it_can_be_stopped_by_a_process_that_did_not_launch_it(
    server: PrefectServer, template_cache: Path
) -> None:
    server.launch()
    server.wait_until_ready()
    somebody_else = PrefectServer(home=server.home, cache=template_cache, port=server.port, owner=os.getpid())

    assert somebody_else.is_ready()
    somebody_else.stop()

    assert not server.is_ready()


def test_a_standby_takes_over_the_port_and_the_data(server: PrefectServer) -> None:
    server.launch()
    server.wait_until_ready()
    first = (server.home / "server.pid").read_text()
    _post(server, "/flows/", {"name": "kept"})

    server.launch_standby(environment={})
    server.wait_for_standby()
    assert server.is_ready(), "the first one serves until it is stopped"
    server.stop()
    assert not server.is_ready(), "the standby waits until it is told"
    server.promote_standby()
    server.wait_until_ready()

    names = [flow["name"] for flow in _post(server, "/flows/filter", {})]  # type: ignore[attr-defined]
    assert names == ["kept"]
    assert (server.home / "server.pid").read_text() != first


def test_it_ends_with_its_owner(tmp_path: Path, template_cache: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as owner:
        server = PrefectServer(
            home=tmp_path / "home", cache=template_cache, port=free_port(), owner=owner.pid
        )
        server.launch()
        server.wait_until_ready()
        owner.kill()
    deadline = time.monotonic() + 10
    while server.is_ready() and time.monotonic() < deadline:
        time.sleep(0.1)

    assert not server.is_ready()
    server.stop()


def test_a_taken_port_is_one_clear_error(server: PrefectServer) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", server.port))
        squatter.listen()
        server.launch()
        with pytest.raises(ServerNotMeasured, match=rf"port {server.port}.*(?s:.*)Address already in use"):
            server.wait_until_ready()


def test_a_process_killed_at_its_start_is_one_clear_error(server: PrefectServer) -> None:
    server.launch()
    os.kill(int((server.home / "server.pid").read_text()), signal.SIGKILL)

    with pytest.raises(ServerNotMeasured, match=r"did not start on port .* its process ended"):
        server.wait_until_ready()


def test_a_server_that_does_not_answer_in_time_is_one_clear_error(server: PrefectServer) -> None:
    server.launch()

    with pytest.raises(ServerNotMeasured, match="no answer in 0 s"):
        server.wait_until_ready(timeout_s=0.0)


def test_it_makes_the_template_where_there_is_none(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    server = PrefectServer(home=tmp_path / "home", cache=cache, port=free_port(), owner=os.getpid())
    server.launch()
    server.wait_until_ready()
    _post(server, "/flows/", {"name": "first"})
    server.stop()

    with closing(sqlite3.connect(server.home / "prefect.sqlite")) as database:
        assert database.execute("SELECT name FROM flow").fetchall() == [("first",)]
    assert template_path(cache).exists()


def test_the_template_is_one_migrated_file(template_cache: Path) -> None:
    (template,) = template_cache.glob("*.sqlite")

    with closing(sqlite3.connect(template)) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"flow_run", "log", "deployment", "alembic_version"} <= tables
    beside_it = {file.name for file in template_cache.iterdir() if file.name.startswith(template.name)}
    assert beside_it == {template.name}, "what is in a write-ahead log would not be copied"
