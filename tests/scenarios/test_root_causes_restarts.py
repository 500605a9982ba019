"""Restarts of the server: who is waited for, and what waits for them."""

import asyncio
from typing import cast

import pytest

from evals.environment.server import PrefectServer
from evals.scenarios.director import restarts_for
from evals.scenarios.restart import Restart
from evals.scenarios.root_causes import SCENARIOS
from evals.scenarios.root_causes.api_outage import API_OUTAGE
from evals.scenarios.root_causes.server_restart_memory import SERVER_RESTART_MEMORY
from evals.scenarios.stage import Stage


class FakeServer:
    """Notes what is done to it."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def launch_standby(self, *, environment: dict[str, str]) -> None:
        self.steps.append(f"standby with {environment}")

    def wait_for_standby(self) -> None: ...

    def stop(self) -> None:
        self.steps.append("stop")

    def promote_standby(self) -> None:
        self.steps.append("start")

    def wait_until_ready(self) -> None: ...


async def settled(server: FakeServer) -> list[str]:
    """What was done to the server once nothing more happens by itself."""
    await asyncio.sleep(0.05)
    return server.steps


async def test_the_server_is_down_for_as_long_as_somebody_is_in_the_block() -> None:
    restart, server = Restart(participants=["one", "two"], environment={"A": "1"}), FakeServer()
    conducting = asyncio.create_task(restart.conduct(cast(PrefectServer, server)))
    held, released = asyncio.Event(), asyncio.Event()

    async def hold(participant: str) -> None:
        async with restart.outage(participant):
            held.set()
            await released.wait()

    first = asyncio.create_task(hold("one"))
    assert await settled(server) == ["standby with {'A': '1'}"]
    restart.give_up("two")
    await held.wait()
    assert (await settled(server))[1:] == ["stop"]
    released.set()
    await asyncio.gather(first, conducting)
    assert server.steps[1:] == ["stop", "start"]


def test_a_restart_awaits_those_who_take_part_in_the_ones_before() -> None:
    restarts = restarts_for([API_OUTAGE, SERVER_RESTART_MEMORY])
    assert {name: restart._awaited for name, restart in restarts.items()} == {
        "memory": {"server_restart_memory"},
        "filesystem": {"server_restart_memory", "api_outage"},
    }


def test_there_are_no_restarts_that_nobody_takes_part_in() -> None:
    assert restarts_for([scenario for scenario in SCENARIOS if not scenario.restarts]) == {}


@pytest.mark.parametrize("restart", ["memory", "filesystem"])
async def test_after_a_restart_that_nobody_takes_part_in_is_now(restart: str) -> None:
    stage = Stage(own_client=None, api_url="", home=None)  # type: ignore[arg-type] # not used here
    await asyncio.wait_for(stage.after(restart), timeout=1)
