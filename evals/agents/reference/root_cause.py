"""What lies behind a failed renewal, and what everybody who speaks of it has to say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RootCause:
    """Why a lease could not be renewed: decided by the evidence, or the candidates that it leaves."""

    summary: str
    """One or two sentences that say what it was and how sure that is."""
    reasons: tuple[str, ...]
    """The cause that the evidence shows, or the candidates, the likeliest first."""
    advice: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


RESTARTED = (
    "The server was restarted or redeployed while it kept its leases in memory, which is the default: "
    "after a restart they are gone, though the runs are still going."
)
REPLICAS = (
    "Several replicas or processes of the server don't share their lease storage, and the renewal reached "
    "one that had never heard of the lease."
)
EVICTED = (
    "The lease storage dropped the record of the lease: by eviction from a full or flushed Redis, or "
    "together with an ephemeral disk."
)
UNREACHABLE = (
    "The API was unreachable, or too slow to answer, when the renewal was due: the server was down or "
    "overloaded, or the network in between failed."
)
EXPIRED = (
    "The run's process was blocked, paused or asleep for so long that the lease expired before its renewal."
)

DURABLE_STORAGE = (
    "Keep the leases in storage that survives a restart and that all processes of the server share: on the "
    "server, not in the flow's environment, set "
    "`PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE=prefect_redis.lease_storage` (package prefect-redis). For a "
    "single server process, `prefect.server.concurrency.lease_storage.filesystem` on a persistent volume "
    "does as well."
)
RUN_AGAIN = "Run it again: the crash by itself is no reason to change the flow."
STORAGE_UNSEEN = (
    "No tool shows the server's settings, its own log, its restarts or its number of replicas, so from "
    "here it can't be proven which of these it was."
)


def lower(sentence: str) -> str:
    """Make a sentence fit to go on after a colon."""
    return sentence[0].lower() + sentence[1:]
