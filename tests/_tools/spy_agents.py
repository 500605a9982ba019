"""Agents for the spy's tests: their models make the calls that a test wants made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic_ai import Agent, ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from evals._tools.spy import ToolCallSpy


def calling(*steps: Sequence[ToolCallPart]) -> FunctionModel:
    """A model that makes the calls of `steps`, those of one step in parallel, and then answers "done"."""

    def respond(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        del info
        step = sum(isinstance(message, ModelResponse) for message in messages)
        return ModelResponse(parts=list(steps[step]) if step < len(steps) else [TextPart("done")])

    return FunctionModel(respond)


def shell(command: str) -> str:
    return f"ran {command}"


async def run(model: FunctionModel, spy: ToolCallSpy, **agent: Any) -> Any:
    return await Agent(model, capabilities=[spy.capability()], **agent).run("Why did my run crash?")
