"""Which outcome an exception means, told by its type alone."""

from __future__ import annotations

import sys
from typing import Literal

import pytest

from evals.outcomes import NotMeasured, Outcome

Phase = Literal["setup", "call", "teardown"]

_TROUBLE = {
    "pydantic_ai.exceptions": ("ModelAPIError",),
    "httpx": ("TransportError",),
    "httpx2": ("TransportError",),
    "prefect.exceptions": ("PrefectHTTPStatusError",),
}
"""Types that mean provider or server trouble, by module; looked up only where the module is loaded,
because what was not imported can't have been raised."""


def outcome_of(error: BaseException, *, phase: Phase) -> Outcome:
    """The outcome of an eval that raised `error` in `phase`.

    Whatever goes wrong before or after the eval's own body says nothing about the agent. In the body,
    only trouble of the provider, the servers or the judge is `unmeasured`; everything else, an agent
    that raises included, is `failed`.
    """
    if isinstance(error, pytest.skip.Exception):
        return "skipped"
    if phase != "call" or isinstance(error, NotMeasured) or _is_trouble(error):
        return "unmeasured"
    return "failed"


def _is_trouble(error: BaseException) -> bool:
    for module_name, names in _TROUBLE.items():
        module = sys.modules.get(module_name)
        if module and isinstance(error, tuple(getattr(module, name) for name in names)):
            return True
    if isinstance(error, BaseExceptionGroup):
        return all(_is_trouble(inner) or isinstance(inner, NotMeasured) for inner in error.exceptions)
    return False
