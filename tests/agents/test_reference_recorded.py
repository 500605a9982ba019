"""The reference model on what the real tools returned about real runs."""

from __future__ import annotations

import pytest

from tests.agents.reference_data.instance import Instance, new_id
from tests.agents.reference_data.stories import LEASE_ERROR, forget

IDENTIFIED = "caused by a failed renewal of its concurrency lease"
LEASE_CRASHES = ("engine-run", "g-run", "restart-a", "restart-b", "strict-run", "thread-run")


@pytest.fixture
def prefect() -> Instance:
    return Instance.recorded()


@pytest.mark.parametrize("name", LEASE_CRASHES)
async def test_a_lost_lease_is_found_in_the_log(prefect: Instance, name: str) -> None:
    answer = await prefect.why(name)

    assert IDENTIFIED in answer
    assert LEASE_ERROR in answer


@pytest.mark.parametrize("name", LEASE_CRASHES)
async def test_a_lost_lease_is_not_found_where_the_log_has_none(prefect: Instance, name: str) -> None:
    forget(prefect, "lease renewal failed")

    answer = await prefect.why(name)

    assert IDENTIFIED not in answer
    assert "This was not a failed lease renewal" in answer


async def test_a_single_lost_lease_takes_three_calls(prefect: Instance) -> None:
    await prefect.why("engine-run")

    assert prefect.called == ["get_flow_runs", "get_flow_run_logs", "get_flow_runs"]


async def test_leases_of_several_deployments_lost_together_point_to_a_restart(prefect: Instance) -> None:
    answer = await prefect.why("restart-a")

    assert "most likely the server was restarted and kept its leases in memory" in answer.splitlines()[0]
    assert "`restart-b`, of another deployment" in answer
    assert "`later-run` completed" in answer
    assert "can't be proven" in answer


async def test_of_many_crashes_at_the_time_those_closest_in_time_are_read(prefect: Instance) -> None:
    ended = prefect.find_run("restart-a")["end_time"]
    sibling = prefect.find_run("restart-b")
    for number in range(10):
        other = prefect.crashed_run(f"other-{number}", sibling["state_message"])
        other |= {
            "deployment_id": new_id("other"),
            "start_time": ended.replace(":44.", ":40."),
            "end_time": ended.replace("05:21", "05:22"),
        }

    answer = await prefect.why("restart-a")

    assert "`restart-b`, of another deployment" in answer
    assert prefect.called.count("get_flow_run_logs") == 5


async def test_a_lease_lost_alone_does_not(prefect: Instance) -> None:
    for name in ("restart-b", "thread-run", "strict-run"):
        prefect.log_of(name).clear()

    answer = await prefect.why("restart-a")

    assert IDENTIFIED in answer
    assert "the evidence does not decide" in answer
    assert "restart-b" not in answer


async def test_leases_of_one_deployment_alone_do_not(prefect: Instance) -> None:
    for name in ("restart-b", "thread-run", "strict-run"):
        prefect.find_run(name)["deployment_id"] = prefect.find_run("restart-a")["deployment_id"]

    assert "the evidence does not decide" in await prefect.why("restart-a")


async def test_an_end_before_the_lost_lease_points_to_a_change_from_outside(prefect: Instance) -> None:
    answer = await prefect.why("g-run")

    assert "something outside had already ended the run" in answer.splitlines()[0]
    assert prefect.find_run("g-run")["end_time"] in answer
    assert "an automation that watches for heartbeats" in answer
    assert "read_events" in prefect.called


async def test_without_the_first_of_the_two_ends_it_does_not(prefect: Instance) -> None:
    forget(prefect, "missing heartbeats")

    answer = await prefect.why("g-run")

    assert IDENTIFIED in answer
    assert "something outside" not in answer


async def test_a_strict_block_in_a_task_leaks_the_slot_of_the_limit_that_it_held(prefect: Instance) -> None:
    answer = await prefect.why("strict-run")

    assert "inside a task" in answer.splitlines()[0]
    assert "`prefect gcl update db-pool --active-slots 0`" in answer
    assert "db-pool2" not in answer


async def test_a_limit_with_free_slots_has_not_leaked(prefect: Instance) -> None:
    for limit in prefect.limits:
        limit["active_slots"] = 0

    answer = await prefect.why("strict-run")

    assert "inside a task" in answer.splitlines()[0]
    assert "leaked" not in answer


