"""The run has crashed, and its process goes on with the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas import process
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.root_causes.evidence import AND_OTHERS, GONE, lease_crash
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, until

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

STILL_WORKING = names_root_cause(
    met_when=(
        "it says that the run's process (or infrastructure, or threads) went on executing the flow's code "
        "after the run had crashed, ties that to log lines of the flow's own code that come after the "
        "crash, and advises to end that process or infrastructure"
    ),
    not_met_when=(
        "that the work went on is not noticed, or the process is said to have ended; or ending it is not "
        "advised"
    ),
    looks_for=LooksFor(
        groups=(process.KEPT_WORKING, process.END_THE_PROCESS),
        evidence=(process.LINES_AFTER,),
        rejects=(r"\b(?:process|infrastructure|pod|container) (?:\w+ ){0,2}(?:exited|gone)\b",),
    ),
)

_SURELY_AFTER_S = 1.0
"""A line that is stamped so much later than the end of its run can't have been on its way."""


async def _infrastructure_keeps_running(stage: Stage) -> Outcome:
    flow_name, run_name = unique("archive-load"), unique("load-run")
    async with deployment_run(
        stage,
        flow_name=flow_name,
        run_name=run_name,
        concurrency_limit=1,
        source="shards",
        # The lines that come after the crash are on the server at once, not up to two seconds later.
        environment={"PREFECT_LOGGING_TO_API_BATCH_INTERVAL": "0.2"},
    ) as run:
        lease_id = await run.lease_id()
        await run.printed("Loaded row 1")
        await stage.client.release_concurrency_slots_with_lease(lease_id)

        async def crashed() -> FlowRun | None:
            flow_run = await run.read()
            return flow_run if flow_run.state_name == "Crashed" else None

        flow_run = await until("a crash", crashed, timeout_s=60)

        async def working() -> bool:
            return any(
                line.message.startswith("Loaded row")
                and flow_run.end_time is not None
                and (line.timestamp - flow_run.end_time).total_seconds() > _SURELY_AFTER_S
                for line in await stage.logs(flow_run.id)
            )

        await until("a log line of the flow's code after its crash", working, timeout_s=60)
        require(run.process.is_alive(), "its process goes on after the crash")

    await lease_crash(stage, flow_run, met_with=GONE)
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"The run '{run_name}' crashed because its concurrency lease could not be renewed (410 "
            "Gone). Its process went on: the flow does its work in threads, which Prefect can't "
            "interrupt, and their log lines ('Loaded row ...') continue after the Crashed state. So "
            "what still runs holds no slot, may do work twice when the run is repeated, and has to be "
            "ended: kill the process, or delete the pod or job. Why the server no longer had the lease "
            f"no tool shows{AND_OTHERS}."
        ),
    )


INFRASTRUCTURE_KEEPS_RUNNING = Scenario(
    id="infrastructure_keeps_running",
    family="root_cause",
    fidelity="engine",
    source="PrefectHQ/prefect#18839; made with the installed Prefect",
    protects="Is a process that works on after its run has crashed seen, and is ending it advised?",
    criteria=lease_renewal_criteria(root_cause=STILL_WORKING),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_infrastructure_keeps_running,
)
