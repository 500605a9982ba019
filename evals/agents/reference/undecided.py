"""Failed renewals whose root cause the evidence leaves open: ranked candidates, and no certainty."""

from __future__ import annotations

from evals.agents.reference.case import Case
from evals.agents.reference.root_cause import (
    DURABLE_STORAGE,
    EVICTED,
    EXPIRED,
    REPLICAS,
    RESTARTED,
    RUN_AGAIN,
    STORAGE_UNSEEN,
    UNREACHABLE,
    RootCause,
)


def lease_was_gone(case: Case) -> RootCause | None:
    """The server answered that there is no such lease, and nothing shows why."""
    if case.loss is None or case.loss.error != "gone":
        return None
    return RootCause(
        summary=(
            f'The server was there and answered "{case.loss.reported}": it no longer had the lease. Why it '
            "had lost it, the evidence does not decide."
        ),
        reasons=(RESTARTED, REPLICAS, EVICTED),
        advice=(
            (
                "Ask whoever runs the server whether it was restarted or redeployed shortly before "
                f"{case.loss.line.stamp}, and whether it has more than one replica or process."
            ),
            DURABLE_STORAGE,
            RUN_AGAIN,
            "Client retries or longer timeouts would not have helped: the server did answer.",
        ),
        unknown=(STORAGE_UNSEEN,),
    )


def nothing_more_is_known(_: Case) -> RootCause:
    """What the renewal met with is not recorded."""
    return RootCause(
        summary="What the renewal met with is not recorded, so the evidence does not decide why it failed.",
        reasons=(UNREACHABLE, RESTARTED, REPLICAS, EXPIRED),
        advice=(
            (
                "Check whether the API was reachable from the run when it crashed, and whether the server "
                "was restarted then; make the server and the connection to it stable."
            ),
            DURABLE_STORAGE,
            "Take long blocking calls off the event loop, and keep the machine awake while the run goes on.",
            RUN_AGAIN,
        ),
        unknown=(STORAGE_UNSEEN,),
    )
