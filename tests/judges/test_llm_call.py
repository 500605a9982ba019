"""What goes over the wire to real providers' models, up to a transport that refuses everything."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest
from pydantic_ai.models import Model
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.fallback import FallbackModel
from pydantic_ai.models.function import FunctionModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.settings import ModelSettings

from evals.agents.providers import REQUEST_TIMEOUT_S
from evals.judges.llm import LLMJudge
from evals.judges.llm.call import settings_for
from evals.outcomes import JudgeNotMeasured
from tests.judges.scripted_llm import RUBRIC, ScriptedModel, exchange, reply

pytestmark = pytest.mark.slow


class Refusing:
    """A provider's HTTP client that records each request and answers 400."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.client = httpx2.AsyncClient(transport=httpx2.MockTransport(self._refuse))

    def _refuse(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(json.loads(request.content))
        return httpx2.Response(400, json={"error": {"message": "no", "type": "no"}})


def model_named(name: str, wire: Refusing) -> Model:
    kind, _, model = name.partition(":")
    if kind == "anthropic":
        return AnthropicModel(model, provider=AnthropicProvider(api_key="x", http_client=wire.client))
    provider = OpenAIProvider(api_key="x", http_client=wire.client)
    return (
        OpenAIChatModel(model, provider=provider)
        if kind == "chat"
        else OpenAIResponsesModel(model, provider=provider)
    )


@pytest.mark.parametrize(
    ("name", "temperature"),
    [
        ("anthropic:claude-sonnet-4-6", 0.0),
        ("anthropic:claude-opus-5", None),
        ("openai:gpt-4.1", 0.0),
        ("openai:gpt-5.1", 0.0),
        ("openai:gpt-5", None),
        ("chat:o3", None),
    ],
)
async def test_temperature_is_zero_where_the_model_takes_one(name: str, temperature: float | None) -> None:
    wire = Refusing()
    with pytest.raises(JudgeNotMeasured, match="ModelRequestRejectedError 400"):
        await LLMJudge(model_named(name, wire)).grade(RUBRIC, exchange())
    (sent,) = wire.sent
    assert sent.get("temperature") == temperature


async def test_answer_is_in_no_part_of_the_request_but_the_user_turn() -> None:
    wire = Refusing()
    with pytest.raises(JudgeNotMeasured):
        await LLMJudge(model_named("anthropic:claude-sonnet-4-6", wire)).grade(
            RUBRIC, exchange("xyzzy was the cause")
        )
    (sent,) = wire.sent
    (message,) = sent.pop("messages")
    assert message["role"] == "user"
    assert "xyzzy" in json.dumps(message)
    assert "xyzzy" not in json.dumps(sent)


async def test_deadline_is_set_and_the_models_own_settings_win() -> None:
    model = ScriptedModel(reply(), reply())
    await model.judge().grade(RUBRIC, exchange())
    await model.judge(settings=ModelSettings(temperature=1.0, request_timeout=7)).grade(RUBRIC, exchange())
    settings = [request.info.model_settings or {} for request in model.requests]
    assert [s["temperature"] for s in settings] == [0.0, 1.0]
    assert [s["request_timeout"] for s in settings] == [REQUEST_TIMEOUT_S, 7]


def test_temperature_of_a_fallback_model_is_left_alone() -> None:
    function = FunctionModel(lambda _messages, _info: pytest.fail("not asked"))
    assert settings_for(FallbackModel(function, function)) == {"request_timeout": REQUEST_TIMEOUT_S}
