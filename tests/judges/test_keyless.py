"""What the keyless judge hands back, whatever the answer."""

import pytest

from evals.judges import CannotGrade
from evals.judges.keyless import KeylessJudge
from evals.rubrics import lease_renewal_rubric, plain_rubric
from evals.transcripts import Exchange

RUBRIC = lease_renewal_rubric(question="Why did it crash?", ground_truth="its lease could not be renewed")


def exchange(answer: str) -> Exchange:
    return Exchange(question=RUBRIC.question, answer=answer)


async def test_a_plain_prompt_is_refused_with_what_to_set() -> None:
    with pytest.raises(CannotGrade, match=r"EVALUATOR_MODEL.*ANTHROPIC_API_KEY.*OPENAI_API_KEY"):
        await KeylessJudge().grade(plain_rubric("Does it say why?"), exchange("It says why."))


@pytest.mark.parametrize("answer", ["", " \n\t", "\u200b", "***", "---\n"])
async def test_an_empty_answer_meets_nothing(answer: str) -> None:
    verdict = await KeylessJudge().grade(RUBRIC, exchange(answer))
    assert {criterion.decision for criterion in verdict.criteria} == {"not_met"}
