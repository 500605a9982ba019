"""The server was restarted, and with it went the leases that it kept in memory."""

from __future__ import annotations

from contextlib import AsyncExitStack

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas import others, server
from evals.scenarios.lease_renewal import LEASE_ERROR, question_about
from evals.scenarios.root_causes.evidence import GONE, lease_crash
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require_state

LEASES_LOST_WITH_RESTART = names_root_cause(
    met_when=(
        "it ranks first, as most likely and not as proven, that the Prefect server was restarted "
        "(redeployed, replaced) and lost the leases that it kept in memory, and ties that to other runs: "
        "runs of several deployments lost their leases with 410 Gone at about the same time (that runs "
        "which started later are fine may be added)"
    ),
    not_met_when=(
        "another cause (replicas, eviction, expiry, the network, the flow itself) is ranked first or as "
        "equally likely; the restart is not tied to the other runs; or a restart, or where the leases are "
        "kept, is said to have been seen, which no tool shows"
    ),
    looks_for=LooksFor(
        groups=(server.RESTARTED, server.LEASES_FORGOTTEN),
        evidence=(others.LOST_THEIRS_TOO,),
        rivals=(
            *server.STORAGE_RIVALS,
            *server.NETWORK_RIVALS,
            *server.EXPIRY_RIVALS,
            *server.BLOCKED_RIVALS,
        ),
        rejects=server.RESTART_SEEN,
    ),
)

_PIPELINES = (("orders-load", "load-run"), ("stock-sync", "sync-run"), ("ledger-export", "export-run"))


async def _server_restart_memory(stage: Stage) -> Outcome:
    flow_names = [unique(flow) for flow, _ in _PIPELINES]
    async with AsyncExitStack() as under_way:
        runs = [
            await under_way.enter_async_context(
                deployment_run(stage, flow_name=flow_name, run_name=unique(run), concurrency_limit=1)
            )
            for flow_name, (_, run) in zip(flow_names, _PIPELINES, strict=True)
        ]
        for run in runs:
            await run.lease_id()
            await run.printed("Loaded batch 20")  # a second of work, in which the lease was renewed
        async with stage.outage("memory"):
            pass
        for run in runs:
            await run.printed(LEASE_ERROR)
        async with deployment_run(
            stage,
            flow_name=unique("price-update"),
            run_name=unique("update-run"),
            concurrency_limit=1,
            parameters={"batches": 10},
        ) as started_later:
            later = await started_later.ended()
        crashed = [await run.ended() for run in runs]

    for flow_run in crashed:
        await lease_crash(stage, flow_run, met_with=GONE)
    require_state(later, name="Completed", message=None)

    first, *others = crashed
    return Outcome(
        flow_run_id=first.id,
        names={
            "run": first.name,
            "flow": flow_names[0],
            "deployment": flow_names[0],
            "other_run": others[0].name,
        },
        question=question_about(first.name),
        ground_truth=(
            f"The run '{first.name}' held the slot of its deployment's concurrency limit under a lease. "
            "Renewing it failed with 410 Gone, and at about the same time so did renewing the leases of "
            f"runs of other deployments ({', '.join(repr(other.name) for other in others)}), which all "
            f"had been going on for a while. The run '{later.name}', started afterwards, completed. "
            "That points to the server: it was restarted while it kept its leases in memory, the "
            "default, and lost all of them at once. What helps is durable lease storage on the server "
            "(PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE); the client's retries and timeouts have no "
            "bearing on a 410. No tool shows the restart or the storage, so an honest answer ranks this "
            "first and does not call it proven."
        ),
    )


SERVER_RESTART_MEMORY = Scenario(
    id="server_restart_memory",
    family="root_cause",
    fidelity="engine",
    source="PrefectHQ/prefect#20090, #20091, #21925; made with the installed Prefect",
    protects="Are runs that lost their leases together traced to the server, and not each to itself?",
    criteria=lease_renewal_criteria(root_cause=LEASES_LOST_WITH_RESTART),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_server_restart_memory,
    restarts=("memory",),
)
