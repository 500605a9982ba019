"""A run whose process is told to end while it works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.scenarios.hostile.lost_lease import ALL_READ
from evals.scenarios.lease_renewal import LEASE_ERROR
from evals.scenarios.stage import require, require_state

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

    from evals.scenarios.engine import EngineRun

TERMINATED_MESSAGE = "Execution was aborted by a termination signal."
"""The message of the Crashed state of a run whose process was sent SIGTERM (`prefect.states`)."""


async def terminate(run: EngineRun) -> FlowRun:
    """Send SIGTERM to the run's process, as whoever shuts a machine down does, and see it crash for that."""
    await run.lease_id()
    await run.printed(ALL_READ)
    run.process.terminate()
    flow_run = await run.ended()
    require_state(flow_run, name="Crashed", message=TERMINATED_MESSAGE)
    lines = await run.stage.logs(flow_run.id)
    require(not any(LEASE_ERROR in line.message for line in lines), "its log has no lease error")
    return flow_run
