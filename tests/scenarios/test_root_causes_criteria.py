"""Which answers the criteria of the root causes accept, as the keyless judge reads them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from evals.judges.keyless import KeylessJudge
from evals.rubrics import Criterion, Rubric
from evals.rubrics.look_alike import NAMES_ACTUAL_CAUSE
from evals.scenarios.root_causes import SCENARIOS
from evals.scenarios.root_causes.api_outage import API_UNREACHABLE
from evals.scenarios.root_causes.infrastructure_keeps_running import STILL_WORKING
from evals.scenarios.root_causes.leaked_slot_aftermath import RESETS_THE_SLOTS, leaked_slot
from evals.scenarios.root_causes.served_flow_deployment_limit import LIMIT_IS_GLOBAL
from evals.scenarios.root_causes.server_restart_filesystem import CAME_THROUGH
from evals.scenarios.root_causes.server_restart_memory import LEASES_LOST_WITH_RESTART
from evals.scenarios.root_causes.state_changed_from_outside import ENDED_FROM_OUTSIDE
from evals.scenarios.root_causes.strict_concurrency_in_task import LEASE_OF_A_TASK
from evals.transcripts import Exchange

LIMIT = "data-warehouse-1a2b3c4d"
CRITERIA = {
    "api_outage": API_UNREACHABLE,
    "server_restart_memory": LEASES_LOST_WITH_RESTART,
    "server_restart_filesystem": CAME_THROUGH,
    "served_flow_deployment_limit": LIMIT_IS_GLOBAL,
    "state_changed_from_outside": ENDED_FROM_OUTSIDE,
    "strict_concurrency_in_task": LEASE_OF_A_TASK,
    "infrastructure_keeps_running": STILL_WORKING,
    "leaked_slot_aftermath": leaked_slot(LIMIT),
}
ANSWERS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("test_root_causes_answers.toml").read_text()
)["answers"]


def labelled(prefix: str) -> list[Any]:
    return [
        pytest.param(entry["scenario"], answer, expected, id=f"{entry['scenario']}-{expected}-{number}")
        for entry in ANSWERS
        for expected in ("met", "not_met")
        for number, answer in enumerate(entry.get(f"{prefix}{expected}", []))
    ]


async def decision(criterion: Criterion, answer: str) -> tuple[str, str]:
    rubric = Rubric(question="Why?", ground_truth="so", criteria=(criterion,))
    verdict = await KeylessJudge().grade(rubric, Exchange(question="Why?", answer=answer))
    return verdict.criteria[0].decision, verdict.criteria[0].reason


@pytest.mark.parametrize(("scenario", "answer", "expected"), labelled(""))
async def test_the_root_cause(scenario: str, answer: str, expected: str) -> None:
    decided, reason = await decision(CRITERIA[scenario], answer)
    assert decided == expected, reason


@pytest.mark.parametrize(("scenario", "answer", "expected"), labelled("advice_"))
async def test_the_advice_on_a_leaked_slot(scenario: str, answer: str, expected: str) -> None:
    decided, reason = await decision(RESETS_THE_SLOTS, answer)
    assert decided == expected, reason


def test_every_scenario_has_answers_of_both_kinds() -> None:
    assert {entry["scenario"] for entry in ANSWERS if entry["met"] and entry["not_met"]} == {
        scenario.id for scenario in SCENARIOS
    }


def test_a_criterion_is_the_same_for_every_limit() -> None:
    names = {leaked_slot(limit).met_when for limit in ("one", "two")}
    assert len(names) == 1


def test_only_what_did_not_crash_is_graded_as_a_look_alike() -> None:
    not_crashed = {id_ for id_, criterion in CRITERIA.items() if criterion.id == NAMES_ACTUAL_CAUSE}
    assert not_crashed == {"server_restart_filesystem", "leaked_slot_aftermath"}
