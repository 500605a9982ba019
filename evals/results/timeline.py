"""What happened in a run, in order: the turns of the model and its tool calls, matched with what was recorded
of each call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

from evals.results.record import EvalRecord, ToolCallRecord


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The model answered, for the so-many-th time; what it wrote follows."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Called:
    """A tool was called."""

    call: ToolCallRecord


@dataclass(frozen=True, kw_only=True)
class UnseenCall:
    """A call that the messages have and the spy did not see."""

    name: str
    args: JsonValue
    answered: bool
    returned: JsonValue


@dataclass(frozen=True, kw_only=True)
class UnshownCalls:
    """What follows are calls that no message shows; `alone` where there is no message at all."""

    alone: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    """Some other part of a message: `text` and `thinking` of the model, `instructions` to it, `answer` for
    the recorded answer itself, or what pydantic-ai calls the part."""

    kind: str
    content: JsonValue


Step = Turn | Called | UnseenCall | UnshownCalls | Said


def timeline(record: EvalRecord) -> Iterator[Step]:
    """Yield the steps of a run. The question and what tools returned are not steps of their own."""
    parts = [part for message in record.messages for part in _parts(message)]
    returned = {part.get("tool_call_id"): part for part in parts if part.get("part_kind") == "tool-return"}
    recorded = list(record.tool_calls)
    turn = 0
    instructions: JsonValue = None
    for message in record.messages:
        if message.get("kind") == "response":
            turn += 1
            yield Turn(number=turn)
        elif message.get("instructions") not in {None, instructions}:
            instructions = message["instructions"]
            yield Said(kind="instructions", content=instructions)
        for part in _parts(message):
            yield from _part(part, record, recorded, returned)
    if recorded:
        yield UnshownCalls(alone=not record.messages)
        for call in recorded:
            yield Called(call=call)


def _parts(message: dict[str, JsonValue]) -> list[dict[str, JsonValue]]:
    parts = message.get("parts")
    if not isinstance(parts, list):
        # A message that pydantic-ai could not dump.
        return [{"part_kind": "message", "content": message}]
    return [part for part in parts if isinstance(part, dict)]


def _part(
    part: dict[str, JsonValue],
    record: EvalRecord,
    recorded: list[ToolCallRecord],
    returned: dict[JsonValue, dict[str, JsonValue]],
) -> Iterator[Step]:
    kind, content = part.get("part_kind"), part.get("content")
    if kind == "tool-call":
        call = _take(recorded, part)
        if call is not None:
            yield Called(call=call)
            return
        answer = returned.get(part.get("tool_call_id"))
        yield UnseenCall(
            name=str(part.get("tool_name")),
            args=part.get("args"),
            answered=answer is not None,
            returned=None if answer is None else answer.get("content"),
        )
    elif kind == "text":
        yield Said(kind="answer" if content == record.answer else "text", content=content)
    elif kind == "tool-return" or (kind == "user-prompt" and content == record.question):
        return
    else:
        yield Said(kind=str(kind), content=content if content is not None else part)


def _take(recorded: list[ToolCallRecord], part: dict[str, JsonValue]) -> ToolCallRecord | None:
    """Remove and return the first recorded call with the name and arguments of `part`."""
    args = part.get("args")
    if isinstance(args, str):
        try:
            args = json.loads(args)
        except ValueError:
            return None
    for position, call in enumerate(recorded):
        if call.name == part.get("tool_name") and call.args == (args or {}):
            return recorded.pop(position)
    return None
