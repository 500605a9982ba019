"""A run with the very message that a failed lease renewal leaves, and no lease error in its log."""

from __future__ import annotations

from evals.rubrics import LooksFor, look_alike_criteria, names_actual_cause, recommends
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas.actions import LOOK, RUN_AGAIN
from evals.scenarios.ideas.phrasing import near
from evals.scenarios.lease_renewal import ENGINE_MESSAGE, question_about
from evals.scenarios.look_alikes import wrong_causes
from evals.scenarios.look_alikes.evidence import log_without_lease_error
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state

CANCELLED_INSIDE = names_actual_cause(
    met_when=(
        "it says that the run's execution was cancelled from inside its own process or runtime (asyncio, "
        "anyio, a cancelled task or coroutine, a parent or program that was shutting down), and not for "
        "want of a lease; that it can't be known what sent the cancellation is fine"
    ),
    not_met_when=(
        "another cause is named (a lease, memory, a signal, a person, the limit, an ordinary exception), or "
        "the state's message is repeated and nothing is said about what it means"
    ),
    looks_for=LooksFor(
        groups=(
            (r"\bcancel", r"\bpull\w* the plug\b|\bcall\w* (?:\w+ ){0,4}off\b"),
            (
                (
                    r"\b(?:inside|within|in) (?:(?:the|its|your|a) )?(?:same |own "
                    r"|very )?(?:\w+ )?(?:process|program|code)"
                ),
                r"\b(?:asyncio|anyio|cancellederror|event loop|coroutines?|task ?groups?)\b",
                r"\bcancel(?:lation)? scopes?\b",
                r"\b(?:background|awaited|cancelled) tasks?\b",
                r"\b(?:internal(?:ly)?|in-process|cooperative(?:ly)?|from (?:within|inside))\b",
            ),
        ),
        rivals=(
            r"\b(?:lease|renewal)\b",
            r"\b(?:memory|oom)\b",
            r"\b(?:sigterm|termination signal|evict\w*|scale-?down)\b",
        ),
        rejects=(
            wrong_causes.RAN_OUT_OF_MEMORY,
            wrong_causes.WAS_SIGNALLED,
            wrong_causes.WAS_KILLED,
            wrong_causes.CANCELLED_BY_SOMEBODY,
            wrong_causes.BLAMES_THE_LIMIT,
        ),
    ),
)

LOOK_FOR_WHAT_CANCELS = recommends(
    met_when=(
        "at least one action that helps to find or stop the cancellation: look for what cancels (cancel(), "
        "timeouts, task groups, a parent or program shutting down) in the code around the flow, handle or "
        "suppress CancelledError, read the process's own output, run it again with more logging"
    ),
    not_met_when="none, or only actions on leases, memory, limits or the infrastructure",
    looks_for=LooksFor(
        groups=(
            (
                near(f"{LOOK}|grep|catch|suppress|handle|log|wrap", "cancel", within=80),
                r"\b(?:timeouts?|task ?groups?|cancel scopes?|cancellederror|cancel\(\))",
                r"\b(?:stdout|stderr|console|own output|output of the process|debug|more logging)\b",
                near(
                    LOOK,
                    "caller|parent|wraps?|surround|enclos|calling|embed|program|signal|wait_for|asyncio",
                    within=60,
                ),
                *RUN_AGAIN,
            ),
        ),
    ),
)


async def _generic_cancellation(stage: Stage) -> Outcome:
    flow_name, run_name = unique("data-pipeline"), unique("pipeline-run")
    async with deployment_run(
        stage, flow_name=flow_name, run_name=run_name, concurrency_limit=1, source="streams_orders"
    ) as run:
        flow_run = await run.ended()

    require_state(flow_run, name="Crashed", message=ENGINE_MESSAGE)
    lines = await log_without_lease_error(stage, flow_run)
    require(
        any(line.message == f"Crash detected! {ENGINE_MESSAGE}" for line in lines),
        "its log says that the engine detected the crash itself",
    )
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"The run '{run_name}' is Crashed with the message '{ENGINE_MESSAGE}', which a failed lease "
            "renewal leaves too; but then Prefect logs an error, and this run's log has none. It was an "
            "ordinary cancellation inside its own process: the flow awaited an asyncio task that it had "
            "cancelled itself. Its deployment has a concurrency limit, which has nothing to do with it. "
            "What sent the cancellation no tool shows."
        ),
    )


GENERIC_CANCELLATION = Scenario(
    id="generic_cancellation",
    family="look_alike",
    fidelity="engine",
    source="PrefectHQ/prefect#14984; made with the installed Prefect",
    protects="Is a lease blamed only where the log has its error, and not for the message alone?",
    criteria=look_alike_criteria(actual_cause=CANCELLED_INSIDE, remediation=LOOK_FOR_WHAT_CANCELS),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_generic_cancellation,
)
