"""Labelled answers: what a judge is measured with.

One answer a line, as JSON: `{"id", "scenario", "question", "answer", "tool_calls": [{"name", "args",
"result"}], "labels": {criterion id: bool}, "passed": bool, "kind", "why"}`. The project's own are in
`evals/labels/`, whose README says who labelled them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictBool, ValidationError

from evals.rubrics import Criterion, Rubric
from evals.rubrics.lease_renewal import lease_renewal_criteria
from evals.scenarios.catalogue import SCENARIOS
from evals.transcripts import Exchange, ToolCall

LABELS = Path(__file__).parents[1] / "labels"
"""The project's own label files."""

Split = Literal["dev", "test"]
"""`dev`: judges may be developed on it. `test`: nothing is tuned on it."""

_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class LabelsError(Exception):
    """A label file that can't be used; the message names the file and the line."""


class LabelledCall(BaseModel):
    """A tool call of the agent that gave the answer."""

    model_config = ConfigDict(frozen=True)

    name: str
    args: dict[str, JsonValue] = {}
    result: JsonValue = None
    error: str | None = None


class LabelledAnswer(BaseModel):
    """An answer, and what a careful reader says of it, criterion by criterion."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1)
    scenario: str
    question: str
    answer: str
    ground_truth: str = ""
    """What was true of the run; a judge with a model is shown it, as in a real eval."""
    tool_calls: tuple[LabelledCall, ...] = ()
    labels: dict[str, StrictBool] = Field(min_length=1)
    passed: StrictBool
    kind: str = ""
    why: str = ""
    """What decides the labels, in a sentence."""

    @property
    def split(self) -> Split:
        """By the first byte of the SHA-256 of its id: even is `test`. So no line can be moved by hand."""
        return "test" if hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0 else "dev"

    @property
    def rubric(self) -> Rubric:
        """The criteria that it has labels for, as the scenario words them.

        Raises `ValueError` where the scenario is unknown or has no such criterion. Labels of lease-renewal
        criteria alone are taken for any scenario: they are the same for all.
        """
        criteria = tuple(c for c in _criteria_of(self) if c.id in self.labels)
        if unknown := set(self.labels) - {criterion.id for criterion in criteria}:
            known = ", ".join(criterion.id for criterion in _criteria_of(self))
            raise ValueError(
                f"{self.scenario} has no criterion {', '.join(sorted(unknown))}; it has: {known}"
            )
        return Rubric(question=self.question, ground_truth=self.ground_truth, criteria=criteria)

    @property
    def exchange(self) -> Exchange:
        """What a judge is shown."""
        calls = tuple(
            ToolCall(
                name=call.name,
                args=call.args,
                result=call.result,
                error=call.error,
                started_at=_UNKNOWN_TIME,
                duration_s=0.0,
            )
            for call in self.tool_calls
        )
        return Exchange(question=self.question, answer=self.answer, tool_calls=calls)


def own_label_files() -> tuple[Path, ...]:
    """The project's label files, by name."""
    return tuple(sorted(LABELS.glob("*.jsonl")))


def read_labels(files: Sequence[Path]) -> tuple[LabelledAnswer, ...]:
    """Read label files, in their order.

    Raises `LabelsError`, naming file and line, for a line that is not a labelled answer, a scenario or a
    criterion that the suite doesn't know, an id that occurs twice, and for a file that can't be read.
    """
    answers: list[LabelledAnswer] = []
    places: dict[str, str] = {}
    for file in files:
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            place = f"{file}:{number}"
            answer = _parsed(line, place)
            if answer.id in places:
                raise LabelsError(f"{place}: the id {answer.id!r} is that of {places[answer.id]}, too")
            places[answer.id] = place
            answers.append(answer)
    return tuple(answers)


def files_digest(files: Sequence[Path]) -> str:
    """Twelve hex digits that change when one of `files` does."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _criteria_of(answer: LabelledAnswer) -> tuple[Criterion, ...]:
    scenario = SCENARIOS.get(answer.scenario)
    if scenario is not None:
        return scenario.criteria
    general = lease_renewal_criteria()
    if set(answer.labels) <= {criterion.id for criterion in general}:
        return general
    raise ValueError(f"no scenario is called {answer.scenario!r}; there are: {', '.join(SCENARIOS)}")


def _lines(file: Path) -> list[str]:
    try:
        # Not splitlines: answers may hold line separators that JSON doesn't escape.
        return file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise LabelsError(f"{file}: {getattr(error, 'strerror', None) or error}") from error


def _parsed(line: str, place: str) -> LabelledAnswer:
    try:
        answer = LabelledAnswer.model_validate_json(line)
        _ = answer.rubric
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise LabelsError(f"{place}: {field + ': ' if field else ''}{first['msg']}") from error
    except ValueError as error:
        raise LabelsError(f"{place}: {error}") from error
    return answer
