"""The data of the look-alikes; making them for real is what `make evals` does."""

import re

import pytest

from evals.scenarios.look_alikes import SCENARIOS
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
