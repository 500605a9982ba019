"""A restart of the Prefect server that several scenarios take part in.

The server of a run is shared, so nobody restarts it alone: every scenario that wants to be there says
when it is ready, the server is stopped once for all of them, and started again when each has seen what
it waited for. The next process is kept waiting meanwhile, with everything imported, so that the server is
away no longer than the scenarios ask for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.environment.server import PrefectServer


class Restart:
    """One stop and start, once everybody who was announced has arrived or given up."""

    def __init__(self, *, participants: Iterable[str], environment: dict[str, str]) -> None:
        """`participants` are scenario ids; the server comes back with the settings of `environment`."""
        self._awaited = set(participants)
        self._environment = environment
        self._inside = 0
        self._everybody_ready = asyncio.Event()
        self._everybody_done = asyncio.Event()
        self._stopped = asyncio.Event()
        self._started = asyncio.Event()
        self._update()

    @asynccontextmanager
    async def outage(self, participant: str) -> AsyncIterator[None]:
        """Wait until the server has stopped, and hold it down for as long as the block lasts.

        The server answers again when this returns.
        """
        self._inside += 1
        self.give_up(participant)
        try:
            await self._stopped.wait()
            yield
        finally:
            self._inside -= 1
            self._update()
        await self._started.wait()

    async def over(self) -> None:
        """Wait until the server has been restarted, without taking part."""
        await self._started.wait()

    def give_up(self, participant: str) -> None:
        """Await this participant no longer; it has arrived, or it was made or failed without."""
        self._awaited.discard(participant)
        self._update()

    def _update(self) -> None:
        if not self._awaited:
            self._everybody_ready.set()
        if self._stopped.is_set() and not self._inside:
            self._everybody_done.set()

    async def conduct(self, server: PrefectServer) -> None:
        """Restart `server`. Raises `ServerNotMeasured` where it doesn't come back."""
        server.launch_standby(environment=self._environment)
        await self._everybody_ready.wait()
        await asyncio.to_thread(server.wait_for_standby)
        await asyncio.to_thread(server.stop)
        self._stopped.set()
        self._update()
        await self._everybody_done.wait()
        server.promote_standby()
        await asyncio.to_thread(server.wait_until_ready)
        self._started.set()
