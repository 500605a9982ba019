"""Agents that answer nothing, fail at their tools, or meet trouble: one a test, chosen by its name."""

from __future__ import annotations

import pytest
from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models import Model
from pydantic_ai.models.function import AgentInfo, FunctionModel


def _says(text: str) -> FunctionModel:
    return FunctionModel(lambda _messages, _info: ModelResponse(parts=[TextPart(text)]))


def _fails_at_its_tool(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
    if len(messages) == 1:
        return ModelResponse(parts=[ToolCallPart("get_flow_run_logs", {"flow_run_id": "not-a-uuid"})])
    return ModelResponse(parts=[TextPart("I could not read the logs.")])


def _is_overloaded(_messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
    raise ModelHTTPError(status_code=529, model_name="overloaded")


_MODELS = {
    "empty": _says("   "),
    "meddles": _says("It crashed."),
    "wrong": _says("It ran out of memory: exit code 137."),
    "tool_error": FunctionModel(_fails_at_its_tool),
    "overloaded": FunctionModel(_is_overloaded),
}


@pytest.fixture
def simple_model(request: pytest.FixtureRequest) -> Model | str:
    return next((model for name, model in _MODELS.items() if name in request.node.name), "test")
