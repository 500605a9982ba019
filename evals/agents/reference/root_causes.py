"""Which root cause the evidence supports best, in the order in which they are considered."""

from __future__ import annotations

from collections.abc import Callable

from evals.agents.reference.case import Case
from evals.agents.reference.root_cause import RootCause
from evals.agents.reference.run_causes import blocked, changed_from_outside, provisioning, retry
from evals.agents.reference.server_causes import outage, restart
from evals.agents.reference.undecided import lease_was_gone, nothing_more_is_known


def root_cause(case: Case) -> RootCause:
    """Return the root cause that the evidence shows, or else the candidates that it leaves."""
    return next(found for rule in _RULES if (found := rule(case)))


# What a single run shows comes before what it takes other runs to see, and that before what stays open.
_RULES: tuple[Callable[[Case], RootCause | None], ...] = (
    outage,
    retry,
    changed_from_outside,
    provisioning,
    blocked,
    restart,
    lease_was_gone,
    nothing_more_is_known,
)
