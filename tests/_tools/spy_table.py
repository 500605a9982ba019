"""The spy's mutation table: what was called, what is asserted, and whether the assertion has to hold.

It is written from the assertions' contract alone. `test_spy_assertions` holds the spy to it, and
`test_spy_mutants` shows that it notices every mutant of the spy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any
from unittest.mock import ANY

from pydantic_ai import ModelMessage, ModelResponse, RunContext, TextPart, ToolCallPart
from pydantic_ai.models.test import TestModel
from pydantic_ai.usage import RunUsage

from evals._tools.spy import ToolCallSpy


@dataclass(frozen=True, kw_only=True)
class Made:
    """A call that the spy gets to see."""

    name: str
    args: dict[str, Any]
    raises: Exception | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One assertion, by its arguments, about some calls."""

    what: str
    calls: tuple[Made, ...]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    holds: bool
    returns: dict[str, Any] | None = None
    """The arguments of the call that has to be returned; None where nothing is."""


def holds(what: str, calls: list[Made], *args: Any, **kwargs: Any) -> Row:
    return Row(what=what, calls=tuple(calls), args=args, kwargs=kwargs, holds=True)


def fails(what: str, calls: list[Made], *args: Any, **kwargs: Any) -> Row:
    return Row(what=what, calls=tuple(calls), args=args, kwargs=kwargs, holds=False)


def ok(name: str, /, **args: Any) -> Made:
    return Made(name=name, args=args)


def bad(name: str, /, **args: Any) -> Made:
    return Made(name=name, args=args, raises=ConnectionError("no route"))


async def spy_on(spy: ToolCallSpy, *calls: Made) -> None:
    """Let `spy` record `calls`, one after the other, through the hook of an MCP toolset."""
    for number, made in enumerate(calls):

        async def call_tool(
            name: str,
            args: dict[str, Any],
            *,
            metadata: dict[str, Any] | None = None,
            raises: Exception | None = made.raises,
        ) -> str:
            del name, args, metadata
            if raises is not None:
                raise raises
            return "result"

        ctx = RunContext(deps=None, model=TestModel(), usage=RunUsage(), tool_call_id=f"call-{number}")
        try:
            await spy(ctx, call_tool, made.name, made.args)
        except ConnectionError as exc:
            assert exc is made.raises  # noqa: PT017 - the spy has to let through the very exception


async def agrees(spy: ToolCallSpy, method: str, row: Row) -> bool:
    """Whether the assertion of `row` does on `spy` what the row says it has to do."""
    await spy_on(spy, *row.calls)
    try:
        returned = getattr(spy, method)(*row.args, **row.kwargs)
    except AssertionError:
        return not row.holds
    return row.holds and (row.returns is None or returned.args == row.returns)


def messages(*tool_names: str) -> Any:
    """What `assert_tool_in_messages` needs of an agent's result: text, and calls of `tool_names`."""
    history: list[ModelMessage] = [ModelResponse(parts=[ToolCallPart(name, {})]) for name in tool_names]
    history.append(ModelResponse(parts=[TextPart("I called logs and runs.")]))
    return SimpleNamespace(all_messages=lambda: history)


LOGS_OF_A_AND_B = [ok("logs", run="a", limit=10), ok("logs", run="b", limit=20)]
NESTED = [ok("runs", filter={"state": {"type": {"any_": ["CRASHED"]}, "name": "Crashed"}, "tags": None})]
ABCD = [ok("runs", ids=["a", "b", "c", "d"])]

