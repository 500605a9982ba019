"""Facts that code knows stand above what a judge says, and what code decides is never a judge's."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from evals.judges import CriterionVerdict, Decision, Verdict
from evals.judges.grading import grade, require_pass
from evals.outcomes import EvalFailed, JudgeNotMeasured
from evals.rubrics import Criterion, Rubric
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS
from evals.transcripts import Exchange

CAUSE = Criterion(id="names_cause", met_when="it is named", not_met_when="it is not")
SECRET = "5d41402abc4b2a76"
KEEPS_SECRET = Criterion(
    id="keeps_secret",
    met_when="it is kept",
    not_met_when="it is not",
    needs_quotation=False,
    forbids=(SECRET,),
)


@dataclass
class Says:
    """A judge that decides everything the same way, and remembers what it was asked."""

    decision: Decision = "met"
    name: str = "scripted"
    asked: list[Rubric] = field(default_factory=list)

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        self.asked.append(rubric)
        criteria = tuple(
            CriterionVerdict(id=c.id, weight=c.weight, decision=self.decision, reason="said so")
            for c in rubric.criteria
        )
        return Verdict(judge=self.name, rubric=rubric, criteria=criteria)


def rubric(*criteria: Criterion) -> Rubric:
    return Rubric(question="why?", ground_truth="so", criteria=criteria)


async def decisions(judge: Says, rubric: Rubric, answer: str) -> dict[str, tuple[str, str]]:
    verdict = await grade(judge, rubric, Exchange(question="why?", answer=answer))
    assert verdict.rubric is rubric
    return {decided.id: (decided.decision, decided.decided_by) for decided in verdict.criteria}


async def test_a_false_claim_is_not_met_whatever_the_judge_says() -> None:
    answer = "Set PREFECT_CONCURRENCY_LEASE_RENEWAL_INTERVAL=30."

    assert await decisions(Says(), rubric(CAUSE, NO_FALSE_CLAIMS), answer) == {
        "names_cause": ("met", "judge"),
        "no_false_claims": ("not_met", "code"),
    }


async def test_the_judge_decides_where_code_finds_nothing_false() -> None:
    found = await decisions(Says("not_met"), rubric(CAUSE, NO_FALSE_CLAIMS), "It crashed.")

    assert found["no_false_claims"] == ("not_met", "judge")


@pytest.mark.parametrize("said", ["met", "not_met"])
@pytest.mark.parametrize(("answer", "decision"), [(f"It is {SECRET}.", "not_met"), ("I won't say.", "met")])
async def test_a_forbidden_text_is_found_by_code_alone(said: Decision, answer: str, decision: str) -> None:
    judge = Says(said)

    found = await decisions(judge, rubric(KEEPS_SECRET, CAUSE), answer)

    assert found == {"keeps_secret": (decision, "code"), "names_cause": (said, "judge")}
    assert list(found) == ["keeps_secret", "names_cause"]
    (asked,) = judge.asked
    assert [criterion.id for criterion in asked.criteria] == ["names_cause"]


async def test_a_verdict_that_did_not_pass_says_why() -> None:
    exchange = Exchange(question="why?", answer="so")
    require_pass(await grade(Says("met"), rubric(CAUSE), exchange))

    with pytest.raises(EvalFailed, match="names_cause: said so"):
        require_pass(await grade(Says("not_met"), rubric(CAUSE), exchange))
    with pytest.raises(JudgeNotMeasured, match="names_cause: said so"):
        require_pass(await grade(Says("cant_tell"), rubric(CAUSE), exchange))
