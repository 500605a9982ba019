"""What the evals of a run share, made for the fixtures of `evals/conftest.py`."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from evals.agents.build import AgentFactory, AgentPathError, build_agent
from evals.agents.mcp import import_mcp_server
from evals.environment.isolation import reload_prefect_settings, require_own_server
from evals.outcomes import UnsafeTarget
from evals.session.recorder import EvalRecorder

if TYPE_CHECKING:
    from pydantic_ai.agent import AbstractAgent
    from pydantic_ai.mcp import MCPToolset
    from pydantic_ai.models import Model

    from evals._tools.spy import ToolCallSpy
    from evals.agents.mcp import Transport
    from evals.environment.server import PrefectServer
    from evals.session.limits import EvalLimits

_NEEDED_ANYWAY = (
    *("pydantic_ai.mcp", "evals.agents.reference", "evals.judges.keyless", "evals.facts"),
    "evals.session.ending",
)
"""What takes long to import and every eval needs; imported while the server starts."""

_DRAIN_S = 5.0


def ready_server(server: PrefectServer) -> PrefectServer:
    """Wait for the run's server; what is imported meanwhile is what the evals need anyway."""
    reload_prefect_settings(server.home)
    for module in _NEEDED_ANYWAY:
        importlib.import_module(module)
    with contextlib.chdir(server.home):
        import_mcp_server()
    server.wait_until_ready()
    return server


def drain_prefect() -> None:
    """Send what flows that ran in this process have logged and emitted, while there is a server for it."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    APILogWorker.drain_all(timeout=_DRAIN_S)
    EventsWorker.drain_all(timeout=_DRAIN_S)


def stop_unless_own_server(server: PrefectServer) -> None:
    """End the session where the Prefect API in force is not the run's own."""
    try:
        require_own_server(server.api_url)
    except UnsafeTarget as unsafe:
        pytest.exit(f"evals: {unsafe}", returncode=pytest.ExitCode.USAGE_ERROR)


@asynccontextmanager
async def connected_toolset(
    server: PrefectServer, *, spy: ToolCallSpy, transport: Transport
) -> AsyncIterator[MCPToolset[Any]]:
    """The Prefect MCP toolset, connected for as long as this context lasts."""
    from evals.agents.mcp import prefect_toolset
    from evals.agents.tracing import configure_tracing
    from evals.agents.watch import watched

    toolset = prefect_toolset(
        transport=transport,
        home=server.home,
        api_url=server.api_url,
        process_tool_call=watched(spy, server=server),
    )
    configure_tracing()
    async with toolset:
        yield toolset


def recorded_agent(
    factory: AgentFactory,
    *,
    model: Model | str,
    toolset: MCPToolset[Any],
    recorder: EvalRecorder,
    limits: EvalLimits,
) -> AbstractAgent[Any, Any]:
    """The agent that `factory` makes, with everything that its runs do recorded."""
    from evals.session.recorded_agent import RecordedAgent

    assert recorder.spy is not None
    try:
        agent = build_agent(factory, model=model, toolset=toolset)
    except AgentPathError as error:
        pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)
    recorder.models["agent"] = model if isinstance(model, str) else model.model_name
    return RecordedAgent(agent, spy=recorder.spy, runs=recorder.runs, retries=recorder.retries, limits=limits)
