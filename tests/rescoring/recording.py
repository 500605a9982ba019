"""Evals recorded as the suite records them, without a server or an agent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from unittest.mock import patch
from uuid import UUID

from evals.judges import CriterionVerdict, Decision, Verdict
from evals.outcomes import EvalFailed
from evals.results.record import EvalRecord
from evals.results.store import RunStore
from evals.rubrics import Criterion, LooksFor, Rubric
from evals.scenarios.catalogue import SCENARIOS
from evals.scenarios.situation import Situation
from evals.session.ending import finish
from evals.session.evaluate import evaluator
from evals.session.recorder import EvalRecorder
from evals.session.run import Run
from evals.transcripts import Exchange, ToolCall
from evals.transcripts.usage import Usage

if TYPE_CHECKING:
    from evals._tools.spy import ToolCallSpy
    from evals.judges import Judge
    from evals.session.unchanged import ServerWatch

Evaluate = Callable[["Rubric | str", str], Awaitable[Verdict]]
Body = Callable[[Evaluate], Awaitable[object]]

OWN = Rubric(
    question="What colour?",
    ground_truth="It is green.",
    criteria=(
        Criterion(
            id="says_green",
            met_when="it says green",
            not_met_when="it does not",
            looks_for=LooksFor(groups=((r"\bgreen\b",),), rejects=(r"\bred\b",)),
        ),
        Criterion(
            id="says_why",
            met_when="it says why",
            not_met_when="it does not",
            weight="scored",
            needs_quotation=False,
            looks_for=LooksFor(groups=((r"\bbecause\b",), (r"\bsince\b",)), at_least=1),
        ),
    ),
)
"""What an eval of one's own may grade on: none of the catalogue's criteria."""


@dataclass
class Scripted:
    """A judge that decides each criterion as told, `met` where nothing is told, or raises; it remembers what
    it was shown."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    raises: Exception | None = None
    name: str = "scripted"
    shown: list[tuple[Rubric, Exchange]] = field(default_factory=list)

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        self.shown.append((rubric, exchange))
        if self.raises is not None:
            raise self.raises
        return Verdict(
            judge=self.name,
            rubric=rubric,
            criteria=tuple(
                CriterionVerdict(
                    id=criterion.id,
                    weight=criterion.weight,
                    decision=self.decisions.get(criterion.id, "met"),
                    reason=f"{self.name} on {criterion.id}",
                )
                for criterion in rubric.criteria
            ),
            usage=Usage(requests=1, input_tokens=10, output_tokens=1),
            seconds=0.5,
        )


class _Watch:
    """A server on which nothing, or one thing, changes."""

    def __init__(self, changed: str = "") -> None:
        self._changed = changed

    async def require_unchanged(self) -> None:
        if self._changed:
            raise EvalFailed(self._changed)


def situation(scenario: str, *own_criteria: Criterion) -> Situation:
    """A situation of the catalogue, as its director would hand it over."""
    made = SCENARIOS[scenario]
    return Situation(
        scenario=made.id,
        family=made.family,
        fidelity=made.fidelity,
        source=made.source,
        protects=made.protects,
        rubric=made.rubric(
            question="Why did 'pipeline-run-1' crash?", ground_truth="Its lease.", own_criteria=own_criteria
        ),
        required_tools=made.required_tools,
        flow_run_id=UUID(int=1),
        names={"run": "pipeline-run-1"},
    )


def calls(*names: str, error: str | None = None) -> tuple[ToolCall, ...]:
    return tuple(
        ToolCall(
            name=name, args={}, result={"ok": 1}, error=error, started_at=datetime.now(UTC), duration_s=0.1
        )
        for name in names
    )


async def recorded(
    folder: Path,
    body: Body,
    *,
    judge: Judge,
    about: Situation | None = None,
    tool_calls: Sequence[ToolCall] = (),
    server_changed: str = "",
    teardown: Exception | None = None,
    name: str = "test_it",
) -> EvalRecord:
    """Run `body`, the part of an eval after its agent, and return the record that it leaves in `folder`."""
    recorder = EvalRecorder(eval=f"evals/test_own.py::{name}", doc="Is it so?", situation=about)
    recorder.spy = cast("ToolCallSpy", SimpleNamespace(calls=tool_calls))
    recorder.observe("setup", duration_s=0.1, error=None)
    with patch("evals.session.evaluate.make_judge", return_value=judge):
        watch = cast("ServerWatch", _Watch(server_changed))
        evaluate = evaluator("scripted", recorder=recorder, watch=watch)
    error: BaseException | None = None
    try:
        await body(evaluate)
    except BaseException as raised:
        # Whatever an eval ends with: a skip is none of `Exception`.
        error = raised
    recorder.observe("call", duration_s=1.0, error=error)
    recorder.observe("teardown", duration_s=0.1, error=teardown)
    return _finished(recorder, folder)


def _finished(recorder: EvalRecorder, folder: Path) -> EvalRecord:
    folder.mkdir(parents=True, exist_ok=True)
    finish(
        recorder,
        run=Run(
            root=str(folder.parent), directory=str(folder), home=str(folder), port=1, owner=1, started=0.0
        ),
    )
    return RunStore(folder).read()[-1]


def answers(rubric: Rubric | str, *texts: str) -> Body:
    """An eval that has one answer after the other graded."""

    async def body(evaluate: Evaluate) -> None:
        for text in texts:
            await evaluate(rubric, text)

    return body
