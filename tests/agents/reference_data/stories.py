"""Crashes through a lost lease, as Prefect records them: told in a few lines, to be changed by a test.

The texts are those of Prefect 3.8.8 (`recorded.json` has real ones), or of the older client that is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.agents.reference_data.instance import Instance, at, new_id

RUN = "pipeline-run-1a2b3c4d"
"""The run that the stories are about."""

LEASE_ERROR = (
    "Concurrency lease renewal failed - slots are no longer reserved. "
    "Terminating execution to prevent over-allocation."
)
LEASE_WARNING = (
    "Concurrency lease renewal failed - slots are no longer reserved. "
    "Execution will continue, but concurrency limits may be exceeded."
)
CANCELLED = "Execution was cancelled by the runtime environment."
FLOW, TASK = "prefect.flow_runs", "prefect.task_runs"
INFO, WARNING, ERROR = 20, 30, 40

LEASE_ID = new_id("lease")
GONE = (
    f"Client error '410 Gone' for url "
    f"'http://127.0.0.1:4200/api/v2/concurrency_limits/leases/{LEASE_ID}/renew' "
    "- Response: {'detail': 'Lease not found - it may have expired or been revoked'} - For more information "
    "check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/410"
)
REFUSED = "[Errno 111] Connection refused"

Line = tuple[float, int, str, str]


def renewal_failure(exception: str, *, sentence: str = LEASE_ERROR, raised: str = "httpx.HTTPError") -> str:
    """The message that clients since 3.7.2 log when a renewal has failed."""
    return (
        f"{sentence} Lease ID: {LEASE_ID}, exception: {exception}\n"
        f"Traceback (most recent call last):\n  ...\n{raised}: {exception}"
    )


def beginning(seconds: float = 0.0) -> Line:
    return (seconds, INFO, FLOW, f"Beginning flow run '{RUN}' for flow 'data-pipeline'")


def crash(seconds: float) -> list[Line]:
    """What a sync flow logs when its execution is cancelled."""
    return [
        (seconds, ERROR, FLOW, f"Crash detected! {CANCELLED}"),
        (seconds + 0.1, INFO, FLOW, f"Finished in state Crashed('{CANCELLED}')"),
        (
            seconds + 0.1,
            ERROR,
            FLOW,
            (
                "Engine execution interrupted by base exception\nTraceback (most recent call last):\n  ...\n"
                "prefect._internal.concurrency.cancellation.CancelledError"
            ),
        ),
    ]


def batches(first: int, last: int, every: int = 15) -> list[Line]:
    """Lines of the flow's own code, one every so many seconds."""
    return [(second, INFO, FLOW, f"Loaded batch {second}") for second in range(first, last, every)]


def crashed_under_limit(
    prefect: Instance,
    message: str = renewal_failure(GONE),
    *,
    lost_at: float = 225.0,
    before: Sequence[Line] | None = None,
    after: Sequence[Line] = (),
    **fields: Any,
) -> dict[str, Any]:
    """Add `RUN`, of a deployment with a limit of 1, that crashed after it logged `message`."""
    deployment = prefect.deployment("nightly", limit=1)
    run = prefect.crashed_run(
        RUN,
        CANCELLED,
        **{"end_time": at(lost_at + 0.5), "deployment_id": deployment["id"]} | fields,
    )
    lines = [beginning(), *batches(1, int(lost_at))] if before is None else before
    prefect.log(run, *lines, (lost_at, ERROR, FLOW, message), *crash(lost_at + 0.5), *after)
    return run


def forget(prefect: Instance, text: str) -> None:
    """Take the lines and events that contain a text out of the record."""
    for run_id, lines in prefect.logs.items():
        prefect.logs[run_id] = [line for line in lines if text not in line["message"]]
    prefect.events[:] = [event for event in prefect.events if text not in str(event)]
