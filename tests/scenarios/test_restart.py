"""A restart waits for everybody who takes part, and holds the server down until each has left."""

from __future__ import annotations

import asyncio

from evals.scenarios.restart import Restart


class _Server:
    """Notes what is done with it."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def launch_standby(self, *, environment: dict[str, str]) -> None:
        self.events.append(f"standby {environment}")

    def wait_for_standby(self) -> None: ...

    def stop(self) -> None:
        self.events.append("stopped")

    def promote_standby(self) -> None:
        self.events.append("started")

    def wait_until_ready(self) -> None: ...


def _conduct(*participants: object, restart: Restart) -> list[str]:
    server = _Server()

    async def run() -> None:
        await asyncio.wait_for(
            asyncio.gather(restart.conduct(server), *(p(server) for p in participants)),  # type: ignore[arg-type,operator]
            timeout=5,
        )

    asyncio.run(run())
    return server.events


def test_the_server_is_down_inside_the_block_and_up_after_it() -> None:
    restart = Restart(participants=["a"], environment={"X": "1"})

    async def a(server: _Server) -> None:
        async with restart.outage("a"):
            server.events.append("a inside")
        server.events.append("a after")

    assert _conduct(a, restart=restart) == ["standby {'X': '1'}", "stopped", "a inside", "started", "a after"]


def test_it_waits_for_the_last_to_arrive_and_the_last_to_leave() -> None:
    restart = Restart(participants=["early", "late"], environment={})

    async def early(server: _Server) -> None:
        async with restart.outage("early"):
            server.events.append("early left")

    async def late(server: _Server) -> None:
        await asyncio.sleep(0.05)
        server.events.append("late arrives")
        async with restart.outage("late"):
            await asyncio.sleep(0.05)
            server.events.append("late left")

    assert _conduct(early, late, restart=restart)[1:] == [
        "late arrives", "stopped", "early left", "late left", "started",
    ]  # fmt: skip


def test_who_gives_up_is_not_waited_for() -> None:
    restart = Restart(participants=["a", "gone"], environment={})

    async def a(_server: _Server) -> None:
        async with restart.outage("a"):
            ...

    async def gone(_server: _Server) -> None:
        restart.give_up("gone")

    assert _conduct(a, gone, restart=restart)[1:] == ["stopped", "started"]


def test_who_takes_no_part_can_wait_for_it_to_be_over() -> None:
    restart = Restart(participants=[], environment={})

    async def bystander(server: _Server) -> None:
        await restart.over()
        server.events.append("over")

    assert _conduct(bystander, restart=restart)[1:] == ["stopped", "started", "over"]
