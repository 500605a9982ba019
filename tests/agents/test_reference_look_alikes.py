"""Endings that look like a lost lease, or are taken for a crash: named for what they are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agents.reference_data.instance import Instance, at
from tests.agents.reference_data.stories import (
    CANCELLED,
    ERROR,
    FLOW,
    GONE,
    LEASE_WARNING,
    RUN,
    WARNING,
    batches,
    beginning,
    crashed_under_limit,
    renewal_failure,
)

IDENTIFIED = "caused by a failed renewal"
KILLED = "Flow run process exited with non-zero status code -9."
OOM = (
    "Flow run infrastructure exited with non-zero status code 137. "
    "Process was killed, likely due to an out-of-memory (OOM) condition."
)

CRASHES = {
    KILLED: "exit code -9, most likely because it used more memory",
    OOM: "exit code 137, most likely because it used more memory",
    "Process exited with status code: -9. Process exited due to a SIGKILL signal.": "exit code -9",
    "Process exited with status code: 3. Process exited with an unexpected status code.": "exit code 3",
    "Execution was aborted by a termination signal.": "a termination signal (SIGTERM)",
    "Flow run process exited with non-zero status code -15.": "a termination signal (SIGTERM)",
    "Execution was aborted by an interrupt signal.": "interrupted",
    CANCELLED: "cancelled inside its own process",
    "Flow run marked as crashed due to missing heartbeats.": "took it for dead",
    "Failed to submit flow run to infrastructure: ValueError: x": "could not be handed to its infrastructure",
    "Request to http://h/api/x failed: ReadTimeout.": "a request of its own to the Prefect API failed",
    "Execution was interrupted by an unexpected exception: TypeError: x": "an unexpected exception outside",
}


@pytest.mark.parametrize("message", CRASHES)
async def test_a_crash_is_named_by_what_prefect_says_of_it(message: str) -> None:
    prefect = Instance()
    prefect.log(prefect.crashed_run(RUN, message), beginning(), *batches(1, 50))

    answer = await prefect.why(RUN)

    assert CRASHES[message] in answer.splitlines()[0]
    assert "This was not a failed lease renewal" in answer


@pytest.mark.parametrize("message", CRASHES)
async def test_another_message_is_another_cause(message: str) -> None:
    prefect = Instance()
    prefect.log(prefect.crashed_run(RUN, "Stopped."), beginning(), *batches(1, 50))

    assert CRASHES[message] not in await prefect.why(RUN)


async def test_an_exit_code_is_not_named_where_none_was_recorded() -> None:
    prefect = Instance()
    crashed_under_limit(prefect)

    answer = await prefect.why(RUN)

    assert "137" not in answer
    assert "-9" not in answer.replace(at(0)[:8], "")


async def test_a_warning_before_a_kill_is_not_its_reason() -> None:
    prefect = Instance()
    run = prefect.crashed_run(RUN, OOM)
    prefect.log(run, beginning(), (9.0, WARNING, FLOW, renewal_failure(GONE, sentence=LEASE_WARNING)))

    answer = await prefect.why(RUN)

    assert "exit code 137" in answer.splitlines()[0]
    assert "but only a warning" in answer


async def test_a_run_taken_for_dead_whose_code_goes_on_is_said_to_be_alive() -> None:
    prefect = Instance()
    message = "Flow run marked as crashed due to missing heartbeats."
    prefect.log(prefect.crashed_run(RUN, message), beginning(), *batches(1, 300))

    assert "still alive after that" in await prefect.why(RUN)


async def test_a_run_taken_for_dead_that_is_silent_is_not() -> None:
    prefect = Instance()
    message = "Flow run marked as crashed due to missing heartbeats."
    prefect.log(prefect.crashed_run(RUN, message), beginning(), *batches(1, 50))

    assert "still alive" not in await prefect.why(RUN)


ENDINGS: dict[str, tuple[dict[str, Any], str]] = {
    "lost slot": (
        {
            "state_type": "CANCELLED",
            "state_name": "Cancelled",
            "state_message": "Deployment concurrency slot lost during provisioning - no slots available to "
            "continue execution",
        },
        "Prefect cancelled it before it began",
    ),
    "limit reached": (
        {
            "state_type": "CANCELLED",
            "state_name": "Cancelled",
            "state_message": "Deployment concurrency limit reached.",
        },
        "concurrency limit was reached",
    ),
    "cancelled": ({"state_type": "CANCELLED", "state_name": "Cancelled"}, "it was cancelled."),
    "timeout": (
        {
            "state_type": "FAILED",
            "state_name": "TimedOut",
            "state_message": "Flow run exceeded timeout of 9.0 second(s)",
        },
        "its own timeout",
    ),
    "failed": (
        {
            "state_type": "FAILED",
            "state_name": "Failed",
            "state_message": "Flow run encountered an exception: KeyError: 'x'",
        },
        "`KeyError`",
    ),
    "failed result": (
        {"state_type": "FAILED", "state_name": "Failed", "state_message": "1/2 states failed."},
        "a task or subflow in it, was a failure",
    ),
    "late": (
        {"state_type": "SCHEDULED", "state_name": "Late", "start_time": None, "end_time": None},
        "has not started yet",
    ),
    "pending": ({"state_type": "PENDING", "state_name": "Pending", "end_time": None}, "state `PENDING`"),
    "paused": ({"state_type": "PAUSED", "state_name": "Paused", "end_time": None}, "state `PAUSED`"),
    "running": ({"state_type": "RUNNING", "state_name": "Running", "end_time": None}, "still running"),
    "completed": ({}, "it completed"),
}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_run_that_did_not_crash_is_told_so(ending: str) -> None:
    fields, expected = ENDINGS[ending]
    prefect = Instance()
    prefect.run(RUN, **fields)

    answer = await prefect.why(RUN)

    assert expected in answer.splitlines()[0]
    assert "crashed because" not in answer
    assert IDENTIFIED not in answer


async def test_a_late_run_of_a_deployment_whose_limit_is_full_waits_for_a_slot() -> None:
    prefect = Instance()
    deployment = prefect.deployment("nightly", limit=1, active_slots=1)
    prefect.run(RUN, **ENDINGS["late"][0], deployment_id=deployment["id"])

    assert "It waits for a slot" in await prefect.why(RUN)


async def test_a_late_run_of_a_deployment_with_a_free_slot_does_not() -> None:
    prefect = Instance()
    deployment = prefect.deployment("nightly", limit=1, active_slots=0)
    prefect.run(RUN, **ENDINGS["late"][0], deployment_id=deployment["id"])

    assert "has not started yet" in await prefect.why(RUN)


async def test_a_completed_run_is_not_said_to_have_a_clean_log_if_it_has_none() -> None:
    prefect = Instance()
    prefect.log(prefect.run(RUN), beginning(), (5.0, ERROR, FLOW, "a row was skipped"))

    assert "has no error" not in await prefect.why(RUN)
