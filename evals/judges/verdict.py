"""A verdict: one decision per criterion, and the outcome that follows from them in code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from evals.outcomes import Outcome
from evals.rubrics import Rubric, Weight
from evals.rubrics.rubric import DecidedBy
from evals.transcripts.usage import Usage

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
    votes: tuple[Decision, ...] = ()
    """What each call to the judge's model decided, in order; empty where none was made."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A graded answer."""

    judge: str
    """The judge's name: `keyless`, or a model name."""
    rubric: Rubric
    criteria: tuple[CriterionVerdict, ...]
    usage: Usage = field(default_factory=Usage)
    """What the judge used, apart from what the agent did; no requests where it asks no model."""
    seconds: float = 0.0
    """Wall-clock time that judging took."""

    @property
    def outcome(self) -> Outcome:
        """`failed` where a required criterion is not met; `unmeasured` where the judge can't tell."""
        decisions = {c.decision for c in self.criteria if c.weight == "required"}
        if "not_met" in decisions:
            return "failed"
        return "unmeasured" if "cant_tell" in decisions else "passed"

    @property
    def calls(self) -> int:
        """How many calls to a model the verdict rests on, re-asks within a call not counted."""
        return max(len(c.votes) for c in self.criteria)

    @property
    def disagreed(self) -> tuple[str, ...]:
        """The criteria on which the calls were not unanimous."""
        return tuple(c.id for c in self.criteria if len(set(c.votes)) > 1)

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
