"""Runs that did not crash at all, by the type of their state."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.ended_runs import cancelled, completed, failed
from evals.agents.reference.evidence import Run
from evals.agents.reference.unended_runs import running, scheduled, unended


def other_ending(case: Case) -> Diagnosis | None:
    """Diagnose a run that is in any state but Crashed; None for a run that is."""
    rule = _RULES.get(case.run.state_type) if case.run else None
    return rule(case, case.run) if rule and case.run else None


_RULES: Mapping[str, Callable[[Case, Run], Diagnosis]] = {
    "FAILED": failed,
    "COMPLETED": completed,
    "CANCELLED": cancelled,
    "SCHEDULED": scheduled,
    "RUNNING": running,
    "PENDING": unended,
    "PAUSED": unended,
    "CANCELLING": unended,
}
