"""A verdict: one decision per criterion, and the outcome that follows from them in code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evals.outcomes import Outcome
from evals.rubrics import Rubric, Weight
from evals.rubrics.rubric import DecidedBy

Decision = Literal["met", "not_met", "cant_tell"]


@dataclass(frozen=True, kw_only=True)
class CriterionVerdict:
    """The decision on one criterion, with what it rests on."""

    id: str
    weight: Weight
    decision: Decision
    reason: str
    quotes: tuple[str, ...] = ()
    """Verbatim from the answer; empty where nothing in it bears on the criterion."""
    decided_by: DecidedBy = "judge"


@dataclass(frozen=True, kw_only=True)
class JudgeUsage:
    """What the judge cost. `cost_usd` is None where the model isn't priced, never 0 for "unknown"."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A graded answer."""

    judge: str
    """The judge's name: `keyless`, or a model name."""
    rubric: Rubric
    criteria: tuple[CriterionVerdict, ...]
    usage: JudgeUsage = JudgeUsage()

    @property
    def outcome(self) -> Outcome:
        """`failed` where a required criterion is not met; `unmeasured` where the judge can't tell."""
        decisions = {c.decision for c in self.criteria if c.weight == "required"}
        if "not_met" in decisions:
            return "failed"
        return "unmeasured" if "cant_tell" in decisions else "passed"

    @property
    def met(self) -> int:
        """How many criteria are met, required and scored."""
        return sum(c.decision == "met" for c in self.criteria)

    @property
    def explanation(self) -> str:
        """One line for each required criterion that is not met; empty for a verdict that passed."""
        return "\n".join(
            f"{c.id}: {c.reason}" for c in self.criteria if c.weight == "required" and c.decision != "met"
        )
