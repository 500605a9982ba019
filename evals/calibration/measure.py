"""Has labelled answers graded, and compares."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.calibration.agreement import VERDICT, Agreement, agreement
from evals.calibration.labels import LabelledAnswer
from evals.judges.batch import grade_all
from evals.judges.verdict import Decision, Verdict
from evals.outcomes import Outcome

if TYPE_CHECKING:
    from evals.judges import Judge

_AS_DECISION: dict[Outcome, Decision] = {"passed": "met", "failed": "not_met", "unmeasured": "cant_tell"}


@dataclass(frozen=True, kw_only=True)
class Graded:
    """A labelled answer, and what the judge made of it."""

    answer: LabelledAnswer
    verdict: Verdict | None
    trouble: str = ""
    """Why there is no verdict."""

    @property
    def passed(self) -> Decision:
        assert self.verdict is not None
        return _AS_DECISION[self.verdict.outcome]

    @property
    def wrong(self) -> tuple[str, ...]:
        """The criteria that the judge decided against the label, `verdict` first where that is one."""
        assert self.verdict is not None
        wrong = () if self.passed == _decision(self.answer.passed) else (VERDICT,)
        return wrong + tuple(
            decided.id
            for decided in self.verdict.criteria
            if decided.decision != _decision(self.answer.labels[decided.id])
        )


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A judge, measured."""

    judge: str
    graded: tuple[Graded, ...]
    not_graded: tuple[Graded, ...]
    """Where the judge gave no verdict: left out of every figure."""
    agreements: tuple[Agreement, ...]
    """The verdict's first, then each criterion's, in the order in which they occur."""

    @property
    def median_s(self) -> float:
        """The judge's own time for an answer, without the facts that code checks."""
        return statistics.median(_seconds(self.graded))

    @property
    def slowest_s(self) -> float:
        return max(_seconds(self.graded))

    @property
    def conclusive(self) -> bool:
        """Whether every answer was graded, and both rates of the verdict can be told."""
        verdict = self.agreements[0]
        both = verdict.true_positive_rate is not None and verdict.true_negative_rate is not None
        return both and not self.not_graded


async def measure(
    judge: Judge, answers: Sequence[LabelledAnswer], *, done: Callable[[], None] = lambda: None
) -> Measured:
    """Have `judge` grade each of `answers`, exactly as in an eval. `done` is called after each."""
    results = await grade_all(judge, [(answer.rubric, answer.exchange) for answer in answers], done=done)
    outcomes = [
        Graded(answer=answer, verdict=result)
        if isinstance(result, Verdict)
        else Graded(answer=answer, verdict=None, trouble=f"{type(result).__name__}: {result}")
        for answer, result in zip(answers, results, strict=True)
    ]
    graded = tuple(outcome for outcome in outcomes if outcome.verdict is not None)
    return Measured(
        judge=judge.name,
        graded=graded,
        not_graded=tuple(outcome for outcome in outcomes if outcome.verdict is None),
        agreements=_agreements(graded),
    )


def _agreements(graded: Sequence[Graded]) -> tuple[Agreement, ...]:
    pairs: dict[str, list[tuple[bool, Decision]]] = {VERDICT: []}
    for one in graded:
        assert one.verdict is not None
        pairs[VERDICT].append((one.answer.passed, one.passed))
        for decided in one.verdict.criteria:
            pairs.setdefault(decided.id, []).append((one.answer.labels[decided.id], decided.decision))
    return tuple(agreement(name, of_name) for name, of_name in pairs.items())


def _decision(label: bool) -> Decision:
    return "met" if label else "not_met"


def _seconds(graded: Sequence[Graded]) -> list[float]:
    return [one.verdict.seconds for one in graded if one.verdict is not None] or [0.0]
