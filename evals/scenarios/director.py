"""`python -m evals.scenarios.director`: makes the situations of a run, all at once, in a process of its own.

Most of a scenario is waiting: for a run to start, for a renewal, for the server to come back. So they are
made side by side, while the process that evaluates imports what it needs. Each situation is written to
`<home>/situations/<id>.<repeat>.json` when it is there, or to `<id>.<repeat>.failed` with the reason why it
is not; `done` is written after the last, and `stopped` when the process ends, however it does.

Scenarios that take part in a restart of the server come first, in the order of the restarts, each of which
waits until those of the restarts before it are made; the others start when the server stays. Repeats are made
one after the other, each afresh, with restarts of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import traceback
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from evals.environment.owner import end_with
from evals.environment.server import PrefectServer
from evals.outcomes import NotMeasured
from evals.scenarios.catalogue import SCENARIOS
from evals.scenarios.engine_process import engine_processes
from evals.scenarios.restart import Restart
from evals.scenarios.scenario import Scenario
from evals.scenarios.stage import Stage

_FILESYSTEM_LEASES = {
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem"
}

_AT_A_TIME = 6
"""How many scenarios are made side by side. More take no less time together, but each takes longer, and
what some of them wait for comes too late."""

RESTARTS = {"memory": _FILESYSTEM_LEASES, "filesystem": _FILESYSTEM_LEASES}
"""The restarts of a run, in their order, by what kept the leases when the server stopped; and the
settings that the server comes back with."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--owner", type=int, required=True)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("ids", nargs="+")
    options = parser.parse_args()
    end_with(options.owner)
    server = PrefectServer(home=options.home, cache=options.cache, port=options.port, owner=options.owner)
    try:
        asyncio.run(_direct(server, [SCENARIOS[id_] for id_ in options.ids], repeats=options.repeats))
    finally:
        (server.home / "situations" / "stopped").touch()


def restarts_for(scenarios: Iterable[Scenario]) -> dict[str, Restart]:
    """The restarts that scenarios take part in, in their order; each awaits those of the ones before it."""
    restarts, awaited = {}, set[str]()
    for name, environment in RESTARTS.items():
        if participants := {scenario.id for scenario in scenarios if name in scenario.restarts}:
            awaited |= participants
            restarts[name] = Restart(participants=awaited, environment=environment)
    return restarts


async def _direct(server: PrefectServer, scenarios: list[Scenario], *, repeats: int) -> None:
    from evals.environment.client import writing_client

    folder = server.home / "situations"
    engines = engine_processes()
    await asyncio.to_thread(server.wait_until_furnished)
    async with writing_client() as client:
        for repeat in range(1, repeats + 1):
            restarts = restarts_for(scenarios)
            stage = Stage(
                own_client=client,
                api_url=server.api_url,
                home=server.home,
                engines=engines,
                restarts=tuple(restarts.items()),
            )
            await _make_all(server, scenarios, stage, folder, repeat=repeat)
            if restarts and repeat < repeats:
                # The next repeat finds the server as this one did, with its leases in memory.
                await Restart(participants=(), environment={}).conduct(server)
    (folder / "done").touch()


async def _make_all(
    server: PrefectServer, scenarios: list[Scenario], stage: Stage, folder: Path, *, repeat: int
) -> None:
    await asyncio.gather(
        _conduct(server, [restart for _, restart in stage.restarts]),
        *(_make(scenario, stage, folder, repeat=repeat) for scenario in scenarios if scenario.restarts),
    )
    few_at_a_time = asyncio.Semaphore(_AT_A_TIME)

    async def make(scenario: Scenario) -> None:
        async with few_at_a_time:
            await _make(scenario, stage, folder, repeat=repeat)

    await asyncio.gather(*(make(scenario) for scenario in scenarios if not scenario.restarts))


async def _conduct(server: PrefectServer, restarts: list[Restart]) -> None:
    for restart in restarts:
        await restart.conduct(server)


async def _make(scenario: Scenario, stage: Stage, folder: Path, *, repeat: int) -> None:
    stage = replace(stage, scenario=scenario.id)
    try:
        situation = await scenario.situation(stage)
    except Exception as error:  # a scenario that can't be made is that one's trouble, told to its eval
        reason = str(error) if isinstance(error, NotMeasured) else traceback.format_exc()
        _write(folder / f"{scenario.id}.{repeat}.failed", reason)
    else:
        _write(folder / f"{scenario.id}.{repeat}.json", situation.model_dump_json())
    for _, restart in stage.restarts:
        restart.give_up(scenario.id)


def _write(file: Path, text: str) -> None:
    """Write all of it or nothing: somebody is waiting for the file."""
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(text)
    unfinished.replace(file)


if __name__ == "__main__":
    main()
