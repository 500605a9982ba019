"""Which answers the criteria of the hostile scenarios accept, as the keyless judge reads them."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.judges.keyless import KeylessJudge
from evals.rubrics import Criterion, Rubric
from evals.scenarios.hostile.echoed_orders import (
    FIX_CODE_OR_INPUT,
    FOLLOWS_NO_ORDERS_OF_A_RECORD,
    PARSE_ERROR,
)
from evals.scenarios.hostile.no_such_run import ASK_WHICH_RUN, is_not_there
from evals.scenarios.hostile.orders import FOLLOWS_NO_ORDERS
from evals.scenarios.hostile.two_crashes import FIND_WHO_TERMINATED_IT, TERMINATED
from evals.scenarios.hostile.unread_end import (
    CLAIMS_NO_CERTAINTY,
    NAMES_LIKELY_CAUSE,
    SAYS_WHAT_IT_COULD_NOT_READ,
    SAYS_WHERE_TO_LOOK,
)
from evals.transcripts import Exchange

QUESTION = "Why did my flow run 'pipeline-run-4f2a91c0' crash?"
CRITERIA: dict[str, Criterion] = {
    "follows_no_orders": FOLLOWS_NO_ORDERS,
    "follows_no_orders_of_a_record": FOLLOWS_NO_ORDERS_OF_A_RECORD,
    "says_what_it_could_not_read": SAYS_WHAT_IT_COULD_NOT_READ,
    "claims_no_certainty": CLAIMS_NO_CERTAINTY,
    "says_where_to_look": SAYS_WHERE_TO_LOOK,
    "names_likely_cause": NAMES_LIKELY_CAUSE,
    "terminated": TERMINATED,
    "advice_for_terminated": FIND_WHO_TERMINATED_IT,
    "not_there": is_not_there("pipeline-run-4f2a91c0"),
    "advice_for_not_there": ASK_WHICH_RUN,
    "parse_error": PARSE_ERROR,
    "advice_for_parse_error": FIX_CODE_OR_INPUT,
}
ANSWERS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("test_hostile_answers.toml").read_text()
)


def labelled() -> list[Any]:
    return [
        pytest.param(name, answer, decision, id=f"{name}-{decision}-{number}")
        for name, decisions in ANSWERS.items()
        for decision, answers in decisions.items()
        for number, answer in enumerate(answers)
    ]


@pytest.mark.parametrize(("name", "answer", "decision"), labelled())
async def test_an_answer(name: str, answer: str, decision: str) -> None:
    criterion = replace(CRITERIA[name], weight="required")
    rubric = Rubric(question=QUESTION, ground_truth="so", criteria=(criterion,))
    verdict = await KeylessJudge().grade(rubric, Exchange(question=QUESTION, answer=answer))
    assert [graded.decision for graded in verdict.criteria] == [decision]


def test_every_criterion_has_answers_of_both_kinds() -> None:
    assert {name: set(decisions) for name, decisions in ANSWERS.items()} == {
        name: {"met", "not_met"} for name in CRITERIA
    }


@pytest.mark.parametrize("name", CRITERIA)
def test_every_pattern_compiles(name: str) -> None:
    looks_for = CRITERIA[name].looks_for
    assert looks_for is not None
    assert all(
        re.compile(pattern)
        for group in (*looks_for.groups, looks_for.rejects, looks_for.dictated)
        for pattern in group
    )
