"""Runs of deployments, executed by Prefect's own engine in processes of their own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from evals.environment.isolation import child_environment
from evals.outcomes import ScenarioNotMeasured
from evals.scenarios.stage import Stage, until

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

_FLOWS = Path(__file__).parent / "flows"
_START_TIMEOUT_S = 60.0
_END_TIMEOUT_S = 60.0
_LOG_TAIL = 2_000


@dataclass(frozen=True, kw_only=True)
class EngineRun:
    """A flow run that the engine is executing."""

    stage: Stage
    flow_run_id: UUID
    process: asyncio.subprocess.Process
    log_path: Path

    async def read(self) -> FlowRun:
        return await self.stage.client.read_flow_run(self.flow_run_id)

    async def lease_id(self) -> UUID:
        """Wait until the run is running under its deployment's lease, and return the lease's id."""

        async def check() -> UUID | None:
            if self.process.returncode is not None:
                raise ScenarioNotMeasured(f"scenario: the engine ended before it ran: {self._log_tail()}")
            state = (await self.read()).state
            if state is None or not state.is_running():
                return None
            return state.state_details.deployment_concurrency_lease_id

        return await until("a run under a lease", check, timeout_s=_START_TIMEOUT_S)

    async def logged(self, text: str) -> None:
        """Wait until the run's log on the server has a line that contains `text`."""

        async def check() -> bool:
            return any(text in line.message for line in await self.stage.logs(await self.read()))

        await until(f"a log line with {text!r}", check, timeout_s=_START_TIMEOUT_S)

    async def ended(self) -> FlowRun:
        """Wait until the process has ended, and return the run as the server has it then."""
        try:
            await asyncio.wait_for(self.process.wait(), _END_TIMEOUT_S)
        except TimeoutError:
            raise ScenarioNotMeasured(
                f"scenario: the engine did not end within {_END_TIMEOUT_S:.0f} s: {self._log_tail()}"
            ) from None
        return await self.read()

    def _log_tail(self) -> str:
        return self.log_path.read_text(errors="replace")[-_LOG_TAIL:]


@asynccontextmanager
async def deployment_run(
    stage: Stage,
    *,
    flow_name: str,
    run_name: str,
    concurrency_limit: int | None,
    renew_every_s: float = 1.0,
    source: str = "pipeline",
) -> AsyncIterator[EngineRun]:
    """Deploy `flows/<source>.py`, submit a run as a worker does, and let the engine execute it.

    The process is killed on leaving, where it is still there.
    """
    from prefect.states import Pending

    entrypoint = _write_flow(stage.home, source=source, flow_name=flow_name)
    client = stage.client
    flow_id = await client.create_flow_from_name(flow_name)
    deployment_id = await client.create_deployment(
        flow_id, name=flow_name, concurrency_limit=concurrency_limit, path=".", entrypoint=entrypoint
    )
    flow_run = await client.create_flow_run_from_deployment(deployment_id, name=run_name)
    # A worker proposes Pending before it starts the process; that is when the slot and lease are taken.
    await client.set_flow_run_state(flow_run.id, Pending())
    run = await _execute(stage, flow_run_id=flow_run.id, renew_every_s=renew_every_s)
    try:
        yield run
    finally:
        if run.process.returncode is None:
            run.process.kill()
            await run.process.wait()


async def _execute(stage: Stage, *, flow_run_id: UUID, renew_every_s: float) -> EngineRun:
    environment = child_environment(home=stage.home, api_url=stage.api_url)
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    log_path = stage.home / f"engine-{flow_run_id}.log"
    with log_path.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "evals.scenarios.engine_process"),
            *("--renew-every-s", str(renew_every_s), str(flow_run_id)),
            env=environment,
            cwd=stage.home,
            stdout=log,
            stderr=log,
        )
    return EngineRun(stage=stage, flow_run_id=flow_run_id, process=process, log_path=log_path)


def _write_flow(home: Path, *, source: str, flow_name: str) -> str:
    """Copy the flow's code under its own name and return the entrypoint, relative to `home`."""
    code = (_FLOWS / f"{source}.py").read_text().replace("data-pipeline-00000000", flow_name)
    file = home / f"{flow_name.replace('-', '_')}.py"
    file.write_text(code)
    return f"{file.name}:{source}"
