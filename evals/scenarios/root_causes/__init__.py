"""Causes of a failed lease renewal that users reported, made by Prefect's own engine."""

from __future__ import annotations

from evals.scenarios.root_causes.api_outage import API_OUTAGE
from evals.scenarios.root_causes.infrastructure_keeps_running import INFRASTRUCTURE_KEEPS_RUNNING
from evals.scenarios.root_causes.leaked_slot_aftermath import LEAKED_SLOT_AFTERMATH
from evals.scenarios.root_causes.served_flow_deployment_limit import SERVED_FLOW_DEPLOYMENT_LIMIT
from evals.scenarios.root_causes.server_restart_filesystem import SERVER_RESTART_FILESYSTEM
from evals.scenarios.root_causes.server_restart_memory import SERVER_RESTART_MEMORY
from evals.scenarios.root_causes.state_changed_from_outside import STATE_CHANGED_FROM_OUTSIDE
from evals.scenarios.root_causes.strict_concurrency_in_task import STRICT_CONCURRENCY_IN_TASK
from evals.scenarios.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = (
    API_OUTAGE,
    SERVER_RESTART_MEMORY,
    SERVER_RESTART_FILESYSTEM,
    SERVED_FLOW_DEPLOYMENT_LIMIT,
    STATE_CHANGED_FROM_OUTSIDE,
    STRICT_CONCURRENCY_IN_TASK,
    INFRASTRUCTURE_KEEPS_RUNNING,
    LEAKED_SLOT_AFTERMATH,
)
