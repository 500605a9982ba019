"""An agent whose runs are recorded: every message, every tool call, whatever kind of tool it is."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from pydantic_ai import capture_run_messages
from pydantic_ai.agent import WrapperAgent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pydantic_ai.agent import AbstractAgent, AgentRun

    from evals._tools.spy import ToolCallSpy


class RecordedAgent(WrapperAgent[Any, Any]):
    """Behaves as the agent it wraps; what its runs do is kept in `spy` and `runs`."""

    def __init__(self, wrapped: AbstractAgent[Any, Any], *, spy: ToolCallSpy, runs: list[list[Any]]) -> None:
        super().__init__(wrapped)
        self._spy = spy
        self._runs = runs

    async def __aenter__(self) -> RecordedAgent:
        await super().__aenter__()
        return self

    @asynccontextmanager
    async def iter(
        self, *args: Any, capabilities: Any = None, **kwargs: Any
    ) -> AsyncIterator[AgentRun[Any, Any]]:
        with capture_run_messages() as messages:
            self._runs.append(messages)
            recording = [*(capabilities or ()), self._spy.capability()]
            async with self.wrapped.iter(*args, capabilities=recording, **kwargs) as run:
                yield run
