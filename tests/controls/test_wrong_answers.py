"""Every situation gets every kind of wrong answer, or a reason why not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

import pytest

from evals.controls.wrong_answers import Control, ControlKind, NotApplicable, controls_of
from evals.rubrics import LooksFor, Rubric
from evals.rubrics.lease_renewal import lease_renewal_criteria
from evals.rubrics.look_alike import look_alike_criteria, names_actual_cause
from evals.scenarios.situation import Situation
from evals.transcripts import Exchange, ToolCall

QUESTION = "Why did 'pipeline-run-1' crash?"
LEASE = Rubric(question=QUESTION, ground_truth="", criteria=lease_renewal_criteria())
LOOK_ALIKE = Rubric(
    question=QUESTION,
    ground_truth="",
    criteria=look_alike_criteria(
        actual_cause=names_actual_cause(
            met_when="killed", not_met_when="not", looks_for=LooksFor(groups=(("sigkill",),))
        )
    ),
)


def _situation(rubric: Rubric) -> Situation:
    return Situation(
        scenario="some",
        family="root_cause",
        fidelity="engine",
        source="",
        protects="",
        rubric=rubric,
        required_tools=("get_flow_runs",),
        flow_run_id=UUID(int=1),
        names={"run": "pipeline-run-1"},
    )


def _oracle() -> Exchange:
    call = ToolCall(name="get_flow_runs", args={}, started_at=datetime.now(UTC), duration_s=0.1)
    return Exchange(question=LEASE.question, answer="The lease could not be renewed.", tool_calls=(call,))


@pytest.mark.parametrize("rubric", [LEASE, LOOK_ALIKE])
def test_no_kind_is_left_out(rubric: Rubric) -> None:
    kinds = [control.kind for control in controls_of(_situation(rubric), _oracle())]

    assert kinds == list(get_args(ControlKind))


def test_a_kind_that_can_not_apply_says_why() -> None:
    left_out = [c for c in controls_of(_situation(LOOK_ALIKE), _oracle()) if isinstance(c, NotApplicable)]

    assert [c.kind for c in left_out] == ["repeats_the_error"]
    assert left_out[0].reason


def _control(kind: ControlKind, rubric: Rubric) -> Exchange:
    (found,) = [c for c in controls_of(_situation(rubric), _oracle()) if c.kind == kind]
    assert isinstance(found, Control)
    return found.exchange


def test_a_wrong_answer_has_the_oracles_evidence() -> None:
    assert [call.name for call in _control("wrong_cause", LEASE).tool_calls] == ["get_flow_runs"]


def test_the_right_answer_without_a_call_is_the_oracles_own() -> None:
    exchange = _control("calls_no_tool", LEASE)

    assert exchange.answer == _oracle().answer
    assert exchange.tool_calls == ()


def test_the_wrong_cause_is_the_other_one() -> None:
    assert "out of memory" in _control("wrong_cause", LEASE).answer
    assert "lease could not be renewed" in _control("wrong_cause", LOOK_ALIKE).answer


def test_wrong_answers_name_the_run() -> None:
    for kind in ("wrong_cause", "lists_every_cause"):
        assert "pipeline-run-1" in _control(kind, LEASE).answer
