"""The spy's capability on real pydantic-ai agents with function tools."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pydantic_ai import Agent, ModelRetry, Tool, ToolCallPart, ToolFailed, ToolReturn, UserError
from pydantic_ai.capabilities import Hooks

from evals._tools.spy import ToolCallSpy
from tests._tools.spy_agents import calling, run, shell


async def test_a_function_tool_is_recorded() -> None:
    spy = ToolCallSpy()

    result = await run(calling([ToolCallPart("shell", {"command": "ls"})]), spy, tools=[shell])

    assert result.output == "done"
    assert [(call.name, call.args, call.result, call.error) for call in spy.calls] == [
        ("shell", {"command": "ls"}, "ran ls", None)
    ]
    assert spy.calls[0].ctx.run_id == result.run_id
    spy.assert_tool_was_called_with("shell", command="ls")
    spy.assert_tool_in_messages(result, "shell")


async def test_arguments_given_as_json_text_are_recorded_as_values() -> None:
    spy = ToolCallSpy()

    await run(calling([ToolCallPart("shell", '{"command": "ls"}')]), spy, tools=[shell])

    assert spy.calls[0].args == {"command": "ls"}


async def test_a_rich_return_is_recorded_as_the_value_that_the_model_gets() -> None:
    def look() -> ToolReturn:
        return ToolReturn(return_value={"success": False, "error": "nothing there"}, metadata={"app": "only"})

    spy = ToolCallSpy()

    await run(calling([ToolCallPart("look")]), spy, tools=[look])

    assert [call.result for call in spy.calls] == [{"success": False, "error": "nothing there"}]
    assert [call.error for call in spy.errors] == ["nothing there"]


@pytest.mark.parametrize("exc", [ModelRetry("no such run"), ToolFailed("no such run")])
async def test_a_function_tool_that_tells_the_model_of_a_failure_is_recorded_as_failed(
    exc: Exception,
) -> None:
    def look() -> str:
        raise exc

    spy = ToolCallSpy()

    result = await run(calling([ToolCallPart("look")]), spy, tools=[look])

    assert result.output == "done"
    assert [(call.name, call.error) for call in spy.calls] == [("look", "no such run")]
    with pytest.raises(AssertionError):
        spy.assert_tool_was_called("look")


async def test_a_function_tool_that_breaks_is_recorded_as_failed_and_ends_the_run() -> None:
    def look() -> str:
        raise ZeroDivisionError("by zero")

    spy = ToolCallSpy()

    with pytest.raises(ZeroDivisionError):
        await run(calling([ToolCallPart("look")]), spy, tools=[look])

    assert [call.error for call in spy.calls] == ["ZeroDivisionError: by zero"]


async def test_a_call_whose_arguments_are_refused_is_a_failed_attempt() -> None:
    spy = ToolCallSpy()
    refused = ToolCallPart("shell", {"cmd": "ls"})

    await run(calling([refused], [ToolCallPart("shell", {"command": "ls"})]), spy, tools=[shell])

    assert [(call.args, call.succeeded) for call in spy.calls] == [
        ({"cmd": "ls"}, False),
        ({"command": "ls"}, True),
    ]
    assert "Field required" in str(spy.errors[0].error)


async def test_parallel_calls_are_listed_as_they_began() -> None:
    second_ended = asyncio.Event()

    async def first() -> None:
        await second_ended.wait()

    async def second() -> None:
        second_ended.set()

    spy = ToolCallSpy()

    await run(calling([ToolCallPart("first"), ToolCallPart("second")]), spy, tools=[first, second])

    spy.assert_tools_were_called_in_order(["first", "second"])


async def test_a_cancelled_run_leaves_its_call_as_failed() -> None:
    running = asyncio.Event()

    async def hang() -> None:
        running.set()
        await asyncio.Event().wait()

    spy = ToolCallSpy()
    task = asyncio.create_task(run(calling([ToolCallPart("hang")]), spy, tools=[hang]))
    await running.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert [(call.name, call.error) for call in spy.calls] == [("hang", "CancelledError")]


async def test_one_spy_cannot_be_installed_twice_on_an_agent() -> None:
    spy = ToolCallSpy()

    with pytest.raises(UserError, match=r"tool_call_recorder"):
        await Agent(calling(), capabilities=[spy.capability(), spy.capability()]).run("Why?")


async def test_a_spy_installed_on_the_agent_and_on_the_run_records_once() -> None:
    spy = ToolCallSpy()
    agent = Agent(
        calling([ToolCallPart("shell", {"command": "ls"})]), capabilities=[spy.capability()], tools=[shell]
    )

    await agent.run("Why?", capabilities=[spy.capability()])

    assert spy.call_count == 1


@pytest.mark.parametrize("exc", [ModelRetry("too broad"), ToolFailed("too broad")])
async def test_a_call_that_a_validator_of_the_tool_refuses_is_a_failed_attempt(exc: Exception) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise exc

    spy = ToolCallSpy()

    await run(
        calling([ToolCallPart("shell", {"command": "ls"})]), spy, tools=[Tool(shell, args_validator=refuse)]
    )

    assert [(call.name, call.args, call.error) for call in spy.calls] == [
        ("shell", {"command": "ls"}, "too broad")
    ]


async def test_arguments_that_a_function_tool_changes_are_those_from_before_the_call() -> None:
    def look(filters: dict[str, Any]) -> None:
        filters["state"]["name"] = "changed by the tool"

    spy = ToolCallSpy()

    await run(
        calling([ToolCallPart("look", {"filters": {"state": {"name": "asked for"}}})]), spy, tools=[look]
    )

    assert spy.calls[0].args == {"filters": {"state": {"name": "asked for"}}}


async def test_a_result_is_what_other_capabilities_leave_of_it() -> None:
    async def redact(ctx: Any, /, *, args: Any, handler: Any, **_: Any) -> str:
        del ctx
        return str(await handler(args)).replace("ls", "***")

    spy = ToolCallSpy()
    agent = Agent(
        calling([ToolCallPart("shell", {"command": "ls"})]),
        tools=[shell],
        capabilities=[Hooks(tool_execute=redact), spy.capability()],
    )

    await agent.run("Why?")

    assert [call.result for call in spy.calls] == ["ran ***"]
