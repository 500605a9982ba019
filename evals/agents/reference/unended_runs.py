"""Runs that have not ended at all: they wait to start, or still go on."""

from __future__ import annotations

from evals.agents.reference.aspects import END_THE_PROCESS, limit_names, reset_slots
from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.evidence import Limit, Run
from evals.agents.reference.naming import run_label
from evals.agents.reference.not_a_lease import not_a_lease
from evals.agents.reference.wording import LEASE_LOST, TERMINATING


def scheduled(case: Case, run: Run) -> Diagnosis:
    """It has not started: for want of a slot, or of somebody to run it."""
    limit = case.deployment.limit if case.deployment else None
    full = limit if limit and limit.active_slots >= limit.limit else None
    if run.state_name == "AwaitingConcurrencySlot" or full:
        return _waits_for_slot(run, limit=limit, holders=_holders(case, run))
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


def _holders(case: Case, run: Run) -> tuple[Run, ...]:
    return tuple(
        other
        for other in case.evidence.flow_runs.values()
        if other.deployment_id == run.deployment_id and other.state_type in ("RUNNING", "PENDING")
    )


def running(case: Case, run: Run) -> Diagnosis:
    """It still runs: it is about to be terminated, waits for a slot that has leaked, or just runs."""
    return (
        _dying(case, run)
        or _waits_for_leaked_slot(case, run)
        or Diagnosis(
            cause=f"The {run_label(run)} has not crashed: it is still running, as far as Prefect knows.",
            evidence=(_since(case, run),),
            ruled_out=not_a_lease(case),
            advice=("Check that its process is alive and what it is busy with.",),
        )
    )


def _since(case: Case, run: Run) -> str:
    log = f"its log ends at {case.lines[-1].stamp}" if case.lines else "its log is empty"
    return f"The run is in state `{run.state_type}` since {run.start_time}; {log}."


def _dying(case: Case, run: Run) -> Diagnosis | None:
    if case.loss is None:
        return None
    return Diagnosis(
        cause=(
            f"The {run_label(run)} has lost its concurrency lease and is to be terminated, because a "
            "renewal failed; its process has not come to it yet."
        ),
        evidence=(
            _since(case, run),
            f'The log has this error of Prefect\'s at {case.loss.line.stamp}: "{LEASE_LOST} {TERMINATING}"',
        ),
        mechanism="A call that blocks can't be interrupted: the run ends when the call returns.",
        advice=(END_THE_PROCESS,),
    )


def _waits_for_leaked_slot(case: Case, run: Run) -> Diagnosis | None:
    limits = case.awaited_limits
    if not limits:
        return None
    return Diagnosis(
        cause=(
            f"The {run_label(run)} has not crashed, and most likely does not hang in its own code: it "
            f"waits for a slot of the limit {limit_names(limits)}, which nobody holds and which still "
            "counts as taken. The slot has leaked."
        ),
        evidence=(
            _since(case, run),
            *(
                f"The limit {limit_names((limit,))} counts {limit.active_slots} of {limit.limit} slots as "
                "taken, but the events show that every slot of it that was acquired was released."
                for limit in limits
            ),
        ),
        mechanism=(
            "A `concurrency(...)` block waits, without logging, until its limit has a free slot. An "
            "earlier run never gave its slot back: on the server, giving back a slot does nothing once "
            "its lease is gone. So the slot stays taken for every run after it."
        ),
        ruled_out=("This is not a failed lease renewal of this run: it does not have a slot yet.",),
        advice=(*(reset_slots(limit) for limit in limits), "This run then goes on by itself."),
        unknown=("Which block the run waits in: its own log does not say.",),
    )


def unended(case: Case, run: Run) -> Diagnosis:
    """It is on its way, and there is nothing to diagnose."""
    return Diagnosis(
        cause=f"The {run_label(run)} has not crashed: it is in state `{run.state_type}`.",
        ruled_out=not_a_lease(case),
    )
