"""Which requests to the suite's server may have changed something.

The server notes them: where there was none since it was looked at last, nobody has changed anything, and it
need not be looked at again. A server also changes things by itself, minutes after the eval that left them: a
lease that expires frees its slots, and looks in the data just like a limit that somebody has reset.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_NOTES = "write-requests"

_READS = ("/filter", "/count", "/paginate", "/history", "/next-scheduled-run", "/lateness")
"""What the paths end in of requests that only read, though they are sent as POST."""

_NOT_WATCHED = ("/api/logs", "/api/events")
"""Logs and events don't count as changes; see `evals.facts.read_only`."""

_SLOTS_STAY = ("/renew", "/increment", "/increment-with-lease")
"""What the paths end in of requests that keep slots of a concurrency limit, or take some."""


@dataclass(frozen=True, kw_only=True)
class WriteRequests:
    """How many there were."""

    all: int = 0
    freeing_slots: int = 0
    """Those of them that may have freed slots of a concurrency limit."""


class NotingWrites:
    """Serves `app`, and appends a line to a file in `home` before each request that may change something."""

    def __init__(self, app: ASGIApp, *, home: Path) -> None:
        self._app = app
        self._notes = home / _NOTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _may_change(scope["method"], scope["path"].rstrip("/")):
            with self._notes.open("a") as notes:
                notes.write(f"{scope['path'].rstrip('/')}\n")
        await self._app(scope, receive, send)


def write_requests(home: Path) -> WriteRequests:
    """How many such requests the server of `home` has got so far."""
    try:
        paths = (home / _NOTES).read_text().splitlines()
    except FileNotFoundError:
        return WriteRequests()
    return WriteRequests(all=len(paths), freeing_slots=sum(map(_may_free_slots, paths)))


def _may_change(method: str, path: str) -> bool:
    reads = method in ("GET", "HEAD", "OPTIONS") or path.endswith(_READS)
    return not reads and not path.startswith(_NOT_WATCHED)


def _may_free_slots(path: str) -> bool:
    return "/concurrency_limits" in path and not path.endswith(_SLOTS_STAY)
