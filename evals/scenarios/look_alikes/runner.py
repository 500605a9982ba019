"""Prefect's own runner, watching over an engine process that is there already.

Imports Prefect's runner: to be imported where a scenario is made, not where it is only listed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from anyio import TASK_STATUS_IGNORED
from anyio.abc import TaskStatus
from prefect.runner._flow_run_executor import FlowRunExecutor
from prefect.runner._process_manager import ProcessHandle, ProcessManager
from prefect.runner._state_proposer import StateProposer

from evals.scenarios.engine import EngineRun

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from prefect.client.schemas.objects import FlowRun, State


async def watch(run: EngineRun) -> None:
    """Wait for the end of the run's process, and have Prefect's runner report it.

    It is the code with which `serve()`, the process worker and `prefect flow-run execute` watch the
    process of a run: where it ended without a word, the run is proposed to be Crashed.
    """
    async with ProcessManager() as process_manager:
        await FlowRunExecutor(
            flow_run=await run.read(),
            starter=_Started(run=run),
            process_manager=process_manager,
            state_proposer=StateProposer(client=run.stage.client),
            hook_runner=_NoHooks(),
            propose_submitting=False,
            # What an engine that ends in order tells its runner; one that is killed tells nothing.
            get_attempt_conclusion=lambda _: None,
        ).submit()


@dataclass(frozen=True, kw_only=True)
class _Started:
    """In place of what starts the process: it runs already."""

    run: EngineRun

    async def start(
        self,
        flow_run: FlowRun,  # noqa: ARG002 - the one that `run` is about
        task_status: TaskStatus[ProcessHandle] = TASK_STATUS_IGNORED,
    ) -> None:
        # A handle is made for other kinds of process, and asks this one for its exit code alone.
        task_status.started(ProcessHandle(cast("SpawnProcess", self.run.process)))
        await asyncio.to_thread(self.run.process.join)


class _NoHooks:
    """The flows here have no hooks."""

    async def run_cancellation_hooks(self, flow_run: FlowRun, state: State) -> None: ...

    async def run_crashed_hooks(self, flow_run: FlowRun, state: State) -> None: ...
