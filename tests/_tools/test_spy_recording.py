"""What the spy records, driven the way an MCP toolset drives its `process_tool_call` hook."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic_ai import ModelRetry, RunContext, ToolFailed
from pydantic_ai.models.test import TestModel
from pydantic_ai.usage import RunUsage

from evals._tools.spy import ToolCallSpy

CallTool = Callable[..., Coroutine[Any, Any, Any]]


def context(tool_call_id: str = "call-1") -> RunContext[Any]:
    return RunContext(deps=None, model=TestModel(), usage=RunUsage(), run_id="run", tool_call_id=tool_call_id)


def returning(result: Any) -> CallTool:
    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
        del name, args, metadata
        return result

    return call_tool


def raising(exc: BaseException) -> CallTool:
    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
        del name, args, metadata
        raise exc

    return call_tool


async def test_a_call_is_passed_on_and_its_result_handed_back() -> None:
    received: list[tuple[str, dict[str, Any]]] = []
    result: dict[str, Any] = {"flow_runs": []}

    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
        assert metadata is None
        received.append((name, args))
        return result

    returned = await ToolCallSpy()(context(), call_tool, "runs", {"limit": 5})

    assert returned is result
    assert received == [("runs", {"limit": 5})]


async def test_a_call_is_recorded_with_all_that_is_known_of_it() -> None:
    spy, ctx = ToolCallSpy(), context()

    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
        del name, args, metadata
        await asyncio.sleep(0.02)
        return {"success": True, "error": None}

    before = datetime.now(UTC)
    await spy(ctx, call_tool, "runs", {"limit": 5})

    (call,) = spy.calls
    assert (call.name, call.args, call.result, call.error) == (
        "runs",
        {"limit": 5},
        {"success": True, "error": None},
        None,
    )
    assert call.ctx is ctx
    assert call.succeeded
    assert before <= call.started_at <= datetime.now(UTC)
    assert call.started_at.utcoffset() == timedelta(0)
    assert 0.015 <= call.duration_s <= (datetime.now(UTC) - before).total_seconds()


async def test_a_call_also_reads_by_the_upstream_keys() -> None:
    spy, ctx = ToolCallSpy(), context()
    with pytest.raises(ModelRetry):
        await spy(ctx, raising(ModelRetry("limit is too large")), "runs", {"limit": 500})

    call = spy.get_last_tool_call("runs", include_failed=True)

    assert (call["name"], call["tool_args"], call["error"]) == ("runs", {"limit": 500}, "limit is too large")
    assert call["ctx"] is ctx
    with pytest.raises(KeyError):
        call["result"]


async def test_arguments_are_those_from_before_the_call() -> None:
    spy = ToolCallSpy()

    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
        del name, metadata
        args["filter"]["name"] = "changed by the tool"

    await spy(context(), call_tool, "runs", {"filter": {"name": "asked for"}})

    assert spy.calls[0].args == {"filter": {"name": "asked for"}}


@pytest.mark.parametrize(
    ("exc", "error"),
    [
        (ModelRetry("no such flow run"), "no such flow run"),
        (ToolFailed("no such flow run"), "no such flow run"),
        (ModelRetry(""), "ModelRetry"),
        (ValueError("bad id"), "ValueError: bad id"),
        (TimeoutError(), "TimeoutError"),
        (asyncio.CancelledError("by <Task at 0x7f>"), "CancelledError"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
    ],
)
async def test_a_call_that_raises_is_recorded_as_failed_and_goes_on_raising(
    exc: BaseException, error: str
) -> None:
    spy = ToolCallSpy()

    with pytest.raises(type(exc)) as raised:
        await spy(context(), raising(exc), "runs", {})

    assert raised.value is exc
    assert [(call.error, call.succeeded, call.result) for call in spy.calls] == [(error, False, None)]


@pytest.mark.parametrize(
    ("result", "error"),
    [
        ({"success": False, "error": "API is unreachable"}, "API is unreachable"),
        ({"success": False, "error": None}, "the result says success: false, and no error"),
        ({"success": False}, "the result says success: false, and no error"),
        ({"success": True, "error": None}, None),
        ({"success": None}, None),
        ({"success": 0}, None),
        ({}, None),
        ([{"success": False}], None),
        ("success: False", None),
        (None, None),
    ],
)
async def test_a_result_with_success_false_is_a_failed_call(result: Any, error: str | None) -> None:
    spy = ToolCallSpy()

    await spy(context(), returning(result), "runs", {})

    assert [(call.error, call.result) for call in spy.calls] == [(error, result)]


async def test_errors_are_the_failed_calls() -> None:
    spy = ToolCallSpy()
    await spy(context(), returning("fine"), "runs", {})
    await spy(context(), returning({"success": False, "error": "down"}), "logs", {})

    assert [call.name for call in spy.errors] == ["logs"]


async def test_concurrent_calls_are_listed_as_they_began_once_they_have_ended() -> None:
    spy = ToolCallSpy()
    released = {name: asyncio.Event() for name in ("first", "second", "third")}

    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> str:
        del args, metadata
        await released[name].wait()
        return f"result of {name}"

    tasks = {name: asyncio.create_task(spy(context(name), call_tool, name, {})) for name in released}
    listed = [[call.name for call in spy.calls]]
    for name in ("third", "first", "second"):
        released[name].set()
        await tasks[name]
        listed.append([call.name for call in spy.calls])

    assert listed == [[], ["third"], ["first", "third"], ["first", "second", "third"]]
    assert [call.result for call in spy.calls] == ["result of first", "result of second", "result of third"]


async def test_a_cancelled_call_is_recorded_as_failed() -> None:
    spy = ToolCallSpy()
    running = asyncio.Event()

    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
        del name, args, metadata
        running.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(spy(context(), call_tool, "runs", {}))
    await running.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert [call.error for call in spy.calls] == ["CancelledError"]


async def test_the_list_of_calls_is_a_copy() -> None:
    spy = ToolCallSpy()
    await spy(context(), returning(None), "runs", {})

    spy.calls.clear()

    assert spy.call_count == 1


async def test_call_count_counts_failed_calls_too() -> None:
    spy = ToolCallSpy()
    await spy(context(), returning({"success": False, "error": "down"}), "runs", {})
    await spy(context(), returning(None), "runs", {})

    assert spy.call_count == 2


async def test_reset_forgets_calls_and_those_still_running() -> None:
    spy = ToolCallSpy()
    running, released = asyncio.Event(), asyncio.Event()

    async def call_tool(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
        del name, args, metadata
        running.set()
        await released.wait()

    await spy(context(), returning(None), "runs", {})
    task = asyncio.create_task(spy(context(), call_tool, "logs", {}))
    await running.wait()
    spy.reset()
    released.set()
    await task
    await spy(context(), returning(None), "events", {})

    assert [call.name for call in spy.calls] == ["events"]


async def test_a_call_reads_as_one_line() -> None:
    spy = ToolCallSpy()
    with pytest.raises(ModelRetry):
        await spy(
            context(), raising(ModelRetry("first line\n  second line")), "runs", {"name": "a\nb", "limit": 5}
        )

    assert str(spy.calls[0]) == r"runs(name='a\nb', limit=5) -> failed: first line second line"


def test_importing_the_spy_imports_nothing_heavy() -> None:
    heavy = "{'pydantic_ai', 'fastmcp', 'mcp', 'prefect', 'logfire'}"
    code = f"import sys, evals._tools.spy; print(sorted({heavy} & set(sys.modules)))"

    completed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert completed.stdout.strip() == "[]"
