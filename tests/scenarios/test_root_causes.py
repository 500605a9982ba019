"""The data of the root causes; making them for real is what `make evals` does."""

import re
from collections.abc import Callable

import pytest

from evals.scenarios.root_causes import SCENARIOS
from evals.scenarios.root_causes.questions import about_a_restart, about_a_served_flow, about_a_silent_run
from evals.scenarios.scenario import Scenario

EACH = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)


def test_ids_are_unique() -> None:
    ids = [scenario.id for scenario in SCENARIOS]
    assert len(set(ids)) == len(ids)


@EACH
def test_ids_are_snake_case(scenario: Scenario) -> None:
    assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", scenario.id)


@EACH
def test_it_is_made_by_prefect_itself_as_a_root_cause(scenario: Scenario) -> None:
    assert (scenario.family, scenario.fidelity) == ("root_cause", "engine")


@EACH
def test_it_says_what_it_protects_and_needs_the_run_looked_up(scenario: Scenario) -> None:
    assert scenario.protects.endswith("?")
    assert "get_flow_runs" in scenario.required_tools


@pytest.mark.parametrize("question", [about_a_restart, about_a_served_flow, about_a_silent_run])
def test_questions_name_the_run_and_give_nothing_away(question: Callable[[str], str]) -> None:
    asked = question("load-run-4f2a91c0")
    assert "'load-run-4f2a91c0'" in asked
    hints = r"\bleas|renew|slot|memory|storage|410|refused|unreachable|automation|heartbeat|leak|thread"
    assert re.search(hints, asked, re.IGNORECASE) is None
