"""What models cost: requests, tokens and US dollars."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, NonNegativeFloat, NonNegativeInt

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage, ModelResponse


class Usage(BaseModel):
    """Requests that were answered, and what they cost. `cost_usd` is None where it is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    requests: NonNegativeInt = 0
    input_tokens: NonNegativeInt = 0
    output_tokens: NonNegativeInt = 0
    cost_usd: NonNegativeFloat | None = None
    retries: NonNegativeInt = 0
    """Requests that were sent again, whether or not they were answered in the end; see
    `evals.agents.retries`."""

    @property
    def tokens(self) -> int:
        """Input and output together."""
        return self.input_tokens + self.output_tokens


def usage_of(messages: Iterable[ModelMessage], *, retries: int = 0) -> Usage:
    """Sum what the model responses among `messages` used, with `retries` as they were counted.

    The cost comes from pydantic-ai, which asks genai-prices where the provider names no cost itself. It
    is None where any response isn't priced: a model without a known price, a response without usage,
    a model that is a local function (it names no provider), a server on a loopback or private address
    (genai-prices would price it by the name of the model that it imitates). Requests that ended in
    an error leave no message and are not counted.
    """
    from pydantic_ai.messages import ModelResponse

    answered = total_usage(
        Usage(
            requests=1,
            input_tokens=response.usage.input_tokens,
            output_tokens=response.usage.output_tokens,
            cost_usd=_cost(response),
        )
        for response in messages
        if isinstance(response, ModelResponse)
    )
    return answered.model_copy(update={"retries": retries})


def total_usage(usages: Iterable[Usage]) -> Usage:
    """Add up `usages`. The cost is None where one with requests has none, and where nothing was requested."""
    usages = tuple(usages)
    spent = [usage for usage in usages if usage.requests]
    costs = [usage.cost_usd for usage in spent]
    known = [cost for cost in costs if cost is not None]
    return Usage(
        requests=sum(usage.requests for usage in spent),
        input_tokens=sum(usage.input_tokens for usage in spent),
        output_tokens=sum(usage.output_tokens for usage in spent),
        cost_usd=math.fsum(known) if costs and len(known) == len(costs) else None,
        retries=sum(usage.retries for usage in usages),
    )


def _cost(response: ModelResponse) -> float | None:
    usage = response.usage
    if not usage.total_tokens or not response.model_name or not response.provider_name:
        return None
    if _is_local(response.provider_url):
        return None
    if usage.cost is not None:
        return float(usage.cost)
    try:
        return float(response.cost().total_price)
    except (LookupError, ValueError):
        return None


def _is_local(url: str | None) -> bool:
    host = urlsplit(url or "").hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False
