"""Where scenarios are made: the suite's own server, and processes of Prefect's engine."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from evals.environment.isolation import require_own_server
from evals.outcomes import ScenarioNotMeasured

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.objects import FlowRun, Log

    from evals.scenarios.restart import Restart

T = TypeVar("T")

_POLL_S = 0.05


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What one scenario is made with. Every use checks first that it is the suite's own server."""

    own_client: PrefectClient
    api_url: str
    home: Path
    """The server's home, in which flow code and the logs of engine processes lie."""
    scenario: str = ""
    """The id of the scenario that is made here."""
    engines: ForkServerContext | None = None
    """Where engine processes come from; None where scenarios run none."""
    restarts: tuple[tuple[str, Restart], ...] = ()

    @property
    def client(self) -> PrefectClient:
        """The client; raises `UnsafeTarget` where Prefect's settings point anywhere else by now."""
        require_own_server(self.api_url)
        return self.own_client

    def outage(self, restart: str) -> AbstractAsyncContextManager[None]:
        """A block during which the server is stopped, for real; see `Restart.outage`."""
        return dict(self.restarts)[restart].outage(self.scenario)

    async def after(self, restart: str) -> None:
        """Wait until the server has been restarted; return at once where nobody takes part in it."""
        if expected := dict(self.restarts).get(restart):
            await expected.over()

    async def logs(self, flow_run_id: UUID) -> list[Log]:
        """All log lines of a run, oldest first."""
        from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
        from prefect.client.schemas.sorting import LogSort

        lines: list[Log] = []
        while page := await self.client.read_logs(
            log_filter=LogFilter(flow_run_id=LogFilterFlowRunId(any_=[flow_run_id])),
            sort=LogSort.TIMESTAMP_ASC,
            limit=200,
            offset=len(lines),
        ):
            lines.extend(page)
        return lines


async def until(what: str, check: Callable[[], Awaitable[T | None]], *, timeout_s: float) -> T:
    """Poll `check` until it returns something true, and return that.

    Raises `ScenarioNotMeasured`, saying that `what` did not happen, after `timeout_s` seconds.
    """
    deadline = time.monotonic() + timeout_s
    while not (value := await check()):
        if time.monotonic() > deadline:
            raise ScenarioNotMeasured(f"scenario: {what} did not happen within {timeout_s:.0f} s")
        await asyncio.sleep(_POLL_S)
    return value


def require(condition: bool, what: str) -> None:
    """Raise `ScenarioNotMeasured` where what a scenario rests on is not so."""
    if not condition:
        raise ScenarioNotMeasured(f"scenario: precondition not met: {what}")


def require_state(flow_run: FlowRun, *, name: str, message: str | None) -> None:
    """Raise `ScenarioNotMeasured` unless the run, as read from the server, is in this state."""
    state = flow_run.state
    require(
        state is not None and (state.name, state.message) == (name, message),
        f"run {flow_run.name} is {name} with the message {message!r}; it is {state!r}",
    )
