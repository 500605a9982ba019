"""The API was not there when the lease was to be renewed."""

from __future__ import annotations

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas import server
from evals.scenarios.lease_renewal import LEASE_ERROR, question_about
from evals.scenarios.root_causes.evidence import REFUSED, lease_crash
from evals.scenarios.root_causes.export_file import ExportFile
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage

API_UNREACHABLE = names_root_cause(
    met_when=(
        "it ranks first that the Prefect API could not be reached when the lease was to be renewed (the "
        "server was down, or the network in between), and ties that to the exception in the log: the "
        "connection was refused, which is no answer of the server's about the lease"
    ),
    not_met_when=(
        "a server that answered and no longer had the lease (410 Gone, leases lost from memory, replicas, "
        "expiry) is ranked first or as equally likely; the unreachable API is one candidate among several; "
        "or it is not tied to the refused connection"
    ),
    looks_for=LooksFor(
        groups=(server.UNREACHABLE,),
        evidence=(server.REFUSED,),
        rivals=(*server.LEASE_LOST_RIVALS, *server.STORAGE_RIVALS),
        rejects=(
            r"\b(?:server|api|it) (?:answered|replied|responded|returned)(?: with)? (?:\w+ )?\W?410\b",
            r"\b(?:server|api) (?:had |has )?(?:lost|forgot\w*|dropped) (?:\w+ ){0,2}leases?\b",
            (
                r"\b(?:because|since|as|due to)\b[^.;]{0,70}\bleases? (?:were|was|had been|got|are) (?:\w+ )?"
                r"(?:gone|lost|wiped|forgotten|erased)\b"
            ),
            *server.ANOTHER_SYSTEM_DOWN,
        ),
    ),
)

_IMPATIENT = {
    # The three attempts to renew fail within five seconds, not within four minutes.
    "PREFECT_CLIENT_MAX_RETRIES": "0",
    # Without retries a batch of log lines is sent once: when the run ends, and the server is back.
    "PREFECT_LOGGING_TO_API_BATCH_INTERVAL": "60",
}
"""Settings of the run's process. The server is away for seconds; by default it would take minutes."""


async def _api_outage(stage: Stage) -> Outcome:
    flow_name, run_name = unique("inventory-sync"), unique("sync-run")
    await stage.after("memory")
    with ExportFile(stage.home / f"{run_name}.csv") as file:
        async with deployment_run(
            stage,
            flow_name=flow_name,
            run_name=run_name,
            concurrency_limit=1,
            renew_every_s=0.5,
            source="export",
            environment=_IMPATIENT | file.environment,
        ) as run:
            await run.lease_id()
            async with stage.outage("filesystem"):
                await run.printed(LEASE_ERROR)
            # Until here the flow waits for its file: it crashes when the server is there to be told.
            file.release()
            flow_run = await run.ended()

    await lease_crash(stage, flow_run, met_with=REFUSED)
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"The run '{run_name}' held the only slot of its deployment's concurrency limit under a "
            "lease. When it was to be renewed, the Prefect API could not be reached: the lease error "
            "in the run's log says '[Errno 111] Connection refused', after all attempts. The server "
            "was down and came back soon. Nothing shows that it had lost the lease. Here a stable API "
            "helps, and for short outages more retries of the client (PREFECT_CLIENT_MAX_RETRIES); "
            "durable lease storage has no bearing on it. Why the API was away (stopped, restarted, a "
            "network in between) no tool shows."
        ),
    )


API_OUTAGE = Scenario(
    id="api_outage",
    family="root_cause",
    fidelity="engine",
    source="PrefectHQ/prefect#21064, #20951; made with the installed Prefect",
    protects="Is an API that could not be reached told from a lease that the server no longer had?",
    criteria=lease_renewal_criteria(root_cause=API_UNREACHABLE),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_api_outage,
    restarts=("filesystem",),
)
