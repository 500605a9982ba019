"""A run that failed by its own code, while the limit of its deployment is full."""

from __future__ import annotations

from evals.rubrics import LooksFor, look_alike_criteria, names_actual_cause, recommends
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas.actions import FIX_CODE_OR_DATA
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.look_alikes import wrong_causes
from evals.scenarios.look_alikes.evidence import log_without_lease_error, occupy_slot, slots_in_use
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state

FAILED_MESSAGE = "Flow run encountered an exception: KeyError: 'currency'"

KEY_ERROR = names_actual_cause(
    met_when=(
        "it says that the run failed because its own code raised KeyError: 'currency' (a record without "
        "that key)"
    ),
    not_met_when=(
        "another cause is named (the full limit, a lease, memory, a signal), or the exception is one "
        "candidate among several with no commitment"
    ),
    looks_for=LooksFor(
        groups=(
            (
                r"\bkeyerror\b",
                r"\bkey error\b",
                r"\[[\"']?currency[\"']?\]",
                (
                    r"\b(?:missing|no|without|lack\w*|has no|did(?:n't| not) have"
                    r"|absent) (?:\S+ ){0,3}?[\"']?(?:currency|key)\b"
                ),
                (
                    r"\bcurrency\b[^.;]{0,30}\b(?:missing|absent|not (?:there|present|in)|n't (?:there|in"
                    r"|have))\b"
                ),
            ),
        ),
        rivals=(r"\b(?:limit|slots?|lease)\b", r"\bmemory\b|\boom\b", r"\bsignal\b|\bsigterm\b|\bevict"),
        rejects=(
            wrong_causes.A_MERE_EFFECT,
            wrong_causes.LEASE_BLAMED,
            wrong_causes.BLAMES_THE_LIMIT,
            wrong_causes.RAN_OUT_OF_MEMORY,
            wrong_causes.WAS_SIGNALLED,
            wrong_causes.WAS_KILLED,
        ),
    ),
)

FIX_THE_CODE = recommends(
    met_when="it advises to fix the flow's code or its input, so that a record without a currency is handled",
    not_met_when="none, or only actions that cannot help, such as those on leases, the limit or memory",
    looks_for=LooksFor(
        groups=(FIX_CODE_OR_DATA,),
    ),
)


async def _flow_exception(stage: Stage) -> Outcome:
    flow_name, run_name, other_name = (unique(p) for p in ("data-pipeline", "pipeline-run", "pipeline-run"))
    async with deployment_run(
        stage, flow_name=flow_name, run_name=run_name, concurrency_limit=1, source="converts_prices"
    ) as run:
        flow_run = await run.ended()
    await occupy_slot(stage, run.deployment_id, run_name=other_name)

    require_state(flow_run, name="Failed", message=FAILED_MESSAGE)
    lines = await log_without_lease_error(stage, flow_run)
    require(
        any("Traceback" in line.message and "KeyError" in line.message for line in lines),
        "its log has the traceback",
    )
    require(await slots_in_use(stage, run.deployment_id) == "1/1", "the limit is full")
    return Outcome(
        flow_run_id=flow_run.id,
        names={
            "run": run_name,
            "flow": flow_name,
            "deployment": flow_name,
            "limit": f"deployment:{run.deployment_id}",
            "other_run": other_name,
        },
        question=question_about(run_name),
        ground_truth=(
            f"The run '{run_name}' did not crash, it is Failed: its own code raised KeyError: "
            "'currency', with a traceback in its log. Its deployment's concurrency limit stands at 1/1, "
            f"because the run '{other_name}' holds the slot by now; that is incidental, and so is the "
            "lease that the failed run had."
        ),
    )


FLOW_EXCEPTION_AT_LIMIT = Scenario(
    id="flow_exception_at_limit",
    family="look_alike",
    fidelity="engine",
    source="the commonest failure of all; made with the installed Prefect",
    protects="Is an exception in the user's code named, although the limit next to it is full?",
    criteria=look_alike_criteria(actual_cause=KEY_ERROR, remediation=FIX_THE_CODE),
    required_tools=("get_flow_runs",),
    make=_flow_exception,
)
