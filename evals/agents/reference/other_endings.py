"""Runs that did not crash at all: they failed, completed, were cancelled, wait, or still go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evals.agents.reference.aspects import limit_names, reset_slots
from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.evidence import Limit, Run
from evals.agents.reference.naming import run_label
from evals.agents.reference.not_a_lease import not_a_lease
from evals.agents.reference.wording import (
    LIMIT_REACHED,
    SLOT_LOST,
    exception_type,
    is_exception,
)


def other_ending(case: Case) -> Diagnosis | None:
    """Diagnose a run that is in any state but Crashed; None for a run that is."""
    rule = _RULES.get(case.run.state_type) if case.run else None
    return rule(case) if rule else None


def _failed(case: Case) -> Diagnosis:
    run = _run(case)
    kind = exception_type(run.state_message)
    raised = next((line for line in case.lines if is_exception(line)), None)
    if run.state_name == "TimedOut":
        cause = "it ran into its own timeout"
    elif kind or raised:
        cause = "an exception was raised in the flow's own code" + (f": `{kind}`" if kind else "")
    else:
        cause = "its own result, or that of a task or subflow in it, was a failure"
    return Diagnosis(
        cause=f"The {run_label(run)} did not crash: it failed, because {cause}.",
        evidence=(
            f"The run is in state `{run.state_type}` since {run.end_time}"
            + (f", with a message that names the exception, `{kind}`." if kind else "."),
            *((f"The engine logged the exception at {raised.stamp}.",) if raised else ()),
            *_limit_is_no_reason(case),
        ),
        mechanism=(
            "Prefect ends a run as Failed when its own code fails, and as Crashed when something outside "
            "its code ends it. This is the former."
        ),
        ruled_out=not_a_lease(case),
        advice=(
            (
                "Read the traceback in the run's log, fix what raised the exception in the flow's code or "
                "its input, and run it again."
            ),
        ),
    )


def _limit_is_no_reason(case: Case) -> tuple[str, ...]:
    limit = case.deployment.limit if case.deployment else None
    if limit is None:
        return ()
    return (
        (
            f"Its deployment's concurrency limit stands at {limit.active_slots} of {limit.limit}; that "
            "says which runs may start, and has nothing to do with how this one ended."
        ),
    )


def _completed(case: Case) -> Diagnosis:
    run = _run(case)
    warnings = tuple(
        f"The log has a warning at {warning.line.stamp} that a lease could not be renewed. The run went on "
        "and completed; for that while, its concurrency limit may have been exceeded."
        for warning in case.warnings
    )
    restart = (
        " No, the restart did not hurt it, as far as its record shows." if case.question.about_restart else ""
    )
    return Diagnosis(
        cause=f"The {run_label(run)} did not crash: it completed.{restart}",
        evidence=(
            (
                f"The run is in state `{run.state_type}`: it started at {run.start_time} and ended at "
                f"{run.end_time}."
            ),
            *((f"Its log of {len(case.lines)} lines has no error.",) if _is_clean(case) else ()),
            *warnings,
        ),
        ruled_out=not_a_lease(case),
        advice=("There is nothing to repair. If you meant another run, tell me its name.",),
        unknown=(
            ("Where the server keeps its leases and when it was restarted: no tool shows it.",)
            if case.question.about_restart
            else ()
        ),
    )


def _is_clean(case: Case) -> bool:
    return case.log_is_whole and bool(case.lines) and all(line.level < 40 for line in case.lines)


def _cancelled(case: Case) -> Diagnosis:
    run = _run(case)
    if run.state_message.startswith(SLOT_LOST):
        return Diagnosis(
            cause=(
                f"The {run_label(run)} did not crash: Prefect cancelled it before it began, because it "
                "lost its concurrency slot during provisioning."
            ),
            evidence=(f'The run is in state `{run.state_type}`, with the message "{SLOT_LOST}".',),
            mechanism=(
                "A run of a deployment with a limit gets its slot when it is submitted. Its infrastructure "
                "took longer to start than the slot was held, and by then no slot was free, so it was not "
                "let in."
            ),
            ruled_out=(
                (
                    "This was not a failed lease renewal of a running flow, and none of its code failed: "
                    "it had not begun."
                ),
            ),
            advice=(
                (
                    "Have the slot held for longer while the infrastructure starts: `grace_period_seconds` "
                    "in the deployment's concurrency options, or on the server "
                    "`PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION`."
                ),
                "Make the infrastructure start faster, or raise the limit. Then run it again.",
            ),
        )
    reached = run.state_message.startswith(LIMIT_REACHED)
    return Diagnosis(
        cause=f"The {run_label(run)} did not crash: it was cancelled"
        + (
            ", because its deployment's concurrency limit was reached when it was to start."
            if reached
            else "."
        ),
        evidence=(
            f"The run is in state `{run.state_type}`"
            + (f', with the message "{LIMIT_REACHED}"' if reached else "."),
        ),
        ruled_out=not_a_lease(case),
        advice=(
            ("Wait for the other run, raise the limit, or let new runs wait for a slot (`ENQUEUE`).",)
            if reached
            else ("Ask who cancelled it: a person, an automation or a script.",)
        ),
    )


def _scheduled(case: Case) -> Diagnosis:
    run, limit = _run(case), case.deployment.limit if case.deployment else None
    full = limit if limit and limit.active_slots >= limit.limit else None
    if run.state_name == "AwaitingConcurrencySlot" or full:
        return _waits_for_slot(run, limit=limit, holders=_holders(case))
    return Diagnosis(
        cause=f"The {run_label(run)} did not crash: it has not started yet.",
        evidence=(f"The run is in state `{run.state_type}` (`{run.state_name}`), and has no start time.",),
        ruled_out=not_a_lease(case),
        advice=("Check that a worker or a serving process is up for it, and that nothing is paused.",),
    )


def _waits_for_slot(run: Run, *, limit: Limit | None, holders: tuple[Run, ...]) -> Diagnosis:
    held = tuple(
        f"The slot is held by {run_label(holder)}, which is `{holder.state_type}`." for holder in holders
    )
    use = (
        (f"Its deployment's limit `{limit.name}` has {limit.active_slots} of {limit.limit} slots taken.",)
        if limit
        else ()
    )
    return Diagnosis(
        cause=(
            f"The {run_label(run)} did not crash: it never started. It waits for a slot, because the "
            "concurrency limit of its deployment is full."
        ),
        evidence=(
            f"The run is in state `{run.state_type}` (`{run.state_name}`), and has no start time.",
            *use,
            *held,
        ),
        mechanism="Prefect starts a run of a deployment with a limit only when one of its slots is free.",
        ruled_out=(
            (
                "This was not a failed lease renewal, nor any other crash: a run that has not started has "
                "no lease to renew."
            ),
        ),
        advice=(
            "Wait until the other run ends, cancel it if it hangs, or raise the limit of the deployment.",
        ),
    )


def _holders(case: Case) -> tuple[Run, ...]:
    run = _run(case)
    return tuple(
        other
        for other in case.evidence.flow_runs.values()
        if other.deployment_id == run.deployment_id and other.state_type in ("RUNNING", "PENDING")
    )


def _running(case: Case) -> Diagnosis:
    run, leaked = _run(case), case.leaked_limits
    last = case.lines[-1] if case.lines else None
    if leaked:
        return Diagnosis(
            cause=(
                f"The {run_label(run)} has not crashed and does not hang in its own code: it waits for a "
                f"slot of the limit {limit_names(leaked)}, which nobody holds and which is still counted "
                "as taken. The slot has leaked."
            ),
            evidence=(
                f"The run is in state `{run.state_type}` since {run.start_time}; "
                + (f"its log ends at {last.stamp}." if last else "its log is empty."),
                *(
                    f"The limit {limit_names((limit,))} counts {limit.active_slots} of {limit.limit} slots "
                    "as taken, but the events show that every slot acquired by this flow was released."
                    for limit in leaked
                ),
            ),
            mechanism=(
                "A `concurrency(...)` block waits, without logging, until its limit has a free slot. An "
                "earlier run lost the lease of its slot; giving back a slot whose lease is gone does "
                "nothing on the server, so the slot stays taken for every run after it."
            ),
            ruled_out=("This is not a failed lease renewal of this run: it does not have a slot yet.",),
            advice=(*(reset_slots(limit) for limit in leaked), "This run then goes on by itself."),
        )
    return Diagnosis(
        cause=f"The {run_label(run)} has not crashed: it is still running, as far as Prefect knows.",
        evidence=(
            f"The run is in state `{run.state_type}` since {run.start_time}; "
            + (f"its log ends at {last.stamp}." if last else "its log is empty."),
        ),
        ruled_out=not_a_lease(case),
        advice=("Check that its process is alive and what it is busy with.",),
    )


def _other(case: Case) -> Diagnosis:
    run = _run(case)
    return Diagnosis(
        cause=f"The {run_label(run)} has not crashed: it is in state `{run.state_type}`.",
        ruled_out=not_a_lease(case),
    )


def _run(case: Case) -> Run:
    assert case.run is not None
    return case.run


_RULES: Mapping[str, Callable[[Case], Diagnosis]] = {
    "FAILED": _failed,
    "COMPLETED": _completed,
    "CANCELLED": _cancelled,
    "CANCELLING": _other,
    "SCHEDULED": _scheduled,
    "PENDING": _other,
    "PAUSED": _other,
    "RUNNING": _running,
}
