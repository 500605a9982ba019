"""The data of the look-alikes; making them for real is what `make evals` does."""

import re
from collections.abc import Callable

import pytest

from evals.scenarios.lease_renewal import question_about
from evals.scenarios.look_alikes import SCENARIOS
from evals.scenarios.look_alikes.questions import did_nothing, gives_nothing, went_wrong_midway
from evals.scenarios.scenario import Scenario

EACH = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)


def test_ids_are_unique() -> None:
    ids = [scenario.id for scenario in SCENARIOS]
    assert len(set(ids)) == len(ids)


@EACH
def test_ids_are_snake_case(scenario: Scenario) -> None:
    assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", scenario.id)


@EACH
def test_it_is_made_by_prefect_itself_as_a_look_alike(scenario: Scenario) -> None:
    assert (scenario.family, scenario.fidelity) == ("look_alike", "engine")


@EACH
def test_it_says_what_it_protects_and_needs_the_run_looked_up(scenario: Scenario) -> None:
    assert scenario.protects.endswith("?")
    assert "get_flow_runs" in scenario.required_tools


@pytest.mark.parametrize("question", [question_about, did_nothing, gives_nothing, went_wrong_midway])
def test_questions_name_the_run_and_give_nothing_away(question: Callable[[str], str]) -> None:
    asked = question("pipeline-run-4f2a91c0")
    assert "Why did my flow run 'pipeline-run-4f2a91c0' crash" in asked
    hints = r"leas|limit|slot|concurren|cancel|memory|kill|signal|exception|complet|provision|wait|renew"
    assert re.search(hints, asked, re.IGNORECASE) is None
