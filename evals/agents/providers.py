"""The models of providers, for agents and judges alike: one way to send again what is worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
from pydantic_ai.exceptions import UserError
from pydantic_ai.models import create_async_httpx2_client, infer_model
from pydantic_ai.providers import infer_provider, infer_provider_class

from evals.agents.retries import BACK_OFF, TIMEOUTS_IN_ALL, RetryingTransport

if TYPE_CHECKING:
    from pydantic_ai.models import Model
    from pydantic_ai.providers import Provider
    from tenacity.wait import WaitBaseT

ATTEMPT_TIMEOUT_S = 180.0
"""For one attempt at a request, where the model's settings don't say otherwise; a reasoning model takes up
to two minutes."""

REQUEST_TIMEOUT_S = TIMEOUTS_IN_ALL * ATTEMPT_TIMEOUT_S
"""For one request, what is sent again and the waits included."""

_CONNECT_TIMEOUT_S = 10.0

_OF_OPENAIS_SDK = frozenset(
    (
        *("openai", "openai-chat", "openai-responses"),
        *("alibaba", "azure", "azure-responses", "cerebras", "crusoe", "deepseek", "fireworks", "heroku"),
        *("litellm", "meta", "moonshotai", "nebius", "ollama", "openrouter", "ovhcloud", "sambanova"),
        *("together", "vercel", "vllm", "zai"),
    )
)

_RETRIED = _OF_OPENAIS_SDK | {"anthropic", "google", "google-cloud"}
"""Providers that take an `httpx2.AsyncClient`, with an SDK whose own retries are off or can be."""


def model_of(name: str, *, back_off: WaitBaseT = BACK_OFF) -> Model:
    """Return the model of a pydantic-ai model string (`provider:model`, `test`).

    Its requests are sent again as `evals.agents.retries` says, and never by the provider's SDK, for
    OpenAI, Anthropic, Google and all who speak OpenAI's format. Others (such as Groq, Mistral, Bedrock and
    the gateway) bring a client of their own: their SDKs' retries apply, and are not counted.

    Raises `pydantic_ai.exceptions.UserError` for an unknown provider, or one whose key is missing, and
    `ImportError` where the provider's SDK is not installed.
    """

    def provider_of(provider: str) -> Provider[Any]:
        if provider in _RETRIED:
            return _retried(provider, back_off=back_off)
        try:
            return infer_provider(provider)
        except ValueError as unknown:
            raise UserError(f"Unknown model: {name}") from unknown

    return infer_model(name, provider_of)


def _retried(name: str, *, back_off: WaitBaseT) -> Provider[Any]:
    client = create_async_httpx2_client(
        timeout=httpx2.Timeout(ATTEMPT_TIMEOUT_S, connect=_CONNECT_TIMEOUT_S),
        transport=RetryingTransport(back_off=back_off),
    )
    made: type[Any] = infer_provider_class(name)
    provider: Provider[Any] = made(http_client=client)
    if name in _OF_OPENAIS_SDK or name == "anthropic":
        provider.client.max_retries = 0  # Google's SDK sends nothing again unless it is told to
    return provider
