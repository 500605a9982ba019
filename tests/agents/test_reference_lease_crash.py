"""Root causes of a failed renewal: named where the evidence shows them, and only there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.agents.reference_data.instance import Instance, at
from tests.agents.reference_data.stories import (
    CANCELLED,
    ERROR,
    FLOW,
    GONE,
    INFO,
    LEASE_ERROR,
    REFUSED,
    RUN,
    batches,
    beginning,
    crash,
    crashed_under_limit,
    forget,
    renewal_failure,
)

IDENTIFIED = "caused by a failed renewal of its concurrency lease"
RETRY = (
    "Received non-final state 'AwaitingRetry' when proposing final state 'Failed' "
    "and will attempt to run again..."
)


def outage(prefect: Instance) -> None:
    crashed_under_limit(prefect, renewal_failure(REFUSED, raised="httpx.ConnectError"))


def timeout(prefect: Instance) -> None:
    crashed_under_limit(prefect, renewal_failure("", raised="httpx.ReadTimeout"))


def server_error(prefect: Instance) -> None:
    crashed_under_limit(
        prefect, renewal_failure("Server error '503 Service Unavailable' for url 'http://h/'")
    )


def retry(prefect: Instance) -> None:
    raised = (
        20.0,
        ERROR,
        FLOW,
        "Encountered exception during execution: ValueError('no rows')\nTraceback ...",
    )
    lines = [beginning(), *batches(1, 20), raised, (20.1, INFO, FLOW, RETRY), *batches(80, 225)]
    crashed_under_limit(prefect, renewal_failure(GONE), before=lines)


def blocked_loop(prefect: Instance) -> None:
    crashed_under_limit(prefect, LEASE_ERROR, lost_at=400.0, before=[beginning(), *batches(1, 60)])


def slow_provisioning(prefect: Instance) -> None:
    run = crashed_under_limit(
        prefect, LEASE_ERROR, lost_at=3.0, before=[beginning()], created=at(-170), start_time=at(0)
    )
    prefect.event("prefect.flow-run.Pending", run, at(-160))


def changed_from_outside(prefect: Instance) -> None:
    run = crashed_under_limit(prefect)
    run["end_time"] = at(190)
    message = "Flow run marked as crashed due to missing heartbeats."
    prefect.event("prefect.flow-run.Crashed", run, at(190), message)


def no_more_refusal(prefect: Instance) -> None:
    """The same line with another exception."""
    for line in prefect.log_of(RUN):
        line["message"] = line["message"].replace(REFUSED, GONE).replace("httpx.ConnectError", "X")


def no_more_timeout(prefect: Instance) -> None:
    for line in prefect.log_of(RUN):
        line["message"] = line["message"].replace("httpx.ReadTimeout", "ValueError")


def no_more_server_error(prefect: Instance) -> None:
    for line in prefect.log_of(RUN):
        line["message"] = line["message"].replace("Server error '503 Service Unavailable'", "Invalid")


def no_more_retry(prefect: Instance) -> None:
    forget(prefect, RETRY)


def no_more_silence(prefect: Instance) -> None:
    prefect.log(prefect.find_run(RUN), *batches(60, 400))


def no_more_waiting(prefect: Instance) -> None:
    forget(prefect, "prefect.flow-run.Pending")


def no_more_change(prefect: Instance) -> None:
    forget(prefect, "missing heartbeats")


Story = Callable[[Instance], None]
STORIES: dict[str, tuple[Story, Story, str]] = {
    "outage": (outage, no_more_refusal, "the Prefect API could not be reached"),
    "timeout": (timeout, no_more_timeout, "the Prefect API could not be reached"),
    "server error": (server_error, no_more_server_error, "the Prefect API could not be reached"),
    "retry": (retry, no_more_retry, "It was lost through the flow's own retry"),
    "blocked loop": (blocked_loop, no_more_silence, "its event loop was blocked"),
    "provisioning": (slow_provisioning, no_more_waiting, "It had expired before the run began"),
    "outside": (changed_from_outside, no_more_change, "something outside had already ended the run"),
}


@pytest.mark.parametrize("story", STORIES)
async def test_a_root_cause_is_named_where_the_evidence_shows_it(story: str) -> None:
    tell, _, cause = STORIES[story]
    prefect = Instance()
    tell(prefect)

    answer = await prefect.why(RUN)

    assert IDENTIFIED in answer
    assert cause in answer.splitlines()[0]


@pytest.mark.parametrize("story", STORIES)
async def test_a_root_cause_is_not_named_without_its_evidence(story: str) -> None:
    tell, take_away, cause = STORIES[story]
    prefect = Instance()
    tell(prefect)
    take_away(prefect)

    answer = await prefect.why(RUN)

    assert IDENTIFIED in answer
    assert cause not in answer


@pytest.mark.parametrize("story", STORIES)
async def test_without_the_lease_error_no_failed_renewal_is_named(story: str) -> None:
    prefect = Instance()
    STORIES[story][0](prefect)
    forget(prefect, "Concurrency lease renewal failed")

    assert IDENTIFIED not in await prefect.why(RUN)


async def test_a_lease_that_was_gone_leaves_ranked_candidates_and_no_certainty() -> None:
    prefect = Instance()
    crashed_under_limit(prefect)

    answer = await prefect.why(RUN)

    assert "the evidence does not decide" in answer
    assert "1. The server was restarted" in answer
    assert "2. Several replicas" in answer
    assert "can't be proven" in answer
    assert "PREFECT_CLIENT_MAX_RETRIES" not in answer


async def test_client_retries_are_advised_for_an_outage() -> None:
    prefect = Instance()
    outage(prefect)

    answer = await prefect.why(RUN)

    assert "`PREFECT_CLIENT_MAX_RETRIES`" in answer
    assert "LEASE_STORAGE" not in answer


async def test_an_upgrade_is_advised_for_a_retry_with_the_version_that_answers_now() -> None:
    prefect = Instance(version="3.8.2")
    retry(prefect)

    answer = await prefect.why(RUN)

    assert "Upgrade the server to Prefect 3.8.5" in answer
    assert "says it is 3.8.2" in answer


async def test_the_exception_that_was_retried_is_not_ruled_out() -> None:
    prefect = Instance()
    retry(prefect)

    assert "Not an exception" not in await prefect.why(RUN)


async def test_an_exception_is_ruled_out_otherwise() -> None:
    prefect = Instance()
    crashed_under_limit(prefect)

    assert "Not an exception in the flow's own code" in await prefect.why(RUN)


async def test_a_submission_by_a_worker_shows_a_long_wait_too() -> None:
    prefect = Instance()
    submitted = (-160.0, INFO, "prefect.flow_runs.worker", "Worker 'w' submitting flow run 'x'")
    crashed_under_limit(prefect, LEASE_ERROR, lost_at=3.0, before=[submitted, beginning()], created=at(-170))

    assert "It had expired before the run began" in await prefect.why(RUN)


async def test_a_limit_on_a_deployment_is_explained_to_who_asks_about_limits() -> None:
    prefect = Instance()
    crashed_under_limit(prefect)
    deployment = prefect.deployments[0]

    answer = await prefect.ask(
        f"My served flow's run '{RUN}' crashed, something about leases. But I have no global "
        f"concurrency limits, "
        "only a limit on the deployment. What is going on?"
    )

    assert "The limit on your deployment is a global concurrency limit" in answer
    assert f"`deployment:{deployment['id']}`" in answer
    assert "served or run by a worker makes no difference" in answer


async def test_without_a_limit_on_the_deployment_it_is_not_said_to_be_one() -> None:
    prefect = Instance()
    crashed_under_limit(prefect)
    prefect.deployments[0]["global_concurrency_limit"] = None

    answer = await prefect.ask(f"Run '{RUN}' of my deployment crashed, and I have no limits?")

    assert "The limit on your deployment" not in answer


async def test_code_that_goes_on_after_the_crash_is_noticed() -> None:
    prefect = Instance()
    crashed_under_limit(prefect, after=batches(230, 300))

    answer = await prefect.why(RUN)

    assert "Its process went on executing the flow's code after the crash" in answer
    assert "End the process that still runs the flow" in answer


async def test_what_the_engine_says_after_the_crash_is_not_the_flow_going_on() -> None:
    prefect = Instance()
    crashed_under_limit(prefect, after=[line for line in crash(230.0) if "Finished" in line[3]])

    assert "went on executing" not in await prefect.why(RUN)


async def test_the_state_alone_may_carry_the_error_of_a_run_with_a_deployment() -> None:
    prefect = Instance()
    prefect.crashed_run(RUN, LEASE_ERROR, deployment_id=prefect.deployment("nightly", limit=1)["id"])

    assert IDENTIFIED in await prefect.why(RUN)


async def test_a_run_that_completed_is_not_called_crashed_whatever_its_log_says() -> None:
    prefect = Instance()
    run = prefect.run(RUN)
    prefect.log(run, beginning(), (9.0, ERROR, FLOW, renewal_failure(GONE)))

    answer = await prefect.why(RUN)

    assert "did not crash: it completed" in answer
    assert CANCELLED not in answer


async def test_a_retry_that_only_an_event_shows_is_found_where_the_flow_raised() -> None:
    prefect = Instance()
    retry(prefect)
    forget(prefect, RETRY)
    prefect.event("prefect.flow-run.AwaitingRetry", prefect.find_run(RUN), at(20.1))

    answer = await prefect.why(RUN)

    assert "It was lost through the flow's own retry" in answer.splitlines()[0]
    assert at(20.1) in answer


async def test_a_run_whose_blocked_process_has_not_ended_yet_is_told_what_awaits_it() -> None:
    prefect = Instance()
    crashed_under_limit(prefect)
    run = prefect.find_run(RUN)
    run |= {"state_type": "RUNNING", "state_name": "Running", "state_message": None, "end_time": None}
    forget(prefect, CANCELLED)

    answer = await prefect.ask(f"What is '{RUN}' doing?")

    assert "has lost its concurrency lease" in answer.splitlines()[0]
    assert "End the process" in answer
