"""Crashes that only look like a failed lease renewal, and runs that did not crash."""

from __future__ import annotations

from evals.scenarios.look_alikes.cancellation import GENERIC_CANCELLATION
from evals.scenarios.look_alikes.ended_processes import KILLED_OUT_OF_MEMORY, TERMINATION_SIGNAL
from evals.scenarios.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = (GENERIC_CANCELLATION, KILLED_OUT_OF_MEMORY, TERMINATION_SIGNAL)
