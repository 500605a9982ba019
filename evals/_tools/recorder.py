"""Records the tool calls of agents as they end.

Recording happens at two places, together or alone: as the `process_tool_call` hook of a pydantic-ai
`MCPToolset` (the calls that reach that MCP server), and as a capability of an agent (every call of a
run, function tools included). Tools that a provider runs on its own side pass through neither.
"""

from __future__ import annotations

import asyncio
import copy
import time
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from evals.transcripts import ToolCall

if TYPE_CHECKING:
    from pydantic_ai import RunContext
    from pydantic_ai.capabilities import (
        AbstractCapability,
        RawToolArgs,
        ValidatedToolArgs,
        WrapToolExecuteHandler,
        WrapToolValidateHandler,
    )
    from pydantic_ai.mcp import CallToolFunc
    from pydantic_ai.messages import ToolCallPart
    from pydantic_ai.tools import ToolDefinition


@dataclass(kw_only=True)
class _Recording:
    """A call that has begun; `call` is there once it has ended."""

    ctx: Any
    name: str
    args: dict[str, Any]
    call: ToolCall | None = None
    started_at: datetime = field(init=False, default_factory=lambda: datetime.now(UTC))
    began: float = field(init=False, default_factory=time.perf_counter)

    def end(self, *, result: Any = None, error: str | None) -> None:
        self.call = ToolCall(
            name=self.name,
            args=self.args,
            result=result,
            error=error,
            started_at=self.started_at,
            duration_s=time.perf_counter() - self.began,
            ctx=self.ctx,
        )


class ToolCallRecorder:
    """Records tool calls; pass it as `process_tool_call=recorder`, or its `capability()` to an agent.

    A call failed if it raised (cancellation included; the exception goes on to the caller), or if its
    result is a mapping whose `success` is False.
    """

    def __init__(self) -> None:
        self._recordings: list[_Recording] = []
        # What the capability is recording and the hook has not seen, by run and tool call id.
        self._open: dict[tuple[str | None, str | None], _Recording] = {}

    async def __call__(
        self, ctx: RunContext[Any], call_tool: CallToolFunc, name: str, tool_args: dict[str, Any]
    ) -> Any:
        """Call an MCP tool and record the call under the server's own name for it.

        A call that the capability is recording already (same run, same tool call id) stays one
        record, which takes the name and the arguments that the server got.
        """
        args = copy.deepcopy(tool_args)
        if recording := self._open.pop(_call_id(ctx), None):
            recording.name, recording.args = name, args
            return await call_tool(name, tool_args)
        return await self._record(_Recording(ctx=ctx, name=name, args=args), call_tool(name, tool_args))

    def capability(self) -> AbstractCapability[Any]:
        """A pydantic-ai capability that records every tool call of a run, for `Agent(capabilities=[...])`.

        Arguments are recorded as the model gave them. A call whose arguments are refused before the tool
        runs is recorded as failed; one that names a tool that doesn't exist is not seen.
        """
        from pydantic_ai.capabilities import CapabilityOrdering, Hooks

        return Hooks(
            tool_validate=self._around_validate,
            tool_execute=self._around_execute,
            ordering=CapabilityOrdering(position="outermost"),
            # With an id, pydantic-ai keeps one recorder from being installed twice in a run.
            id=f"tool_call_recorder_{id(self)}",
        )

    async def _around_validate(
        self,
        ctx: RunContext[Any],
        /,
        *,
        call: ToolCallPart,
        tool_def: ToolDefinition,  # noqa: ARG002 - the hook's protocol
        args: RawToolArgs,
        handler: WrapToolValidateHandler,
    ) -> ValidatedToolArgs:
        from pydantic import ValidationError
        from pydantic_ai import ModelRetry, ToolFailed

        recording = _begin(ctx, call)
        try:
            return await handler(args)
        except (ValidationError, ModelRetry, ToolFailed) as exc:
            recording.end(error=_error_raised(exc))
            self._recordings.append(recording)
            raise

    async def _around_execute(
        self,
        ctx: RunContext[Any],
        /,
        *,
        call: ToolCallPart,
        tool_def: ToolDefinition,  # noqa: ARG002 - the hook's protocol
        args: ValidatedToolArgs,
        handler: WrapToolExecuteHandler,
    ) -> Any:
        recording = _begin(ctx, call)
        self._open[_call_id(ctx)] = recording
        try:
            return await self._record(recording, handler(args))
        finally:
            self._open.pop(_call_id(ctx), None)

    async def _record(self, recording: _Recording, running: Awaitable[Any]) -> Any:
        from pydantic_ai import ToolReturn

        self._recordings.append(recording)
        try:
            result = await running
        except BaseException as exc:
            recording.end(error=_error_raised(exc))
            raise
        value = result.return_value if isinstance(result, ToolReturn) else result
        recording.end(result=value, error=_error_returned(value))
        return result

    @property
    def calls(self) -> list[ToolCall]:
        """The calls that have ended, failed ones included, in the order they began.

        Arguments are copies from before the call; results are the objects that the tool returned.
        """
        return [recording.call for recording in self._recordings if recording.call is not None]

    @property
    def call_count(self) -> int:
        """How many calls have ended, failed ones included."""
        return len(self.calls)

    @property
    def errors(self) -> list[ToolCall]:
        """The calls that failed."""
        return [call for call in self.calls if not call.succeeded]

    def reset(self) -> None:
        """Forget all calls; one that is still running when this is called is never recorded."""
        self._recordings = []


def _call_id(ctx: RunContext[Any]) -> tuple[str | None, str | None]:
    return ctx.run_id, ctx.tool_call_id


def _begin(ctx: RunContext[Any], call: ToolCallPart) -> _Recording:
    return _Recording(ctx=ctx, name=call.tool_name, args=copy.deepcopy(call.args_as_dict()))


def _error_raised(exc: BaseException) -> str:
    from pydantic_ai import ModelRetry, ToolFailed
    from pydantic_ai.exceptions import ToolFailedError, ToolRetryError

    # The text of a cancellation is the repr of a task.
    if isinstance(exc, asyncio.CancelledError) or not str(exc):
        return type(exc).__name__
    # The text of these is what the model is told; any other ends the run, and its type says more.
    told = isinstance(exc, ModelRetry | ToolFailed | ToolRetryError | ToolFailedError)
    return str(exc) if told else f"{type(exc).__name__}: {exc}"


def _error_returned(result: Any) -> str | None:
    if not isinstance(result, Mapping) or result.get("success") is not False:
        return None
    return str(result.get("error") or "the result says success: false, and no error")
