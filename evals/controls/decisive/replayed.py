"""Of failed renewals that only older versions of Prefect make."""

from __future__ import annotations

from datetime import timedelta

from evals.controls.decisive.corruptions import (
    later_from,
    with_work_in_silences,
    without_events,
    without_log_lines,
)
from evals.controls.decisive.lease_renewal import ERROR_IN_LOG, LEASE_ERROR_LINE
from evals.controls.evidence import DecisiveEvidence

DECISIVE: dict[str, tuple[DecisiveEvidence, ...]] = {
    "flow_retry_deployment_limit": (
        ERROR_IN_LOG,
        # Either of the two tells of the retry.
        DecisiveEvidence(
            what="its AwaitingRetry state, in its log and in the events",
            criterion="names_root_cause",
            corruptions=(without_log_lines("AwaitingRetry"), without_events(event_type="AwaitingRetry")),
        ),
    ),
    "event_loop_blocked_old_client": (
        ERROR_IN_LOG,
        DecisiveEvidence(
            what="the silence in its log",
            criterion="names_root_cause",
            corruptions=(with_work_in_silences("Read 1,000 rows", every=timedelta(seconds=10)),),
        ),
    ),
    "lease_lost_in_provisioning": (
        ERROR_IN_LOG,
        DecisiveEvidence(
            what="the events from before it began: since when it was Pending",
            criterion="names_root_cause",
            corruptions=(without_events(event_type="Scheduled|Pending"),),
        ),
        DecisiveEvidence(
            what="that the error came with its beginning, and not minutes later",
            criterion="names_root_cause",
            corruptions=(later_from(LEASE_ERROR_LINE, by=timedelta(minutes=4)),),
        ),
    ),
}
