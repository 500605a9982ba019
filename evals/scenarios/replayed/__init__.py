"""Causes that the installed Prefect no longer has: written back from recorded evidence."""

from __future__ import annotations

from evals.scenarios.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = ()
