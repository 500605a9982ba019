"""What else there is to say of a lost lease, whatever its root cause: whose it was, what it left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.agents.reference.case import Case
from evals.agents.reference.evidence import Limit, Run
from evals.agents.reference.naming import is_plain

END_THE_PROCESS = (
    "End the process that still runs the flow, before you run it again: kill the process, or delete the "
    "pod or job. Nothing counts what it still does, and a second run may do the same work again."
)


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """Additions to a diagnosis."""

    summary: str = ""
    evidence: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def aspects(case: Case) -> tuple[Aspect, ...]:
    """Return what the evidence shows of a crash through a lost lease besides its root cause."""
    found = (_deployment_limit(case), _strict_block(case), _still_executing(case))
    return tuple(aspect for aspect in found if aspect)


def _deployment_limit(case: Case) -> Aspect | None:
    """The user has no global limits, as far as they know; a limit on a deployment is one."""
    limit = case.deployment.limit if case.deployment else None
    if limit is None or case.run is None or not case.question.about_deployment_limit:
        return None
    return Aspect(
        summary=(
            "The limit on your deployment is a global concurrency limit, and its slots are held under leases."
        ),
        evidence=(
            (
                f"The deployment has a limit of {limit.limit}. Prefect keeps it as a global concurrency "
                f"limit of its own, `{limit.name}`: every run of the deployment takes a slot of it under a "
                "lease."
            ),
        ),
        advice=(
            (
                "Whether the flow is served or run by a worker makes no difference here: both run the same "
                "engine, which renews the lease in the same way. Without a limit on the deployment there "
                "is no lease."
            ),
        ),
    )


def _strict_block(case: Case) -> Aspect | None:
    """The lease of a `concurrency(..., strict=True)` block was lost: its slot stays taken.

    Of a run without a deployment no other lease can be lost, and tasks hold no other that ends them.
    """
    if case.loss is None or case.run is None or not (case.loss.in_task or not case.run.deployment_id):
        return None
    where = "a task" if case.loss.in_task else "the flow"
    leaked = case.leaked_limits
    summary = f"The lease was that of a `concurrency(..., strict=True)` block inside {where}."
    if case.loss.in_task:
        summary += " The task crashed first, and the flow with it."
    if leaked:
        summary += (
            f" The slot of {limit_names(leaked)} has leaked: it counts as taken though nobody holds it."
        )
    return Aspect(
        summary=summary,
        evidence=(*_crashed_tasks(case, case.run), *(_leak(limit) for limit in leaked)),
        advice=(
            *(reset_slots(limit) for limit in leaked),
            (
                "Where the block may as well go on without its slot, leave out `strict=True`: then a "
                "failed renewal is only a warning."
            ),
        ),
    )


def _crashed_tasks(case: Case, run: Run) -> tuple[str, ...]:
    if case.loss is None or not case.loss.in_task:
        return ()
    return (
        (
            "The error was logged by a task, so the lease is one that the task took itself, not the "
            "deployment's."
        ),
        *(
            f"The task run `{task.id}` crashed first, at {task.end_time}; the flow run followed at "
            f"{run.end_time}."
            for task in case.evidence.task_runs
            if task.state_type == "CRASHED"
        ),
    )


def _leak(limit: Limit) -> str:
    return (
        f"The limit {limit_names((limit,))} still counts {limit.active_slots} of {limit.limit} slots as "
        "taken, though this run has ended and the events show nobody who took one since."
    )


def _still_executing(case: Case) -> Aspect | None:
    """The flow's own code went on after the run had crashed."""
    if not case.after_crash:
        return None
    crashed_at = case.crash_line.stamp if case.crash_line else case.run and case.run.end_time
    return Aspect(
        summary="Its process went on executing the flow's code after the crash.",
        evidence=(
            (
                f"Lines of the flow's own code go on after the crash at {crashed_at}; the last of them is "
                f"of {case.after_crash[-1].stamp}. Ending a run does not end its threads, or a call that "
                "blocks."
            ),
        ),
        advice=(
            END_THE_PROCESS,
            (
                "So that it ends by itself next time, split long blocking calls into shorter ones, and "
                "give the infrastructure a deadline."
            ),
        ),
    )


def limit_names(limits: Sequence[Limit]) -> str:
    """Name limits; a name that is more than a name is left out."""
    return " or ".join(f"`{limit.name}`" if is_plain(limit.name) else "of another name" for limit in limits)


def reset_slots(limit: Limit) -> str:
    """The way to free the slots of a limit that nobody holds any more."""
    name = limit.name if is_plain(limit.name) else "NAME"
    return (
        f"When no run uses it, set the limit's count back: `prefect gcl update {name} --active-slots 0`. "
        "Until then, runs that need a slot of it wait."
    )
