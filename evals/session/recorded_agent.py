"""An agent whose runs are recorded: every message, every tool call, whatever kind of tool it is."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from pydantic_ai import capture_run_messages
from pydantic_ai.agent import WrapperAgent
from pydantic_ai.usage import UsageLimits

from evals.agents.retries import counting_retries
from evals.outcomes import LimitExceeded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pydantic_ai.agent import AbstractAgent, AgentRun

    from evals._tools.spy import ToolCallSpy
    from evals.agents.retries import Retries
    from evals.session.limits import EvalLimits


class RecordedAgent(WrapperAgent[Any, Any]):
    """Behaves as the agent it wraps; what its runs do is kept in `spy`, `runs` and `retries`, and each run
    is held to `limits`, unless it is given limits of its own.

    A run that needs more raises pydantic-ai's `UsageLimitExceeded`, or `LimitExceeded` where it is time.
    """

    def __init__(
        self,
        wrapped: AbstractAgent[Any, Any],
        *,
        spy: ToolCallSpy,
        runs: list[list[Any]],
        retries: list[Retries],
        limits: EvalLimits,
    ) -> None:
        super().__init__(wrapped)
        self._spy = spy
        self._runs = runs
        self._retries = retries
        self._limits = limits

    async def __aenter__(self) -> RecordedAgent:
        await super().__aenter__()
        return self

    @asynccontextmanager
    async def iter(
        self, *args: Any, capabilities: Any = None, usage_limits: Any = None, **kwargs: Any
    ) -> AsyncIterator[AgentRun[Any, Any]]:
        kwargs["usage_limits"] = usage_limits or _usage_limits(self._limits)
        with capture_run_messages() as messages, counting_retries() as retries:
            self._runs.append(messages)
            self._retries.append(retries)
            recording = [*(capabilities or ()), self._spy.capability()]
            async with (
                _deadline(self._limits.seconds),
                self.wrapped.iter(*args, capabilities=recording, **kwargs) as run,
            ):
                yield run


def _usage_limits(limits: EvalLimits) -> UsageLimits | None:
    """None, and with it pydantic-ai's own default, where nothing is limited."""
    if limits.requests is None:
        return None if limits.tokens is None else UsageLimits(total_tokens_limit=limits.tokens)
    return UsageLimits(request_limit=limits.requests, total_tokens_limit=limits.tokens)


@asynccontextmanager
async def _deadline(seconds: float | None) -> AsyncIterator[None]:
    timeout = asyncio.timeout(seconds)
    try:
        async with timeout:
            yield
    except TimeoutError as late:
        if not timeout.expired():
            raise
        raise LimitExceeded(f"the agent took longer than {seconds:g} s") from late
