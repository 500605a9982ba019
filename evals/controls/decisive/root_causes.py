"""Of failed renewals whose root cause the evidence shows, and of what they lead to."""

from __future__ import annotations

from evals.controls.decisive.corruptions import (
    logged_by_the_flow,
    reworded,
    with_no_slot_taken,
    with_state,
    without_deployment_limit,
    without_events,
    without_events_of_the_limit,
    without_log_lines,
    without_log_lines_of_others,
)
from evals.controls.decisive.lease_renewal import ERROR_IN_LOG, LEASE_ERROR_LINE
from evals.controls.evidence import DecisiveEvidence
from evals.scenarios.lease_renewal import LEASE_ERROR
from evals.scenarios.look_alikes.ended_processes import KILLED_MESSAGE
from evals.scenarios.root_causes.state_changed_from_outside import ZOMBIE_MESSAGE

_AND_ITS_EXCEPTION = rf"{LEASE_ERROR_LINE} Lease ID: \S+ exception: .*"
_LEASE = "Lease ID: 5f0c9a52-8a5e-4d0b-9d0e-2f1f6a9c7e41, exception:"
_GONE = (
    f"{LEASE_ERROR} {_LEASE} Client error '410 Gone' for url "
    "'http://127.0.0.1:4200/api/v2/concurrency_limits/leases/5f0c9a52-8a5e-4d0b-9d0e-2f1f6a9c7e41/renew' - "
    "Response: {'detail': 'Lease not found - it may have expired or been revoked'}"
)
_REFUSED = f"{LEASE_ERROR} {_LEASE} [Errno 111] Connection refused"

DECISIVE: dict[str, tuple[DecisiveEvidence, ...]] = {
    "api_outage": (
        ERROR_IN_LOG,
        DecisiveEvidence(
            what="the exception in the lease error",
            criterion="names_root_cause",
            corruptions=(reworded(_AND_ITS_EXCEPTION, LEASE_ERROR),),
        ),
        DecisiveEvidence(
            what="that the exception is a refused connection, and not 410 Gone",
            criterion="names_root_cause",
            corruptions=(reworded(_AND_ITS_EXCEPTION, _GONE),),
        ),
    ),
    "server_restart_memory": (
        ERROR_IN_LOG,
        DecisiveEvidence(
            what="the lease errors in the logs of other runs",
            criterion="names_root_cause",
            corruptions=(without_log_lines_of_others(LEASE_ERROR_LINE),),
        ),
        DecisiveEvidence(
            what="that the exception is 410 Gone, and not a refused connection",
            criterion="names_root_cause",
            corruptions=(reworded(_AND_ITS_EXCEPTION, _REFUSED),),
        ),
    ),
    # A run that is fine has no evidence but its state: it is turned into that of a run that isn't.
    "server_restart_filesystem": (
        DecisiveEvidence(
            what="that it completed",
            criterion="names_actual_cause",
            corruptions=(with_state("CRASHED", "Crashed", KILLED_MESSAGE),),
        ),
    ),
    "served_flow_deployment_limit": (
        ERROR_IN_LOG,
        DecisiveEvidence(
            what="the limit of its deployment",
            criterion="names_root_cause",
            corruptions=(without_deployment_limit(),),
        ),
    ),
    "state_changed_from_outside": (
        ERROR_IN_LOG,
        # Its end time only says that something came before: what it was, the event alone does.
        DecisiveEvidence(
            what="the event of its first crash",
            criterion="names_root_cause",
            corruptions=(without_events(state_message=ZOMBIE_MESSAGE),),
        ),
    ),
    "strict_concurrency_in_task": (
        ERROR_IN_LOG,
        DecisiveEvidence(
            what="that a task logged the lease error, and crashed",
            criterion="names_root_cause",
            corruptions=(logged_by_the_flow(LEASE_ERROR_LINE),),
        ),
        DecisiveEvidence(
            what="the slot that still counts as taken",
            criterion="names_root_cause",
            corruptions=(with_no_slot_taken(),),
        ),
    ),
    "infrastructure_keeps_running": (
        ERROR_IN_LOG,
        DecisiveEvidence(
            what="the lines that its code logged after the crash",
            criterion="names_root_cause",
            corruptions=(without_log_lines("^Loaded row", after="^Crash detected!"),),
        ),
    ),
    "leaked_slot_aftermath": (
        DecisiveEvidence(
            what="the slot that counts as taken",
            criterion="names_actual_cause",
            corruptions=(with_no_slot_taken(),),
        ),
        DecisiveEvidence(
            what="the events that say that nobody holds the slot",
            criterion="names_actual_cause",
            corruptions=(without_events_of_the_limit(),),
        ),
    ),
}
