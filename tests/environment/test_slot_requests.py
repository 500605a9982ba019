from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from evals.environment.slot_requests import NotingSlotRequests, slot_requests


async def _answer(_request: object) -> PlainTextResponse:
    return PlainTextResponse("here")


APP = Starlette(routes=[Route("/{path:path}", _answer, methods=["GET", "POST", "PATCH", "DELETE"])])


@pytest.mark.parametrize(
    ("method", "path", "noted"),
    [
        ("PATCH", "/api/v2/concurrency_limits/db-pool", 1),
        ("DELETE", "/api/v2/concurrency_limits/db-pool", 1),
        ("POST", "/api/v2/concurrency_limits/decrement", 1),
        ("POST", "/api/v2/concurrency_limits/decrement-with-lease", 1),
        ("POST", "/api/concurrency_limits/tag/etl/reset", 1),
        ("POST", "/api/v2/concurrency_limits/filter", 0),
        ("POST", "/api/v2/concurrency_limits/leases/1/renew", 0),
        ("POST", "/api/v2/concurrency_limits/increment-with-lease", 0),
        ("GET", "/api/v2/concurrency_limits/db-pool", 0),
        ("POST", "/api/flow_runs/filter", 0),
    ],
)
async def test_requests_that_may_free_slots_are_noted(
    tmp_path: Path, method: str, path: str, noted: int
) -> None:
    transport = httpx.ASGITransport(app=NotingSlotRequests(APP, home=tmp_path))
    async with httpx.AsyncClient(transport=transport, base_url="http://server") as client:
        response = await client.request(method, path)
    assert response.text == "here"
    assert slot_requests(tmp_path) == noted
