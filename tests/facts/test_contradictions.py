import pytest

from evals.facts import false_claims
from evals.transcripts import ToolCall
from tests.facts.fact_cases import tool_call

RUN = {"id": "7c1e9f04-3b5d-4a62-9d0e-5f8a21b4c673", "name": "load-run-2c937743"}
LOST = "Concurrency lease renewal failed - slots are no longer reserved. Lease ID: 9d0e, exception: "
REFUSED = LOST + "[Errno 111] Connection refused"
GONE = LOST + "Client error '410 Gone'"


def line(message: str, *, second: float, logger: str = "prefect.flow_runs") -> dict[str, object]:
    return {"timestamp": f"2026-03-04T02:07:{second:09.6f}+00:00", "name": logger, "message": message}


def calls(*lines: dict[str, object], run_id: str = RUN["id"]) -> tuple[ToolCall, ...]:
    return (
        tool_call(name="get_flow_runs", args={}, result={"flow_runs": [RUN]}),
        tool_call(name="get_flow_run_logs", args={}, result={"flow_run_id": run_id, "logs": [*lines]}),
    )


OUTAGE = calls(line(REFUSED, second=30))
OF_A_TASK = calls(line(GONE, second=30, logger="prefect.task_runs"))
OF_THE_RUN = calls(line(GONE, second=30))
CRASH = line("Crash detected! Execution was cancelled by the runtime environment.", second=31)
WENT_ON = calls(line(GONE, second=30), CRASH, line("Loaded row 6 of shard 0", second=32.5))
ENDED = calls(
    line(GONE, second=30), CRASH, line("Finished in state Crashed('Execution was cancelled')", second=32)
)


def dashboard(*, active_slots: int) -> ToolCall:
    limits = [{"name": "data-warehouse-855faf01", "limit": 1, "active_slots": active_slots}]
    return tool_call(name="get_dashboard", args={}, result={"concurrency_limits": limits})


LEAKED = (*OF_A_TASK, dashboard(active_slots=1))
GIVEN_BACK = (*OF_A_TASK, dashboard(active_slots=0))


def contradicted(answer: str, evidence: tuple[ToolCall, ...]) -> list[str]:
    claims = false_claims(question="Why did load-run-2c937743 crash?", answer=answer, tool_calls=evidence)
    return [claim.text for claim in claims if claim.kind == "contradiction"]


CASES = [
    ("The server had no record of the lease any more.", OUTAGE, calls(line(GONE, second=30))),
    ("By then the API had lost its leases.", OUTAGE, calls(line(GONE, second=30))),
    ("The server no longer knew the lease.", OUTAGE, calls(line(GONE, second=30))),
    ("The lease on its deployment's limit could not be renewed.", OF_A_TASK, OF_THE_RUN),
    ("The lease belongs to the limit on the run's deployment.", OF_A_TASK, OF_THE_RUN),
    ("Owner of the lease: the deployment.", OF_A_TASK, OF_THE_RUN),
    ("The slot was given back properly afterwards.", LEAKED, GIVEN_BACK),
    ("The slot is free again, so there's nothing left to clean.", LEAKED, GIVEN_BACK),
    ("The process was shut down immediately, with all its threads.", WENT_ON, ENDED),
    ("The process exited cleanly, so there's nothing to tidy up.", WENT_ON, ENDED),
]


@pytest.mark.parametrize(("answer", "evidence", "_other"), CASES)
def test_what_the_log_contradicts_is_reported(
    answer: str, evidence: tuple[ToolCall, ...], _other: tuple[ToolCall, ...]
) -> None:
    assert len(contradicted(answer, evidence)) == 1


@pytest.mark.parametrize(("answer", "_evidence", "other"), CASES)
def test_the_same_beside_another_log_is_not(
    answer: str, _evidence: tuple[ToolCall, ...], other: tuple[ToolCall, ...]
) -> None:
    assert contradicted(answer, other) == []


@pytest.mark.parametrize(("answer", "evidence", "_other"), CASES)
def test_the_log_of_another_run_contradicts_nothing(
    answer: str, evidence: tuple[ToolCall, ...], _other: tuple[ToolCall, ...]
) -> None:
    logs = evidence[1].result
    assert isinstance(logs, dict)
    lines = [entry for entry in logs["logs"] if isinstance(entry, dict)]
    assert contradicted(answer, calls(*lines, run_id="e5a90c1b-77d2-4b3f-8f64-12b9c0d8a7ee")) == []


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        ("Nothing shows that the server had lost its leases.", OUTAGE),
        ("If the server had no record of the lease, the log would have a 410.", OUTAGE),
        ("It is a lease of the task's own, and not one of the deployment's limit.", OF_A_TASK),
        ("This lease is not that of the deployment's limit: a task took it.", OF_A_TASK),
        ("**Whose lease?** Not the deployment's.", OF_A_TASK),
        ("This lease is separate from any limit on the deployment.", OF_A_TASK),
        ("The slot was not given back: it still counts as taken.", LEAKED),
        ("The process did not end, it is still writing.", WENT_ON),
        ("Check that the process is gone before you start it again.", WENT_ON),
        ("End the process; until the process has exited it goes on writing.", WENT_ON),
    ],
)
def test_a_denial_a_condition_and_advice_are_left_alone(answer: str, evidence: tuple[ToolCall, ...]) -> None:
    assert contradicted(answer, evidence) == []
