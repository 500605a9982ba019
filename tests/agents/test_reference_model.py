"""The reference model in an agent: what it asks, and that it answers from what it was told."""

from __future__ import annotations

from tests.agents.reference_data.instance import Instance

LEASE_ERROR = (
    "Concurrency lease renewal failed - slots are no longer reserved. "
    "Terminating execution to prevent over-allocation."
)
QUESTION = (
    "Why did my flow run '{}' crash unexpectedly during execution? "
    "It was running fine and then suddenly crashed."
)


def test_a_crash_whose_state_has_the_error_takes_three_calls() -> None:
    prefect = Instance()
    prefect.crashed_run("pipeline-run-1a2b3c4d", LEASE_ERROR)

    answer = prefect.ask(QUESTION.format("pipeline-run-1a2b3c4d"))

    assert "failed renewal of its concurrency lease" in answer
    assert LEASE_ERROR in answer
    assert prefect.called == ["get_flow_runs", "get_flow_run_logs", "read_events"]


def test_the_same_state_without_the_error_is_not_a_lease_crash() -> None:
    prefect = Instance()
    prefect.crashed_run("pipeline-run-1a2b3c4d", "Something went wrong.")

    assert "failed renewal" not in prefect.ask(QUESTION.format("pipeline-run-1a2b3c4d"))


def test_a_run_that_does_not_exist_is_reported_as_such() -> None:
    prefect = Instance()
    prefect.crashed_run("pipeline-run-1a2b3c4d", LEASE_ERROR)

    answer = prefect.ask(QUESTION.format("pipeline-run-00000000"))

    assert "There is no flow run `pipeline-run-00000000`" in answer
    assert "lease" not in answer
    assert prefect.called == ["get_flow_runs"]
