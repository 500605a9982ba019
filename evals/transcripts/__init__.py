"""What an agent did: its tool calls, its messages, its answer."""

from evals.transcripts.exchange import Exchange
from evals.transcripts.tool_call import ToolCall

__all__ = ["Exchange", "ToolCall"]
