"""A spy on an agent's tool calls: what was called, and what can be asserted about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from evals._tools.matching import matches
from evals._tools.recorder import ToolCallRecorder
from evals.transcripts import ToolCall

if TYPE_CHECKING:
    from pydantic_ai import AgentRunResult


class ToolCallSpy(ToolCallRecorder):
    """Records tool calls, and asserts what was called.

    Failed calls are recorded, but they don't count as made: an assertion counts them only with
    `include_failed=True`. Assertions raise `AssertionError` with the expected and the actual calls, and
    `ValueError` or `TypeError` where the expectation itself says nothing, such as an empty list of names.
    """

    def get_last_tool_call(self, tool_name: str, *, include_failed: bool = False) -> ToolCall:
        """The call of `tool_name` that began last. Raises AssertionError if there is none."""
        __tracebackhide__ = True
        self.assert_tool_was_called(tool_name, include_failed=include_failed)
        return [call for call in self._counted(include_failed) if call.name == tool_name][-1]

    def assert_no_tool_errors(self) -> None:
        """No call failed."""
        __tracebackhide__ = True
        if self.errors:
            self._fail("no tool call to fail")

    def assert_tool_was_called(self, tool_name: str, *, include_failed: bool = False) -> None:
        """`tool_name` was called at least once."""
        __tracebackhide__ = True
        (name,) = _expected_names([tool_name])
        if name not in self._counted_names(include_failed):
            self._fail(f"a call of {name}", failed_left_out=not include_failed)

    def assert_tool_was_not_called(self, tool_name: str) -> None:
        """`tool_name` was never called. A failed call is an attempt, and so this fails on it too."""
        __tracebackhide__ = True
        (name,) = _expected_names([tool_name])
        if name in self._counted_names(include_failed=True):
            self._fail(f"no call of {name}, not even a failed one")

    def assert_tools_were_called(self, tool_names: Iterable[str], *, include_failed: bool = False) -> None:
        """All of `tool_names` were called, in any order; a name given n times, at least n times.

        Other calls are allowed.
        """
        __tracebackhide__ = True
        names = _expected_names(tool_names)
        if missing := Counter(names) - Counter(self._counted_names(include_failed)):
            self._fail(
                f"calls, in any order, of {', '.join(names)}\nmissing: {', '.join(missing.elements())}",
                failed_left_out=not include_failed,
            )

    def assert_tools_were_called_in_order(
        self, tool_names: Iterable[str], *, include_failed: bool = False
    ) -> None:
        """`tool_names` were called one after the other, by when they began; other calls may lie between."""
        __tracebackhide__ = True
        names = _expected_names(tool_names)
        actual = iter(self._counted_names(include_failed))
        if not all(name in actual for name in names):
            self._fail(f"calls, in this order, of {', '.join(names)}", failed_left_out=not include_failed)

    def assert_tool_was_called_with(
        self, tool_name: str, /, *, _include_failed: bool = False, **args: Any
    ) -> None:
        """One call of `tool_name` had all of `args`, compared by `evals._tools.matching.matches`.

        Arguments that are not given are free. The option is not called `include_failed` here, because
        every keyword is an argument of the tool except this one; pydantic has no fields of such names.
        """
        __tracebackhide__ = True
        (name,) = _expected_names([tool_name])
        if not args:
            raise ValueError("no arguments are expected; assert_tool_was_called compares the name alone")
        if not any(call.name == name and matches(args, call.args) for call in self._counted(_include_failed)):
            self._fail(
                f"a call of {name} with {', '.join(f'{arg}={value!r}' for arg, value in args.items())}",
                failed_left_out=not _include_failed,
                option="_include_failed",
            )

    def assert_tool_in_messages(self, agent_result: AgentRunResult[Any], tool_name: str) -> None:
        """The model asked for `tool_name` in the messages of `agent_result`, whatever came of it.

        For runs that the spy took no part in: it looks at neither `calls` nor the tools' results.
        """
        from pydantic_ai.messages import ModelResponse, ToolCallPart

        __tracebackhide__ = True
        (name,) = _expected_names([tool_name])
        asked_for = [
            part
            for message in agent_result.all_messages()
            if isinstance(message, ModelResponse)
            for part in message.parts
            if isinstance(part, ToolCallPart)
        ]
        if name not in [part.tool_name for part in asked_for]:
            actual = [f"{part.tool_name}({part.args_as_json_str()})" for part in asked_for]
            raise AssertionError(_expected_and_actual(f"{name} among the messages' tool calls", actual))

    def _counted(self, include_failed: bool) -> list[ToolCall]:
        return [call for call in self.calls if call.succeeded or include_failed]

    def _counted_names(self, include_failed: bool) -> list[str]:
        return [call.name for call in self._counted(include_failed)]

    def _fail(
        self, expected: str, *, failed_left_out: bool = False, option: str = "include_failed"
    ) -> NoReturn:
        __tracebackhide__ = True
        message = _expected_and_actual(expected, [str(call) for call in self.calls])
        if failed_left_out and self.errors:
            message += f"\nfailed calls don't count here; {option}=True counts them"
        raise AssertionError(message)


def _expected_names(tool_names: Iterable[str]) -> list[str]:
    if isinstance(tool_names, str):
        raise TypeError(f"a list of tool names is expected, not the string {tool_names!r}")
    names = list(tool_names)
    if not names or not all(names):
        raise ValueError(f"a tool's name is missing in the expectation {names!r}")
    return names


def _expected_and_actual(expected: str, actual: Sequence[str]) -> str:
    lines = [f"  {number}. {call}" for number, call in enumerate(actual, start=1)]
    return "\n".join([f"expected: {expected}", f"actual calls ({len(actual)}):", *(lines or ["  none"])])
