"""Failed renewals that come from what happened to the run itself, as its own log and events show."""

from __future__ import annotations

import itertools
from datetime import timedelta

from evals.agents.reference.case import Case
from evals.agents.reference.evidence import LogLine
from evals.agents.reference.provisioning import long_wait, lost_at_once
from evals.agents.reference.root_cause import (
    RESTARTED,
    RUN_AGAIN,
    UNREACHABLE,
    RootCause,
    lower,
)
from evals.agents.reference.wording import crash_message, is_exception

_SILENCE = timedelta(seconds=75)
"""A lease of 300 s is renewed every 225 s: a process that is silent for longer than the rest may miss it."""

_SOON = timedelta(seconds=30)


def retry(case: Case) -> RootCause | None:
    """The server released the lease when the flow was to be retried in the same process."""
    retried_at = case.retried_at
    if retried_at is None:
        return None
    failure = next((line for line in case.before_loss if is_exception(line)), None)
    evidence = [
        (
            f"Before that, at {retried_at}, the run was `AwaitingRetry`, to be run again in the same "
            "process: the flow had failed and has retries."
        )
    ]
    if failure:
        evidence.append(f"What set off the retry is an exception of the flow's own code, at {failure.stamp}.")
    if case.deployment and case.deployment.limit:
        evidence.append(f"Its deployment has a concurrency limit, `{case.deployment.limit.name}`.")
    version = case.evidence.server_version
    return RootCause(
        summary=(
            "It was lost through the flow's own retry: when the run went to `AwaitingRetry`, the server "
            "released its lease, although the process went on with the next attempt."
        ),
        evidence=tuple(evidence),
        reasons=(
            (
                "A defect of the server, fixed in Prefect 3.8.5: it released the deployment's slot and "
                "lease when a run awaited its retry. The retry ahead of the lost lease shows it."
            ),
            f"Far behind it, without any sign of them here: {lower(RESTARTED)}",
        ),
        advice=(
            "Upgrade the server to Prefect 3.8.5 or later; upgrading the flow's environment alone doesn't "
            "help." + (f" The server that answers now says it is {version}." if version else ""),
            "Until then, retry in tasks instead of the flow, or take the limit off the deployment.",
            "Find and fix the exception that made the flow retry.",
        ),
        unknown=("Which version the server had at the time of the crash.",),
    )


def changed_from_outside(case: Case) -> RootCause | None:
    """Something else had ended the run, so the server had released the lease of the process."""
    event = case.ended_before_loss
    if event is None or case.loss is None:
        return None
    by_heartbeat = crash_message(event.state_message).kind == "heartbeat"
    said = " with the message that Prefect's guide has for runs without heartbeats" if by_heartbeat else ""
    return RootCause(
        summary=(
            "It was lost because something outside had already ended the run while its process was still "
            "alive: with the run's state, the server gave up its slot and its lease."
        ),
        evidence=(
            (
                f"The events show the run set to {event.state_name} at {event.occurred}{said}; the process "
                f"reported the lost lease only after that, at {case.loss.line.stamp}, and crashed a second "
                "time."
            ),
            f"The run's end time is the earlier one, {case.run.end_time if case.run else None}.",
        ),
        reasons=(
            "An automation, a script or a person set the run's state"
            + (": here an automation that watches for heartbeats." if by_heartbeat else ".")
            + " The first of the two endings shows it.",
            f"Far behind it, without any sign of them here: {lower(RESTARTED)}",
        ),
        advice=(
            "Find out what set the state: look through the automations and clean-up scripts.",
            (
                "If it watches for heartbeats, give it a wider margin: heartbeats come every "
                "`PREFECT_FLOWS_HEARTBEAT_FREQUENCY` seconds, and a busy process can be late with one."
            ),
            "The lease storage needs no change because of this. " + RUN_AGAIN,
        ),
        unknown=("Who or what set the state: the event doesn't say.",),
    )


def provisioning(case: Case) -> RootCause | None:
    """The lease expired while the run was Pending."""
    wait = long_wait(case) if lost_at_once(case) else None
    if wait is None or case.loss is None:
        return None
    version = case.evidence.server_version
    return RootCause(
        summary=(
            "It had expired before the run began: the run was Pending for longer than the first lease "
            "lived, while its infrastructure was being provisioned."
        ),
        evidence=(
            (
                f"The run was Pending from {wait.since} and began only at {wait.until}; the error followed "
                f"at {case.loss.line.stamp}, within seconds of the beginning."
            ),
        ),
        reasons=(
            (
                "Slow provisioning with a server of before Prefect 3.6.7: nobody renews the lease of a "
                "Pending run, so it expired and the slot was freed before the process was up."
            ),
            f"Possible, but it doesn't explain the timing: {lower(UNREACHABLE)}",
        ),
        advice=(
            "Upgrade the server: since 3.6.7 it takes the slot anew when the run begins, or cancels the run."
            + (f" The server that answers now says it is {version}." if version else ""),
            (
                "Let the first lease live longer than provisioning takes: `grace_period_seconds` in the "
                "deployment's concurrency options, or on the server "
                "`PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION`."
            ),
            "Make the infrastructure start faster: smaller images, warm nodes.",
        ),
        unknown=("Which version the server had at the time of the crash.",),
    )


def blocked(case: Case) -> RootCause | None:
    """The event loop of an old client could not renew the lease in time."""
    silence = _silence_before_loss(case)
    if silence is None or case.loss is None:
        return None
    before, after = silence
    return RootCause(
        summary=(
            "It expired while the run's own process was too busy to renew it: its event loop was blocked."
        ),
        evidence=(
            (
                f"The run's own log is silent from {before.stamp} to {after.stamp}, and the error comes at "
                f"{case.loss.line.stamp}, at the end of that silence."
            ),
            (
                "The line has neither a lease id nor an exception, which only clients of before Prefect "
                "3.6.22 write: those renewed leases on the flow's event loop."
            ),
        ),
        reasons=(
            (
                "A blocking or long-running call in an async flow kept the event loop from renewing in "
                "time; the silent gap in the log shows it. Clients of before Prefect 3.7.1 renew on that "
                "loop."
            ),
            f"Less likely, because the log should then go on: {lower(UNREACHABLE)}",
        ),
        advice=(
            (
                "Upgrade Prefect in the flow's environment to 3.7.1 or later, where a thread of its own "
                "renews the lease. Upgrading only the server doesn't help."
            ),
            "Until then, take blocking calls off the event loop: `asyncio.to_thread`, or a task.",
            RUN_AGAIN,
        ),
        unknown=("Whether the flow is async: the tools don't show its code.",),
    )


def _silence_before_loss(case: Case) -> tuple[LogLine, LogLine] | None:
    if case.loss is None or case.loss.lease_id or case.loss.reported or case.loss.line.at is None:
        return None
    if case.beginning is None:
        return None
    lines = (*case.before_loss[case.lines.index(case.beginning) :], case.loss.line)
    for before, after in itertools.pairwise(lines):
        if (
            before.at
            and after.at
            and after.at - before.at > _SILENCE
            and case.loss.line.at - after.at <= _SOON
        ):
            return before, after
    return None
