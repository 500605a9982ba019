"""Which outcome an exception means, told by its type, and by the status code of those that have one."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Literal

import pytest

from evals.outcomes import NotMeasured, Outcome

Phase = Literal["setup", "call", "teardown"]

_Types = Mapping[str, tuple[str, ...]]
"""Types by module; looked up only where the module is loaded, because what was not imported can't have
been raised."""

_TROUBLE: _Types = {
    "pydantic_ai.exceptions": ("ModelAPIError",),
    "httpx": ("TransportError",),
    "httpx2": ("TransportError",),
    "prefect.exceptions": ("PrefectHTTPStatusError",),
}
"""These mean provider or server trouble."""

_STATUS_ERRORS: _Types = {"httpx": ("HTTPStatusError",), "httpx2": ("HTTPStatusError",)}
"""These do where the status is transient. No provider's own get past pydantic-ai's models; an agent that
calls some service itself lets them through, and a 404 of that is the agent's."""

_GIVEN_UP: _Types = {"tenacity": ("RetryError",)}
"""These do where what was tried to the last ended in trouble."""


def outcome_of(error: BaseException, *, phase: Phase) -> Outcome:
    """The outcome of an eval that raised `error` in `phase`.

    Whatever goes wrong before or after the eval's own body says nothing about the agent. In the body,
    only trouble of the provider, the servers or the judge is `unmeasured`; everything else, an agent
    that raises included, is `failed`.
    """
    if isinstance(error, pytest.skip.Exception):
        return "skipped"
    if phase != "call" or _is_trouble(error):
        return "unmeasured"
    return "failed"


def _is_trouble(error: BaseException | None) -> bool:
    if error is None:
        return False
    if isinstance(error, NotMeasured) or _is_any(error, _TROUBLE):
        return True
    if _is_any(error, _STATUS_ERRORS):
        from evals.agents.retries import is_transient  # loads pydantic-ai

        return is_transient(error.response.status_code)  # type: ignore[attr-defined]
    if _is_any(error, _GIVEN_UP):
        return _is_trouble(error.last_attempt.exception())  # type: ignore[attr-defined]
    if isinstance(error, BaseExceptionGroup):
        return all(_is_trouble(inner) for inner in error.exceptions)
    return False


def _is_any(error: BaseException, types: _Types) -> bool:
    modules = ((sys.modules.get(name), names) for name, names in types.items())
    return any(
        isinstance(error, getattr(module, name)) for module, names in modules if module for name in names
    )
