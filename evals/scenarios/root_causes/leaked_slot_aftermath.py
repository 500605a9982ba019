"""A run waits, without a word in its log, for a slot that an earlier run has left behind.

Nothing crashed here, so the question is graded as that of a look-alike: what really keeps the run waiting.
It belongs to the root causes as what a lost lease leads to.
"""

from __future__ import annotations

from evals.rubrics import Criterion, LooksFor, names_actual_cause
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS, RECOMMENDS_REMEDIATION
from evals.rubrics.look_alike import RULES_OUT_LEASE_RENEWAL
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas.phrasing import near
from evals.scenarios.root_causes.export_file import ExportFile
from evals.scenarios.root_causes.leaked_slots import create_limit, require_leaked
from evals.scenarios.root_causes.questions import about_a_silent_run
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state

_LEASE_WARNING = "Execution will continue, but concurrency limits may be exceeded."
_BEGINNING = "Beginning flow run"


def leaked_slot(limit: str) -> Criterion:
    """Names the leaked slot, and the limit that it is a slot of."""
    return names_actual_cause(
        met_when=(
            "it says that the run waits for a slot of the concurrency limit that the truth names, and names "
            "it; and that the slot has leaked: it counts as taken though no run holds it"
        ),
        not_met_when=(
            "the run is said to hang in its own code, to be dead, or to wait for a run that holds the slot; "
            "the limit is not named; or the leaked slot is one candidate among several"
        ),
        looks_for=LooksFor(
            groups=(
                (
                    rf"\b{limit}\b",
                    near(r"nobody|no one|no (?:\w+ )?(?:run|process|holder)", rf"{limit}\b"),
                ),
                (
                    near(r"(?:wait|block|stuck|queu|hang|held up|starv)\w*", "slot|limit", within=100),
                    near("(?:slot|limit)s?", "wait|block|stuck|queu|hang|held up|starv", within=100),
                ),
                (
                    r"\bleak",
                    r"\borphan",
                    near("stale|phantom|ghost|dangling", "slot", within=30),
                    near(r"nobody|no one|nothing|no run|no (?:\w+ )?holder", "hold|held|us(?:e|ing)|own"),
                    r"\b(?:never|not) (?:\w+ )?(?:given back|freed|released|returned|decremented)\b",
                ),
            ),
        ),
    )


NO_LEASE_OF_ITS_OWN = Criterion(
    id=RULES_OUT_LEASE_RENEWAL,
    met_when=(
        "the answer does not say that this run crashed or lost a lease of its own; that an earlier run lost "
        "its lease, and so left the slot behind, may be said"
    ),
    not_met_when="a failed renewal of this run's own lease is named as the cause, or as the likeliest one",
    needs_quotation=False,
)

RESETS_THE_SLOTS = Criterion(
    id=RECOMMENDS_REMEDIATION.id,
    met_when=(
        "it says to set the limit's active slots back, for instance with `prefect gcl update NAME "
        "--active-slots 0` or in the UI"
    ),
    not_met_when="that is not said; cancelling, retrying or waiting alone is advised, or a larger limit",
    looks_for=LooksFor(
        groups=(
            (
                r"--active-slots[ =]0\b",
                near(
                    "reset|set|clear|zero|free|release|put|bring",
                    r"(?:active[ _-])?(?:slots?|count(?:er)?)\b",
                ),
            ),
        )
    ),
)
"""The remedy is what this scenario is about, so it is required here."""


async def _leaked_slot_aftermath(stage: Stage) -> Outcome:
    flow_name, limit = unique("report-publish"), unique("data-warehouse")
    earlier_name, run_name = unique("publish-run"), unique("publish-run")
    await create_limit(stage, limit)
    with ExportFile(stage.home / f"{earlier_name}.csv") as file:
        environment = file.environment | {"LOAD_LIMIT": limit}
        async with deployment_run(
            stage,
            flow_name=flow_name,
            run_name=earlier_name,
            concurrency_limit=None,
            source="publish",
            environment=environment,
        ) as earlier:
            await earlier.printed("Publishing the report")
            # Only a lease that goes without its slot leaves the slot behind: here it was in memory.
            async with stage.outage("memory"):
                pass
            await earlier.printed(_LEASE_WARNING)
            file.release()
            require_state(await earlier.ended(), name="Completed", message=None)

    async with deployment_run(
        stage,
        flow_name=flow_name,
        run_name=run_name,
        concurrency_limit=None,
        source="publish",
        # Its few lines are on the server at once, not after two seconds.
        environment=environment | {"PREFECT_LOGGING_TO_API_BATCH_INTERVAL": "0.2"},
    ) as run:
        await run.logged(_BEGINNING)

    # The process was killed, which nobody told the server: there the run goes on.
    flow_run = await run.read()
    require_state(flow_run, name="Running", message=None)
    lines = await stage.logs(flow_run.id)
    require(lines[-1].message.startswith(_BEGINNING), f"the log of {run_name} ends with its beginning")
    await require_leaked(stage, limit)
    return Outcome(
        flow_run_id=flow_run.id,
        names={
            "run": run_name,
            "flow": flow_name,
            "deployment": flow_name,
            "limit": limit,
            "other_run": earlier_name,
        },
        question=about_a_silent_run(run_name),
        ground_truth=(
            f"The run '{run_name}' waits, without logging, for a slot of the global concurrency limit "
            f"'{limit}'. The limit stands at 1 of 1, but nobody holds the slot: it has leaked. The "
            f"earlier run '{earlier_name}' took it in a concurrency() block, lost the lease on it (a "
            "warning in its log), completed, and gave it back in vain, since the server no longer had "
            "the lease; the events show the slot acquired and released. What helps is to set the "
            f"limit's slots back: `prefect gcl update {limit} --active-slots 0`."
        ),
        own_criteria=(leaked_slot(limit),),
    )


LEAKED_SLOT_AFTERMATH = Scenario(
    id="leaked_slot_aftermath",
    family="root_cause",
    fidelity="engine",
    source="PrefectHQ/prefect#20090 (leases lost with a restart); made with the installed Prefect",
    protects="Is a run that waits silently for a leaked slot told from one that hangs in its own code?",
    criteria=(NO_LEASE_OF_ITS_OWN, NO_FALSE_CLAIMS, RESETS_THE_SLOTS),
    required_tools=("get_flow_runs", "get_dashboard"),
    make=_leaked_slot_aftermath,
    restarts=("memory",),
)
