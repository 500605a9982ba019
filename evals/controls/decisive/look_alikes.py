"""Of crashes that only look like a lost lease, and of runs that did not crash.

What is decisive of most is their state: its message is turned into that of another ending. What is decisive
of a run that is fine is that it is: it is turned into one that was killed.
"""

from __future__ import annotations

import re

from evals.controls.decisive.corruptions import (
    reworded,
    with_error_before,
    with_log_lines,
    with_no_slot_taken,
    with_state,
)
from evals.controls.evidence import DecisiveEvidence
from evals.scenarios.lease_renewal import ENGINE_MESSAGE, LEASE_ERROR
from evals.scenarios.look_alikes.ended_processes import KILLED_MESSAGE, TERMINATED_MESSAGE
from evals.scenarios.look_alikes.lease_warnings import LEASE_WARNING
from evals.scenarios.look_alikes.slots import SLOT_LOST_MESSAGE

NOT_KILLED = DecisiveEvidence(
    what="that it was not killed",
    criterion="names_actual_cause",
    corruptions=(with_state("CRASHED", "Crashed", KILLED_MESSAGE),),
)

TERMINATION_SIGNAL = DecisiveEvidence(
    what="the termination signal, in its state's message and in its log",
    criterion="names_actual_cause",
    corruptions=(reworded(re.escape(TERMINATED_MESSAGE), ENGINE_MESSAGE),),
)

_ONLY_A_WARNING = DecisiveEvidence(
    what="that the failed renewal was a warning, and did not end it",
    criterion="names_actual_cause",
    corruptions=(
        reworded(f"^{re.escape(LEASE_WARNING)}", LEASE_ERROR),
        with_log_lines(f"^{re.escape(LEASE_ERROR)}", level=40, level_name="ERROR"),
        with_state("CRASHED", "Crashed", ENGINE_MESSAGE),
    ),
)

DECISIVE: dict[str, tuple[DecisiveEvidence, ...]] = {
    "generic_cancellation": (
        DecisiveEvidence(
            what="that its log has no lease error",
            criterion="names_actual_cause",
            corruptions=(with_error_before("^Crash detected!", LEASE_ERROR),),
        ),
        DecisiveEvidence(
            what="the cancellation in its state's message",
            criterion="names_actual_cause",
            corruptions=(with_state("CRASHED", "Crashed", KILLED_MESSAGE),),
        ),
    ),
    "killed_out_of_memory": (
        DecisiveEvidence(
            what="the exit status in its state's message",
            criterion="names_actual_cause",
            corruptions=(reworded(re.escape(KILLED_MESSAGE), ENGINE_MESSAGE),),
        ),
    ),
    "termination_signal": (TERMINATION_SIGNAL,),
    "flow_exception_at_limit": (
        DecisiveEvidence(
            what="the exception, in its state's message and in its log",
            criterion="names_actual_cause",
            corruptions=(reworded(r"KeyError\W+currency\W?", "TimeoutError: no answer"),),
        ),
        NOT_KILLED,
    ),
    "lease_warning_then_other_failure": (
        DecisiveEvidence(
            what="the exception, in its state's message and in its log",
            criterion="names_actual_cause",
            corruptions=(reworded(r"ValueError\W+expected 120 rows, exported 80\W?", "KeyError: 'sku'"),),
        ),
        _ONLY_A_WARNING,
    ),
    "lease_warning_completed": (NOT_KILLED, _ONLY_A_WARNING),
    "never_started_limit_full": (
        # Its state's name and the full limit each say what it waits for.
        DecisiveEvidence(
            what="the state that says that it waits for a slot, and the full limit",
            criterion="names_actual_cause",
            corruptions=(with_state("SCHEDULED", "Late", None), with_no_slot_taken()),
        ),
        NOT_KILLED,
    ),
    "slot_lost_in_provisioning": (
        DecisiveEvidence(
            what="the lost slot in its state's message",
            criterion="names_actual_cause",
            corruptions=(reworded(re.escape(SLOT_LOST_MESSAGE), "Cancelled by a script"),),
        ),
    ),
    "run_is_fine": (NOT_KILLED,),
}
