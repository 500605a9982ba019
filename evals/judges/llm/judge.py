"""The judge that asks a model.

Guarantees: every decision comes with a reason and with words that do occur in the answer; pass or fail
is computed in code; the system prompt is constant, so nothing that is graded is ever in it; no verdict
is ever made up where the model gave none. Limits: the model decides what the words mean, and a model
can be talked round by the answer that it reads. How often it is, is measured (calibration, attacks).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from evals.judges.judge import NoVerdict
from evals.judges.llm.characters import Folded, fold, show
from evals.judges.llm.fence import new_marker
from evals.judges.llm.majority import Ballot, majority, settled
from evals.judges.llm.prompt import user_turn
from evals.judges.llm.quotations import checked
from evals.judges.verdict import CriterionVerdict, Verdict
from evals.outcomes import JudgeNotMeasured
from evals.rubrics import Rubric
from evals.transcripts import Exchange
from evals.transcripts.usage import Usage, total_usage

if TYPE_CHECKING:
    from pydantic_ai.models import Model

ANSWER_LIMIT = 200_000
"""Characters of an answer as it is shown, about 50,000 tokens: with the tool log and the reply it still
fits a context of 128,000 tokens. A longer answer is refused, never cut."""


class LLMJudge:
    """Grades with a model: a pydantic-ai model string (`provider:model`) or a `Model`.

    `name` is what verdicts call this judge, the model's own `provider:model` where it isn't given.
    Raises `pydantic_ai.exceptions.UserError` for an unknown provider, or one whose key is missing.
    """

    def __init__(self, model: str | Model, *, name: str | None = None) -> None:
        from evals.judges.llm.call import JudgeCall  # loads pydantic-ai

        self._call = JudgeCall(model)
        self._name = name or (model if isinstance(model, str) else model.model_id)

    @property
    def name(self) -> str:
        return self._name

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        """Return a verdict with one decision for each criterion of `rubric`, in its order.

        One call; up to three where the first does not pass the answer. An answer with nothing in it
        meets no criterion and costs no call. Raises `JudgeNotMeasured` where a call ends without a
        reply that covers every criterion once (`NoVerdict`, with what was spent), and for an answer over
        `ANSWER_LIMIT`.
        """
        answer = fold(exchange.answer)
        if is_empty(answer):
            return Verdict(judge=self.name, rubric=rubric, criteria=nothing_met(rubric))
        if (length := len(show(exchange.answer))) > ANSWER_LIMIT:
            raise JudgeNotMeasured(
                f"the answer has {length:,} characters, the judge reads up to {ANSWER_LIMIT:,}"
            )
        began = time.perf_counter()
        ballots: list[Ballot] = []
        usage: list[Usage] = []
        while not ballots or not settled(ballots):
            try:
                ballot, spent = await self._ballot(rubric, exchange, answer)
            except NoVerdict as none:
                none.usage = total_usage([*usage, none.usage])
                raise
            ballots.append(ballot)
            usage.append(spent)
        return Verdict(
            judge=self.name,
            rubric=rubric,
            criteria=majority(ballots),
            usage=total_usage(usage),
            seconds=time.perf_counter() - began,
        )

    async def _ballot(self, rubric: Rubric, exchange: Exchange, answer: Folded) -> tuple[Ballot, Usage]:
        turn = user_turn(rubric, exchange, marker=new_marker())
        reply, usage = await self._call(turn, ids=[criterion.id for criterion in rubric.criteria])
        said = {criterion.id: criterion for criterion in reply.criteria}
        return tuple(checked(criterion, said[criterion.id], answer) for criterion in rubric.criteria), usage


def is_empty(answer: Folded) -> bool:
    """Whether an answer is white space, invisible characters and markup only."""
    return not answer.text


def nothing_met(rubric: Rubric) -> Ballot:
    """Every criterion not met, those included that an answer meets by leaving something unsaid."""
    return tuple(
        CriterionVerdict(id=c.id, weight=c.weight, decision="not_met", reason="the answer is empty")
        for c in rubric.criteria
    )
