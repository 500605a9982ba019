"""A situation: something that happened on the suite's server, the question about it, and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from evals.rubrics import Rubric

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

Fidelity = Literal["engine", "replayed", "forced"]
"""How a situation was made: by Prefect's own engine; written back from recorded evidence; by force."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What a scenario leaves on the server, read back from it."""

    scenario: str
    family: str
    fidelity: Fidelity
    source: str
    """Where it is known from that this happens to users: an issue, a Prefect version."""
    flow_run: FlowRun
    rubric: Rubric
    required_tools: tuple[str, ...]
    """Tools without whose results the question can't be answered."""

    @property
    def question(self) -> str:
        return self.rubric.question


def unique(prefix: str) -> str:
    """`prefix` and eight random hex digits: names that collide with nothing and give nothing away."""
    return f"{prefix}-{uuid4().hex[:8]}"