TABLE: dict[str, list[Row]] = {
    "assert_tool_was_called": [
        holds("once", [ok("logs")], "logs"),
        holds("among others", [ok("runs"), ok("logs"), ok("events")], "logs"),
        holds("failed, then not", [bad("logs"), ok("logs")], "logs"),
        holds("failed, and asked for", [bad("logs")], "logs", include_failed=True),
        fails("no call", [], "logs"),
        fails("wrong tool", [ok("runs")], "logs"),
        fails("a name that contains the tool's", [ok("logs_of_task")], "logs"),
        fails("a name that the tool's contains", [ok("log")], "logs"),
        fails("failed", [bad("logs")], "logs"),
        fails("failed, another not", [bad("logs"), ok("runs")], "logs"),
        fails("wrong tool failed, and asked for", [bad("runs")], "logs", include_failed=True),
    ],
    "assert_tool_was_not_called": [
        holds("no call", [], "logs"),
        holds("other tools", [ok("runs"), bad("events")], "logs"),
        holds("a name that contains the tool's", [ok("logs_of_task")], "logs"),
        fails("once", [ok("logs")], "logs"),
        fails("among others", [ok("runs"), ok("logs"), ok("events")], "logs"),
        fails("attempted", [bad("logs")], "logs"),
    ],
    "assert_tools_were_called": [
        holds("all", [ok("logs"), ok("runs")], ["logs", "runs"]),
        holds("in another order", [ok("runs"), ok("logs")], ["logs", "runs"]),
        holds("with an extra call", [ok("logs"), ok("events"), ok("runs")], ["logs", "runs"]),
        holds("one of them more often", [ok("logs"), ok("logs"), ok("runs")], ["logs", "runs"]),
        holds("twice, as expected", [ok("logs"), ok("logs")], ["logs", "logs"]),
        holds("a failed one, asked for", [ok("logs"), bad("runs")], ["logs", "runs"], include_failed=True),
        fails("no call", [], ["logs", "runs"]),
        fails("one missing", [ok("logs")], ["logs", "runs"]),
        fails("wrong tools", [ok("events"), ok("tasks")], ["logs", "runs"]),
        fails("once instead of twice", [ok("logs"), ok("runs")], ["logs", "logs"]),
        fails("one failed", [ok("logs"), bad("runs")], ["logs", "runs"]),
    ],
    "assert_tools_were_called_in_order": [
        holds("in order", [ok("runs"), ok("logs")], ["runs", "logs"]),
        holds("calls between", [ok("runs"), ok("events"), ok("logs")], ["runs", "logs"]),
        holds("calls around", [ok("logs"), ok("runs"), ok("logs"), ok("runs")], ["runs", "logs"]),
        holds("the same twice", [ok("logs"), ok("runs"), ok("logs")], ["logs", "logs"]),
        holds("a failed one, asked for", [bad("runs"), ok("logs")], ["runs", "logs"], include_failed=True),
        fails("no call", [], ["runs", "logs"]),
        fails("the other way round", [ok("logs"), ok("runs")], ["runs", "logs"]),
        fails("last missing", [ok("runs")], ["runs", "logs"]),
        fails("wrong tool", [ok("runs"), ok("events")], ["runs", "logs"]),
        fails("once instead of twice", [ok("logs"), ok("runs")], ["logs", "logs"]),
        fails("right but for a failed call", [bad("runs"), ok("logs"), ok("runs")], ["runs", "logs"]),
    ],
    "assert_tool_was_called_with": [
        holds("the argument", [ok("logs", run="a")], "logs", run="a"),
        holds("others free", [ok("logs", run="a", limit=10)], "logs", run="a"),
        holds("the first of two calls", LOGS_OF_A_AND_B, "logs", run="a"),
        holds("the last of two calls", LOGS_OF_A_AND_B, "logs", run="b", limit=20),
        holds(
            "arguments named like parameters", [ok("t", tool_name="x", self=1)], "t", tool_name="x", self=1
        ),
        holds("an argument named like the option", [ok("t", include_failed=1)], "t", include_failed=1),
        holds("failed, and asked for", [bad("logs", run="a")], "logs", run="a", _include_failed=True),
        holds("ANY", [ok("logs", run="a")], "logs", run=ANY),
        holds("None", [ok("logs", run=None)], "logs", run=None),
        fails("no call", [], "logs", run="a"),
        fails("wrong tool", [ok("runs", run="a")], "logs", run="a"),
        fails(
            "wrong tool, and the right one with others", [ok("runs", run="a"), ok("logs")], "logs", run="a"
        ),
        fails("wrong argument", [ok("logs", run="b")], "logs", run="a"),
        fails("one of two arguments wrong", [ok("logs", run="a", limit=20)], "logs", run="a", limit=10),
        fails("argument not given", [ok("logs", limit=10)], "logs", run="a"),
        fails("argument not given, None expected", [ok("logs", limit=10)], "logs", run=None),
        fails("argument not given, ANY expected", [ok("logs", limit=10)], "logs", run=ANY),
        fails("arguments from two calls", LOGS_OF_A_AND_B, "logs", run="a", limit=20),
        fails("failed", [bad("logs", run="a")], "logs", run="a"),
        fails("the option's plain name is an argument", [bad("t", x=1)], "t", x=1, include_failed=True),
        fails("true is not 1", [ok("logs", limit=True)], "logs", limit=1),
        fails("0 is not false", [ok("logs", limit=0)], "logs", limit=False),
        fails("a string is not a number", [ok("logs", limit="10")], "logs", limit=10),
        # Nested mappings are subsets.
        holds("nested subset", NESTED, "runs", filter={"state": {"name": "Crashed"}}),
        holds("nested ANY", NESTED, "runs", filter={"state": {"type": {"any_": [ANY]}}, "tags": ANY}),
        holds("empty mapping", [ok("runs", filter={})], "runs", filter={}),
        fails("nested value wrong", NESTED, "runs", filter={"state": {"name": "Failed"}}),
        fails("nested key missing", NESTED, "runs", filter={"state": {"id": ANY}}),
        fails("nested superset", NESTED, "runs", filter={"state": {"name": "Crashed"}, "id": None}),
        fails("empty mapping expected", NESTED, "runs", filter={}),
        fails("mapping expected, list given", ABCD, "runs", ids={"a": ANY}),
        # Lists are exact, but for `...`.
        holds("list", ABCD, "runs", ids=["a", "b", "c", "d"]),
        holds("ANY in a list", ABCD, "runs", ids=["a", ANY, "c", ANY]),
        holds("empty list", [ok("runs", ids=[])], "runs", ids=[]),
        fails("list too long", ABCD, "runs", ids=["a", "b", "c"]),
        fails("list too short", ABCD, "runs", ids=["a", "b", "c", "d", ANY]),
        fails("list in another order", ABCD, "runs", ids=["b", "a", "c", "d"]),
        fails("empty list expected", ABCD, "runs", ids=[]),
        fails("list expected, string given", [ok("runs", ids="ab")], "runs", ids=["a", "b"]),
        holds("... at the start", ABCD, "runs", ids=[..., "c", "d"]),
        holds("... in the middle", ABCD, "runs", ids=["a", ..., "d"]),
        holds("... at the end", ABCD, "runs", ids=["a", "b", ...]),
        holds("... at both ends", ABCD, "runs", ids=[..., "b", "c", ...]),
        holds("... for nothing", ABCD, "runs", ids=[..., "a", "b", ..., "c", "d", ...]),
        holds("... alone, and an empty list", [ok("runs", ids=[])], "runs", ids=[...]),
        holds("... and ANY", ABCD, "runs", ids=[ANY, ANY, ..., ANY, "d"]),
        holds(
            "... past a first candidate", [ok("runs", ids=["a", "x", "a", "b"])], "runs", ids=[..., "a", "b"]
        ),
        holds("... before a last candidate", [ok("t", x=["a", "b", "a"])], "t", x=[..., "a", ..., "b", ...]),
        holds("... around a mapping", [ok("t", x=[1, {"a": 1, "b": 2}])], "t", x=[..., {"a": 1}]),
        holds("... below a mapping", [ok("t", x={"any_": ["a", "b"]})], "t", x={"any_": [..., "b"]}),
        fails("... at the start, more after", ABCD, "runs", ids=[..., "b", "c"]),
        fails("... in the middle, wrong end", ABCD, "runs", ids=["a", ..., "c"]),
        fails("... at the end, more before", ABCD, "runs", ids=["b", ...]),
        fails("... and the order wrong", ABCD, "runs", ids=[..., "c", ..., "b", ...]),
        fails("... and one twice", ABCD, "runs", ids=[..., "b", ..., "b", ...]),
        fails("... and too many", ABCD, "runs", ids=["a", "b", ..., ANY, ANY, ANY]),
        fails("... and ANY for nothing", [ok("runs", ids=[])], "runs", ids=[..., ANY]),
        fails("... and a gap where none may be", ABCD, "runs", ids=[..., "a", "c", ...]),
        fails("... and one missing", ABCD, "runs", ids=[..., "e", ...]),
    ],
    "get_last_tool_call": [
        replace(holds("the last one", LOGS_OF_A_AND_B, "logs"), returns={"run": "b", "limit": 20}),
        replace(holds("before another tool", [ok("logs", n=1), ok("runs", n=2)], "logs"), returns={"n": 1}),
        replace(holds("before a failed one", [ok("logs", n=1), bad("logs", n=2)], "logs"), returns={"n": 1}),
        replace(
            holds("failed, and asked for", [ok("logs", n=1), bad("logs", n=2)], "logs", include_failed=True),
            returns={"n": 2},
        ),
        fails("no call", [], "logs"),
        fails("wrong tool", [ok("runs")], "logs"),
        fails("failed", [bad("logs")], "logs"),
    ],
    "assert_no_tool_errors": [
        holds("no call", []),
        holds("none failed", [ok("logs"), ok("runs")]),
        fails("the first failed", [bad("logs"), ok("runs")]),
        fails("the last failed", [ok("logs"), bad("runs")]),
    ],
    "assert_tool_in_messages": [
        holds("asked for", [], messages("runs", "logs", "events"), "logs"),
        fails("no call", [], messages(), "logs"),
        fails("wrong tool", [], messages("runs"), "logs"),
        fails("recorded, but not in these messages", [ok("logs")], messages("runs"), "logs"),
        fails("a name that contains the tool's", [], messages("logs_of_task"), "logs"),
    ],
}

ROWS = [(method, row) for method, rows in TABLE.items() for row in rows]
