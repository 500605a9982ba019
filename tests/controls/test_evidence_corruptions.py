"""What each corruption does to results as the real tools gave them, and what it leaves alone."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from evals.controls.decisive.corruptions import (
    later_from,
    logged_by_the_flow,
    reworded,
    with_a_run,
    with_error_before,
    with_log_lines,
    with_no_slot_taken,
    with_nothing_left_unread,
    with_state,
    with_work_in_silences,
    without_deployment_limit,
    without_events,
    without_events_of_the_limit,
    without_log_lines,
    without_log_lines_of_others,
    without_the_run,
)
from evals.controls.evidence import Corruption
from evals.rubrics import plain_rubric
from evals.scenarios.situation import Situation
from tests.agents.reference_data.instance import Instance

LEASE_ERROR = "^Concurrency lease renewal failed"
Result = dict[str, Any]


@pytest.fixture
def prefect() -> Instance:
    return Instance.recorded()


def about(prefect: Instance, run: str | None, **names: str) -> Situation:
    return Situation(
        scenario="recorded",
        family="root_cause",
        fidelity="engine",
        source="recorded",
        protects="nothing",
        rubric=plain_rubric("Is it right?"),
        required_tools=(),
        flow_run_id=UUID(prefect.find_run(run)["id"]) if run else None,
        names={"run": run or "nobody", **names},
    )


def corrupted(corruption: Corruption, tool: str, result: Result, situation: Situation) -> Result:
    changed = copy.deepcopy(result)
    corruption[tool](changed, situation)
    return changed


async def runs_of(prefect: Instance, *names: str) -> Result:
    return await prefect.get_flow_runs({"name": {"any_": list(names)}})


async def log_of(prefect: Instance, name: str, **arguments: int) -> Result:
    return await prefect.get_flow_run_logs(prefect.find_run(name)["id"], **arguments)


async def deployment_of(prefect: Instance, name: str) -> Result:
    return await prefect.get_deployments({"id": {"any_": [prefect.find_run(name)["deployment_id"]]}})


def messages(result: Result) -> list[str]:
    return [line["message"] for line in result["logs"]]


def of_events(result: Result, field: str) -> Sequence[str]:
    return [event[field] for event in result["events"]]


# -- State


async def test_another_state_is_that_of_the_run_alone(prefect: Instance) -> None:
    result = await runs_of(prefect, "later-run", "engine-run")

    changed = corrupted(
        with_state("FAILED", "Failed", "It failed."), "get_flow_runs", result, about(prefect, "later-run")
    )

    states = {
        run["name"]: (run["state_type"], run["state_name"], run["state_message"])
        for run in changed["flow_runs"]
    }
    assert states == {
        "later-run": ("FAILED", "Failed", "It failed."),
        "engine-run": ("CRASHED", "Crashed", "Execution was cancelled by the runtime environment."),
    }


async def test_another_state_is_in_the_event_of_the_end(prefect: Instance) -> None:
    result = await prefect.read_events("prefect.flow-run.", limit=500)
    situation = about(prefect, "later-run")

    changed = corrupted(with_state("FAILED", "Failed", "It failed."), "read_events", result, situation)

    own = [event for event in changed["events"] if event["resource_id"].endswith(str(situation.flow_run_id))]
    assert "prefect.flow-run.Completed" not in [event["event_type"] for event in own]
    assert [event["state_message"] for event in own if event["event_type"] == "prefect.flow-run.Failed"] == [
        "It failed."
    ]
    assert "prefect.flow-run.Running" in [event["event_type"] for event in own]


@pytest.mark.parametrize("tool", ["get_flow_runs", "get_flow_run_logs", "read_events"])
async def test_words_are_replaced_wherever_the_run_has_them(prefect: Instance, tool: str) -> None:
    results = {
        "get_flow_runs": await runs_of(prefect, "boom-run"),
        "get_flow_run_logs": await log_of(prefect, "boom-run"),
        "read_events": await prefect.read_events("prefect.flow-run.Failed"),
    }
    assert "'sku'" in json.dumps(results[tool])

    changed = corrupted(reworded("'sku'", "'pen'"), tool, results[tool], about(prefect, "boom-run"))

    assert "'sku'" not in json.dumps(changed)
    assert "'pen'" in json.dumps(changed)


async def test_what_replaces_words_is_no_pattern(prefect: Instance) -> None:
    result = await runs_of(prefect, "boom-run")

    changed = corrupted(reworded("'sku'", r"\1 \d"), "get_flow_runs", result, about(prefect, "boom-run"))

    assert changed["flow_runs"][0]["state_message"] == r"Flow run encountered an exception: KeyError: \1 \d"


async def test_words_of_other_runs_stay(prefect: Instance) -> None:
    result = await runs_of(prefect, "boom-run", "engine-run")

    changed = corrupted(reworded("'sku'", "'pen'"), "get_flow_runs", result, about(prefect, "engine-run"))

    assert changed == result


async def test_the_run_is_gone_and_others_are_not(prefect: Instance) -> None:
    result = await runs_of(prefect, "boom-run", "engine-run")

    changed = corrupted(without_the_run(), "get_flow_runs", result, about(prefect, "engine-run"))

    assert [run["name"] for run in changed["flow_runs"]] == ["boom-run"]
    assert changed["count"] == 1


async def test_a_run_that_is_put_there_has_the_fields_of_a_real_one(prefect: Instance) -> None:
    result = await runs_of(prefect, "nobody")
    assert result["flow_runs"] == []

    changed = corrupted(with_a_run("CRASHED", "Crashed", "x"), "get_flow_runs", result, about(prefect, None))

    (run,) = changed["flow_runs"]
    assert run.keys() == prefect.find_run("boom-run").keys()
    assert (run["name"], run["state_type"], run["state_name"], run["state_message"]) == (
        *("nobody", "CRASHED", "Crashed", "x"),
    )


# -- Logs


async def test_lines_are_gone_from_the_log(prefect: Instance) -> None:
    result = await log_of(prefect, "engine-run")

    changed = corrupted(
        without_log_lines(LEASE_ERROR), "get_flow_run_logs", result, about(prefect, "engine-run")
    )

    assert len(changed["logs"]) == len(result["logs"]) - 1
    assert not any("lease renewal failed" in message for message in messages(changed))


async def test_lines_of_other_logs_stay(prefect: Instance) -> None:
    result = await log_of(prefect, "g-run")

    changed = corrupted(
        without_log_lines(LEASE_ERROR), "get_flow_run_logs", result, about(prefect, "engine-run")
    )

    assert changed == result


async def test_a_log_may_lose_all_of_its_lines(prefect: Instance) -> None:
    result = await log_of(prefect, "engine-run")

    changed = corrupted(without_log_lines("."), "get_flow_run_logs", result, about(prefect, "engine-run"))

    assert changed["logs"] == []


async def test_lines_are_gone_after_another_line_only(prefect: Instance) -> None:
    result = await log_of(prefect, "engine-run")
    crash = next(i for i, message in enumerate(messages(result)) if message.startswith("Crash detected!"))

    changed = corrupted(
        without_log_lines(".", after="^Crash detected!"),
        "get_flow_run_logs",
        result,
        about(prefect, "engine-run"),
    )

    assert changed["logs"] == result["logs"][: crash + 1]


async def test_lines_of_others_are_gone_and_the_runs_own_are_not(prefect: Instance) -> None:
    situation = about(prefect, "restart-a")
    own, other = await log_of(prefect, "restart-a"), await log_of(prefect, "restart-b")
    corruption = without_log_lines_of_others(LEASE_ERROR)

    assert corrupted(corruption, "get_flow_run_logs", own, situation) == own
    changed = corrupted(corruption, "get_flow_run_logs", other, situation)
    assert len(changed["logs"]) == len(other["logs"]) - 1


async def test_lines_get_other_fields(prefect: Instance) -> None:
    result = await log_of(prefect, "engine-run")

    changed = corrupted(
        with_log_lines(LEASE_ERROR, level=30), "get_flow_run_logs", result, about(prefect, "engine-run")
    )

    levels = [line["level"] for line in changed["logs"] if "lease renewal failed" in line["message"]]
    assert levels == [30]
    assert messages(changed) == messages(result)


async def test_an_error_comes_right_before_a_line(prefect: Instance) -> None:
    result = await log_of(prefect, "cancel-run")

    changed = corrupted(
        with_error_before("^Crash detected!", "Oh no"),
        "get_flow_run_logs",
        result,
        about(prefect, "cancel-run"),
    )

    position = messages(changed).index("Oh no")
    assert messages(changed)[position + 1].startswith("Crash detected!")
    assert changed["logs"][position]["level"] == 40
    assert len(changed["logs"]) == len(result["logs"]) + 1


async def test_no_error_is_added_where_the_line_is_missing(prefect: Instance) -> None:
    result = await log_of(prefect, "cancel-run")

    changed = corrupted(
        with_error_before("^No such line", "Oh no"), "get_flow_run_logs", result, about(prefect, "cancel-run")
    )

    assert changed == result


async def test_silences_are_filled_with_work(prefect: Instance) -> None:
    log = prefect.log_of("engine-run")
    log[-1]["timestamp"] = _later(log[-2]["timestamp"], seconds=25)
    result = await log_of(prefect, "engine-run")

    changed = corrupted(
        with_work_in_silences("At work", every=timedelta(seconds=10)),
        "get_flow_run_logs",
        result,
        about(prefect, "engine-run"),
    )

    assert messages(changed) == [*messages(result)[:-1], "At work", "At work", messages(result)[-1]]


async def test_the_end_comes_later_with_its_lines(prefect: Instance) -> None:
    situation = about(prefect, "engine-run")
    corruption = later_from(LEASE_ERROR, by=timedelta(minutes=4))
    log, runs = await log_of(prefect, "engine-run"), await runs_of(prefect, "engine-run")
    lost = next(i for i, message in enumerate(messages(log)) if "lease renewal failed" in message)

    moved = corrupted(corruption, "get_flow_run_logs", log, situation)["logs"]

    assert moved[:lost] == log["logs"][:lost]
    assert [line["timestamp"] for line in moved[lost:]] == [
        _later(line["timestamp"], seconds=240) for line in log["logs"][lost:]
    ]
    (run,) = corrupted(corruption, "get_flow_runs", runs, situation)["flow_runs"]
    assert run["end_time"] == _later(runs["flow_runs"][0]["end_time"], seconds=240)


async def test_a_log_that_is_cut_off_is_said_to_be_whole(prefect: Instance) -> None:
    result = await log_of(prefect, "engine-run", limit=3)
    assert result["truncated"] is True

    changed = corrupted(with_nothing_left_unread(), "get_flow_run_logs", result, about(prefect, "engine-run"))

    assert changed == result | {"truncated": False}


def _later(stamp: str, *, seconds: float) -> str:
    return (datetime.fromisoformat(stamp) + timedelta(seconds=seconds)).isoformat()


# -- Tasks, events, limits


async def test_a_tasks_line_becomes_the_flows(prefect: Instance) -> None:
    situation = about(prefect, "strict-run")
    corruption = logged_by_the_flow(LEASE_ERROR)
    log = await log_of(prefect, "strict-run")
    tasks = await prefect.get_task_runs({"flow_run_id": {"any_": [str(situation.flow_run_id)]}})
    assert tasks["count"] == 1

    lines = corrupted(corruption, "get_flow_run_logs", log, situation)["logs"]

    assert [line["name"] for line in lines if "lease renewal failed" in line["message"]] == [
        "prefect.flow_runs"
    ]
    assert corrupted(corruption, "get_task_runs", tasks, situation) == tasks | {"task_runs": [], "count": 0}


async def test_events_of_the_run_are_gone_by_type(prefect: Instance) -> None:
    result = await prefect.read_events("prefect.flow-run.", limit=500)
    situation = about(prefect, "g-run")

    changed = corrupted(without_events(event_type="Pending"), "read_events", result, situation)

    gone = [event for event in result["events"] if event not in changed["events"]]
    assert {event["event_type"] for event in gone} == {"prefect.flow-run.Pending"}
    assert {event["resource_name"] for event in gone} == {"g-run"}
    assert changed["count"] == result["count"] - len(gone)


async def test_events_of_the_run_are_gone_by_message(prefect: Instance) -> None:
    result = await prefect.read_events("prefect.flow-run.Crashed", limit=500)
    situation = about(prefect, "g-run")
    crashes = [event["state_message"] for event in result["events"] if event["resource_name"] == "g-run"]
    assert len(set(crashes)) == 2

    changed = corrupted(without_events(state_message=crashes[0]), "read_events", result, situation)

    left = [event["state_message"] for event in changed["events"] if event["resource_name"] == "g-run"]
    assert left == crashes[1:]


async def test_events_of_the_limit_are_gone(prefect: Instance) -> None:
    result = await prefect.read_events("prefect.concurrency-limit.", limit=500)
    assert "db-pool" in of_events(result, "resource_name")

    changed = corrupted(
        without_events_of_the_limit(), "read_events", result, about(prefect, "strict-run", limit="db-pool")
    )

    others = [name for name in of_events(result, "resource_name") if name != "db-pool"]
    assert of_events(changed, "resource_name") == others


async def test_no_slot_of_the_limit_is_taken_on_the_dashboard(prefect: Instance) -> None:
    result = await prefect.get_dashboard()
    before = {limit["name"]: limit["active_slots"] for limit in result["concurrency_limits"]}
    assert before["db-pool"] == 1

    changed = corrupted(
        with_no_slot_taken(), "get_dashboard", result, about(prefect, "strict-run", limit="db-pool")
    )

    after = {limit["name"]: limit["active_slots"] for limit in changed["concurrency_limits"]}
    assert after == before | {"db-pool": 0}


async def test_no_slot_of_the_limit_is_taken_in_its_deployment(prefect: Instance) -> None:
    result = await deployment_of(prefect, "busy-run")
    limit = result["deployments"][0]["global_concurrency_limit"]
    assert limit["active_slots"] == 1

    changed = corrupted(
        with_no_slot_taken(), "get_deployments", result, about(prefect, "waiting-run", limit=limit["name"])
    )

    assert changed["deployments"][0]["global_concurrency_limit"] == limit | {"active_slots": 0}


async def test_no_run_is_there_that_holds_the_slot(prefect: Instance) -> None:
    result = await runs_of(prefect, "busy-run", "waiting-run")

    changed = corrupted(
        with_no_slot_taken(), "get_flow_runs", result, about(prefect, "waiting-run", limit="whatever")
    )

    assert [run["name"] for run in changed["flow_runs"]] == ["waiting-run"]


async def test_a_deployment_has_no_limit(prefect: Instance) -> None:
    result = await deployment_of(prefect, "busy-run")

    changed = corrupted(without_deployment_limit(), "get_deployments", result, about(prefect, "waiting-run"))

    (deployment,) = changed["deployments"]
    assert deployment["global_concurrency_limit"] is None
    assert deployment["concurrency_options"] is None


@pytest.mark.parametrize(
    ("corruption", "tool"),
    [
        (corruption, tool)
        for corruption in (
            with_state("FAILED", "Failed", None),
            reworded("a", "b"),
            without_the_run(),
            without_log_lines("."),
            without_log_lines_of_others("."),
            with_log_lines(".", level=30),
            with_error_before(".", "Oh no"),
            with_work_in_silences("At work", every=timedelta(seconds=1)),
            later_from(".", by=timedelta(seconds=1)),
            with_nothing_left_unread(),
            logged_by_the_flow("."),
            without_events(),
            without_events_of_the_limit(),
            with_no_slot_taken(),
            without_deployment_limit(),
        )
        for tool in corruption
    ],
)
def test_a_failed_call_stays_as_it_is(prefect: Instance, corruption: Corruption, tool: str) -> None:
    failed: Result = {"success": False, "error": "422", "flow_run_id": prefect.find_run("engine-run")["id"]}
    empty: dict[str, list[Any]] = {
        key: [] for key in ("flow_runs", "logs", "events", "task_runs", "deployments", "concurrency_limits")
    }
    situation = about(prefect, "engine-run", limit="db-pool")

    assert corrupted(corruption, tool, failed, situation) == failed
    assert corrupted(corruption, tool, failed | empty, situation) == failed | empty
