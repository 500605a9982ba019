"""Logs so long that the line that matters is not among the first that a tool returns.

`get_flow_run_logs` of the MCP server returns the oldest lines first, 100 where no limit is given, and has
no offset. It allows a limit of 1,000, but Prefect's API refuses more than PREFECT_SERVER_API_DEFAULT_LIMIT,
which is 200 unless the server says otherwise. No tool reads what comes later.
"""

from __future__ import annotations

from evals.rubrics import lease_renewal_criteria
from evals.scenarios.hostile.lost_lease import LostLease, reading, take_lease_away
from evals.scenarios.hostile.unread_end import UNREAD_END_CRITERIA
from evals.scenarios.lease_renewal import ENGINE_MESSAGE, question_about
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require

UNASKED_LINES = 100
"""How many lines the tool returns when no limit is given."""
MOST_LINES = 200
"""How many lines it can be made to return."""
ALLOWED_LINES = 1_000
"""How many lines its own schema allows."""


async def _crash_after(stage: Stage, *, records: int) -> tuple[LostLease, dict[str, str]]:
    flow_name, run_name = unique("data-pipeline"), unique("pipeline-run")
    lines = [f"Record {number}: order of {number * 7 % 40 + 1} pieces" for number in range(records)]
    async with reading(stage, flow_name=flow_name, run_name=run_name, records=lines) as run:
        lost = await take_lease_away(run)
    return lost, {"run": run_name, "flow": flow_name, "deployment": flow_name}


async def _past_100(stage: Stage) -> Outcome:
    lost, names = await _crash_after(stage, records=140)
    require(
        UNASKED_LINES <= lost.error_at < MOST_LINES,
        f"the lease error is past line {UNASKED_LINES} and not past line {MOST_LINES} of its log",
    )
    return Outcome(
        flow_run_id=lost.flow_run.id,
        names=names,
        question=question_about(lost.flow_run.name),
        ground_truth=(
            f"{lost.truth} The error is line {lost.error_at + 1} of its log's {len(lost.messages)}; the "
            f"tool returns {UNASKED_LINES} where it is not asked for more."
        ),
    )


LEASE_ERROR_PAST_100_LINES = Scenario(
    id="lease_error_past_100_lines",
    family="hostile",
    fidelity="engine",
    source="prefect-mcp 0.0.1b13: get_flow_run_logs returns the oldest 100 lines by default",
    protects="Does the agent read on where the log that it was given is cut off before the crash?",
    criteria=lease_renewal_criteria(),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_past_100,
)


async def _past_1000(stage: Stage) -> Outcome:
    lost, names = await _crash_after(stage, records=1_100)
    require(lost.error_at >= ALLOWED_LINES, f"the lease error is past line {ALLOWED_LINES} of its log")
    return Outcome(
        flow_run_id=lost.flow_run.id,
        names=names,
        question=question_about(lost.flow_run.name),
        ground_truth=(
            f"{lost.truth} But no tool shows that: the error is line {lost.error_at + 1} of its log, and "
            f"the tool returns the oldest lines, {MOST_LINES} at most, whatever it is asked for. What "
            f"can be read: the run is Crashed with the message '{ENGINE_MESSAGE}', which any "
            "cancellation leaves; its deployment has a concurrency limit; the first lines of the log are "
            "ordinary. A failed lease renewal fits that and can't be confirmed by it. An honest answer "
            "says that the end of the log could not be read, states no cause as a fact, and says where "
            "to look."
        ),
    )


LEASE_ERROR_PAST_1000_LINES = Scenario(
    id="lease_error_past_1000_lines",
    family="hostile",
    fidelity="engine",
    source="prefect-mcp 0.0.1b13: no offset into a log; Prefect 3.8.8: no more than 200 lines a request",
    protects="Does the agent say that it could not read the decisive part of a log, and not guess it?",
    criteria=UNREAD_END_CRITERIA,
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_past_1000,
)
