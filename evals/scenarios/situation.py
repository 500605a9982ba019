"""A situation: something that happened on the suite's server, the question about it, and the truth."""

from __future__ import annotations

from typing import Literal
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict

from evals.rubrics import Rubric

Fidelity = Literal["engine", "replayed", "forced"]
"""How a situation was made: by Prefect's own engine; written back from recorded evidence; by force."""

Family = Literal["lease_renewal", "root_cause", "look_alike", "hostile"]


class Situation(BaseModel):
    """What a scenario leaves on the server, read back from it. Made in one process, asked about in others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str
    family: Family
    fidelity: Fidelity
    source: str
    """Where it is known from that this happens to users: an issue, a Prefect version."""
    protects: str
    """The question about agents that this scenario protects."""
    rubric: Rubric
    required_tools: tuple[str, ...]
    """Tools without whose results the question can't be answered."""
    flow_run_id: UUID | None
    """The run that is asked about; None where there is no such run."""
    names: dict[str, str] = {}
    """What wrong answers are made plausible with: the names of the run, its deployment, its limit."""

    @property
    def question(self) -> str:
        return self.rubric.question


def unique(prefix: str) -> str:
    """`prefix` and eight random hex digits: names that collide with nothing and give nothing away."""
    return f"{prefix}-{uuid4().hex[:8]}"
