"""Grading: the judge's decisions, with facts that code can know above them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.judges.verdict import Verdict
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS

if TYPE_CHECKING:
    from evals.facts import FalseClaim
    from evals.judges.judge import Judge
    from evals.rubrics import Rubric
    from evals.transcripts import Exchange


async def grade(judge: Judge, rubric: Rubric, exchange: Exchange) -> Verdict:
    """Have `exchange` graded, and overrule the judge where code knows better.

    A false claim that code found (a setting, a command, an id that doesn't exist) makes
    `no_false_claims` not met, whatever the judge says; nothing that code finds makes a criterion met.
    Raises what `Judge.grade` raises.
    """
    verdict = await judge.grade(rubric, exchange)
    if all(criterion.id != NO_FALSE_CLAIMS.id for criterion in rubric.criteria):
        return verdict
    from evals.facts import false_claims

    found = await asyncio.to_thread(
        false_claims, question=exchange.question, answer=exchange.answer, tool_calls=exchange.tool_calls
    )
    return _overruled(verdict, found) if found else verdict


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
