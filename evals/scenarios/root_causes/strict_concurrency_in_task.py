"""The lease was that of a `concurrency(..., strict=True)` block inside a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas import lease
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.root_causes.evidence import AND_OTHERS, GONE, lease_crash
from evals.scenarios.root_causes.leaked_slots import create_limit, require_leaked
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, until

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, TaskRun

LEASE_OF_A_TASK = names_root_cause(
    met_when=(
        "it says that the lost lease was one that a task took itself in a concurrency() block (a strict "
        "one, on the limit that the truth names) and not that of a deployment, the task having crashed "
        "first; and that the slot of that limit has leaked: it still counts as taken though nobody holds "
        "it, and has to be reset"
    ),
    not_met_when=(
        "the lease is called the deployment's, or it is not said whose it was; or the slot that is left "
        "behind is not mentioned"
    ),
    looks_for=LooksFor(
        groups=(lease.OF_A_TASK, lease.SLOT_LEAKED),
        evidence=(lease.IN_A_BLOCK,),
    ),
)


async def _strict_concurrency_in_task(stage: Stage) -> Outcome:
    flow_name, run_name, limit = unique("customer-load"), unique("load-run"), unique("data-warehouse")
    await create_limit(stage, limit)
    async with deployment_run(
        stage,
        flow_name=flow_name,
        run_name=run_name,
        concurrency_limit=None,
        source="load",
        environment={"LOAD_LIMIT": limit},
    ) as run:
        await run.printed("Loaded batch 0")
        # Only a lease that goes without its slot leaves the slot behind: here it was in memory.
        async with stage.outage("memory"):
            pass
        flow_run = await run.ended()

    error = await lease_crash(stage, flow_run, met_with=GONE)
    require(error.name == "prefect.task_runs", "its lease error is a task's")
    await _require_task_first(stage, flow_run)
    await require_leaked(stage, limit)
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name, "limit": limit},
        question=question_about(run_name),
        ground_truth=(
            f"A task of the run '{run_name}' held the only slot of the global concurrency limit "
            f"'{limit}' in a concurrency(..., strict=True) block, under a lease. Renewing the lease "
            "failed with 410 Gone, which the task logged; so the task crashed, and the flow after it. "
            "The run's deployment has no limit. Since the lease was gone, the slot was never given "
            f"back: '{limit}' stands at 1 of 1 though nobody holds it, and has to be reset "
            f"(`prefect gcl update {limit} --active-slots 0`), or the next run waits for it forever. "
            f"Why the server no longer had the lease no tool shows{AND_OTHERS}."
        ),
    )


async def _require_task_first(stage: Stage, flow_run: FlowRun) -> None:
    """Require that the run's task crashed before it did. Task runs are written some time after they end."""
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    async def crashed() -> TaskRun | None:
        tasks = await stage.client.read_task_runs(
            flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run.id]))
        )
        return next((task for task in tasks if task.state_name == "Crashed"), None)

    task = await until("a crashed task run", crashed, timeout_s=20)
    require(
        task.end_time is not None and flow_run.end_time is not None and task.end_time < flow_run.end_time,
        f"the task {task.name} crashed before the flow run {flow_run.name}",
    )


STRICT_CONCURRENCY_IN_TASK = Scenario(
    id="strict_concurrency_in_task",
    family="root_cause",
    fidelity="engine",
    source="PrefectHQ/prefect#20951; made with the installed Prefect",
    protects="Is the lease traced to the block that took it, and the slot that it leaves behind seen?",
    criteria=lease_renewal_criteria(root_cause=LEASE_OF_A_TASK),
    required_tools=("get_flow_runs", "get_flow_run_logs", "get_dashboard"),
    make=_strict_concurrency_in_task,
    restarts=("memory",),
)
