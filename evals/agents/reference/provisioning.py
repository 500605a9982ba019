"""A lease that was lost while the run's infrastructure was being provisioned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from evals.agents.reference.case import Case
from evals.agents.reference.evidence import moment
from evals.agents.reference.wording import is_from_infrastructure

_AT_ONCE = timedelta(seconds=10)
"""The first renewal comes with the beginning of the run, and gives up after a few seconds."""

_FIRST_LEASE = timedelta(seconds=60)
"""How long the lease of a Pending run lived, at a time when servers neither renewed nor replaced it."""


@dataclass(frozen=True, kw_only=True)
class Wait:
    """How long the run was Pending: both times as recorded."""

    since: str
    until: str


def lost_at_once(case: Case) -> bool:
    """Whether the lease was gone by the first renewal, within seconds of the run's beginning.

    Only for a line without a lease id, which is how clients of the time wrote it (before 3.6.22).
    """
    if case.loss is None or case.loss.lease_id or case.beginning is None:
        return False
    lost_at, begun_at = case.loss.line.at, case.beginning.at
    return bool(lost_at and begun_at and lost_at - begun_at <= _AT_ONCE)


def long_wait(case: Case) -> Wait | None:
    """Return how long the run was Pending, where that is longer than its first lease lived."""
    if case.beginning is None or case.beginning.at is None:
        return None
    return next(
        (
            Wait(since=stamp, until=case.beginning.stamp)
            for stamp, since in _pending_since(case)
            if case.beginning.at - since > _FIRST_LEASE
        ),
        None,
    )


def _pending_since(case: Case) -> list[tuple[str, datetime]]:
    stamps = [event.occurred for event in case.own_events if event.type == "prefect.flow-run.Pending"]
    stamps += [line.stamp for line in case.lines if is_from_infrastructure(line)][:1]
    return [(stamp, at) for stamp in stamps if (at := moment(stamp))]
