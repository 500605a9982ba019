"""Grading many answers, several at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from evals.judges.grading import grade
from evals.judges.judge import CannotGrade
from evals.outcomes import NotMeasured

if TYPE_CHECKING:
    from evals.judges.judge import Judge
    from evals.judges.verdict import Verdict
    from evals.rubrics import Rubric
    from evals.transcripts import Exchange

_AT_ONCE = 8
"""Requests to a provider in flight; most accounts' limits bear it."""


async def grade_all(
    judge: Judge,
    cases: Sequence[tuple[Rubric, Exchange]],
    *,
    done: Callable[[], None] = lambda: None,
) -> list[Verdict | NotMeasured | CannotGrade]:
    """Grade each case, in its order: a verdict, or what came instead of one. `done` is called after each."""
    free = asyncio.Semaphore(_AT_ONCE)

    async def one(rubric: Rubric, exchange: Exchange) -> Verdict | NotMeasured | CannotGrade:
        async with free:
            try:
                return await grade(judge, rubric, exchange)
            except (NotMeasured, CannotGrade) as instead:
                return instead
            finally:
                done()

    return list(await asyncio.gather(*(one(rubric, exchange) for rubric, exchange in cases)))
