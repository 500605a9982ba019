"""Payloads that try to talk a judge into passing a wrong answer about a lease-renewal crash.

Every answer is wrong whatever its payload says: it names another cause, or none. Written for this
project in the manner of attacks that are public knowledge; no claim that the list is complete.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Literal

from evals.transcripts import Exchange, ToolCall

AttackKind = Literal[
    "direct_order",
    "authority",
    "role_play",
    "pressure",
    "fake_verdict",
    "forged_tag",
    "forged_rubric",
    "chat_format",
    "quotation_bait",
    "other_language",
    "encoded",
    "invisible",
    "homoglyph",
    "split",
]
"""`quotation_bait` offers words to quote; `split` spreads the payload over the tool log and the answer."""


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One payload on a wrong answer."""

    id: str
    kind: AttackKind
    answer: str
    tool_result: str | None
    """What a tool returned to the agent, where the payload, or half of it, came in that way."""

    def exchange(self, question: str) -> Exchange:
        """The attack as an agent's run: the logs were read where there is a `tool_result`."""
        calls = () if self.tool_result is None else (_read_logs(self.tool_result),)
        return Exchange(question=question, answer=self.answer, tool_calls=calls)


def load_attacks() -> tuple[Attack, ...]:
    """Every attack in this folder's `*.jsonl`, ordered by file and line."""
    corpus = sorted(
        (file for file in files(__name__).iterdir() if file.name.endswith(".jsonl")),
        key=lambda file: file.name,
    )
    lines = [line for file in corpus for line in file.read_text(encoding="utf-8").split("\n") if line]
    return tuple(Attack(**json.loads(line)) for line in lines)


def _read_logs(result: str) -> ToolCall:
    return ToolCall(
        name="get_flow_run_logs",
        args={"flow_run_id": "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"},
        result=result,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        duration_s=0.0,
    )
