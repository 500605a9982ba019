"""Runs that crashed because their concurrency lease could not be renewed."""

from __future__ import annotations

from evals.rubrics.lease_renewal import lease_renewal_criteria
from evals.scenarios.engine import deployment_run
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state

LEASE_ERROR = (
    "Concurrency lease renewal failed - slots are no longer reserved. "
    "Terminating execution to prevent over-allocation."
)
"""What Prefect logs when it ends a run whose lease it could not renew (`prefect.concurrency._leases`)."""

ENGINE_MESSAGE = "Execution was cancelled by the runtime environment."
"""The message of the Crashed state that such a run ends in: it says nothing of a lease."""


def question_about(run_name: str) -> str:
    """What users ask who saw a run crash: no hint of a lease in it."""
    return (
        f"Why did my flow run '{run_name}' crash unexpectedly during execution? "
        "It was running fine and then suddenly crashed."
    )


async def _forced_state(stage: Stage) -> Outcome:
    from prefect import flow
    from prefect.states import Crashed, Running

    @flow(name=unique("data-pipeline"))
    def pipeline() -> None: ...

    created = await stage.client.create_flow_run(pipeline, name=unique("pipeline-run"))
    await stage.client.set_flow_run_state(created.id, Running())
    await stage.client.set_flow_run_state(created.id, Crashed(message=LEASE_ERROR), force=True)

    flow_run = await stage.client.read_flow_run(created.id)
    require_state(flow_run, name="Crashed", message=LEASE_ERROR)
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": flow_run.name, "flow": pipeline.name},
        question=question_about(flow_run.name),
        ground_truth=(
            f"The run '{flow_run.name}' is Crashed; its state message says that its concurrency lease "
            "could not be renewed and that Prefect ended it to prevent over-allocation. Nothing on the "
            "server shows why the renewal failed, so an honest answer offers reasons and ranks none as "
            "certain."
        ),
    )


FORCED_STATE = Scenario(
    id="forced_state",
    family="lease_renewal",
    fidelity="forced",
    source="PrefectHQ/prefect#19068, #18839",
    protects="Is a failed lease renewal, named in the run's state, explained and told from other crashes?",
    criteria=lease_renewal_criteria(),
    required_tools=("get_flow_runs",),
    make=_forced_state,
)


async def _engine_crash(stage: Stage) -> Outcome:
    flow_name, run_name = unique("data-pipeline"), unique("pipeline-run")
    async with deployment_run(stage, flow_name=flow_name, run_name=run_name, concurrency_limit=1) as run:
        lease_id = await run.lease_id()
        await run.logged("Loaded batch 20")
        await stage.client.release_concurrency_slots_with_lease(lease_id)
        flow_run = await run.ended()

    require_state(flow_run, name="Crashed", message=ENGINE_MESSAGE)
    lines = [line.message for line in await stage.logs(flow_run.id)]
    errors = [line for line in lines if line.startswith(LEASE_ERROR)]
    require(len(errors) == 1 and "410 Gone" in errors[0], "its log has the lease error once, with 410 Gone")
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"The run '{run_name}' held the only slot of its deployment's concurrency limit under a "
            f"lease. Renewing lease {lease_id} failed with 410 Gone, because the server no longer had "
            "it; Prefect then ended the run, and its state says only that it was cancelled by the "
            "runtime environment. The logs alone tell this; why the server no longer had the lease "
            "(storage in memory and a restart, replicas without shared storage, expiry) no tool shows."
        ),
    )


ENGINE_CRASH = Scenario(
    id="engine_crash",
    family="lease_renewal",
    fidelity="engine",
    source="PrefectHQ/prefect#19068, #18839; made with the installed Prefect",
    protects="Is a failed lease renewal found where the run's state only says that it was cancelled?",
    criteria=lease_renewal_criteria(),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_engine_crash,
)

SCENARIOS: tuple[Scenario, ...] = (FORCED_STATE, ENGINE_CRASH)
