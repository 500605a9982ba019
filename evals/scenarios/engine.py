"""Runs of deployments, executed by Prefect's own engine in processes of their own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from evals.outcomes import ScenarioNotMeasured
from evals.scenarios.engine_process import start_engine
from evals.scenarios.stage import Stage, require, until

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

_FLOWS = Path(__file__).parent / "flows"
_TIMEOUT_S = 60.0
_LOG_TAIL = 2_000
_PLACEHOLDER_NAME = "data-pipeline-00000000"
"""The name of every flow in `flows/`; replaced by the flow's own when its code is written."""


@dataclass(frozen=True, kw_only=True)
class EngineRun:
    """A flow run that the engine is executing."""

    stage: Stage
    flow_run_id: UUID
    deployment_id: UUID
    process: BaseProcess
    log_path: Path
    """What the process prints. Not all of it is on the server: an agent can't read it."""

    async def read(self) -> FlowRun:
        return await self.stage.client.read_flow_run(self.flow_run_id)

    async def lease_id(self) -> UUID:
        """Wait until the run is running under its deployment's lease, and return the lease's id."""

        async def check() -> UUID | None:
            self._require_alive()
            state = (await self.read()).state
            if state is None or not state.is_running():
                return None
            return state.state_details.deployment_concurrency_lease_id

        return await until("a run under a lease", check, timeout_s=_TIMEOUT_S)

    async def running(self) -> None:
        """Wait until the run is Running."""

        async def check() -> bool:
            self._require_alive()
            state = (await self.read()).state
            return state is not None and state.is_running()

        await until("a run that is running", check, timeout_s=_TIMEOUT_S)

    async def logged(self, text: str) -> None:
        """Wait until the run's log on the server has a line that contains `text`."""

        async def check() -> bool:
            return any(text in line.message for line in await self.stage.logs(self.flow_run_id))

        await until(f"a log line with {text!r}", check, timeout_s=_TIMEOUT_S)

    async def printed(self, text: str) -> None:
        """Wait until the process has printed `text`; for what never reaches the server."""

        async def check() -> bool:
            alive = self.process.is_alive()
            if text in self._output():
                return True
            require(alive, f"the engine prints {text!r} before it ends: {self._log_tail()}")
            return False

        await until(f"{text!r} in what the engine prints", check, timeout_s=_TIMEOUT_S)

    async def ended(self) -> FlowRun:
        """Wait until the process has ended, and return the run as the server has it then."""

        async def check() -> bool:
            return not self.process.is_alive()

        await until(f"the end of the engine's process ({self._log_tail()})", check, timeout_s=_TIMEOUT_S)
        return await self.read()

    def _require_alive(self) -> None:
        if not self.process.is_alive():
            raise ScenarioNotMeasured(f"scenario: the engine ended before its time: {self._log_tail()}")

    def _log_tail(self) -> str:
        return self._output()[-_LOG_TAIL:]

    def _output(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""


@asynccontextmanager
async def deployment_run(
    stage: Stage,
    *,
    flow_name: str,
    run_name: str,
    concurrency_limit: int | None,
    renew_every_s: float = 1.0,
    source: str = "pipeline",
    parameters: dict[str, object] | None = None,
    environment: dict[str, str] | None = None,
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
    flow_run = await client.create_flow_run_from_deployment(
        deployment_id, name=run_name, parameters=parameters
    )
    # A worker proposes Pending before it starts the process; that is when the slot and lease are taken.
    await client.set_flow_run_state(flow_run.id, Pending())
    assert stage.engines is not None, "this scenario needs engine processes"
    log_path = stage.home / f"engine-{flow_run.id}.log"
    process = await asyncio.to_thread(
        start_engine,
        stage.engines,
        flow_run_id=flow_run.id,
        renew_every_s=renew_every_s,
        environment=environment or {},
        log_path=log_path,
    )
    try:
        yield EngineRun(
            stage=stage,
            flow_run_id=flow_run.id,
            deployment_id=deployment_id,
            process=process,
            log_path=log_path,
        )
    finally:
        if process.is_alive():
            process.kill()
        await asyncio.to_thread(process.join)


def _write_flow(home: Path, *, source: str, flow_name: str) -> str:
    """Copy the flow's code under its own name and return the entrypoint, relative to `home`."""
    code = (_FLOWS / f"{source}.py").read_text().replace(_PLACEHOLDER_NAME, flow_name)
    file = home / f"{flow_name.replace('-', '_')}.py"
    file.write_text(code)
    return f"{file.name}:{source}"
