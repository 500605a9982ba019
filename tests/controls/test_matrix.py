"""The matrix tells an eval that can tell right from wrong from one that can't."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from evals.controls.matrix import Row, control_row, render
from evals.judges import CriterionVerdict, Decision, Verdict
from evals.rubrics import Criterion, Rubric
from evals.scenarios.situation import Situation
from evals.transcripts import Exchange, ToolCall

CRITERION = Criterion(id="names_actual_cause", met_when="", not_met_when="")
SITUATION = Situation(
    scenario="some",
    family="look_alike",
    fidelity="engine",
    source="",
    protects="",
    rubric=Rubric(question="Why?", ground_truth="", criteria=(CRITERION,)),
    required_tools=("get_flow_runs",),
    flow_run_id=UUID(int=1),
    names={"run": "pipeline-run-1"},
)
CALL = ToolCall(name="get_flow_runs", args={}, started_at=datetime.now(UTC), duration_s=0.1)
ORACLE = Exchange(question="Why?", answer="It was killed.", tool_calls=(CALL,))


class _Judge:
    """Finds the criterion met where `right(answer)`."""

    name = "scripted"

    def __init__(self, right: object) -> None:
        self._right = right

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        decision: Decision = "met" if self._right(exchange.answer) else "not_met"  # type: ignore[operator]
        criteria = tuple(
            CriterionVerdict(id=c.id, weight=c.weight, decision=decision, reason="because")
            for c in rubric.criteria
        )
        return Verdict(judge=self.name, rubric=rubric, criteria=criteria)


def _row(right: object, *, changed: tuple[str, ...] = (), oracle: Exchange = ORACLE) -> Row:
    return asyncio.run(control_row(SITUATION, oracle, judge=_Judge(right), changed=changed))


def _exactly(answer: str) -> bool:
    return answer == ORACLE.answer


def test_an_eval_that_knows_the_right_answer_holds() -> None:
    row = _row(_exactly)

    assert row.oracle == "passed"
    assert row.holds
    assert {cell.kind: cell.fate for cell in row.cells}["calls_no_tool"] == "killed"


def test_an_eval_that_passes_everything_does_not_hold() -> None:
    row = _row(lambda answer: True)

    assert not row.holds
    assert {cell.fate for cell in row.cells if cell.kind == "says_nothing"} == {"survived"}


def test_an_eval_that_fails_everything_does_not_hold() -> None:
    row = _row(lambda answer: False)

    assert (row.oracle, row.holds) == ("failed", False)


def test_an_oracle_that_did_not_call_what_is_needed_does_not_pass() -> None:
    row = _row(_exactly, oracle=replace(ORACLE, tool_calls=()))

    assert row.oracle == "failed"
    assert row.why == "get_flow_runs not called"


def test_an_oracle_that_changed_the_server_does_not_pass() -> None:
    row = _row(_exactly, changed=("flow run 'x' was deleted",))

    assert row.oracle == "failed"
    assert "was deleted" in row.why


def test_the_matrix_names_every_survivor_and_every_reason() -> None:
    text = render([_row(lambda answer: True)])

    assert "SURVIVED says_nothing of some" in text
    assert "n/a repeats_the_error of some: " in text
    assert "1 evals, 1 made by Prefect's engine (100%); 1 oracles pass" in text
