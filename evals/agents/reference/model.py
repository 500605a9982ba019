"""The `reference` model: a pydantic-ai model that diagnoses by rules, with no provider behind it.

It sees what any model sees: the conversation and the definitions of the tools. Each turn starts from the
messages alone, so the model holds no state and one instance serves any number of runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.agents.reference.answer import compose
from evals.agents.reference.case import Case
from evals.agents.reference.diagnose import diagnose
from evals.agents.reference.evidence import Consultation, Evidence, consultation
from evals.agents.reference.investigation import next_requests
from evals.agents.reference.question import Question

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage, ModelResponse
    from pydantic_ai.models import Model
    from pydantic_ai.models.function import AgentInfo


def reference_model() -> Model:
    """Return the model. It answers a question about a named flow run of the Prefect instance that its
    tools can see; where they fail or are missing, it says that it could not find out."""
    from pydantic_ai.models.function import FunctionModel

    return FunctionModel(_respond, model_name="reference")


async def _respond(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
    from pydantic_ai.messages import ModelResponse, TextPart, ToolCallPart

    case = Case(Question(_question(messages)), Evidence(_consultations(messages)))
    tools = frozenset(tool.name for tool in info.function_tools)
    if requests := next_requests(case, tools):
        return ModelResponse(parts=[ToolCallPart(r.tool, dict(r.arguments)) for r in requests])
    return ModelResponse(parts=[TextPart(compose(diagnose(case)))])


def _question(messages: list[ModelMessage]) -> str:
    """The last words of the user."""
    from pydantic_ai.messages import UserPromptPart

    prompts = [part for message in messages for part in message.parts if isinstance(part, UserPromptPart)]
    if not prompts:
        return ""
    content = prompts[-1].content
    return (
        content if isinstance(content, str) else " ".join(part for part in content if isinstance(part, str))
    )


def _consultations(messages: list[ModelMessage]) -> tuple[Consultation, ...]:
    """The tool calls of the conversation that have been answered, in the order of their answers."""
    from pydantic_ai.messages import ToolCallPart, ToolReturnPart

    parts = [part for message in messages for part in message.parts]
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
