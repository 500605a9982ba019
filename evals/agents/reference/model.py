"""The `reference` model: a pydantic-ai model that diagnoses by rules, with no provider behind it.

It sees what any model sees: the conversation and the definitions of the tools. Each turn starts from the
messages alone, so the model holds no state and one instance serves any number of runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evals.agents.reference.answer import compose
from evals.agents.reference.case import Case
from evals.agents.reference.diagnose import diagnose
from evals.agents.reference.evidence import Consultation, Evidence, consultation
from evals.agents.reference.investigation import next_requests
from evals.agents.reference.question import Question

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage, ModelRequestPart, ModelResponse, ModelResponsePart
    from pydantic_ai.models import Model
    from pydantic_ai.models.function import AgentInfo

    Part = ModelRequestPart | ModelResponsePart


def reference_model() -> Model:
    """Return the model.

    It answers the last question of a conversation, in text, about a flow run that the question names, from
    what the Prefect MCP tools return. Where they fail or are missing, it says that it could not find out.
    """
    from pydantic_ai.models.function import FunctionModel

    return FunctionModel(_respond, model_name="reference")


async def _respond(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
    from pydantic_ai.messages import ModelResponse, TextPart, ToolCallPart

    question, since = _question(messages)
    case = Case(Question(question), Evidence(_consultations(since)))
    tools = frozenset(tool.name for tool in info.function_tools)
    if requests := next_requests(case, tools):
        return ModelResponse(parts=[ToolCallPart(r.tool, dict(r.arguments)) for r in requests])
    return ModelResponse(parts=[TextPart(compose(diagnose(case)))])


def _question(messages: list[ModelMessage]) -> tuple[str, Sequence[Part]]:
    """The last words of the user, and the parts of the conversation since then."""
    from pydantic_ai.messages import UserPromptPart

    parts = [part for message in messages for part in message.parts]
    for position in reversed(range(len(parts))):
        part = parts[position]
        if isinstance(part, UserPromptPart):
            said = [part.content] if isinstance(part.content, str) else part.content
            return " ".join(text for text in said if isinstance(text, str)), parts[position + 1 :]
    return "", parts


def _consultations(parts: Sequence[Part]) -> tuple[Consultation, ...]:
    """The tool calls that have been answered, in the order of their answers."""
    from pydantic_ai.messages import ToolCallPart, ToolReturnPart

    calls = {part.tool_call_id: part for part in parts if isinstance(part, ToolCallPart)}
    return tuple(
        consultation(
            tool=part.tool_name,
            arguments=calls[part.tool_call_id].args_as_dict(),
            content=part.content,
            failed=part.outcome != "success",
        )
        for part in parts
        if isinstance(part, ToolReturnPart) and part.tool_call_id in calls
    )
