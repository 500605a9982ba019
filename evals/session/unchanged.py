"""A diagnosis changes nothing: where the server was asked to write something during an eval, it is compared
with what it was before.

What an eval leaves is what the next one finds. Runs that the evals' own fixtures make in between are known by
a file each, which other workers of the run see too.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from evals.environment.write_requests import WriteRequests, write_requests
from evals.facts.read_only import Snapshot, changes, snapshot, with_flow_run
from evals.outcomes import EvalFailed

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

_GRACE_S = 0.3
"""How long a worker may take to note a run that it has just made."""


@dataclass(kw_only=True)
class ServerWatch:
    """What the server looked like when it was last looked at, and what it had been asked to write by then."""

    client: PrefectClient
    home: Path
    _last: Snapshot | None = None
    _writes: WriteRequests = field(default_factory=WriteRequests)

    async def look_once(self) -> None:
        """Take the server as it is now for what a diagnosis must leave, where nobody has looked yet: an eval
        leaves the server as it was looked at last."""
        if self._last is None:
            await self._look()

    async def add(self, flow_run_id: UUID | None) -> None:
        """Take into it a run that an eval's own fixture has made since."""
        assert self._last is not None, "look_once comes first"
        if flow_run_id is not None:
            # Other workers are told that the suite itself made this run.
            self._folder.mkdir(exist_ok=True)
            (self._folder / str(flow_run_id)).touch()
            self._last = with_flow_run(self._last, await self.client.read_flow_run(flow_run_id))
            self._writes = write_requests(self.home)

    async def require_unchanged(self) -> None:
        """Raise `EvalFailed`, listing what changed, where anything did since the last look."""
        before, writes_before = self._last, self._writes
        assert before is not None, "look_once comes first"
        if write_requests(self.home) == writes_before:
            return
        found = await self._changes(before, writes_before)
        if found:
            await asyncio.sleep(_GRACE_S)
            found = await self._changes(before, writes_before)
        if found:
            raise EvalFailed("the agent changed the server, which a diagnosis must not:\n" + "\n".join(found))

    async def _changes(self, before: Snapshot, writes_before: WriteRequests) -> tuple[str, ...]:
        now = await self._look()
        made = {UUID(file.name) for file in self._folder.glob("*")}
        own = made - before.records.keys()
        expire = self._writes.freeing_slots == writes_before.freeing_slots
        return changes(before, now, ignore_flow_runs=own, slots_expire=expire)

    async def _look(self) -> Snapshot:
        # Counted first: what is written while it looks makes the next look necessary.
        self._writes = write_requests(self.home)
        self._last = await snapshot(self.client)
        return self._last

    @property
    def _folder(self) -> Path:
        return self.home / "own-runs"
