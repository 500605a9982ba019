"""Failed renewals whose root cause the evidence shows, or makes much likelier than any other."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

from evals.agents.reference.case import Case
from evals.agents.reference.evidence import LogLine, moment
from evals.agents.reference.naming import run_label
from evals.agents.reference.provisioning import long_wait, lost_at_once
from evals.agents.reference.root_cause import (
    DURABLE_STORAGE,
    EVICTED,
    REPLICAS,
    RESTARTED,
    RUN_AGAIN,
    STORAGE_UNSEEN,
    UNREACHABLE,
    RootCause,
)
from evals.agents.reference.undecided import lease_was_gone, nothing_more_is_known
from evals.agents.reference.wording import crash_message, is_exception, is_retry

_SILENCE = timedelta(seconds=75)
"""A lease of 300 s is renewed every 225 s: a process that is silent for longer than the rest may miss it."""

_SOON = timedelta(seconds=30)


def root_cause(case: Case) -> RootCause:
    """Return the root cause that the evidence supports best."""
    return next(found for rule in _RULES if (found := rule(case)))


def _retry(case: Case) -> RootCause | None:
    retry = next((line for line in case.before_loss if is_retry(line)), None)
    if retry is None or case.loss is None:
        return None
    failure = next((line for line in case.before_loss if is_exception(line)), None)
    evidence = [
        (
            f"Before that, at {retry.stamp}, the engine logged that the run was `AwaitingRetry` and would "
            "be run again in the same process: the flow had failed and has retries."
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
                "lease when a run awaited its retry. The retry in the log, ahead of the lost lease, shows "
                "it."
            ),
            f"Far behind it, without any sign of them here: {_lower(RESTARTED)}",
        ),
        advice=(
            "Upgrade the server to Prefect 3.8.5 or later; upgrading the flow's environment alone doesn't "
            "help." + (f" The server that answers now says it is {version}." if version else ""),
            "Until then, retry in tasks instead of the flow, or take the limit off the deployment.",
            "Find and fix the exception that made the flow retry.",
        ),
        unknown=("Which version the server had at the time of the crash.",),
    )


def _changed_from_outside(case: Case) -> RootCause | None:
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
            f"Far behind it, without any sign of them here: {_lower(RESTARTED)}",
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


def _provisioning(case: Case) -> RootCause | None:
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
            f"Possible, but it doesn't explain the timing: {_lower(UNREACHABLE)}",
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


def _blocked(case: Case) -> RootCause | None:
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
            f"Less likely, because the log should then go on: {_lower(UNREACHABLE)}",
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
    lines = (*case.before_loss, case.loss.line)
    for before, after in itertools.pairwise(lines):
        if (
            before.at
            and after.at
            and after.at - before.at > _SILENCE
            and case.loss.line.at - after.at <= _SOON
        ):
            return before, after
    return None


def _restart(case: Case) -> RootCause | None:
    if not case.siblings or case.loss is None or case.run is None or lease_was_gone(case) is None:
        return None
    lines = [case.loss.line, *(sibling.loss.line for sibling in case.siblings)]
    first = min(lines, key=lambda line: line.stamp)
    evidence = [
        f"The {run_label(s.run)}, of another deployment (`{s.run.deployment_id}`), lost its lease too: "
        f'"{s.loss.reported}" at {s.loss.line.stamp}.'
        for s in case.siblings
    ]
    starts = [moment(run.start_time) for run in (case.run, *(sibling.run for sibling in case.siblings))]
    if first.at and all(start and start < first.at for start in starts):
        evidence.append(f"All of them had been running before the first of these losses, at {first.stamp}.")
    if case.completed_later:
        names = ", ".join(run_label(run).removeprefix("flow run ") for run in case.completed_later[:3])
        evidence.append(f"Runs that started after the last of them were fine: {names} completed.")
    return RootCause(
        summary=(
            f'The server was there and answered "{case.loss.reported}": it no longer had the lease. It had '
            "lost the leases of several deployments' runs at about the same time, so most likely the "
            "server was restarted and kept its leases in memory."
        ),
        evidence=tuple(evidence),
        reasons=(
            f"{RESTARTED} Several deployments' runs lost theirs together, which is what a restart does.",
            f"Less likely, since it would go on at random: {_lower(REPLICAS)}",
            f"Less likely: {_lower(EVICTED)}",
        ),
        advice=(
            f"Ask whoever runs the server whether it was restarted or redeployed before {first.stamp}.",
            DURABLE_STORAGE,
            (
                "Before a planned restart, let the runs that are under way finish. Then run the crashed "
                "ones again."
            ),
            "Client retries or longer timeouts would not have helped: the server did answer.",
        ),
        unknown=(STORAGE_UNSEEN,),
    )


def _outage(case: Case) -> RootCause | None:
    if case.loss is None or case.loss.error != "unreachable":
        return None
    said = f'"{case.loss.reported}"'
    return RootCause(
        summary=f"The renewal failed because the Prefect API could not be reached: the line says {said}.",
        reasons=(
            (
                "An outage of the API: the server was down or restarting when the renewal was due, for all "
                f"of the client's attempts. {said} means that no proper answer came, not that the server "
                "refused the lease."
            ),
            (
                "Trouble on the network between the run and the server (routing, proxy, DNS, a load "
                "balancer), which looks the same from the run's side."
            ),
        ),
        advice=(
            (
                f"Find out why the API was unreachable around {case.loss.line.stamp}; make the server, and "
                "the network path to it, stable."
            ),
            (
                "So that a run outlasts a short outage, raise `PREFECT_CLIENT_MAX_RETRIES` in the flow's "
                "environment; where requests hang, `PREFECT_API_REQUEST_TIMEOUT` sets how long one may "
                "take."
            ),
            RUN_AGAIN,
        ),
        unknown=("Why the API was away: no tool shows the server's own log or the network.",),
    )


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


_RULES: tuple[Callable[[Case], RootCause | None], ...] = (
    _outage,
    _retry,
    _changed_from_outside,
    _provisioning,
    _blocked,
    _restart,
    lease_was_gone,
    nothing_more_is_known,
)
