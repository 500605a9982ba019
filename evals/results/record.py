"""The record of one eval: what was asked, done, answered and decided. One line of `results.jsonl`."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import (
    AwareDatetime,
    BaseModel,
    Field,
    JsonValue,
    NonNegativeFloat,
    PositiveInt,
)

from evals.judges.verdict import Decision
from evals.outcomes import Outcome
from evals.results.format import Part, Text
from evals.results.graded import CriterionRecord, GradedRecord, UngradedRecord, VerdictRecord
from evals.results.jsonable import jsonable
from evals.results.redaction import Redactor
from evals.rubrics import Weight
from evals.rubrics.rubric import DecidedBy
from evals.scenarios.situation import Fidelity
from evals.transcripts.usage import Usage

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage

    from evals.transcripts import ToolCall

BesideVerdicts = Literal["sound", "not_run", "trouble", "unknown"]
"""What is known of an eval besides its verdicts: `sound` where every other check passed; `not_run` where a
verdict ended the eval, or the lack of one, so that what comes after the grading never ran; `trouble` where
something else than a verdict decided the outcome; `unknown` where the eval passed although not every verdict
did."""

_CLOSED_WORDS = frozenset(
    word
    for words in (Outcome, Decision, Weight, DecidedBy, Fidelity, BesideVerdicts)
    for word in get_args(words)
)


class ToolCallRecord(Part):
    """A finished tool call; see `evals.transcripts.ToolCall`."""

    name: Text
    args: dict[str, JsonValue]
    result: JsonValue
    error: Text | None
    succeeded: bool
    started_at: AwareDatetime
    duration_s: NonNegativeFloat


class Models(Part):
    """The models by role; None where the eval ended before it had one."""

    agent: Text | None = None
    judge: Text | None = None
    judge_standing: Text | None = None
    """Whether the judge was calibrated when it graded, in a line; see `evals.calibration.record`."""


class UsageByRole(Part):
    """What agent and judge used, kept apart."""

    agent: Usage = Usage()
    judge: Usage = Usage()


class Durations(Part):
    """Wall-clock seconds; 0 for a part that the eval didn't reach."""

    setup_s: NonNegativeFloat = 0.0
    agent_s: NonNegativeFloat = 0.0
    judge_s: NonNegativeFloat = 0.0
    total_s: NonNegativeFloat = 0.0


class EvalRecord(Part):
    """One eval, run once. Everything needed to read it, report it and grade it again is in it."""

    schema_version: Literal[1] = 1
    eval: Text
    """The pytest node id, without what repeats and models add to it."""
    eval_doc: Text | None = None
    """The first paragraph of the eval's docstring: the question that it protects."""
    repeat: PositiveInt = 1
    crossed_with: Text | None = None
    """The model of `--models`; None where the eval was asked of the models of its roles."""
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
    own_criteria: tuple[Text, ...] | None = None
    """The ids of those criteria of this rubric that the scenario's own run added to the catalogue's; None
    where it is not the rubric of a scenario in the catalogue."""
    messages: tuple[dict[str, JsonValue], ...] = ()
    """The conversation, as pydantic-ai's `ModelMessagesTypeAdapter` dumps and reads it."""
    tool_calls: tuple[ToolCallRecord, ...] = ()
    verdicts: tuple[VerdictRecord, ...] = ()
    """In the order given. An eval may have its answer graded more than once."""
    ungraded: tuple[UngradedRecord, ...] = ()
    """What a judge was asked to grade, and gave no verdict on."""
    outcome: Outcome
    reason: Text | None = None
    """Why it did not pass, in short; for `unmeasured` it starts with the type of what was raised."""
    beside_verdicts: BesideVerdicts = "unknown"
    models: Models = Models()
    usage: UsageByRole = UsageByRole()
    durations: Durations = Durations()
    versions: dict[str, str] = Field(default_factory=dict)
    started_at: AwareDatetime
    trace_id: str | None = None
    rescored_from: str | None = None
    """The id of the run whose answer was graded again here; None for an eval that was run."""

    @property
    def criteria(self) -> tuple[CriterionRecord, ...]:
        """The criteria of all verdicts."""
        return tuple(criterion for verdict in self.verdicts for criterion in verdict.criteria)

    @property
    def graded(self) -> tuple[GradedRecord, ...]:
        """Every answer that a judge was asked to grade, with a verdict or without, in their order."""
        places = [*enumerate(self.verdicts, 1), *((none.after, none) for none in self.ungraded)]
        return tuple(graded for _, graded in sorted(places, key=lambda place: place[0]))

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


def reason_of(error: BaseException) -> str:
    """Why an eval did not pass, as its record says it: the type of what was raised, and its message."""
    text = str(error).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


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
