"""What a judge is shown of an agent's run."""

from __future__ import annotations

from dataclasses import dataclass

from evals.transcripts.tool_call import ToolCall


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """The question, the answer and the tool calls in between. All of it is data, none of it is trusted."""

    question: str
    answer: str
    tool_calls: tuple[ToolCall, ...] = ()
