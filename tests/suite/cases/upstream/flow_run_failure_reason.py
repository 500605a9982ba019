"""Written as the eval files of PrefectHQ/prefect-mcp-server are: nothing in it knows this suite."""

from collections.abc import Awaitable, Callable
from unittest.mock import ANY
from uuid import uuid4

import pytest
from prefect import flow, get_run_logger
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun
from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from evals._tools.spy import ToolCallSpy


@pytest.fixture
async def failed_flow_run(prefect_client: PrefectClient) -> FlowRun:
    """Create a failing flow run in the workspace."""

    @flow(name=f"checkout-{uuid4().hex[:8]}")
    async def checkout() -> None:
        get_run_logger().info("reading the basket")
        raise KeyError("sku")

    state = await checkout(return_state=True)
    flow_run = await prefect_client.read_flow_run(state.state_details.flow_run_id)
    assert flow_run.state is not None
    assert flow_run.state.type.value == "FAILED"
    return flow_run


def _look_it_up(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
    returned = [part for part in messages[-1].parts if isinstance(part, ToolReturnPart)]
    if not returned:
        any_failed = {"state": {"type": {"any_": ["FAILED"]}}}
        return ModelResponse(parts=[ToolCallPart("get_flow_runs", {"filter": any_failed, "limit": 5})])
    return ModelResponse(parts=[TextPart(returned[0].content["flow_runs"][0]["state_message"])])


@pytest.fixture
def lookup_agent(prefect_mcp_server: MCPToolset) -> Agent:
    return Agent(name="Lookup", toolsets=[prefect_mcp_server], model=FunctionModel(_look_it_up))


async def test_agent_names_the_exception(
    lookup_agent: Agent,
    failed_flow_run: FlowRun,
    tool_call_spy: ToolCallSpy,
    evaluate_response: Callable[[str, str], Awaitable[None]],
) -> None:
    async with lookup_agent:
        result = await lookup_agent.run(f"Why did {failed_flow_run.name!r} fail?")

    await evaluate_response("Does the response name the exception that was raised?", result.output)
    tool_call_spy.assert_tool_was_called("get_flow_runs")
    tool_call_spy.assert_tool_was_called_with(
        "get_flow_runs", filter={"state": {"type": {"any_": ["FAILED"]}}}
    )
    assert tool_call_spy.get_last_tool_call("get_flow_runs")["tool_args"] == {"filter": ANY, "limit": 5}


async def test_wrong_answer_fails(
    failed_flow_run: FlowRun, evaluate_response: Callable[[str, str], Awaitable[None]]
) -> None:
    await evaluate_response("Does the response name the exception that was raised?", "It was the weather.")


async def test_plain_prompt_without_key(
    simple_agent: Agent,
    failed_flow_run: FlowRun,
    evaluate_response: Callable[[str, str], Awaitable[None]],
) -> None:
    async with simple_agent:
        result = await simple_agent.run(f"Why did flow run {failed_flow_run.name!r} fail?")

    await evaluate_response("Does the response name the exception that was raised?", result.output)
