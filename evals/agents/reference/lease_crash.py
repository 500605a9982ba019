"""A crash because a concurrency lease could not be renewed."""

from __future__ import annotations

from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.naming import run_label
from evals.agents.reference.root_causes import root_cause
from evals.agents.reference.wording import LEASE_LOST, TERMINATING

_MECHANISM = (
    "A run that counts against a concurrency limit holds a slot of that limit under a lease: a reservation "
    "with a time limit, which the run's process has to renew for as long as it runs. When a renewal "
    "fails, the slot is no longer reserved: the server may give it to another run, and the limit would be "
    "exceeded (over-allocation). So that this can't happen, Prefect itself terminates the run whose lease "
    "was lost, and the run ends as Crashed, however well its own code was doing."
)


def lease_crash(case: Case) -> Diagnosis | None:
    """Diagnose a crashed run whose log or state reports a failed renewal; None where neither does."""
    if case.run is None or not (case.losses or case.message.kind == "lease"):
        return None
    found = root_cause(case)
    return Diagnosis(
        cause=(
            f"The crash of {run_label(case.run)} was caused by a failed renewal of its concurrency lease. "
            f"{found.summary}"
        ),
        evidence=(*_record(case), *found.evidence),
        mechanism=_MECHANISM,
        reasons=found.reasons,
        ruled_out=_ruled_out(case),
        advice=found.advice,
        unknown=found.unknown,
    )


def _record(case: Case) -> tuple[str, ...]:
    assert case.run is not None
    state = f"The run is in state `{case.run.state_type}`"
    if case.message.quoted:
        state += f', with the message "{case.message.quoted}"'
    lines = [f"{state}."]
    if case.losses:
        loss = case.losses[0]
        carrier = "a task's log line" if loss.in_task else "the run's log"
        lines.append(
            f'At {loss.line.stamp} {carrier} has the error, from Prefect itself: "{LEASE_LOST} {TERMINATING}"'
            + (f" The lease is `{loss.lease_id}`." if loss.lease_id else "")
        )
        if loss.reported:
            reply = f', "{case.losses[0].reported}"'
            detail = ' and "Lease not found - it may have expired or been revoked"' if loss.not_found else ""
            lines.append(f"The line gives what the renewal met with{reply}{detail}.")
        if case.message.kind == "cancelled":
            lines.append(
                "The state's message alone is what any cancellation of the process leaves behind; the log is "
                "what tells this crash from others."
            )
    return tuple(lines)


def _ruled_out(case: Case) -> tuple[str, ...]:
    assert case.run is not None
    lines = []
    if not case.retried:
        lines.append(
            "Not an exception in the flow's own code: that ends a run as Failed, with the exception in its "
            "message, and this run is Crashed."
        )
    if case.crash_line:
        lines.append(
            "Not an out-of-memory kill, and no exit code: a process that is killed can't report anything; "
            f"the engine itself logged the crash at {case.crash_line.stamp}."
        )
    else:
        lines.append("Not an out-of-memory kill: neither the state nor the log reports an exit code.")
    lines.append(
        "Not a termination signal or lost infrastructure: Prefect records those with messages of their own, "
        "and this run has none of them."
    )
    if not case.changed_from_outside:
        lines.append("Not a cancellation by a person: the run would be Cancelled.")
    return tuple(lines)
