"""Runs that came to another end than a crash: they failed, completed or were cancelled."""

from __future__ import annotations

from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.evidence import Run
from evals.agents.reference.naming import run_label
from evals.agents.reference.not_a_lease import not_a_lease
from evals.agents.reference.wording import LIMIT_REACHED, SLOT_LOST, exception_type, is_exception


def failed(case: Case, run: Run) -> Diagnosis:
    """Its own code failed, whatever its limits and leases did meanwhile."""
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


def completed(case: Case, run: Run) -> Diagnosis:
    """Nothing happened to it."""
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


def cancelled(case: Case, run: Run) -> Diagnosis:
    """Somebody cancelled it, or Prefect did because it had no slot."""
    if run.state_message.startswith(SLOT_LOST):
        return _lost_slot(run)
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


def _lost_slot(run: Run) -> Diagnosis:
    return Diagnosis(
        cause=(
            f"The {run_label(run)} did not crash: Prefect cancelled it before it began. Its infrastructure "
            "took too long to start, and by then its deployment's concurrency limit had no slot for it."
        ),
        evidence=(f'The run is in state `{run.state_type}`, with the message "{SLOT_LOST}".',),
        mechanism=(
            "A run of a deployment with a limit gets its slot when it is submitted. Its infrastructure "
            "took longer to start than the slot was held, and by then no slot was free, so it was not let "
            "in."
        ),
        ruled_out=(
            (
                "This was not a failed lease renewal of a running flow, and none of its code failed: it "
                "had not begun."
            ),
        ),
        advice=(
            (
                "Have the slot held for longer while the infrastructure starts: `grace_period_seconds` in "
                "the deployment's concurrency options, or on the server "
                "`PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION`."
            ),
            "Make the infrastructure start faster, or raise the limit. Then run it again.",
        ),
    )
