"""Collects what one eval does, from its set-up to its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from evals.outcomes import Outcome
from evals.results.record import BesideVerdicts, reason_of
from evals.session.classify import Phase, outcome_of

if TYPE_CHECKING:
    from evals._tools.spy import ToolCallSpy
    from evals.agents.retries import Retries
    from evals.judges import Verdict
    from evals.rubrics import Rubric
    from evals.scenarios.situation import Situation
    from evals.transcripts import Exchange
    from evals.transcripts.usage import Usage

_SEVERITY: dict[Outcome, int] = {"passed": 0, "skipped": 1, "unmeasured": 2, "failed": 3}


@dataclass(kw_only=True)
class Grading:
    """One answer that an eval has graded."""

    rubric: Rubric
    exchange: Exchange
    verdict: Verdict | None = None
    """None until there is one; also where the judge gave none."""


@dataclass(kw_only=True)
class EvalRecorder:
    """The notes on one eval while it runs. Lives as long as the eval's pytest item."""

    eval: str
    """The eval's name; see `evals.session.matrix`."""
    doc: str
    repeat: int = 1
    crossed_with: str | None = None
    """The model of `--models`."""
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    durations: dict[Phase, float] = field(default_factory=dict)
    situation: Situation | None = None
    spy: ToolCallSpy | None = None
    gradings: list[Grading] = field(default_factory=list)
    """In the order in which the eval asked for them."""
    ended_by: BaseException | None = None
    """What was raised last because a verdict did not pass, or because there was none."""
    judge_s: float = 0.0
    judge_usage: list[Usage] = field(default_factory=list)
    """What grading used, where it ended without a verdict, too."""
    runs: list[list[Any]] = field(default_factory=list)
    """The messages of every agent run, as lists that pydantic-ai goes on appending to."""
    retries: list[Retries] = field(default_factory=list)
    """What every agent run had to send again, counted while it runs."""
    models: dict[str, str] = field(default_factory=dict)
    outcome: Outcome = "passed"
    reason: str = ""
    errors: list[BaseException] = field(default_factory=list)
    """How its phases ended, those that ended well left out."""

    def observe(self, phase: Phase, *, duration_s: float, error: BaseException | None) -> Outcome:
        """Note how a phase ended, and return the outcome that this phase alone means.

        The eval's outcome is the worst of its phases, a failed one being worst of all.
        """
        self.durations[phase] = duration_s
        outcome: Outcome = "passed" if error is None else outcome_of(error, phase=phase)
        if _SEVERITY[outcome] > _SEVERITY[self.outcome]:
            self.outcome = outcome
            self.reason = "" if error is None else reason_of(error)
        if error is not None:
            self.errors.append(error)
        return outcome

    @property
    def verdicts(self) -> list[Verdict]:
        return [grading.verdict for grading in self.gradings if grading.verdict is not None]

    @property
    def beside_verdicts(self) -> BesideVerdicts:
        """What is known of the eval besides its verdicts, once all phases were observed."""
        passed = [
            grading.verdict is not None and grading.verdict.outcome == "passed" for grading in self.gradings
        ]
        if not self.errors:
            return "sound" if all(passed) else "unknown"
        ended_by_verdict = len(self.errors) == 1 and self.errors[0] is self.ended_by
        return "not_run" if ended_by_verdict and all(passed[:-1]) else "trouble"

    @property
    def messages(self) -> list[Any]:
        return [message for run in self.runs for message in run]
