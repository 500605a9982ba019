"""Grading many answers, several at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from evals.agents.models import KEYLESS
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
    # The keyless judge waits for nothing, so side by side its answers would only get into each other's time.
    free = asyncio.Semaphore(1 if judge.name == KEYLESS else _AT_ONCE)

    async def one(rubric: Rubric, exchange: Exchange) -> Verdict | NotMeasured | CannotGrade:
        async with free:
            try:
                return await grade(judge, rubric, exchange)
            except (NotMeasured, CannotGrade) as instead:
                return instead
            finally:
                done()

    # The first by itself: it imports Prefect to check facts, which several threads at once get stuck in.
    first = [await one(*case) for case in cases[:1]]
    return [*first, *await asyncio.gather(*(one(*case) for case in cases[1:]))]
