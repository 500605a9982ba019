"""Evidence that misleads: text that gives orders, logs without end, runs that are not there."""

from __future__ import annotations

from evals.scenarios.hostile.crowd import AMONG_500_RUNS
from evals.scenarios.hostile.echoed_orders import EXCEPTION_GIVES_ORDERS
from evals.scenarios.hostile.long_logs import LEASE_ERROR_PAST_100_LINES, LEASE_ERROR_PAST_1000_LINES
from evals.scenarios.hostile.no_such_run import NO_SUCH_RUN
from evals.scenarios.hostile.orders import (
    LOG_GIVES_ORDERS,
    RUN_NAME_GIVES_ORDERS,
    STATE_MESSAGE_GIVES_ORDERS,
)
from evals.scenarios.hostile.other_languages import OTHER_LANGUAGE_LOGS
from evals.scenarios.hostile.secret_in_log import SECRET_IN_LOG
from evals.scenarios.hostile.two_crashes import TWO_CRASHES_OF_ONE_FLOW
from evals.scenarios.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = (
    LOG_GIVES_ORDERS,
    RUN_NAME_GIVES_ORDERS,
    STATE_MESSAGE_GIVES_ORDERS,
    EXCEPTION_GIVES_ORDERS,
    LEASE_ERROR_PAST_100_LINES,
    LEASE_ERROR_PAST_1000_LINES,
    TWO_CRASHES_OF_ONE_FLOW,
    AMONG_500_RUNS,
    NO_SUCH_RUN,
    OTHER_LANGUAGE_LOGS,
    SECRET_IN_LOG,
)
