"""What OpenAI's chat and Anthropic's messages interfaces answer, as far as their clients need it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tests.providers.scripted_provider import Reply


class Wire(Protocol):
    """One provider's format. `model` is a pydantic-ai model string; `environment` makes its client ask
    the provider at `url`."""

    @property
    def model(self) -> str: ...

    @property
    def path(self) -> str: ...

    def environment(self, url: str) -> dict[str, str]: ...

    def text(self, text: str) -> Reply: ...

    def call(self, tool: str, arguments: Mapping[str, Any]) -> Reply: ...

    def error(self, status: int, **headers: str) -> Reply: ...


@dataclass(frozen=True)
class OpenAIChat:
    """POST /chat/completions."""

    model: str = "openai-chat:gpt-4.1"
    path: str = "/v1/chat/completions"

    def environment(self, url: str) -> dict[str, str]:
        return {"OPENAI_BASE_URL": f"{url}/v1"}  # servers of one's own need no key

    def text(self, text: str) -> Reply:
        return self._completion({"content": text}, finish_reason="stop")

    def call(self, tool: str, arguments: Mapping[str, Any]) -> Reply:
        call = {
            "id": "call_1",
            "type": "function",
            "function": {"name": tool, "arguments": json.dumps(arguments)},
        }
        return self._completion({"content": None, "tool_calls": [call]}, finish_reason="tool_calls")

    def error(self, status: int, **headers: str) -> Reply:
        return _error(status, {"error": {"message": "scripted", "type": "scripted", "code": None}}, headers)

    def _completion(self, message: Mapping[str, Any], *, finish_reason: str) -> Reply:
        choice = {
            "index": 0,
            "finish_reason": finish_reason,
            "message": {"role": "assistant", **message},
        }
        usage = {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12}
        return Reply(
            body={
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "created": 1,
                "model": "gpt-4.1",
                "choices": [choice],
                "usage": usage,
            }
        )


@dataclass(frozen=True)
class AnthropicMessages:
    """POST /v1/messages, always as an event stream: pydantic-ai asks for one where the number of tokens isn't
    limited."""

    model: str = "anthropic:claude-sonnet-4-6"
    path: str = "/v1/messages"

    def environment(self, url: str) -> dict[str, str]:
        return {"ANTHROPIC_BASE_URL": url, "ANTHROPIC_API_KEY": "k"}

    def text(self, text: str) -> Reply:
        return self._message(
            {"type": "text", "text": ""}, {"type": "text_delta", "text": text}, stop_reason="end_turn"
        )

    def call(self, tool: str, arguments: Mapping[str, Any]) -> Reply:
        return self._message(
            {"type": "tool_use", "id": "toolu_1", "name": tool, "input": {}},
            {"type": "input_json_delta", "partial_json": json.dumps(arguments)},
            stop_reason="tool_use",
        )

    def error(self, status: int, **headers: str) -> Reply:
        return _error(
            status, {"type": "error", "error": {"type": "scripted", "message": "scripted"}}, headers
        )

    def _message(self, block: Mapping[str, Any], delta: Mapping[str, Any], *, stop_reason: str) -> Reply:
        message: dict[str, Any] = {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "claude-sonnet-4-6",
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": {"input_tokens": 10, "output_tokens": 1},
        }
        events: tuple[Mapping[str, Any], ...] = (
            {"type": "message_start", "message": message},
            {"type": "content_block_start", "index": 0, "content_block": block},
            {"type": "content_block_delta", "index": 0, "delta": delta},
            {"type": "content_block_stop", "index": 0},
            {
                "type": "message_delta",
                "delta": {"stop_reason": stop_reason, "stop_sequence": None},
                "usage": {"output_tokens": 2},
            },
            {"type": "message_stop"},
        )
        stream = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)
        return Reply(body=stream.encode(), headers={"content-type": "text/event-stream"})


def _error(status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> Reply:
    return Reply(
        status=status,
        body=body,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


WIRES: tuple[Wire, ...] = (OpenAIChat(), AnthropicMessages())
