"""A Prefect client for writing to the suite's own server.

SQLite takes one writer at a time, and a request that loses the race is answered with 503, "try again".
Prefect's client waits two seconds before it does; between processes on one machine a few milliseconds are
enough, and scenarios are made of hundreds of such requests.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx
from prefect.client.orchestration import get_client

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

_WAIT_S = 0.02
_PATIENCE_S = 5.0
"""After that the answer is passed on, and Prefect's own retries have their turn."""


class _PatientTransport(httpx.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            response = await super().handle_async_request(request)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() > deadline:
                return response
            await response.aclose()
            await asyncio.sleep(_WAIT_S)


def writing_client() -> PrefectClient:
    """Return a client, to be entered, of the Prefect API in force: `require_own_server` comes first."""
    return get_client(httpx_settings={"transport": _PatientTransport()})
