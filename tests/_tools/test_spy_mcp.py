"""The spy on real pydantic-ai agents with an MCP server in memory, as hook and as capability."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastmcp import FastMCP
from fastmcp.exceptions import ToolError
from pydantic_ai import Agent, RunContext, ToolCallPart
from pydantic_ai.capabilities import Hooks
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.toolsets import ToolsetTool, WrapperToolset

from evals._tools.spy import ToolCallSpy
from tests._tools.spy_agents import calling, run, shell


def flow_run_server() -> FastMCP[Any]:
    server: FastMCP[Any] = FastMCP("flow runs")

    @server.tool
    def get_flow_runs(filter: dict[str, Any] | None = None, limit: int = 50) -> dict[str, Any]:  # noqa: A002
        return {"success": True, "limit": limit, "filtered": filter is not None}

    @server.tool
    def get_flow_run_logs(flow_run_id: str) -> dict[str, Any]:
        raise ToolError(f"no flow run {flow_run_id}")

    return server


GET_FLOW_RUNS = ToolCallPart("get_flow_runs", {"filter": {"state": {"name": "Crashed"}}})


async def test_an_mcp_tool_is_recorded_by_the_hook_alone() -> None:
    spy = ToolCallSpy()
    toolset = MCPToolset(flow_run_server(), process_tool_call=spy)

    await Agent(calling([GET_FLOW_RUNS]), toolsets=[toolset]).run("Why?")

    assert [call.name for call in spy.calls] == ["get_flow_runs"]
    spy.assert_tool_was_called_with("get_flow_runs", filter={"state": {"name": "Crashed"}})
    assert spy.calls[0].result == {"success": True, "limit": 50, "filtered": True}


async def test_an_mcp_tool_is_recorded_once_by_hook_and_capability() -> None:
    spy = ToolCallSpy()
    toolset = MCPToolset(flow_run_server(), process_tool_call=spy)
    steps = [
        [GET_FLOW_RUNS, ToolCallPart("shell", {"command": "ls"})],
        [ToolCallPart("get_flow_runs", {"limit": 5})],
    ]

    await run(calling(*steps), spy, toolsets=[toolset], tools=[shell])

    assert [(call.name, call.result) for call in spy.calls] == [
        ("get_flow_runs", {"success": True, "limit": 50, "filtered": True}),
        ("shell", "ran ls"),
        ("get_flow_runs", {"success": True, "limit": 5, "filtered": False}),
    ]


async def test_calls_of_one_run_that_share_an_id_are_each_recorded() -> None:
    spy = ToolCallSpy()
    toolset = MCPToolset(flow_run_server(), process_tool_call=spy)
    steps = [[ToolCallPart("get_flow_runs", {"limit": n}, tool_call_id="same")] for n in (1, 2)]

    await run(calling(*steps), spy, toolsets=[toolset])

    assert [call.args for call in spy.calls] == [{"limit": 1}, {"limit": 2}]


@pytest.mark.parametrize("with_capability", [True, False])
async def test_a_failing_mcp_tool_is_recorded_once_as_failed(with_capability: bool) -> None:
    spy = ToolCallSpy()
    agent = Agent(
        calling([ToolCallPart("get_flow_run_logs", {"flow_run_id": "x"})]),
        toolsets=[MCPToolset(flow_run_server(), process_tool_call=spy)],
        capabilities=[spy.capability()] if with_capability else [],
    )

    await agent.run("Why?")

    assert [(call.name, call.error) for call in spy.calls] == [("get_flow_run_logs", "no flow run x")]


async def test_a_prefixed_mcp_tool_is_recorded_under_the_servers_name() -> None:
    spy = ToolCallSpy()
    toolset = MCPToolset(flow_run_server(), process_tool_call=spy).prefixed("prefect")

    await run(calling([ToolCallPart("prefect_get_flow_runs", {})]), spy, toolsets=[toolset])

    assert [call.name for call in spy.calls] == ["get_flow_runs"]


async def test_arguments_are_recorded_as_the_server_got_them() -> None:
    async def limit_to_one(ctx: RunContext[Any], /, *, args: dict[str, Any], **_: Any) -> dict[str, Any]:
        del ctx
        return {**args, "limit": 1}

    spy = ToolCallSpy()
    agent = Agent(
        calling([ToolCallPart("get_flow_runs", {"limit": 500})]),
        toolsets=[MCPToolset(flow_run_server(), process_tool_call=spy)],
        capabilities=[spy.capability(), Hooks(before_tool_execute=limit_to_one)],
    )

    await agent.run("Why?")

    assert [call.args for call in spy.calls] == [{"limit": 1}]


async def test_the_mcp_calls_of_an_agent_inside_a_tool_are_calls_of_their_own() -> None:
    spy = ToolCallSpy()
    toolset = MCPToolset(flow_run_server(), process_tool_call=spy)
    helper = Agent(calling([GET_FLOW_RUNS]), toolsets=[toolset])

    async def ask_helper() -> str:
        return (await helper.run("Which runs?")).output

    await run(
        calling([ToolCallPart("ask_helper", tool_call_id=GET_FLOW_RUNS.tool_call_id)]),
        spy,
        tools=[ask_helper],
    )

    assert [call.name for call in spy.calls] == ["ask_helper", "get_flow_runs"]


async def test_parallel_mcp_calls_are_told_apart_when_each_reaches_the_server_after_all_began() -> None:
    began: list[str] = []
    all_began = asyncio.Event()

    async def wait_for_all(ctx: RunContext[Any], /, *, args: dict[str, Any], **_: Any) -> dict[str, Any]:
        began.append(str(ctx.tool_call_id))
        if len(began) == 2:
            all_began.set()
        await all_began.wait()
        return args

    spy = ToolCallSpy()
    agent = Agent(
        calling([ToolCallPart("get_flow_runs", {"limit": 1}), ToolCallPart("get_flow_runs", {"limit": 2})]),
        toolsets=[MCPToolset(flow_run_server(), process_tool_call=spy)],
        capabilities=[spy.capability(), Hooks(before_tool_execute=wait_for_all)],
    )

    await agent.run("Why?")

    assert [(call.args, call.result["limit"]) for call in spy.calls] == [({"limit": 1}, 1), ({"limit": 2}, 2)]


async def test_a_second_request_to_the_server_within_one_call_is_a_call_of_its_own() -> None:
    class Twice(WrapperToolset[Any]):
        async def call_tool(
            self, name: str, tool_args: dict[str, Any], ctx: RunContext[Any], tool: ToolsetTool[Any]
        ) -> Any:
            await super().call_tool(name, tool_args, ctx, tool)
            return await super().call_tool(name, tool_args | {"limit": 9}, ctx, tool)

    spy = ToolCallSpy()
    toolset = Twice(MCPToolset(flow_run_server(), process_tool_call=spy))

    await run(calling([ToolCallPart("get_flow_runs", {"limit": 1})]), spy, toolsets=[toolset])

    assert [call.args for call in spy.calls] == [{"limit": 1}, {"limit": 9}]


async def test_a_request_after_its_call_has_ended_is_a_call_of_its_own() -> None:
    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
        del name, args, metadata

    spy = ToolCallSpy()
    await run(calling([ToolCallPart("shell", {"command": "ls"})]), spy, tools=[shell])

    await spy(spy.calls[0].ctx, call_tool, "get_flow_runs", {})

    assert [call.name for call in spy.calls] == ["shell", "get_flow_runs"]
