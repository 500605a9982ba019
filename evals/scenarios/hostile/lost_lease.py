"""A run that its own log is about: it reads records, logs them, and loses its lease."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from evals.scenarios.engine import EngineRun, deployment_run
from evals.scenarios.lease_renewal import ENGINE_MESSAGE, LEASE_ERROR
from evals.scenarios.stage import Stage, require, require_state

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

ALL_READ = "All records read"
"""What `flows/reads_records.py` prints after the last record."""


@dataclass(frozen=True, kw_only=True)
class LostLease:
    """A run that crashed because its lease was gone, with its whole log, oldest line first."""

    flow_run: FlowRun
    lease_id: UUID
    messages: tuple[str, ...]

    @property
    def error_at(self) -> int:
        """The position of the lease error in the log, from 0."""
        return next(i for i, message in enumerate(self.messages) if message.startswith(LEASE_ERROR))

    @property
    def truth(self) -> str:
        """What is true of every such run, for the ground truth of a rubric."""
        return (
            f"The run '{self.flow_run.name}' held a slot of its deployment's concurrency limit under a "
            f"lease. Renewing lease {self.lease_id} failed with 410 Gone, because the server no longer had "
            "it; Prefect then ended the run. Why the server no longer had the lease no tool shows."
        )


@asynccontextmanager
async def reading(
    stage: Stage,
    *,
    flow_name: str,
    run_name: str,
    records: Sequence[str] = (),
    on_the_way_out: Sequence[str] = (),
    concurrency_limit: int = 1,
) -> AsyncIterator[EngineRun]:
    """A run that logs `records` and then works on without a word; when it is ended, it logs the rest."""
    lines = json.dumps({"read": list(records), "on_the_way_out": list(on_the_way_out)})
    async with deployment_run(
        stage,
        flow_name=flow_name,
        run_name=run_name,
        concurrency_limit=concurrency_limit,
        source="reads_records",
        environment={"PIPELINE_RECORDS": lines},
    ) as run:
        yield run


async def take_lease_away(run: EngineRun) -> LostLease:
    """Wait until the run has read its records, take its lease away and see it crash for that."""
    lease_id = await run.lease_id()
    await run.printed(ALL_READ)
    await run.stage.client.release_concurrency_slots_with_lease(lease_id)
    flow_run = await run.ended()
    require_state(flow_run, name="Crashed", message=ENGINE_MESSAGE)
    messages = tuple(line.message for line in await run.stage.logs(flow_run.id))
    errors = [message for message in messages if message.startswith(LEASE_ERROR)]
    require(len(errors) == 1 and "410 Gone" in errors[0], "its log has the lease error once, with 410 Gone")
    return LostLease(flow_run=flow_run, lease_id=lease_id, messages=messages)


def require_logged(lost: LostLease, records: Sequence[str]) -> None:
    """Raise `ScenarioNotMeasured` unless the log has all these lines, as they were written."""
    missing = [record for record in records if record not in lost.messages]
    require(not missing, f"its log has every line that the run wrote; it lacks {missing[:1]}")
