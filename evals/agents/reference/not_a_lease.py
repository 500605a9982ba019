"""Why a run's ending was not a matter of its lease, as far as its log shows."""

from __future__ import annotations

from evals.agents.reference.case import Case
from evals.agents.reference.wording import CONTINUING


def not_a_lease(case: Case) -> tuple[str, ...]:
    """Say that it was not a failed lease renewal, with what stands against it."""
    if case.warnings:
        warning = case.warnings[0]
        return (
            (
                "This was not a failed lease renewal. The log has a warning of one, at "
                f'{warning.line.stamp}, but only a warning: "{CONTINUING}" Prefect let the run go on, and '
                "only the limit may have been exceeded for a while."
            ),
        )
    if case.log_is_whole:
        return (
            "This was not a failed lease renewal: Prefect logs an error for that, and this log has none.",
        )
    return ()
