"""Which requests to the suite's server may free slots of a concurrency limit.

A lease that expires frees its slots by itself, minutes after the eval that left it; an agent that resets a
limit looks just the same in the data, but has to send a request. So the server notes those.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_NOTES = "slot-requests"

_HARMLESS = ("/filter", "/renew", "/increment", "/increment-with-lease")
"""What these paths end in reads slots, keeps them or takes some."""


class NotingSlotRequests:
    """Serves `app`, and appends a line to a file in `home` before each request that may free slots."""

    def __init__(self, app: ASGIApp, *, home: Path) -> None:
        self._app = app
        self._notes = home / _NOTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _may_free(scope["method"], scope["path"]):
            with self._notes.open("a") as notes:
                notes.write(f"{scope['method']} {scope['path']}\n")
        await self._app(scope, receive, send)


def slot_requests(home: Path) -> int:
    """How many such requests the server of `home` has got so far."""
    try:
        return (home / _NOTES).read_text().count("\n")
    except FileNotFoundError:
        return 0


def _may_free(method: str, path: str) -> bool:
    return method != "GET" and "/concurrency_limits" in path and not path.endswith(_HARMLESS)
