from __future__ import annotations

from collections.abc import Callable

import pytest

from evals.calibration.agreement import VERDICT
from evals.calibration.labels import LabelledAnswer
from evals.calibration.measure import measure
from evals.calibration.render import render
from evals.judges import CannotGrade, CriterionVerdict, Decision, Verdict
from evals.outcomes import JudgeNotMeasured
from evals.rubrics import Rubric
from evals.transcripts import Exchange

Answer = Callable[..., LabelledAnswer]


class Oracle:
    """Grades what an answer says it is: `met`, `not_met` or `cant_tell` throughout, or `trouble`."""

    name = "oracle"

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        if exchange.answer == "trouble":
            raise JudgeNotMeasured("529")
        if exchange.answer == "odd":
            raise CannotGrade("not this")
        decision: Decision = exchange.answer  # type: ignore[assignment]
        criteria = tuple(
            CriterionVerdict(id=c.id, weight=c.weight, decision=decision, reason=f"it is {decision}")
            for c in rubric.criteria
        )
        return Verdict(judge=self.name, rubric=rubric, criteria=criteria)


MET = {"labels": {"identifies_cause": True, "quotes_error": True}, "passed": True}
NOT_MET = {"labels": {"identifies_cause": False, "quotes_error": False}, "passed": False}


async def test_decisions_are_held_against_labels(an_answer: Answer) -> None:
    answers = [
        an_answer(id="right", answer="met", **MET),
        an_answer(id="missed", answer="not_met", **MET),
        an_answer(id="undecided", answer="cant_tell", **MET),
        an_answer(id="caught", answer="not_met", **NOT_MET),
        an_answer(id="let through", answer="met", **NOT_MET),
    ]
    measured = await measure(Oracle(), answers)

    verdict, *criteria = measured.agreements
    assert (verdict.met_as_met, verdict.met_as_not_met, verdict.met_undecided) == (1, 1, 1)
    assert (verdict.not_met_as_not_met, verdict.not_met_as_met) == (1, 1)
    assert [found.name for found in criteria] == ["identifies_cause", "quotes_error"]
    assert {one.answer.id: one.wrong for one in measured.graded if one.wrong} == {
        "missed": (VERDICT, "identifies_cause", "quotes_error"),
        "undecided": (VERDICT, "identifies_cause", "quotes_error"),
        "let through": (VERDICT, "identifies_cause", "quotes_error"),
    }
    assert measured.conclusive


@pytest.mark.parametrize("silent", ["trouble", "odd"])
async def test_what_was_not_graded_is_in_no_figure(an_answer: Answer, silent: str) -> None:
    answers = [
        an_answer(id="a", answer="met", **MET),
        an_answer(id="b", answer="not_met", **NOT_MET),
        an_answer(id="c", answer=silent, **MET),
    ]
    measured = await measure(Oracle(), answers)

    assert measured.agreements[0].positives == 1
    assert [one.answer.id for one in measured.not_graded] == ["c"]
    assert not measured.conclusive


async def test_labels_of_one_kind_alone_are_not_conclusive(an_answer: Answer) -> None:
    assert not (await measure(Oracle(), [an_answer(answer="met", **MET)])).conclusive


async def test_where_nothing_was_graded_nothing_breaks(an_answer: Answer) -> None:
    measured = await measure(Oracle(), [an_answer(answer="trouble")])
    assert not measured.conclusive
    assert "NOT GRADED one: JudgeNotMeasured: 529" in render(measured, ())


async def test_the_report_shows_the_label_beside_the_judge(an_answer: Answer) -> None:
    measured = await measure(Oracle(), [an_answer(answer="met", why="it hedges\x1b[31m", **NOT_MET)])
    shown = render(measured, ("verdict: kappa 0.1 is below 0.80",))
    assert "WRONG one (engine_crash; right): verdict, identifies_cause, quotes_error" in shown
    assert "label: it hedges\\x1b[31m" in shown
    assert "identifies_cause: labelled not met; judge: met, it is met" in shown
    assert shown.endswith("BELOW ITS FLOOR: verdict: kappa 0.1 is below 0.80")


async def test_each_answer_is_reported_as_it_is_done(an_answer: Answer) -> None:
    done: list[bool] = []
    answers = [an_answer(id="a", answer="met"), an_answer(id="b", answer="trouble")]
    await measure(Oracle(), answers, done=lambda: done.append(True))
    assert len(done) == 2
