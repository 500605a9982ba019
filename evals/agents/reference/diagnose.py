"""From a case to its diagnosis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.evidence import Run
from evals.agents.reference.lease_crash import lease_crash
from evals.agents.reference.likely_lease_crash import likely_lease_crash
from evals.agents.reference.naming import is_plain, run_label
from evals.agents.reference.other_crashes import other_crash
from evals.agents.reference.other_endings import other_ending


def diagnose(case: Case) -> Diagnosis:
    """Return what the evidence of a case shows."""
    if case.run is None:
        return _not_found(case)
    found = next((diagnosis for rule in _RULES if (diagnosis := rule(case))), _undetermined(case.run))
    return replace(found, unknown=(*found.unknown, *_not_seen(case)))


def _not_seen(case: Case) -> tuple[str, ...]:
    """What stood in the way of the investigation itself."""
    lines = [
        f"The tool `{tool}` did not answer, so what it would have shown is missing."
        for tool in dict.fromkeys(failure.request.tool for failure in case.evidence.failures)
        if tool != "get_flow_run_logs"
    ]
    if case.log is None:
        lines.append("The run's log could not be read.")
    elif case.log.cut:
        lines.append(f"The run's log may go on after the {len(case.lines)} lines that the tool gives.")
    lines += [
        f"Another flow run has the same name, `{run.id}`; I looked at the one that started last."
        for run in case.namesakes
    ]
    return tuple(lines)


def _not_found(case: Case) -> Diagnosis:
    if not case.question.names and not case.question.run_ids:
        return Diagnosis(
            cause="I can't tell which flow run you mean.",
            advice=("Tell me the run's name, in quotation marks, or its id.",),
        )
    if not any(c.request.tool == "get_flow_runs" and c.result for c in case.evidence.consultations):
        return Diagnosis(
            cause="I could not find out: the flow runs of this Prefect instance could not be read.",
            evidence=("The tool for flow runs is missing or reported an error, so there is no evidence.",),
            advice=("Check that the Prefect MCP server is connected and reaches the API, then ask again.",),
        )
    wanted = case.question.run_ids[0] if case.question.run_ids else case.question.names[0]
    called = f" `{wanted}`" if is_plain(wanted) else " of that name"
    return Diagnosis(
        cause=f"There is no flow run{called} on this Prefect instance, so I can't say why it crashed.",
        evidence=("I asked for flow runs with exactly that name or id, and none came back.",),
        advice=(
            (
                "Check the spelling, and that this is the workspace or server that the run belongs to. The "
                "run may also have been deleted."
            ),
        ),
    )


def _undetermined(run: Run) -> Diagnosis:
    return Diagnosis(
        cause=f"I could not find out how {run_label(run)} ended.",
        evidence=(f"The run is in state `{run.state_type}`.",),
    )


_RULES: tuple[Callable[[Case], Diagnosis | None], ...] = (
    lease_crash,
    likely_lease_crash,
    other_crash,
    other_ending,
)
