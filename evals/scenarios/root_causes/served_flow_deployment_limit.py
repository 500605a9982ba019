"""A limit on a deployment is a global concurrency limit, whoever runs its flow."""

from __future__ import annotations

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas import lease, serving
from evals.scenarios.root_causes.evidence import AND_OTHERS, GONE, lease_crash
from evals.scenarios.root_causes.questions import about_a_served_flow
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage

LIMIT_IS_GLOBAL = names_root_cause(
    met_when=(
        "it says that the limit on the deployment is itself a (global) concurrency limit, a slot of which "
        "the run held under a lease, so that having made no other limit rules nothing out; and that it "
        "makes no difference whether the flow is served or run by a worker"
    ),
    not_met_when=(
        "it agrees that there is no global limit and so no lease; it names the lost lease and not what it "
        "was a lease on; flow.serve() is blamed, or moving to a worker is advised; or nothing is said about "
        "serving"
    ),
    looks_for=LooksFor(
        groups=(lease.IS_A_GLOBAL_LIMIT,),
        # That serving is no matter may be said of what would have happened otherwise.
        evidence=(serving.MAKES_NO_DIFFERENCE,),
        rejects=serving.BLAMED,
    ),
)


async def _served_flow_deployment_limit(stage: Stage) -> Outcome:
    flow_name, run_name = unique("invoice-load"), unique("load-run")
    # Without a work pool, as `flow.serve()` makes a deployment; it, too, runs the engine in a process.
    async with deployment_run(stage, flow_name=flow_name, run_name=run_name, concurrency_limit=1) as run:
        lease_id = await run.lease_id()
        await run.printed("Loaded batch 20")
        await stage.client.release_concurrency_slots_with_lease(lease_id)
        flow_run = await run.ended()

    await lease_crash(stage, flow_run, met_with=GONE)
    limit = f"deployment:{run.deployment_id}"
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name, "limit": limit},
        question=about_a_served_flow(run_name),
        ground_truth=(
            f"The run '{run_name}' crashed because its concurrency lease could not be renewed (410 "
            "Gone). The limit on its deployment is a global concurrency limit: Prefect keeps it under "
            f"the name '{limit}', and every run of the deployment holds a slot of it under a lease. So "
            "that the user has made no other limit rules nothing out. Whether the flow is served or run "
            "by a worker makes no difference: the same engine renews the lease. Why the server no "
            f"longer had the lease no tool shows{AND_OTHERS}."
        ),
    )


SERVED_FLOW_DEPLOYMENT_LIMIT = Scenario(
    id="served_flow_deployment_limit",
    family="root_cause",
    fidelity="engine",
    source="a community thread of 2025-10 (Prefect 3.4.25, flow.serve()); made with the installed Prefect",
    protects="Is a user who knows of no global limit told that the limit of the deployment is one?",
    criteria=lease_renewal_criteria(root_cause=LIMIT_IS_GLOBAL),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_served_flow_deployment_limit,
)
