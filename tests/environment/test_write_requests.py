from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from evals.environment.write_requests import NotingWrites, WriteRequests, write_requests


async def _answer(_request: object) -> PlainTextResponse:
    return PlainTextResponse("here")


APP = Starlette(routes=[Route("/{path:path}", _answer, methods=["GET", "POST", "PATCH", "DELETE"])])


@pytest.mark.parametrize(
    ("method", "path", "noted"),
    [
        ("POST", "/api/flow_runs/", WriteRequests(all=1)),
        ("POST", "/api/flow_runs/1/set_state", WriteRequests(all=1)),
        ("DELETE", "/api/flow_runs/1", WriteRequests(all=1)),
        ("PATCH", "/api/v2/concurrency_limits/db-pool", WriteRequests(all=1, freeing_slots=1)),
        ("DELETE", "/api/v2/concurrency_limits/db-pool", WriteRequests(all=1, freeing_slots=1)),
        ("POST", "/api/v2/concurrency_limits/decrement", WriteRequests(all=1, freeing_slots=1)),
        ("POST", "/api/concurrency_limits/tag/etl/reset", WriteRequests(all=1, freeing_slots=1)),
        ("POST", "/api/v2/concurrency_limits/leases/1/renew", WriteRequests(all=1)),
        ("POST", "/api/v2/concurrency_limits/increment-with-lease", WriteRequests(all=1)),
        ("POST", "/api/v2/concurrency_limits/filter", WriteRequests()),
        ("POST", "/api/flow_runs/filter/", WriteRequests()),
        ("POST", "/api/flow_runs/count", WriteRequests()),
        ("POST", "/api/logs/", WriteRequests()),
        ("POST", "/api/events", WriteRequests()),
        ("GET", "/api/v2/concurrency_limits/db-pool", WriteRequests()),
    ],
)
async def test_requests_that_may_change_something_are_noted(
    tmp_path: Path, method: str, path: str, noted: WriteRequests
) -> None:
    transport = httpx.ASGITransport(app=NotingWrites(APP, home=tmp_path))
    async with httpx.AsyncClient(transport=transport, base_url="http://server") as client:
        response = await client.request(method, path)
    assert response.text == "here"
    assert write_requests(tmp_path) == noted
