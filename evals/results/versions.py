"""Which versions a result was made with."""

from __future__ import annotations

import functools
import platform
from importlib.metadata import version

import evals

_DISTRIBUTIONS = ("prefect", "prefect-mcp", "pydantic-ai")


@functools.cache
def versions() -> dict[str, str]:
    """Return the versions of Python, of what decides a result, and of this suite, which is not installed
    where it runs and knows its own."""
    installed = {name: version(name) for name in _DISTRIBUTIONS}
    return {"python": platform.python_version(), **installed, "prefect-agent-evals": evals.__version__}
