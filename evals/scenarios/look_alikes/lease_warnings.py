"""Runs that lost the lease of a limit which they used without `strict`: a warning, and they went on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from evals.rubrics import LooksFor, look_alike_criteria, names_actual_cause, recommends
from evals.scenarios.engine import EngineRun, deployment_run
from evals.scenarios.ideas.actions import FIX_CODE_OR_DATA
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.look_alikes import wrong_causes
from evals.scenarios.look_alikes.completed import DID_NOT_CRASH
from evals.scenarios.look_alikes.evidence import file_beside, log_without_lease_error
from evals.scenarios.look_alikes.questions import went_wrong_midway
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state, until

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

LEASE_WARNING = (
    "Concurrency lease renewal failed - slots are no longer reserved. "
    "Execution will continue, but concurrency limits may be exceeded."
)
"""What Prefect logs when a `concurrency()` block without `strict` loses its lease
(`prefect.concurrency._leases`)."""

FAILED_MESSAGE = "Flow run encountered an exception: ValueError: expected 120 rows, exported 80"

_RENEWAL = re.compile(r"leases/([0-9a-f-]{36})/renew")

ROWS_MISSING = names_actual_cause(
    met_when=(
        "it says that the run failed because its own code raised ValueError: expected 120 rows, exported "
        "80; the lease warning, where it is mentioned, is not the cause"
    ),
    not_met_when=(
        "the lease warning, the limit or anything else is named as the cause, or the exception is one "
        "candidate among several with no commitment"
    ),
    looks_for=LooksFor(
        groups=(
            (
                r"\bvalueerror\b",
                r"\bvalue error\b",
                r"\bexpect\w* (?:\w+ )?120\b",
                r"\b80\b[^.;]{0,40}\b120\b",
                (
                    r"\b(?:40|forty) (?:\w+ ){0,2}(?:rows|records)\b|\bincomplete export\b|\b(?:own|flow's"
                    r"|built-in) check\b"
                ),
                r"\b(?:row|record) count\b|\b(?:rows|records) (?:were |was |are )?missing\b",
            ),
        ),
        rivals=(
            r"\b(?:limit|slots?|lease|renewal)\b",
            r"\bmemory\b|\boom\b",
            r"\bsignal\b|\bsigterm\b|\bevict",
        ),
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

FIND_THE_ROWS = recommends(
    met_when="it advises to look into the exception: the flow's code, its check, its input, the traceback",
    not_met_when="none, or only actions on the lease, the limit or memory",
    looks_for=LooksFor(
        groups=(FIX_CODE_OR_DATA,),
    ),
)


async def _export(stage: Stage, *, rows_expected: int) -> tuple[FlowRun, dict[str, str]]:
    """Have a run export 80 rows under a new limit, and take its lease away meanwhile.

    Returns the run and the names of what belongs to it.
    """
    from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate

    flow_name, run_name, limit = unique("data-pipeline"), unique("pipeline-run"), unique("warehouse")
    await stage.client.create_global_concurrency_limit(GlobalConcurrencyLimitCreate(name=limit, limit=2))
    async with deployment_run(
        stage,
        flow_name=flow_name,
        run_name=run_name,
        concurrency_limit=None,
        source="exports_rows",
        parameters={"limit": limit, "rows_expected": rows_expected},
    ) as run:
        await stage.client.release_concurrency_slots_with_lease(await _lease_id(run))
        await run.printed("Execution will continue")
        file_beside(stage, flow_name=flow_name, suffix=".committed").touch()
        flow_run = await run.ended()
    warnings = [line for line in await log_without_lease_error(stage, flow_run) if line.level == 30]
    require(
        len(warnings) == 1 and warnings[0].message.startswith(LEASE_WARNING),
        f"its log has the lease warning once, and no other; it has {[w.message[:80] for w in warnings]}",
    )
    return flow_run, {"run": run_name, "flow": flow_name, "deployment": flow_name, "limit": limit}


async def _lease_id(run: EngineRun) -> UUID:
    """The lease of the limit that the flow uses. No API tells it: the client logs it as it renews it."""

    async def check() -> re.Match[str] | None:
        printed = run.log_path.read_text(errors="replace") if run.log_path.exists() else ""
        return _RENEWAL.search(printed)

    return UUID((await until("a renewal of the limit's lease", check, timeout_s=30))[1])


async def _warning_then_failure(stage: Stage) -> Outcome:
    flow_run, names = await _export(stage, rows_expected=120)
    require_state(flow_run, name="Failed", message=FAILED_MESSAGE)
    run_name, limit = names["run"], names["limit"]
    return Outcome(
        flow_run_id=flow_run.id,
        names=names,
        question=question_about(run_name),
        ground_truth=(
            f"The run '{run_name}' did not crash, it is Failed: its own code raised ValueError: expected "
            "120 rows, exported 80. Before that, its log has a warning that a lease renewal failed: that "
            f"was the lease of the limit '{limit}', which the flow uses without `strict`, so Prefect let "
            "it go on. The warning is a red herring; it means at most that the limit may have been "
            "exceeded."
        ),
    )


async def _warning_then_completion(stage: Stage) -> Outcome:
    flow_run, names = await _export(stage, rows_expected=80)
    require_state(flow_run, name="Completed", message=None)
    run_name, limit = names["run"], names["limit"]
    return Outcome(
        flow_run_id=flow_run.id,
        names=names,
        question=went_wrong_midway(run_name),
        ground_truth=(
            f"The run '{run_name}' did not crash: it is Completed. Its log has a warning that a lease "
            f"renewal failed: that was the lease of the limit '{limit}', which the flow uses without "
            "`strict`, so Prefect let it go on. It means at most that the limit may have been exceeded "
            "for a while; the work was done."
        ),
    )


LEASE_WARNING_THEN_OTHER_FAILURE = Scenario(
    id="lease_warning_then_other_failure",
    family="look_alike",
    fidelity="engine",
    source="PrefectHQ/prefect#20951; made with the installed Prefect",
    protects="Is a lease warning that ended nothing told from the exception that did?",
    criteria=look_alike_criteria(actual_cause=ROWS_MISSING, remediation=FIND_THE_ROWS),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_warning_then_failure,
)

LEASE_WARNING_COMPLETED = Scenario(
    id="lease_warning_completed",
    family="look_alike",
    fidelity="engine",
    source="PrefectHQ/prefect#20951; made with the installed Prefect",
    protects="Is a run that completed said to have completed, although its log has a lease warning?",
    criteria=look_alike_criteria(actual_cause=DID_NOT_CRASH),
    required_tools=("get_flow_runs",),
    make=_warning_then_completion,
)
