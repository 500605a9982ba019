"""The agent's tools: the real Prefect MCP server, over the real protocol.

`memory` runs the server in this process and connects the two ends of the protocol in memory; `stdio`
runs it as a process of its own. Both serve the same tools of the same package. The default is
`memory`: measured by `make bench-mcp`, it is ready seconds earlier, because a process of its own
imports Prefect once more.

The tools that proxy Prefect's documentation are left out: they need the internet, and no eval asks
about it.
"""

from __future__ import annotations

import contextlib
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from evals.environment.isolation import child_environment

if TYPE_CHECKING:
    from fastmcp import FastMCP
    from pydantic_ai.mcp import MCPToolset, ProcessToolCallback

Transport = Literal["memory", "stdio"]

_MAX_RETRIES = 3
"""How often a model may repeat a tool call that went wrong; as in PrefectHQ/prefect-mcp-server."""


def prefect_toolset(
    *, transport: Transport, home: Path, api_url: str, process_tool_call: ProcessToolCallback
) -> MCPToolset[Any]:
    """Return the toolset, not yet connected; entering it connects, and it may be entered many times."""
    from fastmcp.client.transports import StdioTransport
    from pydantic_ai.mcp import MCPToolset

    client: FastMCP[Any] | StdioTransport
    if transport == "memory":
        with contextlib.chdir(home):  # the package reads a `.env` of the working folder when imported
            client = build_server()
    else:
        environment = child_environment(home=home, api_url=api_url)
        client = StdioTransport(
            command=sys.executable,
            args=["-m", "evals.agents.mcp"],
            env=environment,
            cwd=str(home),
            log_file=home / "mcp.log",
        )
    return MCPToolset(
        client,
        id="prefect",
        process_tool_call=process_tool_call,
        max_retries=_MAX_RETRIES,
        init_timeout=60,
    )


def build_server() -> FastMCP[Any]:
    """The MCP server of the installed `prefect-mcp`, without the tools that need the internet."""
    import_mcp_server()
    from prefect_mcp_server.server import build_prefect_mcp_server

    return build_prefect_mcp_server(include_docs_proxy=False, include_cloud_tools=False)


def import_mcp_server() -> None:
    """Import the package, which reads a `.env` of the working folder, and configures Logfire."""
    with warnings.catch_warnings():
        # It instruments MCP for Logfire in a way that this version of Logfire calls unnecessary.
        warnings.simplefilter("ignore", UserWarning)
        import prefect_mcp_server.server  # noqa: F401


if __name__ == "__main__":
    build_server().run(transport="stdio", show_banner=False)
