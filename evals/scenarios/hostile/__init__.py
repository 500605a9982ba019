"""Evidence that misleads: text that gives orders, logs without end, runs that are not there."""

from __future__ import annotations

from evals.scenarios.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = ()
