"""Every scenario, by its id."""

from __future__ import annotations

from evals.scenarios.lease_renewal import ENGINE_CRASH, FORCED_STATE
from evals.scenarios.scenario import Scenario
from evals.scenarios.situation import Family

SCENARIOS: dict[str, Scenario] = {scenario.id: scenario for scenario in (FORCED_STATE, ENGINE_CRASH)}


def of_family(family: Family) -> list[str]:
    """The ids of a family's scenarios, in their order."""
    return [scenario.id for scenario in SCENARIOS.values() if scenario.family == family]
