"""The tool log that a judge sees: one line for each call, long values cut where the cut is marked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from evals.transcripts import ToolCall

VALUE_LIMIT = 8_000
"""Characters of one call's arguments or result that are shown: a hundred log lines, about 2,000 tokens."""

LOG_LIMIT = 120_000
"""Characters of results that are shown in all, about 30,000 tokens: with an answer at its limit it
still fits a context of 128,000 tokens. Many calls share it evenly."""

_HEAD_SHARE = 2 / 3
"""Of a cut value more is kept of its beginning; logs end with what matters, so the end is kept too."""


def tool_log(calls: Sequence[ToolCall]) -> str:
    """One line of JSON for each call, in order: no text of one call can be taken for another call.

    A value over its share of characters becomes a string of its JSON, cut in the middle, with
    `[... N characters left out ...]` where the cut is.
    """
    limit = min(VALUE_LIMIT, LOG_LIMIT // max(len(calls), 1))
    return "\n".join(_line(number, call, limit=limit) for number, call in enumerate(calls, start=1))


def _line(number: int, call: ToolCall, *, limit: int) -> str:
    shown: dict[str, Any] = {
        "call": number,
        "tool": call.name,
        "arguments": _within(dict(call.args), limit=limit),
        "result": _within(call.result, limit=limit),
    }
    if call.error is not None:
        shown["failed"] = _within(call.error, limit=limit)
    return _json(shown)


def _within(value: Any, *, limit: int) -> Any:
    text = value if isinstance(value, str) else _json(value)
    if len(text) <= limit:
        return value
    head = int(limit * _HEAD_SHARE)
    tail = limit - head
    return f"{text[:head]} [... {len(text) - limit:,} characters left out ...] {text[len(text) - tail :]}"


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (TypeError, ValueError):  # keys that JSON doesn't have, a value that holds itself
        return json.dumps(repr(value), ensure_ascii=False)
