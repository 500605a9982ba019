"""Which versions a result was made with."""

from __future__ import annotations

import functools
import importlib.metadata
import platform

_DISTRIBUTIONS = ("prefect", "prefect-mcp", "pydantic-ai", "prefect-agent-evals")


@functools.cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of what decides a result; `not installed` where there is none."""
    return {"python": platform.python_version()} | {name: _version(name) for name in _DISTRIBUTIONS}


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
