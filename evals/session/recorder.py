"""Collects what one eval does, from its set-up to its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from evals.outcomes import Outcome
from evals.session.classify import Phase, outcome_of

if TYPE_CHECKING:
    from evals._tools.spy import ToolCallSpy
    from evals.judges import Verdict
    from evals.scenarios.situation import Situation
    from evals.transcripts import Exchange
    from evals.transcripts.usage import Usage

_SEVERITY: dict[Outcome, int] = {"passed": 0, "skipped": 1, "unmeasured": 2, "failed": 3}


@dataclass(kw_only=True)
class EvalRecorder:
    """The notes on one eval while it runs. Lives as long as the eval's pytest item."""

    nodeid: str
    doc: str
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    durations: dict[Phase, float] = field(default_factory=dict)
    situation: Situation | None = None
    spy: ToolCallSpy | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    """What was graded, in the order of `verdicts`; the last may have got no verdict."""
    judge_s: float = 0.0
    judge_usage: list[Usage] = field(default_factory=list)
    """What grading used, where it ended without a verdict, too."""
    runs: list[list[Any]] = field(default_factory=list)
    """The messages of every agent run, as lists that pydantic-ai goes on appending to."""
    models: dict[str, str] = field(default_factory=dict)
    outcome: Outcome = "passed"
    reason: str = ""

    def observe(self, phase: Phase, *, duration_s: float, error: BaseException | None) -> Outcome:
        """Note how a phase ended, and return the outcome that this phase alone means.

        The eval's outcome is the worst of its phases, a failed one being worst of all.
        """
        self.durations[phase] = duration_s
        outcome: Outcome = "passed" if error is None else outcome_of(error, phase=phase)
        if _SEVERITY[outcome] > _SEVERITY[self.outcome]:
            self.outcome = outcome
            self.reason = "" if error is None else _describe(error)
        return outcome

    @property
    def messages(self) -> list[Any]:
        return [message for run in self.runs for message in run]


def _describe(error: BaseException) -> str:
    text = str(error).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
