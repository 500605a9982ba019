"""Causes that the installed Prefect no longer has: written back from recorded evidence."""

from __future__ import annotations

from evals.scenarios.replayed.blocked_event_loop import BLOCKED_EVENT_LOOP
from evals.scenarios.replayed.flow_retry import FLOW_RETRY
from evals.scenarios.replayed.slow_provisioning import SLOW_PROVISIONING
from evals.scenarios.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = (FLOW_RETRY, BLOCKED_EVENT_LOOP, SLOW_PROVISIONING)
