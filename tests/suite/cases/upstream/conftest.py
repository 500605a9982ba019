"""A nearer conftest that overrides the models, as an agent's repository may."""

from __future__ import annotations

import json

import pytest
from pydantic_ai.messages import ModelMessage, ModelResponse, ToolCallPart, UserPromptPart
from pydantic_ai.models import Model
from pydantic_ai.models.function import AgentInfo, FunctionModel


@pytest.fixture
def judge_model(request: pytest.FixtureRequest) -> Model | str:
    """A model that finds every criterion met where the answer says "KeyError", and quotes it."""
    if "without_key" in request.node.name:
        return "keyless"

    def judge(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        asked = "".join(
            str(part.content) for m in messages for part in m.parts if isinstance(part, UserPromptPart)
        )
        met = "KeyError" in asked.rsplit("<answer", 1)[-1]
        criterion = {
            "id": "evaluation",
            "quotations": ["KeyError"] if met else [],
            "reason": "the answer names the exception" if met else "the answer names no exception",
            "verdict": "met" if met else "not_met",
        }
        arguments = json.dumps({"criteria": [criterion]})
        return ModelResponse(parts=[ToolCallPart(info.output_tools[0].name, arguments)])

    return FunctionModel(judge, model_name="scripted-judge")
