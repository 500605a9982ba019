"""A judge's model that replies what a test scripted, and remembers what reached it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    SystemPromptPart,
    TextPart,
    ToolCallPart,
    UserPromptPart,
)
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RequestUsage

from evals.judges.llm import LLMJudge
from evals.rubrics import Criterion, Rubric
from evals.transcripts import Exchange

Step = Mapping[str, Any] | str | ModelResponse | Exception | Callable[[], Awaitable[None]]
"""A reply's arguments, a text instead of one, a whole response, what is raised, or what is awaited."""

CAUSE = Criterion(
    id="identifies_cause", met_when="it says the lease was not renewed", not_met_when="it does not"
)
CLEAN = Criterion(
    id="no_false_claims",
    met_when="nothing in it is false",
    not_met_when="something is",
    needs_quotation=False,
)
ERROR = Criterion(
    id="quotes_error", met_when="it has the error's words", not_met_when="it has not", weight="scored"
)
RUBRIC = Rubric(
    question="Why did my flow run crash?", ground_truth="The lease was lost.", criteria=(CAUSE, CLEAN, ERROR)
)

ANSWER = 'The run lost its **concurrency lease**: "Concurrency lease renewal failed", says its log.'
QUOTATIONS = {CAUSE.id: "The run lost its concurrency lease", ERROR.id: "Concurrency lease renewal failed"}


def exchange(answer: str = ANSWER) -> Exchange:
    return Exchange(question=RUBRIC.question, answer=answer)


def reply(**verdicts: str) -> dict[str, Any]:
    """A reply on `RUBRIC` with sound quotations, everything met but for `verdicts`."""
    return {
        "criteria": [
            {
                "id": criterion.id,
                "quotations": [QUOTATIONS[criterion.id]] if criterion.id in QUOTATIONS else [],
                "reason": f"because of {criterion.id}",
                "verdict": verdicts.get(criterion.id, "met"),
            }
            for criterion in RUBRIC.criteria
        ]
    }


@dataclass(frozen=True)
class Request:
    """What one request to the model held."""

    messages: list[ModelMessage]
    info: AgentInfo

    @property
    def system(self) -> str:
        parts = [part for message in self.messages for part in message.parts]
        texts = [part.content for part in parts if isinstance(part, SystemPromptPart)]
        return "\n".join([*texts, self.info.instructions or ""])

    @property
    def user_turn(self) -> str:
        first = self.messages[0]
        assert isinstance(first, ModelRequest)
        (part,) = [part for part in first.parts if isinstance(part, UserPromptPart)]
        assert isinstance(part.content, str)
        return part.content


class ScriptedModel:
    """Replies with one step a request, in order; a request beyond the script fails the test."""

    def __init__(self, *steps: Step) -> None:
        self.requests: list[Request] = []
        self._steps = list(steps)

    def judge(self, *, settings: ModelSettings | None = None) -> LLMJudge:
        return LLMJudge(
            FunctionModel(self._respond, model_name="scripted", settings=settings), name="scripted"
        )

    async def _respond(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        self.requests.append(Request(messages=list(messages), info=info))
        assert self._steps, f"request {len(self.requests)} is not in the script"
        step = self._steps.pop(0)
        if isinstance(step, Exception):
            raise step
        if isinstance(step, ModelResponse):
            return step
        if isinstance(step, str):
            return ModelResponse(parts=[TextPart(step)])
        if isinstance(step, Mapping):
            return priced(step, cost=None)
        await step()
        raise AssertionError("a step that is awaited must not come back")


def priced(arguments: Mapping[str, Any], *, cost: str | None) -> ModelResponse:
    usage = RequestUsage(input_tokens=100, output_tokens=20, cost=None if cost is None else Decimal(cost))
    return ModelResponse(
        parts=[ToolCallPart("final_result", json.dumps(arguments))], usage=usage, provider_name="scripted"
    )
