"""Tells an agent's trouble with a tool from the suite's own.

A dead MCP or Prefect server reaches an agent as a tool that fails, and its answer would be graded as if
it had had the evidence. So a failed call is looked into: where a part of the suite is gone, the agent's
run ends with `ServerNotMeasured`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from evals.outcomes import ServerNotMeasured

if TYPE_CHECKING:
    from pydantic_ai import RunContext
    from pydantic_ai.mcp import CallToolFunc, ProcessToolCallback

    from evals.environment.server import PrefectServer


def watched(spy: ProcessToolCallback, *, server: PrefectServer) -> ProcessToolCallback:
    """Return a `process_tool_call` hook that calls through `spy` and raises `ServerNotMeasured` for a
    call that failed because the MCP connection is closed or the Prefect server doesn't answer."""

    async def process_tool_call(
        ctx: RunContext[Any], call_tool: CallToolFunc, name: str, tool_args: dict[str, Any]
    ) -> Any:
        async def looked_into(
            name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None
        ) -> Any:
            try:
                result = await call_tool(name, args, metadata=metadata)
            except Exception as error:
                if _connection_is_closed(error):
                    raise ServerNotMeasured(f"the Prefect MCP server is gone ({name} was called)") from error
                raise
            failed = isinstance(result, dict) and result.get("success") is False
            if failed and not await asyncio.to_thread(server.is_ready):
                raise ServerNotMeasured(
                    f"the Prefect server of this run doesn't answer ({name} failed).\n{server.log_tail()}"
                )
            return result

        return await spy(ctx, looked_into, name, tool_args)

    return process_tool_call


def _connection_is_closed(error: BaseException | None) -> bool:
    from mcp.shared.exceptions import MCPError
    from mcp.types import CONNECTION_CLOSED

    while error is not None:
        if isinstance(error, MCPError) and error.code == CONNECTION_CLOSED:
            return True
        error = error.__cause__
    return False
