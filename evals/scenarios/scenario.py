"""A scenario: how a situation is made, and what is asked about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from evals.scenarios.situation import Family, Fidelity, Situation

if TYPE_CHECKING:
    from evals.rubrics import Rubric
    from evals.scenarios.stage import Stage


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What making a scenario ended in: the run that is asked about, and the rubric of the answer."""

    rubric: Rubric
    flow_run_id: UUID | None
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One situation that agents are asked about. `make` writes it to the server, reads it back, raises
    `ScenarioNotMeasured` where it is not what it has to be, and returns the question and the truth."""

    id: str
    family: Family
    fidelity: Fidelity
    source: str
    protects: str
    required_tools: tuple[str, ...]
    make: Callable[[Stage], Awaitable[Outcome]]
    restarts: tuple[str, ...] = ()
    """Names of the server restarts that `make` takes part in; see `evals.scenarios.restart`."""

    async def situation(self, stage: Stage) -> Situation:
        """Make it."""
        outcome = await self.make(stage)
        return Situation(
            scenario=self.id,
            family=self.family,
            fidelity=self.fidelity,
            source=self.source,
            protects=self.protects,
            rubric=outcome.rubric,
            required_tools=self.required_tools,
            flow_run_id=outcome.flow_run_id,
            names=outcome.names,
        )
