"""Crashes that are not a matter of leases, by what Prefect says in the state's message."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.naming import run_label
from evals.agents.reference.not_a_lease import not_a_lease
from evals.agents.reference.wording import CrashKind

_KILLED = frozenset({"-9", "137", "247"})
_TERMINATED = frozenset({"-15", "143"})


def other_crash(case: Case) -> Diagnosis | None:
    """Diagnose a crashed run whose log and state report no failed renewal; None for a run that isn't one."""
    if case.run is None or not case.crashed:
        return None
    return _RULES[case.message.kind](case)


def _exit(case: Case) -> Diagnosis:
    code = case.message.exit_code or ""
    if code in _TERMINATED:
        return _terminated(case)
    if code in _KILLED:
        return _diagnosis(
            case,
            cause=(
                f"its process was killed: it ended with exit code {code}, most likely because it used more "
                "memory than it was allowed (out of memory)."
            ),
            mechanism=(
                "The operating system or the container runtime killed the process (SIGKILL). A killed "
                "process can't report anything; its runner or worker saw the exit code and set the run to "
                "Crashed."
            ),
            advice=(
                (
                    "Look at the memory use of the run, and for an out-of-memory kill in the events of the "
                    "pod or container or in the kernel's log; somebody may also have killed the process by "
                    "hand."
                ),
                (
                    "Give the infrastructure more memory, or process the data in smaller pieces. Then run "
                    "it again."
                ),
            ),
        )
    return _diagnosis(
        case,
        cause=f"its process ended by itself with exit code {code}, before it could report how the run went.",
        advice=("Look at the process's own output on its infrastructure for what made it exit.",),
    )


def _terminated(case: Case) -> Diagnosis:
    return _diagnosis(
        case,
        cause="its process received a termination signal (SIGTERM) from outside.",
        mechanism=(
            "Something asked the process to stop: an eviction, a scale-down, a rollout, a node that was "
            "taken away, or somebody who stopped it. The run could not finish and ended as Crashed."
        ),
        advice=(
            (
                "Look at what happened to its infrastructure around "
                f"{case.run.end_time if case.run else None}: evictions, scaling, rollouts, a runner or "
                "worker that was stopped."
            ),
            "Protect the run from being evicted, or make it safe to repeat; then run it again.",
        ),
    )


def _interrupted(case: Case) -> Diagnosis:
    return _diagnosis(
        case,
        cause="its process was interrupted: by an interrupt signal (Ctrl-C) or by a call to exit Python.",
        advice=("Look for who stopped the process, or for a call to exit in the flow's code.",),
    )


def _cancelled(case: Case) -> Diagnosis:
    if not case.log_is_whole:
        return _unread(case)
    return _diagnosis(
        case,
        cause="its execution was cancelled inside its own process by the environment that it ran in.",
        mechanism=(
            "A cancellation reached the code of the flow: of its asyncio or anyio task, of a parent that "
            "was itself cancelled, or by a timeout around it. The engine took it for a crash."
        ),
        evidence=_engine_reported(case),
        advice=(
            (
                "Look for what cancels in the code around the flow: timeouts, task groups, a parent flow "
                "or a program that was shutting down."
            ),
            "Run it again, and watch the process's own output for a traceback.",
        ),
        unknown=("What sent the cancellation: Prefect does not record it.",),
    )


def _unread(case: Case) -> Diagnosis:
    """The message alone doesn't tell, and the part of the log that would could not be read."""
    assert case.run is not None
    return Diagnosis(
        cause=f"I could not find out what crashed {run_label(case.run)}: the end of its log is missing.",
        evidence=(
            (
                f'The run is in state `CRASHED`, with the message "{case.message.quoted}" Any cancellation '
                "of the execution leaves that behind."
            ),
        ),
        advice=("Look at the end of the run's log in the UI: an error above the crash names its cause.",),
    )


def _heartbeat(case: Case) -> Diagnosis:
    return _diagnosis(
        case,
        cause=(
            "an automation took it for dead: its heartbeats had stopped, so its process or machine had "
            "most likely gone away without a word."
        ),
        advice=("Look at what happened to the process or its machine before then.",),
    )


def _submission(case: Case) -> Diagnosis:
    return _diagnosis(
        case,
        cause="it could not be handed to its infrastructure: it never began.",
        advice=("Look at the worker's own log, and at the job's configuration and credentials.",),
    )


def _api(case: Case) -> Diagnosis:
    return _diagnosis(
        case,
        cause="a request of its own to the Prefect API failed.",
        advice=("Check that the API can be reached from where the run executes.",),
    )


def _engine(case: Case) -> Diagnosis:
    return _diagnosis(
        case,
        cause="an unexpected exception outside the flow's own code interrupted its execution.",
        advice=("Look at the traceback in the run's log.",),
    )


def _unknown(case: Case) -> Diagnosis:
    assert case.run is not None
    return Diagnosis(
        cause=f"I could not find out why {run_label(case.run)} crashed.",
        evidence=(
            (
                "It is in state `CRASHED`, with a message that is none of Prefect's own, so somebody or "
                "something else set it; a message like that is not evidence of a cause."
            ),
            *_engine_reported(case),
        ),
        ruled_out=not_a_lease(case),
        advice=("Find out who or what set the state: an automation, a script or a person.",),
    )


_RULES: Mapping[CrashKind, Callable[[Case], Diagnosis]] = {
    "exit": _exit,
    "terminated": _terminated,
    "interrupted": _interrupted,
    "cancelled": _cancelled,
    "heartbeat": _heartbeat,
    "submission": _submission,
    "api": _api,
    "engine": _engine,
    "lease": _unknown,
    "unknown": _unknown,
}


def _diagnosis(
    case: Case,
    *,
    cause: str,
    advice: tuple[str, ...],
    mechanism: str = "",
    evidence: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
) -> Diagnosis:
    assert case.run is not None
    said = f', with the message "{case.message.quoted}"' if case.message.quoted else ""
    return Diagnosis(
        cause=f"The {run_label(case.run)} crashed because {cause}",
        evidence=(
            f"The run is in state `CRASHED` since {case.run.end_time}{said}",
            *evidence,
            *_still_alive(case),
        ),
        mechanism=mechanism,
        ruled_out=not_a_lease(case),
        advice=advice,
        unknown=unknown,
    )


def _still_alive(case: Case) -> tuple[str, ...]:
    if not case.after_crash:
        return ()
    last = case.after_crash[-1].stamp
    return (f"Its process was still alive after that: the flow's own code goes on logging until {last}.",)


def _engine_reported(case: Case) -> tuple[str, ...]:
    if case.crash_line is None:
        return ()
    return (f"The engine was alive and logged the crash itself, at {case.crash_line.stamp}.",)
