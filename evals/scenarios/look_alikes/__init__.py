"""Crashes that only look like a failed lease renewal, and runs that did not crash."""

from __future__ import annotations

from evals.scenarios.look_alikes.cancellation import GENERIC_CANCELLATION
from evals.scenarios.look_alikes.completed import RUN_IS_FINE
from evals.scenarios.look_alikes.ended_processes import KILLED_OUT_OF_MEMORY, TERMINATION_SIGNAL
from evals.scenarios.look_alikes.flow_exception import FLOW_EXCEPTION_AT_LIMIT
from evals.scenarios.look_alikes.lease_warnings import (
    LEASE_WARNING_COMPLETED,
    LEASE_WARNING_THEN_OTHER_FAILURE,
)
from evals.scenarios.look_alikes.slots import NEVER_STARTED_LIMIT_FULL, SLOT_LOST_IN_PROVISIONING
from evals.scenarios.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = (
    GENERIC_CANCELLATION,
    KILLED_OUT_OF_MEMORY,
    TERMINATION_SIGNAL,
    FLOW_EXCEPTION_AT_LIMIT,
    LEASE_WARNING_THEN_OTHER_FAILURE,
    LEASE_WARNING_COMPLETED,
    NEVER_STARTED_LIMIT_FULL,
    SLOT_LOST_IN_PROVISIONING,
    RUN_IS_FINE,
)
