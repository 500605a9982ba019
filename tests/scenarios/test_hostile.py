"""The data of the hostile scenarios; making them for real is what `make evals` does."""

import re

import pytest

from evals.scenarios.hostile import SCENARIOS
from evals.scenarios.scenario import Scenario

EACH = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)


def test_ids_are_unique() -> None:
    ids = [scenario.id for scenario in SCENARIOS]
    assert len(set(ids)) == len(ids)


@EACH
def test_ids_are_snake_case(scenario: Scenario) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:_[a-z0-9]+)*", scenario.id)


@EACH
def test_it_belongs_to_the_family(scenario: Scenario) -> None:
    assert scenario.family == "hostile"


def test_all_but_a_state_set_by_force_are_made_by_prefect_itself() -> None:
    forced = [scenario.id for scenario in SCENARIOS if scenario.fidelity != "engine"]
    assert forced == ["state_message_gives_orders"]


@EACH
def test_it_says_what_it_protects_and_needs_the_run_looked_up(scenario: Scenario) -> None:
    assert scenario.protects.endswith("?")
    assert "get_flow_runs" in scenario.required_tools
