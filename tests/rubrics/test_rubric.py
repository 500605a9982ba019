"""A rubric refuses what could never be graded, and its digest changes with what is graded only."""

from typing import Any

import pytest

from evals.rubrics import Criterion, Rubric, plain_rubric


def criterion(id_: str = "a", **changes: object) -> Criterion:
    return Criterion(**{"id": id_, "met_when": "it is so", "not_met_when": "it is not", **changes})  # type: ignore[arg-type]


def rubric(*criteria: Criterion, question: str = "why?", ground_truth: str = "so") -> Rubric:
    return Rubric(question=question, ground_truth=ground_truth, criteria=criteria)


def test_a_rubric_without_criteria_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        rubric()


def test_ids_that_repeat_are_refused() -> None:
    with pytest.raises(ValueError, match="repeat"):
        rubric(criterion("a"), criterion("a"))


def test_a_rubric_that_no_answer_can_fail_is_refused() -> None:
    with pytest.raises(ValueError, match="a required criterion"):
        rubric(criterion(weight="scored"))


def test_a_rubric_that_leaves_a_judge_nothing_to_fail_is_refused() -> None:
    with pytest.raises(ValueError, match="a required criterion"):
        rubric(criterion("a", forbids=("a secret",)), criterion("b", weight="scored"))


def test_a_judge_decides_what_forbids_no_text() -> None:
    judged, forbidding = criterion("a"), criterion("b", forbids=("a secret",))
    assert rubric(judged, forbidding).judged == (judged,)


@pytest.mark.parametrize(
    "changes",
    [
        {"met_when": "other"},
        {"not_met_when": "other"},
        {"weight": "scored"},
        {"id_": "c"},
        {"needs_quotation": False},
    ],
)
def test_the_digest_changes_with_a_criterion(changes: dict[str, Any]) -> None:
    changed = criterion(**{"id_": "b", **changes})
    assert rubric(criterion(), criterion("b")).digest != rubric(criterion(), changed).digest


def test_the_digest_does_not_change_with_the_names_of_one_run() -> None:
    one = rubric(criterion(), question="why did run-1 crash?", ground_truth="run-1 did")
    other = rubric(criterion(), question="why did run-2 crash?", ground_truth="run-2 did")
    assert one.digest == other.digest


def test_the_digest_does_not_change_with_the_secrets_of_one_run() -> None:
    one, other = (
        rubric(criterion(), criterion("b", forbids=(secret,))) for secret in ("s3cr3t-1", "s3cr3t-2")
    )
    assert one.digest == other.digest


def test_a_plain_prompt_becomes_one_required_criterion_for_a_model() -> None:
    (only,) = plain_rubric("Does it say why?").criteria
    assert only == Criterion(
        id="evaluation",
        met_when="Does it say why?",
        not_met_when=only.not_met_when,
        weight="required",
        looks_for=None,
        needs_quotation=True,
    )
