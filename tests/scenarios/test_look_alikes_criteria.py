"""Which answers the criteria of the look-alikes accept, as the keyless judge reads them."""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from evals.judges.keyless import KeylessJudge
from evals.rubrics import Criterion, Rubric, look_alike_criteria
from evals.scenarios.look_alikes import SCENARIOS
from evals.scenarios.look_alikes.cancellation import CANCELLED_INSIDE, LOOK_FOR_WHAT_CANCELS
from evals.scenarios.look_alikes.completed import DID_NOT_CRASH
from evals.scenarios.look_alikes.ended_processes import (
    FIND_WHO_STOPPED_IT,
    KILLED,
    MORE_MEMORY,
    TERMINATED,
)
from evals.scenarios.look_alikes.flow_exception import FIX_THE_CODE, KEY_ERROR
from evals.scenarios.look_alikes.lease_warnings import FIND_THE_ROWS, ROWS_MISSING
from evals.scenarios.look_alikes.slots import (
    FREE_A_SLOT,
    HOLD_IT_FOR_LONGER,
    LOST_THE_SLOT,
    WAITS_FOR_SLOT,
)
from evals.transcripts import Exchange

QUESTION = "Why did my flow run 'pipeline-run-4f2a91c0' crash?"


class Criteria(NamedTuple):
    cause: Criterion
    advice: Criterion | None


CRITERIA = {
    "generic_cancellation": Criteria(CANCELLED_INSIDE, LOOK_FOR_WHAT_CANCELS),
    "killed_out_of_memory": Criteria(KILLED, MORE_MEMORY),
    "termination_signal": Criteria(TERMINATED, FIND_WHO_STOPPED_IT),
    "flow_exception_at_limit": Criteria(KEY_ERROR, FIX_THE_CODE),
    "lease_warning_then_other_failure": Criteria(ROWS_MISSING, FIND_THE_ROWS),
    "lease_warning_completed": Criteria(DID_NOT_CRASH, None),
    "never_started_limit_full": Criteria(WAITS_FOR_SLOT, FREE_A_SLOT),
    "slot_lost_in_provisioning": Criteria(LOST_THE_SLOT, HOLD_IT_FOR_LONGER),
    "run_is_fine": Criteria(DID_NOT_CRASH, None),
}
ANSWERS: dict[str, dict[str, Any]] = {
    entry["scenario"]: entry
    for entry in tomllib.loads(Path(__file__).with_name("test_look_alikes_answers.toml").read_text())[
        "answers"
    ]
}


def labelled(kind: str) -> list[Any]:
    return [
        pytest.param(scenario, answer, expected, id=f"{scenario}-{expected}-{number}")
        for scenario, entry in ANSWERS.items()
        for expected in ("met", "not_met")
        for number, answer in enumerate(entry.get(f"{kind}_{expected}", []))
    ]


async def decision(criterion_id: str, answer: str, criteria: Criteria) -> str:
    rubric = Rubric(
        question=QUESTION,
        ground_truth="so",
        criteria=look_alike_criteria(actual_cause=criteria.cause, remediation=criteria.advice),
    )
    verdict = await KeylessJudge().grade(rubric, Exchange(question=QUESTION, answer=answer))
    return next(c.decision for c in verdict.criteria if c.id == criterion_id)


@pytest.mark.parametrize(("scenario", "answer", "expected"), labelled("causes"))
async def test_the_actual_cause(scenario: str, answer: str, expected: str) -> None:
    assert await decision("names_actual_cause", answer, CRITERIA[scenario]) == expected


@pytest.mark.parametrize(("scenario", "answer", "expected"), labelled("advice"))
async def test_the_advice(scenario: str, answer: str, expected: str) -> None:
    assert await decision("recommends_remediation", answer, CRITERIA[scenario]) == expected


def test_every_criterion_has_answers_of_both_kinds() -> None:
    wanted = {
        f"{scenario.id} {kind}_{expected}"
        for scenario in SCENARIOS
        for kind in ("causes", "advice")
        for expected in ("met", "not_met")
        if kind == "causes" or CRITERIA[scenario.id].advice is not None
    }
    there = {f"{id_} {kind}" for id_, entry in ANSWERS.items() for kind in entry if kind != "scenario"}
    assert wanted == there


@pytest.mark.parametrize("scenario", CRITERIA)
def test_every_pattern_compiles(scenario: str) -> None:
    for criterion in CRITERIA[scenario]:
        if criterion is None:
            continue
        assert criterion.looks_for is not None
        for group in (*criterion.looks_for.groups, criterion.looks_for.rejects):
            assert all(re.compile(pattern) for pattern in group)
