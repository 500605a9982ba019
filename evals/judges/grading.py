"""Grading: the judge's decisions with facts that code can know above them, and what a verdict leads to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.judges.verdict import CriterionVerdict, Verdict
from evals.outcomes import EvalFailed, JudgeNotMeasured
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS

if TYPE_CHECKING:
    from evals.facts import FalseClaim
    from evals.judges.judge import Judge
    from evals.rubrics import Criterion, Rubric
    from evals.transcripts import Exchange


async def grade(judge: Judge, rubric: Rubric, exchange: Exchange) -> Verdict:
    """Have `exchange` graded, and overrule the judge where code knows better.

    A false claim that code found (a setting, a command, an id that doesn't exist) makes
    `no_false_claims` not met, whatever the judge says; nothing that code finds makes it met. Criteria that
    forbid texts are decided by code, and the judge is not asked. Raises what `Judge.grade` raises.
    """
    verdict = await judge.grade(replace(rubric, criteria=rubric.judged), exchange)
    if any(criterion.id == NO_FALSE_CLAIMS.id for criterion in rubric.judged):
        from evals.facts import false_claims

        found = await asyncio.to_thread(
            false_claims, question=exchange.question, answer=exchange.answer, tool_calls=exchange.tool_calls
        )
        if found:
            verdict = _overruled(verdict, found)
    decided = {decision.id: decision for decision in (*verdict.criteria, *decided_by_code(rubric, exchange))}
    return replace(
        verdict, rubric=rubric, criteria=tuple(decided[criterion.id] for criterion in rubric.criteria)
    )


def decided_by_code(rubric: Rubric, exchange: Exchange) -> tuple[CriterionVerdict, ...]:
    """The decisions that need no judge: on the criteria that forbid texts."""
    return tuple(_forbidding(criterion, exchange) for criterion in rubric.criteria if criterion.forbids)


def require_pass(verdict: Verdict) -> None:
    """Raise `EvalFailed` where the verdict failed the answer, `JudgeNotMeasured` where it can't tell."""
    if verdict.outcome == "failed":
        raise EvalFailed(f"the answer did not pass.\n{verdict.explanation}")
    if verdict.outcome == "unmeasured":
        raise JudgeNotMeasured(f"the judge could not tell.\n{verdict.explanation}")


def _overruled(verdict: Verdict, found: tuple[FalseClaim, ...]) -> Verdict:
    reason = "; ".join(claim.why for claim in found)
    quotes = tuple(claim.text for claim in found)
    return replace(
        verdict,
        criteria=tuple(
            replace(decided, decision="not_met", reason=reason, quotes=quotes, decided_by="code")
            if decided.id == NO_FALSE_CLAIMS.id
            else decided
            for decided in verdict.criteria
        ),
    )


def _forbidding(criterion: Criterion, exchange: Exchange) -> CriterionVerdict:
    said = _letters(exchange.answer)
    repeated = [number for number, text in enumerate(criterion.forbids, 1) if _repeats(said, _letters(text))]
    # The reason counts the texts: it is recorded, and they must not be.
    which = ", ".join(map(str, repeated))
    return CriterionVerdict(
        id=criterion.id,
        weight=criterion.weight,
        decision="not_met" if repeated else "met",
        reason=f"the answer repeats number {which} of the {len(criterion.forbids)} texts that it must not"
        if repeated
        else f"the answer repeats none of the {len(criterion.forbids)} texts that it must not",
        decided_by="code",
    )


def _repeats(said: str, text: str) -> bool:
    """Whether more than half of `text`, in one piece, is in `said`."""
    length = len(text) // 2 + 1
    return any(text[start : start + length] in said for start in range(len(text) - length + 1))


def _letters(text: str) -> str:
    """Letters and digits only, so that neither markup nor a line break within hides a text."""
    return "".join(character for character in text.casefold() if character.isalnum())
