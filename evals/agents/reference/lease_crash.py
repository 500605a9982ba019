"""A crash because a concurrency lease could not be renewed."""

from __future__ import annotations

from evals.agents.reference.aspects import aspects
from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.naming import run_label
from evals.agents.reference.root_causes import root_cause
from evals.agents.reference.wording import LEASE_LOST, LEASE_NOT_FOUND, TERMINATING

MECHANISM = (
    "A run that counts against a concurrency limit holds a slot of that limit under a lease: a reservation "
    "with a time limit, which the run's process has to renew for as long as it runs. When a renewal fails, "
    "the slot is no longer reserved: the server may give it to another run, and the limit would be "
    "exceeded. So that this can't happen, Prefect itself terminates the run whose lease was lost, and the "
    "run ends as Crashed, however well its own code was doing."
)


def lease_crash(case: Case) -> Diagnosis | None:
    """Diagnose a crashed run whose log or state reports a failed renewal; None where neither does."""
    if case.run is None or not case.crashed or not (case.losses or case.message.kind == "lease"):
        return None
    cause, more = root_cause(case), aspects(case)
    summaries = (
        f"The crash of {run_label(case.run)} was caused by a failed renewal of its concurrency lease.",
        *(aspect.summary for aspect in more),
        cause.summary,
    )
    return Diagnosis(
        cause=" ".join(summary.strip() for summary in summaries if summary),
        evidence=(*_record(case), *cause.evidence, *(e for aspect in more for e in aspect.evidence)),
        mechanism=MECHANISM,
        reasons=cause.reasons,
        ruled_out=_ruled_out(case),
        advice=(*(a for aspect in more for a in aspect.advice), *cause.advice),
        unknown=cause.unknown,
    )


def _record(case: Case) -> tuple[str, ...]:
    assert case.run is not None
    said = f', with the message "{case.message.quoted}"' if case.message.quoted else ""
    lines = [f"The run is in state `{case.run.state_type}`{said}"]
    if case.loss:
        by = "a task" if case.loss.in_task else "the run"
        lease = f" The lease is `{case.loss.lease_id}`." if case.loss.lease_id else ""
        lines.append(
            f"At {case.loss.line.stamp} the log of {by} has this error of Prefect's: \"{LEASE_LOST} "
            f'{TERMINATING}"{lease}'
        )
        if case.loss.reported:
            found = f' ("{LEASE_NOT_FOUND}")' if case.loss.not_found else ""
            lines.append(f'The same line gives what the renewal met with: "{case.loss.reported}"{found}.')
        if case.message.kind == "cancelled":
            lines.append(
                "The message of the state alone is what any cancellation leaves behind; it is the log that "
                "tells this crash from others."
            )
    return tuple(lines)


def _ruled_out(case: Case) -> tuple[str, ...]:
    lines = []
    if case.retried_at is None:
        lines.append(
            "Not an exception in the flow's own code: that ends a run as Failed, with the exception in its "
            "message, and this run is Crashed."
        )
    if case.crash_line:
        lines.append(
            "Not an out-of-memory kill: a process that is killed can't report anything, and here the "
            f"engine itself logged the crash, at {case.crash_line.stamp}."
        )
    else:
        lines.append("Not an out-of-memory kill: neither the state nor the log reports an exit code.")
    lines.append(
        "Not a termination signal or lost infrastructure: Prefect records those with messages of their "
        "own, and this run has none of them."
    )
    if case.ended_before_loss is None:
        lines.append("Not a cancellation by a person: the run would be Cancelled.")
    return tuple(lines)
