"""From a case to its diagnosis."""

from __future__ import annotations

from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.lease_crash import lease_crash
from evals.agents.reference.naming import run_label


def diagnose(case: Case) -> Diagnosis:
    """Return what the evidence of a case shows."""
    if case.run is None:
        return _not_found(case)
    return lease_crash(case) or _undetermined(case)


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
    return Diagnosis(
        cause=f"There is no flow run `{wanted}` on this Prefect instance, so I can't say why it crashed.",
        evidence=("I asked for flow runs with exactly that name or id, and none came back.",),
        advice=(
            (
                "Check the spelling, and that this is the workspace or server that the run belongs to. The "
                "run may also have been deleted."
            ),
        ),
    )


def _undetermined(case: Case) -> Diagnosis:
    assert case.run is not None
    return Diagnosis(
        cause=f"I could not find out why {run_label(case.run)} ended as it did.",
        evidence=(f"The run is in state `{case.run.state_type}`.",),
    )
