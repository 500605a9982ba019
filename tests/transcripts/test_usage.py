from decimal import Decimal
from typing import Any

import pytest
from pydantic_ai.messages import ModelRequest, ModelResponse, TextPart, UserPromptPart
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.usage import RequestUsage

from evals.transcripts.usage import Usage, total_usage, usage_of


def response(**fields: Any) -> ModelResponse:
    given: dict[str, Any] = {
        "parts": [TextPart("hello")],
        "usage": RequestUsage(input_tokens=1_000_000, output_tokens=100_000),
        "model_name": "gpt-4o",
        "provider_name": "openai",
        "provider_url": "https://api.openai.com/v1/",
    }
    return ModelResponse(**given | fields)


def test_sums_the_responses_and_prices_them() -> None:
    usage = usage_of([ModelRequest(parts=[UserPromptPart("hi")]), response(), response()])

    # OpenAI's price of gpt-4o: $2.50 for a million tokens in, $10 for a million out.
    assert usage == Usage(requests=2, input_tokens=2_000_000, output_tokens=200_000, cost_usd=7.0)


def test_a_cost_that_the_provider_names_is_taken() -> None:
    named = RequestUsage(input_tokens=10, output_tokens=1, cost=Decimal("0.5"))

    assert usage_of([response(usage=named)]).cost_usd == 0.5


@pytest.mark.parametrize(
    "unpriced",
    [
        {"model_name": "a-model-that-nobody-sells"},
        {"model_name": None},
        {"provider_name": None, "provider_url": None},
        {"provider_url": "http://127.0.0.1:8000/v1"},
        {"provider_url": "http://localhost:11434/v1"},
        {"provider_url": "http://192.168.1.7/v1"},
        {"usage": RequestUsage()},
        {"usage": RequestUsage(unmeasured_requests=1)},
    ],
)
def test_one_response_without_a_price_makes_the_cost_unknown(unpriced: dict[str, Any]) -> None:
    assert usage_of([response()]).cost_usd == 3.5
    assert usage_of([response(), response(**unpriced)]).cost_usd is None


async def test_a_local_function_has_tokens_and_no_cost() -> None:
    from pydantic_ai import Agent

    def answer(_messages: Any, _info: AgentInfo) -> ModelResponse:
        return ModelResponse(parts=[TextPart("because")])

    # Named like a model with a price, which must not be charged.
    result = await Agent(FunctionModel(answer, model_name="gpt-4o")).run("why?")

    usage = usage_of(result.all_messages())
    assert (usage.requests, usage.tokens > 0, usage.cost_usd) == (1, True, None)


def test_no_response_costs_an_unknown_amount_not_nothing() -> None:
    assert usage_of([]) == Usage(requests=0, cost_usd=None)


def test_what_made_no_request_does_not_make_a_total_unknown() -> None:
    assert total_usage([Usage(), Usage(requests=1, cost_usd=0.25)]).cost_usd == 0.25


def test_what_was_sent_again_counts_where_nothing_was_answered() -> None:
    given_up = usage_of([], retries=3)

    assert given_up == Usage(requests=0, retries=3)
    assert total_usage([given_up, usage_of([response()], retries=1)]).retries == 4
