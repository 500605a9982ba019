"""What a situation has to show, read back from the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.scenarios.lease_renewal import ENGINE_MESSAGE, LEASE_ERROR
from evals.scenarios.stage import Stage, require, require_state

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, Log
    from prefect.events.schemas.events import Event

GONE = "Client error '410 Gone'"
"""In a lease error: the server answered, and no longer had the lease."""

REFUSED = "exception: [Errno 111] Connection refused"
"""In a lease error: nobody answered."""

AND_OTHERS = (
    "; runs of other deployments may have lost theirs at about the same time, so a restarted server may be "
    "ranked first, though not as proven"
)
"""In a ground truth: scenarios are made side by side, and the tools show the crashes of all of them."""

_PAGE = 50
"""The most events that the server gives at once; the client asks for twice as many by itself."""


async def lease_crash(stage: Stage, flow_run: FlowRun, *, met_with: str) -> Log:
    """Require that the run crashed with one lease error in its log, and return that line.

    `met_with` is what the renewal met with, as in the line: `GONE` or `REFUSED`.
    """
    require_state(flow_run, name="Crashed", message=ENGINE_MESSAGE)
    lines = [line for line in await stage.logs(flow_run.id) if line.message.startswith(LEASE_ERROR)]
    require(
        len(lines) == 1 and met_with in lines[0].message,
        f"the log of {flow_run.name} has the lease error once, with {met_with!r}",
    )
    return lines[0]


async def recorded_events(stage: Stage, *, name: str, resource_id: str) -> list[Event]:
    """The events of this name about a resource, oldest first; fifty at most.

    Events are written some time after they are sent: to be polled for.
    """
    from prefect.events.filters import EventFilter, EventNameFilter, EventOrder, EventResourceFilter

    page = await stage.client.read_events(
        EventFilter(
            event=EventNameFilter(name=[name]),
            resource=EventResourceFilter(id=[resource_id]),
            order=EventOrder.ASC,
        ),
        limit=_PAGE,
    )
    return list(page.events)