async def test_an_error_of_the_flow_itself_is_not_one_of_a_task(prefect: Instance) -> None:
    for line in prefect.log_of("strict-run"):
        line["name"] = "prefect.flow_runs"

    answer = await prefect.why("strict-run")

    assert IDENTIFIED in answer
    assert "inside a task" not in answer


async def test_a_run_that_waits_for_a_leaked_slot_is_told_the_limit(prefect: Instance) -> None:
    forget(prefect, "db-pool2")
    forget(prefect, "db-pool3")

    answer = await prefect.ask("My flow run 'next-run' hangs and logs nothing. What is it doing?")

    assert "waits for a slot of the limit `db-pool`" in answer.splitlines()[0]
    assert "`prefect gcl update db-pool --active-slots 0`" in answer


async def test_a_leaked_limit_that_another_flow_used_is_named_to_a_run_that_has_logged_nothing(
    prefect: Instance,
) -> None:
    for event in prefect.events:
        event["flow_name"] = event["flow_name"] and "another-flow"
    prefect.log_of("next-run")[:] = [
        line for line in prefect.log_of("next-run") if "warehouse-load" in line["message"]
    ]

    answer = await prefect.ask("My flow run 'next-run' hangs and logs nothing. What is it doing?")

    assert "waits for a slot of the limit `db-pool`" in answer.splitlines()[0]


async def test_but_not_to_a_run_that_is_logging(prefect: Instance) -> None:
    for event in prefect.events:
        event["flow_name"] = event["flow_name"] and "another-flow"

    answer = await prefect.ask("My flow run 'next-run' hangs and logs nothing. What is it doing?")

    assert "still running" in answer.splitlines()[0]


async def test_a_slot_that_somebody_holds_has_not_leaked(prefect: Instance) -> None:
    forget(prefect, "db-pool2")
    forget(prefect, "db-pool3")
    forget(prefect, "prefect.concurrency-limit.released")

    answer = await prefect.ask("My flow run 'next-run' hangs and logs nothing. What is it doing?")

    assert "still running" in answer.splitlines()[0]
    assert "leaked" not in answer


async def test_a_cancellation_without_a_lease_error_is_that(prefect: Instance) -> None:
    answer = await prefect.why("cancel-run")

    assert "cancelled inside its own process" in answer.splitlines()[0]
    assert IDENTIFIED not in answer


async def test_an_exception_is_that_whatever_the_limit(prefect: Instance) -> None:
    boom = prefect.find_run("boom-run")
    deployment = next(d for d in prefect.deployments if d["id"] == boom["deployment_id"])
    deployment["global_concurrency_limit"]["active_slots"] = 1

    answer = await prefect.why("boom-run")

    assert "did not crash: it failed" in answer.splitlines()[0]
    assert "`KeyError`" in answer
    assert "1 of 1" in answer
    assert "This was not a failed lease renewal" in answer


async def test_a_warning_is_not_the_reason_of_a_failure_and_secrets_stay_in_the_log(
    prefect: Instance,
) -> None:
    answer = await prefect.why("warn-fail-run")

    assert "it failed, because an exception" in answer.splitlines()[0]
    assert "but only a warning" in answer
    assert "s3cr3t" in str(prefect.log_of("warn-fail-run"))
    assert "s3cr3t" not in answer


async def test_a_warning_does_not_make_a_completed_run_crash(prefect: Instance) -> None:
    answer = await prefect.why("warn-run")

    assert "did not crash: it completed" in answer.splitlines()[0]
    assert "but only a warning" in answer


async def test_without_the_warning_none_is_mentioned(prefect: Instance) -> None:
    forget(prefect, "lease renewal failed")

    assert "warning" not in await prefect.why("warn-run")


async def test_a_run_that_waits_for_its_deployments_limit_never_started(prefect: Instance) -> None:
    answer = await prefect.why("waiting-run")

    assert "never started" in answer.splitlines()[0]
    assert "1 of 1 slots taken" in answer
    assert "held by flow run `busy-run`" in answer


async def test_a_restart_did_not_hurt_a_run_that_completed(prefect: Instance) -> None:
    answer = await prefect.ask("Our Prefect server was restarted last night. Did that hurt 'later-run'?")

    assert "it completed. No, the restart did not hurt it" in answer.splitlines()[0]


async def test_a_restart_did_hurt_a_run_that_crashed(prefect: Instance) -> None:
    answer = await prefect.ask("Our Prefect server was restarted last night. Did that hurt 'restart-b'?")

    assert "most likely the server was restarted" in answer.splitlines()[0]
    assert "did not hurt" not in answer
