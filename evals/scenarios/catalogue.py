"""Every scenario, by its id."""

from __future__ import annotations

from evals.scenarios import hostile, lease_renewal, look_alikes, replayed, root_causes
from evals.scenarios.scenario import Scenario
from evals.scenarios.situation import Family

_ALL = (
    *lease_renewal.SCENARIOS,
    *root_causes.SCENARIOS,
    *replayed.SCENARIOS,
    *look_alikes.SCENARIOS,
    *hostile.SCENARIOS,
)

SCENARIOS: dict[str, Scenario] = {scenario.id: scenario for scenario in _ALL}
assert len(SCENARIOS) == len(_ALL), "two scenarios have the same id"


def of_family(family: Family) -> list[str]:
    """The ids of a family's scenarios, in their order."""
    return [scenario.id for scenario in SCENARIOS.values() if scenario.family == family]
