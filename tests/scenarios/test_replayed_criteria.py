"""Which answers the criteria of the replayed scenarios accept, as the keyless judge reads them."""

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest

from evals.judges.keyless import KeylessJudge
from evals.rubrics import Rubric
from evals.scenarios.replayed import SCENARIOS
from evals.scenarios.replayed.blocked_event_loop import BLOCKED_ITSELF
from evals.scenarios.replayed.flow_retry import LOST_BY_RETRY
from evals.scenarios.replayed.slow_provisioning import EXPIRED_WHILE_PENDING
from evals.transcripts import Exchange

CRITERIA = {
    "flow_retry_deployment_limit": LOST_BY_RETRY,
    "event_loop_blocked_old_client": BLOCKED_ITSELF,
    "lease_lost_in_provisioning": EXPIRED_WHILE_PENDING,
}
ANSWERS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("test_replayed_answers.toml").read_text()
)["answers"]


@pytest.mark.parametrize(
    ("scenario", "answer", "expected"),
    [
        pytest.param(entry["scenario"], answer, expected, id=f"{entry['scenario']}-{expected}-{number}")
        for entry in ANSWERS
        for expected in ("met", "not_met")
        for number, answer in enumerate(entry[expected])
    ],
)
async def test_the_root_cause(scenario: str, answer: str, expected: str) -> None:
    rubric = Rubric(question="Why?", ground_truth="so", criteria=(CRITERIA[scenario],))
    verdict = await KeylessJudge().grade(rubric, Exchange(question="Why?", answer=answer))
    assert verdict.criteria[0].decision == expected, verdict.criteria[0].reason


@pytest.mark.parametrize(("mine", "other"), list(itertools.permutations(CRITERIA, 2)))
async def test_right_answers_about_one_are_wrong_about_the_others(mine: str, other: str) -> None:
    rubric = Rubric(question="Why?", ground_truth="so", criteria=(CRITERIA[mine],))
    answers = next(entry["met"] for entry in ANSWERS if entry["scenario"] == other)
    for answer in answers:
        verdict = await KeylessJudge().grade(rubric, Exchange(question="Why?", answer=answer))
        assert verdict.criteria[0].decision == "not_met", answer


def test_every_scenario_has_answers_of_both_kinds() -> None:
    assert {entry["scenario"] for entry in ANSWERS if entry["met"] and entry["not_met"]} == {
        scenario.id for scenario in SCENARIOS
    }
