from __future__ import annotations

import asyncio

from evals.judges import CannotGrade, CriterionVerdict, Verdict
from evals.judges.batch import grade_all
from evals.outcomes import JudgeNotMeasured
from evals.rubrics import Rubric
from evals.transcripts import Exchange
from tests.judges.scripted_llm import CAUSE, exchange

RUBRIC = Rubric(question="Why?", ground_truth="", criteria=(CAUSE,))


class Slow:
    """Takes a moment for each answer, and notes how many are graded at the same time."""

    def __init__(self, name: str = "slow") -> None:
        self.name = name
        self.now = self.most = 0

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.01)
        self.now -= 1
        if exchange.answer == "trouble":
            raise JudgeNotMeasured("529")
        if exchange.answer == "odd":
            raise CannotGrade("not this")
        met = CriterionVerdict(id=CAUSE.id, weight="required", decision="met", reason=exchange.answer)
        return Verdict(judge=self.name, rubric=rubric, criteria=(met,))


async def test_each_case_gets_its_verdict_or_what_came_instead() -> None:
    answers = ["a", "trouble", "b", "odd"]
    results = await grade_all(Slow(), [(RUBRIC, exchange(answer)) for answer in answers])
    assert [type(result) for result in results] == [Verdict, JudgeNotMeasured, Verdict, CannotGrade]
    assert [r.criteria[0].reason for r in results if isinstance(r, Verdict)] == ["a", "b"]


async def test_a_judge_that_waits_is_asked_eight_times_at_once() -> None:
    judge = Slow()
    await grade_all(judge, [(RUBRIC, exchange("a"))] * 20)
    assert judge.most == 8


async def test_a_judge_that_computes_is_asked_once_at_a_time() -> None:
    judge = Slow(name="keyless")
    await grade_all(judge, [(RUBRIC, exchange("a"))] * 5)
    assert judge.most == 1


async def test_nothing_to_grade() -> None:
    assert await grade_all(Slow(), []) == []
