"""Modules, arguments named in prose, defaults of settings, lengths of runs and sizes of limits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evals.facts import false_claims
from evals.transcripts import ToolCall

INVENTED = (
    "```python\nfrom prefect.concurrency.leases import LeaseKeeper\n```",
    "`from prefect.concurrency import keep_alive` does it.",
    "Call `await prefect.utilities.asyncutils.keep_lease_alive()` in the loop.",
    "Catch `prefect.exceptions.LeaseRenewalError` in the flow.",
    "Use the `renew_in_thread` option of `@flow`.",
    "`flow.serve()` accepts a `concurrency_grace` argument.",
    "Set the environment variable `LEASE_RENEWAL_INTERVAL` to 60.",
    "Add `keep_lease_alive: true` to your prefect.yaml.",
    "`PREFECT_CLIENT_MAX_RETRIES` (default 3) helps there.",
    "PREFECT_API_REQUEST_TIMEOUT defaults to 30 seconds.",
)
REAL = (
    "```python\nfrom prefect import flow, task\nfrom prefect.concurrency.sync import concurrency\n```",
    "`prefect.flow_runs` and `prefect.task_runs` are loggers; `prefect.flow-run.Crashed` is an event.",
    "`prefect.states.Crashed` and `prefect.server.services.repossessor` are Prefect's.",
    "There is no `prefect.concurrency.renew_lease()`.",
    "No `renew_in_thread` option of `@flow` exists.",
    "The `log_prints` parameter of `@flow` would show your prints.",
    "Set `concurrency_limit` in `prefect.yaml`, and `server.concurrency.lease_storage` in `prefect.toml`.",
    "In your own code, set `chunk_size = 100`.",
    "`PREFECT_CLIENT_MAX_RETRIES` (default 5), PREFECT_API_REQUEST_TIMEOUT (60 s by default)",
    "Set `PREFECT_CLIENT_MAX_RETRIES=10`.",
)
RUN = {"id": "1", "name": "sync-run-1", "state_type": "CRASHED", "duration": 3.2}
LOG = {
    "flow_run_id": "1",
    "logs": [{"message": "Concurrency lease renewal failed: 410 Gone", "name": "prefect.flow_runs"}],
}
LIMIT = {"concurrency_limits": [{"name": "a", "limit": 1, "active_slots": 0}]}
CALLS = tuple(
    ToolCall(name="read", args={}, result=result, started_at=datetime(2026, 3, 4, tzinfo=UTC), duration_s=0.1)
    for result in ({"flow_runs": [RUN]}, LOG, LIMIT)
)
CONTRADICTED = (
    "It ran for 47 minutes before it crashed.",
    "The run had been running for about two and a half minutes.",
    "After 12 minutes of work the renewal failed.",
    "The deployment's limit stands at 3 of 3.",
    "The deployment's limit is three, and nothing holds it.",
    "The renewal failed because the Prefect API was offline.",
    "The client got no response from the API.",
    "The run is in state Failed.",
)
BORNE_OUT = (
    "It ran for three seconds before it crashed.",
    "It would have to run for 4 minutes before a second renewal.",
    "The deployment's limit stands at 0 of 1.",
    "The deployment's limit is one.",
    "A limit of 5 would not have helped.",
    "The API was not down: it answered with 410.",
    "If the API was unreachable, the error would be another.",
    "The API might have been offline for a while before.",
    "The run is in state Crashed; had the code raised, the run would be in state Failed.",
)


@pytest.mark.parametrize("answer", INVENTED)
def test_what_prefect_lacks_is_reported(answer: str) -> None:
    assert false_claims(question="Why?", answer=answer, tool_calls=())


@pytest.mark.parametrize("answer", REAL)
def test_what_prefect_has_or_the_answer_denies_is_not(answer: str) -> None:
    assert false_claims(question="Why?", answer=answer, tool_calls=()) == ()


@pytest.mark.parametrize("answer", CONTRADICTED)
def test_what_the_record_contradicts_is_reported(answer: str) -> None:
    assert false_claims(question="Why did 'sync-run-1' crash?", answer=answer, tool_calls=CALLS)


@pytest.mark.parametrize("answer", BORNE_OUT)
def test_what_the_record_bears_out_or_leaves_open_is_not(answer: str) -> None:
    assert false_claims(question="Why did 'sync-run-1' crash?", answer=answer, tool_calls=CALLS) == ()
