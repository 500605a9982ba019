"""A scenario: how a situation is made, and what is asked about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from evals.rubrics import Criterion, Rubric
from evals.scenarios.situation import Family, Fidelity, Situation

if TYPE_CHECKING:
    from evals.scenarios.stage import Stage


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What making a scenario ended in: the run that is asked about, the question and the truth."""

    question: str
    ground_truth: str
    flow_run_id: UUID | None
    names: dict[str, str] = field(default_factory=dict)
    own_criteria: tuple[Criterion, ...] = ()
    """Criteria whose wording or patterns hold what only this run has, such as its name or a secret; an
    answer is graded on them after those of the scenario."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One situation that agents are asked about. `make` writes it to the server, reads it back, raises
    `ScenarioNotMeasured` where it is not what it has to be, and returns the question and the truth.

    Raises `ValueError` where `criteria` are none that an answer could be graded on; see `Rubric`.
    """

    id: str
    family: Family
    fidelity: Fidelity
    source: str
    protects: str
    criteria: tuple[Criterion, ...]
    """What an answer is graded on, whichever run it is about; one of them at least is required."""
    required_tools: tuple[str, ...]
    make: Callable[[Stage], Awaitable[Outcome]]
    restarts: tuple[str, ...] = ()
    """Names of the server restarts that `make` takes part in; see `evals.scenarios.restart`."""

    def __post_init__(self) -> None:
        self.rubric(question="", ground_truth="")

    def rubric(self, *, question: str, ground_truth: str, own_criteria: tuple[Criterion, ...] = ()) -> Rubric:
        """What an answer to `question` is graded on: the scenario's criteria, and `own_criteria` after them.

        Raises `ValueError` where an id is in both.
        """
        return Rubric(question=question, ground_truth=ground_truth, criteria=(*self.criteria, *own_criteria))

    async def situation(self, stage: Stage) -> Situation:
        """Make it."""
        outcome = await self.make(stage)
        return Situation(
            scenario=self.id,
            family=self.family,
            fidelity=self.fidelity,
            source=self.source,
            protects=self.protects,
            rubric=self.rubric(
                question=outcome.question,
                ground_truth=outcome.ground_truth,
                own_criteria=outcome.own_criteria,
            ),
            required_tools=self.required_tools,
            flow_run_id=outcome.flow_run_id,
            names=outcome.names,
        )
