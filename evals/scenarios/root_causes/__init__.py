"""Causes of a failed lease renewal that users reported, made by Prefect's own engine."""

from __future__ import annotations

from evals.scenarios.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = ()
