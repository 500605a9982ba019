"""Of crashes through a lost lease whose root cause nothing shows."""

from __future__ import annotations

import re

from evals.controls.decisive.corruptions import reworded, with_log_lines, without_log_lines
from evals.controls.evidence import DecisiveEvidence
from evals.scenarios.lease_renewal import ENGINE_MESSAGE, LEASE_ERROR
from evals.scenarios.look_alikes.lease_warnings import LEASE_WARNING

LEASE_ERROR_LINE = f"^{re.escape(LEASE_ERROR)}"

ERROR_IN_LOG = DecisiveEvidence(
    what="the lease error in its log",
    criterion="identifies_cause",
    corruptions=(without_log_lines(LEASE_ERROR_LINE),),
)
"""Whatever is behind it, a failed renewal is known from this line alone: the state's message is that of any
cancellation."""

DECISIVE: dict[str, tuple[DecisiveEvidence, ...]] = {
    "forced_state": (
        DecisiveEvidence(
            what="the lease error in its state's message",
            criterion="identifies_cause",
            corruptions=(reworded(f"{LEASE_ERROR_LINE}.*", ENGINE_MESSAGE),),
        ),
    ),
    "engine_crash": (
        ERROR_IN_LOG,
        DecisiveEvidence(
            what="that the lease error ended it, and was no warning",
            criterion="identifies_cause",
            corruptions=(
                reworded(LEASE_ERROR_LINE, LEASE_WARNING),
                with_log_lines(f"^{re.escape(LEASE_WARNING)}", level=30, level_name="WARNING"),
            ),
        ),
    ),
}
