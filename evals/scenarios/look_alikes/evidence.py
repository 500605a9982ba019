"""What look-alikes have in common: no lease error in the log, another run in the slot, flows that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.scenarios.lease_renewal import LEASE_ERROR
from evals.scenarios.stage import Stage, require, require_state

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from prefect.client.schemas.objects import FlowRun, Log


async def log_without_lease_error(stage: Stage, flow_run: FlowRun) -> list[Log]:
    """The run's log; raises `ScenarioNotMeasured` where Prefect reports in it that it ended the run for
    want of its lease."""
    lines = await stage.logs(flow_run.id)
    require(not any(LEASE_ERROR in line.message for line in lines), "its log has no lease error")
    return lines


async def occupy_slot(stage: Stage, deployment_id: UUID, *, run_name: str) -> FlowRun:
    """Have another run of the deployment take a slot of its limit and keep it: it stays Running."""
    from prefect.states import Pending, Running

    created = await stage.client.create_flow_run_from_deployment(deployment_id, name=run_name)
    await stage.client.set_flow_run_state(created.id, Pending())
    await stage.client.set_flow_run_state(created.id, Running())
    flow_run = await stage.client.read_flow_run(created.id)
    require_state(flow_run, name="Running", message=None)
    return flow_run


async def slots_in_use(stage: Stage, deployment_id: UUID) -> str:
    """How the deployment's limit stands, as "1/1"."""
    use = (await stage.client.read_deployment(deployment_id)).global_concurrency_limit
    return f"{use.active_slots}/{use.limit}" if use else "no limit"


def file_beside(stage: Stage, *, flow_name: str, suffix: str) -> Path:
    """The file that the code of a flow looks for beside itself, and waits for."""
    return stage.home / f"{flow_name.replace('-', '_')}{suffix}"
