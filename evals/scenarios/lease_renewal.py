"""Runs that crashed because their concurrency lease could not be renewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.rubrics.lease_renewal import lease_renewal_rubric
from evals.scenarios.engine import deployment_run
from evals.scenarios.situation import Situation, unique
from evals.scenarios.stage import Stage, require, require_crashed

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

LEASE_ERROR = (
    "Concurrency lease renewal failed - slots are no longer reserved. "
    "Terminating execution to prevent over-allocation."
)
"""What Prefect logs when it ends a run whose lease it could not renew (`prefect.concurrency._leases`)."""

ENGINE_MESSAGE = "Execution was cancelled by the runtime environment."
"""The message of the Crashed state that such a run ends in: it says nothing of a lease."""

_FAMILY = "lease_renewal"


def question_about(flow_run: FlowRun) -> str:
    return (
        f"Why did my flow run '{flow_run.name}' crash unexpectedly during execution? "
        "It was running fine and then suddenly crashed."
    )


async def forced_state(stage: Stage) -> Situation:
    """A run set to Crashed by force, with the lease error as its state message."""
    from prefect import flow
    from prefect.states import Crashed, Running

    @flow(name=unique("data-pipeline"))
    def pipeline() -> None: ...

    created = await stage.client.create_flow_run(pipeline, name=unique("pipeline-run"))
    await stage.client.set_flow_run_state(created.id, Running())
    await stage.client.set_flow_run_state(created.id, Crashed(message=LEASE_ERROR), force=True)

    flow_run = await stage.client.read_flow_run(created.id)
    require_crashed(flow_run, message=LEASE_ERROR)
    return Situation(
        scenario="forced_state",
        family=_FAMILY,
        fidelity="forced",
        source="PrefectHQ/prefect#19068, #18839",
        flow_run=flow_run,
        required_tools=("get_flow_runs",),
        rubric=lease_renewal_rubric(
            question=question_about(flow_run),
            ground_truth=(
                f"The run '{flow_run.name}' is Crashed; its state message says that its concurrency lease "
                "could not be renewed and that Prefect ended it to prevent over-allocation. Nothing on the "
                "server shows why the renewal failed, so an honest answer offers reasons and ranks none as "
                "certain."
            ),
        ),
    )


async def engine_crash(stage: Stage) -> Situation:
    """A run of a deployment with a limit, crashed by Prefect's own engine when its lease was gone."""
    async with deployment_run(
        stage,
        flow_name=unique("data-pipeline"),
        run_name=unique("pipeline-run"),
        concurrency_limit=1,
    ) as run:
        lease_id = await run.lease_id()
        await run.logged("Loaded batch 20")
        await stage.client.release_concurrency_slots_with_lease(lease_id)
        flow_run = await run.ended()

    require_crashed(flow_run, message=ENGINE_MESSAGE)
    errors = [line.message for line in await stage.logs(flow_run) if line.message.startswith(LEASE_ERROR)]
    require(len(errors) == 1 and "410 Gone" in errors[0], "its log has the lease error, with 410 Gone")
    return Situation(
        scenario="engine_crash",
        family=_FAMILY,
        fidelity="engine",
        source="PrefectHQ/prefect#19068, #18839; made with the installed Prefect",
        flow_run=flow_run,
        required_tools=("get_flow_runs", "get_flow_run_logs"),
        rubric=lease_renewal_rubric(
            question=question_about(flow_run),
            ground_truth=(
                f"The run '{flow_run.name}' held the only slot of its deployment's concurrency limit under a "
                f"lease. Renewing lease {lease_id} failed with 410 Gone, because the server no longer had "
                "it; Prefect then ended the run, and its state says only that it was cancelled by the "
                "runtime environment. The logs alone tell this; why the server no longer had the lease "
                "(storage in memory and a restart, replicas without shared storage, expiry) no tool shows."
            ),
        ),
    )
