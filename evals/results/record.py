"""The record of one eval: what was asked, done, answered and decided. One line of `results.jsonl`."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    JsonValue,
    NonNegativeFloat,
    PositiveInt,
)

from evals.judges.verdict import Decision
from evals.outcomes import Outcome
from evals.results.jsonable import jsonable, valid_text
from evals.results.redaction import Redactor
from evals.rubrics import Weight
from evals.rubrics.rubric import DecidedBy
from evals.scenarios.situation import Fidelity
from evals.transcripts.usage import Usage

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage

    from evals.judges import Verdict
    from evals.transcripts import ToolCall

_CLOSED_WORDS = frozenset(
    word for words in (Outcome, Decision, Weight, DecidedBy, Fidelity) for word in get_args(words)
)

Text = Annotated[str, BeforeValidator(lambda text: valid_text(text) if isinstance(text, str) else text)]
"""Text from anywhere: what UTF-8 can't hold is spelled out, so that writing never fails."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ToolCallRecord(_Part):
    """A finished tool call; see `evals.transcripts.ToolCall`."""

    name: Text
    args: dict[str, JsonValue]
    result: JsonValue
    error: Text | None
    succeeded: bool
    started_at: AwareDatetime
    duration_s: NonNegativeFloat


class CriterionRecord(_Part):
    """A criterion, as worded when it was decided, and the decision."""

    id: Text
    weight: Weight
    met_when: Text
    not_met_when: Text
    decision: Decision
    reason: Text
    quotes: tuple[Text, ...]
    decided_by: DecidedBy
    votes: tuple[Decision, ...] = ()
    """What each call to the judge's model decided; empty where none was made."""


class VerdictRecord(_Part):
    """A graded answer."""

    judge: Text
    rubric: str
    """The rubric's digest."""
    outcome: Outcome
    criteria: tuple[CriterionRecord, ...]
    usage: Usage
    seconds: NonNegativeFloat

    @property
    def calls(self) -> int:
        """How many calls to a model it rests on."""
        return max((len(criterion.votes) for criterion in self.criteria), default=0)

    @property
    def disagreed(self) -> tuple[str, ...]:
        """The criteria on which those calls were not unanimous."""
        return tuple(criterion.id for criterion in self.criteria if len(set(criterion.votes)) > 1)


class Models(_Part):
    """The models by role; None where the eval ended before it had one."""

    agent: Text | None = None
    judge: Text | None = None


class UsageByRole(_Part):
    """What agent and judge used, kept apart."""

    agent: Usage = Usage()
    judge: Usage = Usage()


class Durations(_Part):
    """Wall-clock seconds; 0 for a part that the eval didn't reach."""

    setup_s: NonNegativeFloat = 0.0
    agent_s: NonNegativeFloat = 0.0
    judge_s: NonNegativeFloat = 0.0
    total_s: NonNegativeFloat = 0.0


class EvalRecord(_Part):
    """One eval, run once. Everything needed to read it, report it and grade it again is in it."""

    schema_version: Literal[1] = 1
    eval: Text
    """The pytest node id."""
    eval_doc: Text | None = None
    """The first paragraph of the eval's docstring: the question that it protects."""
    repeat: PositiveInt = 1
    run: str
    """The run's id: the name of its directory."""
    scenario: Text | None = None
    family: Text | None = None
    fidelity: Fidelity | None = None
    source: Text | None = None
    question: Text
    """What the agent was asked; empty where the eval ended before it was."""
    answer: Text | None = None
    ground_truth: Text | None = None
    rubric: str | None = None
    """The digest of the rubric that the eval is graded on; None for a plain evaluation prompt, too."""
    messages: tuple[dict[str, JsonValue], ...] = ()
    """The conversation, as pydantic-ai's `ModelMessagesTypeAdapter` dumps and reads it."""
    tool_calls: tuple[ToolCallRecord, ...] = ()
    verdicts: tuple[VerdictRecord, ...] = ()
    """In the order given. An eval may have its answer graded more than once."""
    outcome: Outcome
    reason: Text | None = None
    """Why it did not pass, in short; for `unmeasured` it starts with the type of what was raised."""
    models: Models = Models()
    usage: UsageByRole = UsageByRole()
    durations: Durations = Durations()
    versions: dict[str, str] = {}
    started_at: AwareDatetime
    trace_id: str | None = None

    @property
    def criteria(self) -> tuple[CriterionRecord, ...]:
        """The criteria of all verdicts."""
        return tuple(criterion for verdict in self.verdicts for criterion in verdict.criteria)

    def redacted(self, redactor: Redactor) -> EvalRecord:
        """Return the record with the redactor's secrets replaced in every text, key and value of it."""
        redacted = _redacted(self, redactor)
        assert isinstance(redacted, EvalRecord)
        return redacted


def _redacted(value: Any, redactor: Redactor) -> Any:
    # Field names and the words of closed sets are the format itself: a secret that happens to be
    # called `messages` must not break it.
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return value.model_copy(update={name: _redacted(getattr(value, name), redactor) for name in fields})
    if isinstance(value, tuple):
        return tuple(_redacted(item, redactor) for item in value)
    if isinstance(value, str) and value in _CLOSED_WORDS:
        return value
    return redactor.redact(value) if isinstance(value, (str, dict, list)) else value


def tool_call_records(calls: Iterable[ToolCall]) -> tuple[ToolCallRecord, ...]:
    """Return `calls` as records, whatever their arguments and results are; see `jsonable`."""
    return tuple(
        ToolCallRecord(
            name=call.name,
            args=_json_object(call.args),
            result=jsonable(call.result),
            error=call.error,
            succeeded=call.succeeded,
            started_at=call.started_at.astimezone(UTC),
            duration_s=call.duration_s,
        )
        for call in calls
    )


def verdict_record(verdict: Verdict) -> VerdictRecord:
    """Return `verdict` as a record, with the wording of the criteria that it was decided on."""
    worded = {criterion.id: criterion for criterion in verdict.rubric.criteria}
    return VerdictRecord(
        judge=verdict.judge,
        rubric=verdict.rubric.digest,
        outcome=verdict.outcome,
        criteria=tuple(
            CriterionRecord(
                id=decided.id,
                weight=decided.weight,
                met_when=worded[decided.id].met_when,
                not_met_when=worded[decided.id].not_met_when,
                decision=decided.decision,
                reason=decided.reason,
                quotes=decided.quotes,
                decided_by=decided.decided_by,
                votes=decided.votes,
            )
            for decided in verdict.criteria
        ),
        usage=verdict.usage,
        seconds=verdict.seconds,
    )


def message_records(messages: Iterable[ModelMessage]) -> tuple[dict[str, JsonValue], ...]:
    """Return pydantic-ai messages as JSON objects that its `ModelMessagesTypeAdapter` reads again.

    Never raises: a message that the adapter can't dump is recorded as `jsonable` has it.
    """
    return tuple(_message(message) for message in messages)


def _message(message: ModelMessage) -> dict[str, JsonValue]:
    from pydantic_ai.messages import ModelMessagesTypeAdapter

    try:
        dumped = ModelMessagesTypeAdapter.dump_python([message], mode="json")[0]
    except Exception:
        dumped = message
    return _json_object(dumped)


def _json_object(value: object) -> dict[str, JsonValue]:
    converted = jsonable(value)
    return converted if isinstance(converted, dict) else {"unreadable": converted}


def first_paragraph(docstring: str | None) -> str | None:
    """Return the first paragraph of `docstring` on one line; None where there is none."""
    paragraph = inspect.cleandoc(docstring or "").partition("\n\n")[0]
    return " ".join(paragraph.split()) or None
