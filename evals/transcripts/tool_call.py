"""One tool call of an agent, as it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_UPSTREAM_KEYS = {"name": "name", "tool_args": "args", "error": "error", "ctx": "ctx"}


@dataclass(frozen=True, kw_only=True)
class ToolCall:
    """A finished tool call. Also readable as `call["name"]`, `["tool_args"]`, `["error"]`, `["ctx"]`,
    the keys that eval files of PrefectHQ/prefect-mcp-server use."""

    name: str
    args: Mapping[str, Any]
    result: Any = None
    error: str | None = None
    """What the model was told went wrong: an exception, or the `error` of a `success: false` result."""
    started_at: datetime
    """In UTC."""
    duration_s: float
    ctx: Any = field(default=None, repr=False, compare=False)
    """The pydantic-ai `RunContext`; never serialised."""

    @property
    def succeeded(self) -> bool:
        return self.error is None

    def __getitem__(self, key: str) -> Any:
        if key not in _UPSTREAM_KEYS:
            raise KeyError(key)
        return getattr(self, _UPSTREAM_KEYS[key])

    def __str__(self) -> str:
        """The call on one line, without its result."""
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.args.items())
        failed = "" if self.error is None else f" -> failed: {' '.join(self.error.split())}"
        return f"{self.name}({arguments}){failed}"
