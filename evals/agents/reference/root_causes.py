"""Why a lease renewal failed: the cause that the evidence shows, or the candidates it leaves, ranked."""

from __future__ import annotations

from dataclasses import dataclass

from evals.agents.reference.case import Case


@dataclass(frozen=True, kw_only=True)
class RootCause:
    """What lies behind a failed renewal. `summary` is a sentence that says how sure it is."""

    summary: str
    evidence: tuple[str, ...] = ()
    reasons: tuple[str, ...]
    advice: tuple[str, ...]
    unknown: tuple[str, ...] = ()


DURABLE_STORAGE = (
    "Have whoever runs the server keep its leases in storage that survives a restart and that all its "
    "processes share: on the server, not in the flow's environment, "
    "`PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE=prefect_redis.lease_storage` (package prefect-redis); "
    "for a single server process, `prefect.server.concurrency.lease_storage.filesystem` on a persistent "
    "volume does too."
)
RUN_AGAIN = "Then run it again: nothing in the flow itself has to change because of this crash."
RESTARTED = (
    "The server was restarted or redeployed while it kept its leases in memory, which is the default: they "
    "are gone after a restart, though the runs are still going."
)
REPLICAS = (
    "Several replicas or processes of the server don't share their lease storage, and the renewal "
    "reached one that had never heard of the lease."
)
EVICTED = "The lease's record was evicted or deleted from its storage, or lost with an ephemeral disk."
UNREACHABLE = (
    "The API was unreachable, or too slow to answer, when the renewal was due: the server was down or "
    "overloaded, or the network in between failed."
)
EXPIRED = (
    "The run's process was blocked, paused or asleep for so long that the lease expired before its renewal."
)
_STORAGE_UNSEEN = (
    "No tool here shows the server's settings, its own log, its restarts or how many replicas it has, so "
    "which of these it was can't be proven from here."
)


def root_cause(case: Case) -> RootCause:
    """Return the root cause that the evidence supports best."""
    error = case.losses[0].error if case.losses else "unstated"
    if error == "unreachable":
        return _outage(case)
    return _lost(case) if error == "gone" else _unstated()


def _outage(case: Case) -> RootCause:
    loss = case.losses[0]
    return RootCause(
        summary=(
            "The renewal failed because the Prefect API could not be reached: the log line says "
            f'"{loss.reported}".'
        ),
        reasons=(
            (
                "An outage of the API: the server was down or restarting when the renewal was due, for all "
                f'of the client\'s attempts. "{loss.reported}" means that no answer came, not that the '
                "server refused the lease."
            ),
            (
                "Trouble on the network between the run and the server (routing, proxy, DNS, a load "
                "balancer), which looks the same from the run's side."
            ),
        ),
        advice=(
            (
                f"Find out why the API was unreachable around {loss.line.stamp}, and make the server, or the "
                "network path to it, stable."
            ),
            (
                "So that a run outlasts a short outage, raise `PREFECT_CLIENT_MAX_RETRIES` in the flow's "
                "environment; where requests hang, `PREFECT_API_REQUEST_TIMEOUT` sets how long one may take."
            ),
            RUN_AGAIN,
        ),
        unknown=("Why the API was away: no tool here shows the server's own log or the network.",),
    )


def _lost(case: Case) -> RootCause:
    status = case.losses[0].reported
    return RootCause(
        summary=(
            f'The server was there and answered "{status}": it no longer had the lease. Why it lost it, the '
            "evidence does not decide."
        ),
        reasons=(RESTARTED, REPLICAS, EVICTED),
        advice=(
            (
                f"Ask whoever runs the server whether it was restarted or redeployed before "
                f"{case.losses[0].line.stamp}, and whether it has more than one replica or process."
            ),
            DURABLE_STORAGE,
            RUN_AGAIN,
        ),
        unknown=(_STORAGE_UNSEEN,),
    )


def _unstated() -> RootCause:
    return RootCause(
        summary="What the renewal met with is not recorded, so why it failed the evidence does not decide.",
        reasons=(UNREACHABLE, f"{RESTARTED} {REPLICAS}", EXPIRED),
        advice=(
            (
                "Check whether the API was reachable from the run when it crashed, and whether the server "
                "was restarted: make the connection and the server stable."
            ),
            DURABLE_STORAGE,
            "Take long blocking calls off the event loop, and keep the machine awake while the run goes on.",
            RUN_AGAIN,
        ),
        unknown=(_STORAGE_UNSEEN,),
    )
