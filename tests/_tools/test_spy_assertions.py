from __future__ import annotations

from typing import Any

import pytest

from evals._tools.spy import ToolCallSpy
from tests._tools.spy_table import ROWS, TABLE, Row, agrees, bad, messages, ok, spy_on


@pytest.mark.parametrize(("method", "row"), [pytest.param(m, r, id=f"{m}: {r.what}") for m, r in ROWS])
async def test_mutation_table(method: str, row: Row) -> None:
    assert await agrees(ToolCallSpy(), method, row)


def test_the_table_has_rows_that_hold_and_rows_that_fail_for_every_assertion() -> None:
    assertions = {name for name in dir(ToolCallSpy) if name.startswith(("assert_", "get_last"))}

    assert {
        method for method, rows in TABLE.items() if {row.holds for row in rows} == {True, False}
    } == assertions


@pytest.mark.parametrize(
    ("method", "args", "kwargs"),
    [
        ("assert_tool_was_called", ("",), {}),
        ("assert_tool_was_not_called", ("",), {}),
        ("assert_tools_were_called", ([],), {}),
        ("assert_tools_were_called", (["logs", ""],), {}),
        ("assert_tools_were_called_in_order", ([],), {}),
        ("assert_tool_was_called_with", ("logs",), {}),
        ("assert_tool_was_called_with", ("",), {"run": "a"}),
        ("assert_tool_in_messages", (messages("logs"), ""), {}),
        ("get_last_tool_call", ("",), {}),
    ],
)
async def test_an_empty_expectation_is_refused_whatever_was_called(
    method: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    spy = ToolCallSpy()
    await spy_on(spy, ok("logs", run="a"))

    with pytest.raises(ValueError, match="expect"):
        getattr(spy, method)(*args, **kwargs)


@pytest.mark.parametrize("method", ["assert_tools_were_called", "assert_tools_were_called_in_order"])
async def test_a_string_is_not_taken_for_a_list_of_names(method: str) -> None:
    spy = ToolCallSpy()
    await spy_on(spy, *[ok(letter) for letter in "logs"])

    with pytest.raises(TypeError, match="list of tool names"):
        getattr(spy, method)("logs")


async def test_a_failure_lists_the_expected_and_the_actual_calls_one_per_line() -> None:
    spy = ToolCallSpy()
    await spy_on(spy, ok("runs", limit=5), bad("logs", run="a"))

    with pytest.raises(AssertionError) as failure:
        spy.assert_tool_was_called_with("logs", run="a", limit=[..., 10])

    assert str(failure.value).splitlines() == [
        "expected: a call of logs with run='a', limit=[Ellipsis, 10]",
        "actual calls (2):",
        "  1. runs(limit=5)",
        "  2. logs(run='a') -> failed: ConnectionError: no route",
        "failed calls don't count here; _include_failed=True counts them",
    ]


async def test_a_failure_names_what_is_missing() -> None:
    spy = ToolCallSpy()
    await spy_on(spy, ok("runs"), ok("logs"))

    with pytest.raises(AssertionError) as failure:
        spy.assert_tools_were_called(["runs", "logs", "events", "logs"])

    assert str(failure.value).splitlines() == [
        "expected: calls, in any order, of runs, logs, events, logs",
        "missing: logs, events",
        "actual calls (2):",
        "  1. runs()",
        "  2. logs()",
    ]


def test_a_failure_without_any_call_says_so() -> None:
    with pytest.raises(AssertionError) as failure:
        ToolCallSpy().assert_tool_was_called("runs")

    assert str(failure.value).splitlines() == ["expected: a call of runs", "actual calls (0):", "  none"]


async def test_failed_calls_are_not_mentioned_where_they_were_counted() -> None:
    spy = ToolCallSpy()
    await spy_on(spy, bad("runs"))

    with pytest.raises(AssertionError) as failure:
        spy.assert_tools_were_called_in_order(["runs", "logs"], include_failed=True)

    assert "include_failed" not in str(failure.value)


def test_messages_are_listed_with_the_arguments_that_the_model_gave() -> None:
    with pytest.raises(AssertionError) as failure:
        ToolCallSpy().assert_tool_in_messages(messages("runs"), "logs")

    assert str(failure.value).splitlines() == [
        "expected: logs among the messages' tool calls",
        "actual calls (1):",
        "  1. runs({})",
    ]
